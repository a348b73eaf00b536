/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From the states of rules to the word of a verdict: "contraindicate" beats
 * all; "recommend" with "avoid" is a conflict; "avoid" and "recommend" beat
 * "consider"; where nothing applies there is no verdict. A recommended or
 * considered group of which no member is left gets nothing from that rule.
 */

#include "interp/eval/verdict.h"

bool verb_restrains(enum verb verb)
{
    return verb == VERB_AVOID || verb == VERB_CONTRAINDICATE;
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
        enum truth state = bearing_state(bearing, states, advice->rule);
        if (state != TRUTH_NO && !verb_restrains(advice->verb))
            state = truth_and(
                state, left_of_members(bearing, states, advice->conclusion));
        verbs[advice->verb] = truth_or(verbs[advice->verb], state);
    }
    return words_of(verbs);
}

enum word advice_word(const struct advice *advice)
{
    switch (advice->verb) {
    case VERB_RECOMMEND: return WORD_RECOMMEND;
    case VERB_CONSIDER: return WORD_CONSIDER;
    case VERB_AVOID: return WORD_AVOID;
    case VERB_CONTRAINDICATE: return WORD_CONTRAINDICATE;
    }
    return WORD_NONE;
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

static size_t most_rules(const struct bearing *bearing,
                         const struct treatments *below)
{
    size_t n = bearing->advice.n;
    for (size_t i = 0; i < below->n; i++)
        n += plan_advice(bearing->finder->plan, below->at[i]).n;
    return n;
}

static void add_members_rules(struct bearing *bearing,
                              const struct treatments *below)
{
    for (size_t i = 0; i < below->n; i++) {
        struct advices advice =
            plan_advice(bearing->finder->plan, below->at[i]);
        for (size_t j = 0; j < advice.n; j++)
            if (verb_restrains(advice.at[j].verb))
                add_rule(bearing, advice.at[j].rule);
    }
}

struct bearing bearing_of(const struct finder *finder,
                          const struct treatment *treatment)
{
    struct bearing bearing = {.finder = finder, .treatment = treatment};
    struct treatments below = plan_below(finder->plan, treatment);
    bearing.advice = plan_advice(finder->plan, treatment);
    bearing.undetermined = ARENA_ARRAY(finder->arena, const struct rule *,
                                       most_rules(&bearing, &below));
    bool wanted = false;
    for (size_t i = 0; i < bearing.advice.n; i++) {
        const struct advice *advice = &bearing.advice.at[i];
        add_rule(&bearing, advice->rule);
        if (!verb_restrains(advice->verb) &&
            finder->states[advice->rule->index] != TRUTH_NO)
            wanted = true;
    }
    if (wanted)
        add_members_rules(&bearing, &below);
    return bearing;
}
