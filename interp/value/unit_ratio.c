/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The arithmetic of units: products of dimensions and ratios. A ratio is kept
 * as a fraction of 64-bit numbers in lowest terms as long as it fits (every
 * unit of measure in medicine does), with the power of pi beside it; the
 * floating-point factor is always kept, for what does not fit.
 */

#include "interp/value/unit_table.h"

#include "interp/value/wide.h"

#include <string.h>

#define PI_VALUE 3.14159265358979323846264338327950288L

struct unit unit_start(void)
{
    return (struct unit){
        .exact = true, .numerator = 1, .denominator = 1, .factor = 1};
}

/* ---- fractions ----------------------------------------------------------- */

static bool multiply_fits(int64_t a, int64_t b, int64_t *product)
{
    wide exact = (wide)a * b;
    if (exact > INT64_MAX)
        return false;
    *product = (int64_t)exact;
    return true;
}

/* Cancels what two positive numbers have in common. */
static void cancel(int64_t *a, int64_t *b)
{
    int64_t x = *a, y = *b;
    if (x == 1 || y == 1)
        return;
    while (y) {
        int64_t rest = x % y;
        x = y;
        y = rest;
    }
    *a /= x;
    *b /= x;
}

/* (n / d) * (by_n / by_d), all positive, each pair in lowest terms. */
static bool multiply_fraction(int64_t *n, int64_t *d, int64_t by_n,
                              int64_t by_d)
{
    int64_t top = *n, bottom = *d;
    cancel(&top, &by_d);
    cancel(&by_n, &bottom);
    return multiply_fits(top, by_n, n) && multiply_fits(bottom, by_d, d);
}

/* The exact ratio times a fraction; the factor is the caller's. */
static void scale_exact(struct unit *unit, int64_t numerator,
                        int64_t denominator)
{
    unit->exact =
        unit->exact && multiply_fraction(&unit->numerator, &unit->denominator,
                                         numerator, denominator);
}

bool unit_ratio(const struct unit *a, const struct unit *b, int64_t *numerator,
                int64_t *denominator)
{
    if (!a->exact || !b->exact || a->pi != b->pi)
        return false;
    *numerator = a->numerator;
    *denominator = a->denominator;
    return multiply_fraction(numerator, denominator, b->denominator,
                             b->numerator);
}

/* ---- numbers ------------------------------------------------------------- */

/* The largest power of ten that 64 bits hold. */
#define TENS 18

void unit_times_ten(struct unit *unit, int power)
{
    int left = power < 0 ? -power : power;
    while (left) {
        int64_t ten = 1;
        for (int i = 0; i < TENS && left; i++, left--)
            ten *= 10;
        scale_exact(unit, power > 0 ? ten : 1, power > 0 ? 1 : ten);
        unit->factor *= power > 0 ? (long double)ten : 1;
        unit->factor /= power > 0 ? 1 : (long double)ten;
    }
}

void unit_times_whole(struct unit *unit, int64_t whole)
{
    unit->factor *= (long double)whole;
    scale_exact(unit, whole, 1);
}

static bool digit_at(struct str text, size_t at)
{
    return at < text.n && text.at[at] >= '0' && text.at[at] <= '9';
}

/* *whole with the digits at *at behind it; how many there were. */
static int append_digits(struct str text, size_t *at, int64_t *whole)
{
    int n = 0;
    for (; digit_at(text, *at); n++)
        *whole = *whole * 10 + (text.at[(*at)++] - '0');
    return n;
}

static bool skip_char(struct str text, size_t *at, char c)
{
    bool there = *at < text.n && text.at[*at] == c;
    *at += there;
    return there;
}

void unit_times_text(struct unit *unit, struct str value)
{
    size_t at = 0;
    int places = 0;
    int64_t whole = 0, exponent = 0;
    append_digits(value, &at, &whole);
    if (skip_char(value, &at, '.'))
        places = append_digits(value, &at, &whole);
    bool negative = skip_char(value, &at, 'e') && skip_char(value, &at, '-');
    append_digits(value, &at, &exponent);
    unit_times_whole(unit, whole);
    unit_times_ten(unit, (int)(negative ? -exponent : exponent) - places);
}

/* ---- products ------------------------------------------------------------ */

static bool add_exponent(int8_t *sum, int8_t exponent, int times)
{
    int total = *sum + exponent * times;
    if (total < -INT8_MAX || total > INT8_MAX)
        return false;
    *sum = (int8_t)total;
    return true;
}

static bool has_amounts(const struct unit *unit)
{
    return unit->amounts || unit->dimension[DIMENSION_AMOUNT] ||
           unit->dimension[DIMENSION_EQUIVALENT] ||
           unit->dimension[DIMENSION_OSMOLE];
}

static bool add_dimensions(struct unit *product, const struct unit *unit,
                           int exponent)
{
    product->amounts = product->amounts || has_amounts(unit);
    for (int i = 0; i < UNIT_DIMENSIONS; i++)
        if (!add_exponent(&product->dimension[i], unit->dimension[i], exponent))
            return false;
    return add_exponent(&product->pi, unit->pi, exponent);
}

/* Only one arbitrary unit at a time: it has a single slot. */
static bool add_arbitrary(struct unit *product, const struct unit *unit)
{
    if (product->arbitrary && unit->arbitrary &&
        product->arbitrary != unit->arbitrary)
        return false;
    if (unit->arbitrary)
        product->arbitrary = unit->arbitrary;
    if (!product->dimension[DIMENSION_ARBITRARY])
        product->arbitrary = 0;
    return true;
}

static bool is_start(const struct unit *unit)
{
    struct unit start = unit_start();
    return unit->exact && unit->numerator == 1 && unit->denominator == 1 &&
           !unit->pi && !unit->offset &&
           !memcmp(unit->dimension, start.dimension, sizeof start.dimension);
}

static void multiply_ratio(struct unit *product, const struct unit *unit)
{
    product->factor *= unit->factor;
    product->exact = product->exact && unit->exact;
    scale_exact(product, unit->numerator, unit->denominator);
}

static void divide_ratio(struct unit *product, const struct unit *unit)
{
    product->factor /= unit->factor;
    product->exact = product->exact && unit->exact;
    scale_exact(product, unit->denominator, unit->numerator);
}

bool unit_times(struct unit *product, const struct unit *unit, int exponent)
{
    bool alone = exponent == 1 && is_start(product);
    if ((product->offset || unit->offset) && !alone)
        return false;
    if (!add_dimensions(product, unit, exponent) ||
        !add_arbitrary(product, unit))
        return false;
    for (int i = 0; i < exponent; i++)
        multiply_ratio(product, unit);
    for (int i = 0; i > exponent; i--)
        divide_ratio(product, unit);
    product->offset = unit->offset;
    return true;
}
