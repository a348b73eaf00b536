/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One row: first which elements it lists, then every cell into its fact.
 */

#include "interp/records/csv_record.h"

#include "grammar/limits.h"
#include "interp/records/json_record.h"

struct table_row {
    struct columns *columns;
    const struct row *row;
    struct record *record;
};

static struct str cell_of(const struct table_row *at, size_t column)
{
    if (column == COLUMN_NONE)
        return STR("");
    return str_trim(at->row->cells[column]);
}

/* --- elements ------------------------------------------------------------ */

/* Which elements of the list have a cell with content: filled[element]. */
static bool *find_filled(const struct table_row *at, const struct field *list,
                         uint32_t most)
{
    bool *filled = ARENA_ARRAY(at->record->arena, bool, (size_t)most + 1);
    for (size_t i = 0; i < at->columns->n; i++) {
        const struct column *column = &at->columns->at[i];
        if (column->list == list && !fact_is_unknown_word(cell_of(at, i)))
            filled[column->element] = true;
    }
    return filled;
}

/* An element without content in front of one with: is it one? */
static bool refuse_gap(const struct fact_place *place, uint32_t element)
{
    struct arena *arena = place->record->arena;
    struct str path = record_path(arena, place->field, element, NULL);
    fact_refuse(
        place,
        str_format(arena, "%.*s is empty, a later one is not", STR_ARG(path)),
        STR("elements without a gap"));
    return false;
}

/* How many elements the row lists; false if that is not clear. */
static bool count_elements(const struct fact_place *place, const bool *filled,
                           uint32_t most, uint32_t *n)
{
    for (*n = most; *n && !filled[*n]; --*n)
        continue;
    for (uint32_t i = 1; i < *n; i++)
        if (!filled[i])
            return refuse_gap(place, i);
    return true;
}

void csv_list_elements(struct record *record, const struct field *list,
                       const bool *filled, uint32_t most)
{
    struct fact_place place = {record, NULL, 0, list,
                               &record->facts[list->index]};
    uint32_t n;
    if (!count_elements(&place, filled, most, &n))
        return;
    place.fact->flags |= FACT_GIVEN | (n ? 0 : FACT_EXPLICIT);
    if (!n)
        return;
    struct element *elements = ARENA_ARRAY(record->arena, struct element, n);
    for (uint32_t i = 0; i < n; i++)
        elements[i] = element_new(record->arena, list->type.element);
    record->lists[list->list] =
        (struct list){.given = true, .n = n, .elements = elements};
}

static void make_elements(const struct table_row *at, const struct field *list)
{
    uint32_t most = at->columns->elements[list->list];
    if (most)
        csv_list_elements(at->record, list, find_filled(at, list, most), most);
}

/* --- cells --------------------------------------------------------------- */

/* The facts that a column's cell belongs to; NULL if its element is not
   listed. */
static struct fact *fact_of(const struct table_row *at,
                            const struct column *column)
{
    struct record *record = at->record;
    if (!column->list)
        return &record->facts[column->field->index];
    const struct list *list = &record->lists[column->list->list];
    if (column->element > list->n)
        return NULL;
    return &list->elements[column->element - 1].facts[column->field->index];
}

void csv_split_set(struct arena *arena, struct raw *raw)
{
    LIST(struct str) names = {0};
    size_t from = 0;
    if (fact_is_unknown_word(raw->text) || name_equal(raw->text, STR("none")))
        return;
    for (size_t i = 0; i <= raw->text.n; i++) {
        bool ends = i == raw->text.n || raw->text.at[i] == ';' ||
                    raw->text.at[i] == '|';
        if (!ends)
            continue;
        struct str name = {raw->text.at + from, i - from};
        list_push(arena, &names, str_trim(name));
        from = i + 1;
    }
    raw->kind = RAW_OPTIONS;
    raw->names = names.at;
    raw->name_count = names.n;
}

static void put_cell(const struct table_row *at, const struct column *column,
                     struct str cell)
{
    struct fact_place place = {at->record, column->list, column->element,
                               column->field, fact_of(at, column)};
    struct raw raw = {
        .kind = RAW_TEXT,
        .text = cell,
        .unit = column->unit,
        .date = cell_of(at, column->date),
        .source = cell_of(at, column->source),
        .column = (uint32_t)(column - at->columns->at) + 1,
    };
    if (!place.fact)
        return;
    if (column->field->type.kind == TYPE_SET)
        csv_split_set(at->record->arena, &raw);
    fact_put(&place, &raw, 1);
}

static void put_list(const struct table_row *at, const struct column *column,
                     struct str cell)
{
    struct record *record = at->record;
    struct list *list = &record->lists[column->field->list];
    struct fact_place place = {record, NULL, 0, column->field,
                               &record->facts[column->field->index]};
    if (fact_is_unknown_word(cell)) {
        if (!list->given)
            place.fact->flags |= FACT_GIVEN | FACT_EXPLICIT;
    } else if (!list->given && name_equal(cell, STR("none"))) {
        place.fact->flags = FACT_GIVEN;
        *list = (struct list){.given = true};
    } else {
        *list = (struct list){.most = LIST_ANY};
        fact_refuse(&place, cell,
                    STR("none, or one column for each field of each element"));
    }
}

/* The column was refused with the first record; here the field is unknown. */
static void put_refused(const struct table_row *at, const struct column *column)
{
    struct fact *fact = fact_of(at, column);
    if (fact)
        *fact = (struct fact){.value = field_any(column->field),
                              .told = field_any(column->field),
                              .flags = FACT_GIVEN | FACT_REFUSED};
}

static void put_column(const struct table_row *at, size_t index,
                       struct keys *keys)
{
    const struct column *column = &at->columns->at[index];
    struct str cell = cell_of(at, index);
    switch (column->role) {
    case COLUMN_FACT: put_cell(at, column, cell); break;
    case COLUMN_LIST: put_list(at, column, cell); break;
    case COLUMN_REFUSED: put_refused(at, column); break;
    case COLUMN_ID:
        if (!fact_is_unknown_word(cell))
            at->record->id = str_copy(at->record->arena, cell);
        break;
    case COLUMN_UNKNOWN: keys_again(keys, column->key); break;
    case COLUMN_DATE:
    case COLUMN_SOURCE: break;
    }
}

/* --- the record ---------------------------------------------------------- */

/* The record may outlive the table. */
static void report_columns(struct columns *columns, struct record *record)
{
    struct arena *arena = record->arena;
    for (size_t i = 0; i < columns->n; i++) {
        const struct column *column = &columns->at[i];
        if (column->role != COLUMN_REFUSED)
            continue;
        struct record_error error = {
            .kind = RECORD_ERROR_VALUE,
            .field = column->field->name,
            .path = record_path(arena, column->list, column->element,
                                column->field),
            .found = str_copy(arena, column->title),
            .expected = str_copy(arena, column->expected),
            .source = str_copy(arena, columns->source),
            .order = record_order(column->list, column->element, column->field),
        };
        record_error_add(record, error);
    }
    columns->reported = true;
}

bool csv_fits(const struct row *row, size_t width)
{
    for (size_t i = width; i < row->n; i++)
        if (i >= LIMIT_COLUMNS || str_trim(row->cells[i]).n)
            return false;
    return row->n >= width;
}

/* Cells that do not match the header might have slipped into a wrong column. */
static bool fits_header(const struct table_row *at)
{
    struct arena *arena = at->record->arena;
    if (csv_fits(at->row, at->columns->n))
        return true;
    record_unreadable(
        at->record, str_format(arena, "%zu cells", at->row->n),
        str_format(arena, "%zu cells, as in the header", at->columns->n));
    return false;
}

void csv_record_begin(struct columns *columns, const struct row *row,
                      struct record *record)
{
    struct table_row at = {columns, row, record};
    if (!columns->reported)
        report_columns(columns, record);
    record->titles = titles_copy(record->arena, &columns->titles);
    for (size_t i = 0; i < record->type->list_count; i++)
        make_elements(&at, record->type->lists[i]);
}

void csv_record_column(struct columns *columns, size_t i, const struct row *row,
                       struct record *record, struct keys *keys)
{
    struct table_row at = {columns, row, record};
    put_column(&at, i, keys);
}

void csv_record_read(struct columns *columns, const struct row *row,
                     struct record *record, struct keys *keys)
{
    struct table_row at = {columns, row, record};
    if (row->fault) {
        record_unreadable(
            record, json_record_shown(record->arena, row->text),
            str_format(record->arena, "a row of a table: %s", row->fault));
        return;
    }
    if (!fits_header(&at))
        return;
    csv_record_begin(columns, row, record);
    for (size_t i = 0; i < columns->n; i++)
        put_column(&at, i, keys);
}
