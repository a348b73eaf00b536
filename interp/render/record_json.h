/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_RECORD_JSON_H
#define CANTLIE_INTERP_RENDER_RECORD_JSON_H

/*
 * A record as JSON: as a record again (`convert`: what was understood, in the
 * units and words of the vocabulary, such that reading it gives the same
 * facts), and as a list of facts with where each comes from (`--facts`).
 */

#include "interp/records/record.h"
#include "interp/render/json.h"

/* One object on one line, without its newline. What was refused, and what was
   only assumed, is not in it. `sources`: every fact says whence it is. */
void record_json(struct buf *out, const struct record *record, bool sources);

/* {"CEA": {"value": 12, "date": "...", "source": "..."}, "lesions.1.size": ...}:
   all that is given or assumed, by path; "state" where a fact does not count
   as it was given (refused, too old, not yet known, contradicted) or was
   assumed. */
void record_facts_json(struct json *json, const struct record *record);

#endif
