/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Codes in FHIR: a Coding names its system and its code; a CodeableConcept has
 * several codings that mean one thing; a code element is a bare word. They are
 * matched by system and code and by nothing else: neither by what is displayed
 * beside them nor by text.
 */

#include "interp/records/fhir_place.h"

static void add_coding(const struct fhir_node *node, struct fhir_coding *out,
                       size_t *n)
{
    if (*n >= FHIR_CODINGS)
        return;
    struct fhir_coding *coding = &out[(*n)++];
    *coding = (struct fhir_coding){.code = node->text, .plain = true};
    if (node->kind != JSON_OBJECT)
        return;
    *coding = (struct fhir_coding){.system = fhir_text(node, "system"),
                                   .code = fhir_text(node, "code"),
                                   .display = fhir_text(node, "display")};
}

/* What one item has: an array holds no further arrays in FHIR. */
static void add_codings(const struct fhir_node *node, struct fhir_coding *out,
                        size_t *n)
{
    const struct fhir_node *codings = fhir_member(node, "coding");
    if (node->kind == JSON_ARRAY || node->kind == JSON_NULL)
        return;
    if (node->kind != JSON_OBJECT) {
        add_coding(node, out, n);
        return;
    }
    if (codings && codings->kind == JSON_ARRAY)
        for (const struct fhir_node *kid = codings->child; kid; kid = kid->next)
            add_coding(kid, out, n);
    else if (!fhir_member(node, "value") && fhir_member(node, "code"))
        add_coding(node, out, n);
}

size_t fhir_codings(const struct fhir_node *node, struct fhir_coding *out)
{
    size_t n = 0;
    if (node->kind != JSON_ARRAY)
        add_codings(node, out, &n);
    else
        for (const struct fhir_node *kid = node->child; kid; kid = kid->next)
            add_codings(kid, out, &n);
    return n;
}

static bool has_uri(const struct map_system *system, struct str uri)
{
    uri = map_uri(uri);
    for (size_t i = 0; i < system->n; i++)
        if (str_equal(system->uris[i], uri))
            return true;
    return false;
}

bool fhir_is_coding(const struct map_coding *wanted,
                    const struct fhir_coding *coding)
{
    if (coding->plain || !wanted->system)
        return coding->plain && !wanted->system && coding->code.n &&
               (wanted->prefix ? str_starts(coding->code, wanted->code)
                               : str_equal(coding->code, wanted->code));
    struct str code = map_code_text(wanted->system, coding->code);
    bool same = wanted->prefix ? str_starts(code, wanted->code)
                               : str_equal(code, wanted->code);
    return same && has_uri(wanted->system, coding->system);
}

bool fhir_has_code(const struct fhir_node *node,
                   const struct map_codings *wanted)
{
    struct fhir_coding codings[FHIR_CODINGS];
    size_t n = fhir_codings(node, codings);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < wanted->n; j++)
            if (fhir_is_coding(&wanted->at[j], &codings[i]))
                return true;
    return false;
}

/* --- displays ------------------------------------------------------------- */

static bool is_display(const struct map_coding *shown, struct str display)
{
    for (size_t i = 0; i < shown->display_count; i++)
        if (name_equal(shown->displays[i], display))
            return true;
    return false;
}

/* The code of the same system that the mapping knows by this display, unless
   it is this very code. */
static const struct map_coding *owner_of(const struct map_systems *systems,
                                         const struct fhir_coding *coding)
{
    const struct map_coding *owner = NULL;
    for (size_t i = 0; i < systems->shown_count; i++) {
        const struct map_coding *shown = &systems->shown[i];
        if (!is_display(shown, coding->display) ||
            !has_uri(shown->system, coding->system))
            continue;
        if (fhir_is_coding(shown, coding))
            return NULL;
        owner = shown;
    }
    return owner;
}

void fhir_check_displays(struct fhir_bundle *bundle,
                         const struct fhir_resource *resource,
                         const struct fhir_node *node)
{
    const struct map_systems *systems = bundle->plan->mapping->systems;
    struct fhir_coding codings[FHIR_CODINGS];
    size_t n = systems->shown_count ? fhir_codings(node, codings) : 0;
    for (size_t i = 0; i < n; i++) {
        if (codings[i].plain || !codings[i].display.n)
            continue;
        const struct map_coding *owner = owner_of(systems, &codings[i]);
        if (!owner)
            continue;
        fhir_warn(bundle, resource,
                  str_format(bundle->arena,
                             "%.*s is displayed as \"%.*s\", which is %.*s "
                             "\"%.*s\"; the code counts",
                             STR_ARG(fhir_show_coding(bundle, &codings[i])),
                             STR_ARG(codings[i].display),
                             STR_ARG(owner->system->name),
                             STR_ARG(owner->code)));
    }
}

struct str fhir_show_coding(struct fhir_bundle *bundle,
                            const struct fhir_coding *coding)
{
    const struct map_systems *systems = bundle->plan->mapping->systems;
    struct str system = coding->system;
    if (coding->plain)
        return coding->code;
    for (size_t i = systems->n; i-- > 0;)
        if (has_uri(systems->at[i], coding->system))
            system = systems->at[i]->name;
    return str_format(bundle->arena, "%.*s%s%.*s", STR_ARG(system),
                      system.n ? " " : "no system ", STR_ARG(coding->code));
}
