/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Every test here is one that the long way (fact_put) makes too, in an order
 * that lets the usual value through first. What fails one of them is not
 * wrong: it goes the long way, which alone refuses, warns, forgives a
 * spelling, converts a unit or narrows a range. So there is one meaning; a
 * test reads each value both ways (tests/unit/test_json_records.c).
 */

#include "interp/records/json_plain.h"

#include "interp/value/date.h"

/* Digits of a number that fits without a look at its size. */
#define SHORT_DIGITS 9
#define DECIMAL_PLACES 8

static bool plain_option(const struct field *field, struct str text,
                         struct value *value)
{
    uint32_t index = names_find(&field->type.choices->spelt, str_trim(text));
    if (index == NAMES_NONE)
        return false;
    *value = value_options((uint64_t)1 << index);
    return true;
}

static bool plain_day(const struct field *field, struct str text,
                      struct value *value)
{
    date first, last;
    if (field->bounded || date_read(text, &first, &last) != DATE_WHOLE)
        return false;
    *value = value_days(first, last);
    return true;
}

/* digits[.digits], not many of them. */
static bool short_number(struct str text, decimal *number)
{
    size_t places = 0, point = 0;
    decimal all = 0;
    if (!text.n || text.n > SHORT_DIGITS)
        return false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (c == '.' && !point && i && i + 1 < text.n) {
            point = i;
            continue;
        }
        if (c < '0' || c > '9')
            return false;
        all = all * 10 + (c - '0');
        places += point > 0;
    }
    for (; places < DECIMAL_PLACES; places++)
        all *= 10;
    *number = all;
    return true;
}

static bool plain_number(const struct field *field, struct str text,
                         struct value *value)
{
    decimal number;
    if (field->counts || !short_number(text, &number))
        return false;
    if (field->type.whole && number % DECIMAL_ONE)
        return false;
    if (field->bounded && (number < field->low || number > field->high))
        return false;
    *value = value_number(number);
    return true;
}

static bool plain_value(const struct field *field, const struct raw *raw,
                        struct value *value)
{
    enum type_kind kind = field->type.kind;
    if (raw->kind == RAW_BOOLEAN && kind == TYPE_YESNO)
        *value = value_options(raw->yes ? OPTION_YES : OPTION_NO);
    else if (raw->kind == RAW_TEXT && kind == TYPE_CHOICE)
        return plain_option(field, raw->text, value);
    else if (raw->kind == RAW_TEXT && kind == TYPE_DATE)
        return plain_day(field, raw->text, value);
    else if (raw->kind == RAW_NUMBER && kind == TYPE_NUMBER)
        return plain_number(field, raw->text, value);
    else
        return false;
    return true;
}

bool json_plain(const struct fact_place *place, const struct raw *raw)
{
    struct value value;
    return !(place->fact->flags & FACT_GIVEN) &&
           plain_value(place->field, raw, &value) && fact_set(place, value, 0);
}
