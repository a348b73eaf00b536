/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Each test here is one that the long way makes, too, or a narrower one. A
 * cell is taken only if the long way would come to the same value without a
 * word; tests/unit/test_plain_rows.c reads each cell both ways.
 */

#include "interp/records/quick.h"

#include <string.h>

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))
#define DATE_BYTES 10

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

/* One byte of a form: a digit may be 9 at most, a sign is itself. */
static void note_sign(struct quick *quick, size_t i, char sign, bool is_part)
{
    uint64_t byte = (unsigned char)(is_part ? '0' : sign);
    uint64_t most = is_part ? 0x76 : 0x7F;
    for (size_t word = 0; word < 2; word++) {
        size_t from = word ? DATE_BYTES - 8 : 0;
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
    if (field->bounded || form.n != DATE_BYTES)
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

static uint64_t eight_bytes(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    uint64_t word;
    memcpy(&word, b, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* The number of eight digits, the first in the lowest byte, each less '0'. */
static uint64_t join_digits(uint64_t word)
{
    word = word * 10 + (word >> 8);
    return ((word & UINT64_C(0x000000FF000000FF)) * UINT64_C(0xF424000000064) +
            ((word >> 16) & UINT64_C(0x000000FF000000FF)) *
                UINT64_C(0x271000000001)) >>
           32;
}

/* The lowest byte that is 0, as bit 7 of it (and perhaps of higher ones); 0 if
   there is none. */
static uint64_t zero_byte(uint64_t word)
{
    return (word - EACH_BYTE(1)) & ~word & EACH_BYTE(0x80);
}

/* digits[.digits] of at most 8 bytes. All are looked at in one go: the length
   of numbers is as hard to foretell as they are. */
static bool short_number(struct str text, char point, decimal *number)
{
    static const decimal scale[] = {10,     100,     1000,     10000,
                                    100000, 1000000, 10000000, 100000000};
    if (!text.n || text.n > 8)
        return false;
    /* The last sign comes into the highest byte, zeros in front of the first. */
    size_t gap = 8 - text.n;
    uint64_t word = (eight_bytes(text.at) ^ EACH_BYTE('0')) << (8 * gap);
    uint64_t points =
        zero_byte(word ^ EACH_BYTE((unsigned char)point ^ (unsigned char)'0'));
    size_t at = 7;
    if (points) { /* the digits before it take its place */
        at = (size_t)__builtin_ctzll(points) / 8;
        uint64_t before = word & (((uint64_t)1 << (8 * at)) - 1);
        uint64_t behind = at < 7 ? word >> (8 * at + 8) << (8 * at + 8) : 0;
        if (at == gap || at == 7)
            return false;
        word = before << 8 | behind;
    }
    if (((word + EACH_BYTE(0x76)) | word) & EACH_BYTE(0x80))
        return false;
    *number = (decimal)join_digits(word) * scale[points ? at : 7];
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
                        int64_t *value)
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
    *value = number;
    return number >= quick->low && number <= quick->high &&
           !(quick->whole && number % DECIMAL_ONE);
}

static int two_digits(const unsigned char *at)
{
    return at[0] * 10 + at[1];
}

static bool read_date(const struct quick *quick, struct str cell,
                      int64_t *value)
{
    unsigned char digits[DATE_BYTES];
    if (cell.n != DATE_BYTES)
        return false;
    uint64_t front = eight_bytes(cell.at) ^ quick->signs[0];
    uint64_t back = eight_bytes(cell.at + 2) ^ quick->signs[1];
    if (((front + quick->most[0]) | front | (back + quick->most[1]) | back) &
        EACH_BYTE(0x80))
        return false;
    for (size_t i = 0; i < 8; i++) {
        digits[i] = (unsigned char)(front >> (8 * i));
        digits[2 + i] = (unsigned char)(back >> (8 * i));
    }
    const unsigned char *year = digits + quick->year;
    return date_from_ymd(two_digits(year) * 100 + two_digits(year + 2),
                         two_digits(digits + quick->month),
                         two_digits(digits + quick->day), value);
}

bool quick_number(const struct quick *quick, struct str cell, int64_t *number)
{
    return quick->kind == QUICK_NUMBER ? read_number(quick, cell, number)
                                       : read_date(quick, cell, number);
}

bool quick_text(const struct quick *quick, struct str cell, struct str *text)
{
    *text = str_trim(cell);
    if (fact_is_unknown_word(*text))
        return false;
    for (size_t m = 0; m < 2; m++)
        if (quick->missing[m] && mapping_has_code(quick->missing[m], *text))
            return false;
    return true;
}
