/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie check`: every message about the rules, as text or as JSON, and
 * with --list the names of the rules in the order of `run --format states`.
 * The count at the end is for people and goes to standard error. --explain
 * prints the page of one message and reads no rules.
 */

#include "interp/cli/explain_code.h"
#include "interp/cli/output.h"
#include "interp/cli/paint.h"
#include "interp/cli/rules.h"
#include "interp/render/diagnostics_json.h"

#include <stdint.h>

enum { FORMAT, WERROR, LIST, EXPLAIN, OPTIONS };

static const struct option options[OPTIONS] = {
    [FORMAT] = {"--format", "FORMAT", "text (the start) or json"},
    [WERROR] = {"--werror", NULL, "warnings count as errors"},
    [LIST] = {"--list", NULL, "print the names of the rules, one a line"},
    [EXPLAIN] = {"--explain", "CODE",
                 "what a message means, by the code in its brackets"},
};

static const char *const formats[] = {"text", "json"};

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void put_messages(struct buf *out, const struct loaded *loaded,
                         bool json)
{
    const struct diagnostics *sink = &loaded->diagnostics;
    if (json) {
        diagnostics_json(out, &loaded->sources, sink);
        return;
    }
    for (size_t i = 0; i < sink->list.n; i++)
        diagnostic_render(out, &loaded->sources, &sink->list.at[i]);
}

static void put_rule_names(struct buf *out, const struct program *program)
{
    for (size_t i = 0; i < program->rule_count; i++) {
        buf_str(out, program->rules[i]->name);
        buf_char(out, '\n');
    }
}

static void say_counts(const struct loaded *loaded)
{
    const struct diagnostics *sink = &loaded->diagnostics;
    const struct program *program = loaded->program;
    if (sink->errors || sink->warnings)
        complain("%zu error%s, %zu warning%s%s", sink->errors,
                 plural(sink->errors), sink->warnings, plural(sink->warnings),
                 sink->list.n < sink->errors + sink->warnings
                     ? "; not all are shown"
                     : "");
    else
        complain("no errors: %zu file%s, %zu rule%s, %zu case%s",
                 loaded->files.n, plural(loaded->files.n), program->rule_count,
                 plural(program->rule_count), program->case_count,
                 plural(program->case_count));
}

static enum status check_rules(const struct invocation *invocation)
{
    struct arena *arena = invocation->arena;
    int format = 0;
    if (option_given(invocation, FORMAT))
        format = option_choice(invocation, FORMAT, formats, 2);
    if (format < 0)
        return STATUS_USAGE;
    struct loaded *loaded = ARENA_NEW(arena, struct loaded);
    load_rules(arena, invocation->words, invocation->word_count, loaded);
    if (loaded->unreadable) {
        complain("%.*s", STR_ARG(loaded->failure));
        return STATUS_FOUND;
    }
    const struct diagnostics *sink = &loaded->diagnostics;
    bool wrong =
        sink->errors || (sink->warnings && option_given(invocation, WERROR));
    struct buf text = buf_on(arena);
    if (option_given(invocation, LIST) && !sink->errors)
        put_rule_names(&text, loaded->program);
    else
        put_messages(&text, loaded, format == 1);
    struct str shown = format == 1 ? buf_view(&text)
                                   : paint_messages(arena, buf_view(&text), 1);
    enum status status = print_result(arena, shown);
    say_counts(loaded);
    return status_worse(status, wrong ? STATUS_FOUND : STATUS_DONE);
}

static enum status check(const struct invocation *invocation)
{
    const char *code = option_value(invocation, EXPLAIN);
    if (!code && invocation->word_count)
        return check_rules(invocation);
    if (code && !invocation->word_count)
        return explain_code(invocation->arena, str_of(code));
    if (code)
        complain_usage(invocation,
                       "--explain needs no rules: \"%s\" is one "
                       "word too many",
                       invocation->words[0]);
    else
        complain_usage(invocation, "something is missing: cantlie %s %s",
                       COMMAND_CHECK.name, COMMAND_CHECK.usage);
    return STATUS_USAGE;
}

const struct command COMMAND_CHECK = {
    .name = "check",
    .usage = "RULES...",
    .summary = "read rules and say what is wrong with them",
    .help = "Reads rule files, or folders of them, and prints every message: "
            "the place, what\nis wrong, and how to mend it. Exit status 1 if "
            "there are errors.",
    .example =
        "  cantlie check rules/\n  cantlie check --explain missing-unit\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 0, /* with --explain */
    .most = SIZE_MAX,
    .run = check,
};
