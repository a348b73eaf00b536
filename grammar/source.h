/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_SOURCE_H
#define CANTLIE_GRAMMAR_SOURCE_H

/*
 * The texts that a rule set was read from, and places in them.
 *
 * All files of one compilation share one space of byte offsets: a span says
 * by itself in which file it lies. Lines and columns are computed only when a
 * message is printed. `struct sources` and the texts live in an arena.
 */

#include "grammar/base/arena.h"
#include "grammar/base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* Bytes [from, to) of the shared offset space. {0, 0} is no place. */
struct span {
    uint32_t from, to;
};

#define SPAN_NONE ((struct span){0, 0})

static inline bool span_is_none(struct span span)
{
    return span.to == 0;
}

/* The least span that holds both; a none span does not count. */
struct span span_join(struct span a, struct span b);

struct source {
    struct str path;
    struct str text; /* as read, without a byte order mark */
    uint32_t base;   /* offset of its first byte; at least 1 */
};

struct sources {
    struct arena *arena;
    LIST(struct source) files;
    uint32_t end; /* the next free offset */
};

struct sources sources_on(struct arena *arena);

/* Adds a text (not copied: it must outlive the sources). Returns its index,
   or -1 when the offset space of 4 GiB is used up. */
int sources_add(struct sources *sources, struct str path, struct str text);

/* The file that holds the span, or NULL for none. */
const struct source *sources_of(const struct sources *sources,
                                struct span span);

struct place {
    const struct source *source;
    unsigned line, column; /* from 1; columns count code points */
    struct str line_text;  /* the line without its end */
    unsigned line_from;    /* offset of the line in the file's text */
};

/* Where a span begins. `source` is NULL for a span of no file. */
struct place sources_place(const struct sources *sources, struct span span);

/* The text of a span. */
struct str sources_text(const struct sources *sources, struct span span);

#endif
