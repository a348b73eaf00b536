/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_PROOF_TEXT_H
#define CANTLIE_INTERP_RENDER_PROOF_TEXT_H

#include "interp/eval/proof.h"

/*
 * A proof as lines: condition, its value, the facts behind it with date and
 * source, and "<- decides" at the condition that the whole follows from.
 *
 *   primary resected                 yes
 *   ECOG <= 1                        no       ECOG 2 (2024-05-20) <- decides
 *
 * The conditions of an outermost `and` stand without a line of their own, and
 * so do those of a define.
 */
struct proof_lines {
    struct buf *out;
    const struct record *record;
    bool *opened; /* by define of the patient: its parts were shown before and
                     are not shown again; NULL: show all */
};

void proof_text(const struct proof_lines *lines, const struct proof *proof,
                size_t indent);

#endif
