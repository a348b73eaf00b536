/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_VALUE_VALUE_H
#define CANTLIE_INTERP_VALUE_VALUE_H

/*
 * A value is the set of what may be true (language.md section 4).
 *
 * The set has two parts: whether "nothing" is among it (the value may not
 * exist), and the ordinary members: options of a choice (yes/no is the choice
 * of bit 0 = no, bit 1 = yes), an interval of numbers or days, for a set the
 * options it surely and possibly holds, a text or any text. A known value has
 * exactly one member. What kind a value is, its unit, and what its options
 * are called is known statically (struct type); values do not repeat it.
 *
 * Values are plain data, passed by value; a text borrows its bytes.
 */

#include "grammar/base/str.h"
#include "interp/value/date.h"
#include "interp/value/decimal.h"
#include "interp/value/truth.h"
#include "interp/value/unit.h"

enum value_kind {
    VALUE_OPTIONS, /* yes/no and choices: `options` */
    VALUE_SET,     /* `set` */
    VALUE_NUMBER,  /* `range`, in hundred-millionths */
    VALUE_DATE,    /* `range`, in days; always closed ends */
    VALUE_TEXT     /* `text` */
};

#define OPTION_NO ((uint64_t)1)
#define OPTION_YES ((uint64_t)2)

struct range {
    int64_t low, high; /* DECIMAL_BELOW_ALL, DECIMAL_ABOVE_ALL: no bound */
};

struct value {
    uint8_t kind;  /* enum value_kind */
    bool nothing;  /* nothing is possible */
    bool some;     /* an ordinary member is possible */
    bool low_open; /* the end itself is excluded; true for a missing bound */
    bool high_open;
    union {
        uint64_t options; /* the possible ones; 0 only if !some */
        struct {
            uint64_t may, must; /* must is a subset of may */
        } set;
        struct range range; /* low <= high */
        struct str text;    /* at == NULL: any text */
    };
};

/* --- making ------------------------------------------------------------- */

struct value value_nothing(enum value_kind kind);
struct value value_options(uint64_t options);
struct value value_truth(enum truth truth);
struct value value_number(decimal number);
struct value value_date(date day);
struct value value_days(date first, date last);
struct value value_range(decimal low, bool low_open, decimal high,
                         bool high_open);
/* Of all numbers; of all dates 1800 to 2200. */
struct value value_any_number(void);
struct value value_any_date(void);
struct value value_set(uint64_t may, uint64_t must);
struct value value_text(struct str text);
struct value value_any_text(void);

/* --- asking ------------------------------------------------------------- */

/* Exactly one member (nothing counts as one). */
bool value_is_known(struct value v);
/* Nothing and only nothing. */
bool value_is_nothing(struct value v);
/* The same set of members. */
bool value_equal(struct value a, struct value b);
/* Every member of `part` is a member of `whole`: a narrowing. */
bool value_within(struct value part, struct value whole);
/* As a condition: a yes/no that is nothing is no. */
enum truth value_as_truth(struct value v);

/* --- sets of possibilities ------------------------------------------------ */

/* All members of both; numbers and dates: the interval that spans both. */
struct value value_either(struct value a, struct value b);
/* The members common to both; false (and *both untouched) if there are none.
   Texts: any with a text is the text. */
bool value_both(struct value a, struct value b, struct value *both);
/* The same without nothing; !some stays nothing-less and empty: only to be
   used when v.some. */
struct value value_without_nothing(struct value v);
/* The same with nothing as a possibility, too. */
struct value value_or_nothing(struct value v);

/* --- comparing (each is a condition: nothing compares as no) ------------- */

enum comparison {
    COMPARE_LT,
    COMPARE_LE,
    COMPARE_GT,
    COMPARE_GE,
    COMPARE_EQ,
    COMPARE_NE
};

/* Numbers or dates; `map` brings a into b's unit (NULL: same unit). NE is the
   negation of EQ, so yes about nothing. */
enum truth value_compare(enum comparison how, struct value a, struct value b,
                         const struct unit_map *map);
/* low <= v <= high, ends included; one condition: nothing is no. */
enum truth value_between(struct value v, struct value low, struct value high,
                         const struct unit_map *to_low,
                         const struct unit_map *to_high);
/* Options (choice or yes/no): yes if every possible option is in `wanted`,
   no if none is. */
enum truth value_is(struct value v, uint64_t wanted);
/* Two options values of the same choice: equal? */
enum truth value_same(struct value a, struct value b);
enum truth value_text_is(struct value v, struct str text);
/* The set holds any of `wanted`; of an empty set: no. */
enum truth value_includes(struct value v, uint64_t wanted);
/* The set holds no option at all. */
enum truth value_set_is_none(struct value v);
/* Two sets of the same options: equal? */
enum truth value_set_same(struct value a, struct value b);
/* `x is nothing`: the one test that is yes about nothing. */
enum truth value_is_nothing_test(struct value v);

/* Whether `amount` months after (before, if negative) `from` compares with
   `to` as asked: from + months HOW to. Used for "less than 2 years ago" and
   time from A to B against months or years. Nothing on either side: no. */
enum truth value_compare_months(enum comparison how, struct value from,
                                int64_t months, struct value to);

/* --- arithmetic (nothing gives nothing; may fail in part) ---------------- */

enum arithmetic {
    ARITHMETIC_ADD,
    ARITHMETIC_SUBTRACT,
    ARITHMETIC_MULTIPLY,
    ARITHMETIC_DIVIDE
};

/* Interval arithmetic on numbers, ends rounded to 8 places. When a part of
   the result is beyond the range, or a divisor may be 0, the result is any
   number and *failed is set (never cleared). */
struct value value_arithmetic(enum arithmetic how, struct value a,
                              struct value b, bool *failed);
struct value value_negate(struct value v);
/* Into another unit, ends rounded to 8 places. */
struct value value_convert(struct value v, const struct unit_map *map,
                           bool *failed);

/* A date plus days (an interval of numbers; fractions of days are cut toward
   the earlier day), and two dates' distance in days as a number. */
struct value value_add_days(struct value day, struct value days, int sign,
                            bool *failed);
struct value value_add_months(struct value day, int64_t months);
struct value value_days_between(struct value from, struct value to);

enum function {
    FUNCTION_ROUND,
    FUNCTION_FLOOR,
    FUNCTION_CEILING,
    FUNCTION_ABS,
    FUNCTION_MIN,
    FUNCTION_MAX,
    FUNCTION_SQRT,
    FUNCTION_EXP,
    FUNCTION_LN,
    FUNCTION_LOG10,
    FUNCTION_POWER
};

/* `round` takes 1 or 2 arguments, min and max 1 to 8, power 2, the rest 1.
   Outside the domain for any possible argument: any number, *failed set. */
struct value value_function(enum function which, const struct value *arguments,
                            size_t n, bool *failed);

/* Numbers that are whole: open ends become the next whole number inside,
   broken ends move inwards; false if no whole number is left. */
bool value_whole(struct value *v);

/* --- extremes over groups -------------------------------------------------- */

/* The larger (sign > 0) or smaller of two values that both exist surely or
   perhaps; nothing is passed over: max(nothing, x) = x. Used for largest and
   smallest over a group. */
struct value value_extreme(struct value a, struct value b, int sign);

#endif
