/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A message as people see it: the place and the sentence, the line with
 * carets below it, what to do, and the second place. The width is counted in
 * code points; tabs and control characters are shown as one blank, so that
 * the carets stand under what they mean. Nothing here prints.
 */

#include "grammar/diagnostic.h"
#include "grammar/text_check.h"

#define PAGE 80
#define GUTTER "      | " /* as wide as a line's number and bar */
#define ROOM (PAGE - (sizeof GUTTER - 1)) /* columns for the line itself */
#define CUT "..."

/* The part of a line that is shown, in columns from 0. */
struct window {
    size_t from, to;
};

/* Columns as the line is shown: a byte that is no UTF-8 takes one. */
static size_t line_columns(struct str line)
{
    size_t columns = 0;
    for (; line.n; columns++) {
        size_t n = utf8_length(line);
        line = str_from(line, n ? n : 1);
    }
    return columns;
}

/* A window of ROOM columns around the place; the whole line if it fits. */
static struct window window_around(size_t columns, size_t caret, size_t width)
{
    if (columns <= ROOM)
        return (struct window){0, columns};
    size_t shown = width < ROOM / 2 ? width : ROOM / 2;
    size_t before = (ROOM - shown) / 2;
    size_t from = caret > before ? caret - before : 0;
    if (from + ROOM > columns)
        from = columns - ROOM;
    return (struct window){from, from + ROOM};
}

/* One character of a line: a blank for a control character, a replacement
   for a byte that is no UTF-8. Returns the bytes taken. */
static size_t put_character(struct buf *out, struct str rest, bool hidden)
{
    size_t n = utf8_length(rest);
    unsigned char c = (unsigned char)rest.at[0];
    if (hidden)
        return n ? n : 1;
    if (!n)
        buf_text(out, "\xEF\xBF\xBD");
    else if (c < ' ' || c == 0x7F)
        buf_char(out, ' ');
    else
        buf_str(out, (struct str){rest.at, n});
    return n ? n : 1;
}

static void put_line(struct buf *out, struct str line, struct window window)
{
    size_t columns = line_columns(line);
    bool cut_front = window.from > 0, cut_back = window.to < columns;
    size_t first = cut_front ? window.from + sizeof CUT - 1 : 0;
    size_t last = cut_back ? window.to - (sizeof CUT - 1) : columns;
    if (cut_front)
        buf_text(out, CUT);
    for (size_t column = 0; line.n; column++)
        line = str_from(
            line, put_character(out, line, column < first || column >= last));
    if (cut_back)
        buf_text(out, CUT);
    buf_char(out, '\n');
}

/* Words of a label in lines of at most ROOM columns behind the gutter. */
static void put_wrapped(struct buf *out, struct str label)
{
    size_t column = 0;
    while (label.n) {
        size_t n = 0;
        while (n < label.n && label.at[n] != ' ')
            n++;
        struct str word = {label.at, n};
        size_t width = str_columns(word);
        if (!column || column + 1 + width > ROOM) {
            buf_text(out, "\n" GUTTER);
            column = 0;
        } else {
            buf_char(out, ' ');
            column++;
        }
        buf_str(out, word);
        column += width;
        label = str_from(label, n + 1);
    }
}

static void put_carets(struct buf *out, struct str label, size_t indent,
                       size_t width)
{
    buf_text(out, GUTTER);
    buf_repeat(out, ' ', indent);
    buf_repeat(out, '^', width);
    if (label.n && indent + width + 1 + str_columns(label) <= ROOM) {
        buf_char(out, ' ');
        buf_str(out, label);
    } else {
        put_wrapped(out, label);
    }
    buf_char(out, '\n');
}

/* Columns of the span that lie on its first line; at least 1. */
static size_t width_of(const struct place *place, struct span span)
{
    size_t from = span.from - place->source->base - place->line_from;
    size_t to = from + (span.to - span.from);
    if (to > place->line_text.n)
        to = place->line_text.n;
    if (to <= from)
        return 1;
    return line_columns((struct str){place->line_text.at + from, to - from});
}

/* Columns before the span. */
static size_t caret_of(const struct place *place, struct span span)
{
    size_t n = span.from - place->source->base - place->line_from;
    if (n > place->line_text.n)
        n = place->line_text.n;
    return line_columns((struct str){place->line_text.at, n});
}

static void put_snippet(struct buf *out, const struct place *place,
                        const struct diagnostic *diagnostic)
{
    size_t caret = caret_of(place, diagnostic->span);
    size_t width = width_of(place, diagnostic->span);
    size_t columns = line_columns(place->line_text);
    struct window window = window_around(columns, caret, width);
    size_t indent = caret - window.from;
    if (window.to > caret && caret + width > window.to)
        width = window.to - caret;
    buf_format(out, place->line < 100000 ? "%5u | " : "%6u| ", place->line);
    put_line(out, place->line_text, window);
    put_carets(out, diagnostic->label, indent, width);
}

static void put_place(struct buf *out, const struct place *place)
{
    buf_str(out, place->source->path);
    buf_format(out, ":%u:%u: ", place->line, place->column);
}

static void put_head(struct buf *out, const struct place *place,
                     const struct diagnostic *diagnostic)
{
    enum severity severity = diagnostic_severity(diagnostic->code);
    if (place->source)
        put_place(out, place);
    buf_text(out, severity == SEVERITY_ERROR ? "error: " : "warning: ");
    buf_str(out, diagnostic->message);
    buf_format(out, " [%s]\n", diagnostic_slug(diagnostic->code));
}

static void put_second(struct buf *out, const struct sources *sources,
                       const struct diagnostic *diagnostic)
{
    if (!diagnostic->second_message.n)
        return;
    struct place place = sources_place(sources, diagnostic->second);
    if (place.source)
        put_place(out, &place);
    buf_str(out, diagnostic->second_message);
    buf_char(out, '\n');
}

void diagnostic_render(struct buf *out, const struct sources *sources,
                       const struct diagnostic *diagnostic)
{
    struct place place = sources_place(sources, diagnostic->span);
    put_head(out, &place, diagnostic);
    if (place.source && place.line_text.n)
        put_snippet(out, &place, diagnostic);
    else if (diagnostic->label.n)
        buf_format(out, GUTTER "%.*s\n", STR_ARG(diagnostic->label));
    put_second(out, sources, diagnostic);
}
