/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Blocks of lines, for threads that read them each with a reader of its own:
 * of NDJSON, a record a line, and of tables, as long as each line is a row.
 *
 * A row may go on over several lines, if a quote is open at a line's end. A
 * block ends in front of such a line; it, and some rows behind it, are for
 * reader_next. So is the first row of a table, with which all that is wrong
 * with the header is reported, and a table of which most rows have quotes.
 */

#include "interp/records/reader_internal.h"

#include "grammar/limits.h"
#include "interp/records/digest.h"
#include "interp/records/sheet_table.h"

#include <string.h>

/* Fewer bytes of rows are not worth a block, unless they are all at hand. */
#define ROWS_LEAST ((size_t)32 << 10)
/* Rows that go one by one where a block is not worth it. */
#define ROWS_ONE_BY_ONE 256
/* Lines with quotes after which they are compared with all lines. */
#define QUOTED_LINES 64

/* --- which lines are rows -------------------------------------------------- */

static uint64_t lines_in(struct str text)
{
    const char *at = text.at, *end = text.at + text.n;
    uint64_t n = 0;
    for (; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        n++;
    return n;
}

/* The line around a place of a text that has no other quotes in front. */
static struct str line_around(struct str text, size_t place)
{
    size_t from = place;
    while (from && text.at[from - 1] != '\n')
        from--;
    const char *end = memchr(text.at + place, '\n', text.n - place);
    size_t to = end ? (size_t)(end - text.at) : text.n;
    return (struct str){text.at + from, to - from};
}

/* The lines in front of the first that may go on in the next; 0, too, if
   quotes are in most of them. */
static size_t rows_in(char *text, size_t n, char delimiter)
{
    size_t at = 0, quoted = 0;
    const char *quote;
    while (at < n && (quote = memchr(text + at, '"', n - at)) != NULL) {
        struct str rest = {text + at, n - at};
        struct str line = line_around(rest, (size_t)(quote - rest.at));
        size_t from = (size_t)(line.at - text);
        if (rows_goes_on(text + from, line.n, delimiter))
            return from;
        at = from + line.n + 1;
        if (++quoted == QUOTED_LINES &&
            lines_in((struct str){text, at < n ? at : n}) < 2 * QUOTED_LINES)
            return 0;
    }
    return n;
}

/* What is wrong with a header was reported with the first row; the rows behind
   it are not to be taken for plain. */
static bool has_refused(const struct table *table)
{
    for (size_t i = 0; table->mapping && i < table->mapped.group_count; i++)
        if (table->mapped.groups[i].refused.n)
            return true;
    for (size_t i = 0; !table->mapping && i < table->columns.n; i++)
        if (table->columns.at[i].role == COLUMN_REFUSED)
            return true;
    return false;
}

static bool has_rows(struct reader *reader)
{
    struct rows *rows = &reader->table.rows;
    bool too_long;
    if (!reader->plan || rows->line < reader->rows_until)
        return false;
    size_t n = input_lines(&reader->input, LIMIT_RECORD_BYTES, &too_long);
    char *text = reader->input.at + reader->input.start;
    reader->rows_ready = n ? rows_in(text, n, rows->delimiter) : 0;
    if (n && (reader->rows_ready == n || reader->rows_ready >= ROWS_LEAST) &&
        !has_refused(&reader->table))
        return true;
    reader->rows_until = rows->line + ROWS_ONE_BY_ONE;
    return false;
}

bool reader_has_lines(struct reader *reader)
{
    if (reader->options.join || reader->ended)
        return false;
    if (reader->format == FORMAT_TABLE)
        return has_rows(reader);
    return reader->format == FORMAT_JSON && reader->split.layout == SPLIT_LINES;
}

/* --- blocks ---------------------------------------------------------------- */

static enum reader_state break_off(struct reader *reader,
                                   struct input_error *error)
{
    const char *failure = reader->input.failure;
    return reader_end(reader, failure ? SPLIT_FAILED : SPLIT_END, failure,
                      error);
}

/* Takes so many bytes, and counts their lines. */
static enum reader_state take(struct reader *reader, struct reader_block *block,
                              size_t n, struct input_error *error)
{
    uint64_t *line = reader->format == FORMAT_TABLE ? &reader->table.rows.line
                                                    : &reader->split.line;
    block->line = *line;
    if (!input_take_lines(&reader->input, &block->bytes, n))
        return break_off(reader, error);
    *line += lines_in((struct str){block->bytes.at + block->bytes.start, n});
    return READER_RECORD;
}

/* A line that is too long to be a record is passed. */
static enum reader_state pass_line(struct reader *reader,
                                   struct reader_block *block)
{
    block->line = reader->split.line++;
    block->bytes.n = 0;
    input_pass_line(&reader->input);
    return READER_RECORD;
}

enum reader_state reader_block(struct reader *reader,
                               struct reader_block *block,
                               struct input_error *error)
{
    size_t n = reader->rows_ready;
    if (reader->ended)
        return READER_END;
    block->name = reader->name;
    block->too_long = false;
    block->rows = reader->format == FORMAT_TABLE;
    if (!block->rows)
        n = input_lines(&reader->input, LIMIT_RECORD_BYTES, &block->too_long);
    if (block->too_long)
        return pass_line(reader, block);
    return n ? take(reader, block, n, error) : break_off(reader, error);
}

/* --- the lines of a block ---------------------------------------------------- */

struct reader *reader_of_lines(struct arena *arena,
                               const struct reader_options *options)
{
    struct reader *reader = reader_new(arena, STR(""), options);
    reader->format = FORMAT_JSON;
    reader->json = json_new();
    return reader->json ? reader : NULL;
}

struct reader *reader_of_rows(struct arena *arena, const struct reader *of)
{
    struct reader_options options = of->options;
    options.mappings = NULL; /* which one is known */
    struct reader *reader = reader_new(arena, of->name, &options);
    reader->format = FORMAT_TABLE;
    reader->input.over = true;
    table_twin(&reader->table, &of->table, &reader->keys, &reader->input);
    reader->plan = row_plan_new(arena, &reader->table, &reader->keys);
    return reader;
}

struct sheet_table *reader_sheet(struct reader *rows, struct sheet *sheet,
                                 struct arena *texts, struct arena *scratch)
{
    return sheet_table_new(rows->arena, rows->plan, sheet, rows->empty, texts,
                           scratch);
}

/* A copy of the line is all that the reader sees: rows are cut where they
   lie. */
static void show(struct reader *reader, struct arena *arena,
                 const struct reader_line *line)
{
    size_t n = line->text.n;
    char *copy = arena_alloc(arena, n + 1 + JSON_PADDING);
    if (n)
        memcpy(copy, line->text.at, n);
    memset(copy + n, 0, 1 + JSON_PADDING);
    copy[n] = '\n';
    reader->input = (struct input){.at = copy, .end = n + 1, .over = true};
    reader->table.rows.line = line->line;
}

static void hide(struct reader *reader)
{
    reader->input = (struct input){.over = true};
}

static struct record *read_row(struct reader *reader, struct arena *arena,
                               const struct reader_line *line)
{
    struct record *record = NULL;
    struct input_error error;
    show(reader, arena, line);
    reader_next_row(reader, arena, &record, &error);
    hide(reader);
    return record;
}

static struct record *read_line(struct reader *reader, struct arena *arena,
                                const struct reader_line *line)
{
    struct piece piece = {.text = str_trim(line->text), .line = line->line};
    piece.fault = line->too_long ? SPLIT_TOO_LONG : NULL;
    return reader_read_piece(reader, arena, &piece);
}

struct record *reader_read_line(struct reader *reader, struct arena *arena,
                                const struct reader_line *line)
{
    reader->name = line->name;
    struct record *record = reader->format == FORMAT_TABLE
                                ? read_row(reader, arena, line)
                                : read_line(reader, arena, line);
    reader_finish(reader, record);
    return record;
}

void reader_digest_line(struct reader *reader, struct arena *arena,
                        const struct reader_line *line, struct record *record)
{
    struct row row;
    if (reader->format != FORMAT_TABLE) {
        digest_json(record, str_trim(line->text));
        return;
    }
    show(reader, arena, line);
    if (table_next(&reader->table, arena, &row) == SPLIT_PIECE)
        digest_row(record, &reader->table.header, &row);
    hide(reader);
}
