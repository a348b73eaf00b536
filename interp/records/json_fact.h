/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_JSON_FACT_H
#define CANTLIE_INTERP_RECORDS_JSON_FACT_H

/*
 * From a JSON value to what it says about a field (language.md section 6):
 * a scalar, the whole shape {"value", "unit", "date", "source"}, one of the
 * shapes of a value, or a list of facts.
 */

#include "interp/records/fact.h"
#include "interp/records/json.h"
#include "interp/records/keys.h"

typedef LIST(struct raw) raw_list;

/* The current value when it is a scalar; false, and *raw is as it was, for an
   object or array, and on a failure of the document. Nothing of *raw but its
   kind, text and yes is set. */
bool json_fact_scalar(struct json *json, struct raw *raw);

/* What the current value, no array, says. Texts borrow from the document. On
   a failure of the document what is read does not matter. */
struct raw json_fact_one(struct json *json, const struct fact_place *place,
                         struct keys *keys);

/* The same of an array: a list of facts, or all options of a set. */
void json_fact_list(struct json *json, const struct fact_place *place,
                    struct keys *keys, raw_list *raws);

#endif
