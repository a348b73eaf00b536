/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_DIFF_CANON_H
#define CANTLIE_INTERP_SUITE_DIFF_CANON_H

/*
 * Meaning as text: two expressions of two programs have the same text if they
 * do the same with fields, definitions and scores of the same names. Layout,
 * the order of `and` and `or`, and the unit a threshold is written in make no
 * difference. Not meant for people.
 */

#include "interp/check/program.h"

struct canon {
    struct arena *arena;
    struct str *texts; /* by expression id; empty: not yet written */
};

/* For the expressions of one program. */
struct canon canon_of(struct arena *arena, const struct program *program);

/* The text of an expression; written once. NULL gives the empty text. */
struct str canon_text(struct canon *canon, const struct expr *e);

/* What the expression speaks of, without what it is compared with: two
   conditions with one subject are versions of each other. */
struct str canon_subject(struct canon *canon, const struct expr *e);

/* A conclusion, and what it is about. */
struct str canon_conclusion(struct canon *canon, const struct conclusion *c);
struct str canon_conclusion_subject(struct canon *canon,
                                    const struct conclusion *c);

/* A type with its unit or options: "wild-type|mutated", "number ug/L". */
struct str canon_type(struct arena *arena, const struct type *type);

/* Sorted texts with `separator` between them, each once. */
struct str canon_sorted(struct arena *arena, struct str *texts, size_t n,
                        char separator);

#endif
