/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One task a hole, one task a mutant. What a worker finds lives in its own
 * arena and is copied to the command's when all are done.
 */

#include "interp/cli/measure.h"

#include "interp/cli/pool.h"
#include "interp/suite/propose.h"

/* --- holes -------------------------------------------------------------------- */

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
    hole->proposal = propose(worker->own, hole, worker->scratch, worker->inner);
}

static void fill_holes(const struct cases *cases, const struct loaded *loaded,
                       struct holes holes)
{
    struct arena *arena = cases->invocation->arena;
    struct proposing context = {loaded, cases->subjects, holes};
    struct pool pool = {.tasks = holes.n,
                        .jobs = cases->jobs,
                        .start = start_proposing,
                        .task = propose_one,
                        .context = &context};
    if (!pool_run(&pool, arena))
        complain("there is not enough memory to look for all proposals");
    for (size_t i = 0; i < holes.n; i++)
        holes.at[i].proposal = str_copy(arena, holes.at[i].proposal);
    pool_end(&pool);
}

struct coverage_report measure_coverage(const struct cases *cases,
                                        const struct loaded *loaded)
{
    struct coverage_report report = {.coverage = cases->coverage,
                                     .passed = cases->passed,
                                     .failed = cases->failed};
    report.holes = holes_of(cases->invocation->arena, cases->coverage);
    fill_holes(cases, loaded, report.holes);
    return report;
}

/* --- mutants ------------------------------------------------------------------- */

struct mutating {
    const struct loaded *loaded;
    const struct test_case **tests;
    size_t n;
    const struct mutants *mutants;
    struct mutant_result *results;
};

static void start_mutating(void *context, struct pool_worker *worker)
{
    const struct mutating *m = context;
    worker->own = mutation_runner_new(worker->arena, worker->inner, m->loaded,
                                      m->tests, m->n);
}

static void mutate_one(void *context, struct pool_worker *worker, size_t i)
{
    const struct mutating *m = context;
    m->results[i] = mutant_run(worker->own, &m->mutants->at[i], worker->scratch,
                               worker->inner);
}

static void run_mutants(const struct cases *cases, struct mutating *m)
{
    struct arena *arena = cases->invocation->arena;
    struct pool pool = {.tasks = m->mutants->n,
                        .jobs = cases->jobs,
                        .start = start_mutating,
                        .task = mutate_one,
                        .context = m};
    if (!pool_run(&pool, arena))
        complain("there is not enough memory to try all mutants");
    for (size_t i = 0; i < m->mutants->n; i++)
        m->results[i].proposal = str_copy(arena, m->results[i].proposal);
    pool_end(&pool);
}

struct mutation_report measure_mutants(const struct cases *cases,
                                       const struct loaded *loaded)
{
    struct arena *arena = cases->invocation->arena;
    struct mutants *mutants = ARENA_NEW(arena, struct mutants);
    *mutants = mutants_of(arena, loaded);
    struct mutating m = {.loaded = loaded, .mutants = mutants};
    m.tests = arena_array(arena, cases->n, sizeof *m.tests);
    m.results = ARENA_ARRAY(arena, struct mutant_result, mutants->n);
    for (size_t i = 0; i < cases->n; i++)
        if (!cases->failures[i].n)
            m.tests[m.n++] = cases->at[i];
    run_mutants(cases, &m);
    return (struct mutation_report){loaded->program, mutants, m.results};
}
