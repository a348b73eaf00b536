/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_RULES_H
#define CANTLIE_INTERP_CLI_RULES_H

/*
 * Rules for the commands that use them: read, checked, and complained about
 * on standard error when they cannot be used.
 */

#include "interp/check/load.h"
#include "interp/cli/cli.h"

/* Loads the rules at the paths. NULL after a complaint: the command's status
   is then STATUS_RULES. Lives in the invocation's arena. */
struct loaded *rules_for(const struct invocation *invocation,
                         const char *const *paths, size_t n);

/* A rule set that holds nothing but a patient: for expressions without
   rules. */
struct loaded *rules_none(const struct invocation *invocation);

#endif
