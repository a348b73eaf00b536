/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_VALUE_WIDE_H
#define CANTLIE_INTERP_VALUE_WIDE_H

/*
 * 128-bit integers for intermediate results of this room: the product of two
 * 64-bit numbers always fits. Not for other rooms.
 */

#include "interp/value/decimal.h"

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

/* A result that was rounded to a decimal, and the side on which it lies of
   the exact one: -1 below it, 0 exact, 1 above it. */
struct rounded {
    decimal value;
    int side;
};

/* numerator / denominator to the nearest whole number, halves away from
   zero; false beyond the decimals or when denominator is 0. Neither may be
   so large that doubling its remainder overflows (below 2^126). */
bool wide_round(wide numerator, wide denominator, struct rounded *result);

/* Toward minus infinity and plus infinity; denominator > 0. */
wide wide_floor(wide numerator, wide denominator);
wide wide_ceiling(wide numerator, wide denominator);

/* Negative, 0 or positive as a < b, a = b, a > b. */
static inline int wide_sign(wide a)
{
    return (a > 0) - (a < 0);
}

/* decimal_power with the side on which it was rounded; when the exact side
   is not known (a result that is irrational or too long) the side is 2. */
#define SIDE_UNKNOWN 2
bool decimal_power_rounded(decimal base, decimal exponent,
                           struct rounded *result);

/* unit_convert with the side on which it was rounded. */
struct unit_map;
bool unit_map_apply(const struct unit_map *map, decimal x,
                    struct rounded *result);

#endif
