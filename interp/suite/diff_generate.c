/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One side after the other, each with its own thresholds and cases. A rule is
 * tried on patients to whom it applies, or may: a case's, or one that is
 * climbed to; one fact changed then crosses each boundary in turn.
 */

#include "interp/suite/diff_generate.h"

#include "interp/suite/climb.h"
#include "interp/suite/draft_text.h"
#include "interp/suite/search.h"
#include "interp/suite/stretches.h"

/* Patients around which facts are changed for one item, at most. */
#define BASES_MOST 6

struct side {
    const struct diff_generation *g;
    const struct program *program;
    struct evaluator *ev;
    struct seeds *seeds;
    struct arena *scratch, *inner, *lasting;
    struct stretches stretches; /* of the item at hand */
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

/* --- offering ------------------------------------------------------------- */

static struct test_case on_day(const struct side *s,
                               const struct test_case *test)
{
    struct test_case dated = *test;
    bool empty = !test->given_count && !test->list_count;
    if (s->g->dated)
        dated.as_of = s->g->as_of;
    else if (empty && !dated.has_as_of)
        date_from_ymd(2024, 6, 1, &dated.as_of);
    dated.has_as_of |= s->g->dated || empty;
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

static void offer_changes(struct side *s, const struct test_case *base,
                          const struct draft_changes *changes)
{
    struct draft draft =
        draft_room(s->scratch, base->given_count, base->list_count);
    for (size_t i = 0; i < changes->n; i++)
        if (draft_apply(&draft, base, &changes->at[i]))
            offer(s, &draft.test);
}

static void offer_around(struct side *s, const struct draft_aim *aim,
                         const struct test_case *base)
{
    offer(s, base);
    struct draft_changes changes = draft_changes_of(s->scratch, aim, base);
    offer_changes(s, base, &changes);
    changes = stretches_changes(s->scratch, &s->stretches, base);
    offer_changes(s, base, &changes);
}

/* The stretches of time that either version speaks of. */
static void find_stretches(struct side *s, const struct diff_item *item)
{
    const struct expr *e[] = {
        item->before_rule ? item->before_rule->when : NULL,
        item->after_rule ? item->after_rule->when : NULL,
        item->before_define ? item->before_define->body : NULL,
        item->after_define ? item->after_define->body : NULL};
    const struct program *programs[] = {s->g->diff->before, s->g->diff->after};
    s->stretches = (struct stretches){0};
    for (size_t i = 0; i < sizeof e / sizeof e[0]; i++)
        stretches_add(
            &s->stretches, s->lasting, e[i],
            ARENA_ARRAY(s->lasting, bool, programs[i % 2]->expr_count));
}

/* --- rules ---------------------------------------------------------------- */

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

/* From a patient of whom little is known to one to whom the rule applies. */
static void climb_to(struct side *s, const struct draft_aim *aim)
{
    for (size_t i = 0; i < s->seeds->n && i < BASES_MOST; i++) {
        struct test_case from = on_day(s, s->seeds->at[i]);
        const struct test_case *found = climb(s->scratch, aim, &from);
        if (!found)
            continue;
        struct test_case base = on_day(s, found);
        offer_around(s, aim, &base);
        return;
    }
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
    if (!bases)
        climb_to(s, &aim);
}

/* --- definitions and scores ----------------------------------------------- */

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
    arena_clear(s->lasting);
    find_stretches(s, item);
    if (rule)
        generate_rule(s, rule);
    if (define && !define->record)
        generate_expr(s, define->body);
    for (size_t i = 0; score && i < score->n; i++)
        generate_expr(s, score->points[i].when);
}

/* --- a side --------------------------------------------------------------- */

static size_t generate_side(const struct diff_generation *g,
                            const struct program *program, struct side *s)
{
    s->g = g;
    s->program = program;
    s->scratch = guarded(g->diff->arena);
    s->inner = guarded(g->diff->arena);
    s->lasting = guarded(g->diff->arena);
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
    arena_free(s->lasting);
    return s->taken;
}

void diff_generate(const struct diff_generation *g)
{
    struct side before = {0}, after = {0};
    after.taken = generate_side(g, g->diff->before, &before) / 2;
    generate_side(g, g->diff->after, &after);
}
