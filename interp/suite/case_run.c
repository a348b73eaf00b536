/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One case from its facts to its result. For an expectation that is not met
 * the condition that decides is proved, of the rule that the expectation is
 * about.
 */

#include "interp/suite/suite.h"

#include "interp/eval/plan.h"

/* The first rule that bears on the treatment, whatever its state. */
static const struct rule *rule_about(struct evaluator *ev,
                                     const struct treatment *treatment)
{
    struct advices advices = plan_advice(eval_plan(ev), treatment);
    return advices.n ? advices.at[0].rule : NULL;
}

/* The rule whose state explains why the expectation was not met: of an
   undecided verdict the first that is undetermined. */
static const struct rule *rule_behind(struct evaluator *ev,
                                      const struct finding *finding,
                                      const struct expectation *e)
{
    if (e->kind == EXPECTS_RULE)
        return e->rules[0];
    if (!e->treatment)
        return NULL;
    const struct verdict *verdict = &finding->verdicts[e->treatment->index];
    if (e->kind == EXPECTS_CANDIDATE && verdict->candidacy.asked)
        return verdict->candidacy.rule;
    for (size_t i = 0; i < verdict->by_count; i++)
        if (verdict->word != WORD_UNDECIDED ||
            verdict->by[i].state == TRUTH_UNKNOWN)
            return verdict->by[i].rule;
    return rule_about(ev, e->treatment);
}

static const struct expr *condition_behind(const struct expectation *e,
                                           const struct rule *rule)
{
    if (rule)
        return rule->when;
    return e->kind == EXPECTS_VALUE || e->kind == EXPECTS_IS ? e->value : NULL;
}

static void add_unmet(struct evaluator *ev, struct case_result *result,
                      const struct expectation *e, struct str found)
{
    struct arena *arena = result->record->arena;
    const struct rule *rule = rule_behind(ev, result->finding, e);
    const struct expr *condition = condition_behind(e, rule);
    result->unmet[result->unmet_count++] = (struct unmet){
        .expectation = e,
        .expected = e->text,
        .found = found,
        .rule = rule,
        .proof = condition ? prove(ev, condition, arena, true) : NULL,
    };
}

struct case_result case_run(struct evaluator *ev, const struct test_case *test,
                            struct arena *arena)
{
    const struct program *program = evaluator_program(ev);
    struct case_result result = {.test = test};
    result.record = case_record(program, test, arena, &result.trouble);
    if (!result.record)
        return result;
    result.finding = find(ev, result.record, arena);
    result.unmet = ARENA_ARRAY(arena, struct unmet, test->expects_count);
    for (size_t i = 0; i < test->expects_count; i++) {
        const struct expectation *e = &test->expects[i];
        struct str found;
        if (!expectation_met(ev, result.finding, test, e, &found))
            add_unmet(ev, &result, e, found);
    }
    return result;
}
