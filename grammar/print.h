/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_PRINT_H
#define CANTLIE_GRAMMAR_PRINT_H

/*
 * Tree to text: the one layout of a construct, on one line for expressions,
 * facts and conclusions, on several for items. parse(print(x)) = x.
 * (Comments are not in the tree; the formatter of whole files adds them.)
 */

#include "grammar/ast.h"
#include "grammar/base/buf.h"

/* Any node. Items are printed with their continuation lines indented and a
   newline at the end; everything else without a newline. */
void ast_print(struct buf *out, const struct ast *node);

/* An expression, fact or conclusion as text in the arena. */
struct str ast_text(struct arena *arena, const struct ast *node);

/* The name of a bare rule: its condition, " -> ", its conclusions. */
struct str ast_bare_name(struct arena *arena, const struct ast *rule);

/* For tests: the tree as one parenthesised text,
   e.g. (rule (name "R") (compare < (name-ref "ECOG") (number "2")) ...). */
void ast_dump(struct buf *out, const struct ast *node);

/* For tests in other languages: the tree as JSON,
   {"kind": "rule", "op": "when", "text": "...", "from": n, "to": n,
    "kids": [null, {...}]}; text, op and kids only where there are some. */
void ast_dump_json(struct buf *out, const struct ast *node);

#endif
