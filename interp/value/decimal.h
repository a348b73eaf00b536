/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_VALUE_DECIMAL_H
#define CANTLIE_INTERP_VALUE_DECIMAL_H

/*
 * Exact decimals: a 64-bit count of hundred-millionths, so 8 places after the
 * point and 10 whole digits before it (up to +-92,233,720,368.5). Every
 * rounding takes halves away from zero. Functions that can fail return false
 * and leave *result alone; they never wrap around.
 */

#include "grammar/base/buf.h"

#include <stdbool.h>
#include <stdint.h>

typedef int64_t decimal;

#define DECIMAL_PLACES 8
#define DECIMAL_ONE ((decimal)100000000)
#define DECIMAL_MAX ((decimal)(INT64_MAX - 1))
#define DECIMAL_MIN (-DECIMAL_MAX)

/* Ends of an interval that has no bound; not decimals. */
#define DECIMAL_BELOW_ALL INT64_MIN
#define DECIMAL_ABOVE_ALL INT64_MAX

enum decimal_parse {
    DECIMAL_EXACT,
    DECIMAL_ROUNDED, /* more than 8 places; rounded */
    DECIMAL_OUT_OF_RANGE,
    DECIMAL_NOT_A_NUMBER
};

/* [+-]digits[.digits][e[+-]digits], nothing else around it. */
enum decimal_parse decimal_read(struct str text, decimal *result);

/* Without trailing zeros: 5.5, -0.25, 12. */
void decimal_print(struct buf *out, decimal value);
struct str decimal_text(struct arena *arena, decimal value);

bool decimal_is_whole(decimal value);

/* A whole number as decimal; false out of range. */
bool decimal_from_int(int64_t whole, decimal *result);

bool decimal_add(decimal a, decimal b, decimal *result);
bool decimal_subtract(decimal a, decimal b, decimal *result);
bool decimal_multiply(decimal a, decimal b, decimal *result);
/* false when b is 0, too. */
bool decimal_divide(decimal a, decimal b, decimal *result);
/* value * numerator / denominator (denominator > 0), rounded once. */
bool decimal_scale(decimal value, int64_t numerator, int64_t denominator,
                   decimal *result);

/* To `places` (0 to 8) after the point, halves away from zero. */
bool decimal_round(decimal value, int places, decimal *result);
bool decimal_floor(decimal value, decimal *result);
bool decimal_ceiling(decimal value, decimal *result);

/* False outside the function's domain or range. power is exact (rounded
   once) for whole exponents; 0 to the 0 is 1; a negative base needs a whole
   exponent. */
bool decimal_sqrt(decimal value, decimal *result);
bool decimal_exp(decimal value, decimal *result);
bool decimal_ln(decimal value, decimal *result);
bool decimal_log10(decimal value, decimal *result);
bool decimal_power(decimal base, decimal exponent, decimal *result);

#endif
