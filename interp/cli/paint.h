/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_PAINT_H
#define CANTLIE_INTERP_CLI_PAINT_H

/*
 * Colour for messages about rules: the place in bold, "error:" and the carets in
 * red, "warning:" and its carets in yellow. Only on a terminal that wants it
 * (colour_wanted); elsewhere the text stays as it is.
 */

#include "interp/cli/cli.h"

/* The rendered messages as they are to be written to the stream. */
struct str paint_messages(struct arena *arena, struct str text,
                          int file_descriptor);

#endif
