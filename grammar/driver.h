/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_DRIVER_H
#define CANTLIE_GRAMMAR_DRIVER_H

/*
 * One attempt to parse an item: shared by parse.c, complete.c and the slips
 * that try a mend before they offer it.
 */

#include "grammar/items.h"
#include "grammar/parse.h"

#include "grammar/gram.h"

/* Runs `act` with a parser of its own. The parser's stacks are the only memory
   outside the arena: they are freed also when the arena runs out. */
void parser_with(struct arena *arena,
                 void (*act)(gram_pstate *parser, void *context),
                 void *context);

/* How an attempt ended, and at which token (n for the end). */
struct attempt {
    enum gram_state state;
    size_t at;
};

/* Pushes all tokens and the end; the tree is then in b->result, or what was
   expected at the place in b->stop. */
struct attempt parse_attempt(gram_pstate *parser, struct builder *b,
                             const struct tokens *tokens,
                             enum parse_start start);

/* Pushes all tokens but no end; false when one of them does not fit. */
bool parse_prefix(gram_pstate *parser, struct builder *b,
                  const struct tokens *tokens, enum parse_start start);

#endif
