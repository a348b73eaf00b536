/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Blocks of lines, of JSON or of a table: the plain records of a block are read
 * into sheets and evaluated together; every other line is read and evaluated
 * as each record is without sheets, and printed in its place. So what is
 * printed, counted and complained of is the same bytes as without.
 *
 * Keys that are no field make a line one of the others. They are gathered for
 * the block and joined in turn to those of its input, of which only so many
 * are kept; a block that has as many by itself is read once more then, since
 * which of them count is known only in turn. Of a table each readable row has
 * the keys of the header.
 */

#include "interp/cli/cohort_internal.h"

#include "grammar/limits.h"
#include "interp/cli/patient.h"
#include "interp/render/table.h"

#include <stdlib.h>

/* ---- beginning and end -------------------------------------------------- */

void sheets_prepare(struct shared *shared)
{
    const struct cohort *cohort = shared->cohort;
    bool states = cohort->format == RUN_STATES;
    bool results = cohort->format == RUN_NDJSON || cohort->format == RUN_CSV;
    if ((!states && !results) || cohort->facts || cohort->strict ||
        cohort->tally || cohort->reading.join || cohort->limit_ms)
        return;
    shared->batch = (states ? batch_compile : batch_compile_keys)(
        cohort->arena, cohort->program, cohort->today);
    if (shared->batch)
        shared->plan = sheet_plan_new(
            cohort->arena, cohort->program->vocabulary, cohort->today);
    if (shared->plan && !states)
        shared->parts = batch_keys(shared->batch);
}

bool sheets_start(struct worker *w, struct sheets *sheets)
{
    const struct shared *shared = w->shared;
    w->sheets = sheets;
    sheets->row_arena = arena_new();
    sheets->table_arena = arena_new();
    sheets->texts = arena_new();
    sheets->index = json_index_new();
    sheets->lines = reader_of_lines(w->arena, &shared->cohort->reading);
    if (!sheets->row_arena || !sheets->table_arena || !sheets->texts ||
        !sheets->index || !sheets->lines)
        return false;
    arena_guard(sheets->row_arena, &w->exhausted);
    arena_guard(sheets->table_arena, &w->exhausted);
    arena_guard(sheets->texts, &w->exhausted);
    sheets->sheet = sheet_new(w->arena, shared->plan);
    sheets->work = batch_work_new(w->arena, shared->batch);
    sheets->letters =
        arena_alloc(w->arena, shared->cohort->program->rule_count);
    return true;
}

void sheets_end(struct sheets *sheets)
{
    free(sheets->block.bytes.at);
    reader_close(sheets->lines);
    json_index_free(sheets->index);
    arena_free(sheets->row_arena);
    arena_free(sheets->table_arena);
    arena_free(sheets->texts);
}

/* ---- reading ------------------------------------------------------------ */

/* The thread's own means for the table that is being read. */
static void take_table(struct worker *w)
{
    struct sheets *sheets = w->sheets;
    if (sheets->table_input != sheets->input) {
        arena_clear(sheets->table_arena);
        sheets->rows = reader_of_rows(sheets->table_arena, w->shared->reader);
        sheets->table = reader_sheet(sheets->rows, sheets->sheet, sheets->texts,
                                     sheets->row_arena);
    }
    sheets->table_input = sheets->input;
    sheets->reading = sheets->rows;
}

bool sheets_take(struct worker *w)
{
    struct sheets *sheets = w->sheets;
    struct shared *shared = w->shared;
    struct input_error error = {0};
    enum reader_state state =
        reader_block(shared->reader, &sheets->block, &error);
    if (state == READER_FAILED)
        cohort_complain(shared, &error);
    if (state != READER_RECORD)
        return false;
    sheets->block.name = str_copy(w->chunk_arena, sheets->block.name);
    sheets->input = shared->next_input;
    sheets->reading = sheets->lines;
    if (sheets->block.rows)
        take_table(w);
    return true;
}

/* ---- what is no plain record -------------------------------------------- */

static void note_errors(struct worker *w, const struct record *record)
{
    struct sheets *sheets = w->sheets;
    uint64_t errors = record->errors.n + record->more_errors;
    sheets->errors += errors;
    sheets->with_errors += errors > 0;
    for (size_t i = 0; i < record->errors.n; i++) {
        if (sheets->complaints.n >= ERRORS_SHOWN)
            return;
        struct str text =
            error_text(w->chunk_arena, record, &record->errors.at[i]);
        list_push(w->chunk_arena, &sheets->complaints, text);
    }
}

/* The id lives as long as the chunk. */
static void note_patient(struct worker *w, struct str id)
{
    struct came came = {twins_hash(&w->shared->twins, id), id};
    list_push(w->chunk_arena, &w->sheets->came, came);
    w->sheets->patients++;
}

static void put_states(struct worker *w, const struct record *record,
                       const enum truth *states)
{
    const struct cohort *cohort = w->shared->cohort;
    timing_switch(&w->timing, PHASE_WRITING);
    states_line(&w->text, cohort->program, record, states, &cohort->selection);
}

/* Reads and evaluates a line as it is done without sheets, and prints what was
   found. */
static void put_line(struct worker *w, const struct reader_line *line)
{
    struct sheets *sheets = w->sheets;
    arena_clear(sheets->row_arena);
    timing_switch(&w->timing, PHASE_READING);
    struct record *record =
        reader_read_line(sheets->reading, sheets->row_arena, line);
    timing_switch(&w->timing, PHASE_EVALUATING);
    if (w->results)
        cohort_put_result(w, record, sheets->row_arena);
    else if (record->readable)
        put_states(w, record, find_states(w->ev, record, sheets->row_arena));
    else
        put_states(w, record, NULL);
    note_errors(w, record);
    note_patient(w, str_copy(w->chunk_arena, record->id));
    sheets->unreadable += !record->readable;
}

static void put_hard(struct worker *w, const struct reader_line *line)
{
    put_line(w, line);
    list_push(w->chunk_arena, &w->sheets->hard, *line);
}

/* ---- plain records ------------------------------------------------------ */

static struct reader_line line_of(const struct sheets *sheets, size_t row)
{
    return (struct reader_line){.name = sheets->block.name,
                                .text = sheets->sheet->line[row],
                                .line = sheets->sheet->number[row]};
}

/* For --timing: what rules cost is told by evaluating records one by one. */
static void sample_row(struct worker *w, size_t row)
{
    struct sheets *sheets = w->sheets;
    struct reader_line line = line_of(sheets, row);
    enum phase before = timing_switch(&w->timing, PHASE_REST);
    arena_clear(sheets->row_arena);
    eval_begin(w->ev,
               reader_read_line(sheets->reading, sheets->row_arena, &line),
               sheets->row_arena);
    timing_sample(&w->timing, w->ev);
    timing_switch(&w->timing, before);
}

/* The letters of the rules that are selected. */
static struct str select_letters(struct worker *w, const char *letters)
{
    const struct cohort *cohort = w->shared->cohort;
    size_t n = cohort->program->rule_count, kept = 0;
    if (!cohort->selection.rules)
        return (struct str){letters, n};
    for (size_t i = 0; i < n; i++)
        if (cohort->selection.rules[i])
            w->sheets->letters[kept++] = letters[i];
    return (struct str){w->sheets->letters, kept};
}

/* What was found before, and the rest found now. */
static void put_result(struct worker *w, size_t row)
{
    struct sheets *sheets = w->sheets;
    struct results_row at = {sheets->work, sheets->sheet, row,
                             sheets->block.name, sheets->reading};
    arena_clear(sheets->row_arena);
    timing_switch(&w->timing, PHASE_EVALUATING);
    if (!results_recall(w->results, &at, sheets->row_arena)) {
        struct reader_line line = line_of(sheets, row);
        timing_switch(&w->timing, PHASE_READING);
        struct record *record =
            reader_read_line(sheets->reading, sheets->row_arena, &line);
        timing_switch(&w->timing, PHASE_EVALUATING);
        results_find(w->results, w->ev, record);
    }
    timing_switch(&w->timing, PHASE_WRITING);
    results_print(w->results, &w->text);
    note_patient(w, sheets->sheet->id[row]);
}

static void put_row(struct worker *w, size_t row)
{
    struct sheets *sheets = w->sheets;
    const struct sheet *sheet = sheets->sheet;
    if (sheet_bit(sheet->hard, row)) {
        struct reader_line line = line_of(sheets, row);
        put_hard(w, &line);
        return;
    }
    if (w->results) {
        put_result(w, row);
        return;
    }
    const char *letters = batch_letters(sheets->work, row);
    states_of_id(&w->text, sheet->id[row], select_letters(w, letters));
    note_patient(w, sheet->id[row]);
}

static void start_chunk(struct worker *w)
{
    struct sheets *sheets = w->sheets;
    sheets->patients = sheets->errors = sheets->with_errors = 0;
    sheets->unreadable = 0;
    arena_clear(sheets->texts);
    sheets->hard.n = sheets->hard.capacity = 0;
    sheets->complaints.n = sheets->complaints.capacity = 0;
    sheets->came.n = sheets->came.capacity = 0;
    reader_keep_keys(sheets->lines, w->chunk_arena);
}

/* What is left of a block. */
struct filling {
    struct sheet_lines lines;
    struct sheet_rows rows;
};

static struct filling start_filling(struct sheets *sheets)
{
    const struct reader_block *block = &sheets->block;
    char *text = block->bytes.at + block->bytes.start;
    struct filling filling = {.rows = {.line = 0}};
    if (block->rows)
        filling.rows = sheet_rows_of(text, block->bytes.n, block->line);
    else
        filling.lines =
            sheet_lines_of(sheets->index, text, block->bytes.n, block->line);
    return filling;
}

static bool fill(struct sheets *sheets, struct filling *filling)
{
    return sheets->block.rows ? sheet_table_fill(sheets->table, &filling->rows)
                              : sheet_fill(sheets->sheet, &filling->lines);
}

static void put_sheet(struct worker *w)
{
    const struct sheet *sheet = w->sheets->sheet;
    timing_switch(&w->timing, PHASE_EVALUATING);
    batch_run(w->sheets->work, w->sheets->sheet);
    timing_switch(&w->timing, PHASE_WRITING);
    for (size_t row = 0; row < sheet->rows; row++)
        put_row(w, row);
    for (size_t row = 0; timing_wants_sample(&w->timing) && row < sheet->rows;
         row++)
        if (!sheet_bit(sheet->hard, row))
            sample_row(w, row);
    timing_switch(&w->timing, PHASE_READING);
}

void sheets_evaluate(struct worker *w)
{
    struct sheets *sheets = w->sheets;
    const struct reader_block *block = &sheets->block;
    start_chunk(w);
    if (block->too_long) {
        struct reader_line line = {.name = block->name,
                                   .text = STR(""),
                                   .line = block->line,
                                   .too_long = true};
        put_hard(w, &line);
        return;
    }
    timing_switch(&w->timing, PHASE_READING);
    struct filling filling = start_filling(sheets);
    while (fill(sheets, &filling))
        put_sheet(w);
}

/* ---- in turn ------------------------------------------------------------ */

void sheets_keep_keys(struct shared *shared)
{
    for (size_t i = 0; i < shared->lines_keys.list.n; i++)
        cohort_keep_key(shared, &shared->lines_keys.list.at[i]);
    shared->lines_keys = keys_on(shared->keys_arena,
                                 shared->cohort->program->vocabulary->patient);
    shared->lines_input = 0;
}

/* Reads the lines again, with the keys of their input. */
static void count_again(struct worker *w)
{
    struct sheets *sheets = w->sheets;
    reader_swap_keys(sheets->lines, &w->shared->lines_keys);
    for (size_t i = 0; i < sheets->hard.n; i++) {
        arena_clear(sheets->row_arena);
        reader_read_line(sheets->reading, sheets->row_arena,
                         &sheets->hard.at[i]);
    }
    reader_swap_keys(sheets->lines, &w->shared->lines_keys);
}

static void count_keys(struct worker *w)
{
    struct shared *shared = w->shared;
    const struct sheets *sheets = w->sheets;
    const struct unknown_key *keys;
    size_t n = reader_unknown_keys(sheets->reading, &keys);
    if (shared->lines_input != sheets->input)
        sheets_keep_keys(shared);
    shared->lines_input = sheets->input;
    if (n >= LIMIT_UNKNOWN_KEYS && !sheets->block.rows) {
        count_again(w);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        struct unknown_key key = keys[i];
        if (sheets->block.rows)
            key.times = sheets->patients - sheets->unreadable;
        keys_join(&shared->lines_keys, &key);
    }
}

void sheets_count(struct worker *w)
{
    struct shared *shared = w->shared;
    const struct sheets *sheets = w->sheets;
    for (size_t i = 0; i < sheets->came.n; i++)
        twins_add(&shared->twins, sheets->came.at[i].hash,
                  sheets->came.at[i].id);
    shared->cohort->patients += sheets->patients;
    shared->cohort->errors += sheets->errors;
    shared->cohort->with_errors += sheets->with_errors;
    for (size_t i = 0; i < sheets->complaints.n; i++)
        if (shared->errors_shown++ < ERRORS_SHOWN)
            complain("%.*s", STR_ARG(sheets->complaints.at[i]));
    count_keys(w);
}
