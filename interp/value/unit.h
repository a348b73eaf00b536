/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_VALUE_UNIT_H
#define CANTLIE_INTERP_VALUE_UNIT_H

/*
 * Units of measure: UCUM's syntax (case-sensitive codes, prefixes, '.', '/',
 * exponents, annotations, brackets) over a table of the units that medicine
 * uses (units.def, each row with its source). A unit has a dimension and a
 * ratio to the base units of its dimension. Arbitrary units ([iU], [arb'U],
 * pH, dB) convert to themselves only. `mol`, `eq` and `osm` are dimensions of
 * their own: an amount of substance is never compared with a count. `mo` and
 * `a` and the words "months", "month", "years", "year" are calendar units (12
 * months a year; no days); "weeks", "days", "week", "day" stand beside wk, d.
 * Cel and [degF] stand alone: a code or a product that combines them with
 * another unit is refused.
 */

#include "grammar/base/str.h"
#include "interp/value/decimal.h"

#include <stdbool.h>
#include <stdint.h>

/* What a unit measures: the exponents of these. */
enum unit_dimension {
    DIMENSION_LENGTH,      /* m */
    DIMENSION_TIME,        /* s */
    DIMENSION_MASS,        /* g */
    DIMENSION_ANGLE,       /* rad */
    DIMENSION_TEMPERATURE, /* K */
    DIMENSION_CHARGE,      /* C */
    DIMENSION_LIGHT,       /* cd */
    DIMENSION_AMOUNT,      /* mol */
    DIMENSION_EQUIVALENT,  /* eq */
    DIMENSION_OSMOLE,      /* osm */
    DIMENSION_CALENDAR,    /* months: no length in days */
    DIMENSION_VIEW,        /* [HPF], a field of view */
    DIMENSION_ARBITRARY,   /* the arbitrary unit that `arbitrary` names */
    UNIT_DIMENSIONS
};

struct unit {
    struct str code; /* as written, for printing; borrowed */
    int8_t dimension[UNIT_DIMENSIONS];
    int8_t pi;                      /* power of pi that the ratio has besides */
    bool exact;                     /* ratio fits; else only `factor` */
    bool amounts;                   /* mol, eq or osm occurs in it, even where
                                       it cancels (mmol/mol) */
    uint16_t arbitrary;             /* which arbitrary unit, or 0 */
    int64_t numerator, denominator; /* to base units, when exact */
    long double factor;             /* the same with pi, rounded */
    decimal offset;                 /* Cel, [degF]: K = (x + offset) * ratio */
};

enum unit_read {
    UNIT_OK,
    UNIT_UNKNOWN, /* an atom that is not in the table */
    UNIT_SYNTAX   /* no UCUM expression, or beyond LIMIT_UNIT_... */
};

/* Reads a code exactly as written. *at is where it fails (may be NULL): the
   start of the unknown atom, or the place where the syntax breaks. The unit
   borrows the bytes of `code`. */
enum unit_read unit_read(struct str code, struct unit *unit, size_t *at);

/* For data: as unit_read, and letter case forgiven when exactly one unit
   fits ("NG/ML" = ng/mL). A code that medicine uses in small letters only
   ("Mg", "ML", "MU/L": mega) is doubtful and refused, UNIT_UNKNOWN. */
enum unit_read unit_read_forgiving(struct str code, struct unit *unit);

/* The name of a code that stands in the table as it is ("millimetre" has no
   row, "metre" has), or "". */
const char *unit_name(struct str code);

/* A code that a person may have meant: a common slip ("mmHg", "IU/L", "mcg")
   or a common code near in spelling; an empty slice if there is none. Static,
   valid for ever. */
struct str unit_nearest(struct str code);

/* The dimensionless unit of plain numbers; its code is empty. */
struct unit unit_one(void);
bool unit_is_one(const struct unit *unit); /* no code; "%" is not one */

/* days, used for durations. */
struct unit unit_days(void);
/* months or years (or mo, a as field units): *months_each is 1 or 12. */
bool unit_is_calendar(const struct unit *unit, int *months_each);
/* d, wk, h ... : a plain length of time. */
bool unit_is_time(const struct unit *unit);

/* Whether values of both can be compared. A share of molecules (mmol/mol) and
   another share (%, mg/g) cannot: that of HbA1c, for one, is on two scales of
   which neither is a multiple of the other. */
bool unit_commensurable(const struct unit *a, const struct unit *b);
/* The same meaning: equal dimension, ratio and offset. */
bool unit_equal(const struct unit *a, const struct unit *b);

/* "length", "mass concentration", ... or "" for a dimension without a name. */
const char *unit_dimension_name(const struct unit *unit);

/* How a value of one unit becomes one of another:
   y = (x + before) * numerator / denominator + after, exact. */
struct unit_map {
    int64_t numerator, denominator;
    decimal before, after;
};

/* False when the units are not commensurable, or so far apart (or so
   irrational) that no exact 64-bit ratio exists. */
bool unit_map(const struct unit *from, const struct unit *to,
              struct unit_map *map);
extern const struct unit_map UNIT_SAME; /* y = x */
bool unit_map_is_same(const struct unit_map *map);

/* y rounded to 8 places; false beyond the range. */
bool unit_convert(const struct unit_map *map, decimal x, decimal *y);

/* Conversion in floating point, 8 significant digits or better, for any
   commensurable pair: what `cantlie eval` and the UCUM tests use. */
bool unit_convert_approx(const struct unit *from, const struct unit *to,
                         long double x, long double *y);

/* Products and quotients for arithmetic; the code is built in the arena
   ("cm.ug/L"). Only a quotient of equal codes cancels, to unit_one. False if
   the result is no unit (Cel times another, two arbitrary units). */
bool unit_multiply(struct arena *arena, const struct unit *a,
                   const struct unit *b, struct unit *result);
bool unit_divide(struct arena *arena, const struct unit *a,
                 const struct unit *b, struct unit *result);

#endif
