/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_JSON_INDEX_H
#define CANTLIE_INTERP_RECORDS_JSON_INDEX_H

/*
 * Where the tokens of a text of JSON documents begin: the first stage of
 * simdjson, for C. It looks at 64 bytes at a time and knows no grammar; who
 * walks the tokens has to check what stands there.
 *
 * After success the text is UTF-8, every string is closed, and no control
 * character (so no newline) stands in one. A token begins at each of
 * { } [ ] : , and at each string, number or word. Between a token's beginning
 * and that of the next one stands only the token, perhaps with blanks behind;
 * but a number or word may go on with quotes or other rubbish: it has to be
 * checked up to the blanks.
 */

#include "grammar/base/str.h"

#include <stdint.h>

#ifdef __cplusplus
#define JSON_INDEX_NOEXCEPT noexcept
extern "C" {
#else
#define JSON_INDEX_NOEXCEPT
#endif

struct json_index;

/* NULL when there is no memory. The owner frees it. */
struct json_index *json_index_new(void) JSON_INDEX_NOEXCEPT;
void json_index_free(struct json_index *index) JSON_INDEX_NOEXCEPT;

/* The offsets of the tokens, in order, and three more behind them that are at
   or behind the text's end or 0; valid until the next call. NULL when the
   text is not what is said above, or there is no memory. JSON_PADDING bytes
   (json.h) behind the text must be readable. */
const uint32_t *json_index_of(struct json_index *index, struct str text,
                              size_t *n) JSON_INDEX_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
