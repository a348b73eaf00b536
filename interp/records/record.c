/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A record to be filled: every fact unknown, every list absent; the errors it
 * gathers, and the paths that name places in it.
 */

#include "interp/records/record.h"

#include "grammar/base/buf.h"
#include "grammar/limits.h"

#include <string.h>

static struct fact *blank_facts(struct arena *arena,
                                const struct record_type *type)
{
    struct fact *facts = ARENA_ARRAY(arena, struct fact, type->field_count);
    for (size_t i = 0; i < type->field_count; i++)
        if (type->fields[i]->type.kind != TYPE_LIST)
            facts[i].value = facts[i].told = field_any(type->fields[i]);
    return facts;
}

static void blank(struct record *record)
{
    const struct record_type *type = record->type;
    record->facts = blank_facts(record->arena, type);
    record->lists = ARENA_ARRAY(record->arena, struct list, type->list_count);
    for (size_t i = 0; i < type->list_count; i++)
        record->lists[i].most = LIST_ANY;
}

struct record *record_new(struct arena *arena,
                          const struct vocabulary *vocabulary, date today)
{
    struct record *record = ARENA_NEW(arena, struct record);
    record->type = vocabulary->patient;
    record->arena = arena;
    record->today = today;
    record->readable = true;
    blank(record);
    return record;
}

struct record *record_like(struct arena *arena, const struct record *empty,
                           date today)
{
    const struct record_type *type = empty->type;
    struct record *record = ARENA_NEW(arena, struct record);
    *record = *empty;
    record->arena = arena;
    record->today = today;
    record->facts = arena_twin(arena, empty->facts,
                               type->field_count * sizeof(struct fact));
    record->lists =
        arena_twin(arena, empty->lists, type->list_count * sizeof(struct list));
    return record;
}

/* --- special fields ------------------------------------------------------- */

static bool is_aged(const struct field *field)
{
    return field->valid_for.set;
}

static bool is_conditional(const struct field *field)
{
    return field->only_if != NULL;
}

static bool is_assumed(const struct field *field)
{
    return field->has_assumed;
}

static struct some_fields fields_that(struct arena *arena,
                                      const struct record_type *type,
                                      bool (*are)(const struct field *field))
{
    struct field **at = ARENA_ARRAY(arena, struct field *, type->field_count);
    size_t n = 0;
    for (size_t i = 0; i < type->field_count; i++)
        if (are(type->fields[i]))
            at[n++] = type->fields[i];
    return (struct some_fields){at, n};
}

static void find_special(struct arena *arena, struct special_fields *special,
                         const struct record_type *type)
{
    special->aged = fields_that(arena, type, is_aged);
    special->conditional = fields_that(arena, type, is_conditional);
    special->assumed = fields_that(arena, type, is_assumed);
}

void record_prepare(struct record *empty)
{
    const struct record_type *type = empty->type;
    struct special_fields *special =
        ARENA_ARRAY(empty->arena, struct special_fields, type->list_count + 1);
    find_special(empty->arena, &special[0], type);
    for (size_t i = 0; i < type->list_count; i++)
        find_special(empty->arena, &special[i + 1],
                     type->lists[i]->type.element);
    empty->special = special;
}

struct element element_new(struct arena *arena, const struct record_type *type)
{
    return (struct element){blank_facts(arena, type)};
}

bool record_stands(const struct record *record, const struct fact *fact)
{
    const unsigned fallen = FACT_REFUSED | FACT_STALE | FACT_FUTURE |
                            FACT_CONTRADICTED | FACT_EXPLICIT;
    if (!(fact->flags & FACT_GIVEN) || (fact->flags & fallen))
        return false;
    return !(record->strict && (fact->flags & FACT_UNDATED));
}

struct titles titles_of(struct arena *arena, const struct str *at, size_t n)
{
    struct buf text = buf_on(arena);
    uint32_t *ends = ARENA_ARRAY(arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        buf_str(&text, at[i]);
        ends[i] = (uint32_t)text.n;
    }
    return (struct titles){n, ends, buf_view(&text).at};
}

struct str titles_at(const struct titles *titles, size_t i)
{
    uint32_t from = i ? titles->ends[i - 1] : 0;
    return (struct str){titles->text + from, titles->ends[i] - from};
}

const struct titles *titles_copy(struct arena *arena,
                                 const struct titles *titles)
{
    struct titles *copy = arena_twin(arena, titles, sizeof *titles);
    if (!titles->n)
        return copy;
    copy->ends =
        arena_twin(arena, titles->ends, titles->n * sizeof *titles->ends);
    copy->text = arena_twin(arena, titles->text, titles->ends[titles->n - 1]);
    return copy;
}

struct str record_fact_source(struct arena *arena, const struct record *record,
                              const struct fact *fact)
{
    if (fact->source.n || !fact->column || !record->titles ||
        fact->column > record->titles->n)
        return fact->source;
    struct str title = titles_at(record->titles, fact->column - 1);
    return str_format(arena, "%.*s column %.*s", STR_ARG(record->source),
                      STR_ARG(title));
}

void record_error_add(struct record *record, struct record_error error)
{
    if (record->errors.n >= LIMIT_RECORD_ERRORS)
        record->more_errors++;
    else
        list_push(record->arena, &record->errors, error);
}

void record_unreadable(struct record *record, struct str found,
                       struct str expected)
{
    blank(record);
    record->readable = false;
    record->id = record->source;
    record->errors.n = 0;
    record->warnings.n = 0;
    record->more_errors = 0;
    struct record_error error = {
        .kind = RECORD_ERROR_UNREADABLE,
        .found = found,
        .expected = expected,
        .source = record->source,
    };
    record_error_add(record, error);
}

void record_give_up(struct record *record, struct str reason)
{
    blank(record);
    record->readable = false;
    struct record_error error = {.kind = RECORD_ERROR_LIMIT,
                                 .expected = reason,
                                 .source = record->source};
    record_error_add(record, error);
}

struct str record_path(struct arena *arena, const struct field *list,
                       uint32_t element, const struct field *field)
{
    if (!list)
        return field->name;
    struct buf path = buf_on(arena);
    buf_str(&path, list->name);
    if (element) {
        buf_char(&path, '.');
        buf_int(&path, element);
    }
    if (field) {
        buf_char(&path, '.');
        buf_str(&path, field->name);
    }
    return buf_view(&path);
}

/* 22 bits of the patient's field, 20 of the element, 22 of its field. */
uint64_t record_order(const struct field *list, uint32_t element,
                      const struct field *field)
{
    uint64_t outer = list ? list->index : field->index;
    uint64_t inner = list && field ? (uint64_t)field->index + 1 : 0;
    return (outer << 42) | ((uint64_t)element << 22) | inner;
}
