/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie explain`: why, and why not, for one patient.
 */

#include "interp/render/explain.h"

#include "grammar/base/version.h"
#include "interp/cli/mapping.h"
#include "interp/cli/output.h"
#include "interp/cli/patient.h"
#include "interp/cli/rules.h"
#include "interp/cli/select.h"
#include "interp/cli/time_limit.h"
#include "interp/records/digest.h"
#include "interp/render/wrap.h"

#include <string.h>

enum { AS_OF, PATIENT, LIMIT_MS, MAPPING, ENCODING, OPTIONS };

static const struct option options[OPTIONS] = {
    [AS_OF] = {"--as-of", "DATE", "evaluate for that day, not for today"},
    [PATIENT] = {"--patient", "ID", "that patient of a file of many"},
    [LIMIT_MS] = TIME_LIMIT_OPTION,
    [MAPPING] = MAPPING_OPTION,
    [ENCODING] = ENCODING_OPTION,
};

static void put_head(struct buf *out, const struct finding *finding)
{
    const struct program *program = finding->program;
    struct buf line = buf_on(out->arena);
    wrap_clean(&line, finding->record->id);
    buf_text(&line, "   evaluated ");
    date_print(&line, finding->record->today);
    if (program->title.n)
        buf_format(&line, "   %.*s %.*s", STR_ARG(program->title),
                   STR_ARG(program->version));
    buf_format(out, "%.*s\n\n", STR_ARG(str_trim(buf_view(&line))));
}

/* What it rests on. */
static void put_ground(struct buf *out, const struct finding *finding)
{
    char record[DIGEST_TEXT];
    if (!finding->record->digested)
        return;
    digest_print(finding->record->digest, record);
    buf_format(out, "\nRests on rules %.*s, record %.*s (%s)\n", DIGEST_SHORT,
               strchr(finding->program->digest, ':') + 1, DIGEST_SHORT,
               strchr(record, ':') + 1, PROGRAM_TEXT);
}

/* False after a complaint. */
static bool read_name(const struct invocation *invocation,
                      const struct program *program, struct named *named)
{
    if (invocation->word_count < 3)
        return true;
    struct str name = str_of(invocation->words[2]);
    *named = named_find(program, name);
    if (named->kind != NAMED_NOTHING)
        return true;
    struct str near =
        named_nearest(invocation->arena, program, NAMED_ANY, name);
    complain_usage(invocation,
                   "nothing in the rules is called \"%.*s\"%s%.*s%s",
                   STR_ARG(name), near.n ? "; did you mean " : "",
                   STR_ARG(near), near.n ? "?" : "");
    return false;
}

static enum status explain_record(const struct invocation *invocation,
                                  const struct program *program,
                                  struct record *record,
                                  const struct named *named)
{
    struct arena *arena = invocation->arena;
    struct evaluator *ev = evaluator_new(arena, program);
    struct time_limit limit = {0};
    if (!time_limit_option(invocation, LIMIT_MS, &limit.ms))
        return STATUS_USAGE;
    if (setjmp(limit.out)) {
        time_limit_give_up(&limit, record);
        return patient_errors(record);
    }
    time_limit_start(&limit, ev);
    struct finding *finding = find(ev, record, arena);
    struct buf text = buf_on(arena);
    struct explain explain = explain_on(&text, ev, finding);
    put_head(&text, finding);
    explain_named(&explain, named);
    put_ground(&text, finding);
    enum status status = print_result(arena, buf_view(&text));
    return status_worse(status, patient_errors(record));
}

static enum status explain_one(const struct invocation *invocation)
{
    struct patient_wish wish = {.path = invocation->words[1],
                                .id = option_value(invocation, PATIENT)};
    struct named named = {.kind = NAMED_NOTHING};
    if (!option_as_of(invocation, AS_OF, &wish.today))
        return STATUS_USAGE;
    struct mapping_wish how = {option_value(invocation, MAPPING),
                               option_value(invocation, ENCODING)};
    struct reader_options reading = {0};
    struct loaded *loaded =
        rules_and_mapping(invocation, invocation->words[0], &how);
    if (!loaded)
        return STATUS_RULES;
    if (!reading_as_wished(invocation, loaded, &how, &reading))
        return STATUS_USAGE;
    reading.digests = true;
    wish.reading = &reading;
    if (!read_name(invocation, loaded->program, &named))
        return STATUS_USAGE;
    struct patient patient = patient_of(invocation, loaded->program, &wish);
    if (!patient.record)
        return STATUS_USAGE;
    enum status status = patient.record->readable
                             ? explain_record(invocation, loaded->program,
                                              patient.record, &named)
                             : patient_errors(patient.record);
    patient_release(&patient);
    return status;
}

const struct command COMMAND_EXPLAIN = {
    .name = "explain",
    .usage = "RULES RECORD [NAME]",
    .summary = "why, and why not, for one patient",
    .help =
        "Shows for each verdict the rules behind it: the conditions that "
        "decide, with their\nvalues and where these come from, what is not "
        "known, and the nearest change that\nwould make a rule apply. NAME is "
        "a treatment, rule, table, score, define or field.",
    .example = "  cantlie explain rules/ examples/patients/undecided.json "
               "cetuximab\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 2,
    .most = 3,
    .run = explain_one,
};
