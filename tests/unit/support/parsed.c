/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The parser in one call, for tests. Nothing here judges a result.
 */

#include "tests/unit/support/parsed.h"

#include <stdio.h>
#include <stdlib.h>

struct str file_text(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        abort();
    }
    struct buf text = buf_on(arena);
    char part[4096];
    size_t n;
    while ((n = fread(part, 1, sizeof part, file)) > 0)
        buf_str(&text, (struct str){part, n});
    fclose(file);
    buf_char(&text, '\0');
    return (struct str){text.at, text.n - 1};
}

static struct parsed *parse_in(struct arena *arena, const char *path,
                               struct str text, enum parse_start start)
{
    struct parsed *parsed = ARENA_NEW(arena, struct parsed);
    parsed->arena = arena;
    parsed->sources = sources_on(arena);
    parsed->sink = diagnostics_on(arena);
    struct parse parse = {
        .arena = arena, .sources = &parsed->sources, .sink = &parsed->sink};
    int file = sources_add(&parsed->sources, str_of(path), text);
    if (file >= 0)
        parsed->tree = parse_source(&parse, file, start);
    return parsed;
}

struct parsed *parsed_text(struct str text, enum parse_start start)
{
    return parse_in(arena_new(), "t.rules", text, start);
}

struct parsed *parsed_file(const char *path)
{
    struct arena *arena = arena_new();
    return parse_in(arena, path, file_text(arena, path), PARSE_FILE);
}

void parsed_free(struct parsed *parsed)
{
    arena_free(parsed->arena);
}

static const char *text_of(struct buf *out)
{
    buf_char(out, '\0');
    return out->at;
}

const char *parsed_dump(struct parsed *parsed)
{
    struct buf out = buf_on(parsed->arena);
    ast_dump(&out, parsed->tree);
    return text_of(&out);
}

const char *parsed_print(struct parsed *parsed)
{
    struct buf out = buf_on(parsed->arena);
    ast_print(&out, parsed->tree);
    return text_of(&out);
}

const char *parsed_messages(struct parsed *parsed)
{
    struct buf out = buf_on(parsed->arena);
    diagnostics_sort(&parsed->sink);
    for (size_t i = 0; i < parsed->sink.list.n; i++)
        diagnostic_render(&out, &parsed->sources, &parsed->sink.list.at[i]);
    return text_of(&out);
}

size_t parsed_count(const struct parsed *parsed, enum diagnostic_code code)
{
    size_t n = 0;
    for (size_t i = 0; i < parsed->sink.list.n; i++)
        n += parsed->sink.list.at[i].code == code;
    return n;
}
