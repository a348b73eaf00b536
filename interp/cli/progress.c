/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Progress for people who wait. How many patients are to come is not known
 * (the input is streamed), so the count and the rate are shown.
 */

#include "interp/cli/progress.h"

#include <stdio.h>

#define BEFORE_FIRST 1.0 /* seconds */
#define BETWEEN 0.2

static double seconds_between(struct timespec from, struct timespec to)
{
    return (double)(to.tv_sec - from.tv_sec) +
           (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

struct progress progress_start(bool wanted)
{
    struct progress progress = {.wanted = wanted};
    clock_gettime(CLOCK_MONOTONIC, &progress.start);
    progress.last = progress.start;
    return progress;
}

void progress_show(struct progress *progress, uint64_t patients)
{
    struct timespec now;
    if (!progress->wanted)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double all = seconds_between(progress->start, now);
    if (all < BEFORE_FIRST || seconds_between(progress->last, now) < BETWEEN)
        return;
    progress->last = now;
    progress->shown = true;
    fprintf(stderr, "\r%llu patients, %.0f a second \033[K",
            (unsigned long long)patients, (double)patients / all);
    fflush(stderr);
}

void progress_end(struct progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
    progress->shown = false;
}
