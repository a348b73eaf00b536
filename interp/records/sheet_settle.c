/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What record_settle does to one record after the other, done to the columns
 * of plain ones: assumptions, ages of elements, conditions (`if`), counts. A
 * row of which record_settle would say something becomes a hard one; the rest
 * stands as the evaluator's field_among and field_list would give it.
 */

#include "interp/records/sheet_plan.h"

#include "grammar/limits.h"
#include "interp/records/reading.h"

/* A row of facts at every place: the patient's, or a list's elements. */
struct settling {
    struct sheet *sheet;
    const struct sheet_type *type;
    struct sheet_column *columns;
    const struct sheet_list *list; /* NULL: the patient's */
    size_t places, words;          /* words of a mask that are in use */
};

/* The places that there are, of a word of a mask. */
static uint64_t places_of(const struct settling *s, size_t word)
{
    size_t left = s->places - word * 64;
    return left >= 64 ? UINT64_MAX : ((uint64_t)1 << left) - 1;
}

/* The row of an element is a hard one. */
static void make_hard(const struct settling *s, size_t place)
{
    size_t row = 0;
    if (!s->list) {
        sheet_set(s->sheet->hard, place);
        return;
    }
    while (s->list->start[row + 1] <= place)
        row++;
    sheet_set(s->sheet->hard, row);
}

static void make_all_hard(const struct settling *s, size_t word,
                          uint64_t places)
{
    for (; places; places &= places - 1)
        make_hard(s, word * 64 + (size_t)__builtin_ctzll(places));
}

/* --- what is known ------------------------------------------------------- */

static void join_options(const struct settling *s, const struct sheet_field *f,
                         const struct sheet_column *column)
{
    for (size_t i = 0; i < sheet_options(f); i++)
        for (size_t word = 0; word < s->words; word++)
            column->known[word] |= column->options[i * column->words + word];
    for (size_t word = 0; f->parts && word < s->words; word++)
        column->known[word] &= ~column->partly[word];
}

/* --- assumptions --------------------------------------------------------- */

static void assume_options(const struct sheet_column *column, uint64_t options,
                           size_t word, uint64_t places)
{
    for (size_t i = 0; options; i++, options >>= 1)
        if (options & 1)
            column->options[i * column->words + word] |= places;
}

static void assume_at(const struct sheet_column *column,
                      const struct value *assumed, size_t place)
{
    if (column->value)
        column->value[place] = assumed->range.low;
    if (column->text)
        column->text[place] = assumed->text;
}

static void assume_word(const struct settling *s,
                        const struct sheet_column *column, size_t word)
{
    const struct value *assumed = &column->field->assumed;
    uint64_t places = places_of(s, word) & ~column->known[word];
    if (column->options)
        assume_options(column,
                       assumed->kind == VALUE_SET ? assumed->set.must
                                                  : assumed->options,
                       word, places);
    column->known[word] |= places;
    for (; places; places &= places - 1)
        assume_at(column, assumed, word * 64 + (size_t)__builtin_ctzll(places));
}

/* --- the dates of elements ----------------------------------------------- */

/* An element dated after today is only planned, and warned of. */
static void refuse_planned(const struct settling *s,
                           const struct sheet_column *by)
{
    date today = s->sheet->inside->plan->today;
    for (size_t i = 0; i < s->places; i++)
        if (by->value[i] > today && sheet_bit(by->known, i))
            make_hard(s, i);
}

static void forget(const struct sheet_masks *masks, size_t place)
{
    for (size_t i = 0; i < masks->count; i++)
        masks->at[i * masks->words + place / 64] &=
            ~((uint64_t)1 << (place % 64));
}

/* What is too old is unknown. */
static void drop_stale(const struct settling *s, const struct sheet_column *by,
                       const struct sheet_field *f)
{
    const struct sheet_column *column = &s->columns[f->field->index];
    struct record record = {.today = s->sheet->inside->plan->today};
    struct sheet_masks all = sheet_column_masks(column, f);
    for (size_t i = 0; i < s->places; i++) {
        struct fact fact = {.dated = true, .first = by->value[i]};
        if (sheet_bit(by->known, i) && sheet_bit(column->known, i) &&
            dates_is_stale(&record, f->field, &fact))
            forget(&all, i);
    }
}

/* --- conditions ---------------------------------------------------------- */

/* Where the condition of a field surely holds, and where it surely fails. */
static void judge_condition(const struct settling *s,
                            const struct sheet_field *f, size_t word,
                            uint64_t *holds, uint64_t *fails)
{
    const struct sheet_column *on = &s->columns[f->field->only_if->index];
    uint64_t options = f->if_options;
    *holds = 0;
    for (size_t i = 0; options; i++, options >>= 1)
        if (options & 1)
            *holds |= on->options[i * on->words + word];
    *holds &= on->known[word];
    *fails = on->known[word] & ~*holds;
    if (on->nothing)
        *fails |= on->nothing[word];
}

static void settle_condition(const struct settling *s,
                             const struct sheet_field *f)
{
    struct sheet_column *column = &s->columns[f->field->index];
    uint64_t holds, fails;
    for (size_t word = 0; word < s->words; word++) {
        judge_condition(s, f, word, &holds, &fails);
        uint64_t unknown = places_of(s, word) & ~column->known[word];
        make_all_hard(s, word, column->known[word] & fails);
        column->nothing[word] = unknown & fails;
        column->perhaps[word] = unknown & ~fails & ~holds;
    }
}

/* Of a list that does not exist there are no elements. */
static void settle_list_condition(const struct settling *s,
                                  const struct sheet_field *f)
{
    struct sheet_list *list = &s->sheet->lists[f->field->list];
    uint64_t holds, fails;
    for (size_t row = 0; row < s->places; row++) {
        judge_condition(s, f, row / 64, &holds, &fails);
        if (!(fails >> (row % 64) & 1))
            continue;
        if (list->start[row] < list->start[row + 1])
            make_hard(s, row);
        if (!sheet_bit(list->given, row))
            list->fewest[row] = list->most[row] = 0;
    }
}

/* --- counts -------------------------------------------------------------- */

/* A list that is not given, and whose count is not known. */
static void count_unknown(struct sheet_list *list, size_t row)
{
    const struct field *count = list->field->counted_by;
    list->fewest[row] = 0;
    list->most[row] = LIST_ANY;
    if (!count)
        return;
    struct value any = field_any(count);
    list->fewest[row] = counted_elements(any.range.low, false);
    list->most[row] = counted_elements(any.range.high, true);
    if (list->fewest[row] == LIST_ANY)
        list->fewest[row] = LIMIT_ELEMENTS;
}

static void settle_count(const struct settling *s, struct sheet_list *list,
                         size_t row)
{
    const struct field *by = list->field->counted_by;
    const struct sheet_column *count = by ? &s->columns[by->index] : NULL;
    uint32_t n = list->start[row + 1] - list->start[row];
    bool given = sheet_bit(list->given, row);
    if (count && sheet_bit(count->known, row)) {
        decimal number = count->value[row];
        if (number > LIMIT_ELEMENTS * DECIMAL_ONE ||
            (given && number < n * DECIMAL_ONE))
            make_hard(s, row);
        n = counted_elements(number, true);
    } else if (!given) {
        count_unknown(list, row);
        return;
    }
    list->fewest[row] = list->most[row] = n;
}

static void settle_counts(const struct settling *s)
{
    for (size_t i = 0; i < s->sheet->inside->plan->list_count; i++) {
        struct sheet_list *list = &s->sheet->lists[i];
        bool assumed = list->field->has_assumed;
        for (size_t row = 0; row < s->places; row++) {
            if (assumed)
                sheet_set(list->given, row);
            settle_count(s, list, row);
        }
    }
}

/* --- all ----------------------------------------------------------------- */

static void settle_field(const struct settling *s, const struct sheet_field *f)
{
    struct sheet_column *column = &s->columns[f->field->index];
    if (f->kind == SHEET_LIST || f->kind == SHEET_NEVER)
        return;
    if (f->kind == SHEET_YESNO || f->kind == SHEET_CHOICE)
        join_options(s, f, column);
    for (size_t word = 0; f->assumed && word < s->words; word++)
        assume_word(s, column, word);
    const struct field *by = s->list ? s->list->field->by : NULL;
    if (by && f->field != by && f->field->valid_for.set)
        drop_stale(s, &s->columns[by->index], f);
}

static void settle_fields(const struct settling *s)
{
    const struct sheet_type *type = s->type;
    const struct field *by = s->list ? s->list->field->by : NULL;
    for (size_t i = 0; i < type->type->field_count; i++)
        settle_field(s, &type->fields[i]);
    if (by)
        refuse_planned(s, &s->columns[by->index]);
    for (size_t i = 0; i < type->conditional_count; i++) {
        const struct sheet_field *f = &type->fields[type->conditional[i]];
        if (f->kind != SHEET_LIST)
            settle_condition(s, f);
    }
}

void sheet_settle(struct sheet *sheet)
{
    const struct sheet_plan *plan = sheet->inside->plan;
    struct settling patient = {.sheet = sheet,
                               .type = &plan->patient,
                               .columns = sheet->columns,
                               .places = sheet->rows,
                               .words = (sheet->rows + 63) / 64};
    settle_fields(&patient);
    settle_counts(&patient);
    for (size_t i = 0; i < plan->patient.conditional_count; i++) {
        size_t index = plan->patient.conditional[i];
        if (plan->patient.fields[index].kind == SHEET_LIST)
            settle_list_condition(&patient, &plan->patient.fields[index]);
    }
    for (size_t i = 0; i < plan->list_count; i++) {
        size_t n = sheet->lists[i].start[sheet->rows];
        struct settling elements = {.sheet = sheet,
                                    .type = &plan->elements[i],
                                    .columns = sheet->lists[i].columns,
                                    .list = &sheet->lists[i],
                                    .places = n,
                                    .words = (n + 63) / 64};
        settle_fields(&elements);
    }
}
