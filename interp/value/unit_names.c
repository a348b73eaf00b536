/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Units in words, for messages: what a dimension is called, what a code that
 * is in the table stands for, and what an unknown code may have meant.
 */

#include "interp/value/unit.h"

#include "interp/value/unit_table.h"

/* ---- dimensions ---------------------------------------------------------- */

/* A name and a code that has the dimension. */
struct named_dimension {
    const char *name, *code;
};

static const struct named_dimension dimensions[] = {
    {"number", "1"},
    {"length", "m"},
    {"area", "m2"},
    {"volume", "L"},
    {"mass", "g"},
    {"length of time", "s"},
    {"number of months or years", "mo"},
    {"rate per time", "/s"},
    {"temperature", "K"},
    {"angle", "rad"},
    {"amount of substance", "mol"},
    {"amount of charge equivalents", "eq"},
    {"amount of osmotic particles", "osm"},
    {"mass concentration", "g/L"},
    {"amount concentration", "mol/L"},
    {"equivalent concentration", "eq/L"},
    {"osmolarity", "osm/L"},
    {"osmolality", "osm/kg"},
    {"number concentration", "/L"},
    {"number per mass", "/g"},
    {"number per area", "/m2"},
    {"number per field of view", "/[HPF]"},
    {"catalytic activity", "kat"},
    {"catalytic concentration", "kat/L"},
    {"amount per mass", "mol/kg"},
    {"amount per time", "mol/s"},
    {"flow", "L/s"},
    {"flow per area", "mL/min/m2"},
    {"flow per mass", "mL/min/kg"},
    {"flow resistance", "[PRU]"},
    {"mass per time", "g/s"},
    {"mass per area", "kg/m2"},
    {"mass per length", "g/m"},
    {"mass per amount", "g/mol"},
    {"volume per mass", "mL/kg"},
    {"volume per amount", "L/mol"},
    {"speed", "m/s"},
    {"acceleration", "m/s2"},
    {"force", "N"},
    {"pressure", "Pa"},
    {"energy", "J"},
    {"power", "W"},
    {"viscosity", "P"},
    {"absorbed dose", "Gy"},
    {"electric charge", "C"},
    {"electric current", "A"},
    {"electric potential", "V"},
    {"electric resistance", "Ohm"},
    {"electric conductance", "S"},
    {"luminous intensity", "cd"},
    {"illuminance", "lx"},
    {"refractive power", "[diop]"},
};

static const char *arbitrary_name(const struct unit *unit)
{
    const struct unit_row *row = unit_row(unit->arbitrary - 1U);
    struct unit alone = unit_of_atom((struct unit_atom){row, 0});
    struct unit per_volume = unit_start(), litre;
    unit_read(STR("L"), &litre, NULL);
    unit_times(&per_volume, &alone, 1);
    unit_times(&per_volume, &litre, -1);
    if (unit_commensurable(unit, &alone))
        return "number of arbitrary units";
    if (unit_commensurable(unit, &per_volume))
        return "concentration in arbitrary units";
    return "";
}

const char *unit_dimension_name(const struct unit *unit)
{
    if (unit->arbitrary)
        return arbitrary_name(unit);
    for (size_t i = 0; i < sizeof dimensions / sizeof dimensions[0]; i++) {
        struct unit example;
        if (unit_read(str_of(dimensions[i].code), &example, NULL) == UNIT_OK &&
            unit_commensurable(unit, &example))
            return dimensions[i].name;
    }
    return "";
}

const char *unit_name(struct str code)
{
    for (size_t i = 0; i < unit_row_count(); i++)
        if (str_equal(code, str_of(unit_row(i)->code)))
            return unit_row(i)->name;
    return "";
}

/* ---- did you mean -------------------------------------------------------- */

struct slip {
    const char *written, *meant;
};

static const struct slip slips[] = {
#define SLIP(written, meant) {written, meant},
#define COMMON(code) {code, code},
#include "interp/value/unit_common.def"
#undef SLIP
#undef COMMON
};

#define SLIPS (sizeof slips / sizeof slips[0])

/* Differences that a slip of the hand may make: none in a code of one or two
   letters, where nearly every other letter is a unit, too. */
static unsigned allowed(size_t length)
{
    unsigned third = (unsigned)(length / 3);
    return third > 2 ? 2 : third;
}

struct str unit_nearest(struct str code)
{
    struct str best = STR("");
    unsigned least = allowed(code.n);
    for (size_t i = 0; i < SLIPS; i++)
        if (name_equal(code, str_of(slips[i].written)))
            return str_of(slips[i].meant);
    for (size_t i = 0; i < SLIPS; i++) {
        struct str written = str_of(slips[i].written);
        unsigned distance = name_distance(code, written, least);
        if (distance && distance <= least && (!best.n || distance < least)) {
            best = str_of(slips[i].meant);
            least = distance;
        }
    }
    return best;
}
