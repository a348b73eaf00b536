/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Results from memory. What was found and printed of a part of a finding
 * (part_keys.h) is remembered under the part's key, and serves the next patient
 * with the same key; of a patient only the parts that are not remembered are
 * found, in the ordinary way. So there is no second meaning here: only the
 * claim that equal keys mean equal parts, which the tests hold.
 *
 * A plain row of a sheet of which all is remembered needs no record and no
 * evaluation; any other patient is read and its states are found as ever.
 */

#include "interp/cli/cohort_results.h"

#include "grammar/limits.h"
#include "interp/cli/cohort_memory.h"
#include "interp/eval/record_keys.h"
#include "interp/render/result_json.h"
#include "interp/render/table.h"
#include "interp/render/verdict_json.h"

#include <string.h>

/*
 * Completions end at LIMIT_WORK, and how much work they are depends on more
 * than keys hold: on how many elements a condition goes through. So patients
 * with long lists (shorter ones, where groups stand within groups) go without
 * keys, and what took much work is not remembered: none with the same key
 * comes near the limit.
 */
#define ELEMENTS_MOST 32
#define ELEMENTS_MOST_NESTED 6
#define WORK_MOST (LIMIT_WORK / 64)

struct results {
    const struct cohort *cohort;
    const struct part_keys *keys;
    struct memory *memory;
    size_t parts;            /* to be found: without the last for csv */
    const struct told **now; /* what the finding at hand holds of each part,
                                 if that is remembered */
    bool *is_fixed;          /* by part: part_keys_fixed */

    /* of the patient at hand */
    struct evaluator *ev; /* NULL: nothing is to be evaluated */
    struct arena *arena;
    struct record *row; /* of a plain row */
    struct finding finding;
    struct result_told told;
    struct str *json; /* by treatment index */
    char *letters;
    bool *missing; /* by part */
    struct buf source;
};

/* ---- beginning and end -------------------------------------------------- */

static void make_finding(struct results *results, struct arena *arena)
{
    const struct program *program = results->cohort->program;
    struct finding *finding = &results->finding;
    finding->program = program;
    finding->states = ARENA_ARRAY(arena, enum truth, program->rule_count);
    finding->verdicts =
        ARENA_ARRAY(arena, struct verdict, program->treatment_count);
    for (size_t i = 0; i < program->treatment_count; i++)
        finding->verdicts[i].treatment = program->treatments[i];
    results->json = ARENA_ARRAY(arena, struct str, program->treatment_count);
    results->told = result_told_new(arena, program, results->cohort->today,
                                    &results->cohort->selection);
    results->told.verdicts = results->json;
    results->letters = arena_alloc(arena, program->rule_count);
}

struct results *results_new(struct arena *arena, const struct cohort *cohort,
                            const struct part_keys *keys)
{
    struct results *results = ARENA_NEW(arena, struct results);
    results->cohort = cohort;
    results->keys = keys;
    results->parts = keys->part_count - (cohort->format == RUN_CSV);
    results->memory = memory_new(arena, keys);
    return results->memory ? results : NULL;
}

void results_start(struct results *results, struct arena *arena)
{
    const struct part_keys *keys = results->keys;
    memory_start(results->memory, arena);
    results->now = ARENA_ARRAY(arena, const struct told *, keys->part_count);
    results->is_fixed = ARENA_ARRAY(arena, bool, keys->part_count);
    for (uint32_t i = 0; i < keys->part_count; i++)
        results->is_fixed[i] = part_keys_fixed(keys, i);
    results->missing = ARENA_ARRAY(arena, bool, keys->part_count);
    results->row =
        record_new(arena, keys->program->vocabulary, results->cohort->today);
    results->row->readable = true;
    results->source = buf_on(arena);
    make_finding(results, arena);
}

void results_free(struct results *results)
{
    if (results)
        memory_free(results->memory);
}

/* ---- what is remembered ------------------------------------------------- */

/* Others stay as they are: they are looked at nowhere. */
static void take_verdict(struct verdict *to, const struct told *from)
{
    to->word = from->word;
    to->listed = from->listed;
    to->may_be = from->may_be;
    to->may_be_count = from->may_be_count;
    to->needs = from->needs;
    to->need_count = from->need_count;
}

static inline void take(struct results *results, uint32_t part,
                        const struct told *told)
{
    if (results->now[part] == told)
        return;
    results->now[part] = told;
    if (part == part_keys_said(results->keys)) {
        results->told.said = told->json;
    } else {
        results->json[part] = told->json;
        take_verdict(&results->finding.verdicts[part], told);
    }
}

/* Whether all is remembered. */
static bool recall(struct results *results, const struct asked *asked)
{
    const struct lacking *lacking;
    if (memory_begin(results->memory, results->arena))
        memset(results->now, 0,
               results->keys->part_count * sizeof(const struct told *));
    for (uint32_t i = 0; i < results->parts; i++) {
        if (results->is_fixed[i] && results->now[i])
            continue;
        const struct told *told = memory_recall(results->memory, i, asked);
        if (told)
            take(results, i, told);
    }
    return !memory_lacking(results->memory, &lacking);
}

/* ---- what is not -------------------------------------------------------- */

/* The text of a part, in that arena. */
static struct str text_of(struct results *results, uint32_t part,
                          struct arena *arena)
{
    const struct cohort *cohort = results->cohort;
    struct buf text = buf_on(arena);
    if (part == part_keys_said(results->keys)) {
        result_said_json(&text, &results->finding, &cohort->selection);
    } else {
        const struct verdict *verdict = &results->finding.verdicts[part];
        struct json json = json_on(&text);
        json.comma = true;
        if (cohort->format != RUN_CSV &&
            selects_verdict(&cohort->selection, verdict))
            verdict_json(&json, verdict);
    }
    return buf_view(&text);
}

/* Copies what outlives the patient. */
static void tell_verdict(struct told *told, struct arena *arena,
                         const struct verdict *verdict)
{
    struct possibility *may_be =
        ARENA_ARRAY(arena, struct possibility, verdict->may_be_count);
    for (size_t i = 0; i < verdict->may_be_count; i++)
        may_be[i].word = verdict->may_be[i].word;
    told->word = verdict->word;
    told->listed = verdict->listed;
    told->may_be = may_be;
    told->may_be_count = verdict->may_be_count;
    told->needs = arena_twin(arena, verdict->needs,
                             verdict->need_count * sizeof *verdict->needs);
    told->need_count = verdict->need_count;
}

static void keep(struct results *results, const struct lacking *lacking)
{
    struct arena *arena = memory_arena(results->memory);
    uint32_t part = lacking->part;
    struct told *told = memory_keep(results->memory, lacking);
    told->json = text_of(results, part, arena);
    if (part != part_keys_said(results->keys))
        tell_verdict(told, arena, &results->finding.verdicts[part]);
    results->now[part] = NULL;
    take(results, part, told);
}

/* For this patient only. */
static void use(struct results *results, uint32_t part)
{
    struct str text = text_of(results, part, results->arena);
    results->now[part] = NULL;
    if (part == part_keys_said(results->keys))
        results->told.said = text;
    else
        results->json[part] = text;
}

static void find_lacking(struct results *results)
{
    const struct lacking *lacking;
    size_t n = memory_lacking(results->memory, &lacking);
    uint64_t before = eval_work(results->ev);
    memset(results->missing, 0, results->keys->part_count);
    for (size_t i = 0; i < n; i++)
        results->missing[lacking[i].part] = true;
    find_parts(results->ev, &results->finding, results->missing,
               results->arena);
    bool little = eval_work(results->ev) - before <= WORK_MOST;
    for (size_t i = 0; i < n; i++) {
        if (little && lacking[i].has_key)
            keep(results, &lacking[i]);
        else
            use(results, lacking[i].part);
    }
}

/* ---- a patient ---------------------------------------------------------- */

static void start(struct results *results, struct arena *arena)
{
    struct finding *finding = &results->finding;
    results->arena = arena;
    results->ev = NULL;
    *finding = (struct finding){.program = finding->program,
                                .states = finding->states,
                                .verdicts = finding->verdicts};
}

static void take_letters(struct results *results, const char *letters)
{
    for (size_t i = 0; i < results->cohort->program->rule_count; i++)
        results->finding.states[i] = letters[i] == 'T'   ? TRUTH_YES
                                     : letters[i] == 'F' ? TRUTH_NO
                                                         : TRUTH_UNKNOWN;
}

static size_t elements_most(const struct results *results)
{
    return results->cohort->program->deepest_level > 1 ? ELEMENTS_MOST_NESTED
                                                       : ELEMENTS_MOST;
}

/* ---- plain rows --------------------------------------------------------- */

static bool key_of_row(void *context, uint32_t part, struct key *key)
{
    const struct results_row *row = context;
    return batch_key(row->work, part, row->row, key);
}

/* The record of the row: who it is, and what it was read from. */
static void name_row(struct results *results, const struct results_row *row)
{
    const struct sheet *sheet = row->sheet;
    struct record *record = results->row;
    buf_clear(&results->source);
    buf_str(&results->source, row->file);
    buf_char(&results->source, ':');
    buf_int(&results->source, (int64_t)sheet->number[row->row]);
    record->source = buf_view(&results->source);
    record->id = sheet->id[row->row].at ? sheet->id[row->row] : record->source;
    struct reader_line line = {.name = row->file,
                               .text = sheet->line[row->row],
                               .line = sheet->number[row->row]};
    if (results->cohort->reading.digests)
        reader_digest_line(row->reader, results->arena, &line, record);
    results->finding.record = record;
}

static bool row_has_keys(const struct results *results,
                         const struct results_row *row)
{
    size_t n = results->cohort->program->vocabulary->patient->list_count;
    size_t most = elements_most(results);
    for (size_t i = 0; i < n; i++) {
        const uint32_t *start = row->sheet->lists[i].start + row->row;
        if (start[1] - start[0] > most)
            return false;
    }
    return true;
}

bool results_recall(struct results *results, struct results_row *row,
                    struct arena *arena)
{
    const struct asked asked = {key_of_row, row,
                                batch_letters(row->work, row->row),
                                row_has_keys(results, row)};
    start(results, arena);
    take_letters(results, asked.letters);
    if (!recall(results, &asked))
        return false;
    name_row(results, row);
    return true;
}

void results_find(struct results *results, struct evaluator *ev,
                  struct record *record)
{
    results->ev = ev;
    results->finding.record = record;
    eval_begin(ev, record, results->arena);
    find_lacking(results);
}

/* ---- records ------------------------------------------------------------ */

static bool key_of_record(void *context, uint32_t part, struct key *key)
{
    return record_key(context, part, key);
}

static bool record_has_keys(const struct results *results,
                            const struct record *record)
{
    size_t most = elements_most(results);
    for (size_t i = 0; i < record->type->list_count; i++)
        if (record->lists[i].n > most)
            return false;
    return true;
}

/* In the order in which find() evaluates, so that warnings come in it. */
static void evaluate(struct results *results, struct record *record)
{
    const struct program *program = results->cohort->program;
    struct evaluator *ev = results->ev;
    const enum truth *states = find_states(ev, record, results->arena);
    for (size_t i = 0; i < program->rule_count; i++) {
        results->finding.states[i] = states[i];
        results->letters[i] = "?FTU"[states[i]];
    }
    for (size_t i = 0; i < program->score_count; i++)
        eval_score(ev, program->scores[i]);
}

void results_of_record(struct results *results, struct evaluator *ev,
                       struct record *record, struct arena *arena)
{
    struct record_keys keys = {results->keys, ev, results->letters};
    const struct asked asked = {key_of_record, &keys, results->letters,
                                record_has_keys(results, record)};
    start(results, arena);
    results->ev = ev;
    results->finding.record = record;
    evaluate(results, record);
    if (!recall(results, &asked))
        find_lacking(results);
}

/* ---- either ------------------------------------------------------------- */

void results_print(struct results *results, struct buf *out)
{
    const struct cohort *cohort = results->cohort;
    if (cohort->format == RUN_CSV) {
        csv_row(out, &results->finding, &cohort->selection);
        return;
    }
    find_asks(&results->finding, results->arena);
    result_told_json(out, results->ev, &results->finding, &results->told);
    buf_char(out, '\n');
}
