/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_VERDICT_H
#define CANTLIE_INTERP_EVAL_VERDICT_H

/*
 * The verdict on one treatment. Internal to interp/eval: words.c says what
 * word given states make, left.c what is left of a group, verdict.c finds the
 * verdict, reasons.c what stands
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
    enum truth *left;   /* by treatment index: room for left.c */
};

/* A finder with these states, and one whose states are found. */
struct finder finder_with(struct evaluator *ev, struct record *record,
                          enum truth *states, struct arena *arena);
struct finder finder_of(struct evaluator *ev, struct record *record,
                        struct arena *arena);

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

/* --- left.c: what is left of a treatment that a rule wants ---------------- */

/* Of a rule when the undetermined rules of the bearing have these states
   (NULL: as on the record). */
enum truth bearing_state(const struct bearing *bearing,
                         const enum truth *states, const struct rule *rule);

/* Whether something is left of the bearing's group, but for what the
   conclusion excepts; yes for a treatment that is no group. */
enum truth left_of_members(const struct bearing *bearing,
                           const enum truth *states,
                           const struct conclusion *conclusion);

/* Whether the treatment is left on the record as it stands: no rule that
   applies avoids or contraindicates it, the conclusion (NULL: none) does not
   except it, and of a group something is left. */
enum truth left_of(const struct finder *finder,
                   const struct conclusion *conclusion,
                   const struct treatment *treatment);

/* Whether a rule avoids or contraindicates the treatment itself; *by is one
   that surely does (NULL allowed). */
enum truth left_barred(const struct finder *finder,
                       const struct treatment *treatment,
                       const struct rule **by);

/* For a treatment that is not left: a rule that bars it, or the last member
   of it. */
const struct rule *left_barred_by(const struct finder *finder,
                                  const struct treatment *treatment);

/* --- words.c --------------------------------------------------------------- */

/* "avoid" and "contraindicate", which reach members. */
bool verb_restrains(enum verb verb);

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

/* The day, or days, a period after another: of delays and monitoring. */
struct value verdict_date_after(struct value day, const struct period *period);

#endif
