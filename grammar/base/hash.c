/* SPDX-License-Identifier: Apache-2.0 */

/*
 * SipHash-1-3 (Aumasson, Bernstein: "SipHash: a fast short-input PRF", 2012),
 * one round a word and three at the end, as several languages use it for their
 * tables. The key is stretched from an address by constants.
 */

#include "grammar/base/hash.h"

#include <string.h>

struct state {
    uint64_t a, b, c, d;
};

static uint64_t turn(uint64_t x, unsigned by)
{
    return x << by | x >> (64 - by);
}

static inline void mix(struct state *s)
{
    s->a += s->b;
    s->b = turn(s->b, 13) ^ s->a;
    s->a = turn(s->a, 32);
    s->c += s->d;
    s->d = turn(s->d, 16) ^ s->c;
    s->a += s->d;
    s->d = turn(s->d, 21) ^ s->a;
    s->c += s->b;
    s->b = turn(s->b, 17) ^ s->c;
    s->c = turn(s->c, 32);
}

static struct state begin(const void *table)
{
    uint64_t seed = (uint64_t)(uintptr_t)table;
    uint64_t k0 = seed * UINT64_C(0x9E3779B97F4A7C15);
    uint64_t k1 = (seed ^ k0 >> 32) * UINT64_C(0xD6E8FEB86659FD93);
    return (struct state){
        k0 ^ UINT64_C(0x736F6D6570736575), k1 ^ UINT64_C(0x646F72616E646F6D),
        k0 ^ UINT64_C(0x6C7967656E657261), k1 ^ UINT64_C(0x7465646279746573)};
}

static inline void take(struct state *s, uint64_t word)
{
    s->d ^= word;
    mix(s);
    s->a ^= word;
}

static uint64_t finish(struct state *s)
{
    s->c ^= 0xFF;
    mix(s);
    mix(s);
    mix(s);
    return s->a ^ s->b ^ s->c ^ s->d;
}

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* In each byte that is 'A' to 'Z', 32 more; '_' becomes '-'. All eight bytes
   at a time: the highest bit of each says whether it is meant, and none
   carries into the next. */
static uint64_t folded(uint64_t word)
{
    uint64_t low = word & EACH(0x7F), ascii = ~word & EACH(0x80);
    uint64_t from_a = low + EACH(0x80 - 'A'), past_z = low + EACH(0x7F - 'Z');
    uint64_t capital = (from_a ^ past_z) & ascii;
    uint64_t score = ~((low ^ EACH('_')) + EACH(0x7F)) & ascii;
    return (word | capital >> 2) ^ (score >> 7) * ('_' ^ '-');
}

static uint64_t hash(const void *table, struct str text, bool fold)
{
    struct state s = begin(table);
    size_t at = 0;
    uint64_t word;
    for (; at + 8 <= text.n; at += 8) {
        memcpy(&word, text.at + at, 8);
        take(&s, fold ? folded(word) : word);
    }
    word = 0;
    if (text.n > at)
        memcpy(&word, text.at + at, text.n - at);
    word = fold ? folded(word) : word;
    take(&s, word ^ (uint64_t)text.n << 56);
    return finish(&s);
}

uint64_t hash_text(const void *table, struct str text)
{
    return hash(table, text, false);
}

uint64_t hash_name(const void *table, struct str name)
{
    return hash(table, name, true);
}
