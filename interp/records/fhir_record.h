/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_FHIR_RECORD_H
#define CANTLIE_INTERP_RECORDS_FHIR_RECORD_H

/*
 * From the resources of a patient to the facts of the record: which lines a
 * resource belongs to (fhir_match.c), the elements of lists (fhir_elements.c),
 * and what each line says (fhir_facts.c).
 */

#include "interp/records/fhir_say.h"

typedef LIST(struct fhir_resource *) fhir_resource_list;

typedef LIST(struct raw) fhir_raw_list;

/* A list of the patient on its way into the record. */
struct fhir_list {
    const struct field *field;
    LIST(struct fhir_element) elements; /* by their first day */
};

struct fhir_reading {
    struct fhir_bundle *bundle;
    fhir_resource_list *matched; /* by line of the mapping */
    LIST(struct fhir_list) lists;
};

/* Fills `matched`: what each line looks at, but for conditions about an
   element. */
void fhir_match(struct fhir_reading *reading);

/* Whether one resource fulfils a line for an element. */
bool fhir_fits(struct fhir_reading *reading, const struct map *map,
               struct fhir_resource *resource, const struct fhir_list *list,
               const struct fhir_element *element);

/* Makes the elements of all lists, and gives them to the record. */
void fhir_make_elements(struct fhir_reading *reading);

/* All that the lines say, into the record. */
void fhir_put_facts(struct fhir_reading *reading);

#endif
