/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie map`: a draft of a mapping for a table, for its author to finish.
 */

#include "interp/cli/mapping.h"
#include "interp/cli/output.h"
#include "interp/records/propose.h"

enum { RULES, ENCODING, FILE_OPTION, OPTIONS };

static const struct option options[OPTIONS] = {
    [RULES] = {"--rules", "RULES", "the rules that declare the vocabulary"},
    [ENCODING] = ENCODING_OPTION,
    [FILE_OPTION] = {"-o", "FILE", "write there; the file appears when whole"},
};

static enum status write_out(const struct invocation *invocation,
                             struct str text)
{
    struct output output;
    if (!output_open(&output, option_value(invocation, FILE_OPTION),
                     invocation->arena))
        return STATUS_OUTPUT;
    output_write(&output, text);
    return output_close(&output, true);
}

static enum status run(const struct invocation *invocation)
{
    struct mapping_wish wish = {.encoding = option_value(invocation, ENCODING)};
    struct reader_options reading = {0};
    struct str wrong = STR("");
    const char *path = invocation->words[0];
    if (!option_given(invocation, RULES)) {
        complain_usage(invocation, "which vocabulary? Give --rules RULES");
        return STATUS_USAGE;
    }
    struct loaded *loaded =
        rules_and_mapping(invocation, option_value(invocation, RULES), &wish);
    if (!loaded)
        return STATUS_RULES;
    if (!reading_as_wished(invocation, loaded, &wish, &reading))
        return STATUS_USAGE;
    struct propose_options how = {
        .vocabulary = reading.vocabulary,
        .encoding_set = reading.encoding_set,
        .encoding = reading.encoding,
    };
    struct buf text = buf_on(invocation->arena);
    if (propose_mapping(&text, path, &how, &wrong))
        return write_out(invocation, buf_view(&text));
    complain("%s: %.*s", path, STR_ARG(wrong));
    return STATUS_USAGE;
}

const struct command COMMAND_MAP = {
    .name = "map",
    .usage = "FILE --rules RULES",
    .summary = "draft a mapping for a table",
    .help = "Looks at the header and the values of a table and writes a "
            "mapping to the vocabulary of\nthe rules, as far as the table "
            "says by itself what it holds. A unit that it does not\nname, a "
            "code whose meaning it does not tell, stay comments for the "
            "author.",
    .example = "  cantlie map cohort.csv --rules rules/ -o cohort.rules\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 1,
    .most = 1,
    .run = run,
};
