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
    uint64_t low, high;           /* the first 16 bytes, zeros behind the end */
    uint64_t low_mask, high_mask; /* ones where they are its own */
    const char *at;
    uint32_t n; /* 0: a free slot, which no text fits */
    uint32_t value;
};

struct spellings {
    struct spelling *slots;
    size_t mask;     /* slots less one; their number is a power of two */
    uint64_t factor; /* of the hash: chosen so that few collide */
    const struct names *names;
    uint32_t (*find)(const struct names *names, struct str text);
};

/* The table of `names`, which must outlive it. What a text means, `find` says:
   names_find, or one that forgives more. */
struct spellings spellings_of(struct arena *arena, const struct names *names,
                              uint32_t (*find)(const struct names *names,
                                               struct str text));

/* The same in more steps, for any text. One with a backslash is no name: it
   stands for another text. */
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

/* Four signs of a text mix into its slot: no word is cut to its length, for
   that of a value is as hard to foretell as the value. */
static inline size_t spellings_slot(const struct spellings *spellings,
                                    const char *at, size_t n)
{
    uint64_t signs = (uint64_t)n << 24 | (uint64_t)(unsigned char)at[0] << 16 |
                     (uint64_t)(unsigned char)at[n / 2] << 8 |
                     (unsigned char)at[n ? n - 1 : 0];
    return (size_t)(signs * spellings->factor >> 40) & spellings->mask;
}

/* Whether its first 16 bytes are those of the text. */
static inline bool spelling_fits(const struct spelling *s, const char *at)
{
    return !(((spellings_load(at) ^ s->low) & s->low_mask) |
             ((spellings_load(at + 8) ^ s->high) & s->high_mask));
}

/* The spelling of a text, or NULL. */
const struct spelling *spellings_entry(const struct spellings *spellings,
                                       struct str text);

/* The value of a name, or NAMES_NONE. A byte must stand in front of the
   text. */
static inline uint32_t spellings_find(const struct spellings *spellings,
                                      const char *at, size_t n)
{
    size_t slot = spellings_slot(spellings, at, n);
    const struct spelling *s = &spellings->slots[slot];
    if (s->n == n && n <= 16 && spelling_fits(s, at))
        return s->value;
    return spellings_find_slowly(spellings, (struct str){at, n});
}

#endif
