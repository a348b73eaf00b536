/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Everything the rules say of one record: the states of all rules, a verdict
 * for every treatment, prognosis, outcomes, monitoring, orders, notes, and
 * what to ask next. Orders of facts that are known are silent.
 */

#include "interp/eval/verdict.h"

#include <stdlib.h>

/* So many facts are sorted by putting each into its place. */
#define SORT_FEW 16

static enum truth *all_states(struct evaluator *ev, struct arena *arena)
{
    const struct program *program = evaluator_program(ev);
    enum truth *states = ARENA_ARRAY(arena, enum truth, program->rule_count);
    for (size_t i = 0; i < program->rule_count; i++)
        states[i] = eval_rule(ev, program->rules[i]);
    return states;
}

enum truth *find_states(struct evaluator *ev, struct record *record,
                        struct arena *arena)
{
    eval_begin(ev, record, arena);
    return all_states(ev, arena);
}

/* --- conclusions that are no verdicts ------------------------------------ */

static void add_monitoring(const struct finder *finder, struct finding *finding,
                           const struct rule *rule,
                           const struct conclusion *conclusion)
{
    struct monitoring m = {.rule = rule,
                           .conclusion = conclusion,
                           .state = finder->states[rule->index],
                           .overdue = TRUTH_NO};
    if (!conclusion->date) {
        m.due_now = true;
        m.due = value_date(finder->record->today);
    } else {
        struct value since = eval_value(finder->ev, conclusion->date);
        if (!since.some)
            return;
        struct value today = value_date(finder->record->today);
        m.due = verdict_date_after(since, &conclusion->period);
        m.overdue = value_compare(COMPARE_LT, m.due, today, NULL);
    }
    finding->monitors[finding->monitor_count++] = m;
}

static void add_order(const struct finder *finder, struct finding *finding,
                      const struct rule *rule,
                      const struct conclusion *conclusion)
{
    const struct field *field = conclusion->field;
    if (field->type.kind == TYPE_LIST) {
        const struct list *list = &finder->record->lists[field->list];
        if (list->most == list->n)
            return;
    } else if (value_is_known(eval_field(finder->ev, field))) {
        return;
    }
    for (size_t i = 0; i < finding->order_count; i++)
        if (finding->orders[i].conclusion->field == field)
            return;
    finding->orders[finding->order_count++] = (struct order){rule, conclusion};
}

static void add_conclusion(const struct finder *finder, struct finding *finding,
                           const struct rule *rule,
                           const struct conclusion *conclusion)
{
    enum truth state = finder->states[rule->index];
    bool applies = state == TRUTH_YES;
    struct finding_outcome said = {rule, conclusion};
    switch (conclusion->kind) {
    case CONCLUDE_PROGNOSIS:
        finding->prognoses[finding->prognosis_count++] =
            (struct prognosis){rule, conclusion, state};
        return;
    case CONCLUDE_OUTCOME:
        if (applies && !conclusion->subject)
            finding->outcomes[finding->outcome_count++] = said;
        return;
    case CONCLUDE_MONITOR:
        add_monitoring(finder, finding, rule, conclusion);
        return;
    case CONCLUDE_ORDER:
        if (applies)
            add_order(finder, finding, rule, conclusion);
        return;
    case CONCLUDE_NOTE:
        if (applies)
            finding->notes[finding->note_count++] = said;
        return;
    case CONCLUDE_ADVISE:
    case CONCLUDE_CANDIDATE:
    case CONCLUDE_DELAY: return;
    }
}

static size_t count_conclusions(const struct finder *finder)
{
    size_t n = 0;
    for (size_t i = 0; i < finder->program->rule_count; i++)
        if (finder->states[i] != TRUTH_NO)
            n += finder->program->rules[i]->conclusion_count;
    return n;
}

static void add_conclusions(const struct finder *finder,
                            struct finding *finding)
{
    size_t n = count_conclusions(finder);
    struct arena *arena = finder->arena;
    finding->prognoses = ARENA_ARRAY(arena, struct prognosis, n);
    finding->outcomes = ARENA_ARRAY(arena, struct finding_outcome, n);
    finding->notes = ARENA_ARRAY(arena, struct finding_outcome, n);
    finding->monitors = ARENA_ARRAY(arena, struct monitoring, n);
    finding->orders = ARENA_ARRAY(arena, struct order, n);
    for (size_t i = 0; i < finder->program->rule_count; i++) {
        const struct rule *rule = finder->program->rules[i];
        if (finder->states[i] == TRUTH_NO)
            continue;
        for (size_t j = 0; j < rule->conclusion_count; j++)
            add_conclusion(finder, finding, rule, &rule->conclusions[j]);
    }
}

/* --- what to ask next ---------------------------------------------------- */

/* By declaration: the patient's fields, a list's elements in its place. */
static int by_declaration(const void *a, const void *b)
{
    const struct fact_ref *p = &((const struct wanted_fact *)a)->fact;
    const struct fact_ref *q = &((const struct wanted_fact *)b)->fact;
    const struct field *x = p->list ? p->list : p->field;
    const struct field *y = q->list ? q->list : q->field;
    if (x != y)
        return x->index < y->index ? -1 : 1;
    if (p->element != q->element)
        return p->element < q->element ? -1 : 1;
    return (p->field->index > q->field->index) -
           (p->field->index < q->field->index);
}

static int most_telling(const void *a, const void *b)
{
    const struct wanted_fact *x = a, *y = b;
    if (x->settles != y->settles)
        return x->settles > y->settles ? -1 : 1;
    return by_declaration(a, b);
}

/* Mostly there are few. */
static void sort(struct wanted_fact *wanted, size_t n,
                 int (*order)(const void *a, const void *b))
{
    if (n > SORT_FEW) {
        qsort(wanted, n, sizeof *wanted, order);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        struct wanted_fact one = wanted[i];
        size_t at = i;
        for (; at > 0 && order(&wanted[at - 1], &one) > 0; at--)
            wanted[at] = wanted[at - 1];
        wanted[at] = one;
    }
}

static size_t count_needs(const struct finding *finding)
{
    size_t n = 0;
    for (size_t i = 0; i < finding->program->treatment_count; i++)
        if (finding->verdicts[i].listed)
            n += finding->verdicts[i].need_count;
    return n;
}

/* Every need of every listed verdict, by declaration of the facts. */
static struct wanted_fact *all_needs(const struct finding *finding, size_t n,
                                     struct arena *arena)
{
    struct wanted_fact *needs = ARENA_ARRAY(arena, struct wanted_fact, n);
    size_t at = 0;
    for (size_t i = 0; i < finding->program->treatment_count; i++) {
        const struct verdict *verdict = &finding->verdicts[i];
        for (size_t j = 0; verdict->listed && j < verdict->need_count; j++)
            needs[at++] = (struct wanted_fact){verdict->needs[j], 1};
    }
    sort(needs, n, by_declaration);
    return needs;
}

void find_asks(struct finding *finding, struct arena *arena)
{
    size_t n = count_needs(finding);
    struct wanted_fact *asks = all_needs(finding, n, arena);
    finding->ask_count = 0;
    for (size_t i = 0; i < n; i++) {
        struct wanted_fact *last = asks + finding->ask_count;
        if (i > 0 && fact_ref_equal(&last[-1].fact, &asks[i].fact))
            last[-1].settles++;
        else
            asks[finding->ask_count++] = asks[i];
    }
    sort(asks, finding->ask_count, most_telling);
    finding->asks = asks;
}

/* --- the whole ----------------------------------------------------------- */

static void add_verdicts(const struct finder *finder, struct finding *finding)
{
    const struct program *program = finder->program;
    finding->verdicts =
        ARENA_ARRAY(finder->arena, struct verdict, program->treatment_count);
    for (size_t i = 0; i < program->treatment_count; i++) {
        finding->verdicts[i].treatment = program->treatments[i];
        verdict_decide(finder, &finding->verdicts[i]);
        verdict_explain(finder, &finding->verdicts[i]);
    }
    for (size_t i = 0; i < program->treatment_count; i++)
        verdict_doubt(finder, &finding->verdicts[i], finding->verdicts);
}

static void add_scores(const struct finder *finder, struct finding *finding)
{
    const struct program *program = finder->program;
    finding->scores =
        ARENA_ARRAY(finder->arena, struct value, program->score_count);
    for (size_t i = 0; i < program->score_count; i++)
        finding->scores[i] = eval_score(finder->ev, program->scores[i]);
}

struct finder finder_with(struct evaluator *ev, struct record *record,
                          enum truth *states, struct arena *arena)
{
    const struct program *program = evaluator_program(ev);
    return (struct finder){
        .ev = ev,
        .program = program,
        .plan = eval_plan(ev),
        .record = record,
        .arena = arena,
        .states = states,
        .left = ARENA_ARRAY(arena, enum truth, program->treatment_count)};
}

void find_parts(struct evaluator *ev, struct finding *finding,
                const bool *missing, struct arena *arena)
{
    struct finder finder =
        finder_with(ev, finding->record, finding->states, arena);
    size_t n = finder.program->treatment_count;
    for (size_t i = 0; i < n; i++) {
        if (!missing[i])
            continue;
        finding->verdicts[i] =
            (struct verdict){.treatment = finder.program->treatments[i]};
        verdict_decide(&finder, &finding->verdicts[i]);
        verdict_explain(&finder, &finding->verdicts[i]);
    }
    for (size_t i = 0; i < n; i++)
        if (missing[i])
            verdict_doubt(&finder, &finding->verdicts[i], finding->verdicts);
    if (!missing[n])
        return;
    add_scores(&finder, finding);
    add_conclusions(&finder, finding);
}

struct finder finder_of(struct evaluator *ev, struct record *record,
                        struct arena *arena)
{
    return finder_with(ev, record, find_states(ev, record, arena), arena);
}

struct finding *find(struct evaluator *ev, struct record *record,
                     struct arena *arena)
{
    struct finding *finding = ARENA_NEW(arena, struct finding);
    struct finder finder = finder_of(ev, record, arena);
    finding->program = finder.program;
    finding->record = record;
    finding->states = finder.states;
    find_assuming(&finder);
    add_scores(&finder, finding);
    add_verdicts(&finder, finding);
    add_conclusions(&finder, finding);
    find_asks(finding, arena);
    return finding;
}
