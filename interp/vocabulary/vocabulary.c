/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What types and fields allow: as values (an unknown one is all that its field
 * allows), and in words for messages. How a value reads is in print.c.
 */

#include "interp/vocabulary/vocabulary.h"

#include "grammar/limits.h"

static uint64_t all_options(const struct choices *choices)
{
    return choices->n >= LIMIT_CHOICES ? UINT64_MAX
                                       : ((uint64_t)1 << choices->n) - 1;
}

struct value type_any(const struct type *type)
{
    switch (type->kind) {
    case TYPE_YESNO:
    case TYPE_UNKNOWN: return value_options(OPTION_NO | OPTION_YES);
    case TYPE_CHOICE: return value_options(all_options(type->choices));
    case TYPE_SET: return value_set(all_options(type->choices), 0);
    case TYPE_NUMBER:
    case TYPE_LIST: return value_any_number();
    case TYPE_DATE: return value_any_date();
    case TYPE_TEXT: break;
    }
    return value_any_text();
}

struct value field_any(const struct field *field)
{
    if (field->type.kind == TYPE_NUMBER && field->bounded)
        return value_range(field->low, false, field->high, false);
    return type_any(&field->type);
}

/* --- in words ------------------------------------------------------------ */

static void print_choices(struct buf *out, const struct choices *choices)
{
    for (size_t i = 0; i < choices->n; i++) {
        if (i)
            buf_text(out, " | ");
        buf_str(out, choices->at[i].name);
    }
}

static void print_unit(struct buf *out, const struct unit *unit)
{
    if (unit->code.n) {
        buf_char(out, ' ');
        buf_str(out, unit->code);
    }
}

static void print_number(struct buf *out, const struct field *field)
{
    const struct unit *unit = &field->type.unit;
    if (field->bounded) {
        decimal_print(out, field->low);
        buf_text(out, " to ");
        decimal_print(out, field->high);
        print_unit(out, unit);
    } else {
        buf_text(out, field->type.whole ? "a whole number" : "a number");
        if (unit->code.n)
            buf_format(out, " in %.*s", STR_ARG(unit->code));
    }
}

struct str field_expected(struct arena *arena, const struct field *field)
{
    struct buf out = buf_on(arena);
    switch (field->type.kind) {
    case TYPE_YESNO: buf_text(&out, "yes or no"); break;
    case TYPE_CHOICE: print_choices(&out, field->type.choices); break;
    case TYPE_SET:
        buf_text(&out, "none, or any of ");
        print_choices(&out, field->type.choices);
        break;
    case TYPE_NUMBER: print_number(&out, field); break;
    case TYPE_DATE: buf_text(&out, "a date"); break;
    case TYPE_TEXT: buf_text(&out, "a text"); break;
    case TYPE_LIST:
        buf_format(&out, "a list of %.*s", STR_ARG(field->type.element->name));
        break;
    case TYPE_UNKNOWN: buf_text(&out, "anything"); break;
    }
    return buf_view(&out);
}
