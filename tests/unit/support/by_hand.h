/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_SUPPORT_BY_HAND_H
#define TESTS_UNIT_SUPPORT_BY_HAND_H

/*
 * A vocabulary without a rule file, so that records can be tested without the
 * parser and the checker. In the language it would read
 *
 *   record patient
 *     id: text                           note: text
 *     age: years, 0 to 120               ECOG: 0 to 5
 *     height: cm, 0 to 300               remnant: %, 5 to 100
 *     CEA: ug/L, 0 to 1000000, valid for 8 weeks
 *     KRAS: wild-type ("wt") | mutated ("mut", "mutated gene"), named "kras_status"
 *     MSI: MSS | MSI-L | MSI-H           birth: date
 *     primary: in-place ("in situ") | resected
 *     primary-surgery: date, if primary resected
 *     primary-margin: R0 | R1 | R2, if primary resected
 *     resectable: yes/no                 smoker: yes/no assume no
 *     comorbidities: set of diabetes | heart-failure | cirrhosis
 *     lesions: list of lesion, counted by lesion-count
 *     lesion-count: number, 0 to 200
 *     chemo: list of course by start     hepatectomies: list of lesion assume none
 *   record lesion
 *     size: cm, 0 to 50                  lobe: left | right
 *     segment: 1 to 8                    removable: yes/no assume no
 *   record course
 *     regimen: FOLFOX | FOLFIRI          start: date
 *     response: CR | PR | SD | PD, valid for 2 months
 *     marker: ug/L, 0 to 1000            planned: yes/no assume no
 */

#include "interp/vocabulary/vocabulary.h"

struct vocabulary *vocabulary_by_hand(struct arena *arena);

/* A field of a record by its name; it must be there. */
struct field *field_by_name(const struct record_type *type, const char *name);

#endif
