/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The rows of units.def and the prefixes, and how an atom of a code is found
 * among them: as a whole first ("cd" is candela, not centiday), then as a
 * prefix before a unit that takes one. The definition of a row is a code
 * itself, read when it is needed; the chain ends at the base units.
 */

#include "interp/value/unit_table.h"

#include <string.h>

#define NO UNIT_NO_PREFIX
#define LOW UNIT_LOW_PREFIX
#define ANY UNIT_ANY_PREFIX

#define BASE(code, name, prefixes, dimension, source)                          \
    {code, name, UNIT_BASE, prefixes, dimension, NULL, NULL, 0},
#define RATIO(code, name, prefixes, value, unit, source)                       \
    {code, name, UNIT_RATIO, prefixes, UNIT_DIMENSIONS, value, unit, 0},
#define SHIFTED(code, name, prefixes, value, unit, offset, source)             \
    {code, name, UNIT_RATIO, prefixes, UNIT_DIMENSIONS, value, unit, offset},
#define ARBITRARY(code, name, prefixes, source)                                \
    {code, name, UNIT_ARBITRARY, prefixes, DIMENSION_ARBITRARY, NULL, NULL, 0},
#define PI(code, name, source)                                                 \
    {code, name, UNIT_PI, UNIT_NO_PREFIX, UNIT_DIMENSIONS, NULL, NULL, 0},

static const struct unit_row rows[] = {
#include "interp/value/units.def"
};

#undef BASE
#undef RATIO
#undef SHIFTED
#undef ARBITRARY
#undef PI

#define ROWS (sizeof rows / sizeof rows[0])

struct prefix {
    const char *code;
    int power;
};

#define PREFIX(code, power) {code, power},

static const struct prefix prefixes[] = {
#include "interp/value/prefixes.def"
};

#undef PREFIX

#define PREFIXES (sizeof prefixes / sizeof prefixes[0])

/* The largest power of ten that medicine puts before a LOW unit. */
#define LOW_POWER 3

size_t unit_row_count(void)
{
    return ROWS;
}

const struct unit_row *unit_row(size_t index)
{
    return &rows[index];
}

/* ---- as written ---------------------------------------------------------- */

static bool is_code(struct str text, const char *code)
{
    return !strncmp(code, text.at, text.n) && !code[text.n];
}

static const struct unit_row *find_row(struct str text)
{
    for (size_t i = 0; text.n && i < ROWS; i++)
        if (rows[i].code[0] == text.at[0] && is_code(text, rows[i].code))
            return &rows[i];
    return NULL;
}

static bool is_doubtful(const struct unit_row *row, int power)
{
    return row->prefixes == UNIT_LOW_PREFIX && power > LOW_POWER;
}

struct unit_atom unit_find(struct str text, bool *doubtful)
{
    struct unit_atom atom = {find_row(text), 0};
    for (size_t i = 0; !atom.row && i < PREFIXES; i++) {
        struct str prefix = str_of(prefixes[i].code);
        if (!str_starts(text, prefix))
            continue;
        atom.row = find_row(str_from(text, prefix.n));
        if (atom.row && atom.row->prefixes == UNIT_NO_PREFIX)
            atom.row = NULL;
        atom.prefix = prefixes[i].power;
    }
    if (atom.row && is_doubtful(atom.row, atom.prefix))
        *doubtful = true;
    return atom;
}

/* ---- letter case forgiven ------------------------------------------------ */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether `text` starts with `start` but for letter case. */
static bool starts_folded(struct str text, struct str start)
{
    if (text.n < start.n)
        return false;
    for (size_t i = 0; i < start.n; i++)
        if (lower(text.at[i]) != lower(start.at[i]))
            return false;
    return true;
}

static bool equal_folded(struct str text, const char *code)
{
    struct str whole = str_of(code);
    return text.n == whole.n && starts_folded(text, whole);
}

static void find_prefixed(struct str text, const struct prefix *prefix,
                          unit_found *found, void *context)
{
    struct str start = str_of(prefix->code);
    if (!starts_folded(text, start))
        return;
    struct str rest = str_from(text, start.n);
    for (size_t i = 0; i < ROWS; i++)
        if (rows[i].prefixes != UNIT_NO_PREFIX &&
            !is_doubtful(&rows[i], prefix->power) &&
            equal_folded(rest, rows[i].code))
            found(context, (struct unit_atom){&rows[i], prefix->power});
}

void unit_find_folded(struct str text, unit_found *found, void *context)
{
    for (size_t i = 0; i < ROWS; i++)
        if (equal_folded(text, rows[i].code))
            found(context, (struct unit_atom){&rows[i], 0});
    for (size_t i = 0; i < PREFIXES; i++)
        find_prefixed(text, &prefixes[i], found, context);
}

/* ---- meaning ------------------------------------------------------------- */

static void define_ratio(struct unit *unit, const struct unit_row *row)
{
    struct unit of;
    unit_times_text(unit, str_of(row->value));
    if (unit_read(str_of(row->unit), &of, NULL) == UNIT_OK)
        unit_times(unit, &of, 1);
    unit->offset = row->offset;
}

struct unit unit_of_atom(struct unit_atom atom)
{
    struct unit unit = unit_start();
    struct unit pi = unit_start();
    switch (atom.row->kind) {
    case UNIT_BASE: unit.dimension[atom.row->dimension] = 1; break;
    case UNIT_RATIO: define_ratio(&unit, atom.row); break;
    case UNIT_ARBITRARY:
        unit.dimension[DIMENSION_ARBITRARY] = 1;
        unit.arbitrary = (uint16_t)(atom.row - rows + 1);
        break;
    case UNIT_PI:
        pi.pi = 1;
        pi.factor = 3.14159265358979323846264338327950288L;
        unit = pi;
        break;
    }
    unit_times_ten(&unit, atom.prefix);
    return unit;
}
