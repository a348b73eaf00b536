/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_COMPLETION_H
#define CANTLIE_INTERP_EVAL_COMPLETION_H

/*
 * Completions of a record: what a verdict, or a rule's state, may come to
 * once the unknown facts that it rests on are known (language.md section 4).
 * Internal to interp/eval.
 */

#include "interp/eval/finding.h"
#include "interp/eval/plan.h"

/*
 * One unknown fact and the cells that its values fall into: an option, yes or
 * no, a point or an open stretch between thresholds; for a set one axis for
 * each unknown option, with the cells "not in it" and "in it".
 */
struct axis {
    struct fact_ref ref;
    struct fact *fact;
    struct value *cells; /* n of them, in order */
    uint32_t n;
    uint64_t option; /* sets: the option; else 0 */
    uint32_t tie;    /* axes of one number are tied by `or as stated`: a
                            completion that changes one alone contradicts */
};

struct axes {
    struct axis *at;
    size_t n;
    uint32_t completions; /* product of their numbers of cells */
};

/* A threshold that a fact is compared with. */
struct fact_cut {
    struct fact_ref ref;
    int64_t at; /* hundred-millionths, or the day that begins a stretch */
};

struct cuts {
    struct fact_cut *at;
    size_t n, capacity;
};

/* Adds the thresholds that the conditions below `e` set on unknown facts. */
struct cutter;
struct cutter *cutter_new(struct evaluator *ev, struct arena *arena);
void cutter_rule(struct cutter *cutter, const struct rule *rule);
void cutter_expr(struct cutter *cutter, const struct expr *e);
struct cuts cutter_cuts(const struct cutter *cutter);
/* The `or as stated` expressions met, with the element they were met in. */
struct stated_place {
    const struct expr *stated;
    const struct field *list; /* NULL: the patient's */
    uint32_t element;
};
size_t cutter_stated(const struct cutter *cutter,
                     const struct stated_place **places);

/* The axes for the unknown facts among `reads`, in order of declaration,
   while the product is at most LIMIT_COMPLETIONS. */
struct axes axes_of(struct evaluator *ev, const struct fields *reads,
                    const struct cuts *cuts, struct arena *arena);

/*
 * A question is asked of completions: its rules are the undetermined ones it
 * rests on, and `outcomes` tells from their states (by position; yes, no or
 * unknown) which outcomes are possible, as a set of bits.
 */
struct question {
    const struct rule **rules;
    size_t n;
    unsigned (*outcomes)(void *context, const enum truth *states);
    void *context;
};

struct completions {
    struct axes axes;
    unsigned *outcomes;  /* by completion number; 0: left out */
    unsigned all;        /* the union */
    bool exact;          /* no condition had to be tried both ways */
    struct fields tried; /* fields read by conditions that gave two outcomes
                              when tried */
    bool any_tried;
};

/* Tries them all and restores the record. */
struct completions complete(struct evaluator *ev,
                            const struct question *question,
                            struct arena *arena);

/* The facts needed, in order of declaration. */
size_t completions_needs(struct evaluator *ev,
                         const struct completions *completions,
                         struct arena *arena, struct fact_ref **needs);

/* For one outcome (a single bit) of exact completions: the alternatives that
   give it. False when there are more than LIMIT_ALTERNATIVES. */
bool completions_alternatives(struct evaluator *ev,
                              const struct completions *completions,
                              unsigned outcome, struct arena *arena,
                              struct alternative **alternatives, size_t *n);

#endif
