/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A row of a table is a row of a sheet if it is plain, as plain_row.h has it,
 * and all that it says is. The delimiters and newlines of the rows at hand are
 * found first, 64 bytes at a time; then each column is read down all rows, for
 * its cells are alike. Numbers, days and texts are read by the column's short
 * way (quick.h); any other cell is said by sheet_say.c.
 */

#include "interp/records/reading.h"
#include "interp/records/sheet_table_internal.h"
#include "interp/records/utf8.h"

#define BLOCK PLAIN_BLOCK

/* --- making --------------------------------------------------------------- */

static void add_target(struct arena *arena, struct sheet_table *table,
                       const struct step *step)
{
    const struct sheet_type *type = &table->sheet->inside->plan->patient;
    size_t index = step->field->index;
    table->targets[table->target_count++] = (struct target){
        .step = step,
        .f = &type->fields[index],
        .column = &table->sheet->columns[index],
        .cells = ARENA_ARRAY(arena, struct said_cell, SHEET_CELLS),
    };
}

static void add_other(struct sheet_table *table, const struct field *field)
{
    for (size_t i = 0; i < table->other_count; i++)
        if (table->others[i] == field)
            return;
    table->others[table->other_count++] = field;
}

static void find_other(struct sheet_table *table, size_t other)
{
    const struct table *of = table->plan->table;
    if (of->mapping) {
        if (!of->mapped.groups[other].list)
            add_other(table, of->mapped.groups[other].field);
        return;
    }
    const struct column *column = &of->columns.at[other];
    if (column->role == COLUMN_FACT && !column->list)
        add_other(table, column->field);
    else if (column->role == COLUMN_ID)
        table->ids[table->id_count++] = other;
}

static void find_others(struct sheet_table *table)
{
    const struct row_plan *plan = table->plan;
    for (size_t i = 0; i < plan->other_count; i++)
        find_other(table, plan->others[i]);
    if (plan->table->mapping && plan->table->mapped.id != COLUMN_NONE)
        table->ids[table->id_count++] = plan->table->mapped.id;
}

/* A record whose facts are there to be written again and again. */
static struct record *record_at_hand(struct arena *arena,
                                     const struct record *empty,
                                     struct arena *scratch)
{
    struct record *record = record_like(arena, empty, empty->today);
    record->arena = scratch;
    record->source = record->id = STR("");
    return record;
}

struct sheet_table *sheet_table_new(struct arena *arena, struct row_plan *plan,
                                    struct sheet *sheet,
                                    const struct record *empty,
                                    struct arena *texts, struct arena *scratch)
{
    struct sheet_table *table = ARENA_NEW(arena, struct sheet_table);
    table->plan = plan;
    table->sheet = sheet;
    table->empty = empty;
    table->texts = texts;
    table->scratch = scratch;
    table->record = record_at_hand(arena, empty, scratch);
    table->stop_most = SHEET_ROWS * plan->row.cells + BLOCK;
    table->stops = ARENA_ARRAY(arena, uint32_t, table->stop_most + BLOCK);
    table->targets = ARENA_ARRAY(arena, struct target, plan->step_count);
    table->others = ARENA_ARRAY(arena, const struct field *, plan->other_count);
    table->ids = ARENA_ARRAY(arena, size_t, plan->other_count + 1);
    for (size_t i = 0; i < plan->step_count; i++)
        add_target(arena, table, &plan->steps[i]);
    find_others(table);
    return table;
}

/* --- where cells end -------------------------------------------------------- */

static size_t note_places(uint32_t *places, uint64_t bits, size_t from)
{
    size_t n = 0;
    for (; bits; bits &= bits - 1)
        places[n++] = (uint32_t)(from + (size_t)__builtin_ctzll(bits));
    return n;
}

/* Marks the lines that have one of the bits, of which line `line` is the
   first. */
static void mark_lines(uint64_t *marks, uint64_t bits, uint64_t newlines,
                       size_t line)
{
    while (bits) {
        uint64_t before =
            (newlines - 1) & ~newlines; /* all, if there is none */
        if ((bits & before) && line <= SHEET_ROWS)
            sheet_set(marks, line);
        bits &= ~before;
        newlines &= newlines - 1;
        line++;
    }
}

/* Finds the ends of cells and lines, until there are lines enough. The number
   of whole lines. */
static size_t find_stops(struct sheet_table *table, size_t from, size_t n)
{
    size_t stops = 0, lines = 0;
    const struct rows *form = &table->plan->table->rows;
    memset(table->odd, 0, sizeof table->odd);
    memset(table->high, 0, sizeof table->high);
    for (; from < n && lines < SHEET_ROWS && stops < table->stop_most;
         from += BLOCK) {
        struct plain_signs signs =
            plain_signs_at(table->text + from, form->delimiter);
        size_t left = n - from;
        uint64_t in = left < BLOCK ? ((uint64_t)1 << left) - 1 : UINT64_MAX;
        uint64_t newlines = signs.newline & in;
        if (signs.odd & in)
            mark_lines(table->odd, signs.odd & in, newlines, lines);
        if (signs.high & in)
            mark_lines(table->high, signs.high & in, newlines, lines);
        stops += note_places(table->stops + stops,
                             newlines | (signs.delimiter & in), from);
        lines += note_places(table->lines + lines, newlines, from);
    }
    return lines < SHEET_ROWS ? lines : SHEET_ROWS;
}

/* --- lines -------------------------------------------------------------------- */

/* A line that is taken for a row. */
struct line {
    struct str text;
    size_t index; /* among those that were found */
    size_t first; /* its first stop */
};

/* Whether it is cut as the header is, and has no sign that needs a closer
   look. */
static bool is_plain(const struct sheet_table *table, const struct line *line)
{
    const struct row_plan *plan = table->plan;
    if (table->stops[line->first + plan->row.cells - 1] !=
            table->lines[line->index] ||
        sheet_bit(table->odd, line->index))
        return false;
    return !sheet_bit(table->high, line->index) ||
           (plan->table->rows.encoding == ENCODING_UTF8 &&
            utf8_valid_bytes(line->text) == line->text.n);
}

/* The row for those who read it cell by cell. */
static void show_row(struct sheet_table *table, size_t row)
{
    struct plain_row *to = &table->plan->row;
    const uint32_t *stops = &table->stops[table->first[row]];
    to->at = table->text + table->start[row];
    for (size_t i = 0; i < to->cells; i++)
        to->ends[i] = stops[i] - table->start[row];
}

/* Begins the row of a plain line: what goes the long way in every row is put
   in. */
static bool begin_row(struct sheet_table *table, size_t row,
                      const struct line *line)
{
    size_t last = line->first + table->plan->row.cells - 1;
    table->start[row] = (uint32_t)(line->text.at - table->text);
    table->first[row] = (uint32_t)line->first;
    if (line->text.n && line->text.at[line->text.n - 1] == '\r')
        table->stops[last]--;
    if (!table->plan->whole)
        return true;
    show_row(table, row);
    return sheet_say_others(table, row);
}

/* One line into the next row. False when it has to wait for another sheet. */
static bool take_line(struct sheet_table *table, const struct line *line,
                      uint64_t number)
{
    struct sheet *sheet = table->sheet;
    size_t row = sheet->rows;
    if (rows_is_blank(line->text, table->plan->table->rows.delimiter))
        return true;
    table->full = false;
    sheet_start_row(sheet, row);
    if (!is_plain(table, line) || !begin_row(table, row, line)) {
        if (sheet_drop_row(sheet, row) && table->full)
            return false;
        sheet_set(sheet->hard, row);
    }
    sheet->line[row] = line->text;
    sheet->number[row] = number;
    sheet->rows++;
    return true;
}

/* The first stop behind the line. */
static size_t pass_stops(const struct sheet_table *table,
                         const struct line *line)
{
    size_t stop = line->first + table->plan->row.cells - 1;
    if (table->stops[stop] != table->lines[line->index])
        for (stop = line->first;
             table->stops[stop] != table->lines[line->index]; stop++)
            continue;
    return stop + 1;
}

/* A line of more cells than are looked at. */
static void take_long_line(struct sheet_table *table, struct sheet_rows *rows)
{
    struct sheet *sheet = table->sheet;
    const char *at = rows->text + rows->next;
    const char *end = memchr(at, '\n', rows->n + 1 - rows->next);
    sheet_start_row(sheet, 0);
    sheet->line[0] = (struct str){at, (size_t)(end - at)};
    sheet->number[0] = rows->line++;
    sheet_set(sheet->hard, 0);
    sheet->rows = 1;
    rows->next += sheet->line[0].n + 1;
}

static void take_lines(struct sheet_table *table, struct sheet_rows *rows)
{
    struct line line = {.first = 0};
    table->text = rows->text;
    size_t n = find_stops(table, rows->next, rows->size);
    if (!n)
        take_long_line(table, rows);
    for (; line.index < n; line.index++) {
        size_t end = table->lines[line.index];
        line.text = (struct str){rows->text + rows->next, end - rows->next};
        size_t behind = pass_stops(table, &line);
        if (!take_line(table, &line, rows->line))
            return;
        line.first = behind;
        rows->next = end + 1;
        rows->line++;
    }
}

/* --- columns -------------------------------------------------------------------- */

static inline struct str cell_at(const struct sheet_table *table, size_t row,
                                 size_t column)
{
    const uint32_t *stop = &table->stops[table->first[row] + column];
    size_t from = column ? stop[-1] + (size_t)1 : table->start[row];
    return (struct str){table->text + from, *stop - from};
}

static void say(struct sheet_table *table, const struct target *to, size_t row,
                struct str cell)
{
    struct spot at = spot_at(row);
    if (!sheet_say_cell(table, to, &at, cell))
        sheet_set(table->sheet->hard, row);
}

static void put_numbers(struct sheet_table *table, const struct target *to)
{
    struct sheet *sheet = table->sheet;
    struct sheet_column *column = to->column;
    const struct quick *quick = &to->step->quick;
    for (size_t row = 0; row < sheet->rows; row++) {
        if (sheet_bit(sheet->hard, row))
            continue;
        struct str cell = cell_at(table, row, to->step->column);
        if (quick_decimal(quick, cell.at, cell.n, &column->value[row]))
            sheet_set(column->known, row);
        else
            say(table, to, row, cell);
    }
}

static inline bool read_day(const struct quick *quick, const int32_t *months,
                            struct str cell, int64_t *value)
{
    struct quick_day day;
    if (!quick_day(quick, cell.at, cell.n, &day) || day.year - 1800 > 400 ||
        day.month - 1 > 11)
        return false;
    const int32_t *first = &months[(day.year - 1800) * 12 + day.month - 1];
    *value = first[0] + (int64_t)day.day - 1;
    return day.day - 1 < (unsigned)(first[1] - first[0]);
}

static void put_days(struct sheet_table *table, const struct target *to)
{
    struct sheet *sheet = table->sheet;
    struct sheet_column *column = to->column;
    const int32_t *months = sheet->inside->plan->months;
    for (size_t row = 0; row < sheet->rows; row++) {
        if (sheet_bit(sheet->hard, row))
            continue;
        struct str cell = cell_at(table, row, to->step->column);
        if (read_day(&to->step->quick, months, cell, &column->value[row]))
            sheet_set(column->known, row);
        else
            say(table, to, row, cell);
    }
}

static void put_texts(struct sheet_table *table, const struct target *to)
{
    struct sheet *sheet = table->sheet;
    struct sheet_column *column = to->column;
    for (size_t row = 0; row < sheet->rows; row++) {
        if (sheet_bit(sheet->hard, row))
            continue;
        struct str cell = cell_at(table, row, to->step->column);
        if (!quick_text(&to->step->quick, cell, &column->text[row])) {
            say(table, to, row, cell);
            continue;
        }
        sheet_set(column->known, row);
        if (to->f->is_id)
            sheet->id[row] = column->text[row];
    }
}

/* What every row says. */
static void put_constant(struct sheet_table *table, const struct target *to)
{
    static const char nothing[ROW_PLAN_BYTES] = "";
    for (size_t row = 0; row < table->sheet->rows; row++)
        if (!sheet_bit(table->sheet->hard, row))
            say(table, to, row, (struct str){nothing, 0});
}

/* The mask that the cell says by the column's memory, or NULL: it is to be
   looked at more closely. */
static inline uint64_t *mask_of(const struct target *to, struct str cell)
{
    if (cell.n > 8)
        return NULL;
    uint64_t low = spellings_load(cell.at) & SPELLINGS_FRONT[cell.n];
    const struct said_cell *said = sheet_cell_place(to, low, 0);
    return sheet_cell_is(said, low, 0) ? said->saying.mask : NULL;
}

static void put_cells(struct sheet_table *table, const struct target *to)
{
    const struct sheet *sheet = table->sheet;
    for (size_t row = 0; row < sheet->rows; row++) {
        if (sheet_bit(sheet->hard, row))
            continue;
        struct str cell = cell_at(table, row, to->step->column);
        uint64_t *mask = mask_of(to, cell);
        if (mask)
            sheet_set(mask, row);
        else
            say(table, to, row, cell);
    }
}

static void put_column(struct sheet_table *table, const struct target *to)
{
    switch (to->step->quick.kind) {
    case QUICK_NONE:
        (to->step->column == COLUMN_NONE ? put_constant : put_cells)(table, to);
        break;
    case QUICK_NUMBER: put_numbers(table, to); break;
    case QUICK_DATE: put_days(table, to); break;
    case QUICK_TEXT: put_texts(table, to); break;
    }
}

/* Where no field names the patient. */
static void put_ids(struct sheet_table *table, size_t column)
{
    struct sheet *sheet = table->sheet;
    for (size_t row = 0; row < sheet->rows; row++) {
        if (sheet_bit(sheet->hard, row) || sheet->id[row].n)
            continue;
        struct str cell = str_trim(cell_at(table, row, column));
        if (!fact_is_unknown_word(cell))
            sheet->id[row] = cell;
    }
}

/* --- the whole --------------------------------------------------------------------- */

bool sheet_table_fill(struct sheet_table *table, struct sheet_rows *rows)
{
    struct sheet *sheet = table->sheet;
    sheet_clear(sheet);
    while (!sheet->rows && rows->next < rows->n)
        take_lines(table, rows);
    for (size_t i = 0; i < table->target_count; i++)
        put_column(table, &table->targets[i]);
    for (size_t i = table->id_count; i > 0; i--)
        put_ids(table, table->ids[i - 1]);
    for (size_t row = 0; row < sheet->rows; row++)
        if (!sheet->id[row].n)
            sheet_set(sheet->hard, row);
    sheet_settle(sheet);
    return sheet->rows > 0;
}

struct sheet_rows sheet_rows_of(char *text, size_t n, uint64_t line)
{
    bool ends = n && text[n - 1] == '\n';
    text[n] = '\n';
    return (struct sheet_rows){
        .text = text, .n = n, .size = n + !ends, .line = line};
}
