/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_FHIR_H
#define CANTLIE_INTERP_RECORDS_FHIR_H

/*
 * FHIR R4 through a mapping of resources: a Bundle (of any kind, nested ones
 * too) is a record; single resources are gathered by patient first, as a bulk
 * export has them, one a line in any order.
 */

#include "interp/records/input.h"
#include "interp/records/record.h"
#include "interp/records/split.h"
#include "interp/vocabulary/mapping.h"

struct fhir;

/* The mapping of the patient that is of resources; NULL: none is. *other is a
   second one, or NULL. */
const struct mapping *fhir_mapping(const struct mappings *mappings,
                                   const struct mapping **other);

/* A reader in the arena of the input. fhir_close gives back what is not in the
   arena; NULL is allowed. */
struct fhir *fhir_open(struct arena *arena, const struct mapping *mapping,
                       const struct vocabulary *vocabulary);
void fhir_close(struct fhir *fhir);

/* Another number than LIMIT_HELD_BYTES for a bulk export. */
void fhir_hold_most(struct fhir *fhir, size_t bytes);

/* Whether the front of a text looks like a resource: it names its type. */
bool fhir_looks_like(struct str front);

/* Goes on to the next record of the input: SPLIT_PIECE, and *line is where it
   begins. SPLIT_FAILED: *failure says why. */
enum split_state fhir_next(struct fhir *fhir, struct input *input,
                           uint64_t *line, const char **failure);

/* Fills the record from what fhir_next found, and gives it its digest if that
   is wanted. Not settled. */
void fhir_read(struct fhir *fhir, struct record *record, bool digest);

/* The same from the text of one document, with JSON_PADDING bytes behind. */
void fhir_read_text(struct fhir *fhir, struct str text, uint64_t line,
                    struct record *record);

/* How many resources of a type there were, and how many said something, in
   order of first appearance. False behind the last one. */
struct fhir_count {
    struct str type;
    uint64_t times, used;
};
bool fhir_counted(const struct fhir *fhir, size_t i, struct fhir_count *count);

#endif
