/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_MUTANTS_TEXT_H
#define CANTLIE_INTERP_RENDER_MUTANTS_TEXT_H

/* Which small mistakes in the rules no case would notice. */

#include "interp/suite/coverage.h"
#include "interp/suite/mutate.h"

struct mutation_report {
    const struct program *program;
    const struct mutants *mutants;
    const struct mutant_result *results; /* by mutant */
};

/* Those that survive, each with its place, what was changed, and a case that
   would notice; then the score. */
void mutants_text(struct buf *out, const struct mutation_report *report);

/* Noticed, of those that mean something else. */
struct share mutation_score(const struct mutation_report *report);

#endif
