/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_PLAN_H
#define CANTLIE_INTERP_EVAL_PLAN_H

/*
 * What is worked out once for a program: which conclusions speak of which
 * treatment, and which fields a rule or a condition reads. Read-only but for
 * sets of fields and of members, which are worked out when first asked for; so one plan
 * belongs to one evaluator.
 */

#include "interp/check/program.h"

struct plan;

/* Lives in the arena, borrows the program. */
struct plan *plan_new(struct arena *arena, const struct program *program);

/* A conclusion that bears on a treatment. */
struct advice {
    const struct rule *rule;
    const struct conclusion *conclusion;
    enum verb verb;              /* candidate counts as consider */
    const struct treatment *via; /* the group it was said of, or NULL */
};

struct advices {
    const struct advice *at;
    size_t n;
};

/* Advice that makes the verdict (no trials), by declaration of the rules. */
struct advices plan_advice(const struct plan *plan,
                           const struct treatment *treatment);
/* Conclusions `in trial` about the treatment. */
struct advices plan_trials(const struct plan *plan,
                           const struct treatment *treatment);
/* Candidate, delay and outcome conclusions about the treatment (delays on its
   groups, too); `verb` is meaningless. */
struct advices plan_remarks(const struct plan *plan,
                            const struct treatment *treatment);

/* Whether `member` stands below `group`, at any depth, or is it. */
bool plan_within(const struct treatment *member, const struct treatment *group);

/* All that stands below the treatment, at any depth: each once, members before
   the groups that they are members of. */
struct treatments plan_below(struct plan *plan,
                             const struct treatment *treatment);

/* A set of fields: of the patient (lists included) and of elements. */
struct fields {
    uint64_t *words;
};
bool fields_has(const struct plan *plan, const struct fields *fields,
                const struct field *field);

/* Fields that the rule's state rests on: its condition, earlier rows, rules
   that silence it; through defines, scores, `if`, `counted by`, `by`. */
const struct fields *plan_rule_reads(struct plan *plan,
                                     const struct rule *rule);
const struct fields *plan_expr_reads(struct plan *plan, const struct expr *e);

/* A new empty set, and the union. */
struct fields fields_new(const struct plan *plan, struct arena *arena);
void fields_add(const struct plan *plan, struct fields *to,
                const struct fields *from);
void fields_put(const struct plan *plan, struct fields *to,
                const struct field *field);

#endif
