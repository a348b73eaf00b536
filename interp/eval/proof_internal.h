/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_PROOF_INTERNAL_H
#define CANTLIE_INTERP_EVAL_PROOF_INTERNAL_H

/* The inside of a proof: proof.c builds the tree of conditions, proof_terms.c
   the values below them, proof_facts.c finds the facts. */

#include "interp/eval/eval_internal.h"
#include "interp/eval/proof.h"

/* Facts listed for one node, at most; elements named for one node. */
#define PROOF_FACTS 40
#define PROOF_ELEMENTS 12

struct prover {
    struct evaluator *ev;
    struct arena *arena;
    bool minimal;
    bool *opened; /* by define index: its body is in the tree already */
};

struct nodes {
    struct proof **at;
    size_t n, capacity;
};

/* A node without facts or kids; `value` is evaluated. */
struct proof *proof_node(struct prover *p, const struct expr *e,
                         bool condition);
/* The tree of a condition. */
struct proof *proof_condition(struct prover *p, const struct expr *e);
/* Whether a define's body is still to be shown, and marks it as shown. */
bool proof_opens(struct prover *p, const struct define *define);

/* proof_terms.c: the nodes of the computed values that a condition is about,
   and its own facts. */
void proof_operands(struct prover *p, struct proof *node, const struct expr *e);
/* Nodes below a define that is no plain condition: guards, or the sides of an
   `or as stated`. */
void proof_body(struct prover *p, struct proof *node, const struct expr *body);

/* proof_facts.c */

/* The facts that `e` reads, with the bindings as they stand, added to the
   node's. With `through`, also through defines and scores. */
void proof_facts(struct prover *p, struct proof *node, const struct expr *e);
/* Those that decide about a quantifier or group, and which elements hold
   them: fills `because`. */
void proof_quantifier(struct prover *p, struct proof *node,
                      const struct expr *e);
void proof_extreme(struct prover *p, struct proof *node, const struct expr *e);
void proof_latest(struct prover *p, struct proof *node, const struct expr *e);
void proof_members(struct prover *p, struct proof *node, const struct expr *e);

#endif
