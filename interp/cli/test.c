/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie test`: runs the cases of the rules. Failures are results and go to
 * standard output, like the count in the last line.
 */

#include "interp/cli/output.h"
#include "interp/cli/rules.h"
#include "interp/render/case_text.h"

#include <stdint.h>

enum { FILTER, OPTIONS };

static const struct option options[OPTIONS] = {
    [FILTER] = {"--filter", "TEXT", "only cases whose title holds TEXT"},
};

struct counts {
    size_t passed, failed;
};

/* ---- which cases -------------------------------------------------------- */

static bool holds(struct str text, struct str part)
{
    for (size_t i = 0; i + part.n <= text.n; i++)
        if (str_equal((struct str){text.at + i, part.n}, part))
            return true;
    return false;
}

/* A word of the shell, quoted where that is needed. */
static void put_word(struct buf *out, struct str word)
{
    bool plain = word.n > 0;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.at[i];
        plain &= (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                 (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' ||
                 c == '_';
    }
    if (!plain)
        buf_char(out, '\'');
    for (size_t i = 0; i < word.n; i++)
        if (word.at[i] == '\'')
            buf_text(out, "'\\''");
        else
            buf_char(out, word.at[i]);
    if (!plain)
        buf_char(out, '\'');
}

static struct str again(const struct invocation *invocation,
                        struct arena *arena, struct str title)
{
    struct buf line = buf_on(arena);
    buf_text(&line, "cantlie test");
    for (size_t i = 0; i < invocation->word_count; i++) {
        buf_char(&line, ' ');
        put_word(&line, str_of(invocation->words[i]));
    }
    buf_text(&line, " --filter ");
    put_word(&line, title);
    return buf_view(&line);
}

/* ---- running ------------------------------------------------------------ */

/* Runs a case and prints it if it fails. */
static bool passes(const struct invocation *invocation, struct evaluator *ev,
                   const struct test_case *test, struct arena *arena,
                   struct output *output)
{
    arena_clear(arena);
    struct case_result result = case_run(ev, test, arena);
    if (case_passed(&result))
        return true;
    struct buf text = buf_on(arena);
    case_text(&text, evaluator_program(ev), &result,
              again(invocation, arena, test->title));
    output_write(output, buf_view(&text));
    return false;
}

static struct counts run_all(const struct invocation *invocation,
                             const struct program *program,
                             struct output *output, struct arena *scratch)
{
    struct evaluator *ev = evaluator_new(invocation->arena, program);
    struct counts counts = {0, 0};
    const char *filter = option_value(invocation, FILTER);
    for (size_t i = 0; i < program->case_count && !output->failed; i++) {
        const struct test_case *test = &program->cases[i];
        if (filter && !holds(test->title, str_of(filter)))
            continue;
        if (passes(invocation, ev, test, scratch, output))
            counts.passed++;
        else
            counts.failed++;
    }
    return counts;
}

static enum status finish(const struct invocation *invocation,
                          struct output *output, struct counts counts)
{
    struct str last = str_format(invocation->arena, "%zu passed, %zu failed\n",
                                 counts.passed, counts.failed);
    output_write(output, last);
    enum status status = output_close(output, true);
    if (!counts.passed && !counts.failed)
        complain(option_given(invocation, FILTER) ? "no case has such a title"
                                                  : "the rules have no cases");
    return status_worse(status, counts.failed ? STATUS_FOUND : STATUS_DONE);
}

static enum status test(const struct invocation *invocation)
{
    struct loaded *loaded =
        rules_for(invocation, invocation->words, invocation->word_count);
    if (!loaded)
        return STATUS_RULES;
    struct output output;
    struct arena *scratch = arena_new();
    if (!scratch || !output_open(&output, NULL, invocation->arena)) {
        arena_free(scratch);
        return STATUS_OUTPUT;
    }
    arena_guard(scratch, arena_get_guard(invocation->arena));
    struct counts counts =
        run_all(invocation, loaded->program, &output, scratch);
    arena_free(scratch);
    return finish(invocation, &output, counts);
}

const struct command COMMAND_TEST = {
    .name = "test",
    .usage = "RULES...",
    .summary = "run the cases of the rules",
    .help = "Runs every `case` and compares what it expects with what is "
            "found. Exit status 1\nif a case fails; the last line counts.",
    .example = "  cantlie test rules/ --filter SECA\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 1,
    .most = SIZE_MAX,
    .run = test,
};
