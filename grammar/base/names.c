/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Names to numbers: open addressing over an array in order of insertion. An
 * attacker who makes names collide costs a linear probe; the limit on items
 * of a rule set bounds that.
 */

#include "grammar/base/names.h"

struct names names_on(struct arena *arena)
{
    return (struct names){.arena = arena};
}

static uint32_t *slot_of(const struct names *names, struct str name)
{
    size_t mask = names->slot_count - 1;
    size_t at = name_hash(name) & mask;
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
        if (distance <= limit && distance < least) {
            nearest = entry;
            least = distance;
        }
    }
    return nearest;
}
