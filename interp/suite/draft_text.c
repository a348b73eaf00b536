/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Made-up cases as text: facts in the order in which they were given, lists
 * last. The formatter may lay it out anew.
 */

#include "interp/suite/draft_text.h"

#include "interp/suite/case_write.h"

#define WIDTH 72
#define INDENT 12

/* --- given ----------------------------------------------------------------- */

static bool put_given(struct buf *out, const struct given *given)
{
    bool written = true;
    if (given->explicit_unknown)
        buf_format(out, "%.*s unknown", STR_ARG(given->field->name));
    else
        written = case_write_fact(out, given->field, given->value);
    if (given->dated) {
        buf_text(out, " on ");
        date_print_range(out, given->first, given->last);
    }
    return written;
}

static bool put_element(struct buf *out, const struct test_case *test,
                        const struct field *list, uint32_t element)
{
    bool written = true;
    size_t shown = 0;
    buf_text(out, " {");
    for (size_t i = 0; i < test->given_count; i++) {
        const struct given *given = &test->given[i];
        if (given->list != list || given->element != element)
            continue;
        buf_text(out, shown++ ? ", " : " ");
        written &= put_given(out, given);
    }
    buf_text(out, " }");
    return written;
}

static bool put_list(struct buf *out, const struct test_case *test,
                     const struct given_list *list)
{
    bool written = true;
    buf_str(out, list->list->name);
    if (!list->n)
        buf_text(out, " none");
    for (uint32_t i = 1; i <= list->n; i++)
        written &= put_element(out, test, list->list, i);
    return written;
}

bool draft_given_text(struct buf *out, const struct test_case *test)
{
    bool written = true;
    size_t parts = 0;
    for (size_t i = 0; i < test->given_count; i++) {
        if (test->given[i].list)
            continue;
        buf_text(out, parts++ ? ", " : "");
        written &= put_given(out, &test->given[i]);
    }
    for (size_t i = 0; i < test->list_count; i++) {
        buf_text(out, parts++ ? ", " : "");
        written &= put_list(out, test, &test->lists[i]);
    }
    return written;
}

/* --- expectations ------------------------------------------------------------ */

static void put_string(struct buf *out, struct str text)
{
    buf_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '"')
            buf_char(out, '"');
        buf_char(out, text.at[i]);
    }
    buf_char(out, '"');
}

bool draft_value_text(struct buf *out, struct str name, const struct type *type,
                      struct value v)
{
    if (value_is_nothing(v)) {
        buf_format(out, "%.*s is nothing", STR_ARG(name));
    } else if (value_equal(v, type_any(type))) {
        buf_format(out, "%.*s is unknown", STR_ARG(name));
    } else if (!value_is_known(v)) {
        return false;
    } else if (type->kind == TYPE_YESNO) {
        buf_format(out, "%s%.*s", v.options == OPTION_YES ? "" : "not ",
                   STR_ARG(name));
    } else {
        buf_format(out, "%.*s ", STR_ARG(name));
        value_print(out, type, v);
    }
    return true;
}

static const char *state_word(enum truth state)
{
    return state == TRUTH_YES  ? "applies"
           : state == TRUTH_NO ? "held"
                               : "undetermined";
}

void draft_rule_text(struct buf *out, const struct rule *rule, enum truth state)
{
    buf_text(out, "rule ");
    if (rule->row)
        buf_format(out, "%.*s row %u", STR_ARG(rule->table), rule->row);
    else if (rule->ast && rule->ast->op == OP_BARE)
        put_string(out, rule->name);
    else
        buf_str(out, rule->name);
    buf_format(out, " %s", state_word(state));
}

void draft_verdict_text(struct buf *out, const struct verdict *verdict)
{
    struct str name = verdict->treatment->name;
    switch (verdict->word) {
    case WORD_UNDECIDED:
        buf_format(out, "%.*s undecided", STR_ARG(name));
        return;
    case WORD_NONE:
        buf_format(out, "no verdict on %.*s", STR_ARG(name));
        return;
    case WORD_CONFLICT:
        buf_format(out, "conflict on %.*s", STR_ARG(name));
        return;
    case WORD_RECOMMEND:
    case WORD_CONSIDER:
    case WORD_AVOID:
    case WORD_CONTRAINDICATE: break;
    }
    buf_format(out, "%s %.*s", word_name(verdict->word), STR_ARG(name));
}

/* --- the whole ----------------------------------------------------------------- */

/* The length of a word; a blank inside a string is part of it. */
static size_t word_length(struct str text)
{
    size_t n = 0;
    bool quoted = false;
    while (n < text.n && (quoted || text.at[n] != ' '))
        quoted ^= text.at[n++] == '"';
    return n;
}

static void put_wrapped(struct buf *out, struct str text)
{
    size_t column = INDENT;
    while (text.n) {
        size_t n = word_length(text);
        if (column > INDENT && column + 1 + n > WIDTH) {
            buf_char(out, '\n');
            buf_repeat(out, ' ', INDENT);
            column = INDENT;
        } else if (column > INDENT) {
            buf_char(out, ' ');
            column++;
        }
        buf_str(out, (struct str){text.at, n});
        column += n;
        text = str_from(text, n + 1);
    }
    buf_char(out, '\n');
}

void draft_text(struct buf *out, struct str title, const struct test_case *test,
                struct str given, struct str expect)
{
    buf_text(out, "case ");
    put_string(out, title);
    buf_char(out, '\n');
    if (test->has_as_of) {
        buf_text(out, "  as of     ");
        date_print(out, test->as_of);
        buf_char(out, '\n');
    }
    if (given.n) {
        buf_text(out, "  given     ");
        put_wrapped(out, given);
    }
    buf_text(out, "  expect    ");
    put_wrapped(out, expect);
}
