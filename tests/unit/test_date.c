/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The calendar: every day of the years 1800 to 2200 there and back, against a
 * count that knows only the lengths of months; partial dates; months added at
 * the ends of months.
 */

#include "interp/value/date.h"

#include "tests/unit/unit.h"

#include <stdio.h>

static date day(const char *text)
{
    date first = 0, last = 0;
    ck_assert_msg(date_read(str_of(text), &first, &last) == DATE_WHOLE, "%s",
                  text);
    ck_assert_int_eq(first, last);
    return first;
}

static void check_print(date first, date last, const char *expected)
{
    struct arena *arena = arena_new();
    struct buf out = buf_on(arena);
    char text[60];
    date_print_range(&out, first, last);
    snprintf(text, sizeof text, "%.*s", STR_ARG(buf_view(&out)));
    ck_assert_str_eq(text, expected);
    arena_free(arena);
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return lengths[month - 1] + (month == 2 && leap);
}

START_TEST(every_day_there_and_back)
    {
        date expected = DATE_FIRST, found = 0;
        for (int y = 1800; y <= 2200; y++)
            for (int m = 1; m <= 12; m++)
                for (int d = 1; d <= month_length(y, m); d++) {
                    int year, month, of_month;
                    ck_assert(date_from_ymd(y, m, d, &found));
                    ck_assert_int_eq(found, expected++);
                    date_to_ymd(found, &year, &month, &of_month);
                    ck_assert(year == y && month == m && of_month == d);
                }
        ck_assert_int_eq(found, DATE_LAST);
        ck_assert_int_eq(day("1970-01-01"), 0);
    }
END_TEST

/* A moved date may be of any year with four digits: the first and the last
   day of each. */
START_TEST(every_year_there_and_back)
    {
        date first = DATE_LEAST;
        for (int y = 1; y <= 9999; y++) {
            int year, month, of_month;
            date last = first + 337 + month_length(y, 2) - 1;
            date_to_ymd(first, &year, &month, &of_month);
            ck_assert(year == y && month == 1 && of_month == 1);
            date_to_ymd(last, &year, &month, &of_month);
            ck_assert(year == y && month == 12 && of_month == 31);
            first = last + 1;
        }
        ck_assert_int_eq(first, DATE_GREATEST + 1);
    }
END_TEST

START_TEST(refuses_days_that_do_not_exist)
    {
        date d = 4711;
        ck_assert(date_from_ymd(2024, 2, 29, &d) &&
                  date_from_ymd(2000, 2, 29, &d));
        d = 4711;
        ck_assert(!date_from_ymd(2023, 2, 29, &d));
        ck_assert(!date_from_ymd(1900, 2, 29, &d));
        ck_assert(!date_from_ymd(2100, 2, 29, &d));
        ck_assert(!date_from_ymd(2023, 4, 31, &d));
        ck_assert(!date_from_ymd(2023, 0, 1, &d));
        ck_assert(!date_from_ymd(2023, 13, 1, &d));
        ck_assert(!date_from_ymd(2023, 1, 0, &d));
        ck_assert(!date_from_ymd(1799, 12, 31, &d));
        ck_assert(!date_from_ymd(2201, 1, 1, &d));
        ck_assert_int_eq(d, 4711);
    }
END_TEST

static void check_range(const char *text, enum date_read how, const char *first,
                        const char *last)
{
    date from = 1, to = 2;
    ck_assert_msg(date_read(str_of(text), &from, &to) == how, "%s", text);
    ck_assert_int_eq(from, first ? day(first) : 1);
    ck_assert_int_eq(to, last ? day(last) : 2);
}

START_TEST(reads_partial_dates)
    {
        check_range("2023-05", DATE_MONTH, "2023-05-01", "2023-05-31");
        check_range("2024-02", DATE_MONTH, "2024-02-01", "2024-02-29");
        check_range("2023", DATE_YEAR, "2023-01-01", "2023-12-31");
        check_range("1800", DATE_YEAR, "1800-01-01", "1800-12-31");
        check_range("2200-12", DATE_MONTH, "2200-12-01", "2200-12-31");
    }
END_TEST

START_TEST(tells_wrong_dates_from_other_text)
    {
        static const char *const no_such[] = {
            "2023-02-30", "2023-00", "2023-13", "1799",
            "2201",       "0000",    "2201-05", "2023-99-99"};
        static const char *const no_date[] = {
            "",           "202",         "20233",       "2023-",
            "2023-5",     "2023-05-1",   "2023/05/01",  "01.06.2024",
            "2023-05-0a", "2023-05-01T", "-2023",       "2023-05-01 ",
            "+023",       "2023 05",     "2023-05-01x", "6/1/2024"};
        for (size_t i = 0; i < sizeof no_such / sizeof no_such[0]; i++)
            check_range(no_such[i], DATE_NO_SUCH, NULL, NULL);
        for (size_t i = 0; i < sizeof no_date / sizeof no_date[0]; i++)
            check_range(no_date[i], DATE_NO_DATE, NULL, NULL);
    }
END_TEST

START_TEST(prints_as_partly_as_it_is_known)
    {
        check_print(day("2023-05-14"), day("2023-05-14"), "2023-05-14");
        check_print(day("2023-05-01"), day("2023-05-31"), "2023-05");
        check_print(day("2024-02-01"), day("2024-02-29"), "2024-02");
        check_print(day("2024-02-01"), day("2024-02-28"),
                    "2024-02-01 to 2024-02-28");
        check_print(day("2023-01-01"), day("2023-12-31"), "2023");
        check_print(day("2023-01-01"), day("2024-12-31"),
                    "2023-01-01 to 2024-12-31");
        check_print(day("2023-05-03"), day("2023-06-01"),
                    "2023-05-03 to 2023-06-01");
        check_print(DATE_LEAST, DATE_LEAST, "0001-01-01");
        check_print(DATE_LEAST - 5, DATE_LEAST - 5, "0001-01-01");
        check_print(DATE_GREATEST + 5, DATE_GREATEST + 5, "9999-12-31");
    }
END_TEST

static void check_months(const char *from, int64_t months, const char *to)
{
    ck_assert_msg(date_add_months(day(from), months) == day(to),
                  "%s + %lld months", from, (long long)months);
}

START_TEST(adds_months_by_the_calendar)
    {
        check_months("2024-01-31", 1, "2024-02-29");
        check_months("2023-01-31", 1, "2023-02-28");
        check_months("2024-02-29", 12, "2025-02-28");
        check_months("2024-02-29", 48, "2028-02-29");
        check_months("2024-03-31", -1, "2024-02-29");
        check_months("2023-12-15", 1, "2024-01-15");
        check_months("2024-01-15", -1, "2023-12-15");
        check_months("2024-01-15", -13, "2022-12-15");
        check_months("2024-05-31", 0, "2024-05-31");
        check_months("2021-11-03", 24, "2023-11-03");
    }
END_TEST

START_TEST(adding_months_is_monotone_and_bounded)
    {
        for (date d = day("2019-12-25"); d < day("2024-04-01"); d++)
            for (int months = -26; months <= 26; months++)
                ck_assert(date_add_months(d, months) <=
                          date_add_months(d + 1, months));
        ck_assert_int_eq(date_add_months(0, INT64_MAX), DATE_GREATEST);
        ck_assert_int_eq(date_add_months(0, INT64_MIN), DATE_LEAST);
        ck_assert_int_eq(date_add_months(0, -1970 * 12), DATE_LEAST);
        ck_assert_int_eq(date_add_months(DATE_GREATEST, 1), DATE_GREATEST);
    }
END_TEST

static Suite *date_suite(void)
{
    Suite *s = suite_create("date");
    UNIT_CASE(s, "calendar", every_day_there_and_back,
              every_year_there_and_back, refuses_days_that_do_not_exist);
    UNIT_CASE(s, "text", reads_partial_dates, tells_wrong_dates_from_other_text,
              prints_as_partly_as_it_is_known);
    UNIT_CASE(s, "months", adds_months_by_the_calendar,
              adding_months_is_monotone_and_bounded);
    return s;
}

UNIT_MAIN(date_suite)
