/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The one C++ file: simdjson's On-Demand parser behind json.h. Errors are
 * codes (simdjson's exceptions are off), memory is taken without throwing,
 * and every function that C calls is noexcept.
 *
 * On-Demand checks only what it is asked for. So that a document is either
 * well-formed or refused, however little of it a vocabulary needs, all tokens
 * are looked at here: scalars when they become the current value, strings and
 * containers that were not taken when they are passed. Its own skip_child is
 * only ever used for single tokens that are no strings: it would swallow the
 * end of ["a":1].
 */

#define SIMDJSON_EXCEPTIONS 0
#define _Noreturn [[noreturn]] /* C's word, in headers of C */

#include "interp/records/json.h"

#include "grammar/limits.h"
#include "interp/records/utf8.h"

#include <cstdlib>
#include <new>
#include <simdjson.h>
#include <string_view>

namespace ondemand = simdjson::ondemand;

static_assert(JSON_PADDING >= simdjson::SIMDJSON_PADDING,
              "simdjson reads further behind the text than JSON_PADDING");

namespace
{
struct level {
    bool is_object;
    bool fresh; /* in front of the first member */
    ondemand::object_iterator members;
    ondemand::array_iterator items;
};
} // namespace

struct json {
    ondemand::parser parser;
    ondemand::document document;
    ondemand::value value; /* current, unless it is the root */
    str text;
    json_kind kind;
    bool taken; /* the current value was entered, read or passed */
    bool root;  /* the current value is the root */
    bool failed;
    json_failure failure;
    size_t depth;
    level levels[LIMIT_JSON_DEPTH];
};

/* --- failures ------------------------------------------------------------ */

static const char *message_of(simdjson::error_code code) noexcept
{
    switch (code) {
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY: return "there is no memory for it";
    case simdjson::UTF8_ERROR: return "it is not UTF-8";
    case simdjson::UNCLOSED_STRING: return "a string is not closed";
    case simdjson::UNESCAPED_CHARS:
        return "a string holds a control character (or is not closed)";
    case simdjson::STRING_ERROR: return "a string holds a wrong escape";
    case simdjson::EMPTY: return "it is empty";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
        return "a closing bracket is missing, or something stands behind it";
    default: return "a comma, colon or bracket is missing or out of place";
    }
}

static bool fail_at(json *json, const char *message, const char *where) noexcept
{
    if (json->failed)
        return false;
    const char *begin = json->text.at, *end = begin + json->text.n;
    if (where < begin || where > end)
        where = end;
    json->failed = true;
    json->kind = JSON_BROKEN;
    json->failure = {message, static_cast<size_t>(where - begin), false};
    return false;
}

/* Whether the code speaks of the machine, not of the document. */
static void note_memory(json *json, simdjson::error_code code) noexcept
{
    json->failure.memory |=
        code == simdjson::MEMALLOC || code == simdjson::CAPACITY;
}

static bool fail(json *json, simdjson::error_code code) noexcept
{
    const char *where = nullptr, *end = json->text.at + json->text.n;
    if (code == simdjson::INCOMPLETE_ARRAY_OR_OBJECT ||
        json->document.current_location().get(where))
        where = end;
    fail_at(json, message_of(code), where);
    note_memory(json, code);
    return false;
}

/* Before there is a document nothing says where: look for it. */
static bool fail_at_start(json *json, simdjson::error_code code) noexcept
{
    size_t at = json->text.n;
    if (code == simdjson::UTF8_ERROR)
        at = utf8_valid_bytes(json->text);
    fail_at(json, message_of(code), json->text.at + at);
    note_memory(json, code);
    return false;
}

/* --- scalars ------------------------------------------------------------- */

static size_t digits(std::string_view text, size_t at) noexcept
{
    while (at < text.size() && text[at] >= '0' && text[at] <= '9')
        at++;
    return at;
}

/* RFC 8259: -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)? */
static bool is_number(std::string_view text) noexcept
{
    size_t from = !text.empty() && text[0] == '-' ? 1 : 0;
    size_t at = digits(text, from);
    if (at == from || (text[from] == '0' && at > from + 1))
        return false;
    if (at < text.size() && text[at] == '.') {
        from = at + 1;
        at = digits(text, from);
        if (at == from)
            return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        from = at + 1;
        if (from < text.size() && (text[from] == '+' || text[from] == '-'))
            from++;
        at = digits(text, from);
        if (at == from)
            return false;
    }
    return at == text.size();
}

static bool is_blank(char c) noexcept
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static std::string_view trim(std::string_view text) noexcept
{
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text;
}

static std::string_view token_of(json *json) noexcept
{
    std::string_view token;
    if (!json->root)
        token = json->value.raw_json_token();
    else if (json->document.raw_json_token().get(token))
        token = {};
    return trim(token);
}

static json_kind kind_of(std::string_view token) noexcept
{
    switch (token.empty() ? '\0' : token[0]) {
    case '{': return JSON_OBJECT;
    case '[': return JSON_ARRAY;
    case '"': return JSON_STRING;
    case 't': return token == "true" ? JSON_TRUE : JSON_BROKEN;
    case 'f': return token == "false" ? JSON_FALSE : JSON_BROKEN;
    case 'n': return token == "null" ? JSON_NULL : JSON_BROKEN;
    default: return is_number(token) ? JSON_NUMBER : JSON_BROKEN;
    }
}

/* A new current value: what is it? */
static bool arrive(json *json) noexcept
{
    std::string_view token = token_of(json);
    json->taken = false;
    json->kind = kind_of(token);
    if (json->kind != JSON_BROKEN)
        return true;
    return fail_at(json, "this is no JSON value", token.data());
}

/* --- the walk ------------------------------------------------------------ */

static bool read_string(json *json, std::string_view &text) noexcept
{
    json->taken = true;
    if (json->root)
        return fail_at(json, "a record is an object", json->text.at);
    simdjson::error_code code = json->value.get_string().get(text);
    return code ? fail(json, code) : true;
}

static simdjson::error_code enter_object(json *json, level &into) noexcept
{
    ondemand::object object;
    simdjson::error_code code = json->root
                                    ? json->document.get_object().get(object)
                                    : json->value.get_object().get(object);
    return code ? code : object.begin().get(into.members);
}

static simdjson::error_code enter_array(json *json, level &into) noexcept
{
    ondemand::array array;
    simdjson::error_code code = json->root
                                    ? json->document.get_array().get(array)
                                    : json->value.get_array().get(array);
    return code ? code : array.begin().get(into.items);
}

/* Moves to the next member, if there is one. */
static bool advance(level &top) noexcept
{
    if (top.is_object) {
        if (!top.fresh)
            ++top.members;
        top.fresh = false;
        return top.members != ondemand::object_iterator();
    }
    if (!top.fresh)
        ++top.items;
    top.fresh = false;
    return top.items != ondemand::array_iterator();
}

static bool take_member(json *json, level &top, str *key) noexcept
{
    ondemand::field field;
    std::string_view name;
    simdjson::error_code code = (*top.members).get(field);
    if (!code)
        code = field.unescaped_key().get(name);
    if (code)
        return fail(json, code);
    json->value = field.value();
    *key = {name.data(), name.size()};
    return true;
}

static bool take_item(json *json, level &top) noexcept
{
    simdjson::error_code code = (*top.items).get(json->value);
    return code ? fail(json, code) : true;
}

/* Walks what was not entered to its end, level by level. */
static bool pass_container(json *json) noexcept
{
    size_t outside = json->depth;
    str key;
    if (!json_enter(json))
        return false;
    while (json->depth > outside) {
        if (!json_next(json, &key))
            continue; /* a level less, or failed: then depth is 0 */
        if (json->kind <= JSON_ARRAY && !json_enter(json))
            return false;
    }
    return !json->failed;
}

/* What was not taken of the current value is checked and passed. */
static bool pass_current(json *json) noexcept
{
    std::string_view text;
    if (json->failed || json->taken)
        return !json->failed;
    json->taken = true;
    if (json->kind == JSON_STRING)
        return read_string(json, text);
    if (json->kind <= JSON_ARRAY)
        return pass_container(json);
    return true;
}

/* --- the face ------------------------------------------------------------ */

/* Memory was short for a moment: `new` is to try again, while there is any. */
static void try_again()
{
    void *some = std::malloc(4096);
    std::free(some);
    if (!some)
        std::set_new_handler(nullptr);
}

/* What simdjson makes once, when it is first used, it takes without asking
   whether there is memory, in functions that no exception may leave: the
   process would end. So it is used here first, when there surely is some. */
static bool warm_up() noexcept
{
    void *room = std::malloc(65536);
    std::free(room);
    if (!room)
        return false;
    std::new_handler before = std::set_new_handler(try_again);
    bool found = !simdjson::get_active_implementation()->name().empty();
    std::set_new_handler(before);
    return found;
}

extern "C" json *json_new(void) noexcept
{
    return warm_up() ? new (std::nothrow) json() : nullptr;
}

extern "C" void json_free(json *json) noexcept
{
    delete json;
}

/* Room grows by doubling, so that growing records do not each ask anew. */
static simdjson::error_code make_room(json *json) noexcept
{
    size_t room = json->parser.capacity();
    if (room >= json->text.n && room)
        return simdjson::SUCCESS;
    for (room = room ? room : 4096; room < json->text.n;)
        room *= 2;
    return json->parser.allocate(room, LIMIT_JSON_DEPTH);
}

extern "C" bool json_open(json *json, str text) noexcept
{
    json->text = text;
    json->failed = false;
    json->root = true;
    json->depth = 0;
    simdjson::error_code code = make_room(json);
    if (!code)
        code = json->parser.iterate(text.at, text.n, text.n + JSON_PADDING)
                   .get(json->document);
    if (code)
        return fail_at_start(json, code);
    return arrive(json);
}

extern "C" enum json_kind json_what(json *json) noexcept
{
    return json->failed ? JSON_BROKEN : json->kind;
}

extern "C" bool json_enter(json *json) noexcept
{
    if (json->failed)
        return false;
    if (json->depth == LIMIT_JSON_DEPTH) {
        json->depth = 0;
        return fail_at(json, "it is nested too deeply", token_of(json).data());
    }
    level &into = json->levels[json->depth];
    into.is_object = json->kind == JSON_OBJECT;
    into.fresh = true;
    simdjson::error_code code =
        into.is_object ? enter_object(json, into) : enter_array(json, into);
    json->taken = true;
    json->root = false;
    if (code) {
        json->depth = 0;
        return fail(json, code);
    }
    json->depth++;
    return true;
}

extern "C" bool json_next(json *json, str *key) noexcept
{
    *key = {"", 0};
    if (!json->depth || !pass_current(json))
        return json->depth = 0, false;
    level &top = json->levels[json->depth - 1];
    if (!advance(top)) {
        json->depth--;
        return false;
    }
    bool taken =
        top.is_object ? take_member(json, top, key) : take_item(json, top);
    if (taken && arrive(json))
        return true;
    json->depth = 0;
    return false;
}

extern "C" bool json_string(json *json, str *text) noexcept
{
    std::string_view found;
    *text = {"", 0};
    if (json->failed || json->taken || json->kind != JSON_STRING ||
        !read_string(json, found))
        return false;
    *text = {found.data(), found.size()};
    return true;
}

extern "C" str json_token(json *json) noexcept
{
    if (json->failed)
        return {"", 0};
    std::string_view token = token_of(json);
    return {token.data(), token.size()};
}

extern "C" const char *json_mark(json *json) noexcept
{
    return json->failed ? json->text.at : token_of(json).data();
}

extern "C" str json_since(json *json, const char *mark) noexcept
{
    const char *here = nullptr, *end = json->text.at + json->text.n;
    if (json->failed || json->document.current_location().get(here) ||
        here < mark || here > end)
        here = end;
    std::string_view text = trim({mark, static_cast<size_t>(here - mark)});
    return {text.data(), text.size()};
}

extern "C" bool json_close(json *json) noexcept
{
    const char *where = nullptr;
    if (json->failed)
        return false;
    if (json->document.current_location().get(where))
        return true;
    return fail_at(json, "something stands behind its end", where);
}

extern "C" const struct json_failure *json_failed(const json *json) noexcept
{
    return json->failed ? &json->failure : nullptr;
}
