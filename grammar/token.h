/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_TOKEN_H
#define CANTLIE_GRAMMAR_TOKEN_H

/*
 * Tokens: what the scanner makes of a text, one word or sign at a time. The
 * parser reads an item's tokens as a whole, so that a message can look at what
 * stands before and after the place where the grammar stopped.
 *
 * Texts are slices of the source, except strings (joined, quotes undone) and
 * mended texts, which live in the arena.
 */

#include "grammar/diagnostic.h"
#include "grammar/source.h"

/* What few tokens have. */
struct token_more {
    struct str unit; /* of a QUANTITY; empty otherwise */
    struct span unit_span;
    struct str mend; /* of a BAD token: what was meant, where that is clear */
    enum diagnostic_code slip;
};

struct token {
    int kind;           /* TOK_... of gram.h; TOK_BAD: its slip says why */
    bool first_column;  /* stands in the first column of its line */
    bool first_on_line; /* nothing but blanks before it */
    struct span span;
    struct str text; /* as written; of a STRING its value; of a QUANTITY its
                        number */
    struct token_more *more; /* or NULL */
};

static inline struct str token_unit(const struct token *token)
{
    return token->more ? token->more->unit : STR("");
}

static inline struct str token_mend(const struct token *token)
{
    return token->more ? token->more->mend : STR("");
}

/* Makes it a TOK_BAD; `more` comes from the arena. Returns its kind. */
int token_slip(struct arena *arena, struct token *token,
               enum diagnostic_code code);

/* The token kind of a reserved word, or of an item word where `item_start`;
   0 for any other word. */
int keyword_kind(struct str word, bool item_start);

/* The same by a table that whoever asks often makes once. A word with the
   same hash is looked at in the next slot, so most slots stay free. */
#define KEYWORD_SLOTS 256
struct keyword_table {
    unsigned char slots[KEYWORD_SLOTS]; /* number of the word, + 1 */
};
void keyword_table_make(struct keyword_table *table);
int keyword_find(const struct keyword_table *table, struct str word,
                 bool item_start);

/* The item word nearest in spelling to a word that is none, as a token kind;
   0 when none is near. */
int keyword_nearest_item(struct str word);

/* Whether a token of this kind is a word of the language. */
bool keyword_is(int kind);

/* The word of a token kind in lower case; NULL for other tokens. */
const char *keyword_word(int kind);

/* The words, for completion and for tests: number `i`, or NULL past the
   last; whether it is one of item starts through `item_start`. */
const char *keyword_at(size_t i, int *kind, bool *item_start);

#endif
