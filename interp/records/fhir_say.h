/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_FHIR_SAY_H
#define CANTLIE_INTERP_RECORDS_FHIR_SAY_H

/*
 * What a value of FHIR says about a field (fhir_say.c), and when a resource
 * says that it happened (fhir_when.c).
 */

#include "interp/records/fhir_place.h"

/* One saying on its way to fact_put; `value` is what raw.value points at. */
struct fhir_saying {
    struct raw raw;
    struct value *value;
};

/* What one node says through a line. False: nothing at all. */
bool fhir_say(struct fhir_bundle *bundle, const struct map *map,
              const struct fhir_found *found, struct raw *raw);

/* A value that a code of the line means. */
void fhir_say_meaning(struct fhir_bundle *bundle, const struct map *map,
                      const struct map_meaning *meaning, struct raw *raw);

/* --- fhir_when.c ---------------------------------------------------------- */

/* A day or a period, as written; empty where it is not said. */
struct fhir_when {
    struct str start, end;
    bool period;
};

/* When the resource says that what it tells happened. */
struct fhir_when fhir_when(const struct fhir_resource *resource);
/* What a date, time or Period at a node says. */
struct fhir_when fhir_when_node(const struct fhir_node *node);

/* The date of the facts that it tells: a period's end, else its start. */
struct str fhir_fact_date(const struct fhir_resource *resource);

/* The day part of a date and time. */
struct str fhir_day(struct str text);

/* All days of it; false when it says none, or wrongly. */
bool fhir_days(const struct fhir_when *when, date *first, date *last);

#endif
