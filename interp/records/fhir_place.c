/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Walks a path of elements through a resource, and over references into
 * others: a step is an element's name, all items of an array are taken, and a
 * step that a reference does not have itself is looked for in what it refers
 * to. A path is short, and so is every walk, whatever circle the references
 * make.
 */

#include "interp/records/fhir_place.h"

const struct fhir_node *fhir_element_of(const struct fhir_node *node,
                                        const char *name)
{
    struct str stem = str_of(name);
    const struct fhir_node *kid =
        node->kind == JSON_OBJECT ? node->child : NULL;
    while (kid && !fhir_is_element(kid->key, stem))
        kid = kid->next;
    return kid;
}

/* --- steps ---------------------------------------------------------------- */

/* extension(url): the whole of it, or what stands behind its last "/". */
static bool is_selected(const struct fhir_node *node, struct str selector)
{
    if (!selector.n)
        return true;
    struct str url = map_uri(fhir_text(node, "url"));
    struct str system = map_uri(fhir_text(node, "system"));
    struct str wanted = map_uri(selector);
    if (str_equal(url, wanted) || str_equal(system, wanted))
        return true;
    return url.n > wanted.n && url.at[url.n - wanted.n - 1] == '/' &&
           str_equal(str_from(url, url.n - wanted.n), wanted);
}

static void push(struct fhir_bundle *bundle, const struct fhir_found *from,
                 const struct fhir_node *node, const struct map_step *step,
                 fhir_found_list *out)
{
    struct fhir_found found = *from;
    found.node = node;
    if (node->kind != JSON_NULL && is_selected(node, step->selector))
        list_push(bundle->arena, out, found);
}

static bool take_members(struct fhir_bundle *bundle,
                         const struct fhir_found *from,
                         const struct map_step *step, fhir_found_list *out)
{
    bool has = false;
    const struct fhir_node *kid =
        from->node->kind == JSON_OBJECT ? from->node->child : NULL;
    for (; kid; kid = kid->next) {
        if (!fhir_is_element(kid->key, step->name))
            continue;
        has = true;
        if (kid->kind != JSON_ARRAY)
            push(bundle, from, kid, step, out);
        else
            for (const struct fhir_node *i = kid->child; i; i = i->next)
                push(bundle, from, i, step, out);
    }
    return has;
}

static void report_circle(struct fhir_bundle *bundle,
                          const struct fhir_found *from, struct str reference)
{
    struct record_error error = {
        .kind = RECORD_ERROR_VALUE,
        .field = fhir_name(bundle, from->resource),
        .path = fhir_name(bundle, from->resource),
        .found = reference,
        .expected = STR("references that do not go in a circle"),
        .source = bundle->record->source,
    };
    for (size_t i = 0; i < bundle->record->errors.n; i++)
        if (str_equal(bundle->record->errors.at[i].path, error.path) &&
            str_equal(bundle->record->errors.at[i].expected, error.expected))
            return;
    record_error_add(bundle->record, error);
}

static bool came_through(const struct fhir_found *from,
                         const struct fhir_resource *target)
{
    for (; from; from = from->via)
        if (from->resource == target)
            return true;
    return false;
}

/* What a reference leads to, as a place to go on from. */
static bool follow(struct fhir_bundle *bundle, const struct fhir_found *from,
                   struct fhir_found *there)
{
    struct str reference = fhir_text(from->node, "reference");
    if (!reference.n)
        return false;
    struct fhir_resource *target =
        fhir_resolve(bundle, from->resource, reference);
    if (!target) {
        bundle->dangled = true;
        fhir_warn(bundle, from->resource,
                  str_format(bundle->arena,
                             "%.*s refers to %.*s, which is not there",
                             STR_ARG(from->node->key), STR_ARG(reference)));
        return false;
    }
    if (came_through(from, target)) {
        bundle->dangled = true;
        report_circle(bundle, from, reference);
        return false;
    }
    struct fhir_found *via = ARENA_NEW(bundle->arena, struct fhir_found);
    *via = *from;
    target->used = true;
    *there = (struct fhir_found){&target->node, target, via};
    return true;
}

static void take_step(struct fhir_bundle *bundle, const struct fhir_found *from,
                      const struct map_step *step, fhir_found_list *out)
{
    struct fhir_found there;
    if (!take_members(bundle, from, step, out) && follow(bundle, from, &there))
        take_members(bundle, &there, step, out);
}

/* --- places --------------------------------------------------------------- */

/* Of a component or identifier with such a code: what it says. One that says
   why it has no value stands for itself. */
static void filter(struct fhir_bundle *bundle, const struct map_codings *codes,
                   fhir_found_list *found)
{
    fhir_found_list kept = {0};
    for (size_t i = 0; i < found->n; i++) {
        struct fhir_found item = found->at[i];
        const struct fhir_node *code = fhir_member(item.node, "code");
        if (!code)
            code = fhir_member(item.node, "type");
        if (!code || !fhir_has_code(code, codes))
            continue;
        fhir_check_displays(bundle, item.resource, code);
        const struct fhir_node *value = fhir_element_of(item.node, "value");
        if (value)
            item.node = value;
        if (value || fhir_member(item.node, "dataAbsentReason"))
            list_push(bundle->arena, &kept, item);
    }
    *found = kept;
}

static const char *usual_element(struct str type)
{
    if (str_equal(type, STR("Observation")))
        return "value";
    if (str_starts(type, STR("Medication")) && type.n > 10)
        return "medication";
    if (str_equal(type, STR("BodyStructure")))
        return "location";
    return str_equal(type, STR("Patient")) ? "id" : "code";
}

/* A place that ends at a reference to a Medication is its code. */
static void open_medications(struct fhir_bundle *bundle, fhir_found_list *found)
{
    for (size_t i = 0; i < found->n; i++) {
        struct fhir_found *item = &found->at[i], there;
        if (!str_equal(item->node->key, STR("medicationReference")) ||
            !follow(bundle, item, &there))
            continue;
        const struct fhir_node *code = fhir_member(there.node, "code");
        if (code)
            *item = (struct fhir_found){code, there.resource, there.via};
    }
}

static void walk(struct fhir_bundle *bundle, const struct map_place *place,
                 fhir_found_list *found)
{
    for (size_t s = 0; s < place->n; s++) {
        fhir_found_list next = {0};
        for (size_t i = 0; i < found->n; i++)
            take_step(bundle, &found->at[i], &place->steps[s], &next);
        *found = next;
    }
    if (place->filter)
        filter(bundle, place->filter, found);
}

void fhir_find(struct fhir_bundle *bundle, struct fhir_resource *resource,
               const struct map_place *place, fhir_found_list *found)
{
    struct fhir_found root = {&resource->node, resource, NULL};
    list_push(bundle->arena, found, root);
    if (place) {
        walk(bundle, place, found);
    } else {
        struct map_step step = {.name = str_of(usual_element(resource->type))};
        struct map_place usual = {.steps = &step, .n = 1};
        walk(bundle, &usual, found);
        if (!found->n && fhir_member(&resource->node, "dataAbsentReason"))
            list_push(bundle->arena, found, root);
    }
    open_medications(bundle, found);
}

/* --- conditions ----------------------------------------------------------- */

static bool leads_to(struct fhir_bundle *bundle, const struct fhir_found *from,
                     const struct fhir_element *element)
{
    const struct fhir_resource *target = fhir_resolve(
        bundle, from->resource, fhir_text(from->node, "reference"));
    for (size_t i = 0; target && element && i < element->parts.n; i++)
        if (element->parts.at[i] == target)
            return true;
    return false;
}

static bool matches(struct fhir_bundle *bundle, const struct map_where *where,
                    const struct fhir_found *found,
                    const struct fhir_element *element)
{
    if (where->op == WHERE_ELEMENT)
        return leads_to(bundle, found, element);
    if (where->op == WHERE_KNOWN)
        return true;
    fhir_check_displays(bundle, found->resource, found->node);
    return fhir_has_code(found->node, &where->codes);
}

static enum truth holds_at(struct fhir_bundle *bundle,
                           struct fhir_resource *resource,
                           const struct map_where *where,
                           const struct fhir_element *element)
{
    fhir_found_list found = {0};
    bundle->dangled = false;
    fhir_find(bundle, resource, &where->place, &found);
    for (size_t i = 0; i < found.n; i++)
        if (matches(bundle, where, &found.at[i], element))
            return TRUTH_YES;
    return bundle->dangled ? TRUTH_UNKNOWN : TRUTH_NO;
}

enum truth fhir_holds(struct fhir_bundle *bundle,
                      struct fhir_resource *resource,
                      const struct map_where *where,
                      const struct fhir_element *element)
{
    enum truth all = where->op == WHERE_AND ? TRUTH_YES : TRUTH_NO;
    switch (where->op) {
    case WHERE_NOT:
        return truth_not(fhir_holds(bundle, resource, where->kids[0], element));
    case WHERE_AND:
    case WHERE_OR:
        for (uint32_t i = 0; i < where->n; i++) {
            enum truth one =
                fhir_holds(bundle, resource, where->kids[i], element);
            all = where->op == WHERE_AND ? truth_and(all, one)
                                         : truth_or(all, one);
        }
        return all;
    case WHERE_CODE:
    case WHERE_KNOWN:
    case WHERE_ELEMENT: return holds_at(bundle, resource, where, element);
    }
    return TRUTH_UNKNOWN;
}
