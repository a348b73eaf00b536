/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Lines to rows. The tokens of all lines are found at once; where that fails
 * (one line that is not UTF-8, or with an open quote), line by line, so that
 * a bad line makes no other one hard. A line with more than one record, and a
 * record of more than one line, are hard.
 */

#include "interp/records/sheet_read.h"

#include "interp/records/sheet_walk.h"

/* --- rows ---------------------------------------------------------------- */

/* The tokens behind the record, or NULL. */
static const uint32_t *read_row(struct sheet_walk *walk, const uint32_t *at,
                                size_t end)
{
    struct sheet *sheet = walk->sheet;
    sheet_start_row(sheet, walk->row);
    at = sheet_walk_record(walk, at);
    if (!at || at[-1] >= end || at[0] < end || !sheet->id[walk->row].n)
        return NULL;
    return at;
}

/* The next line, without what ends it; false when there is none. */
static bool take_line(struct sheet_lines *lines, struct str *line)
{
    if (lines->next >= lines->n)
        return false;
    line->at = lines->text + lines->next;
    const char *end = memchr(line->at, '\n', lines->n - lines->next);
    line->n = end ? (size_t)(end - line->at) : lines->n - lines->next;
    return true;
}

static void pass_line(struct sheet_lines *lines, struct str line)
{
    lines->next += line.n + 1;
    lines->line++;
    if (lines->tokens)
        while (*lines->tokens < lines->next && *lines->tokens < lines->n)
            lines->tokens++;
}

static const uint32_t *find_tokens(struct json_index *index, struct str text)
{
    const uint32_t *at;
    size_t n, offset;
    return json_index_find(index, text, &at, &n, &offset) ? NULL : at;
}

/* The tokens of the line, which count from walk->base to *end. */
static const uint32_t *tokens_of(struct sheet_lines *lines, struct str line,
                                 struct sheet_walk *walk, size_t *end)
{
    walk->base = lines->tokens ? lines->text : line.at;
    *end = (lines->tokens ? lines->next : 0) + line.n;
    return lines->tokens ? lines->tokens : find_tokens(lines->index, line);
}

/* One line into the next row. False when it has to wait for another sheet. */
static bool fill_row(struct sheet *sheet, struct sheet_lines *lines,
                     struct str line)
{
    struct sheet_walk walk = {.sheet = sheet,
                              .row = sheet->rows,
                              .months = sheet->inside->plan->months};
    size_t end = 0;
    const uint32_t *at = tokens_of(lines, line, &walk, &end);
    const uint32_t *behind = at ? read_row(&walk, at, end) : NULL;
    if (!at)
        sheet_start_row(sheet, walk.row);
    if (behind && lines->tokens)
        lines->tokens = behind;
    if (!behind && sheet_drop_row(sheet, walk.row) && walk.full)
        return false;
    if (!behind && !str_trim(line).n)
        return true;
    if (!behind)
        sheet_set(sheet->hard, walk.row);
    sheet->line[walk.row] = line;
    sheet->number[walk.row] = lines->line;
    sheet->rows++;
    return true;
}

bool sheet_fill(struct sheet *sheet, struct sheet_lines *lines)
{
    struct str line;
    sheet_clear(sheet);
    while (sheet->rows < SHEET_ROWS && take_line(lines, &line) &&
           fill_row(sheet, lines, line))
        pass_line(lines, line);
    sheet_settle(sheet);
    return sheet->rows > 0;
}

struct sheet_lines sheet_lines_of(struct json_index *index, char *text,
                                  size_t n, uint64_t line)
{
    struct sheet_lines lines = {
        .text = text, .n = n, .line = line, .index = index};
    text[n] = '\0';
    lines.tokens = find_tokens(index, (struct str){text, n});
    return lines;
}
