/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_EACH_H
#define CANTLIE_INTERP_CLI_EACH_H

/*
 * Commands that go through records without evaluating them: which rules,
 * which files, and each record in turn.
 */

#include "interp/cli/inputs.h"
#include "interp/cli/mapping.h"

/* What the user gave: files, and where the vocabulary is. */
struct each {
    const char *rules; /* --rules, or NULL: the mapping's file has it */
    struct mapping_wish wish;
    date today;
    const char *twice; /* why the inputs are read twice, or NULL */

    struct loaded *loaded;
    struct inputs inputs;
    struct reader_options reading;
    uint64_t records, errors, with_errors;
    size_t broken; /* inputs */
    bool orphans;  /* rows of elements of no patient */
};

/* Loads rules and looks at the inputs (the words of the invocation). Anything
   but STATUS_DONE after a complaint. */
enum status each_open(struct each *each, const struct invocation *invocation);

/* Calls `visit` for every record; its arena is cleared behind it. Complaints of
   errors, files and keys go to standard error if `speaks`. */
void each_record(struct each *each, const struct invocation *invocation,
                 bool speaks,
                 void (*visit)(void *context, const struct record *record),
                 void *context);

/* The status that follows from what was read. */
enum status each_status(const struct each *each);

#endif
