/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_MUTATE_H
#define CANTLIE_INTERP_SUITE_MUTATE_H

/*
 * The strength of a suite: how many mutants its cases notice. For one that
 * survives, a patient is looked for whom the rules and the mutant treat
 * differently, and a case is made of it. Where none is found among all that
 * were tried, the mutant means the same as far as can be seen, and is not
 * counted.
 */

#include "interp/suite/mutants.h"
#include "interp/suite/suite.h"

enum mutant_fate {
    MUTANT_INVALID, /* an error of its own */
    MUTANT_NOTICED,
    MUTANT_SURVIVES,
    MUTANT_SAME /* nobody was found whom it treats differently */
};

struct mutant_result {
    enum mutant_fate fate;
    struct str proposal; /* a case that notices it, or empty */
};

/* One thread's runner. `tests` are the cases to be run, `n` of them, all of
   the loaded program and passed by it; `inner` is only used. */
struct mutation_runner;
struct mutation_runner *mutation_runner_new(struct arena *arena,
                                            struct arena *inner,
                                            const struct loaded *loaded,
                                            const struct test_case **tests,
                                            size_t n);

/* The fate of one mutant. The proposal lives in mutation_runner_new's arena;
   `scratch` is used, `inner` is cleared again and again. */
struct mutant_result mutant_run(struct mutation_runner *runner,
                                const struct mutant *mutant,
                                struct arena *scratch, struct arena *inner);

#endif
