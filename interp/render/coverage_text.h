/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_COVERAGE_TEXT_H
#define CANTLIE_INTERP_RENDER_COVERAGE_TEXT_H

/* What the cases see of the rules, for people and machines. The three forms
   say the same: text lists what is missing, JSON and HTML everything. */

#include "interp/suite/holes.h"

struct coverage_report {
    const struct coverage *coverage;
    struct holes holes; /* with proposals, where there are some */
    size_t passed, failed;
};

/* Lines of 80 columns: what no case sees, with the cases proposed, and a
   table of totals. */
void coverage_text(struct buf *out, const struct coverage_report *report);

/* One object; schema in doc/commands.md. */
void coverage_json(struct buf *out, const struct coverage_report *report);

/* "rule", "row", "define", "score", "constraint". */
const char *subject_word(const struct subject *subject);

/* "97.5 %": rounded down, so that 100 % means all. */
struct str share_text(struct arena *arena, struct share share);

#endif
