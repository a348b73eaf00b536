/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_TIME_LIMIT_H
#define CANTLIE_INTERP_CLI_TIME_LIMIT_H

/*
 * --limit-ms N: how long the evaluation of one record may take, for rules or
 * records of strangers. What takes longer is reported and counted as a record
 * error; nothing of it is shown, since part of a verdict is none.
 *
 *     if (setjmp(limit.out))
 *         ... it took too long: time_limit_stop, and give up the record ...
 *     time_limit_start(&limit, ev);
 *     ... evaluate, explain, print into a buffer ...
 *     time_limit_stop(ev);
 */

#include "interp/cli/cli.h"
#include "interp/eval/eval.h"

#include <setjmp.h>
#include <time.h>

struct time_limit {
    unsigned ms; /* 0: none */
    jmp_buf out;
    struct timespec end;
    struct eval_limit asked;
};

#define TIME_LIMIT_OPTION                                                      \
    {                                                                          \
        "--limit-ms", "N", "give up a record whose evaluation takes longer"    \
    }

/* The value of the option; 0 without it. False after a complaint. */
bool time_limit_option(const struct invocation *invocation, size_t option,
                       unsigned *ms);

/* Does nothing without a limit. */
void time_limit_start(struct time_limit *limit, struct evaluator *ev);
void time_limit_stop(struct evaluator *ev);

/* Makes the record one that was not evaluated, with the error that says so. */
void time_limit_give_up(const struct time_limit *limit, struct record *record);

#endif
