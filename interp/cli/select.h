/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_SELECT_H
#define CANTLIE_INTERP_CLI_SELECT_H

/*
 * Names that a user types, found among all that a rule set names.
 */

#include "interp/check/named.h"
#include "interp/cli/cli.h"
#include "interp/render/selection.h"

/* The selection that a list of names, separated by commas, makes. False after
   a complaint. */
bool selection_of(const struct invocation *invocation,
                  const struct program *program, const char *names,
                  struct selection *selection);

/* The selection that names make which were printed by a selection before; what
   the rules do not have selects nothing. */
struct selection selection_of_list(struct arena *arena,
                                   const struct program *program,
                                   const struct str *names, size_t n);

#endif
