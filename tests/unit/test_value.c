/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Sets of possible values. Intervals are held against enumeration over a
 * small world: every interval whose ends are none or a small whole number,
 * open or closed, with and without "nothing"; their members are taken in
 * steps of a quarter, so that an open interval between neighbours has three.
 */

#include "interp/value/value.h"

#include "tests/unit/unit.h"

#include <stdio.h>

#define ONE DECIMAL_ONE
#define QUARTER (DECIMAL_ONE / 4)

/* Stands for the members of an interval without a bound. */
#define FAR (1000000 * DECIMAL_ONE)

#define WORLD_SIZE 400

struct world {
    struct value at[WORLD_SIZE];
    int n;
};

static bool is_interval(struct value v)
{
    return v.range.low < v.range.high ||
           (v.range.low == v.range.high && !v.low_open && !v.high_open);
}

/* All intervals with whole ends from `low` to `high`, or none. */
static struct world intervals(int low, int high)
{
    struct world world = {.n = 0};
    int steps = 2 * (high - low + 1);
    for (int i = -1; i < steps; i++)
        for (int j = 0; j <= steps; j++) {
            decimal from = (low + i / 2) * ONE, to = (low + j / 2) * ONE;
            struct value v =
                value_range(i < 0 ? DECIMAL_BELOW_ALL : from, i % 2,
                            j == steps ? DECIMAL_ABOVE_ALL : to, j % 2);
            if (is_interval(v))
                world.at[world.n++] = v;
        }
    ck_assert_int_lt(world.n, WORLD_SIZE);
    return world;
}

/* The same, each also with nothing, and nothing alone. */
static struct world with_nothing(struct world world)
{
    int n = world.n;
    ck_assert_int_lt(2 * n + 1, WORLD_SIZE);
    for (int i = 0; i < n; i++)
        world.at[world.n++] = value_or_nothing(world.at[i]);
    world.at[world.n++] = value_nothing(VALUE_NUMBER);
    return world;
}

static bool holds(struct value v, decimal x)
{
    return value_within(value_number(x), v);
}

/* ---- the members of an interval ------------------------------------------ */

struct members {
    decimal at[64];
    int n;
};

/* Members in steps of a quarter, and two far out. */
static struct members members_of(struct value v)
{
    struct members members = {.n = 0};
    for (decimal x = -4 * ONE; x <= 5 * ONE; x += QUARTER)
        if (holds(v, x))
            members.at[members.n++] = x;
    if (holds(v, -FAR))
        members.at[members.n++] = -FAR;
    if (holds(v, FAR))
        members.at[members.n++] = FAR;
    return members;
}

/* ---- comparing ----------------------------------------------------------- */

static bool compares(enum comparison how, decimal a, decimal b)
{
    switch (how) {
    case COMPARE_LT: return a < b;
    case COMPARE_LE: return a <= b;
    case COMPARE_GT: return a > b;
    case COMPARE_GE: return a >= b;
    case COMPARE_EQ: return a == b;
    case COMPARE_NE: return a != b;
    }
    return false;
}

static enum truth compare_members(enum comparison how, struct value a,
                                  struct value b)
{
    struct members as = members_of(a), bs = members_of(b);
    unsigned truth = 0;
    if (a.nothing || b.nothing)
        truth |= (unsigned)truth_of(how == COMPARE_NE);
    for (int i = 0; a.some && i < as.n; i++)
        for (int j = 0; b.some && j < bs.n; j++)
            truth |= (unsigned)truth_of(compares(how, as.at[i], bs.at[j]));
    return (enum truth)truth;
}

START_TEST(compares_as_its_members_do)
    {
        struct world world = with_nothing(intervals(0, 2));
        for (int i = 0; i < world.n; i++)
            for (int j = 0; j < world.n; j++)
                for (int how = COMPARE_LT; how <= COMPARE_NE; how++) {
                    struct value a = world.at[i], b = world.at[j];
                    enum comparison c = (enum comparison)how;
                    ck_assert_int_eq(value_compare(c, a, b, NULL),
                                     compare_members(c, a, b));
                }
    }
END_TEST

START_TEST(narrowing_narrows_a_comparison)
    {
        struct world world = with_nothing(intervals(0, 2));
        for (int i = 0; i < world.n; i++)
            for (int j = 0; j < world.n; j++) {
                if (!value_within(world.at[i], world.at[j]))
                    continue;
                for (int k = 0; k < world.n; k++)
                    for (int how = COMPARE_LT; how <= COMPARE_NE; how++) {
                        enum comparison c = (enum comparison)how;
                        enum truth narrow =
                            value_compare(c, world.at[i], world.at[k], NULL);
                        enum truth wide =
                            value_compare(c, world.at[j], world.at[k], NULL);
                        ck_assert(!(narrow & ~wide));
                    }
            }
    }
END_TEST

static enum truth between_members(struct value v, struct value low,
                                  struct value high)
{
    struct members x = members_of(v), l = members_of(low), h = members_of(high);
    unsigned truth = 0;
    if (v.nothing || low.nothing || high.nothing)
        truth |= TRUTH_NO;
    for (int i = 0; v.some && i < x.n; i++)
        for (int j = 0; low.some && j < l.n; j++)
            for (int k = 0; high.some && k < h.n; k++)
                truth |= (unsigned)truth_of(l.at[j] <= x.at[i] &&
                                            x.at[i] <= h.at[k]);
    return (enum truth)truth;
}

START_TEST(between_is_one_condition)
    {
        struct world world = with_nothing(intervals(0, 1));
        for (int i = 0; i < world.n; i++)
            for (int j = 0; j < world.n; j++)
                for (int k = 0; k < world.n; k++) {
                    struct value v = world.at[i], l = world.at[j],
                                 h = world.at[k];
                    ck_assert_int_eq(value_between(v, l, h, NULL, NULL),
                                     between_members(v, l, h));
                }
    }
END_TEST

START_TEST(compares_across_units_exactly)
    {
        /* a in thirds of b's unit; in tenths; a temperature. */
        static const struct unit_map third = {1, 3, 0, 0};
        static const struct unit_map tenth = {1, 10, 0, 0};
        static const struct unit_map celsius = {9, 5, 27315000000,
                                                -45967000000};
        struct value one = value_number(ONE);
        ck_assert_int_eq(
            value_compare(COMPARE_EQ, value_number(3 * ONE), one, &third),
            TRUTH_YES);
        ck_assert_int_eq(
            value_compare(COMPARE_LT, one, value_number(33333333), &third),
            TRUTH_NO);
        ck_assert_int_eq(
            value_compare(COMPARE_GT, one, value_number(33333333), &third),
            TRUTH_YES);
        ck_assert_int_eq(
            value_compare(COMPARE_LT, value_number(10 * ONE - 1), one, &tenth),
            TRUTH_YES);
        ck_assert_int_eq(value_compare(COMPARE_EQ, value_number(37 * ONE),
                                       value_number(9860000000), &celsius),
                         TRUTH_YES);
        ck_assert_int_eq(value_compare(COMPARE_LT, value_number(DECIMAL_MAX),
                                       value_number(DECIMAL_MAX), &tenth),
                         TRUTH_YES);
        struct value above =
            value_range(10 * ONE, true, DECIMAL_ABOVE_ALL, true);
        ck_assert_int_eq(value_compare(COMPARE_LT, one, above, &tenth),
                         TRUTH_YES);
        ck_assert_int_eq(value_compare(COMPARE_GT, one, above, &tenth),
                         TRUTH_NO);
    }
END_TEST

/* Of 6 and 2 in one unit nothing is between; in two units something may be. */
START_TEST(between_in_two_units)
    {
        static const struct unit_map same = {1, 1, 0, 0};
        static const struct unit_map others[] = {{1, 10, 0, 0},
                                                 {1, 10, 0, 0},
                                                 {1, 1, -5 * ONE, 0},
                                                 {1, 1, 0, -5 * ONE}};
        struct value any = value_any_number();
        struct value six = value_number(6 * ONE), two = value_number(2 * ONE);
        ck_assert_int_eq(value_between(any, six, two, NULL, &same), TRUTH_NO);
        for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
            ck_assert_int_eq(value_between(any, six, two, &same, &others[i]),
                             TRUTH_UNKNOWN);
            ck_assert_int_eq(value_between(value_number(7 * ONE), six, two,
                                           &same, &others[i]),
                             TRUTH_YES);
        }
        /* From 6 mm, in tenths of them, to 2 mm. */
        static const struct unit_map tenths = {10, 1, 0, 0};
        ck_assert_int_eq(value_between(any, six, two, &tenths, &same),
                         TRUTH_UNKNOWN);
        ck_assert_int_eq(
            value_between(value_number(ONE), six, two, &tenths, &same),
            TRUTH_YES);
    }
END_TEST

/* ---- arithmetic ---------------------------------------------------------- */

static bool calculate(enum arithmetic how, decimal a, decimal b, decimal *r)
{
    switch (how) {
    case ARITHMETIC_ADD: return decimal_add(a, b, r);
    case ARITHMETIC_SUBTRACT: return decimal_subtract(a, b, r);
    case ARITHMETIC_MULTIPLY: return decimal_multiply(a, b, r);
    case ARITHMETIC_DIVIDE: return decimal_divide(a, b, r);
    }
    return false;
}

/* The least and greatest result over members, and whether all are inside
   `result`. An open end counts as a member here, an open 0 of a divisor as a
   number near it: what the ends of the result tend to. */
struct extent {
    decimal low, high;
    bool low_reached, high_reached;
};

static void extend(struct extent *extent, decimal r, bool reached)
{
    if (r < extent->low)
        extent->low_reached = false;
    if (r > extent->high)
        extent->high_reached = false;
    if (r <= extent->low) {
        extent->low = r;
        extent->low_reached |= reached;
    }
    if (r >= extent->high) {
        extent->high = r;
        extent->high_reached |= reached;
    }
}

/* The interval with its ends, as members. */
static struct members limits_of(struct value v, bool divisor)
{
    v.low_open = v.high_open = false;
    struct members members = members_of(v);
    for (int i = 0; divisor && i < members.n; i++)
        if (members.at[i] == 0)
            members.at[i] = v.range.low < 0 ? -100 : 100;
    return members;
}

static struct extent extent_of(enum arithmetic how, struct value a,
                               struct value b)
{
    bool divide = how == ARITHMETIC_DIVIDE;
    struct members as = limits_of(a, false), bs = limits_of(b, divide);
    struct extent extent = {INT64_MAX, INT64_MIN, false, false};
    for (int i = 0; i < as.n; i++)
        for (int j = 0; j < bs.n; j++) {
            decimal r = 0;
            bool near = bs.at[j] == 100 || bs.at[j] == -100;
            bool fits = calculate(how, as.at[i], bs.at[j], &r);
            if (!fits)
                r = (as.at[i] < 0) == (bs.at[j] < 0) ? FAR * 90 : -FAR * 90;
            extend(&extent, r,
                   fits && !near && holds(a, as.at[i]) && holds(b, bs.at[j]));
        }
    return extent;
}

static void check_end(const char *what, int64_t end, bool open,
                      int64_t expected, bool reached)
{
    int64_t size = expected < 0 ? -expected : expected;
    if (size >= FAR / 4) {
        ck_assert_msg(end == DECIMAL_BELOW_ALL || end == DECIMAL_ABOVE_ALL,
                      "%s has a bound", what);
        return;
    }
    if (size < 1000) /* something divided by ever more */
        expected = 0;
    ck_assert_msg(end == expected, "%s: %lld, not %lld", what, (long long)end,
                  (long long)expected);
    /* An end of 0 may be closed although only rounding reaches it. */
    ck_assert_msg(open == !reached || (end == 0 && !open), "%s: open is %d",
                  what, open);
}

static bool may_be_zero(struct value v)
{
    return holds(v, 0);
}

static void check_arithmetic(enum arithmetic how, struct value a,
                             struct value b)
{
    bool failed = false;
    char what[120];
    struct value r = value_arithmetic(how, a, b, &failed);
    snprintf(what, sizeof what, "%d: %lld,%d..%lld,%d with %lld,%d..%lld,%d",
             how, (long long)a.range.low, a.low_open, (long long)a.range.high,
             a.high_open, (long long)b.range.low, b.low_open,
             (long long)b.range.high, b.high_open);
    if (how == ARITHMETIC_DIVIDE && may_be_zero(b)) {
        ck_assert(failed && value_equal(r, value_any_number()));
        return;
    }
    struct extent extent = extent_of(how, a, b);
    ck_assert_msg(!failed, "%s", what);
    check_end(what, r.range.low, r.low_open, extent.low, extent.low_reached);
    check_end(what, r.range.high, r.high_open, extent.high,
              extent.high_reached);
}

START_TEST(arithmetic_is_sound_and_tight)
    {
        struct world world = intervals(-1, 2);
        for (int how = ARITHMETIC_ADD; how <= ARITHMETIC_DIVIDE; how++)
            for (int i = 0; i < world.n; i++)
                for (int j = 0; j < world.n; j++)
                    check_arithmetic((enum arithmetic)how, world.at[i],
                                     world.at[j]);
    }
END_TEST

static bool all_inside(enum arithmetic how, struct value a, struct value b,
                       struct value result)
{
    struct members as = members_of(a), bs = members_of(b);
    for (int i = 0; i < as.n; i++)
        for (int j = 0; j < bs.n; j++) {
            decimal r;
            if (calculate(how, as.at[i], bs.at[j], &r) && !holds(result, r))
                return false;
        }
    return true;
}

START_TEST(arithmetic_holds_every_result)
    {
        struct world world = intervals(-1, 2);
        for (int how = ARITHMETIC_ADD; how <= ARITHMETIC_DIVIDE; how++)
            for (int i = 0; i < world.n; i++)
                for (int j = 0; j < world.n; j++) {
                    bool failed = false;
                    enum arithmetic h = (enum arithmetic)how;
                    struct value r =
                        value_arithmetic(h, world.at[i], world.at[j], &failed);
                    ck_assert(all_inside(h, world.at[i], world.at[j], r));
                }
    }
END_TEST

START_TEST(narrowing_narrows_arithmetic)
    {
        struct world world = with_nothing(intervals(-1, 1));
        for (int i = 0; i < world.n; i++)
            for (int j = 0; j < world.n; j++) {
                if (!value_within(world.at[i], world.at[j]))
                    continue;
                for (int k = 0; k < world.n; k++)
                    for (int how = ARITHMETIC_ADD; how <= ARITHMETIC_DIVIDE;
                         how++) {
                        bool failed = false;
                        enum arithmetic h = (enum arithmetic)how;
                        struct value narrow = value_arithmetic(
                            h, world.at[i], world.at[k], &failed);
                        struct value wide = value_arithmetic(
                            h, world.at[j], world.at[k], &failed);
                        ck_assert(value_within(narrow, wide));
                    }
            }
    }
END_TEST

START_TEST(out_of_range_is_any_number_and_said)
    {
        bool failed = false;
        struct value top = value_number(DECIMAL_MAX);
        struct value r =
            value_arithmetic(ARITHMETIC_ADD, top, value_number(1), &failed);
        ck_assert(failed && value_equal(r, value_any_number()));
        failed = false;
        r = value_arithmetic(ARITHMETIC_MULTIPLY, value_or_nothing(top), top,
                             &failed);
        ck_assert(failed && r.nothing && r.some);
        failed = false;
        value_arithmetic(ARITHMETIC_ADD, top, value_nothing(VALUE_NUMBER),
                         &failed);
        ck_assert(!failed);
        /* Only the high end is beyond the range. */
        struct value wide = value_range(0, false, DECIMAL_MAX, false);
        r = value_arithmetic(ARITHMETIC_ADD, wide, value_number(1), &failed);
        ck_assert(failed && value_equal(r, value_any_number()));
    }
END_TEST

START_TEST(nothing_gives_nothing)
    {
        bool failed = false;
        struct value nothing = value_nothing(VALUE_NUMBER);
        struct value perhaps = value_or_nothing(value_number(ONE));
        struct value r = value_arithmetic(ARITHMETIC_ADD, nothing,
                                          value_number(ONE), &failed);
        ck_assert(value_is_nothing(r));
        r = value_arithmetic(ARITHMETIC_DIVIDE, perhaps, value_number(ONE),
                             &failed);
        ck_assert(value_equal(r, perhaps));
        ck_assert(value_is_nothing(value_negate(nothing)) && !failed);
    }
END_TEST

/* ---- the lab's "<0.5" and ">1000" ---------------------------------------- */

START_TEST(open_ends_stay_open_where_they_are_only_tended_to)
    {
        bool failed = false;
        struct value above =
            value_range(1000 * ONE, true, DECIMAL_ABOVE_ALL, true);
        struct value below = value_range(0, false, ONE / 2, true);
        struct value r = value_arithmetic(ARITHMETIC_DIVIDE, above,
                                          value_number(10 * ONE), &failed);
        ck_assert_int_eq(
            value_compare(COMPARE_GT, r, value_number(100 * ONE), NULL),
            TRUTH_YES);
        r = value_arithmetic(ARITHMETIC_MULTIPLY, below, value_number(2 * ONE),
                             &failed);
        ck_assert_int_eq(value_compare(COMPARE_LT, r, value_number(ONE), NULL),
                         TRUTH_YES);
        /* 2/3 rounds up, into the interval: closed. */
        r = value_arithmetic(ARITHMETIC_DIVIDE,
                             value_range(2 * ONE, true, 3 * ONE, true),
                             value_number(3 * ONE), &failed);
        ck_assert(r.range.low == 66666667 && !r.low_open);
        ck_assert(r.range.high == ONE && r.high_open && !failed);
    }
END_TEST

START_TEST(vanishing_products_reach_zero)
    {
        bool failed = false;
        struct value small = value_range(0, true, ONE, false);
        struct value r =
            value_arithmetic(ARITHMETIC_MULTIPLY, small, small, &failed);
        ck_assert(r.range.low == 0 && !r.low_open);
        r = value_arithmetic(ARITHMETIC_MULTIPLY, small, value_number(2 * ONE),
                             &failed);
        ck_assert(r.range.low == 0 && r.low_open);
    }
END_TEST

/* ---- conversion ---------------------------------------------------------- */

START_TEST(converts_into_another_unit)
    {
        static const struct unit_map tenfold = {10, 1, 0, 0};
        static const struct unit_map third = {1, 3, 0, 0};
        bool failed = false;
        struct value v = value_range(ONE, true, 2 * ONE, false);
        ck_assert(value_equal(value_convert(v, &tenfold, &failed),
                              value_range(10 * ONE, true, 20 * ONE, false)));
        ck_assert(value_equal(value_convert(v, &third, &failed),
                              value_range(33333333, true, 66666667, false)));
        ck_assert(value_equal(value_convert(v, NULL, &failed), v));
        ck_assert(
            value_equal(value_convert(value_any_number(), &third, &failed),
                        value_any_number()));
        ck_assert(!failed);
        struct value nothing = value_nothing(VALUE_NUMBER);
        ck_assert(
            value_equal(value_convert(nothing, &tenfold, &failed), nothing));
        ck_assert(!failed);
        value_convert(value_number(DECIMAL_MAX), &tenfold, &failed);
        ck_assert(failed);
        failed = false;
        v = value_range(ONE, false, DECIMAL_MAX, false);
        ck_assert(value_equal(value_convert(v, &tenfold, &failed),
                              value_any_number()));
        ck_assert(failed);
    }
END_TEST

static Suite *value_suite(void)
{
    Suite *s = suite_create("value");
    UNIT_CASE(s, "comparing", compares_as_its_members_do,
              narrowing_narrows_a_comparison, between_is_one_condition,
              compares_across_units_exactly, between_in_two_units);
    UNIT_CASE(s, "arithmetic", arithmetic_is_sound_and_tight,
              arithmetic_holds_every_result, narrowing_narrows_arithmetic,
              out_of_range_is_any_number_and_said, nothing_gives_nothing);
    UNIT_CASE(s, "open ends", open_ends_stay_open_where_they_are_only_tended_to,
              vanishing_products_reach_zero, converts_into_another_unit);
    return s;
}

UNIT_MAIN(value_suite)
