/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_MEASURE_H
#define CANTLIE_INTERP_CLI_MEASURE_H

/* How good the cases are: proposals for what they do not see, and mutants of
   the rules that they do not notice. Both in several threads, with results
   that do not depend on their number. */

#include "interp/check/load.h"
#include "interp/cli/cases.h"
#include "interp/render/coverage_text.h"
#include "interp/render/mutants_text.h"

/* The holes of the cases that were run, each with a case proposed for it
   where one was found. */
struct coverage_report measure_coverage(const struct cases *cases,
                                        const struct loaded *loaded);

/* All mutants, and what the cases that passed make of them. */
struct mutation_report measure_mutants(const struct cases *cases,
                                       const struct loaded *loaded);

#endif
