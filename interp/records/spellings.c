/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The usual spellings: as declared, in small letters, in capitals, each with
 * '-', '_', a blank or what was declared between words. The factor of the hash is tried until
 * no two of them share a slot; a large table settles for few that do.
 */

#include "interp/records/spellings.h"

const uint64_t SPELLINGS_FRONT[9] = {
    0,          0xFF,         0xFFFF,         0xFFFFFF,
    0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF,
    UINT64_MAX,
};

/* No text of UTF-8 begins with this byte. */
#define NO_TEXT UINT64_MAX

/* Spellings of one name, at most. */
#define FORMS 12
/* Factors tried. */
#define TRIES 64

static char fold_case(char c, int form)
{
    if (form == 1 && c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    if (form == 2 && c >= 'a' && c <= 'z')
        return (char)(c - 'a' + 'A');
    return c;
}

static char fold_join(char c, int form)
{
    bool join = form && (c == '-' || c == '_');
    return join ? "-_ "[form - 1] : c;
}

/* A form of the name, with zeros behind that may be loaded. */
static struct str make_form(struct arena *arena, struct str name, int form)
{
    char *at = arena_alloc(arena, name.n + 16);
    for (size_t i = 0; i < name.n; i++)
        at[i] = fold_join(fold_case(name.at[i], form % 3), form / 3);
    return (struct str){at, name.n};
}

typedef LIST(struct spelling) spelling_list;

static struct spelling spelling_of(struct str text, uint32_t value)
{
    size_t low_n = text.n < 8 ? text.n : 8;
    size_t high_n = text.n < 16 ? text.n - low_n : 8;
    struct spelling s = {.at = text.at, .n = (uint32_t)text.n, .value = value};
    s.low_mask = SPELLINGS_FRONT[low_n];
    s.high_mask = SPELLINGS_FRONT[high_n];
    s.low = spellings_load(text.at) & s.low_mask;
    s.high = spellings_load(text.at + 8) & s.high_mask;
    return s;
}

static bool has_text(const spelling_list *list, size_t from, struct str text)
{
    for (size_t i = from; i < list->n; i++)
        if (str_equal((struct str){list->at[i].at, list->at[i].n}, text))
            return true;
    return false;
}

static void add_forms(struct arena *arena, const struct spellings *table,
                      spelling_list *list, const struct name_entry *entry)
{
    size_t from = list->n;
    if (!entry->name.n || memchr(entry->name.at, '\\', entry->name.n))
        return;
    for (int form = 0; form < FORMS; form++) {
        struct str text = make_form(arena, entry->name, form);
        struct spelling spelling = spelling_of(text, entry->value);
        if (!has_text(list, from, text) &&
            table->find(table->names, text) == entry->value)
            list_push(arena, list, spelling);
    }
}

/* Puts all into empty slots; the number that met a taken one. */
static size_t fill(struct spellings *table, const spelling_list *list)
{
    const struct spelling nothing = {.low = NO_TEXT, .low_mask = NO_TEXT};
    size_t collisions = 0;
    for (size_t i = 0; i <= table->mask; i++)
        table->slots[i] = nothing;
    for (size_t i = 0; i < list->n; i++) {
        const struct spelling *s = &list->at[i];
        size_t slot = spellings_slot(table, s->at, s->n);
        collisions += table->slots[slot].n > 0;
        while (table->slots[slot].n)
            slot = (slot + 1) & table->mask;
        table->slots[slot] = *s;
    }
    return collisions;
}

struct spellings spellings_of(struct arena *arena, const struct names *names,
                              uint32_t (*find)(const struct names *names,
                                               struct str text))
{
    struct spellings table = {.mask = 15, .names = names, .find = find};
    spelling_list list = {0};
    for (size_t i = 0; i < names->entries.n; i++)
        add_forms(arena, &table, &list, &names->entries.at[i]);
    while (table.mask < 4 * list.n)
        table.mask = 2 * table.mask + 1;
    table.slots = ARENA_ARRAY(arena, struct spelling, table.mask + 1);
    uint64_t factor = 0x9E3779B97F4A7C15u, best = factor;
    size_t least = SIZE_MAX;
    for (int i = 0; i < TRIES && least; i++, factor = factor * 5 + 2) {
        table.factor = factor | 1;
        size_t collisions = fill(&table, &list);
        if (collisions < least) {
            least = collisions;
            best = table.factor;
        }
    }
    table.factor = best;
    fill(&table, &list);
    return table;
}

const struct spelling *spellings_entry(const struct spellings *spellings,
                                       struct str text)
{
    if (!text.n)
        return NULL;
    size_t slot = spellings_slot(spellings, text.at, text.n);
    for (const struct spelling *s; (s = &spellings->slots[slot])->n;
         slot = (slot + 1) & spellings->mask)
        if (str_equal((struct str){s->at, s->n}, text))
            return s;
    return NULL;
}

uint32_t spellings_find_slowly(const struct spellings *spellings,
                               struct str text)
{
    const struct spelling *s = spellings_entry(spellings, text);
    if (s)
        return s->value;
    return text.n && memchr(text.at, '\\', text.n)
               ? NAMES_NONE
               : spellings->find(spellings->names, text);
}
