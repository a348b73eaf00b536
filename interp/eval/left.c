/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What is left of a treatment that a rule wants. One that a rule avoids or
 * contraindicates is out. Of a group something must be left: a group whose
 * members are all out, at whatever depth, is out as well, for to recommend
 * it would be to recommend nothing. What the wanting rule excepts is not
 * among its choices.
 *
 * A group is gone through from its innermost members outwards (plan_below),
 * so that one which stands in many groups is looked at once.
 */

#include "interp/eval/verdict.h"

enum truth bearing_state(const struct bearing *bearing,
                         const enum truth *states, const struct rule *rule)
{
    enum truth recorded = bearing->finder->states[rule->index];
    size_t from = 0, to = bearing->n;
    if (!states || recorded != TRUTH_UNKNOWN)
        return recorded;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (bearing->undetermined[middle]->index < rule->index)
            from = middle + 1;
        else
            to = middle;
    }
    bool there = from < bearing->n && bearing->undetermined[from] == rule;
    return there ? states[from] : recorded;
}

/* Whether a rule avoids or contraindicates it; *by is one that surely does
   (NULL allowed). */
static enum truth barred(const struct bearing *bearing,
                         const enum truth *states,
                         const struct treatment *treatment,
                         const struct rule **by)
{
    struct advices advice = plan_advice(bearing->finder->plan, treatment);
    enum truth found = TRUTH_NO;
    for (size_t i = 0; i < advice.n && found != TRUTH_YES; i++) {
        if (!verb_restrains(advice.at[i].verb))
            continue;
        enum truth state = bearing_state(bearing, states, advice.at[i].rule);
        found = truth_or(found, state);
        if (by && state == TRUTH_YES)
            *by = advice.at[i].rule;
    }
    return found;
}

static bool excepted(const struct finder *finder,
                     const struct conclusion *conclusion,
                     const struct treatment *treatment)
{
    if (!conclusion)
        return false;
    for (size_t i = 0; i < conclusion->except.n; i++) {
        const struct treatment *group = conclusion->except.at[i];
        struct treatments below = plan_below(finder->plan, group);
        if (treatment == group)
            return true;
        for (size_t j = 0; j < below.n; j++)
            if (below.at[j] == treatment)
                return true;
    }
    return false;
}

/* Of one treatment, when `left` says it of all that stand below it. */
static enum truth left_of_one(const struct bearing *bearing,
                              const enum truth *states,
                              const struct treatment *treatment,
                              const enum truth *left)
{
    enum truth some = treatment->member_count ? TRUTH_NO : TRUTH_YES;
    for (size_t i = 0; i < treatment->member_count; i++)
        some = truth_or(some, left[treatment->members[i]->index]);
    return truth_and(some, truth_not(barred(bearing, states, treatment, NULL)));
}

static enum truth look(const struct bearing *bearing, const enum truth *states,
                       const struct conclusion *conclusion,
                       const struct treatment *treatment)
{
    const struct finder *finder = bearing->finder;
    enum truth *left = finder->left;
    if (excepted(finder, conclusion, treatment))
        left[treatment->index] = TRUTH_NO;
    else
        left[treatment->index] = left_of_one(bearing, states, treatment, left);
    return left[treatment->index];
}

enum truth left_of_members(const struct bearing *bearing,
                           const enum truth *states,
                           const struct conclusion *conclusion)
{
    const struct treatment *group = bearing->treatment;
    struct treatments below = plan_below(bearing->finder->plan, group);
    if (!group->member_count)
        return TRUTH_YES;
    for (size_t i = 0; i < below.n; i++)
        look(bearing, states, conclusion, below.at[i]);
    enum truth some = TRUTH_NO;
    for (size_t i = 0; i < group->member_count; i++)
        some = truth_or(some, bearing->finder->left[group->members[i]->index]);
    return some;
}

enum truth left_of(const struct finder *finder,
                   const struct conclusion *conclusion,
                   const struct treatment *treatment)
{
    const struct bearing bearing = {.finder = finder, .treatment = treatment};
    struct treatments below = plan_below(finder->plan, treatment);
    for (size_t i = 0; i < below.n; i++)
        look(&bearing, NULL, conclusion, below.at[i]);
    return look(&bearing, NULL, conclusion, treatment);
}

enum truth left_barred(const struct finder *finder,
                       const struct treatment *treatment,
                       const struct rule **by)
{
    const struct bearing bearing = {.finder = finder, .treatment = treatment};
    return barred(&bearing, NULL, treatment, by);
}

const struct rule *left_barred_by(const struct finder *finder,
                                  const struct treatment *treatment)
{
    const struct rule *by = NULL;
    left_barred(finder, treatment, &by);
    while (!by && treatment->member_count) {
        treatment = treatment->members[treatment->member_count - 1];
        left_barred(finder, treatment, &by);
    }
    return by;
}
