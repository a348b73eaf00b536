/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_INPUTS_H
#define CANTLIE_INTERP_CLI_INPUTS_H

/*
 * The record files of a command line: what stands there, with each folder
 * replaced by the record files in it, in the order of their names.
 */

#include "interp/cli/cli.h"

#include <sys/stat.h>

/* A file as it was when it was noted. */
struct input_note {
    const char *path;
    struct stat about;
};

struct inputs {
    LIST(const char *) paths; /* "-": standard input */
    LIST(struct input_note) notes;
};

/* False after a complaint: a path that is not there, cannot be read, or a
   folder without records. Everything is looked at before anything is read,
   so that a wrong name costs no hour. */
bool inputs_of(const struct invocation *invocation, const char *const *words,
               size_t n, struct inputs *inputs);

/* Whether it is a file that can be read again; not "-", no pipe. */
bool input_is_plain(const char *path);

/* For who reads them more than once: notes each as it is now, before anything
   is read. False after a complaint of what cannot be read twice (standard
   input, a pipe), which names `why`; without one that is passed over. */
bool inputs_note(const struct invocation *invocation, struct inputs *inputs,
                 const char *why);

/* When all was read: whether each is as it was noted. False after complaints of
   those that are not. */
bool inputs_unchanged(const struct inputs *inputs);

#endif
