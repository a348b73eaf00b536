/* SPDX-License-Identifier: Apache-2.0 */

/*
 * any, every, no. Over a group, "in the group" counts as one more condition on
 * each element, joined by Kleene's `and`: `any` is "some element is in it and
 * has X", `no` its negation, `every` is "some element is in it, and none is
 * in it and lacks X". So `every` of an empty group is no.
 */

#include "interp/eval/eval_internal.h"

/* Whether looking further can change nothing, and nobody would notice. */
static bool settled(const struct evaluator *ev, enum truth some)
{
    return ev->quiet && some == TRUTH_YES;
}

static enum truth some_member_has(struct evaluator *ev, const struct expr *e)
{
    enum truth some = TRUTH_NO;
    struct member one;
    struct members m = members_of(ev, &e->group);
    while (!settled(ev, some) && members_next(&m, &one))
        some =
            truth_or(some, truth_and(one.present, eval_truth(ev, e->kids[0])));
    members_end(&m);
    return some;
}

struct value quantifier_any(struct evaluator *ev, const struct expr *e)
{
    return value_truth(some_member_has(ev, e));
}

struct value quantifier_no(struct evaluator *ev, const struct expr *e)
{
    return value_truth(truth_not(some_member_has(ev, e)));
}

struct value quantifier_every(struct evaluator *ev, const struct expr *e)
{
    enum truth some = TRUTH_NO, lacking = TRUTH_NO;
    struct member one;
    struct members m = members_of(ev, &e->group);
    while (!settled(ev, lacking) && members_next(&m, &one)) {
        enum truth lacks = truth_not(eval_truth(ev, e->kids[0]));
        some = truth_or(some, one.present);
        lacking = truth_or(lacking, truth_and(one.present, lacks));
    }
    members_end(&m);
    return value_truth(truth_and(some, truth_not(lacking)));
}
