/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie diff`: what a change of the rules changes, in meaning and for
 * patients. Exit status 1 if it changes anything.
 */

#include "grammar/limits.h"
#include "interp/cli/compare.h"
#include "interp/cli/output.h"
#include "interp/render/diff_text.h"

enum { AS_OF, FORMAT, MAPPING, ENCODING, FILE_OPTION, OPTIONS };

static const struct option options[OPTIONS] = {
    [AS_OF] = {"--as-of", "DATE", "evaluate for that day"},
    [FORMAT] = {"--format", "FORMAT", "text (the start), json or html"},
    [MAPPING] = MAPPING_OPTION,
    [ENCODING] = ENCODING_OPTION,
    [FILE_OPTION] = {"-o", "FILE", "write there; the file appears when whole"},
};

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_HTML };

struct job {
    const struct invocation *invocation;
    enum format format;
    date as_of;
    struct compare compare;
    struct diff_report report;
};

static bool read_format(struct job *job)
{
    static const char *const names[] = {"text", "json", "html"};
    if (!option_given(job->invocation, FORMAT))
        return true;
    int format = option_choice(job->invocation, FORMAT, names, 3);
    job->format = format > 0 ? (enum format)format : FORMAT_TEXT;
    return format >= 0;
}

/* --- rules and records ---------------------------------------------------- */

static bool load_side(struct job *job, struct compare_side *side,
                      const char *rules)
{
    struct mapping_wish wish = {option_value(job->invocation, MAPPING),
                                option_value(job->invocation, ENCODING)};
    struct loaded *loaded = rules_and_mapping(job->invocation, rules, &wish);
    side->loaded = loaded;
    return loaded &&
           reading_as_wished(job->invocation, loaded, &wish, &side->reading);
}

/* Each side takes the tables of elements out of a list of its own. */
static void take_inputs(struct job *job, struct compare_side *side,
                        const struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->paths.n; i++)
        list_push(job->invocation->arena, &side->inputs.paths,
                  inputs->paths.at[i]);
    side->reading.today = job->as_of;
    job->compare.broken +=
        join_inputs(job->invocation, &side->inputs, &side->reading);
}

static bool reads_today(const struct job *job)
{
    return job->compare.before.loaded->program->reads_today ||
           job->compare.after.loaded->program->reads_today;
}

static void compare_cohort(struct job *job, const struct inputs *inputs)
{
    struct compare *compare = &job->compare;
    take_inputs(job, &compare->before, inputs);
    take_inputs(job, &compare->after, inputs);
    compare->differ = patient_differ_new(job->report.diff);
    compare_records(compare);
    compare->broken += !inputs_unchanged(inputs);
    join_close(compare->before.reading.join);
    join_close(compare->after.reading.join);
    job->report.patients = patient_differ_result(compare->differ);
    job->report.dated = true;
    job->report.as_of = job->as_of;
}

static void compare_made_up(struct job *job)
{
    struct compare *compare = &job->compare;
    bool dated = option_given(job->invocation, AS_OF);
    compare->differ = patient_differ_new(job->report.diff);
    compare_generated(compare, job->report.diff, dated ? &job->as_of : NULL);
    job->report.patients = patient_differ_result(compare->differ);
    job->report.generated = true;
    job->report.dated = dated;
    job->report.as_of = job->as_of;
}

/* --- the report ----------------------------------------------------------- */

static enum status write_report(struct job *job)
{
    struct output output;
    struct buf text = buf_on(job->invocation->arena);
    if (!output_open(&output, option_value(job->invocation, FILE_OPTION),
                     job->invocation->arena))
        return STATUS_OUTPUT;
    switch (job->format) {
    case FORMAT_TEXT: diff_text(&text, &job->report); break;
    case FORMAT_JSON: diff_json(&text, &job->report); break;
    case FORMAT_HTML: diff_html(&text, &job->report); break;
    }
    output_write(&output, buf_view(&text));
    return output_close(&output, !job->compare.broken);
}

static enum status finish(struct job *job)
{
    const struct diff_report *report = &job->report;
    enum status status = write_report(job);
    bool found = report->diff->items.n > 0 ||
                 (report->patients && report->patients->deltas.n > 0);
    if (job->compare.with_errors)
        complain("%llu of the patients have record errors under one of the "
                 "rule sets; what is wrong counts as unknown",
                 (unsigned long long)job->compare.with_errors);
    if (job->compare.with_errors || job->compare.broken)
        status = status_worse(status, STATUS_RECORDS);
    return status_worse(status, found ? STATUS_FOUND : STATUS_DONE);
}

static bool is_small(const struct program *program)
{
    return program->rule_count <= LIMIT_DIFF_RULES;
}

static enum status compare_all(struct job *job, const struct inputs *inputs)
{
    const struct program *before = job->compare.before.loaded->program;
    const struct program *after = job->compare.after.loaded->program;
    if (inputs->paths.n && reads_today(job) &&
        !option_given(job->invocation, AS_OF)) {
        complain_usage(job->invocation,
                       "the rules read today's date: say for which day they "
                       "are compared, such as --as-of 2024-06-01");
        return STATUS_USAGE;
    }
    job->report.diff = diff_programs(job->invocation->arena, before, after);
    if (inputs->paths.n)
        compare_cohort(job, inputs);
    else if (job->report.diff->items.n && is_small(before) && is_small(after))
        compare_made_up(job);
    else if (job->report.diff->items.n)
        complain("patients are made up for at most %d rules: name RECORDS to "
                 "see whom the change touches",
                 LIMIT_DIFF_RULES);
    return finish(job);
}

static enum status diff(const struct invocation *invocation)
{
    struct job job = {.invocation = invocation};
    struct inputs inputs = {0};
    job.compare.invocation = invocation;
    if (!option_as_of(invocation, AS_OF, &job.as_of) || !read_format(&job) ||
        !inputs_of(invocation, invocation->words + 2,
                   invocation->word_count - 2, &inputs) ||
        !inputs_note(invocation, &inputs, NULL))
        return STATUS_USAGE;
    if (!load_side(&job, &job.compare.before, invocation->words[0]) ||
        !load_side(&job, &job.compare.after, invocation->words[1]))
        return STATUS_RULES;
    return compare_all(&job, &inputs);
}

const struct command COMMAND_DIFF = {
    .name = "diff",
    .usage = "OLD NEW [RECORDS...]",
    .summary = "what a change of the rules changes",
    .help =
        "Compares two rule sets (files or folders) by what they mean: layout, "
        "comments and\ncases do not count. With RECORDS also every patient "
        "whose verdict, score or other\nconclusion changes, under the clause "
        "that is responsible; without them over patients made up at "
        "the thresholds of\nboth. Exit status 1 if anything changed.",
    .example = "  cantlie diff old/ rules/ examples/cohort/patients.ndjson "
               "--as-of 2024-06-01\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 2,
    .most = SIZE_MAX,
    .run = diff,
};
