/* SPDX-License-Identifier: Apache-2.0 */

/*
 * 64 bytes are looked at in one go: a bit for each that is a delimiter, a
 * newline, or a sign for which the row is not plain. With SSE2 (every x86-64)
 * that takes a few instructions; elsewhere a loop says the same.
 */

#include "interp/records/plain_row.h"

#include "grammar/limits.h"
#include "interp/records/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define BLOCK 64

/* A bit for each byte of a block. */
struct signs {
    uint64_t newline, delimiter;
    uint64_t odd;  /* quotes, NUL */
    uint64_t high; /* not ASCII */
};

#ifdef __SSE2__

static void add_signs(struct signs *signs, const char *at, __m128i delimiter,
                      unsigned shift)
{
    __m128i bytes = _mm_loadu_si128((const void *)at);
    __m128i odd = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                               _mm_cmpeq_epi8(bytes, _mm_setzero_si128()));
    __m128i newline = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));
    __m128i stop = _mm_cmpeq_epi8(bytes, delimiter);
    signs->newline |= (uint64_t)(unsigned)_mm_movemask_epi8(newline) << shift;
    signs->delimiter |= (uint64_t)(unsigned)_mm_movemask_epi8(stop) << shift;
    signs->odd |= (uint64_t)(unsigned)_mm_movemask_epi8(odd) << shift;
    signs->high |= (uint64_t)(unsigned)_mm_movemask_epi8(bytes) << shift;
}

static struct signs signs_at(const char *at, char delimiter)
{
    struct signs signs = {0};
    __m128i stop = _mm_set1_epi8(delimiter);
    for (unsigned i = 0; i < BLOCK; i += 16)
        add_signs(&signs, at + i, stop, i);
    return signs;
}

#else

static struct signs signs_at(const char *at, char delimiter)
{
    struct signs signs = {0};
    for (unsigned i = 0; i < BLOCK; i++) {
        uint64_t bit = (uint64_t)1 << i;
        unsigned char c = (unsigned char)at[i];
        signs.newline |= c == '\n' ? bit : 0;
        signs.delimiter |= c == (unsigned char)delimiter ? bit : 0;
        signs.odd |= c == '"' || !c ? bit : 0;
        signs.high |= c & 0x80 ? bit : 0;
    }
    return signs;
}

#endif

struct plain_row plain_row_on(struct arena *arena, size_t cells)
{
    /* A block may add its all before the number is looked at. */
    return (struct plain_row){
        .cells = cells, .ends = ARENA_ARRAY(arena, uint32_t, cells + BLOCK)};
}

/* The bits in front of the first that is set; all if none is. */
static uint64_t before(uint64_t bits)
{
    return (bits - 1) & ~bits;
}

/* Nothing but delimiters and blanks: rows_next passes over it. */
static bool is_blank(struct str text, char delimiter)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] != delimiter && text.at[i] != ' ' &&
            text.at[i] != '\t' && text.at[i] != '\r')
            return false;
    return true;
}

/* The last cell, once the newline is found. */
static bool finish(struct plain_row *row, struct rows *rows, size_t cells,
                   struct str text)
{
    struct input *input = rows->input;
    size_t line = text.n;
    if (text.n && text.at[text.n - 1] == '\r')
        text.n--;
    if (cells + 1 != row->cells || line > LIMIT_RECORD_BYTES ||
        is_blank(text, rows->delimiter))
        return false;
    row->ends[cells] = (uint32_t)text.n;
    row->at = text.at;
    row->line = rows->line++;
    input->start += line + 1;
    return true;
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

bool plain_row_next(struct plain_row *row, struct rows *rows)
{
    struct str view = input_view(rows->input);
    size_t cells = 0;
    uint64_t high = 0;
    for (size_t from = 0; from < view.n && cells < row->cells; from += BLOCK) {
        struct signs signs = signs_at(view.at + from, rows->delimiter);
        size_t left = view.n - from;
        uint64_t in = left < BLOCK ? ((uint64_t)1 << left) - 1 : UINT64_MAX;
        uint64_t newline = signs.newline & in;
        in &= before(newline);
        if (signs.odd & in)
            return false;
        high |= signs.high & in;
        cells += note_ends(row->ends + cells, signs.delimiter & in, from);
        if (!newline)
            continue;
        struct str text = {view.at, from + (size_t)__builtin_ctzll(newline)};
        return (!high || is_sound(rows, text)) &&
               finish(row, rows, cells, text);
    }
    return false;
}
