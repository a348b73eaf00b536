/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Names to numbers: open addressing over an array in order of insertion.
 */

#include "grammar/base/names.h"

#include "grammar/base/hash.h"

struct names names_on(struct arena *arena)
{
    return (struct names){.arena = arena};
}

static uint32_t *slot_of(const struct names *names, struct str name)
{
    size_t mask = names->slot_count - 1;
    size_t at = (size_t)hash_name(names->arena, name) & mask;
    while (names->slots[at] &&
           !name_equal(names->entries.at[names->slots[at] - 1].name, name))
        at = (at + 1) & mask;
    return &names->slots[at];
}

uint32_t names_find(const struct names *names, struct str name)
{
    if (!names->slot_count)
        return NAMES_NONE;
    uint32_t index = *slot_of(names, name);
    return index ? names->entries.at[index - 1].value : NAMES_NONE;
}

static void rehash(struct names *names)
{
    names->slot_count = names->slot_count ? names->slot_count * 2 : 16;
    names->slots = ARENA_ARRAY(names->arena, uint32_t, names->slot_count);
    for (size_t i = 0; i < names->entries.n; i++)
        *slot_of(names, names->entries.at[i].name) = (uint32_t)i + 1;
}

uint32_t names_add(struct names *names, struct str name, uint32_t value)
{
    if (names->entries.n * 2 >= names->slot_count)
        rehash(names);
    uint32_t *slot = slot_of(names, name);
    if (*slot)
        return names->entries.at[*slot - 1].value;
    struct name_entry entry = {name, value};
    list_push(names->arena, &names->entries, entry);
    *slot = (uint32_t)names->entries.n;
    return NAMES_NONE;
}

/* Nearness. Two names may be near in spelling and opposite in meaning: N0 and
   N2, pMMR and dMMR, IIIA and IIIB, KRAS and NRAS. Such are never offered. */

static char fold(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c == '_' ? '-' : c);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The place of the next digit from `i` on, or the end. */
static size_t next_digit(struct str name, size_t i)
{
    while (i < name.n && !is_digit(name.at[i]))
        i++;
    return i;
}

static bool same_digits(struct str a, struct str b)
{
    size_t i = next_digit(a, 0), j = next_digit(b, 0);
    while (i < a.n && j < b.n && a.at[i] == b.at[j]) {
        i = next_digit(a, i + 1);
        j = next_digit(b, j + 1);
    }
    return i == a.n && j == b.n;
}

/* Whether they are made of the same letters: some were exchanged. */
static bool same_letters(struct str a, struct str b)
{
    int count[256] = {0};
    bool same = a.n == b.n;
    for (size_t i = 0; i < a.n; i++)
        count[(unsigned char)fold(a.at[i])]++;
    for (size_t i = 0; i < b.n; i++)
        count[(unsigned char)fold(b.at[i])]--;
    for (size_t i = 0; i < sizeof count / sizeof *count; i++)
        same = same && !count[i];
    return same;
}

static bool begins(struct str name, const char *with)
{
    struct str start = str_of(with);
    return name.n >= start.n &&
           name_equal((struct str){name.at, start.n}, start);
}

/* Names so short, and codes such as V600E, say something else when one letter
   is another. */
#define SHORT_NAME 4

static bool is_code(struct str name)
{
    return name.n <= SHORT_NAME || next_digit(name, 0) < name.n;
}

static bool may_be_meant(struct str a, struct str b)
{
    if (same_letters(a, b))
        return same_digits(a, b);
    return same_digits(a, b) && fold(a.at[0]) == fold(b.at[0]) &&
           (a.n != b.n || !is_code(a)) &&
           begins(a, "hypo") == begins(b, "hypo") &&
           begins(a, "hyper") == begins(b, "hyper");
}

static unsigned tolerance(struct str a, struct str b)
{
    size_t longer = a.n > b.n ? a.n : b.n;
    unsigned third = (unsigned)(longer < 12 ? (longer + 1) / 3 : 4);
    return third > 3 ? 3 : third;
}

const struct name_entry *names_nearest(const struct names *names,
                                       struct str name)
{
    const struct name_entry *nearest = NULL;
    unsigned least = 4;
    for (size_t i = 0; i < names->entries.n; i++) {
        const struct name_entry *entry = &names->entries.at[i];
        unsigned limit = tolerance(entry->name, name);
        unsigned distance = name_distance(entry->name, name, limit);
        if (distance <= limit && distance < least &&
            may_be_meant(entry->name, name)) {
            nearest = entry;
            least = distance;
        }
    }
    return nearest;
}
