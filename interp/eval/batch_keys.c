/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Keys (part_keys.h) of the rows of a sheet. Each condition, date and item that a
 * key may hold is compiled into the circuit, whether or not a rule's state
 * needs it; so a row in which one of them fails is hard, as the walk would
 * have a warning of it to tell.
 */

#include "interp/eval/batch_internal.h"

#include "interp/eval/eval.h"
#include "interp/eval/part_keys.h"

struct leaf {
    struct pair truth;
    plane settled; /* each fact that it reads is known */
};

struct batch_keys {
    const struct part_keys *keys;
    struct leaf *leaves;
    struct image *dates;
    struct pair *items;
};

/* --- compiling ------------------------------------------------------------ */

/* The described elements' fields are known, and there are no others. */
static plane list_settled(struct maker *m, const struct key_list *reads)
{
    uint32_t list = reads->list->list;
    list_use(m, list);
    plane open = m->batch->extents[list].anon;
    for (size_t i = 0; i < reads->n; i++) {
        plane known = column_known(m, list + 1, reads->fields[i]);
        open = gate_or(m, open, gate_any(m, list, gate_not(m, known)));
    }
    return gate_not(m, open);
}

static struct pair rows_of(struct maker *m, const struct expr *e)
{
    struct pair truth = condition_of(m, e);
    truth.no = gate_within(m, truth.no, DOMAIN_ROWS);
    truth.yes = gate_within(m, truth.yes, DOMAIN_ROWS);
    return truth;
}

static struct leaf leaf_of(struct maker *m, const struct key_leaf *from)
{
    struct leaf leaf = {.truth = rows_of(m, from->expr),
                        .settled = PLANE_EVERYWHERE};
    for (size_t i = 0; i < from->n; i++)
        leaf.settled = gate_and(m, leaf.settled,
                                column_known(m, DOMAIN_ROWS, from->fields[i]));
    for (size_t i = 0; i < from->list_count; i++)
        leaf.settled =
            gate_and(m, leaf.settled, list_settled(m, &from->lists[i]));
    return leaf;
}

static struct image date_of(struct maker *m, const struct expr *e)
{
    struct image image = image_of(m, e);
    if (image.kind == VALUE_DATE && !m->unsupported)
        return number_laid_out(m, image, DOMAIN_ROWS);
    m->unsupported = true;
    return image;
}

void keys_compile(struct maker *m)
{
    struct arena *arena = m->batch->arena;
    struct batch_keys *made = ARENA_NEW(arena, struct batch_keys);
    const struct part_keys *keys =
        part_keys_new(arena, m->batch->program, eval_plan(m->nobody));
    if (!keys) {
        m->unsupported = true;
        return;
    }
    made->keys = keys;
    made->leaves = ARENA_ARRAY(arena, struct leaf, keys->leaves.n);
    made->dates = ARENA_ARRAY(arena, struct image, keys->dates.n);
    made->items = ARENA_ARRAY(arena, struct pair, keys->items.n);
    for (size_t i = 0; i < keys->leaves.n && !m->unsupported; i++)
        made->leaves[i] = leaf_of(m, &keys->leaves.at[i]);
    for (size_t i = 0; i < keys->dates.n && !m->unsupported; i++)
        made->dates[i] = date_of(m, keys->dates.at[i]);
    for (size_t i = 0; i < keys->items.n && !m->unsupported; i++)
        made->items[i] = rows_of(m, keys->items.at[i]);
    m->batch->keys = made;
}

const struct part_keys *batch_keys(const struct batch *batch)
{
    return batch->keys->keys;
}

/* --- rows ----------------------------------------------------------------- */

struct row {
    const struct batch_work *work;
    size_t row;
};

static unsigned truth_of_row(const struct row *row, struct pair truth)
{
    return (work_bit(row->work, truth.no, row->row) ? KEY_NO : 0U) |
           (work_bit(row->work, truth.yes, row->row) ? KEY_YES : 0U);
}

static unsigned row_leaf(void *context, uint32_t index)
{
    const struct row *row = context;
    const struct leaf *leaf = &row->work->batch->keys->leaves[index];
    return truth_of_row(row, leaf->truth) |
           (work_bit(row->work, leaf->settled, row->row) ? KEY_SETTLED : 0U);
}

static unsigned row_item(void *context, uint32_t index)
{
    const struct row *row = context;
    return truth_of_row(row, row->work->batch->keys->items[index]);
}

static struct value row_date(void *context, uint32_t index)
{
    const struct row *row = context;
    return work_value(row->work, &row->work->batch->keys->dates[index],
                      row->row);
}

static uint64_t options_at(const struct sheet_column *column, size_t place)
{
    size_t n = column->field->type.choices ? column->field->type.choices->n : 2;
    uint64_t options = 0;
    for (size_t i = 0; i < n; i++)
        options |=
            (uint64_t)sheet_bit(column->options + i * column->words, place)
            << i;
    return options;
}

static void put_place(struct key *key, const struct sheet_column *column,
                      size_t place)
{
    if (column->partly && sheet_bit(column->partly, place))
        key_partly(key, value_options(options_at(column, place)), true);
    else if (!sheet_bit(column->known, place))
        key_unknown(key);
    else if (column->options)
        key_known_options(key, options_at(column, place));
    else if (column->value)
        key_known_number(key, column->value[place]);
    else
        key_known_text(key, column->text[place]);
}

static void row_fact(void *context, struct key *key, const struct field *field)
{
    const struct row *row = context;
    put_place(key, &row->work->sheet->columns[field->index], row->row);
}

static void row_list(void *context, struct key *key,
                     const struct key_list *reads)
{
    const struct row *row = context;
    const struct sheet_list *list = &row->work->sheet->lists[reads->list->list];
    size_t from = list->start[row->row], to = list->start[row->row + 1];
    key_extent(key, sheet_bit(list->given, row->row), (uint32_t)(to - from),
               list->fewest[row->row], list->most[row->row]);
    for (size_t i = from; reads->n && i < to && key->n <= KEY_MOST; i++)
        for (size_t j = 0; j < reads->n; j++)
            put_place(key, &list->columns[reads->fields[j]->index], i);
}

bool batch_key(struct batch_work *work, uint32_t part, size_t row,
               struct key *key)
{
    struct row at = {work, row};
    const struct key_source source = {.letters = batch_letters(work, row),
                                      .context = &at,
                                      .leaf = row_leaf,
                                      .date = row_date,
                                      .item = row_item,
                                      .fact = row_fact,
                                      .list = row_list};
    return part_keys_make(work->batch->keys->keys, part, &source, key);
}
