/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_PATIENT_H
#define CANTLIE_INTERP_CLI_PATIENT_H

/*
 * The one patient that a command is about.
 */

#include "interp/check/program.h"
#include "interp/cli/cli.h"
#include "interp/records/reader.h"

struct patient_wish {
    const char *path; /* "-": standard input */
    const char *id;   /* NULL: the only one there */
    date today;
    const struct reader_options *reading; /* NULL: as the rules say */
};

struct patient {
    struct record *record; /* NULL after a complaint */
    struct arena *arena;   /* the record's own; NULL without one */
};

/* The patient of a record file. Complains of a file that is not there, no
   patient, no patient of that id, or several without an id; of several of
   one id it takes the first and says so. Warns of keys that are no field. */
struct patient patient_of(const struct invocation *invocation,
                          const struct program *program,
                          const struct patient_wish *wish);

/* Without a file: a patient of whom nothing is known. */
struct patient patient_unknown(const struct invocation *invocation,
                               const struct program *program, date today);

void patient_release(struct patient *patient);

/* Says on standard error what is wrong with the record; the status that
   follows from it. To be called after it was evaluated. */
enum status patient_errors(const struct record *record);

/* One record error in a line, with the patient; and on standard error. */
struct str error_text(struct arena *arena, const struct record *record,
                      const struct record_error *error);
void complain_error(const struct record *record,
                    const struct record_error *error);

/* Of the record errors of a run the first are shown, and all are counted. */
#define ERRORS_SHOWN 5

struct error_count {
    uint64_t errors, with_errors, patients;
};

void complain_error_count(struct error_count count);

/* Unknown keys on standard error, one a line. */
struct unknown_key;
void complain_keys(const struct unknown_key *keys, size_t n);

#endif
