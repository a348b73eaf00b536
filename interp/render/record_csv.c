/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A cell holds one value, a bound (<0.5), a partial date, or the options of a
 * set; `unknown` where a record says so, nothing where it says nothing.
 */

#include "interp/render/record_csv.h"

#include "interp/render/table.h"

struct record_columns record_columns_on(struct arena *arena,
                                        const struct vocabulary *vocabulary)
{
    struct record_columns columns = {.vocabulary = vocabulary};
    columns.elements =
        ARENA_ARRAY(arena, uint32_t, vocabulary->patient->list_count);
    return columns;
}

void record_columns_add(struct record_columns *columns,
                        const struct record *record)
{
    for (size_t i = 0; i < record->type->list_count; i++)
        if (record->lists[i].n > columns->elements[i])
            columns->elements[i] = record->lists[i].n;
}

/* --- the header ---------------------------------------------------------------- */

static void put_title(struct buf *out, const struct field *list,
                      uint32_t element, const struct field *field)
{
    struct buf title = buf_on(out->arena);
    if (list)
        buf_format(&title, "%.*s.%u.", STR_ARG(list->name), (unsigned)element);
    buf_str(&title, field->name);
    size_t name = title.n;
    if (field->type.kind == TYPE_NUMBER && field->type.unit.code.n)
        buf_format(&title, " [%.*s]", STR_ARG(field->type.unit.code));
    buf_char(out, ',');
    csv_cell(out, buf_view(&title));
    if (!field->valid_for.set)
        return;
    buf_char(out, ',');
    csv_cell(out, str_format(out->arena, "%.*s.date", (int)name, title.at));
}

static void put_titles(struct buf *out, const struct record_type *type,
                       const struct field *list, uint32_t element)
{
    for (size_t i = 0; i < type->field_count; i++)
        if (type->fields[i]->type.kind != TYPE_LIST &&
            (list || !name_equal(type->fields[i]->name, STR("id"))))
            put_title(out, list, element, type->fields[i]);
}

void record_csv_header(struct buf *out, const struct record_columns *columns)
{
    const struct record_type *patient = columns->vocabulary->patient;
    buf_text(out, "id");
    put_titles(out, patient, NULL, 0);
    for (size_t l = 0; l < patient->list_count; l++) {
        const struct field *list = patient->lists[l];
        buf_format(out, ",%.*s", STR_ARG(list->name));
        for (uint32_t e = 1; e <= columns->elements[l]; e++)
            put_titles(out, list->type.element, list, e);
    }
    buf_char(out, '\n');
}

/* --- cells ------------------------------------------------------------------------ */

static bool put_options(struct buf *out, const struct type *type,
                        uint64_t options, const char *between)
{
    size_t n = 0;
    for (size_t i = 0; i < 64; i++) {
        if (!(options >> i & 1))
            continue;
        buf_text(out, n++ ? between : "");
        buf_str(out, type->kind == TYPE_YESNO ? (i ? STR("yes") : STR("no"))
                                              : type->choices->at[i].name);
    }
    return n <= 1 || between[0];
}

/* An end that is that of the field's range goes without saying. */
static bool put_number(struct buf *out, const struct field *field,
                       const struct value *value)
{
    const struct range *range = &value->range;
    bool low = field->bounded && range->low == field->low && !value->low_open;
    bool high =
        field->bounded && range->high == field->high && !value->high_open;
    bool known = range->low == range->high;
    bool from = range->low != DECIMAL_BELOW_ALL && (known || !low);
    bool to = range->high != DECIMAL_ABOVE_ALL && (known || !high);
    if (from && to && range->low != range->high)
        return false;
    if (from && !to)
        buf_text(out, value->low_open ? ">" : ">=");
    if (to && !from)
        buf_text(out, value->high_open ? "<" : "<=");
    decimal_print(out, from ? range->low : range->high);
    return true;
}

static bool put_days(struct buf *out, const struct range *range)
{
    struct buf text = buf_on(out->arena);
    date first, last;
    date_print_range(&text, range->low, range->high);
    buf_str(out, buf_view(&text));
    return date_read(buf_view(&text), &first, &last) != DATE_NO_DATE;
}

/* False: a cell cannot hold it. */
static bool put_value(struct buf *out, const struct field *field,
                      const struct value *value)
{
    const struct type *type = &field->type;
    switch ((enum value_kind)value->kind) {
    case VALUE_OPTIONS: return put_options(out, type, value->options, "");
    case VALUE_SET:
        if (!value->set.must)
            buf_text(out, "none");
        put_options(out, type, value->set.must, ";");
        return value->set.may == value->set.must;
    case VALUE_NUMBER: return put_number(out, field, value);
    case VALUE_DATE: return put_days(out, &value->range);
    case VALUE_TEXT: buf_str(out, value->text); return true;
    }
    return false;
}

static void put_cell(struct buf *out, struct record_columns *columns,
                     const struct field *field, const struct fact *fact)
{
    struct buf cell = buf_on(out->arena);
    bool given = fact && (fact->flags & FACT_GIVEN);
    buf_char(out, ',');
    if (given && (fact->flags & (FACT_EXPLICIT | FACT_REFUSED)))
        buf_text(out, "unknown");
    else if (given && put_value(&cell, field, &fact->told))
        csv_cell(out, buf_view(&cell));
    else if (given)
        columns->lost++;
    if (!field->valid_for.set)
        return;
    buf_char(out, ',');
    if (given && fact->dated)
        date_print_range(out, fact->first, fact->last);
}

static void put_cells(struct buf *out, struct record_columns *columns,
                      const struct record_type *type, const struct fact *facts,
                      bool element)
{
    for (size_t i = 0; i < type->field_count; i++)
        if (type->fields[i]->type.kind != TYPE_LIST &&
            (element || !name_equal(type->fields[i]->name, STR("id"))))
            put_cell(out, columns, type->fields[i], facts ? &facts[i] : NULL);
}

/* Whether the cells of an element say anything; one that does not would not
   be taken for an element. */
static bool has_content(struct arena *arena, const struct record_type *type,
                        const struct fact *facts)
{
    for (size_t i = 0; i < type->field_count; i++) {
        struct buf cell = buf_on(arena);
        if ((facts[i].flags & FACT_GIVEN) &&
            !(facts[i].flags & (FACT_EXPLICIT | FACT_REFUSED)) &&
            put_value(&cell, type->fields[i], &facts[i].told))
            return true;
    }
    return false;
}

static bool is_writable(struct arena *arena, const struct field *field,
                        const struct list *list)
{
    for (uint32_t e = 0; e < list->n; e++)
        if (!has_content(arena, field->type.element, list->elements[e].facts))
            return false;
    return true;
}

/* A list of which an element would be lost is written as not known. */
static void put_list(struct buf *out, struct record_columns *columns,
                     const struct field *field, const struct list *list)
{
    bool whole = is_writable(out->arena, field, list);
    buf_text(out, !whole                    ? ",unknown"
                  : list->given && !list->n ? ",none"
                                            : ",");
    columns->lost += !whole;
    for (uint32_t e = 0; e < columns->elements[field->list]; e++)
        put_cells(out, columns, field->type.element,
                  whole && e < list->n ? list->elements[e].facts : NULL, true);
}

void record_csv_row(struct buf *out, struct record_columns *columns,
                    const struct record *record)
{
    csv_cell(out, record->id);
    put_cells(out, columns, record->type, record->facts, false);
    for (size_t l = 0; l < record->type->list_count; l++)
        put_list(out, columns, record->type->lists[l], &record->lists[l]);
    buf_char(out, '\n');
}
