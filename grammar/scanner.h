/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_SCANNER_H
#define CANTLIE_GRAMMAR_SCANNER_H

/*
 * Text to tokens. The scanner reads from memory, keeps all it needs in the
 * arena, and reports nothing: what is no token comes back as a TOK_BAD that
 * says why and, where it is clear, what was meant.
 */

#include "grammar/token.h"

struct scanner;

/* A scanner over a text of valid UTF-8 without NUL bytes, at most
   LIMIT_FILE_BYTES long, whose first byte has the offset `base`. With `items`
   a word in the first column starts an item; without, columns mean nothing. */
struct scanner *scanner_on(struct arena *arena, struct str text, uint32_t base,
                           bool items);

/* The same scanner over another text. */
void scanner_again(struct scanner *scanner, struct str text, uint32_t base,
                   bool items);

/* The next token; TOK_END at the end, again and again. */
struct token scanner_next(struct scanner *scanner);

/* The same into a token, whatever that held. */
void scanner_read(struct scanner *scanner, struct token *token);

#endif
