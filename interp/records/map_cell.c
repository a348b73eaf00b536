/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a cell says by its mapping: codes first, then the words for missing,
 * yes and no, the form of dates, the decimal comma. A cell that has none of
 * the codes of a table of codes is refused, never read some other way.
 */

#include "interp/records/map_cell.h"

#include "grammar/limits.h"

#include <string.h>

struct str map_cell(const struct map_row *row, size_t column, uint32_t element,
                    size_t *at)
{
    const struct map_bound *bound = &row->table->bound[column];
    size_t i = element ? element - 1 : 0;
    *at = COLUMN_NONE;
    if (bound->n == 1 && !row->table->mapping->columns[column].numbered)
        i = 0;
    if (i >= bound->n || bound->at[i] == COLUMN_NONE)
        return STR("");
    *at = bound->at[i];
    return str_trim(row->row->cells[*at]);
}

/* The field that source `i` speaks of: an option of a set is yes or no. */
static const struct field *told_field(const struct map_group *group, size_t i)
{
    return group->maps[i]->told ? group->maps[i]->told : group->field;
}

bool map_is_missing(const struct map_row *row, const struct map *map,
                    struct str cell)
{
    const struct mapping *mapping = row->table->mapping;
    return fact_is_unknown_word(cell) ||
           (mapping->missing.n && mapping_has_code(&mapping->missing, cell)) ||
           (map && map->missing.n && mapping_has_code(&map->missing, cell));
}

void map_name_origin(const struct map_row *row, const struct map *map,
                     struct raw *raw)
{
    if (!row->source.n)
        return;
    raw->column = 0;
    raw->origin =
        map->kind == MAP_COLUMN
            ? str_format(
                  row->arena, "%.*s column %.*s", STR_ARG(row->source),
                  STR_ARG(row->table->mapping->columns[map->column].title))
            : row->source;
}

/* --- numbers ------------------------------------------------------------------ */

static struct str with_point(struct arena *arena, struct str cell)
{
    char *at = arena_copy(arena, cell.at, cell.n);
    for (size_t i = 0; i < cell.n; i++)
        at[i] = at[i] == ',' ? '.' : at[i];
    return (struct str){at, cell.n};
}

/* With a decimal comma a point would be one of thousands, or a slip. */
static bool plain_digits(const struct map_row *row, struct str *cell,
                         struct str *wrong)
{
    if (!row->table->mapping->decimal_comma)
        return true;
    if (cell->n && memchr(cell->at, '.', cell->n)) {
        *wrong = STR("a point stands in it, and decimals stand behind a comma");
        return false;
    }
    if (memchr(cell->at, ',', cell->n))
        *cell = with_point(row->arena, *cell);
    return true;
}

bool map_number(const struct map_row *row, struct str cell, struct value *value,
                struct str *wrong)
{
    static const struct field plain = {.type = {.kind = TYPE_NUMBER}};
    decimal number;
    *value = value_any_number();
    if (map_is_missing(row, NULL, cell))
        return true;
    if (!plain_digits(row, &cell, wrong))
        return false;
    if (decimal_read(cell, &number) == DECIMAL_EXACT) {
        *value = value_number(number);
        return true;
    }
    struct raw raw = {.kind = RAW_TEXT, .text = cell};
    if (fact_read(row->arena, &plain, &raw, value, wrong))
        return true;
    *wrong = STR("it is no plain number");
    return false;
}

/* A plain number in the unit of the line, without reading units again. */
static bool quick_number(const struct map_group *group, size_t i,
                         struct map_saying *saying)
{
    decimal number, converted, again;
    if (decimal_read(saying->raw.text, &number) != DECIMAL_EXACT ||
        !unit_convert(&group->units[i], number, &converted))
        return false;
    if (!unit_map_is_same(&group->units[i]) &&
        (!unit_convert(&group->back[i], converted, &again) || again != number))
        return false;
    saying->value = value_number(converted);
    saying->raw.kind = RAW_VALUE;
    saying->raw.value = &saying->value;
    return true;
}

static void say_number(const struct map_row *row, const struct map_group *group,
                       size_t i, struct map_saying *saying)
{
    if (!plain_digits(row, &saying->raw.text, &saying->raw.wrong))
        saying->raw.kind = RAW_OTHER;
    else
        quick_number(group, i, saying);
}

/* --- codes -------------------------------------------------------------------- */

static void say_pair(const struct map *map, const struct map_pair *pair,
                     struct map_saying *saying)
{
    saying->raw.kind = pair->unknown ? RAW_NULL : RAW_VALUE;
    saying->raw.value = &pair->value;
    (void)map;
}

static void say_no_code(const struct map_row *row, const struct map *map,
                        struct map_saying *saying)
{
    struct buf text = buf_on(row->arena);
    buf_format(&text, "mapping %.*s gives a meaning to ",
               STR_ARG(row->table->mapping->name));
    for (size_t i = 0; i < map->pair_count && i < 8; i++) {
        buf_text(&text, i ? ", " : "");
        buf_str(&text, map->pairs[i].code.text);
    }
    buf_text(&text, map->pair_count > 8 ? ", ..." : " only");
    saying->raw.kind = RAW_OTHER;
    saying->raw.wrong = buf_view(&text);
}

static const struct map_pair *find_pair(const struct map *map, struct str cell)
{
    for (size_t i = 0; i < map->pair_count; i++)
        if (mapping_is_code(&map->pairs[i].code, cell))
            return &map->pairs[i];
    return NULL;
}

/* Codes between ';' or '|': all of them are in the set. */
static void say_set(const struct map_row *row, const struct map *map,
                    struct map_saying *saying)
{
    struct str rest = saying->raw.text;
    uint64_t options = 0;
    for (size_t i = 0; i <= rest.n;) {
        size_t n = i;
        while (n < rest.n && rest.at[n] != ';' && rest.at[n] != '|')
            n++;
        struct str code = str_trim((struct str){rest.at + i, n - i});
        const struct map_pair *pair = find_pair(map, code);
        if (!pair || pair->unknown) {
            say_no_code(row, map, saying);
            return;
        }
        options |= pair->value.set.must;
        i = n + 1;
    }
    saying->value = value_set(options, options);
    saying->raw.kind = RAW_VALUE;
    saying->raw.value = &saying->value;
}

static void say_code(const struct map_row *row, const struct map *map,
                     const struct field *field, struct map_saying *saying)
{
    const struct map_pair *pair = find_pair(map, saying->raw.text);
    if (pair)
        say_pair(map, pair, saying);
    else if (field->type.kind == TYPE_SET)
        say_set(row, map, saying);
    else
        say_no_code(row, map, saying);
}

/* --- by the type of the field --------------------------------------------------- */

static void say_yes_no(const struct map_row *row, struct map_saying *saying)
{
    const struct mapping *mapping = row->table->mapping;
    bool yes = mapping_has_code(&mapping->yes, saying->raw.text);
    if (!yes && !mapping_has_code(&mapping->no, saying->raw.text))
        return; /* yes, no, true, false are understood anyway */
    saying->raw.kind = RAW_BOOLEAN;
    saying->raw.yes = yes;
}

static void say_date(const struct map_row *row, const struct map *map,
                     struct map_saying *saying)
{
    struct str form = map->format.n ? map->format : row->table->mapping->format;
    struct str respelt = saying->raw.text;
    date first, last;
    bool cut = map_respell_date(form, respelt, saying->text, &respelt);
    enum date_read read = date_read(respelt, &first, &last);
    saying->raw.kind = RAW_OTHER;
    if (form.n && !cut)
        saying->raw.wrong =
            str_format(row->arena, "mapping %.*s says that it is written %.*s",
                       STR_ARG(row->table->mapping->name), STR_ARG(form));
    else if (read == DATE_NO_SUCH)
        saying->raw.wrong = STR("no such date");
    else if (read == DATE_NO_DATE)
        saying->raw.wrong = STR("written 2023-05-14, 2023-05 or 2023");
    else {
        saying->value = value_days(first, last);
        saying->raw.value = &saying->value;
        saying->raw.kind = RAW_VALUE;
    }
}

static void say_by_type(const struct map_row *row,
                        const struct map_group *group, size_t i,
                        struct map_saying *saying)
{
    switch (told_field(group, i)->type.kind) {
    case TYPE_YESNO: say_yes_no(row, saying); break;
    case TYPE_NUMBER: say_number(row, group, i, saying); break;
    case TYPE_DATE: say_date(row, group->maps[i], saying); break;
    case TYPE_SET: csv_split_set(row->arena, &saying->raw); break;
    case TYPE_CHOICE:
    case TYPE_TEXT:
    case TYPE_LIST:
    case TYPE_UNKNOWN: break;
    }
}

/* --- the date of the fact ---------------------------------------------------------- */

static void say_dated(const struct map_row *row, const struct map *map,
                      uint32_t element, struct map_saying *saying)
{
    size_t at;
    if (map->dated == MAP_NO_COLUMN)
        return;
    struct str cell = map_cell(row, map->dated, element, &at);
    if (map_is_missing(row, NULL, cell))
        return;
    struct str respelt = cell;
    date first, last;
    map_respell_date(row->table->mapping->format, cell, saying->date, &respelt);
    enum date_read read = date_read(respelt, &first, &last);
    bool right = read != DATE_NO_SUCH && read != DATE_NO_DATE;
    saying->raw.date = right ? respelt : cell; /* refused as it stands */
}

/* --- one source ---------------------------------------------------------------------- */

static bool say_column(const struct map_row *row, const struct map_group *group,
                       size_t i, uint32_t element, struct map_saying *saying)
{
    const struct map *map = group->maps[i];
    size_t at;
    saying->raw.text = map_cell(row, map->column, element, &at);
    if (at == COLUMN_NONE)
        return false;
    saying->raw.column = (uint32_t)at + 1;
    saying->raw.unit =
        map->unit.n ? map->unit : row->table->bound[map->column].unit;
    if (map_is_missing(row, map, saying->raw.text) &&
        !find_pair(map, saying->raw.text))
        return false;
    if (map->pair_count)
        say_code(row, map, told_field(group, i), saying);
    else
        say_by_type(row, group, i, saying);
    return true;
}

/* Whether a value leaves nothing out, so that it says nothing. */
static bool says_nothing(const struct field *field, const struct value *value)
{
    struct value both;
    struct value all = field_any(field);
    return value_both(*value, all, &both) && value_equal(both, all);
}

static struct value of_condition(const struct map *map, struct value condition)
{
    if (!map->pair_count)
        return condition;
    struct value result = {.kind = VALUE_OPTIONS};
    bool begun = false;
    for (size_t i = 0; i < map->pair_count; i++) {
        bool yes = name_equal(map->pairs[i].code.text, STR("yes"));
        if (!(condition.options & (yes ? OPTION_YES : OPTION_NO)))
            continue;
        result = begun ? value_either(result, map->pairs[i].value)
                       : map->pairs[i].value;
        begun = true;
    }
    return result;
}

/* A number is converted; by codes it must be known. */
static bool of_number(const struct map_group *group, size_t i,
                      struct map_result *result)
{
    const struct map *map = group->maps[i];
    if (!map->pair_count) {
        result->value =
            value_convert(result->value, &group->units[i], &result->failed);
        return !result->failed;
    }
    for (size_t p = 0; p < map->pair_count; p++) {
        const struct map_pair *pair = &map->pairs[p];
        if (!pair->code.is_number || !value_is_known(result->value) ||
            result->value.range.low != pair->code.number)
            continue;
        result->value =
            pair->unknown ? field_any(told_field(group, i)) : pair->value;
        return true;
    }
    result->wrong = STR("no code has this value");
    return false;
}

static bool refuse_result(const struct map *map,
                          const struct map_result *result,
                          struct map_saying *saying)
{
    saying->raw.kind = RAW_OTHER;
    saying->raw.text = result->cell.n ? result->cell : map->text;
    saying->raw.wrong = result->failed
                            ? STR("it cannot be computed (beyond the range, or "
                                  "divided by 0)")
                            : result->wrong;
    return true;
}

static bool say_expression(const struct map_row *row,
                           const struct map_group *group, size_t i,
                           struct map_saying *saying)
{
    const struct map *map = group->maps[i];
    struct map_result result = {.value = value_any_number()};
    bool right = map_evaluate(row, map->expression, &result);
    saying->raw.text = map->text;
    if (!right || result.failed)
        return refuse_result(map, &result, saying);
    if (result.value.kind == VALUE_OPTIONS)
        result.value = of_condition(map, result.value);
    else if (value_equal(result.value, value_any_number()))
        return false;
    else if (!of_number(group, i, &result))
        return refuse_result(map, &result, saying);
    saying->value = result.value;
    saying->raw.kind = RAW_VALUE;
    saying->raw.value = &saying->value;
    return !says_nothing(told_field(group, i), &saying->value);
}

static bool say_constant(const struct map *map, struct map_saying *saying)
{
    saying->raw.kind = RAW_VALUE;
    saying->raw.value = &map->constant;
    saying->raw.text = map->text;
    return !map->unknown;
}

bool map_say(const struct map_row *row, const struct map_group *group, size_t i,
             uint32_t element, struct map_saying *saying)
{
    const struct map *map = group->maps[i];
    saying->raw = (struct raw){.kind = RAW_TEXT};
    bool says = false;
    switch (map->kind) {
    case MAP_COLUMN: says = say_column(row, group, i, element, saying); break;
    case MAP_EXPRESSION: says = say_expression(row, group, i, saying); break;
    case MAP_CONSTANT: says = say_constant(map, saying); break;
    case MAP_RESOURCE: break;
    }
    if (says && saying->raw.kind == RAW_NULL)
        return false;
    if (says)
        say_dated(row, map, element, saying);
    return says;
}
