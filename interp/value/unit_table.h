/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_VALUE_UNIT_TABLE_H
#define CANTLIE_INTERP_VALUE_UNIT_TABLE_H

/*
 * The table of units and the arithmetic of their ratios, for the files of
 * this room that read and combine codes. Not for other rooms.
 */

#include "interp/value/unit.h"

enum unit_kind { UNIT_BASE, UNIT_RATIO, UNIT_ARBITRARY, UNIT_PI };

enum unit_prefixes { UNIT_NO_PREFIX, UNIT_LOW_PREFIX, UNIT_ANY_PREFIX };

/* A row of units.def. */
struct unit_row {
    const char *code, *name;
    enum unit_kind kind;
    enum unit_prefixes prefixes;
    enum unit_dimension dimension;
    const char *value, *unit; /* of a ratio: value * unit */
    decimal offset;
};

size_t unit_row_count(void);
const struct unit_row *unit_row(size_t index);

/* What an atom of a code stands for. */
struct unit_atom {
    const struct unit_row *row; /* NULL: no such atom */
    int prefix;                 /* power of ten */
};

/* An atom as written. *doubtful is set when data would hardly mean it: a
   prefix above k before a unit that medicine measures in k and below. */
struct unit_atom unit_find(struct str text, bool *doubtful);

/* Calls `found` for each atom that fits but for letter case, doubtful ones
   left out. */
typedef void unit_found(void *context, struct unit_atom atom);
void unit_find_folded(struct str text, unit_found *found, void *context);

/* The unit of an atom, without a code. */
struct unit unit_of_atom(struct unit_atom atom);

/* --- ratios (unit_ratio.c) ------------------------------------------------ */

/* Dimensionless, 1. */
struct unit unit_start(void);

/* *product times unit^exponent. False if an exponent leaves its range, two
   arbitrary units meet, or one with an offset is not alone. */
bool unit_times(struct unit *product, const struct unit *unit, int exponent);

/* Times 10^power. */
void unit_times_ten(struct unit *unit, int power);

/* Times a whole number above 0. */
void unit_times_whole(struct unit *unit, int64_t whole);

/* Times digits[.digits][e[-]digits], as in units.def. */
void unit_times_text(struct unit *unit, struct str value);

/* a / b in lowest terms; false if it does not fit in 64 bits each. */
bool unit_ratio(const struct unit *a, const struct unit *b, int64_t *numerator,
                int64_t *denominator);

#endif
