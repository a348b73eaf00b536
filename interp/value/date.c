/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The Gregorian calendar as day numbers. All arithmetic counts days from
 * 0001-01-01 (day 0 there), where every fourth, hundredth and four-hundredth
 * year ends a period; day numbers as the rest of the program sees them start
 * at 1970-01-01. Dates have no time of day and no zone: a record's date is
 * the day that was written down.
 */

#include "interp/value/date.h"

#define YEAR_FIRST 1800
#define YEAR_LAST 2200

/* Days from 0001-01-01 to 1970-01-01. */
#define EPOCH (-DATE_LEAST)

/* The months of the years 1 to 9999. */
#define MONTHS (9999 * 12)

#define DAYS_IN_400_YEARS 146097

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days of the year before its month (1 to 13; 13 gives the whole year). */
static int days_before_month(int64_t year, int month)
{
    static const int before[] = {0,   31,  59,  90,  120, 151, 181,
                                 212, 243, 273, 304, 334, 365};
    return before[month - 1] + (month > 2 && is_leap(year));
}

static int days_in_month(int64_t year, int month)
{
    return days_before_month(year, month + 1) - days_before_month(year, month);
}

static int64_t days_before_year(int64_t year)
{
    int64_t past = year - 1;
    return past * 365 + past / 4 - past / 100 + past / 400;
}

static date day_number(int64_t year, int month, int day)
{
    return days_before_year(year) + days_before_month(year, month) + day - 1 -
           EPOCH;
}

bool date_from_ymd(int year, int month, int day, date *result)
{
    if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12)
        return false;
    if (day < 1 || day > days_in_month(year, month))
        return false;
    *result = day_number(year, month, day);
    return true;
}

static date clamp(date day)
{
    if (day < DATE_LEAST)
        return DATE_LEAST;
    return day > DATE_GREATEST ? DATE_GREATEST : day;
}

void date_to_ymd(date day, int *year, int *month, int *day_of_month)
{
    int64_t n = clamp(day) + EPOCH;
    /* Never late: leap days run ahead of their mean by 288/400 at most. */
    int64_t y = n * 400 / DAYS_IN_400_YEARS + 1;
    while (days_before_year(y + 1) <= n)
        y++;
    int rest = (int)(n - days_before_year(y));
    int m = 1;
    while (days_before_month(y, m + 1) <= rest)
        m++;
    *year = (int)y;
    *month = m;
    *day_of_month = rest - days_before_month(y, m) + 1;
}

/* ---- reading ------------------------------------------------------------- */

/* The number that `n` digits at `from` spell, or -1. */
static int digits(struct str text, size_t from, size_t n)
{
    int value = 0;
    if (from + n > text.n)
        return -1;
    for (size_t i = from; i < from + n; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return -1;
        value = value * 10 + (text.at[i] - '0');
    }
    return value;
}

/* Two digits behind a '-' at `from`, or -1. */
static int dashed(struct str text, size_t from)
{
    return from < text.n && text.at[from] == '-' ? digits(text, from + 1, 2)
                                                 : -1;
}

static enum date_read read_days(int year, int from, int to, date *first,
                                date *last)
{
    date start;
    if (!date_from_ymd(year, from, 1, &start))
        return DATE_NO_SUCH;
    *first = start;
    *last = day_number(year, to, days_in_month(year, to));
    return from == to ? DATE_MONTH : DATE_YEAR;
}

static enum date_read read_month(int year, int month, date *first, date *last)
{
    if (month < 1 || month > 12)
        return DATE_NO_SUCH;
    return read_days(year, month, month, first, last);
}

static enum date_read read_day(struct str text, date *first, date *last)
{
    int day = dashed(text, 7);
    if (day < 0)
        return DATE_NO_DATE;
    if (!date_from_ymd(digits(text, 0, 4), dashed(text, 4), day, first))
        return DATE_NO_SUCH;
    *last = *first;
    return DATE_WHOLE;
}

enum date_read date_read(struct str text, date *first, date *last)
{
    int year = digits(text, 0, 4);
    int month = dashed(text, 4);
    if (year >= 0 && text.n == 4)
        return read_days(year, 1, 12, first, last);
    if (year < 0 || month < 0)
        return DATE_NO_DATE;
    if (text.n == 7)
        return read_month(year, month, first, last);
    return text.n == 10 ? read_day(text, first, last) : DATE_NO_DATE;
}

/* ---- printing ------------------------------------------------------------ */

static void print_year(struct buf *out, int year)
{
    buf_format(out, "%04d", year);
}

static void print_month(struct buf *out, int year, int month)
{
    buf_format(out, "%04d-%02d", year, month);
}

void date_print(struct buf *out, date day)
{
    int y, m, d;
    date_to_ymd(day, &y, &m, &d);
    buf_format(out, "%04d-%02d-%02d", y, m, d);
}

void date_print_range(struct buf *out, date first, date last)
{
    int y, m, d, last_y, last_m, last_d;
    date_to_ymd(first, &y, &m, &d);
    date_to_ymd(last, &last_y, &last_m, &last_d);
    bool whole = d == 1 && last_d == days_in_month(last_y, last_m);
    if (whole && y == last_y && m == 1 && last_m == 12) {
        print_year(out, y);
    } else if (whole && y == last_y && m == last_m) {
        print_month(out, y, m);
    } else {
        date_print(out, first);
        if (first == last)
            return;
        buf_text(out, " to ");
        date_print(out, last);
    }
}

/* ---- arithmetic ---------------------------------------------------------- */

date date_add_months(date day, int64_t months)
{
    int year, month, day_of_month;
    date_to_ymd(day, &year, &month, &day_of_month);
    if (months < -MONTHS)
        return DATE_LEAST;
    if (months > MONTHS)
        return DATE_GREATEST;
    int64_t total = (int64_t)(year - 1) * 12 + month - 1 + months;
    if (total < 0)
        return DATE_LEAST;
    if (total >= MONTHS)
        return DATE_GREATEST;
    int64_t new_year = total / 12 + 1;
    int new_month = (int)(total % 12) + 1;
    int longest = days_in_month(new_year, new_month);
    return day_number(new_year, new_month,
                      day_of_month < longest ? day_of_month : longest);
}
