/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_POOL_H
#define CANTLIE_INTERP_CLI_POOL_H

/*
 * Some threads that share numbered tasks, for work whose results are put
 * together afterwards in the order of the numbers: the output is the same for
 * any number of threads.
 *
 * Each worker has three arenas: one that lasts until pool_end, for results and
 * what it keeps between tasks, one that is cleared before each task, and one
 * that a task may clear as it likes. A worker that runs out of memory stops
 * all.
 */

#include "grammar/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct pool_worker {
    struct arena *arena, *scratch, *inner;
    void *own; /* whatever the owner's `start` puts here */
};

struct pool {
    size_t tasks;
    unsigned jobs; /* threads, from 1 */
    /* Called once by each worker that has a task to do; may be NULL. */
    void (*start)(void *context, struct pool_worker *worker);
    /* Called once for each task, by any worker, lowest numbers first. */
    void (*task)(void *context, struct pool_worker *worker, size_t i);
    void *context;

    struct pool_worker *workers; /* `jobs` of them; own is NULL in those that
                                    had nothing to do */
    bool out_of_memory;
};

/* Does all tasks. False when memory ran out. */
bool pool_run(struct pool *pool, struct arena *arena);

/* Gives back the workers' arenas. */
void pool_end(struct pool *pool);

/* As many threads as there are processors. */
unsigned pool_processors(void);

#endif
