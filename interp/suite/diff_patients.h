/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_DIFF_PATIENTS_H
#define CANTLIE_INTERP_SUITE_DIFF_PATIENTS_H

/*
 * Whom a change of the rules touches: patients evaluated by both programs,
 * and what is different, gathered by what became of it and by the clause that
 * is responsible.
 */

#include "interp/suite/diff.h"

enum delta_of {
    DELTA_VERDICT, /* on a treatment */
    DELTA_SCORE,
    DELTA_RULE,   /* one that makes no verdict: notes, outcomes, delays ... */
    DELTA_ERRORS, /* record errors */
    DELTA_KINDS
};

/* Patients to whom the same happened for the same reason. */
struct delta {
    enum delta_of of;
    struct str name; /* of the treatment, score or rule */
    struct str from, to;
    struct str cause;
    LIST(struct str) patients;
};

struct diff_patients {
    const struct diff *diff;
    uint64_t patients, changed, unreadable;
    LIST(struct delta) deltas;
};

struct patient_differ;

/* For one thread; everything lives in the diff's arena. */
struct patient_differ *patient_differ_new(const struct diff *diff);

/* Compares one patient: the same record, read for either program. `scratch`
   holds both. Whether anything is different. */
bool patient_differ_add(struct patient_differ *pd, struct record *before,
                        struct record *after, struct arena *scratch);

/* What the evaluations took so far (eval_effort). */
uint64_t patient_differ_effort(const struct patient_differ *pd);

/* All that was found so far: verdicts, scores, rules, errors; each by name, the
   most frequent change first. */
struct diff_patients *patient_differ_result(struct patient_differ *pd);

/* Adds a patient to the delta like this one, which is made (and copied to the
   arena) when it is the first. */
void diff_patients_note(struct diff_patients *patients, struct arena *arena,
                        const struct delta *like, struct str id);

/* Verdicts, scores, rules, errors; each by name, the most frequent change
   first. */
void diff_patients_sort(struct diff_patients *patients);

/* "candidate", "recommended", "undecided (avoided or nothing)", "nothing". */
struct str diff_verdict_text(struct arena *arena,
                             const struct verdict *verdict);

#endif
