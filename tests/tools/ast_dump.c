/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Prints the tree of a rule file, for tests and for the curious:
 *
 *   ast-dump [--json | --print] FILE
 *   ast-dump [--json | --print] --expr TEXT
 *
 * One item a line, as grammar/print.h says (--print: as source text).
 * Messages go to standard error; the status is 1 when there was an error.
 */

#include "grammar/parse.h"
#include "grammar/print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum form { FORM_DUMP, FORM_JSON, FORM_PRINT };

static struct str read_all(struct arena *arena, FILE *file)
{
    struct buf text = buf_on(arena);
    char part[4096];
    size_t n;
    while ((n = fread(part, 1, sizeof part, file)) > 0)
        buf_str(&text, (struct str){part, n});
    return buf_view(&text);
}

static void put(const struct buf *out, FILE *file)
{
    struct str text = buf_view(out);
    fwrite(text.at, 1, text.n, file);
}

static void print_messages(struct arena *arena, const struct sources *sources,
                           struct diagnostics *sink)
{
    struct buf out = buf_on(arena);
    diagnostics_sort(sink);
    for (size_t i = 0; i < sink->list.n; i++)
        diagnostic_render(&out, sources, &sink->list.at[i]);
    put(&out, stderr);
}

static void print_node(struct arena *arena, const struct ast *node,
                       enum form form)
{
    struct buf out = buf_on(arena);
    if (form == FORM_JSON)
        ast_dump_json(&out, node);
    else if (form == FORM_PRINT)
        ast_print(&out, node);
    else
        ast_dump(&out, node);
    if (form != FORM_PRINT || node->kind != AST_FILE)
        buf_char(&out, '\n');
    put(&out, stdout);
}

static int dump(struct arena *arena, struct str path, struct str text,
                enum form form)
{
    struct sources sources = sources_on(arena);
    struct diagnostics sink = diagnostics_on(arena);
    struct parse parse = {.arena = arena, .sources = &sources, .sink = &sink};
    int file = sources_add(&sources, path, text);
    enum parse_start start = path.n ? PARSE_FILE : PARSE_EXPR;
    struct ast *tree = file < 0 ? NULL : parse_source(&parse, file, start);
    print_messages(arena, &sources, &sink);
    if (!tree)
        return 1;
    if (form == FORM_DUMP && tree->kind == AST_FILE)
        for (uint32_t i = 0; i < tree->n; i++)
            print_node(arena, tree->kids[i], form);
    else
        print_node(arena, tree, form);
    return sink.errors > 0;
}

static int usage(void)
{
    fputs("use: ast-dump [--json | --print] FILE\n"
          "     ast-dump [--json | --print] --expr TEXT\n",
          stderr);
    return 2;
}

int main(int argc, char **argv)
{
    enum form form = FORM_DUMP;
    int i = 1;
    if (i < argc && strcmp(argv[i], "--json") == 0)
        form = FORM_JSON, i++;
    else if (i < argc && strcmp(argv[i], "--print") == 0)
        form = FORM_PRINT, i++;
    bool expr = i + 1 < argc && strcmp(argv[i], "--expr") == 0;
    if (argc - i != (expr ? 2 : 1))
        return usage();
    struct arena *arena = arena_new();
    if (!arena)
        return 4;
    int status = 4;
    FILE *file = expr ? NULL : fopen(argv[i], "rb");
    if (expr)
        status = dump(arena, STR(""), str_of(argv[i + 1]), form);
    else if (file)
        status = dump(arena, str_of(argv[i]), read_all(arena, file), form);
    else
        perror(argv[i]);
    if (file)
        fclose(file);
    arena_free(arena);
    return status;
}
