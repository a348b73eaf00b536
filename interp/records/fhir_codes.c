/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Codes in FHIR: a Coding names its system and its code; a CodeableConcept has
 * several codings that mean one thing; a code element is a bare word. They are
 * matched by system and code and by nothing else: neither by what is displayed
 * beside them nor by text.
 */

#include "interp/records/fhir_place.h"

/* What is done with each coding of a node; true ends it. */
typedef bool visit_coding(void *context, const struct fhir_coding *coding);

struct visit {
    visit_coding *take;
    void *context;
};

static bool take_coding(const struct fhir_node *node, const struct visit *visit)
{
    struct fhir_coding coding = {.code = node->text, .plain = true};
    if (node->kind == JSON_OBJECT)
        coding = (struct fhir_coding){.system = fhir_text(node, "system"),
                                      .code = fhir_text(node, "code"),
                                      .display = fhir_text(node, "display")};
    return visit->take(visit->context, &coding);
}

/* What one item has: an array holds no further arrays in FHIR. */
static bool take_codings(const struct fhir_node *node,
                         const struct visit *visit)
{
    const struct fhir_node *codings = fhir_member(node, "coding");
    bool done = false;
    if (node->kind == JSON_ARRAY || node->kind == JSON_NULL)
        return false;
    if (node->kind != JSON_OBJECT)
        return take_coding(node, visit);
    const bool listed = codings && codings->kind == JSON_ARRAY;
    const struct fhir_node *kid = listed ? codings->child : NULL;
    for (; kid && !done; kid = kid->next)
        done = take_coding(kid, visit);
    if (!listed && !fhir_member(node, "value") && fhir_member(node, "code"))
        done = take_coding(node, visit);
    return done;
}

static bool visit_codings(const struct fhir_node *node, visit_coding *take,
                          void *context)
{
    const struct visit visit = {take, context};
    bool done = false;
    if (node->kind != JSON_ARRAY)
        return take_codings(node, &visit);
    const struct fhir_node *kid = node->child;
    for (; kid && !done; kid = kid->next)
        done = take_codings(kid, &visit);
    return done;
}

struct gathering {
    struct arena *arena;
    fhir_coding_list list;
};

static bool gather(void *context, const struct fhir_coding *coding)
{
    struct gathering *gathering = context;
    list_push(gathering->arena, &gathering->list, *coding);
    return false;
}

fhir_coding_list fhir_codings(struct arena *arena, const struct fhir_node *node)
{
    struct gathering gathering = {.arena = arena};
    visit_codings(node, gather, &gathering);
    return gathering.list;
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

struct search {
    const struct map_codings *wanted;
};

static bool is_wanted(void *context, const struct fhir_coding *coding)
{
    const struct search *search = context;
    for (size_t j = 0; j < search->wanted->n; j++)
        if (fhir_is_coding(&search->wanted->at[j], coding))
            return true;
    return false;
}

bool fhir_has_code(const struct fhir_node *node,
                   const struct map_codings *wanted)
{
    struct search search = {wanted};
    return visit_codings(node, is_wanted, &search);
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
    fhir_coding_list codings = {0};
    if (systems->shown_count)
        codings = fhir_codings(bundle->arena, node);
    for (size_t i = 0; i < codings.n; i++) {
        const struct fhir_coding *coding = &codings.at[i];
        if (coding->plain || !coding->display.n)
            continue;
        const struct map_coding *owner = owner_of(systems, coding);
        if (!owner)
            continue;
        fhir_warn(bundle, resource,
                  str_format(bundle->arena,
                             "%.*s is displayed as \"%.*s\", which is %.*s "
                             "\"%.*s\"; the code counts",
                             STR_ARG(fhir_show_coding(bundle, coding)),
                             STR_ARG(coding->display),
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
