/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_INTERVIEW_H
#define CANTLIE_INTERP_SUITE_INTERVIEW_H

/*
 * Which question comes next: of the facts that can still change a verdict, the
 * one whose answer settles most, judged by trying every answer that makes a
 * difference to the rules. Nothing is asked that cannot change a verdict, and
 * nothing twice.
 */

#include "interp/eval/finding.h"

/* What was answered about a fact or a list. */
struct answer {
    struct given given;       /* a fact; explicit_unknown: nobody knows */
    const struct field *list; /* a list of `n` elements instead, or NULL */
    uint32_t n;
    bool unknown; /* the list's number is not known */
};

struct interview {
    const struct program *program;
    const struct record *base; /* what was known before */
    date today;
    const struct treatment *about; /* NULL: every listed verdict */
    const struct answer *answers;
    size_t n;
};

struct step {
    struct record *record; /* settled, with all answers in it */
    struct evaluator *ev;  /* begun on it */
    struct finding *finding;
    const struct treatment **waiting; /* asked for, and undecided */
    size_t waiting_count;
    bool asks;
    struct fact_ref fact; /* the next question; a list by its own field */
    const struct treatment **settles; /* of those that wait, who need it */
    size_t settle_count;
};

/* Where the interview stands. Everything lives in the arena. */
struct step interview_step(const struct interview *interview,
                           struct arena *arena);

/* Facts of a full form: all that the rules behind the verdicts asked for read
   of a patient with the record's elements; a list counts as one question. */
size_t interview_form(const struct interview *interview,
                      const struct step *step, struct arena *arena);

#endif
