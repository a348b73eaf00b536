/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_JSON_H
#define CANTLIE_INTERP_RECORDS_JSON_H

/*
 * A JSON document walked by its reader: a thin face of simdjson's On-Demand
 * parser for C. There is always one current value; to enter it, to take it as
 * a scalar, or to go on to the next without looking at it is the caller's
 * choice. Whatever the choice, every token is checked once it is passed:
 * a document that was walked to its end without failure is well-formed.
 *
 * Strings and tokens stay valid until the next json_open. Nothing here throws,
 * calls back, or recurses; depth is limited to LIMIT_JSON_DEPTH.
 */

#include "grammar/base/str.h"

#ifdef __cplusplus
#define JSON_NOEXCEPT noexcept
extern "C" {
#else
#define JSON_NOEXCEPT
#endif

/* Bytes behind the text that must be readable; what they hold is no matter. */
#define JSON_PADDING 64

struct json;

/* NULL when there is no memory. The owner frees it. */
struct json *json_new(void) JSON_NOEXCEPT;
void json_free(struct json *json) JSON_NOEXCEPT;

/* The document's text becomes the subject, and its root the current value.
   False when it is broken so that no value can be read (json_failed). */
bool json_open(struct json *json, struct str text) JSON_NOEXCEPT;

enum json_kind {
    JSON_OBJECT,
    JSON_ARRAY,
    JSON_STRING,
    JSON_NUMBER,
    JSON_TRUE,
    JSON_FALSE,
    JSON_NULL,
    JSON_BROKEN /* see json_failed */
};

/* What the current value is. A number or word that is not well-formed is
   BROKEN. */
enum json_kind json_what(struct json *json) JSON_NOEXCEPT;

/* Steps into the current object or array, in front of its first member. False
   on failure. */
bool json_enter(struct json *json) JSON_NOEXCEPT;

/* The next member of the innermost object or array becomes the current value;
   *key is its key in an object, unescaped, and empty in an array. False behind
   the last one (the walk is then behind the object or array) and on failure.
   What was not taken of the value before is checked and passed. */
bool json_next(struct json *json, struct str *key) JSON_NOEXCEPT;

/* The current string, unescaped; to be called once per string. False on
   failure. */
bool json_string(struct json *json, struct str *text) JSON_NOEXCEPT;

/* The current scalar as written. */
struct str json_token(struct json *json) JSON_NOEXCEPT;

/* Where the current value begins, and the text from there to where the walk
   is now (without blanks, or a comma, at its end). */
const char *json_mark(struct json *json) JSON_NOEXCEPT;
struct str json_since(struct json *json, const char *mark) JSON_NOEXCEPT;

/* After the root was walked: true if nothing follows. */
bool json_close(struct json *json) JSON_NOEXCEPT;

/* Why the document is broken, and how many bytes stand before the place; NULL
   while it is not. */
struct json_failure {
    const char *message; /* "a comma or bracket is missing or out of place" */
    size_t offset;
    bool memory; /* it may be well-formed: there was no memory to read it */
};
const struct json_failure *json_failed(const struct json *json) JSON_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
