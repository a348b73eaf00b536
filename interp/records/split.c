/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Two ways to the next record.
 *
 * By lines, a broken record costs its own line and nothing else: that is why
 * NDJSON is read so. By values, brackets are counted and strings skipped; which
 * kind of bracket closes which is left to the parser. JSON has no strings of
 * several lines, so a line that ends within one is a fault: either a quote was
 * forgotten in front of its end, or a newline stands raw in the string. What
 * stands behind the next quote tells which, and the records behind this one
 * are found again either way.
 *
 * Offsets count from the window's start: input_more moves the window.
 */

#include "interp/records/split.h"

#include "grammar/limits.h"
#include "interp/records/json.h"

const char SPLIT_TOO_LONG[] = "a record of more than 16 MiB";

struct split split_of(struct input *input, enum split_layout layout)
{
    return (struct split){.input = input, .layout = layout, .line = 1};
}

static bool have(struct split *split, size_t offset)
{
    return input_have(split->input, offset);
}

static char byte_at(const struct split *split, size_t offset)
{
    return split->input->at[split->input->start + offset];
}

static enum split_state finish(struct split *split)
{
    split->failure = split->input->failure;
    return split->failure ? SPLIT_FAILED : SPLIT_END;
}

static enum split_state break_off(struct split *split, const char *why)
{
    split->failure = split->input->failure ? split->input->failure : why;
    split->input->start = split->input->end;
    split->in_array = false;
    return SPLIT_FAILED;
}

/* --- lines --------------------------------------------------------------- */

static enum split_state next_line(struct split *split, struct piece *piece)
{
    while (have(split, 0)) {
        size_t n = input_line(split->input, LIMIT_RECORD_BYTES);
        *piece = (struct piece){.line = split->line++};
        if (n > LIMIT_RECORD_BYTES) {
            piece->fault = SPLIT_TOO_LONG;
            input_pass_line(split->input);
            return SPLIT_PIECE;
        }
        if (split->input->failure)
            break;
        piece->text = str_trim(input_take_line(split->input, n));
        if (piece->text.n)
            return SPLIT_PIECE;
    }
    return finish(split);
}

/* --- values -------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* To the first byte that is no blank; false at the end. */
static bool pass_blanks(struct split *split)
{
    while (have(split, 0) && is_blank(byte_at(split, 0))) {
        split->line += byte_at(split, 0) == '\n';
        split->input->start++;
    }
    return have(split, 0);
}

/* A value on its way: how far it was looked at, and what is still open. */
struct scan {
    size_t n; /* bytes looked at, from the window's start */
    size_t depth;
    bool in_string, escaped;
    bool begun;  /* a byte of it was passed, perhaps dropped */
    bool closed; /* the value ends at n */
    uint64_t lines;
    size_t doubt; /* behind the newline within a string; 0: none */
    bool behind;  /* in doubt, and behind the next quote */
    uint64_t doubt_lines;
};

/* In doubt, behind a quote: a sign that follows a string means that the quote
   closed one, with a newline in it. Anything else means that it opened one,
   and that a quote is missing in front of the newline: back to there. */
static void scan_behind(struct scan *scan, char c)
{
    if (is_blank(c))
        return;
    bool closed = c == ',' || c == ':' || c == '}' || c == ']';
    scan->in_string = scan->behind = false;
    scan->n = closed ? scan->n - 1 : scan->doubt;
    if (!closed)
        scan->lines = scan->doubt_lines;
    scan->doubt = 0;
}

static void scan_in_string(struct scan *scan, char c)
{
    if (scan->behind) {
        scan_behind(scan, c);
    } else if (c == '\n' && !scan->doubt) {
        scan->doubt = scan->n;
        scan->doubt_lines = scan->lines;
        scan->escaped = false;
    } else if (scan->escaped) {
        scan->escaped = false;
    } else if (c == '\\') {
        scan->escaped = true;
    } else if (c == '"') {
        scan->behind = scan->doubt != 0;
        scan->in_string = scan->behind;
    }
    if (!scan->in_string && !scan->depth)
        scan->closed = true;
}

static void scan_byte(struct scan *scan, char c)
{
    scan->lines += c == '\n';
    scan->begun = true;
    scan->n++;
    if (scan->in_string)
        scan_in_string(scan, c);
    else if (c == '"')
        scan->in_string = true;
    else if (c == '{' || c == '[')
        scan->depth++;
    else if ((c == '}' || c == ']') && scan->depth)
        scan->closed = --scan->depth == 0;
}

/* A number, a word or a stray sign goes on to what may separate values. */
static bool ends_scalar(char c)
{
    return is_blank(c) || c == ',' || c == ']' || c == '[' || c == '{' ||
           c == '"';
}

static void scan_view(struct scan *scan, struct str view)
{
    while (scan->n < view.n && !scan->closed) {
        char c = view.at[scan->n];
        if (scan->begun && !scan->depth && !scan->in_string && ends_scalar(c))
            scan->closed = true;
        else
            scan_byte(scan, c);
    }
}

/* Drops what was looked at of a value that is too long to hold: there is no
   way back, so a string in doubt ends. */
static void drop(struct split *split, struct scan *scan)
{
    split->input->start += scan->n;
    scan->n = 0;
    scan->in_string = scan->in_string && !scan->doubt;
    scan->doubt = 0;
    scan->behind = false;
}

static void next_value(struct split *split, struct piece *piece)
{
    struct scan scan = {0};
    *piece = (struct piece){.line = split->line};
    if (split->in_array)
        piece->index = ++split->index;
    while (!scan.closed && have(split, scan.n)) {
        scan_view(&scan, input_view(split->input));
        if (scan.n > LIMIT_RECORD_BYTES)
            piece->fault = SPLIT_TOO_LONG;
        if (piece->fault)
            drop(split, &scan);
    }
    piece->text = (struct str){split->input->at + split->input->start, scan.n};
    split->input->start += scan.n;
    split->line += scan.lines;
    if (!piece->fault && (scan.depth || scan.in_string))
        piece->fault = "it breaks off: the input ends within it";
    if (piece->fault == SPLIT_TOO_LONG)
        piece->text = STR("");
}

/* One of the signs between values; false if a value stands here. */
static bool pass_sign(struct split *split, struct piece *piece, bool *missing)
{
    char c = byte_at(split, 0);
    *missing = false;
    if (!split->in_array && c == '[') {
        split->in_array = true;
        split->after_item = split->after_comma = false;
        split->index = 0;
    } else if (split->in_array && c == ',') {
        *missing = !split->after_item;
        split->after_item = false;
        split->after_comma = true;
    } else if (split->in_array && c == ']') {
        *missing = split->after_comma;
        split->in_array = split->after_comma = false;
    } else {
        return false;
    }
    split->input->start++;
    if (*missing)
        *piece = (struct piece){.line = split->line,
                                .index = ++split->index,
                                .fault = "a record is missing at a comma"};
    return true;
}

static enum split_state next_of_values(struct split *split, struct piece *piece)
{
    bool missing;
    while (pass_blanks(split)) {
        if (pass_sign(split, piece, &missing)) {
            if (missing)
                return SPLIT_PIECE;
            continue;
        }
        bool comma_missing = split->in_array && split->after_item;
        next_value(split, piece);
        if (split->input->failure)
            break;
        if (comma_missing && !piece->fault)
            piece->fault = "a comma is missing in front of it";
        split->after_item = split->in_array;
        split->after_comma = false;
        return SPLIT_PIECE;
    }
    if (split->in_array)
        return break_off(split, "it ends within its array: \"]\" is missing");
    return finish(split);
}

enum split_state split_next(struct split *split, struct piece *piece)
{
    if (split->layout == SPLIT_LINES)
        return next_line(split, piece);
    return next_of_values(split, piece);
}

bool split_is_value(struct str line)
{
    struct scan scan = {0};
    line = str_trim(line);
    scan_view(&scan, line);
    return scan.closed && scan.n == line.n;
}
