/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The verdict on a treatment by completion: settled only if no completion of
 * the unknown facts changes its word; otherwise undecided, as all it may be,
 * each with the facts that decide it, and with the facts that are needed.
 *
 * The same trials tell which facts an undetermined rule needs.
 */

#include "interp/eval/verdict.h"

static bool single(unsigned words)
{
    return (words & (words - 1)) == 0;
}

static enum word word_in(unsigned words)
{
    enum word word = WORD_RECOMMEND;
    while (!(words >> word & 1))
        word++;
    return word;
}

static void add_possibility(const struct finder *finder,
                            struct verdict *verdict,
                            const struct completions *completions,
                            enum word word)
{
    struct possibility *p = &verdict->may_be[verdict->may_be_count++];
    p->word = word;
    p->listed =
        completions->exact &&
        completions_alternatives(finder->ev, completions, 1U << word,
                                 finder->arena, &p->alternatives, &p->n);
}

static void decide_by_completion(const struct finder *finder,
                                 struct verdict *verdict,
                                 struct bearing *bearing)
{
    struct question question = {.rules = bearing->undetermined,
                                .n = bearing->n,
                                .outcomes = bearing_words,
                                .context = bearing};
    struct completions completions =
        complete(finder->ev, &question, finder->arena);
    if (single(completions.all)) {
        verdict->word = word_in(completions.all);
        return;
    }
    verdict->word = WORD_UNDECIDED;
    verdict->exact = completions.exact;
    verdict->may_be =
        ARENA_ARRAY(finder->arena, struct possibility, WORD_UNDECIDED);
    for (enum word word = WORD_RECOMMEND; word < WORD_UNDECIDED; word++)
        if (completions.all >> word & 1)
            add_possibility(finder, verdict, &completions, word);
    verdict->need_count = completions_needs(finder->ev, &completions,
                                            finder->arena, &verdict->needs);
}

void verdict_decide(const struct finder *finder, struct verdict *verdict)
{
    struct bearing bearing = bearing_of(finder, verdict->treatment);
    unsigned words = bearing_words(&bearing, NULL);
    verdict->exact = true;
    if (single(words))
        verdict->word = word_in(words);
    else
        decide_by_completion(finder, verdict, &bearing);
}

/* --- what a rule needs --------------------------------------------------- */

static unsigned rule_outcomes(void *context, const enum truth *states)
{
    (void)context;
    return states[0]; /* the bits of TRUTH_NO and TRUTH_YES */
}

size_t find_rule_needs(struct evaluator *ev, const struct rule *rule,
                       struct arena *arena, struct fact_ref **needs)
{
    *needs = NULL;
    struct question question = {
        .rules = &rule, .n = 1, .outcomes = rule_outcomes};
    struct completions completions = complete(ev, &question, arena);
    return completions_needs(ev, &completions, arena, needs);
}
