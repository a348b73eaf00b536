/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_DIFF_H
#define CANTLIE_INTERP_SUITE_DIFF_H

/*
 * What a change of the rules changes: in meaning, and for patients.
 *
 * The two programs are compared by names: what has one name in both is one
 * thing, and what is left over in both is one thing if it says the same
 * (renamed). Layout, comments, cases and the order of what has no order do
 * not count. Everything lives in the arena; both programs are borrowed.
 */

#include "interp/eval/finding.h"

enum diff_of {
    DIFF_GUIDELINE,
    DIFF_FIELD, /* of any record */
    DIFF_RECORD,
    DIFF_TREATMENT,
    DIFF_DEFINE,
    DIFF_SCORE,
    DIFF_RULE,  /* or a table's row */
    DIFF_TABLE, /* as a whole: added, removed, renamed */
    DIFF_CONSTRAINT,
    DIFF_EVIDENCE,
    DIFF_KINDS
};

enum diff_kind { DIFF_ADDED, DIFF_REMOVED, DIFF_CHANGED, DIFF_RENAMED };

/* One change in words: "needs chemo-duration >= 8 weeks, was >= 6 weeks". */
struct diff_clause {
    struct str words;
    bool wording; /* changes what is said, not what is concluded */
    bool weighs;  /* before and after can be evaluated: a condition of the
                      patient, of which `absent` stands for one that is not
                      there */
    const struct expr *before, *after;
    enum truth absent;
};

struct diff_item {
    enum diff_of of;
    enum diff_kind kind;
    struct str name;
    struct span before_at, after_at; /* SPAN_NONE: not there */
    const struct rule *before_rule, *after_rule;
    const struct define *before_define, *after_define;
    const struct score *before_score, *after_score;
    const struct field *before_field, *after_field;
    LIST(struct diff_clause) clauses;
};

struct diff {
    struct arena *arena;
    const struct program *before, *after;
    LIST(struct diff_item) items;   /* by kind, then by declaration */
    const struct rule **rule_after; /* by index of a rule before; NULL: gone */
};

struct diff *diff_programs(struct arena *arena, const struct program *before,
                           const struct program *after);

/* "vocabulary", "rule", ...: one word for machines. */
const char *diff_of_name(enum diff_of of);
const char *diff_kind_name(enum diff_kind kind);

/* Where an item stands: in the rules after, or, if it is gone, before. */
struct place diff_place(const struct diff *diff, const struct diff_item *item);

#endif
