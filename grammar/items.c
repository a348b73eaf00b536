/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Between scanner and parser: gathers the tokens of one item, joins adjacent
 * strings, and decides the words that only their neighbours tell apart. It
 * reports nothing.
 */

#include "grammar/items.h"

#include "grammar/gram.h"
#include "grammar/limits.h"

#include <string.h>

/* Room for this many tokens is made beforehand, if the text is as long: what
   is not used of it costs nothing, and moving an array of thousands does. */
#define TOKENS_AT_FIRST 4096
#define BYTES_OF_A_TOKEN 6

bool token_is_clause(int kind)
{
    switch (kind) {
    case TOK_WHEN:
    case TOK_UNLESS:
    case TOK_THEN:
    case TOK_BECAUSE:
    case TOK_CITES:
    case TOK_OVERRIDES:
    case TOK_JUDGEMENT:
    case TOK_OTHERWISE:
    case TOK_GIVEN:
    case TOK_EXPECT: return true;
    default: return false;
    }
}

static void read_first(struct items *items, struct str text)
{
    size_t tokens = text.n / BYTES_OF_A_TOKEN + 8;
    items->expected = tokens < TOKENS_AT_FIRST ? tokens : TOKENS_AT_FIRST;
    scanner_read(items->scanner, &items->next[0]);
    scanner_read(items->scanner, &items->next[1]);
    items->split.n = 0;
}

struct items items_on(struct arena *arena, struct str text, uint32_t base,
                      bool items)
{
    struct items all = {.arena = arena};
    all.scanner = scanner_on(arena, text, base, items);
    read_first(&all, text);
    return all;
}

void items_again(struct items *items, struct str text, uint32_t base,
                 bool at_columns)
{
    scanner_again(items->scanner, text, base, at_columns);
    read_first(items, text);
}

/* Makes room for token `n`, behind `used` ones; new ones are not set. */
static void reserve(struct items *items, struct tokens *tokens, size_t n,
                    size_t used)
{
    size_t before = tokens->capacity, size = sizeof *tokens->at;
    if (n < before)
        return;
    size_t wanted = before * 2 > n ? before * 2 : n + 1;
    if (!before || !arena_stretch(items->arena, tokens->at, before * size,
                                  wanted * size)) {
        struct token *grown = arena_room(items->arena, wanted * size);
        if (used)
            memcpy(grown, tokens->at, used * size);
        tokens->at = grown;
    }
    tokens->capacity = wanted;
}

static bool has_token(const struct tokens *tokens, int kind)
{
    for (size_t i = 0; i < tokens->n; i++)
        if (tokens->at[i].kind == kind)
            return true;
    return false;
}

/* Clauses that belong to the item above only if it is of their kind. */
static bool clause_continues(const struct tokens *tokens, int kind)
{
    int item = tokens->at[0].kind;
    switch (kind) {
    case TOK_WHEN:
        return item == TOK_DEFINE ||
               (item == TOK_RULE && !has_token(tokens, TOK_WHEN));
    case TOK_UNLESS:
    case TOK_THEN: return has_token(tokens, TOK_WHEN);
    case TOK_BECAUSE:
    case TOK_CITES:
    case TOK_OVERRIDES:
    case TOK_JUDGEMENT:
        return item == TOK_RULE || item == TOK_TABLE ||
               has_token(tokens, TOK_ARROW);
    case TOK_OTHERWISE: return item == TOK_DEFINE;
    case TOK_GIVEN:
    case TOK_EXPECT:
    case TOK_AS: return item == TOK_CASE;
    case TOK_FROM: return item == TOK_EVIDENCE;
    case TOK_BAR: return item == TOK_TABLE;
    default: return false;
    }
}

/* Words and signs that begin no item at all. */
static bool never_begins(int kind)
{
    switch (kind) {
    case TOK_AND:
    case TOK_OR:
    case TOK_COMMA:
    case TOK_ARROW:
    case TOK_RPAREN:
    case TOK_LBRACE:
    case TOK_RBRACE:
    case TOK_STRING:
    case TOK_BARBAR:
    case TOK_EXCEPT:
    case TOK_WITH: return true;
    default: return false;
    }
}

/* Whether token `n`, in the first column, can only continue those before. */
static bool continues(const struct tokens *tokens)
{
    const struct token *next = &tokens->at[tokens->n];
    int kind = next[0].kind, after = next[1].kind;
    int item = tokens->at[0].kind;
    if (item == TOK_RECORD && after == TOK_COLON)
        return true;
    if (item == TOK_MAPPING && kind == TOK_NAME && after == TOK_FROM)
        return true;
    if (item == TOK_SCORE && kind == TOK_NUMBER && after == TOK_IF)
        return true;
    return never_begins(kind) || clause_continues(tokens, kind);
}

/* Adjacent strings are one, joined by blanks. */
static void join_strings(struct items *items, struct token *first)
{
    struct token *next = first + 1;
    if (next->kind == TOK_STRING && !next->first_column) {
        struct buf text = buf_on(items->arena);
        buf_str(&text, first->text);
        while (next->kind == TOK_STRING && !next->first_column) {
            buf_char(&text, ' ');
            buf_str(&text, next->text);
            first->span.to = next->span.to;
            scanner_read(items->scanner, next);
        }
        first->text = buf_view(&text);
    }
    if (first->text.n > LIMIT_STRING_BYTES)
        token_slip(items->arena, first, DIAG_STRING_TOO_LONG);
}

static bool is_word(const struct token *token, struct str word)
{
    return token->kind == TOK_NAME && name_equal(token->text, word);
}

/* A '-' that touches numbers on both sides is a range written with a dash. */
static bool is_dash_between(const struct token *at, size_t i)
{
    return at[i].kind == TOK_MINUS && i &&
           (at[i - 1].kind == TOK_NUMBER || at[i - 1].kind == TOK_DATE) &&
           (at[i + 1].kind == TOK_NUMBER || at[i + 1].kind == TOK_QUANTITY) &&
           at[i - 1].span.to == at[i].span.from &&
           at[i].span.to == at[i + 1].span.from;
}

/* What "rule", "record" and "verdict" are in a case. */
static void tell_name(struct token *at, size_t i)
{
    int before = i ? at[i - 1].kind : TOK_END, after = at[i + 1].kind;
    bool named = after == TOK_NAME || after == TOK_STRING;
    if ((before == TOK_EXPECT || before == TOK_COMMA) && named &&
        is_word(&at[i], STR("rule")))
        at[i].kind = TOK_RULE_WORD;
    else if (before == TOK_GIVEN && after == TOK_STRING &&
             is_word(&at[i], STR("record")))
        at[i].kind = TOK_RECORD_WORD;
    else if (before == TOK_NO && is_word(&at[i], STR("verdict")))
        at[i].kind = TOK_VERDICT_WORD;
}

static void tell_minus(struct items *items, struct token *at, size_t i)
{
    if (at[i].first_on_line && at[i + 1].kind == TOK_NUMBER &&
        at[i + 2].kind == TOK_IF)
        at[i].kind = TOK_POINT_MINUS;
    else if (is_dash_between(at, i))
        token_slip(items->arena, &at[i], DIAG_DASH_RANGE);
}

static void tell_apart(struct items *items, const struct tokens *tokens)
{
    struct token *at = tokens->at;
    bool in_case = tokens->n && at[0].kind == TOK_CASE;
    for (size_t i = 0; i < tokens->n; i++) {
        if (at[i].kind == TOK_NAME && in_case)
            tell_name(at, i);
        else if (at[i].kind == TOK_MINUS)
            tell_minus(items, at, i);
    }
}

/* The place of the end is behind the last token, not at the next item. */
static void put_end(struct items *items, struct tokens *tokens)
{
    struct token end = {.kind = TOK_END, .text = STR("")};
    end.span = items->next[0].span;
    if (tokens->n)
        end.span.from = end.span.to = tokens->at[tokens->n - 1].span.to;
    tokens->at[tokens->n] = end;
}

void items_split(struct items *items, struct tokens *tokens, size_t i)
{
    struct tokens *split = &items->split;
    split->n = 0;
    reserve(items, split, tokens->n - i, 0);
    split->n = tokens->n - i;
    memcpy(split->at, tokens->at + i, (split->n + 1) * sizeof *split->at);
    struct token *first = &split->at[0];
    int kind = keyword_kind(first->text, true);
    first->kind = kind ? kind : first->kind;
    first->first_column = true;
    tokens->n = i;
    put_end(items, tokens);
}

/* Gives out what items_split kept. */
static bool read_split(struct items *items, struct tokens *tokens)
{
    struct tokens empty = *tokens;
    *tokens = items->split;
    items->split = empty;
    items->split.n = 0;
    return true;
}

/* Token `n` and the one behind it are read always: those that belong to no
   item yet. */
static void read_tokens(struct items *items, struct tokens *tokens)
{
    reserve(items, tokens, items->expected, 0);
    memcpy(tokens->at, items->next, sizeof items->next);
    for (;; tokens->n++) {
        reserve(items, tokens, tokens->n + 2, tokens->n + 2);
        struct token *next = &tokens->at[tokens->n];
        if (next->kind == TOK_END ||
            (tokens->n && next->first_column && !continues(tokens)))
            break;
        if (next->kind == TOK_STRING)
            join_strings(items, next);
        scanner_read(items->scanner, next + 2);
    }
    memcpy(items->next, &tokens->at[tokens->n], sizeof items->next);
}

bool items_read(struct items *items, struct tokens *tokens)
{
    if (items->split.n)
        return read_split(items, tokens);
    tokens->n = 0;
    read_tokens(items, tokens);
    put_end(items, tokens);
    tell_apart(items, tokens);
    return tokens->n > 0;
}
