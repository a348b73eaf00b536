/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_VERDICT_H
#define CANTLIE_INTERP_EVAL_VERDICT_H

/*
 * The verdict on one treatment. Internal to interp/eval: words.c says what
 * word given states make, verdict.c finds the verdict, reasons.c what stands
 * beside it.
 */

#include "interp/eval/completion.h"

struct finder {
    struct evaluator *ev;
    const struct program *program;
    struct plan *plan;
    struct record *record;
    struct arena *arena;
    enum truth *states; /* by rule index, on the record as it stands */
    bool *assuming;     /* by rule index: the state rests on assumptions; NULL
                           when nothing is assumed */
};

/* Finds `assuming`; after `states`. */
void find_assuming(struct finder *finder);

/* The rules that bear on a treatment's word. */
struct bearing {
    const struct finder *finder;
    const struct treatment *treatment;
    struct advices advice;
    const struct rule **undetermined; /* distinct, by declaration */
    size_t n;
};

struct bearing bearing_of(const struct finder *finder,
                          const struct treatment *treatment);

/* The words possible when the undetermined rules of the bearing have these
   states (NULL: as on the record): bits of 1 << enum word. */
unsigned bearing_words(void *bearing, const enum truth *states);

/* Whether a treatment is out of groups and partnerships: a rule that applies
   avoids or contraindicates it. *by is that rule (NULL allowed). */
enum truth treatment_is_out(const struct finder *finder,
                            const struct treatment *treatment,
                            const struct rule **by);

/* The word that a rule with this advice gives when it applies. */
enum word advice_word(const struct advice *advice);

/* Fills word, exact, may_be and needs. */
void verdict_decide(const struct finder *finder, struct verdict *verdict);

/* Fills assumed: the assumed facts that rules on the treatment rest on. */
void verdict_assumptions(const struct finder *finder, struct verdict *verdict);

/* Fills doubtful from the verdicts on all treatments, by index. */
void verdict_doubt(const struct finder *finder, struct verdict *verdict,
                   const struct verdict *all);

/* Fills by, beaten, trials, one_of, candidacy, delays, assumed, outcomes,
   evidence and listed; after verdict_decide. */
void verdict_explain(const struct finder *finder, struct verdict *verdict);

#endif
