/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A mapping turned around: from its lines to what a resource has. A large
 * bundle holds hundreds of observations of which a few matter; each costs a
 * look-up of its codes.
 */

#include "interp/records/fhir_plan.h"

#include "grammar/base/hash.h"

#include <string.h>

/* --- words ---------------------------------------------------------------- */

/* Eight bytes at a time. */
static size_t hash_of(struct str text)
{
    const uint64_t prime = 0x9E3779B97F4A7C15U;
    uint64_t hash = text.n * prime, part = 0;
    const char *at = text.at;
    size_t n = text.n;
    for (; n >= 8; at += 8, n -= 8) {
        memcpy(&part, at, 8);
        hash = (hash ^ part) * prime;
        hash ^= hash >> 29;
    }
    part = 0;
    if (n)
        memcpy(&part, at, n);
    hash = (hash ^ part) * prime;
    return (size_t)(hash ^ (hash >> 32));
}

struct fhir_words fhir_words_on(struct arena *arena, size_t most)
{
    size_t room = 8;
    while (room < most * 2)
        room *= 2;
    struct fhir_words words = {.mask = room - 1};
    words.slots = ARENA_ARRAY(arena, struct fhir_word, room);
    return words;
}

struct fhir_words fhir_words_foreign(struct arena *arena, size_t most)
{
    struct fhir_words words = fhir_words_on(arena, most);
    words.foreign = true;
    return words;
}

static struct fhir_word *slot_of(const struct fhir_words *words, struct str key)
{
    size_t hash =
        words->foreign ? (size_t)hash_text(words->slots, key) : hash_of(key);
    size_t at = hash & words->mask;
    while (words->slots[at].value && !str_equal(words->slots[at].key, key))
        at = (at + 1) & words->mask;
    return &words->slots[at];
}

void fhir_words_add(struct fhir_words *words, struct str key, const void *value)
{
    if (words->n * 2 > words->mask)
        return;
    struct fhir_word *slot = slot_of(words, key);
    if (slot->value)
        return;
    *slot = (struct fhir_word){key, value};
    words->n++;
}

const void *fhir_words_find(const struct fhir_words *words, struct str key)
{
    return words->slots ? slot_of(words, key)->value : NULL;
}

/* --- elements that are kept ----------------------------------------------- */

static const char *const always[] = {
    "id",         "status",       "code",
    "subject",    "patient",      "verificationStatus",
    "intent",     "doNotPerform", "active",
    "contained",  "effective",    "modifierExtension",
    "value",      "issued",       "dataAbsentReason",
    "onset",      "performed",    "recordedDate",
    "authoredOn", "dateAsserted", "medication",
    "location",   "result",       "hasMember",
    "birthDate",  "link",
};

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool fhir_is_element(struct str key, struct str name)
{
    if (str_equal(key, name))
        return true;
    return key.n > name.n && is_upper(key.at[name.n]) &&
           str_starts(key, name) && map_is_choice_stem(name);
}

bool fhir_plan_wants(const struct fhir_plan *plan, struct str key)
{
    if (fhir_words_find(&plan->wanted, key))
        return true;
    for (size_t i = 1; i < key.n; i++) {
        struct str stem = {key.at, i};
        if (is_upper(key.at[i]) && map_is_choice_stem(stem) &&
            fhir_words_find(&plan->wanted, stem))
            return true;
    }
    return false;
}

static void want_place(struct fhir_plan *plan, const struct map_place *place)
{
    for (size_t i = 0; place && i < place->n; i++)
        fhir_words_add(&plan->wanted, place->steps[i].name, "");
}

static void want_where(struct fhir_plan *plan, const struct map_where *where)
{
    if (!where)
        return;
    want_place(plan, &where->place);
    for (uint32_t i = 0; i < where->n; i++)
        want_where(plan, where->kids[i]);
}

/* --- lines by type -------------------------------------------------------- */

static struct fhir_type *type_of(struct arena *arena, struct fhir_plan *plan,
                                 struct str name)
{
    for (size_t i = 0; i < plan->types.n; i++)
        if (str_equal(plan->types.at[i].name, name))
            return &plan->types.at[i];
    struct fhir_type type = {.name = name};
    type.any = ARENA_ARRAY(arena, size_t, plan->mapping->map_count);
    list_push(arena, &plan->types, type);
    return &plan->types.at[plan->types.n - 1];
}

static bool looks_at(const struct map_resource *source, struct str type)
{
    for (size_t i = 0; i < source->type_count; i++)
        if (str_equal(source->types[i], type))
            return true;
    return false;
}

static void add_code(struct arena *arena, struct fhir_type *type,
                     const struct map_coding *coding, size_t line)
{
    struct fhir_code_use *use = ARENA_NEW(arena, struct fhir_code_use);
    *use = (struct fhir_code_use){.coding = coding, .line = line};
    if (coding->prefix) {
        list_push(arena, &type->prefixes, *use);
        return;
    }
    struct fhir_word *slot = slot_of(&type->codes, coding->code);
    use->next = slot->value;
    if (slot->value)
        slot->value = use;
    else
        fhir_words_add(&type->codes, coding->code, use);
}

static size_t count_codes(const struct mapping *mapping, struct str type)
{
    size_t n = 0;
    for (size_t i = 0; i < mapping->map_count; i++) {
        const struct map_resource *source = mapping->maps[i]->resource;
        if (source && looks_at(source, type) && source->codes)
            n += source->codes->n;
    }
    return n;
}

static void fill_type(struct arena *arena, const struct mapping *mapping,
                      struct fhir_type *type)
{
    type->codes = fhir_words_on(arena, count_codes(mapping, type->name) + 1);
    for (size_t i = 0; i < mapping->map_count; i++) {
        const struct map_resource *source = mapping->maps[i]->resource;
        if (!source || !looks_at(source, type->name))
            continue;
        if (!source->codes)
            type->any[type->any_count++] = i;
        for (size_t j = 0; source->codes && j < source->codes->n; j++)
            add_code(arena, type, &source->codes->at[j], i);
    }
}

const struct fhir_type *fhir_plan_type(const struct fhir_plan *plan,
                                       struct str type)
{
    for (size_t i = 0; i < plan->types.n; i++)
        if (str_equal(plan->types.at[i].name, type))
            return &plan->types.at[i];
    return NULL;
}

/* --- the plan ------------------------------------------------------------- */

static void add_wanted(struct arena *arena, struct fhir_plan *plan)
{
    const struct mapping *mapping = plan->mapping;
    plan->wanted = fhir_words_on(arena, 64 + 32 * mapping->map_count);
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        fhir_words_add(&plan->wanted, str_of(always[i]), "");
    for (size_t i = 0; i < mapping->map_count; i++) {
        const struct map_resource *source = mapping->maps[i]->resource;
        if (!source)
            continue;
        want_place(plan, source->place);
        want_place(plan, source->dated);
        want_where(plan, source->where);
    }
}

struct fhir_plan *fhir_plan_new(struct arena *arena,
                                const struct mapping *mapping,
                                const struct vocabulary *vocabulary)
{
    struct fhir_plan *plan = ARENA_NEW(arena, struct fhir_plan);
    plan->mapping = mapping;
    plan->id_field = vocabulary->id;
    type_of(arena, plan, STR("Patient"));
    for (size_t i = 0; i < mapping->map_count; i++) {
        const struct map_resource *source = mapping->maps[i]->resource;
        for (size_t j = 0; source && j < source->type_count; j++)
            type_of(arena, plan, source->types[j]);
    }
    for (size_t i = 0; i < plan->types.n; i++)
        fill_type(arena, mapping, &plan->types.at[i]);
    add_wanted(arena, plan);
    return plan;
}
