/* SPDX-License-Identifier: Apache-2.0 */

/*
 * For people who type: whether a text is whole, and what may follow it. Both
 * push the tokens of the last item as they are, without mending, and ask the
 * parser; nothing is reported.
 */

#include "grammar/parse.h"

#include "grammar/driver.h"
#include "grammar/text_check.h"

#include <string.h>

struct trial {
    struct arena *arena;
    gram_pstate *parser;
    struct builder builder;
    struct items items;
    struct tokens tokens;
    enum parse_start start;
    struct str text;
    enum parse_state state; /* what is found: of the text, */
    struct str *words;      /* or what may follow */
    size_t room, n;
};

/* The text is wrong before its last item, or in it; or whole; or not yet. */
static enum parse_state try_items(struct trial *t)
{
    enum parse_state state = PARSE_MORE;
    while (items_read(&t->items, &t->tokens)) {
        struct attempt attempt =
            parse_attempt(t->parser, &t->builder, &t->tokens, t->start);
        bool whole = attempt.state == GRAM_WHOLE;
        bool ended = attempt.state == GRAM_STOPPED && attempt.at == t->tokens.n;
        if (!whole && !(ended && t->items.next[0].kind == TOK_END))
            return PARSE_WRONG;
        state = whole ? PARSE_WHOLE : PARSE_MORE;
    }
    return state;
}

/* Pushes the last item without its end, and asks. A text that ends with a
   line's end is at the start of an item. */
static size_t expected_after(struct trial *t)
{
    bool line_ends = !t->text.n || t->text.at[t->text.n - 1] == '\n';
    while (items_read(&t->items, &t->tokens) &&
           t->items.next[0].kind != TOK_END)
        continue;
    if (t->start == PARSE_FILE && line_ends)
        t->tokens.n = 0;
    bool more = parse_prefix(t->parser, &t->builder, &t->tokens, t->start);
    if (more)
        gram_expected(t->parser, &t->builder);
    return more ? t->builder.stop.n : 0;
}

static bool prepare(struct trial *t, gram_pstate *parser)
{
    struct sources sources = sources_on(t->arena);
    struct diagnostics unheard = diagnostics_on(t->arena);
    if (sources_add(&sources, STR(""), t->text) < 0 ||
        !text_check(&sources.files.at[0], &unheard))
        return false;
    t->parser = parser;
    t->builder = builder_on(t->arena, 0);
    t->items =
        items_on(t->arena, sources.files.at[0].text, 1, t->start == PARSE_FILE);
    return true;
}

static void act_try(gram_pstate *parser, void *context)
{
    struct trial *t = context;
    if (prepare(t, parser))
        t->state = try_items(t);
}

enum parse_state parse_try(struct arena *arena, struct str text,
                           enum parse_start start)
{
    struct trial *t = ARENA_NEW(arena, struct trial);
    *t = (struct trial){
        .arena = arena, .start = start, .text = text, .state = PARSE_WRONG};
    parser_with(arena, act_try, t);
    return t->state;
}

/* Tokens that nobody types. */
static bool is_typed(int kind)
{
    return kind != TOK_END && kind != TOK_BROKEN_LINE && kind != TOK_BAD &&
           kind != TOK_POINT_MINUS;
}

static const char *typed_word(int kind)
{
    return kind == TOK_RULE_WORD     ? "rule"
           : kind == TOK_RECORD_WORD ? "record"
                                     : gram_token_name(kind);
}

static void act_expected(gram_pstate *parser, void *context)
{
    struct trial *t = context;
    size_t n = prepare(t, parser) ? expected_after(t) : 0;
    for (size_t i = 0; i < n && t->n < t->room; i++) {
        int kind = t->builder.stop.expected[i];
        if (is_typed(kind))
            t->words[t->n++] = str_of(typed_word(kind));
    }
}

size_t parse_expected(struct arena *arena, struct str text,
                      enum parse_start start, struct str *words, size_t room)
{
    struct trial *t = ARENA_NEW(arena, struct trial);
    *t = (struct trial){.arena = arena,
                        .start = start,
                        .text = text,
                        .words = words,
                        .room = room};
    parser_with(arena, act_expected, t);
    return t->n;
}
