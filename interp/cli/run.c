/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie run`: the main job. Sorts out the options, frames the output of
 * the cohort loop (head, array brackets, summary), and makes the status.
 */

#include "interp/cli/cohort.h"

#include "grammar/base/version.h"
#include "grammar/limits.h"
#include "interp/cli/mapping.h"
#include "interp/cli/rules.h"
#include "interp/cli/select.h"
#include "interp/cli/time_limit.h"
#include "interp/records/digest.h"
#include "interp/render/table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    AS_OF,
    FORMAT,
    EXPLAIN,
    FACTS,
    ONLY,
    JOBS,
    LIMIT_MS,
    STRICT,
    SUMMARY,
    MAPPING,
    ENCODING,
    TIMING,
    FILE_OPTION,
    OPTIONS
};

static const struct option options[OPTIONS] = {
    [AS_OF] = {"--as-of", "DATE", "evaluate for that day, not for today"},
    [FORMAT] = {"--format", "FORMAT",
                "text (the start), json, ndjson, csv or states"},
    [EXPLAIN] = {"--explain", NULL, "with text: the proofs below each note"},
    [FACTS] = {"--facts", NULL,
               "with json, ndjson: each fact, with its date and source"},
    [ONLY] = {"--only", "NAME,...",
              "only these treatments, rules, tables, scores"},
    [JOBS] = {"--jobs", "N", "threads; the output is the same for any number"},
    [LIMIT_MS] = TIME_LIMIT_OPTION,
    [STRICT] = {"--strict", NULL,
                "stop at the first record error; undated is unknown"},
    [SUMMARY] = {"--summary", NULL,
                 "count verdicts and the facts they wait for"},
    [MAPPING] = MAPPING_OPTION,
    [ENCODING] = ENCODING_OPTION,
    [TIMING] = {"--timing", NULL, "say on standard error where the time goes"},
    [FILE_OPTION] = {"-o", "FILE", "write there; the file appears when whole"},
};

static const char *const formats[] = {"text", "json", "ndjson", "csv",
                                      "states"};

/* ---- options ------------------------------------------------------------ */

static bool read_format(const struct invocation *invocation,
                        struct cohort *cohort)
{
    cohort->format =
        option_given(invocation, SUMMARY) && !option_given(invocation, FORMAT)
            ? RUN_NOTHING
            : RUN_TEXT;
    if (option_given(invocation, FORMAT)) {
        int format = option_choice(invocation, FORMAT, formats, 5);
        if (format < 0)
            return false;
        cohort->format = (enum run_format)format;
    }
    cohort->explain = option_given(invocation, EXPLAIN);
    cohort->facts = option_given(invocation, FACTS);
    if (cohort->facts && cohort->format != RUN_JSON &&
        cohort->format != RUN_NDJSON) {
        complain_usage(invocation, "--facts goes with json or ndjson");
        return false;
    }
    if (!cohort->explain || cohort->format == RUN_TEXT)
        return true;
    complain_usage(invocation, "--explain goes with text; `cantlie explain` "
                               "explains one patient");
    return false;
}

static bool read_jobs(const struct invocation *invocation,
                      struct cohort *cohort)
{
    const char *value = option_value(invocation, JOBS);
    cohort->jobs = 1;
    if (!value)
        return true;
    char *end;
    errno = 0;
    long n = strtol(value, &end, 10);
    if (errno || end == value || *end || n < 1 || n > LIMIT_JOBS) {
        complain_usage(invocation, "--jobs is a number from 1 to %d",
                       LIMIT_JOBS);
        return false;
    }
    /* --strict stops at the first error: one record after the other. */
    cohort->jobs = cohort->strict ? 1 : (unsigned)n;
    return true;
}

static bool any(const bool *chosen, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (chosen[i])
            return true;
    return false;
}

/* A table without columns is nobody's wish. */
static bool selection_fits(const struct invocation *invocation,
                           const struct cohort *cohort)
{
    const struct selection *only = &cohort->selection;
    const struct program *program = cohort->program;
    bool empty = (cohort->format == RUN_STATES && only->rules &&
                  !any(only->rules, program->rule_count)) ||
                 (cohort->format == RUN_CSV && only->treatments &&
                  !any(only->treatments, program->treatment_count));
    if (empty)
        complain_usage(invocation,
                       cohort->format == RUN_CSV
                           ? "--only names no treatment, and csv has columns "
                             "of treatments"
                           : "--only names no rule, and states are of rules");
    return !empty;
}

static bool read_options(const struct invocation *invocation,
                         struct cohort *cohort)
{
    cohort->arena = invocation->arena;
    cohort->strict = option_given(invocation, STRICT);
    cohort->colour =
        colour_wanted(STDOUT_FILENO) && !option_given(invocation, FILE_OPTION);
    cohort->progress = isatty(STDERR_FILENO);
    return option_as_of(invocation, AS_OF, &cohort->today) &&
           read_format(invocation, cohort) && read_jobs(invocation, cohort) &&
           time_limit_option(invocation, LIMIT_MS, &cohort->limit_ms);
}

/* ---- the frame ---------------------------------------------------------- */

static void write_head(struct cohort *cohort)
{
    struct buf head = buf_on(cohort->arena);
    if (cohort->format == RUN_JSON)
        buf_text(&head, "[\n");
    if (cohort->format == RUN_CSV)
        csv_header(&head, cohort->program, &cohort->selection);
    output_write(cohort->output, buf_view(&head));
}

/* What the numbers rest on. */
static void put_ground(struct buf *text, const struct cohort *cohort)
{
    char records[DIGEST_TEXT];
    digest_print(cohort->digest, records);
    buf_format(text, "\nRests on rules %.*s, records %.*s (%s)\n", DIGEST_SHORT,
               strchr(cohort->program->digest, ':') + 1, DIGEST_SHORT,
               strchr(records, ':') + 1, PROGRAM_TEXT);
}

static void write_summary(struct cohort *cohort)
{
    struct buf text = buf_on(cohort->arena);
    if (!cohort->tally)
        return;
    if (cohort->format == RUN_TEXT && cohort->patients)
        buf_char(&text, '\n');
    tally_print(&text, cohort->tally, cohort->today);
    resources_print(&text, &cohort->resources);
    put_ground(&text, cohort);
    if (cohort->format == RUN_TEXT || cohort->format == RUN_NOTHING)
        output_write(cohort->output, buf_view(&text));
    else /* beside results for programs */
        fwrite(text.at, 1, text.n, stderr);
}

static void write_foot(struct cohort *cohort)
{
    if (cohort->format == RUN_JSON)
        output_write(cohort->output,
                     cohort->patients ? STR("\n]\n") : STR("]\n"));
    write_summary(cohort);
}

static enum status finish(struct cohort *cohort)
{
    bool whole =
        !cohort->stopped && !cohort->out_of_memory && !cohort->broken_inputs;
    if (!cohort->output->failed && !cohort->out_of_memory)
        write_foot(cohort);
    enum status status = output_close(cohort->output, whole);
    if (cohort->out_of_memory) {
        complain("there is not enough memory; results are incomplete");
        status = STATUS_OUTPUT;
    }
    if (cohort->errors || cohort->broken_inputs || cohort->orphans)
        status = status_worse(status, STATUS_RECORDS);
    if (!cohort->patients && !cohort->broken_inputs && status == STATUS_DONE)
        complain("there are no patients in the input");
    return status;
}

/* Beside the results, which are the same with and without. */
static void write_timing(struct cohort *cohort)
{
    struct buf text = buf_on(cohort->arena);
    if (!cohort->timing)
        return;
    timing_print(&text, cohort->timing, cohort->patients);
    fwrite(text.at, 1, text.n, stderr);
}

static enum status run(const struct invocation *invocation)
{
    struct cohort cohort = {0};
    struct inputs inputs = {0};
    struct output output;
    if (!read_options(invocation, &cohort) ||
        !inputs_of(invocation, invocation->words + 1,
                   invocation->word_count - 1, &inputs))
        return STATUS_USAGE;
    struct mapping_wish wish = {option_value(invocation, MAPPING),
                                option_value(invocation, ENCODING)};
    struct loaded *loaded =
        rules_and_mapping(invocation, invocation->words[0], &wish);
    if (!loaded)
        return STATUS_RULES;
    if (!reading_as_wished(invocation, loaded, &wish, &cohort.reading))
        return STATUS_USAGE;
    cohort.reading.today = cohort.today;
    cohort.reading.strict = cohort.strict;
    cohort.reading.digests = cohort.format == RUN_JSON ||
                             cohort.format == RUN_NDJSON ||
                             option_given(invocation, SUMMARY);
    cohort.broken_inputs = join_inputs(invocation, &inputs, &cohort.reading);
    cohort.program = loaded->program;
    cohort.inputs = &inputs;
    const char *only = option_value(invocation, ONLY);
    if (only &&
        !selection_of(invocation, cohort.program, only, &cohort.selection))
        return STATUS_USAGE;
    if (!selection_fits(invocation, &cohort))
        return STATUS_USAGE;
    if (option_given(invocation, SUMMARY))
        cohort.tally =
            tally_new(cohort.arena, cohort.program, &cohort.selection);
    cohort.output = &output;
    if (!output_open(&output, option_value(invocation, FILE_OPTION),
                     cohort.arena))
        return STATUS_OUTPUT;
    struct timing timing = {0};
    if (option_given(invocation, TIMING))
        cohort.timing = &timing;
    write_head(&cohort);
    cohort_run(&cohort);
    write_timing(&cohort);
    cohort.orphans = complain_join(cohort.reading.join);
    join_close(cohort.reading.join);
    return finish(&cohort);
}

const struct command COMMAND_RUN = {
    .name = "run",
    .usage = "RULES RECORDS...",
    .summary = "apply rules to patient records",
    .help =
        "Evaluates each patient of the records and prints the verdicts. RULES "
        "is a rule\nfile or a folder of them; RECORDS are files, folders, or - "
        "for standard input:\nJSON, NDJSON, CSV or TSV, the last three also as "
        ".gz.\n\nText is a note a patient; json one array, ndjson an object a "
        "line, csv a row with\na column a treatment, states a letter a rule (T "
        "applies, F is held, U is\nundetermined). --summary alone prints only "
        "the summary.",
    .example = "  cantlie run rules/ examples/cohort/patients.ndjson "
               "--as-of 2024-06-01 --summary\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 2,
    .most = SIZE_MAX,
    .run = run,
};
