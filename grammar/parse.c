/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Drives the push parser over the items of a text. An item's tokens are all
 * known before the first is pushed. Where the parser stops, slips.c reports
 * it and may mend the tokens; the item is then pushed again from its start.
 * What cannot be mended costs a line of a record, evidence, mapping, table or
 * case (it becomes a BROKEN_LINE), or else the item.
 */

#include "grammar/parse.h"

#include "grammar/driver.h"
#include "grammar/limits.h"
#include "grammar/readings.h"
#include "grammar/slips.h"
#include "grammar/text_check.h"

#include <stdlib.h>
#include <string.h>

/* An error so few tokens behind a mended one is its consequence. */
#define NEAR 4

struct driver {
    struct parse *parse;
    gram_pstate *parser;
    struct builder builder;
    struct items items;
    struct tokens tokens;
    enum parse_start start;
    struct source source;
    struct ast *tree; /* what comes of it */
};

static const int start_tokens[] = {
    [PARSE_FILE] = TOK_START_ITEM,
    [PARSE_EXPR] = TOK_START_EXPR,
    [PARSE_FACTS] = TOK_START_FACTS,
    [PARSE_NAME] = TOK_START_NAME,
};

void parser_with(struct arena *arena,
                 void (*act)(gram_pstate *parser, void *context), void *context)
{
    jmp_buf here, *outer = arena_get_guard(arena);
    gram_pstate *parser = gram_pstate_new();
    if (!parser)
        arena_exhausted(arena);
    if (setjmp(here)) {
        gram_pstate_delete(parser);
        arena_guard(arena, outer);
        arena_exhausted(arena);
    }
    arena_guard(arena, &here);
    act(parser, context);
    gram_pstate_delete(parser);
    arena_guard(arena, outer);
}

/* Starts over and pushes what the text is to be. */
static enum gram_state push_start(gram_pstate *parser, struct builder *b,
                                  const struct tokens *tokens,
                                  enum parse_start start)
{
    builder_restart(b);
    gram_reset(parser);
    uint32_t from = tokens->at[0].span.from;
    struct token first = {.kind = start_tokens[start], .span = {from, from}};
    return gram_push(parser, &first, b);
}

struct attempt parse_attempt(gram_pstate *parser, struct builder *b,
                             const struct tokens *tokens,
                             enum parse_start start)
{
    enum gram_state state = push_start(parser, b, tokens, start);
    size_t i = 0;
    for (; state == GRAM_MORE && i <= tokens->n; i++)
        state = gram_push(parser, &tokens->at[i], b);
    return (struct attempt){state, i ? i - 1 : 0};
}

bool parse_prefix(gram_pstate *parser, struct builder *b,
                  const struct tokens *tokens, enum parse_start start)
{
    enum gram_state state = push_start(parser, b, tokens, start);
    for (size_t i = 0; state == GRAM_MORE && i < tokens->n; i++)
        state = gram_push(parser, &tokens->at[i], b);
    return state == GRAM_MORE;
}

static void report_depth(struct driver *d, size_t i)
{
    struct diagnostics *sink = d->parse->sink;
    struct diagnostic *made =
        diagnose(sink, DIAG_NESTED_TOO_DEEPLY, d->tokens.at[i].span,
                 "this is nested more than %d deep", LIMIT_NESTING);
    diagnostic_label(sink, made, "give parts of it a name with `define`");
}

/* A field, codes, a setting, or words for missing, yes and no. */
static bool starts_map(const struct token *at)
{
    if (at->kind == TOK_MISSING || at->kind == TOK_YES || at->kind == TOK_NO)
        return at[1].kind != TOK_EQ;
    if (at->kind != TOK_NAME)
        return false;
    int next = at[1].kind, then = at[2].kind;
    return next == TOK_FROM || next == TOK_OF || next == TOK_IS ||
           next == TOK_CODE || next == TOK_INCLUDES ||
           (next == TOK_NAME && then == TOK_STRING) ||
           (next == TOK_STRING && then != TOK_EQ && then != TOK_LPAREN);
}

/* Words of an item kind whose lines stand for themselves. */
static bool starts_line(int item, const struct token *at)
{
    if (!at->first_on_line)
        return false;
    switch (item) {
    case TOK_RECORD: return at[1].kind == TOK_COLON;
    case TOK_MAPPING: return starts_map(at);
    case TOK_EVIDENCE: return at->kind == TOK_FROM || at->kind == TOK_STRING;
    case TOK_TABLE: return at->kind == TOK_BAR || token_is_clause(at->kind);
    case TOK_CASE:
        return at->kind == TOK_AS || at->kind == TOK_GIVEN ||
               at->kind == TOK_EXPECT;
    default: return false;
    }
}

/* Where the line that holds token `i` begins; 0 when it is in no line. If the
   parser stopped at a line's first token, the line before it is at fault. */
static size_t line_start(const struct tokens *tokens, size_t i)
{
    int item = tokens->at[0].kind;
    if (i && (i == tokens->n || starts_line(item, &tokens->at[i])))
        i--;
    while (i && !starts_line(item, &tokens->at[i]) &&
           tokens->at[i].kind != TOK_BROKEN_LINE)
        i--;
    return i && tokens->at[i].kind != TOK_BROKEN_LINE ? i : 0;
}

/* Replaces the line around token `i` by one BROKEN_LINE; false when there is
   no such line: then the item is lost. A table's header is no such line. */
static bool drop_line(struct driver *d, size_t i)
{
    struct tokens *tokens = &d->tokens;
    int item = tokens->at[0].kind;
    size_t from = line_start(tokens, i);
    if (!from ||
        (item == TOK_TABLE && (tokens->at[from].kind != TOK_BAR || from <= 3)))
        return false;
    size_t to = from + 1;
    while (to < tokens->n && !starts_line(item, &tokens->at[to]) &&
           tokens->at[to].kind != TOK_BROKEN_LINE)
        to++;
    struct token *line = &tokens->at[from];
    bool named = item == TOK_RECORD || item == TOK_MAPPING;
    line->kind = TOK_BROKEN_LINE;
    line->text = named ? line->text : STR("");
    line->span.to = tokens->at[to - 1].span.to;
    size_t gone = to - from - 1;
    for (size_t j = to; j <= tokens->n; j++)
        tokens->at[j - gone] = tokens->at[j];
    tokens->n -= gone;
    return true;
}

/* A line in the first column that belongs to the item above: reported once
   an item, and then read as if it were indented. */
static void check_columns(struct driver *d)
{
    struct diagnostics *sink = d->parse->sink;
    for (size_t i = 1; i < d->tokens.n; i++) {
        const struct token *token = &d->tokens.at[i];
        if (!token->first_column || token->kind == TOK_RBRACE)
            continue;
        struct diagnostic *made = diagnose(
            sink, DIAG_LINE_NOT_INDENTED, token->span,
            "this line belongs to the item above, but it starts in the first "
            "column");
        diagnostic_label(sink, made,
                         "put blanks before it, and before the "
                         "other lines of the item");
        return;
    }
}

/* Reports why the parser stopped. */
static enum slip_result report(struct driver *d, size_t i, size_t mended)
{
    struct diagnostics *sink = d->parse->sink;
    if (sink->errors >= LIMIT_DIAGNOSTICS) {
        sink->errors++; /* nobody reads why */
        return SLIP_ITEM_LOST;
    }
    struct stop_at stop = {.arena = d->parse->arena,
                           .sources = d->parse->sources,
                           .sink = sink,
                           .parser = d->parser,
                           .builder = &d->builder,
                           .items = &d->items,
                           .tokens = &d->tokens,
                           .start = d->start,
                           .i = i,
                           .near = mended && i < mended + NEAR};
    return slips_report(&stop);
}

/* The item's tree, or NULL when it is lost. */
static struct ast *parse_tokens(struct driver *d)
{
    size_t mended = 0; /* behind the last mended place */
    for (size_t tries = 0;
         tries < LIMIT_SLIPS && tries * d->tokens.n <= LIMIT_PUSHED; tries++) {
        struct attempt attempt =
            parse_attempt(d->parser, &d->builder, &d->tokens, d->start);
        if (attempt.state == GRAM_WHOLE)
            return d->builder.result;
        if (attempt.state == GRAM_TOO_DEEP) {
            report_depth(d, attempt.at);
            return NULL;
        }
        enum slip_result result = report(d, attempt.at, mended);
        if (result == SLIP_ITEM_LOST)
            return NULL;
        if (result == SLIP_LINE_LOST && !drop_line(d, attempt.at))
            return NULL;
        mended = result == SLIP_MENDED ? attempt.at + 1 : 0;
    }
    return NULL;
}

/* A lost item keeps the name it declares. */
static struct ast *broken_item(struct driver *d, const struct token *first)
{
    builder_restart(&d->builder);
    struct span span = span_join(first[0].span, d->tokens.at[d->tokens.n].span);
    bool named = keyword_is(first[0].kind) && first[1].kind == TOK_NAME;
    return build_leaf(&d->builder, AST_BROKEN, span,
                      named ? first[1].text : STR(""));
}

static struct ast *parse_item(struct driver *d)
{
    struct token first[2] = {d->tokens.at[0], d->tokens.at[d->tokens.n > 1]};
    d->builder.first_id = d->parse->next_id;
    check_columns(d);
    struct ast *item = parse_tokens(d);
    if (!item)
        item = broken_item(d, first);
    else if (d->builder.ambiguous)
        readings_check(item, d->parse->sink, d->parse->arena);
    d->parse->next_id = d->builder.next_id;
    return item;
}

static bool count_item(struct driver *d)
{
    if (d->parse->items++ < LIMIT_ITEMS)
        return true;
    struct diagnostics *sink = d->parse->sink;
    struct diagnostic *made =
        diagnose(sink, DIAG_TOO_MANY_ITEMS, d->tokens.at[0].span,
                 "this rule set has more than %d items", LIMIT_ITEMS);
    diagnostic_label(sink, made, "the rest is not read");
    return false;
}

static struct ast *file_node(struct driver *d, struct span span,
                             const struct kids *items)
{
    struct ast *file = ARENA_NEW(d->parse->arena, struct ast);
    *file = (struct ast){.kind = AST_FILE,
                         .id = d->parse->next_id++,
                         .span = span,
                         .n = items->n,
                         .kids = items->at};
    return file;
}

static struct ast *parse_items(struct driver *d, struct span span)
{
    struct kids items = {0}; /* stays: it is none of the builder's */
    while (items_read(&d->items, &d->tokens)) {
        if (!count_item(d))
            break;
        kids_add(&d->builder, &items, parse_item(d));
    }
    if (!items.n) {
        struct diagnostics *sink = d->parse->sink;
        struct diagnostic *made =
            diagnose(sink, DIAG_EMPTY_FILE, span, "this file holds no rules");
        diagnostic_label(sink, made, "nothing but blanks and comments");
    }
    return file_node(d, span, &items);
}

static struct ast *parse_whole(struct driver *d)
{
    items_read(&d->items, &d->tokens);
    d->builder.first_id = d->parse->next_id;
    struct ast *tree = parse_tokens(d);
    d->parse->next_id = d->builder.next_id;
    if (tree)
        readings_check(tree, d->parse->sink, d->parse->arena);
    return tree;
}

/* A file of records given where rules belong; JSON begins with a brace. */
static bool holds_records(const struct source *source, struct diagnostics *sink)
{
    size_t at = 0;
    while (at < source->text.n && strchr(" \t\r\n", source->text.at[at]))
        at++;
    if (at == source->text.n ||
        (source->text.at[at] != '{' && source->text.at[at] != '['))
        return false;
    struct span span = {source->base + (uint32_t)at,
                        source->base + (uint32_t)at + 1};
    struct diagnostic *made =
        diagnose(sink, DIAG_RECORDS_NOT_RULES, span,
                 "this looks like a file of records (JSON), not of rules");
    diagnostic_label(sink, made,
                     "name the rules first, then the records: cantlie run "
                     "RULES RECORDS");
    return true;
}

static void act_parse(gram_pstate *parser, void *context)
{
    struct driver *d = context;
    struct str text = d->source.text;
    uint32_t base = d->source.base;
    struct span span = {base, base + (uint32_t)text.n};
    bool file = d->start == PARSE_FILE;
    d->parser = parser;
    if (d->items.scanner)
        items_again(&d->items, text, base, file);
    else
        d->items = items_on(d->parse->arena, text, base, file);
    d->tree = file ? parse_items(d, span) : parse_whole(d);
}

/* Tokens, lists and the scanner's memory serve one file after the other. */
static struct driver *driver_of(struct parse *parse, enum parse_start start)
{
    if (!parse->driver) {
        parse->driver = ARENA_NEW(parse->arena, struct driver);
        parse->driver->builder = builder_on(parse->arena, 0);
    }
    struct driver *d = parse->driver;
    d->parse = parse;
    d->start = start;
    d->builder.first_id = d->builder.next_id = parse->next_id;
    return d;
}

struct ast *parse_source(struct parse *parse, int file, enum parse_start start)
{
    struct source source = parse->sources->files.at[file];
    struct driver *d = driver_of(parse, start);
    if (!text_check(&source, parse->sink) ||
        (start == PARSE_FILE && holds_records(&source, parse->sink))) {
        struct span none = {source.base, source.base};
        return start == PARSE_FILE ? file_node(d, none, &(struct kids){0})
                                   : NULL;
    }
    d->source = source;
    parser_with(parse->arena, act_parse, d);
    return d->tree;
}
