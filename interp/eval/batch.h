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
#include "interp/records/sheet.h"

struct batch;
struct batch_work;

/* Compiles all rules and constraints for evaluations of one day. NULL when
   the program says something that batches do not know. */
const struct batch *batch_compile(struct arena *arena,
                                  const struct program *program, date today);

/*
 * The same, and what a batch can tell of verdicts. Treatments that one rule or
 * group brings together are a part of the program. What the program says of
 * the treatments of a part (but for what carries a patient's own dates and
 * figures) is the same for two rows of which the part has the same key. NULL,
 * too, when that cannot be promised.
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

/* Of batch_compile_keys: how many parts there are, which one a treatment
   belongs to, and whether keys are of any use for the row: not where a rule may
   apply that says something of the patient's own dates or facts. */
size_t batch_parts(const struct batch *batch);
uint32_t batch_part_of(const struct batch *batch,
                       const struct treatment *treatment);
bool batch_has_keys(const struct batch_work *work, size_t row);

/* The key of a part, at most so long; 0: the row has none there. */
#define BATCH_KEY 512
size_t batch_key(struct batch_work *work, uint32_t part, size_t row,
                 unsigned char key[BATCH_KEY]);

/* T, F or U for each rule of the program, in the order of declaration; valid
   until the next call of either function here. */
const char *batch_letters(struct batch_work *work, size_t row);

#endif
