/* SPDX-License-Identifier: Apache-2.0 */

/*
 * 64 bytes are looked at in one go: a bit for each that is a delimiter, a
 * newline, or a sign for which the row is not plain. With SSE2 (every x86-64)
 * that takes a few instructions; elsewhere a loop says the same.
 */

#include "interp/records/plain_row.h"

#include "grammar/limits.h"
#include "interp/records/utf8.h"

struct plain_row plain_row_on(struct arena *arena, size_t cells)
{
    /* A block may add its all before the number is looked at. */
    return (struct plain_row){
        .cells = cells,
        .ends = ARENA_ARRAY(arena, uint32_t, cells + PLAIN_BLOCK)};
}

/* The bits in front of the first that is set; all if none is. */
static uint64_t before(uint64_t bits)
{
    return (bits - 1) & ~bits;
}

/* The last cell, once the newline is found: the length of all, or 0. */
static size_t finish(struct plain_row *row, const struct rows *rows,
                     size_t cells, struct str text)
{
    size_t line = text.n;
    if (text.n && text.at[text.n - 1] == '\r')
        text.n--;
    if (cells + 1 != row->cells || line > LIMIT_RECORD_BYTES ||
        rows_is_blank(text, rows->delimiter))
        return 0;
    row->ends[cells] = (uint32_t)text.n;
    row->at = text.at;
    return line + 1;
}

static size_t note_ends(uint32_t *ends, uint64_t stops, size_t from)
{
    size_t n = 0;
    for (; stops; stops &= stops - 1)
        ends[n++] = (uint32_t)(from + (size_t)__builtin_ctzll(stops));
    return n;
}

/* Letters beyond ASCII need a closer look. */
static bool is_sound(const struct rows *rows, struct str text)
{
    return rows->encoding == ENCODING_UTF8 && utf8_valid_bytes(text) == text.n;
}

size_t plain_row_cut(struct plain_row *row, const struct rows *rows,
                     struct str view)
{
    size_t cells = 0;
    uint64_t high = 0;
    for (size_t from = 0; from < view.n && cells < row->cells;
         from += PLAIN_BLOCK) {
        struct plain_signs signs =
            plain_signs_at(view.at + from, rows->delimiter);
        size_t left = view.n - from;
        uint64_t in =
            left < PLAIN_BLOCK ? ((uint64_t)1 << left) - 1 : UINT64_MAX;
        uint64_t newline = signs.newline & in;
        in &= before(newline);
        if (signs.odd & in)
            return 0;
        high |= signs.high & in;
        cells += note_ends(row->ends + cells, signs.delimiter & in, from);
        if (!newline)
            continue;
        struct str text = {view.at, from + (size_t)__builtin_ctzll(newline)};
        return !high || is_sound(rows, text) ? finish(row, rows, cells, text)
                                             : 0;
    }
    return 0;
}

bool plain_row_next(struct plain_row *row, struct rows *rows)
{
    size_t n = plain_row_cut(row, rows, input_view(rows->input));
    if (!n)
        return false;
    row->line = rows->line++;
    rows->input->start += n;
    return true;
}
