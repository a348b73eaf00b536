/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Powers of intervals. For a base that is not negative a power is monotone in
 * the base and in the exponent, each while the other is held, so its extremes
 * are at corners; a missing bound and an open 0 count as limits. A base that
 * may be negative needs an exponent that is known and whole: an even power is
 * one of its magnitude, an odd power keeps its sign.
 */

#include "interp/value/interval.h"

/* ---- corners of a base that is not negative ------------------------------ */

/* The base is 0, or tends to it. 0 to the 0 is 1. */
static bool corner_of_zero(struct end base, struct end exponent,
                           struct corner *corner)
{
    if (base.open && exponent.at < 0) {
        *corner = corner_no_bound(1);
    } else if (exponent.at < 0) {
        return false;
    } else if (exponent.at == 0 && !(exponent.open && !base.open)) {
        *corner = corner_at(DECIMAL_ONE, exponent.open);
    } else {
        /* A small number to more than 1 rounds to 0, which is reached. */
        *corner = corner_at(0, base.open && exponent.at <= DECIMAL_ONE);
    }
    return true;
}

/* Base or exponent has no bound, and neither makes the power 1. */
static struct corner corner_of_limit(struct end base, struct end exponent)
{
    bool grows = (base.at > DECIMAL_ONE) == (exponent.at > 0);
    return grows ? corner_no_bound(1) : corner_at(0, false);
}

static bool power_corner(struct end base, struct end exponent,
                         struct corner *corner)
{
    if (base.at == 0)
        return corner_of_zero(base, exponent, corner);
    bool constant = base.at == DECIMAL_ONE && !base.open;
    if (base.at == DECIMAL_ONE || exponent.at == 0) {
        bool reached = constant || (exponent.at == 0 && !exponent.open);
        *corner = corner_at(DECIMAL_ONE, !reached);
        return true;
    }
    if (!end_is_bound(base.at) || !end_is_bound(exponent.at)) {
        *corner = corner_of_limit(base, exponent);
        return true;
    }
    corner->open = base.open || exponent.open;
    return decimal_power_rounded(base.at, exponent.at, &corner->rounded);
}

/* ---- a base of any sign, to a whole exponent ----------------------------- */

static bool power_of_positive(struct value base, struct value exponent,
                              struct value *result)
{
    return interval_corners(power_corner, base, exponent, result);
}

static bool odd_power_of_negative(struct value base, struct value exponent,
                                  struct value *result)
{
    if (!power_of_positive(value_negate(base), exponent, result))
        return false;
    *result = value_negate(*result);
    return true;
}

/* The base lies on both sides of 0. */
static bool odd_power_across(struct value base, struct value exponent,
                             struct value *result)
{
    struct end middle = {0, false};
    struct value below, above;
    if (!odd_power_of_negative(interval(end_low(base), middle), exponent,
                               &below) ||
        !power_of_positive(interval(middle, end_high(base)), exponent, &above))
        return false;
    *result = value_either(below, above);
    return true;
}

static bool known_whole(struct value v)
{
    return v.range.low == v.range.high && decimal_is_whole(v.range.low);
}

bool interval_power(struct value base, struct value exponent,
                    struct value *result)
{
    if (base.range.low >= 0)
        return power_of_positive(base, exponent, result);
    if (!known_whole(exponent))
        return false;
    if (exponent.range.low / DECIMAL_ONE % 2 == 0)
        return power_of_positive(interval_abs(base), exponent, result);
    if (base.range.high <= 0)
        return odd_power_of_negative(base, exponent, result);
    return odd_power_across(base, exponent, result);
}
