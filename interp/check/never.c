/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Conditions that can never hold, where that is found cheaply: among the parts
 * that an `and` joins, one value is asked to be two things at once, to lie in
 * a stretch that is empty, or to hold and not to hold. Whatever looks
 * possible is passed over; a warning is never a guess.
 */

#include "interp/check/checker.h"

/* Parts looked at: a longer chain is no clinician's. */
#define PARTS 64

struct parts {
    const struct expr *at[PARTS];
    uint32_t n;
};

static void gather(struct parts *parts, const struct expr *e)
{
    if (e->op != EXPR_AND) {
        if (parts->n < PARTS)
            parts->at[parts->n++] = e;
        return;
    }
    for (uint32_t i = 0; i < e->n; i++)
        gather(parts, e->kids[i]);
}

/* --- holds and does not hold --------------------------------------------- */

static bool is_opposite(const struct expr *a, const struct expr *b)
{
    return a->op == EXPR_NOT && a->kids[0] == b;
}

/* --- choices ------------------------------------------------------------- */

/* What part `i` leaves of the options of `value`; all when it is about
   something else. */
static uint64_t options_left(const struct expr *part, const struct expr *value)
{
    bool negated = part->op == EXPR_NOT;
    const struct expr *is = negated ? part->kids[0] : part;
    if (is->op != EXPR_IS || is->kids[0] != value)
        return UINT64_MAX;
    return negated ? ~is->options : is->options;
}

/* Only beside an `is`, which excludes nothing: `is not` alone may hold of
   what does not exist. */
static const struct expr *is_two_things(const struct parts *parts, uint32_t i)
{
    const struct expr *is = parts->at[i];
    if (is->op != EXPR_IS)
        return NULL;
    uint64_t left = is->options;
    for (uint32_t k = 0; k < parts->n; k++) {
        left &= options_left(parts->at[k], is->kids[0]);
        if (left == 0)
            return parts->at[k];
    }
    return NULL;
}

/* --- numbers and dates --------------------------------------------------- */

/* A threshold in the unit of what is compared with it. */
static bool threshold_of(const struct expr *value, const struct expr *constant,
                         int64_t *at)
{
    struct unit_map map;
    if (constant->op != EXPR_CONST || !value_is_known(constant->value) ||
        !constant->value.some)
        return false;
    *at = constant->value.range.low;
    if (value->type.kind == TYPE_DATE)
        return true;
    return value->type.kind == TYPE_NUMBER &&
           unit_map(&constant->type.unit, &value->type.unit, &map) &&
           unit_convert(&map, *at, at);
}

static struct value stretch(const struct expr *value, enum comparison how,
                            int64_t at)
{
    bool numbers = value->type.kind == TYPE_NUMBER;
    int64_t first = numbers ? DECIMAL_BELOW_ALL : DATE_LEAST;
    int64_t last = numbers ? DECIMAL_ABOVE_ALL : DATE_GREATEST;
    bool open = how == COMPARE_LT || how == COMPARE_GT;
    if (how == COMPARE_LT || how == COMPARE_LE)
        last = open && !numbers ? at - 1 : at;
    else if (how == COMPARE_GT || how == COMPARE_GE)
        first = open && !numbers ? at + 1 : at;
    else if (how == COMPARE_EQ)
        first = last = at;
    if (!numbers)
        return value_days(first, last > first ? last : first);
    return value_range(first, open, last, open);
}

/* The stretch that a comparison leaves of `value`; false when it is about
   something else. */
static bool stretch_left(const struct expr *part, const struct expr *value,
                         struct value *left)
{
    int64_t low, high;
    if (part->n < 2)
        return false;
    if (part->op == EXPR_COMPARE && part->kids[0] == value &&
        threshold_of(value, part->kids[1], &low)) {
        *left = stretch(value, part->comparison, low);
        return true;
    }
    if (part->op == EXPR_COMPARE && part->kids[1] == value &&
        threshold_of(value, part->kids[0], &low)) {
        *left = stretch(value, check_flipped(part->comparison), low);
        return true;
    }
    if (part->op != EXPR_BETWEEN || part->kids[0] != value ||
        !threshold_of(value, part->kids[1], &low) ||
        !threshold_of(value, part->kids[2], &high) || low > high)
        return false;
    *left = value->type.kind == TYPE_DATE
                ? value_days(low, high)
                : value_range(low, false, high, false);
    return true;
}

/* What the vocabulary allows of it. */
static struct value allowed(const struct expr *value)
{
    const struct field *field = check_passed_field(value);
    struct unit_map map;
    if (field && field->type.kind == value->type.kind &&
        (value->type.kind == TYPE_DATE ||
         (unit_map(&field->type.unit, &value->type.unit, &map) &&
          unit_map_is_same(&map))))
        return field_any(field);
    if (value->op == EXPR_SCORE)
        return value_range(value->score->least, false, value->score->most,
                           false);
    if (value->op == EXPR_COUNT)
        return value_range(0, false, DECIMAL_ABOVE_ALL, true);
    return type_any(&value->type);
}

/* The part that, with part `i`, leaves nothing of `value`: part `i` itself if
   the vocabulary leaves nothing; NULL when something may be left. */
static const struct expr *is_empty_stretch(const struct parts *parts,
                                           uint32_t i, const struct expr *value)
{
    struct value left, more;
    bool whole = value->type.whole && value->type.kind == TYPE_NUMBER;
    if (!stretch_left(parts->at[i], value, &left))
        return NULL;
    if (!value_both(left, allowed(value), &left) ||
        (whole && !value_whole(&left)))
        return parts->at[i];
    for (uint32_t k = 0; k < parts->n; k++)
        if (k != i && stretch_left(parts->at[k], value, &more) &&
            (!value_both(left, more, &left) || (whole && !value_whole(&left))))
            return parts->at[k];
    return NULL;
}

/* --- all ----------------------------------------------------------------- */

/* The part that stands against part `i`, which may be itself, or NULL. */
static const struct expr *against(const struct parts *parts, uint32_t i)
{
    const struct expr *part = parts->at[i];
    for (uint32_t k = 0; k < parts->n; k++)
        if (is_opposite(part, parts->at[k]))
            return parts->at[k];
    const struct expr *other = is_two_things(parts, i);
    bool compares = part->op == EXPR_COMPARE || part->op == EXPR_BETWEEN;
    for (uint32_t k = 0; !other && compares && k < part->n && k < 2; k++)
        if (part->kids[k]->op != EXPR_CONST)
            other = is_empty_stretch(parts, i, part->kids[k]);
    return other;
}

static struct str part_never(struct checker *c, const struct parts *parts,
                             uint32_t i)
{
    const struct expr *part = parts->at[i];
    if (part->op == EXPR_CONST && part->value.some &&
        part->value.options == OPTION_NO)
        return STR("it asks for \"no\"");
    const struct expr *other = against(parts, i);
    if (!other)
        return STR("");
    if (other == part)
        return str_format(c->arena, "%.*s never holds", STR_ARG(part->text));
    return str_format(c->arena, "%.*s excludes %.*s", STR_ARG(part->text),
                      STR_ARG(other->text));
}

struct str check_never(struct checker *c, const struct expr *e)
{
    struct parts parts = {.n = 0};
    gather(&parts, e);
    for (uint32_t i = 0; i < parts.n; i++) {
        struct str why = part_never(c, &parts, i);
        if (why.n)
            return why;
    }
    return STR("");
}
