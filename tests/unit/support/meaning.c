/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Typed expressions as text. Written for tests: what the evaluator does not
 * look at is not shown.
 */

#include "tests/unit/support/meaning.h"

#include <stdio.h>
#include <stdlib.h>

static const char *op_name(enum expr_op op)
{
    static const char *const names[] = {
#define X(op, name, kids) [EXPR_##op] = name,
#include "interp/check/expr.def"
#undef X
    };
    return names[op];
}

static const char *sign_of(enum comparison how)
{
    static const char *const signs[] = {"<", "<=", ">", ">=", "=", "!="};
    return signs[how];
}

static void put_level(struct buf *out, uint32_t level)
{
    if (level)
        buf_format(out, "@%u", level);
}

static void put_map(struct buf *out, const struct unit_map *map)
{
    if (!unit_map_is_same(map))
        buf_format(out, " [%lld/%lld]", (long long)map->numerator,
                   (long long)map->denominator);
}

static void put(struct buf *out, const struct expr *e);

static void put_leaf(struct buf *out, const struct expr *e)
{
    switch (e->op) {
    case EXPR_CONST: value_print(out, &e->type, e->value); break;
    case EXPR_FIELD: buf_str(out, e->field->name); break;
    case EXPR_DEFINE: buf_str(out, e->define->name); break;
    case EXPR_SCORE: buf_str(out, e->score->name); break;
    default: buf_text(out, op_name(e->op)); break;
    }
    put_level(out, e->level);
}

static void put_options(struct buf *out, const struct expr *e)
{
    struct value options = value_options(e->options);
    struct type type = e->kids[0]->type;
    if (type.kind == TYPE_SET)
        type.kind = TYPE_CHOICE;
    buf_char(out, ' ');
    value_print(out, &type, options);
}

static void put_before(struct buf *out, const struct expr *e)
{
    static const char *const ways[] = {"+", "-", "*", "/"};
    if (e->op == EXPR_COMPARE || e->op == EXPR_COMPARE_MONTHS)
        buf_format(out, " %s", sign_of(e->comparison));
    if (e->op == EXPR_ARITHMETIC)
        buf_format(out, " %s", ways[e->arithmetic]);
    if (e->op == EXPR_CALL)
        buf_format(out, " %d", (int)e->function);
    if (e->sign)
        buf_text(out, e->sign < 0 ? " -" : " +");
    if (e->months || e->months2 || e->op == EXPR_COMPARE_MONTHS)
        buf_format(out, " %lld", (long long)e->months);
    if (e->months2)
        buf_format(out, "-%lld", (long long)e->months2);
    if (e->op == EXPR_FRAME)
        put_level(out, e->level);
    if (e->group.list)
        buf_format(out, " %.*s@%u", STR_ARG(e->group.list->name),
                   e->group.level);
    if (e->group.where) {
        buf_text(out, " where ");
        put(out, e->group.where);
    }
}

static void put(struct buf *out, const struct expr *e)
{
    if (!e->n && !e->group.list) {
        put_leaf(out, e);
        return;
    }
    buf_format(out, "(%s", op_name(e->op));
    put_before(out, e);
    for (uint32_t i = 0; i < e->n; i++) {
        buf_char(out, ' ');
        put(out, e->kids[i]);
    }
    if (e->op == EXPR_IS || e->op == EXPR_INCLUDES)
        put_options(out, e);
    if (e->op == EXPR_IS_TEXT)
        buf_format(out, " \"%.*s\"", STR_ARG(e->wanted));
    put_map(out, &e->map);
    put_map(out, &e->map2);
    buf_char(out, ')');
}

const char *meaning_dump(struct arena *arena, const struct expr *e)
{
    struct buf out = buf_on(arena);
    put(&out, e);
    buf_char(&out, '\0');
    return out.at;
}

static const char *messages_of(struct arena *arena,
                               const struct sources *sources,
                               const struct diagnostics *sink)
{
    struct buf out = buf_on(arena);
    for (size_t i = 0; i < sink->list.n; i++)
        diagnostic_render(&out, sources, &sink->list.at[i]);
    buf_char(&out, '\0');
    return out.at;
}

const struct program *meaning_program(const char *text)
{
    struct arena *arena = arena_new();
    struct loaded *loaded = ARENA_NEW(arena, struct loaded);
    load_text(arena, STR("t.rules"), str_copy(arena, str_of(text)), loaded);
    if (loaded->diagnostics.errors) {
        fputs(messages_of(arena, &loaded->sources, &loaded->diagnostics),
              stderr);
        abort();
    }
    return loaded->program;
}

const char *meaning_messages(struct arena *arena, const char *text)
{
    struct loaded *loaded = ARENA_NEW(arena, struct loaded);
    load_text(arena, STR("t.rules"), str_copy(arena, str_of(text)), loaded);
    return messages_of(arena, &loaded->sources, &loaded->diagnostics);
}

const char *meaning_of(const struct program *program, const char *text)
{
    struct arena *arena = program->arena;
    struct sources sources = *program->sources;
    struct diagnostics sink = diagnostics_on(arena);
    struct parse parse = {.arena = arena, .sources = &sources, .sink = &sink};
    int file = sources_add(&sources, STR("expression"), str_of(text));
    const struct ast *tree = parse_source(&parse, file, PARSE_EXPR);
    struct program *extended;
    const struct expr *e =
        tree ? check_expression(arena, program, tree, &sink, &extended) : NULL;
    if (e)
        return meaning_dump(arena, e);
    struct str message = sink.list.n ? sink.list.at[0].message : STR("");
    return str_copy(arena, message).at;
}
