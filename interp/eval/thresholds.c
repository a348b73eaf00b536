/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What one comparison cuts: the known side, brought to the unit of the other
 * side's fact. Where the exact place lies between two decimals both neighbours
 * are cuts. A day is cut off at both its ends; where several days, or none,
 * are exactly at a threshold (months differ in length), only where they begin
 * and where they are passed.
 */

#include "interp/eval/cuts_internal.h"

#include "interp/value/cut.h"

__extension__ typedef __int128 wide;

/* --- cutting the facts whose value passes through ------------------------ */

static void pass_back(struct cutter *cutter, const struct expr *e, int64_t at,
                      const struct unit_map *map);
static void pass(struct cutter *cutter, const struct expr *e,
                 const void *context);

static void cut_field(struct cutter *cutter, const struct expr *e, int64_t at)
{
    struct fact_ref ref = {NULL, 0, e->field};
    if (e->level) {
        struct binding element = cutter->bound[e->level];
        if (!element.element)
            return;
        ref.list = element.list;
        ref.element = element.element;
    }
    const struct fact *fact = fact_ref_fact(eval_record(cutter->ev), &ref);
    if (value_is_known(fact->value))
        return;
    struct fact_cut cut = {ref, at};
    list_push(cutter->arena, &cutter->cuts, cut);
}

/* The single known value of an expression, or false. */
static bool known(struct cutter *cutter, const struct expr *e, int64_t *at)
{
    for (uint32_t level = 1; level <= e->deepest; level++) {
        struct binding element = cutter->bound[level];
        if (!element.element)
            return false;
        eval_bind(cutter->ev, level, element.list, element.element);
    }
    struct value v = eval_bound(cutter->ev, e);
    if (!value_is_known(v) || !v.some ||
        (v.kind != VALUE_NUMBER && v.kind != VALUE_DATE))
        return false;
    *at = v.range.low;
    return true;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* Cuts off one day. */
static void pass_day(struct cutter *cutter, const struct expr *e, int64_t day)
{
    int64_t next = day + 1;
    pass(cutter, e, &day);
    pass(cutter, e, &next);
}

/* Cuts the dates below `e` at base + duration (in hundred-millionths of a
   day); no day is at a fraction of one. */
static void pass_days(struct cutter *cutter, const struct expr *e, date base,
                      int64_t duration)
{
    int64_t before = base + floor_div(duration, DECIMAL_ONE);
    int64_t after = base - floor_div(-duration, DECIMAL_ONE);
    if (after == before)
        pass_day(cutter, e, before);
    else
        pass(cutter, e, &after);
}

static void pass_from_to(struct cutter *cutter, const struct expr *e,
                         int64_t duration)
{
    int64_t end;
    if (known(cutter, e->kids[1], &end))
        pass_days(cutter, e->kids[0], end, -duration);
    if (known(cutter, e->kids[0], &end))
        pass_days(cutter, e->kids[1], end, duration);
}

static void pass_branches(struct cutter *cutter, const struct expr *e,
                          const void *at)
{
    for (uint32_t i = 1; i < e->n; i += 2)
        pass(cutter, e->kids[i], at);
    pass(cutter, e->kids[e->n - 1], at);
}

static void pass_all(struct cutter *cutter, const struct expr *e,
                     const void *at)
{
    for (uint32_t i = 0; i < e->n; i++)
        pass(cutter, e->kids[i], at);
}

/* Cuts the facts whose value `e` passes on, at *(int64_t *)context. */
static void pass(struct cutter *cutter, const struct expr *e,
                 const void *context)
{
    if (cutter->budget == 0)
        return;
    cutter->budget--;
    int64_t at = *(const int64_t *)context;
    if (e->op == EXPR_FIELD)
        cut_field(cutter, e, at);
    else if (e->op == EXPR_DEFINE)
        cutter_in_frame(cutter, e->level, e->define->body, pass, &at);
    else if (e->op == EXPR_BRANCH)
        pass_branches(cutter, e, &at);
    else if (e->op == EXPR_STATED)
        pass_all(cutter, e, &at);
    else if (e->op == EXPR_OF || e->op == EXPR_LARGEST ||
             e->op == EXPR_SMALLEST)
        cutter_each_element(cutter, &e->group, e->kids[0], pass, &at);
    else if (e->op == EXPR_CONVERT)
        pass_back(cutter, e->kids[0], at, &e->map);
    else if (e->op == EXPR_SINCE)
        pass_days(cutter, e->kids[0], eval_record(cutter->ev)->today, -at);
    else if (e->op == EXPR_FROM_TO)
        pass_from_to(cutter, e, at);
}

/* --- units --------------------------------------------------------------- */

/* value * numerator / denominator + plus, cut at both neighbours. */
static void pass_scaled(struct cutter *cutter, const struct expr *e, wide value,
                        const int64_t ratio[2], int64_t plus)
{
    wide product = value * ratio[0];
    wide below = product / ratio[1];
    if (product % ratio[1] != 0 && product < 0)
        below--;
    wide low = below + plus, high = low + (product % ratio[1] != 0);
    if (low <= DECIMAL_BELOW_ALL || high >= DECIMAL_ABOVE_ALL)
        return;
    int64_t at = (int64_t)low;
    pass(cutter, e, &at);
    at = (int64_t)high;
    if (high != low)
        pass(cutter, e, &at);
}

/* The other side is known to be `at` in its unit, into which `map` brings
   the values of `e`. */
static void pass_back(struct cutter *cutter, const struct expr *e, int64_t at,
                      const struct unit_map *map)
{
    int64_t ratio[2] = {map->denominator, map->numerator};
    pass_scaled(cutter, e, (wide)at - map->after, ratio, -map->before);
}

static void pass_forth(struct cutter *cutter, const struct expr *e, int64_t at,
                       const struct unit_map *map)
{
    int64_t ratio[2] = {map->numerator, map->denominator};
    pass_scaled(cutter, e, (wide)at + map->before, ratio, map->after);
}

/* --- comparisons --------------------------------------------------------- */

static void cut_pair(struct cutter *cutter, const struct expr *a,
                     const struct expr *b, const struct unit_map *map)
{
    int64_t at;
    bool dates = a->type.kind == TYPE_DATE;
    if (known(cutter, b, &at)) {
        if (dates)
            pass_day(cutter, a, at);
        else
            pass_back(cutter, a, at, map);
    }
    if (known(cutter, a, &at)) {
        if (dates)
            pass_day(cutter, b, at);
        else
            pass_forth(cutter, b, at, map);
    }
}

/* Cuts the date `from` where from + months reaches the known day `to`, and
   where it passes it. */
static void cut_from(struct cutter *cutter, const struct expr *from, date to,
                     int64_t months)
{
    struct cut place = cut_of_months(to, months);
    pass(cutter, from, &place.below);
    if (place.upto != place.below)
        pass(cutter, from, &place.upto);
}

static void cut_months(struct cutter *cutter, const struct expr *e,
                       int64_t months)
{
    int64_t day;
    if (known(cutter, e->kids[1], &day))
        cut_from(cutter, e->kids[0], day, months);
    if (known(cutter, e->kids[0], &day)) {
        pass_day(cutter, e->kids[1], date_add_months(day, months));
    }
}

void cutter_compare(struct cutter *cutter, const struct expr *e)
{
    if (e->op == EXPR_COMPARE) {
        cut_pair(cutter, e->kids[0], e->kids[1], &e->map);
    } else if (e->op == EXPR_BETWEEN) {
        cut_pair(cutter, e->kids[0], e->kids[1], &e->map);
        cut_pair(cutter, e->kids[0], e->kids[2], &e->map2);
    } else if (e->op == EXPR_COMPARE_MONTHS) {
        cut_months(cutter, e, e->months);
    } else if (e->op == EXPR_BETWEEN_MONTHS) {
        cut_months(cutter, e, e->months);
        cut_months(cutter, e, e->months2);
    }
}
