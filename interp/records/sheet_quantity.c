/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Numbers and quantities that the usual case of sheet_read.c leaves over, and
 * units. How a unit converts is worked out when it is met first; a sheet
 * remembers a few for each field, for the records of a file have few.
 */

#include "interp/records/sheet_quantity.h"

#include "interp/records/reading.h"

bool sheet_long_number(struct str text, decimal *number)
{
    bool minus = text.n && text.at[0] == '-';
    text = str_from(text, minus);
    bool digit = text.n && text.at[0] >= '0' && text.at[0] <= '9';
    bool padded = text.n > 1 && text.at[0] == '0' && text.at[1] != '.';
    if (!digit || padded || text.n > 18 || text.at[text.n - 1] == '.' ||
        decimal_read(text, number) != DECIMAL_EXACT)
        return false;
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] != '.' && (text.at[i] < '0' || text.at[i] > '9'))
            return false;
    *number = minus ? -*number : *number;
    return true;
}

/* --- units --------------------------------------------------------------- */

/* A unit that was not met lately. NULL: none of this field. */
static const struct sheet_unit *learn_unit(const struct sheet_member *member,
                                           struct str code)
{
    struct sheet_units *units = member->units;
    struct sheet_unit unit = {.n = code.n};
    if (!code.n || code.n > sizeof unit.text ||
        !reading_maps(member->f->field, code, &unit.there, &unit.back))
        return NULL;
    unit.same = unit_map_is_same(&unit.there) && unit_map_is_same(&unit.back);
    memcpy(unit.text, code.at, code.n);
    size_t at = units->n < SHEET_UNITS ? units->n++ : units->oldest;
    units->oldest = (at + 1) % SHEET_UNITS;
    units->at[at] = unit;
    return &units->at[at];
}

static const struct sheet_unit *find_unit(const struct sheet_member *member,
                                          struct str code)
{
    const struct sheet_units *units = member->units;
    for (size_t i = 0; i < units->n; i++)
        if (units->at[i].n == code.n &&
            !memcmp(units->at[i].text, code.at, code.n))
            return &units->at[i];
    return learn_unit(member, code);
}

bool sheet_convert(const struct sheet_member *member, struct str code,
                   decimal *number)
{
    decimal there, again;
    const struct sheet_unit *unit = find_unit(member, code);
    if (!unit)
        return false;
    if (unit->same)
        return true;
    if (!unit_convert(&unit->there, *number, &there) ||
        !unit_convert(&unit->back, there, &again) || again != *number)
        return false;
    *number = there;
    return true;
}

/* --- quantities ---------------------------------------------------------- */

struct quantity {
    struct str value, unit;
};

static bool quantity_part(const char *base, const uint32_t *at,
                          struct quantity *q)
{
    struct str key = {base + at[0], at[1] - at[0]};
    if (base[at[1]] != ':')
        return false;
    struct str value = {base + at[2], sheet_token_length(base, at + 2)};
    if (str_equal(key, STR("\"value\"")) && !q->value.n) {
        q->value = value;
        return true;
    }
    if (!str_equal(key, STR("\"unit\"")) || q->unit.n || value.n < 3 ||
        value.at[0] != '"' || value.at[value.n - 1] != '"')
        return false;
    q->unit = (struct str){value.at + 1, value.n - 2};
    return true;
}

const uint32_t *sheet_quantity(const struct sheet_member *member,
                               const char *base, const uint32_t *at,
                               decimal *number)
{
    struct quantity q = {.unit = {"", 0}};
    do {
        at++;
        if (!quantity_part(base, at, &q))
            return NULL;
        at += 3;
    } while (base[at[0]] == ',');
    if (base[at[0]] != '}' || !q.value.n ||
        !sheet_number(q.value.at, q.value.n, number) ||
        (q.unit.n && !sheet_convert(member, q.unit, number)))
        return NULL;
    return at + 1;
}
