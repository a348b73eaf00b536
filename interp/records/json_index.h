/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_JSON_INDEX_H
#define CANTLIE_INTERP_RECORDS_JSON_INDEX_H

/*
 * Where the tokens of a JSON text begin: the first stage of simdjson alone.
 * It finds the signs { } [ ] : , and the first byte of every string, number
 * and word, checks that the text is UTF-8 and that strings are closed and hold
 * no control characters, and says nothing of what stands where. Whoever walks
 * the tokens (fhir_tree.c, sheet_walk.c) checks that, up to the last byte: a
 * number or word may go on with quotes or other rubbish.
 */

#include "grammar/base/str.h"
#include "interp/records/json.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct json_index;

/* NULL when there is no memory. */
struct json_index *json_index_new(void) JSON_NOEXCEPT;
void json_index_free(struct json_index *index) JSON_NOEXCEPT;

/* Finds the tokens of the text, behind which JSON_PADDING bytes can be read:
   at[0] to at[n - 1], and at[n] and at[n + 1] are the length of the text. They
   stay until the next call. Returns NULL, or what is wrong; *offset is then where. */
const char *json_index_find(struct json_index *index, struct str text,
                            const uint32_t **at, size_t *n,
                            size_t *offset) JSON_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
