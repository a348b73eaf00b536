/* SPDX-License-Identifier: Apache-2.0 */

/*
 * How near a condition is: a part that is yes counts 1, one that is no 0, an
 * unknown one between, the more the more of what it reads is known. `and` is
 * the mean of its parts, `or` the best of them; definitions are looked into.
 */

#include "interp/suite/climb.h"

/* Facts changed on the way, at most. */
#define STEPS_MOST 24

/* Nesting that is looked into; below it a condition is one part. */
#define DEPTH_MOST 32

/* --- how near ------------------------------------------------------------- */

struct known {
    size_t all, given;
};

static void count_fact(struct known *known, const struct fact *fact)
{
    known->all++;
    known->given += (fact->flags & FACT_GIVEN) != 0;
}

static void count_list(struct known *known, const struct fields *reads,
                       const struct draft_aim *aim, const struct field *field)
{
    const struct plan *plan = eval_plan(aim->ev);
    const struct list *list = &eval_record(aim->ev)->lists[field->list];
    const struct record_type *type = field->type.element;
    known->all++;
    known->given += list->n > 0;
    for (size_t i = 0; i < type->field_count; i++) {
        if (!fields_has(plan, reads, type->fields[i]))
            continue;
        if (list->n)
            count_fact(known, &list->elements[0].facts[i]);
        else
            known->all++;
    }
}

/* The share of what the condition reads that the patient gives. */
static double share_known(const struct draft_aim *aim, const struct expr *e)
{
    struct plan *plan = eval_plan(aim->ev);
    const struct fields *reads = plan_expr_reads(plan, e);
    const struct record *record = eval_record(aim->ev);
    struct known known = {0};
    for (size_t i = 0; i < record->type->field_count; i++) {
        const struct field *field = record->type->fields[i];
        if (!fields_has(plan, reads, field))
            continue;
        if (field->type.kind == TYPE_LIST)
            count_list(&known, reads, aim, field);
        else
            count_fact(&known, &record->facts[i]);
    }
    return known.all ? (double)known.given / (double)known.all : 0;
}

static double near_leaf(const struct draft_aim *aim, const struct expr *e,
                        bool wanted)
{
    enum truth truth = eval_condition(aim->ev, e);
    if (truth == TRUTH_UNKNOWN)
        return 0.3 + 0.4 * share_known(aim, e);
    return truth == truth_of(wanted) ? 1 : 0;
}

static double nearness(const struct draft_aim *aim, const struct expr *e,
                       bool wanted, unsigned depth);

/* All parts are wanted, or any of them. */
static double near_parts(const struct draft_aim *aim, const struct expr *e,
                         bool wanted, unsigned depth)
{
    bool all = (e->op == EXPR_AND) == wanted;
    double sum = 0, best = 0;
    for (uint32_t i = 0; i < e->n; i++) {
        double part = nearness(aim, e->kids[i], wanted, depth + 1);
        sum += part;
        best = part > best ? part : best;
    }
    return all ? sum / e->n : best;
}

static double nearness(const struct draft_aim *aim, const struct expr *e,
                       bool wanted, unsigned depth)
{
    if (depth < DEPTH_MOST && (e->op == EXPR_AND || e->op == EXPR_OR))
        return near_parts(aim, e, wanted, depth);
    if (depth < DEPTH_MOST && e->op == EXPR_NOT)
        return nearness(aim, e->kids[0], !wanted, depth + 1);
    if (depth < DEPTH_MOST && e->op == EXPR_DEFINE && e->define->opened &&
        !e->define->record)
        return nearness(aim, e->define->body, wanted, depth + 1);
    return near_leaf(aim, e, wanted);
}

/* --- going uphill --------------------------------------------------------- */

/* How near the patient is: 2 if the rule applies, below 0 if they cannot
   be. */
static double height(const struct draft_aim *aim, const struct test_case *test)
{
    struct str trouble;
    arena_clear(aim->inner);
    struct record *record =
        case_record(evaluator_program(aim->ev), test, aim->inner, &trouble);
    if (!record)
        return -1;
    eval_begin(aim->ev, record, aim->inner);
    if (record->errors.n)
        return -1;
    if (eval_rule(aim->ev, aim->rule) == TRUTH_YES)
        return 2;
    return nearness(aim, aim->rule->when, true, 0);
}

static bool is_first_of(const struct draft_changes *changes, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (fact_ref_equal(&changes->at[j].ref, &changes->at[i].ref) &&
            changes->at[j].kind == CHANGE_FACT)
            return false;
    return changes->at[i].kind == CHANGE_FACT;
}

/* All changes, and for each date some that no threshold tells: sums of
   stretches set none. */
static struct draft_changes changes_of(struct arena *arena,
                                       const struct draft_aim *aim,
                                       const struct test_case *from)
{
    static const int64_t ago[] = {30, 100, 1000};
    struct draft_changes changes = draft_changes_of(arena, aim, from);
    size_t n = changes.n;
    for (size_t i = 0; i < n; i++) {
        if (changes.at[i].ref.field->type.kind != TYPE_DATE ||
            !from->has_as_of || !is_first_of(&changes, i))
            continue;
        struct draft_change change = changes.at[i];
        for (size_t j = 0; j < sizeof ago / sizeof ago[0]; j++) {
            change.value = value_date(from->as_of - ago[j]);
            list_push(arena, &changes, change);
        }
    }
    return changes;
}

/* The best neighbour in *best; its height. */
static double best_step(struct arena *arena, const struct draft_aim *aim,
                        const struct test_case *from, struct draft *best)
{
    struct draft_changes changes = changes_of(arena, aim, from);
    struct draft other = draft_room(arena, from->given_count, from->list_count);
    double top = -1;
    for (size_t i = 0; i < changes.n && top < 2; i++) {
        if (!draft_apply(&other, from, &changes.at[i]))
            continue;
        double here = height(aim, &other.test);
        if (here <= top)
            continue;
        top = here;
        struct draft swap = *best;
        *best = other;
        other = swap;
    }
    return top;
}

/* The same with two changes at once, where one alone leads no higher. */
static double best_leap(struct arena *arena, const struct draft_aim *aim,
                        const struct test_case *from, double here,
                        struct draft *best)
{
    struct draft_changes changes = changes_of(arena, aim, from);
    struct draft first = draft_room(arena, from->given_count, from->list_count);
    double top = here;
    for (size_t i = 0; i < changes.n && top <= here; i++) {
        if (!draft_apply(&first, from, &changes.at[i]) ||
            height(aim, &first.test) < 0)
            continue;
        struct draft second =
            draft_room(arena, first.test.given_count, first.test.list_count);
        double next = best_step(arena, aim, &first.test, &second);
        if (next > top) {
            top = next;
            *best = second;
        }
    }
    return top;
}

const struct test_case *climb(struct arena *arena, const struct draft_aim *aim,
                              const struct test_case *from)
{
    double here = height(aim, from);
    for (unsigned step = 0; step < STEPS_MOST && here < 2; step++) {
        struct draft *best = ARENA_NEW(arena, struct draft);
        *best = draft_room(arena, from->given_count, from->list_count);
        double next = best_step(arena, aim, from, best);
        if (next <= here)
            next = best_leap(arena, aim, from, here, best);
        if (next <= here)
            return NULL;
        here = next;
        from = &best->test;
    }
    return here >= 2 ? from : NULL;
}
