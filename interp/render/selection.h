/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_SELECTION_H
#define CANTLIE_INTERP_RENDER_SELECTION_H

/*
 * What of a finding is shown: all of it, or only what was named. Each array
 * is by index and may be NULL, which selects everything of its kind.
 */

#include "interp/eval/finding.h"

struct selection {
    const bool *treatments, *rules, *scores;
};

static inline bool selects_treatment(const struct selection *selection,
                                     const struct treatment *treatment)
{
    return !selection->treatments || selection->treatments[treatment->index];
}

static inline bool selects_rule(const struct selection *selection,
                                const struct rule *rule)
{
    return !selection->rules || selection->rules[rule->index];
}

static inline bool selects_score(const struct selection *selection,
                                 const struct score *score)
{
    return !selection->scores || selection->scores[score->index];
}

/* What a rule says of a treatment (NULL: of the patient). */
static inline bool selects_said(const struct selection *selection,
                                const struct rule *rule,
                                const struct treatment *subject)
{
    return selects_rule(selection, rule) ||
           (subject && selects_treatment(selection, subject));
}

/* A verdict that is to be shown. */
static inline bool selects_verdict(const struct selection *selection,
                                   const struct verdict *verdict)
{
    return verdict->listed && selects_treatment(selection, verdict->treatment);
}

/* A fact that can still change a verdict that is shown. */
bool selects_ask(const struct selection *selection,
                 const struct finding *finding, const struct fact_ref *fact);

#endif
