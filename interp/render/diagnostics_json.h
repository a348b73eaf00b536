/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_DIAGNOSTICS_JSON_H
#define CANTLIE_INTERP_RENDER_DIAGNOSTICS_JSON_H

/*
 * Messages about rules for programs: `cantlie check --format json`.
 */

#include "grammar/diagnostic.h"

/*
 * One array, an object a message:
 *   {"file": "a.rules", "line": 3, "column": 7, "end_line": 3,
 *    "end_column": 11, "severity": "error", "code": "unknown-name",
 *    "message": "...", "label": "...",
 *    "second": {"file": "...", "line": 1, "column": 1, "message": "..."}}
 * Lines and columns count from 1, columns in characters; the end is behind
 * the last character. `second` is null where there is none, file and the
 * numbers are null where a message has no place.
 */
void diagnostics_json(struct buf *out, const struct sources *sources,
                      const struct diagnostics *sink);

#endif
