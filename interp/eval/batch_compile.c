/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From expressions to images: one case for each operation, as in eval.c, and
 * the final states of rules, as in rules.c. Definitions are opened, so that a
 * condition is one circuit however it is spelt.
 *
 * An element that a group binds stands for all elements of its list at once
 * (the list's domain), or for the anonymous ones of each row, of which every
 * field is unknown. Two lists at once have no common domain; an expression
 * that reads elements of both makes the program unsupported, and so do texts
 * and nestings that might reach the limit of the tree walk.
 */

#include "interp/eval/batch_internal.h"

#include "interp/eval/eval_internal.h"

/* The walk gives up at LIMIT_DEPTH; here each level takes more stack. */
#define DEPTH_MOST 1000
/* Levels whose bindings fit into a key. */
#define LEVELS_MOST 6
#define LISTS_MOST 200

struct remembered_image {
    const struct expr *expr;
    uint64_t frame;
    struct image image;
};

/* --- fields -------------------------------------------------------------- */

struct image image_field(struct maker *m, const struct expr *e)
{
    if (e->level == 0)
        return image_column(m, DOMAIN_ROWS, e->field);
    const struct frame *frame = &m->frames[e->level];
    if (frame->anonymous)
        return image_anonymous(m, e->field);
    return image_column(m, frame->list + 1, e->field);
}

/* --- frames -------------------------------------------------------------- */

struct frame frame_enter(struct maker *m, uint32_t level, struct frame frame)
{
    struct frame before = m->frames[level];
    m->frames[level] = frame;
    return before;
}

uint64_t frame_key(struct maker *m, uint32_t deepest)
{
    uint64_t key = 0;
    if (deepest > LEVELS_MOST)
        m->unsupported = true;
    for (uint32_t level = 1; level <= deepest && !m->unsupported; level++) {
        const struct frame *frame = &m->frames[level];
        uint64_t one = frame->bound ? 2 * (frame->list + 1) : 0;
        key = key << 9 | (one + (frame->anonymous ? 1 : 0));
    }
    return key;
}

/* A body with the element bound at `level` as its level 1. */
static struct image in_frame(struct maker *m, uint32_t level,
                             const struct expr *body)
{
    if (level == 0)
        return image_of(m, body);
    struct frame before = frame_enter(m, 1, m->frames[level]);
    struct image image = image_of(m, body);
    frame_enter(m, 1, before);
    return image;
}

struct value value_of_nobody(struct maker *m, const struct expr *e)
{
    struct evaluator *nobody = m->nobody->empty;
    for (uint32_t level = 1; level <= e->deepest; level++) {
        const struct record_type *patient =
            m->batch->program->vocabulary->patient;
        eval_bind(nobody, level, patient->lists[m->frames[level].list], 0);
    }
    return eval_expr(nobody, e);
}

/* --- conditions ---------------------------------------------------------- */

struct pair condition_of(struct maker *m, const struct expr *e)
{
    if (e->op == EXPR_OF)
        return list_of_is(m, e, OPTION_YES);
    struct image image = image_of(m, e);
    return choice_is(m, &image, OPTION_YES);
}

static struct pair all_of(struct maker *m, const struct expr *e)
{
    struct pair all = pair_of(TRUTH_YES);
    for (uint32_t i = 0; i < e->n; i++)
        all = pair_and(m, all, condition_of(m, e->kids[i]));
    return all;
}

static struct pair any_of(struct maker *m, const struct expr *e)
{
    struct pair any = pair_of(TRUTH_NO);
    for (uint32_t i = 0; i < e->n; i++)
        any = pair_or(m, any, condition_of(m, e->kids[i]));
    return any;
}

static struct pair is_one_of(struct maker *m, const struct expr *e)
{
    if (e->kids[0]->op == EXPR_OF)
        return list_of_is(m, e->kids[0], e->options);
    struct image image = image_of(m, e->kids[0]);
    return choice_is(m, &image, e->options);
}

static struct pair are_same(struct maker *m, const struct expr *e)
{
    struct image a = image_of(m, e->kids[0]), b = image_of(m, e->kids[1]);
    return choice_same(m, &a, &b);
}

static struct pair of_image(struct maker *m, const struct expr *e,
                            struct pair (*test)(struct maker *m,
                                                const struct image *image))
{
    struct image image = image_of(m, e->kids[0]);
    return test(m, &image);
}

static struct pair includes(struct maker *m, const struct expr *e)
{
    struct image image = image_of(m, e->kids[0]);
    return set_includes(m, &image, e->options);
}

/* --- dispatch ------------------------------------------------------------ */

static struct pair condition(struct maker *m, const struct expr *e)
{
    switch (e->op) {
    case EXPR_AND: return all_of(m, e);
    case EXPR_OR: return any_of(m, e);
    case EXPR_NOT: return pair_not(condition_of(m, e->kids[0]));
    case EXPR_SAME: return are_same(m, e);
    case EXPR_COMPARE:
    case EXPR_COMPARE_MONTHS: return number_compare(m, e);
    case EXPR_BETWEEN:
    case EXPR_BETWEEN_MONTHS: return number_between(m, e);
    case EXPR_IS: return is_one_of(m, e);
    case EXPR_IS_KNOWN: return of_image(m, e, image_is_known);
    case EXPR_IS_NOTHING: return of_image(m, e, image_is_nothing);
    case EXPR_INCLUDES: return includes(m, e);
    case EXPR_SET_NONE: return of_image(m, e, set_is_none);
    case EXPR_LIST_NONE: return list_none(m, e);
    case EXPR_ANY: return list_any(m, e);
    case EXPR_EVERY: return list_every(m, e);
    case EXPR_NO: return pair_not(list_any(m, e));
    case EXPR_CONST:
    case EXPR_FIELD:
    case EXPR_DEFINE:
    case EXPR_FRAME:
    case EXPR_SCORE:
    case EXPR_TODAY:
    case EXPR_BRANCH:
    case EXPR_STATED:
    case EXPR_OF:
    case EXPR_COUNT:
    case EXPR_LARGEST:
    case EXPR_SMALLEST:
    case EXPR_TOTAL:
    case EXPR_SINCE:
    case EXPR_FROM_TO:
    case EXPR_ARITHMETIC:
    case EXPR_ADD_DAYS:
    case EXPR_ADD_MONTHS:
    case EXPR_NEGATE:
    case EXPR_CALL:
    case EXPR_CONVERT:
    case EXPR_IS_TEXT:
    case EXPR_OPS: break; /* no condition, or of a text */
    }
    m->unsupported = true;
    return pair_of(TRUTH_UNKNOWN);
}

static struct image stated(struct maker *m, const struct expr *e)
{
    plane contradicts;
    return stated_image(m, e, &contradicts);
}

static struct image dispatch(struct maker *m, const struct expr *e)
{
    switch (e->op) {
    case EXPR_CONST:
        return image_constant(m, e->value, image_options(&e->type));
    case EXPR_FIELD: return image_field(m, e);
    case EXPR_DEFINE:
        return in_frame(m, e->define->record ? e->level : 0, e->define->body);
    case EXPR_FRAME: return in_frame(m, e->level, e->kids[0]);
    case EXPR_SCORE: return number_score(m, e);
    case EXPR_TODAY: return number_constant(m, value_date(m->batch->today));
    case EXPR_BRANCH: return branch_image(m, e);
    case EXPR_STATED: return stated(m, e);
    case EXPR_OF: return list_of(m, e);
    case EXPR_COUNT: return list_count(m, e);
    case EXPR_LARGEST:
    case EXPR_SMALLEST:
    case EXPR_TOTAL: return list_number(m, e);
    case EXPR_SINCE:
    case EXPR_FROM_TO:
    case EXPR_ARITHMETIC:
    case EXPR_ADD_DAYS:
    case EXPR_ADD_MONTHS:
    case EXPR_NEGATE:
    case EXPR_CALL:
    case EXPR_CONVERT: return number_calculated(m, e);
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_NOT:
    case EXPR_COMPARE:
    case EXPR_SAME:
    case EXPR_COMPARE_MONTHS:
    case EXPR_BETWEEN:
    case EXPR_BETWEEN_MONTHS:
    case EXPR_IS:
    case EXPR_IS_TEXT:
    case EXPR_IS_KNOWN:
    case EXPR_IS_NOTHING:
    case EXPR_INCLUDES:
    case EXPR_SET_NONE:
    case EXPR_LIST_NONE:
    case EXPR_ANY:
    case EXPR_EVERY:
    case EXPR_NO:
    case EXPR_OPS: break;
    }
    return image_of_pair(m, condition(m, e));
}

/* --- each expression once ------------------------------------------------ */

static struct remembered_image *place_of(struct maker *m, const struct expr *e,
                                         uint64_t frame)
{
    size_t mask = m->memo_size - 1;
    size_t at =
        (size_t)((e->id ^ frame * 0x9E3779B97F4A7C15u) * 0x9E3779B97F4A7C15u >>
                 32) &
        mask;
    while (m->memo[at].expr &&
           (m->memo[at].expr != e || m->memo[at].frame != frame))
        at = (at + 1) & mask;
    return &m->memo[at];
}

static void remember(struct maker *m, const struct expr *e, uint64_t frame,
                     struct image image)
{
    if (2 * ++m->memo_used >= m->memo_size) {
        struct remembered_image *old = m->memo;
        size_t n = m->memo_size;
        m->memo_size = n ? 2 * n : 1024;
        m->memo = ARENA_ARRAY(m->arena, struct remembered_image, m->memo_size);
        for (size_t i = 0; i < n; i++)
            if (old[i].expr)
                *place_of(m, old[i].expr, old[i].frame) = old[i];
    }
    *place_of(m, e, frame) = (struct remembered_image){e, frame, image};
}

struct image image_of(struct maker *m, const struct expr *e)
{
    uint64_t frame = frame_key(m, e->deepest);
    if (m->unsupported || m->depth >= DEPTH_MOST)
        return image_none(m);
    if (m->memo_size) {
        const struct remembered_image *known = place_of(m, e, frame);
        if (known->expr)
            return known->image;
    }
    m->depth++;
    struct image image = dispatch(m, e);
    m->depth--;
    remember(m, e, frame, image);
    return image;
}

/* --- rules --------------------------------------------------------------- */

/* Each rule by loops and memos of its own, as in rules.c; overrides form no
   circle, and stand on each other LIMIT_NESTING times at most. */
static struct pair own_state(struct maker *m, const struct rule *rule)
{
    struct pair own = condition_of(m, rule->when), above;
    m->rule_when[rule->index] = own;
    if (!rule->previous_row)
        return own;
    const struct rule *previous = rule->previous_row;
    above = pair_not(m->rule_when[previous->index]);
    if (previous->previous_row)
        above = pair_and(m, above, m->rule_above[previous->index]);
    m->rule_above[rule->index] = above;
    return pair_and(m, own, above);
}

static struct pair final_state(struct maker *m, const struct rule *rule)
{
    struct pair *state = &m->batch->rules[rule->index];
    if (m->rule_done[rule->index])
        return *state;
    m->rule_done[rule->index] = 1;
    *state = m->rule_own[rule->index];
    for (size_t i = 0; i < rule->overridden_by_count; i++)
        *state = pair_and(m, *state,
                          pair_not(final_state(m, rule->overridden_by[i])));
    return *state;
}

static void compile_rules(struct maker *m)
{
    const struct program *program = m->batch->program;
    size_t n = program->rule_count;
    m->rule_own = ARENA_ARRAY(m->arena, struct pair, n);
    m->rule_when = ARENA_ARRAY(m->arena, struct pair, n);
    m->rule_above = ARENA_ARRAY(m->arena, struct pair, n);
    m->rule_done = ARENA_ARRAY(m->arena, uint8_t, n);
    m->batch->rules = ARENA_ARRAY(m->batch->arena, struct pair, n);
    for (size_t i = 0; i < n && !m->unsupported; i++)
        m->rule_own[i] = own_state(m, program->rules[i]);
    for (size_t i = 0; i < n && !m->unsupported; i++)
        final_state(m, program->rules[i]);
    for (size_t i = 0; i < n && !m->unsupported; i++) {
        struct pair *state = &m->batch->rules[i];
        state->no = gate_within(m, state->no, DOMAIN_ROWS);
        state->yes = gate_within(m, state->yes, DOMAIN_ROWS);
    }
}

/* --- what makes a row hard ----------------------------------------------- */

static void add_hard(struct maker *m, plane hard)
{
    m->batch->hard = gate_or(m, m->batch->hard, hard);
}

static void compile_constraints(struct maker *m)
{
    const struct program *program = m->batch->program;
    for (size_t i = 0; i < program->constraint_count; i++) {
        struct pair holds = condition_of(m, program->constraints[i].holds);
        add_hard(m, gate_but(m, holds.no, holds.yes));
    }
}

/* Two statements that contradict each other, in some described element if
   they are of elements. */
static void compile_statement(struct maker *m, const struct stated *stated)
{
    const struct record_type *patient = m->batch->program->vocabulary->patient;
    plane contradicts;
    if (!stated->define->record) {
        stated_image(m, stated->expr, &contradicts);
        add_hard(m, contradicts);
        return;
    }
    for (uint32_t i = 0; i < patient->list_count && !m->unsupported; i++) {
        if (patient->lists[i]->type.element != stated->define->record)
            continue;
        list_use(m, i);
        struct frame before =
            frame_enter(m, 1, (struct frame){.list = i, .bound = true});
        stated_image(m, stated->expr, &contradicts);
        frame_enter(m, 1, before);
        add_hard(m, gate_any(m, i, contradicts));
    }
}

static void compile_statements(struct maker *m)
{
    for (size_t i = 0; i < m->nobody->stated_count && !m->unsupported; i++)
        compile_statement(m, &m->nobody->stated[i]);
}

/* --- the whole ----------------------------------------------------------- */

static struct batch *batch_new(struct arena *arena,
                               const struct program *program, date today)
{
    struct batch *batch = ARENA_NEW(arena, struct batch);
    batch->arena = arena;
    batch->program = program;
    batch->today = today;
    batch->list_count = program->vocabulary->patient->list_count;
    batch->extents = ARENA_ARRAY(arena, struct extent, batch->list_count);
    for (int i = 0; i < 2; i++) {
        struct gate constant = {
            .op = GATE_CONSTANT, .domain = DOMAIN_NONE, .a = (plane)i};
        list_push(arena, &batch->gates, constant);
    }
    return batch;
}

/* `or as stated` compares with an empty record of the day. */
static void make_nobody(struct maker *m)
{
    m->nobody = evaluator_new(m->arena, m->batch->program);
    if (m->nobody->empty)
        m->nobody->empty->record->today = m->batch->today;
}

static const struct batch *compile(struct arena *arena,
                                   const struct program *program, date today,
                                   bool keys)
{
    struct batch *batch = batch_new(arena, program, today);
    struct maker m = {.arena = arena, .batch = batch};
    if (batch->list_count > LISTS_MOST)
        return NULL;
    m.frames = ARENA_ARRAY(arena, struct frame, program->deepest_level + 2);
    make_nobody(&m);
    compile_constraints(&m);
    compile_statements(&m);
    compile_rules(&m);
    if (keys && !m.unsupported)
        keys_compile(&m);
    if (m.unsupported)
        return NULL;
    batch->hard = gate_within(&m, batch->hard, DOMAIN_ROWS);
    return batch;
}

const struct batch *batch_compile(struct arena *arena,
                                  const struct program *program, date today)
{
    return compile(arena, program, today, false);
}

const struct batch *batch_compile_keys(struct arena *arena,
                                       const struct program *program,
                                       date today)
{
    return compile(arena, program, today, true);
}
