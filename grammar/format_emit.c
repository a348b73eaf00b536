/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Writes pieces as lines. A logical line that fits is one line. Otherwise it
 * is cut at the breaks of its lowest level and the parts are set one after
 * the other, a part that does not fit on the line going to the next; a part
 * that does not fit there either is cut further in the same way.
 *
 * At the end comments behind adjacent lines are put into one column.
 */

#include "grammar/format_internal.h"

#include "grammar/printers.h"

/* Strings may always be this wide, wherever they begin. */
#define LEAST_ROOM 20

/* ---- lines -------------------------------------------------------------- */

static void push_line(struct format *f, struct str text, struct str comment)
{
    struct out_line line = {text, (uint32_t)str_columns(text), comment};
    list_push(f->arena, &f->lines, line);
}

static void close_line(struct format *f, struct str comment)
{
    if (f->open)
        push_line(f, str_copy(f->arena, buf_view(&f->line)), comment);
    f->open = false;
}

static void open_line(struct format *f, uint32_t indent)
{
    close_line(f, STR(""));
    buf_clear(&f->line);
    buf_repeat(&f->line, ' ', indent);
    f->column = indent;
    f->open = f->fresh = true;
}

static void blank_line(struct format *f)
{
    if (f->lines.n)
        push_line(f, STR(""), STR(""));
}

static void write_text(struct format *f, struct str text, uint32_t width)
{
    buf_str(&f->line, text);
    f->column += width;
    f->fresh = false;
}

/* Comments that stand above a piece. Behind the last line of an item, what is
   indented still belongs to it. */
static void write_above(struct format *f, const struct piece *p)
{
    close_line(f, STR(""));
    bool inside = p->starts && !p->indent && f->lines.n;
    for (uint32_t i = 0; i < p->above.n; i++) {
        const struct comment *comment = &f->comments.at[p->above.from + i];
        inside &= comment->indented;
        if (comment->blank)
            blank_line(f);
        open_line(f, inside ? 2 : p->indent);
        write_text(f, comment->text, 0);
        close_line(f, STR(""));
    }
}

/* A new line before piece `i`, with what stands above it. */
static void break_line(struct format *f, const struct piece *p)
{
    write_above(f, p);
    open_line(f, p->indent);
}

static void write_beside(struct format *f, const struct piece *p)
{
    for (uint32_t i = 0; i < p->beside.n; i++) {
        struct str text = f->comments.at[p->beside.from + i].text;
        if (i)
            push_line(f, STR(""), text);
        else
            close_line(f, text);
    }
}

/* ---- prose -------------------------------------------------------------- */

/* The blank between the piece and what is before it on the line. */
static void write_space(struct format *f, const struct piece *p)
{
    uint32_t column = f->column + (f->fresh || p->glued ? 0 : 1);
    if (!f->fresh && column < p->pad)
        column = p->pad;
    buf_repeat(&f->line, ' ', column - f->column);
    f->column = column;
}

/* Whether the strings may stay as the author broke them. */
static bool strings_fit(const struct format *f, uint32_t from, uint32_t room)
{
    bool fit = true, comments = false;
    for (uint32_t i = from; i < from + f->pieces.at[from].strings; i++) {
        fit &= f->pieces.at[i].width <= room;
        comments |= i > from && f->pieces.at[i].must;
    }
    return fit || comments;
}

static void write_strings(struct format *f, uint32_t from)
{
    uint32_t column = f->column;
    for (uint32_t i = from; i < from + f->pieces.at[from].strings; i++) {
        struct piece *p = &f->pieces.at[i];
        if (i > from) {
            p->indent = column;
            break_line(f, p);
        }
        write_text(f, p->text, p->width);
        write_beside(f, p);
    }
}

static struct str joined(const struct format *f, uint32_t from)
{
    struct buf text = buf_on(f->arena);
    for (uint32_t i = from; i < from + f->pieces.at[from].strings; i++) {
        if (i > from)
            buf_char(&text, ' ');
        buf_str(&text, f->pieces.at[i].raw);
    }
    return buf_view(&text);
}

/* Columns that a byte of a string takes between quotes. */
static uint32_t columns_of(char c)
{
    return c == '"' ? 2 : ((unsigned char)c & 0xC0) != 0x80;
}

/* A blank between two words at which a line may end: not behind a number,
   which has its unit or noun after it. */
static bool is_gap(struct str text, size_t i)
{
    if (!i || i + 1 >= text.n || text.at[i] != ' ')
        return false;
    char before = text.at[i - 1], after = text.at[i + 1];
    return before != ' ' && after != ' ' && after != '%' &&
           (before < '0' || before > '9');
}

/* Bytes of the text that go into a string of `room` columns, up to a blank
   between two words; at least one word. */
static size_t words_that_fit(struct str text, uint32_t room)
{
    uint32_t width = 2;
    size_t fit = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (is_gap(text, i)) {
            if (width > room && fit)
                return fit;
            fit = i;
        }
        width += columns_of(text.at[i]);
    }
    return width > room && fit ? fit : text.n;
}

/* How many strings of `room` columns the text takes; *last has the bytes of
   the last one. */
static size_t strings_of(struct str text, uint32_t room, size_t *last)
{
    size_t n = 1, fit;
    while ((fit = words_that_fit(text, room)) < text.n) {
        text = str_from(text, fit + 1);
        n++;
    }
    *last = text.n;
    return n;
}

/* Less room, if the last line would hold but a word or two: as much as lets
   a third of a line of text into it without making another line. */
static uint32_t balanced(struct str text, uint32_t room)
{
    size_t last, n = strings_of(text, room, &last);
    for (uint32_t less = room; n > 1 && less > LEAST_ROOM; less--) {
        if (strings_of(text, less, &last) > n)
            return room;
        if (last >= room / 3)
            return less;
    }
    return room;
}

/* Sets the text anew. A word that is too long stands out. */
static void refill(struct format *f, struct str text, uint32_t room)
{
    uint32_t column = f->column;
    room = balanced(text, room);
    for (;;) {
        size_t n = words_that_fit(text, room);
        size_t before = f->line.n;
        print_quoted(&f->line, (struct str){text.at, n});
        struct str written = {f->line.at + before, f->line.n - before};
        f->column += (uint32_t)str_columns(written);
        f->fresh = false;
        if (n == text.n)
            return;
        text = str_from(text, n + 1);
        open_line(f, column);
    }
}

static void write_prose(struct format *f, uint32_t i)
{
    uint32_t n = f->pieces.at[i].strings;
    uint32_t comma = f->pieces.at[i + n].glued;
    uint32_t taken = f->column + comma;
    uint32_t room =
        taken + LEAST_ROOM < f->limit ? f->limit - taken : LEAST_ROOM;
    if (strings_fit(f, i, room)) {
        write_strings(f, i);
        return;
    }
    refill(f, joined(f, i), room);
    write_beside(f, &f->pieces.at[i + n - 1]);
}

/* ---- filling ------------------------------------------------------------ */

/* The pieces [from, to) as they come: none of them must begin a line, unless it
   is a string behind another. */
static void write_flat(struct format *f, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to;) {
        const struct piece *p = &f->pieces.at[i];
        write_space(f, p);
        if (p->strings) {
            write_prose(f, i);
            i += p->strings;
            continue;
        }
        write_text(f, p->text, p->width);
        write_beside(f, p);
        i++;
    }
}

/* Whether they fit on a line that ends in `column` so far. */
static bool fits(const struct format *f, uint32_t from, uint32_t to,
                 uint32_t column)
{
    for (uint32_t i = from; i < to; i++) {
        const struct piece *p = &f->pieces.at[i];
        if (p->strings > 1 || (i > from && (p->must || p->keep)))
            return false;
    }
    return format_end(f, from, to, column) <= f->limit;
}

/* Where [from, to) would begin on the line being written. */
static uint32_t next_column(const struct format *f, uint32_t from)
{
    const struct piece *p = &f->pieces.at[from];
    uint32_t column = f->column + (f->fresh || p->glued ? 0 : 1);
    return !f->fresh && column < p->pad ? p->pad : column;
}

static uint32_t lowest_level(const struct format *f, uint32_t from, uint32_t to)
{
    uint32_t level = LEVEL_NEVER;
    for (uint32_t i = from + 1; i < to; i++)
        if (f->pieces.at[i].level < level)
            level = f->pieces.at[i].level;
    return level;
}

static uint32_t next_break(const struct format *f, uint32_t from, uint32_t to,
                           uint32_t level)
{
    do
        from++;
    while (from < to && f->pieces.at[from].level != level);
    return from;
}

/* Levels grow from call to call, so there are at most 255 of these. */
static void fill(struct format *f, uint32_t from, uint32_t to)
{
    uint32_t level = lowest_level(f, from, to);
    if (level == LEVEL_NEVER || fits(f, from, to, next_column(f, from))) {
        write_flat(f, from, to);
        return;
    }
    bool broken = false;
    for (uint32_t i = from; i < to;) {
        uint32_t next = next_break(f, i, to, level);
        const struct piece *p = &f->pieces.at[i];
        if (i > from && (p->must || p->keep || p->hard || broken ||
                         !fits(f, i, next, next_column(f, i))))
            break_line(f, p);
        size_t lines = f->lines.n;
        fill(f, i, next);
        broken = f->lines.n > lines;
        i = next;
    }
}

/* ---- logical lines ------------------------------------------------------ */

/* An author's breaks are kept only if what is between them fits; otherwise
   all of the line is set anew. */
static void settle_keeps(struct format *f, uint32_t from, uint32_t to)
{
    bool fit = true;
    uint32_t column = f->column;
    for (uint32_t i = from; i < to;) {
        uint32_t next = i + 1;
        while (next < to && !f->pieces.at[next].keep &&
               !f->pieces.at[next].must)
            next++;
        fit &= fits(f, i, next, column);
        column = next < to ? f->pieces.at[next].indent : 0;
        i = next;
    }
    for (uint32_t i = from; i < to && !fit; i++)
        f->pieces.at[i].keep = false;
}

/* Comments in the midst of something: the line goes on below what is before,
   deeper than where it began. Those between strings are write_strings'. */
static void settle_musts(struct format *f, uint32_t from, uint32_t to)
{
    uint32_t clause = from + 1 < to ? f->pieces.at[from + 1].pad : 0;
    for (uint32_t i = from, next; i < to; i = next) {
        struct piece *p = &f->pieces.at[i];
        next = i + (p->strings ? p->strings : 1);
        if (i == from || !p->must || p->level != LEVEL_NEVER)
            continue;
        p->level = LEVEL_LAST;
        p->indent = clause ? clause : f->pieces.at[from].indent + 4;
    }
}

static void write_logical(struct format *f, uint32_t from, uint32_t to)
{
    const struct piece *first = &f->pieces.at[from];
    f->limit = first->limit ? first->limit : FORMAT_WIDTH;
    write_above(f, first);
    if (first->blank)
        blank_line(f);
    open_line(f, first->indent);
    settle_musts(f, from, to);
    settle_keeps(f, from, to);
    fill(f, from, to);
}

/* Whether a comment stands alone on a line, in this column. */
static bool is_comment_at(const struct out_line *line, uint32_t column)
{
    size_t indent = 0;
    while (indent < line->text.n && line->text.at[indent] == ' ')
        indent++;
    return indent == column && indent < line->text.n &&
           line->text.at[indent] == '#';
}

/* Adjacent lines with comments: all comments in the column that the longest
   of the texts leaves. One more where a comment that stands alone below them
   would seem to go on with them. */
static uint32_t comment_column(const struct format *f, size_t from, size_t *to)
{
    uint32_t widest = 0;
    for (*to = from; *to < f->lines.n && f->lines.at[*to].comment.n; ++*to)
        if (f->lines.at[*to].width > widest)
            widest = f->lines.at[*to].width;
    bool below = *to > from && *to < f->lines.n &&
                 is_comment_at(&f->lines.at[*to], widest + 2);
    return widest + 2 + below;
}

static void put_line(struct buf *out, const struct out_line *line,
                     uint32_t column)
{
    buf_str(out, line->text);
    if (line->comment.n) {
        buf_repeat(out, ' ', column - line->width);
        buf_str(out, line->comment);
    }
    buf_char(out, '\n');
}

static struct str join_lines(struct format *f)
{
    struct buf out = buf_on(f->arena);
    for (size_t i = 0; i < f->lines.n;) {
        size_t to = i;
        uint32_t column = comment_column(f, i, &to);
        do
            put_line(&out, &f->lines.at[i++], column);
        while (i < to);
    }
    return buf_view(&out);
}

struct str format_emit(struct format *f)
{
    uint32_t end = (uint32_t)f->pieces.n - 1;
    f->line = buf_on(f->arena);
    for (uint32_t i = 0; i < end;) {
        uint32_t next = i + 1;
        while (next < end && !f->pieces.at[next].starts)
            next++;
        write_logical(f, i, next);
        i = next;
    }
    write_above(f, &f->pieces.at[end]);
    return join_lines(f);
}
