/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_DIFF_GENERATE_H
#define CANTLIE_INTERP_SUITE_DIFF_GENERATE_H

/*
 * Patients made up to show what a change does: those of the cases of both
 * rule sets, and, around each rule, definition and score that changed, patients
 * who differ from these in one fact, on, just below and just above every
 * threshold that either version sets. The same rules give the same patients.
 */

#include "interp/suite/diff.h"

struct diff_generation {
    const struct diff *diff;
    bool dated; /* else each patient is of the day of the case that
                   they come from */
    date as_of;
    size_t most; /* patients, about */
    /* Takes a record, which lives until it returns; `facts` is the patient as
       a case would write them. Whether it is one not yet seen. */
    bool (*take)(void *context, const struct record *record, struct str facts);
    void *context;
};

void diff_generate(const struct diff_generation *generation);

#endif
