/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_BUILD_H
#define CANTLIE_GRAMMAR_BUILD_H

/*
 * Makes nodes for the grammar: each action of gram.y is one call from here.
 * The builder also measures the height of what it makes, so that no tree is
 * deeper than LIMIT_NESTING and later stages may recurse over it.
 *
 * Nodes live in the builder's arena. Functions never fail; `too_deep` says
 * afterwards that the limit was passed and the tree must not be used.
 */

#include "grammar/ast.h"
#include "grammar/token.h"

/* Tokens that the parser would have taken where it stopped: as many as there
   are tokens fit. */
#define STOP_ROOM 160

/* Where and why the parser stopped; filled by gram.y. */
struct stop {
    bool stopped;
    size_t n;
    int expected[STOP_ROOM]; /* token kinds */
};

/* A list that grows while its elements are read. */
struct kids {
    struct ast **at;
    uint32_t n, capacity;
};

struct builder {
    struct arena *arena;
    uint32_t first_id, next_id;
    LIST(uint16_t) heights;    /* by id - first_id */
    LIST(struct kids *) lists; /* made once, used again for each text */
    size_t lists_taken;
    bool too_deep;
    bool ambiguous;     /* a node was made that readings.c looks at */
    struct ast *result; /* what the start symbol stands for */
    struct stop stop;
};

/* What a node is to be, before its children. */
struct make {
    enum ast_kind kind;
    enum ast_op op;
    struct span span;
};

struct builder builder_on(struct arena *arena, uint32_t next_id);

/* Forgets what was made and starts again from the same first id. Lists are
   gone; nodes, which have copies of them, are not. */
void builder_restart(struct builder *b);

struct ast *build_leaf(struct builder *b, enum ast_kind kind, struct span span,
                       struct str text);

/* A node with `n` children (NULL for absent ones), which are copied. */
struct ast *build_node(struct builder *b, struct make make,
                       struct ast *const *kids, uint32_t n);

/* A node with `n` fixed children and then those of the list. */
struct ast *build_list(struct builder *b, struct make make,
                       struct ast *const *kids, uint32_t n,
                       const struct kids *list);

/* Lists: a new one of one element; one more. */
struct kids *kids_of(struct builder *b, struct ast *first);
struct kids *kids_add(struct builder *b, struct kids *list, struct ast *next);
struct kids *kids_none(struct builder *b);
struct kids *kids_join(struct builder *b, struct kids *list,
                       const struct kids *more);

/* `left AND right`, `left OR right`: chains become one node. */
struct ast *build_chain(struct builder *b, struct make make, struct ast *left,
                        struct ast *right);

/* A quantity with its unit. */
struct ast *build_quantity(struct builder *b, const struct token *token);

/* A number, or its negative where the text begins with '-'. */
struct ast *build_negative(struct builder *b, struct span span,
                           const struct token *number);

/* The type that choices stand for: a lone word is a unit or type name. */
struct ast *build_choices(struct builder *b, struct span span,
                          const struct kids *choices);

/* A value that literals stand for: a lone one is itself. */
struct ast *build_literals(struct builder *b, struct span span,
                           const struct kids *literals);

/* OP_KNOWN -> OP_NOT_KNOWN and so on. */
enum ast_op op_negated(enum ast_op op);

#endif
