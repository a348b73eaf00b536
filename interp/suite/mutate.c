/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A mutant is checked, then the cases are run on it until one fails. First
 * those of which the states of some rules have changed (or, for a changed
 * conclusion, in which its rule applies), and among these the ones that
 * noticed the last mutants; the others last, for a change may show in what a
 * verdict needs alone. Which case it is that notices does not show in the
 * result, so neither does the number of threads.
 */

#include "interp/suite/mutate.h"

#include "interp/suite/differ.h"
#include "interp/suite/draft_text.h"
#include "interp/suite/search.h"

#include <string.h>

/* Trials spent on telling a mutant from the rules, for one change of a
   patient and for two. */
static const unsigned budgets[] = {4000, 2000};

/* Of these, so many may compare verdicts, which take far longer than states. */
#define VERDICTS_MOST 200

struct mutation_runner {
    struct arena *arena;
    const struct loaded *loaded;
    const struct seeds *seeds;
    struct evaluator *ev;
    size_t *order; /* places of cases in the program, the likeliest first */
    size_t n;
    uint8_t **states; /* by place: those of all rules, by the rules as they
                         are; NULL where a record cannot be read */
};

static uint8_t *states_of(const struct mutation_runner *r, size_t place,
                          struct arena *inner)
{
    const struct program *program = r->loaded->program;
    struct str trouble;
    arena_clear(inner);
    struct record *record =
        case_record(program, &program->cases[place], inner, &trouble);
    if (!record)
        return NULL;
    const enum truth *states = find_states(r->ev, record, inner);
    uint8_t *kept = ARENA_ARRAY(r->arena, uint8_t, program->rule_count);
    for (size_t i = 0; i < program->rule_count; i++)
        kept[i] = (uint8_t)states[i];
    return kept;
}

struct mutation_runner *mutation_runner_new(struct arena *arena,
                                            struct arena *inner,
                                            const struct loaded *loaded,
                                            const struct test_case **tests,
                                            size_t n)
{
    struct mutation_runner *r = ARENA_NEW(arena, struct mutation_runner);
    r->arena = arena;
    r->loaded = loaded;
    r->seeds = seeds_of(arena, loaded->program);
    r->ev = evaluator_new(arena, loaded->program);
    r->order = ARENA_ARRAY(arena, size_t, n);
    r->n = n;
    r->states =
        arena_array(arena, loaded->program->case_count, sizeof *r->states);
    for (size_t i = 0; i < n; i++) {
        r->order[i] = (size_t)(tests[i] - loaded->program->cases);
        r->states[r->order[i]] = states_of(r, r->order[i], inner);
    }
    return r;
}

/* --- noticing ---------------------------------------------------------------- */

static void move_to_front(struct mutation_runner *r, size_t i)
{
    size_t place = r->order[i];
    memmove(r->order + 1, r->order, i * sizeof *r->order);
    r->order[0] = place;
}

/* A mutant at work. */
struct trying {
    struct mutation_runner *r;
    const struct mutant *mutant;
    const struct program *program; /* mutated */
    struct evaluator *ev;          /* of it */
    struct arena *inner;
};

/* A changed conclusion shows where its rule applies, or perhaps may. */
static bool may_conclude(const struct mutation_runner *r,
                         const struct mutant *mutant, const uint8_t *states)
{
    const struct program *program = r->loaded->program;
    for (size_t i = 0; i < program->rule_count; i++)
        if (program->rules[i]->ast == mutant->item && states[i] != TRUTH_NO)
            return true;
    return false;
}

static bool states_change(const struct trying *t, size_t place)
{
    struct str trouble;
    const uint8_t *before = t->r->states[place];
    arena_clear(t->inner);
    struct record *record =
        case_record(t->program, &t->program->cases[place], t->inner, &trouble);
    if (!record)
        return true;
    const enum truth *states = find_states(t->ev, record, t->inner);
    for (size_t i = 0; i < t->program->rule_count; i++)
        if (states[i] != before[i])
            return true;
    return false;
}

static bool is_likely(const struct trying *t, size_t place)
{
    const struct program *program = t->r->loaded->program;
    if (!t->r->states[place])
        return true;
    if (t->mutant->concludes)
        return may_conclude(t->r, t->mutant, t->r->states[place]);
    return program->rule_count != t->program->rule_count ||
           states_change(t, place);
}

static bool fails(const struct trying *t, size_t place)
{
    arena_clear(t->inner);
    struct case_result result =
        case_run(t->ev, &t->program->cases[place], t->inner);
    return !case_passed(&result);
}

static bool is_noticed(const struct trying *t, struct arena *scratch)
{
    struct mutation_runner *r = t->r;
    bool *done = ARENA_ARRAY(scratch, bool, t->program->case_count);
    for (int likely = 1; likely >= 0; likely--)
        for (size_t i = 0; i < r->n; i++) {
            size_t place = r->order[i];
            if (done[place] || (likely && !is_likely(t, place)))
                continue;
            done[place] = true;
            if (!fails(t, place))
                continue;
            move_to_front(r, i);
            return true;
        }
    return false;
}

/* --- telling one from the other ------------------------------------------------ */

struct telling {
    struct mutation_runner *r;
    const struct mutant *mutant;
    const struct program *mutated;
    struct evaluator *ev; /* of the mutant */
    struct arena *inner;
    unsigned verdicts_left;
};

struct twins { /* one patient, for each of the two programs */
    struct record *a, *b;
};

/* False when there is no such patient, or one with record errors: it is the
   rules that are to differ. */
static bool twins_of(const struct telling *t, const struct test_case *test,
                     struct twins *twins)
{
    struct str trouble;
    arena_clear(t->inner);
    twins->a = case_record(t->r->loaded->program, test, t->inner, &trouble);
    twins->b = case_record(t->mutated, test, t->inner, &trouble);
    return twins->a && twins->b && !twins->a->errors.n;
}

/* Whether a rule with the changed conclusion applies. */
static bool concludes(const struct telling *t, const enum truth *states)
{
    const struct program *program = t->r->loaded->program;
    for (size_t i = 0; i < program->rule_count; i++)
        if (program->rules[i]->ast == t->mutant->item && states[i] == TRUTH_YES)
            return true;
    return false;
}

static bool conclude_differently(const struct telling *t,
                                 const struct twins *twins, struct buf *out)
{
    const struct finding *a = find(t->r->ev, twins->a, t->inner);
    const struct finding *b = find(t->ev, twins->b, t->inner);
    return findings_differ(t->r->ev, a, t->ev, b, out);
}

static bool verdicts_tell(struct telling *t, const struct test_case *test)
{
    struct twins twins;
    if (t->verdicts_left == 0)
        return false;
    t->verdicts_left--;
    return twins_of(t, test, &twins) && conclude_differently(t, &twins, NULL);
}

/* States are compared where they tell all. */
static bool tells(void *context, const struct test_case *test)
{
    struct telling *t = context;
    struct twins twins;
    if (!twins_of(t, test, &twins))
        return false;
    const enum truth *a = find_states(t->r->ev, twins.a, t->inner);
    if (t->mutant->concludes)
        return concludes(t, a) && verdicts_tell(t, test);
    const enum truth *b = find_states(t->ev, twins.b, t->inner);
    return states_differ(t->r->ev, a, t->ev, b, NULL);
}

/* Whether a rule of the program was made from the item. */
static const struct rule *rule_of(const struct program *program,
                                  const struct ast *item)
{
    for (size_t i = 0; i < program->rule_count; i++)
        if (program->rules[i]->ast == item)
            return program->rules[i];
    return NULL;
}

static const struct expr *expr_of(const struct program *program,
                                  const struct ast *item)
{
    struct str name = item->n ? item->kids[0]->text : STR("");
    for (size_t i = 0; i < program->define_count; i++)
        if (item->kind == AST_DEFINE &&
            name_equal(program->defines[i]->name, name))
            return program->defines[i]->body;
    for (size_t i = 0; i < program->constraint_count; i++)
        if (item->kind == AST_CONSTRAINT &&
            str_equal(program->constraints[i].title, name))
            return program->constraints[i].holds;
    return NULL;
}

/* What the item reads, in the rules and in the mutant. */
static void add_reads(struct plan *plan, const struct program *program,
                      const struct ast *item, struct fields *reads)
{
    struct str name = item->kids[0] ? item->kids[0]->text : STR("");
    const struct expr *e = expr_of(program, item);
    if (e)
        fields_add(plan, reads, plan_expr_reads(plan, e));
    for (size_t i = 0; i < program->rule_count; i++)
        if (program->rules[i]->ast == item)
            fields_add(plan, reads, plan_rule_reads(plan, program->rules[i]));
    for (size_t i = 0; i < program->score_count; i++)
        for (size_t j = 0; item->kind == AST_SCORE &&
                           name_equal(program->scores[i]->name, name) &&
                           j < program->scores[i]->n;
             j++)
            fields_add(
                plan, reads,
                plan_expr_reads(plan, program->scores[i]->points[j].when));
}

static struct fields reads_of(const struct mutation_runner *r,
                              const struct mutant *mutant,
                              struct arena *scratch)
{
    struct plan *plan = eval_plan(r->ev);
    struct fields reads = fields_new(plan, scratch);
    add_reads(plan, r->loaded->program, mutant->item, &reads);
    return reads;
}

/* --- a case -------------------------------------------------------------------- */

/* "SECA-criteria: ECOG <= 1", or what is wrong where that is too long. */
static struct str title_of(const struct mutant *mutant, struct arena *arena)
{
    const struct ast *name = mutant->item->kids[0];
    struct str before = mutant->before;
    if (before.n > 50)
        before = str_of(mutant->what);
    if (!name)
        return before;
    return str_format(arena, "%.*s: %.*s", STR_ARG(name->text),
                      STR_ARG(before));
}

static struct str case_for(struct telling *t, const struct test_case *found,
                           struct arena *scratch)
{
    struct twins twins;
    struct buf expect = buf_on(scratch), given = buf_on(scratch);
    struct buf text = buf_on(t->r->arena);
    if (!draft_given_text(&given, found) || !twins_of(t, found, &twins) ||
        !conclude_differently(t, &twins, &expect) || !expect.n)
        return STR("");
    draft_text(&text, title_of(t->mutant, scratch), found, buf_view(&given),
               buf_view(&expect));
    bool right =
        search_verify(t->r->loaded, buf_view(&text), scratch, t->inner);
    return right ? buf_view(&text) : STR("");
}

static struct mutant_result survive(struct telling *t, struct arena *scratch)
{
    const struct mutant *mutant = t->mutant;
    struct mutation_runner *r = t->r;
    struct fields reads = reads_of(r, mutant, scratch);
    struct search search = {
        .seeds = r->seeds,
        .scratch = scratch,
        .aim = {.ev = r->ev,
                .reads = &reads,
                .rule = rule_of(r->loaded->program, mutant->item),
                .expr = expr_of(r->loaded->program, mutant->item),
                .inner = t->inner},
        .accepts = tells,
        .context = t,
        .budgets = budgets,
        .changes_most = sizeof budgets / sizeof budgets[0],
    };
    const struct test_case *found = search_run(&search);
    if (!found)
        return (struct mutant_result){MUTANT_SAME, STR("")};
    return (struct mutant_result){MUTANT_SURVIVES, case_for(t, found, scratch)};
}

struct mutant_result mutant_run(struct mutation_runner *r,
                                const struct mutant *mutant,
                                struct arena *scratch, struct arena *inner)
{
    const struct program *program = mutant_program(scratch, r->loaded, mutant);
    if (!program)
        return (struct mutant_result){MUTANT_INVALID, STR("")};
    struct telling t = {.r = r,
                        .mutant = mutant,
                        .mutated = program,
                        .ev = evaluator_new(scratch, program),
                        .inner = inner,
                        .verdicts_left = VERDICTS_MOST};
    struct trying trying = {r, mutant, program, t.ev, inner};
    if (is_noticed(&trying, scratch))
        return (struct mutant_result){MUTANT_NOTICED, STR("")};
    return survive(&t, scratch);
}
