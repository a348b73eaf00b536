/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_SHEET_VALUE_H
#define CANTLIE_INTERP_RECORDS_SHEET_VALUE_H

/*
 * Plain scalars from their bytes, several at a time in one word: no look at a
 * byte decides where to go next, for the values of patients are as hard to
 * foretell as any. False is no error: the value is not plain.
 *
 * Each function loads up to 16 bytes from `at`, however long the token is.
 */

#include "interp/records/spellings.h"
#include "interp/value/decimal.h"

#define SHEET_BYTES(byte) (0x0101010101010101u * (uint64_t)(byte))

/* Digits of a word that is one number of eight digits, the first one lowest,
   each less '0'. */
static inline uint64_t sheet_join_digits(uint64_t digits)
{
    digits = digits * 10 + (digits >> 8);
    digits =
        ((digits & 0x000000FF000000FFu) * (100 + (1000000ull << 32)) +
         ((digits >> 16) & 0x000000FF000000FFu) * (1 + (10000ull << 32))) >>
        32;
    return digits;
}

/* Whether a byte of the word is above 9. */
static inline bool sheet_above_nine(uint64_t word)
{
    return ((word + SHEET_BYTES(0x76)) | word) & SHEET_BYTES(0x80);
}

/* digits[.digits] of 1 to 8 bytes, as a decimal. */
static inline bool sheet_short_number(const char *at, size_t n, decimal *number)
{
    static const decimal powers[] = {100000000, 10000000, 1000000, 100000,
                                     10000,     1000,     100,     10};
    uint64_t word = spellings_load(at) ^ SHEET_BYTES('0');
    size_t places = 0;
    /* 0 before another digit is no number of JSON. */
    if ((word & 0xFF) == 0 && n > 1 && at[1] != '.')
        return false;
    word <<= 64 - 8 * n;
    uint64_t points = word ^ SHEET_BYTES('.' ^ '0');
    points = (points - SHEET_BYTES(1)) & ~points & SHEET_BYTES(0x80);
    if (points) {
        size_t point = (size_t)__builtin_ctzll(points) / 8;
        uint64_t before = word & (((uint64_t)1 << (8 * point)) - 1);
        places = 7 - point;
        if (!places || point == 8 - n)
            return false;
        word = (word & ~(((uint64_t)2 << (8 * point + 7)) - 1)) | before << 8;
    }
    *number = (decimal)sheet_join_digits(word) * powers[places];
    return !sheet_above_nine(word);
}

/* A day of the years 1800 to 2200 as YYYY-MM-DD; `months` are the first days
   of its months and one more. */
static inline bool sheet_day(const char *at, const int32_t *months,
                             int64_t *day)
{
    uint64_t front = spellings_load(at) ^ 0x2D30302D30303030u;
    unsigned tens = (unsigned char)(at[8] ^ '0');
    unsigned ones = (unsigned char)(at[9] ^ '0');
    /* 9 at most in a digit's place, 0 in that of a '-' */
    if (((front + 0x7F76767F76767676u) | front) & SHEET_BYTES(0x80))
        return false;
    unsigned year =
        (unsigned)((front & 0xFF) * 1000 + (front >> 8 & 0xFF) * 100 +
                   (front >> 16 & 0xFF) * 10 + (front >> 24 & 0xFF));
    unsigned month =
        (unsigned)((front >> 40 & 0xFF) * 10 + (front >> 48 & 0xFF));
    unsigned of_month = tens * 10 + ones - 1;
    if (year - 1800 > 400 || month - 1 > 11 || tens > 3 || ones > 9)
        return false;
    const int32_t *first = &months[(year - 1800) * 12 + month - 1];
    *day = first[0] + (int64_t)of_month;
    return of_month < (unsigned)(first[1] - first[0]);
}

/* true or false of n bytes. */
static inline bool sheet_truth(const char *at, size_t n, unsigned *yes)
{
    static const uint64_t words[] = {0x65736C6166,
                                     0x65757274}; /* from behind */
    *yes = at[0] == 't';
    return n == 5 - *yes &&
           (spellings_load(at) & SPELLINGS_FRONT[n]) == words[*yes];
}

#endif
