/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Conditions that are forced. Completions try a condition both ways when no
 * fact can settle it: `and`, `or`, `not` and yes/no defines of one expression
 * are opened, everything below them in condition position is a condition of
 * its own and may be forced. Only conditions of the patient are; and only in
 * condition position does it count: a value that is computed from the same
 * expression stays what it is.
 */

#include "interp/eval/eval_internal.h"

static enum truth forced_truth(struct evaluator *ev, const struct expr *e);

/* --- with forcing -------------------------------------------------------- */

static enum truth all_of(struct evaluator *ev, const struct expr *e)
{
    enum truth all = TRUTH_YES;
    for (uint32_t i = 0; i < e->n && all != TRUTH_NO; i++)
        all = truth_and(all, forced_truth(ev, e->kids[i]));
    return all;
}

static enum truth any_of(struct evaluator *ev, const struct expr *e)
{
    enum truth any = TRUTH_NO;
    for (uint32_t i = 0; i < e->n && any != TRUTH_YES; i++)
        any = truth_or(any, forced_truth(ev, e->kids[i]));
    return any;
}

/* Whether a name is looked into. */
static bool is_opened(const struct expr *e)
{
    return e->op == EXPR_DEFINE && e->define->opened && !e->define->record;
}

/* The forced truth of a condition, or 0. */
static unsigned force_of(const struct evaluator *ev, const struct expr *e)
{
    return e->id < ev->program->expr_count ? ev->forced[e->id] : 0;
}

static enum truth open_condition(struct evaluator *ev, const struct expr *e)
{
    if (e->op == EXPR_AND)
        return all_of(ev, e);
    if (e->op == EXPR_OR)
        return any_of(ev, e);
    if (e->op == EXPR_NOT)
        return truth_not(forced_truth(ev, e->kids[0]));
    if (is_opened(e))
        return forced_truth(ev, e->define->body);
    unsigned forced = force_of(ev, e);
    return forced ? (enum truth)forced : eval_truth(ev, e);
}

static enum truth forced_truth(struct evaluator *ev, const struct expr *e)
{
    if (e->op == EXPR_CONST || e->id >= ev->program->expr_count)
        return eval_truth(ev, e);
    struct remembered_truth *known = &ev->conditions[e->id];
    if (known->stamp != ev->forcing) {
        enum truth truth = open_condition(ev, e);
        *known = (struct remembered_truth){ev->forcing, truth};
    }
    return known->truth;
}

enum truth eval_condition(struct evaluator *ev, const struct expr *e)
{
    return ev->forced_count > 0 ? forced_truth(ev, e) : eval_truth(ev, e);
}

/* --- forcing ------------------------------------------------------------- */

void eval_force(struct evaluator *ev, const struct expr *condition,
                enum truth truth)
{
    if (ev->forced[condition->id] == 0)
        ev->forced_count++;
    ev->forced[condition->id] = (uint8_t)truth;
    ev->forcing = ++ev->clock;
}

void eval_unforce(struct evaluator *ev, const struct expr *condition)
{
    if (ev->forced[condition->id] != 0)
        ev->forced_count--;
    ev->forced[condition->id] = 0;
    ev->forcing = ++ev->clock;
}

/* --- what a condition still depends on ----------------------------------- */

const struct expr *condition_undecided_by(struct evaluator *ev,
                                          const struct expr *e)
{
    if (e->op == EXPR_CONST || eval_condition(ev, e) != TRUTH_UNKNOWN)
        return NULL;
    if (is_opened(e))
        return condition_undecided_by(ev, e->define->body);
    if (e->op != EXPR_AND && e->op != EXPR_OR && e->op != EXPR_NOT)
        return e;
    const struct expr *found = NULL;
    for (uint32_t i = 0; !found && i < e->n; i++)
        found = condition_undecided_by(ev, e->kids[i]);
    return found;
}
