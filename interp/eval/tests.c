/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Conditions: comparisons of values, and Kleene's `and` and `or`. Each is yes,
 * no or unknown, never nothing: a comparison about nothing is no.
 */

#include "interp/eval/eval_internal.h"

static struct value kid(struct evaluator *ev, const struct expr *e, uint32_t i)
{
    return eval_expr(ev, e->kids[i]);
}

/* --- and, or ------------------------------------------------------------- */

enum truth test_and(struct evaluator *ev, const struct expr *e)
{
    enum truth all = TRUTH_YES;
    for (uint32_t i = 0; i < e->n && !(ev->quiet && all == TRUTH_NO); i++)
        all = truth_and(all, eval_truth(ev, e->kids[i]));
    return all;
}

enum truth test_or(struct evaluator *ev, const struct expr *e)
{
    enum truth some = TRUTH_NO;
    for (uint32_t i = 0; i < e->n && !(ev->quiet && some == TRUTH_YES); i++)
        some = truth_or(some, eval_truth(ev, e->kids[i]));
    return some;
}

/* --- numbers and dates --------------------------------------------------- */

enum truth test_compare(struct evaluator *ev, const struct expr *e)
{
    struct value a = kid(ev, e, 0);
    return value_compare(e->comparison, a, kid(ev, e, 1), &e->map);
}

enum truth test_between(struct evaluator *ev, const struct expr *e)
{
    struct value v = kid(ev, e, 0), low = kid(ev, e, 1);
    return value_between(v, low, kid(ev, e, 2), &e->map, &e->map2);
}

enum truth test_compare_months(struct evaluator *ev, const struct expr *e)
{
    struct value from = kid(ev, e, 0);
    return value_compare_months(e->comparison, from, e->months, kid(ev, e, 1));
}

/* from + months <= to <= from + months2: the time from one to the other is at
   least `months` if the former has passed, at most `months2` if the latter
   has not. */
enum truth test_between_months(struct evaluator *ev, const struct expr *e)
{
    struct value from = kid(ev, e, 0), to = kid(ev, e, 1);
    return truth_and(value_compare_months(COMPARE_LE, from, e->months, to),
                     value_compare_months(COMPARE_GE, from, e->months2, to));
}

/* --- options, sets, texts ------------------------------------------------ */

static enum truth same_text(struct value a, struct value b)
{
    if (!a.some || !b.some)
        return TRUTH_NO;
    enum truth same = a.text.at   ? value_text_is(b, a.text)
                      : b.text.at ? value_text_is(a, b.text)
                                  : TRUTH_UNKNOWN;
    return a.nothing || b.nothing ? truth_either(same, TRUTH_NO) : same;
}

enum truth test_same(struct evaluator *ev, const struct expr *e)
{
    struct value a = kid(ev, e, 0), b = kid(ev, e, 1);
    switch ((enum value_kind)a.kind) {
    case VALUE_OPTIONS: return value_same(a, b);
    case VALUE_SET: return value_set_same(a, b);
    case VALUE_NUMBER: /* those are compared */
    case VALUE_DATE:
    case VALUE_TEXT: break;
    }
    return same_text(a, b);
}

/* --- known --------------------------------------------------------------- */

/* The value as the record had it when it was read, whatever is being tried. */
static struct value as_recorded(struct evaluator *ev, const struct expr *e)
{
    uint64_t generation = ev->generation;
    ev->generation = ev->as_recorded;
    ev->recorded = true;
    struct value value = eval_expr(ev, e);
    ev->recorded = false;
    ev->generation = generation;
    return value;
}

enum truth test_is_known(struct evaluator *ev, const struct expr *e)
{
    bool switched = ev->trying && !ev->recorded;
    struct value value =
        switched ? as_recorded(ev, e->kids[0]) : eval_expr(ev, e->kids[0]);
    return truth_of(value_is_known(value));
}
