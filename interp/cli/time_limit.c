/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The evaluator asks now and then whether it is to go on; here the clock is
 * read, which it may not. Processor time of the thread, not time of day: a
 * busy machine does not change what is reported of a record.
 */

#include "interp/cli/time_limit.h"

#include "grammar/limits.h"

#include <errno.h>
#include <stdlib.h>

bool time_limit_option(const struct invocation *invocation, size_t option,
                       unsigned *ms)
{
    const char *value = option_value(invocation, option);
    char *end;
    *ms = 0;
    if (!value)
        return true;
    errno = 0;
    long n = strtol(value, &end, 10);
    if (errno || end == value || *end || n < 1 || n > LIMIT_MILLISECONDS) {
        complain_usage(invocation, "--limit-ms is a number from 1 to %d",
                       LIMIT_MILLISECONDS);
        return false;
    }
    *ms = (unsigned)n;
    return true;
}

static struct timespec now(void)
{
    struct timespec time = {0, 0};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time;
}

static bool is_over(void *context)
{
    const struct time_limit *limit = context;
    struct timespec time = now();
    return time.tv_sec > limit->end.tv_sec ||
           (time.tv_sec == limit->end.tv_sec &&
            time.tv_nsec > limit->end.tv_nsec);
}

void time_limit_start(struct time_limit *limit, struct evaluator *ev)
{
    if (!limit->ms)
        return;
    struct timespec end = now();
    end.tv_sec += limit->ms / 1000;
    end.tv_nsec += (long)(limit->ms % 1000) * 1000000;
    if (end.tv_nsec >= 1000000000) {
        end.tv_nsec -= 1000000000;
        end.tv_sec++;
    }
    limit->end = end;
    limit->asked = (struct eval_limit){is_over, limit, &limit->out};
    evaluator_limit(ev, &limit->asked);
}

void time_limit_stop(struct evaluator *ev)
{
    evaluator_limit(ev, NULL);
}

void time_limit_give_up(const struct time_limit *limit, struct record *record)
{
    record_give_up(record, str_format(record->arena,
                                      "the evaluation took more than %u ms "
                                      "(--limit-ms)",
                                      limit->ms));
}
