/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Values as sets of possibilities: the smallest value that holds all members
 * of two, the members common to two, and the larger or smaller of two over a
 * group. Numbers and dates are intervals, so what holds all members of two
 * is the interval that spans them.
 */

#include "interp/value/interval.h"

/* ---- either -------------------------------------------------------------- */

static struct value span(struct value a, struct value b)
{
    struct end low = end_outer(end_low(a), end_low(b), -1);
    struct end high = end_outer(end_high(a), end_high(b), 1);
    struct value v = interval(low, high);
    v.kind = a.kind;
    return v;
}

static struct value either_text(struct value a, struct value b)
{
    bool same = a.text.at && b.text.at && str_equal(a.text, b.text);
    return same ? a : value_any_text();
}

static struct value either_some(struct value a, struct value b)
{
    switch ((enum value_kind)a.kind) {
    case VALUE_OPTIONS: return value_options(a.options | b.options);
    case VALUE_SET:
        return value_set(a.set.may | b.set.may, a.set.must & b.set.must);
    case VALUE_NUMBER:
    case VALUE_DATE: return span(a, b);
    case VALUE_TEXT: return either_text(a, b);
    }
    return a;
}

struct value value_either(struct value a, struct value b)
{
    struct value v = a.some && b.some ? either_some(a, b) : a.some ? a : b;
    v.nothing = a.nothing || b.nothing;
    return v;
}

/* ---- both ---------------------------------------------------------------- */

static bool both_ranges(struct value a, struct value b, struct value *both)
{
    struct end low = end_inner(end_low(a), end_low(b), -1);
    struct end high = end_inner(end_high(a), end_high(b), 1);
    if (low.at > high.at || (low.at == high.at && (low.open || high.open)))
        return false;
    *both = interval(low, high);
    both->kind = a.kind;
    return true;
}

static bool both_texts(struct value a, struct value b, struct value *both)
{
    *both = a.text.at ? a : b;
    return !a.text.at || !b.text.at || str_equal(a.text, b.text);
}

/* The common ordinary members of two values that have some. */
static bool both_some(struct value a, struct value b, struct value *both)
{
    switch ((enum value_kind)a.kind) {
    case VALUE_OPTIONS:
        *both = value_options(a.options & b.options);
        return both->options != 0;
    case VALUE_SET:
        *both = value_set(a.set.may & b.set.may, a.set.must | b.set.must);
        return !(both->set.must & ~both->set.may);
    case VALUE_NUMBER:
    case VALUE_DATE: return both_ranges(a, b, both);
    case VALUE_TEXT: return both_texts(a, b, both);
    }
    return false;
}

bool value_both(struct value a, struct value b, struct value *both)
{
    struct value v;
    bool common = a.some && b.some && both_some(a, b, &v);
    bool nothing = a.nothing && b.nothing;
    if (!common && !nothing)
        return false;
    if (!common)
        v = value_nothing((enum value_kind)a.kind);
    v.nothing = nothing;
    *both = v;
    return true;
}

/* ---- nothing ------------------------------------------------------------- */

struct value value_without_nothing(struct value v)
{
    v.nothing = false;
    return v;
}

struct value value_or_nothing(struct value v)
{
    v.nothing = true;
    return v;
}

/* ---- extremes ------------------------------------------------------------ */

/* The larger (sign > 0) or smaller of two numbers or days: each end is the
   larger of the two. */
static struct value extreme_some(struct value a, struct value b, int sign)
{
    struct end low, high;
    if (sign > 0) {
        low = end_inner(end_low(a), end_low(b), -1);
        high = end_outer(end_high(a), end_high(b), 1);
    } else {
        low = end_outer(end_low(a), end_low(b), -1);
        high = end_inner(end_high(a), end_high(b), 1);
    }
    struct value v = interval(low, high);
    v.kind = a.kind;
    return v;
}

struct value value_extreme(struct value a, struct value b, int sign)
{
    struct value v = a.some && b.some ? extreme_some(a, b, sign)
                     : a.some         ? a
                                      : b;
    if (a.some && b.nothing)
        v = value_either(v, a);
    if (b.some && a.nothing)
        v = value_either(v, b);
    v.nothing = a.nothing && b.nothing;
    return v;
}
