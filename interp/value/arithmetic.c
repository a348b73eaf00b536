/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Interval arithmetic on numbers: + - * / and the change of unit.
 *
 * A sum is exact and so are its ends. A product takes its extremes at
 * corners: from each pair of ends one product, of which the least and the
 * greatest are the ends of the result. A quotient is the same where the
 * divisor cannot be 0. A missing bound counts as a limit: 0 times anything is
 * 0, anything bounded divided by ever more tends to 0.
 */

#include "interp/value/interval.h"

struct corners {
    struct corner at[4];
};

static int sign_of(int64_t at)
{
    return (at > 0) - (at < 0);
}

static struct end corner_end(struct corner corner, int sign)
{
    return end_rounded(corner.rounded, corner.open, sign);
}

static struct value span_corners(const struct corners *corners)
{
    struct end low = corner_end(corners->at[0], -1);
    struct end high = corner_end(corners->at[0], 1);
    for (int i = 1; i < 4; i++) {
        low = end_outer(low, corner_end(corners->at[i], -1), -1);
        high = end_outer(high, corner_end(corners->at[i], 1), 1);
    }
    return interval(low, high);
}

bool interval_corners(corner_of *compute, struct value a, struct value b,
                      struct value *result)
{
    struct corners corners;
    struct end ends_a[] = {end_low(a), end_high(a)};
    struct end ends_b[] = {end_low(b), end_high(b)};
    for (int i = 0; i < 4; i++)
        if (!compute(ends_a[i / 2], ends_b[i % 2], &corners.at[i]))
            return false;
    *result = span_corners(&corners);
    return true;
}

/* ---- product ------------------------------------------------------------- */

/* 0 is reached if either factor reaches it, or if both tend to it: the
   product of two small numbers rounds to 0. */
static struct corner product_zero(struct end a, struct end b)
{
    bool reached = (a.at == 0 && !a.open) || (b.at == 0 && !b.open);
    return corner_at(0, !reached && (a.at != 0 || b.at != 0));
}

static bool product_corner(struct end a, struct end b, struct corner *corner)
{
    if (a.at == 0 || b.at == 0) {
        *corner = product_zero(a, b);
        return true;
    }
    if (!end_is_bound(a.at) || !end_is_bound(b.at)) {
        *corner = corner_no_bound(sign_of(a.at) * sign_of(b.at));
        return true;
    }
    corner->open = a.open || b.open;
    return wide_round((wide)a.at * b.at, DECIMAL_ONE, &corner->rounded);
}

/* ---- quotient ------------------------------------------------------------ */

static bool may_be_zero(struct value v)
{
    bool above = v.range.low > 0 || (v.range.low == 0 && v.low_open);
    bool below = v.range.high < 0 || (v.range.high == 0 && v.high_open);
    return !above && !below;
}

/* `toward` is the sign of the divisor's members. */
static bool quotient(struct end a, struct end b, int toward,
                     struct corner *corner)
{
    if (a.at == 0) {
        *corner = corner_at(0, a.open && end_is_bound(b.at));
        return true;
    }
    if (!end_is_bound(b.at)) {
        *corner = corner_at(0, false);
        return true;
    }
    if (!end_is_bound(a.at) || b.at == 0) {
        *corner = corner_no_bound(sign_of(a.at) * toward);
        return true;
    }
    corner->open = a.open || b.open;
    return wide_round((wide)a.at * DECIMAL_ONE, b.at, &corner->rounded);
}

static bool quotient_above(struct end a, struct end b, struct corner *corner)
{
    return quotient(a, b, 1, corner);
}

static bool quotient_below(struct end a, struct end b, struct corner *corner)
{
    return quotient(a, b, -1, corner);
}

static bool divide(struct value a, struct value b, struct value *result)
{
    if (may_be_zero(b))
        return false;
    return interval_corners(b.range.low >= 0 ? quotient_above : quotient_below,
                            a, b, result);
}

/* ---- sum ----------------------------------------------------------------- */

/* An end of a sum; without a bound if either is. */
static bool add_ends(struct end a, struct end b, struct end *sum)
{
    *sum = end_is_bound(a.at) ? b : a;
    if (!end_is_bound(sum->at))
        return true;
    sum->open = a.open || b.open;
    return decimal_add(a.at, b.at, &sum->at);
}

static bool add(struct value a, struct value b, struct value *result)
{
    struct end low, high;
    if (!add_ends(end_low(a), end_low(b), &low) ||
        !add_ends(end_high(a), end_high(b), &high))
        return false;
    *result = interval(low, high);
    return true;
}

/* ---- the operations ------------------------------------------------------ */

struct value value_negate(struct value v)
{
    if (!v.some)
        return v;
    struct value result =
        interval(end_negate(end_high(v)), end_negate(end_low(v)));
    return interval_finish(v, result);
}

static bool compute(enum arithmetic how, struct value a, struct value b,
                    struct value *result)
{
    switch (how) {
    case ARITHMETIC_ADD: return add(a, b, result);
    case ARITHMETIC_SUBTRACT: return add(a, value_negate(b), result);
    case ARITHMETIC_MULTIPLY:
        return interval_corners(product_corner, a, b, result);
    case ARITHMETIC_DIVIDE: return divide(a, b, result);
    }
    return false;
}

struct value value_arithmetic(enum arithmetic how, struct value a,
                              struct value b, bool *failed)
{
    struct value result, number;
    if (!interval_start(a, b, &result))
        return result;
    if (!compute(how, a, b, &number))
        return interval_fail(result, failed);
    return interval_finish(result, number);
}

/* ---- change of unit ------------------------------------------------------ */

static bool convert_end(struct end from, const struct unit_map *map, int sign,
                        struct end *to)
{
    struct rounded rounded;
    *to = from;
    if (!end_is_bound(from.at))
        return true;
    if (!unit_map_apply(map, from.at, &rounded))
        return false;
    *to = end_rounded(rounded, from.open, sign);
    return true;
}

struct value value_convert(struct value v, const struct unit_map *map,
                           bool *failed)
{
    struct value result;
    struct end low, high;
    if (!map || unit_map_is_same(map) || !interval_start(v, v, &result))
        return v;
    if (!convert_end(end_low(v), map, -1, &low) ||
        !convert_end(end_high(v), map, 1, &high))
        return interval_fail(result, failed);
    return interval_finish(result, interval(low, high));
}
