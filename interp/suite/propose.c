/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The search for a case. It begins with a patient of whom nothing is said and
 * then with those of the existing cases, the ones with the fewest facts
 * first, and stops when a budget of trials is spent: most holes are filled by
 * one change of some patient, and what needs more than three is better
 * thought out than searched.
 */

#include "interp/suite/propose.h"

#include "interp/suite/draft_text.h"
#include "interp/suite/draft.h"

#include <stdlib.h>

/* Trials spent on one hole at most, for each number of changes. */
static const unsigned budgets[] = {6000, 12000, 12000};
#define CHANGES_MOST (sizeof budgets / sizeof budgets[0])

/* Cases that searches begin with, at most. */
#define SEEDS_MOST 400

struct proposer {
    struct arena *arena;
    const struct loaded *loaded;
    const struct program *program;
    const struct subjects *subjects;
    struct evaluator *ev;
    struct coverage *coverage;
    const struct test_case **seeds;
    size_t seed_count;
    struct test_case empty;
    size_t most_facts, most_lists;
};

struct search {
    struct proposer *p;
    const struct hole *hole;
    struct arena *scratch, *inner;
    struct draft_aim aim;
    struct draft drafts[CHANGES_MOST];
    unsigned budget;
    const struct test_case *found;
};

/* --- seeds ------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
    const struct test_case *x = *(const struct test_case *const *)a;
    const struct test_case *y = *(const struct test_case *const *)b;
    size_t size_x = x->given_count + x->list_count;
    size_t size_y = y->given_count + y->list_count;
    if (size_x != size_y)
        return size_x < size_y ? -1 : 1;
    return (x->span.from > y->span.from) - (x->span.from < y->span.from);
}

/* The latest day that a case names: for the patient of whom nothing is said. */
static struct test_case empty_case(const struct program *program)
{
    struct test_case empty = {0};
    for (size_t i = 0; i < program->case_count; i++)
        if (!empty.has_as_of && program->cases[i].has_as_of)
            empty = draft_empty(&program->cases[i]);
    if (!empty.has_as_of && program->reads_today) {
        empty.has_as_of = true;
        date_from_ymd(2024, 6, 1, &empty.as_of);
    }
    return empty;
}

static void choose_seeds(struct proposer *p)
{
    const struct program *program = p->program;
    p->empty = empty_case(program);
    p->seeds = (const struct test_case **)ARENA_ARRAY(
        p->arena, void *, program->case_count + 1);
    p->seeds[p->seed_count++] = &p->empty;
    for (size_t i = 0; i < program->case_count; i++) {
        const struct test_case *test = &program->cases[i];
        if (test->record_path.n)
            continue;
        p->seeds[p->seed_count++] = test;
        if (test->given_count > p->most_facts)
            p->most_facts = test->given_count;
        if (test->list_count > p->most_lists)
            p->most_lists = test->list_count;
    }
    qsort(p->seeds, p->seed_count, sizeof *p->seeds, by_size);
    if (p->seed_count > SEEDS_MOST)
        p->seed_count = SEEDS_MOST;
}

struct proposer *proposer_new(struct arena *arena, const struct loaded *loaded,
                              const struct subjects *subjects)
{
    struct proposer *p = ARENA_NEW(arena, struct proposer);
    p->arena = arena;
    p->loaded = loaded;
    p->program = loaded->program;
    p->subjects = subjects;
    p->ev = evaluator_new(arena, p->program);
    p->coverage = coverage_new(arena, subjects, p->ev);
    choose_seeds(p);
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

static bool reaches(struct search *s, struct record *record)
{
    struct reaching r = {s->hole, false};
    conclusions_reached(find(s->p->ev, record, s->inner), reach, &r);
    return r.reached;
}

/* Evaluates what the condition stands in, so that its elements are heard of. */
static void evaluate_around(struct search *s)
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

static bool is_seen(struct search *s)
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
static bool is_sound(const struct search *s, const struct record *record)
{
    if (record->errors.n == 0)
        return true;
    return s->hole->subject->constraint && record->errors.n == 1 &&
           record->errors.at[0].kind == RECORD_ERROR_CONSTRAINT;
}

static bool fills(struct search *s, const struct test_case *test)
{
    struct str trouble;
    arena_clear(s->inner);
    struct record *record = case_record(s->p->program, test, s->inner,
                                        &trouble);
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

/* --- the search ---------------------------------------------------------------- */

static bool try_changes(struct search *s, const struct test_case *from,
                        unsigned more);

static bool try_change(struct search *s, const struct test_case *from,
                       const struct draft_change *change, unsigned more)
{
    struct draft *draft = &s->drafts[more];
    if (!draft_apply(draft, from, change))
        return false;
    if (more > 0)
        return try_changes(s, &draft->test, more - 1);
    s->budget--;
    if (!fills(s, &draft->test))
        return false;
    s->found = &draft->test;
    return true;
}

/* One change and `more` after it. */
static bool try_changes(struct search *s, const struct test_case *from,
                        unsigned more)
{
    struct draft_changes changes =
        draft_changes_of(s->scratch, &s->aim, from);
    for (size_t i = 0; i < changes.n && s->budget > 0; i++)
        if (try_change(s, from, &changes.at[i], more))
            return true;
    return false;
}

static bool search_all(struct search *s)
{
    const struct proposer *p = s->p;
    for (unsigned more = 0; more < CHANGES_MOST; more++) {
        s->budget = budgets[more];
        for (size_t i = 0; i < p->seed_count && s->budget > 0; i++)
            if (try_changes(s, p->seeds[i], more))
                return true;
    }
    return false;
}

/* Leaves out whatever is not needed. */
static void shrink(struct search *s)
{
    const struct proposer *p = s->p;
    struct draft room = draft_room(s->scratch, p->most_facts, p->most_lists);
    struct draft *best = ARENA_NEW(s->scratch, struct draft);
    *best = draft_room(s->scratch, p->most_facts, p->most_lists);
    struct draft_change nothing = {CHANGE_LEAVE, {0}, {0}};
    if (!draft_apply(best, s->found, &nothing))
        return;
    for (size_t i = best->test.list_count; i-- > 0;) {
        draft_without_list(&room, &best->test, i);
        if (fills(s, &room.test))
            draft_apply(best, &room.test, &nothing);
    }
    for (size_t i = best->test.given_count; i-- > 0;) {
        draft_without_fact(&room, &best->test, i);
        if (fills(s, &room.test))
            draft_apply(best, &room.test, &nothing);
    }
    s->found = &best->test;
}

static struct fields reads_of(const struct search *s)
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
                       plan_expr_reads(plan,
                                       hole->subject->conditions.at[i]));
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

static bool search_for(struct search *s)
{
    const struct proposer *p = s->p;
    struct fields reads = reads_of(s);
    s->aim = (struct draft_aim){.ev = p->ev,
                                .reads = &reads,
                                .rule = s->hole->subject->rule,
                                .expr = around(s->hole),
                                .inner = s->inner};
    for (size_t i = 0; i < CHANGES_MOST; i++)
        s->drafts[i] =
            draft_room(s->scratch, p->most_facts, p->most_lists);
    if (!search_all(s))
        return false;
    shrink(s);
    return true;
}

/* --- the case as text ----------------------------------------------------------- */

/* The rule whose state the case is to expect: the hole's own, or the first
   that its change of state is seen in. */
static const struct rule *rule_to_expect(const struct search *s)
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
static bool put_value(const struct search *s, struct buf *out)
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
static void put_lost(const struct search *s, const struct finding *finding,
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

static void put_rule(const struct search *s, const struct finding *finding,
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
static void put_verdict(const struct search *s, const struct finding *finding,
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

static struct str expectation_of(struct search *s, bool verdict)
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
static struct str title_of(const struct search *s)
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

/* --- proof -------------------------------------------------------------------------- */

/* The program with the text as one more file; NULL when it has an error. */
static const struct program *with_case(const struct search *s, struct str text)
{
    const struct loaded *loaded = s->p->loaded;
    struct arena *arena = s->scratch;
    struct sources *sources = ARENA_NEW(arena, struct sources);
    struct diagnostics sink = diagnostics_on(arena);
    *sources = loaded->sources;
    sources->arena = arena;
    sources->files.capacity = sources->files.n; /* the next one moves it */
    struct parse parse = {.arena = arena,
                          .sources = sources,
                          .sink = &sink,
                          .next_id = loaded->next_node_id};
    int file = sources_add(sources, STR("(proposed)"), text);
    if (file < 0)
        return NULL;
    size_t n = loaded->files.n;
    struct ast **files = (struct ast **)ARENA_ARRAY(arena, void *, n + 1);
    for (size_t i = 0; i < n; i++)
        files[i] = loaded->files.at[i];
    files[n] = parse_source(&parse, file, PARSE_FILE);
    const struct program *program =
        check_program(arena, sources, files, n + 1, &sink);
    return sink.errors ? NULL : program;
}

/* Reads the text as if it stood in a rule file, and runs it. */
static bool is_right(struct search *s, struct str text)
{
    const struct program *program = with_case(s, text);
    if (!program || program->case_count != s->p->program->case_count + 1)
        return false;
    struct evaluator *ev = evaluator_new(s->scratch, program);
    arena_clear(s->inner);
    const struct test_case *test = &program->cases[program->case_count - 1];
    struct case_result result = case_run(ev, test, s->inner);
    return case_passed(&result);
}

static struct str text_of(struct search *s, bool verdict)
{
    struct buf text = buf_on(s->p->arena);
    struct buf given = buf_on(s->scratch);
    if (!draft_given_text(&given, s->found))
        return STR("");
    struct str expect = expectation_of(s, verdict);
    draft_text(&text, title_of(s), s->found, buf_view(&given), expect);
    return is_right(s, buf_view(&text)) ? buf_view(&text) : STR("");
}

struct str propose(struct proposer *proposer, const struct hole *hole,
                   struct arena *scratch, struct arena *inner)
{
    struct search s = {
        .p = proposer, .hole = hole, .scratch = scratch, .inner = inner};
    if (!search_for(&s))
        return STR("");
    struct str text = text_of(&s, true);
    return text.n ? text : text_of(&s, false);
}
