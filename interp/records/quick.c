/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Each test here is one that the long way makes, too, or a narrower one. A
 * cell is taken only if the long way would come to the same value without a
 * word; tests/unit/test_plain_rows.c reads each cell both ways.
 */

#include "interp/records/quick.h"

/* --- making ready ------------------------------------------------------------ */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Codes for missing that are texts are compared as texts, numbers as numbers:
   a text that looks like a cell of the kind would need both. */
static bool may_be_missing(const struct map_codes *codes)
{
    for (size_t i = 0; codes && i < codes->n; i++)
        if (!codes->at[i].is_number && codes->at[i].text.n &&
            is_digit(str_trim(codes->at[i].text).at[0]))
            return true;
    return false;
}

static bool has_text(const struct map_codes *codes)
{
    for (size_t i = 0; i < codes->n; i++)
        if (!codes->at[i].is_number)
            return true;
    return false;
}

/* What is read here is never below 0. */
static bool has_number(const struct map_codes *codes)
{
    for (size_t i = 0; codes && i < codes->n; i++)
        if (codes->at[i].is_number && codes->at[i].number >= 0)
            return true;
    return false;
}

static void prepare_number(struct quick *quick, const struct field *field,
                           const struct unit_map *unit)
{
    quick->has_missing =
        has_number(quick->missing[0]) || has_number(quick->missing[1]);
    if (field->counts || unit->before || unit->after)
        return;
    quick->kind = QUICK_NUMBER;
    quick->whole = field->type.whole;
    quick->numerator = unit->numerator;
    quick->denominator = unit->denominator;
    quick->low = field->bounded ? field->low : DECIMAL_MIN;
    quick->high = field->bounded ? field->high : DECIMAL_MAX;
}

/* One byte of a form: a digit may be 9 at most, a sign is itself. */
static void note_sign(struct quick *quick, size_t i, char sign, bool is_part)
{
    uint64_t byte = (unsigned char)(is_part ? '0' : sign);
    uint64_t most = is_part ? 0x76 : 0x7F;
    for (size_t word = 0; word < 2; word++) {
        size_t from = word ? QUICK_DATE_BYTES - 8 : 0;
        if (i < from || i >= from + 8)
            continue;
        quick->signs[word] |= byte << (8 * (i - from));
        quick->most[word] |= most << (8 * (i - from));
    }
}

/* Where YYYY, MM and DD stand; a form of another length has no short way. */
static void prepare_date(struct quick *quick, const struct field *field,
                         struct str form)
{
    uint8_t *const at[] = {&quick->year, &quick->month, &quick->day};
    size_t n[3] = {0};
    if (!form.n)
        form = STR("YYYY-MM-DD");
    if (field->bounded || form.n != QUICK_DATE_BYTES)
        return;
    for (size_t i = 0; i < form.n; i++) {
        char sign = form.at[i];
        size_t part = sign == 'Y' ? 0 : sign == 'M' ? 1 : sign == 'D' ? 2 : 3;
        note_sign(quick, i, sign, part < 3);
        if (part < 3 && !n[part]++)
            *at[part] = (uint8_t)i;
    }
    if (n[0] == 4 && n[1] == 2 && n[2] == 2)
        quick->kind = QUICK_DATE;
}

struct quick quick_of_group(const struct map_table *table,
                            const struct map_group *group)
{
    const struct map *map = group->maps[0];
    const struct mapping *mapping = table->mapping;
    struct quick quick = {.missing = {&mapping->missing, &map->missing}};
    quick.point = mapping->decimal_comma ? ',' : '.';
    if (map->pair_count)
        return quick;
    if (group->field->type.kind == TYPE_TEXT)
        quick.kind = QUICK_TEXT;
    quick.plain_texts =
        !has_text(&mapping->missing) && !has_text(&map->missing);
    if (may_be_missing(&mapping->missing) || may_be_missing(&map->missing))
        return quick;
    if (group->field->type.kind == TYPE_NUMBER)
        prepare_number(&quick, group->field, &group->units[0]);
    if (group->field->type.kind == TYPE_DATE)
        prepare_date(&quick, group->field,
                     map->format.n ? map->format : mapping->format);
    return quick;
}

struct quick quick_of_column(const struct column *column)
{
    struct quick quick = {.point = '.'};
    const struct field *field = column->field;
    struct unit_map map = UNIT_SAME;
    struct unit unit;
    if (field->type.kind == TYPE_TEXT)
        quick.kind = QUICK_TEXT;
    if (field->type.kind == TYPE_DATE)
        prepare_date(&quick, field, STR(""));
    if (field->type.kind == TYPE_NUMBER &&
        (!column->unit.n ||
         (unit_read_forgiving(column->unit, &unit) == UNIT_OK &&
          unit_map(&unit, &field->type.unit, &map))))
        prepare_number(&quick, field, &map);
    return quick;
}

/* --- reading ------------------------------------------------------------------- */

bool quick_is_missing(const struct quick *quick, decimal number)
{
    for (size_t m = 0; m < 2; m++) {
        const struct map_codes *codes = quick->missing[m];
        for (size_t i = 0; codes && i < codes->n; i++)
            if (codes->at[i].is_number && codes->at[i].number == number)
                return true;
    }
    return false;
}

bool quick_number(const struct quick *quick, struct str cell, int64_t *number)
{
    struct quick_day day;
    if (quick->kind == QUICK_NUMBER)
        return quick_decimal(quick, cell.at, cell.n, number);
    return quick_day(quick, cell.at, cell.n, &day) &&
           date_from_ymd((int)day.year, (int)day.month, (int)day.day, number);
}

/* No number, and no word for unknown. */
static bool is_plain_text(struct str text)
{
    char c = text.n ? text.at[0] : '0';
    return c >= 'A' && (c | 0x20) != 'u' && (c | 0x20) != 'n';
}

bool quick_text(const struct quick *quick, struct str cell, struct str *text)
{
    *text = str_trim(cell);
    if (quick->plain_texts && is_plain_text(*text))
        return true;
    if (fact_is_unknown_word(*text))
        return false;
    for (size_t m = 0; m < 2; m++)
        if (quick->missing[m] && mapping_has_code(quick->missing[m], *text))
            return false;
    return true;
}
