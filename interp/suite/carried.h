/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_CARRIED_H
#define CANTLIE_INTERP_SUITE_CARRIED_H

/*
 * What becomes of each piece of evidence: the rules that cite it, the figures
 * among their conclusions, and the cases that carry them.
 *
 * A case carries a rule if one of its expectations names the rule, or if the
 * rule applies to its patient and an expectation is about something that the
 * rule concludes: its treatment, measure, order, monitoring or prognosis.
 */

#include "interp/suite/suite.h"

struct carried {
    const struct evidence *evidence;
    const struct rule **rules; /* that cite it, by declaration */
    size_t rule_count;
    const struct conclusion **outcomes; /* of those rules */
    size_t outcome_count;
    const struct test_case **cases; /* by declaration, each once */
    size_t case_count;
};

/*
 * One entry for every piece of evidence, by declaration. Runs every case; the
 * result lives in `arena`, `scratch` is cleared for each case.
 */
struct carried *carried_evidence(struct evaluator *ev, struct arena *arena,
                                 struct arena *scratch);

#endif
