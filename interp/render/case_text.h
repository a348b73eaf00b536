/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_CASE_TEXT_H
#define CANTLIE_INTERP_RENDER_CASE_TEXT_H

/* Failed cases for people: expected, found, the condition that decides, the
   patient, and how to run it again. */

#include "interp/suite/suite.h"

/* `again` is the command that runs this case alone. Nothing for a case that
   passed. */
void case_text(struct buf *out, const struct program *program,
               const struct case_result *result, struct str again);

/* One more line below it: the command that opens its patient in the REPL. */
void case_text_open(struct buf *out, struct str open);

#endif
