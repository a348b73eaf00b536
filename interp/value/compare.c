/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Values to conditions. A comparison is yes if it holds for every member of
 * the sets compared, no if for none, unknown otherwise; about nothing it is
 * no. Quantities in different units are compared exactly: both sides are
 * multiplied out in 128 bits, nothing is rounded.
 */

#include "interp/value/interval.h"

/* What a condition may be, from whether yes and no are possible. */
static enum truth may_be(bool yes, bool no)
{
    return (enum truth)((yes ? TRUTH_YES : 0) | (no ? TRUTH_NO : 0));
}

/* ---- numbers and dates --------------------------------------------------- */

static int compare_places(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* The order of two ends of opposite direction (a low one and a high one): an
   end without a bound is below or above all others. Offsets of units are
   small (below 2^40), so that the products fit in 128 bits. */
static int order(int64_t a, int64_t b, const struct unit_map *map)
{
    if (!map || !end_is_bound(a) || !end_is_bound(b))
        return compare_places(a, b);
    return wide_sign(((wide)a + map->before) * map->numerator -
                     ((wide)b - map->after) * map->denominator);
}

/* Two values and how the first comes into the unit of the second. */
struct pair {
    struct value a, b;
    const struct unit_map *map;
};

/* Whether some member of a is at most, or below, some member of b. */
static bool may_be_below(struct pair p, bool or_equal)
{
    int by = order(p.a.range.low, p.b.range.high, p.map);
    return by < 0 || (by == 0 && or_equal && !p.a.low_open && !p.b.high_open);
}

static bool may_be_above(struct pair p, bool or_equal)
{
    int by = order(p.a.range.high, p.b.range.low, p.map);
    return by > 0 || (by == 0 && or_equal && !p.a.high_open && !p.b.low_open);
}

/* Whether both are one number, and the same. */
static bool must_be_equal(struct pair p)
{
    return p.a.range.low == p.a.range.high && p.b.range.low == p.b.range.high &&
           order(p.a.range.low, p.b.range.low, p.map) == 0;
}

static bool may_be_equal(struct pair p)
{
    return may_be_below(p, true) && may_be_above(p, true);
}

/* The comparison of the ordinary members. */
static enum truth compare_some(enum comparison how, struct pair p)
{
    switch (how) {
    case COMPARE_LT:
        return may_be(may_be_below(p, false), may_be_above(p, true));
    case COMPARE_LE:
        return may_be(may_be_below(p, true), may_be_above(p, false));
    case COMPARE_GT:
        return may_be(may_be_above(p, false), may_be_below(p, true));
    case COMPARE_GE:
        return may_be(may_be_above(p, true), may_be_below(p, false));
    case COMPARE_EQ: return may_be(may_be_equal(p), !must_be_equal(p));
    case COMPARE_NE: return may_be(!must_be_equal(p), may_be_equal(p));
    }
    return TRUTH_UNKNOWN;
}

enum truth value_compare(enum comparison how, struct value a, struct value b,
                         const struct unit_map *map)
{
    bool nothing = a.nothing || b.nothing;
    enum truth of_nothing = truth_of(how == COMPARE_NE);
    if (!a.some || !b.some)
        return of_nothing;
    enum truth truth = compare_some(how, (struct pair){a, b, map});
    return nothing ? truth_either(truth, of_nothing) : truth;
}

static bool map_equal(const struct unit_map *a, const struct unit_map *b)
{
    a = a ? a : &UNIT_SAME;
    b = b ? b : &UNIT_SAME;
    return a->numerator == b->numerator && a->denominator == b->denominator &&
           a->before == b->before && a->after == b->after;
}

enum truth value_between(struct value v, struct value low, struct value high,
                         const struct unit_map *to_low,
                         const struct unit_map *to_high)
{
    enum truth above = value_compare(COMPARE_GE, v, low, to_low);
    enum truth below = value_compare(COMPARE_LE, v, high, to_high);
    enum truth both = truth_and(above, below);
    /* Between 6 and 2 there is no number, even when v is not known. */
    if (both == TRUTH_UNKNOWN && map_equal(to_low, to_high) &&
        value_compare(COMPARE_LE, low, high, NULL) == TRUTH_NO)
        return TRUTH_NO;
    return both;
}

enum truth value_compare_months(enum comparison how, struct value from,
                                int64_t months, struct value to)
{
    return value_compare(how, value_add_months(from, months), to, NULL);
}

/* ---- options, texts, sets ------------------------------------------------ */

enum truth value_is(struct value v, uint64_t wanted)
{
    uint64_t options = v.some ? v.options : 0;
    return may_be(options & wanted, v.nothing || (options & ~wanted));
}

/* `options` is not empty. */
static bool is_one(uint64_t options)
{
    return !(options & (options - 1));
}

enum truth value_same(struct value a, struct value b)
{
    if (!a.some || !b.some)
        return TRUTH_NO;
    bool certain = is_one(a.options) && a.options == b.options;
    return may_be(a.options & b.options, a.nothing || b.nothing || !certain);
}

enum truth value_text_is(struct value v, struct str text)
{
    if (!v.some)
        return TRUTH_NO;
    bool same = v.text.at && str_equal(v.text, text);
    return may_be(!v.text.at || same, v.nothing || !same);
}

enum truth value_includes(struct value v, uint64_t wanted)
{
    if (!v.some)
        return TRUTH_NO;
    return may_be(v.set.may & wanted, v.nothing || !(v.set.must & wanted));
}

enum truth value_set_is_none(struct value v)
{
    if (!v.some)
        return TRUTH_NO;
    return may_be(!v.set.must, v.nothing || v.set.may);
}

enum truth value_set_same(struct value a, struct value b)
{
    if (!a.some || !b.some)
        return TRUTH_NO;
    bool possible = !(a.set.must & ~b.set.may) && !(b.set.must & ~a.set.may);
    bool certain =
        possible && a.set.may == a.set.must && b.set.may == b.set.must;
    return may_be(possible, a.nothing || b.nothing || !certain);
}

enum truth value_is_nothing_test(struct value v)
{
    return may_be(v.nothing, v.some);
}
