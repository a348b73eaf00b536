/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The slips that no pattern of slips.def can tell, because they need a look
 * at spellings or a trial: an item that is indented, a misspelt word, a word
 * of the language as a name, parentheses that do not match. A trial changes
 * one token and pushes the item again: the change is offered only if the
 * parser gets further with it.
 */

#include "grammar/slips.h"

bool stop_expects(const struct stop_at *stop, int kind)
{
    for (size_t i = 0; i < stop->builder->stop.n; i++)
        if (stop->builder->stop.expected[i] == kind)
            return true;
    return false;
}

const char *stop_item(const struct stop_at *stop)
{
    int kind = 0;
    bool item_start = false;
    if (stop->start == PARSE_EXPR || stop->start == PARSE_NAME)
        return "text";
    if (stop->start == PARSE_FACTS)
        return "case";
    for (size_t i = 0; keyword_at(i, &kind, &item_start); i++)
        if (item_start && kind == stop->tokens->at[0].kind)
            return keyword_word(kind);
    return "bare";
}

static struct token *token_at(const struct stop_at *stop, size_t i)
{
    return &stop->tokens->at[i];
}

/* Whether the parser gets beyond `enough` when token `i` is of another kind.
   If not, the token and what was expected are put back. */
static bool helps(struct stop_at *stop, size_t i, int kind, size_t enough)
{
    struct token *token = token_at(stop, i);
    int was = token->kind;
    token->kind = kind;
    struct attempt attempt =
        parse_attempt(stop->parser, stop->builder, stop->tokens, stop->start);
    if (attempt.state == GRAM_WHOLE || attempt.at > enough)
        return true;
    token->kind = was;
    parse_attempt(stop->parser, stop->builder, stop->tokens, stop->start);
    return false;
}

/* Items */

static bool begins_item(const struct stop_at *stop, size_t i)
{
    const struct token *token = token_at(stop, i);
    if (stop->start != PARSE_FILE || !token->first_on_line ||
        token->first_column || i >= stop->tokens->n)
        return false;
    int next = token[1].kind;
    return token->kind == TOK_NAME && keyword_kind(token->text, true) &&
           (next == TOK_NAME || next == TOK_STRING || keyword_is(next));
}

/* The item's own first token, or one near the stop. */
static bool find_indented(const struct stop_at *stop, size_t *i)
{
    size_t candidates[] = {0, stop->i, stop->i ? stop->i - 1 : 0};
    for (size_t k = 0; k < 3; k++)
        if (begins_item(stop, *i = candidates[k]))
            return true;
    return false;
}

static bool report_indented(struct stop_at *stop)
{
    size_t i;
    if (!find_indented(stop, &i))
        return false;
    struct token *token = token_at(stop, i);
    struct diagnostic *d = diagnose(stop->sink, DIAG_ITEM_INDENTED, token->span,
                                    "an item starts in the first column");
    diagnostic_label(stop->sink, d, "remove the blanks before %.*s",
                     STR_ARG(token->text));
    if (i)
        items_split(stop->items, stop->tokens, i);
    else
        token->kind = keyword_kind(token->text, true);
    return true;
}

static bool report_item_word(struct stop_at *stop)
{
    struct token *token = token_at(stop, 0);
    int next = stop->tokens->n ? token[1].kind : TOK_END;
    if (stop->start != PARSE_FILE || token->kind != TOK_NAME ||
        (next != TOK_NAME && next != TOK_STRING))
        return false;
    int kind = keyword_nearest_item(token->text);
    if (!kind)
        return false;
    struct diagnostic *d = diagnose(stop->sink, DIAG_ITEM_WORD, token->span,
                                    "\"%.*s\" is no word that starts an item",
                                    STR_ARG(token->text));
    diagnostic_label(stop->sink, d, "did you mean \"%s\"?", keyword_word(kind));
    token->kind = kind;
    return true;
}

/* Misspelt words */

/* How far a misspelling may be from a word of that length. */
static unsigned tolerance(struct str word)
{
    return word.n < 4 ? 0 : word.n < 6 ? 1 : 2;
}

/* A keyword near in spelling to token `i` that lets the parser go on. */
static int nearest_that_helps(struct stop_at *stop, size_t i)
{
    int kind = 0;
    bool item_start = false;
    struct str name = token_at(stop, i)->text;
    unsigned limit = tolerance(name);
    for (unsigned distance = 1; distance <= limit; distance++) {
        const char *word;
        for (size_t k = 0; (word = keyword_at(k, &kind, &item_start)); k++)
            if (!item_start &&
                name_distance(str_of(word), name, limit) == distance &&
                helps(stop, i, kind, stop->i))
                return kind;
    }
    return 0;
}

static bool report_misspelt(struct stop_at *stop)
{
    for (size_t back = 0; back < 2 && back <= stop->i; back++) {
        size_t i = stop->i - back;
        if (i >= stop->tokens->n || token_at(stop, i)->kind != TOK_NAME ||
            name_equal(token_at(stop, i)->text, STR("within")))
            continue; /* what is meant by "within", slips.def says */
        int kind = nearest_that_helps(stop, i);
        if (!kind)
            continue;
        struct token *token = token_at(stop, i);
        struct diagnostic *d =
            diagnose(stop->sink, DIAG_MISSPELT_WORD, token->span,
                     "\"%.*s\" does not fit here", STR_ARG(token->text));
        diagnostic_label(stop->sink, d, "did you mean \"%s\"?",
                         keyword_word(kind));
        return true;
    }
    return false;
}

/* A place where only a name may stand. */
static bool report_reserved(struct stop_at *stop)
{
    struct token *token = token_at(stop, stop->i);
    if (!keyword_is(token->kind) || token_is_clause(token->kind) ||
        !stop_expects(stop, TOK_NAME) || stop_expects(stop, TOK_NUMBER) ||
        !helps(stop, stop->i, TOK_NAME, stop->i + 1))
        return false;
    struct diagnostic *d =
        diagnose(stop->sink, DIAG_RESERVED_WORD, token->span,
                 "\"%.*s\" is a word of the language, so it cannot be a name",
                 STR_ARG(token->text));
    diagnostic_label(stop->sink, d, "choose another name, such as %.*s-...",
                     STR_ARG(token->text));
    return true;
}

/* Parentheses and braces */

/* The last opening token before the stop that is not closed; NULL for none. */
static const struct token *unclosed(const struct stop_at *stop, int open,
                                    int close)
{
    size_t depth = 0;
    for (size_t i = stop->i; i-- > 0;) {
        const struct token *token = token_at(stop, i);
        if (token->kind == close)
            depth++;
        else if (token->kind == open && depth-- == 0)
            return token;
    }
    return NULL;
}

static bool report_open(struct stop_at *stop, int open, int close)
{
    const struct token *token = unclosed(stop, open, close);
    if (!token || !stop_expects(stop, close))
        return false;
    struct diagnostic *d =
        diagnose(stop->sink, DIAG_UNBALANCED, token->span,
                 "this \"%s\" is not closed", gram_token_name(open));
    diagnostic_label(stop->sink, d, "write %s where it ends",
                     gram_token_name(close));
    return true;
}

static bool report_close(struct stop_at *stop)
{
    const struct token *token = token_at(stop, stop->i);
    bool brace = token->kind == TOK_RBRACE;
    if ((token->kind != TOK_RPAREN && !brace) ||
        unclosed(stop, brace ? TOK_LBRACE : TOK_LPAREN, token->kind))
        return false;
    struct diagnostic *d =
        diagnose(stop->sink, DIAG_UNBALANCED, token->span,
                 "this \"%s\" closes nothing", gram_token_name(token->kind));
    diagnostic_label(stop->sink, d, "leave it out, or write %s before it",
                     brace ? "{" : "(");
    return true;
}

static bool report_braces(struct stop_at *stop)
{
    const struct token *token = token_at(stop, stop->i);
    if (token->kind != TOK_LBRACE)
        return false;
    struct diagnostic *d =
        diagnose(stop->sink, DIAG_BRACES, token->span,
                 "braces hold the elements of a list in a case, nothing else");
    diagnostic_label(stop->sink, d, "use ( ) for conditions, lines for rules");
    return true;
}

static bool report_brackets(struct stop_at *stop)
{
    int kind = token_at(stop, stop->i)->kind;
    bool ends = kind == TOK_END || token_is_clause(kind) || kind == TOK_ARROW;
    return report_close(stop) ||
           (ends && report_open(stop, TOK_LPAREN, TOK_RPAREN)) ||
           (ends && report_open(stop, TOK_LBRACE, TOK_RBRACE)) ||
           report_braces(stop);
}

enum slip_result slips_report(struct stop_at *stop)
{
    enum slip_result result = SLIP_MENDED;
    if (report_indented(stop) || report_item_word(stop) ||
        report_misspelt(stop) || slip_table_report(stop, &result) ||
        report_reserved(stop))
        return result;
    struct diagnostics unheard = diagnostics_on(stop->arena);
    if (stop->near)
        stop->sink = &unheard;
    if (!report_brackets(stop))
        expect_report(stop);
    return SLIP_LINE_LOST;
}
