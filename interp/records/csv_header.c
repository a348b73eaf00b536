/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What the columns of a table are, by their titles. A title that a field has
 * as a key is that field, whatever signs stand in it; otherwise a unit in
 * brackets is taken off its end, and points are looked for.
 */

#include "interp/records/csv_record.h"

#include "grammar/limits.h"

/* --- parts of a title ---------------------------------------------------- */

void csv_take_unit(struct str *title, struct str *unit)
{
    size_t at = title->n;
    *unit = STR("");
    if (!at || title->at[at - 1] != ']')
        return;
    while (at && title->at[at - 1] != '[')
        at--;
    if (!at)
        return;
    *unit = str_trim((struct str){title->at + at, title->n - at - 1});
    *title = str_trim((struct str){title->at, at - 1});
}

/* Takes the part in front of the first point; false if there is none. */
static bool take_part(struct str *title, struct str *part)
{
    for (size_t i = 0; i < title->n; i++) {
        if (title->at[i] != '.')
            continue;
        *part = (struct str){title->at, i};
        *title = str_from(*title, i + 1);
        return true;
    }
    return false;
}

/* "1" to the most elements of a list; 0 for anything else. */
static uint32_t element_number(struct str text)
{
    uint32_t number = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return 0;
        number = number * 10 + (uint32_t)(text.at[i] - '0');
        if (number > LIMIT_ELEMENTS)
            return 0;
    }
    return number;
}

static const struct field *field_of(const struct record_type *type,
                                    struct str key)
{
    uint32_t index = names_find(&type->keys, key);
    return index == NAMES_NONE ? NULL : type->fields[index];
}

/* NAME, NAME.date or NAME.source. */
static const struct field *field_or_part(const struct record_type *type,
                                         struct str title,
                                         enum column_role *role)
{
    static const struct str endings[] = {{".date", 5}, {".source", 7}};
    const struct field *field = field_of(type, title);
    *role = COLUMN_FACT;
    for (size_t i = 0; i < 2 && !field; i++) {
        size_t n = endings[i].n;
        if (title.n <= n ||
            !name_equal(str_from(title, title.n - n), endings[i]))
            continue;
        field = field_of(type, (struct str){title.at, title.n - n});
        *role = i ? COLUMN_SOURCE : COLUMN_DATE;
    }
    return field;
}

/* --- a column ------------------------------------------------------------ */

/* lesions.1.size and what may stand behind it. */
static bool resolve_element(struct column *column, const struct keys *keys,
                            struct str title)
{
    struct str name, number;
    if (!take_part(&title, &name) || !take_part(&title, &number))
        return false;
    const struct field *list = field_of(keys->patient, name);
    if (!list || list->type.kind != TYPE_LIST)
        return false;
    column->element = element_number(number);
    if (!column->element)
        return false;
    column->list = list;
    column->field = field_or_part(list->type.element, title, &column->role);
    return column->field != NULL;
}

static bool resolve(struct column *column, const struct keys *keys)
{
    struct str title = column->title;
    column->field = field_of(keys->patient, title);
    if (!column->field)
        csv_take_unit(&title, &column->unit);
    if (!column->field)
        column->field = field_or_part(keys->patient, title, &column->role);
    if (column->field && column->field->type.kind == TYPE_LIST)
        column->role =
            column->role == COLUMN_FACT ? COLUMN_LIST : COLUMN_UNKNOWN;
    if (column->field)
        return column->role != COLUMN_UNKNOWN;
    return resolve_element(column, keys, title);
}

static bool is_dimensioned(const struct field *field)
{
    return field->type.kind == TYPE_NUMBER && !unit_is_one(&field->type.unit);
}

static void refuse(struct column *column, struct str expected)
{
    column->role = COLUMN_REFUSED;
    column->expected = expected;
}

/* A quantity has its unit in its title; nothing else has one. */
static void check_unit(struct column *column, struct arena *arena)
{
    const struct field *field = column->field;
    struct str title = column->title;
    struct unit unit;
    struct unit_map map;
    if (column->role != COLUMN_FACT)
        return;
    if (!column->unit.n && is_dimensioned(field))
        refuse(column,
               str_format(arena, "its unit in the header: %.*s [%.*s]",
                          STR_ARG(title), STR_ARG(field->type.unit.code)));
    else if (column->unit.n && field->type.kind != TYPE_NUMBER)
        refuse(column, str_format(arena, "no unit: %.*s has none",
                                  STR_ARG(field->name)));
    else if (column->unit.n &&
             (unit_read_forgiving(column->unit, &unit) != UNIT_OK ||
              !unit_map(&unit, &field->type.unit, &map)))
        refuse(column,
               field->type.unit.code.n
                   ? str_format(arena, "a unit that converts into %.*s",
                                STR_ARG(field->type.unit.code))
                   : str_format(arena, "no unit: %.*s is a plain number",
                                STR_ARG(field->name)));
}

static void read_title(struct column *column, struct keys *keys,
                       struct str source)
{
    column->date = column->source = COLUMN_NONE;
    if (resolve(column, keys)) {
        check_unit(column, keys->arena);
        return;
    }
    column->list = NULL;
    column->field = NULL;
    column->role = COLUMN_UNKNOWN;
    column->key = COLUMN_NONE;
    if (name_equal(column->title, STR("id")))
        column->role = COLUMN_ID;
    else if (column->title.n)
        column->key = keys_note(keys, NULL, column->title, source);
}

/* --- the header ---------------------------------------------------------- */

static bool same_place(const struct column *a, const struct column *b)
{
    return a->field == b->field && a->list == b->list &&
           a->element == b->element;
}

/* Joins the date and source columns to those of their facts. */
static void join_parts(struct columns *columns, const struct column *part)
{
    size_t index = (size_t)(part - columns->at);
    for (size_t i = 0; i < columns->n; i++) {
        struct column *column = &columns->at[i];
        if (column->role != COLUMN_FACT || !same_place(column, part))
            continue;
        if (part->role == COLUMN_DATE)
            column->date = index;
        else
            column->source = index;
    }
}

static void note_element(struct columns *columns, const struct column *column)
{
    if (!column->list)
        return;
    uint32_t *most = &columns->elements[column->list->list];
    if (column->element > *most)
        *most = column->element;
}

void csv_columns(struct columns *columns, const struct row *header,
                 struct str source, struct keys *keys)
{
    size_t n = header->n < LIMIT_COLUMNS ? header->n : LIMIT_COLUMNS;
    *columns = (struct columns){
        .n = n,
        .at = ARENA_ARRAY(keys->arena, struct column, n),
        .elements =
            ARENA_ARRAY(keys->arena, uint32_t, keys->patient->list_count),
        .source = str_copy(keys->arena, source),
    };
    for (size_t i = 0; i < n; i++) {
        struct column *column = &columns->at[i];
        column->title = str_copy(keys->arena, str_trim(header->cells[i]));
        read_title(column, keys, columns->source);
        note_element(columns, column);
    }
    struct str *titles = ARENA_ARRAY(keys->arena, struct str, n);
    for (size_t i = 0; i < n; i++)
        titles[i] = columns->at[i].title;
    columns->titles = titles_of(keys->arena, titles, n);
    for (size_t i = 0; i < n; i++)
        if (columns->at[i].role == COLUMN_DATE ||
            columns->at[i].role == COLUMN_SOURCE)
            join_parts(columns, &columns->at[i]);
}
