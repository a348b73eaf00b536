/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_PATIENT_H
#define CANTLIE_INTERP_CLI_PATIENT_H

/*
 * The one patient that a command is about.
 */

#include "interp/check/program.h"
#include "interp/cli/cli.h"
#include "interp/records/record.h"

struct patient_wish {
    const char *path; /* "-": standard input */
    const char *id;   /* NULL: the only one there */
    date today;
};

/* The patient of a record file. NULL after a complaint: no such file, no
   patient, no patient of that id, or several without an id. Warns of keys
   that are no field. */
struct record *patient_of(const struct invocation *invocation,
                          const struct program *program,
                          const struct patient_wish *wish);

/* Says on standard error what is wrong with the record; the status that
   follows from it. To be called after it was evaluated. */
enum status patient_errors(const struct record *record);

/* Unknown keys on standard error, one a line. */
struct unknown_key;
void complain_keys(const struct unknown_key *keys, size_t n);

#endif
