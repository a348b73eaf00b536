/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From evidence to rules, figures and cases. Every case is run once; each rule
 * that it carries is marked with it, and an entry of evidence gathers the
 * marks of its rules.
 */

#include "interp/suite/carried.h"

#include "interp/eval/plan.h"

/* --- whether an expectation is about a rule ------------------------------- */

static bool names_rule(const struct expectation *expectation,
                       const struct rule *rule)
{
    for (size_t i = 0; i < expectation->rule_count; i++)
        if (expectation->rules[i] == rule)
            return true;
    return false;
}

static bool about_treatment(const struct conclusion *conclusion,
                            const struct treatment *treatment)
{
    if (!treatment)
        return false;
    if (conclusion->subject == treatment)
        return true;
    for (size_t i = 0; i < conclusion->treatments.n; i++)
        if (plan_within(treatment, conclusion->treatments.at[i]))
            return true;
    return false;
}

static bool about(const struct conclusion *conclusion,
                  const struct expectation *expectation)
{
    switch (conclusion->kind) {
    case CONCLUDE_ADVISE:
    case CONCLUDE_CANDIDATE:
    case CONCLUDE_DELAY:
        return about_treatment(conclusion, expectation->treatment);
    case CONCLUDE_MONITOR:
        return expectation->kind == EXPECTS_MONITOR &&
               name_equal(conclusion->what, expectation->what);
    case CONCLUDE_ORDER:
        return expectation->kind == EXPECTS_ORDER &&
               conclusion->field == expectation->field;
    case CONCLUDE_PROGNOSIS:
        return expectation->kind == EXPECTS_PROGNOSIS &&
               conclusion->adverse == expectation->adverse;
    case CONCLUDE_OUTCOME:
        return expectation->kind == EXPECTS_OUTCOME &&
               conclusion->measure == expectation->measure;
    case CONCLUDE_NOTE: return false;
    }
    return false;
}

static bool rule_is_about(const struct rule *rule,
                          const struct expectation *expectation)
{
    for (size_t i = 0; i < rule->conclusion_count; i++)
        if (about(&rule->conclusions[i], expectation))
            return true;
    return false;
}

static bool carries(const struct test_case *test, const struct rule *rule,
                    enum truth state)
{
    for (size_t i = 0; i < test->expects_count; i++)
        if (names_rule(&test->expects[i], rule) ||
            (state == TRUTH_YES && rule_is_about(rule, &test->expects[i])))
            return true;
    return false;
}

/* --- gathering -------------------------------------------------------------- */

static bool cites(const struct rule *rule, const struct evidence *evidence)
{
    for (size_t i = 0; i < rule->cites_count; i++)
        if (rule->cites[i] == evidence)
            return true;
    return false;
}

static void add_rules(struct carried *entry, const struct program *program,
                      struct arena *arena)
{
    LIST(const struct rule *) rules = {0};
    LIST(const struct conclusion *) outcomes = {0};
    for (size_t i = 0; i < program->rule_count; i++) {
        const struct rule *rule = program->rules[i];
        if (!cites(rule, entry->evidence))
            continue;
        list_push(arena, &rules, rule);
        for (size_t j = 0; j < rule->conclusion_count; j++)
            if (rule->conclusions[j].kind == CONCLUDE_OUTCOME)
                list_push(arena, &outcomes, &rule->conclusions[j]);
    }
    entry->rules = rules.at;
    entry->rule_count = rules.n;
    entry->outcomes = outcomes.at;
    entry->outcome_count = outcomes.n;
    entry->cases =
        ARENA_ARRAY(arena, const struct test_case *, program->case_count);
}

static void add_case(struct carried *entry, const struct test_case *test,
                     const struct finding *finding)
{
    for (size_t i = 0; i < entry->rule_count; i++) {
        const struct rule *rule = entry->rules[i];
        if (!carries(test, rule, finding->states[rule->index]))
            continue;
        entry->cases[entry->case_count++] = test;
        return;
    }
}

struct carried *carried_evidence(struct evaluator *ev, struct arena *arena,
                                 struct arena *scratch)
{
    const struct program *program = evaluator_program(ev);
    size_t n = program->evidence_count;
    struct carried *entries = ARENA_ARRAY(arena, struct carried, n);
    for (size_t i = 0; i < n; i++) {
        entries[i].evidence = program->evidence[i];
        add_rules(&entries[i], program, arena);
    }
    for (size_t i = 0; i < program->case_count; i++) {
        arena_clear(scratch);
        struct case_result result = case_run(ev, &program->cases[i], scratch);
        for (size_t j = 0; result.finding && j < n; j++)
            add_case(&entries[j], result.test, result.finding);
    }
    return entries;
}
