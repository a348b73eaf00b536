/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Values as sets: options, sets of options, texts, numbers and dates joined,
 * met, narrowed and asked; extremes over groups; calculating with dates. Sets
 * with few members are held against the sets themselves, bit by bit.
 */

#include "interp/value/value.h"

#include "tests/unit/unit.h"

#define ONE DECIMAL_ONE

static struct value days(const char *text)
{
    date first = 0, last = 0;
    ck_assert_int_le(date_read(str_of(text), &first, &last), DATE_YEAR);
    return value_days(first, last);
}

static struct value number(int x)
{
    return value_number(x * ONE);
}

static struct value between(int low, int high)
{
    return value_range(low * ONE, false, high * ONE, false);
}

/* ---- options: a set of three options and nothing is four bits ------------ */

static struct value of_bits(unsigned bits)
{
    struct value v =
        bits & 7 ? value_options(bits & 7) : value_nothing(VALUE_OPTIONS);
    v.nothing = bits & 8;
    return v;
}

static unsigned bits_of(struct value v)
{
    return (v.some ? (unsigned)v.options : 0) | (v.nothing ? 8 : 0);
}

static enum truth truth_bits(bool yes, bool no)
{
    return (enum truth)((yes ? TRUTH_YES : 0) | (no ? TRUTH_NO : 0));
}

START_TEST(options_are_sets)
    {
        for (unsigned a = 1; a < 16; a++)
            for (unsigned b = 1; b < 16; b++) {
                struct value x = of_bits(a), y = of_bits(b), both;
                ck_assert_uint_eq(bits_of(value_either(x, y)), a | b);
                ck_assert_int_eq(value_both(x, y, &both), (a & b) != 0);
                if (a & b)
                    ck_assert_uint_eq(bits_of(both), a & b);
                ck_assert_int_eq(value_within(x, y), !(a & ~b));
                ck_assert_int_eq(value_equal(x, y), a == b);
            }
    }
END_TEST

START_TEST(options_are_tested_member_by_member)
    {
        for (unsigned a = 1; a < 16; a++)
            for (unsigned wanted = 1; wanted < 8; wanted++)
                ck_assert_int_eq(value_is(of_bits(a), wanted),
                                 truth_bits(a & wanted, a & ~wanted));
    }
END_TEST

static enum truth same_by_members(unsigned a, unsigned b)
{
    bool yes = false, no = false;
    for (unsigned i = 1; i < 16; i *= 2)
        for (unsigned j = 1; j < 16; j *= 2)
            if ((a & i) && (b & j)) {
                bool same = i == j && i < 8;
                yes = yes || same;
                no = no || !same;
            }
    return truth_bits(yes, no);
}

START_TEST(two_options_are_compared_member_by_member)
    {
        for (unsigned a = 1; a < 16; a++)
            for (unsigned b = 1; b < 16; b++)
                ck_assert_int_eq(value_same(of_bits(a), of_bits(b)),
                                 same_by_members(a, b));
    }
END_TEST

START_TEST(known_means_one_member)
    {
        for (unsigned a = 1; a < 16; a++)
            ck_assert_int_eq(value_is_known(of_bits(a)), (a & (a - 1)) == 0);
        ck_assert(value_is_known(number(3)) && !value_is_known(between(3, 4)));
        ck_assert(value_is_known(days("2023-05-14")));
        ck_assert(!value_is_known(days("2023-05")));
        ck_assert(value_is_known(value_text(STR(""))));
        ck_assert(!value_is_known(value_any_text()));
        ck_assert(value_is_known(value_set(5, 5)));
        ck_assert(!value_is_known(value_set(5, 1)));
        ck_assert(!value_is_known(value_or_nothing(number(3))));
    }
END_TEST

START_TEST(conditions)
    {
        ck_assert_int_eq(value_as_truth(value_truth(TRUTH_YES)), TRUTH_YES);
        ck_assert_int_eq(value_as_truth(value_truth(TRUTH_UNKNOWN)),
                         TRUTH_UNKNOWN);
        ck_assert_int_eq(value_as_truth(value_nothing(VALUE_OPTIONS)),
                         TRUTH_NO);
        ck_assert_int_eq(
            value_as_truth(value_or_nothing(value_truth(TRUTH_YES))),
            TRUTH_UNKNOWN);
        ck_assert_int_eq(value_is_nothing_test(number(1)), TRUTH_NO);
        ck_assert_int_eq(value_is_nothing_test(value_nothing(VALUE_DATE)),
                         TRUTH_YES);
        ck_assert_int_eq(value_is_nothing_test(value_or_nothing(number(1))),
                         TRUTH_UNKNOWN);
    }
END_TEST

/* ---- sets of options: each in, out or unknown ---------------------------- */

/* Whether a set of three options may be exactly `set`. */
static bool may_be_set(struct value v, unsigned set)
{
    return !(v.set.must & ~(uint64_t)set) && !(set & ~v.set.may);
}

static enum truth over_sets(struct value v, unsigned wanted, bool none)
{
    bool yes = false, no = false;
    for (unsigned set = 0; set < 8; set++) {
        bool holds = none ? !set : (set & wanted) != 0;
        yes = yes || (may_be_set(v, set) && holds);
        no = no || (may_be_set(v, set) && !holds);
    }
    return truth_bits(yes, no);
}

START_TEST(sets_are_tested_over_all_they_may_be)
    {
        for (unsigned may = 0; may < 8; may++)
            for (unsigned must = 0; must < 8; must++) {
                if (must & ~may)
                    continue;
                struct value v = value_set(may, must);
                ck_assert_int_eq(value_set_is_none(v), over_sets(v, 0, true));
                for (unsigned wanted = 1; wanted < 8; wanted++)
                    ck_assert_int_eq(value_includes(v, wanted),
                                     over_sets(v, wanted, false));
            }
        ck_assert_int_eq(value_includes(value_nothing(VALUE_SET), 1), TRUTH_NO);
        ck_assert_int_eq(value_set_is_none(value_nothing(VALUE_SET)), TRUTH_NO);
        /* About what perhaps does not exist, no is possible too. */
        struct value perhaps = value_or_nothing(value_set(3, 3));
        ck_assert_int_eq(value_includes(perhaps, 1), TRUTH_UNKNOWN);
        ck_assert_int_eq(value_includes(perhaps, 4), TRUTH_NO);
        ck_assert_int_eq(value_set_is_none(value_or_nothing(value_set(0, 0))),
                         TRUTH_UNKNOWN);
    }
END_TEST

START_TEST(sets_join_and_meet)
    {
        struct value both, a = value_set(7, 1), b = value_set(3, 2);
        ck_assert(value_equal(value_either(a, b), value_set(7, 0)));
        ck_assert(value_both(a, b, &both));
        ck_assert(value_equal(both, value_set(3, 3)));
        ck_assert(!value_both(value_set(7, 4), b, &both));
        ck_assert(value_within(value_set(3, 3), a));
        ck_assert(!value_within(a, value_set(3, 3)));
        ck_assert_int_eq(value_set_same(value_set(3, 3), value_set(3, 3)),
                         TRUTH_YES);
        ck_assert_int_eq(value_set_same(a, b), TRUTH_UNKNOWN);
        ck_assert_int_eq(value_set_same(value_set(7, 4), b), TRUTH_NO);
        ck_assert(!value_within(value_set(3, 1), value_set(3, 3)));
    }
END_TEST

/* Sets of which one is surely nothing are not the same, whatever the other. */
START_TEST(sets_that_may_not_exist)
    {
        struct value nothing = value_nothing(VALUE_SET), a = value_set(3, 3);
        struct value perhaps = value_or_nothing(a);
        ck_assert_int_eq(value_set_same(nothing, a), TRUTH_NO);
        ck_assert_int_eq(value_set_same(a, nothing), TRUTH_NO);
        ck_assert_int_eq(value_set_same(nothing, nothing), TRUTH_NO);
        ck_assert_int_eq(value_set_same(perhaps, a), TRUTH_UNKNOWN);
        ck_assert_int_eq(value_set_same(a, perhaps), TRUTH_UNKNOWN);
        ck_assert_int_eq(value_set_same(perhaps, value_set(4, 4)), TRUTH_NO);
    }
END_TEST

/* ---- texts, numbers, dates ----------------------------------------------- */

START_TEST(texts)
    {
        struct value both, a = value_text(STR("a")), any = value_any_text();
        ck_assert_int_eq(value_text_is(a, STR("a")), TRUTH_YES);
        ck_assert_int_eq(value_text_is(a, STR("b")), TRUTH_NO);
        ck_assert_int_eq(value_text_is(any, STR("b")), TRUTH_UNKNOWN);
        ck_assert_int_eq(value_text_is(value_nothing(VALUE_TEXT), STR("b")),
                         TRUTH_NO);
        ck_assert(value_equal(value_either(a, a), a));
        ck_assert(value_equal(value_either(a, value_text(STR("b"))), any));
        ck_assert(value_equal(value_either(a, any), any));
        ck_assert(value_equal(value_either(any, a), any));
        ck_assert(value_both(any, a, &both) && value_equal(both, a));
        ck_assert(value_both(a, any, &both) && value_equal(both, a));
        ck_assert(value_both(any, any, &both) && value_equal(both, any));
        ck_assert(value_both(a, a, &both) && value_equal(both, a));
        ck_assert_int_eq(value_text_is(value_or_nothing(a), STR("a")),
                         TRUTH_UNKNOWN);
        ck_assert_int_eq(value_text_is(value_or_nothing(a), STR("b")),
                         TRUTH_NO);
        /* A text of no bytes is a text, not any. */
        struct value empty = value_text((struct str){NULL, 0});
        ck_assert(value_is_known(empty) &&
                  value_equal(empty, value_text(STR(""))));
        ck_assert(!value_equal(empty, any) && !value_equal(any, a));
        ck_assert(!value_both(a, value_text(STR("b")), &both));
        ck_assert(value_within(a, any) && !value_within(any, a));
    }
END_TEST

/* One end open or not, one place, one kind: each alone makes a difference. */
START_TEST(equal_means_every_part)
    {
        struct value v = value_range(ONE, false, 2 * ONE, false);
        ck_assert(value_equal(v, between(1, 2)));
        ck_assert(!value_equal(v, value_range(ONE, true, 2 * ONE, false)));
        ck_assert(!value_equal(v, value_range(ONE, false, 2 * ONE, true)));
        ck_assert(!value_equal(v, between(1, 3)));
        ck_assert(!value_equal(v, between(0, 2)));
        ck_assert(!value_equal(v, value_or_nothing(v)));
        ck_assert(!value_equal(v, value_days(ONE, 2 * ONE)));
        ck_assert(!value_within(v, value_days(ONE, 2 * ONE)));
        ck_assert(!value_within(v, value_nothing(VALUE_NUMBER)));
        ck_assert(!value_within(value_or_nothing(v), v));
        ck_assert(value_within(v, value_or_nothing(v)));
        ck_assert(!value_within(v, value_range(ONE, true, 2 * ONE, false)));
        ck_assert(!value_within(v, value_range(ONE, false, 2 * ONE, true)));
        ck_assert(!value_equal(value_set(3, 1), value_set(3, 3)));
        ck_assert(!value_equal(value_set(1, 1), value_set(3, 1)));
    }
END_TEST

START_TEST(intervals_join_and_meet)
    {
        struct value both;
        struct value open = value_range(ONE, true, 3 * ONE, true);
        ck_assert(
            value_equal(value_either(number(1), number(3)), between(1, 3)));
        ck_assert(value_equal(value_either(open, number(1)),
                              value_range(ONE, false, 3 * ONE, true)));
        ck_assert(value_both(open, between(2, 5), &both));
        ck_assert(
            value_equal(both, value_range(2 * ONE, false, 3 * ONE, true)));
        ck_assert(!value_both(open, between(3, 5), &both));
        ck_assert(!value_both(number(1), number(2), &both));
        ck_assert(value_both(value_or_nothing(number(1)),
                             value_or_nothing(number(2)), &both));
        ck_assert(value_is_nothing(both));
        ck_assert(value_equal(value_either(days("2023-05"), days("2023-07-01")),
                              value_days(days("2023-05").range.low,
                                         days("2023-07-01").range.low)));
    }
END_TEST

START_TEST(extremes_pass_over_nothing)
    {
        struct value nothing = value_nothing(VALUE_NUMBER);
        struct value v = value_extreme(number(1), number(2), 1);
        ck_assert(value_equal(v, number(2)));
        v = value_extreme(between(1, 4), between(2, 3), 1);
        ck_assert(value_equal(v, between(2, 4)));
        v = value_extreme(between(1, 4), between(2, 3), -1);
        ck_assert(value_equal(v, between(1, 3)));
        ck_assert(value_equal(value_extreme(nothing, number(2), 1), number(2)));
        ck_assert(
            value_equal(value_extreme(number(2), nothing, -1), number(2)));
        ck_assert(value_is_nothing(value_extreme(nothing, nothing, 1)));
        v = value_extreme(value_or_nothing(number(5)), number(2), 1);
        ck_assert(value_equal(v, between(2, 5)));
        v = value_extreme(value_or_nothing(number(5)), nothing, 1);
        ck_assert(value_equal(v, value_or_nothing(number(5))));
        v = value_extreme(days("2023-05"), days("2023-06"), -1);
        ck_assert(value_equal(v, days("2023-05")));
    }
END_TEST

/* ---- dates --------------------------------------------------------------- */

START_TEST(months_at_both_ends)
    {
        ck_assert(value_equal(value_add_months(days("2023-02"), 12),
                              value_days(days("2024-02-01").range.low,
                                         days("2024-02-28").range.low)));
        ck_assert(
            value_is_nothing(value_add_months(value_nothing(VALUE_DATE), 3)));
    }
END_TEST

START_TEST(comparing_after_months)
    {
        /* "less than 2 years ago" is today < date + 2 years. */
        struct value surgery = days("2022-06-01");
        ck_assert_int_eq(
            value_compare_months(COMPARE_GT, surgery, 24, days("2024-05-31")),
            TRUTH_YES);
        ck_assert_int_eq(
            value_compare_months(COMPARE_GT, surgery, 24, days("2024-06-01")),
            TRUTH_NO);
        ck_assert_int_eq(value_compare_months(COMPARE_GT, days("2022-06"), 24,
                                              days("2024-06-15")),
                         TRUTH_UNKNOWN);
        ck_assert_int_eq(value_compare_months(COMPARE_GT,
                                              value_nothing(VALUE_DATE), 24,
                                              days("2024-06-15")),
                         TRUTH_NO);
    }
END_TEST

START_TEST(days_added)
    {
        bool failed = false;
        struct value day = days("2024-02-28");
        ck_assert(value_equal(value_add_days(day, number(2), 1, &failed),
                              days("2024-03-01")));
        ck_assert(value_equal(value_add_days(day, number(59), -1, &failed),
                              days("2023-12-31")));
        struct value half = value_number(ONE / 2);
        ck_assert(value_equal(value_add_days(day, half, 1, &failed), day));
        ck_assert(value_equal(value_add_days(day, half, -1, &failed),
                              days("2024-02-27")));
        struct value open = value_range(ONE, true, 3 * ONE, true);
        ck_assert(
            value_equal(value_add_days(day, open, 1, &failed),
                        value_days(day.range.low + 1, day.range.low + 2)));
        struct value later = value_range(0, false, DECIMAL_ABOVE_ALL, true);
        ck_assert(value_equal(value_add_days(day, later, 1, &failed),
                              value_days(day.range.low, DATE_LAST)));
        ck_assert(!failed);
        struct value v = value_add_days(day, number(2000000000), 1, &failed);
        ck_assert(failed && value_equal(v, value_any_date()));
        failed = false;
        v = value_add_days(day, number(-2000000000), 1, &failed);
        ck_assert(failed && value_equal(v, value_any_date()));
        v = value_add_days(day, value_nothing(VALUE_NUMBER), 1, &failed);
        ck_assert(value_is_nothing(v));
        v = value_add_days(value_nothing(VALUE_DATE), number(1), 1, &failed);
        ck_assert(value_is_nothing(v));
        v = value_add_days(value_or_nothing(day), number(2), 1, &failed);
        ck_assert(value_equal(v, value_or_nothing(days("2024-03-01"))));
    }
END_TEST

/* Without a bound on a side a date reaches to the dates that records have;
   from beyond those, to the last or first that is written. */
START_TEST(days_without_a_bound_added)
    {
        bool failed = false;
        struct value any = value_any_number();
        struct value year =
            value_range(365 * ONE, false, DECIMAL_ABOVE_ALL, true);
        struct value late = days("2200-06-01"), early = days("1800-06-01");
        ck_assert(value_equal(value_add_days(late, any, 1, &failed),
                              value_any_date()));
        ck_assert(value_equal(value_add_days(late, year, 1, &failed),
                              value_days(late.range.low + 365, DATE_GREATEST)));
        ck_assert(value_equal(value_add_days(early, year, -1, &failed),
                              value_days(DATE_LEAST, early.range.low - 365)));
        ck_assert(!failed);
    }
END_TEST

/* More than 0.99999999 and less than 1: a part of a day, which is cut. */
START_TEST(days_between_neighbouring_decimals_added)
    {
        bool failed = false;
        struct value day = days("2024-02-28");
        struct value part = value_range(ONE - 1, true, ONE, true);
        struct value sum = value_add_days(day, part, 1, &failed);
        ck_assert(!failed && value_within(day, sum));
        ck_assert(
            value_within(sum, value_days(day.range.low, day.range.low + 1)));
    }
END_TEST

START_TEST(days_between)
    {
        ck_assert(
            value_equal(value_days_between(days("2014-01-15"), days("2014-02")),
                        between(17, 44)));
        ck_assert(value_equal(
            value_days_between(days("2024-03-01"), days("2024-02-28")),
            number(-2)));
        ck_assert(value_is_nothing(
            value_days_between(value_nothing(VALUE_DATE), days("2024"))));
        ck_assert(value_is_nothing(
            value_days_between(days("2024"), value_nothing(VALUE_DATE))));
        ck_assert(value_equal(
            value_days_between(days("2024-01-01"),
                               value_or_nothing(days("2024-01-03"))),
            value_or_nothing(number(2))));
    }
END_TEST

static Suite *sets_suite(void)
{
    Suite *s = suite_create("sets");
    UNIT_CASE(s, "options", options_are_sets,
              options_are_tested_member_by_member,
              two_options_are_compared_member_by_member, known_means_one_member,
              conditions);
    UNIT_CASE(s, "sets", sets_are_tested_over_all_they_may_be,
              sets_join_and_meet, sets_that_may_not_exist);
    UNIT_CASE(s, "others", texts, equal_means_every_part,
              intervals_join_and_meet, extremes_pass_over_nothing);
    UNIT_CASE(s, "dates", months_at_both_ends, comparing_after_months,
              days_added, days_without_a_bound_added,
              days_between_neighbouring_decimals_added, days_between);
    return s;
}

UNIT_MAIN(sets_suite)
