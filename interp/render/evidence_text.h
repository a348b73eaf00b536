/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_EVIDENCE_TEXT_H
#define CANTLIE_INTERP_RENDER_EVIDENCE_TEXT_H

/*
 * Evidence as a page of Markdown: each entry with its place in the source and
 * the rules, figures and cases that carry it.
 */

#include "interp/suite/carried.h"

/* `entries` has one for each piece of evidence of the program. */
void evidence_text(struct buf *out, const struct program *program,
                   const struct carried *entries);

#endif
