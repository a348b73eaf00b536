/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_AST_H
#define CANTLIE_GRAMMAR_AST_H

/*
 * What was written, as a tree. One shape of node serves all of it: a kind, a
 * place, a text for leaves, an op for variants, and children. ast.def says
 * for each kind which children stand where.
 *
 * The tree lives in the arena of the compilation and is never changed after
 * parsing; what later stages find out about a node they keep elsewhere, by
 * node id. Ids count from 0 within one `struct ast_builder`.
 */

#include "grammar/base/arena.h"
#include "grammar/base/str.h"
#include "grammar/source.h"

enum ast_kind {
#define X(kind, name, kids) AST_##kind,
#include "grammar/ast.def"
#undef X
    AST_KINDS
};

/* The variant of a node. OP_PLAIN is the ordinary one. */
enum ast_op {
    OP_PLAIN,
    OP_NOT,
    OP_SHORT,
    OP_NEGATIVE,
    OP_LT,
    OP_LE,
    OP_GT,
    OP_GE,
    OP_EQ,
    OP_NE,
    OP_TO,
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_ANY,
    OP_EVERY,
    OP_NO,
    OP_LATEST,
    OP_EARLIEST,
    OP_LARGEST,
    OP_SMALLEST,
    OP_TOTAL,
    OP_KNOWN,
    OP_UNKNOWN,
    OP_NOTHING,
    OP_NOT_KNOWN,
    OP_NOT_UNKNOWN,
    OP_NOT_NOTHING,
    OP_RECOMMEND,
    OP_CONSIDER,
    OP_AVOID,
    OP_CONTRAINDICATE,
    OP_FAVOURABLE,
    OP_ADVERSE,
    OP_APPLIES,
    OP_HELD,
    OP_UNDETERMINED,
    OP_WHEN,
    OP_ARROW,
    OP_BARE,
    AST_OPS
};

struct ast {
    enum ast_kind kind;
    enum ast_op op;
    uint32_t id;
    uint32_t n; /* number of kids, absent ones counted */
    struct span span;
    struct str text;
    struct ast **kids;
};

/* Child `i`, or NULL when it is absent or there are not so many. */
static inline struct ast *ast_kid(const struct ast *node, uint32_t i)
{
    return i < node->n ? node->kids[i] : NULL;
}

/* "rule", "compare", ... as in ast.def. */
const char *ast_kind_name(enum ast_kind kind);

/* "less than", "recommend", ...: short words for tests and messages. */
const char *ast_op_name(enum ast_op op);

/* The shape of a kind's children as ast.def states it. */
const char *ast_shape(enum ast_kind kind);

bool ast_is_item(enum ast_kind kind);
bool ast_is_expr(enum ast_kind kind);

/* Whether the node's children fit its shape; for tests. */
bool ast_check(const struct ast *node);

/* Calls `visit` on the node and all below it, parents first; a visit that
   returns false is not descended into. Depth is bounded by LIMIT_NESTING. */
void ast_walk(const struct ast *node,
              bool (*visit)(const struct ast *node, void *context),
              void *context);

/* The same structure, texts compared (names by name_equal), places and ids
   ignored. PAREN counts. */
bool ast_equal(const struct ast *a, const struct ast *b);

#endif
