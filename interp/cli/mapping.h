/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_MAPPING_H
#define CANTLIE_INTERP_CLI_MAPPING_H

/*
 * --mapping and --encoding, which several commands have: how foreign tables
 * are to be read.
 */

#include "interp/cli/inputs.h"
#include "interp/cli/rules.h"
#include "interp/records/join.h"

struct mapping_wish {
    const char *mapping;  /* a file of rules with mappings, "none", or NULL */
    const char *encoding; /* "latin-1", ..., or NULL */
};

#define MAPPING_OPTION                                                         \
    {                                                                          \
        "--mapping", "FILE",                                                   \
            "read tables by the mapping of that file (or: none)"               \
    }
#define ENCODING_OPTION                                                        \
    {                                                                          \
        "--encoding", "NAME", "of tables: utf-8, latin-1, windows-1252"        \
    }

/* The file that is wished for, or NULL. */
const char *mapping_file(const struct mapping_wish *wish);

/* The rules (NULL: none), and beside them the file that --mapping names. NULL
   after a complaint. */
struct loaded *rules_and_mapping(const struct invocation *invocation,
                                 const char *rules,
                                 const struct mapping_wish *wish);

/* Fills what says how records are read: vocabulary, mappings, encoding. False
   after a complaint. */
bool reading_as_wished(const struct invocation *invocation,
                       const struct loaded *loaded,
                       const struct mapping_wish *wish,
                       struct reader_options *options);

/* Takes the tables of elements out of the inputs and into options->join, which
   is to be closed with join_close. Complains of those that cannot be used; their number. */
size_t join_inputs(const struct invocation *invocation, struct inputs *inputs,
                   struct reader_options *options);

/* Says which columns of them are no field, and which rows are of no patient;
   true if there are such rows. To be called after the last record. */
bool complain_join(struct join *join);

#endif
