/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_VERDICT_JSON_H
#define CANTLIE_INTERP_RENDER_VERDICT_JSON_H

/* The parts of a result that are about one treatment; see result_json.h. */

#include "interp/eval/finding.h"
#include "interp/render/json.h"

/* What a warning says of an operation that could not be carried out. */
#define FAILURE_TEXT                                                           \
    "could not be computed (beyond the range, or divided by what may be 0): "  \
    "unknown"

/* "applies", "held", "undetermined". */
const char *state_name(enum truth state);

/* "yes", "no", "unknown". */
const char *truth_name(enum truth truth);

/* "value", "count", ...: the kinds of cli.md. */
const char *record_error_name(enum record_error_kind kind);

void verdict_json(struct json *json, const struct verdict *verdict);

    void outcome_json(struct json *json, const struct finding_outcome *outcome);

/* The members low and high of a number, with above and below where an end
   itself is excluded. */
void json_ends(struct json *json, struct value value);

#endif
