/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Square root, exponential, logarithms and powers of decimals, each rounded
 * once to 8 places, halves away from zero.
 *
 * sqrt is exact integer arithmetic. A power with a whole exponent is exact
 * as long as its digits fit in 125 bits, which includes every result that
 * lies just between two decimals; longer ones, other exponents, exp, ln and
 * log10 go by fixed point (fixed.h). A power within the error of fixed point
 * from the middle between two decimals is taken to lie there, since it then
 * is an exact half such as 25.62890625 to the 1.125.
 */

#include "interp/value/decimal.h"
#include "interp/value/fixed.h"
#include "interp/value/wide.h"

/* e to the 26 is out of range; e to the -26 is 0 to 8 places. */
#define EXP_LIMIT (26 * DECIMAL_ONE)

#define EXACT_LIMIT ((wide)1 << 125)
#define LONGEST_POWER_OF_TEN 37

static uint64_t magnitude_of(decimal value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

bool decimal_sqrt(decimal value, decimal *result)
{
    if (value < 0)
        return false;
    wide rest = (wide)value * DECIMAL_ONE, root = 0;
    for (wide bit = (wide)1 << 90; bit; bit >>= 2) {
        bool fits = rest >= root + bit;
        if (fits)
            rest -= root + bit;
        root = root / 2 + (fits ? bit : 0);
    }
    *result = (decimal)root + (rest > root);
    return true;
}

bool decimal_exp(decimal value, decimal *result)
{
    if (value > EXP_LIMIT)
        return false;
    if (value < -EXP_LIMIT) {
        *result = 0;
        return true;
    }
    fixed x = fixed_ratio(magnitude_of(value), (uint64_t)DECIMAL_ONE);
    return fixed_exp(value < 0 ? -x : x, 0, result);
}

bool decimal_ln(decimal value, decimal *result)
{
    if (value <= 0)
        return false;
    *result =
        fixed_to_decimal(fixed_ln((uint64_t)value, (uint64_t)DECIMAL_ONE));
    return true;
}

bool decimal_log10(decimal value, decimal *result)
{
    if (value <= 0)
        return false;
    fixed ln = fixed_ln((uint64_t)value, (uint64_t)DECIMAL_ONE);
    *result = fixed_to_decimal(fixed_to_log10(ln));
    return true;
}

/* ---- powers -------------------------------------------------------------- */

static wide power_of_ten(uint64_t exponent)
{
    wide power = 1;
    while (exponent--)
        power *= 10;
    return power;
}

/* base = digits / 10^places, with as few places as possible. */
static uint64_t shorten(decimal base, uint64_t *places)
{
    uint64_t digits = (uint64_t)base;
    *places = DECIMAL_PLACES;
    for (; *places && digits % 10 == 0; digits /= 10)
        --*places;
    return digits;
}

/* digits^n; false if it is not below EXACT_LIMIT. */
static bool whole_power(uint64_t digits, uint64_t n, wide *power)
{
    *power = 1;
    for (uint64_t i = 0; i < n && digits > 1; i++) {
        if (*power > EXACT_LIMIT / (wide)digits)
            return false;
        *power *= (wide)digits;
    }
    return *power < EXACT_LIMIT;
}

enum attempt { ATTEMPT_DONE, ATTEMPT_OUT_OF_RANGE, ATTEMPT_TOO_LONG };

static enum attempt attempt(bool done)
{
    return done ? ATTEMPT_DONE : ATTEMPT_OUT_OF_RANGE;
}

/* power / 10^places. */
static enum attempt scaled_down(wide power, uint64_t places,
                                struct rounded *result)
{
    if (places > DECIMAL_PLACES + LONGEST_POWER_OF_TEN) {
        *result = (struct rounded){0, -1}; /* EXACT_LIMIT / 10^38 < 1/2 */
        return ATTEMPT_DONE;
    }
    if (places > DECIMAL_PLACES)
        return attempt(
            wide_round(power, power_of_ten(places - DECIMAL_PLACES), result));
    if (power > DECIMAL_MAX)
        return ATTEMPT_OUT_OF_RANGE;
    return attempt(
        wide_round(power * power_of_ten(DECIMAL_PLACES - places), 1, result));
}

/* 10^places / power. */
static enum attempt turned_over(wide power, uint64_t places,
                                struct rounded *result)
{
    if (places + DECIMAL_PLACES > LONGEST_POWER_OF_TEN)
        return ATTEMPT_TOO_LONG;
    return attempt(
        wide_round(power_of_ten(places + DECIMAL_PLACES), power, result));
}

/* base to a whole exponent, base positive. */
static enum attempt exact_power(decimal base, int64_t exponent,
                                struct rounded *result)
{
    uint64_t places, n = magnitude_of(exponent);
    uint64_t digits = shorten(base, &places);
    wide power;
    if (!whole_power(digits, n, &power))
        return ATTEMPT_TOO_LONG;
    return exponent < 0 ? turned_over(power, places * n, result)
                        : scaled_down(power, places * n, result);
}

static bool inexact_power(decimal base, decimal exponent,
                          struct rounded *result)
{
    bool huge;
    fixed ln = fixed_ln((uint64_t)base, (uint64_t)DECIMAL_ONE);
    fixed x =
        fixed_scale(ln, magnitude_of(exponent), (uint64_t)DECIMAL_ONE, &huge);
    bool below_one = (ln < 0) != (exponent < 0);
    *result = (struct rounded){0, SIDE_UNKNOWN};
    if (huge)
        return below_one;
    uint64_t slack = 256 + magnitude_of(exponent) / (uint64_t)DECIMAL_ONE;
    return fixed_exp(exponent < 0 ? -x : x, slack, &result->value);
}

static bool power_of_positive(decimal base, decimal exponent,
                              struct rounded *result)
{
    if (decimal_is_whole(exponent))
        switch (exact_power(base, exponent / DECIMAL_ONE, result)) {
        case ATTEMPT_DONE: return true;
        case ATTEMPT_OUT_OF_RANGE: return false;
        case ATTEMPT_TOO_LONG: break;
        }
    return inexact_power(base, exponent, result);
}

static bool power_of_negative(decimal base, decimal exponent,
                              struct rounded *result)
{
    if (!decimal_is_whole(exponent) ||
        !power_of_positive(-base, exponent, result))
        return false;
    if (exponent / DECIMAL_ONE % 2 == 0)
        return true;
    result->value = -result->value;
    if (result->side != SIDE_UNKNOWN)
        result->side = -result->side;
    return true;
}

bool decimal_power_rounded(decimal base, decimal exponent,
                           struct rounded *result)
{
    if (base < 0)
        return power_of_negative(base, exponent, result);
    if (base > 0)
        return power_of_positive(base, exponent, result);
    if (exponent < 0)
        return false;
    *result = (struct rounded){exponent ? 0 : DECIMAL_ONE, 0};
    return true;
}

bool decimal_power(decimal base, decimal exponent, decimal *result)
{
    struct rounded rounded;
    if (!decimal_power_rounded(base, exponent, &rounded))
        return false;
    *result = rounded.value;
    return true;
}
