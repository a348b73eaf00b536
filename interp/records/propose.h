/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_PROPOSE_H
#define CANTLIE_INTERP_RECORDS_PROPOSE_H

/*
 * A draft of a mapping for a table (`cantlie map`): which field a column may
 * be, from its title, and whether what stands in it can be read as it is.
 * What the table does not say (a unit, what a code means) is left to the
 * author: such lines are comments, with the values that were seen.
 */

#include "grammar/base/buf.h"
#include "interp/vocabulary/mapping.h"

struct propose_options {
    const struct vocabulary *vocabulary;
    bool encoding_set;
    enum map_encoding encoding;
};

/* Writes the mapping item; false: *wrong says why the table cannot be read. */
bool propose_mapping(struct buf *out, const char *path,
                     const struct propose_options *options, struct str *wrong);

#endif
