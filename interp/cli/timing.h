/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_TIMING_H
#define CANTLIE_INTERP_CLI_TIMING_H

/*
 * Where the time of a run goes: `cantlie run --timing`. A stopwatch for each
 * thread is switched from one kind of work to the next; and on some patients
 * each rule and each condition is evaluated once more by itself, outside the
 * stopwatch, so that they can be compared. Nothing that is printed on standard
 * output depends on any of it.
 */

#include "interp/eval/eval.h"

enum phase {
    PHASE_REST,
    PHASE_READING,
    PHASE_EVALUATING,
    PHASE_WRITING,
    PHASES
};

struct costs; /* of rules and conditions */

/* All zero: nothing is timed, and no clock is read. */
struct timing {
    bool on;
    enum phase phase;
    double since, seconds[PHASES]; /* of the thread's processor time */
    struct costs *costs;           /* NULL: another thread takes the samples */
};

/* Begins in PHASE_REST; `program` (or NULL) is what samples are taken of. */
struct timing timing_start(struct arena *arena, const struct program *program);

/* Charges the time since the last switch; returns the phase it ends. */
enum phase timing_switch(struct timing *timing, enum phase phase);

/* Whether another sample would serve. */
bool timing_wants_sample(const struct timing *timing);

/* Times each rule and condition on the record that the evaluator is on. */
void timing_sample(struct timing *timing, struct evaluator *ev);

/* Adds what one thread spent. */
void timing_join(struct timing *all, const struct timing *one);

void timing_print(struct buf *out, const struct timing *timing,
                  uint64_t patients);

#endif
