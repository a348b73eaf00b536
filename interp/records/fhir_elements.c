/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Elements of lists. A resource is an element of its own (a tumour, an
 * operation), or what lies near in time is one together (the doses and drugs
 * of a course). A resource that several lines of a list name is one part only.
 */

#include "interp/records/fhir_record.h"

#include "grammar/limits.h"

#include <stdlib.h>

/* A resource that makes an element, and when. */
struct part {
    struct fhir_resource *resource;
    size_t order; /* in the document */
    bool grouped, dated, open;
    int64_t apart;
    date first, last;
};

typedef LIST(struct part) part_list;

static bool is_there(const part_list *parts,
                     const struct fhir_resource *resource)
{
    for (size_t i = 0; i < parts->n; i++)
        if (parts->at[i].resource == resource)
            return true;
    return false;
}

static void add_part(struct fhir_bundle *bundle, part_list *parts,
                     const struct map_resource *source,
                     struct fhir_resource *resource)
{
    struct fhir_when when = fhir_when(resource);
    struct part part = {.resource = resource,
                        .order = parts->n,
                        .grouped = source->grouped,
                        .apart = source->apart};
    if (is_there(parts, resource))
        return;
    part.open = when.period && !when.end.n;
    part.dated = fhir_days(&when, &part.first, &part.last);
    resource->used = true;
    list_push(bundle->arena, parts, part);
}

static int by_day(const void *left, const void *right)
{
    const struct part *a = left, *b = right;
    if (a->dated != b->dated)
        return a->dated ? -1 : 1;
    if (a->dated && a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* Whether it goes with the element before it. What has no date goes with what
   has none. */
static bool joins(const struct fhir_element *element, bool grouped,
                  const struct part *part)
{
    if (!grouped || !part->grouped || element->dated != part->dated)
        return false;
    return !part->dated || part->first - element->last <= part->apart;
}

static void add_to(struct fhir_bundle *bundle, struct fhir_element *element,
                   const struct part *part)
{
    bool first = element->parts.n == 0;
    list_push(bundle->arena, &element->parts, part->resource);
    element->dated = part->dated;
    element->open = element->open || part->open;
    if (first || part->first < element->first)
        element->first = part->first;
    if (first || part->last > element->last)
        element->last = part->last;
}

static void make_list(struct fhir_bundle *bundle, struct fhir_list *list,
                      part_list *parts)
{
    bool grouped = false;
    qsort(parts->at, parts->n, sizeof *parts->at, by_day);
    for (size_t i = 0; i < parts->n; i++) {
        const struct part *part = &parts->at[i];
        size_t n = list->elements.n;
        if (!n || !joins(&list->elements.at[n - 1], grouped, part)) {
            struct fhir_element fresh = {.dated = part->dated};
            list_push(bundle->arena, &list->elements, fresh);
            n++;
        }
        add_to(bundle, &list->elements.at[n - 1], part);
        grouped = part->grouped;
    }
}

static void give_list(struct fhir_bundle *bundle, const struct fhir_list *list)
{
    struct record *record = bundle->record;
    const struct field *field = list->field;
    struct fact_place place = {record, NULL, 0, field,
                               &record->facts[field->index]};
    size_t n = list->elements.n;
    if (n > LIMIT_ELEMENTS) {
        fact_refuse(&place, str_format(record->arena, "%zu resources", n),
                    STR("at most 10000 elements"));
        return;
    }
    place.fact->flags |= FACT_GIVEN;
    struct element *at = ARENA_ARRAY(record->arena, struct element, n);
    for (size_t i = 0; i < n; i++)
        at[i] = element_new(record->arena, field->type.element);
    record->lists[field->list] =
        (struct list){.given = true, .n = (uint32_t)n, .elements = at};
}

void fhir_make_elements(struct fhir_reading *reading)
{
    struct fhir_bundle *bundle = reading->bundle;
    const struct mapping *mapping = bundle->plan->mapping;
    const struct record_type *patient = bundle->record->type;
    for (size_t l = 0; l < patient->list_count; l++) {
        struct fhir_list list = {.field = patient->lists[l]};
        part_list parts = {0};
        for (size_t i = 0; i < mapping->map_count; i++) {
            if (mapping->maps[i]->field != list.field ||
                !mapping->maps[i]->resource)
                continue;
            for (size_t j = 0; j < reading->matched[i].n; j++)
                add_part(bundle, &parts, mapping->maps[i]->resource,
                         reading->matched[i].at[j]);
        }
        if (!parts.n)
            continue;
        make_list(bundle, &list, &parts);
        give_list(bundle, &list);
        list_push(bundle->arena, &reading->lists, list);
    }
}
