/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_FHIR_INTERNAL_H
#define CANTLIE_INTERP_RECORDS_FHIR_INTERNAL_H

/*
 * What fhir.c, fhir_input.c and fhir_bulk.c share: the reader itself.
 */

#include "interp/records/fhir.h"
#include "interp/records/fhir_record.h"

/* A resource of a bulk export, and the next one of its patient. */
struct fhir_kept {
    struct str text;
    uint64_t line;
    struct fhir_kept *next;
};

struct fhir_patient {
    struct fhir_kept *first, *last;
};

struct fhir {
    struct arena *arena;
    const struct mapping *mapping;
    const struct vocabulary *vocabulary;
    const struct fhir_plan *plan; /* made with the first text */
    struct json_index *index;
    struct fhir_counts counts;
    /* the text at hand */
    struct fhir_scan scan;
    uint64_t line;      /* of the text's beginning */
    const char *unread; /* it cannot be cut into tokens */
    size_t unread_at;
    /* of the input */
    bool begun, by_lines, broken;
    uint64_t next_line;
    /* of a bulk export */
    LIST(struct fhir_patient *) patients;
    struct fhir_words by_id, shared;
    size_t next, bytes, held_most;
    bool at_kept; /* fhir_next found a patient that was kept */
};

/* --- fhir.c --------------------------------------------------------------- */

/* Takes a text of one or more documents as the one at hand. */
void fhir_take(struct fhir *fhir, struct str text, uint64_t line);

/* Whether the text has another document, and the line where it begins. */
bool fhir_has_document(const struct fhir *fhir);
uint64_t fhir_line(const struct fhir *fhir);

void fhir_read_document(struct fhir *fhir, struct record *record, bool digest);

/* A bundle to be filled for a record; and from it, when it is whole, to the
   record. */
struct fhir_bundle fhir_bundle_for(struct fhir *fhir, struct record *record);
void fhir_fill(struct fhir_bundle *bundle);

/* Makes the record unreadable for the fault of the text. */
void fhir_refuse(const struct fhir *fhir, struct record *record);

/* --- fhir_bulk.c ---------------------------------------------------------- */

/* Whether the document at hand is a single resource. */
bool fhir_is_single(struct fhir *fhir);

/* Keeps it for its patient. NULL, or why it cannot: then the export is lost as
   a whole. */
const char *fhir_keep(struct fhir *fhir);

/* Whether a kept patient is left, and the line of its first resource. */
bool fhir_has_kept(const struct fhir *fhir);
uint64_t fhir_kept_line(const struct fhir *fhir);

/* Fills the record from the next one's resources. */
void fhir_read_kept(struct fhir *fhir, struct record *record, bool digest);

#endif
