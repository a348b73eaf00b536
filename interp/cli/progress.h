/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_PROGRESS_H
#define CANTLIE_INTERP_CLI_PROGRESS_H

/* How far a long run has come: one line on a terminal's standard error that
   is rewritten, from the second second on. */

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct progress {
    bool wanted, shown;
    struct timespec start, last;
};

struct progress progress_start(bool wanted);

/* To be called often; prints seldom. */
void progress_show(struct progress *progress, uint64_t patients);

/* Takes the line away. */
void progress_end(struct progress *progress);

#endif
