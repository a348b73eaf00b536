/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_SUMMARY_H
#define CANTLIE_INTERP_RENDER_SUMMARY_H

/*
 * A cohort at a glance (`run --summary`): how many patients have which
 * verdict, which facts the undecided ones wait for, what was wrong with the
 * records. Counting is adding, so tallies of several threads are added up in
 * any order with the same sum.
 */

#include "interp/render/selection.h"

struct tally;

/* Lives in the arena. */
struct tally *tally_new(struct arena *arena, const struct program *program,
                        const struct selection *selection);

void tally_add(struct tally *tally, const struct finding *finding);

/* Adds what `more` counted. Both are of the same program. */
void tally_join(struct tally *tally, const struct tally *more);

/* `today` is what the patients were evaluated for. */
void tally_print(struct buf *out, const struct tally *tally, date today);

#endif
