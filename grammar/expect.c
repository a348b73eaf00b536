/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What was found and what was expected, in words: the message when no slip
 * is known. Kinds of tokens are grouped, so that the list is short: whatever
 * may begin a condition is "a condition", all the comparisons are one.
 */

#include "grammar/slips.h"

#define MOST_PHRASES 6

struct phrases {
    size_t n;
    struct str at[MOST_PHRASES];
};

static void add_phrase(struct phrases *phrases, struct str phrase)
{
    if (phrases->n < MOST_PHRASES)
        phrases->at[phrases->n++] = phrase;
}

/* Tokens that one of the groups below speaks for. */
static bool in_group(int kind)
{
    static const int grouped[] = {
        TOK_NAME,      TOK_NUMBER,      TOK_QUANTITY,    TOK_DATE,
        TOK_STRING,    TOK_NOT,         TOK_ANY,         TOK_EVERY,
        TOK_NO,        TOK_YES,         TOK_NONE,        TOK_UNKNOWN,
        TOK_KNOWN,     TOK_NOTHING,     TOK_TODAY,       TOK_COUNT,
        TOK_LARGEST,   TOK_SMALLEST,    TOK_TOTAL,       TOK_LATEST,
        TOK_EARLIEST,  TOK_TIME,        TOK_LPAREN,      TOK_MINUS,
        TOK_PLUS,      TOK_STAR,        TOK_SLASH,       TOK_LT,
        TOK_GT,        TOK_LE,          TOK_GE,          TOK_EQ,
        TOK_NE,        TOK_IS,          TOK_BETWEEN,     TOK_INCLUDES,
        TOK_LESS,      TOK_MORE,        TOK_AT,          TOK_AND,
        TOK_OR,        TOK_BROKEN_LINE, TOK_BAD,         TOK_END,
        TOK_UNIT,      TOK_YESNO,       TOK_POINT_MINUS, TOK_OF,
        TOK_RECOMMEND, TOK_CONSIDER,    TOK_AVOID,       TOK_CONTRAINDICATE,
        TOK_DELAY,     TOK_MONITOR,     TOK_ORDER,       TOK_PROGNOSIS,
        TOK_OUTCOME,   TOK_NOTE,
    };
    for (size_t i = 0; i < sizeof grouped / sizeof *grouped; i++)
        if (grouped[i] == kind)
            return true;
    return false;
}

static bool starts_an_item(int kind)
{
    return keyword_is(kind) && !keyword_kind(str_of(keyword_word(kind)), false);
}

static void add_groups(const struct stop_at *stop, struct phrases *phrases)
{
    bool name = stop_expects(stop, TOK_NAME);
    bool value = stop_expects(stop, TOK_NUMBER) || stop_expects(stop, TOK_DATE);
    if (stop_expects(stop, TOK_NOT) && stop_expects(stop, TOK_COUNT))
        add_phrase(phrases, STR("a condition"));
    else if (stop_expects(stop, TOK_RECOMMEND) && name)
        add_phrase(phrases, STR("a treatment, or a verb such as recommend"));
    else if (stop_expects(stop, TOK_YESNO))
        add_phrase(phrases, STR("a type"));
    else if (value)
        add_phrase(phrases, name ? STR("a name or a value") : STR("a value"));
    else if (stop_expects(stop, TOK_QUANTITY))
        add_phrase(phrases, STR("a number with its unit"));
    else if (name)
        add_phrase(phrases, STR("a name"));
    if (stop_expects(stop, TOK_STRING))
        add_phrase(phrases, STR("a text in quotes"));
    if (stop_expects(stop, TOK_LT) && stop_expects(stop, TOK_IS))
        add_phrase(phrases, STR("a comparison"));
    if (stop_expects(stop, TOK_AND))
        add_phrase(phrases, STR("\"and\""));
    if (stop_expects(stop, TOK_OR))
        add_phrase(phrases, STR("\"or\""));
}

static struct phrases phrases_of(const struct stop_at *stop)
{
    struct phrases phrases = {0};
    bool item = false;
    for (size_t i = 0; i < stop->builder->stop.n; i++) {
        int kind = stop->builder->stop.expected[i];
        item |= starts_an_item(kind);
        if (!in_group(kind) && !starts_an_item(kind))
            add_phrase(&phrases, str_format(stop->arena, "\"%s\"",
                                            gram_token_name(kind)));
    }
    if (item)
        add_phrase(&phrases, STR("an item, such as \"rule\""));
    add_groups(stop, &phrases);
    return phrases;
}

static struct str expected_text(const struct stop_at *stop)
{
    struct phrases phrases = phrases_of(stop);
    struct buf out = buf_on(stop->arena);
    for (size_t i = 0; i < phrases.n; i++) {
        if (i)
            buf_text(&out, i + 1 < phrases.n ? ", " : " or ");
        buf_str(&out, phrases.at[i]);
    }
    return buf_view(&out);
}

static const char *item_in_words(const struct stop_at *stop)
{
    struct str item = str_of(stop_item(stop));
    if (str_equal(item, STR("bare")))
        return "rule";
    if (str_equal(item, STR("text")))
        return "text";
    return item.at;
}

/* What stands there and does not fit; a text has its own quotes. */
static struct diagnostic *report_misfit(const struct stop_at *stop,
                                        const struct token *token)
{
    struct str text = sources_text(stop->sources, token->span);
    const char *quote = token->kind == TOK_STRING ? "" : "\"";
    return diagnose(stop->sink, DIAG_SYNTAX, token->span,
                    "%s%.*s%s does not fit here", quote, STR_ARG(text), quote);
}

void expect_report(struct stop_at *stop)
{
    const struct token *token = &stop->tokens->at[stop->i];
    struct str expected = expected_text(stop);
    struct diagnostic *d;
    if (stop->i == stop->tokens->n)
        d = diagnose(stop->sink, DIAG_UNFINISHED, token->span,
                     "this %s ends before it is complete", item_in_words(stop));
    else
        d = report_misfit(stop, token);
    if (expected.n)
        diagnostic_label(stop->sink, d, "expected %.*s", STR_ARG(expected));
}
