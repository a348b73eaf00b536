/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_COVERAGE_HTML_H
#define CANTLIE_INTERP_RENDER_COVERAGE_HTML_H

/* The rules as one page in colours: what cases see of each condition, rule
   and conclusion. Needs nothing but itself: no script, no font, no network. */

#include "interp/check/load.h"
#include "interp/render/coverage_text.h"

void coverage_html(struct buf *out, const struct coverage_report *report,
                   const struct loaded *loaded);

#endif
