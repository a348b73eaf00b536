/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One verdict without the rest of a finding: for whoever tries many records
 * and looks at one treatment, as an interview does.
 */

#include "interp/eval/verdict.h"

void find_verdict(struct evaluator *ev, struct record *record,
                  const struct treatment *treatment, struct arena *arena,
                  struct verdict *verdict)
{
    struct finder finder = finder_of(ev, record, arena);
    *verdict = (struct verdict){.treatment = treatment};
    verdict_decide(&finder, verdict);
}

unsigned find_words(struct evaluator *ev, struct record *record,
                    const struct treatment *treatment, enum truth *states,
                    struct arena *arena)
{
    struct finder finder = finder_with(ev, record, states, arena);
    struct bearing bearing = bearing_of(&finder, treatment);
    return bearing_words(&bearing, NULL);
}
