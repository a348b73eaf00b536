/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_MAY_BE_H
#define CANTLIE_INTERP_RENDER_MAY_BE_H

#include "interp/eval/finding.h"

/* All that an undecided verdict may be, each with what decides it, and what
   is not known: "recommended if BRAF is wild-type; avoided if mutated. Not
   known: BRAF". */
void words_may_be(struct buf *out, const struct verdict *verdict);

#endif
