/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Exponential and logarithm in fixed point: 120 binary places, about 36
 * decimal ones, of which the last two or three are lost on the way. A result
 * has at most 19 digits, so it is the exact value correctly rounded unless
 * that lies within some 2^-45 of the middle between two decimals. No libm and
 * no floating point: results do not depend on the machine.
 *
 * ln goes by the area tangent, ln m = 2 artanh((m - 1) / (m + 1)) for m in
 * [1, 2); exp by the power series after taking out powers of two.
 */

#include "interp/value/fixed.h"

#define HALVES(high, low) ((fixed)(((uwide)(high) << 64) | (uwide)(low)))

/* ln 2 and 1 / ln 10, times 2^120. */
#define LN_2 HALVES(0x00b17217f7d1cf79U, 0xabc9e3b39803f2f7U)
#define LOG10_E HALVES(0x006f2dec549b9438U, 0xca9aadd557d699eeU)

/* The product of two numbers that are not negative. */
static fixed multiply(fixed a, fixed b)
{
    uwide a_high = (uwide)a >> 64, a_low = (uint64_t)a;
    uwide b_high = (uwide)b >> 64, b_low = (uint64_t)b;
    uwide middle = a_high * b_low + a_low * b_high + ((a_low * b_low) >> 64);
    return (fixed)(((a_high * b_high) << (128 - FIXED_PLACES)) +
                   (middle >> (FIXED_PLACES - 64)));
}

/* a / b for 0 <= a and 0 < b < 2^126, digit by binary digit. */
static fixed divide(fixed a, fixed b)
{
    fixed quotient = a / b, rest = a % b;
    for (int i = 0; i < FIXED_PLACES; i++) {
        rest *= 2;
        quotient = quotient * 2 + (rest >= b);
        if (rest >= b)
            rest -= b;
    }
    return quotient;
}

fixed fixed_ratio(uint64_t numerator, uint64_t denominator)
{
    return divide((fixed)numerator, (fixed)denominator);
}

/* ---- logarithm ----------------------------------------------------------- */

/* ln m for 1 <= m < 2. */
static fixed ln_near_one(fixed m)
{
    fixed z = divide(m - FIXED_ONE, m + FIXED_ONE);
    fixed square = multiply(z, z), power = z, sum = 0;
    for (int odd = 1; power; odd += 2) {
        sum += power / odd;
        power = multiply(power, square);
    }
    return 2 * sum;
}

static fixed ln_whole(uint64_t n)
{
    int exponent = 0;
    while (n >> exponent > 1)
        exponent++;
    fixed m = (fixed)n << (FIXED_PLACES - exponent);
    return ln_near_one(m) + exponent * LN_2;
}

fixed fixed_ln(uint64_t numerator, uint64_t denominator)
{
    return ln_whole(numerator) - ln_whole(denominator);
}

/* ---- scaling ------------------------------------------------------------- */

static fixed with_sign(fixed magnitude, bool negative)
{
    return negative ? -magnitude : magnitude;
}

fixed fixed_to_log10(fixed x)
{
    return with_sign(multiply(x < 0 ? -x : x, LOG10_E), x < 0);
}

fixed fixed_scale(fixed x, uint64_t numerator, uint64_t denominator, bool *huge)
{
    uwide magnitude = (uwide)(x < 0 ? -x : x);
    uwide low = (uwide)(uint64_t)magnitude * numerator;
    uwide high = (magnitude >> 64) * numerator + (low >> 64);
    /* high * 2^64 + (low mod 2^64), divided in three steps of 32 bits. */
    uwide quotient = high / denominator, rest = high % denominator;
    *huge = quotient >> (FIXED_PLACES + 6 - 64) != 0;
    if (*huge)
        return 0;
    rest = (rest << 32) | (uint32_t)(low >> 32);
    quotient = (quotient << 32) | rest / denominator;
    rest = (rest % denominator << 32) | (uint32_t)low;
    quotient = (quotient << 32) | rest / denominator;
    return with_sign((fixed)quotient, x < 0);
}

decimal fixed_to_decimal(fixed x)
{
    uwide magnitude = (uwide)(x < 0 ? -x : x);
    /* Bits that the product with 2^27 would lose are below 2^-90. */
    uwide units = (magnitude >> 27) * (uwide)DECIMAL_ONE;
    uwide nearest = ((units >> (FIXED_PLACES - 28)) + 1) / 2;
    return x < 0 ? -(decimal)nearest : (decimal)nearest;
}

/* ---- exponential --------------------------------------------------------- */

/* e to the x for 0 <= x < ln 2. */
static fixed exp_near_zero(fixed x)
{
    fixed term = FIXED_ONE, sum = 0;
    for (int n = 1; term; n++) {
        sum += term;
        term = multiply(term, x) / n;
    }
    return sum;
}

bool fixed_exp(fixed x, uint64_t slack, decimal *result)
{
    wide twos = wide_floor(x, LN_2);
    if (twos > 36) /* 2^37 is beyond the decimals */
        return false;
    if (twos < -28) { /* 2^-28 is below half a hundred-millionth */
        *result = 0;
        return true;
    }
    uwide m = (uwide)exp_near_zero(x - twos * LN_2);
    uwide units = (m >> 32) * (uwide)DECIMAL_ONE +
                  (((m & UINT32_MAX) * (uwide)DECIMAL_ONE) >> 32);
    /* The result is units / 2^places, places from 52 to 116. */
    int places = FIXED_PLACES - 32 - (int)twos;
    uwide nearest = (units + ((uwide)1 << (places - 1)) + slack) >> places;
    if (nearest > (uwide)DECIMAL_MAX)
        return false;
    *result = (decimal)nearest;
    return true;
}
