/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_JSON_H
#define CANTLIE_INTERP_RENDER_JSON_H

/*
 * Writes JSON: commas and escapes are its business, the shape is the
 * caller's. Whatever bytes come in, what goes out is valid UTF-8 and valid
 * JSON: a byte that is no UTF-8 becomes U+FFFD.
 *
 * Inside an object each value follows a json_key; the short forms with a key
 * do both.
 */

#include "grammar/base/buf.h"
#include "interp/value/decimal.h"

struct json {
    struct buf *out;
    bool comma; /* one is due before the next value or key */
};

struct json json_on(struct buf *out);

void json_open_object(struct json *json);
void json_close_object(struct json *json);
void json_open_array(struct json *json);
void json_close_array(struct json *json);
/* A word of ours, that needs no escape; and any text. */
void json_key(struct json *json, const char *key);
void json_key_str(struct json *json, struct str key);

void json_null(struct json *json);
void json_bool(struct json *json, bool value);
void json_int(struct json *json, int64_t value);
void json_decimal(struct json *json, decimal value);
void json_str(struct json *json, struct str value);
/* A value that was written before. */
void json_raw(struct json *json, struct str value);
/* YYYY-MM-DD. */
void json_date(struct json *json, int64_t day);

/* Key and value. */
void json_member_str(struct json *json, const char *key, struct str value);
void json_member_text(struct json *json, const char *key, const char *value);
void json_member_bool(struct json *json, const char *key, bool value);
void json_member_int(struct json *json, const char *key, int64_t value);

#endif
