/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_SPELLINGS_H
#define CANTLIE_INTERP_RECORDS_SPELLINGS_H

/*
 * A table from the usual spellings of names (names.h) to their values, for
 * bytes as they stand in data: found in a few steps without folding letters.
 * A spelling that is none of the usual ones is found by the names themselves.
 *
 * The first 16 bytes of a text are two words; they are loaded whole, so that
 * JSON_PADDING bytes behind the text must be readable.
 */

#include "grammar/base/names.h"

#include <string.h>

struct spelling {
    uint64_t low, high; /* the first 16 bytes, zeros behind the end */
    uint64_t last;      /* the last 8 bytes, if there are so many */
    const char *at;
    uint32_t n; /* 0: a free slot */
    uint32_t value;
};

struct spellings {
    struct spelling *slots;
    size_t mask;      /* slots less one; their number is a power of two */
    uint64_t factor;  /* of the hash: chosen so that few collide */
    const struct names *names;
};

/* The tables of `names`, which must outlive it. */
struct spellings spellings_of(struct arena *arena, const struct names *names);

/* As names_find, for what the table does not hold. */
uint32_t spellings_find_slowly(const struct spellings *spellings,
                               struct str text);

/* The first 0 to 8 bytes of a word. */
extern const uint64_t SPELLINGS_FRONT[9];

/* Eight bytes, the first one lowest. */
static inline uint64_t spellings_load(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static inline size_t spellings_slot(const struct spellings *spellings,
                                    uint64_t low, uint64_t high)
{
    uint64_t mixed = (low ^ (high >> 7) ^ (high << 29)) * spellings->factor;
    return (size_t)(mixed >> 40) & spellings->mask;
}

/* Whether it is the n bytes. */
static inline bool spelling_is(const struct spelling *s, const char *at,
                               size_t n)
{
    uint64_t front = spellings_load(at);
    if (s->n != n)
        return false;
    if (n < 8)
        return (front & SPELLINGS_FRONT[n]) == s->low;
    if (front != s->low || spellings_load(at + n - 8) != s->last)
        return false;
    return n <= 16 || !memcmp(s->at + 8, at + 8, n - 16);
}

/* A name by its spelling, or NULL. */
static inline const struct spelling *
spellings_entry(const struct spellings *spellings, const char *at, size_t n)
{
    /* no branch: the length of a value is as hard to foretell as the value */
    size_t low_n = n < 8 ? n : 8, high_n = n < 16 ? n - low_n : 8;
    uint64_t low = spellings_load(at) & SPELLINGS_FRONT[low_n];
    uint64_t high = spellings_load(at + 8) & SPELLINGS_FRONT[high_n];
    size_t slot = spellings_slot(spellings, low, high);
    for (const struct spelling *s; (s = &spellings->slots[slot])->n;
         slot = (slot + 1) & spellings->mask)
        if (s->low == low && s->high == high && s->n == n &&
            (n <= 16 || !memcmp(s->at + 16, at + 16, n - 16)))
            return s;
    return NULL;
}

/* The value of a name, or NAMES_NONE. */
static inline uint32_t spellings_find(const struct spellings *spellings,
                                      const char *at, size_t n)
{
    const struct spelling *s = spellings_entry(spellings, at, n);
    return s ? s->value
             : spellings_find_slowly(spellings, (struct str){at, n});
}

#endif
