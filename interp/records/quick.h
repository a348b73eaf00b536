/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_QUICK_H
#define CANTLIE_INTERP_RECORDS_QUICK_H

/*
 * What a column's usual cells mean, prepared once for a header: plain numbers
 * with their conversion, whole dates of one form, texts. It refuses nothing:
 * a cell that it does not take goes the long way.
 */

#include "interp/records/map_table.h"
#include "interp/records/sheet_value.h"

#define QUICK_DATE_BYTES 10

enum quick_kind { QUICK_NONE, QUICK_NUMBER, QUICK_DATE, QUICK_TEXT };

struct quick {
    enum quick_kind kind;
    const struct map_codes *missing[2]; /* cells that say nothing */

    char point;       /* of a number */
    bool has_missing; /* one of these may be a number that is read here */
    bool plain_texts; /* none of these is a text */
    bool whole;
    int64_t numerator, denominator; /* to the field's unit */
    decimal low, high;

    uint8_t year, month, day; /* where they stand in a date of 10 signs */
    uint64_t signs[2]; /* its first 8 bytes and its last 8: '0' for a digit, or
                          what stands between */
    uint64_t most[2];  /* what added to a byte less its sign carries into bit 7
                          if it is none that may stand there */
};

/* For the one source of a group, a column; QUICK_NONE if there is no short
   way. */
struct quick quick_of_group(const struct map_table *table,
                            const struct map_group *group);

/* For a column of Cantlie's own names. */
struct quick quick_of_column(const struct column *column);

/* The number (a decimal in the field's unit) or day in a cell, within what the
   field allows. False: it must be looked at more closely. Up to 16 bytes from
   the cell's start are looked at, however short it is. */
bool quick_number(const struct quick *quick, struct str cell, int64_t *number);

/* Whether the number is a code for missing. */
bool quick_is_missing(const struct quick *quick, decimal number);

/* The text of a cell, within it. */
bool quick_text(const struct quick *quick, struct str cell, struct str *text);

/* --- one cell -------------------------------------------------------------- */

/* digits[.digits] of at most 8 bytes. All are looked at in one go: the length
   of numbers is as hard to foretell as they are. */
static inline bool quick_digits(const char *at, size_t n, char point,
                                decimal *number)
{
    static const decimal scale[] = {10,     100,     1000,     10000,
                                    100000, 1000000, 10000000, 100000000};
    if (n - 1 > 7)
        return false;
    /* The last sign comes into the highest byte, zeros in front of the first. */
    size_t gap = 8 - n, point_at = 7;
    uint64_t word = (spellings_load(at) ^ SHEET_BYTES('0')) << (8 * gap);
    uint64_t points = word ^ SHEET_BYTES((unsigned char)point ^ '0');
    points = (points - SHEET_BYTES(1)) & ~points & SHEET_BYTES(0x80);
    if (points) { /* the digits before it take its place */
        point_at = (size_t)__builtin_ctzll(points) / 8;
        if (point_at == gap || point_at == 7)
            return false;
        uint64_t before = word & (((uint64_t)1 << (8 * point_at)) - 1);
        uint64_t behind = word >> (8 * point_at + 8) << (8 * point_at + 8);
        word = before << 8 | behind;
    }
    *number = (decimal)sheet_join_digits(word) * scale[point_at];
    return !sheet_above_nine(word);
}

/* A number in the field's unit, within its range. */
static inline bool quick_decimal(const struct quick *quick, const char *at,
                                 size_t n, decimal *value)
{
    decimal number;
    if (!quick_digits(at, n, quick->point, &number) ||
        (quick->has_missing && quick_is_missing(quick, number)))
        return false;
    if (quick->numerator != 1 &&
        __builtin_mul_overflow(number, quick->numerator, &number))
        return false;
    if (quick->denominator != 1) {
        if (number % quick->denominator)
            return false;
        number /= quick->denominator;
    }
    *value = number;
    return number >= quick->low && number <= quick->high &&
           !(quick->whole && number % DECIMAL_ONE);
}

struct quick_day {
    unsigned year, month, day;
};

static inline unsigned quick_two(const char *at)
{
    return (unsigned)(at[0] - '0') * 10 + (unsigned)(at[1] - '0');
}

/* The parts of a date of the form, which need not be those of a day. */
static inline bool quick_day(const struct quick *quick, const char *at,
                             size_t n, struct quick_day *day)
{
    if (n != QUICK_DATE_BYTES)
        return false;
    uint64_t front = spellings_load(at) ^ quick->signs[0];
    uint64_t back = spellings_load(at + 2) ^ quick->signs[1];
    if (((front + quick->most[0]) | front | (back + quick->most[1]) | back) &
        SHEET_BYTES(0x80))
        return false;
    const char *year = at + quick->year;
    day->year = quick_two(year) * 100 + quick_two(year + 2);
    day->month = quick_two(at + quick->month);
    day->day = quick_two(at + quick->day);
    return true;
}

#endif
