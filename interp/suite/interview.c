/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Choosing the next question.
 *
 * Candidates are the facts that some undecided verdict needs. Each is tried
 * with every answer that can make a difference: an option, yes or no, a
 * stretch between two thresholds; a list with no element and with one. An
 * answer is worth the verdicts that it settles and, where that is equal, the
 * facts that need not be asked any more. A question is worth what its answers
 * are on average; of equals the one that is declared first comes first.
 *
 * Trying is bounded: only the candidates that most verdicts need are tried.
 */

#include "interp/suite/interview.h"

#include "interp/eval/completion.h"
#include "interp/suite/revise.h"

#define TRIED_MOST 16 /* candidates */
#define CELLS_MOST 6  /* answers of one */

struct candidate {
    struct fact_ref fact;
    uint32_t needed_by;
    struct value *cells; /* answers to try; a list has none */
    size_t cell_count;
    double settles; /* on average */
    double open;    /* facts that are still needed, on average */
};

struct chooser {
    const struct interview *interview;
    struct step *step;
    struct arena *arena;
    struct evaluator *trial; /* for records that are tried */
    struct cuts cuts;
    LIST(struct candidate) candidates;
};

/* ---- the record so far --------------------------------------------------- */

static void put_answer(struct record *draft, const struct answer *answer)
{
    if (!answer->list) {
        struct fact_ref ref = {answer->given.list, answer->given.element,
                               answer->given.field};
        record_revise_fact(draft, &answer->given);
        fact_ref_fact(draft, &ref)->source = STR("interview");
    } else if (!answer->unknown) {
        record_revise_list(draft, answer->list, answer->n);
    }
}

static struct record *record_so_far(const struct interview *interview,
                                    struct arena *arena)
{
    struct record *draft = record_draft(interview->program, interview->base,
                                        interview->today, arena);
    for (size_t i = 0; i < interview->n; i++)
        put_answer(draft, &interview->answers[i]);
    return draft;
}

/* ---- candidates ---------------------------------------------------------- */

/* Asked before, and nobody knows. */
static bool is_closed(const struct interview *interview,
                      const struct fact_ref *fact)
{
    for (size_t i = 0; i < interview->n; i++) {
        const struct answer *answer = &interview->answers[i];
        struct fact_ref ref = {answer->given.list, answer->given.element,
                               answer->given.field};
        if (answer->list ? (fact->field == answer->list && !fact->list)
                         : fact_ref_equal(&ref, fact))
            return true;
    }
    return false;
}

static void add_candidate(struct chooser *c, const struct fact_ref *fact)
{
    for (size_t i = 0; i < c->candidates.n; i++)
        if (fact_ref_equal(&c->candidates.at[i].fact, fact)) {
            c->candidates.at[i].needed_by++;
            return;
        }
    if (is_closed(c->interview, fact))
        return;
    struct candidate candidate = {.fact = *fact, .needed_by = 1};
    list_push(c->arena, &c->candidates, candidate);
}

/* The number of a list is asked with the list. */
static void drop_counts(struct chooser *c)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->candidates.n; i++) {
        const struct field *counts = c->candidates.at[i].fact.field->counts;
        bool with_list = false;
        for (size_t j = 0; counts && j < c->candidates.n; j++)
            with_list |= c->candidates.at[j].fact.field == counts;
        if (!with_list)
            c->candidates.at[kept++] = c->candidates.at[i];
    }
    c->candidates.n = kept;
}

static const struct verdict *verdict_on(const struct chooser *c, size_t i)
{
    const struct treatment *treatment = c->step->waiting[i];
    return &c->step->finding->verdicts[treatment->index];
}

static uint64_t order_of(const struct fact_ref *fact)
{
    return record_order(fact->list, fact->element, fact->field);
}

/* The most needed first, then by declaration. */
static void sort_candidates(struct chooser *c)
{
    struct candidate *at = c->candidates.at;
    for (size_t i = 1; i < c->candidates.n; i++) {
        struct candidate one = at[i];
        size_t j = i;
        while (j && (at[j - 1].needed_by < one.needed_by ||
                     (at[j - 1].needed_by == one.needed_by &&
                      order_of(&at[j - 1].fact) > order_of(&one.fact)))) {
            at[j] = at[j - 1];
            j--;
        }
        at[j] = one;
    }
}

static void find_candidates(struct chooser *c)
{
    for (size_t i = 0; i < c->step->waiting_count; i++) {
        const struct verdict *verdict = verdict_on(c, i);
        for (size_t k = 0; k < verdict->need_count; k++)
            add_candidate(c, &verdict->needs[k]);
    }
    drop_counts(c);
    sort_candidates(c);
}

/* ---- answers to try ------------------------------------------------------ */

static void find_cuts(struct chooser *c)
{
    struct cutter *cutter = cutter_new(c->step->ev, c->arena);
    const struct program *program = c->interview->program;
    for (size_t i = 0; i < program->rule_count; i++)
        if (c->step->finding->states[i] == TRUTH_UNKNOWN)
            cutter_rule(cutter, program->rules[i]);
    c->cuts = cutter_cuts(cutter);
}

/* Of a set, only its first unknown option is tried. */
static void find_cells(struct chooser *c, struct candidate *candidate)
{
    const struct plan *plan = eval_plan(c->step->ev);
    struct fields only = fields_new(plan, c->arena);
    fields_put(plan, &only, candidate->fact.field);
    struct axes axes = axes_of(c->step->ev, &only, &c->cuts, c->arena);
    for (size_t i = 0; i < axes.n && !candidate->cells; i++)
        if (fact_ref_equal(&axes.at[i].ref, &candidate->fact)) {
            candidate->cells = axes.at[i].cells;
            candidate->cell_count = axes.at[i].n;
        }
    if (candidate->cell_count > CELLS_MOST)
        candidate->cell_count = CELLS_MOST;
}

/* ---- trying -------------------------------------------------------------- */

/* What the record of an answer settles and leaves open, added up. */
static void judge(struct chooser *c, struct candidate *candidate,
                  struct record *draft)
{
    record_settle(draft);
    for (size_t i = 0; i < c->step->waiting_count; i++) {
        struct verdict verdict;
        find_verdict(c->trial, draft, c->step->waiting[i], c->arena, &verdict);
        candidate->settles += verdict.word != WORD_UNDECIDED;
        candidate->open += (double)verdict.need_count;
    }
}

static void try_list(struct chooser *c, struct candidate *candidate)
{
    for (uint32_t n = 0; n < 2; n++) {
        struct record *draft = record_so_far(c->interview, c->arena);
        record_revise_list(draft, candidate->fact.field, n);
        judge(c, candidate, draft);
    }
    candidate->settles /= 2;
    candidate->open /= 2;
}

static void try_cells(struct chooser *c, struct candidate *candidate)
{
    find_cells(c, candidate);
    for (size_t i = 0; i < candidate->cell_count; i++) {
        struct record *draft = record_so_far(c->interview, c->arena);
        struct given given = {.list = candidate->fact.list,
                              .element = candidate->fact.element,
                              .field = candidate->fact.field,
                              .value = candidate->cells[i]};
        record_revise_fact(draft, &given);
        judge(c, candidate, draft);
    }
    if (candidate->cell_count) {
        candidate->settles /= (double)candidate->cell_count;
        candidate->open /= (double)candidate->cell_count;
    }
}

static bool is_better(const struct candidate *a, const struct candidate *b)
{
    if (a->settles != b->settles)
        return a->settles > b->settles;
    if (a->open != b->open)
        return a->open < b->open;
    return order_of(&a->fact) < order_of(&b->fact);
}

static struct candidate *best_of(struct chooser *c)
{
    struct candidate *best = NULL;
    size_t n = c->candidates.n < TRIED_MOST ? c->candidates.n : TRIED_MOST;
    for (size_t i = 0; i < n; i++) {
        struct candidate *candidate = &c->candidates.at[i];
        if (n > 1 && candidate->fact.field->type.kind == TYPE_LIST)
            try_list(c, candidate);
        else if (n > 1)
            try_cells(c, candidate);
        if (!best || is_better(candidate, best))
            best = candidate;
    }
    return best;
}

/* ---- the step ------------------------------------------------------------ */

static void add_treatment(struct arena *arena, const struct treatment ***list,
                          size_t *n, const struct treatment *treatment,
                          size_t room)
{
    if (!*list)
        *list = ARENA_ARRAY(arena, const struct treatment *, room);
    (*list)[(*n)++] = treatment;
}

static bool is_asked_for(const struct interview *interview,
                         const struct verdict *verdict)
{
    return interview->about ? verdict->treatment == interview->about
                            : verdict->listed;
}

static void find_waiting(struct chooser *c)
{
    const struct program *program = c->interview->program;
    for (size_t i = 0; i < program->treatment_count; i++) {
        const struct verdict *verdict = &c->step->finding->verdicts[i];
        if (verdict->word == WORD_UNDECIDED &&
            is_asked_for(c->interview, verdict))
            add_treatment(c->arena, &c->step->waiting, &c->step->waiting_count,
                          verdict->treatment, program->treatment_count);
    }
}

static void choose(struct chooser *c)
{
    struct step *step = c->step;
    find_candidates(c);
    find_cuts(c);
    const struct candidate *best = best_of(c);
    if (!best)
        return;
    step->asks = true;
    step->fact = best->fact;
    for (size_t i = 0; i < step->waiting_count; i++) {
        const struct verdict *verdict = verdict_on(c, i);
        for (size_t k = 0; k < verdict->need_count; k++)
            if (fact_ref_equal(&verdict->needs[k], &step->fact))
                add_treatment(c->arena, &step->settles, &step->settle_count,
                              verdict->treatment, step->waiting_count);
    }
}

struct step interview_step(const struct interview *interview,
                           struct arena *arena)
{
    struct step step = {.record = record_so_far(interview, arena)};
    record_settle(step.record);
    step.ev = evaluator_new(arena, interview->program);
    step.finding = find(step.ev, step.record, arena);
    struct chooser chooser = {
        .interview = interview, .step = &step, .arena = arena};
    find_waiting(&chooser);
    if (step.waiting_count) {
        chooser.trial = evaluator_new(arena, interview->program);
        choose(&chooser);
    }
    return step;
}

/* ---- the form ------------------------------------------------------------ */

static void add_reads(const struct interview *interview,
                      const struct step *step, struct fields *reads)
{
    struct plan *plan = eval_plan(step->ev);
    const struct program *program = interview->program;
    if (!interview->about) {
        for (size_t i = 0; i < program->rule_count; i++)
            fields_add(plan, reads, plan_rule_reads(plan, program->rules[i]));
        return;
    }
    struct advices advices = plan_advice(plan, interview->about);
    for (size_t i = 0; i < advices.n; i++)
        fields_add(plan, reads, plan_rule_reads(plan, advices.at[i].rule));
}

size_t interview_form(const struct interview *interview,
                      const struct step *step, struct arena *arena)
{
    struct plan *plan = eval_plan(step->ev);
    struct fields reads = fields_new(plan, arena);
    const struct record_type *patient = step->record->type;
    size_t n = 0;
    add_reads(interview, step, &reads);
    for (size_t i = 0; i < patient->field_count; i++) {
        const struct field *field = patient->fields[i];
        n += fields_has(plan, &reads, field);
        if (field->type.kind != TYPE_LIST)
            continue;
        const struct record_type *type = field->type.element;
        for (size_t k = 0; k < type->field_count; k++)
            if (fields_has(plan, &reads, type->fields[k]))
                n += step->record->lists[field->list].n;
    }
    return n;
}
