/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Making values and asking what they are. A value is the set of what may be
 * true; the other files of this room compute with such sets: sets.c joins and
 * meets them, compare.c turns them into conditions, arithmetic.c, functions.c
 * and days.c calculate.
 */

#include "interp/value/value.h"

#include "interp/value/interval.h"

/* ---- making -------------------------------------------------------------- */

static struct value some(enum value_kind kind)
{
    return (struct value){.kind = (uint8_t)kind, .some = true};
}

struct value value_nothing(enum value_kind kind)
{
    struct value v = some(kind);
    v.some = false;
    v.nothing = true;
    return v;
}

struct value value_options(uint64_t options)
{
    struct value v = some(VALUE_OPTIONS);
    v.options = options;
    return v;
}

struct value value_truth(enum truth truth)
{
    return value_options((uint64_t)truth);
}

struct value value_number(decimal number)
{
    return value_range(number, false, number, false);
}

struct value value_date(date day)
{
    return value_days(day, day);
}

struct value value_days(date first, date last)
{
    struct value v = some(VALUE_DATE);
    v.range = (struct range){first, last};
    return v;
}

struct value value_range(decimal low, bool low_open, decimal high,
                         bool high_open)
{
    struct value v = some(VALUE_NUMBER);
    v.range = (struct range){low, high};
    v.low_open = low_open || low == DECIMAL_BELOW_ALL;
    v.high_open = high_open || high == DECIMAL_ABOVE_ALL;
    return v;
}

struct value value_any_number(void)
{
    return value_range(DECIMAL_BELOW_ALL, true, DECIMAL_ABOVE_ALL, true);
}

struct value value_any_date(void)
{
    return value_days(DATE_FIRST, DATE_LAST);
}

struct value value_set(uint64_t may, uint64_t must)
{
    struct value v = some(VALUE_SET);
    v.set.may = may;
    v.set.must = must;
    return v;
}

struct value value_text(struct str text)
{
    struct value v = some(VALUE_TEXT);
    v.text = (struct str){text.at ? text.at : "", text.n};
    return v;
}

struct value value_any_text(void)
{
    return some(VALUE_TEXT);
}

/* ---- asking -------------------------------------------------------------- */

/* Exactly one ordinary member; v.some. */
static bool is_single(struct value v)
{
    switch ((enum value_kind)v.kind) {
    case VALUE_OPTIONS: return !(v.options & (v.options - 1));
    case VALUE_SET: return v.set.may == v.set.must;
    case VALUE_NUMBER:
    case VALUE_DATE: return v.range.low == v.range.high;
    case VALUE_TEXT: return v.text.at != NULL;
    }
    return false;
}

bool value_is_known(struct value v)
{
    return v.some ? !v.nothing && is_single(v) : v.nothing;
}

bool value_is_nothing(struct value v)
{
    return v.nothing && !v.some;
}

static bool range_equal(struct value a, struct value b)
{
    return a.range.low == b.range.low && a.range.high == b.range.high &&
           a.low_open == b.low_open && a.high_open == b.high_open;
}

static bool text_equal(struct str a, struct str b)
{
    return a.at && b.at ? str_equal(a, b) : a.at == b.at;
}

/* The same ordinary members; both have some. */
static bool same_members(struct value a, struct value b)
{
    switch ((enum value_kind)a.kind) {
    case VALUE_OPTIONS: return a.options == b.options;
    case VALUE_SET: return a.set.may == b.set.may && a.set.must == b.set.must;
    case VALUE_NUMBER:
    case VALUE_DATE: return range_equal(a, b);
    case VALUE_TEXT: return text_equal(a.text, b.text);
    }
    return false;
}

bool value_equal(struct value a, struct value b)
{
    return a.kind == b.kind && a.nothing == b.nothing && a.some == b.some &&
           (!a.some || same_members(a, b));
}

static bool range_within(struct value part, struct value whole)
{
    struct end low = end_outer(end_low(part), end_low(whole), -1);
    struct end high = end_outer(end_high(part), end_high(whole), 1);
    return low.at == whole.range.low && low.open == whole.low_open &&
           high.at == whole.range.high && high.open == whole.high_open;
}

static bool members_within(struct value part, struct value whole)
{
    switch ((enum value_kind)part.kind) {
    case VALUE_OPTIONS: return !(part.options & ~whole.options);
    case VALUE_SET:
        return !(part.set.may & ~whole.set.may) &&
               !(whole.set.must & ~part.set.must);
    case VALUE_NUMBER:
    case VALUE_DATE: return range_within(part, whole);
    case VALUE_TEXT: return !whole.text.at || text_equal(part.text, whole.text);
    }
    return false;
}

bool value_within(struct value part, struct value whole)
{
    if (part.kind != whole.kind || (part.nothing && !whole.nothing))
        return false;
    return !part.some || (whole.some && members_within(part, whole));
}

enum truth value_as_truth(struct value v)
{
    uint64_t may = v.some ? v.options & (OPTION_NO | OPTION_YES) : 0;
    return (enum truth)(may | (v.nothing ? OPTION_NO : 0));
}
