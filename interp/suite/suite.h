/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_SUITE_H
#define CANTLIE_INTERP_SUITE_SUITE_H

/*
 * Cases: the patients that a rule file brings along, and what it expects of
 * them. A case becomes a record like any other; what it expects is compared
 * with the finding; the result is data for a renderer.
 */

#include "interp/eval/finding.h"
#include "interp/eval/proof.h"

/* An expectation that was not met. */
struct unmet {
    const struct expectation *expectation;
    struct str expected;       /* as formatted in the case */
    struct str found;          /* what there was instead, in the same words */
    const struct rule *rule;   /* whose condition decides, or NULL */
    const struct proof *proof; /* of that condition, or NULL */
};

struct case_result {
    const struct test_case *test;
    struct record *record;
    const struct finding *finding; /* NULL when there is no record */
    struct str trouble;            /* why there is none; or empty */
    struct unmet *unmet;
    size_t unmet_count;
};

/* Met as a whole. */
static inline bool case_passed(const struct case_result *result)
{
    return !result->trouble.n && !result->unmet_count;
}

/*
 * The record that a case describes, settled for the case's day (the last day
 * of the calendar where it names none: nothing is then in the future). A
 * record file is looked for beside the rule file. NULL with *trouble when it
 * cannot be read or holds no patient, or more than one.
 */
struct record *case_record(const struct program *program,
                           const struct test_case *test, struct arena *arena,
                           struct str *trouble);

/* Runs a case. The result lives in `arena` and is valid until the evaluator
   begins on another record. */
struct case_result case_run(struct evaluator *ev, const struct test_case *test,
                            struct arena *arena);

/* Whether the finding meets the expectation; else *found says what it says
   instead, in the arena. `test` is the case that it belongs to. */
bool expectation_met(struct evaluator *ev, const struct finding *finding,
                     const struct test_case *test,
                     const struct expectation *expectation, struct str *found);

#endif
