/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Ids are remembered by hashes of 64 bits with a key that nobody knows before:
 * that two ids of a million have the same one happens once in 30 million runs,
 * and then says a warning too much. The hashes reach nothing else.
 */

#include "interp/cli/twins.h"

#include <stdlib.h>
#include <string.h>

#include "grammar/base/hash.h"
#include "grammar/limits.h"
#include "interp/cli/cli.h"

#define SLOTS_FIRST ((size_t)1 << 10)

uint64_t twins_hash(const struct twins *twins, struct str id)
{
    uint64_t hash = hash_text(twins, id);
    return hash ? hash : 1;
}

/* Its slot, or the free one where it belongs. */
static uint64_t *slot_of(const struct twins *twins, uint64_t hash)
{
    size_t at = hash & twins->mask;
    while (twins->slots[at] && twins->slots[at] != hash)
        at = (at + 1) & twins->mask;
    return &twins->slots[at];
}

/* Room for one more; at most half of the slots are taken. */
static bool has_room(struct twins *twins)
{
    if (twins->n >= LIMIT_TWINS)
        return false;
    if (twins->slots && twins->n * 2 <= twins->mask)
        return true;
    struct twins larger = *twins;
    size_t slots = twins->slots ? (twins->mask + 1) * 2 : SLOTS_FIRST;
    larger.slots = calloc(slots, sizeof *larger.slots);
    if (!larger.slots)
        return false;
    larger.mask = slots - 1;
    for (size_t i = 0; twins->slots && i <= twins->mask; i++)
        if (twins->slots[i])
            *slot_of(&larger, twins->slots[i]) = twins->slots[i];
    free(twins->slots);
    *twins = larger;
    return true;
}

static void note_twin(struct twins *twins, struct str id)
{
    if (twins->times++)
        return;
    size_t n = id.n < sizeof twins->first ? id.n : sizeof twins->first - 1;
    memcpy(twins->first, id.at, n);
    twins->first[n] = '\0';
}

void twins_add(struct twins *twins, uint64_t hash, struct str id)
{
    bool room = has_room(twins);
    if (!twins->slots)
        return;
    uint64_t *slot = slot_of(twins, hash);
    if (*slot) {
        note_twin(twins, id);
    } else if (room) {
        *slot = hash;
        twins->n++;
    }
}

void twins_end(struct twins *twins)
{
    if (twins->times == 1)
        complain("warning: patient %s has two records: each is evaluated by "
                 "itself; join what belongs to one patient",
                 twins->first);
    else if (twins->times)
        complain("warning: patient %s has more than one record (%llu records "
                 "in all are such further ones): each is evaluated by itself; "
                 "join what belongs to one patient",
                 twins->first, (unsigned long long)twins->times);
    free(twins->slots);
    *twins = (struct twins){0};
}
