/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_SUBJECTS_H
#define CANTLIE_INTERP_SUITE_SUBJECTS_H

/*
 * What cases can be measured against: the rules, table rows, definitions,
 * scores and constraints of a program, each with the conditions written in it
 * and the thresholds that these set.
 *
 * A condition is what `and`, `or` and `not` join: a comparison, a quantifier,
 * a bare name. What stands inside a quantifier or behind `where` is a
 * condition of its own; a definition's name is one, and its body is a subject
 * of its own.
 */

#include "interp/check/program.h"

enum subject_kind {
    SUBJECT_RULE, /* or a row of a table */
    SUBJECT_DEFINE,
    SUBJECT_SCORE,
    SUBJECT_CONSTRAINT
};

/* A place where a comparison turns: `second` is the upper end of a between. */
struct boundary {
    const struct expr *comparison;
    bool second;
    uint32_t number; /* among all of the program */
};

struct subject {
    enum subject_kind kind;
    struct str name; /* a constraint's is its title */
    struct span span;
    const struct rule *rule; /* one of these, by kind */
    const struct define *define;
    const struct score *score;
    const struct constraint *constraint;
    LIST(const struct expr *) conditions; /* as written, each once */
    LIST(struct boundary) boundaries;
};

struct subjects {
    const struct program *program;
    struct subject *at; /* rules, definitions, scores, constraints; each kind
                           by declaration */
    size_t n;
    LIST(const struct expr *) conditions; /* of all subjects, each once */
    LIST(struct boundary) boundaries;     /* by number */
    bool *judged; /* by expression id: stands in a constraint, which is judged
                     on the record as read */
    uint32_t *first_boundary; /* by expression id: number + 1 of the first
                                 boundary, 0 for none */
};

/* Lives in the arena, borrows the program. */
const struct subjects *subjects_of(struct arena *arena,
                                   const struct program *program);

/* Whether some record leaves the condition unknown, as far as its shape
   tells: `is known` never is, nor what reads nothing of a record. */
bool condition_can_be_unknown(const struct expr *condition);

#endif
