/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What stands beside the word of a verdict: the rules that carry it and those
 * that are beaten, partners that drop out, members that are left of a group,
 * trials, candidacy and the criteria that fail, delays, outcomes, evidence,
 * assumptions; and whether the verdict is listed at all.
 */

#include "interp/eval/verdict.h"

/* --- partners ------------------------------------------------------------ */

static void add_partner(const struct finder *finder, struct reason *reason,
                        struct treatments *left,
                        const struct treatment *partner)
{
    if (left_of(finder, NULL, partner) == TRUTH_NO) {
        reason->dropped_by[reason->dropped.n] = left_barred_by(finder, partner);
        reason->dropped.at[reason->dropped.n++] = partner;
    } else {
        left->at[left->n++] = partner;
    }
}

static void add_partners(const struct finder *finder, struct reason *reason)
{
    const struct conclusion *c = reason->conclusion;
    size_t all = 0;
    for (size_t i = 0; i < c->partner_count; i++)
        all += c->partners[i].n;
    reason->with =
        ARENA_ARRAY(finder->arena, struct treatments, c->partner_count);
    reason->dropped.at =
        ARENA_ARRAY(finder->arena, const struct treatment *, all);
    reason->dropped_by = ARENA_ARRAY(finder->arena, const struct rule *, all);
    for (size_t i = 0; i < c->partner_count; i++) {
        struct treatments left = {0};
        left.at = ARENA_ARRAY(finder->arena, const struct treatment *,
                              c->partners[i].n);
        for (size_t j = 0; j < c->partners[i].n; j++)
            add_partner(finder, reason, &left, c->partners[i].at[j]);
        if (left.n)
            reason->with[reason->with_count++] = left;
        else
            reason->no_partner_left = true;
    }
}

/* --- rules that carry the verdict, or are beaten ------------------------- */

static struct reason reason_of(const struct finder *finder,
                               const struct advice *advice)
{
    struct reason reason = {.rule = advice->rule,
                            .conclusion = advice->conclusion,
                            .state = finder->states[advice->rule->index],
                            .word = advice_word(advice),
                            .via = advice->via};
    add_partners(finder, &reason);
    return reason;
}

static bool carries(const struct verdict *verdict, enum word word)
{
    if (verdict->word == WORD_CONFLICT)
        return word == WORD_RECOMMEND || word == WORD_AVOID;
    return verdict->word == WORD_UNDECIDED || verdict->word == word;
}

/* A settled verdict may rest on undetermined rules only: then they are
   named. */
static bool some_rule_applies(const struct finder *finder,
                              const struct verdict *verdict,
                              struct advices advice)
{
    for (size_t i = 0; i < advice.n; i++)
        if (finder->states[advice.at[i].rule->index] == TRUTH_YES &&
            carries(verdict, advice_word(&advice.at[i])))
            return true;
    return false;
}

static void sort_reasons(const struct finder *finder, struct verdict *verdict)
{
    struct advices advice = plan_advice(finder->plan, verdict->treatment);
    bool settled = verdict->word != WORD_UNDECIDED &&
                   some_rule_applies(finder, verdict, advice);
    verdict->by = ARENA_ARRAY(finder->arena, struct reason, advice.n);
    verdict->beaten = ARENA_ARRAY(finder->arena, struct reason, advice.n);
    for (size_t i = 0; i < advice.n; i++) {
        enum truth state = finder->states[advice.at[i].rule->index];
        bool carrying = carries(verdict, advice_word(&advice.at[i]));
        if (state == TRUTH_NO || (settled && state != TRUTH_YES) ||
            (!carrying && state != TRUTH_YES))
            continue;
        struct reason reason = reason_of(finder, &advice.at[i]);
        if (carrying)
            verdict->by[verdict->by_count++] = reason;
        else
            verdict->beaten[verdict->beaten_count++] = reason;
    }
}

static void add_trials(const struct finder *finder, struct verdict *verdict)
{
    struct advices trials = plan_trials(finder->plan, verdict->treatment);
    verdict->trials = ARENA_ARRAY(finder->arena, struct reason, trials.n);
    for (size_t i = 0; i < trials.n; i++)
        if (finder->states[trials.at[i].rule->index] != TRUTH_NO)
            verdict->trials[verdict->trial_count++] =
                reason_of(finder, &trials.at[i]);
}

/* --- groups -------------------------------------------------------------- */

/* Whether the member is a choice for a rule that carries the verdict. */
static enum truth left_for_some(const struct finder *finder,
                                const struct verdict *verdict,
                                const struct treatment *member)
{
    if (!verdict->by_count)
        return left_of(finder, NULL, member);
    enum truth left = TRUTH_NO;
    for (size_t i = 0; i < verdict->by_count; i++)
        left =
            truth_or(left, left_of(finder, verdict->by[i].conclusion, member));
    return left;
}

/* A group that a rule wants in vain: whatever is unknown, no member is left. */
static bool wanted_in_vain(const struct verdict *verdict)
{
    if (verdict->word != WORD_NONE)
        return false;
    for (size_t i = 0; i < verdict->beaten_count; i++)
        if (verdict->beaten[i].word == WORD_RECOMMEND ||
            verdict->beaten[i].word == WORD_CONSIDER)
            return true;
    return false;
}

static void add_members(const struct finder *finder, struct verdict *verdict)
{
    const struct treatment *group = verdict->treatment;
    if (verdict->all_members_excluded)
        return;
    verdict->one_of = ARENA_ARRAY(finder->arena, const struct treatment *,
                                  group->member_count);
    for (size_t i = 0; i < group->member_count; i++)
        if (left_for_some(finder, verdict, group->members[i]) != TRUTH_NO)
            verdict->one_of[verdict->one_of_count++] = group->members[i];
}

static bool some_group(const struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->one_of_count; i++)
        if (verdict->one_of[i]->member_count)
            return true;
    return false;
}

static bool in_any(const struct treatment *treatment, const bool *reached)
{
    for (size_t i = 0; i < treatment->group_count; i++)
        if (reached[treatment->groups[i]->index])
            return true;
    return false;
}

/* What the groups within the group come down to: what is left, by way of
   groups that are left. Groups come before their members here. */
static void add_choices(const struct finder *finder, struct verdict *verdict)
{
    struct treatments below = plan_below(finder->plan, verdict->treatment);
    if (!some_group(verdict))
        return;
    bool *reached =
        ARENA_ARRAY(finder->arena, bool, finder->program->treatment_count);
    reached[verdict->treatment->index] = true;
    for (size_t i = below.n; i-- > 0;)
        reached[below.at[i]->index] =
            in_any(below.at[i], reached) &&
            left_for_some(finder, verdict, below.at[i]) != TRUTH_NO;
    verdict->choices =
        ARENA_ARRAY(finder->arena, const struct treatment *, below.n);
    for (size_t i = 0; i < below.n; i++)
        if (!below.at[i]->member_count && reached[below.at[i]->index])
            verdict->choices[verdict->choice_count++] = below.at[i];
}

static bool is_out_by(enum word word)
{
    return word == WORD_AVOID || word == WORD_CONTRAINDICATE ||
           word == WORD_CONFLICT;
}

/* A settled word counts, too: rules that between them leave no other may all
   be undetermined, and then none of them has excluded the member yet. */
static bool may_yet_be_out(const struct verdict *member)
{
    if (is_out_by(member->word))
        return true;
    for (size_t i = 0; i < member->may_be_count; i++)
        if (is_out_by(member->may_be[i].word))
            return true;
    return false;
}

static bool is_doubted(const struct verdict *verdict,
                       const struct treatment *member)
{
    for (size_t i = 0; i < verdict->doubtful_count; i++)
        if (verdict->doubtful[i] == member)
            return true;
    return false;
}

static void doubt(const struct finder *finder, struct verdict *verdict,
                  const struct verdict *member)
{
    const struct treatment *treatment = member->treatment;
    bool doubtful = may_yet_be_out(member);
    if (treatment->member_count && !doubtful)
        doubtful = left_for_some(finder, verdict, treatment) == TRUTH_UNKNOWN;
    if (doubtful && !is_doubted(verdict, treatment))
        verdict->doubtful[verdict->doubtful_count++] = treatment;
}

void verdict_doubt(const struct finder *finder, struct verdict *verdict,
                   const struct verdict *all)
{
    verdict->doubtful =
        ARENA_ARRAY(finder->arena, const struct treatment *,
                    verdict->one_of_count + verdict->choice_count);
    for (size_t i = 0; i < verdict->one_of_count; i++)
        doubt(finder, verdict, &all[verdict->one_of[i]->index]);
    for (size_t i = 0; i < verdict->choice_count; i++)
        doubt(finder, verdict, &all[verdict->choices[i]->index]);
}

/* --- candidacy ----------------------------------------------------------- */

static void add_failing(const struct finder *finder,
                        struct candidacy *candidacy, const struct expr *e)
{
    if (e->op == EXPR_AND) {
        for (uint32_t i = 0; i < e->n; i++)
            add_failing(finder, candidacy, e->kids[i]);
    } else if (eval_condition(finder->ev, e) == TRUTH_NO) {
        candidacy->fails[candidacy->fail_count++] = e->text;
    }
}

static size_t count_criteria(const struct expr *e)
{
    if (e->op != EXPR_AND)
        return 1;
    size_t n = 0;
    for (uint32_t i = 0; i < e->n; i++)
        n += count_criteria(e->kids[i]);
    return n;
}

static void name_failures(const struct finder *finder,
                          struct candidacy *candidacy)
{
    const struct rule *rule = candidacy->rule;
    size_t most = count_criteria(rule->when) + rule->overridden_by_count;
    candidacy->fails = ARENA_ARRAY(finder->arena, struct str, most);
    add_failing(finder, candidacy, rule->when);
    for (size_t i = 0; i < rule->overridden_by_count; i++) {
        const struct rule *by = rule->overridden_by[i];
        if (finder->states[by->index] == TRUTH_YES)
            candidacy->fails[candidacy->fail_count++] = str_format(
                finder->arena, "overridden by %.*s", STR_ARG(by->name));
    }
}

static void add_candidacy(const struct finder *finder, struct verdict *verdict,
                          const struct rule *rule)
{
    struct candidacy *candidacy = &verdict->candidacy;
    enum truth state = finder->states[rule->index];
    if (!candidacy->asked ||
        (state == TRUTH_YES && candidacy->state != TRUTH_YES))
        candidacy->rule = rule;
    candidacy->state =
        candidacy->asked ? truth_or(candidacy->state, state) : state;
    candidacy->asked = true;
}

/* --- delays -------------------------------------------------------------- */

struct value verdict_date_after(struct value day, const struct period *period)
{
    bool failed = false;
    if (period->months)
        return value_add_months(day, period->months);
    struct value days = value_number(period->days * DECIMAL_ONE);
    return value_add_days(day, days, 1, &failed);
}

static struct value date_after(const struct finder *finder,
                               const struct conclusion *conclusion)
{
    return verdict_date_after(eval_value(finder->ev, conclusion->date),
                              &conclusion->period);
}

static void add_delay(const struct finder *finder, struct verdict *verdict,
                      const struct advice *advice)
{
    struct delay delay = {.rule = advice->rule,
                          .conclusion = advice->conclusion};
    delay.until = date_after(finder, advice->conclusion);
    if (!delay.until.some || delay.until.range.high <= finder->record->today)
        return;
    delay.certain = finder->states[advice->rule->index] == TRUTH_YES &&
                    value_is_known(delay.until);
    size_t at = verdict->delay_count++;
    while (at > 0 && delay.certain &&
           (!verdict->delays[at - 1].certain ||
            verdict->delays[at - 1].until.range.low < delay.until.range.low)) {
        verdict->delays[at] = verdict->delays[at - 1];
        at--;
    }
    verdict->delays[at] = delay;
}

/* --- remarks of rules on the treatment ----------------------------------- */

static void add_outcome(const struct finder *finder, struct verdict *verdict,
                        const struct advice *advice)
{
    if (finder->states[advice->rule->index] == TRUTH_YES)
        verdict->outcomes[verdict->outcome_count++] =
            (struct finding_outcome){advice->rule, advice->conclusion};
}

static void add_remarks(const struct finder *finder, struct verdict *verdict)
{
    struct advices remarks = plan_remarks(finder->plan, verdict->treatment);
    verdict->delays = ARENA_ARRAY(finder->arena, struct delay, remarks.n);
    verdict->outcomes =
        ARENA_ARRAY(finder->arena, struct finding_outcome, remarks.n);
    for (size_t i = 0; i < remarks.n; i++) {
        const struct advice *advice = &remarks.at[i];
        if (advice->conclusion->kind == CONCLUDE_CANDIDATE)
            add_candidacy(finder, verdict, advice->rule);
        else if (advice->conclusion->kind == CONCLUDE_OUTCOME)
            add_outcome(finder, verdict, advice);
        else if (finder->states[advice->rule->index] != TRUTH_NO)
            add_delay(finder, verdict, advice);
    }
    if (verdict->candidacy.asked && verdict->candidacy.state == TRUTH_NO)
        name_failures(finder, &verdict->candidacy);
}

/* --- what it rests on ---------------------------------------------------- */

static void add_evidence(const struct finder *finder, struct verdict *verdict)
{
    size_t all = finder->program->evidence_count;
    bool *cited = ARENA_ARRAY(finder->arena, bool, all);
    size_t n = 0;
    for (size_t i = 0; i < verdict->by_count; i++) {
        const struct rule *rule = verdict->by[i].rule;
        for (size_t j = 0; j < rule->cites_count; j++) {
            n += !cited[rule->cites[j]->index];
            cited[rule->cites[j]->index] = true;
        }
    }
    verdict->evidence = ARENA_ARRAY(finder->arena, const struct evidence *, n);
    for (size_t i = 0; n && i < all; i++)
        if (cited[i])
            verdict->evidence[verdict->evidence_count++] =
                finder->program->evidence[i];
}

/* --- whether it is listed ------------------------------------------------ */

static bool worth_listing(enum word word)
{
    return word == WORD_RECOMMEND || word == WORD_CONSIDER ||
           word == WORD_CONFLICT;
}

static bool is_listed(const struct finder *finder,
                      const struct verdict *verdict)
{
    if (verdict->word != WORD_NONE && verdict->word != WORD_UNDECIDED)
        return true;
    if (verdict->trial_count || verdict->candidacy.asked ||
        verdict->all_members_excluded)
        return true;
    if (left_barred(finder, verdict->treatment, NULL) == TRUTH_YES)
        return true;
    for (size_t i = 0; i < verdict->may_be_count; i++)
        if (worth_listing(verdict->may_be[i].word))
            return true;
    return false;
}

void verdict_explain(const struct finder *finder, struct verdict *verdict)
{
    sort_reasons(finder, verdict);
    verdict->all_members_excluded = wanted_in_vain(verdict);
    add_trials(finder, verdict);
    add_remarks(finder, verdict);
    verdict->listed = is_listed(finder, verdict);
    if (!verdict->listed)
        return;
    add_members(finder, verdict);
    add_choices(finder, verdict);
    verdict_assumptions(finder, verdict);
    add_evidence(finder, verdict);
}
