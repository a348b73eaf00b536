/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Whether a sheet says of each plain record what the ordinary reader says, and
 * a batch what the ordinary evaluator says, keys included. The input is
 * records, a JSON object a line or a table, against tests/fuzz/fuzz.rules, or
 * rules and records with a line "=== records" between them. A row that is not
 * hard must be a record without error, warning or unknown key; the rest may be
 * hard as they like, and say by themselves what they say among others.
 */

#include "tests/fuzz/target.h"

#include "interp/eval/batch.h"
#include "interp/eval/record_keys.h"
#include "interp/records/json.h"
#include "interp/records/sheet_read.h"
#include "interp/records/sheet_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One row of a sheet beside its record, or one element of them. */
struct pair {
    const struct record *record;
    const struct record_type *type;
    const struct sheet_column *columns;
    size_t place;
    const struct fact *facts;
};

static void must(bool holds, const struct record *record, struct str what)
{
    if (holds)
        return;
    fprintf(stderr, "%.*s: %.*s: the sheet differs\n", STR_ARG(record->source),
            STR_ARG(what));
    abort();
}

/* ---- facts ---------------------------------------------------------------- */

/* As the evaluator's field_among gives it. */
static struct value fact_value(const struct pair *pair,
                               const struct field *field)
{
    const struct fact *fact = &pair->facts[field->index];
    const struct field *on = field->only_if;
    if (!on || record_stands(pair->record, fact))
        return fact->value;
    struct value condition = fact_value(pair, on);
    switch (on->type.kind == TYPE_SET
                ? value_includes(condition, field->only_if_options)
                : value_is(condition, field->only_if_options)) {
    case TRUTH_YES: return fact->value;
    case TRUTH_NO: return value_nothing((enum value_kind)fact->value.kind);
    case TRUTH_UNKNOWN: break;
    }
    return value_or_nothing(fact->value);
}

static uint64_t options_at(const struct sheet_column *column, size_t place)
{
    uint64_t options = 0;
    size_t n = column->field->type.kind == TYPE_YESNO
                   ? 2
                   : column->field->type.choices->n;
    for (size_t i = 0; i < n; i++)
        if (sheet_bit(column->options + i * column->words, place))
            options |= (uint64_t)1 << i;
    return options;
}

static struct value known_value(const struct sheet_column *column, size_t place)
{
    switch (column->field->type.kind) {
    case TYPE_YESNO:
    case TYPE_CHOICE: return value_options(options_at(column, place));
    case TYPE_SET: {
        uint64_t options = options_at(column, place);
        return value_set(options, options);
    }
    case TYPE_NUMBER: return value_number(column->value[place]);
    case TYPE_DATE: return value_date(column->value[place]);
    case TYPE_TEXT: return value_text(column->text[place]);
    case TYPE_LIST:
    case TYPE_UNKNOWN: break;
    }
    abort();
}

static struct value sheet_value(const struct sheet_column *column, size_t place)
{
    struct value any = field_any(column->field);
    if (sheet_bit(column->known, place))
        return known_value(column, place);
    if (column->partly && sheet_bit(column->partly, place))
        return value_options(options_at(column, place));
    if (column->nothing && sheet_bit(column->nothing, place))
        return value_nothing((enum value_kind)any.kind);
    if (column->perhaps && sheet_bit(column->perhaps, place))
        return value_or_nothing(any);
    return any;
}

static void compare_facts(const struct pair *pair)
{
    for (size_t i = 0; i < pair->type->field_count; i++) {
        const struct field *field = pair->type->fields[i];
        if (field->type.kind == TYPE_LIST)
            continue;
        struct value found = sheet_value(&pair->columns[i], pair->place);
        must(value_equal(found, fact_value(pair, field)), pair->record,
             field->name);
    }
}

/* ---- lists ---------------------------------------------------------------- */

static struct list list_of(const struct pair *patient,
                           const struct field *field)
{
    struct list list = patient->record->lists[field->list];
    const struct field *on = field->only_if;
    if (list.given || !on)
        return list;
    struct value condition = fact_value(patient, on);
    enum truth holds = on->type.kind == TYPE_SET
                           ? value_includes(condition, field->only_if_options)
                           : value_is(condition, field->only_if_options);
    if (holds == TRUTH_NO)
        list.n = list.fewest = list.most = 0;
    return list;
}

static void compare_list(const struct pair *patient,
                         const struct sheet_list *found)
{
    const struct field *field = found->field;
    struct list list = list_of(patient, field);
    size_t row = patient->place;
    must(found->start[row + 1] - found->start[row] == list.n &&
             found->fewest[row] == list.fewest &&
             found->most[row] == list.most &&
             sheet_bit(found->given, row) == list.given,
         patient->record, field->name);
    for (uint32_t i = 0; i < list.n; i++) {
        struct pair element = {patient->record, field->type.element,
                               found->columns, found->start[row] + i,
                               list.elements[i].facts};
        compare_facts(&element);
    }
}

/* ---- rows ----------------------------------------------------------------- */

struct comparison_of {
    struct arena *arena;
    const struct program *program;
    struct reader *one_by_one;
    struct reader *rows; /* of a table, once there is a block */
    struct reader_block block;
    struct sheet *sheet;
    struct batch_work *work;      /* NULL: the program has no batch */
    const struct part_keys *keys; /* or NULL */
    struct evaluator *ev;
};

static void compare_row(const struct comparison_of *all, size_t row,
                        const struct record *record)
{
    const struct sheet *sheet = all->sheet;
    struct pair patient = {record, record->type, sheet->columns, row,
                           record->facts};
    must(record->readable && !record->errors.n && !record->warnings.n, record,
         STR("an error"));
    must(str_equal(record->id, sheet->id[row]), record, STR("id"));
    compare_facts(&patient);
    for (size_t i = 0; i < record->type->list_count; i++)
        compare_list(&patient, &sheet->lists[i]);
}

static void compare_keys(const struct comparison_of *all, size_t row,
                         const struct record *record, const char *letters)
{
    const struct record_keys at = {all->keys, all->ev, letters};
    struct key one, other;
    for (uint32_t i = 0; all->keys && i < all->keys->part_count; i++) {
        bool has_one = batch_key(all->work, i, row, &one);
        bool has_other = record_key(&at, i, &other);
        must(has_one == has_other, record, STR("whether there is a key"));
        must(!has_one || (one.n == other.n && !memcmp(one.at, other.at, one.n)),
             record, STR("a key"));
    }
}

static void compare_states(const struct comparison_of *all, size_t row,
                           struct record *record)
{
    const enum truth *states = find_states(all->ev, record, all->arena);
    const char *letters = batch_letters(all->work, row);
    must(!record->errors.n, record, STR("an error of the rules"));
    for (size_t i = 0; i < all->program->rule_count; i++)
        must(letters[i] == "?FTU"[states[i]], record,
             all -> program -> rules[i] -> name);
    compare_keys(all, row, record, letters);
}

/* How often a key that is no field was met. */
static uint64_t keys_met(const struct reader *reader)
{
    const struct unknown_key *keys;
    size_t n = reader_unknown_keys(reader, &keys);
    uint64_t times = 0;
    for (size_t i = 0; i < n; i++)
        times += keys[i].times;
    return times;
}

/* A hard row of a table, read alone. */
static void compare_hard(const struct comparison_of *all, size_t row,
                         const struct record *record)
{
    struct reader_line line = {.name = all->block.name,
                               .text = all->sheet->line[row],
                               .line = all->sheet->number[row]};
    if (!all->rows)
        return;
    const struct record *alone = reader_read_line(all->rows, all->arena, &line);
    must(alone->readable == record->readable &&
             alone->errors.n == record->errors.n &&
             alone->warnings.n == record->warnings.n &&
             str_equal(alone->source, record->source) &&
             str_equal(alone->id, record->id),
         record, STR("a row that is read alone"));
    for (size_t i = 0; i < record->type->field_count; i++)
        must(record->type->fields[i]->type.kind == TYPE_LIST ||
                 value_equal(alone->facts[i].value, record->facts[i].value),
             record, record->type->fields[i]->name);
}

static void compare_sheet(const struct comparison_of *all)
{
    const struct sheet *sheet = all->sheet;
    struct record *records[SHEET_ROWS];
    struct input_error error;
    for (size_t row = 0; row < sheet->rows; row++) {
        uint64_t keys = keys_met(all->one_by_one);
        if (reader_next(all->one_by_one, all->arena, &records[row], &error) !=
            READER_RECORD)
            abort();
        if (sheet_bit(sheet->hard, row)) {
            compare_hard(all, row, records[row]);
            continue;
        }
        must(all->rows || keys_met(all->one_by_one) == keys, records[row],
             STR("a key that is no field"));
        compare_row(all, row, records[row]);
    }
    if (all->work)
        batch_run(all->work, all->sheet);
    for (size_t row = 0; all->work && row < sheet->rows; row++)
        if (!sheet_bit(sheet->hard, row))
            compare_states(all, row, records[row]);
}

static void compare_lines(struct comparison_of *all, struct reader *in_blocks)
{
    struct input_error error;
    struct json_index *index = json_index_new();
    while (index &&
           reader_block(in_blocks, &all->block, &error) == READER_RECORD) {
        const struct input_block *bytes = &all->block.bytes;
        struct sheet_lines lines = sheet_lines_of(
            index, bytes->at + bytes->start, bytes->n, all->block.line);
        while (sheet_fill(all->sheet, &lines))
            compare_sheet(all);
    }
    json_index_free(index);
}

/* A row that is for none of the blocks. */
static bool pass_row(const struct comparison_of *all, struct reader *in_blocks)
{
    struct record *record, *other;
    struct input_error error;
    enum reader_state state =
        reader_next(in_blocks, all->arena, &record, &error);
    if (reader_next(all->one_by_one, all->arena, &other, &error) != state)
        abort();
    if (state == READER_RECORD)
        must(str_equal(record->source, other->source), record, STR("line"));
    return state == READER_RECORD;
}

static void compare_rows(struct comparison_of *all, struct reader *in_blocks)
{
    struct sheet_table *table = NULL;
    struct arena *texts = arena_new(), *scratch = arena_new();
    struct input_error error;
    if (!texts || !scratch)
        abort();
    do {
        if (!reader_has_lines(in_blocks))
            continue;
        if (!table) {
            all->rows = reader_of_rows(all->arena, in_blocks);
            table = reader_sheet(all->rows, all->sheet, texts, scratch);
        }
        if (reader_block(in_blocks, &all->block, &error) != READER_RECORD)
            abort();
        const struct input_block *bytes = &all->block.bytes;
        struct sheet_rows rows =
            sheet_rows_of(bytes->at + bytes->start, bytes->n, all->block.line);
        while (sheet_table_fill(table, &rows))
            compare_sheet(all);
    } while (pass_row(all, in_blocks));
    arena_free(texts);
    arena_free(scratch);
}

/* ---- the whole ------------------------------------------------------------ */

static struct reader *open_text(struct arena *arena,
                                const struct program *program, struct str text)
{
    struct reader_options options = target_reading(program);
    struct input_error error;
    struct str front = str_trim(text);
    bool is_json = front.n && (front.at[0] == '{' || front.at[0] == '[');
    return reader_of_text(arena, is_json ? STR("t.ndjson") : STR("t.csv"), text,
                          &options, &error);
}

static void compare(struct comparison_of *all, struct str records)
{
    struct arena *arena = all->arena;
    date today = target_reading(all->program).today;
    const struct sheet_plan *plan =
        sheet_plan_new(arena, all->program->vocabulary, today);
    const struct batch *batch = batch_compile_keys(arena, all->program, today);
    if (!plan)
        return;
    if (batch)
        all->keys = batch_keys(batch);
    else
        batch = batch_compile(arena, all->program, today);
    all->sheet = sheet_new(arena, plan);
    all->work = batch ? batch_work_new(arena, batch) : NULL;
    all->ev = evaluator_new(arena, all->program);
    struct reader *in_blocks = open_text(arena, all->program, records);
    all->one_by_one = open_text(arena, all->program, records);
    if (in_blocks && all->one_by_one && reader_has_lines(in_blocks))
        compare_lines(all, in_blocks);
    else if (in_blocks && all->one_by_one)
        compare_rows(all, in_blocks);
    free(all->block.bytes.at);
    reader_close(in_blocks);
    reader_close(all->one_by_one);
}

static void test(struct arena *arena, struct str text)
{
    struct loaded loaded;
    struct str rules, records = text;
    if (!target_cut(text, &rules, &records))
        rules = target_file(arena, "tests/fuzz/fuzz.rules");
    load_text(arena, STR("t.rules"), rules, &loaded);
    struct comparison_of all = {.arena = arena, .program = loaded.program};
    if (target_loaded(arena, &loaded) && loaded.program->vocabulary->patient)
        compare(&all, records);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    target_run(bytes, n, test);
    return 0;
}
