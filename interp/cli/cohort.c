/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Each worker has its own evaluator and arenas and repeats three steps: take
 * some records from the input (one worker at a time), evaluate and print them
 * into its own buffer, and write that out when its turn comes. Turns go by
 * the number of the chunk, so the order of the output is that of the input.
 *
 * A worker that runs out of memory gives back what it holds and stops all.
 */

#include "interp/cli/cohort_internal.h"

#include "interp/cli/patient.h"
#include "interp/records/digest.h"
#include "interp/render/explain.h"
#include "interp/render/note.h"
#include "interp/render/result_json.h"
#include "interp/render/table.h"

#include <stdio.h>

/* ---- locks -------------------------------------------------------------- */

static void lock_reading(struct worker *w)
{
    pthread_mutex_lock(&w->shared->reading);
    w->reads = true;
}

static void unlock_reading(struct worker *w)
{
    w->reads = false;
    pthread_mutex_unlock(&w->shared->reading);
}

static void lock_writing(struct worker *w)
{
    pthread_mutex_lock(&w->shared->writing);
    w->writes = true;
}

static void unlock_writing(struct worker *w)
{
    w->writes = false;
    pthread_mutex_unlock(&w->shared->writing);
}

/* ---- reading ------------------------------------------------------------ */

/* Keys of an input that is done join those of the others in turn. */
static void close_input(struct worker *w)
{
    struct shared *shared = w->shared;
    const struct unknown_key *keys;
    size_t n = reader_unknown_keys(shared->reader, &keys);
    for (size_t i = 0; i < n; i++) {
        struct unknown_key key = keys[i];
        key.path = str_copy(w->chunk_arena, key.path);
        key.nearest = str_copy(w->chunk_arena, key.nearest);
        key.source = str_copy(w->chunk_arena, key.source);
        list_push(w->chunk_arena, &w->closed, key);
    }
    resources_add_all(&shared->cohort->resources, shared->reader);
    reader_close(shared->reader);
    shared->reader = NULL;
}

void cohort_complain(struct shared *shared, const struct input_error *error)
{
    shared->cohort->broken_inputs++;
    complain("%.*s: %.*s", STR_ARG(error->path), STR_ARG(error->message));
}

/* Opens the next input that can be opened; false when there is none left. */
static bool open_input(struct shared *shared)
{
    struct cohort *cohort = shared->cohort;
    while (!shared->reader && shared->next_input < cohort->inputs->paths.n) {
        const char *path = cohort->inputs->paths.at[shared->next_input++];
        struct input_error error = {0};
        arena_clear(shared->reader_arena);
        shared->reader =
            reader_open(shared->reader_arena, path, &cohort->reading, &error);
        if (!shared->reader)
            cohort_complain(shared, &error);
    }
    return shared->reader != NULL;
}

static bool has_room(const struct worker *w)
{
    return w->n < w->shared->chunk_records &&
           arena_used(w->chunk_arena) < CHUNK_BYTES;
}

/* One more record of the present input for the chunk; false at its end. */
static bool read_record(struct worker *w)
{
    struct shared *shared = w->shared;
    struct input_error error = {0};
    enum reader_state state =
        reader_next(shared->reader, w->chunk_arena, &w->records[w->n], &error);
    if (state == READER_FAILED)
        cohort_complain(shared, &error);
    if (state != READER_RECORD)
        return false;
    w->records[w->n++]->number = ++shared->next_record;
    return true;
}

/* From the present input: a block, or records while there is room for them.
   False at its end. */
static bool read_input(struct worker *w)
{
    if (w->is_block)
        return sheets_take(w);
    while (has_room(w))
        if (!read_record(w))
            return false;
    return true;
}

/* A chunk is a block of lines or some records, perhaps of several inputs. */
static void fill_chunk(struct worker *w)
{
    struct shared *shared = w->shared;
    while (has_room(w) && open_input(shared)) {
        w->is_block = w->sheets && reader_has_lines(shared->reader);
        if (w->is_block && w->n) {
            w->is_block = false;
            return;
        }
        if (read_input(w))
            return;
        w->is_block = false;
        close_input(w);
    }
}

static bool read_chunk(struct worker *w)
{
    struct shared *shared = w->shared;
    timing_switch(&w->timing, PHASE_READING);
    arena_clear(w->chunk_arena);
    w->n = w->closed.n = w->closed.capacity = 0;
    w->is_block = false;
    lock_reading(w);
    arena_guard(shared->reader_arena, &w->exhausted);
    w->chunk = shared->next_chunk++;
    fill_chunk(w);
    unlock_reading(w);
    return w->n || w->is_block || w->closed.n;
}

/* ---- evaluating --------------------------------------------------------- */

static const struct finding *evaluate(struct worker *w, struct record *record,
                                      struct arena *arena)
{
    struct finding *finding;
    timing_switch(&w->timing, PHASE_EVALUATING);
    if (record->readable)
        return find(w->ev, record, arena);
    finding = ARENA_NEW(arena, struct finding);
    finding->program = w->shared->cohort->program;
    finding->record = record;
    return finding;
}

static void put_note(struct worker *w, const struct finding *finding)
{
    const struct cohort *cohort = w->shared->cohort;
    struct note note = {&w->text, w->ev, finding, &cohort->selection,
                        cohort->colour};
    note_write(&note);
    if (!cohort->explain || !finding->record->readable)
        return;
    struct explain explain = explain_on(&w->text, w->ev, finding);
    buf_char(&w->text, '\n');
    explain_verdicts(&explain, &cohort->selection);
}

/* Between two patients; the first of all goes without. */
static const char *separator(enum run_format format)
{
    return format == RUN_TEXT ? "\n" : format == RUN_JSON ? ",\n" : "";
}

static void put_finding(struct worker *w, const struct finding *finding)
{
    const struct cohort *cohort = w->shared->cohort;
    timing_switch(&w->timing, PHASE_WRITING);
    buf_text(&w->text, separator(cohort->format));
    switch (cohort->format) {
    case RUN_TEXT: put_note(w, finding); break;
    case RUN_JSON:
    case RUN_NDJSON:
        (cohort->facts ? result_facts_json : result_json)(
            &w->text, w->ev, finding, &cohort->selection);
        if (cohort->format == RUN_NDJSON)
            buf_char(&w->text, '\n');
        break;
    case RUN_CSV: csv_row(&w->text, finding, &cohort->selection); break;
    case RUN_STATES:
        states_line(&w->text, cohort->program, finding->record, finding->states,
                    &cohort->selection);
        break;
    case RUN_NOTHING: break;
    }
}

const struct finding *cohort_put_result(struct worker *w, struct record *record,
                                        struct arena *arena)
{
    if (!w->results || !record->readable) {
        const struct finding *finding = evaluate(w, record, arena);
        put_finding(w, finding);
        return finding;
    }
    timing_switch(&w->timing, PHASE_EVALUATING);
    results_of_record(w->results, w->ev, record, arena);
    timing_switch(&w->timing, PHASE_WRITING);
    results_print(w->results, &w->text);
    return NULL;
}

/* States alone need no verdicts. */
static void put_states(struct worker *w, struct record *record)
{
    const struct cohort *cohort = w->shared->cohort;
    timing_switch(&w->timing, PHASE_EVALUATING);
    enum truth *states =
        record->readable ? find_states(w->ev, record, w->chunk_arena) : NULL;
    timing_switch(&w->timing, PHASE_WRITING);
    states_line(&w->text, cohort->program, record, states, &cohort->selection);
}

/* Under --strict the chunk ends before the first record with an error. */
static bool stops_at(const struct worker *w, const struct record *record)
{
    return w->shared->cohort->strict &&
           (record->errors.n || record->more_errors);
}

/* Evaluates and prints one record; false when --strict stops there. */
static bool evaluate_record(struct worker *w, struct record *record)
{
    const struct finding *finding = NULL;
    size_t before = w->text.n;
    if (w->shared->cohort->format == RUN_STATES && !w->tally)
        put_states(w, record);
    else
        finding = cohort_put_result(w, record, w->chunk_arena);
    if (record->readable && timing_wants_sample(&w->timing))
        timing_sample(&w->timing, w->ev);
    if (stops_at(w, record)) {
        w->text.n = before;
        return false;
    }
    if (w->tally)
        tally_add(w->tally, finding);
    return true;
}

/* The same within the time that a record has. */
static bool evaluate_in_time(struct worker *w, struct record *record)
{
    size_t before = w->text.n;
    if (!w->limit.ms || !record->readable)
        return evaluate_record(w, record);
    if (setjmp(w->limit.out)) {
        time_limit_stop(w->ev);
        time_limit_give_up(&w->limit, record);
        w->text.n = before;
        return evaluate_record(w, record);
    }
    time_limit_start(&w->limit, w->ev);
    bool goes_on = evaluate_record(w, record);
    time_limit_stop(w->ev);
    return goes_on;
}

/* The text begins in the room that is kept, and grows in the chunk's arena,
   which gives large pieces back each time. */
static void start_text(struct worker *w)
{
    size_t wanted = w->text.capacity;
    if (wanted > w->room_size && wanted <= ROOM_MOST) {
        w->room = arena_room(w->arena, wanted);
        w->room_size = wanted;
    }
    w->text = (struct buf){
        .arena = w->chunk_arena, .at = w->room, .capacity = w->room_size};
}

static void evaluate_chunk(struct worker *w)
{
    start_text(w);
    if (w->is_block)
        sheets_evaluate(w);
    for (size_t i = 0; i < w->n; i++)
        if (!evaluate_in_time(w, w->records[i]))
            return;
}

/* ---- writing ------------------------------------------------------------ */

static void say_errors(struct worker *w, const struct record *record)
{
    struct shared *shared = w->shared;
    for (size_t i = 0; i < record->errors.n; i++) {
        if (shared->errors_shown++ >= ERRORS_SHOWN)
            return;
        complain_error(record, &record->errors.at[i]);
    }
}

void cohort_keep_key(struct shared *shared, const struct unknown_key *key)
{
    size_t i = 0;
    while (i < shared->keys.n && !str_equal(shared->keys.at[i].path, key->path))
        i++;
    if (i < shared->keys.n) {
        shared->keys.at[i].times += key->times;
        return;
    }
    struct unknown_key copy = *key;
    copy.path = str_copy(shared->keys_arena, key->path);
    copy.nearest = str_copy(shared->keys_arena, key->nearest);
    copy.source = str_copy(shared->keys_arena, key->source);
    list_push(shared->keys_arena, &shared->keys, copy);
}

/* In the order of the inputs, however many threads read them. */
static void keep_keys(struct worker *w)
{
    struct shared *shared = w->shared;
    arena_guard(shared->keys_arena, &w->exhausted);
    if (w->closed.n)
        sheets_keep_keys(shared);
    for (size_t i = 0; i < w->closed.n; i++)
        cohort_keep_key(shared, &w->closed.at[i]);
    if (w->is_block)
        sheets_count(w);
}

/* Counts the chunk's records and says what is wrong with them; false when
   --strict stops there. */
static bool count_chunk(struct worker *w)
{
    struct cohort *cohort = w->shared->cohort;
    keep_keys(w);
    for (size_t i = 0; i < w->n; i++) {
        const struct record *record = w->records[i];
        uint64_t errors = record->errors.n + record->more_errors;
        cohort->patients++;
        twins_add(&w->shared->twins, twins_hash(&w->shared->twins, record->id),
                  record->id);
        if (record->digested)
            digest_chain(cohort->digest, record->digest);
        cohort->errors += errors;
        cohort->with_errors += errors > 0;
        say_errors(w, record);
        if (stops_at(w, record)) {
            cohort->stopped = true;
            return false;
        }
    }
    return true;
}

static void write_text(struct worker *w)
{
    struct cohort *cohort = w->shared->cohort;
    struct str text = buf_view(&w->text);
    if (!w->chunk)
        text = str_from(text, str_of(separator(cohort->format)).n);
    output_write(cohort->output, text);
}

/* False when nothing more is to be read. */
static bool write_chunk(struct worker *w)
{
    struct shared *shared = w->shared;
    lock_writing(w);
    while (shared->turn_of != w->chunk && !shared->over)
        pthread_cond_wait(&shared->turn, &shared->writing);
    if (!shared->over) {
        timing_switch(&w->timing, PHASE_WRITING);
        write_text(w);
        bool goes_on = count_chunk(w) && !shared->cohort->output->failed;
        shared->over = !goes_on;
        progress_show(&shared->progress, shared->cohort->patients);
        shared->turn_of++;
        pthread_cond_broadcast(&shared->turn);
    }
    bool over = shared->over;
    unlock_writing(w);
    return !over;
}

/* ---- workers ------------------------------------------------------------ */

static void give_up(struct worker *w)
{
    struct shared *shared = w->shared;
    if (w->reads)
        unlock_reading(w);
    if (!w->writes)
        lock_writing(w);
    shared->cohort->out_of_memory = true;
    shared->over = true;
    pthread_cond_broadcast(&shared->turn);
    unlock_writing(w);
}

static void start_results(struct worker *w)
{
    const struct shared *shared = w->shared;
    w->results = results_new(w->arena, shared->cohort, shared->parts);
    if (!w->results)
        arena_exhausted(w->arena);
    results_start(w->results, w->arena);
}

static void *work(void *context)
{
    struct worker *w = context;
    if (setjmp(w->exhausted)) {
        give_up(w);
        return NULL;
    }
    arena_guard(w->arena, &w->exhausted);
    arena_guard(w->chunk_arena, &w->exhausted);
    const struct cohort *cohort = w->shared->cohort;
    if (cohort->timing)
        w->timing =
            timing_start(cohort->arena, w->first ? cohort->program : NULL);
    w->ev = evaluator_new(w->arena, cohort->program);
    w->limit.ms = cohort->limit_ms;
    if (w->shared->plan && !sheets_start(w, ARENA_NEW(w->arena, struct sheets)))
        arena_exhausted(w->arena);
    if (w->shared->parts)
        start_results(w);
    if (cohort->tally)
        w->tally = tally_new(w->arena, cohort->program, &cohort->selection);
    do {
        if (!read_chunk(w))
            break;
        evaluate_chunk(w);
    } while (write_chunk(w));
    timing_switch(&w->timing, PHASE_REST);
    return NULL;
}

static void start_and_join(struct worker *workers, unsigned n)
{
    pthread_t *threads =
        ARENA_ARRAY(workers[0].shared->cohort->arena, pthread_t, n);
    unsigned started = 1;
    while (started < n &&
           !pthread_create(&threads[started], NULL, work, &workers[started]))
        started++;
    work(&workers[0]);
    for (unsigned i = 1; i < started; i++)
        pthread_join(threads[i], NULL);
}

static bool make_workers(struct worker *workers, struct shared *shared)
{
    bool all = true;
    for (unsigned i = 0; i < shared->cohort->jobs; i++) {
        workers[i].shared = shared;
        workers[i].first = i == 0;
        workers[i].arena = arena_new();
        workers[i].chunk_arena = arena_new();
        all &= workers[i].arena && workers[i].chunk_arena;
    }
    return all;
}

static void free_workers(struct worker *workers, struct cohort *cohort)
{
    for (unsigned i = 0; i < cohort->jobs; i++) {
        if (workers[i].tally)
            tally_join(cohort->tally, workers[i].tally);
        if (workers[i].sheets)
            sheets_end(workers[i].sheets);
        results_free(workers[i].results);
        if (cohort->timing)
            timing_join(cohort->timing, &workers[i].timing);
        arena_free(workers[i].arena);
        arena_free(workers[i].chunk_arena);
    }
}

/* ---- the end ------------------------------------------------------------ */

static void say_error_count(const struct cohort *cohort)
{
    if (cohort->stopped)
        complain("stopped at the first record error, as --strict says");
    else
        complain_error_count((struct error_count){
            cohort->errors, cohort->with_errors, cohort->patients});
}

static void run_shared(struct shared *shared, struct worker *workers)
{
    struct cohort *cohort = shared->cohort;
    pthread_mutex_init(&shared->reading, NULL);
    pthread_mutex_init(&shared->writing, NULL);
    pthread_cond_init(&shared->turn, NULL);
    sheets_prepare(shared);
    start_and_join(workers, cohort->jobs);
    progress_end(&shared->progress);
    if (shared->reader)
        reader_close(shared->reader);
    sheets_keep_keys(shared);
    complain_keys(shared->keys.at, shared->keys.n);
    twins_end(&shared->twins);
    say_error_count(cohort);
    pthread_cond_destroy(&shared->turn);
    pthread_mutex_destroy(&shared->writing);
    pthread_mutex_destroy(&shared->reading);
}

void cohort_run(struct cohort *cohort)
{
    struct shared shared = {.cohort = cohort};
    struct worker *workers =
        ARENA_ARRAY(cohort->arena, struct worker, cohort->jobs);
    shared.chunk_records = cohort->jobs == 1 ? 1 : CHUNK_RECORDS;
    shared.progress = progress_start(cohort->progress);
    shared.reader_arena = arena_new();
    shared.keys_arena = arena_new();
    if (make_workers(workers, &shared) && shared.reader_arena &&
        shared.keys_arena)
        run_shared(&shared, workers);
    else
        cohort->out_of_memory = true;
    free_workers(workers, cohort);
    arena_free(shared.reader_arena);
    arena_free(shared.keys_arena);
}
