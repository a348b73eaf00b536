/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A growing text buffer in an arena.
 */

#include "grammar/base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct buf buf_on(struct arena *arena)
{
    return (struct buf){.arena = arena};
}

void buf_clear(struct buf *buf)
{
    buf->n = 0;
}

/* Most texts are a few words; the last of an arena grows where it stands. */
#define FIRST_CAPACITY 32

static void grow(struct buf *buf, size_t more)
{
    size_t wanted = buf->capacity ? buf->capacity * 2 : FIRST_CAPACITY;
    while (wanted - buf->n < more)
        wanted *= 2;
    bool stays = buf->capacity &&
                 arena_stretch(buf->arena, buf->at, buf->capacity, wanted);
    char *grown = stays ? buf->at : arena_room(buf->arena, wanted);
    if (buf->n && !stays)
        memcpy(grown, buf->at, buf->n);
    buf->at = grown;
    buf->capacity = wanted;
}

static inline void reserve(struct buf *buf, size_t more)
{
    if (buf->capacity - buf->n < more)
        grow(buf, more);
}

void buf_char(struct buf *buf, char c)
{
    reserve(buf, 1);
    buf->at[buf->n++] = c;
}

void buf_str(struct buf *buf, struct str text)
{
    if (!text.n)
        return;
    reserve(buf, text.n);
    memcpy(buf->at + buf->n, text.at, text.n);
    buf->n += text.n;
}

void buf_text(struct buf *buf, const char *text)
{
    buf_str(buf, str_of(text));
}

void buf_int(struct buf *buf, int64_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (number < 0)
        digits[--at] = '-';
    buf_str(buf, (struct str){digits + at, sizeof digits - at});
}

void buf_repeat(struct buf *buf, char c, size_t times)
{
    reserve(buf, times);
    if (times)
        memset(buf->at + buf->n, c, times);
    buf->n += times;
}

void buf_format(struct buf *buf, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (n < 0)
        return;
    reserve(buf, (size_t)n + 1);
    va_start(arguments, format);
    vsnprintf(buf->at + buf->n, (size_t)n + 1, format, arguments);
    va_end(arguments);
    buf->n += (size_t)n;
}

struct str buf_view(const struct buf *buf)
{
    return (struct str){buf->at ? buf->at : "", buf->n};
}

size_t str_columns(struct str text)
{
    size_t columns = 0;
    for (size_t i = 0; i < text.n; i++)
        columns += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return columns;
}
