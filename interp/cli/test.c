/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie test`: runs the cases of the rules. Failures are results and go to
 * standard output, like the count in the last line.
 */

#include "grammar/limits.h"
#include "interp/cli/measure.h"
#include "interp/cli/pool.h"
#include "interp/cli/rules.h"
#include "interp/cli/time_limit.h"
#include "interp/cli/watch.h"
#include "interp/render/coverage_html.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { COVERAGE, FILTER, MUTATE, FAIL_UNDER, WATCH, JOBS, LIMIT_MS, OPTIONS };

static const struct option options[OPTIONS] = {
    [COVERAGE] = {"--coverage", "[=FORMAT]",
                  "what the cases see of the rules: text, json or html"},
    [FILTER] = {"--filter", "TEXT", "only cases whose title holds TEXT"},
    [MUTATE] = {"--mutate", NULL,
                "change the rules one at a time: which mistakes go unnoticed"},
    [FAIL_UNDER] = {"--fail-under", "N",
                    "fail if coverage or mutation score is below N per cent"},
    [WATCH] = {"--watch", NULL, "run again whenever a file changes"},
    [JOBS] = {"--jobs", "N", "threads; the output is the same for any number"},
    [LIMIT_MS] = {"--limit-ms", "N", "a case that takes longer fails"},
};

enum format { FORMAT_NONE, FORMAT_TEXT, FORMAT_JSON, FORMAT_HTML };

/* What is wanted, read from the options. */
struct wish {
    enum format coverage;
    unsigned jobs, limit_ms;
    bool fails_under;
    decimal under; /* per cent */
};

/* --- options ---------------------------------------------------------------- */

static bool read_coverage(const struct invocation *invocation,
                          struct wish *wish)
{
    static const char *const names[] = {"text", "json", "html"};
    const char *value = option_value(invocation, COVERAGE);
    if (!value)
        return true;
    int choice = value[0] ? option_choice(invocation, COVERAGE, names, 3) : 0;
    wish->coverage = choice == 2   ? FORMAT_HTML
                     : choice == 1 ? FORMAT_JSON
                                   : FORMAT_TEXT;
    if (choice <= 0 || !option_given(invocation, MUTATE))
        return choice >= 0;
    complain_usage(invocation, "--mutate is text, and goes with --coverage as "
                               "text only");
    return false;
}

static bool read_jobs(const struct invocation *invocation, struct wish *wish)
{
    const char *value = option_value(invocation, JOBS);
    wish->jobs = pool_processors();
    if (!time_limit_option(invocation, LIMIT_MS, &wish->limit_ms))
        return false;
    if (!value)
        return true;
    char *end;
    long n = strtol(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end || n < 1 || n > LIMIT_JOBS) {
        complain_usage(invocation, "--jobs is a number from 1 to %d",
                       LIMIT_JOBS);
        return false;
    }
    wish->jobs = (unsigned)n;
    return true;
}

static bool read_under(const struct invocation *invocation, struct wish *wish)
{
    const char *value = option_value(invocation, FAIL_UNDER);
    wish->fails_under = value != NULL;
    if (!value)
        return true;
    if (decimal_read(str_of(value), &wish->under) > DECIMAL_ROUNDED ||
        wish->under < 0 || wish->under > 100 * DECIMAL_ONE) {
        complain_usage(invocation, "--fail-under is a percentage, 0 to 100");
        return false;
    }
    if (wish->coverage != FORMAT_NONE || option_given(invocation, MUTATE))
        return true;
    complain_usage(invocation, "--fail-under goes with --coverage or --mutate");
    return false;
}

static bool read_wish(const struct invocation *invocation, struct wish *wish)
{
    return read_coverage(invocation, wish) && read_jobs(invocation, wish) &&
           read_under(invocation, wish);
}

/* --- results ----------------------------------------------------------------- */

/* One run of the command. */
struct trial {
    const struct wish *wish;
    const struct loaded *loaded;
    struct cases cases;
    struct output output;
    struct buf text;
};

static bool is_for_people(const struct trial *trial)
{
    return trial->wish->coverage == FORMAT_NONE ||
           trial->wish->coverage == FORMAT_TEXT;
}

/* Whether a share is below what --fail-under demands, which is then said. */
static bool is_under(const struct trial *trial, const char *what,
                     struct share share)
{
    const struct wish *wish = trial->wish;
    if (!wish->fails_under || (decimal)share.seen * 100 * DECIMAL_ONE >=
                                  wish->under * (decimal)share.all)
        return false;
    struct arena *arena = trial->text.arena;
    complain("the %s is %.*s, below %.*s %%", what,
             STR_ARG(share_text(arena, share)),
             STR_ARG(decimal_text(arena, wish->under)));
    return true;
}

static bool show_coverage(struct trial *trial)
{
    if (trial->wish->coverage == FORMAT_NONE)
        return false;
    struct coverage_report report =
        measure_coverage(&trial->cases, trial->loaded);
    if (trial->wish->coverage == FORMAT_JSON)
        coverage_json(&trial->text, &report);
    else if (trial->wish->coverage == FORMAT_HTML)
        coverage_html(&trial->text, &report, trial->loaded);
    else
        coverage_text(&trial->text, &report);
    struct totals totals = coverage_totals(trial->cases.coverage);
    return is_under(trial, "coverage", totals.three_valued);
}

static bool show_mutants(struct trial *trial)
{
    if (!option_given(trial->cases.invocation, MUTATE))
        return false;
    if (trial->cases.failed && !trial->cases.passed) {
        buf_text(&trial->text, "mutants: none was tried, since no case "
                               "passes; mend the failing cases first\n");
        return false;
    }
    struct mutation_report report =
        measure_mutants(&trial->cases, trial->loaded);
    mutants_text(&trial->text, &report);
    return is_under(trial, "mutation score", mutation_score(&report));
}

/* Writes everything; true when something was found. */
static bool show(struct trial *trial)
{
    struct cases *cases = &trial->cases;
    if (is_for_people(trial))
        cases_write(cases, &trial->output);
    bool found = cases->failed > 0;
    found |= show_coverage(trial);
    found |= show_mutants(trial);
    if (is_for_people(trial))
        buf_format(&trial->text, "%zu passed, %zu failed\n", cases->passed,
                   cases->failed);
    output_write(&trial->output, buf_view(&trial->text));
    return found;
}

/* While watching, standard output stays open for the next run. */
static enum status finish(struct trial *trial)
{
    const struct invocation *invocation = trial->cases.invocation;
    if (!output_open(&trial->output, NULL, invocation->arena))
        return STATUS_OUTPUT;
    bool found = show(trial);
    enum status status = STATUS_DONE;
    if (!option_given(invocation, WATCH) || trial->output.failed)
        status = output_close(&trial->output, true);
    if (!trial->cases.n)
        complain(option_given(invocation, FILTER) ? "no case has such a title"
                                                  : "the rules have no cases");
    return status_worse(status, found ? STATUS_FOUND : STATUS_DONE);
}

static enum status run(const struct invocation *invocation,
                       const struct wish *wish, const struct loaded *loaded)
{
    struct trial trial = {.wish = wish, .loaded = loaded};
    trial.cases = (struct cases){.invocation = invocation,
                                 .program = loaded->program,
                                 .filter = option_value(invocation, FILTER),
                                 .jobs = wish->jobs,
                                 .limit_ms = wish->limit_ms};
    trial.text = buf_on(invocation->arena);
    if (wish->coverage != FORMAT_NONE)
        trial.cases.subjects = subjects_of(invocation->arena, loaded->program);
    if (cases_run(&trial.cases))
        return finish(&trial);
    complain("there is not enough memory");
    return STATUS_OUTPUT;
}

/* --- again and again ----------------------------------------------------------- */

/* One run with an arena of its own; false to leave. */
static bool run_and_wait(const struct invocation *invocation,
                         const struct wish *wish, struct arena *arena)
{
    struct invocation own = *invocation;
    struct watch watch = {invocation->words, invocation->word_count, NULL};
    own.arena = arena;
    uint64_t before = watch_look(&watch);
    watch.loaded = rules_for(&own, own.words, own.word_count);
    if (watch.loaded && run(&own, wish, watch.loaded) == STATUS_OUTPUT)
        return false;
    complain("waiting for a change (Ctrl-C leaves)");
    struct watch words = watch;
    words.loaded = NULL;
    if (watch_look(&words) != before)
        return true; /* it changed while it was read */
    return watch_wait(&watch, watch_look(&watch));
}

static enum status watch_rules(const struct invocation *invocation,
                               const struct wish *wish)
{
    bool goes_on = true;
    watch_begin();
    while (goes_on) {
        struct arena *arena = arena_new();
        if (!arena)
            arena_exhausted(invocation->arena);
        arena_guard(arena, arena_get_guard(invocation->arena));
        goes_on = run_and_wait(invocation, wish, arena);
        arena_free(arena);
    }
    return STATUS_DONE;
}

static enum status test(const struct invocation *invocation)
{
    struct wish wish = {0};
    if (!read_wish(invocation, &wish))
        return STATUS_USAGE;
    if (option_given(invocation, WATCH))
        return watch_rules(invocation, &wish);
    const struct loaded *loaded =
        rules_for(invocation, invocation->words, invocation->word_count);
    if (!loaded)
        return STATUS_RULES;
    return run(invocation, &wish, loaded);
}

const struct command COMMAND_TEST = {
    .name = "test",
    .usage = "RULES...",
    .summary = "run the cases of the rules",
    .help = "Runs every `case` and compares what it expects with what is "
            "found. Exit status 1\nif a case fails; the last line counts.",
    .example = "  cantlie test rules/ --filter SECA\n"
               "  cantlie test rules/ --coverage\n"
               "  cantlie test rules/ --mutate --fail-under 95\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 1,
    .most = SIZE_MAX,
    .run = test,
};
