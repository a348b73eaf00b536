/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_MUTANTS_INTERNAL_H
#define CANTLIE_INTERP_SUITE_MUTANTS_INTERNAL_H

/* The inside of the making of mutants: mutants.c walks items, and what
   conditions (mutate_conditions.c) and conclusions (mutate_conclusions.c)
   offer is added through here. */

#include "interp/suite/mutants.h"

#include "grammar/limits.h"

/* Nodes from a file down to the deepest. */
#define CHAIN_MOST (LIMIT_NESTING + 64)

struct mutator {
    struct arena *arena;
    const struct loaded *loaded;
    size_t file;
    const struct ast *item;
    const struct ast *chain[CHAIN_MOST];
    uint32_t depth;
    bool concludes;
    struct mutants mutants;
};

/* The node at hand, the last of the chain, would be `replacement`. */
void mutate_offer(struct mutator *m, const char *what, struct ast *replacement);

/* The same; what is shown is only the part that was left out. */
void mutate_offer_without(struct mutator *m, const char *what,
                          struct ast *replacement, const struct ast *part);

/* Goes down to a child (NULL: does nothing) and back. */
typedef void mutate_visit(struct mutator *m, const struct ast *node);
void mutate_into(struct mutator *m, const struct ast *child,
                 mutate_visit *visit);

/* Changed copies of a node, sharing what is not changed. */
struct ast *mutate_copy(struct mutator *m, const struct ast *node);
struct ast *mutate_with_op(struct mutator *m, const struct ast *node,
                           enum ast_op op);
struct ast *mutate_with_kid(struct mutator *m, const struct ast *node,
                            uint32_t i, struct ast *kid);
struct ast *mutate_without(struct mutator *m, const struct ast *node,
                           uint32_t i);
struct ast *mutate_with_text(struct mutator *m, const struct ast *node,
                             struct str text);

/* For a child that is a NUMBER or QUANTITY: the node at hand with it moved by
   one in its last digit, up and down. */
void mutate_number(struct mutator *m, const struct ast *node, uint32_t i,
                   const char *what);

/* Each of the children from `from` on is left out, if at least `least`
   remain. */
void mutate_leave_out(struct mutator *m, const struct ast *node, uint32_t from,
                      uint32_t least, const char *what);

mutate_visit mutate_condition, mutate_value, mutate_conclusions;

/* A cell of a table below a column. */
void mutate_cell(struct mutator *m, const struct ast *cell,
                 const struct ast *column);

#endif
