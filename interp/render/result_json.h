/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_RESULT_JSON_H
#define CANTLIE_INTERP_RENDER_RESULT_JSON_H

/*
 * The result of one patient as JSON, one line of it: the contract of
 * `cantlie run --format json` (one array of them) and `ndjson` (one a line).
 *
 * Beyond the example of the design page, decided here:
 * - `exact`, `may_be` and `needs` stand in an undecided verdict only; `by`,
 *   `beaten`, `in_trial`, `assumed`, `evidence`, `outcomes` in every one.
 * - `or_instead` stands in `by` where the rule wants one of several: the others.
 * - `with` and `dropped` stand in `by` where the conclusion names partners.
 *   `dropped`: {"treatment": "FOLFOX", "rule": "R"}.
 * - `in_trial`: {"trial": "COLLISION", "verdict": "consider", "rule": "R",
 *   "state": "applies"}.
 * - `against` of an outcome: null, or {"low", "high", "unit", "text"}. An end
 *   of a figure that is excluded carries "above": true (low) or "below": true
 *   (high), as in records; an end that is open is null.
 * - `not_before_may_be`: [{"low": date, "high": date, "rule": "R"}].
 * - `all_members_excluded`: true, on a group of which no member is left.
 * - `notes`: {"rule": "R", "for": ["CAPOX"], "text": "for 3 months"}; `for` are
 *   the treatments that the same rule wants.
 * - prognosis, outcomes, monitor, orders and notes hold what applies; what is
 *   undetermined shows in `states`.
 * - `warnings`: {"path", "text", "source"}.
 * - Behind `rules`: `program` ("cantlie 0.1.0"), `record` {"source",
 *   "digest"}; and only where they were given, `strict` (true) and `only` (the
 *   names that were chosen). `cantlie verify-result` goes by these.
 */

#include "interp/render/selection.h"

/* The object, without a newline. Also for a record that could not be read
   (record->readable is false; the finding then holds nothing else). */
void result_json(struct buf *out, struct evaluator *ev,
                 const struct finding *finding,
                 const struct selection *selection);

/*
 * The same from pieces that were written before: what is alike for all
 * patients, each verdict as verdict_json has it, and what is said of the
 * patient as result_said_json has it. A piece begins with the comma that parts
 * it from what stands before. Of the finding the record, the states and what to
 * ask are looked at.
 */
struct result_told {
    struct arena *arena;
    const struct selection *selection;
    struct str ground;          /* from "as_of" to "source" */
    struct str nothing_wrong;   /* "errors" and "warnings" */
    size_t states_each;         /* rules that are written together */
    struct str *states;         /* by group of rules and their states */
    struct str said;            /* to be set: from "values" to "notes" */
    const struct str *verdicts; /* to be set: by treatment index; empty: not
                                   shown */
};
struct result_told result_told_new(struct arena *arena,
                                   const struct program *program, date today,
                                   const struct selection *selection);
void result_said_json(struct buf *out, const struct finding *finding,
                      const struct selection *selection);
/* `ev` tells of operations that failed; NULL: none did. */
void result_told_json(struct buf *out, struct evaluator *ev,
                      const struct finding *finding, struct result_told *told);

/* The same with "facts" behind (--facts): each fact by its path, with its
   date and source, as record_facts_json writes them. */
void result_facts_json(struct buf *out, struct evaluator *ev,
                       const struct finding *finding,
                       const struct selection *selection);

#endif
