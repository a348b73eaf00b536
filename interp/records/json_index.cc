/* SPDX-License-Identifier: Apache-2.0 */

/*
 * simdjson's first stage behind json_index.h, through the parser of its DOM,
 * which owns the memory and picks the code for this processor.
 */

#define SIMDJSON_EXCEPTIONS 0
#define _Noreturn [[noreturn]] /* C's word, in headers of C */

#include "interp/records/json_index.h"

#include <new>
#include <simdjson.h>

struct json_index {
    simdjson::dom::parser parser;
};

extern "C" json_index *json_index_new(void) noexcept
{
    return new (std::nothrow) json_index();
}

extern "C" void json_index_free(json_index *index) noexcept
{
    delete index;
}

/* Room grows by doubling, so that growing texts do not each ask anew. */
static bool make_room(simdjson::dom::parser &parser, size_t n) noexcept
{
    size_t room = parser.capacity() ? parser.capacity() : 4096;
    if (parser.capacity() >= n && parser.implementation)
        return true;
    while (room < n)
        room *= 2;
    return parser.allocate(room, 1) == simdjson::SUCCESS;
}

extern "C" const uint32_t *json_index_of(json_index *index, str text,
                                         size_t *n) noexcept
{
    simdjson::dom::parser &parser = index->parser;
    if (!make_room(parser, text.n))
        return nullptr;
    auto &stage = *parser.implementation;
    if (stage.stage1(reinterpret_cast<const uint8_t *>(text.at), text.n,
                     simdjson::stage1_mode::regular))
        return nullptr;
    *n = stage.n_structural_indexes;
    return stage.structural_indexes.get();
}
