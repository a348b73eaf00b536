/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Columns are looked at one by one: first what stands in them (a few distinct
 * values, whether all are numbers or dates of one form), then which field has
 * a title like theirs. A field is proposed as a line that works only if every
 * value that was seen is one that the field takes; otherwise as a comment.
 */

#include "interp/records/propose_internal.h"

#include "grammar/limits.h"
#include "interp/records/map_cell.h"

#include <string.h>

const char *propose_form(size_t i)
{
    static const char *const forms[] = {"YYYY-MM-DD", "DD.MM.YYYY",
                                        "MM/DD/YYYY"};
    return forms[i];
}

/* --- what stands in a column ------------------------------------------------------ */

static void see_distinct(struct proposal *p, struct seen *seen, struct str cell)
{
    for (size_t i = 0; i < seen->n; i++)
        if (str_equal(seen->values[i].text, cell)) {
            seen->values[i].times++;
            return;
        }
    if (seen->n == SHOWN)
        seen->more = true;
    else
        seen->values[seen->n++] =
            (struct distinct){str_copy(p->arena, cell), 1};
}

static void see_number(struct seen *seen, struct str cell)
{
    decimal number;
    bool comma = memchr(cell.at, ',', cell.n) != NULL;
    if (comma && cell.n < 32) {
        char room[32];
        memcpy(room, cell.at, cell.n);
        *(char *)memchr(room, ',', cell.n) = '.';
        cell = (struct str){room, cell.n};
        seen->commas += decimal_read(cell, &number) == DECIMAL_EXACT;
        return;
    }
    if (decimal_read(cell, &number) != DECIMAL_EXACT)
        return;
    if (!seen->numbers || number < seen->least)
        seen->least = number;
    if (!seen->numbers || number > seen->most)
        seen->most = number;
    seen->numbers++;
}

static void see_date(struct seen *seen, struct str cell)
{
    for (size_t i = 0; i < 3; i++) {
        char text[16];
        struct str respelt;
        date first, last;
        if (!map_respell_date(str_of(propose_form(i)), cell, text, &respelt) ||
            respelt.n < 10)
            continue;
        enum date_read read = date_read(respelt, &first, &last);
        seen->forms[i] += read == DATE_WHOLE;
    }
}

static void see_fit(struct proposal *p, struct seen *seen, struct str cell)
{
    struct raw raw = {.kind = RAW_TEXT, .text = cell, .unit = seen->unit};
    struct value value;
    struct str expected;
    (void)p;
    if (seen->field && seen->field->type.kind != TYPE_NUMBER)
        raw.unit = STR("");
    seen->fits += seen->field &&
                  fact_read(p->arena, seen->field, &raw, &value, &expected);
}

static void see_cell(struct proposal *p, struct seen *seen, struct str cell)
{
    seen->cells++;
    if (fact_is_unknown_word(cell)) {
        seen->empty++;
        return;
    }
    see_distinct(p, seen, cell);
    see_number(seen, cell);
    see_date(seen, cell);
    see_fit(p, seen, cell);
}

static void see_rows(struct proposal *p)
{
    struct row row;
    uint64_t rows = 0;
    while (rows++ < LIMIT_SAMPLE_ROWS &&
           table_next(&p->table, p->arena, &row) == SPLIT_PIECE) {
        p->latin |= row.fault && strstr(row.fault, "UTF-8");
        for (size_t i = 0; !row.fault && i < p->n && i < row.n; i++)
            see_cell(p, &p->columns[i], str_trim(row.cells[i]));
    }
}

/* --- all ------------------------------------------------------------------------------- */

static bool look_at_table(struct proposal *p, struct input *input,
                          struct str path, struct str *wrong)
{
    struct table_options options = {
        .encoding_set = p->options->encoding_set,
        .encoding = p->options->encoding,
    };
    if (!table_open_elements(&p->table, p->arena, input, path, &options, wrong))
        return false;
    const struct row *header = &p->table.header;
    p->n = header->n < LIMIT_COLUMNS ? header->n : LIMIT_COLUMNS;
    p->columns = ARENA_ARRAY(p->arena, struct seen, p->n);
    for (size_t i = 0; i < p->n; i++) {
        struct seen *seen = &p->columns[i];
        seen->title = seen->bare = str_trim(header->cells[i]);
        csv_take_unit(&seen->bare, &seen->unit);
        propose_field(p, seen);
    }
    propose_one_column_each(p);
    see_rows(p);
    return true;
}

bool propose_mapping(struct buf *out, const char *path,
                     const struct propose_options *options, struct str *wrong)
{
    struct proposal p = {.arena = out->arena, .options = options};
    struct input input;
    struct str name = str_of(path);
    if (!input_open(&input, path)) {
        *wrong = str_of(input.failure);
        return false;
    }
    const char *mark = input_pass_mark(&input);
    if (mark)
        *wrong = str_of(mark);
    bool right = !mark && look_at_table(&p, &input, name, wrong);
    input_close(&input);
    if (right)
        propose_write(out, &p, name);
    return right;
}
