/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The functions of the language on intervals: every member's result is inside
 * the function of the interval, narrower arguments give narrower results, and
 * the ends are the ones expected where a clinician would look.
 */

#include "interp/value/value.h"

#include "tests/unit/unit.h"

#include <stdio.h>

#define ONE DECIMAL_ONE
#define QUARTER (DECIMAL_ONE / 4)

#define WORLD_SIZE 200

struct world {
    struct value at[WORLD_SIZE];
    int n;
};

/* All intervals with ends from `low` to `high` in halves, or none. */
static struct world intervals(int low, int high)
{
    struct world world = {.n = 0};
    int steps = 2 * (high - low + 1);
    for (int i = -1; i < steps; i++)
        for (int j = 0; j <= steps; j++) {
            decimal from = (low + i / 2) * ONE / 2;
            decimal to = (low + j / 2) * ONE / 2;
            struct value v =
                value_range(i < 0 ? DECIMAL_BELOW_ALL : from, i % 2,
                            j == steps ? DECIMAL_ABOVE_ALL : to, j % 2);
            bool point = v.range.low == v.range.high;
            if (v.range.low < v.range.high ||
                (point && !v.low_open && !v.high_open))
                world.at[world.n++] = v;
        }
    ck_assert_int_lt(world.n, WORLD_SIZE);
    return world;
}

static bool holds(struct value v, decimal x)
{
    return value_within(value_number(x), v);
}

static struct value apply(enum function which, struct value a, struct value b)
{
    bool failed = false;
    struct value arguments[] = {a, b};
    bool two = which == FUNCTION_POWER || which == FUNCTION_MIN ||
               which == FUNCTION_MAX;
    struct value v = value_function(which, arguments, two ? 2 : 1, &failed);
    ck_assert(!failed ||
              value_equal(value_without_nothing(v), value_any_number()));
    return v;
}

static struct value number(double x)
{
    return value_number((decimal)(x * 100000000.0 + (x < 0 ? -0.5 : 0.5)));
}

static bool is_binary(enum function which)
{
    return which == FUNCTION_POWER || which == FUNCTION_MIN ||
           which == FUNCTION_MAX;
}

/* Every quarter that both arguments hold: the result holds their result. */
static void check_sound(enum function which, struct value a, struct value b)
{
    struct value all = apply(which, a, b);
    for (decimal x = -2 * ONE; x <= 3 * ONE; x += QUARTER)
        for (decimal y = -2 * ONE; y <= 3 * ONE; y += QUARTER) {
            if (!holds(a, x) || !holds(b, y))
                continue;
            struct value one = apply(which, value_number(x), value_number(y));
            ck_assert_msg(value_within(one, all), "%d of %lld, %lld", which,
                          (long long)x, (long long)y);
            if (!is_binary(which))
                break;
        }
}

START_TEST(one_argument_is_sound)
    {
        struct world world = intervals(-3, 3);
        for (int which = FUNCTION_ROUND; which <= FUNCTION_LOG10; which++)
            for (int i = 0; i < world.n; i++)
                check_sound((enum function)which, world.at[i],
                            value_any_number());
    }
END_TEST

START_TEST(two_arguments_are_sound)
    {
        struct world world = intervals(-1, 2), exponents = intervals(-2, 3);
        for (int i = 0; i < world.n; i++)
            for (int j = 0; j < exponents.n; j++) {
                check_sound(FUNCTION_POWER, world.at[i], exponents.at[j]);
                check_sound(FUNCTION_MIN, world.at[i], exponents.at[j]);
                check_sound(FUNCTION_MAX, world.at[i], exponents.at[j]);
            }
    }
END_TEST

START_TEST(narrowing_narrows_functions)
    {
        struct world world = intervals(-2, 2);
        for (int i = 0; i < world.n; i++)
            for (int j = 0; j < world.n; j++) {
                if (!value_within(world.at[i], world.at[j]))
                    continue;
                for (int which = FUNCTION_ROUND; which <= FUNCTION_POWER;
                     which++)
                    for (int k = -2; k <= 3; k++) {
                        enum function f = (enum function)which;
                        struct value other = number(k);
                        ck_assert(value_within(apply(f, world.at[i], other),
                                               apply(f, world.at[j], other)));
                        if (!is_binary(f))
                            break;
                    }
            }
    }
END_TEST

/* ---- ends ---------------------------------------------------------------- */

static struct value range(double low, bool low_open, double high,
                          bool high_open)
{
    return value_range(number(low).range.low, low_open, number(high).range.low,
                       high_open);
}

static void check(enum function which, struct value v, struct value expected)
{
    struct value r = apply(which, v, value_number(0));
    ck_assert_msg(value_equal(r, expected), "%d: %lld,%d to %lld,%d", which,
                  (long long)r.range.low, r.low_open, (long long)r.range.high,
                  r.high_open);
}

START_TEST(steps_reach_their_ends)
    {
        check(FUNCTION_FLOOR, range(1, false, 2, true), number(1));
        check(FUNCTION_FLOOR, range(1, true, 2, false),
              range(1, false, 2, false));
        check(FUNCTION_CEILING, range(1, true, 2, false), number(2));
        check(FUNCTION_CEILING, range(1, false, 2, true),
              range(1, false, 2, false));
        check(FUNCTION_ROUND, range(0.5, false, 1.5, true), number(1));
        check(FUNCTION_ROUND, range(0.5, true, 1.5, false),
              range(1, false, 2, false));
        check(FUNCTION_ROUND, range(-0.5, true, 0.5, true), number(0));
        check(FUNCTION_FLOOR, value_any_number(), value_any_number());
        check(FUNCTION_FLOOR, value_range(ONE, true, ONE + 1, true), number(1));
        check(FUNCTION_CEILING, value_range(ONE, true, ONE + 1, true),
              range(1, false, 2, false));
        /* The next whole number up from the greatest decimal is none. */
        check(FUNCTION_CEILING, value_range(0, false, DECIMAL_MAX, false),
              value_any_number());
        check(FUNCTION_FLOOR, value_range(DECIMAL_MIN, false, 0, false),
              value_any_number());
    }
END_TEST

START_TEST(magnitudes)
    {
        check(FUNCTION_ABS, range(-1, true, 2, false),
              range(0, false, 2, false));
        check(FUNCTION_ABS, range(-2, true, 1, false),
              range(0, false, 2, true));
        check(FUNCTION_ABS, range(-2, true, 2, false),
              range(0, false, 2, false));
        check(FUNCTION_ABS, range(-2, true, 2, true), range(0, false, 2, true));
        check(FUNCTION_ABS, range(-2, true, -1, false),
              range(1, false, 2, true));
        check(FUNCTION_ABS, range(-2, false, 0, true),
              range(0, true, 2, false));
        check(FUNCTION_ABS, value_any_number(),
              value_range(0, false, DECIMAL_ABOVE_ALL, true));
    }
END_TEST

START_TEST(rising_functions)
    {
        check(FUNCTION_SQRT, range(4, true, 9, true), range(2, true, 3, true));
        check(FUNCTION_SQRT, range(0, false, 2, true),
              range(0, false, 1.41421356, false));
        check(FUNCTION_EXP, range(0, true, 1, true),
              range(1, true, 2.71828183, false));
        check(FUNCTION_EXP, value_any_number(),
              value_range(0, false, DECIMAL_ABOVE_ALL, true));
        check(FUNCTION_LN, range(0, true, 1, true),
              value_range(DECIMAL_BELOW_ALL, true, 0, true));
        check(FUNCTION_LOG10, range(10, true, 1000, true),
              range(1, true, 3, true));
        /* Rounded to the whole number, hence reached; irrational, hence
           closed. */
        check(FUNCTION_LOG10, value_range(ONE / 10, true, ONE + 1, true),
              range(-1, true, 0, false));
        check(FUNCTION_LOG10, range(2, true, 5, true),
              range(0.30103, false, 0.69897, false));
        check(FUNCTION_EXP, range(30, false, 31, false), value_any_number());
        check(FUNCTION_LN, range(0, false, 1, true), value_any_number());
        check(FUNCTION_SQRT, range(-1, false, 1, true), value_any_number());
        check(FUNCTION_EXP, range(0, false, 120, false), value_any_number());
    }
END_TEST

static void check_power(struct value base, struct value exponent,
                        struct value expected)
{
    struct value r = apply(FUNCTION_POWER, base, exponent);
    ck_assert_msg(value_equal(r, expected), "%lld,%d to %lld,%d",
                  (long long)r.range.low, r.low_open, (long long)r.range.high,
                  r.high_open);
}

START_TEST(powers)
    {
        struct value two = number(2), three = number(3);
        check_power(range(-1, true, 2, true), two, range(0, false, 4, true));
        check_power(range(-3, true, 2, true), two, range(0, false, 9, true));
        check_power(range(-1, true, 2, true), three, range(-1, true, 8, true));
        check_power(range(-2, false, -1, true), three,
                    range(-8, false, -1, true));
        check_power(range(-2, false, -1, true), number(-1),
                    range(-1, true, -0.5, false));
        check_power(range(2, true, 4, false), number(-2),
                    range(0.0625, false, 0.25, true));
        check_power(range(0, true, 1, false), number(-1),
                    value_range(ONE, false, DECIMAL_ABOVE_ALL, true));
        check_power(range(0, false, 1, false), number(-1), value_any_number());
        check_power(range(-1, false, 1, false), number(-1), value_any_number());
        check_power(range(-1, false, 1, false), number(0.5),
                    value_any_number());
        check_power(value_any_number(), number(0), number(1));
        check_power(value_any_number(), two,
                    value_range(0, false, DECIMAL_ABOVE_ALL, true));
        check_power(range(1, true, 2, false), range(0, true, 2, false),
                    range(1, true, 4, false));
        check_power(value_range(-ONE, false, DECIMAL_MAX, false), three,
                    value_any_number());
        check_power(value_range(DECIMAL_MIN, false, ONE, false), three,
                    value_any_number());
        check_power(two, value_any_number(),
                    value_range(0, false, DECIMAL_ABOVE_ALL, true));
        check_power(number(1), value_any_number(), number(1));
        check_power(number(0), range(0, true, 5, false), number(0));
        check_power(number(0), range(0, false, 5, false),
                    range(0, false, 1, false));
    }
END_TEST

START_TEST(least_and_greatest)
    {
        bool failed = false;
        struct value arguments[] = {range(0, false, 2, true),
                                    range(1, true, 2, false), number(-1)};
        struct value v = value_function(FUNCTION_MAX, arguments, 2, &failed);
        ck_assert(value_equal(v, range(1, true, 2, false)));
        v = value_function(FUNCTION_MIN, arguments, 2, &failed);
        ck_assert(value_equal(v, range(0, false, 2, true)));
        v = value_function(FUNCTION_MIN, arguments, 3, &failed);
        ck_assert(value_equal(v, number(-1)));
        arguments[2] = value_or_nothing(number(9));
        v = value_function(FUNCTION_MAX, arguments, 3, &failed);
        ck_assert(value_equal(v, value_or_nothing(number(9))));
        arguments[1] = value_nothing(VALUE_NUMBER);
        v = value_function(FUNCTION_MAX, arguments, 3, &failed);
        ck_assert(value_is_nothing(v) && !failed);
    }
END_TEST

static struct value round_at(struct value v, struct value places, bool *failed)
{
    struct value arguments[] = {v, places};
    *failed = false;
    return value_function(FUNCTION_ROUND, arguments, 2, failed);
}

START_TEST(rounds_to_places)
    {
        bool failed;
        struct value v = round_at(number(1.005), number(2), &failed);
        ck_assert(!failed && value_equal(v, number(1.01)));
        v = round_at(range(1, true, 2, true), number(8), &failed);
        ck_assert(!failed && value_equal(v, range(1, true, 2, true)));
        v = round_at(number(1.5), number(20), &failed);
        ck_assert(!failed && value_equal(v, number(1.5)));
        round_at(number(1.5), number(-1), &failed);
        ck_assert(failed);
        round_at(number(1.5), number(0.5), &failed);
        ck_assert(failed);
        round_at(number(1.5), range(0, false, 1, false), &failed);
        ck_assert(failed);
    }
END_TEST

/* ---- whole numbers ------------------------------------------------------- */

static bool whole(struct value v, struct value expected)
{
    return value_whole(&v) && value_equal(v, expected);
}

START_TEST(whole_numbers_move_inwards)
    {
        struct value none = range(1, true, 2, true);
        ck_assert(whole(range(1, true, 4, false), range(2, false, 4, false)));
        ck_assert(whole(range(1, false, 4, true), range(1, false, 3, false)));
        ck_assert(
            whole(range(-1.5, false, 1.5, true), range(-1, false, 1, false)));
        ck_assert(whole(value_any_number(), value_any_number()));
        ck_assert(whole(value_range(ONE, true, DECIMAL_ABOVE_ALL, true),
                        value_range(2 * ONE, false, DECIMAL_ABOVE_ALL, true)));
        ck_assert(!value_whole(&none));
        ck_assert(whole(value_or_nothing(range(0.1, false, 0.9, false)),
                        value_nothing(VALUE_NUMBER)));
        ck_assert(
            whole(value_nothing(VALUE_NUMBER), value_nothing(VALUE_NUMBER)));
    }
END_TEST

static Suite *functions_suite(void)
{
    Suite *s = suite_create("functions");
    UNIT_CASE(s, "members", one_argument_is_sound, two_arguments_are_sound,
              narrowing_narrows_functions);
    UNIT_CASE(s, "ends", steps_reach_their_ends, magnitudes, rising_functions,
              powers, least_and_greatest, rounds_to_places,
              whole_numbers_move_inwards);
    return s;
}

UNIT_MAIN(functions_suite)
