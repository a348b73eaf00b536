/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie snapshot`: writes golden results of a cohort, or compares with
 * them. The rules and records are named anew at each comparison: they may
 * have moved, and what changed in them is what it is about.
 */

#include "interp/suite/snapshot.h"

#include "grammar/base/file.h"
#include "grammar/limits.h"
#include "interp/cli/compare.h"
#include "interp/cli/output.h"
#include "interp/cli/patient.h"
#include "interp/render/diff_text.h"

#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>

enum { AS_OF, CHECK, MAPPING, ENCODING, FILE_OPTION, OPTIONS };

static const struct option options[OPTIONS] = {
    [AS_OF] = {"--as-of", "DATE",
               "evaluate for that day (with --check: the snapshot's)"},
    [CHECK] = {"--check", "FILE", "compare with that snapshot"},
    [MAPPING] = MAPPING_OPTION,
    [ENCODING] = ENCODING_OPTION,
    [FILE_OPTION] = {"-o", "FILE", "write there; the file appears when whole"},
};

struct job {
    const struct invocation *invocation;
    struct compare_side side;
    struct snapshot_head head;
    struct inputs inputs; /* as named */
    struct snapshot old;  /* with --check */
    struct evaluator *ev;
    struct diff_patients result;
    struct output output;
    uint64_t with_errors;
    size_t broken;
};

static bool is_check(const struct job *job)
{
    return option_given(job->invocation, CHECK);
}

/* --- files ---------------------------------------------------------------- */

static bool digest_file(struct arena *arena, const char *path,
                        struct str *digest)
{
    struct sha256_ctx hash;
    uint8_t sum[SHA256_DIGEST_SIZE], bytes[4096];
    size_t n;
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    sha256_init(&hash);
    while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
        sha256_update(&hash, n, bytes);
    bool whole = !ferror(file);
    fclose(file);
    sha256_digest(&hash, sizeof sum, sum);
    struct buf text = buf_on(arena);
    buf_text(&text, "sha256:");
    for (size_t i = 0; i < sizeof sum; i++)
        buf_format(&text, "%02x", sum[i]);
    *digest = buf_view(&text);
    return whole;
}

static bool digest_inputs(struct job *job)
{
    struct arena *arena = job->invocation->arena;
    if (!inputs_note(job->invocation, &job->inputs,
                     "a snapshot is of record files"))
        return false;
    for (size_t i = 0; i < job->inputs.paths.n; i++) {
        const char *path = job->inputs.paths.at[i];
        struct snapshot_file file = {.path = str_of(path)};
        if (!digest_file(arena, path, &file.digest)) {
            complain("%s cannot be read", path);
            return false;
        }
        list_push(arena, &job->head.files, file);
    }
    return true;
}

/* --- the head ------------------------------------------------------------- */

static bool read_snapshot(struct job *job)
{
    const char *path = option_value(job->invocation, CHECK);
    struct arena *arena = job->invocation->arena;
    struct str text = STR(""), trouble;
    bool longer = file_is_longer(path, LIMIT_RESULT_BYTES);
    const char *wrong =
        longer ? NULL : file_read(arena, path, LIMIT_RESULT_BYTES, &text);
    if (wrong || longer || text.n > LIMIT_RESULT_BYTES) {
        complain("the snapshot %s: %s", path,
                 wrong ? wrong : "it is longer than 2 GiB");
        return false;
    }
    if (snapshot_read(arena, text, &job->old, &trouble))
        return true;
    complain("%s: %.*s", path, STR_ARG(trouble));
    return false;
}

/* A snapshot of another guideline is none of these rules; other words of the
   same one are what a comparison is for. */
static bool same_guideline(const struct job *job)
{
    if (str_equal(job->old.head.title, job->head.title))
        return true;
    complain("%s is a snapshot of other rules: of \"%.*s\", not of \"%.*s\"",
             option_value(job->invocation, CHECK), STR_ARG(job->old.head.title),
             STR_ARG(job->head.title));
    return false;
}

static bool choose_day(struct job *job)
{
    bool given = option_given(job->invocation, AS_OF);
    const struct program *program = job->side.loaded->program;
    if (!option_as_of(job->invocation, AS_OF, &job->head.as_of))
        return false;
    if (!given && is_check(job))
        job->head.as_of = job->old.head.as_of;
    else if (!given && program->reads_today) {
        complain_usage(job->invocation,
                       "the rules read today's date: say for which day the "
                       "snapshot is, such as --as-of 2024-06-01");
        return false;
    }
    if (!is_check(job) || job->head.as_of == job->old.head.as_of)
        return true;
    complain_usage(job->invocation, "the snapshot is of another day; leave "
                                    "--as-of out");
    return false;
}

static void make_head(struct job *job)
{
    const struct program *program = job->side.loaded->program;
    job->head.format = SNAPSHOT_FORMAT;
    job->head.title = program->title;
    job->head.version = program->version;
    job->head.digest = str_of(program->digest);
}

/* --- patients ------------------------------------------------------------- */

static const struct finding *evaluate(struct job *job, struct record *record,
                                      struct arena *arena)
{
    if (record->readable)
        return find(job->ev, record, arena);
    struct finding *finding = ARENA_NEW(arena, struct finding);
    finding->program = job->side.loaded->program;
    finding->record = record;
    return finding;
}

static void visit(void *context, struct record *record, struct arena *arena)
{
    struct job *job = context;
    const struct finding *finding = evaluate(job, record, arena);
    job->with_errors += record->errors.n > 0;
    if (is_check(job)) {
        snapshot_compare(&job->old, finding, &job->result,
                         job->invocation->arena);
        return;
    }
    struct buf line = buf_on(arena);
    snapshot_write_line(&line, finding);
    output_write(&job->output, buf_view(&line));
}

/* --- what came of it ------------------------------------------------------ */

static void put_changed_files(const struct job *job, struct buf *text)
{
    const struct snapshot_head *old = &job->old.head;
    for (size_t i = 0; i < job->head.files.n; i++) {
        const struct snapshot_file *file = &job->head.files.at[i];
        bool known = false;
        for (size_t j = 0; j < old->files.n; j++)
            known |= str_equal(old->files.at[j].digest, file->digest);
        if (!known)
            buf_format(text,
                       "The records of %.*s are not those of the "
                       "snapshot.\n",
                       STR_ARG(file->path));
    }
}

static void put_result(const struct job *job, struct buf *text)
{
    struct diff_report report = {
        .patients = &job->result, .dated = true, .as_of = job->head.as_of};
    if (!str_equal(job->old.head.digest, job->head.digest))
        buf_text(text, "The rules are not those of the snapshot.\n");
    put_changed_files(job, text);
    diff_text_patients(text, &report);
}

static enum status check(struct job *job)
{
    struct arena *arena = job->invocation->arena;
    struct buf text = buf_on(arena);
    snapshot_missing(&job->old, &job->result, arena);
    diff_patients_sort(&job->result);
    put_result(job, &text);
    output_write(&job->output, buf_view(&text));
    return job->result.deltas.n ? STATUS_FOUND : STATUS_DONE;
}

static enum status run(struct job *job)
{
    struct arena *arena = job->invocation->arena;
    enum status status = STATUS_DONE;
    if (!output_open(&job->output, option_value(job->invocation, FILE_OPTION),
                     arena))
        return STATUS_OUTPUT;
    job->ev = evaluator_new(arena, job->side.loaded->program);
    if (!is_check(job)) {
        struct buf head = buf_on(arena);
        snapshot_write_head(&head, &job->head);
        output_write(&job->output, buf_view(&head));
    }
    job->broken +=
        compare_side_records(job->invocation, &job->side, visit, job);
    job->broken += !inputs_unchanged(&job->inputs);
    if (is_check(job))
        status = check(job);
    status = status_worse(status, output_close(&job->output, !job->broken));
    bool errors = job->broken || (job->with_errors && !is_check(job));
    return status_worse(status, errors ? STATUS_RECORDS : STATUS_DONE);
}

static bool load(struct job *job)
{
    const struct invocation *invocation = job->invocation;
    struct mapping_wish wish = {option_value(invocation, MAPPING),
                                option_value(invocation, ENCODING)};
    struct loaded *loaded =
        rules_and_mapping(invocation, invocation->words[0], &wish);
    job->side.loaded = loaded;
    return loaded &&
           reading_as_wished(invocation, loaded, &wish, &job->side.reading);
}

static enum status snapshot(const struct invocation *invocation)
{
    struct job job = {.invocation = invocation};
    if (!inputs_of(invocation, invocation->words + 1,
                   invocation->word_count - 1, &job.inputs) ||
        !digest_inputs(&job) || (is_check(&job) && !read_snapshot(&job)))
        return STATUS_USAGE;
    if (!load(&job))
        return STATUS_RULES;
    make_head(&job);
    if ((is_check(&job) && !same_guideline(&job)) || !choose_day(&job))
        return STATUS_USAGE;
    for (size_t i = 0; i < job.inputs.paths.n; i++)
        list_push(invocation->arena, &job.side.inputs.paths,
                  job.inputs.paths.at[i]);
    job.side.reading.today = job.head.as_of;
    job.broken = join_inputs(invocation, &job.side.inputs, &job.side.reading);
    enum status status = run(&job);
    join_close(job.side.reading.join);
    return status;
}

const struct command COMMAND_SNAPSHOT = {
    .name = "snapshot",
    .usage = "RULES RECORDS...",
    .summary = "golden results of a cohort, to keep and compare",
    .help = "Writes a line a patient: verdicts, scores, number of record "
            "errors. Kept in version\ncontrol, it shows in review whom a "
            "change touches. --check compares with it and\nexplains what is "
            "different; exit status 1 if anything is.",
    .example = "  cantlie snapshot rules/ examples/cohort/patients.ndjson "
               "--as-of 2024-06-01 -o cohort.snapshot\n"
               "  cantlie snapshot rules/ examples/cohort/patients.ndjson "
               "--check cohort.snapshot\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 2,
    .most = SIZE_MAX,
    .run = snapshot,
};
