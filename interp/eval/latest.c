/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The latest and the earliest element of a group, by the list's own date
 * field. With partial, equal or unknown dates several elements may be it, and
 * each is possible: all that no member is surely later than (earlier than,
 * for the earliest). An element whose date may not exist may be it, too.
 */

#include "interp/eval/eval_internal.h"

/* --- who is in the group ------------------------------------------------- */

static struct value date_of(struct evaluator *ev, const struct group *group)
{
    const struct field *by = group->list->by;
    return by ? field_among(ev, by, field_facts(ev, group->level))
              : value_any_date();
}

/* Puts the group's members on the stack; they start at the result. */
static size_t push_spots(struct evaluator *ev, const struct group *group)
{
    size_t start = ev->spots.n;
    struct member one;
    for (struct members m = members_of(ev, group); members_next(&m, &one);) {
        struct spot spot = {one.element, one.present, date_of(ev, group)};
        list_push(ev->scratch, &ev->spots, spot);
    }
    return start;
}

/* --- who may be the latest ----------------------------------------------- */

/* How late a day is for the latest (sign > 0), how early for the earliest. */
static int64_t rank(int64_t day, int sign)
{
    return sign > 0 ? day : -day;
}

static int64_t least_rank(struct value day, int sign)
{
    return rank(sign > 0 ? day.range.low : day.range.high, sign);
}

static int64_t most_rank(struct value day, int sign)
{
    return rank(sign > 0 ? day.range.high : day.range.low, sign);
}

/* The rank that the latest has at least. */
static int64_t threshold(const struct evaluator *ev, size_t start, int sign)
{
    int64_t least = INT64_MIN;
    for (size_t i = start; i < ev->spots.n; i++) {
        const struct spot *spot = &ev->spots.at[i];
        if (spot->present != TRUTH_YES || spot->date.nothing)
            continue;
        int64_t rank = least_rank(spot->date, sign);
        least = rank > least ? rank : least;
    }
    return least;
}

/* Keeps only those of the stack that may be the latest; says whether perhaps
   there is none. */
static bool keep_latest(struct evaluator *ev, size_t start, int sign)
{
    bool none = true;
    size_t kept = start;
    int64_t least = threshold(ev, start, sign);
    for (size_t i = start; i < ev->spots.n; i++) {
        struct spot spot = ev->spots.at[i];
        none = none && spot.present != TRUTH_YES;
        if (spot.date.nothing || most_rank(spot.date, sign) >= least)
            ev->spots.at[kept++] = spot;
    }
    ev->spots.n = kept;
    return none;
}

/* --- what it is ---------------------------------------------------------- */

struct value latest_of(struct evaluator *ev, const struct expr *e)
{
    size_t start = push_spots(ev, &e->group);
    bool none = keep_latest(ev, start, e->sign);
    struct value any = eval_nothing(&e->type);
    for (size_t i = start; i < ev->spots.n; i++) {
        struct value value = eval_with_element(
            ev, &e->group, ev->spots.at[i].element, e->kids[0]);
        any = i == start && !none ? value : value_either(any, value);
    }
    ev->spots.n = start;
    return any;
}

size_t eval_extremes(struct evaluator *ev, const struct group *group, int sign,
                     uint32_t *elements, bool *other, bool *none)
{
    size_t start = push_spots(ev, group), n = 0;
    *none = keep_latest(ev, start, sign);
    *other = false;
    for (size_t i = start; i < ev->spots.n; i++) {
        if (ev->spots.at[i].element)
            elements[n++] = ev->spots.at[i].element;
        else
            *other = true;
    }
    ev->spots.n = start;
    return n;
}
