/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The words of the language as a table that is searched one after the other,
 * first by length: there are about a hundred.
 */

#include "grammar/token.h"

#include "grammar/gram.h"

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
