/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A hole says what a patient must show; the search (search.c) finds one who
 * does. Most holes are filled by one change of some patient, and what needs
 * more than three is better thought out than searched.
 */

#include "interp/suite/propose.h"

#include "interp/suite/draft_text.h"
#include "interp/suite/search.h"

/* Trials spent on one hole at most, for each number of changes. */
static const unsigned budgets[] = {6000, 12000, 12000};

struct proposer {
    struct arena *arena;
    const struct loaded *loaded;
    const struct program *program;
    struct evaluator *ev;
    struct coverage *coverage;
    const struct seeds *seeds;
};

/* One hole. */
struct filling {
    struct proposer *p;
    const struct hole *hole;
    struct arena *scratch, *inner;
    const struct test_case *found;
};

struct proposer *proposer_new(struct arena *arena, const struct loaded *loaded,
                              const struct subjects *subjects)
{
    struct proposer *p = ARENA_NEW(arena, struct proposer);
    p->arena = arena;
    p->loaded = loaded;
    p->program = loaded->program;
    p->ev = evaluator_new(arena, p->program);
    p->coverage = coverage_new(arena, subjects, p->ev);
    p->seeds = seeds_of(arena, p->program);
    return p;
}

/* --- whether a patient fills the hole ---------------------------------------- */

struct reaching {
    const struct hole *hole;
    bool reached;
};

static void reach(void *context, const struct rule *rule, size_t i)
{
    struct reaching *r = context;
    r->reached |= rule == r->hole->subject->rule && i == r->hole->conclusion;
}

static bool reaches(struct filling *s, struct record *record)
{
    struct reaching r = {s->hole, false};
    conclusions_reached(find(s->p->ev, record, s->inner), reach, &r);
    return r.reached;
}

/* Evaluates what the condition stands in, so that its elements are heard of. */
static void evaluate_around(struct filling *s)
{
    const struct subject *subject = s->hole->subject;
    struct evaluator *ev = s->p->ev;
    const struct program *program = s->p->program;
    if (subject->rule)
        eval_rule(ev, subject->rule);
    else if (subject->constraint)
        eval_value(ev, subject->constraint->holds);
    else if (subject->score)
        eval_score(ev, subject->score);
    else if (!subject->define->record)
        eval_value(ev, subject->define->body);
    else
        for (size_t i = 0; i < program->rule_count; i++)
            eval_rule(ev, program->rules[i]);
}

static bool is_seen(struct filling *s)
{
    const struct hole *hole = s->hole;
    if (hole->condition->deepest > 0)
        evaluate_around(s);
    else
        coverage_look(s->p->coverage, hole->condition);
    if (hole->kind == HOLE_BOUNDARY)
        return coverage_saw_side(s->p->coverage, &hole->boundary, hole->side);
    return coverage_saw(s->p->coverage, hole->condition, hole->truth);
}

/* Errors are part of the matter only where a constraint is to be broken. */
static bool is_sound(const struct filling *s, const struct record *record)
{
    if (record->errors.n == 0)
        return true;
    return s->hole->subject->constraint && record->errors.n == 1 &&
           record->errors.at[0].kind == RECORD_ERROR_CONSTRAINT;
}

static bool fills(struct filling *s, const struct test_case *test)
{
    struct str trouble;
    arena_clear(s->inner);
    struct record *record =
        case_record(s->p->program, test, s->inner, &trouble);
    if (!record || record->errors.n)
        return false;
    if (s->hole->kind == HOLE_CONCLUSION)
        return reaches(s, record) && is_sound(s, record);
    coverage_begin(s->p->coverage);
    eval_begin(s->p->ev, record, s->inner);
    if (!is_sound(s, record))
        return false;
    if (s->hole->kind == HOLE_RULE)
        return eval_rule(s->p->ev, s->hole->subject->rule) == s->hole->truth;
    return is_seen(s);
}

static struct fields reads_of(const struct filling *s)
{
    struct plan *plan = eval_plan(s->p->ev);
    struct fields reads = fields_new(plan, s->scratch);
    const struct hole *hole = s->hole;
    if (hole->condition)
        fields_add(plan, &reads, plan_expr_reads(plan, hole->condition));
    if (hole->subject->rule &&
        (!hole->condition || hole->condition->deepest > 0))
        fields_add(plan, &reads, plan_rule_reads(plan, hole->subject->rule));
    else if (hole->condition && hole->condition->deepest > 0)
        for (size_t i = 0; i < hole->subject->conditions.n; i++)
            fields_add(plan, &reads,
                       plan_expr_reads(plan, hole->subject->conditions.at[i]));
    return reads;
}

/* Where the condition stands: thresholds for its elements are found there. */
static const struct expr *around(const struct hole *hole)
{
    if (!hole->condition || hole->condition->deepest == 0)
        return hole->condition;
    if (hole->subject->define && !hole->subject->define->record)
        return hole->subject->define->body;
    if (hole->subject->constraint)
        return hole->subject->constraint->holds;
    return hole->condition;
}

static bool accepts(void *context, const struct test_case *test)
{
    return fills(context, test);
}

static const struct test_case *search_for(struct filling *s)
{
    struct fields reads = reads_of(s);
    struct search search = {
        .seeds = s->p->seeds,
        .scratch = s->scratch,
        .aim = {.ev = s->p->ev,
                .reads = &reads,
                .rule = s->hole->subject->rule,
                .expr = around(s->hole),
                .inner = s->inner},
        .accepts = accepts,
        .context = s,
        .budgets = budgets,
        .changes_most = sizeof budgets / sizeof budgets[0],
    };
    return search_run(&search);
}

/* --- the case as text ----------------------------------------------------------- */

/* The rule whose state the case is to expect: the hole's own, or the first
   that its change of state is seen in. */
static const struct rule *rule_to_expect(const struct filling *s)
{
    const struct hole *hole = s->hole;
    const struct program *program = s->p->program;
    if (hole->subject->rule || program->rule_count == 0)
        return hole->subject->rule;
    struct plan *plan = eval_plan(s->p->ev);
    struct fields reads = reads_of(s);
    const struct record_type *patient = program->vocabulary->patient;
    for (size_t i = 0; i < program->rule_count; i++)
        for (size_t j = 0; j < patient->field_count; j++)
            if (fields_has(plan, &reads, patient->fields[j]) &&
                fields_has(plan, plan_rule_reads(plan, program->rules[i]),
                           patient->fields[j]))
                return program->rules[i];
    return program->rules[0];
}

/* A definition of the patient, or a score, by its value. */
static bool put_value(const struct filling *s, struct buf *out)
{
    const struct subject *subject = s->hole->subject;
    struct evaluator *ev = s->p->ev;
    if (subject->define && !subject->define->record)
        return draft_value_text(out, subject->name, &subject->define->type,
                                eval_value(ev, subject->define->body));
    if (!subject->score)
        return false;
    struct type points = {.kind = TYPE_NUMBER};
    return draft_value_text(out, subject->name, &points,
                            eval_score(ev, subject->score));
}

/* What a broken constraint took away. */
static void put_lost(const struct filling *s, const struct finding *finding,
                     struct buf *out)
{
    const struct record *record = finding->record;
    if (!s->hole->subject->constraint)
        return;
    for (size_t i = 0; i < record->type->field_count; i++)
        if (record->facts[i].flags & FACT_CONTRADICTED &&
            record->type->fields[i]->type.kind != TYPE_LIST)
            buf_format(out, "%s%.*s is unknown", out->n ? ", " : "",
                       STR_ARG(record->type->fields[i]->name));
}

static void put_rule(const struct filling *s, const struct finding *finding,
                     struct buf *out)
{
    const struct rule *rule = rule_to_expect(s);
    if (!rule)
        return;
    if (out->n)
        buf_text(out, ", ");
    draft_rule_text(out, rule, finding->states[rule->index]);
}

/* The verdict on the first treatment that the rule speaks of. */
static void put_verdict(const struct filling *s, const struct finding *finding,
                        struct buf *out)
{
    const struct rule *rule = s->hole->subject->rule;
    const struct conclusion *conclusion =
        rule ? &rule->conclusions[s->hole->conclusion] : NULL;
    if (!conclusion || conclusion->kind != CONCLUDE_ADVISE ||
        conclusion->trial.n)
        return;
    const struct treatment *treatment = conclusion->treatments.at[0];
    if (out->n)
        buf_text(out, ", ");
    draft_verdict_text(out, &finding->verdicts[treatment->index]);
}

static struct str expectation_of(struct filling *s, bool verdict)
{
    struct str trouble;
    struct buf out = buf_on(s->scratch);
    arena_clear(s->inner);
    struct record *record =
        case_record(s->p->program, s->found, s->inner, &trouble);
    const struct finding *finding = find(s->p->ev, record, s->inner);
    size_t before = out.n;
    if (!put_value(s, &out))
        out.n = before;
    put_lost(s, finding, &out);
    if (verdict)
        put_verdict(s, finding, &out);
    if (!out.n || s->hole->subject->rule)
        put_rule(s, finding, &out);
    return buf_view(&out);
}

static const char *side_words(enum side side)
{
    return side == SIDE_ON           ? "on it"
           : side == SIDE_JUST_BELOW ? "just below"
                                     : "just above";
}

static const char *truth_words(enum truth truth)
{
    return truth == TRUTH_YES ? "yes" : truth == TRUTH_NO ? "no" : "unknown";
}

/* "SECA: ECOG <= 1 unknown" */
static struct str title_of(const struct filling *s)
{
    const struct hole *hole = s->hole;
    struct str name = hole->subject->name;
    const char *word = hole->truth == TRUTH_YES  ? "applies"
                       : hole->truth == TRUTH_NO ? "held"
                                                 : "undetermined";
    switch (hole->kind) {
    case HOLE_RULE:
        return str_format(s->scratch, "%.*s %s", STR_ARG(name), word);
    case HOLE_CONDITION:
        return str_format(s->scratch, "%.*s: %.*s %s", STR_ARG(name),
                          STR_ARG(hole->condition->text),
                          truth_words(hole->truth));
    case HOLE_BOUNDARY:
        return str_format(s->scratch, "%.*s: %.*s, %s", STR_ARG(name),
                          STR_ARG(boundary_text(s->scratch, &hole->boundary)),
                          side_words(hole->side));
    case HOLE_CONCLUSION: break;
    }
    return str_format(s->scratch, "%.*s applies", STR_ARG(name));
}

static struct str text_of(struct filling *s, bool verdict)
{
    struct buf text = buf_on(s->p->arena);
    struct buf given = buf_on(s->scratch);
    if (!draft_given_text(&given, s->found))
        return STR("");
    struct str expect = expectation_of(s, verdict);
    draft_text(&text, title_of(s), s->found, buf_view(&given), expect);
    bool right =
        search_verify(s->p->loaded, buf_view(&text), s->scratch, s->inner);
    return right ? buf_view(&text) : STR("");
}

struct str propose(struct proposer *proposer, const struct hole *hole,
                   struct arena *scratch, struct arena *inner)
{
    struct filling s = {
        .p = proposer, .hole = hole, .scratch = scratch, .inner = inner};
    s.found = search_for(&s);
    if (!s.found)
        return STR("");
    struct str text = text_of(&s, true);
    return text.n ? text : text_of(&s, false);
}
