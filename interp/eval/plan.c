/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a program says of each treatment, sorted once: the advice that makes
 * its verdict, the trials, and the remarks. Advice on a group is handed down
 * here: "avoid" and "contraindicate" reach every member at any depth but for
 * those excepted, "recommend" and "consider" stay on the group. Candidates
 * count as considered.
 *
 * Which fields a rule reads is in reads.c.
 */

#include "interp/eval/plan_internal.h"

bool plan_within(const struct treatment *member, const struct treatment *group)
{
    if (member == group)
        return true;
    for (size_t i = 0; i < member->group_count; i++)
        if (plan_within(member->groups[i], group))
            return true;
    return false;
}

static bool within_any(const struct treatment *member,
                       const struct treatments *groups)
{
    for (size_t i = 0; i < groups->n; i++)
        if (plan_within(member, groups->at[i]))
            return true;
    return false;
}

static bool reaches_members(enum verb verb)
{
    return verb == VERB_AVOID || verb == VERB_CONTRAINDICATE;
}

/* False if the conclusion is there already: reached by two ways, it is one
   reason all the same, and need not be handed down again. */
static bool add_advice(struct plan *plan, struct advice_list *list,
                       const struct advice *advice)
{
    if (list->n && list->at[list->n - 1].conclusion == advice->conclusion)
        return false;
    list_push(plan->arena, list, *advice);
    return true;
}

/* Adds the advice for `to` and, when it reaches them, for all below it. */
static void hand_down(struct plan *plan, struct advice_list *lists,
                      const struct treatment *to, struct advice advice)
{
    if (within_any(to, &advice.conclusion->except))
        return;
    if (!add_advice(plan, &lists[to->index], &advice) ||
        !reaches_members(advice.verb))
        return;
    for (size_t i = 0; i < to->member_count; i++) {
        struct advice below = advice;
        if (!below.via)
            below.via = to;
        hand_down(plan, lists, to->members[i], below);
    }
}

static void sort_advise(struct plan *plan, struct advice advice)
{
    const struct conclusion *conclusion = advice.conclusion;
    struct advice_list *lists =
        conclusion->trial.n ? plan->trials : plan->advice;
    for (size_t i = 0; i < conclusion->treatments.n; i++)
        hand_down(plan, lists, conclusion->treatments.at[i], advice);
}

static void sort_delay(struct plan *plan, const struct treatment *to,
                       struct advice advice)
{
    if (!add_advice(plan, &plan->remarks[to->index], &advice))
        return;
    for (size_t i = 0; i < to->member_count; i++) {
        struct advice below = advice;
        if (!below.via)
            below.via = to;
        sort_delay(plan, to->members[i], below);
    }
}

static void sort_candidate(struct plan *plan, struct advice advice)
{
    const struct treatment *treatment = advice.conclusion->treatments.at[0];
    advice.verb = VERB_CONSIDER;
    add_advice(plan, &plan->advice[treatment->index], &advice);
    add_advice(plan, &plan->remarks[treatment->index], &advice);
}

static void sort_conclusion(struct plan *plan, const struct rule *rule,
                            const struct conclusion *conclusion)
{
    struct advice advice = {
        .rule = rule, .conclusion = conclusion, .verb = conclusion->verb};
    switch (conclusion->kind) {
    case CONCLUDE_ADVISE: sort_advise(plan, advice); return;
    case CONCLUDE_CANDIDATE: sort_candidate(plan, advice); return;
    case CONCLUDE_DELAY:
        sort_delay(plan, conclusion->treatments.at[0], advice);
        return;
    case CONCLUDE_OUTCOME:
        if (conclusion->subject)
            add_advice(plan, &plan->remarks[conclusion->subject->index],
                       &advice);
        return;
    case CONCLUDE_MONITOR:
    case CONCLUDE_ORDER:
    case CONCLUDE_PROGNOSIS:
    case CONCLUDE_NOTE: return;
    }
}

struct plan *plan_new(struct arena *arena, const struct program *program)
{
    struct plan *plan = ARENA_NEW(arena, struct plan);
    size_t n = program->treatment_count;
    plan->arena = arena;
    plan->program = program;
    plan->advice = ARENA_ARRAY(arena, struct advice_list, n);
    plan->trials = ARENA_ARRAY(arena, struct advice_list, n);
    plan->remarks = ARENA_ARRAY(arena, struct advice_list, n);
    plan->below = ARENA_ARRAY(arena, struct treatments *, n);
    for (size_t i = 0; i < program->rule_count; i++) {
        const struct rule *rule = program->rules[i];
        for (size_t j = 0; j < rule->conclusion_count; j++)
            sort_conclusion(plan, rule, &rule->conclusions[j]);
    }
    plan_number_fields(plan);
    return plan;
}

static struct advices view(const struct advice_list *list)
{
    return (struct advices){list->at, list->n};
}

struct advices plan_advice(const struct plan *plan,
                           const struct treatment *treatment)
{
    return view(&plan->advice[treatment->index]);
}

struct advices plan_trials(const struct plan *plan,
                           const struct treatment *treatment)
{
    return view(&plan->trials[treatment->index]);
}

struct advices plan_remarks(const struct plan *plan,
                            const struct treatment *treatment)
{
    return view(&plan->remarks[treatment->index]);
}

/* --- members at any depth ------------------------------------------------- */

/* Adds what stands below the treatment and is not seen yet, then itself. */
static void add_below(struct treatments *below, bool *seen,
                      const struct treatment *treatment)
{
    if (seen[treatment->index])
        return;
    seen[treatment->index] = true;
    for (size_t i = 0; i < treatment->member_count; i++)
        add_below(below, seen, treatment->members[i]);
    below->at[below->n++] = treatment;
}

static struct treatments *find_below(struct plan *plan,
                                     const struct treatment *treatment)
{
    struct treatments *below = ARENA_NEW(plan->arena, struct treatments);
    size_t n = treatment->member_count ? plan->program->treatment_count : 0;
    bool *seen = ARENA_ARRAY(plan->arena, bool, n);
    below->at = ARENA_ARRAY(plan->arena, const struct treatment *, n);
    for (size_t i = 0; i < treatment->member_count; i++)
        add_below(below, seen, treatment->members[i]);
    return below;
}

struct treatments plan_below(struct plan *plan,
                             const struct treatment *treatment)
{
    struct treatments **below = &plan->below[treatment->index];
    if (!*below)
        *below = find_below(plan, treatment);
    return **below;
}
