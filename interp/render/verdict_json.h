/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_VERDICT_JSON_H
#define CANTLIE_INTERP_RENDER_VERDICT_JSON_H

/* The parts of a result that are about one treatment; see result_json.h. */

#include "interp/eval/finding.h"
#include "interp/render/json.h"

void verdict_json(struct json *json, const struct verdict *verdict);

void outcome_json(struct json *json, const struct finding_outcome *outcome);

/* The members low and high of a number, with above and below where an end
   itself is excluded. */
void json_ends(struct json *json, struct value value);

/* The members low and high of a date; null for an end that nobody knows. */
void json_days(struct json *json, struct value days);

#endif
