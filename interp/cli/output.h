/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_OUTPUT_H
#define CANTLIE_INTERP_CLI_OUTPUT_H

/*
 * Where results go: standard output, or a file that appears under its name
 * only when it is whole. A file is written without a name, or beside its place
 * under another one, and gets its own at the end; what is no ordinary file (a
 * device, a pipe) is written directly.
 *
 * The first failure is remembered and later writes do nothing, so callers
 * need to look only where they could stop early.
 */

#include "grammar/base/buf.h"
#include "interp/cli/cli.h"

struct output {
    int file;
    bool failed;
    int reason;          /* errno of the failure */
    struct str path;     /* empty: standard output */
    struct str beside;   /* the name it has before that; empty: none */
    struct str nameless; /* where it has no name before that; or empty */
};

/* NULL: standard output. False after a complaint. Texts live in the arena. */
bool output_open(struct output *output, const char *path, struct arena *arena);

void output_write(struct output *output, struct str text);

/* Closes; `whole` says that all results were written, else a file does not
   get its name. STATUS_OUTPUT after a complaint when a write failed. */
enum status output_close(struct output *output, bool whole);

/* Short: all of a text to standard output. */
enum status print_result(struct arena *arena, struct str text);

#endif
