/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Reads slips.def: matches a row's pattern against the tokens around the
 * place where the parser stopped, fills its message, and carries out its
 * mend. The language of patterns and mends is described in slips.def; this
 * file is its interpreter, and knows no slip by itself.
 */

#include "grammar/slips.h"

#include <string.h>

struct slip {
    const char *items, *pattern, *expects;
    enum diagnostic_code code;
    const char *message, *label, *mend;
};

/* Mends that are none. */
#define NONE "NONE"
#define ITEM "ITEM"

static const struct slip slips[] = {
#define SLIP(items, pattern, expects, code, message, label, mend)              \
    {items, pattern, expects, DIAG_##code, message, label, mend},
#include "grammar/slips.def"
#undef SLIP
};

/* The words of a pattern, without their marks. */
#define MOST_WORDS 10

struct word {
    struct str body;
    bool stop, underlined, first, on_line, in_line;
};

struct pattern {
    struct word words[MOST_WORDS];
    size_t n, stop; /* which word is the one marked '@' */
};

/* What each word matched: tokens [from, to). */
struct match {
    size_t from[MOST_WORDS], to[MOST_WORDS];
};

/* Reading a pattern */

static struct str next_word(struct str *rest)
{
    *rest = str_trim(*rest);
    size_t n = 0;
    while (n < rest->n && rest->at[n] != ' ')
        n++;
    struct str word = {rest->at, n};
    *rest = str_from(*rest, n);
    return word;
}

static struct word read_word(struct str text)
{
    struct word word = {0};
    for (bool mark = true; mark && text.n > 1;) {
        char c = text.at[0];
        word.stop |= c == '@';
        word.underlined |= c == '!';
        word.first |= c == '^';
        word.on_line |= c == '_';
        word.in_line |= c == '~';
        mark = strchr("@!^_~", c) != NULL;
        text = str_from(text, mark);
    }
    word.body = text;
    return word;
}

static struct pattern read_pattern(const char *text)
{
    struct pattern pattern = {0};
    struct str rest = str_of(text);
    for (struct str word = next_word(&rest); word.n && pattern.n < MOST_WORDS;
         word = next_word(&rest)) {
        struct word read = read_word(word);
        if (read.stop)
            pattern.stop = pattern.n;
        pattern.words[pattern.n++] = read;
    }
    return pattern;
}

/* Matching */

/* Whether one of the words between bars is the name. */
static bool one_of(struct str words, struct str name)
{
    while (words.n) {
        const char *bar = memchr(words.at, '|', words.n);
        size_t n = bar ? (size_t)(bar - words.at) : words.n;
        if (name_equal((struct str){words.at, n}, name))
            return true;
        words = str_from(words, n + 1);
    }
    return false;
}

/* "[slug]" or "[slug+]", the brackets taken off. */
static bool is_slip(struct str slug, const struct token *token)
{
    if (token->kind != TOK_BAD)
        return false;
    if (slug.n && slug.at[slug.n - 1] == '+') {
        slug.n--;
        if (!token_mend(token).n)
            return false;
    }
    return str_equal(slug, str_of(diagnostic_slug(token->more->slip)));
}

static bool is_time_span(const struct token *token)
{
    return token->kind == TOK_QUANTITY &&
           one_of(STR("day|days|week|weeks|month|months|year|years"),
                  token_unit(token));
}

static bool is_verb(int kind)
{
    return kind == TOK_RECOMMEND || kind == TOK_CONSIDER || kind == TOK_AVOID ||
           kind == TOK_CONTRAINDICATE;
}

/* Words in capitals that stand for several kinds of tokens. */
static bool is_kind(struct str body, const struct token *token)
{
    int kind = token->kind;
    if (str_equal(body, STR("*")))
        return true;
    if (str_equal(body, STR("NUM")))
        return kind == TOK_NUMBER || kind == TOK_QUANTITY;
    if (str_equal(body, STR("SPAN")))
        return is_time_span(token);
    if (str_equal(body, STR("VERB")))
        return is_verb(kind);
    if (str_equal(body, STR("KEYWORD")))
        return keyword_is(kind);
    if (str_equal(body, STR("WORD")))
        return kind == TOK_NAME || keyword_is(kind);
    if (str_equal(body, STR("END")))
        return kind == TOK_END;
    return str_equal(body, str_of(gram_token_name(kind)));
}

static bool word_fits(const struct word *word, const struct token *token)
{
    struct str body = word->body;
    if ((word->on_line && !token->first_on_line) ||
        (word->in_line && token->first_on_line))
        return false;
    if (body.n < 3)
        return is_kind(body, token);
    struct str inside = {body.at + 1, body.n - 2};
    switch (body.at[0]) {
    case '\'': return token->kind == TOK_NAME && one_of(inside, token->text);
    case '`': return str_equal(inside, token->text);
    case '[': return is_slip(inside, token);
    default: return is_kind(body, token);
    }
}

/* How many tokens "..." may take from token `t` on. */
static size_t run_length(const struct stop_at *stop, size_t t)
{
    size_t n = 0;
    while (t + n < stop->tokens->n &&
           !token_is_clause(stop->tokens->at[t + n].kind))
        n++;
    return n;
}

/* Words from `w` on against tokens from `t` on. */
static bool match_from(const struct stop_at *stop,
                       const struct pattern *pattern, size_t w, size_t t,
                       struct match *match)
{
    for (; w < pattern->n; w++, t++) {
        const struct word *word = &pattern->words[w];
        match->from[w] = t;
        if (str_equal(word->body, STR("..."))) {
            size_t most = run_length(stop, t);
            match->to[w] = t + most;
            if (w + 1 == pattern->n)
                return most > 0;
            for (size_t n = 1; n <= most; n++) {
                match->to[w] = t + n;
                if (match_from(stop, pattern, w + 1, t + n, match))
                    return true;
            }
            return false;
        }
        if (t > stop->tokens->n || (word->stop && t != stop->i) ||
            (word->first && t != 0) || !word_fits(word, &stop->tokens->at[t]))
            return false;
        match->to[w] = t + 1;
    }
    return true;
}

/* A run before the stop may be as long as this many tokens. */
#define LONGEST_RUN 200

static bool match_pattern(const struct stop_at *stop,
                          const struct pattern *pattern, struct match *match)
{
    if (stop->i < pattern->stop)
        return false;
    bool run = false;
    for (size_t w = 0; w < pattern->stop; w++)
        run |= str_equal(pattern->words[w].body, STR("..."));
    size_t start = stop->i - pattern->stop;
    size_t least = run && start > LONGEST_RUN ? start - LONGEST_RUN
                   : run                      ? 0
                                              : start;
    for (size_t t = start + 1; t-- > least;)
        if (match_from(stop, pattern, 0, t, match))
            return true;
    return false;
}

static bool slip_holds(const struct stop_at *stop, const struct slip *slip)
{
    struct str items = str_of(slip->items), item = str_of(stop_item(stop));
    bool holds = !items.n;
    for (struct str word = next_word(&items); word.n && !holds;
         word = next_word(&items))
        holds = str_equal(word, item);
    return holds &&
           (!slip->expects[0] ||
            stop_expects(stop, gram_token_kind(str_of(slip->expects))));
}

/* Messages */

/* Texts of the source longer than this are cut in messages. */
#define LONGEST_TEXT 120

/* The source's text of tokens [from, to), blanks and line ends made one. */
static void put_source(struct buf *out, const struct stop_at *stop, size_t from,
                       size_t to)
{
    const struct token *at = stop->tokens->at;
    if (to > stop->tokens->n)
        to = stop->tokens->n;
    for (size_t i = from; i < to; i++) {
        bool gap = i > from && at[i].span.from > at[i - 1].span.to;
        struct str text = sources_text(stop->sources, at[i].span);
        if (gap)
            buf_char(out, ' ');
        if (out->n + text.n > LONGEST_TEXT && i > from) {
            buf_text(out, "...");
            return;
        }
        buf_str(out, text);
    }
}

static void put_meant(struct buf *out, const struct token *token)
{
    buf_str(out, token_mend(token));
    if (token_unit(token).n) {
        buf_char(out, ' ');
        buf_str(out, token_unit(token));
    }
}

/* One reference of a text: $1, %1, {1n}, {1u}. Returns its length; 0 when
   there is none at the front. */
static size_t put_reference(struct buf *out, const struct stop_at *stop,
                            const struct match *match, struct str text)
{
    bool brace = text.n >= 4 && text.at[0] == '{' && text.at[3] == '}';
    if (text.n < 2 || text.at[1] < '1' || text.at[1] > '9' ||
        (!brace && text.at[0] != '$' && text.at[0] != '%'))
        return 0;
    size_t w = (size_t)(text.at[1] - '1');
    const struct token *token = &stop->tokens->at[match->from[w]];
    if (brace)
        buf_str(out, text.at[2] == 'u' ? token_unit(token) : token->text);
    else if (text.at[0] == '%')
        put_meant(out, token);
    else
        put_source(out, stop, match->from[w], match->to[w]);
    return brace ? 4 : 2;
}

static struct str fill(const struct stop_at *stop, const struct match *match,
                       const char *template)
{
    struct buf out = buf_on(stop->arena);
    for (struct str rest = str_of(template); rest.n;) {
        size_t n = put_reference(&out, stop, match, rest);
        if (!n)
            buf_char(&out, rest.at[0]);
        rest = str_from(rest, n ? n : 1);
    }
    return buf_view(&out);
}

static struct span underline(const struct stop_at *stop,
                             const struct pattern *pattern,
                             const struct match *match)
{
    struct span span = SPAN_NONE;
    for (size_t w = 0; w < pattern->n; w++)
        if (pattern->words[w].underlined)
            for (size_t t = match->from[w]; t < match->to[w]; t++)
                span = span_join(span, stop->tokens->at[t].span);
    return span_is_none(span) ? stop->tokens->at[stop->i].span : span;
}

/* Mends */

/* A token as the scanner says it was meant. */
static struct token meant(const struct token *bad)
{
    static const struct token_more nothing;
    const struct token_more *more = bad->more ? bad->more : &nothing;
    struct token token = *bad;
    token.text = more->mend;
    if (more->slip == DIAG_DATE_FORM) {
        token.kind = TOK_DATE;
        token.text.n = sizeof "2024-06-01" - 1;
    } else if (more->slip == DIAG_NAME_FORM) {
        token.kind = TOK_NAME;
    } else if (more->slip == DIAG_SINGLE_QUOTE) {
        token.kind = TOK_STRING;
    } else if (more->slip == DIAG_FOREIGN_SIGN) {
        token.kind = gram_token_kind(more->mend);
    } else {
        token.kind = more->unit.n ? TOK_QUANTITY : TOK_NUMBER;
    }
    return token;
}

static void add(struct arena *arena, struct tokens *list, struct token token)
{
    if (list->n == list->capacity)
        list->at = arena_regrow(arena, list->at, list->n, &list->capacity,
                                sizeof *list->at);
    list->at[list->n++] = token;
}

/* A token that is written in the mend itself. */
static struct token literal(const struct stop_at *stop, struct str word)
{
    struct token token = {.text = word, .span = stop->tokens->at[stop->i].span};
    if (str_equal(word, STR("\"\""))) {
        token.kind = TOK_STRING;
        token.text = STR("");
    } else {
        token.kind = gram_token_kind(word);
    }
    return token;
}

/* "$2-$3", "$1-$2-$3": the words as one name. */
static bool add_joined(const struct stop_at *stop, const struct match *match,
                       struct str word, struct tokens *list)
{
    if (word.n < 5 || word.at[0] != '$' || word.at[2] != '-')
        return false;
    const struct token *at = stop->tokens->at;
    struct token token = at[match->from[word.at[1] - '1']];
    for (size_t i = 4; i < word.n; i += 3) {
        const struct token *next = &at[match->from[word.at[i] - '1']];
        token.text = str_format(stop->arena, "%.*s-%.*s", STR_ARG(token.text),
                                STR_ARG(next->text));
        token.span = span_join(token.span, next->span);
    }
    add(stop->arena, list, token);
    return true;
}

/* Appends what one word of a mend stands for. */
static void add_mend(const struct stop_at *stop, const struct match *match,
                     struct str word, struct tokens *list)
{
    if (add_joined(stop, match, word, list))
        return;
    bool brace = word.at[0] == '{';
    bool text = word.at[0] == '"' && word.n == 2 && word.at[1] != '"';
    if (!brace && !text && (word.n != 2 || !strchr("$%#&", word.at[0]))) {
        add(stop->arena, list, literal(stop, word));
        return;
    }
    size_t w = (size_t)(word.at[1] - '1');
    struct token token = stop->tokens->at[match->from[w]];
    if (word.at[0] == '$') {
        for (size_t t = match->from[w]; t < match->to[w] && t < stop->tokens->n;
             t++)
            add(stop->arena, list, stop->tokens->at[t]);
        return;
    }
    if (word.at[0] == '%')
        token = meant(&token);
    else
        token.kind = brace               ? TOK_NUMBER
                     : text              ? TOK_STRING
                     : word.at[0] == '#' ? TOK_NAME
                                         : TOK_BROKEN_LINE;
    add(stop->arena, list, token);
}

/* Makes room for `new_n` tokens where there were those of [from, to). */
static void resize(struct arena *arena, struct tokens *tokens, size_t from,
                   size_t to, size_t new_n)
{
    size_t tail = tokens->n + 1 - to; /* with the end */
    while (tokens->capacity < from + new_n + tail)
        tokens->at = arena_regrow(arena, tokens->at, tokens->n + 1,
                                  &tokens->capacity, sizeof *tokens->at);
    memmove(tokens->at + from + new_n, tokens->at + to,
            tail * sizeof *tokens->at);
    tokens->n = from + new_n + tail - 1;
}

/* Replaces what the pattern matched by what the mend says. */
static void carry_out(struct stop_at *stop, const struct match *match, size_t n,
                      const char *mend)
{
    struct tokens *tokens = stop->tokens, list = {0};
    size_t from = match->from[0], to = match->to[n - 1];
    if (to > tokens->n)
        to = tokens->n;
    struct str rest = str_of(mend);
    for (struct str word = next_word(&rest); word.n; word = next_word(&rest))
        add_mend(stop, match, word, &list);
    resize(stop->arena, tokens, from, to, list.n);
    if (list.n)
        memcpy(tokens->at + from, list.at, list.n * sizeof *list.at);
}

static void diagnose_row(const struct stop_at *stop, const struct slip *slip,
                         const struct pattern *pattern,
                         const struct match *match)
{
    struct str message = fill(stop, match, slip->message);
    struct str label = fill(stop, match, slip->label);
    struct diagnostic *d =
        diagnose(stop->sink, slip->code, underline(stop, pattern, match),
                 "%.*s", STR_ARG(message));
    diagnostic_label(stop->sink, d, "%.*s", STR_ARG(label));
}

static enum slip_result report_row(struct stop_at *stop,
                                   const struct slip *slip,
                                   const struct pattern *pattern,
                                   const struct match *match)
{
    bool lost = strcmp(slip->mend, NONE) == 0;
    bool item_lost = strcmp(slip->mend, ITEM) == 0;
    bool bad = stop->tokens->at[stop->i].kind == TOK_BAD;
    if (!stop->near || bad || !(lost || item_lost))
        diagnose_row(stop, slip, pattern, match);
    if (lost || item_lost)
        return lost ? SLIP_LINE_LOST : SLIP_ITEM_LOST;
    carry_out(stop, match, pattern->n, slip->mend);
    return SLIP_MENDED;
}

bool slip_table_report(struct stop_at *stop, enum slip_result *result)
{
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        struct pattern pattern = read_pattern(slips[i].pattern);
        struct match match;
        if (match_pattern(stop, &pattern, &match) &&
            slip_holds(stop, &slips[i])) {
            *result = report_row(stop, &slips[i], &pattern, &match);
            return true;
        }
    }
    return false;
}
