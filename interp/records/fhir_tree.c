/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The second stage of reading JSON, over the tokens that simdjson's first
 * stage found: it checks the grammar of objects and arrays, numbers and words
 * token by token. What is passed over costs that and nothing else; that is
 * why a bundle of claims is read so fast. (Escapes are looked at only in the
 * strings that somebody reads.)
 */

#include "interp/records/fhir_tree.h"

#include "grammar/base/buf.h"
#include "grammar/limits.h"

#include <string.h>

bool fhir_fail(struct fhir_scan *scan, const char *why)
{
    if (scan->fault)
        return false;
    scan->fault = why;
    scan->fault_at = scan->i < scan->n ? scan->at[scan->i] : scan->text.n;
    return false;
}

static bool misplaced(struct fhir_scan *scan)
{
    return fhir_fail(scan, scan->i < scan->n
                               ? "a comma, colon or bracket is missing or out "
                                 "of place"
                               : "it breaks off: the input ends within it");
}

/* --- scalars -------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static size_t digits(const char *at)
{
    size_t n = 0;
    while (at[n] >= '0' && at[n] <= '9')
        n++;
    return n;
}

/* The length of a number as RFC 8259 has it; 0: it is none. The padding behind
   the text ends it. */
static size_t number_length(const char *at)
{
    size_t n = at[0] == '-', more = digits(at + n);
    if (!more || (at[n] == '0' && more > 1))
        return 0;
    n += more;
    if (at[n] == '.') {
        more = digits(at + n + 1);
        if (!more)
            return 0;
        n += more + 1;
    }
    if (at[n] != 'e' && at[n] != 'E')
        return n;
    n += at[n + 1] == '+' || at[n + 1] == '-' ? 2 : 1;
    more = digits(at + n);
    return more ? n + more : 0;
}

static size_t word_length(const char *at)
{
    if (!memcmp(at, "true", 4) || !memcmp(at, "null", 4))
        return 4;
    return memcmp(at, "false", 5) ? 0 : 5;
}

static bool ends_token(char c)
{
    return is_blank(c) || c == ',' || c == ':' || c == ']' || c == '}' ||
           c == '[' || c == '{' || c == '"';
}

/* A number or word; its text. */
static bool plain_scalar(struct fhir_scan *scan, struct str *text)
{
    size_t from = scan->at[scan->i];
    const char *at = scan->text.at + from;
    size_t n = *at == '-' || (*at >= '0' && *at <= '9') ? number_length(at)
                                                        : word_length(at);
    if (!n || from + n > scan->text.n ||
        (from + n < scan->text.n && !ends_token(at[n])))
        return fhir_fail(scan, "this is no JSON value");
    *text = (struct str){at, n};
    scan->i++;
    return true;
}

/* --- strings -------------------------------------------------------------- */

static unsigned hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    if (c >= 'a' && c <= 'f')
        return (unsigned)(c - 'a') + 10;
    return c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10 : 99;
}

/* Four hexadecimal digits behind \u; false for others. */
static bool read_hex(const char *at, const char *end, unsigned *code)
{
    *code = 0;
    if (end - at < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        unsigned value = hex_value(at[i]);
        if (value > 15)
            return false;
        *code = *code * 16 + value;
    }
    return true;
}

static void put_utf8(struct buf *out, unsigned code)
{
    if (code < 0x80) {
        buf_char(out, (char)code);
        return;
    }
    if (code < 0x800) {
        buf_char(out, (char)(0xC0 | (code >> 6)));
    } else if (code < 0x10000) {
        buf_char(out, (char)(0xE0 | (code >> 12)));
        buf_char(out, (char)(0x80 | ((code >> 6) & 0x3F)));
    } else {
        buf_char(out, (char)(0xF0 | (code >> 18)));
        buf_char(out, (char)(0x80 | ((code >> 12) & 0x3F)));
        buf_char(out, (char)(0x80 | ((code >> 6) & 0x3F)));
    }
    buf_char(out, (char)(0x80 | (code & 0x3F)));
}

/* \uXXXX, or two of them for what lies beyond 16 bits. */
static const char *put_unicode(struct buf *out, const char *at, const char *end)
{
    unsigned code, low;
    if (!read_hex(at, end, &code))
        return NULL;
    at += 4;
    if (code >= 0xD800 && code < 0xE000) {
        if (code >= 0xDC00 || end - at < 6 || at[0] != '\\' || at[1] != 'u' ||
            !read_hex(at + 2, end, &low) || low < 0xDC00 || low > 0xDFFF)
            return NULL;
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        at += 6;
    }
    put_utf8(out, code);
    return at;
}

static const char *put_escape(struct buf *out, const char *at, const char *end)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *found = at < end && *at ? strchr(from, *at) : NULL;
    if (at < end && *at == 'u')
        return put_unicode(out, at + 1, end);
    if (!found)
        return NULL;
    buf_char(out, to[found - from]);
    return at + 1;
}

static bool unescape(struct fhir_scan *scan, struct str *text)
{
    struct buf out = buf_on(scan->arena);
    const char *at = text->at, *end = at + text->n;
    while (at < end) {
        if (*at != '\\') {
            buf_char(&out, *at++);
            continue;
        }
        at = put_escape(&out, at + 1, end);
        if (!at)
            return fhir_fail(scan, "a string holds a wrong escape");
    }
    *text = buf_view(&out);
    return true;
}

bool fhir_string(struct fhir_scan *scan, struct str *text)
{
    if (fhir_sign(scan) != '"')
        return misplaced(scan);
    const char *from = scan->text.at + scan->at[scan->i] + 1;
    const char *to = scan->text.at + scan->at[scan->i + 1] - 1;
    while (to >= from && is_blank(*to))
        to--;
    if (to < from || *to != '"')
        return fhir_fail(scan, "a string is not closed");
    *text = (struct str){from, (size_t)(to - from)};
    if (text->n && memchr(from, '\\', text->n) && !unescape(scan, text))
        return false;
    scan->i++;
    return true;
}

/* --- objects and arrays --------------------------------------------------- */

bool fhir_key(struct fhir_scan *scan, struct str *key)
{
    if (!fhir_string(scan, key))
        return false;
    if (fhir_sign(scan) != ':')
        return misplaced(scan);
    scan->i++;
    return true;
}

bool fhir_enter(struct fhir_scan *scan, bool *more)
{
    char end = fhir_sign(scan) == '{' ? '}' : ']';
    scan->i++;
    *more = fhir_sign(scan) != end;
    if (!*more)
        scan->i++;
    return true;
}

bool fhir_more(struct fhir_scan *scan, char end, bool *more)
{
    char c = fhir_sign(scan);
    *more = c == ',';
    if (c != ',' && c != end)
        return misplaced(scan);
    scan->i++;
    return true;
}

/* A key that nobody reads, with its colon. */
static bool pass_key(struct fhir_scan *scan)
{
    if (fhir_sign(scan) != '"')
        return misplaced(scan);
    scan->i++;
    if (fhir_sign(scan) != ':')
        return misplaced(scan);
    scan->i++;
    return true;
}

/* Behind a value: on to the next one, over the ends of what is closed. */
static bool pass_ends(struct fhir_scan *scan, const bool *object, size_t *depth)
{
    while (*depth) {
        char c = fhir_sign(scan);
        if (c == ',') {
            scan->i++;
            return !object[*depth - 1] || pass_key(scan);
        }
        if (c != (object[*depth - 1] ? '}' : ']'))
            return misplaced(scan);
        scan->i++;
        --*depth;
    }
    return true;
}

bool fhir_pass(struct fhir_scan *scan)
{
    bool object[LIMIT_JSON_DEPTH];
    struct str text;
    size_t depth = 0;
    do {
        char c = fhir_sign(scan);
        if (c == '{' || c == '[') {
            bool more;
            if (depth == LIMIT_JSON_DEPTH)
                return fhir_fail(scan, "it is nested too deeply");
            fhir_enter(scan, &more);
            if (more) {
                object[depth++] = c == '{';
                if (c == '{' && !pass_key(scan))
                    return false;
                continue;
            }
        } else if (c == '"') {
            scan->i++;
        } else if (!c || c == ',' || c == ':' || c == '}' || c == ']') {
            return misplaced(scan);
        } else if (!plain_scalar(scan, &text)) {
            return false;
        }
        if (!pass_ends(scan, object, &depth))
            return false;
    } while (depth);
    return true;
}

/* --- trees ---------------------------------------------------------------- */

static enum json_kind scalar_kind(char c)
{
    return c == 't'   ? JSON_TRUE
           : c == 'f' ? JSON_FALSE
           : c == 'n' ? JSON_NULL
                      : JSON_NUMBER;
}

static bool build_members(struct fhir_scan *scan, size_t depth,
                          struct fhir_node *node)
{
    bool object = node->kind == JSON_OBJECT, more;
    struct fhir_node **last = &node->child;
    if (depth >= LIMIT_JSON_DEPTH)
        return fhir_fail(scan, "it is nested too deeply");
    fhir_enter(scan, &more);
    while (more) {
        struct fhir_node *kid = ARENA_NEW(scan->arena, struct fhir_node);
        kid->key = node->key;
        if (object && !fhir_key(scan, &kid->key))
            return false;
        if (!fhir_build(scan, depth + 1, kid) ||
            !fhir_more(scan, object ? '}' : ']', &more))
            return false;
        *last = kid;
        last = &kid->next;
    }
    return true;
}

bool fhir_build(struct fhir_scan *scan, size_t depth, struct fhir_node *node)
{
    char c = fhir_sign(scan);
    if (c == '{' || c == '[') {
        node->kind = c == '{' ? JSON_OBJECT : JSON_ARRAY;
        return build_members(scan, depth, node);
    }
    if (c == '"') {
        node->kind = JSON_STRING;
        return fhir_string(scan, &node->text);
    }
    if (!c || c == ',' || c == ':' || c == '}' || c == ']')
        return misplaced(scan);
    node->kind = scalar_kind(c);
    return plain_scalar(scan, &node->text);
}

const struct fhir_node *fhir_member(const struct fhir_node *node,
                                    const char *key)
{
    struct str name = str_of(key);
    const struct fhir_node *kid =
        node && node->kind == JSON_OBJECT ? node->child : NULL;
    while (kid && !str_equal(kid->key, name))
        kid = kid->next;
    return kid;
}

struct str fhir_text(const struct fhir_node *node, const char *key)
{
    const struct fhir_node *kid = fhir_member(node, key);
    return kid ? kid->text : STR("");
}
