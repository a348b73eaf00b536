/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Threads take the next number until there is none left. The first worker is
 * the calling thread, so that one job needs no thread at all.
 */

#include "interp/cli/pool.h"

#include "grammar/limits.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <unistd.h>

struct sharing {
    struct pool *pool;
    atomic_size_t next;
};

struct runner {
    struct sharing *sharing;
    struct pool_worker *worker;
    jmp_buf exhausted;
};

static void do_tasks(struct runner *r)
{
    struct pool *pool = r->sharing->pool;
    bool started = false;
    for (;;) {
        size_t i = atomic_fetch_add(&r->sharing->next, 1);
        if (i >= pool->tasks)
            return;
        if (!started && pool->start)
            pool->start(pool->context, r->worker);
        started = true;
        arena_clear(r->worker->scratch);
        pool->task(pool->context, r->worker, i);
    }
}

static void *run(void *context)
{
    struct runner *r = context;
    if (setjmp(r->exhausted)) {
        r->sharing->pool->out_of_memory = true;
        atomic_store(&r->sharing->next, r->sharing->pool->tasks);
        return NULL;
    }
    arena_guard(r->worker->arena, &r->exhausted);
    arena_guard(r->worker->scratch, &r->exhausted);
    arena_guard(r->worker->inner, &r->exhausted);
    do_tasks(r);
    return NULL;
}

static void run_and_join(struct runner *runners, pthread_t *threads,
                         unsigned jobs)
{
    unsigned started = 1;
    while (started < jobs &&
           !pthread_create(&threads[started], NULL, run, &runners[started]))
        started++;
    run(&runners[0]);
    for (unsigned i = 1; i < started; i++)
        pthread_join(threads[i], NULL);
}

static bool make_workers(struct pool *pool, struct runner *runners,
                         struct sharing *sharing)
{
    bool all = true;
    for (unsigned i = 0; i < pool->jobs; i++) {
        runners[i].sharing = sharing;
        runners[i].worker = &pool->workers[i];
        pool->workers[i].arena = arena_new();
        pool->workers[i].scratch = arena_new();
        pool->workers[i].inner = arena_new();
        all &= pool->workers[i].arena && pool->workers[i].scratch &&
               pool->workers[i].inner;
    }
    return all;
}

/* The runners, and with them where control went, are gone. */
static void unguard(struct pool *pool)
{
    for (unsigned i = 0; i < pool->jobs; i++) {
        arena_guard(pool->workers[i].arena, NULL);
        arena_guard(pool->workers[i].scratch, NULL);
        arena_guard(pool->workers[i].inner, NULL);
    }
}

bool pool_run(struct pool *pool, struct arena *arena)
{
    struct sharing sharing = {.pool = pool};
    if (pool->jobs > pool->tasks)
        pool->jobs = pool->tasks ? (unsigned)pool->tasks : 1;
    struct runner *runners = ARENA_ARRAY(arena, struct runner, pool->jobs);
    pthread_t *threads = ARENA_ARRAY(arena, pthread_t, pool->jobs);
    pool->workers = ARENA_ARRAY(arena, struct pool_worker, pool->jobs);
    atomic_init(&sharing.next, 0);
    if (make_workers(pool, runners, &sharing)) {
        run_and_join(runners, threads, pool->jobs);
        unguard(pool);
    } else {
        pool->out_of_memory = true;
    }
    return !pool->out_of_memory;
}

void pool_end(struct pool *pool)
{
    for (unsigned i = 0; i < pool->jobs; i++) {
        arena_free(pool->workers[i].arena);
        arena_free(pool->workers[i].scratch);
        arena_free(pool->workers[i].inner);
    }
}

unsigned pool_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > LIMIT_JOBS ? LIMIT_JOBS : (unsigned)n;
}
