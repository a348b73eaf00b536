/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Values that are computed: defines, scores, time, arithmetic and functions.
 * What an operation does to sets of possible values is interp/value's
 * business; here its operands are fetched and its failures reported. The
 * checker has brought all operands to the units that the operation wants.
 */

#include "interp/eval/eval_internal.h"

#include "grammar/limits.h"

static struct value kid(struct evaluator *ev, const struct expr *e, uint32_t i)
{
    return eval_expr(ev, e->kids[i]);
}

static struct value report(struct evaluator *ev, const struct expr *e,
                           struct value value, bool failed)
{
    if (failed)
        eval_fail(ev, e);
    return value;
}

/* --- names --------------------------------------------------------------- */

/* A body with the element bound at `level` as its level 1. */
static struct value in_frame(struct evaluator *ev, uint32_t level,
                             const struct expr *body)
{
    struct binding at = ev->bound[level];
    struct bound before = eval_enter(ev, 1, at.list, at.element);
    struct value value = eval_expr(ev, body);
    eval_leave(ev, 1, before);
    return value;
}

struct value term_frame(struct evaluator *ev, const struct expr *e)
{
    return in_frame(ev, e->level, e->kids[0]);
}

struct value term_define(struct evaluator *ev, const struct expr *e)
{
    const struct define *define = e->define;
    if (!define->record)
        return eval_expr(ev, define->body);
    struct element_slot *slot = memo_element(ev, define, e->level);
    if (slot->stamp != ev->generation) {
        struct value value = in_frame(ev, e->level, define->body);
        slot->value = value;
        slot->stamp = ev->generation;
    }
    return slot->value;
}

/* An item that is unknown adds 0 or its points. */
static struct value item_points(struct evaluator *ev, const struct point *item)
{
    struct value points = value_number(item->points);
    switch (eval_truth(ev, item->when)) {
    case TRUTH_YES: return points;
    case TRUTH_NO: return value_number(0);
    case TRUTH_UNKNOWN: break;
    }
    return value_either(points, value_number(0));
}

static struct value score_sum(struct evaluator *ev, const struct score *score,
                              bool *failed)
{
    struct value sum = value_number(0);
    for (size_t i = 0; i < score->n; i++) {
        struct value points = item_points(ev, &score->points[i]);
        sum = value_arithmetic(ARITHMETIC_ADD, sum, points, failed);
    }
    return sum;
}

struct value term_score(struct evaluator *ev, const struct expr *e)
{
    bool failed = false;
    struct value sum = score_sum(ev, e->score, &failed);
    return report(ev, e, sum, failed);
}

struct value eval_score(struct evaluator *ev, const struct score *score)
{
    bool failed = false;
    return score_sum(ev, score, &failed);
}

/* --- time ---------------------------------------------------------------- */

struct value term_since(struct evaluator *ev, const struct expr *e)
{
    struct value today = value_date(ev->record->today);
    return value_days_between(kid(ev, e, 0), today);
}

struct value term_from_to(struct evaluator *ev, const struct expr *e)
{
    struct value from = kid(ev, e, 0);
    return value_days_between(from, kid(ev, e, 1));
}

struct value term_add_days(struct evaluator *ev, const struct expr *e)
{
    bool failed = false;
    struct value day = kid(ev, e, 0), days = kid(ev, e, 1);
    struct value sum = value_add_days(day, days, e->sign, &failed);
    return report(ev, e, sum, failed);
}

struct value term_add_months(struct evaluator *ev, const struct expr *e)
{
    struct value day = kid(ev, e, 0);
    return day.some ? value_add_months(day, e->months) : day;
}

/* --- numbers ------------------------------------------------------------- */

static bool needs_map(const struct expr *e)
{
    return (e->arithmetic == ARITHMETIC_ADD ||
            e->arithmetic == ARITHMETIC_SUBTRACT) &&
           !unit_map_is_same(&e->map);
}

struct value term_arithmetic(struct evaluator *ev, const struct expr *e)
{
    bool failed = false;
    struct value a = kid(ev, e, 0), b = kid(ev, e, 1);
    if (needs_map(e))
        b = value_convert(b, &e->map, &failed);
    struct value result = value_arithmetic(e->arithmetic, a, b, &failed);
    return report(ev, e, result, failed);
}

struct value term_negate(struct evaluator *ev, const struct expr *e)
{
    return value_negate(kid(ev, e, 0));
}

struct value term_call(struct evaluator *ev, const struct expr *e)
{
    struct value arguments[LIMIT_ARGUMENTS];
    uint32_t n = e->n < LIMIT_ARGUMENTS ? e->n : LIMIT_ARGUMENTS;
    for (uint32_t i = 0; i < n; i++)
        arguments[i] = kid(ev, e, i);
    bool failed = false;
    struct value result = value_function(e->function, arguments, n, &failed);
    return report(ev, e, result, failed);
}

struct value term_convert(struct evaluator *ev, const struct expr *e)
{
    bool failed = false;
    struct value result = value_convert(kid(ev, e, 0), &e->map, &failed);
    return report(ev, e, result, failed);
}
