/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a unit is, whether two can be compared, and units made of units for
 * the products and quotients of quantities. Reading codes is unit_read.c,
 * converting unit_map.c, names and suggestions unit_names.c.
 */

#include "interp/value/unit.h"

#include "grammar/base/buf.h"
#include "grammar/limits.h"
#include "interp/value/unit_table.h"

#include <string.h>

/* ---- what it is ---------------------------------------------------------- */

struct unit unit_one(void)
{
    struct unit one = unit_start();
    one.code = STR("");
    return one;
}

static bool same_dimension(const struct unit *a, const struct unit *b)
{
    return a->arbitrary == b->arbitrary &&
           !memcmp(a->dimension, b->dimension, sizeof a->dimension);
}

bool unit_is_one(const struct unit *unit)
{
    struct unit one = unit_one();
    return !unit->code.n && same_dimension(unit, &one);
}

struct unit unit_days(void)
{
    struct unit days = unit_one();
    unit_read(STR("days"), &days, NULL);
    return days;
}

static bool is_only(const struct unit *unit, enum unit_dimension dimension)
{
    struct unit only = unit_start();
    only.dimension[dimension] = 1;
    return same_dimension(unit, &only);
}

bool unit_is_calendar(const struct unit *unit, int *months_each)
{
    if (!is_only(unit, DIMENSION_CALENDAR) || !unit->exact ||
        unit->denominator != 1 ||
        (unit->numerator != 1 && unit->numerator != 12))
        return false;
    *months_each = (int)unit->numerator;
    return true;
}

bool unit_is_time(const struct unit *unit)
{
    return is_only(unit, DIMENSION_TIME);
}

/* ---- two of them --------------------------------------------------------- */

/* Both are shares, one of molecules and one not. A plain number is no share. */
static bool shares_of_two_kinds(const struct unit *a, const struct unit *b)
{
    struct unit one = unit_start();
    return a->code.n && b->code.n && a->amounts != b->amounts &&
           same_dimension(a, &one);
}

bool unit_commensurable(const struct unit *a, const struct unit *b)
{
    return same_dimension(a, b) && !shares_of_two_kinds(a, b);
}

/* Ratios that no fraction holds are equal if they differ by rounding only. */
#define NEARLY 1e-15L

static bool same_ratio(const struct unit *a, const struct unit *b)
{
    if (a->exact && b->exact)
        return a->numerator == b->numerator &&
               a->denominator == b->denominator && a->pi == b->pi;
    long double off = a->factor - b->factor;
    return a->exact == b->exact && off <= NEARLY * a->factor &&
           off >= -NEARLY * a->factor;
}

bool unit_equal(const struct unit *a, const struct unit *b)
{
    return unit_commensurable(a, b) && same_ratio(a, b) &&
           a->offset == b->offset;
}

/* ---- products ------------------------------------------------------------ */

static bool has(struct str code, char c)
{
    return code.n && memchr(code.at, c, code.n);
}

static struct str product_code(struct arena *arena, struct str a, struct str b)
{
    const char *between = b.at[0] == '/' ? "" : ".";
    return str_format(arena, "%.*s%s%.*s", STR_ARG(a), between, STR_ARG(b));
}

static struct str quotient_code(struct arena *arena, struct str a, struct str b)
{
    bool plain = !has(b, '/') && !has(b, '.');
    return plain ? str_format(arena, "%.*s/%.*s", STR_ARG(a), STR_ARG(b))
                 : str_format(arena, "%.*s/(%.*s)", STR_ARG(a), STR_ARG(b));
}

/* Codes grow with every product: beyond what can be read there is no unit. */
static bool give(struct unit product, struct str code, struct unit *result)
{
    if (code.n > LIMIT_UNIT_BYTES)
        return false;
    product.code = code;
    *result = product;
    return true;
}

bool unit_multiply(struct arena *arena, const struct unit *a,
                   const struct unit *b, struct unit *result)
{
    struct unit product = *a;
    if (unit_is_one(a) || unit_is_one(b)) {
        *result = unit_is_one(a) ? *b : *a;
        return true;
    }
    return unit_times(&product, b, 1) &&
           give(product, product_code(arena, a->code, b->code), result);
}

bool unit_divide(struct arena *arena, const struct unit *a,
                 const struct unit *b, struct unit *result)
{
    struct unit product = *a;
    if (unit_is_one(b) || str_equal(a->code, b->code)) {
        *result = unit_is_one(b) ? *a : unit_one();
        return true;
    }
    return unit_times(&product, b, -1) &&
           give(product, quotient_code(arena, a->code, b->code), result);
}
