/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_BATCH_H
#define CANTLIE_INTERP_EVAL_BATCH_H

/*
 * The states of all rules for a whole sheet of patients at once. The tree walk
 * of eval.h is the reference: what a batch says of a row is what the walk says
 * of the same record, and where a batch cannot be sure of that, the row
 * becomes hard (the walk then has to answer), or the program has no batch.
 *
 * A batch is constant once compiled and serves any number of threads; each of
 * them has a work of its own, in its own arena.
 */

#include "interp/check/program.h"
#include "interp/eval/part_keys.h"
#include "interp/records/sheet.h"

struct batch;
struct batch_work;

/* Compiles all rules and constraints for evaluations of one day. NULL when
   the program says something that batches do not know. */
const struct batch *batch_compile(struct arena *arena,
                                  const struct program *program, date today);

/*
 * The same, and what tells the keys (part_keys.h) of rows. NULL, too, when the
 * program has no keys.
 */
const struct batch *batch_compile_keys(struct arena *arena,
                                       const struct program *program,
                                       date today);

struct batch_work *batch_work_new(struct arena *arena,
                                  const struct batch *batch);

/*
 * Evaluates every row of a sheet that belongs to a plan of the program's
 * vocabulary. Rows with broken constraints, contradicting statements or
 * operations that fail become hard.
 */
void batch_run(struct batch_work *work, struct sheet *sheet);

/* The state of a rule for a row that is not hard. */
enum truth batch_state(const struct batch_work *work, const struct rule *rule,
                       size_t row);

/* Of batch_compile_keys: the program's keys; and the key of a part for a row
   that is not hard. False: it has none. */
const struct part_keys *batch_keys(const struct batch *batch);
bool batch_key(struct batch_work *work, uint32_t part, size_t row,
               struct key *key);

/* T, F or U for each rule of the program, in the order of declaration; valid
   until the next call of either function here. */
const char *batch_letters(struct batch_work *work, size_t row);

#endif
