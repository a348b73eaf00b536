/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_LEXEME_H
#define CANTLIE_GRAMMAR_LEXEME_H

/*
 * What the scanner's patterns become: the actions of scan.l as functions.
 * Each fills the token that scan.l gives it and returns the token's kind. The
 * token's text is the matched lexeme already.
 */

#include "grammar/scanner.h"

struct scanner {
    struct arena *arena;
    struct str text; /* the whole of it */
    uint32_t base;   /* offset of its first byte */
    char *bytes;     /* flex's copy of it, kept from text to text */
    size_t room;     /* for the copy */
    bool items;      /* the first column starts items */
    bool fresh_line; /* nothing but blanks on this line so far */
    void *flex;      /* its yyscan_t */
    struct keyword_table keywords;
};

/* Before the action of every token: its place and text, which is `n` bytes
   from `at` on. */
void lexeme_start(struct scanner *scanner, struct token *token, size_t at,
                  size_t n);

/* After an action that gave bytes back: `taken` bytes of the match remain. */
int lexeme_end(struct token *token, size_t taken);

/* At a line's end. */
void lexeme_line(struct scanner *scanner);

int lexeme_sign(struct token *token, int kind);
int lexeme_slip(struct scanner *scanner, struct token *token,
                enum diagnostic_code code);

/* A closed string with quotes of so many bytes; an unclosed one; one between
   single quotes. */
int lexeme_string(struct scanner *scanner, struct token *token, size_t open,
                  size_t close);
int lexeme_unclosed(struct scanner *scanner, struct token *token);
int lexeme_single(struct scanner *scanner, struct token *token);

/* A name or keyword; a name with letters or dashes that names do not have. */
int lexeme_name(struct scanner *scanner, struct token *token);
int lexeme_foreign_name(struct scanner *scanner, struct token *token);

/* A unit that is no plain word, not behind a number. */
int lexeme_unit(struct scanner *scanner, struct token *token);

/* A number, blanks, and a word that is a unit unless it is a keyword or the
   beginning of a name: sets the token's kind and returns how many bytes of
   the match belong to it. The second form has a decimal comma. */
size_t lexeme_quantity(struct scanner *scanner, struct token *token);
size_t lexeme_comma_quantity(struct scanner *scanner, struct token *token);

/* A number that is not written as one; two with dots between them; one with
   its unit glued on; a date. */
int lexeme_number(struct scanner *scanner, struct token *token);
int lexeme_dots(struct scanner *scanner, struct token *token);
int lexeme_glued(struct scanner *scanner, struct token *token);
int lexeme_date(struct scanner *scanner, struct token *token);

/* The references of an evidence locus, between brackets. */
int lexeme_refs(struct scanner *scanner, struct token *token);

/* A sign, or the start of a comment, of some other language. */
int lexeme_foreign_sign(struct scanner *scanner, struct token *token);
int lexeme_comment(struct scanner *scanner, struct token *token);

#endif
