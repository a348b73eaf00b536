/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_CASES_H
#define CANTLIE_INTERP_CLI_CASES_H

/* Runs cases in several threads and prints those that fail, in the order of
   their declaration; on request measures what they see of the rules. */

#include "interp/cli/cli.h"
#include "interp/cli/output.h"
#include "interp/suite/coverage.h"
#include "interp/suite/suite.h"

struct cases {
    /* what is to be done: set by the caller */
    const struct invocation *invocation;
    const struct program *program;
    const char *filter; /* only cases whose title holds this; NULL: all */
    unsigned jobs;
    unsigned limit_ms;               /* for a case; 0: none */
    const struct subjects *subjects; /* NULL: coverage is not wanted */

    /* what came of it, in the invocation's arena */
    const struct test_case **at; /* the cases that were run */
    size_t n;
    struct str *failures; /* by case: text for people; empty: it passed */
    size_t passed, failed;
    struct coverage *coverage; /* or NULL */
};

/* False when memory ran out. */
bool cases_run(struct cases *cases);

/* The texts of all failures. */
void cases_write(const struct cases *cases, struct output *output);

#endif
