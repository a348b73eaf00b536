/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_DIFF_TEXT_H
#define CANTLIE_INTERP_RENDER_DIFF_TEXT_H

/*
 * What `cantlie diff` found: as text, as JSON, and as one page of HTML that
 * needs nothing else. `patients` NULL: the rules alone were compared.
 */

#include "interp/suite/diff_patients.h"

struct diff_report {
    const struct diff *diff;
    const struct diff_patients *patients;
    bool generated; /* the patients were made up */
    bool dated;     /* `as_of` holds */
    date as_of;
};

void diff_text(struct buf *out, const struct diff_report *report);
/* The patients alone; `diff` may be NULL. */
void diff_text_patients(struct buf *out, const struct diff_report *report);
void diff_json(struct buf *out, const struct diff_report *report);
void diff_html(struct buf *out, const struct diff_report *report);

/* --- for the three of them ------------------------------------------------ */

/* "Rules", "Definitions": what a part of a report is called. */
const char *diff_heading(enum diff_of of);

/* The deltas by what is responsible: the one with most patients first. */
struct diff_cause {
    struct str cause;
    uint64_t count; /* of changes */
    LIST(const struct delta *) deltas;
};
struct diff_causes {
    struct diff_cause *at;
    size_t n, capacity;
};
struct diff_causes diff_causes_of(struct arena *arena,
                                  const struct diff_patients *patients);

#define DIFF_WORDS 9

/* How many verdicts went from which word to which; undecided ones are one. */
struct diff_turns {
    struct str from[DIFF_WORDS], to[DIFF_WORDS]; /* the words that occur */
    size_t from_count, to_count;
    uint64_t at[DIFF_WORDS][DIFF_WORDS];
};
struct diff_turns diff_turns_of(const struct diff_patients *patients);

#endif
