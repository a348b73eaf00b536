/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_ITEMS_H
#define CANTLIE_GRAMMAR_ITEMS_H

/*
 * The tokens of a text, one item at a time: the first column, and the few
 * words and signs whose meaning the tokens beside them decide.
 */

#include "grammar/scanner.h"

/* The tokens of one item (or of a whole text that is no file). There is
   always one more behind the last, of kind TOK_END. */
struct tokens {
    struct token *at;
    size_t n, capacity;
};

struct items {
    struct arena *arena;
    struct scanner *scanner;
    struct token next[2]; /* read, but not yet given out */
    struct tokens split;  /* an item that items_split cut off, to be read */
    size_t expected;      /* tokens of the largest item, by guess */
};

/* Over a text as for scanner_on; with `items` it is cut at the first column,
   without it is one piece. */
struct items items_on(struct arena *arena, struct str text, uint32_t base,
                      bool items);

/* The same over another text, in the same memory. */
void items_again(struct items *items, struct str text, uint32_t base,
                 bool at_columns);

/* Reads the next item's tokens; false when there is none. A line that stands
   in the first column although it can only continue the item above is taken
   as part of it: its first token keeps `first_column`. */
bool items_read(struct items *items, struct tokens *tokens);

/* Ends the item before token `i`; the rest is the next item to be read. */
void items_split(struct items *items, struct tokens *tokens, size_t i);

/* Whether the token begins a closing or opening clause of some item: when,
   then, because, given... */
bool token_is_clause(int kind);

#endif
