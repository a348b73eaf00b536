/* SPDX-License-Identifier: Apache-2.0 */

/*
 * On which side of a threshold a value lies, and whether just beside it: the
 * next whole number, the next day, or one in the last digit in which the
 * threshold is written. Only single known values lie anywhere.
 */

#include "interp/suite/coverage.h"

/* 5.5 gives 0.1, 80 gives 1. */
static decimal last_digit(decimal at)
{
    decimal digit = DECIMAL_ONE;
    while (digit > 1 && at % digit != 0)
        digit /= 10;
    return digit;
}

static bool is_single(struct value v)
{
    return value_is_known(v) && v.some &&
           (v.kind == VALUE_NUMBER || v.kind == VALUE_DATE);
}

static bool in_days(const struct type *type)
{
    struct unit days = unit_days();
    return type->kind == TYPE_NUMBER && unit_equal(&type->unit, &days);
}

static struct value moved(struct value v, int64_t by)
{
    if (v.kind == VALUE_DATE)
        return value_date(v.range.low + by);
    return value_number(v.range.low + by);
}

/* Two sides of a comparison, and how the first is brought to the second. */
struct pair {
    const struct expr *a, *b;
    struct value va, vb;
    const struct unit_map *map;
};

static bool holds(enum comparison how, struct value a, struct value b,
                  const struct unit_map *map)
{
    return value_compare(how, a, b, map) == TRUTH_YES;
}

/* Whether a step of the one that is not on the threshold reaches it. `up`:
   the first side must grow. */
static bool is_next(const struct pair *p, bool up)
{
    enum comparison reaches = up ? COMPARE_GE : COMPARE_LE;
    int64_t sign = up ? 1 : -1;
    if (p->va.kind == VALUE_DATE)
        return holds(reaches, moved(p->va, sign), p->vb, p->map);
    if (p->a->type.whole || in_days(&p->a->type))
        return holds(reaches, moved(p->va, sign * DECIMAL_ONE), p->vb, p->map);
    decimal digit = last_digit(p->vb.range.low);
    return holds(reaches, p->va, moved(p->vb, -sign * digit), p->map);
}

static enum side side_of(const struct pair *p)
{
    if (!is_single(p->va) || !is_single(p->vb))
        return SIDE_NOWHERE;
    if (holds(COMPARE_EQ, p->va, p->vb, p->map))
        return SIDE_ON;
    bool below = holds(COMPARE_LT, p->va, p->vb, p->map);
    if (below)
        return is_next(p, true) ? SIDE_JUST_BELOW : SIDE_BELOW;
    return is_next(p, false) ? SIDE_JUST_ABOVE : SIDE_ABOVE;
}

/* 5 < CEA: it is CEA that lies above 5. */
static enum side turned(enum side side)
{
    switch (side) {
    case SIDE_BELOW: return SIDE_ABOVE;
    case SIDE_JUST_BELOW: return SIDE_JUST_ABOVE;
    case SIDE_JUST_ABOVE: return SIDE_JUST_BELOW;
    case SIDE_ABOVE: return SIDE_BELOW;
    case SIDE_ON:
    case SIDES: break;
    }
    return side;
}

static enum side side_of_number(struct evaluator *ev, const struct expr *e,
                                const struct expr *b,
                                const struct unit_map *map)
{
    struct pair p = {.a = e->kids[0], .b = b, .map = map};
    p.va = eval_bound(ev, p.a);
    p.vb = eval_bound(ev, p.b);
    enum side side = side_of(&p);
    return p.a->op == EXPR_CONST ? turned(side) : side;
}

/* The time from kid 0 to kid 1, against months. */
static enum side side_of_time(struct evaluator *ev, const struct expr *e,
                              int64_t months)
{
    struct value from = eval_bound(ev, e->kids[0]);
    struct value to = eval_bound(ev, e->kids[1]);
    if (!is_single(from) || !is_single(to))
        return SIDE_NOWHERE;
    int64_t over = to.range.low - date_add_months(from.range.low, months);
    if (over == 0)
        return SIDE_ON;
    if (over < 0)
        return over == -1 ? SIDE_JUST_BELOW : SIDE_BELOW;
    return over == 1 ? SIDE_JUST_ABOVE : SIDE_ABOVE;
}

enum side boundary_side(struct evaluator *ev, const struct boundary *boundary)
{
    const struct expr *e = boundary->comparison;
    if (e->op == EXPR_COMPARE)
        return side_of_number(ev, e, e->kids[1], &e->map);
    if (e->op == EXPR_BETWEEN && !boundary->second)
        return side_of_number(ev, e, e->kids[1], &e->map);
    if (e->op == EXPR_BETWEEN)
        return side_of_number(ev, e, e->kids[2], &e->map2);
    return side_of_time(ev, e, boundary->second ? e->months2 : e->months);
}
