/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_SNAPSHOT_H
#define CANTLIE_INTERP_SUITE_SNAPSHOT_H

/*
 * Golden results of a cohort, as a text that is kept in version control: a
 * head that says what they are results of, an empty line, and one line a
 * patient with the verdicts, the scores and the number of record errors:
 *
 *     P1 LT=candidate cetuximab=undecided(recommend|none) Oslo=1..3 errors=1
 *
 * Treatments that are not listed (no verdict) are left out. Blanks, control
 * characters and '%' in an id are written %20. Texts live in the arena.
 */

#include "interp/suite/diff_patients.h"

#define SNAPSHOT_FORMAT 1

struct snapshot_file {
    struct str path, digest;
};

struct snapshot_head {
    unsigned format;
    struct str title, version, digest; /* of the rules */
    date as_of;
    LIST(struct snapshot_file) files;
};

void snapshot_write_head(struct buf *out, const struct snapshot_head *head);
void snapshot_write_line(struct buf *out, const struct finding *finding);

struct snapshot_line {
    struct str id; /* as written */
    struct str results;
    bool seen;
};

struct snapshot {
    struct snapshot_head head;
    struct snapshot_line *lines; /* by id, then as they stand */
    size_t n;
};

/* Reads a snapshot. False with *trouble when it is none, or of a format that
   this program does not read; the head is read as far as possible. */
bool snapshot_read(struct arena *arena, struct str text,
                   struct snapshot *snapshot, struct str *trouble);

/* Compares a patient with their line (the first one of that id that was not
   yet compared), and adds what differs to *result, whose arena is `arena`; a
   patient who has no line is new. */
void snapshot_compare(struct snapshot *snapshot, const struct finding *finding,
                      struct diff_patients *result, struct arena *arena);

/* Patients whose line was never compared: they are gone. */
void snapshot_missing(const struct snapshot *snapshot,
                      struct diff_patients *result, struct arena *arena);

#endif
