/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_PARSE_H
#define CANTLIE_GRAMMAR_PARSE_H

/*
 * Text to tree. Parsing always yields a tree: broken items are left out of it
 * (as AST_BROKEN) and reported to the sink, each once, and the good ones are
 * kept. Nothing here knows a vocabulary.
 */

#include "grammar/ast.h"
#include "grammar/diagnostic.h"

/* What parsing needs; the arena, sources and sink belong to the caller. */
struct parse {
    struct arena *arena;
    struct sources *sources;
    struct diagnostics *sink;
    uint32_t next_id; /* of nodes; starts at 0, shared by all files of a set */
    uint32_t items;   /* items so far, for LIMIT_ITEMS */
    struct driver
        *driver; /* parse.c's, kept from file to file; NULL at first */
};

/* What a text is expected to be. */
enum parse_start {
    PARSE_FILE,  /* items: an AST_FILE */
    PARSE_EXPR,  /* one expression, as for `cantlie eval` */
    PARSE_FACTS, /* facts as after `given`: an AST_GIVEN */
    PARSE_NAME   /* one path or name, e.g. `size of lesion 2`: AST_FACT_REF */
};

/*
 * Parses the text of file number `file` of the sources. Checks it first:
 * bytes that are no UTF-8, NUL bytes, a file over the limits, are reported
 * and give an empty tree. Returns NULL only for starts other than PARSE_FILE,
 * when the text has an error.
 */
struct ast *parse_source(struct parse *parse, int file, enum parse_start start);

/*
 * For a REPL: whether the text could be continued to something that parses
 * (PARSE_MORE), is whole, or is wrong already. Reports nothing.
 */
enum parse_state { PARSE_WHOLE, PARSE_MORE, PARSE_WRONG };
enum parse_state parse_try(struct arena *arena, struct str text,
                           enum parse_start start);

/*
 * The words, signs and kinds of names that may follow a text (which ends
 * before the word being typed), for completion: at most `room` strings such
 * as "and", "when", or "NAME", "NUMBER", "STRING". Returns their number.
 */
size_t parse_expected(struct arena *arena, struct str text,
                      enum parse_start start, struct str *words, size_t room);

#endif
