/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Numbers and facts that the usual case of sheet_walk.c leaves over, and
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

/* --- facts --------------------------------------------------------------- */

/* Where the value of a key goes; NULL: nowhere. */
static struct str *part_of(struct sheet_fact *fact, struct str key)
{
    if (str_equal(key, STR("\"value\"")))
        return &fact->value;
    if (str_equal(key, STR("\"unit\"")))
        return &fact->unit;
    if (str_equal(key, STR("\"date\"")))
        return &fact->date;
    return str_equal(key, STR("\"source\"")) ? &fact->source : NULL;
}

static bool read_part(const char *base, const uint32_t *at,
                      struct sheet_fact *fact)
{
    struct str key = {base + at[0], at[1] - at[0]};
    struct str *part = base[at[1]] == ':' ? part_of(fact, key) : NULL;
    if (!part || part->n)
        return false;
    *part = (struct str){base + at[2], sheet_token_length(base, at + 2)};
    if (part == &fact->value)
        return part->at[0] != '{' && part->at[0] != '[';
    return part->n > 2 && part->at[0] == '"' && part->at[part->n - 1] == '"' &&
           !memchr(part->at, '\\', part->n);
}

const uint32_t *sheet_fact_at(const char *base, const uint32_t *at,
                              struct sheet_fact *fact)
{
    do {
        at++;
        if (!read_part(base, at, fact))
            return NULL;
        at += 3;
    } while (base[at[0]] == ',');
    return base[at[0]] == '}' && fact->value.n ? at + 1 : NULL;
}
