/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What the codes of a mapping mean: each pair gives a value that its field can
 * have, in the field's own unit. A number without a unit is in the unit that
 * the line says its column has.
 */

#include "interp/check/mapping_check.h"

/* --- codes ---------------------------------------------------------------- */

static struct str word_of(const struct ast *node)
{
    switch (node->kind) {
    case AST_YES: return STR("yes");
    case AST_NO: return STR("no");
    case AST_NONE: return STR("none");
    default: return node->text;
    }
}

static bool report_code(struct checker *c, const struct ast *node)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_MAPPING_CODE, node->span,
                 "a code is a text in quotes or a plain number");
    diagnostic_label(c->sink, d, "write it as the data do");
    return false;
}

static bool read_code(struct checker *c, const struct ast *node,
                      struct map_code *code)
{
    *code = (struct map_code){.text = word_of(node), .span = node->span};
    code->is_number = node->kind == AST_NUMBER;
    if (code->is_number)
        return check_decimal(c, node, &code->number);
    return node->kind == AST_STRINGS || node->kind == AST_NAME ||
           node->kind == AST_YES || node->kind == AST_NO ||
           node->kind == AST_NONE || report_code(c, node);
}

bool mapping_codes(struct checker *c, struct map_codes *codes,
                   const struct ast *node, uint32_t from)
{
    bool right = true;
    struct map_code *at =
        ARENA_ARRAY(c->arena, struct map_code, codes->n + node->n);
    for (size_t i = 0; i < codes->n; i++)
        at[i] = codes->at[i];
    codes->at = at;
    for (uint32_t i = from; i < node->n; i++) {
        struct map_code code;
        if (read_code(c, node->kids[i], &code))
            at[codes->n++] = code;
        else
            right = false;
    }
    return right;
}

/* --- values --------------------------------------------------------------- */

/* A number or amount without a unit, given the one of the line. */
static struct ast *with_unit(struct checker *c, const struct ast *value,
                             struct str code)
{
    struct ast *made = ARENA_NEW(c->arena, struct ast);
    *made = *value;
    if (value->kind == AST_NUMBER) {
        struct ast *unit = ARENA_NEW(c->arena, struct ast);
        *unit = (struct ast){.kind = AST_UNIT,
                             .id = value->id,
                             .span = value->span,
                             .text = code};
        made->kind = AST_QUANTITY;
        made->n = 1;
        made->kids = ARENA_ARRAY(c->arena, struct ast *, 1);
        made->kids[0] = unit;
    } else if (value->kind == AST_AMOUNT) {
        made->kids = ARENA_ARRAY(c->arena, struct ast *, value->n);
        for (uint32_t i = 0; i < value->n; i++)
            made->kids[i] =
                value->kids[i] ? with_unit(c, value->kids[i], code) : NULL;
    }
    return made;
}

static bool lacks_unit(const struct ast *value)
{
    if (value->kind == AST_NUMBER)
        return true;
    if (value->kind != AST_AMOUNT)
        return false;
    const struct ast *last =
        ast_kid(value, 1) ? value->kids[1] : value->kids[0];
    return last->kind == AST_NUMBER;
}

bool mapping_pair_value(struct checker *c, const struct map *map,
                        const struct ast *pair, struct map_pair *result)
{
    const struct ast *value = pair->kids[1];
    struct slot slot = check_slot(map->field);
    struct written written = {.place = pair, .value = value};
    result->unknown = value->kind == AST_UNKNOWN;
    if (result->unknown) {
        result->value = field_any(map->field);
        return true;
    }
    if (map->unit.n && map->field->type.kind == TYPE_NUMBER &&
        lacks_unit(value))
        written.value = with_unit(c, value, map->unit);
    return check_value(c, &slot, &written, &result->value);
}

/* --- pairs ---------------------------------------------------------------- */

static bool same_code(const struct map_code *a, const struct map_code *b)
{
    if (a->is_number && b->is_number)
        return a->number == b->number;
    return a->is_number == b->is_number && str_equal(a->text, b->text);
}

static bool report_twice(struct checker *c, const struct map_code *code,
                         const struct map_code *first)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_MAPPING_CODE, code->span,
                 "\"%.*s\" is given a meaning twice", STR_ARG(code->text));
    diagnostic_label(c->sink, d, "leave one out; several choices are A | B");
    diagnostic_second(c->sink, d, first->span, "the first one");
    return false;
}

static bool report_condition_code(struct checker *c, const struct ast *node,
                                  bool condition)
{
    struct diagnostic *d = diagnose(
        c->sink, DIAG_MAPPING_CODE, node->span,
        condition ? "a condition is yes or no, and nothing else"
                  : "this source is no condition: a code is a text in quotes "
                    "or a number");
    diagnostic_label(c->sink, d,
                     condition ? "write yes = ..., no = ..."
                               : "write \"yes\" if the data do");
    return false;
}

/* A code of tables has no system, and is one alone. */
static bool report_system(struct checker *c, const struct ast *node)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_MAPPING_CODE, node->span,
                 "a column holds plain codes, one in a cell");
    diagnostic_label(c->sink, d, "write the code as the column does");
    return false;
}

static bool pair_code(struct checker *c, const struct ast *node, bool condition,
                      struct map_code *code)
{
    if (node->kind != AST_MAP_CODE || node->kids[0] || node->n > 2 ||
        node->kids[1]->kind == AST_NAME)
        return report_system(c, node);
    const struct ast *value = node->kids[1];
    bool is_word = value->kind == AST_YES || value->kind == AST_NO;
    if (is_word != condition)
        return report_condition_code(c, node, condition);
    return read_code(c, value, code);
}

static bool add_pair(struct checker *c, struct map *map, const struct ast *node,
                     bool condition)
{
    struct map_pair *pair = &map->pairs[map->pair_count];
    if (!pair_code(c, node->kids[0], condition, &pair->code) ||
        !mapping_pair_value(c, map, node, pair))
        return false;
    for (size_t i = 0; i < map->pair_count; i++)
        if (same_code(&map->pairs[i].code, &pair->code))
            return report_twice(c, &pair->code, &map->pairs[i].code);
    map->pair_count++;
    return true;
}

/* yes and no are both given a meaning, or the condition itself is the value. */
static bool covers(struct checker *c, const struct map *map)
{
    if (map->pair_count != 1)
        return true;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_MAPPING_CODE, map->pairs[0].code.span,
                 "only one of yes and no is given a meaning");
    diagnostic_label(c->sink, d, "say what the other means, or = unknown");
    return false;
}

bool mapping_pairs(struct checker *c, struct map *map, const struct ast *node,
                   bool condition)
{
    bool right = true;
    map->pairs = ARENA_ARRAY(c->arena, struct map_pair, node->n);
    for (uint32_t i = 2; i < node->n; i++)
        if (node->kids[i]->kind == AST_PAIR)
            right = add_pair(c, map, node->kids[i], condition) && right;
    return right && (!condition || covers(c, map));
}
