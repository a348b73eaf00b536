/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Dates of resources. Each type has its own elements for when something
 * happened; the time at which a record was written or changed (meta, issued,
 * recordedDate) counts only where nothing else is said, and meta never. Times
 * of day are cut off: the day is the one that is written.
 */

#include "interp/records/fhir_say.h"

#include "interp/records/reading.h"

struct str fhir_day(struct str text)
{
    if (text.n > 10 && text.at[10] == 'T')
        text.n = 10;
    return text;
}

struct fhir_when fhir_when_node(const struct fhir_node *node)
{
    struct fhir_when when = {.period = node->kind == JSON_OBJECT};
    if (when.period) {
        when.start = fhir_day(fhir_text(node, "start"));
        when.end = fhir_day(fhir_text(node, "end"));
    } else if (node->kind == JSON_STRING) {
        when.start = when.end = fhir_day(node->text);
    }
    return when;
}

struct fhir_when fhir_when(const struct fhir_resource *resource)
{
    static const char *const elements[] = {
        "effective",  "performed",    "onset",        "issued",
        "authoredOn", "dateAsserted", "recordedDate", "collected"};
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        const struct fhir_node *node =
            fhir_element_of(&resource->node, elements[i]);
        struct fhir_when when = {.period = false};
        if (node)
            when = fhir_when_node(node);
        if (when.start.n || when.end.n)
            return when;
    }
    return (struct fhir_when){.period = false};
}

struct str fhir_fact_date(const struct fhir_resource *resource)
{
    struct fhir_when when = fhir_when(resource);
    return when.end.n ? when.end : when.start;
}

bool fhir_days(const struct fhir_when *when, date *first, date *last)
{
    struct str wrong;
    date other;
    struct str start = when->start.n ? when->start : when->end;
    struct str end = when->end.n ? when->end : when->start;
    return start.n && reading_days(start, first, &other, &wrong) &&
           reading_days(end, &other, last, &wrong) && *first <= *last;
}
