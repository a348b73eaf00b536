/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_GRAMMAR_BASE_BUF_H
#define CANTLIE_GRAMMAR_BASE_BUF_H

/*
 * A buffer of text that grows at its end: what every renderer writes into.
 * It lives in an arena (growth leaves the old copy there), so that running
 * out of memory has one path. The bytes are valid until the arena is cleared.
 */

#include "grammar/base/arena.h"
#include "grammar/base/str.h"

#include <stdint.h>

struct buf {
    struct arena *arena;
    char *at;
    size_t n, capacity;
};

/* An empty buffer on the arena. */
struct buf buf_on(struct arena *arena);

/* Forgets the text and keeps the room. */
void buf_clear(struct buf *buf);

void buf_char(struct buf *buf, char c);
void buf_str(struct buf *buf, struct str text);
void buf_text(struct buf *buf, const char *text);
void buf_int(struct buf *buf, int64_t number);
void buf_repeat(struct buf *buf, char c, size_t times);
void buf_format(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What has been written; valid until the next write. */
struct str buf_view(const struct buf *buf);

/* Columns that the text takes on a terminal: code points of UTF-8 (a broken
   byte counts one). Used to align text and carets. */
size_t str_columns(struct str text);

#endif
