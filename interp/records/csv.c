/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A row is first measured, then cut into cells in place (a cell in quotes
 * shrinks by its quotes). Most rows have no quote at all: they are a line.
 *
 * Offsets count from the window's start: reading moves the window.
 */

#include "interp/records/csv.h"

#include "grammar/limits.h"
#include "interp/records/utf8.h"

#include <string.h>

static const char TOO_LONG[] = "a row of more than 16 MiB";
static const char NOT_CLOSED[] = "a quote is not closed";
static const char BEHIND_QUOTE[] = "something stands behind a closing quote";

struct rows rows_of(struct input *input, char delimiter)
{
    return (struct rows){.input = input, .delimiter = delimiter, .line = 1};
}

static bool have(struct rows *rows, size_t offset)
{
    return input_have(rows->input, offset);
}

static char byte_at(const struct rows *rows, size_t offset)
{
    return rows->input->at[rows->input->start + offset];
}

/* --- measuring ----------------------------------------------------------- */

/* Behind the quote that closes the one in front of `at`; 0 if none does. */
static size_t behind_quote(struct rows *rows, size_t at)
{
    while (at <= LIMIT_RECORD_BYTES && have(rows, at)) {
        struct str view = input_view(rows->input);
        const char *quote = memchr(view.at + at, '"', view.n - at);
        if (!quote) {
            at = view.n;
            continue;
        }
        at = (size_t)(quote - view.at) + 1;
        if (!have(rows, at) || byte_at(rows, at) != '"')
            return at;
        at++;
    }
    return 0;
}

/* Where a cell without quotes ends: a delimiter, a newline, or the end. */
static size_t behind_plain(struct rows *rows, size_t at)
{
    while (at <= LIMIT_RECORD_BYTES && have(rows, at) &&
           byte_at(rows, at) != rows->delimiter && byte_at(rows, at) != '\n')
        at++;
    return at;
}

static bool at_row_end(struct rows *rows, size_t at)
{
    if (!have(rows, at) || byte_at(rows, at) == '\n')
        return true;
    return byte_at(rows, at) == '\r' &&
           (!have(rows, at + 1) || byte_at(rows, at + 1) == '\n');
}

/* The length of a row with quotes; what is wrong with it, or NULL. */
static const char *measure(struct rows *rows, size_t *length)
{
    size_t at = 0;
    for (;;) {
        bool quoted = have(rows, at) && byte_at(rows, at) == '"';
        at = quoted ? behind_quote(rows, at + 1) : behind_plain(rows, at);
        if (quoted && !at)
            return NOT_CLOSED;
        if (at > LIMIT_RECORD_BYTES)
            return TOO_LONG;
        if (at_row_end(rows, at))
            break;
        if (byte_at(rows, at) != rows->delimiter)
            return BEHIND_QUOTE;
        at++;
    }
    bool cr = have(rows, at) && byte_at(rows, at) == '\r';
    *length = at + cr;
    return NULL;
}

/* --- cutting ------------------------------------------------------------- */

/* The cell in quotes at `at`, its doubled quotes made one; *at behind it. */
static struct str quoted_cell(char *text, size_t n, size_t *at)
{
    char *cell = text + *at + 1;
    size_t from = *at + 1, to = 0;
    while (from < n &&
           (text[from] != '"' || (from + 1 < n && text[from + 1] == '"'))) {
        from += text[from] == '"';
        cell[to++] = text[from++];
    }
    *at = from + 1;
    return (struct str){cell, to};
}

static struct str plain_cell(char *text, size_t n, size_t *at, char delimiter)
{
    char *cell = text + *at;
    char *end = memchr(cell, delimiter, n - *at);
    size_t length = end ? (size_t)(end - cell) : n - *at;
    *at += length;
    return (struct str){cell, length};
}

/* A row that was measured with one delimiter and is cut with another (a header,
   for each mapping) may have anything behind a quote. */
static void cut(const struct rows *rows, char *text, size_t n, struct row *row,
                struct arena *arena)
{
    size_t at = 0, most = 1;
    for (size_t i = 0; i < n; i++)
        most += text[i] == rows->delimiter;
    most = most < LIMIT_COLUMNS ? most : LIMIT_COLUMNS;
    row->cells = ARENA_ARRAY(arena, struct str, most);
    do {
        struct str cell = at < n && text[at] == '"'
                              ? quoted_cell(text, n, &at)
                              : plain_cell(text, n, &at, rows->delimiter);
        if (row->n < most)
            row->cells[row->n] = cell;
        row->n++;
        if (at < n && text[at] != rows->delimiter) {
            row->fault = BEHIND_QUOTE;
            row->n = 0;
        }
    } while (!row->fault && at++ < n);
}

/* --- rows ---------------------------------------------------------------- */

bool rows_is_blank(struct str line, char delimiter)
{
    for (size_t i = 0; i < line.n; i++)
        if (line.at[i] != delimiter && line.at[i] != ' ' &&
            line.at[i] != '\t' && line.at[i] != '\r')
            return false;
    return true;
}

bool rows_goes_on(char *line, size_t n, char delimiter)
{
    struct input alone = {.at = line, .end = n, .over = true};
    struct rows rows = rows_of(&alone, delimiter);
    size_t length;
    return measure(&rows, &length) == NOT_CLOSED;
}

static const char *fault_of_text(struct str text)
{
    if (text.n && memchr(text.at, 0, text.n))
        return "a NUL byte stands in it";
    if (utf8_valid_bytes(text) < text.n)
        return "it is not UTF-8 (say --encoding latin-1 if it is that)";
    return NULL;
}

/* Text of another encoding in UTF-8. */
static struct str decode(const struct rows *rows, struct arena *arena,
                         struct str text)
{
    if (rows->encoding == ENCODING_UTF8)
        return text;
    return utf8_from(arena, text, rows->encoding == ENCODING_WINDOWS1252);
}

/* The extent of the row at the window's start, and what is wrong with it. */
static size_t row_length(struct rows *rows, const char **fault)
{
    size_t n = input_line(rows->input, LIMIT_RECORD_BYTES), length = n;
    *fault = NULL;
    if (n > LIMIT_RECORD_BYTES)
        *fault = TOO_LONG;
    else if (n && memchr(rows->input->at + rows->input->start, '"', n))
        *fault = measure(rows, &length);
    return *fault ? n : length;
}

static uint64_t newlines(struct str text)
{
    uint64_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += text.at[i] == '\n';
    return n;
}

/* The row's text, passed; a row that is too long is passed unseen. */
static struct str take_row(struct rows *rows, size_t n, const char *fault)
{
    rows->line++;
    if (fault == TOO_LONG) {
        input_pass_line(rows->input);
        return STR("");
    }
    struct str text = input_take_line(rows->input, n);
    rows->line += newlines(text);
    if (text.n && text.at[text.n - 1] == '\r')
        text.n--;
    return text;
}

enum split_state rows_whole(struct rows *rows, struct arena *arena,
                            struct row *row)
{
    while (have(rows, 0)) {
        *row = (struct row){.line = rows->line};
        size_t n = row_length(rows, &row->fault);
        if (rows->input->failure)
            break;
        row->text = take_row(rows, n, row->fault);
        if (!row->fault && rows_is_blank(row->text, rows->delimiter))
            continue;
        row->text = str_copy(arena, row->text);
        return SPLIT_PIECE;
    }
    rows->failure = rows->input->failure;
    return rows->failure ? SPLIT_FAILED : SPLIT_END;
}

struct row rows_cut(const struct rows *rows, struct arena *arena,
                    const struct row *whole)
{
    struct row row = {
        .line = whole->line, .text = whole->text, .fault = whole->fault};
    struct str text = decode(rows, arena, row.text);
    if (!row.fault)
        row.fault = fault_of_text(text);
    if (!row.fault)
        cut(rows, arena_copy(arena, text.at, text.n), text.n, &row, arena);
    return row;
}

enum split_state rows_next(struct rows *rows, struct arena *arena,
                           struct row *row)
{
    while (have(rows, 0)) {
        *row = (struct row){.line = rows->line};
        size_t n = row_length(rows, &row->fault);
        if (rows->input->failure)
            break;
        char *bytes = rows->input->at + rows->input->start;
        row->text = take_row(rows, n, row->fault);
        if (!row->fault && rows_is_blank(row->text, rows->delimiter))
            continue;
        struct str text = decode(rows, arena, row->text);
        if (text.at != bytes)
            bytes = arena_copy(arena, text.at, text.n);
        if (!row->fault)
            row->fault = fault_of_text(text);
        if (!row->fault)
            cut(rows, bytes, text.n, row, arena);
        return SPLIT_PIECE;
    }
    rows->failure = rows->input->failure;
    return rows->failure ? SPLIT_FAILED : SPLIT_END;
}
