/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_FORMAT_INTERNAL_H
#define CANTLIE_GRAMMAR_FORMAT_INTERNAL_H

/*
 * The three steps of the formatter. format_pieces.c takes a text apart into
 * pieces: its tokens with the comments and blank lines around them.
 * format_plan.c (items) and format_parts.c (what they hold) walk the tree and
 * say where logical lines begin, what is aligned, and where a line that is
 * too long may be broken. format_emit.c writes the lines.
 *
 * Columns count from 0.
 */

#include "grammar/base/buf.h"
#include "grammar/format.h"
#include "grammar/token.h"

#define FORMAT_WIDTH 80

/* Lines that stand in a run like rows of a table may be this long. */
#define FORMAT_ROW_WIDTH 100

/* The column of what stands behind when, given, because, ... */
#define FORMAT_CLAUSE 12

/* A level that is never broken; and one below all that are planned, for a
   comment in the midst of something. */
#define LEVEL_NEVER 255
#define LEVEL_LAST 254

struct comment {
    struct str text; /* from '#', without blanks at its end */
    bool blank;      /* a blank line stands above */
    bool indented;   /* does not stand in the first column */
};

/* A stretch of format.comments. */
struct comments {
    uint32_t from, n;
};

struct piece {
    int kind;
    struct span span;
    struct str text; /* as it is written out */
    struct str raw;  /* of a string: its value */
    uint32_t width;
    uint32_t pad;     /* it starts in this column or behind it; 0: anywhere */
    uint32_t indent;  /* its column when the line is broken before it */
    uint32_t strings; /* at the first string of a prose text: how many */
    struct comments above;  /* on lines of their own */
    struct comments beside; /* behind it, and below that in its column */
    uint8_t level;          /* breaks of lower levels are taken first */
    uint8_t limit;          /* of a logical line, at its first piece */
    bool starts;            /* a logical line begins here */
    bool glued;             /* no blank before it */
    bool hard;              /* broken before it if its level is broken at all */
    bool must;              /* broken before it */
    bool keep;              /* the author's break before it is kept */
    bool newline;           /* the author broke the line before it */
    bool blank;             /* a blank line stands right before it */
};

/* A line of the result. */
struct out_line {
    struct str text;
    uint32_t width;
    struct str comment; /* behind the text; empty for none */
};

struct format {
    struct arena *arena;
    const struct source *source;
    const struct format_names *names;
    LIST(struct piece) pieces; /* the last is the end of the text */
    LIST(struct comment) comments;
    LIST(struct out_line) lines;
    struct buf line;  /* the line being written */
    uint32_t column;  /* where it ends */
    uint32_t limit;   /* of the logical line being written */
    bool open, fresh; /* a line is being written; nothing but blanks in it */
};

/* format_pieces.c */
void format_read_pieces(struct format *f);

/* The piece that begins at a node, or at an offset. */
uint32_t format_at(const struct format *f, const struct ast *node);
uint32_t format_at_offset(const struct format *f, uint32_t offset);

/* Gives a piece another text. */
void format_set_text(struct format *f, uint32_t i, struct str text);

/* The column in which the pieces [from, to) end when they are written on one
   line that holds `column` columns already. */
uint32_t format_end(const struct format *f, uint32_t from, uint32_t to,
                    uint32_t column);

/* format_names.c: names as declared; units, words and signs that have several
   spellings. */
void format_spell(struct format *f, const struct ast *file);

/* format_plan.c */
void format_plan(struct format *f, const struct ast *file);

/* format_parts.c. A place says how the breaks of a part are entered. */
struct place_at {
    uint32_t level, indent;
};

void format_break(struct format *f, uint32_t i, struct place_at at);
void format_start(struct format *f, uint32_t i, uint32_t indent);
void format_prose(struct format *f, const struct ast *strings);
void format_condition(struct format *f, const struct ast *node,
                      struct place_at at);
void format_conclusion(struct format *f, const struct ast *node,
                       uint32_t indent);
void format_field(struct format *f, const struct ast *field, uint32_t column);
void format_facts(struct format *f, const struct ast *given);
void format_expectations(struct format *f, const struct ast *expect);

/* format_mapping.c */
void format_mapping(struct format *f, const struct ast *mapping);

/* format_emit.c */
struct str format_emit(struct format *f);

#endif
