/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What becomes of a record once all is in: the four steps that record.h
 * describes. Each is a loop over the facts of the patient, then over those of
 * every described element; `facts_of` is one such row of facts.
 */

#include "interp/records/reading.h"

#include "grammar/base/buf.h"
#include "grammar/limits.h"

/* For the time of step 2: contradicts its condition. */
#define MARKED ((unsigned)1 << 31)

struct facts_of {
    struct record *record;
    const struct record_type *type;
    const struct special_fields *special; /* or NULL */
    const struct field *list;             /* NULL: the patient's */
    uint32_t element;                     /* from 1 */
    struct fact *facts;
    bool planned; /* an element dated after today */
};

static struct fact_place place_of(const struct facts_of *row,
                                  const struct field *field)
{
    return (struct fact_place){row->record, row->list, row->element, field,
                               &row->facts[field->index]};
}

static struct some_fields all_fields(const struct facts_of *row)
{
    return (struct some_fields){row->type->fields, row->type->field_count};
}

static void make_unknown(const struct field *field, struct fact *fact,
                         unsigned flag)
{
    fact->flags |= flag;
    if (field->type.kind != TYPE_LIST)
        fact->value = field_any(field);
}

/* --- 1. dates ------------------------------------------------------------ */

static void judge_age(const struct facts_of *row, const struct field *field,
                      struct fact *fact)
{
    const struct record *record = row->record;
    if (!field->valid_for.set)
        return;
    if (!fact->dated)
        fact->flags |= FACT_UNDATED;
    if (dates_is_stale(record, field, fact))
        make_unknown(field, fact, FACT_STALE);
    if ((fact->flags & FACT_UNDATED) && record->strict)
        fact->value = field_any(field);
}

static void judge_date(const struct facts_of *row, const struct field *field)
{
    struct fact *fact = &row->facts[field->index];
    if (!record_stands(row->record, fact))
        return;
    if (dates_is_future(row->record, fact)) {
        struct fact_place place = place_of(row, field);
        dates_warn_future(&place, fact->first, fact->last);
        make_unknown(field, fact, FACT_FUTURE);
        return;
    }
    judge_age(row, field, fact);
}

/* The date of the element for a fact that has none of its own. */
static void inherit_date(const struct fact *by, struct fact *fact)
{
    if (fact->dated || !(fact->flags & FACT_GIVEN))
        return;
    fact->dated = true;
    fact->first = by->value.range.low;
    fact->last = by->value.range.high;
}

static void hide_planned(struct facts_of *row, const struct field *by)
{
    const struct fact *date_fact = &row->facts[by->index];
    struct fact_place place = place_of(row, by);
    place.field = NULL;
    row->planned = true;
    dates_warn_future(&place, date_fact->value.range.low,
                      date_fact->value.range.high);
    for (size_t i = 0; i < row->type->field_count; i++) {
        struct fact *fact = &row->facts[i];
        if (i != by->index && record_stands(row->record, fact))
            make_unknown(row->type->fields[i], fact, FACT_FUTURE);
    }
}

static void date_by_element(struct facts_of *row, const struct field *by)
{
    const struct fact *date_fact = &row->facts[by->index];
    judge_date(row, by);
    if (!record_stands(row->record, date_fact))
        return;
    if (date_fact->value.range.low > row->record->today) {
        hide_planned(row, by);
        return;
    }
    for (size_t i = 0; i < row->type->field_count; i++)
        if (i != by->index)
            inherit_date(date_fact, &row->facts[i]);
}

static void settle_dates(struct facts_of *row)
{
    const struct field *by = row->list ? row->list->by : NULL;
    if (by)
        date_by_element(row, by);
    if (row->planned)
        return;
    struct some_fields fields =
        row->special && !row->list && row->record->undated ? row->special->aged
                                                           : all_fields(row);
    for (size_t i = 0; i < fields.n; i++)
        if (fields.at[i] != by && fields.at[i]->type.kind != TYPE_LIST)
            judge_date(row, fields.at[i]);
}

/* --- 2. conditions ------------------------------------------------------- */

/* Whether the condition surely fails on what is given. Conditions of
   conditions form no circle; `depth` holds should one be made by hand. */
static bool surely_fails(const struct facts_of *row, const struct field *field,
                         unsigned depth)
{
    const struct field *on = field->only_if;
    if (!on || depth > LIMIT_NESTING)
        return false;
    const struct fact *fact = &row->facts[on->index];
    if (!record_stands(row->record, fact))
        return surely_fails(row, on, depth + 1);
    enum truth holds = on->type.kind == TYPE_SET
                           ? value_includes(fact->value, field->only_if_options)
                           : value_is(fact->value, field->only_if_options);
    return holds == TRUTH_NO;
}

/* An empty list says that there is nothing: no contradiction. */
static bool has_content(const struct facts_of *row, const struct field *field)
{
    if (field->type.kind == TYPE_LIST)
        return row->record->lists[field->list].n > 0;
    return record_stands(row->record, &row->facts[field->index]);
}

static struct str condition_text(struct arena *arena, const struct field *field)
{
    const struct field *on = field->only_if;
    struct str options = value_print_text(
        arena, &on->type,
        on->type.kind == TYPE_SET ? value_set(field->only_if_options, 0)
                                  : value_options(field->only_if_options));
    if (on->type.kind == TYPE_YESNO)
        return str_format(arena, "nothing, unless %.*s is %.*s",
                          STR_ARG(on->name), STR_ARG(options));
    return str_format(arena, "nothing, unless %.*s %.*s", STR_ARG(on->name),
                      STR_ARG(options));
}

static struct str shown_value(const struct facts_of *row,
                              const struct field *field)
{
    struct arena *arena = row->record->arena;
    if (field->type.kind == TYPE_LIST)
        return str_format(arena, "%u listed",
                          (unsigned)row->record->lists[field->list].n);
    return value_print_text(arena, &field->type,
                            row->facts[field->index].value);
}

static void report_condition(const struct facts_of *row,
                             const struct field *field)
{
    struct arena *arena = row->record->arena;
    struct record_error error = {
        .kind = RECORD_ERROR_CONDITION,
        .field = field->name,
        .path = record_path(arena, row->list, row->element, field),
        .found = shown_value(row, field),
        .expected = condition_text(arena, field),
        .source = row->record->source,
        .order = record_order(row->list, row->element, field),
    };
    record_error_add(row->record, error);
}

static void contradict(const struct facts_of *row, const struct field *field)
{
    make_unknown(field, &row->facts[field->index], FACT_CONTRADICTED);
    if (field->type.kind == TYPE_LIST)
        row->record->lists[field->list] = (struct list){.most = LIST_ANY};
}

static void settle_conditions(const struct facts_of *row)
{
    bool any = false;
    struct some_fields fields =
        row->special ? row->special->conditional : all_fields(row);
    for (size_t i = 0; i < fields.n; i++) {
        const struct field *field = fields.at[i];
        if (!field->only_if || !has_content(row, field) ||
            !surely_fails(row, field, 0))
            continue;
        report_condition(row, field);
        row->facts[field->index].flags |= MARKED;
        any = true;
    }
    for (size_t i = 0; any && i < row->type->field_count; i++) {
        const struct field *field = row->type->fields[i];
        if (!(row->facts[i].flags & MARKED))
            continue;
        row->facts[i].flags &= ~MARKED;
        contradict(row, field);
        contradict(row, field->only_if);
    }
}

/* --- 3. assumptions ------------------------------------------------------ */

static void assume_empty(const struct facts_of *row, const struct field *field)
{
    const struct field *count = field->counted_by;
    if (count && (row->facts[count->index].flags & FACT_GIVEN))
        return;
    row->facts[field->index].flags = FACT_ASSUMED;
    row->record->lists[field->list] = (struct list){.given = true};
}

static void settle_assumptions(const struct facts_of *row)
{
    struct some_fields fields =
        row->special ? row->special->assumed : all_fields(row);
    for (size_t i = 0; i < fields.n; i++) {
        const struct field *field = fields.at[i];
        struct fact *fact = &row->facts[field->index];
        if (!field->has_assumed || fact->flags)
            continue;
        if (field->type.kind == TYPE_LIST) {
            assume_empty(row, field);
            continue;
        }
        fact->value = fact->told = field->assumed;
        fact->flags = FACT_ASSUMED;
    }
}

/* --- 4. counts ----------------------------------------------------------- */

uint32_t counted_elements(decimal number, bool is_high)
{
    if (number <= 0)
        return 0;
    if (number == DECIMAL_ABOVE_ALL)
        return LIST_ANY;
    int64_t whole = number / DECIMAL_ONE;
    if (!is_high && number % DECIMAL_ONE)
        whole++;
    return whole > LIMIT_ELEMENTS ? LIST_ANY : (uint32_t)whole;
}

static void refuse_count(struct record *record, const struct field *list,
                         enum record_error_kind kind, struct str expected)
{
    const struct field *count = list->counted_by;
    struct fact *fact = &record->facts[count->index];
    struct record_error error = {
        .kind = kind,
        .field = count->name,
        .path = count->name,
        .found = value_print_text(record->arena, &count->type, fact->value),
        .expected = expected,
        .source = record->source,
        .order = record_order(NULL, 0, count),
    };
    if (fact->flags & FACT_ASSUMED)
        fact->flags = 0;
    else
        record_error_add(record, error);
    fact->value = field_any(count);
    if (fact->flags & FACT_GIVEN)
        fact->flags |= FACT_REFUSED;
}

/* Whether the count is known in any way: given or assumed, and not fallen. */
static bool has_count(const struct record *record, const struct field *list)
{
    if (!list->counted_by)
        return false;
    const struct fact *fact = &record->facts[list->counted_by->index];
    return (fact->flags & FACT_ASSUMED) || record_stands(record, fact);
}

/* A count beyond what can be held, or below what is listed, is refused. */
static void judge_count(struct record *record, const struct field *list)
{
    struct list *here = &record->lists[list->list];
    struct fact *fact = &record->facts[list->counted_by->index];
    if (counted_elements(fact->value.range.low, false) == LIST_ANY) {
        refuse_count(record, list, RECORD_ERROR_VALUE,
                     str_format(record->arena, "at most %d", LIMIT_ELEMENTS));
        return;
    }
    if (!here->given)
        return;
    if (counted_elements(fact->value.range.high, true) < here->n) {
        refuse_count(record, list, RECORD_ERROR_COUNT,
                     str_format(record->arena, "at least %u, as %.*s lists",
                                (unsigned)here->n, STR_ARG(list->name)));
    } else if (counted_elements(fact->value.range.low, false) < here->n) {
        fact->value.range.low = (decimal)here->n * DECIMAL_ONE;
        fact->value.low_open = false;
    }
}

void record_recount(struct record *record, const struct field *list)
{
    struct list *here = &record->lists[list->list];
    if (here->given && !has_count(record, list)) {
        here->fewest = here->most = here->n;
        return;
    }
    here->fewest = 0;
    here->most = LIST_ANY;
    if (!list->counted_by)
        return;
    struct value count = record->facts[list->counted_by->index].value;
    if (!count.some)
        return;
    here->fewest = counted_elements(count.range.low, false);
    here->most = counted_elements(count.range.high, true);
    if (here->fewest == LIST_ANY)
        here->fewest = LIMIT_ELEMENTS;
    if (here->fewest < here->n)
        here->fewest = here->n;
    if (here->most < here->n)
        here->most = here->n;
}

static void settle_counts(struct record *record)
{
    for (size_t i = 0; i < record->type->list_count; i++) {
        const struct field *list = record->type->lists[i];
        if (has_count(record, list))
            judge_count(record, list);
        record_recount(record, list);
    }
}

/* --- all four ------------------------------------------------------------ */

/* Errors are few: insertion keeps those of one place in the order found. */
static void sort_errors(struct record *record)
{
    struct record_error *at = record->errors.at;
    for (size_t i = 1; i < record->errors.n; i++) {
        struct record_error error = at[i];
        size_t to = i;
        for (; to && at[to - 1].order > error.order; to--)
            at[to] = at[to - 1];
        at[to] = error;
    }
}

static void settle_row(struct facts_of *row)
{
    settle_dates(row);
    settle_conditions(row);
    if (!row->planned)
        settle_assumptions(row);
}

static void settle_elements(struct record *record, const struct field *list)
{
    const struct list *here = &record->lists[list->list];
    for (uint32_t i = 0; i < here->n; i++) {
        struct facts_of row = {
            .record = record,
            .type = list->type.element,
            .special =
                record->special ? &record->special[1 + list->list] : NULL,
            .list = list,
            .element = i + 1,
            .facts = here->elements[i].facts,
        };
        settle_row(&row);
    }
}

void record_settle(struct record *record)
{
    struct facts_of patient = {.record = record,
                               .type = record->type,
                               .special = record->special,
                               .facts = record->facts};
    if (!record->readable)
        return;
    settle_row(&patient);
    for (size_t i = 0; i < record->type->list_count; i++)
        settle_elements(record, record->type->lists[i]);
    settle_counts(record);
    sort_errors(record);
}
