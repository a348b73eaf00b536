/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_PROOF_H
#define CANTLIE_INTERP_EVAL_PROOF_H

/*
 * Why, and why not: the conditions of a rule with their values, the facts
 * they rest on, and the nearest change that would turn it. Data for the
 * renderers.
 */

#include "interp/eval/finding.h"

struct proof_fact {
    struct fact_ref ref;
    struct value value;      /* as it counts, its `if` applied */
    const struct fact *fact; /* flags, date, source; NULL for a list */
};

struct proof {
    const struct expr *expr;  /* a condition or a define that was looked into */
    struct value value;       /* a condition: yes, no or unknown */
    bool condition;           /* value is a truth */
    bool decides;             /* the value above it follows from this one */
    struct str because;       /* for quantifiers, paths: "lesion 2", or empty */
    struct proof_fact *facts; /* read by this condition itself */
    size_t fact_count;
    struct proof **kids;
    size_t n;
};

/* The whole tree of an expression (of the patient). In a minimal tree only
   the kids that decide are kept. */
struct proof *prove(struct evaluator *ev, const struct expr *e,
                    struct arena *arena, bool minimal);

/* One change of the nearest set: fact F would have to be within `value`. */
struct change {
    struct fact_ref fact;
    struct value from, to;
    struct str text; /* "ECOG were 1 or less" */
};

struct changes {
    struct change *at;
    size_t n;       /* 0: none was found */
    bool cut_short; /* not all were tried (LIMIT_CHANGES, ..._FACTS) */
};

/*
 * The fewest facts whose change makes the rule apply (ties by declaration;
 * for a number, the threshold itself), of at most `most` facts. Facts unknown
 * now count as a change, too, and come first.
 */
struct changes nearest_change(struct evaluator *ev, const struct rule *rule,
                              struct arena *arena, size_t most);

#endif
