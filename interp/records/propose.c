/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Columns are looked at one by one: first what stands in them (a few distinct
 * values, whether all are numbers or dates of one form), then which field has
 * a title like theirs. A field is proposed as a line that works only if every
 * value that was seen is one that the field takes; otherwise as a comment.
 */

#include "interp/records/propose.h"

#include "grammar/limits.h"
#include "interp/records/map_cell.h"
#include "interp/records/table.h"

#include <string.h>

/* Distinct values that are remembered of a column. */
#define SHOWN 8
/* Rows that are looked at. */
#define ROWS 10000

struct distinct {
    struct str text;
    uint64_t times;
};

struct seen {
    struct str title, bare, unit;
    struct distinct values[SHOWN];
    size_t n;
    bool more;
    uint64_t cells, empty, numbers, commas;
    decimal least, most;
    uint64_t fits;               /* cells that the field takes as they are */
    uint64_t forms[3];           /* dates by form */
    bool day_first, month_first; /* a part above 12 tells them apart */
    const struct field *field;
    bool certain;
};

static const struct {
    const char *form;
} date_forms[3] = {{"YYYY-MM-DD"}, {"DD.MM.YYYY"}, {"MM/DD/YYYY"}};

struct proposal {
    struct arena *arena;
    const struct propose_options *options;
    struct table table;
    struct seen *columns;
    size_t n;
    bool latin; /* a row is not UTF-8 */
};

/* --- which field --------------------------------------------------------------- */

/* Small letters and digits, words apart by one '-'. */
static struct str words_of(struct arena *arena, struct str text)
{
    char *at = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                      (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
        if (letter)
            at[n++] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
        else if (n && at[n - 1] != '-')
            at[n++] = '-';
    }
    while (n && at[n - 1] == '-')
        n--;
    return (struct str){at, n};
}

/* Whether all words of `part` stand in `whole`, next to each other. */
static bool holds_words(struct str whole, struct str part)
{
    for (size_t i = 0; part.n && i + part.n <= whole.n; i++) {
        bool starts = !i || whole.at[i - 1] == '-';
        bool ends = i + part.n == whole.n || whole.at[i + part.n] == '-';
        if (starts && ends && !memcmp(whole.at + i, part.at, part.n))
            return true;
    }
    return false;
}

/* 3: the same; 2: one of several words, or a slip; 0: nothing in common. */
static int likeness(struct arena *arena, struct str title, struct str name)
{
    struct str a = words_of(arena, title), b = words_of(arena, name);
    if (!a.n || !b.n)
        return 0;
    if (str_equal(a, b))
        return 3;
    if (b.n >= 3 && holds_words(a, b))
        return 2;
    if (a.n >= 3 && holds_words(b, a))
        return 1;
    return b.n >= 5 && name_distance(a, b, 2) <= 2 ? 2 : 0;
}

static int likeness_of_field(struct arena *arena, struct str title,
                             const struct field *field)
{
    int best = likeness(arena, title, field->name);
    int label = likeness(arena, title, field->label);
    best = label > best ? label : best;
    for (size_t i = 0; i < field->named_count; i++) {
        int named = likeness(arena, title, field->named[i]);
        best = named > best ? named : best;
    }
    return best;
}

/* "id" is too short a word to be looked for in others. */
static bool is_like_id(struct proposal *p, struct str title)
{
    struct str words = words_of(p->arena, title);
    return holds_words(words, STR("id")) || holds_words(words, STR("pid"));
}

static void find_field(struct proposal *p, struct seen *seen)
{
    const struct record_type *patient = p->options->vocabulary->patient;
    int best = 0;
    if (p->options->vocabulary->id && is_like_id(p, seen->bare)) {
        seen->field = p->options->vocabulary->id;
        seen->certain = name_equal(seen->bare, STR("id"));
        return;
    }
    for (size_t i = 0; i < patient->field_count; i++) {
        const struct field *field = patient->fields[i];
        if (field->type.kind == TYPE_LIST)
            continue;
        int like = likeness_of_field(p->arena, seen->bare, field);
        if (like <= best)
            continue;
        best = like;
        seen->field = field;
    }
    seen->certain = best == 3;
}

/* Of two columns for one field the more certain one stays, else the first. */
static void one_column_each(struct proposal *p)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = 0; j < i && p->columns[i].field; j++) {
            struct seen *a = &p->columns[j], *b = &p->columns[i];
            if (a->field != b->field)
                continue;
            if (b->certain && !a->certain)
                a->field = NULL;
            else
                b->field = NULL;
        }
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
        if (!map_respell_date(str_of(date_forms[i].form), cell, text,
                              &respelt) ||
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
    while (rows++ < ROWS &&
           table_next(&p->table, p->arena, &row) == SPLIT_PIECE) {
        p->latin |= row.fault && strstr(row.fault, "UTF-8");
        for (size_t i = 0; !row.fault && i < p->n && i < row.n; i++)
            see_cell(p, &p->columns[i], str_trim(row.cells[i]));
    }
}

/* --- writing -------------------------------------------------------------------------- */

static void put_quoted(struct buf *out, struct str text)
{
    buf_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '"')
            buf_char(out, '"');
        buf_char(out, (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i]);
    }
    buf_char(out, '"');
}

static void put_code(struct buf *out, struct str text)
{
    decimal number;
    bool plain = decimal_read(text, &number) == DECIMAL_EXACT &&
                 text.at[0] != '+' && !memchr(text.at, 'e', text.n) &&
                 !memchr(text.at, 'E', text.n) && text.at[text.n - 1] != '.' &&
                 text.at[0] != '.';
    if (plain)
        buf_str(out, text);
    else
        put_quoted(out, text);
}

/* "1 (117), 2 (80)", or "0.15 to 1074" for numbers of many values. */
static void put_seen(struct buf *out, const struct seen *seen)
{
    uint64_t said = seen->cells - seen->empty;
    if (seen->more && said == seen->numbers) {
        decimal_print(out, seen->least);
        buf_text(out, " to ");
        decimal_print(out, seen->most);
    } else {
        for (size_t i = 0; i < seen->n; i++) {
            buf_text(out, i ? ", " : "");
            put_code(out, seen->values[i].text);
            buf_format(out, " (%llu)",
                       (unsigned long long)seen->values[i].times);
        }
        buf_text(out, seen->more ? ", ..." : "");
    }
    if (seen->empty)
        buf_format(out, "%sempty (%llu)", seen->n ? ", " : "",
                   (unsigned long long)seen->empty);
}

/* Numbers that tables write where something is missing. */
static bool is_missing_code(struct str text)
{
    static const char *const codes[] = {"-999", "-99",  "-9",  "-1",
                                        "999",  "9999", "n/a", ".",
                                        "NULL", "nan",  "-",   "?"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (name_equal(text, str_of(codes[i])))
            return true;
    return false;
}

static bool is_dimensioned(const struct field *field)
{
    return field->type.kind == TYPE_NUMBER && field->type.unit.code.n;
}

static const char *form_of(const struct seen *seen)
{
    uint64_t said = seen->cells - seen->empty;
    if (seen->forms[0] == said)
        return "";
    if (seen->forms[1] == said)
        return date_forms[1].form;
    return seen->forms[2] == said ? date_forms[2].form : NULL;
}

/* A column for the id whose values are all different. */
static bool names_rows(const struct seen *seen)
{
    bool different = seen->field->type.kind == TYPE_TEXT && !seen->empty;
    for (size_t i = 0; i < seen->n; i++)
        different = different && seen->values[i].times == 1;
    return different && name_equal(seen->field->name, STR("id"));
}

/* Whether the line works as it is; else what the author must say. */
static const char *lacking(const struct seen *seen)
{
    const struct field *field = seen->field;
    uint64_t said = seen->cells - seen->empty;
    if (!seen->certain && !names_rows(seen))
        return "is it this field?";
    if (is_dimensioned(field) && !seen->unit.n)
        return "in which unit?";
    if (field->type.kind == TYPE_DATE)
        return form_of(seen) ? NULL : "of which form?";
    return seen->fits == said ? NULL : "what do the values mean?";
}

static bool wants_codes(const struct seen *seen)
{
    enum type_kind kind = seen->field->type.kind;
    return (kind == TYPE_YESNO || kind == TYPE_CHOICE || kind == TYPE_SET) &&
           seen->fits < seen->cells - seen->empty;
}

static void put_source(struct buf *out, const struct seen *seen)
{
    const struct field *field = seen->field;
    buf_format(out, "%.*s from ", STR_ARG(field->name));
    put_quoted(out, seen->title);
    if (is_dimensioned(field) && !seen->unit.n)
        buf_format(out, " in %.*s", STR_ARG(field->type.unit.code));
    const char *form = field->type.kind == TYPE_DATE ? form_of(seen) : NULL;
    if (form && *form)
        buf_format(out, " as \"%s\"", form);
    if (!wants_codes(seen))
        return;
    for (size_t i = 0; i < seen->n; i++) {
        buf_text(out, i ? ", " : ": ");
        put_code(out, seen->values[i].text);
        buf_text(out, " = unknown");
    }
}

static void put_line(struct buf *out, const struct seen *seen)
{
    const char *lacks = lacking(seen);
    if (!lacks) {
        buf_text(out, "  ");
        put_source(out, seen);
        buf_char(out, '\n');
        return;
    }
    buf_format(out, "  # %s ", lacks);
    struct str takes = field_expected(out->arena, seen->field);
    buf_format(out, "%.*s is %.*s; seen: ", STR_ARG(seen->field->name),
               STR_ARG(takes));
    put_seen(out, seen);
    buf_text(out, "\n  # ");
    put_source(out, seen);
    buf_char(out, '\n');
}

static void put_settings(struct buf *out, const struct proposal *p)
{
    uint64_t commas = 0;
    struct buf missing = buf_on(out->arena);
    for (size_t i = 0; i < p->n; i++) {
        const struct seen *seen = &p->columns[i];
        commas += seen->commas;
        for (size_t v = 0; v < seen->n; v++)
            if (is_missing_code(seen->values[v].text) &&
                !strstr(arena_copy(out->arena, missing.at ? missing.at : "",
                                   missing.n),
                        str_copy(out->arena, seen->values[v].text).at)) {
                buf_text(&missing, missing.n ? " | " : "");
                put_code(&missing, seen->values[v].text);
            }
    }
    if (p->latin)
        buf_text(out, "  # rows are not UTF-8: perhaps\n"
                      "  # encoding \"windows-1252\"\n");
    if (p->table.rows.delimiter == ';' || p->table.rows.delimiter == '|')
        buf_format(out, "  separator \"%c\"\n", p->table.rows.delimiter);
    if (commas)
        buf_text(out, "  decimal \",\"\n");
    if (missing.n)
        buf_format(out,
                   "  # do these mean that it is not known?\n"
                   "  # missing %.*s\n",
                   STR_ARG(buf_view(&missing)));
}

static struct str name_of_file(struct arena *arena, struct str path)
{
    size_t from = path.n, to;
    while (from && path.at[from - 1] != '/')
        from--;
    for (to = from; to < path.n && path.at[to] != '.'; to++)
        continue;
    struct str name = words_of(arena, (struct str){path.at + from, to - from});
    bool letter = name.n && name.at[0] >= 'a' && name.at[0] <= 'z';
    for (size_t i = 0; i < name.n; i++)
        letter = letter && (unsigned char)name.at[i] < 0x80;
    return letter ? name : STR("table-of-patients");
}

static void put_unused(struct buf *out, const struct proposal *p)
{
    bool begun = false;
    for (size_t i = 0; i < p->n; i++) {
        const struct seen *seen = &p->columns[i];
        if (seen->field || !seen->title.n)
            continue;
        if (!begun)
            buf_text(out, "  # columns like no field:\n");
        begun = true;
        buf_text(out, "  #   ");
        put_quoted(out, seen->title);
        buf_text(out, ": ");
        put_seen(out, seen);
        buf_char(out, '\n');
    }
}

static void put_proposal(struct buf *out, const struct proposal *p,
                         struct str path)
{
    const struct field *id = p->options->vocabulary->id;
    bool has_id = false;
    for (size_t i = 0; i < p->n; i++)
        has_id |= id && p->columns[i].field == id;
    buf_format(out,
               "# A draft of `cantlie map`: what it could not know is a "
               "comment.\nmapping %.*s of patient\n",
               STR_ARG(name_of_file(out->arena, path)));
    put_settings(out, p);
    if (!has_id)
        buf_text(out, "  # which column names the patient?\n"
                      "  # id from \"...\"\n");
    for (size_t i = 0; i < p->n; i++)
        if (p->columns[i].field)
            put_line(out, &p->columns[i]);
    put_unused(out, p);
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
        find_field(p, seen);
    }
    one_column_each(p);
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
    bool right = look_at_table(&p, &input, name, wrong);
    input_close(&input);
    if (right)
        put_proposal(out, &p, name);
    return right;
}
