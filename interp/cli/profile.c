/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie profile`: what records hold, field by field.
 */

#include "interp/render/profile.h"
#include "interp/cli/each.h"
#include "interp/cli/output.h"

enum { RULES, MAPPING, ENCODING, FORMAT, OPTIONS };

static const struct option options[OPTIONS] = {
    [RULES] = {"--rules", "RULES", "the rules that declare the vocabulary"},
    [MAPPING] = MAPPING_OPTION,
    [ENCODING] = ENCODING_OPTION,
    [FORMAT] = {"--format", "FORMAT", "text (the start) or json"},
};

static void add(void *context, const struct record *record)
{
    profile_add(context, record);
}

static enum status run(const struct invocation *invocation)
{
    static const char *const formats[] = {"text", "json"};
    struct each each = {
        .rules = option_value(invocation, RULES),
        .wish = {option_value(invocation, MAPPING),
                 option_value(invocation, ENCODING)},
        .today = DATE_LAST,
    };
    int format = option_given(invocation, FORMAT)
                     ? option_choice(invocation, FORMAT, formats, 2)
                     : 0;
    if (format < 0)
        return STATUS_USAGE;
    enum status status = each_open(&each, invocation);
    if (status != STATUS_DONE)
        return status;
    struct profile *profile =
        profile_new(invocation->arena, each.loaded->program->vocabulary);
    each_record(&each, invocation, true, add, profile);
    struct buf text = buf_on(invocation->arena);
    if (format == 1)
        profile_json(&text, profile);
    else
        profile_print(&text, profile);
    return status_worse(print_result(invocation->arena, buf_view(&text)),
                        each_status(&each));
}

const struct command COMMAND_PROFILE = {
    .name = "profile",
    .usage = "RECORDS... [--rules RULES] [--mapping FILE]",
    .summary = "count what records hold, field by field",
    .help = "For each field: in how many records it is known, known in part "
            "(an interval, several\nchoices), unknown or refused; which "
            "values there are, least, most and median; of\nwhat days the "
            "facts are.",
    .example = "  cantlie profile examples/cohort/patients.ndjson --rules "
               "rules/\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 1,
    .most = SIZE_MAX,
    .run = run,
};
