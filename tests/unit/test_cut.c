/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Thresholds as places between whole counts: each is held against
 * value_compare, number by number around the threshold, and at the ends of
 * what numbers there are.
 */

#include "interp/value/cut.h"

#include "tests/unit/unit.h"

#define ONE DECIMAL_ONE

/* mm, in cm; cm, in mm; thirds; degrees Celsius, in Fahrenheit and back. */
static const struct unit_map maps[] = {
    {1, 1, 0, 0},
    {1, 10, 0, 0},
    {10, 1, 0, 0},
    {1, 3, 0, 0},
    {7, 3, 0, 0},
    {9, 5, 27315000000, -45967000000},
    {5, 9, 45967000000, -27315000000},
};

#define MAPS (sizeof maps / sizeof maps[0])

static const decimal thresholds[] = {
    0, 1, -1, 3 * ONE, -7 * ONE + 3, 9860000000, DECIMAL_MAX, DECIMAL_MIN,
};

#define THRESHOLDS (sizeof thresholds / sizeof thresholds[0])

/* Whether `x HOW threshold`, which are both known. */
static bool compares(enum comparison how, decimal x, const struct unit_map *map,
                     decimal threshold)
{
    enum truth truth =
        value_compare(how, value_number(x), value_number(threshold), map);
    ck_assert_int_ne(truth, TRUTH_UNKNOWN);
    return truth == TRUTH_YES;
}

static void check_cut(struct cut cut, decimal x, bool below, bool at_most)
{
    ck_assert_msg((x < cut.below) == below, "%lld below", (long long)x);
    ck_assert_msg((x < cut.upto) == at_most, "%lld at most", (long long)x);
}

/* x and its neighbours within the numbers. */
static void around(decimal x, decimal threshold, const struct unit_map *map)
{
    struct cut cut = cut_of(threshold, map);
    struct cut mapped = cut_of_mapped(threshold, map);
    for (decimal y = x - 2; y <= x + 2; y++) {
        if (y > DECIMAL_MAX || y < DECIMAL_MIN)
            continue;
        check_cut(cut, y, compares(COMPARE_LT, y, map, threshold),
                  compares(COMPARE_LE, y, map, threshold));
        check_cut(mapped, y, compares(COMPARE_GT, threshold, map, y),
                  compares(COMPARE_GE, threshold, map, y));
    }
}

static decimal within(int64_t count)
{
    return count > DECIMAL_MAX - 2   ? DECIMAL_MAX - 2
           : count < DECIMAL_MIN + 2 ? DECIMAL_MIN + 2
                                     : count;
}

START_TEST(numbers_are_cut_where_they_compare)
    {
        for (size_t i = 0; i < MAPS; i++)
            for (size_t j = 0; j < THRESHOLDS; j++) {
                struct cut cut = cut_of(thresholds[j], &maps[i]);
                struct cut mapped = cut_of_mapped(thresholds[j], &maps[i]);
                around(within(cut.below), thresholds[j], &maps[i]);
                around(within(mapped.below), thresholds[j], &maps[i]);
                around(0, thresholds[j], &maps[i]);
                around(within(DECIMAL_MAX), thresholds[j], &maps[i]);
                around(within(DECIMAL_MIN), thresholds[j], &maps[i]);
            }
    }
END_TEST

/* What has no bound is below or above every threshold, even one that no
   number reaches. */
START_TEST(ends_without_a_bound_stay_outside)
    {
        for (size_t i = 0; i < MAPS; i++)
            for (size_t j = 0; j < THRESHOLDS; j++) {
                check_cut(cut_of(thresholds[j], &maps[i]), DECIMAL_BELOW_ALL,
                          true, true);
                check_cut(cut_of(thresholds[j], &maps[i]), DECIMAL_ABOVE_ALL,
                          false, false);
            }
        struct cut beyond = cut_of(DECIMAL_MAX, &maps[1]);
        check_cut(beyond, DECIMAL_MAX, true, true);
        beyond = cut_of(DECIMAL_MIN, &maps[1]);
        check_cut(beyond, DECIMAL_MIN, false, false);
    }
END_TEST

static date day(const char *text)
{
    date first = 0, last = 0;
    ck_assert_int_eq(date_read(str_of(text), &first, &last), DATE_WHOLE);
    return first;
}

/* "time since D < 3 weeks" of the days around the threshold. */
START_TEST(days_since_are_cut_from_the_later_side)
    {
        static const struct unit_map weeks = {1, 7, 0, 0};
        date today = day("2024-06-01");
        for (decimal at = 0; at <= 4 * ONE; at += ONE / 2) {
            struct cut cut = cut_of_days_since(today, at, &weeks);
            for (date d = today - 40; d <= today + 10; d++) {
                decimal since = (today - d) * ONE;
                check_cut(cut, d, compares(COMPARE_GT, since, &weeks, at),
                          compares(COMPARE_GE, since, &weeks, at));
            }
        }
    }
END_TEST

/* "D + 1 month < day" of the days around it, at the ends of months too. */
START_TEST(months_are_cut_by_the_calendar)
    {
        for (date at = day("2024-02-20"); at <= day("2024-04-05"); at++)
            for (int64_t months = -13; months <= 13; months++) {
                struct cut cut = cut_of_months(at, months);
                date about = date_add_months(at, -months);
                for (date d = about - 5; d <= about + 5; d++)
                    check_cut(cut, d, date_add_months(d, months) < at,
                              date_add_months(d, months) <= at);
            }
    }
END_TEST

static Suite *cut_suite(void)
{
    Suite *s = suite_create("cut");
    UNIT_CASE(s, "numbers", numbers_are_cut_where_they_compare,
              ends_without_a_bound_stay_outside);
    UNIT_CASE(s, "days", days_since_are_cut_from_the_later_side,
              months_are_cut_by_the_calendar);
    return s;
}

UNIT_MAIN(cut_suite)
