/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A value as people read it. What is wholly open prints as "unknown"; what may
 * not exist says "or nothing". An interval with both ends reads "2 to 3 cm",
 * one with an open or a single end in words.
 */

#include "interp/vocabulary/vocabulary.h"

/* --- options and sets ---------------------------------------------------- */

static struct str option_name(const struct type *type, size_t i)
{
    if (type->kind == TYPE_CHOICE || type->kind == TYPE_SET)
        return type->choices->at[i].name;
    return i ? STR("yes") : STR("no");
}

static size_t option_count(uint64_t options)
{
    size_t n = 0;
    for (; options; options &= options - 1)
        n++;
    return n;
}

/* "a", "a or b", "a, b or c". */
static void print_options(struct buf *out, const struct type *type,
                          uint64_t options, const char *last)
{
    size_t left = option_count(options);
    for (size_t i = 0; left; i++) {
        if (!(options >> i & 1))
            continue;
        buf_str(out, option_name(type, i));
        left--;
        if (left)
            buf_text(out, left == 1 ? last : ", ");
    }
}

static void print_set(struct buf *out, const struct type *type,
                      struct value value)
{
    uint64_t perhaps = value.set.may & ~value.set.must;
    if (!value.set.may) {
        buf_text(out, "none");
        return;
    }
    print_options(out, type, value.set.must, " and ");
    if (perhaps && value.set.must)
        buf_text(out, ", ");
    if (perhaps) {
        buf_text(out, "perhaps ");
        print_options(out, type, perhaps, " or ");
    }
}

/* --- numbers ------------------------------------------------------------- */

static void print_unit(struct buf *out, const struct type *type)
{
    if (type->unit.code.n) {
        buf_char(out, ' ');
        buf_str(out, type->unit.code);
    }
}

static bool has_low(struct value v)
{
    return v.range.low != DECIMAL_BELOW_ALL;
}

static bool has_high(struct value v)
{
    return v.range.high != DECIMAL_ABOVE_ALL;
}

/* An interval of which an end is open or missing. */
static void print_ends(struct buf *out, struct value v)
{
    if (has_low(v)) {
        buf_text(out, v.low_open ? "more than " : "at least ");
        decimal_print(out, v.range.low);
    }
    if (has_low(v) && has_high(v))
        buf_text(out, " and ");
    if (has_high(v)) {
        buf_text(out, v.high_open ? "less than " : "at most ");
        decimal_print(out, v.range.high);
    }
}

static void print_number(struct buf *out, const struct type *type,
                         struct value v)
{
    if (v.range.low == v.range.high) {
        decimal_print(out, v.range.low);
    } else if (v.low_open || v.high_open) {
        print_ends(out, v);
    } else {
        decimal_print(out, v.range.low);
        buf_text(out, " to ");
        decimal_print(out, v.range.high);
    }
    print_unit(out, type);
}

/* --- all ----------------------------------------------------------------- */

static bool is_open(const struct type *type, struct value value)
{
    struct value any = type_any(type);
    any.nothing = value.nothing;
    return type->kind == TYPE_UNKNOWN || value_equal(any, value);
}

static void print_some(struct buf *out, const struct type *type,
                       struct value value)
{
    if (is_open(type, value)) {
        buf_text(out, "unknown");
        return;
    }
    switch ((enum value_kind)value.kind) {
    case VALUE_OPTIONS: print_options(out, type, value.options, " or "); break;
    case VALUE_SET: print_set(out, type, value); break;
    case VALUE_NUMBER: print_number(out, type, value); break;
    case VALUE_DATE:
        date_print_range(out, value.range.low, value.range.high);
        break;
    case VALUE_TEXT: buf_str(out, value.text); break;
    }
}

void value_print(struct buf *out, const struct type *type, struct value value)
{
    if (value.some)
        print_some(out, type, value);
    if (value.nothing)
        buf_text(out, value.some ? " or nothing" : "nothing");
}

struct str value_print_text(struct arena *arena, const struct type *type,
                            struct value value)
{
    struct buf out = buf_on(arena);
    value_print(&out, type, value);
    return buf_view(&out);
}
