/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_COVERAGE_H
#define CANTLIE_INTERP_SUITE_COVERAGE_H

/*
 * How much of the rules the cases see. Counted in cases: a condition that is
 * yes for two lesions of one patient was seen yes once; for one lesion yes
 * and for another no, it was seen both ways.
 *
 * Ownership: everything lives in the arena of coverage_new. One coverage
 * belongs to one evaluator; those of several threads are joined afterwards.
 */

#include "interp/eval/finding.h"
#include "interp/suite/subjects.h"

/* In how many cases. For a rule: applies, held, undetermined. */
struct seen {
    uint32_t yes, no, unknown;
};

/* Where a compared value lay. "Just" is the next whole number or day, else
   one in the last digit of the threshold as written (5.5: 0.1). */
enum side {
    SIDE_BELOW,
    SIDE_JUST_BELOW,
    SIDE_ON,
    SIDE_JUST_ABOVE,
    SIDE_ABOVE,
    SIDES,
    SIDE_NOWHERE = SIDES /* a side is not known */
};

struct coverage {
    struct arena *arena;
    const struct program *program;
    const struct subjects *subjects;
    size_t cases;
    struct seen *conditions;    /* by expression id */
    struct seen *rules;         /* by rule index */
    uint32_t *first_conclusion; /* by rule index, into `conclusions` */
    uint32_t *conclusions;      /* in how many cases each was reached */
    size_t conclusion_count;
    uint32_t (*boundaries)[SIDES]; /* by number; JUST_BELOW is not counted
                                         in BELOW, nor JUST_ABOVE in ABOVE */

    /* the case at hand */
    struct evaluator *ev;
    struct observer observer;
    bool listening;
    uint8_t *truths; /* by expression id: a bit for each enum truth seen */
    uint8_t *sides;  /* by boundary: a bit for each side */
};

/* `subjects` are those of the evaluator's program; from now on the coverage
   observes the evaluator. */
struct coverage *coverage_new(struct arena *arena,
                              const struct subjects *subjects,
                              struct evaluator *ev);

/* Before and after a case is run; `finding` is NULL when it could not be. */
void coverage_begin(struct coverage *coverage);
void coverage_end(struct coverage *coverage, const struct finding *finding);

/* For whoever tries records one by one, between coverage_begin and the next:
   looks at a condition as the record stands (those of elements were heard of
   while they were evaluated), and tells what was seen so far. */
void coverage_look(struct coverage *coverage, const struct expr *condition);
bool coverage_saw(const struct coverage *coverage, const struct expr *condition,
                  enum truth truth);
bool coverage_saw_side(const struct coverage *coverage,
                       const struct boundary *boundary, enum side side);

/* Adds what another thread saw of the same program. */
void coverage_join(struct coverage *to, const struct coverage *from);

/* Whether a case of the kind `seen` counts was seen with this value. */
uint32_t seen_as(const struct seen *seen, enum truth truth);

/* Where the value lies, with the elements bound as they stand. */
enum side boundary_side(struct evaluator *ev, const struct boundary *boundary);

/* A rule's conclusion number `i`: reached in so many cases. */
uint32_t coverage_conclusion(const struct coverage *coverage,
                             const struct rule *rule, size_t i);

/* Calls `reached` for each conclusion that the finding shows as certain. */
void conclusions_reached(const struct finding *finding,
                         void (*reached)(void *context, const struct rule *rule,
                                         size_t i),
                         void *context);

/* Totals: how many there are, and how many were seen. */
struct share {
    size_t seen, all;
};

struct totals {
    struct share applies, held, undetermined; /* of rules and rows */
    struct share conclusions;
    struct share yes, no, unknown;           /* of conditions, each once */
    struct share on, just_below, just_above; /* of thresholds */
    struct share points;                     /* items of scores that held */
    struct share three_valued; /* rules, conclusions and conditions together:
                                  the figure that --fail-under looks at */
};

struct totals coverage_totals(const struct coverage *coverage);

/* In hundredths of a per cent, rounded down; 10000 of nothing. */
unsigned share_of(struct share share);

#endif
