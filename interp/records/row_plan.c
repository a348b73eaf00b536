/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A cell of at most 16 bytes is looked up by its bytes, blanks and all, in the
 * column's memory: places that are found by a hash and hold one cell each,
 * the first that came. A column of few different cells soon answers from it
 * alone.
 */

#include "interp/records/row_plan.h"

#include <string.h>

#define MEMORY_PLACES 128

/* What the long way made of a cell. */
struct remembered {
    uint64_t low, high; /* its bytes */
    bool used;
    unsigned flags;
    uint32_t column;
    struct value value;
};

/* --- making -------------------------------------------------------------------- */

static struct step *add_step(struct arena *arena, struct row_plan *plan,
                             const struct field *field, size_t source)
{
    struct step *step = &plan->steps[plan->step_count++];
    step->field = field;
    step->source = source;
    step->ready =
        field->type.kind == TYPE_DATE ? value_days(0, 0) : value_number(0);
    step->memory = ARENA_ARRAY(arena, struct remembered, MEMORY_PLACES);
    return step;
}

static bool has_short_way(const struct map_group *group)
{
    const struct map *map = group->maps[0];
    return !group->list && group->n == 1 && !group->refused.n &&
           map->dated == MAP_NO_COLUMN && !map->told &&
           (map->kind == MAP_COLUMN || map->kind == MAP_CONSTANT);
}

static void plan_groups(struct arena *arena, struct row_plan *plan)
{
    const struct map_table *table = &plan->table->mapped;
    for (size_t i = 0; i < table->group_count; i++) {
        const struct map_group *group = &table->groups[i];
        for (size_t m = 0; m < group->n; m++)
            plan->dated |= group->maps[m]->dated != MAP_NO_COLUMN;
        if (!has_short_way(group)) {
            plan->others[plan->other_count++] = i;
            plan->whole = true;
            continue;
        }
        const struct map *map = group->maps[0];
        struct step *step = add_step(arena, plan, group->field, i);
        step->column = map->kind == MAP_CONSTANT
                           ? COLUMN_NONE
                           : table->bound[map->column].at[0];
        if (map->kind == MAP_COLUMN)
            step->quick = quick_of_group(table, group);
    }
}

/* A field may have two titles that are its own. */
static bool stands_twice(const struct columns *columns, const struct column *of)
{
    size_t n = 0;
    for (size_t i = 0; i < columns->n; i++)
        n += columns->at[i].role == COLUMN_FACT && !columns->at[i].list &&
             columns->at[i].field == of->field;
    return n > 1;
}

static void plan_columns(struct arena *arena, struct row_plan *plan)
{
    const struct columns *columns = &plan->table->columns;
    for (size_t i = 0; i < columns->n; i++) {
        const struct column *column = &columns->at[i];
        if (column->role != COLUMN_FACT || column->list ||
            column->date != COLUMN_NONE || column->source != COLUMN_NONE ||
            stands_twice(columns, column)) {
            plan->others[plan->other_count++] = i;
            plan->whole |= column->field != NULL;
            plan->dated |= column->date != COLUMN_NONE;
            continue;
        }
        struct step *step = add_step(arena, plan, column->field, i);
        step->column = i;
        step->quick = quick_of_column(column);
    }
}

struct row_plan *row_plan_new(struct arena *arena, struct table *table,
                              struct keys *keys)
{
    bool mapped = table->mapping != NULL;
    size_t cells = mapped ? table->mapped.width : table->columns.n;
    size_t sources = mapped ? table->mapped.group_count : table->columns.n;
    struct row_plan *plan = ARENA_NEW(arena, struct row_plan);
    *plan = (struct row_plan){.table = table, .keys = keys};
    plan->row = plain_row_on(arena, cells);
    plan->cells = ARENA_ARRAY(arena, struct str, cells);
    plan->steps = ARENA_ARRAY(arena, struct step, sources);
    plan->others = ARENA_ARRAY(arena, size_t, sources);
    if (mapped)
        plan_groups(arena, plan);
    else
        plan_columns(arena, plan);
    return plan;
}

/* --- the memory -------------------------------------------------------------------- */

static struct remembered *place_of(const struct step *step, uint64_t low,
                                   uint64_t high)
{
    return &step->memory[row_plan_hash(low, high) >> 57];
}

static void put(const struct step *step, struct record *record,
                const struct remembered *said)
{
    struct fact *fact = &record->facts[step->field->index];
    fact->value = fact->told = said->value;
    fact->flags = said->flags;
    fact->column = said->column;
}

/* What was made without a word, and does not borrow from the record. */
static bool can_be_kept(const struct fact *fact)
{
    return !(fact->flags & FACT_REFUSED) && !fact->dated && !fact->source.n &&
           fact->value.kind != VALUE_TEXT &&
           value_equal(fact->value, fact->told);
}

/* --- a cell ------------------------------------------------------------------------- */

void row_plan_say(struct row_plan *plan, size_t source, struct record *record)
{
    struct row row = {
        .cells = plan->cells, .n = plan->row.cells, .line = plan->row.line};
    if (plan->table->mapping)
        map_table_group(&plan->table->mapped, source, &row, record);
    else
        csv_record_column(&plan->table->columns, source, &row, record,
                          plan->keys);
}

static size_t words_said(const struct record *record)
{
    return record->errors.n + record->warnings.n + record->more_errors;
}

static void learn(struct row_plan *plan, const struct step *step,
                  struct record *record, struct remembered *place)
{
    size_t said = words_said(record);
    row_plan_say(plan, step->source, record);
    const struct fact *fact = &record->facts[step->field->index];
    if (!place || place->used || words_said(record) != said ||
        !can_be_kept(fact))
        return;
    place->value = fact->value;
    place->flags = fact->flags;
    place->column = fact->column;
    place->used = true;
}

/* A number or a day: the rest of its value is ready. */
static bool put_number(const struct step *step, struct str cell,
                       struct record *record)
{
    struct fact *fact = &record->facts[step->field->index];
    int64_t number;
    if (!quick_number(&step->quick, cell, &number))
        return false;
    fact->value = fact->told = step->ready;
    fact->value.range = fact->told.range = (struct range){number, number};
    fact->flags = FACT_GIVEN;
    fact->column = (uint32_t)step->column + 1;
    return true;
}

static bool put_text(const struct step *step, struct str cell,
                     struct record *record)
{
    struct fact *fact = &record->facts[step->field->index];
    struct str text;
    if (!quick_text(&step->quick, cell, &text))
        return false;
    fact->value = fact->told = value_text(str_copy(record->arena, text));
    fact->flags = FACT_GIVEN;
    fact->column = (uint32_t)step->column + 1;
    return true;
}

static bool put_quick(const struct step *step, struct str cell,
                      struct record *record)
{
    switch (step->quick.kind) {
    case QUICK_NONE: return false;
    case QUICK_NUMBER:
    case QUICK_DATE: return put_number(step, cell, record);
    case QUICK_TEXT: return put_text(step, cell, record);
    }
    return false;
}

static void read_step(struct row_plan *plan, const struct step *step,
                      struct record *record)
{
    struct remembered *place = NULL;
    struct str cell = row_plan_cell(plan, step);
    if (put_quick(step, cell, record))
        return;
    if (cell.n <= ROW_PLAN_BYTES) {
        uint64_t low, high;
        row_plan_bytes(cell, &low, &high);
        place = place_of(step, low, high);
        if (place->used && place->low == low && place->high == high) {
            put(step, record, place);
            return;
        }
        if (!place->used) {
            place->low = low;
            place->high = high;
        }
    }
    if (step->column != COLUMN_NONE)
        plan->cells[step->column] = cell;
    learn(plan, step, record, place);
}

/* --- a row ------------------------------------------------------------------------- */

bool row_plan_next(struct row_plan *plan, const struct plain_row **row)
{
    *row = &plan->row;
    return plain_row_next(&plan->row, &plan->table->rows);
}

void row_plan_begin(struct row_plan *plan, struct record *record)
{
    struct row row = {
        .cells = plan->cells, .n = plan->row.cells, .line = plan->row.line};
    size_t id = plan->table->mapped.id;
    for (size_t i = 0; plan->whole && i < plan->row.cells; i++)
        plan->cells[i] = plain_row_cell(&plan->row, i);
    if (!plan->table->mapping) {
        csv_record_begin(&plan->table->columns, &row, record);
        return;
    }
    if (id != COLUMN_NONE)
        plan->cells[id] = plain_row_cell(&plan->row, id);
    map_table_begin(&plan->table->mapped, &row, record);
}

void row_plan_read(struct row_plan *plan, struct record *record)
{
    row_plan_begin(plan, record);
    record->undated = !plan->dated;
    for (size_t i = 0; i < plan->step_count; i++)
        read_step(plan, &plan->steps[i], record);
    for (size_t i = 0; i < plan->other_count; i++) {
        size_t other = plan->others[i];
        if (!plan->whole) /* a column: of an id, or of no field */
            plan->cells[other] = plain_row_cell(&plan->row, other);
        row_plan_say(plan, other, record);
    }
}
