/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A table of what was found, by part and key. The memory is bounded: when it
 * is full, it is emptied and begins anew, then without the parts that hardly
 * ever served. Keys of a single byte, of parts with few rules none of which is
 * undetermined, are most: they are found without a hash.
 */

#include "interp/cli/cohort_memory.h"

#include <string.h>

/* Bytes that one worker remembers. */
#define MEMORY_MOST ((size_t)12 << 20)
/* Slots for what is remembered, a power of two; at most half are used. */
#define SLOTS_LEAST ((size_t)1 << 12)
#define SLOTS_MOST ((size_t)1 << 16)

/* A part of which so many keys were asked for, and not one in eight was there,
   is not worth its room. */
#define ASKED_LEAST 256
#define HITS_ONE_IN 8

/* Parts of so many rules find keys of a single byte without a hash. */
#define QUICK_RULES 4

struct entry {
    uint64_t hash;
    uint32_t part, n; /* n: of the key */
    struct told told;
    unsigned char key[];
};

struct part_place {
    const struct told **quick; /* by key of one byte; or NULL */
    const struct rule *single; /* part_keys_single */
    bool is_idle;              /* is remembered no more */
    size_t asked, hits;        /* since memory was emptied */
};

struct memory {
    const struct part_keys *keys;
    struct arena *arena;
    struct entry **slots;
    size_t slot_count, used;
    struct part_place *places;
    struct key key;

    /* of the patient at hand */
    struct arena *patient;
    LIST(struct lacking) lacking;
};

/* ---- beginning and end --------------------------------------------------- */

static void forget_all(struct memory *memory)
{
    arena_clear(memory->arena);
    for (uint32_t i = 0; i < memory->keys->part_count; i++) {
        struct part_place *place = &memory->places[i];
        size_t rules = part_keys_rules(memory->keys, i);
        place->is_idle |= place->asked >= ASKED_LEAST &&
                          place->hits < place->asked / HITS_ONE_IN;
        place->asked = place->hits = 0;
        place->quick = NULL;
        if (rules && rules <= QUICK_RULES)
            place->quick = ARENA_ARRAY(memory->arena, const struct told *,
                                       (size_t)1 << (2 * rules));
    }
    memory->slots =
        ARENA_ARRAY(memory->arena, struct entry *, memory->slot_count);
    memory->used = 0;
}

struct memory *memory_new(struct arena *arena, const struct part_keys *keys)
{
    struct memory *memory = ARENA_NEW(arena, struct memory);
    memory->keys = keys;
    memory->arena = arena_new();
    memory->slot_count = SLOTS_LEAST;
    while (memory->slot_count < 4 * keys->part_count)
        memory->slot_count *= 2;
    return memory->arena ? memory : NULL;
}

void memory_start(struct memory *memory, struct arena *arena)
{
    const struct part_keys *keys = memory->keys;
    arena_guard(memory->arena, arena_get_guard(arena));
    memory->places = ARENA_ARRAY(arena, struct part_place, keys->part_count);
    for (uint32_t i = 0; i < keys->part_count; i++)
        memory->places[i].single = part_keys_single(keys, i);
    forget_all(memory);
}

void memory_free(struct memory *memory)
{
    if (memory)
        arena_free(memory->arena);
}

struct arena *memory_arena(const struct memory *memory)
{
    return memory->arena;
}

/* ---- the table ----------------------------------------------------------- */

static uint64_t hash_of(uint32_t part, struct str key)
{
    uint64_t hash = 0x9E3779B97F4A7C15u * (part + 1);
    for (size_t i = 0; i < key.n; i += sizeof hash) {
        uint64_t eight = 0;
        size_t n = key.n - i;
        memcpy(&eight, key.at + i, n < sizeof eight ? n : sizeof eight);
        hash = (hash ^ eight) * 0xFF51AFD7ED558CCDu;
        hash ^= hash >> 32;
    }
    return hash;
}

/* Where the entry is, or where it would be put. */
static struct entry **slot_of(struct memory *memory,
                              const struct lacking *wanted)
{
    size_t mask = memory->slot_count - 1, at = wanted->hash & mask;
    struct entry *entry;
    while ((entry = memory->slots[at]) &&
           (entry->hash != wanted->hash || entry->part != wanted->part ||
            entry->n != wanted->key.n ||
            memcmp(entry->key, wanted->key.at, entry->n) != 0))
        at = (at + 1) & mask;
    return &memory->slots[at];
}

/* Twice as many slots. */
static void spread(struct memory *memory)
{
    struct entry **old = memory->slots;
    size_t n = memory->slot_count;
    memory->slot_count *= 2;
    memory->slots =
        ARENA_ARRAY(memory->arena, struct entry *, memory->slot_count);
    for (size_t i = 0; i < n; i++) {
        if (!old[i])
            continue;
        size_t at = old[i]->hash & (memory->slot_count - 1);
        while (memory->slots[at])
            at = (at + 1) & (memory->slot_count - 1);
        memory->slots[at] = old[i];
    }
}

static void note_lacking(struct memory *memory, struct lacking lacking)
{
    lacking.key = str_copy(memory->patient, lacking.key);
    list_push(memory->patient, &memory->lacking, lacking);
}

/* What is remembered under the key at hand. */
static const struct told *look_up(struct memory *memory, uint32_t part)
{
    struct part_place *place = &memory->places[part];
    struct lacking wanted = {.part = part, .has_key = true};
    size_t first = memory->key.at[0];
    bool quick = memory->key.n == 1 && place->quick;
    if (quick && place->quick[first])
        return place->quick[first];
    wanted.key = (struct str){(const char *)memory->key.at, memory->key.n};
    wanted.hash = hash_of(part, wanted.key);
    const struct entry *entry = *slot_of(memory, &wanted);
    place->asked++;
    place->hits += entry != NULL;
    if (!entry) {
        note_lacking(memory, wanted);
        return NULL;
    }
    if (quick)
        place->quick[first] = &entry->told;
    return &entry->told;
}

/* ---- a patient ----------------------------------------------------------- */

bool memory_begin(struct memory *memory, struct arena *arena)
{
    size_t wanted = 2 * (memory->used + memory->keys->part_count);
    bool full =
        arena_used(memory->arena) >= MEMORY_MOST ||
        (wanted >= memory->slot_count && memory->slot_count >= SLOTS_MOST);
    if (full)
        forget_all(memory);
    else if (wanted >= memory->slot_count)
        spread(memory);
    memory->patient = arena;
    memory->lacking.n = memory->lacking.capacity = 0;
    return full;
}

const struct told *memory_recall(struct memory *memory, uint32_t part,
                                 const struct asked *asked)
{
    const struct part_place *place = &memory->places[part];
    const struct told *told = NULL;
    if (place->single && asked->has_keys) {
        char letter = asked->letters[place->single->index];
        told = letter == 'U' ? NULL : place->quick[key_state(letter)];
    }
    if (told)
        return told;
    if (asked->has_keys && !place->is_idle &&
        asked->make(asked->context, part, &memory->key))
        return look_up(memory, part);
    note_lacking(memory, (struct lacking){.part = part, .key = STR("")});
    return NULL;
}

size_t memory_lacking(const struct memory *memory,
                      const struct lacking **lacking)
{
    *lacking = memory->lacking.at;
    return memory->lacking.n;
}

struct told *memory_keep(struct memory *memory, const struct lacking *lacking)
{
    size_t n = lacking->key.n;
    struct entry *entry = arena_alloc(memory->arena, sizeof *entry + n);
    struct entry **slot = slot_of(memory, lacking);
    entry->hash = lacking->hash;
    entry->part = lacking->part;
    entry->n = (uint32_t)n;
    memcpy(entry->key, lacking->key.at, n);
    *slot = entry;
    memory->used++;
    return &entry->told;
}
