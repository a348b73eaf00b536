/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_SHEET_QUANTITY_H
#define CANTLIE_INTERP_RECORDS_SHEET_QUANTITY_H

/*
 * Plain numbers, their units, and facts of several keys. What is not plain is
 * not wrong (see sheet_walk.c).
 */

#include "interp/records/sheet_plan.h"
#include "interp/records/sheet_value.h"

/* [-]digits[.digits] of any length that a decimal holds for certain. */
bool sheet_long_number(struct str text, decimal *number);

static inline bool sheet_number(const char *at, size_t n, decimal *number)
{
    if (n - 1 < 8 && at[0] != '-')
        return sheet_short_number(at, n, number);
    return sheet_long_number((struct str){at, n}, number);
}

/* Brings a number into the field's unit; false unless it comes there and back
   exactly. */
bool sheet_convert(const struct sheet_member *member, struct str unit,
                   decimal *number);

/* {"value": scalar, "unit": text, "date": text, "source": text}, in any order,
   of which only the value must be there. Each text is with its quotes. */
struct sheet_fact {
    struct str value, unit, date, source; /* empty: not there */
};

/* Reads one at the token of its brace: the token behind it, or NULL. */
const uint32_t *sheet_fact_at(const char *base, const uint32_t *at,
                              struct sheet_fact *fact);

/* A blank of JSON: no other sign below ' ' is one. */
static inline bool sheet_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The length of a token without the blanks behind it. */
static inline size_t sheet_token_length(const char *base, const uint32_t *at)
{
    size_t n = at[1] - at[0];
    while (n > 1 && sheet_is_blank(base[at[0] + n - 1]))
        n--;
    return n;
}

#endif
