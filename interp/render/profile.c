/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Counting is by what the record says of a field, before anything is assumed
 * or too old. Medians are of a sample once there are more values than are
 * kept: every second is dropped then, and only every second taken from there
 * on, so that equal input gives equal output.
 */

#include "interp/render/profile.h"

#include "grammar/limits.h"

#include <stdlib.h>

#include "interp/render/json.h"
#include "interp/render/wrap.h"

struct column {
    const struct field *list; /* NULL: the patient's */
    const struct field *field;
    uint64_t known, partly, unknown, absent, refused, dated;
    uint64_t options[64];
    LIST(int64_t) values; /* known numbers or days */
    uint64_t met, stride;
    int64_t least, most;
    struct names texts;
    date first, last; /* of dated facts */
};

struct profile {
    struct arena *arena;
    const struct vocabulary *vocabulary;
    struct column *columns;
    size_t n;
    uint64_t records, unreadable;
};

static void add_columns(struct profile *profile, const struct field *list,
                        const struct record_type *type)
{
    for (size_t i = 0; i < type->field_count; i++) {
        struct column *column = &profile->columns[profile->n];
        if (type->fields[i]->type.kind == TYPE_LIST)
            continue;
        *column = (struct column){
            .list = list, .field = type->fields[i], .stride = 1};
        column->texts = names_on(profile->arena);
        profile->n++;
    }
}

struct profile *profile_new(struct arena *arena,
                            const struct vocabulary *vocabulary)
{
    const struct record_type *patient = vocabulary->patient;
    struct profile *profile = ARENA_NEW(arena, struct profile);
    size_t n = patient->field_count;
    for (size_t i = 0; i < patient->list_count; i++)
        n += patient->lists[i]->type.element->field_count;
    profile->arena = arena;
    profile->vocabulary = vocabulary;
    profile->columns = ARENA_ARRAY(arena, struct column, n);
    add_columns(profile, NULL, patient);
    for (size_t i = 0; i < patient->list_count; i++)
        add_columns(profile, patient->lists[i],
                    patient->lists[i]->type.element);
    return profile;
}

/* --- counting --------------------------------------------------------------- */

static void halve(struct column *column)
{
    size_t kept = 0;
    for (size_t i = 0; i < column->values.n; i += 2)
        column->values.at[kept++] = column->values.at[i];
    column->values.n = kept;
    column->stride *= 2;
}

static void add_number(struct profile *profile, struct column *column,
                       int64_t value)
{
    column->least =
        column->known == 1 || value < column->least ? value : column->least;
    column->most =
        column->known == 1 || value > column->most ? value : column->most;
    if (column->met++ % column->stride)
        return;
    if (column->values.n == LIMIT_MEDIAN)
        halve(column);
    list_push(profile->arena, &column->values, value);
}

static void add_text(struct profile *profile, struct column *column,
                     struct str text)
{
    if (column->texts.entries.n < LIMIT_TEXTS &&
        names_find(&column->texts, text) == NAMES_NONE)
        names_add(&column->texts, str_copy(profile->arena, text), 0);
}

static void add_options(struct column *column, uint64_t options)
{
    for (size_t i = 0; i < 64; i++)
        column->options[i] += options >> i & 1;
}

static void add_known(struct profile *profile, struct column *column,
                      const struct value *value)
{
    column->known++;
    switch ((enum value_kind)value->kind) {
    case VALUE_OPTIONS: add_options(column, value->options); break;
    case VALUE_SET: add_options(column, value->set.must); break;
    case VALUE_NUMBER:
    case VALUE_DATE: add_number(profile, column, value->range.low); break;
    case VALUE_TEXT: add_text(profile, column, value->text); break;
    }
}

static void add_date(struct column *column, const struct fact *fact)
{
    if (!fact->dated)
        return;
    if (!column->dated || fact->first < column->first)
        column->first = fact->first;
    if (!column->dated || fact->last > column->last)
        column->last = fact->last;
    column->dated++;
}

static void add_fact(struct profile *profile, struct column *column,
                     const struct fact *fact)
{
    if (!(fact->flags & FACT_GIVEN)) {
        column->absent++;
        return;
    }
    add_date(column, fact);
    if (fact->flags & FACT_REFUSED)
        column->refused++;
    else if ((fact->flags & FACT_EXPLICIT) ||
             value_equal(fact->told, field_any(column->field)))
        column->unknown++;
    else if (value_is_known(fact->told))
        add_known(profile, column, &fact->told);
    else
        column->partly++;
}

static void add_column(struct profile *profile, struct column *column,
                       const struct record *record)
{
    if (!column->list) {
        add_fact(profile, column, &record->facts[column->field->index]);
        return;
    }
    const struct list *list = &record->lists[column->list->list];
    for (uint32_t e = 0; e < list->n; e++)
        add_fact(profile, column,
                 &list->elements[e].facts[column->field->index]);
}

void profile_add(struct profile *profile, const struct record *record)
{
    profile->records++;
    profile->unreadable += !record->readable;
    for (size_t i = 0; record->readable && i < profile->n; i++)
        add_column(profile, &profile->columns[i], record);
}

/* --- the values of a field ------------------------------------------------------ */

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The lower one of the two in the middle. */
static int64_t median_of(struct column *column)
{
    qsort(column->values.at, column->values.n, sizeof *column->values.at,
          by_size);
    return column->values.at[(column->values.n - 1) / 2];
}

static size_t distinct_of(struct column *column)
{
    size_t n = 0;
    if (column->values.n)
        median_of(column); /* sorts */
    for (size_t i = 0; i < column->values.n; i++)
        n += !i || column->values.at[i] != column->values.at[i - 1];
    for (size_t i = 0; i < 64; i++)
        n += column->options[i] > 0;
    return n + column->texts.entries.n;
}

static void put_value(struct buf *out, const struct column *column,
                      int64_t value)
{
    if (column->field->type.kind == TYPE_DATE)
        date_print(out, value);
    else
        decimal_print(out, value);
}

static struct str option_name(const struct column *column, size_t i)
{
    if (column->field->type.kind == TYPE_YESNO)
        return i ? STR("yes") : STR("no");
    return column->field->type.choices->at[i].name;
}

static void put_values(struct buf *out, struct column *column)
{
    size_t n = 0;
    for (size_t i = 0; i < 64; i++)
        if (column->options[i]) {
            struct str name = option_name(column, i);
            buf_format(out, "%s%.*s %llu", n++ ? ", " : "", STR_ARG(name),
                       (unsigned long long)column->options[i]);
        }
    if (column->texts.entries.n)
        buf_format(out, "%zu%s different", column->texts.entries.n,
                   column->texts.entries.n == LIMIT_TEXTS ? " or more" : "");
    if (!column->values.n)
        return;
    put_value(out, column, column->least);
    buf_text(out, " to ");
    put_value(out, column, column->most);
    buf_text(out, column->stride > 1 ? ", median about " : ", median ");
    put_value(out, column, median_of(column));
    if (column->field->type.unit.code.n)
        buf_format(out, " %.*s", STR_ARG(column->field->type.unit.code));
}

static void put_path(struct buf *out, const struct column *column)
{
    if (column->list)
        buf_format(out, "%.*s.", STR_ARG(column->list->name));
    buf_str(out, column->field->name);
}

/* --- for people -------------------------------------------------------------------- */

#define PATH_COLUMNS 26
#define COUNT_COLUMNS 9

static void put_row(struct buf *out, struct column *column)
{
    struct buf values = buf_on(out->arena);
    uint64_t counts[] = {column->known, column->partly,
                         column->unknown + column->absent, column->refused};
    size_t from = out->n;
    put_path(out, column);
    size_t width = out->n - from;
    buf_repeat(out, ' ', width < PATH_COLUMNS ? PATH_COLUMNS - width : 1);
    for (size_t i = 0; i < 4; i++)
        buf_format(out, "%*llu", COUNT_COLUMNS, (unsigned long long)counts[i]);
    put_values(&values, column);
    if (column->dated) {
        buf_text(&values, values.n ? "; dated " : "dated ");
        date_print(&values, column->first);
        buf_text(&values, " to ");
        date_print(&values, column->last);
    }
    if (values.n)
        buf_format(out, "   %.*s", STR_ARG(buf_view(&values)));
    buf_char(out, '\n');
}

static bool is_given(const struct column *column)
{
    return column->known || column->partly || column->unknown ||
           column->refused;
}

static void put_absent(struct buf *out, const struct profile *profile)
{
    struct buf line = buf_on(out->arena);
    for (size_t i = 0; i < profile->n; i++) {
        if (is_given(&profile->columns[i]))
            continue;
        buf_text(&line, line.n ? ", " : "In no record: ");
        put_path(&line, &profile->columns[i]);
    }
    if (!line.n)
        return;
    buf_char(out, '\n');
    wrap_paragraph(out, buf_view(&line), 0, 4);
}

void profile_print(struct buf *out, struct profile *profile)
{
    buf_format(out, "%llu record%s", (unsigned long long)profile->records,
               profile->records == 1 ? "" : "s");
    if (profile->unreadable)
        buf_format(out, ", %llu of them unreadable",
                   (unsigned long long)profile->unreadable);
    buf_text(out, "\n\n");
    buf_repeat(out, ' ', PATH_COLUMNS);
    buf_text(out, "    known   partly  unknown  refused\n");
    for (size_t i = 0; i < profile->n; i++)
        if (is_given(&profile->columns[i]))
            put_row(out, &profile->columns[i]);
    put_absent(out, profile);
}

/* --- for machines ------------------------------------------------------------------- */

static void put_number(struct json *json, const struct column *column,
                       const char *key, int64_t value)
{
    json_key(json, key);
    if (column->field->type.kind == TYPE_DATE)
        json_date(json, value);
    else
        json_decimal(json, value);
}

static void put_counts(struct json *json, const struct column *column)
{
    json_member_int(json, "known", (int64_t)column->known);
    json_member_int(json, "partly", (int64_t)column->partly);
    json_member_int(json, "unknown", (int64_t)column->unknown);
    json_member_int(json, "absent", (int64_t)column->absent);
    json_member_int(json, "refused", (int64_t)column->refused);
}

static void put_options(struct json *json, const struct column *column)
{
    json_key(json, "values");
    json_open_object(json);
    for (size_t i = 0; i < 64; i++) {
        if (!column->options[i])
            continue;
        json_key_str(json, option_name(column, i));
        json_int(json, (int64_t)column->options[i]);
    }
    json_close_object(json);
}

static void put_column(struct json *json, struct column *column)
{
    struct buf path = buf_on(json->out->arena);
    enum type_kind kind = column->field->type.kind;
    put_path(&path, column);
    json_key_str(json, buf_view(&path));
    json_open_object(json);
    put_counts(json, column);
    json_member_int(json, "distinct", (int64_t)distinct_of(column));
    if (kind == TYPE_YESNO || kind == TYPE_CHOICE || kind == TYPE_SET)
        put_options(json, column);
    if (column->values.n) {
        put_number(json, column, "least", column->least);
        put_number(json, column, "median", median_of(column));
        put_number(json, column, "most", column->most);
    }
    if (column->field->type.unit.code.n)
        json_member_str(json, "unit", column->field->type.unit.code);
    if (column->dated) {
        json_member_int(json, "dated", (int64_t)column->dated);
        json_key(json, "first_date");
        json_date(json, column->first);
        json_key(json, "last_date");
        json_date(json, column->last);
    }
    json_close_object(json);
}

void profile_json(struct buf *out, struct profile *profile)
{
    struct json json = json_on(out);
    json_open_object(&json);
    json_member_int(&json, "records", (int64_t)profile->records);
    json_member_int(&json, "unreadable", (int64_t)profile->unreadable);
    json_key(&json, "fields");
    json_open_object(&json);
    for (size_t i = 0; i < profile->n; i++)
        put_column(&json, &profile->columns[i]);
    json_close_object(&json);
    json_close_object(&json);
    buf_char(out, '\n');
}
