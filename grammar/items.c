/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Between scanner and parser: gathers the tokens of one item, joins adjacent
 * strings, and decides the words that only their neighbours tell apart. It
 * reports nothing.
 */

#include "grammar/items.h"

#include "grammar/gram.h"
#include "grammar/limits.h"

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

static void advance(struct items *items)
{
    items->next[0] = items->next[1];
    items->next[1] = scanner_next(items->scanner);
}

struct items items_on(struct arena *arena, struct str text, uint32_t base,
                      bool items)
{
    struct items all = {.arena = arena};
    all.scanner = scanner_on(arena, text, base, items);
    advance(&all);
    advance(&all);
    return all;
}

static void push(struct items *items, struct tokens *tokens,
                 const struct token *token)
{
    if (tokens->n == tokens->capacity)
        tokens->at = arena_regrow(items->arena, tokens->at, tokens->n,
                                  &tokens->capacity, sizeof *tokens->at);
    tokens->at[tokens->n++] = *token;
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

/* Whether a first-column token can only continue the item before it. */
static bool continues(const struct items *items, const struct tokens *tokens)
{
    int kind = items->next[0].kind, after = items->next[1].kind;
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
static void push_strings(struct items *items, struct tokens *tokens)
{
    struct token first = items->next[0];
    advance(items);
    if (items->next[0].kind == TOK_STRING && !items->next[0].first_column) {
        struct buf text = buf_on(items->arena);
        buf_str(&text, first.text);
        while (items->next[0].kind == TOK_STRING &&
               !items->next[0].first_column) {
            buf_char(&text, ' ');
            buf_str(&text, items->next[0].text);
            first.span.to = items->next[0].span.to;
            advance(items);
        }
        first.text = buf_view(&text);
    }
    if (first.text.n > LIMIT_STRING_BYTES) {
        first.kind = TOK_BAD;
        first.slip = DIAG_STRING_TOO_LONG;
    }
    push(items, tokens, &first);
}

static bool is_word(const struct token *token, const char *word)
{
    return token->kind == TOK_NAME && name_equal(token->text, str_of(word));
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

static void tell_apart(struct token *at, size_t i, bool in_case)
{
    int before = i ? at[i - 1].kind : TOK_END, after = at[i + 1].kind;
    if (in_case && is_word(&at[i], "rule") &&
        (before == TOK_EXPECT || before == TOK_COMMA) &&
        (after == TOK_NAME || after == TOK_STRING))
        at[i].kind = TOK_RULE_WORD;
    else if (in_case && is_word(&at[i], "record") && before == TOK_GIVEN &&
             after == TOK_STRING)
        at[i].kind = TOK_RECORD_WORD;
    else if (in_case && is_word(&at[i], "verdict") && before == TOK_NO)
        at[i].kind = TOK_VERDICT_WORD;
    else if (at[i].kind == TOK_MINUS && at[i].first_on_line &&
             after == TOK_NUMBER && at[i + 2].kind == TOK_IF)
        at[i].kind = TOK_POINT_MINUS;
    else if (is_dash_between(at, i)) {
        at[i].kind = TOK_BAD;
        at[i].slip = DIAG_DASH_RANGE;
    }
}

/* The place of the end is behind the last token, not at the next item. */
static void push_end(struct items *items, struct tokens *tokens)
{
    struct token end = {.kind = TOK_END, .text = STR("")};
    end.span = items->next[0].span;
    if (tokens->n)
        end.span.from = end.span.to = tokens->at[tokens->n - 1].span.to;
    push(items, tokens, &end);
    tokens->n--;
}

void items_split(struct items *items, struct tokens *tokens, size_t i)
{
    items->split.n = 0;
    for (size_t j = i; j <= tokens->n; j++)
        push(items, &items->split, &tokens->at[j]);
    items->split.n--;
    struct token *first = &items->split.at[0];
    int kind = keyword_kind(first->text, true);
    first->kind = kind ? kind : first->kind;
    first->first_column = true;
    tokens->n = i;
    push_end(items, tokens);
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

bool items_read(struct items *items, struct tokens *tokens)
{
    if (items->split.n)
        return read_split(items, tokens);
    tokens->n = 0;
    while (items->next[0].kind != TOK_END) {
        if (tokens->n && items->next[0].first_column &&
            !continues(items, tokens))
            break;
        if (items->next[0].kind == TOK_STRING) {
            push_strings(items, tokens);
        } else {
            push(items, tokens, &items->next[0]);
            advance(items);
        }
    }
    push_end(items, tokens);
    for (size_t i = 0; i < tokens->n; i++)
        tell_apart(tokens->at, i, tokens->at[0].kind == TOK_CASE);
    return tokens->n > 0;
}
