/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_COMPARE_H
#define CANTLIE_INTERP_CLI_COMPARE_H

/*
 * Records that are read twice, once for each of two rule sets, and compared.
 */

#include "interp/cli/inputs.h"
#include "interp/cli/mapping.h"
#include "interp/suite/diff_patients.h"

/* One side: its rules, and how records are read for them. */
struct compare_side {
    const struct loaded *loaded;
    struct reader_options reading;
    struct inputs inputs;
};

struct compare {
    const struct invocation *invocation;
    struct compare_side before, after;
    struct patient_differ *differ;
    uint64_t with_errors; /* records that have some, on either side */
    size_t broken;        /* inputs */
};

/* Compares all records of the inputs. What is wrong with inputs goes to
   standard error; record errors are only counted. */
void compare_records(struct compare *compare);

/* Compares patients that are made up for the purpose; `most` of them, about.
   As of each case's own day unless `as_of` is given. */
void compare_generated(struct compare *compare, const struct diff *diff,
                       const date *as_of);

/* The records of one side, one after the other; `arena` is cleared behind
   each. Returns how many inputs could not be read whole, after complaints. */
size_t compare_side_records(const struct invocation *invocation,
                            const struct compare_side *side,
                            void (*visit)(void *context, struct record *record,
                                          struct arena *arena),
                            void *context);

#endif
