/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie test`: runs the cases of the rules. Failures are results and go to
 * standard output, like the count in the last line.
 */

#include "interp/cli/cases.h"
#include "interp/cli/pool.h"
#include "interp/cli/rules.h"
#include "interp/render/coverage_text.h"
#include "interp/suite/propose.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { COVERAGE, FILTER, FAIL_UNDER, JOBS, OPTIONS };

static const struct option options[OPTIONS] = {
    [COVERAGE] = {"--coverage", "[=FORMAT]",
                  "what the cases see of the rules: text (the start) or json"},
    [FILTER] = {"--filter", "TEXT", "only cases whose title holds TEXT"},
    [FAIL_UNDER] = {"--fail-under", "N",
                    "fail if the coverage is below N per cent"},
    [JOBS] = {"--jobs", "N", "threads; the output is the same for any number"},
};

enum format { FORMAT_NONE, FORMAT_TEXT, FORMAT_JSON };

/* What is wanted, read from the options. */
struct wish {
    enum format coverage;
    unsigned jobs;
    bool fails_under;
    decimal under; /* per cent */
};

/* --- options ---------------------------------------------------------------- */

static bool read_coverage(const struct invocation *invocation,
                          struct wish *wish)
{
    static const char *const names[] = {"text", "json"};
    const char *value = option_value(invocation, COVERAGE);
    if (!value)
        return true;
    int choice = value[0] ? option_choice(invocation, COVERAGE, names, 2) : 0;
    wish->coverage = choice == 1 ? FORMAT_JSON : FORMAT_TEXT;
    return choice >= 0;
}

static bool read_jobs(const struct invocation *invocation, struct wish *wish)
{
    const char *value = option_value(invocation, JOBS);
    wish->jobs = pool_processors();
    if (!value)
        return true;
    char *end;
    long n = strtol(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end || n < 1 ||
        n > POOL_JOBS_MOST) {
        complain_usage(invocation, "--jobs is a number from 1 to %d",
                       POOL_JOBS_MOST);
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
    if (wish->coverage != FORMAT_NONE)
        return true;
    complain_usage(invocation, "--fail-under goes with --coverage");
    return false;
}

static bool read_wish(const struct invocation *invocation, struct wish *wish)
{
    return read_coverage(invocation, wish) && read_jobs(invocation, wish) &&
           read_under(invocation, wish);
}

/* --- proposals ---------------------------------------------------------------- */

struct proposing {
    const struct loaded *loaded;
    const struct subjects *subjects;
    struct holes holes;
};

static void start_proposing(void *context, struct pool_worker *worker)
{
    const struct proposing *p = context;
    worker->own = proposer_new(worker->arena, p->loaded, p->subjects);
}

static void propose_one(void *context, struct pool_worker *worker, size_t i)
{
    const struct proposing *p = context;
    struct hole *hole = &p->holes.at[i];
    hole->proposal =
        propose(worker->own, hole, worker->scratch, worker->inner);
}

/* Looks for a case for each hole. */
static void fill_holes(const struct wish *wish, const struct loaded *loaded,
                       const struct cases *cases, struct holes holes)
{
    struct arena *arena = cases->invocation->arena;
    struct proposing context = {loaded, cases->subjects, holes};
    struct pool pool = {.tasks = holes.n,
                        .jobs = wish->jobs,
                        .start = start_proposing,
                        .task = propose_one,
                        .context = &context};
    if (!pool_run(&pool, arena))
        complain("there is not enough memory to look for all proposals");
    for (size_t i = 0; i < holes.n; i++)
        holes.at[i].proposal = str_copy(arena, holes.at[i].proposal);
    pool_end(&pool);
}

/* --- results ----------------------------------------------------------------- */

static struct coverage_report report_of(const struct wish *wish,
                                        const struct loaded *loaded,
                                        const struct cases *cases)
{
    struct coverage_report report = {.coverage = cases->coverage,
                                     .passed = cases->passed,
                                     .failed = cases->failed};
    report.holes = holes_of(cases->invocation->arena, cases->coverage);
    fill_holes(wish, loaded, cases, report.holes);
    return report;
}

static void write_coverage(const struct wish *wish,
                           const struct loaded *loaded,
                           const struct cases *cases, struct output *output)
{
    struct coverage_report report = report_of(wish, loaded, cases);
    struct buf text = buf_on(cases->invocation->arena);
    if (wish->coverage == FORMAT_JSON)
        coverage_json(&text, &report);
    else
        coverage_text(&text, &report);
    output_write(output, buf_view(&text));
}

static void write_results(const struct wish *wish, const struct loaded *loaded,
                          const struct cases *cases, struct output *output)
{
    if (wish->coverage != FORMAT_JSON)
        cases_write(cases, output);
    if (wish->coverage != FORMAT_NONE)
        write_coverage(wish, loaded, cases, output);
    if (wish->coverage != FORMAT_JSON)
        output_write(output, str_format(cases->invocation->arena,
                                        "%zu passed, %zu failed\n",
                                        cases->passed, cases->failed));
}

/* Whether the coverage is too low, which is then said. */
static bool is_under(const struct wish *wish, const struct cases *cases)
{
    if (!wish->fails_under)
        return false;
    struct totals totals = coverage_totals(cases->coverage);
    struct share share = totals.three_valued;
    if ((decimal)share.seen * 100 * DECIMAL_ONE >=
        wish->under * (decimal)share.all)
        return false;
    struct arena *arena = cases->invocation->arena;
    complain("the coverage is %.*s, below %.*s %%",
             STR_ARG(share_text(arena, share)),
             STR_ARG(decimal_text(arena, wish->under)));
    return true;
}

static enum status finish(const struct wish *wish, const struct loaded *loaded,
                          const struct cases *cases)
{
    struct output output;
    const struct invocation *invocation = cases->invocation;
    if (!output_open(&output, NULL, invocation->arena))
        return STATUS_OUTPUT;
    write_results(wish, loaded, cases, &output);
    enum status status = output_close(&output, true);
    if (!cases->n)
        complain(option_given(invocation, FILTER) ? "no case has such a title"
                                                  : "the rules have no cases");
    bool found = cases->failed > 0;
    found |= is_under(wish, cases);
    return status_worse(status, found ? STATUS_FOUND : STATUS_DONE);
}

static enum status run(const struct invocation *invocation,
                       const struct wish *wish, const struct loaded *loaded)
{
    struct cases cases = {.invocation = invocation,
                          .program = loaded->program,
                          .filter = option_value(invocation, FILTER),
                          .jobs = wish->jobs};
    if (wish->coverage != FORMAT_NONE)
        cases.subjects = subjects_of(invocation->arena, loaded->program);
    if (!cases_run(&cases)) {
        complain("there is not enough memory");
        return STATUS_OUTPUT;
    }
    return finish(wish, loaded, &cases);
}

static enum status test(const struct invocation *invocation)
{
    struct wish wish = {0};
    if (!read_wish(invocation, &wish))
        return STATUS_USAGE;
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
               "  cantlie test rules/ --coverage\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 1,
    .most = SIZE_MAX,
    .run = test,
};
