/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Counts what cases see. Conditions of the patient are looked at once the
 * case has run, when the record is final; conditions of elements are heard of
 * while they are evaluated, element by element, through the observer, and so
 * are those of constraints: a broken one makes unknown what it was broken by.
 */

#include "interp/suite/coverage.h"

static void see_sides(struct coverage *c, const struct expr *e)
{
    uint32_t first = c->subjects->first_boundary[e->id];
    const struct boundary *all = c->subjects->boundaries.at;
    for (size_t i = first;
         first && i <= c->subjects->boundaries.n && all[i - 1].comparison == e;
         i++)
        c->sides[i - 1] |= (uint8_t)(1u << boundary_side(c->ev, &all[i - 1]));
}

static void see(struct coverage *c, const struct expr *e, struct value value)
{
    if (e->type.kind == TYPE_YESNO)
        c->truths[e->id] |= (uint8_t)(1u << value_as_truth(value));
    see_sides(c, e);
}

static bool to_be_heard(const struct coverage *c, const struct event *event)
{
    const struct expr *e = event->expr;
    return c->listening && event->kind == EVENT_EXPR &&
           e->id < c->program->expr_count &&
           (e->deepest > 0 || c->subjects->judged[e->id]);
}

/* Looking at the sides of a comparison evaluates expressions, which is not to
   be listened to. */
static void hear(void *context, const struct event *event)
{
    struct coverage *c = context;
    if (!to_be_heard(c, event))
        return;
    c->listening = false;
    see(c, event->expr, event->value);
    c->listening = true;
}

/* --- making -------------------------------------------------------------- */

static void number_conclusions(struct coverage *c)
{
    const struct program *program = c->program;
    c->first_conclusion = ARENA_ARRAY(c->arena, uint32_t, program->rule_count);
    for (size_t i = 0; i < program->rule_count; i++) {
        c->first_conclusion[i] = (uint32_t)c->conclusion_count;
        c->conclusion_count += program->rules[i]->conclusion_count;
    }
    c->conclusions = ARENA_ARRAY(c->arena, uint32_t, c->conclusion_count);
}

struct coverage *coverage_new(struct arena *arena,
                              const struct subjects *subjects,
                              struct evaluator *ev)
{
    struct coverage *c = ARENA_NEW(arena, struct coverage);
    const struct program *program = subjects->program;
    c->arena = arena;
    c->program = program;
    c->subjects = subjects;
    c->ev = ev;
    c->conditions = ARENA_ARRAY(arena, struct seen, program->expr_count);
    c->rules = ARENA_ARRAY(arena, struct seen, program->rule_count);
    c->boundaries =
        arena_array(arena, subjects->boundaries.n, sizeof *c->boundaries);
    c->truths = ARENA_ARRAY(arena, uint8_t, program->expr_count);
    c->sides = ARENA_ARRAY(arena, uint8_t, subjects->boundaries.n);
    number_conclusions(c);
    c->observer = (struct observer){hear, c};
    evaluator_observe(ev, &c->observer);
    return c;
}

/* --- one case ------------------------------------------------------------ */

void coverage_begin(struct coverage *c)
{
    for (size_t i = 0; i < c->program->expr_count; i++)
        c->truths[i] = 0;
    for (size_t i = 0; i < c->subjects->boundaries.n; i++)
        c->sides[i] = 0;
    c->listening = true;
}

static void count(struct seen *seen, enum truth truth)
{
    seen->yes += truth == TRUTH_YES;
    seen->no += truth == TRUTH_NO;
    seen->unknown += truth == TRUTH_UNKNOWN;
}

void coverage_look(struct coverage *c, const struct expr *condition)
{
    if (condition->deepest == 0)
        see(c, condition, eval_value(c->ev, condition));
}

bool coverage_saw(const struct coverage *c, const struct expr *condition,
                  enum truth truth)
{
    return c->truths[condition->id] >> truth & 1;
}

bool coverage_saw_side(const struct coverage *c,
                       const struct boundary *boundary, enum side side)
{
    return c->sides[boundary->number] >> side & 1;
}

static void see_patient(struct coverage *c)
{
    for (size_t i = 0; i < c->subjects->conditions.n; i++)
        coverage_look(c, c->subjects->conditions.at[i]);
}

static void count_conditions(struct coverage *c)
{
    static const enum truth truths[] = {TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN};
    for (size_t i = 0; i < c->subjects->conditions.n; i++) {
        uint32_t id = c->subjects->conditions.at[i]->id;
        for (size_t j = 0; j < 3; j++)
            if (c->truths[id] >> truths[j] & 1)
                count(&c->conditions[id], truths[j]);
    }
    for (size_t i = 0; i < c->subjects->boundaries.n; i++)
        for (unsigned side = 0; side < SIDES; side++)
            c->boundaries[i][side] += c->sides[i] >> side & 1;
}

/* --- conclusions --------------------------------------------------------- */

struct reaching {
    void (*reached)(void *context, const struct rule *rule, size_t i);
    void *context;
};

static void reach(const struct reaching *r, const struct rule *rule,
                  const struct conclusion *conclusion)
{
    r->reached(r->context, rule, (size_t)(conclusion - rule->conclusions));
}

static void reach_reasons(const struct reaching *r,
                          const struct reason *reasons, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (reasons[i].state == TRUTH_YES)
            reach(r, reasons[i].rule, reasons[i].conclusion);
}

static void reach_outcomes(const struct reaching *r,
                           const struct finding_outcome *outcomes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        reach(r, outcomes[i].rule, outcomes[i].conclusion);
}

static void reach_verdict(const struct reaching *r,
                          const struct verdict *verdict)
{
    reach_reasons(r, verdict->by, verdict->by_count);
    reach_reasons(r, verdict->beaten, verdict->beaten_count);
    reach_reasons(r, verdict->trials, verdict->trial_count);
    reach_outcomes(r, verdict->outcomes, verdict->outcome_count);
    for (size_t i = 0; i < verdict->delay_count; i++)
        if (verdict->delays[i].certain)
            reach(r, verdict->delays[i].rule, verdict->delays[i].conclusion);
}

void conclusions_reached(const struct finding *finding,
                         void (*reached)(void *context, const struct rule *rule,
                                         size_t i),
                         void *context)
{
    struct reaching r = {reached, context};
    for (size_t i = 0; i < finding->program->treatment_count; i++)
        reach_verdict(&r, &finding->verdicts[i]);
    reach_outcomes(&r, finding->outcomes, finding->outcome_count);
    reach_outcomes(&r, finding->notes, finding->note_count);
    for (size_t i = 0; i < finding->prognosis_count; i++)
        if (finding->prognoses[i].state == TRUTH_YES)
            reach(&r, finding->prognoses[i].rule,
                  finding->prognoses[i].conclusion);
    for (size_t i = 0; i < finding->monitor_count; i++)
        if (finding->monitors[i].state == TRUTH_YES)
            reach(&r, finding->monitors[i].rule,
                  finding->monitors[i].conclusion);
    for (size_t i = 0; i < finding->order_count; i++)
        reach(&r, finding->orders[i].rule, finding->orders[i].conclusion);
}

/* Each conclusion once, however many treatments it speaks of. */
struct reached_once {
    const struct coverage *coverage;
    bool *reached;
};

static void note_reached(void *context, const struct rule *rule, size_t i)
{
    const struct reached_once *once = context;
    once->reached[once->coverage->first_conclusion[rule->index] + i] = true;
}

static void count_conclusions(struct coverage *c, const struct finding *finding)
{
    struct arena *scratch = finding->record->arena;
    struct reached_once once = {
        c, ARENA_ARRAY(scratch, bool, c->conclusion_count)};
    conclusions_reached(finding, note_reached, &once);
    for (size_t i = 0; i < c->conclusion_count; i++)
        c->conclusions[i] += once.reached[i];
}

void coverage_end(struct coverage *c, const struct finding *finding)
{
    if (finding) {
        c->cases++;
        see_patient(c);
        count_conditions(c);
        count_conclusions(c, finding);
        for (size_t i = 0; i < c->program->rule_count; i++)
            count(&c->rules[i], finding->states[i]);
    }
    c->listening = false;
}

/* --- together ------------------------------------------------------------ */

static void join_seen(struct seen *to, const struct seen *from)
{
    to->yes += from->yes;
    to->no += from->no;
    to->unknown += from->unknown;
}

void coverage_join(struct coverage *to, const struct coverage *from)
{
    to->cases += from->cases;
    for (size_t i = 0; i < to->program->expr_count; i++)
        join_seen(&to->conditions[i], &from->conditions[i]);
    for (size_t i = 0; i < to->program->rule_count; i++)
        join_seen(&to->rules[i], &from->rules[i]);
    for (size_t i = 0; i < to->conclusion_count; i++)
        to->conclusions[i] += from->conclusions[i];
    for (size_t i = 0; i < to->subjects->boundaries.n; i++)
        for (unsigned side = 0; side < SIDES; side++)
            to->boundaries[i][side] += from->boundaries[i][side];
}

uint32_t seen_as(const struct seen *seen, enum truth truth)
{
    return truth == TRUTH_YES  ? seen->yes
           : truth == TRUTH_NO ? seen->no
                               : seen->unknown;
}

uint32_t coverage_conclusion(const struct coverage *c, const struct rule *rule,
                             size_t i)
{
    return c->conclusions[c->first_conclusion[rule->index] + i];
}

/* --- totals -------------------------------------------------------------- */

static void add_share(struct share *share, bool seen)
{
    share->all++;
    share->seen += seen;
}

static void add_rules(const struct coverage *c, struct totals *t)
{
    for (size_t i = 0; i < c->program->rule_count; i++) {
        const struct rule *rule = c->program->rules[i];
        add_share(&t->applies, c->rules[i].yes > 0);
        add_share(&t->held, c->rules[i].no > 0);
        if (condition_can_be_unknown(rule->when))
            add_share(&t->undetermined, c->rules[i].unknown > 0);
        for (size_t j = 0; j < rule->conclusion_count; j++)
            add_share(&t->conclusions, coverage_conclusion(c, rule, j) > 0);
    }
}

static void add_conditions(const struct coverage *c, struct totals *t)
{
    for (size_t i = 0; i < c->subjects->conditions.n; i++) {
        const struct expr *e = c->subjects->conditions.at[i];
        const struct seen *seen = &c->conditions[e->id];
        add_share(&t->yes, seen->yes > 0);
        add_share(&t->no, seen->no > 0);
        if (condition_can_be_unknown(e))
            add_share(&t->unknown, seen->unknown > 0);
    }
    for (size_t i = 0; i < c->subjects->boundaries.n; i++) {
        const uint32_t *sides = c->boundaries[i];
        add_share(&t->on, sides[SIDE_ON] > 0);
        add_share(&t->just_below, sides[SIDE_JUST_BELOW] > 0);
        add_share(&t->just_above, sides[SIDE_JUST_ABOVE] > 0);
    }
}

static void add_points(const struct coverage *c, struct totals *t)
{
    for (size_t i = 0; i < c->program->score_count; i++) {
        const struct score *score = c->program->scores[i];
        for (size_t j = 0; j < score->n; j++)
            add_share(&t->points,
                      c->conditions[score->points[j].when->id].yes > 0);
    }
}

static void sum(struct share *to, struct share part)
{
    to->seen += part.seen;
    to->all += part.all;
}

struct totals coverage_totals(const struct coverage *c)
{
    struct totals t = {0};
    add_rules(c, &t);
    add_conditions(c, &t);
    add_points(c, &t);
    sum(&t.three_valued, t.applies);
    sum(&t.three_valued, t.held);
    sum(&t.three_valued, t.undetermined);
    sum(&t.three_valued, t.conclusions);
    sum(&t.three_valued, t.yes);
    sum(&t.three_valued, t.no);
    sum(&t.three_valued, t.unknown);
    return t;
}

unsigned share_of(struct share share)
{
    if (!share.all)
        return 10000;
    return (unsigned)(share.seen * 10000 / share.all);
}
