/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Counts verdicts by treatment and word, and for each stored field how many
 * undecided listed verdicts need it (a fact of an element counts for its
 * field, once a verdict). Nothing is weighed: the order of printing is by
 * number, then by declaration.
 */

#include "interp/render/summary.h"

#include "interp/render/issues.h"
#include "interp/render/words.h"
#include "interp/render/wrap.h"

#define WORDS (WORD_UNDECIDED + 1)
#define ERROR_KINDS (RECORD_ERROR_LIMIT + 1)
#define FACTS_SHOWN 12

struct tally {
    const struct program *program;
    const struct selection *selection;
    uint64_t patients, unreadable, with_errors, errors;
    uint64_t error_kinds[ERROR_KINDS];
    uint64_t undecided;       /* listed verdicts that wait for facts */
    uint64_t (*words)[WORDS]; /* by treatment */
    uint64_t *candidates;     /* by treatment */
    uint64_t *wanted;         /* by field, numbered over all records */
    bool *seen;               /* fields of the verdict at hand */
    struct issues issues;     /* record errors by what they are about */
    size_t field_count;
};

static size_t count_fields(const struct vocabulary *vocabulary)
{
    size_t n = 0;
    for (size_t i = 0; i < vocabulary->record_count; i++)
        n += vocabulary->records[i]->field_count;
    return n;
}

struct tally *tally_new(struct arena *arena, const struct program *program,
                        const struct selection *selection)
{
    struct tally *tally = ARENA_NEW(arena, struct tally);
    tally->program = program;
    tally->selection = selection;
    tally->field_count = count_fields(program->vocabulary);
    tally->words =
        arena_array(arena, program->treatment_count, sizeof *tally->words);
    tally->candidates = ARENA_ARRAY(arena, uint64_t, program->treatment_count);
    tally->wanted = ARENA_ARRAY(arena, uint64_t, tally->field_count);
    tally->seen = ARENA_ARRAY(arena, bool, tally->field_count);
    tally->issues = issues_on(arena);
    return tally;
}

/* ---- counting ----------------------------------------------------------- */

/* The place of a field among those of all records. */
static size_t number_of(const struct tally *tally, const struct field *field)
{
    const struct vocabulary *vocabulary = tally->program->vocabulary;
    size_t base = 0;
    for (size_t i = 0; vocabulary->records[i] != field->record; i++)
        base += vocabulary->records[i]->field_count;
    return base + field->index;
}

static void add_needs(struct tally *tally, const struct verdict *verdict)
{
    tally->undecided++;
    for (size_t i = 0; i < tally->field_count; i++)
        tally->seen[i] = false;
    for (size_t i = 0; i < verdict->need_count; i++) {
        size_t number = number_of(tally, verdict->needs[i].field);
        if (!tally->seen[number])
            tally->wanted[number]++;
        tally->seen[number] = true;
    }
}

static void add_errors(struct tally *tally, const struct record *record)
{
    issues_add(&tally->issues, record);
    for (size_t i = 0; i < record->errors.n; i++)
        tally->error_kinds[record->errors.at[i].kind]++;
    uint64_t errors = record->errors.n + record->more_errors;
    tally->errors += errors;
    tally->with_errors += errors > 0;
}

void tally_add(struct tally *tally, const struct finding *finding)
{
    tally->patients++;
    add_errors(tally, finding->record);
    if (!finding->record->readable) {
        tally->unreadable++;
        return;
    }
    for (size_t i = 0; i < tally->program->treatment_count; i++) {
        const struct verdict *verdict = &finding->verdicts[i];
        if (!selects_verdict(tally->selection, verdict))
            continue;
        tally->words[i][verdict->word]++;
        tally->candidates[i] +=
            verdict->candidacy.asked && verdict->candidacy.state == TRUTH_YES;
        if (verdict->word == WORD_UNDECIDED)
            add_needs(tally, verdict);
    }
}

void tally_join(struct tally *tally, const struct tally *more)
{
    tally->patients += more->patients;
    tally->unreadable += more->unreadable;
    tally->with_errors += more->with_errors;
    tally->errors += more->errors;
    tally->undecided += more->undecided;
    issues_join(&tally->issues, &more->issues);
    for (size_t i = 0; i < ERROR_KINDS; i++)
        tally->error_kinds[i] += more->error_kinds[i];
    for (size_t i = 0; i < tally->program->treatment_count; i++) {
        tally->candidates[i] += more->candidates[i];
        for (size_t w = 0; w < WORDS; w++)
            tally->words[i][w] += more->words[i][w];
    }
    for (size_t i = 0; i < tally->field_count; i++)
        tally->wanted[i] += more->wanted[i];
}

/* ---- printing ----------------------------------------------------------- */

static void put_count(struct buf *out, uint64_t count, const char *one,
                      const char *many)
{
    buf_format(out, "%llu %s", (unsigned long long)count,
               count == 1 ? one : many);
}

static void put_head(struct buf *out, const struct tally *tally, date today)
{
    const struct program *program = tally->program;
    struct buf line = buf_on(out->arena);
    put_count(&line, tally->patients, "patient", "patients");
    buf_text(&line, " evaluated ");
    date_print(&line, today);
    if (program->title.n)
        buf_format(&line, " by %.*s %.*s", STR_ARG(program->title),
                   STR_ARG(program->version));
    wrap_paragraph(out, buf_view(&line), 0, 4);
}

static bool any_listed(const struct tally *tally, size_t treatment)
{
    for (size_t w = 0; w < WORDS; w++)
        if (tally->words[treatment][w])
            return true;
    return false;
}

static const struct column {
    enum word word;
    const char *head;
    size_t width;
} columns[] = {
    {WORD_RECOMMEND, "recomm.", 8}, {WORD_CONSIDER, "consider", 9},
    {WORD_AVOID, "avoid", 6},       {WORD_CONTRAINDICATE, "contra.", 8},
    {WORD_CONFLICT, "conflict", 9}, {WORD_UNDECIDED, "undecided", 10},
};

#define COLUMN_COUNT (sizeof columns / sizeof columns[0])
#define NAME_COLUMNS 30

static void put_right(struct buf *out, struct str text, size_t width)
{
    if (text.n < width)
        buf_repeat(out, ' ', width - text.n);
    buf_str(out, text);
}

static void put_row(struct buf *out, const struct tally *tally, size_t i)
{
    struct str name = words_treatment(tally->program->treatments[i]);
    size_t from = out->n;
    wrap_clean(out, name);
    size_t width = str_columns((struct str){out->at + from, out->n - from});
    if (width > NAME_COLUMNS) {
        buf_char(out, '\n');
        width = 0;
    }
    buf_repeat(out, ' ', NAME_COLUMNS - width);
    for (size_t c = 0; c < COLUMN_COUNT; c++) {
        uint64_t count = tally->words[i][columns[c].word];
        struct str number =
            count ? str_format(out->arena, "%llu", (unsigned long long)count)
                  : STR("-");
        put_right(out, number, columns[c].width);
    }
    buf_char(out, '\n');
}

static void put_table(struct buf *out, const struct tally *tally)
{
    buf_char(out, '\n');
    buf_repeat(out, ' ', NAME_COLUMNS);
    for (size_t c = 0; c < COLUMN_COUNT; c++)
        put_right(out, str_of(columns[c].head), columns[c].width);
    buf_char(out, '\n');
    for (size_t i = 0; i < tally->program->treatment_count; i++)
        if (any_listed(tally, i))
            put_row(out, tally, i);
}

static void put_candidates(struct buf *out, const struct tally *tally)
{
    for (size_t i = 0; i < tally->program->treatment_count; i++) {
        if (!tally->candidates[i])
            continue;
        struct buf line = buf_on(out->arena);
        put_count(&line, tally->candidates[i], "candidate", "candidates");
        buf_text(&line, " for ");
        buf_str(&line, words_treatment(tally->program->treatments[i]));
        wrap_paragraph(out, buf_view(&line), 0, 4);
    }
}

/* The field that is wanted most among those not yet printed (whose count is
   below `below`, or equal and behind `last`). */
static const struct field *next_wanted(const struct tally *tally,
                                       uint64_t *below, size_t *last)
{
    const struct vocabulary *vocabulary = tally->program->vocabulary;
    const struct field *best = NULL;
    uint64_t most = 0;
    size_t best_number = 0, number = 0;
    for (size_t r = 0; r < vocabulary->record_count; r++)
        for (size_t f = 0; f < vocabulary->records[r]->field_count;
             f++, number++) {
            uint64_t count = tally->wanted[number];
            bool left = count < *below || (count == *below && number > *last);
            if (!left || count <= most)
                continue;
            most = count;
            best = vocabulary->records[r]->fields[f];
            best_number = number;
        }
    *below = most;
    *last = best_number;
    return best;
}

static void put_wanted(struct buf *out, const struct tally *tally)
{
    if (!tally->undecided)
        return;
    struct buf line = buf_on(out->arena);
    put_count(&line, tally->undecided,
              "verdict waits for: ", "verdicts wait for: ");
    uint64_t below = UINT64_MAX;
    size_t last = 0, shown = 0;
    const struct field *field;
    while (shown < FACTS_SHOWN && (field = next_wanted(tally, &below, &last))) {
        words_comma(&line, shown++);
        buf_str(&line, field->name);
        if (!field->record->is_patient)
            buf_format(&line, " of %.*s", STR_ARG(field->record->name));
        buf_format(&line, " (%llu)", (unsigned long long)below);
    }
    if (next_wanted(tally, &below, &last))
        buf_text(&line, ", ...");
    buf_char(out, '\n');
    wrap_paragraph(out, buf_view(&line), 0, 4);
}

static void put_errors(struct buf *out, const struct tally *tally)
{
    if (!tally->errors)
        return;
    struct buf line = buf_on(out->arena);
    put_count(&line, tally->errors, "record error", "record errors");
    buf_text(&line, " in ");
    put_count(&line, tally->with_errors, "patient: ", "patients: ");
    size_t shown = 0;
    for (size_t i = 0; i < ERROR_KINDS; i++) {
        if (!tally->error_kinds[i])
            continue;
        words_comma(&line, shown++);
        buf_format(&line, "%s %llu",
                   record_error_name((enum record_error_kind)i),
                   (unsigned long long)tally->error_kinds[i]);
    }
    wrap_paragraph(out, buf_view(&line), 0, 4);
}

void tally_print(struct buf *out, const struct tally *tally, date today)
{
    put_head(out, tally, today);
    put_table(out, tally);
    put_wanted(out, tally);
    put_candidates(out, tally);
    put_errors(out, tally);
    issues_print(out, &tally->issues);
}
