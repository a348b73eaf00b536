/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_STRETCHES_H
#define CANTLIE_INTERP_SUITE_STRETCHES_H

/*
 * The stretches of time that a rule speaks of ("6 weeks", "2 years"), and
 * patients whose dates lie just so far apart. Where stretches are added up,
 * no single date has a threshold of its own; these find it all the same.
 */

#include "interp/suite/draft.h"

struct stretches {
    LIST(int64_t) days, months;
};

/* Adds those of an expression and of what it makes use of. `seen` is by
   expression id. */
void stretches_add(struct stretches *stretches, struct arena *arena,
                   const struct expr *e, bool *seen);

/* Changes of the dates that the draft gives: each so long before its day, and
   before every other of its dates, a day more and a day less. */
struct draft_changes stretches_changes(struct arena *arena,
                                       const struct stretches *stretches,
                                       const struct test_case *draft);

#endif
