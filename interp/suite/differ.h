/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_DIFFER_H
#define CANTLIE_INTERP_SUITE_DIFFER_H

/* What two programs with one vocabulary say of the same patient: the first
   difference that a case can expect. */

#include "interp/eval/finding.h"

/*
 * Adds what the first finding says, as an expectation, where the second says
 * something else; false when they agree. Rules are compared by name. `out`
 * NULL: only tells.
 */
bool findings_differ(struct evaluator *ev, const struct finding *a,
                     struct evaluator *other, const struct finding *b,
                     struct buf *out);

/*
 * The cheap half of it, without verdicts: states of rules (as find_states
 * gives them), scores, definitions, and what broken constraints took away.
 * Both evaluators have begun on a record of the patient.
 */
bool states_differ(struct evaluator *ev, const enum truth *a,
                   struct evaluator *other, const enum truth *b,
                   struct buf *out);

#endif
