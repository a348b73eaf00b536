/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_EXPLAIN_H
#define CANTLIE_INTERP_RENDER_EXPLAIN_H

/*
 * Why, and why not, as text of 80 columns: for each rule the conditions that
 * decide, with their values and where these come from, what is missing, the
 * nearest change that would make the rule apply, and its evidence.
 */

#include "interp/check/named.h"
#include "interp/render/selection.h"

struct explain {
    struct buf *out;
    struct evaluator *ev; /* begun on the record of the finding */
    const struct finding *finding;
    bool *done;   /* by rule: explained before */
    bool *opened; /* by define: its parts were shown before */
};

/* A fresh one; `done` is made in the arena of `out`. */
struct explain explain_on(struct buf *out, struct evaluator *ev,
                          const struct finding *finding);

/* Each verdict that the selection shows, with the rules behind it. */
void explain_verdicts(const struct explain *explain,
                      const struct selection *selection);

/* A treatment, listed or not, with every rule that bears on it. */
void explain_treatment(const struct explain *explain,
                       const struct verdict *verdict);

void explain_rule(const struct explain *explain, const struct rule *rule);

void explain_define(const struct explain *explain, const struct define *define);

void explain_score(const struct explain *explain, const struct score *score);

/* A field of the patient: its value and where it comes from. */
void explain_field(const struct explain *explain, const struct field *field);

/* Whatever the name means; each row of a table. Of nothing: all verdicts that
   are to be shown. */
void explain_named(const struct explain *explain, const struct named *named);

#endif
