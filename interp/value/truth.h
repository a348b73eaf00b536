/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_VALUE_TRUTH_H
#define CANTLIE_INTERP_VALUE_TRUTH_H

/*
 * Kleene's three values as the set of what a condition may be: a bit for no,
 * a bit for yes. Unknown is both. The empty set does not occur.
 */

#include <stdbool.h>

enum truth { TRUTH_NO = 1, TRUTH_YES = 2, TRUTH_UNKNOWN = 3 };

static inline enum truth truth_of(bool yes)
{
    return yes ? TRUTH_YES : TRUTH_NO;
}

static inline enum truth truth_not(enum truth a)
{
    return (enum truth)(((a & TRUTH_NO) << 1) | ((a & TRUTH_YES) >> 1));
}

/* May be no if either may; may be yes if both may. */
static inline enum truth truth_and(enum truth a, enum truth b)
{
    return (enum truth)(((a | b) & TRUTH_NO) | (a & b & TRUTH_YES));
}

static inline enum truth truth_or(enum truth a, enum truth b)
{
    return (enum truth)((a & b & TRUTH_NO) | ((a | b) & TRUTH_YES));
}

/* What may be true when it may be as `a` says or as `b` says. */
static inline enum truth truth_either(enum truth a, enum truth b)
{
    return (enum truth)(a | b);
}

#endif
