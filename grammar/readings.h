/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_READINGS_H
#define CANTLIE_GRAMMAR_READINGS_H

/*
 * What the grammar takes but a reader could take in two ways, or nobody could
 * mean: 'and' mixed with 'or', a number as a condition, 'unknown' as a choice.
 */

#include "grammar/ast.h"
#include "grammar/diagnostic.h"

/* Whether a node of this kind may be one of them: a tree without any needs no
   check. */
static inline bool readings_concern(enum ast_kind kind)
{
    return kind == AST_OR || kind == AST_AND || kind == AST_CHOICE;
}

/* Reports them in the tree. The arena is for the texts of messages. */
void readings_check(const struct ast *tree, struct diagnostics *sink,
                    struct arena *arena);

#endif
