/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What scan.l matched becomes a token here. Most of this file is about what
 * is nearly right: a slip is kept as TOK_BAD together with what was meant (in
 * `mend`, or in `text` and `unit` for numbers), so that the parser can go on
 * as if it had been written well after the message is out.
 */

#include "grammar/lexeme.h"

#include "grammar/gram.h"
#include "grammar/limits.h"

#include <string.h>

/* Blanks and ends of lines, no-break and narrow spaces among them. */
static bool starts_blank(struct str text)
{
    if ((unsigned char)text.at[0] < 0x80)
        return text.at[0] <= ' ';
    return str_starts(text, STR("\xC2\xA0")) ||
           str_starts(text, STR("\xE2\x80\x87")) ||
           str_starts(text, STR("\xE2\x80\x89")) ||
           str_starts(text, STR("\xE2\x80\xAF"));
}

void lexeme_start(struct scanner *scanner, struct token *token, size_t at,
                  size_t n)
{
    const char *first = scanner->text.at + at;
    token->text = (struct str){first, n};
    token->first_column = scanner->items && (at == 0 || first[-1] == '\n');
    token->first_on_line = scanner->fresh_line;
    token->span.from = scanner->base + (uint32_t)at;
    token->span.to = token->span.from + (uint32_t)n;
    if ((unsigned char)*first > ' ') /* no control character */
        scanner->fresh_line = false;
}

int lexeme_end(struct token *token, size_t taken)
{
    token->span.to = token->span.from + (uint32_t)taken;
    return token->kind;
}

void lexeme_line(struct scanner *scanner)
{
    scanner->fresh_line = true;
}

int lexeme_sign(struct token *token, int kind)
{
    return token->kind = kind;
}

static struct token_more *more_of(struct arena *arena, struct token *token)
{
    if (!token->more)
        token->more = ARENA_NEW(arena, struct token_more);
    return token->more;
}

int token_slip(struct arena *arena, struct token *token,
               enum diagnostic_code code)
{
    more_of(arena, token)->slip = code;
    return token->kind = TOK_BAD;
}

int lexeme_slip(struct scanner *scanner, struct token *token,
                enum diagnostic_code code)
{
    return token_slip(scanner->arena, token, code);
}

static void set_mend(struct scanner *scanner, struct token *token,
                     struct str mend)
{
    more_of(scanner->arena, token)->mend = mend;
}

/* Strings */

/* The text with doubled quotes undone. */
static struct str undouble(struct arena *arena, struct str text)
{
    if (!memchr(text.at, '"', text.n))
        return text;
    char *at = arena_alloc(arena, text.n);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        at[n++] = text.at[i];
        if (text.at[i] == '"')
            i++;
    }
    return (struct str){at, n};
}

int lexeme_string(struct scanner *scanner, struct token *token, size_t open,
                  size_t close)
{
    struct str inside = {token->text.at + open, token->text.n - open - close};
    if (inside.n > LIMIT_STRING_BYTES)
        return lexeme_slip(scanner, token, DIAG_STRING_TOO_LONG);
    token->text = open == 1 ? undouble(scanner->arena, inside) : inside;
    return token->kind = TOK_STRING;
}

/* The place is the opening quote; the rest of the line is its text. */
int lexeme_unclosed(struct scanner *scanner, struct token *token)
{
    size_t quote = token->text.at[0] == '"' ? 1 : 3;
    struct str inside = str_from(token->text, quote);
    set_mend(scanner, token, str_trim(inside));
    token->span.to = token->span.from + (uint32_t)quote;
    return lexeme_slip(scanner, token, DIAG_UNCLOSED_QUOTE);
}

int lexeme_single(struct scanner *scanner, struct token *token)
{
    size_t quote = token->text.at[0] == '\'' ? 1 : 3;
    struct str inside = {token->text.at + quote, token->text.n - 2 * quote};
    set_mend(scanner, token, str_copy(scanner->arena, inside));
    return lexeme_slip(scanner, token, DIAG_SINGLE_QUOTE);
}

/* Names and units */

int lexeme_name(struct scanner *scanner, struct token *token)
{
    if (token->text.n > LIMIT_NAME_BYTES)
        return lexeme_slip(scanner, token, DIAG_NAME_TOO_LONG);
    int keyword =
        keyword_find(&scanner->keywords, token->text, token->first_column);
    return token->kind = keyword ? keyword : TOK_NAME;
}

/* What a letter outside a to z is written as in names; 0 for none. */
static const char *plain_letter(const char *at)
{
    static const struct {
        const char *letter, *plain;
    } letters[] = {
        {"ä", "ae"},    {"ö", "oe"},    {"ü", "ue"},    {"ß", "ss"},
        {"Ä", "Ae"},    {"Ö", "Oe"},    {"Ü", "Ue"},    {"é", "e"},
        {"è", "e"},     {"ê", "e"},     {"á", "a"},     {"à", "a"},
        {"ç", "c"},     {"ñ", "n"},     {"ó", "o"},     {"í", "i"},
        {"ú", "u"},     {"å", "a"},     {"ø", "o"},     {"æ", "ae"},
        {"ï", "i"},     {"î", "i"},     {"ë", "e"},     {"ô", "o"},
        {"û", "u"},     {"ù", "u"},     {"â", "a"},     {"ã", "a"},
        {"õ", "o"},     {"ò", "o"},     {"α", "alpha"}, {"β", "beta"},
        {"γ", "gamma"}, {"δ", "delta"}, {"κ", "kappa"}, {"λ", "lambda"},
    };
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (memcmp(letters[i].letter, at, 2) == 0)
            return letters[i].plain;
    return NULL;
}

int lexeme_foreign_name(struct scanner *scanner, struct token *token)
{
    struct buf mend = buf_on(scanner->arena);
    struct str text = token->text;
    for (size_t i = 0; i < text.n;) {
        unsigned char c = (unsigned char)text.at[i];
        const char *plain =
            c >= 0xC0 && c < 0xE0 ? plain_letter(text.at + i) : NULL;
        if (c < 0x80)
            buf_char(&mend, text.at[i]);
        else
            buf_text(&mend, plain ? plain : c >= 0xE0 ? "-" : "x");
        i += c < 0x80 ? 1 : c < 0xE0 ? 2 : 3;
    }
    set_mend(scanner, token, buf_view(&mend));
    return lexeme_slip(scanner, token, DIAG_NAME_FORM);
}

/* A unit with its micro signs written as 'u'. */
static struct str plain_unit(struct arena *arena, struct str unit)
{
    struct buf plain = buf_on(arena);
    bool micro = false;
    if (!memchr(unit.at, 0xC2, unit.n) && !memchr(unit.at, 0xCE, unit.n))
        return unit;
    for (size_t i = 0; i < unit.n; i++) {
        bool sign =
            i + 1 < unit.n && (memcmp(unit.at + i, "\xC2\xB5", 2) == 0 ||
                               memcmp(unit.at + i, "\xCE\xBC", 2) == 0);
        buf_char(&plain, sign ? 'u' : unit.at[i]);
        micro |= sign;
        i += sign;
    }
    return micro ? buf_view(&plain) : unit;
}

/* What the text of a unit would be as a term, for where no unit stands:
   field.part is "part of field", a/b is "a / b"; apixaban-2.5 is a name. */
static struct str as_term(struct arena *arena, struct str text)
{
    const char *sign = memchr(text.at, '/', text.n);
    bool division = sign != NULL;
    if (!division)
        sign = memchr(text.at, '.', text.n);
    if (!sign)
        return text;
    struct str left = {text.at, (size_t)(sign - text.at)};
    struct str right = str_from(text, left.n + 1);
    if (!left.n)
        return text;
    if (division)
        return str_format(arena, "%.*s / %.*s", STR_ARG(left), STR_ARG(right));
    if (right.n && right.at[0] >= '0' && right.at[0] <= '9')
        return str_format(arena, "%.*s-%.*s", STR_ARG(left), STR_ARG(right));
    return str_format(arena, "%.*s of %.*s", STR_ARG(right), STR_ARG(left));
}

int lexeme_unit(struct scanner *scanner, struct token *token)
{
    token->text = plain_unit(scanner->arena, token->text);
    set_mend(scanner, token, as_term(scanner->arena, token->text));
    return token->kind = TOK_UNIT;
}

/* Numbers */

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct span span_of(const struct scanner *scanner, struct str text)
{
    uint32_t from = scanner->base + (uint32_t)(text.at - scanner->text.at);
    return (struct span){from, from + (uint32_t)text.n};
}

static void set_unit(struct scanner *scanner, struct token *token,
                     struct str unit)
{
    struct token_more *more = more_of(scanner->arena, token);
    more->unit = plain_unit(scanner->arena, unit);
    more->unit_span = span_of(scanner, unit);
}

/* Bytes of the number at the front. */
static size_t number_length(struct str text)
{
    size_t n = 0;
    while (n < text.n &&
           (digit(text.at[n]) || text.at[n] == '.' || text.at[n] == ','))
        n++;
    return n;
}

static struct str unit_behind(struct str text)
{
    text = str_from(text, number_length(text));
    while (text.n && starts_blank(text))
        text = str_from(text, text.at[0] == '\xC2'   ? 2
                              : text.at[0] == '\xE2' ? 3
                                                     : 1);
    return text;
}

/* Whether the word behind a number is no unit: a keyword, or the beginning
   of a name with a hyphen or underscore (3 two-stage). */
static bool is_no_unit(const struct scanner *scanner, struct str word)
{
    const char *end = scanner->text.at + scanner->text.n;
    const char *next = word.at + word.n;
    if (keyword_find(&scanner->keywords, word, false))
        return true;
    return next + 1 < end && (*next == '-' || *next == '_') &&
           (letter(next[1]) || digit(next[1]));
}

size_t lexeme_quantity(struct scanner *scanner, struct token *token)
{
    struct str match = token->text, unit = unit_behind(match);
    size_t number = number_length(match);
    token->text.n = number;
    if (is_no_unit(scanner, unit)) {
        token->kind = TOK_NUMBER;
        return number;
    }
    set_unit(scanner, token, unit);
    token->kind = TOK_QUANTITY;
    return match.n;
}

/* A point for the comma, which is there; without it where three digits follow
   (1,000). */
static struct str mended_comma(struct arena *arena, struct str number)
{
    char *mend = arena_copy(arena, number.at, number.n);
    char *comma = memchr(mend, ',', number.n);
    size_t behind = (size_t)(mend + number.n - comma) - 1;
    if (behind != 3) {
        *comma = '.';
        return (struct str){mend, number.n};
    }
    memmove(comma, comma + 1, behind);
    return (struct str){mend, number.n - 1};
}

size_t lexeme_comma_quantity(struct scanner *scanner, struct token *token)
{
    size_t taken = lexeme_quantity(scanner, token);
    set_mend(scanner, token, mended_comma(scanner->arena, token->text));
    lexeme_slip(scanner, token, DIAG_DECIMAL_COMMA);
    return taken;
}

int lexeme_number(struct scanner *scanner, struct token *token)
{
    struct str text = token->text;
    struct arena *arena = scanner->arena;
    size_t plain = number_length(text);
    const char *comma = memchr(text.at, ',', text.n);
    const char *point = memchr(text.at, '.', text.n);
    if (comma && !point && plain == text.n) {
        set_mend(scanner, token, mended_comma(arena, text));
        return lexeme_slip(scanner, token, DIAG_DECIMAL_COMMA);
    }
    if (text.at[0] == '.')
        set_mend(scanner, token, str_format(arena, "0%.*s", STR_ARG(text)));
    else if (point == text.at + text.n - 1)
        set_mend(scanner, token, (struct str){text.at, text.n - 1});
    return lexeme_slip(scanner, token, DIAG_NUMBER_FORM);
}

/* 1..5 */
int lexeme_dots(struct scanner *scanner, struct token *token)
{
    struct str text = token->text;
    size_t dots = (size_t)((char *)memchr(text.at, '.', text.n) - text.at);
    size_t behind = dots;
    while (text.at[behind] == '.')
        behind++;
    set_mend(scanner, token,
             str_format(scanner->arena, "%.*s to %.*s", (int)dots, text.at,
                        STR_ARG(str_from(text, behind))));
    return lexeme_slip(scanner, token, DIAG_DASH_RANGE);
}

int lexeme_glued(struct scanner *scanner, struct token *token)
{
    struct str match = token->text;
    size_t number = number_length(match);
    struct str unit = str_from(match, number);
    set_mend(scanner, token, (struct str){match.at, number});
    set_unit(scanner, token, unit);
    return lexeme_slip(scanner, token, DIAG_GLUED_UNIT);
}

/* Numbers of a date as it was written, in order. */
static int date_parts(struct str text, unsigned parts[3])
{
    int n = 0;
    for (size_t i = 0; i < text.n && n < 3; n++) {
        for (parts[n] = 0; i < text.n && digit(text.at[i]); i++)
            parts[n] = parts[n] * 10 + (unsigned)(text.at[i] - '0');
        i++;
    }
    return n;
}

static struct str date_text(struct arena *arena, unsigned year, unsigned month,
                            unsigned day)
{
    return str_format(arena, "%04u-%02u-%02u", year % 10000, month % 100,
                      day % 100);
}

/* Day first unless the year is; between slashes the month may come first;
   with a two-digit year nothing is sure. */
int lexeme_date(struct scanner *scanner, struct token *token)
{
    unsigned p[3] = {0};
    int n = date_parts(token->text, p);
    bool year_first = p[0] > 31;
    unsigned year = year_first ? p[0] : p[2];
    unsigned month = p[1], day = year_first ? p[2] : p[0];
    if (!year_first && month > 12 && day <= 12) {
        month = p[0];
        day = p[1];
    }
    if (n < 3 || year < 100 || month > 12)
        return lexeme_slip(scanner, token, DIAG_DATE_FORM);
    struct str mend = date_text(scanner->arena, year, month, day);
    if (!year_first && day <= 12 && day != month &&
        memchr(token->text.at, '/', token->text.n))
        mend = str_format(scanner->arena, "%.*s or %.*s", STR_ARG(mend),
                          STR_ARG(date_text(scanner->arena, year, day, month)));
    set_mend(scanner, token, mend);
    return lexeme_slip(scanner, token, DIAG_DATE_FORM);
}

int lexeme_refs(struct scanner *scanner, struct token *token)
{
    struct buf refs = buf_on(scanner->arena);
    for (size_t i = 1; i + 1 < token->text.n; i++)
        if (token->text.at[i] != ' ')
            buf_char(&refs, token->text.at[i]);
    token->text = buf_view(&refs);
    return token->kind = TOK_REFS;
}

/* Signs of other languages, with what they mean here. */
int lexeme_foreign_sign(struct scanner *scanner, struct token *token)
{
    static const struct {
        struct str sign, mend;
    } signs[] = {
        {{"==", 2}, {"=", 1}},   {{"&&", 2}, {"and", 3}},
        {{"&", 1}, {"and", 3}},  {{"!", 1}, {"not", 3}},
        {{"<>", 2}, {"!=", 2}},  {{"=<", 2}, {"<=", 2}},
        {{":=", 2}, {":", 1}},   {{"=>", 2}, {"->", 2}},
        {{"-->", 3}, {"->", 2}}, {{"==>", 3}, {"->", 2}},
        {{"⇒", 3}, {"->", 2}},   {{"×", 2}, {"*", 1}},
        {{"∧", 3}, {"and", 3}},  {{"∨", 3}, {"or", 2}},
        {{"¬", 2}, {"not", 3}},
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_equal(token->text, signs[i].sign))
            set_mend(scanner, token, signs[i].mend);
    return lexeme_slip(scanner, token, DIAG_FOREIGN_SIGN);
}

int lexeme_comment(struct scanner *scanner, struct token *token)
{
    return lexeme_slip(scanner, token, DIAG_COMMENT_SIGN);
}
