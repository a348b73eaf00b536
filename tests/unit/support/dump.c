/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Writes records for tests, by hand rather than with value_print, so that a
 * test of records fails for records only.
 */

#include "dump.h"

#include <string.h>

static void dump_options(struct buf *out, const struct type *type,
                         uint64_t options)
{
    bool any = false;
    for (unsigned i = 0; i < 64; i++) {
        if (!(options >> i & 1))
            continue;
        buf_text(out, any ? "|" : "");
        if (type->kind == TYPE_YESNO)
            buf_text(out, i ? "yes" : "no");
        else
            buf_str(out, type->choices->at[i].name);
        any = true;
    }
}

static void dump_set(struct buf *out, const struct type *type,
                     struct value value)
{
    bool any = false;
    for (unsigned i = 0; i < type->choices->n; i++) {
        if (!(value.set.may >> i & 1))
            continue;
        buf_text(out, any ? " " : "");
        buf_text(out, value.set.must >> i & 1 ? "" : "?");
        buf_str(out, type->choices->at[i].name);
        any = true;
    }
    buf_text(out, any ? "" : "none");
}

static void dump_number(struct buf *out, struct value value)
{
    if (value_is_known(value)) {
        decimal_print(out, value.range.low);
        return;
    }
    buf_char(out, value.low_open ? '(' : '[');
    if (value.range.low != DECIMAL_BELOW_ALL)
        decimal_print(out, value.range.low);
    buf_char(out, ' ');
    if (value.range.high != DECIMAL_ABOVE_ALL)
        decimal_print(out, value.range.high);
    buf_char(out, value.high_open ? ')' : ']');
}

static void dump_value(struct buf *out, const struct field *field,
                       struct value value)
{
    if (value_equal(value, field_any(field)))
        buf_text(out, "any");
    else if (value.kind == VALUE_OPTIONS)
        dump_options(out, &field->type, value.options);
    else if (value.kind == VALUE_SET)
        dump_set(out, &field->type, value);
    else if (value.kind == VALUE_NUMBER)
        dump_number(out, value);
    else if (value.kind == VALUE_DATE)
        date_print_range(out, value.range.low, value.range.high);
    else
        buf_str(out, value.text);
}

static void dump_flags(struct buf *out, unsigned flags)
{
    static const char *const names[] = {
        "",         " assumed", " refused",      " stale",
        " undated", " future",  " contradicted", " explicit",
    };
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
        if (flags >> i & 1)
            buf_text(out, names[i]);
}

static void dump_fact(struct buf *out, const struct field *field,
                      const struct fact *fact)
{
    buf_char(out, ' ');
    if (field->type.kind != TYPE_LIST)
        dump_value(out, field, fact->value);
    dump_flags(out, fact->flags);
    if (fact->dated) {
        buf_char(out, ' ');
        date_print_range(out, fact->first, fact->last);
    }
    if (fact->source.n)
        buf_format(out, " <%.*s>", STR_ARG(fact->source));
    buf_char(out, '\n');
}

static void dump_number_of(struct buf *out, uint32_t number)
{
    if (number == LIST_ANY)
        buf_char(out, '*');
    else
        buf_int(out, number);
}

static void dump_list(struct buf *out, const struct record *record,
                      const struct field *field)
{
    const struct list *list = &record->lists[field->list];
    const struct field *count = field->counted_by;
    unsigned flags = record->facts[field->index].flags;
    if (flags == FACT_ASSUMED ||
        (!flags && !(count && record->facts[count->index].flags)))
        return;
    buf_format(out, "%.*s %u of ", STR_ARG(field->name), (unsigned)list->n);
    dump_number_of(out, list->fewest);
    if (list->fewest != list->most) {
        buf_text(out, "..");
        dump_number_of(out, list->most);
    }
    buf_text(out, list->given ? "" : " absent");
    dump_flags(out, record->facts[field->index].flags);
    buf_char(out, '\n');
    const struct record_type *type = field->type.element;
    for (uint32_t i = 0; i < list->n; i++) {
        for (size_t j = 0; j < type->field_count; j++) {
            const struct fact *fact = &list->elements[i].facts[j];
            if (!fact->flags)
                continue;
            struct str path =
                record_path(record->arena, field, i + 1, type->fields[j]);
            buf_str(out, path);
            dump_fact(out, type->fields[j], fact);
        }
    }
}

static void dump_problems(struct buf *out, const struct record *record)
{
    static const char *const kinds[] = {"value",         "count",
                                        "contradiction", "condition",
                                        "constraint",    "unreadable"};
    for (size_t i = 0; i < record->errors.n; i++) {
        const struct record_error *error = &record->errors.at[i];
        buf_format(out, "! %s %.*s \"%.*s\" %.*s\n", kinds[error->kind],
                   STR_ARG(error->path), STR_ARG(error->found),
                   STR_ARG(error->source));
    }
    for (size_t i = 0; i < record->warnings.n; i++) {
        const struct record_warning *warning = &record->warnings.at[i];
        buf_format(out, "~ %.*s %.*s\n", STR_ARG(warning->path),
                   STR_ARG(warning->text));
    }
}

struct str dump_record(struct arena *arena, const struct record *record)
{
    struct buf out = buf_on(arena);
    for (size_t i = 0; i < record->type->field_count; i++) {
        const struct field *field = record->type->fields[i];
        const struct fact *fact = &record->facts[i];
        if (field->type.kind == TYPE_LIST) {
            dump_list(&out, record, field);
        } else if (fact->flags & ~(unsigned)FACT_ASSUMED) {
            buf_str(&out, field->name);
            dump_fact(&out, field, fact);
        }
    }
    dump_problems(&out, record);
    return buf_view(&out);
}

static date as_of(void)
{
    date day = 0;
    (void)date_from_ymd(2024, 6, 1, &day);
    return day;
}

static struct str dump_with(struct arena *arena,
                            const struct reader_options *options,
                            const char *name, struct str text)
{
    struct input_error error;
    struct record *record;
    struct buf out = buf_on(arena);
    struct reader *reader =
        reader_of_text(arena, str_of(name), text, options, &error);
    enum reader_state state = READER_FAILED;
    while (reader && (state = reader_next(reader, arena, &record, &error)) ==
                         READER_RECORD) {
        struct str shown = dump_record(arena, record);
        buf_format(&out, "# %.*s\n", STR_ARG(record->id));
        buf_str(&out, shown);
    }
    if (state == READER_FAILED)
        buf_format(&out, "broke off: %.*s\n", STR_ARG(error.message));
    reader_close(reader);
    return buf_view(&out);
}

struct str dump_text(struct arena *arena, const struct vocabulary *vocabulary,
                     const char *name, struct str text)
{
    struct reader_options options = {.vocabulary = vocabulary,
                                     .today = as_of()};
    return dump_with(arena, &options, name, text);
}

struct str dump_mapped(struct arena *arena, const struct vocabulary *vocabulary,
                       const struct mappings *mappings, struct str text)
{
    struct reader_options options = {.vocabulary = vocabulary,
                                     .today = as_of(),
                                     .mappings = mappings,
                                     .mapping_wanted = true};
    bool json = text.n && (text.at[0] == '{' || text.at[0] == '[');
    return dump_with(arena, &options, json ? "t.json" : "t.csv", text);
}

static struct str dump_object(struct arena *arena,
                              const struct reader_options *options,
                              const char *json)
{
    struct str text = dump_with(arena, options, "t", str_of(json));
    const char *end = memchr(text.at, '\n', text.n);
    return end ? str_from(text, (size_t)(end - text.at) + 1) : text;
}

struct str dump_json(struct arena *arena, const struct vocabulary *vocabulary,
                     const char *json)
{
    struct reader_options options = {.vocabulary = vocabulary,
                                     .today = as_of()};
    return dump_object(arena, &options, json);
}

struct str dump_json_strict(struct arena *arena,
                            const struct vocabulary *vocabulary,
                            const char *json)
{
    struct reader_options options = {
        .vocabulary = vocabulary, .today = as_of(), .strict = true};
    return dump_object(arena, &options, json);
}

struct str expected_of_json(struct arena *arena,
                            const struct vocabulary *vocabulary,
                            const char *json)
{
    struct reader_options options = {.vocabulary = vocabulary,
                                     .today = as_of()};
    struct input_error error;
    struct record *record;
    struct reader *reader =
        reader_of_text(arena, STR("t"), str_of(json), &options, &error);
    struct str expected = STR("(no record)");
    if (reader && reader_next(reader, arena, &record, &error) == READER_RECORD)
        expected = record->errors.n ? record->errors.at[0].expected
                                    : STR("(no error)");
    reader_close(reader);
    return expected;
}
