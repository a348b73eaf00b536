/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_DIFF_BLAME_H
#define CANTLIE_INTERP_SUITE_DIFF_BLAME_H

/*
 * Which clause of a change is responsible for what became different for one
 * patient: one that bears on it and has another value under the new rules.
 */

#include "interp/suite/diff.h"

/* A patient seen by one of the two programs. */
struct diff_side {
    struct evaluator *ev;
    const struct program *program;
    const struct finding *finding;
};

/* A rule of both programs; one of them may be NULL. */
struct rule_pair {
    const struct rule *before, *after;
};

struct blame {
    const struct diff *diff;
    struct arena *arena; /* for the text */
    struct diff_side before, after;
};

/* What is different about a treatment (either may be NULL). */
struct str blame_treatment(const struct blame *blame,
                           const struct treatment *before,
                           const struct treatment *after);
struct str blame_rule(const struct blame *blame, const struct rule_pair *pair);
struct str blame_score(const struct blame *blame, struct str name);

/* The state of a rule; one that is not there is held. */
enum truth side_state(const struct diff_side *side, const struct rule *rule);

/* Whether what the rule concludes changed (NULL: no rule is there). */
bool diff_concludes_otherwise(const struct diff *diff,
                              const struct rule_pair *pair);

#endif
