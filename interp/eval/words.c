/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From the states of rules to the word of a verdict: "contraindicate" beats
 * all; "recommend" with "avoid" is a conflict; "avoid" and "recommend" beat
 * "consider"; where nothing applies there is no verdict. A recommended or
 * considered group of which no member is left gets nothing from that rule.
 */

#include "interp/eval/verdict.h"

static bool restrains(enum verb verb)
{
    return verb == VERB_AVOID || verb == VERB_CONTRAINDICATE;
}

/* --- states -------------------------------------------------------------- */

static enum truth state_of(const struct bearing *bearing,
                           const enum truth *states, const struct rule *rule)
{
    enum truth recorded = bearing->finder->states[rule->index];
    if (!states || recorded != TRUTH_UNKNOWN)
        return recorded;
    for (size_t i = 0; i < bearing->n; i++)
        if (bearing->undetermined[i] == rule)
            return states[i];
    return recorded;
}

static enum truth out(const struct bearing *bearing, const enum truth *states,
                      const struct treatment *member)
{
    struct advices advice = plan_advice(bearing->finder->plan, member);
    enum truth found = TRUTH_NO;
    for (size_t i = 0; i < advice.n && found != TRUTH_YES; i++)
        if (restrains(advice.at[i].verb))
            found = truth_or(found,
                             state_of(bearing, states, advice.at[i].rule));
    return found;
}

static bool excepted(const struct conclusion *conclusion,
                     const struct treatment *member)
{
    for (size_t i = 0; i < conclusion->except.n; i++)
        if (plan_within(member, conclusion->except.at[i]))
            return true;
    return false;
}

/* Whether a member of the group is left for a rule that wants one of it;
   yes for a treatment that is no group. */
static enum truth some_left(const struct bearing *bearing,
                            const enum truth *states,
                            const struct conclusion *conclusion)
{
    const struct treatment *group = bearing->treatment;
    if (!group->member_count)
        return TRUTH_YES;
    enum truth left = TRUTH_NO;
    for (size_t i = 0; i < group->member_count && left != TRUTH_YES; i++)
        if (!excepted(conclusion, group->members[i]))
            left = truth_or(left, truth_not(out(bearing, states,
                                                group->members[i])));
    return left;
}

/* --- words --------------------------------------------------------------- */

static enum word word_of(bool contraindicate, bool avoid, bool recommend,
                         bool consider)
{
    if (contraindicate)
        return WORD_CONTRAINDICATE;
    if (avoid)
        return recommend ? WORD_CONFLICT : WORD_AVOID;
    if (recommend)
        return WORD_RECOMMEND;
    return consider ? WORD_CONSIDER : WORD_NONE;
}

/* Every word that some choice of the verbs' truths gives. */
static unsigned words_of(const enum truth verbs[4])
{
    unsigned words = 0;
    for (unsigned choice = 0; choice < 16; choice++) {
        bool possible = true, on[4];
        for (unsigned i = 0; i < 4; i++) {
            on[i] = choice >> i & 1;
            possible = possible && (verbs[i] & truth_of(on[i]));
        }
        if (possible)
            words |= 1U << word_of(on[VERB_CONTRAINDICATE], on[VERB_AVOID],
                                   on[VERB_RECOMMEND], on[VERB_CONSIDER]);
    }
    return words;
}

unsigned bearing_words(void *context, const enum truth *states)
{
    const struct bearing *bearing = context;
    enum truth verbs[4] = {TRUTH_NO, TRUTH_NO, TRUTH_NO, TRUTH_NO};
    for (size_t i = 0; i < bearing->advice.n; i++) {
        const struct advice *advice = &bearing->advice.at[i];
        enum truth state = state_of(bearing, states, advice->rule);
        if (state != TRUTH_NO && !restrains(advice->verb))
            state = truth_and(state,
                              some_left(bearing, states, advice->conclusion));
        verbs[advice->verb] = truth_or(verbs[advice->verb], state);
    }
    return words_of(verbs);
}

enum word advice_word(const struct advice *advice)
{
    switch (advice->verb) {
    case VERB_RECOMMEND:
        return WORD_RECOMMEND;
    case VERB_CONSIDER:
        return WORD_CONSIDER;
    case VERB_AVOID:
        return WORD_AVOID;
    case VERB_CONTRAINDICATE:
        return WORD_CONTRAINDICATE;
    }
    return WORD_NONE;
}

enum truth treatment_is_out(const struct finder *finder,
                            const struct treatment *treatment,
                            const struct rule **by)
{
    struct advices advice = plan_advice(finder->plan, treatment);
    enum truth found = TRUTH_NO;
    for (size_t i = 0; i < advice.n && found != TRUTH_YES; i++) {
        if (!restrains(advice.at[i].verb))
            continue;
        enum truth state = finder->states[advice.at[i].rule->index];
        found = truth_or(found, state);
        if (by && state == TRUTH_YES)
            *by = advice.at[i].rule;
    }
    return found;
}

/* --- which rules bear on it ---------------------------------------------- */

static void add_rule(struct bearing *bearing, const struct rule *rule)
{
    if (bearing->finder->states[rule->index] != TRUTH_UNKNOWN)
        return;
    size_t at = bearing->n;
    while (at > 0 && bearing->undetermined[at - 1]->index >= rule->index)
        at--;
    if (at < bearing->n && bearing->undetermined[at] == rule)
        return;
    for (size_t i = bearing->n++; i > at; i--)
        bearing->undetermined[i] = bearing->undetermined[i - 1];
    bearing->undetermined[at] = rule;
}

static size_t most_rules(const struct bearing *bearing)
{
    size_t n = bearing->advice.n;
    const struct treatment *group = bearing->treatment;
    for (size_t i = 0; i < group->member_count; i++)
        n += plan_advice(bearing->finder->plan, group->members[i]).n;
    return n;
}

static void add_members_rules(struct bearing *bearing)
{
    const struct treatment *group = bearing->treatment;
    for (size_t i = 0; i < group->member_count; i++) {
        struct advices advice =
            plan_advice(bearing->finder->plan, group->members[i]);
        for (size_t j = 0; j < advice.n; j++)
            if (restrains(advice.at[j].verb))
                add_rule(bearing, advice.at[j].rule);
    }
}

struct bearing bearing_of(const struct finder *finder,
                          const struct treatment *treatment)
{
    struct bearing bearing = {.finder = finder, .treatment = treatment};
    bearing.advice = plan_advice(finder->plan, treatment);
    bearing.undetermined = ARENA_ARRAY(finder->arena, const struct rule *,
                                       most_rules(&bearing));
    bool wanted = false;
    for (size_t i = 0; i < bearing.advice.n; i++) {
        const struct advice *advice = &bearing.advice.at[i];
        add_rule(&bearing, advice->rule);
        if (!restrains(advice->verb) &&
            finder->states[advice->rule->index] != TRUTH_NO)
            wanted = true;
    }
    if (wanted)
        add_members_rules(&bearing);
    return bearing;
}
