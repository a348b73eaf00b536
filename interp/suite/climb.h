/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_CLIMB_H
#define CANTLIE_INTERP_SUITE_CLIMB_H

/*
 * A patient to whom a rule applies, found by going uphill: of all changes of
 * one fact (of two, where one does not help) the one that brings the rule's
 * condition nearest to yes is made, until it is yes or nothing helps. Needs no case to begin with.
 */

#include "interp/suite/draft.h"

/* Begins with `from`; aim->rule is the rule. NULL when the top is reached and
   the rule does not apply there. Lives in `arena`; aim->inner is cleared. */
const struct test_case *climb(struct arena *arena, const struct draft_aim *aim,
                              const struct test_case *from);

#endif
