/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_BRIEF_H
#define CANTLIE_INTERP_CLI_BRIEF_H

#include "interp/eval/finding.h"

/* "recommended", "undecided (recommended, avoided)", "candidate"; "nothing"
   for a verdict that is NULL or not listed. */
struct str verdict_words(struct arena *arena, const struct verdict *verdict);

#endif
