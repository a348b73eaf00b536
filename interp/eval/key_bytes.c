/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Keys of one patient. Which conditions follow is told by the states that
 * stand in front, and what follows a condition by its own byte; so no two
 * patients of whom different things are true have the same bytes.
 */

#include "interp/eval/key_part.h"

#include <string.h>

/* --- bytes ---------------------------------------------------------------- */

void key_put(struct key *key, const void *bytes, size_t n)
{
    if (key->n > KEY_MOST || n > KEY_MOST - key->n) {
        key->n = KEY_MOST + 1;
        return;
    }
    memcpy(key->at + key->n, bytes, n);
    key->n += n;
}

enum { FACT_KNOWN = 1, FACT_UNKNOWN, FACT_PARTLY, FACT_PARTLY_STANDS };

void key_known_options(struct key *key, uint64_t options)
{
    key_byte(key, FACT_KNOWN);
    key_put(key, &options, sizeof options);
}

void key_known_number(struct key *key, int64_t number)
{
    key_byte(key, FACT_KNOWN);
    key_put(key, &number, sizeof number);
}

void key_known_text(struct key *key, struct str text)
{
    uint64_t n = text.n;
    key_byte(key, FACT_KNOWN);
    key_put(key, &n, sizeof n);
    if (n)
        key_put(key, text.at, text.n);
}

void key_unknown(struct key *key)
{
    key_byte(key, FACT_UNKNOWN);
}

static void put_members(struct key *key, const struct value *value)
{
    uint64_t n = value->text.n;
    switch ((enum value_kind)value->kind) {
    case VALUE_OPTIONS:
        key_put(key, &value->options, sizeof value->options);
        return;
    case VALUE_SET: key_put(key, &value->set, sizeof value->set); return;
    case VALUE_NUMBER:
    case VALUE_DATE: key_put(key, &value->range, sizeof value->range); return;
    case VALUE_TEXT: break;
    }
    key_byte(key, value->text.at != NULL);
    if (!value->text.at)
        return;
    key_put(key, &n, sizeof n);
    if (n)
        key_put(key, value->text.at, value->text.n);
}

static void put_value(struct key *key, struct value value)
{
    key_byte(key, (value.nothing ? 1U : 0U) | (value.some ? 2U : 0U) |
                      (value.some && value.low_open ? 4U : 0U) |
                      (value.some && value.high_open ? 8U : 0U));
    if (value.some)
        put_members(key, &value);
}

void key_partly(struct key *key, struct value value, bool stands)
{
    key_byte(key, stands ? FACT_PARTLY_STANDS : FACT_PARTLY);
    put_value(key, value);
}

void key_extent(struct key *key, bool given, uint32_t n, uint32_t fewest,
                uint32_t most)
{
    const uint32_t numbers[] = {n, fewest, most};
    key_byte(key, given);
    key_put(key, numbers, sizeof numbers);
}

/* --- parts ---------------------------------------------------------------- */

size_t part_keys_rules(const struct part_keys *keys, uint32_t part)
{
    return keys->parts[part].rules.n;
}

bool part_keys_fixed(const struct part_keys *keys, uint32_t part)
{
    return !keys->parts[part].rules.n && !keys->parts[part].items;
}

const struct rule *part_keys_single(const struct part_keys *keys,
                                    uint32_t index)
{
    const struct key_part *part = &keys->parts[index];
    bool more = part->only_applies || part->rules.n != 1 || part->fails[0] ||
                part->dates.n;
    return more ? NULL : part->rules.at[0];
}

static const struct rule *rule_of(const struct key_part *part, size_t i)
{
    return part->rules.at[i];
}

/* The states of the rules, four to a byte. */
static void put_states(const struct key_part *part, const char *letters,
                       struct key *key)
{
    unsigned byte = 0;
    for (size_t i = 0; i < part->rules.n; i++) {
        unsigned state = key_state(letters[rule_of(part, i)->index]);
        byte |= (part->only_applies && state != 2 ? 1 : state) << (i % 4 * 2);
        if (i % 4 < 3 && i + 1 < part->rules.n)
            continue;
        key_byte(key, byte);
        byte = 0;
    }
}

/* The leaves of a word of which everything is told, and those of which the
   truth is. */
struct told_leaves {
    uint64_t all, truth;
};

static struct told_leaves told_of(const struct key_part *part,
                                  const char *letters, size_t word)
{
    struct told_leaves told = {0, 0};
    for (size_t i = 0; i < part->rules.n; i++) {
        char letter = letters[rule_of(part, i)->index];
        if (letter == 'U')
            told.all |= part->reach[i][word];
        if (letter == 'F' && part->fails[i])
            told.truth |= part->fails[i][word];
    }
    return told;
}

static void put_leaf(const struct part_keys *keys, uint32_t index, bool all,
                     const struct key_source *source, struct key *key)
{
    const struct key_leaf *leaf = &keys->leaves.at[index];
    unsigned truth = source->leaf(source->context, index);
    if (!all)
        truth &= KEY_NO | KEY_YES;
    key_byte(key, truth);
    if (!all || truth & KEY_SETTLED)
        return;
    for (size_t i = 0; i < leaf->n; i++)
        source->fact(source->context, key, leaf->fields[i]);
    for (size_t i = 0; i < leaf->list_count; i++)
        source->list(source->context, key, &leaf->lists[i]);
}

static void put_leaves(const struct part_keys *keys,
                       const struct key_part *part,
                       const struct key_source *source, struct key *key)
{
    for (size_t word = 0; word < part->words && key->n <= KEY_MOST; word++) {
        struct told_leaves told = told_of(part, source->letters, word);
        uint64_t left = told.all | told.truth;
        for (; left && key->n <= KEY_MOST; left &= left - 1) {
            size_t bit = (size_t)__builtin_ctzll(left);
            put_leaf(keys, part->leaves.at[64 * word + bit],
                     told.all >> bit & 1, source, key);
        }
    }
}

/* Whether a rule has nothing to say. */
static bool is_silent(const struct key_part *part, size_t rule,
                      const struct key_source *source)
{
    char letter = source->letters[rule_of(part, rule)->index];
    return letter == 'F' || (part->only_applies && letter == 'U');
}

static void put_dates(const struct key_part *part,
                      const struct key_source *source, struct key *key)
{
    for (size_t i = 0; i < part->dates.n; i++)
        if (!is_silent(part, part->dates.at[i].rule, source))
            put_value(key,
                      source->date(source->context, part->dates.at[i].date));
}

/* Whether a field exists goes by its `if`. */
static void put_conditions(const struct field *field,
                           const struct key_source *source, struct key *key)
{
    for (field = field->only_if; field; field = field->only_if)
        source->fact(source->context, key, field);
}

static void put_ordered(const struct field *field,
                        const struct key_source *source, struct key *key)
{
    const struct key_list list = {.list = field};
    put_conditions(field, source, key);
    if (field->type.kind != TYPE_LIST) {
        source->fact(source->context, key, field);
        return;
    }
    source->list(source->context, key, &list);
    if (!field->counted_by)
        return;
    source->fact(source->context, key, field->counted_by);
    put_conditions(field->counted_by, source, key);
}

static void put_orders(const struct key_part *part,
                       const struct key_source *source, struct key *key)
{
    for (size_t i = 0; i < part->orders.n; i++)
        if (!is_silent(part, part->orders.at[i].rule, source))
            put_ordered(part->orders.at[i].field, source, key);
}

bool part_keys_make(const struct part_keys *keys, uint32_t index,
                    const struct key_source *source, struct key *key)
{
    const struct key_part *part = &keys->parts[index];
    key->n = 0;
    put_states(part, source->letters, key);
    put_leaves(keys, part, source, key);
    put_dates(part, source, key);
    put_orders(part, source, key);
    for (uint32_t i = 0; part->items && i < keys->items.n; i++)
        key_byte(key, source->item(source->context, i));
    return key->n <= KEY_MOST;
}
