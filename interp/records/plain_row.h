/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_PLAIN_ROW_H
#define CANTLIE_INTERP_RECORDS_PLAIN_ROW_H

/*
 * The short way through a table: a row without a quote, with as many cells as
 * the header, whole in the window. It is cut where it lies. Every other row,
 * sound or not, is left to rows_next, which alone finds fault.
 */

#include "interp/records/csv.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

struct plain_row {
    const char *at; /* until the next read; JSON_PADDING bytes behind it can be
                       read */
    uint64_t line;  /* from 1; of plain_row_next */
    size_t cells;
    uint32_t *ends; /* where each cell ends; the next begins one further */
};

/* Room for the ends of a table with as many columns. */
struct plain_row plain_row_on(struct arena *arena, size_t cells);

/* Takes the next row if it is plain; false, and nothing is taken, if not. */
bool plain_row_next(struct plain_row *row, struct rows *rows);

/* Cuts the row at the beginning of a text; its length with its newline, which
   must be there, or 0 if it is not plain. Up to 64 bytes behind the text may be
   looked at. */
size_t plain_row_cut(struct plain_row *row, const struct rows *rows,
                     struct str text);

/* A cell as it stands, with its blanks. */
static inline struct str plain_row_cell(const struct plain_row *row, size_t i)
{
    size_t from = i ? row->ends[i - 1] + (size_t)1 : 0;
    return (struct str){row->at + from, row->ends[i] - from};
}

/* --- the signs of a block ------------------------------------------------- */

#define PLAIN_BLOCK 64

/* A bit for each byte of a block. */
struct plain_signs {
    uint64_t newline, delimiter;
    uint64_t odd;  /* quotes, NUL */
    uint64_t high; /* not ASCII */
};

#ifdef __SSE2__

static inline uint64_t plain_mask(__m128i a, __m128i b, __m128i c, __m128i d)
{
    uint64_t low =
        (unsigned)_mm_movemask_epi8(a) | (unsigned)_mm_movemask_epi8(b) << 16;
    uint64_t high =
        (unsigned)_mm_movemask_epi8(c) | (unsigned)_mm_movemask_epi8(d) << 16;
    return low | high << 32;
}

static inline uint64_t plain_equal(const __m128i bytes[4], char sign)
{
    __m128i all = _mm_set1_epi8(sign);
    return plain_mask(
        _mm_cmpeq_epi8(bytes[0], all), _mm_cmpeq_epi8(bytes[1], all),
        _mm_cmpeq_epi8(bytes[2], all), _mm_cmpeq_epi8(bytes[3], all));
}

static inline struct plain_signs plain_signs_at(const char *at, char delimiter)
{
    __m128i bytes[4] = {_mm_loadu_si128((const void *)at),
                        _mm_loadu_si128((const void *)(at + 16)),
                        _mm_loadu_si128((const void *)(at + 32)),
                        _mm_loadu_si128((const void *)(at + 48))};
    return (struct plain_signs){
        .newline = plain_equal(bytes, '\n'),
        .delimiter = plain_equal(bytes, delimiter),
        .odd = plain_equal(bytes, '"') | plain_equal(bytes, '\0'),
        .high = plain_mask(bytes[0], bytes[1], bytes[2], bytes[3]),
    };
}

#else

static inline struct plain_signs plain_signs_at(const char *at, char delimiter)
{
    struct plain_signs signs = {0};
    for (unsigned i = 0; i < PLAIN_BLOCK; i++) {
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

#endif
