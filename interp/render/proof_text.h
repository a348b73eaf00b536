/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_PROOF_TEXT_H
#define CANTLIE_INTERP_RENDER_PROOF_TEXT_H

#include "interp/eval/proof.h"

/*
 * A proof as lines: condition, its value, the facts behind it with date and
 * source, and "<- decides" at the condition that the whole follows from.
 *
 *   primary resected                 yes      primary resected
 *   ECOG <= 1                        no       ECOG 2 (2024-05-20)  <- decides
 *
 * The conditions of an outermost `and` stand without a line of their own.
 */
void proof_text(struct buf *out, const struct proof *proof,
                const struct record *record, size_t indent);

#endif
