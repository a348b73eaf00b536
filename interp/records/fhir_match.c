/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Which resources a line looks at. The plan's look-up by code decides nearly
 * all of them; only what is left is asked whether it counts, whose it is, and
 * whether the line's condition holds.
 */

#include "interp/records/fhir_record.h"

static bool is_medication_act(struct str type)
{
    return str_starts(type, STR("Medication")) && type.n > 10;
}

/* The nodes that `code` in a line speaks of. */
static void find_codes(struct fhir_bundle *bundle,
                       struct fhir_resource *resource, fhir_found_list *found)
{
    struct fhir_found root = {&resource->node, resource, NULL};
    bool body = str_equal(resource->type, STR("BodyStructure"));
    root.node = fhir_member(&resource->node, body ? "location" : "code");
    if (is_medication_act(resource->type))
        fhir_find(bundle, resource, NULL, found);
    else if (root.node)
        list_push(bundle->arena, found, root);
}

static bool is_sound(struct fhir_reading *reading,
                     struct fhir_resource *resource, const struct map *map)
{
    const struct map_resource *source = map->resource;
    if (fhir_standing_of(reading->bundle, resource) != FHIR_COUNTS ||
        !fhir_is_own(reading->bundle, resource))
        return false;
    return !source->where || source->of_element ||
           fhir_holds(reading->bundle, resource, source->where, NULL) ==
               TRUTH_YES;
}

static void add(struct fhir_reading *reading, size_t line,
                struct fhir_resource *resource)
{
    fhir_resource_list *list = &reading->matched[line];
    const struct map *map = reading->bundle->plan->mapping->maps[line];
    if ((list->n && list->at[list->n - 1] == resource) ||
        !is_sound(reading, resource, map))
        return;
    list_push(reading->bundle->arena, list, resource);
}

/* --- codes ---------------------------------------------------------------- */

/* A line's code without * is that code alone. Where codes are made longer the
   more they say, one below it may be what the author meant, too. */
static bool has_levels(struct str system)
{
    static const char *const names[] = {"icd10",     "icd10-cm", "icd10-gm",
                                        "icd10-pcs", "icd9-cm",  "icd-o-3",
                                        "ops",       "atc"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_equal(system, str_of(names[i])))
            return true;
    return false;
}

static bool names_above(const struct fhir_type *type,
                        const struct fhir_coding *above)
{
    const struct fhir_code_use *use =
        fhir_words_find(&type->codes, above->code);
    for (; use; use = use->next)
        if (use->coding->system && has_levels(use->coding->system->name) &&
            fhir_is_coding(use->coding, above))
            return true;
    return false;
}

static void report_below(struct fhir_reading *reading,
                         const struct fhir_type *type,
                         const struct fhir_coding *coding,
                         struct fhir_resource *resource)
{
    struct fhir_coding above = *coding;
    while (above.code.n > 3) {
        above.code.n--;
        if (!names_above(type, &above))
            continue;
        fhir_warn(
            reading->bundle, resource,
            str_format(reading->bundle->arena,
                       "%.*s is not read: the mapping has \"%.*s\", which "
                       "is that code alone; only if all codes below it "
                       "mean the same, write \"%.*s*\"",
                       STR_ARG(fhir_show_coding(reading->bundle, coding)),
                       STR_ARG(above.code), STR_ARG(above.code)));
        return;
    }
}

static bool match_prefix(struct fhir_reading *reading,
                         const struct fhir_type *type,
                         const struct fhir_coding *coding,
                         struct fhir_resource *resource)
{
    bool matched = false;
    for (size_t i = 0; i < type->prefixes.n; i++) {
        if (!fhir_is_coding(type->prefixes.at[i].coding, coding))
            continue;
        add(reading, type->prefixes.at[i].line, resource);
        matched = true;
    }
    return matched;
}

static void match_coding(struct fhir_reading *reading,
                         const struct fhir_type *type,
                         const struct fhir_coding *coding,
                         struct fhir_resource *resource)
{
    static const struct map_system hgnc = {.name = {"hgnc", 4}};
    struct str code = coding->code, bare = map_code_text(&hgnc, code);
    const struct fhir_code_use *use = fhir_words_find(&type->codes, code);
    bool matched = match_prefix(reading, type, coding, resource);
    if (!use && bare.n != code.n)
        use = fhir_words_find(&type->codes, bare);
    for (; use; use = use->next)
        if (fhir_is_coding(use->coding, coding)) {
            add(reading, use->line, resource);
            matched = true;
        }
    if (!matched && fhir_standing_of(reading->bundle, resource) == FHIR_COUNTS)
        report_below(reading, type, coding, resource);
}

static void match_one(struct fhir_reading *reading,
                      const struct fhir_type *type,
                      struct fhir_resource *resource)
{
    fhir_found_list found = {0};
    for (size_t i = 0; i < type->any_count; i++)
        add(reading, type->any[i], resource);
    if (!type->codes.n && !type->prefixes.n)
        return;
    find_codes(reading->bundle, resource, &found);
    for (size_t i = 0; i < found.n; i++) {
        fhir_coding_list codings =
            fhir_codings(reading->bundle->arena, found.at[i].node);
        for (size_t j = 0; j < codings.n; j++)
            match_coding(reading, type, &codings.at[j], resource);
    }
}

void fhir_match(struct fhir_reading *reading)
{
    struct fhir_bundle *bundle = reading->bundle;
    const struct fhir_type *type = NULL;
    reading->matched = ARENA_ARRAY(bundle->arena, fhir_resource_list,
                                   bundle->plan->mapping->map_count);
    for (size_t i = 0; i < bundle->all.n; i++) {
        struct fhir_resource *resource = bundle->all.at[i];
        if (!type || !str_equal(type->name, resource->type))
            type = fhir_plan_type(bundle->plan, resource->type);
        if (type)
            match_one(reading, type, resource);
    }
}

/* After its first day, and not after the next element's: what is found on the
   day on which one begins is what came of the one before. */
static bool is_after(const struct fhir_list *list,
                     const struct fhir_element *element,
                     const struct fhir_resource *resource)
{
    struct fhir_when when = fhir_when(resource);
    date first, last;
    if (!element->dated || !fhir_days(&when, &first, &last) ||
        first <= element->first)
        return false;
    for (size_t i = 0; i < list->elements.n; i++) {
        const struct fhir_element *next = &list->elements.at[i];
        if (next->dated && next->first > element->first && last > next->first)
            return false;
    }
    return true;
}

static bool is_part(const struct fhir_element *element,
                    const struct fhir_resource *resource)
{
    for (size_t i = 0; i < element->parts.n; i++)
        if (element->parts.at[i] == resource)
            return true;
    return false;
}

static bool has_codes(struct fhir_bundle *bundle,
                      struct fhir_resource *resource,
                      const struct map_codings *codes)
{
    fhir_found_list found = {0};
    find_codes(bundle, resource, &found);
    for (size_t i = 0; i < found.n; i++)
        if (fhir_has_code(found.at[i].node, codes))
            return true;
    return false;
}

bool fhir_fits(struct fhir_reading *reading, const struct map *map,
               struct fhir_resource *resource, const struct fhir_list *list,
               const struct fhir_element *element)
{
    const struct map_resource *source = map->resource;
    if (!source->type_count)
        return is_part(element, resource) &&
               (!source->codes ||
                has_codes(reading->bundle, resource, source->codes)) &&
               (!source->where ||
                fhir_holds(reading->bundle, resource, source->where, element) ==
                    TRUTH_YES);
    if (source->after && !is_after(list, element, resource))
        return false;
    return !source->of_element ||
           fhir_holds(reading->bundle, resource, source->where, element) ==
               TRUTH_YES;
}
