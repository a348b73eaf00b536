/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_WATCH_H
#define CANTLIE_INTERP_CLI_WATCH_H

/* Waits for rule files to change: those named on the command line, all rule
   files of folders named there, and the files that were read last. */

#include "interp/check/load.h"
#include "interp/cli/cli.h"

#include <stdint.h>

struct watch {
    const char *const *words; /* files and folders */
    size_t n;
    const struct loaded *loaded; /* NULL: nothing could be read */
};

/* A number that changes when a watched file does. To be taken before the
   files are read, so that no change is missed. */
uint64_t watch_look(const struct watch *watch);

/* From now on Ctrl-C ends watch_wait; a second one ends the program. */
void watch_begin(void);

/* Waits until watch_look gives another number than `before`; false when
   Ctrl-C ended it. */
bool watch_wait(const struct watch *watch, uint64_t before);

#endif
