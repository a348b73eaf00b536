/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie convert`: what was understood of foreign records, as records of
 * Cantlie's own. A table needs to know its columns before its first row, so
 * for csv the records are read twice.
 */

#include "interp/cli/each.h"
#include "interp/cli/output.h"
#include "interp/render/record_csv.h"
#include "interp/render/record_json.h"

enum { RULES, MAPPING, ENCODING, TO, SOURCES, FILE_OPTION, OPTIONS };

static const struct option options[OPTIONS] = {
    [RULES] = {"--rules", "RULES", "the rules that declare the vocabulary"},
    [MAPPING] = MAPPING_OPTION,
    [ENCODING] = ENCODING_OPTION,
    [TO] = {"--to", "FORMAT", "ndjson (the start) or csv"},
    [SOURCES] = {"--sources", NULL, "with ndjson: where each fact comes from"},
    [FILE_OPTION] = {"-o", "FILE", "write there; the file appears when whole"},
};

struct convert {
    struct output output;
    bool sources;
    struct record_columns columns;
};

static void put_json(void *context, const struct record *record)
{
    struct convert *convert = context;
    struct buf line = buf_on(record->arena);
    if (!record->readable)
        return;
    record_json(&line, record, convert->sources);
    buf_char(&line, '\n');
    output_write(&convert->output, buf_view(&line));
}

static void put_row(void *context, const struct record *record)
{
    struct convert *convert = context;
    struct buf line = buf_on(record->arena);
    if (!record->readable)
        return;
    record_csv_row(&line, &convert->columns, record);
    output_write(&convert->output, buf_view(&line));
}

static void count_elements(void *context, const struct record *record)
{
    if (record->readable)
        record_columns_add(context, record);
}

static void forget_counts(struct each *each)
{
    each->records = each->errors = each->with_errors = 0;
    each->broken = 0;
}

static void convert_to_csv(struct each *each, struct convert *convert,
                           const struct invocation *invocation)
{
    struct buf header = buf_on(invocation->arena);
    size_t broken = each->broken;
    convert->columns =
        record_columns_on(invocation->arena, each->loaded->program->vocabulary);
    each_record(each, invocation, false, count_elements, &convert->columns);
    forget_counts(each);
    each->broken = broken;
    record_csv_header(&header, &convert->columns);
    output_write(&convert->output, buf_view(&header));
    each_record(each, invocation, true, put_row, convert);
    each->broken += !inputs_unchanged(&each->inputs);
    if (convert->columns.lost)
        complain("%llu values are left out: several are possible, and a cell "
                 "holds one (ndjson holds them)",
                 (unsigned long long)convert->columns.lost);
}

static enum status run(const struct invocation *invocation)
{
    static const char *const formats[] = {"ndjson", "csv"};
    struct convert convert = {.sources = option_given(invocation, SOURCES)};
    struct each each = {
        .rules = option_value(invocation, RULES),
        .wish = {option_value(invocation, MAPPING),
                 option_value(invocation, ENCODING)},
        .today = DATE_LAST,
    };
    int format = option_given(invocation, TO)
                     ? option_choice(invocation, TO, formats, 2)
                     : 0;
    if (format < 0)
        return STATUS_USAGE;
    each.twice = format == 1 ? "csv needs to read twice" : NULL;
    enum status status = each_open(&each, invocation);
    if (status != STATUS_DONE)
        return status;
    if (!output_open(&convert.output, option_value(invocation, FILE_OPTION),
                     invocation->arena))
        return STATUS_OUTPUT;
    if (format == 1)
        convert_to_csv(&each, &convert, invocation);
    else
        each_record(&each, invocation, true, put_json, &convert);
    return status_worse(output_close(&convert.output, !each.broken),
                        each_status(&each));
}

const struct command COMMAND_CONVERT = {
    .name = "convert",
    .usage = "RECORDS... [--rules RULES] [--mapping FILE]",
    .summary = "write records as Cantlie understands them",
    .help = "Reads records of any format, through a mapping if one fits, and "
            "writes what was\nunderstood by the names and units of the "
            "vocabulary: the way to see what a mapping\ndoes. What is wrong "
            "is reported and left unknown.",
    .example = "  cantlie convert cohort.csv --rules rules/ --mapping "
               "registry.rules --to csv\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 1,
    .most = SIZE_MAX,
    .run = run,
};
