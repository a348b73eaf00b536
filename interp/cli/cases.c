/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One task a case: run it, print it if it failed, count what it saw. Counts
 * are sums, and texts are put together in the order of the cases, so that
 * nothing shows how many threads there were.
 */

#include "interp/cli/cases.h"

#include "interp/cli/pool.h"
#include "interp/cli/time_limit.h"
#include "interp/render/case_text.h"

struct runner { /* a worker's own */
    struct evaluator *ev;
    struct coverage *coverage;
    struct time_limit limit;
};

/* --- which cases ---------------------------------------------------------- */

static bool holds(struct str text, struct str part)
{
    for (size_t i = 0; i + part.n <= text.n; i++)
        if (str_equal((struct str){text.at + i, part.n}, part))
            return true;
    return false;
}

static void choose(struct cases *cases)
{
    struct arena *arena = cases->invocation->arena;
    const struct program *program = cases->program;
    cases->at = arena_array(arena, program->case_count, sizeof *cases->at);
    for (size_t i = 0; i < program->case_count; i++) {
        const struct test_case *test = &program->cases[i];
        if (!cases->filter || holds(test->title, str_of(cases->filter)))
            cases->at[cases->n++] = test;
    }
    cases->failures = ARENA_ARRAY(arena, struct str, cases->n);
}

/* --- how to run it again --------------------------------------------------- */

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' ||
           c == '_';
}

/* A word of the shell, quoted where that is needed. */
static void put_word(struct buf *out, struct str word)
{
    bool plain = word.n > 0;
    for (size_t i = 0; i < word.n; i++)
        plain &= is_plain(word.at[i]);
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

static struct str command(const struct cases *cases, struct arena *arena,
                          const char *name)
{
    const struct invocation *invocation = cases->invocation;
    struct buf line = buf_on(arena);
    buf_format(&line, "cantlie %s", name);
    for (size_t i = 0; i < invocation->word_count; i++) {
        buf_char(&line, ' ');
        put_word(&line, str_of(invocation->words[i]));
    }
    return buf_view(&line);
}

static struct str again(const struct cases *cases, struct arena *arena,
                        struct str title)
{
    struct buf line = buf_on(arena);
    buf_str(&line, command(cases, arena, "test"));
    buf_text(&line, " --filter ");
    put_word(&line, title);
    return buf_view(&line);
}

/* Nothing where the REPL would take a further word for records. */
static struct str opening(const struct cases *cases, struct arena *arena,
                          struct str title)
{
    struct buf line = buf_on(arena);
    if (cases->invocation->word_count != 1)
        return STR("");
    buf_str(&line, command(cases, arena, "repl"));
    buf_text(&line, " --case ");
    put_word(&line, title);
    return buf_view(&line);
}

/* --- running ---------------------------------------------------------------- */

static void start(void *context, struct pool_worker *worker)
{
    const struct cases *cases = context;
    struct runner *runner = ARENA_NEW(worker->arena, struct runner);
    runner->ev = evaluator_new(worker->arena, cases->program);
    runner->limit.ms = cases->limit_ms;
    if (cases->subjects)
        runner->coverage =
            coverage_new(worker->arena, cases->subjects, runner->ev);
    worker->own = runner;
}

/* A case that takes too long fails. */
static struct case_result run_in_time(struct runner *runner,
                                      const struct test_case *test,
                                      struct arena *arena)
{
    struct case_result result = {.test = test};
    if (setjmp(runner->limit.out)) {
        time_limit_stop(runner->ev);
        result.trouble = str_format(arena,
                                    "it took more than %u ms "
                                    "(--limit-ms)",
                                    runner->limit.ms);
        return result;
    }
    time_limit_start(&runner->limit, runner->ev);
    struct case_result whole = case_run(runner->ev, test, arena);
    time_limit_stop(runner->ev);
    return whole;
}

static void run_case(void *context, struct pool_worker *worker, size_t i)
{
    struct cases *cases = context;
    struct runner *runner = worker->own;
    const struct test_case *test = cases->at[i];
    if (runner->coverage)
        coverage_begin(runner->coverage);
    struct case_result result = run_in_time(runner, test, worker->scratch);
    if (!case_passed(&result)) {
        struct buf text = buf_on(worker->arena);
        case_text(&text, cases->program, &result,
                  again(cases, worker->scratch, test->title));
        if (result.record)
            case_text_open(&text, opening(cases, worker->scratch, test->title));
        cases->failures[i] = buf_view(&text);
    }
    if (runner->coverage)
        coverage_end(runner->coverage, result.finding);
}

/* --- together --------------------------------------------------------------- */

static void gather(struct cases *cases, const struct pool *pool)
{
    struct arena *arena = cases->invocation->arena;
    for (size_t i = 0; i < cases->n; i++) {
        cases->passed += !cases->failures[i].n;
        cases->failed += cases->failures[i].n > 0;
        cases->failures[i] = str_copy(arena, cases->failures[i]);
    }
    if (!cases->subjects)
        return;
    cases->coverage = coverage_new(arena, cases->subjects,
                                   evaluator_new(arena, cases->program));
    for (unsigned i = 0; i < pool->jobs; i++) {
        const struct runner *runner = pool->workers[i].own;
        if (runner)
            coverage_join(cases->coverage, runner->coverage);
    }
}

bool cases_run(struct cases *cases)
{
    choose(cases);
    struct pool pool = {.tasks = cases->n,
                        .jobs = cases->jobs,
                        .start = start,
                        .task = run_case,
                        .context = cases};
    bool done = pool_run(&pool, cases->invocation->arena);
    if (done)
        gather(cases, &pool);
    pool_end(&pool);
    return done;
}

void cases_write(const struct cases *cases, struct output *output)
{
    for (size_t i = 0; i < cases->n; i++)
        output_write(output, cases->failures[i]);
}
