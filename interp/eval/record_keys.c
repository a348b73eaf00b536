/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Keys (part_keys.h) of records, as the evaluator sees them: with what constraints
 * and contradictions took away, with partial dates, intervals and series.
 */

#include "interp/eval/record_keys.h"

#include "interp/eval/eval_internal.h"

static struct evaluator *evaluator_of(void *context)
{
    const struct record_keys *at = context;
    return at->ev;
}

static unsigned bits_of(enum truth truth)
{
    return (truth & TRUTH_NO ? KEY_NO : 0U) |
           (truth & TRUTH_YES ? KEY_YES : 0U);
}

/* --- facts ---------------------------------------------------------------- */

/* What a sheet takes for known: one ordinary value. */
static bool is_known(const struct fact *fact)
{
    return value_is_known(fact->value) && fact->value.some;
}

static void put_known(struct key *key, struct value value)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_OPTIONS: key_known_options(key, value.options); return;
    case VALUE_SET: key_known_options(key, value.set.may); return;
    case VALUE_NUMBER:
    case VALUE_DATE: key_known_number(key, value.range.low); return;
    case VALUE_TEXT: key_known_text(key, value.text); return;
    }
}

static void put_fact(const struct record *record, const struct field *field,
                     const struct fact *fact, struct key *key)
{
    bool stands = record_stands(record, fact);
    if (is_known(fact))
        put_known(key, fact->value);
    else if (!stands && value_equal(fact->value, field_any(field)))
        key_unknown(key);
    else
        key_partly(key, fact->value, stands);
}

static void record_fact(void *context, struct key *key,
                        const struct field *field)
{
    const struct record *record = evaluator_of(context)->record;
    put_fact(record, field, &record->facts[field->index], key);
}

static void record_list(void *context, struct key *key,
                        const struct key_list *reads)
{
    struct evaluator *ev = evaluator_of(context);
    struct list list = field_list(ev, reads->list);
    key_extent(key, list.given, list.n, list.fewest, list.most);
    for (uint32_t i = 0; reads->n && i < list.n && key->n <= KEY_MOST; i++)
        for (size_t j = 0; j < reads->n; j++)
            put_fact(ev->record, reads->fields[j],
                     &list.elements[i].facts[reads->fields[j]->index], key);
}

/* --- conditions ----------------------------------------------------------- */

static bool list_settled(struct evaluator *ev, const struct key_list *reads)
{
    struct list list = field_list(ev, reads->list);
    if (list.most > list.n)
        return false;
    for (uint32_t i = 0; i < list.n; i++)
        for (size_t j = 0; j < reads->n; j++)
            if (!is_known(&list.elements[i].facts[reads->fields[j]->index]))
                return false;
    return true;
}

static bool is_settled(struct evaluator *ev, const struct key_leaf *leaf)
{
    for (size_t i = 0; i < leaf->n; i++)
        if (!is_known(&ev->record->facts[leaf->fields[i]->index]))
            return false;
    for (size_t i = 0; i < leaf->list_count; i++)
        if (!list_settled(ev, &leaf->lists[i]))
            return false;
    return true;
}

static unsigned record_leaf(void *context, uint32_t index)
{
    const struct record_keys *at = context;
    const struct key_leaf *leaf = &at->keys->leaves.at[index];
    return bits_of(eval_truth(at->ev, leaf->expr)) |
           (is_settled(at->ev, leaf) ? KEY_SETTLED : 0U);
}

static unsigned record_item(void *context, uint32_t index)
{
    const struct record_keys *at = context;
    return bits_of(eval_truth(at->ev, at->keys->items.at[index]));
}

static struct value record_date(void *context, uint32_t index)
{
    const struct record_keys *at = context;
    return eval_value(at->ev, at->keys->dates.at[index]);
}

bool record_key(const struct record_keys *at, uint32_t part, struct key *key)
{
    struct record_keys context = *at;
    const struct key_source source = {.letters = at->letters,
                                      .context = &context,
                                      .leaf = record_leaf,
                                      .date = record_date,
                                      .item = record_item,
                                      .fact = record_fact,
                                      .list = record_list};
    return part_keys_make(at->keys, part, &source, key);
}
