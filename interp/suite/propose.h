/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_PROPOSE_H
#define CANTLIE_INTERP_SUITE_PROPOSE_H

/*
 * For a hole, a case that fills it: found by changing the patients of the
 * existing cases, one fact, then two, then three at a time, among the finite
 * cells that the rules' own thresholds cut; then made as small as it can be.
 * Its text is parsed, checked and run before it is offered. What it expects
 * is what the rules say now: whoever pastes it judges whether that is right.
 */

#include "interp/check/load.h"
#include "interp/suite/holes.h"

struct proposer;

/* For one thread. `arena` keeps what lasts, `scratch` is used by a call of
   propose, `inner` is cleared again and again. */
struct proposer *proposer_new(struct arena *arena, const struct loaded *loaded,
                              const struct subjects *subjects);

/* The case as text in proposer_new's arena, or empty when none was found. */
struct str propose(struct proposer *proposer, const struct hole *hole,
                   struct arena *scratch, struct arena *inner);

#endif
