/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Results of plain rows. What the ordinary way found and printed about a part
 * of the program (batch.h) is remembered under the part's key, and serves the
 * next patient with the same key; a patient of whom each part is remembered
 * needs no record, no completions and no explanations. Whatever is not
 * remembered is found in the ordinary way, so there is no second meaning here:
 * only the claim that equal keys mean equal verdicts, which the tests hold.
 *
 * The memory is bounded: when it is full, it is emptied and begins anew.
 */

#include "interp/cli/cohort_internal.h"

#include "interp/records/digest.h"
#include "interp/render/result_json.h"
#include "interp/render/table.h"
#include "interp/render/verdict_json.h"

#include <string.h>

/* Bytes that one worker remembers. */
#define MEMORY_MOST ((size_t)6 << 20)
/* Slots for what is remembered, a power of two; at most half are used. */
#define SLOTS ((size_t)1 << 14)

/* What is known of one treatment: the verdict as JSON, and of the verdict the
   members that csv, `ask` and the selection look at. */
struct told {
    struct str json;
    struct verdict verdict;
};

struct entry {
    uint64_t hash;
    uint32_t part;
    size_t n; /* of the key */
    const unsigned char *key;
    struct told *told; /* by place in the part */
};

/* Keys of one byte, of a part without rules, and of two, of a part with one rule
   that is not undetermined, are most: they are found without a hash. */
#define QUICK 2

struct part_members {
    const struct treatment **at;
    size_t n;
    const struct entry *quick[QUICK];
    bool still; /* no rule speaks of it, and it was taken already */
};

struct results {
    struct arena *memory;
    struct entry **slots;
    size_t used;
    struct part_members *parts;
    size_t part_count;

    /* of the present row */
    struct record *record;
    struct finding finding;
    struct result_told told;
    struct str *json; /* by treatment index */
    struct buf source;
};

/* ---- beginning and end -------------------------------------------------- */

static void make_parts(struct results *results, struct worker *w)
{
    const struct batch *batch = w->shared->batch;
    const struct program *program = w->shared->cohort->program;
    results->part_count = batch_parts(batch);
    results->parts =
        ARENA_ARRAY(w->arena, struct part_members, results->part_count);
    for (size_t i = 0; i < program->treatment_count; i++)
        results->parts[batch_part_of(batch, program->treatments[i])].n++;
    for (size_t i = 0; i < results->part_count; i++) {
        struct part_members *part = &results->parts[i];
        part->at = ARENA_ARRAY(w->arena, const struct treatment *, part->n);
        part->n = 0;
    }
    for (size_t i = 0; i < program->treatment_count; i++) {
        const struct treatment *treatment = program->treatments[i];
        struct part_members *part =
            &results->parts[batch_part_of(batch, treatment)];
        part->at[part->n++] = treatment;
    }
}

static void forget_all(struct results *results)
{
    arena_clear(results->memory);
    for (size_t i = 0; i < results->part_count; i++) {
        memset(results->parts[i].quick, 0, sizeof results->parts[i].quick);
        results->parts[i].still = false;
    }
    results->slots = ARENA_ARRAY(results->memory, struct entry *, SLOTS);
    results->used = 0;
}

struct results *results_start(struct worker *w)
{
    const struct cohort *cohort = w->shared->cohort;
    const struct program *program = cohort->program;
    struct results *results = ARENA_NEW(w->arena, struct results);
    results->memory = arena_new();
    if (!results->memory)
        arena_exhausted(w->arena);
    w->sheets->results = results;
    arena_guard(results->memory, &w->exhausted);
    make_parts(results, w);
    forget_all(results);
    results->record = record_new(w->arena, program->vocabulary, cohort->today);
    results->record->readable = true;
    results->json = ARENA_ARRAY(w->arena, struct str, program->treatment_count);
    results->told = result_told_new(w->arena, program, cohort->today);
    results->told.verdicts = results->json;
    results->source = buf_on(w->arena);
    results->finding.program = program;
    results->finding.record = results->record;
    results->finding.states =
        ARENA_ARRAY(w->arena, enum truth, program->rule_count);
    results->finding.verdicts =
        ARENA_ARRAY(w->arena, struct verdict, program->treatment_count);
    for (size_t i = 0; i < program->treatment_count; i++)
        results->finding.verdicts[i].treatment = program->treatments[i];
    return results;
}

void results_end(struct results *results)
{
    if (results)
        arena_free(results->memory);
}

/* ---- the memory --------------------------------------------------------- */

static uint64_t hash_of(uint32_t part, const unsigned char *key, size_t n)
{
    uint64_t hash = 0x9E3779B97F4A7C15u * (part + 1);
    for (size_t i = 0; i < n; i += sizeof hash) {
        uint64_t eight = 0;
        memcpy(&eight, key + i, n - i < sizeof eight ? n - i : sizeof eight);
        hash = (hash ^ eight) * 0xFF51AFD7ED558CCDu;
        hash ^= hash >> 32;
    }
    return hash;
}

/* Where the entry is, or where it would be put. */
static struct entry **slot_of(struct results *results, uint32_t part,
                              const unsigned char *key, size_t n)
{
    uint64_t hash = hash_of(part, key, n);
    size_t at = hash & (SLOTS - 1);
    struct entry *entry;
    while ((entry = results->slots[at]) &&
           (entry->hash != hash || entry->part != part || entry->n != n ||
            memcmp(entry->key, key, n) != 0))
        at = (at + 1) & (SLOTS - 1);
    return &results->slots[at];
}

/* ---- from memory -------------------------------------------------------- */

static const struct entry *find_entry(struct worker *w, uint32_t index,
                                      size_t row)
{
    struct results *results = w->sheets->results;
    struct part_members *part = &results->parts[index];
    unsigned char key[BATCH_KEY];
    size_t n = batch_key(w->sheets->work, index, row, key);
    bool is_short = n == 1 || (n == 2 && key[1] != 'U');
    const struct entry **quick = &part->quick[n == 2 && key[1] == 'T'];
    if (is_short && *quick)
        return *quick;
    const struct entry *entry = n ? *slot_of(results, index, key, n) : NULL;
    if (is_short)
        *quick = entry;
    return entry;
}

/* The members that told_of fills; all others stay as they are, nothing. */
static void take_verdict(struct verdict *to, const struct verdict *from)
{
    to->word = from->word;
    to->exact = from->exact;
    to->listed = from->listed;
    to->may_be = from->may_be;
    to->may_be_count = from->may_be_count;
    to->needs = from->needs;
    to->need_count = from->need_count;
}

/* Takes what is remembered of each part into the finding at hand. */
static bool recall(struct worker *w, size_t row)
{
    struct results *results = w->sheets->results;
    for (uint32_t i = 0; i < results->part_count; i++) {
        struct part_members *part = &results->parts[i];
        const struct entry *entry = part->still ? NULL : find_entry(w, i, row);
        if (part->still)
            continue;
        if (!entry)
            return false;
        part->still = entry->n == 1;
        for (size_t j = 0; j < part->n; j++) {
            uint32_t index = part->at[j]->index;
            results->json[index] = entry->told[j].json;
            take_verdict(&results->finding.verdicts[index],
                         &entry->told[j].verdict);
        }
    }
    return true;
}

/* The record of the row: who it is, and what it was read from. */
static void take_record(struct worker *w, size_t row)
{
    struct results *results = w->sheets->results;
    const struct sheet *sheet = w->sheets->sheet;
    struct record *record = results->record;
    buf_clear(&results->source);
    buf_str(&results->source, w->sheets->block.name);
    buf_char(&results->source, ':');
    buf_int(&results->source, (int64_t)sheet->number[row]);
    record->source = buf_view(&results->source);
    record->id = sheet->id[row].at ? sheet->id[row] : record->source;
    if (w->shared->cohort->reading.digests)
        digest_json(record, str_trim(sheet->line[row]));
}

static void clear_finding(struct finding *finding)
{
    *finding = (struct finding){.program = finding->program,
                                .record = finding->record,
                                .states = finding->states,
                                .verdicts = finding->verdicts};
}

bool results_put(struct worker *w, size_t row)
{
    struct results *results = w->sheets->results;
    struct finding *finding = &results->finding;
    const struct cohort *cohort = w->shared->cohort;
    timing_switch(&w->timing, PHASE_EVALUATING);
    if (!batch_has_keys(w->sheets->work, row) || !recall(w, row))
        return false;
    arena_clear(w->sheets->row_arena);
    clear_finding(finding);
    const char *letters = batch_letters(w->sheets->work, row);
    for (size_t i = 0; i < cohort->program->rule_count; i++)
        finding->states[i] = letters[i] == 'T'   ? TRUTH_YES
                             : letters[i] == 'F' ? TRUTH_NO
                                                 : TRUTH_UNKNOWN;
    find_rest(finding, w->sheets->row_arena);
    timing_switch(&w->timing, PHASE_WRITING);
    take_record(w, row);
    if (cohort->format == RUN_CSV) {
        csv_row(&w->text, finding, &cohort->selection);
        return true;
    }
    result_told_json(&w->text, finding, &results->told, &cohort->selection);
    buf_char(&w->text, '\n');
    return true;
}

/* ---- into memory -------------------------------------------------------- */

static struct str written(struct results *results,
                          const struct verdict *verdict)
{
    struct buf text = buf_on(results->memory);
    struct json json = json_on(&text);
    json.comma = true;
    verdict_json(&json, verdict);
    return buf_view(&text);
}

/* Copies what outlives the row. */
static struct told told_of(struct results *results,
                           const struct verdict *verdict, bool json)
{
    struct told told = {.verdict = {.treatment = verdict->treatment,
                                    .word = verdict->word,
                                    .exact = verdict->exact,
                                    .listed = verdict->listed,
                                    .may_be_count = verdict->may_be_count,
                                    .need_count = verdict->need_count}};
    told.verdict.needs =
        arena_twin(results->memory, verdict->needs,
                   verdict->need_count * sizeof *verdict->needs);
    told.verdict.may_be =
        ARENA_ARRAY(results->memory, struct possibility, verdict->may_be_count);
    for (size_t i = 0; i < verdict->may_be_count; i++)
        told.verdict.may_be[i].word = verdict->may_be[i].word;
    if (json && verdict->listed)
        told.json = written(results, verdict);
    return told;
}

static void keep_part(struct worker *w, uint32_t index, size_t row,
                      const struct finding *finding)
{
    struct results *results = w->sheets->results;
    const struct part_members *part = &results->parts[index];
    unsigned char key[BATCH_KEY];
    size_t n = batch_key(w->sheets->work, index, row, key);
    struct entry **slot = n ? slot_of(results, index, key, n) : NULL;
    if (!slot || *slot)
        return;
    struct entry *entry = ARENA_NEW(results->memory, struct entry);
    entry->hash = hash_of(index, key, n);
    entry->part = index;
    entry->n = n;
    entry->key = arena_twin(results->memory, key, n);
    entry->told = ARENA_ARRAY(results->memory, struct told, part->n);
    for (size_t i = 0; i < part->n; i++)
        entry->told[i] =
            told_of(results, &finding->verdicts[part->at[i]->index],
                    w->shared->cohort->format != RUN_CSV);
    *slot = entry;
    results->used++;
}

void results_keep(struct worker *w, size_t row, const struct finding *finding)
{
    struct results *results = w->sheets->results;
    if (!batch_has_keys(w->sheets->work, row) || !finding->verdicts)
        return;
    for (uint32_t i = 0; i < results->part_count; i++) {
        if (2 * results->used >= SLOTS ||
            arena_used(results->memory) >= MEMORY_MOST)
            forget_all(results);
        keep_part(w, i, row, finding);
    }
}
