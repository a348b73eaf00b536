/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The JSON writer. Texts of records and paths of files may hold any bytes, so
 * strings are checked character by character.
 */

#include "interp/render/json.h"

#include "interp/records/utf8.h"
#include "interp/value/date.h"

struct json json_on(struct buf *out)
{
    return (struct json){.out = out};
}

/* Before a value or key. */
static void begin(struct json *json)
{
    if (json->comma)
        buf_text(json->out, ", ");
    json->comma = true;
}

static void open(struct json *json, char sign)
{
    begin(json);
    buf_char(json->out, sign);
    json->comma = false;
}

static void close(struct json *json, char sign)
{
    buf_char(json->out, sign);
    json->comma = true;
}

void json_open_object(struct json *json)
{
    open(json, '{');
}

void json_close_object(struct json *json)
{
    close(json, '}');
}

void json_open_array(struct json *json)
{
    open(json, '[');
}

void json_close_array(struct json *json)
{
    close(json, ']');
}

/* ---- strings ------------------------------------------------------------ */

/* What cannot stand in a string as it is. */
static void put_ascii(struct buf *out, char c)
{
    static const char letters[] = "btn?fr"; /* of 8 to 13 */
    if (c == '"' || c == '\\')
        buf_format(out, "\\%c", c);
    else if (c >= 8 && c <= 13 && c != 11)
        buf_format(out, "\\%c", letters[c - 8]);
    else
        buf_format(out, "\\u%04x", (unsigned)c);
}

static bool is_plain(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte >= ' ' && byte != '"' && byte != '\\' && byte != 0x7F;
}

/* Copies what needs no escape as a whole. */
static void put_valid(struct buf *out, struct str text)
{
    for (size_t from = 0, i = 0; from < text.n; from = i) {
        while (i < text.n && is_plain(text.at[i]))
            i++;
        buf_str(out, (struct str){text.at + from, i - from});
        if (i < text.n)
            put_ascii(out, text.at[i++]);
    }
}

static void put_string(struct buf *out, struct str text)
{
    buf_char(out, '"');
    while (text.n) {
        size_t valid = utf8_valid_bytes(text);
        put_valid(out, (struct str){text.at, valid});
        if (valid < text.n)
            buf_text(out, "\xEF\xBF\xBD");
        text = str_from(text, valid + 1);
    }
    buf_char(out, '"');
}

/* ---- values ------------------------------------------------------------- */

void json_key_str(struct json *json, struct str key)
{
    begin(json);
    put_string(json->out, key);
    buf_text(json->out, ": ");
    json->comma = false;
}

void json_key(struct json *json, const char *key)
{
    buf_text(json->out, json->comma ? ", \"" : "\"");
    buf_text(json->out, key);
    buf_text(json->out, "\": ");
    json->comma = false;
}

void json_null(struct json *json)
{
    begin(json);
    buf_text(json->out, "null");
}

void json_bool(struct json *json, bool value)
{
    begin(json);
    buf_text(json->out, value ? "true" : "false");
}

void json_int(struct json *json, int64_t value)
{
    begin(json);
    buf_int(json->out, value);
}

void json_decimal(struct json *json, decimal value)
{
    begin(json);
    decimal_print(json->out, value);
}

void json_raw(struct json *json, struct str value)
{
    begin(json);
    buf_str(json->out, value);
}

void json_str(struct json *json, struct str value)
{
    begin(json);
    put_string(json->out, value);
}

void json_date(struct json *json, int64_t day)
{
    begin(json);
    buf_char(json->out, '"');
    date_print(json->out, day);
    buf_char(json->out, '"');
}

void json_member_str(struct json *json, const char *key, struct str value)
{
    json_key(json, key);
    json_str(json, value);
}

void json_member_text(struct json *json, const char *key, const char *value)
{
    json_member_str(json, key, str_of(value));
}

void json_member_bool(struct json *json, const char *key, bool value)
{
    json_key(json, key);
    json_bool(json, value);
}

void json_member_int(struct json *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_int(json, value);
}
