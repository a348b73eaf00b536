/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The functions of the language on intervals. round, floor and ceiling are
 * steps: an open end counts as the number just inside it, and the ends of the
 * result are reached. sqrt, exp, ln and log10 rise throughout, so the ends of
 * the result are those of the argument; one that is irrational was rounded
 * and is closed.
 */

#include "interp/value/interval.h"

/* ---- steps --------------------------------------------------------------- */

struct step {
    enum function which;
    int places;
};

static bool step_to(struct step step, decimal x, decimal *y)
{
    if (step.which == FUNCTION_FLOOR)
        return decimal_floor(x, y);
    if (step.which == FUNCTION_CEILING)
        return decimal_ceiling(x, y);
    return decimal_round(x, step.places, y);
}

/* `inside` leads from an open end into the interval. */
static bool step_end(struct step step, struct end *end, int inside)
{
    if (!end_is_bound(end->at))
        return true;
    decimal x = end->at + (end->open ? inside : 0);
    end->open = false;
    return step_to(step, x, &end->at);
}

static bool step_interval(struct step step, struct value v,
                          struct value *result)
{
    struct end low = end_low(v), high = end_high(v);
    if (!step_end(step, &low, 1) || !step_end(step, &high, -1))
        return false;
    /* Between two neighbouring decimals each end is inside the other. */
    *result = low.at <= high.at ? interval(low, high) : interval(high, low);
    return true;
}

/* The places to round to; false unless known, whole and not negative. More
   than 8 change nothing. */
static bool known_places(struct value v, int *places)
{
    decimal n = v.range.low;
    if (n != v.range.high || !decimal_is_whole(n) || n < 0)
        return false;
    *places = n > DECIMAL_PLACES * DECIMAL_ONE ? DECIMAL_PLACES
                                               : (int)(n / DECIMAL_ONE);
    return true;
}

static bool round_to(struct value v, struct value places, struct value *result)
{
    struct step step = {FUNCTION_ROUND, 0};
    if (!known_places(places, &step.places))
        return false;
    if (step.places < DECIMAL_PLACES)
        return step_interval(step, v, result);
    *result = v;
    return true;
}

/* ---- magnitude ----------------------------------------------------------- */

struct value interval_abs(struct value v)
{
    if (v.range.low >= 0)
        return v;
    struct value turned = value_negate(v);
    if (v.range.high <= 0)
        return turned;
    return interval((struct end){0, false},
                    end_outer(end_high(v), end_high(turned), 1));
}

/* ---- functions that rise ------------------------------------------------- */

static bool in_domain(enum function which, struct value v)
{
    if (which == FUNCTION_EXP)
        return true;
    if (which == FUNCTION_SQRT)
        return v.range.low >= 0;
    return v.range.low > 0 || (v.range.low == 0 && v.low_open);
}

static bool rise_to(enum function which, decimal x, decimal *y)
{
    if (which == FUNCTION_SQRT)
        return decimal_sqrt(x, y);
    if (which == FUNCTION_EXP)
        return decimal_exp(x, y);
    if (which == FUNCTION_LN)
        return decimal_ln(x, y);
    return decimal_log10(x, y);
}

/* Whether y is the function of x without rounding. */
static bool is_exact(enum function which, decimal x, decimal y)
{
    decimal back;
    if (which == FUNCTION_SQRT)
        return (wide)y * y == (wide)x * DECIMAL_ONE;
    if (which == FUNCTION_EXP)
        return x == 0;
    if (which == FUNCTION_LN)
        return x == DECIMAL_ONE;
    return decimal_is_whole(y) && decimal_power(10 * DECIMAL_ONE, y, &back) &&
           back == x;
}

static bool rise_end(enum function which, struct end *end)
{
    decimal x = end->at;
    if (x == DECIMAL_BELOW_ALL) {
        *end = (struct end){0, false}; /* exp: small results round to 0 */
        return true;
    }
    if (x == DECIMAL_ABOVE_ALL)
        return true;
    if (x == 0 && (which == FUNCTION_LN || which == FUNCTION_LOG10)) {
        end->at = DECIMAL_BELOW_ALL;
        return true;
    }
    if (!rise_to(which, x, &end->at))
        return false;
    end->open = end->open && is_exact(which, x, end->at);
    return true;
}

static bool rise(enum function which, struct value v, struct value *result)
{
    struct end low = end_low(v), high = end_high(v);
    if (!in_domain(which, v) || !rise_end(which, &low) ||
        !rise_end(which, &high))
        return false;
    *result = interval(low, high);
    return true;
}

/* ---- the functions ------------------------------------------------------- */

static struct value extreme_of(const struct value *arguments, size_t n,
                               int sign)
{
    struct value v = value_without_nothing(arguments[0]);
    for (size_t i = 1; i < n; i++)
        v = value_extreme(v, value_without_nothing(arguments[i]), sign);
    return v;
}

/* All arguments may be something. */
static bool apply(enum function which, const struct value *arguments, size_t n,
                  struct value *result)
{
    struct value x = arguments[0];
    switch (which) {
    case FUNCTION_ROUND:
        return round_to(x, n > 1 ? arguments[1] : value_number(0), result);
    case FUNCTION_FLOOR:
    case FUNCTION_CEILING:
        return step_interval((struct step){which, 0}, x, result);
    case FUNCTION_ABS: *result = interval_abs(x); return true;
    case FUNCTION_MIN: *result = extreme_of(arguments, n, -1); return true;
    case FUNCTION_MAX: *result = extreme_of(arguments, n, 1); return true;
    case FUNCTION_SQRT:
    case FUNCTION_EXP:
    case FUNCTION_LN:
    case FUNCTION_LOG10: return rise(which, x, result);
    case FUNCTION_POWER: return interval_power(x, arguments[1], result);
    }
    return false;
}

struct value value_function(enum function which, const struct value *arguments,
                            size_t n, bool *failed)
{
    struct value result, number;
    bool all = true, nothing = false;
    for (size_t i = 0; i < n; i++) {
        all = interval_start(arguments[i], arguments[i], &result) && all;
        nothing = nothing || result.nothing;
    }
    result.nothing = nothing;
    if (!all)
        return result;
    if (!apply(which, arguments, n, &number))
        return interval_fail(result, failed);
    return interval_finish(result, number);
}

/* ---- whole numbers ------------------------------------------------------- */

/* The outermost whole number inside: of a low end (inside = 1) the next one
   up, of a high end (inside = -1) the next one down. */
static wide whole_end(struct end end, int inside)
{
    if (!end_is_bound(end.at))
        return end.at;
    wide whole = inside > 0 ? wide_ceiling(end.at, DECIMAL_ONE)
                            : wide_floor(end.at, DECIMAL_ONE);
    if (end.open && whole * DECIMAL_ONE == end.at)
        whole += inside;
    return whole * DECIMAL_ONE;
}

bool value_whole(struct value *v)
{
    if (!v->some)
        return v->nothing;
    wide low = whole_end(end_low(*v), 1);
    wide high = whole_end(end_high(*v), -1);
    if (low > high) {
        v->some = false;
        return v->nothing;
    }
    v->range = (struct range){(int64_t)low, (int64_t)high};
    v->low_open = low == DECIMAL_BELOW_ALL;
    v->high_open = high == DECIMAL_ABOVE_ALL;
    return true;
}
