/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One side after the other, each with its own thresholds and cases. A rule is
 * tried on patients to whom it applies, or may: a case's, or one that is
 * searched for; one fact changed then crosses each boundary in turn.
 */

#include "interp/suite/diff_generate.h"

#include "interp/suite/draft_text.h"
#include "interp/suite/search.h"

/* Patients around which facts are changed for one item, at most. */
#define BASES_MOST 6

static const unsigned budgets[] = {2000, 4000, 4000};

struct side {
    const struct diff_generation *g;
    const struct program *program;
    struct evaluator *ev;
    struct seeds *seeds;
    struct arena *scratch, *inner;
    const struct rule *rule; /* that is searched for */
    size_t taken;
};

static struct arena *guarded(struct arena *like)
{
    struct arena *arena = arena_new();
    if (!arena)
        arena_exhausted(like);
    arena_guard(arena, arena_get_guard(like));
    return arena;
}

/* --- offering ---------------------------------------------------------------------- */

static struct test_case on_day(const struct side *s,
                               const struct test_case *test)
{
    struct test_case dated = *test;
    if (s->g->dated) {
        dated.has_as_of = true;
        dated.as_of = s->g->as_of;
    }
    return dated;
}

static void offer(struct side *s, const struct test_case *test)
{
    struct str trouble;
    arena_clear(s->inner);
    struct record *record = case_record(s->program, test, s->inner, &trouble);
    struct buf facts = buf_on(s->inner);
    if (!record || record->errors.n || s->taken >= s->g->most ||
        !draft_given_text(&facts, test))
        return;
    if (!facts.n)
        buf_text(&facts, "nothing known");
    s->taken += s->g->take(s->g->context, record, buf_view(&facts));
}

static void offer_around(struct side *s, const struct draft_aim *aim,
                         const struct test_case *base)
{
    offer(s, base);
    struct draft_changes changes = draft_changes_of(s->scratch, aim, base);
    struct draft draft =
        draft_room(s->scratch, base->given_count, base->list_count);
    for (size_t i = 0; i < changes.n; i++)
        if (draft_apply(&draft, base, &changes.at[i]))
            offer(s, &draft.test);
}

/* --- rules ------------------------------------------------------------------------- */

static enum truth state_on(struct side *s, const struct test_case *test,
                           const struct rule *rule)
{
    struct str trouble;
    arena_clear(s->inner);
    struct record *record = case_record(s->program, test, s->inner, &trouble);
    if (!record)
        return TRUTH_NO;
    eval_begin(s->ev, record, s->inner);
    return eval_rule(s->ev, rule);
}

static bool applies(void *context, const struct test_case *test)
{
    struct side *s = context;
    struct test_case dated = on_day(s, test);
    return state_on(s, &dated, s->rule) == TRUTH_YES;
}

static const struct test_case *search_base(struct side *s,
                                           const struct draft_aim *aim)
{
    struct search search = {.seeds = s->seeds,
                            .scratch = s->scratch,
                            .aim = *aim,
                            .accepts = applies,
                            .context = s,
                            .budgets = budgets,
                            .changes_most = sizeof budgets / sizeof budgets[0]};
    s->rule = aim->rule;
    return search_run(&search);
}

static void generate_rule(struct side *s, const struct rule *rule)
{
    size_t bases = 0;
    arena_clear(s->scratch);
    struct draft_aim aim = {.ev = s->ev,
                            .reads = plan_rule_reads(eval_plan(s->ev), rule),
                            .rule = rule,
                            .inner = s->inner};
    for (size_t i = 0; i < s->seeds->n && bases < BASES_MOST; i++) {
        struct test_case base = on_day(s, s->seeds->at[i]);
        if (state_on(s, &base, rule) != TRUTH_YES)
            continue;
        offer_around(s, &aim, &base);
        bases++;
    }
    const struct test_case *found = bases ? NULL : search_base(s, &aim);
    if (found) {
        struct test_case base = on_day(s, found);
        offer_around(s, &aim, &base);
    }
}

/* --- definitions and scores ---------------------------------------------------------- */

static void generate_expr(struct side *s, const struct expr *e)
{
    arena_clear(s->scratch);
    struct draft_aim aim = {.ev = s->ev,
                            .reads = plan_expr_reads(eval_plan(s->ev), e),
                            .expr = e,
                            .inner = s->inner};
    for (size_t i = 0; i < s->seeds->n && i < BASES_MOST; i++) {
        struct test_case base = on_day(s, s->seeds->at[i]);
        offer_around(s, &aim, &base);
    }
}

static void generate_item(struct side *s, const struct diff_item *item)
{
    bool before = s->program == s->g->diff->before;
    const struct rule *rule = before ? item->before_rule : item->after_rule;
    const struct define *define =
        before ? item->before_define : item->after_define;
    const struct score *score = before ? item->before_score : item->after_score;
    if (rule)
        generate_rule(s, rule);
    if (define && !define->record)
        generate_expr(s, define->body);
    for (size_t i = 0; score && i < score->n; i++)
        generate_expr(s, score->points[i].when);
}

/* --- a side ----------------------------------------------------------------------------- */

static size_t generate_side(const struct diff_generation *g,
                            const struct program *program, struct side *s)
{
    s->g = g;
    s->program = program;
    s->scratch = guarded(g->diff->arena);
    s->inner = guarded(g->diff->arena);
    s->ev = evaluator_new(g->diff->arena, program);
    s->seeds = seeds_of(g->diff->arena, program);
    for (size_t i = 0; i < g->diff->items.n; i++)
        generate_item(s, &g->diff->items.at[i]);
    for (size_t i = 0; i < s->seeds->n; i++) {
        struct test_case base = on_day(s, s->seeds->at[i]);
        offer(s, &base);
    }
    arena_free(s->scratch);
    arena_free(s->inner);
    return s->taken;
}

void diff_generate(const struct diff_generation *g)
{
    struct side before = {0}, after = {0};
    after.taken = generate_side(g, g->diff->before, &before) / 2;
    generate_side(g, g->diff->after, &after);
}
