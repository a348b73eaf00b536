/* SPDX-License-Identifier: Apache-2.0 */

/*
 * simdjson's first stage, chosen for the processor at hand, behind
 * json_index.h. Memory is taken without throwing; nothing here throws.
 */

#define SIMDJSON_EXCEPTIONS 0
#define _Noreturn [[noreturn]] /* C's word, in headers of C */

#include "interp/records/json_index.h"

#include "grammar/limits.h"
#include "interp/records/utf8.h"

#include <memory>
#include <new>
#include <simdjson.h>

struct json_index {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> stage;
    size_t room;
};

extern "C" json_index *json_index_new(void) noexcept
{
    return new (std::nothrow) json_index();
}

extern "C" void json_index_free(json_index *index) noexcept
{
    delete index;
}

/* Room grows by doubling. */
static simdjson::error_code make_room(json_index *index, size_t n) noexcept
{
    size_t room = index->room ? index->room : 4096;
    if (n <= index->room)
        return simdjson::SUCCESS;
    while (room < n)
        room *= 2;
    simdjson::error_code code =
        simdjson::get_active_implementation()->create_dom_parser_implementation(
            room, LIMIT_JSON_DEPTH, index->stage);
    index->room = code ? 0 : room;
    return code;
}

static const char *message_of(simdjson::error_code code) noexcept
{
    switch (code) {
    case simdjson::UTF8_ERROR: return "it is not UTF-8";
    case simdjson::UNCLOSED_STRING: return "a string is not closed";
    case simdjson::UNESCAPED_CHARS:
        return "a string holds a control character (or is not closed)";
    case simdjson::EMPTY: return "it is empty";
    default: return "there is no memory for it";
    }
}

extern "C" const char *json_index_find(json_index *index, str text,
                                       const uint32_t **at, size_t *n,
                                       size_t *offset) noexcept
{
    simdjson::error_code code = make_room(index, text.n);
    *at = nullptr;
    *n = 0;
    *offset = text.n;
    if (!code)
        code = index->stage->stage1(reinterpret_cast<const uint8_t *>(text.at),
                                    text.n, simdjson::stage1_mode::regular);
    if (code == simdjson::UTF8_ERROR)
        *offset = utf8_valid_bytes(text);
    if (code)
        return message_of(code);
    *at = index->stage->structural_indexes.get();
    *n = index->stage->n_structural_indexes;
    return nullptr;
}
