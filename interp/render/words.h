/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_WORDS_H
#define CANTLIE_INTERP_RENDER_WORDS_H

/*
 * How the things of a finding are called in text for people.
 */

#include "interp/eval/finding.h"
#include "interp/eval/proof.h"
#include "interp/render/selection.h"

/* What a warning says of an operation that could not be carried out. */
#define FAILURE_TEXT                                                           \
    "could not be computed (beyond the range, or divided by what may be 0): "  \
    "unknown"

/* "applies", "held", "undetermined". */
const char *state_name(enum truth state);

/* "yes", "no", "unknown". */
const char *truth_name(enum truth truth);

/* "value", "count", ...: the kinds of cli.md. */
const char *record_error_name(enum record_error_kind kind);

/* Its label, or its name. */
struct str words_treatment(const struct treatment *treatment);
struct str words_score(const struct score *score);

/* "recommended", "to be considered", "avoided", "contraindicated", "in
   conflict", "no verdict", "undecided". */
const char *words_verdict(enum word word);

/* "recommend", "consider", ... : what a rule would do. */
const char *words_verb(enum word word);

/* Whether the conclusion recommends or considers its treatments, or calls one
   a candidate. */
bool conclusion_wants(const struct conclusion *conclusion);

/* A treatment group's alternatives: "FOLFOX or FOLFIRI". */
void words_treatments(struct buf *out, const struct treatments *treatments,
                      const char *last);

/* References of the evidence that a rule cites: "[2,32]", or nothing. */
void words_refs(struct buf *out, const struct rule *rule);

/* Name and references: "SECA-criteria [32]". */
void words_rule(struct buf *out, const struct rule *rule);

/* "Overall survival at 5 years 60 %, against 9 %: chemotherapy alone". */
void words_outcome(struct buf *out, const struct conclusion *conclusion);

/* The paragraph that stands where no verdict is to be shown: what unknown facts
   may yet speak against is named. */
void words_no_verdict(struct buf *out, const struct finding *finding,
                      const struct selection *selection);

/* "Cetuximab may yet be out. Not known: BRAF", of a group's member that unknown
   facts may exclude, or must although no rule applies yet. */
void words_doubt(struct buf *out, const struct verdict *member);

/* Facts by name, separated by commas; those of one field in several elements
   are put together: "size of lesion 1 to 3/5, CEA". */
void words_facts(struct buf *out, const struct fact_ref *refs, size_t n);

/* A fact with a value: "KRAS mutated", "not fit-for-surgery", "CEA 12 ug/L",
   "lesion 2 size 5.6 cm", "BRAF not known". */
void words_fact_value(struct buf *out, const struct fact_ref *ref,
                      struct value value);

/* Where a fact's value comes from, in parentheses behind a blank, or nothing:
   " (2024-05-20, 12 weeks old, too old)", " (undated)", " (assumed)".
   `source` tells whether the source is named, too. */
void words_provenance(struct buf *out, const struct fact_ref *ref,
                      const struct fact *fact, const struct record *record,
                      bool source);

/* The facts of a proof with their values and where these come from; those of
   one element together: "lesion 2 size 5.6 cm, not removable; CEA 12 ug/L". */
void words_proof_facts(struct buf *out, const struct proof_fact *facts,
                       size_t n, const struct record *record, bool source);

/* "2 weeks" before `today`, "12 days"; nothing for a fact of today. */
void words_age(struct buf *out, date day, date today);

/* Whether a record says something of a field (lists: whether it lists), and
   what, as in a case: "CEA 12 ug/L (2024-05-20)", "lesions { size 6 cm }".
   `source` tells whether sources are named, too. */
bool words_is_told(const struct record *record, const struct field *field);
void words_told(struct buf *out, const struct record *record,
                const struct field *field, bool source);

/* `primary_surgery "2023-02-30": no such date (cohort.ndjson:17)`. */
void words_record_error(struct buf *out, const struct record_error *error);

/* Whether an end of a computed date says anything: an unknown date, and what
   is computed from it, reaches to the ends of the calendar. */
bool words_day_known(date day);

/* ", " between the parts of a list; call before each part. */
void words_comma(struct buf *out, size_t i);

#endif
