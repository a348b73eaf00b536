/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_COHORT_H
#define CANTLIE_INTERP_CLI_COHORT_H

/*
 * The cohort loop: reads records, evaluates them, prints them in the order in
 * which they were read. Several threads may share the work; the output is the
 * same bytes for any number of them. Memory does not grow with the cohort.
 */

#include "interp/cli/inputs.h"
#include "interp/cli/output.h"
#include "interp/cli/timing.h"
#include "interp/records/reader.h"
#include "interp/render/resources.h"
#include "interp/render/selection.h"
#include "interp/render/summary.h"

#include <stdint.h>

enum run_format {
    RUN_TEXT,
    RUN_JSON,
    RUN_NDJSON,
    RUN_CSV,
    RUN_STATES,
    RUN_NOTHING /* only counted: --summary alone */
};

struct cohort {
    /* what is to be done: set by the caller */
    struct arena *arena; /* of the command */
    const struct program *program;
    const struct inputs *inputs;
    struct reader_options reading; /* how records are read */
    struct selection selection;
    struct output *output;
    enum run_format format;
    date today;
    bool strict;  /* stop at the first record error */
    bool facts;   /* json: each fact with its source */
    bool explain; /* text: the proofs below each note */
    bool colour;
    unsigned jobs;         /* threads, from 1 */
    unsigned limit_ms;     /* for a record; 0: none */
    bool progress;         /* show it on standard error */
    struct timing *timing; /* where the time goes, or NULL: not asked for */

    /* what came of it */
    struct tally *tally;        /* all findings */
    uint8_t digest[32];         /* of all records, where they have one */
    struct resources resources; /* of FHIR, by type */
    uint64_t patients;          /* evaluated or unreadable */
    uint64_t errors,
        with_errors;        /* record errors, and records that have some */
    uint64_t broken_inputs; /* files that could not be read to the end */
    bool orphans;           /* rows of elements of no patient */
    bool stopped;           /* by --strict */
    bool out_of_memory;
};

/* Complaints about records and files go to standard error as they come. */
void cohort_run(struct cohort *cohort);

#endif
