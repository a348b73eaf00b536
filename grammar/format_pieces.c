/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A text as pieces: each token with what stands around it, in the form in
 * which it is written out. Between two tokens stands nothing but blanks, ends
 * of lines and comments; a gap is read for the latter two. A comment that
 * stands below another in the same column, behind code, goes on with it.
 */

#include "grammar/format_internal.h"

#include "grammar/gram.h"
#include "grammar/printers.h"
#include "grammar/scanner.h"

#include <string.h>

static struct str lower(struct arena *arena, struct str text)
{
    char *at = arena_copy(arena, text.at, text.n);
    for (size_t i = 0; i < text.n; i++)
        if (at[i] >= 'A' && at[i] <= 'Z')
            at[i] = (char)(at[i] - 'A' + 'a');
    return (struct str){at, text.n};
}

static struct str quoted(struct arena *arena, struct str text)
{
    struct buf out = buf_on(arena);
    print_quoted(&out, text);
    return buf_view(&out);
}

/* The one spelling of a token, but for names. */
static struct str spelling(struct arena *arena, const struct token *token)
{
    switch (token->kind) {
    case TOK_END: return STR("");
    case TOK_STRING: return quoted(arena, token->text);
    case TOK_QUANTITY:
        return str_format(arena, "%.*s %.*s", STR_ARG(token->text),
                          STR_ARG(token_unit(token)));
    case TOK_REFS: return str_format(arena, "[%.*s]", STR_ARG(token->text));
    case TOK_LE: return STR("<=");
    case TOK_GE: return STR(">=");
    case TOK_NE: return STR("!=");
    case TOK_ARROW: return STR("->");
    default:
        if (keyword_is(token->kind))
            return str_of(keyword_word(token->kind));
        return token->kind == TOK_YESNO ? lower(arena, token->text)
                                        : token->text;
    }
}

static void add_piece(struct format *f, const struct token *token)
{
    struct piece piece = {.kind = token->kind,
                          .span = token->span,
                          .text = spelling(f->arena, token),
                          .raw = token->text,
                          .level = LEVEL_NEVER};
    piece.width = (uint32_t)str_columns(piece.text);
    int before = f->pieces.n ? f->pieces.at[f->pieces.n - 1].kind : TOK_END;
    piece.glued = token->kind == TOK_COMMA || token->kind == TOK_COLON ||
                  token->kind == TOK_RPAREN || before == TOK_LPAREN ||
                  (token->kind == TOK_RBRACE && before == TOK_LBRACE);
    list_push(f->arena, &f->pieces, piece);
}

/* ---- gaps --------------------------------------------------------------- */

/* Reading a gap: where we are, and what has been seen. */
struct gap {
    struct str rest;
    size_t column;
    size_t beside;  /* column of the comment behind the last piece, or 0 */
    unsigned lines; /* ends of lines */
    bool blank;     /* the last line was blank */
};

static struct str take_comment(struct gap *gap)
{
    size_t n = 0;
    while (n < gap->rest.n && gap->rest.at[n] != '\n')
        n++;
    struct str text = str_trim((struct str){gap->rest.at, n});
    gap->rest = str_from(gap->rest, n);
    return text;
}

/* The comment belongs beside the piece before the gap: it stands on its line,
   or right below such a comment. */
static bool is_beside(const struct format *f, const struct gap *gap,
                      const struct comments *above)
{
    if (!f->pieces.n || above->n || gap->blank)
        return false;
    return !gap->lines || (gap->beside && gap->beside == gap->column);
}

static void read_comment(struct format *f, struct gap *gap,
                         struct comments *above)
{
    bool beside = is_beside(f, gap, above);
    struct comment comment = {.blank = gap->blank && gap->lines,
                              .indented = gap->column > 0};
    if (beside)
        gap->beside = gap->column;
    struct comments *to =
        beside ? &f->pieces.at[f->pieces.n - 1].beside : above;
    comment.text = take_comment(gap);
    if (!to->n)
        to->from = (uint32_t)f->comments.n;
    to->n++;
    list_push(f->arena, &f->comments, comment);
    gap->blank = false;
}

/* Not the second or a later byte of a character. */
static bool counts(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

/* The column of an offset. Only wanted once a line, so that long lines take no
   more than their share. */
static size_t column_at(struct str text, size_t at)
{
    size_t column = 0;
    for (; at && text.at[at - 1] != '\n'; at--)
        column += counts(text.at[at - 1]);
    return column;
}

/* Reads [from, to) of the text; the piece behind it is yet to be added. */
static struct gap read_gap(struct format *f, size_t from, size_t to,
                           struct comments *above)
{
    struct str text = f->source->text;
    struct gap gap = {.rest = {text.at + from, to - from}};
    if (to > from && memchr(gap.rest.at, '#', to - from))
        gap.column = column_at(text, from);
    bool empty = !from; /* nothing on the line so far */
    while (gap.rest.n) {
        char c = gap.rest.at[0];
        if (c == '#') {
            read_comment(f, &gap, above);
            empty = false;
            continue;
        }
        if (c == '\n') {
            gap.blank = empty;
            empty = true;
            gap.lines++;
        }
        gap.column = c == '\n' ? 0 : gap.column + counts(c);
        gap.rest = str_from(gap.rest, 1);
    }
    return gap;
}

/* A comment before a comma goes behind it. */
static void move_beside(struct format *f)
{
    for (size_t i = 1; i < f->pieces.n; i++) {
        struct piece *before = &f->pieces.at[i - 1], *p = &f->pieces.at[i];
        if (p->kind != TOK_COMMA || !before->beside.n || p->above.n ||
            p->beside.n)
            continue;
        p->beside = before->beside;
        before->beside.n = 0;
    }
}

/* Pieces before which a comment ends the line. */
static void find_musts(struct format *f)
{
    for (size_t i = 1; i < f->pieces.n; i++) {
        struct piece *p = &f->pieces.at[i];
        p->must = p->above.n || f->pieces.at[i - 1].beside.n;
    }
}

void format_read_pieces(struct format *f)
{
    const struct source *source = f->source;
    struct scanner *scanner =
        scanner_on(f->arena, source->text, source->base, true);
    size_t from = 0;
    int kind = 0;
    do {
        struct token token = scanner_next(scanner);
        struct comments above = {0};
        struct gap gap =
            read_gap(f, from, token.span.from - source->base, &above);
        add_piece(f, &token);
        struct piece *piece = &f->pieces.at[f->pieces.n - 1];
        piece->above = above;
        piece->newline = gap.lines > 0;
        piece->blank = gap.blank;
        from = token.span.to - source->base;
        kind = token.kind;
    } while (kind != TOK_END);
    move_beside(f);
    find_musts(f);
}

/* ---- looking at pieces -------------------------------------------------- */

uint32_t format_at_offset(const struct format *f, uint32_t offset)
{
    size_t low = 0, high = f->pieces.n - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (f->pieces.at[middle].span.from < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

uint32_t format_at(const struct format *f, const struct ast *node)
{
    return format_at_offset(f, node->span.from);
}

void format_set_text(struct format *f, uint32_t i, struct str text)
{
    f->pieces.at[i].text = text;
    f->pieces.at[i].width = (uint32_t)str_columns(text);
}

uint32_t format_end(const struct format *f, uint32_t from, uint32_t to,
                    uint32_t column)
{
    for (uint32_t i = from; i < to; i++) {
        const struct piece *p = &f->pieces.at[i];
        if (i > from && !p->glued)
            column++;
        if (i > from && column < p->pad)
            column = p->pad;
        column += p->width;
    }
    return column;
}
