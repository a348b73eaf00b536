/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_JSON_RECORD_H
#define CANTLIE_INTERP_RECORDS_JSON_RECORD_H

/*
 * From a JSON document to a record, by the keys of the vocabulary.
 */

#include "interp/records/json.h"
#include "interp/records/keys.h"

/* Fills the record from the text (JSON_PADDING bytes readable behind it). A
   text that is no JSON object makes the record unreadable; `line` is where it
   begins, for the place of what is wrong. record->id is set only from a key
   `id` that is no field. Not settled. True: it is a FHIR resource, which no
   record of a vocabulary can be, and unreadable as such. */
bool json_record_read(struct json *json, struct str text, uint64_t line,
                      struct record *record, struct keys *keys);

/* Makes the record unreadable for what is wrong with its text. */
void json_record_refuse(struct record *record, struct str text, uint64_t line,
                        const struct json_failure *failure);

/* What can be shown of bytes that may be no text: the value, word or sign in
   front, and nothing of what follows; or the number of the first byte. In the
   arena. */
struct str json_record_shown(struct arena *arena, struct str bytes);

#endif
