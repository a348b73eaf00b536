/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_VALUE_FIXED_H
#define CANTLIE_INTERP_VALUE_FIXED_H

/*
 * Numbers with 120 binary places in 128 bits, for exp and ln: integers only,
 * so that every machine computes the same digits. Not for other rooms.
 */

#include "interp/value/wide.h"

typedef wide fixed; /* value * 2^120; magnitude below 64 */

#define FIXED_PLACES 120
#define FIXED_ONE ((fixed)1 << FIXED_PLACES)

/* numerator / denominator, both positive, quotient below 64, cut. */
fixed fixed_ratio(uint64_t numerator, uint64_t denominator);

/* ln(numerator / denominator), both positive; within 2^-112. */
fixed fixed_ln(uint64_t numerator, uint64_t denominator);

/* x / ln(10). */
fixed fixed_to_log10(fixed x);

/* x * numerator / denominator, numerator and denominator positive and the
   latter at most 2^32; *huge is set when the product is 64 or more in
   magnitude (the result is then 0). */
fixed fixed_scale(fixed x, uint64_t numerator, uint64_t denominator,
                  bool *huge);

/* x in hundred-millionths, to the nearest. */
decimal fixed_to_decimal(fixed x);

/* e to the x in hundred-millionths, to the nearest; what is nearer to a half
   than `slack` * 2^-115 of itself counts as a half and goes up. False when
   it is out of range. */
bool fixed_exp(fixed x, uint64_t slack, decimal *result);

#endif
