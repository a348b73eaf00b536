/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Each test here is one that the long way makes, too, or a narrower one. A
 * cell is taken only if the long way would come to the same value without a
 * word; tests/unit/test_plain_rows.c reads each cell both ways.
 */

#include "interp/records/quick.h"

/* Digits of a number that stays far from the range of decimals. */
#define SHORT_DIGITS 9

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

static void prepare_number(struct quick *quick, const struct field *field,
                           const struct unit_map *unit)
{
    if (field->counts || unit->before || unit->after)
        return;
    quick->kind = QUICK_NUMBER;
    quick->whole = field->type.whole;
    quick->numerator = unit->numerator;
    quick->denominator = unit->denominator;
    quick->low = field->bounded ? field->low : DECIMAL_MIN;
    quick->high = field->bounded ? field->high : DECIMAL_MAX;
}

/* Where YYYY, MM and DD stand; a form of another length has no short way. */
static void prepare_date(struct quick *quick, const struct field *field,
                         struct str form)
{
    size_t n[3] = {0};
    if (!form.n)
        form = STR("YYYY-MM-DD");
    if (field->bounded || form.n != sizeof quick->signs)
        return;
    for (size_t i = 0; i < form.n; i++) {
        char sign = form.at[i];
        size_t part = sign == 'Y' ? 0 : sign == 'M' ? 1 : sign == 'D' ? 2 : 3;
        quick->signs[i] = part < 3 ? '\0' : sign;
        uint8_t *at = part == 0   ? &quick->year
                      : part == 1 ? &quick->month
                                  : &quick->day;
        if (part < 3 && !n[part]++)
            *at = (uint8_t)i;
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

/* digits[.digits], not many of them. */
static bool short_number(struct str text, char point, decimal *number)
{
    static const decimal scale[] = {
        DECIMAL_ONE, 10000000, 1000000, 100000, 10000, 1000, 100, 10, 1};
    size_t places = 0;
    bool broken = false;
    decimal all = 0;
    if (!text.n || text.n > SHORT_DIGITS || !is_digit(text.at[text.n - 1]) ||
        !is_digit(text.at[0]))
        return false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (c == point && !broken) {
            broken = true;
            continue;
        }
        if (!is_digit(c))
            return false;
        all = all * 10 + (c - '0');
        places += broken;
    }
    *number = all * scale[places];
    return true;
}

static bool is_missing_number(const struct quick *quick, decimal number)
{
    for (size_t m = 0; m < 2; m++) {
        const struct map_codes *codes = quick->missing[m];
        for (size_t i = 0; codes && i < codes->n; i++)
            if (codes->at[i].is_number && codes->at[i].number == number)
                return true;
    }
    return false;
}

static bool read_number(const struct quick *quick, struct str cell,
                        struct value *value)
{
    decimal number;
    if (!short_number(cell, quick->point, &number) ||
        is_missing_number(quick, number))
        return false;
    if (quick->numerator != 1 &&
        __builtin_mul_overflow(number, quick->numerator, &number))
        return false;
    if (quick->denominator != 1 && number % quick->denominator)
        return false;
    if (quick->denominator != 1)
        number /= quick->denominator;
    if (number < quick->low || number > quick->high ||
        (quick->whole && number % DECIMAL_ONE))
        return false;
    *value = value_number(number);
    return true;
}

static int digits(const char *at, int n)
{
    int number = 0;
    for (int i = 0; i < n; i++)
        number = number * 10 + (at[i] - '0');
    return number;
}

static bool read_date(const struct quick *quick, struct str cell,
                      struct value *value)
{
    date day;
    bool fits = cell.n == sizeof quick->signs;
    for (size_t i = 0; fits && i < sizeof quick->signs; i++)
        fits = quick->signs[i] ? cell.at[i] == quick->signs[i]
                               : is_digit(cell.at[i]);
    if (!fits || !date_from_ymd(digits(cell.at + quick->year, 4),
                                digits(cell.at + quick->month, 2),
                                digits(cell.at + quick->day, 2), &day))
        return false;
    *value = value_days(day, day);
    return true;
}

static bool read_text(const struct quick *quick, struct str cell,
                      struct value *value)
{
    struct str text = str_trim(cell);
    if (fact_is_unknown_word(text))
        return false;
    for (size_t m = 0; m < 2; m++)
        if (quick->missing[m] && mapping_has_code(quick->missing[m], text))
            return false;
    *value = value_text(text);
    return true;
}

bool quick_read(const struct quick *quick, struct str cell, struct value *value)
{
    switch (quick->kind) {
    case QUICK_NONE: return false;
    case QUICK_NUMBER: return read_number(quick, cell, value);
    case QUICK_DATE: return read_date(quick, cell, value);
    case QUICK_TEXT: return read_text(quick, cell, value);
    }
    return false;
}
