/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What the cells of a table say that have no short way. The long way,
 * row_plan_say, speaks to a record at hand; a cell after which nothing was to
 * be said about the record is taken from there: as an option's mask, a number,
 * or as one with which no row is plain. So a cell has one meaning, and this
 * file knows none.
 *
 * Cells of at most 16 bytes are remembered by column. What goes the long way
 * in every row (elements, dated facts, expressions, several sources of one
 * field) is taken from the record row by row.
 */

#include "interp/records/reading.h"
#include "interp/records/sheet_table_internal.h"

/* --- what a fact says ------------------------------------------------------ */

/* Whether its date, if it has one, makes no difference: in an element the
   element's own comes into it, which sheet_settle knows. */
static bool is_current(const struct sheet_table *table,
                       const struct sheet_field *f, const struct fact *fact)
{
    if (!fact->dated)
        return true;
    if (f->field->valid_for.set &&
        (!f->field->record->is_patient ||
         dates_is_stale(table->empty, f->field, fact)))
        return false;
    return !dates_is_future(table->empty, fact);
}

/* One option, or more than one where the column has room for that. */
static struct saying options_said(const struct sheet_field *f, uint64_t options)
{
    struct saying saying = {.said = SAID_OPTIONS, .options = options};
    if ((options & (options - 1)) && !f->parts)
        saying.said = SAID_HARD;
    return saying;
}

static struct saying number_said(const struct sheet_field *f, int64_t number)
{
    bool fits = number >= f->low && number <= f->high &&
                !(f->whole && number % DECIMAL_ONE);
    return (struct saying){.said = fits ? SAID_VALUE : SAID_HARD,
                           .value = number};
}

/* Of a fact that stands. */
static struct saying value_said(const struct sheet_table *table,
                                const struct sheet_field *f,
                                const struct value *value)
{
    static const struct saying hard = {.said = SAID_HARD};
    bool known = value->some && !value->nothing && value_is_known(*value);
    if (!value->some || value->nothing)
        return hard;
    switch (f->kind) {
    case SHEET_YESNO:
    case SHEET_CHOICE: return options_said(f, value->options);
    case SHEET_SET:
        return known ? (struct saying){.said = SAID_SET,
                                       .options = value->set.must}
                     : hard;
    case SHEET_NUMBER: return known ? number_said(f, value->range.low) : hard;
    case SHEET_DATE:
        return known ? (struct saying){.said = SAID_VALUE,
                                       .value = value->range.low}
                     : hard;
    case SHEET_TEXT:
        return known ? (struct saying){.said = SAID_TEXT,
                                       .text =
                                           str_copy(table->texts, value->text)}
                     : hard;
    case SHEET_LIST:
    case SHEET_NEVER: break;
    }
    return hard;
}

/* Of a fact about which nothing was to be said. One that is unknown in so many
   words is not assumed to be anything: that is rare. */
static struct saying fact_said(const struct sheet_table *table,
                               const struct sheet_field *f,
                               const struct fact *fact)
{
    struct saying nothing = {.said = SAID_NOTHING};
    struct saying hard = {.said = SAID_HARD};
    if (!(fact->flags & FACT_GIVEN))
        return nothing;
    if (fact->flags & (FACT_REFUSED | FACT_CONTRADICTED) ||
        !is_current(table, f, fact))
        return hard;
    if (!(fact->flags & FACT_EXPLICIT))
        return value_said(table, f, &fact->value);
    return f->assumed || !value_equal(fact->value, field_any(f->field))
               ? hard
               : nothing;
}

/* --- into a column ---------------------------------------------------------- */

static void put_options(struct sheet_column *column, const struct spot *at,
                        uint64_t options)
{
    for (size_t i = 0; options; i++, options >>= 1)
        if (options & 1)
            column->options[i * column->words + at->word] |= at->bit;
}

/* False if no row that says so is plain. */
static bool put(struct sheet_column *column, const struct spot *at,
                const struct saying *saying)
{
    switch (saying->said) {
    case SAID_FREE:
    case SAID_HARD: return false;
    case SAID_NOTHING: return true;
    case SAID_OPTION: saying->mask[at->word] |= at->bit; return true;
    case SAID_OPTIONS:
        put_options(column, at, saying->options);
        if (saying->options & (saying->options - 1))
            column->partly[at->word] |= at->bit;
        return true;
    case SAID_SET: put_options(column, at, saying->options); break;
    case SAID_VALUE: column->value[at->place] = saying->value; break;
    case SAID_TEXT: column->text[at->place] = saying->text; break;
    }
    column->known[at->word] |= at->bit;
    return true;
}

/* --- the long way ------------------------------------------------------------ */

static bool was_quiet(const struct record *record)
{
    return !record->errors.n && !record->warnings.n && !record->more_errors;
}

/* All that lay in the scratch arena is gone. */
static void forget_words(struct sheet_table *table)
{
    struct record *record = table->record;
    arena_clear(table->scratch);
    record->errors.at = NULL;
    record->errors.n = record->errors.capacity = 0;
    record->warnings.at = NULL;
    record->warnings.n = record->warnings.capacity = 0;
    record->more_errors = 0;
    record->titles = NULL;
}

/* What one cell says. */
static struct saying ask(struct sheet_table *table, const struct target *to,
                         struct str cell)
{
    struct record *record = table->record;
    size_t index = to->f->field->index;
    forget_words(table);
    record->facts[index] = table->empty->facts[index];
    if (to->step->column != COLUMN_NONE)
        table->plan->cells[to->step->column] = cell;
    row_plan_say(table->plan, to->step->source, record);
    if (!was_quiet(record))
        return (struct saying){.said = SAID_HARD};
    struct saying saying = fact_said(table, to->f, &record->facts[index]);
    uint64_t options = saying.options;
    if (saying.said == SAID_NOTHING)
        saying.mask = table->nowhere;
    if (saying.said == SAID_OPTIONS && !(options & (options - 1))) {
        saying.said = SAID_OPTION;
        saying.mask = to->column->options +
                      (size_t)__builtin_ctzll(options) * to->column->words;
    }
    return saying;
}

static bool put_asked(struct sheet_table *table, const struct target *to,
                      const struct spot *at, struct str cell)
{
    struct saying saying = ask(table, to, cell);
    if (saying.said == SAID_TEXT && to->f->is_id)
        table->sheet->id[at->place] = saying.text;
    return put(to->column, at, &saying);
}

/* Remembers what the cell says; a text would not outlive its sheet. */
static bool put_new(struct sheet_table *table, const struct target *to,
                    const struct spot *at, struct str cell)
{
    struct said_cell new = {.saying = ask(table, to, cell)};
    row_plan_bytes(cell, &new.low, &new.high);
    struct said_cell *place = sheet_cell_place(to, new.low, new.high);
    if (place->saying.said != SAID_FREE)
        place = &to->cells[(size_t)(place - to->cells) ^ 1];
    if (new.saying.said != SAID_TEXT)
        *place = new;
    else if (to->f->is_id)
        table->sheet->id[at->place] = new.saying.text;
    return put(to->column, at, &new.saying);
}

/* By the column's memory. */
bool sheet_say_cell(struct sheet_table *table, const struct target *to,
                    const struct spot *at, struct str cell)
{
    uint64_t low, high;
    if (cell.n > ROW_PLAN_BYTES)
        return put_asked(table, to, at, cell);
    row_plan_bytes(cell, &low, &high);
    const struct said_cell *place = sheet_cell_place(to, low, high);
    if (!sheet_cell_is(place, low, high))
        place = &to->cells[(size_t)(place - to->cells) ^ 1];
    if (!sheet_cell_is(place, low, high))
        return put_new(table, to, at, cell);
    if (place->saying.said > SAID_OPTION)
        return put(to->column, at, &place->saying);
    place->saying.mask[at->word] |= at->bit;
    return true;
}

/* --- what goes the long way in every row -------------------------------------- */

static void empty_record(struct sheet_table *table)
{
    struct record *record = table->record;
    const struct record *empty = table->empty;
    const struct record_type *type = record->type;
    forget_words(table);
    memcpy(record->facts, empty->facts,
           type->field_count * sizeof *record->facts);
    if (type->list_count)
        memcpy(record->lists, empty->lists,
               type->list_count * sizeof *record->lists);
}

static bool put_fact(struct sheet_table *table, const struct sheet_field *f,
                     struct sheet_column *column, const struct fact *fact,
                     size_t place)
{
    struct spot at = spot_at(place);
    struct saying saying = fact_said(table, f, fact);
    if (saying.said == SAID_TEXT && f->is_id)
        table->sheet->id[place] = saying.text;
    return put(column, &at, &saying);
}

/* A list that is not given may be assumed to be empty, if nothing is said. */
static bool put_absent(const struct fact *fact, const struct field *list)
{
    return !(fact->flags & ~(unsigned)(FACT_GIVEN | FACT_EXPLICIT)) &&
           !(fact->flags && list->has_assumed);
}

static bool put_list(struct sheet_table *table, const struct field *field,
                     size_t row)
{
    struct sheet *sheet = table->sheet;
    const struct sheet_type *type = &sheet->inside->plan->elements[field->list];
    const struct list *from = &table->record->lists[field->list];
    struct sheet_list *to = &sheet->lists[field->list];
    if (!from->given)
        return put_absent(&table->record->facts[field->index], field);
    sheet_set(to->given, row);
    for (uint32_t i = 0; i < from->n; i++) {
        uint32_t place = to->start[row + 1];
        table->full = place >= SHEET_ELEMENTS;
        if (table->full)
            return false;
        to->start[row + 1]++;
        for (size_t j = 0; j < type->type->field_count; j++)
            if (!put_fact(table, &type->fields[j], &to->columns[j],
                          &from->elements[i].facts[j], place))
                return false;
    }
    return true;
}

bool sheet_say_others(struct sheet_table *table, size_t row)
{
    struct row_plan *plan = table->plan;
    struct record *record = table->record;
    const struct sheet_type *type = &table->sheet->inside->plan->patient;
    empty_record(table);
    row_plan_begin(plan, record);
    for (size_t i = 0; i < plan->other_count; i++)
        row_plan_say(plan, plan->others[i], record);
    if (!was_quiet(record))
        return false;
    for (size_t i = 0; i < table->other_count; i++) {
        size_t index = table->others[i]->index;
        if (!put_fact(table, &type->fields[index],
                      &table->sheet->columns[index], &record->facts[index],
                      row))
            return false;
    }
    for (size_t i = 0; i < record->type->list_count; i++)
        if (!put_list(table, record->type->lists[i], row))
            return false;
    return true;
}
