/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_INPUTS_H
#define CANTLIE_INTERP_CLI_INPUTS_H

/*
 * The record files of a command line: what stands there, with each folder
 * replaced by the record files in it, in the order of their names.
 */

#include "interp/cli/cli.h"

struct inputs {
    LIST(const char *) paths; /* "-": standard input */
};

/* False after a complaint: a path that is not there, cannot be read, or a
   folder without records. Everything is looked at before anything is read,
   so that a wrong name costs no hour. */
bool inputs_of(const struct invocation *invocation, const char *const *words,
               size_t n, struct inputs *inputs);

#endif
