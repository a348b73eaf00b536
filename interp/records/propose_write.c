/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The draft as text: a line that works for each column that leaves no doubt,
 * a comment with what was seen for each that does, and the columns that are
 * like no field.
 */

#include "interp/records/propose_internal.h"

#include <string.h>

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
        return propose_form(1);
    return seen->forms[2] == said ? propose_form(2) : NULL;
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
        buf_text(out, " = ?");
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
    struct str name =
        propose_words(arena, (struct str){path.at + from, to - from});
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

void propose_write(struct buf *out, const struct proposal *p, struct str path)
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
