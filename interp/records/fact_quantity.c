/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Quantities: a number, perhaps with a bound before it and a unit behind it,
 * brought to the unit of its field.
 *
 * Forgiven: letter case of a unit where one fits, µ for u, ≤ for <=, a no-break
 * space, no blank before the unit. Not forgiven, because it would be a guess: a
 * decimal comma, two units that differ.
 */

#include "interp/records/reading.h"

#include "grammar/limits.h"

#include <string.h>

enum bound { BOUND_NONE, BOUND_LT, BOUND_LE, BOUND_GT, BOUND_GE };

struct quantity {
    enum bound bound;
    struct str number, unit;
};

/* Room for a quantity whose letters are beyond ASCII. */
struct plain {
    char at[LIMIT_NAME_BYTES];
    size_t n;
};

/* What stands for a sequence of UTF-8, and its length; NULL: for itself. */
static const char *plainly(struct str rest, size_t *length)
{
    static const struct {
        char utf8[4];
        char ascii[4];
    } table[] = {
        {"\xC2\xA0", " "},     {"\xE2\x80\xAF", " "},  {"\xC2\xB5", "u"},
        {"\xCE\xBC", "u"},     {"\xE2\x89\xA4", "<="}, {"\xE2\x89\xA5", ">="},
        {"\xE2\x88\x92", "-"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (str_starts(rest, str_of(table[i].utf8))) {
            *length = strlen(table[i].utf8);
            return table[i].ascii;
        }
    }
    return NULL;
}

static bool is_ascii(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.at[i] >= 0x80)
            return false;
    return true;
}

/* The text with ASCII for what is forgiven; itself when it is ASCII, or too
   long to be a quantity at all. */
static struct str make_plain(struct str text, struct plain *plain)
{
    if (is_ascii(text) || text.n > sizeof plain->at)
        return text;
    plain->n = 0;
    while (text.n) {
        size_t length = 1; /* no replacement is longer than what it replaces */
        const char *ascii = plainly(text, &length);
        if (!ascii)
            plain->at[plain->n++] = text.at[0];
        for (; ascii && *ascii; ascii++)
            plain->at[plain->n++] = *ascii;
        text = str_from(text, length);
    }
    return (struct str){plain->at, plain->n};
}

static size_t digits(struct str text, size_t at)
{
    while (at < text.n && text.at[at] >= '0' && text.at[at] <= '9')
        at++;
    return at;
}

static bool is_sign(struct str text, size_t at)
{
    return at < text.n && (text.at[at] == '+' || text.at[at] == '-');
}

/* Where the number at the front ends: [+-]digits[.digits][e[+-]digits]. */
static size_t number_length(struct str text)
{
    size_t at = digits(text, is_sign(text, 0) ? 1 : 0);
    if (at < text.n && text.at[at] == '.')
        at = digits(text, at + 1);
    if (at < text.n && (text.at[at] | 32) == 'e') {
        size_t from = at + (is_sign(text, at + 1) ? 2 : 1);
        size_t to = digits(text, from);
        if (to > from)
            at = to;
    }
    return at;
}

static struct quantity split_quantity(struct str text)
{
    struct quantity q = {.bound = BOUND_NONE};
    text = str_trim(text);
    if (text.n && (text.at[0] == '<' || text.at[0] == '>')) {
        bool less = text.at[0] == '<';
        bool or_equal = text.n > 1 && text.at[1] == '=';
        q.bound = less ? (or_equal ? BOUND_LE : BOUND_LT)
                       : (or_equal ? BOUND_GE : BOUND_GT);
        text = str_trim(str_from(text, or_equal ? 2 : 1));
    }
    size_t n = number_length(text);
    q.number = (struct str){text.at, n};
    q.unit = str_trim(str_from(text, n));
    return q;
}

static bool wrong_unit(struct reading *reading, struct str code,
                       const struct unit *unit)
{
    const char *what = unit ? unit_dimension_name(unit) : "";
    int n = code.n < 40 ? (int)code.n : 40;
    struct str near = unit ? STR("") : unit_nearest(code);
    if (!unit)
        reading->wrong =
            str_format(reading->arena, "there is no unit \"%.*s\"%s%.*s", n,
                       code.at, near.n ? ", perhaps " : "", STR_ARG(near));
    else if (*what && !unit_commensurable(unit, &reading->field->type.unit))
        reading->wrong = str_format(reading->arena, "%.*s is a unit of %s", n,
                                    code.at, what);
    else
        reading->wrong = str_format(
            reading->arena, "%.*s does not convert into it", n, code.at);
    return false;
}

/* The unit of a code; false if there is none. */
static bool read_unit(struct str code, struct plain *plain, struct unit *unit)
{
    return unit_read_forgiving(make_plain(code, plain), unit) == UNIT_OK;
}

bool reading_maps(const struct field *field, struct str code,
                  struct unit_map *there, struct unit_map *back)
{
    const struct unit *own = &field->type.unit;
    struct unit unit;
    struct plain plain;
    *there = *back = UNIT_SAME;
    if (!code.n || str_equal(code, own->code))
        return true;
    return read_unit(code, &plain, &unit) && unit_map(&unit, own, there) &&
           unit_map(own, &unit, back);
}

/* The same; why not, if not. */
static bool find_map(struct reading *reading, struct str code,
                     struct unit_map *there, struct unit_map *back)
{
    struct unit unit;
    struct plain plain;
    if (reading_maps(reading->field, code, there, back))
        return true;
    bool known = read_unit(code, &plain, &unit);
    return wrong_unit(reading, make_plain(code, &plain), known ? &unit : NULL);
}

/* A number as written, in the field's unit. */
static bool amount(struct reading *reading, struct str number, struct str code,
                   decimal *result)
{
    struct unit_map there, back;
    decimal written, again;
    enum decimal_parse parse = decimal_read(number, &written);
    if (parse == DECIMAL_NOT_A_NUMBER)
        return false;
    if (!find_map(reading, code, &there, &back))
        return false;
    if (parse == DECIMAL_OUT_OF_RANGE ||
        !unit_convert(&there, written, result)) {
        reading->wrong = STR("the number is beyond what can be held");
        return false;
    }
    if (parse == DECIMAL_ROUNDED || !unit_convert(&back, *result, &again) ||
        again != written)
        reading->rounded = true;
    return true;
}

static struct value bounded(enum bound bound, decimal number)
{
    switch (bound) {
    case BOUND_NONE: return value_number(number);
    case BOUND_LT:
    case BOUND_LE:
        return value_range(DECIMAL_BELOW_ALL, true, number, bound == BOUND_LT);
    case BOUND_GT:
    case BOUND_GE:
        return value_range(number, bound == BOUND_GT, DECIMAL_ABOVE_ALL, true);
    }
    return value_any_number();
}

/* The unit beside the number and the one in it must not disagree. */
static bool one_unit(struct reading *reading, const struct quantity *q,
                     struct str beside, struct str *code)
{
    struct unit a, b;
    *code = q->unit.n ? q->unit : beside;
    if (!q->unit.n || !beside.n || str_equal(q->unit, beside))
        return true;
    if (unit_read_forgiving(q->unit, &a) == UNIT_OK &&
        unit_read_forgiving(beside, &b) == UNIT_OK && unit_equal(&a, &b))
        return true;
    reading->wrong = STR("two units are given");
    return false;
}

static bool text_number(struct reading *reading, struct str text,
                        struct str unit, struct value *value)
{
    struct plain plain;
    struct quantity q = split_quantity(make_plain(text, &plain));
    struct str code;
    decimal number;
    if (!q.number.n)
        return false;
    if (q.unit.n && q.unit.at[0] == ',') {
        reading->wrong = STR("decimals stand behind a point");
        return false;
    }
    if (!one_unit(reading, &q, unit, &code) ||
        !amount(reading, q.number, code, &number))
        return false;
    *value = bounded(q.bound, number);
    return true;
}

/* Each of several values must be allowed, not only what spans them. */
static bool any_number(struct reading *reading, const struct raw *raw)
{
    struct value all = value_number(0);
    for (size_t i = 0; i < raw->name_count; i++) {
        if (!text_number(reading, raw->names[i], raw->unit, &reading->value) ||
            !reading_within(reading))
            return false;
        all = i ? value_either(all, reading->value) : reading->value;
    }
    reading->value = all;
    return raw->name_count > 0;
}

/* One end of {"low", "high"}: a number, perhaps with a unit of its own. */
static bool end_of(struct reading *reading, struct str text, struct str unit,
                   decimal *end)
{
    struct value value;
    if (!text_number(reading, text, unit, &value) || !value_is_known(value))
        return false;
    *end = value.range.low;
    return true;
}

static bool number_bounds(struct reading *reading, const struct raw *raw)
{
    decimal low = DECIMAL_BELOW_ALL, high = DECIMAL_ABOVE_ALL;
    if (!raw->low.n && !raw->high.n)
        return false;
    if (raw->low.n && !end_of(reading, raw->low, raw->unit, &low))
        return false;
    if (raw->high.n && !end_of(reading, raw->high, raw->unit, &high))
        return false;
    bool above = raw->above || !raw->low.n, below = raw->below || !raw->high.n;
    if (low > high || (low == high && (above || below))) {
        reading->wrong = STR("its low end is above its high end");
        return false;
    }
    reading->value = value_range(low, above, high, below);
    return true;
}

bool reading_number(struct reading *reading, const struct raw *raw)
{
    switch (raw->kind) {
    case RAW_TEXT:
    case RAW_NUMBER:
        return text_number(reading, raw->text, raw->unit, &reading->value);
    case RAW_OPTIONS: return any_number(reading, raw);
    case RAW_BOUNDS: return number_bounds(reading, raw);
    case RAW_NULL:
    case RAW_BOOLEAN:
    case RAW_NOT:
    case RAW_MEMBERS:
    case RAW_VALUE:
    case RAW_OTHER: return false;
    }
    return false;
}
