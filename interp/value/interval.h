/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_VALUE_INTERVAL_H
#define CANTLIE_INTERP_VALUE_INTERVAL_H

/*
 * The ends of intervals, for the files of this room that compute with them.
 *
 * The members of an interval are real numbers, not only decimals: the result
 * of "<0.5" divided by 2 is below 0.25, and its end stays open although
 * 0.49999999 / 2 rounds to 0.25. Where rounding itself moves an end into the
 * interval, or reaches it from within (a result so small that it rounds to
 * 0), the end is closed.
 */

#include "interp/value/value.h"
#include "interp/value/wide.h"

/* One end: a decimal, or DECIMAL_BELOW_ALL or DECIMAL_ABOVE_ALL, which are
   always open. */
struct end {
    int64_t at;
    bool open;
};

static inline bool end_is_bound(int64_t at)
{
    return at != DECIMAL_BELOW_ALL && at != DECIMAL_ABOVE_ALL;
}

static inline struct end end_low(struct value v)
{
    return (struct end){v.range.low, v.low_open};
}

static inline struct end end_high(struct value v)
{
    return (struct end){v.range.high, v.high_open};
}

/* The same distance on the other side of 0. */
static inline struct end end_negate(struct end end)
{
    if (end.at == DECIMAL_BELOW_ALL)
        end.at = DECIMAL_ABOVE_ALL;
    else if (end.at == DECIMAL_ABOVE_ALL)
        end.at = DECIMAL_BELOW_ALL;
    else
        end.at = -end.at;
    return end;
}

/* A number from its ends; low <= high. */
static inline struct value interval(struct end low, struct end high)
{
    return value_range(low.at, low.open, high.at, high.open);
}

/* The end further down (sign < 0) or up (sign > 0); of two at the same place
   the closed one: what spans both. */
static inline struct end end_outer(struct end a, struct end b, int sign)
{
    if (a.at == b.at)
        return (struct end){a.at, a.open && b.open};
    return (a.at < b.at) == (sign < 0) ? a : b;
}

/* The end further up (sign < 0) or down (sign > 0); of two at the same place
   the open one: what is common to both. */
static inline struct end end_inner(struct end a, struct end b, int sign)
{
    if (a.at == b.at)
        return (struct end){a.at, a.open || b.open};
    return (a.at < b.at) == (sign < 0) ? b : a;
}

/* The low end (sign < 0) or high end (sign > 0) of a result computed from
   ends of which some are open or not. */
static inline struct end end_rounded(struct rounded rounded, bool open,
                                     int sign)
{
    bool inwards = rounded.side * sign < 0 || rounded.side == SIDE_UNKNOWN;
    bool vanished = rounded.value == 0 && rounded.side != 0;
    return (struct end){rounded.value, open && !inwards && !vanished};
}

/* What two ends give, before it is known whether it becomes a low or a high
   end of the result; one that is no bound has side 0. */
struct corner {
    struct rounded rounded;
    bool open;
};

static inline struct corner corner_at(decimal at, bool open)
{
    return (struct corner){{at, 0}, open};
}

static inline struct corner corner_no_bound(int sign)
{
    return corner_at(sign < 0 ? DECIMAL_BELOW_ALL : DECIMAL_ABOVE_ALL, true);
}

/* The corner of two ends; false if it is out of range. */
typedef bool corner_of(struct end a, struct end b, struct corner *corner);

/* The interval that spans the four corners of two numbers; false if one of
   them is out of range. Right for every operation that is monotone in each
   argument when the other is held. */
bool interval_corners(corner_of *compute, struct value a, struct value b,
                      struct value *result);

/* The magnitude of a number (v.some; nothing is passed over). */
struct value interval_abs(struct value v);

/* Every power of every base; false outside the domain or the range. */
bool interval_power(struct value base, struct value exponent,
                    struct value *result);

/* Nothing where a or b may be nothing, no number yet. Returns whether both
   may be something, so that there is a number to compute. */
static inline bool interval_start(struct value a, struct value b,
                                  struct value *result)
{
    *result = value_nothing(VALUE_NUMBER);
    result->nothing = a.nothing || b.nothing;
    return a.some && b.some;
}

/* `number` as the ordinary part of `result`. */
static inline struct value interval_finish(struct value result,
                                           struct value number)
{
    number.nothing = result.nothing;
    return number;
}

/* The same when the computation failed: any number, and *failed. */
static inline struct value interval_fail(struct value result, bool *failed)
{
    *failed = true;
    return interval_finish(result, value_any_number());
}

#endif
