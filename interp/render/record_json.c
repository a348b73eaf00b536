/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Facts in the forms that language.md section 6 gives to records: a plain
 * value, `any`, bounds, `has` and `lacks`, null.
 */

#include "interp/render/record_json.h"

/* --- values ----------------------------------------------------------------- */

static struct str option_name(const struct type *type, size_t i)
{
    if (type->kind == TYPE_YESNO)
        return i ? STR("yes") : STR("no");
    return type->choices->at[i].name;
}

static void put_option(struct json *json, const struct type *type, size_t i)
{
    if (type->kind == TYPE_YESNO)
        json_bool(json, i == 1);
    else
        json_str(json, option_name(type, i));
}

/* The options of a mask as an array. */
static void put_options(struct json *json, const struct type *type,
                        uint64_t options)
{
    json_open_array(json);
    for (size_t i = 0; i < 64; i++)
        if (options >> i & 1)
            put_option(json, type, i);
    json_close_array(json);
}

static void put_choice(struct json *json, const struct type *type,
                       uint64_t options)
{
    for (size_t i = 0; i < 64; i++)
        if (options == (uint64_t)1 << i) {
            put_option(json, type, i);
            return;
        }
    json_open_object(json);
    json_key(json, "any");
    put_options(json, type, options);
    json_close_object(json);
}

static void put_set(struct json *json, const struct type *type,
                    const struct value *value)
{
    uint64_t all = type_any(type).set.may;
    if (value->set.may == value->set.must) {
        put_options(json, type, value->set.must);
        return;
    }
    json_open_object(json);
    json_key(json, "has");
    put_options(json, type, value->set.must);
    json_key(json, "lacks");
    put_options(json, type, all & ~value->set.may);
    json_close_object(json);
}

static void put_end(struct json *json, const struct type *type, int64_t end)
{
    if (type->kind == TYPE_DATE)
        json_date(json, end);
    else
        json_decimal(json, end);
}

static bool is_bound(int64_t end)
{
    return end != DECIMAL_BELOW_ALL && end != DECIMAL_ABOVE_ALL;
}

/* A month or a year has a form of its own. */
static bool put_days(struct json *json, const struct range *range)
{
    struct buf text = buf_on(json->out->arena);
    date first, last;
    date_print_range(&text, range->low, range->high);
    if (date_read(buf_view(&text), &first, &last) == DATE_NO_DATE)
        return false;
    json_str(json, buf_view(&text));
    return true;
}

static void put_range(struct json *json, const struct type *type,
                      const struct value *value)
{
    const struct range *range = &value->range;
    if (range->low == range->high) {
        put_end(json, type, range->low);
        return;
    }
    if (type->kind == TYPE_DATE && put_days(json, range))
        return;
    json_open_object(json);
    if (is_bound(range->low)) {
        json_key(json, "low");
        put_end(json, type, range->low);
    }
    if (is_bound(range->low) && value->low_open)
        json_member_bool(json, "above", true);
    if (is_bound(range->high)) {
        json_key(json, "high");
        put_end(json, type, range->high);
    }
    if (is_bound(range->high) && value->high_open)
        json_member_bool(json, "below", true);
    json_close_object(json);
}

static void put_value(struct json *json, const struct type *type,
                      const struct value *value)
{
    switch ((enum value_kind)value->kind) {
    case VALUE_OPTIONS: put_choice(json, type, value->options); break;
    case VALUE_SET: put_set(json, type, value); break;
    case VALUE_NUMBER:
    case VALUE_DATE: put_range(json, type, value); break;
    case VALUE_TEXT: json_str(json, value->text); break;
    }
}

/* --- facts ---------------------------------------------------------------------- */

static bool is_unknown(const struct field *field, const struct fact *fact)
{
    return (fact->flags & (FACT_EXPLICIT | FACT_REFUSED)) ||
           value_equal(fact->told, field_any(field));
}

/* Days that are no day, month or year have no form as the date of a fact:
   then the first of them, by which it is judged whether the fact is valid. */
static void put_date(struct json *json, const struct fact *fact)
{
    struct buf text = buf_on(json->out->arena);
    date first, last;
    if (!fact->dated)
        return;
    date_print_range(&text, fact->first, fact->last);
    if (date_read(buf_view(&text), &first, &last) == DATE_NO_DATE) {
        buf_clear(&text);
        date_print(&text, fact->first);
    }
    json_member_str(json, "date", buf_view(&text));
}

static void put_fact(struct json *json, const struct field *field,
                     const struct record *record, const struct fact *fact,
                     bool sources)
{
    struct str source =
        sources ? record_fact_source(json->out->arena, record, fact) : STR("");
    bool whole = fact->dated || source.n;
    bool unknown = is_unknown(field, fact);
    if (!whole && unknown) {
        json_null(json);
        return;
    }
    if (!whole) {
        put_value(json, &field->type, &fact->told);
        return;
    }
    json_open_object(json);
    json_key(json, "value");
    if (unknown)
        json_null(json);
    else
        put_value(json, &field->type, &fact->told);
    put_date(json, fact);
    if (source.n)
        json_member_str(json, "source", source);
    json_close_object(json);
}

/* --- the record ------------------------------------------------------------------ */

/* Facts of an element that have its own date need not say so. */
static struct fact without_date(const struct fact *fact, const struct fact *by)
{
    struct fact copy = *fact;
    bool same = by && by != fact && fact->first == by->value.range.low &&
                fact->last == by->value.range.high;
    copy.dated = fact->dated && !same;
    return copy;
}

static void put_facts(struct json *json, const struct record *record,
                      const struct record_type *type, const struct fact *facts,
                      const struct field *by, bool sources)
{
    const struct fact *of_element = by ? &facts[by->index] : NULL;
    for (size_t i = 0; i < type->field_count; i++) {
        const struct field *field = type->fields[i];
        if (field->type.kind == TYPE_LIST || !(facts[i].flags & FACT_GIVEN))
            continue;
        json_key_str(json, field->name);
        struct fact fact = without_date(&facts[i], of_element);
        put_fact(json, field, record, &fact, sources);
    }
}

static void put_list(struct json *json, const struct record *record,
                     const struct field *field, bool sources)
{
    const struct list *list = &record->lists[field->list];
    if (!(record->facts[field->index].flags & FACT_GIVEN))
        return;
    json_key_str(json, field->name);
    if (!list->given) {
        json_null(json);
        return;
    }
    json_open_array(json);
    for (uint32_t i = 0; i < list->n; i++) {
        json_open_object(json);
        put_facts(json, record, field->type.element, list->elements[i].facts,
                  field->by, sources);
        json_close_object(json);
    }
    json_close_array(json);
}

void record_json(struct buf *out, const struct record *record, bool sources)
{
    struct json json = json_on(out);
    const struct record_type *type = record->type;
    json_open_object(&json);
    uint32_t id = names_find(&type->names, STR("id"));
    if (id == NAMES_NONE || !(record->facts[id].flags & FACT_GIVEN))
        json_member_str(&json, "id", record->id);
    put_facts(&json, record, type, record->facts, NULL, sources);
    for (size_t i = 0; i < type->list_count; i++)
        put_list(&json, record, type->lists[i], sources);
    json_close_object(&json);
}

/* --- facts with their sources -------------------------------------------------------- */

static const char *state_of(const struct fact *fact)
{
    return fact->flags & FACT_REFUSED        ? "refused"
           : fact->flags & FACT_CONTRADICTED ? "contradicted"
           : fact->flags & FACT_STALE        ? "too old"
           : fact->flags & FACT_FUTURE       ? "not yet known"
           : fact->flags & FACT_ASSUMED      ? "assumed"
                                             : NULL;
}

static void put_known(struct json *json, const struct record *record,
                      const struct field *list, uint32_t element,
                      const struct field *field, const struct fact *fact)
{
    struct arena *arena = json->out->arena;
    struct str source = record_fact_source(arena, record, fact);
    const struct value *value =
        fact->flags & FACT_GIVEN ? &fact->told : &fact->value;
    json_key_str(json, record_path(arena, list, element, field));
    json_open_object(json);
    json_key(json, "value");
    if ((fact->flags & FACT_GIVEN) && is_unknown(field, fact))
        json_null(json);
    else
        put_value(json, &field->type, value);
    put_date(json, fact);
    json_member_str(json, "source", source.n ? source : record->source);
    if (state_of(fact))
        json_member_text(json, "state", state_of(fact));
    json_close_object(json);
}

static void put_all(struct json *json, const struct record *record,
                    const struct field *list, uint32_t element,
                    const struct fact *facts)
{
    const struct record_type *type = list ? list->type.element : record->type;
    for (size_t i = 0; i < type->field_count; i++) {
        const struct field *field = type->fields[i];
        if (field->type.kind != TYPE_LIST &&
            (facts[i].flags & (FACT_GIVEN | FACT_ASSUMED)))
            put_known(json, record, list, element, field, &facts[i]);
    }
}

void record_facts_json(struct json *json, const struct record *record)
{
    json_open_object(json);
    if (record->readable)
        put_all(json, record, NULL, 0, record->facts);
    for (size_t l = 0; record->readable && l < record->type->list_count; l++) {
        const struct field *field = record->type->lists[l];
        const struct list *list = &record->lists[field->list];
        for (uint32_t e = 0; e < list->n; e++)
            put_all(json, record, field, e + 1, list->elements[e].facts);
    }
    json_close_object(json);
}
