/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_COHORT_RESULTS_H
#define CANTLIE_INTERP_CLI_COHORT_RESULTS_H

/*
 * Results, as ndjson and csv print them, with a memory of what was found of
 * other patients. Each worker has its own.
 */

#include "interp/cli/cohort.h"
#include "interp/eval/batch.h"
#include "interp/eval/part_keys.h"

struct results;

/* NULL: there is no memory. Freed by results_free; results_start is to be
   called once before use, and takes over the guard of the arena. */
struct results *results_new(struct arena *arena, const struct cohort *cohort,
                            const struct part_keys *keys);
void results_start(struct results *results, struct arena *arena);
void results_free(struct results *results);

/* A row of a sheet, which is not hard, the file that it is from, and who reads
   its lines. */
struct results_row {
    struct batch_work *work;
    const struct sheet *sheet;
    size_t row;
    struct str file;
    struct reader *reader;
};

/* Whether all that is to be said of a row is remembered; if not, the rest is
   to be found of its record, which is read in the ordinary way. What is found
   lives in the arena. */
bool results_recall(struct results *results, struct results_row *row,
                    struct arena *arena);
void results_find(struct results *results, struct evaluator *ev,
                  struct record *record);

/* Everything of a readable record; evaluates its states. */
void results_of_record(struct results *results, struct evaluator *ev,
                       struct record *record, struct arena *arena);

/* Prints what was recalled or found. */
void results_print(struct results *results, struct buf *out);

#endif
