/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The words of the language as a table that is searched one after the other:
 * there are about a hundred. The scanner, which asks for each name, has them
 * by hash.
 */

#include "grammar/token.h"

#include "grammar/gram.h"

#include <string.h>

enum keyword_place { ITEM_START, ANYWHERE };

struct keyword {
    int kind;
    struct str word;
    enum keyword_place place;
};

static const struct keyword keywords[] = {
#define X(token, word, place) {TOK_##token, {word, sizeof(word) - 1}, place},
#include "grammar/keywords.def"
#undef X
};

#define KEYWORDS (sizeof keywords / sizeof *keywords)

int keyword_kind(struct str word, bool item_start)
{
    for (size_t i = 0; i < KEYWORDS; i++)
        if (keywords[i].word.n == word.n &&
            (item_start || keywords[i].place == ANYWHERE) &&
            name_equal(keywords[i].word, word))
            return keywords[i].kind;
    return 0;
}

/* --- by hash ------------------------------------------------------------- */

_Static_assert(2 * KEYWORDS < KEYWORD_SLOTS, "the table of words is too small");

/* By first and last letter, case apart (0x20), and length. */
static size_t hash_of(struct str word)
{
    size_t first = (unsigned char)word.at[0] | 0x20;
    size_t last = (unsigned char)word.at[word.n - 1] | 0x20;
    return first * 9 + last * 31 + word.n * 5;
}

void keyword_table_make(struct keyword_table *table)
{
    memset(table, 0, sizeof *table);
    for (size_t i = 0; i < KEYWORDS; i++) {
        size_t slot = hash_of(keywords[i].word) % KEYWORD_SLOTS;
        while (table->slots[slot])
            slot = (slot + 1) % KEYWORD_SLOTS;
        table->slots[slot] = (unsigned char)(i + 1);
    }
}

/* Most names that are no words of the language are told by a letter. */
static bool same_start(struct str a, struct str b)
{
    return ((a.at[0] ^ b.at[0]) & ~0x20) == 0;
}

int keyword_find(const struct keyword_table *table, struct str word,
                 bool item_start)
{
    size_t slot = hash_of(word) % KEYWORD_SLOTS;
    for (; table->slots[slot]; slot = (slot + 1) % KEYWORD_SLOTS) {
        const struct keyword *keyword = &keywords[table->slots[slot] - 1];
        if (keyword->word.n == word.n && same_start(keyword->word, word) &&
            (item_start || keyword->place == ANYWHERE) &&
            name_equal(keyword->word, word))
            return keyword->kind;
    }
    return 0;
}

/* --- by kind ------------------------------------------------------------- */

int keyword_nearest_item(struct str word)
{
    unsigned least = 3;
    int found = 0;
    for (size_t i = 0; i < KEYWORDS; i++) {
        struct str item = keywords[i].word;
        if (keywords[i].place != ITEM_START)
            continue;
        unsigned distance = name_distance(item, word, 2);
        if (distance < least && (distance < 2 || item.n > 4)) {
            least = distance;
            found = keywords[i].kind;
        }
    }
    return found;
}

bool keyword_is(int kind)
{
    return keyword_word(kind) != NULL;
}

const char *keyword_word(int kind)
{
    for (size_t i = 0; i < KEYWORDS; i++)
        if (keywords[i].kind == kind)
            return keywords[i].word.at;
    return NULL;
}

const char *keyword_at(size_t i, int *kind, bool *item_start)
{
    if (i >= KEYWORDS)
        return NULL;
    *kind = keywords[i].kind;
    *item_start = keywords[i].place == ITEM_START;
    return keywords[i].word.at;
}
