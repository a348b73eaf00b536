/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What can be said about any tree: names of kinds, a walk, equality. Whether
 * a node has the children its kind asks for is shape.c's; nodes are made by
 * build.c.
 */

#include "grammar/ast.h"

const char *ast_kind_name(enum ast_kind kind)
{
    static const char *const names[] = {
#define X(kind, name, kids) name,
#include "grammar/ast.def"
#undef X
    };
    return names[kind];
}

const char *ast_shape(enum ast_kind kind)
{
    static const char *const shapes[] = {
#define X(kind, name, kids) kids,
#include "grammar/ast.def"
#undef X
    };
    return shapes[kind];
}

const char *ast_op_name(enum ast_op op)
{
    static const char *const names[AST_OPS] = {
        [OP_PLAIN] = "plain",
        [OP_NOT] = "not",
        [OP_SHORT] = "short",
        [OP_NEGATIVE] = "negative",
        [OP_LT] = "<",
        [OP_LE] = "<=",
        [OP_GT] = ">",
        [OP_GE] = ">=",
        [OP_EQ] = "=",
        [OP_NE] = "!=",
        [OP_TO] = "to",
        [OP_ADD] = "+",
        [OP_SUBTRACT] = "-",
        [OP_MULTIPLY] = "*",
        [OP_DIVIDE] = "/",
        [OP_ANY] = "any",
        [OP_EVERY] = "every",
        [OP_NO] = "no",
        [OP_LATEST] = "latest",
        [OP_EARLIEST] = "earliest",
        [OP_LARGEST] = "largest",
        [OP_SMALLEST] = "smallest",
        [OP_TOTAL] = "total",
        [OP_KNOWN] = "known",
        [OP_UNKNOWN] = "unknown",
        [OP_NOTHING] = "nothing",
        [OP_NOT_KNOWN] = "not known",
        [OP_NOT_UNKNOWN] = "not unknown",
        [OP_NOT_NOTHING] = "not nothing",
        [OP_RECOMMEND] = "recommend",
        [OP_CONSIDER] = "consider",
        [OP_AVOID] = "avoid",
        [OP_CONTRAINDICATE] = "contraindicate",
        [OP_FAVOURABLE] = "favourable",
        [OP_ADVERSE] = "adverse",
        [OP_APPLIES] = "applies",
        [OP_HELD] = "held",
        [OP_UNDETERMINED] = "undetermined",
        [OP_WHEN] = "when",
        [OP_ARROW] = "->",
        [OP_BARE] = "bare",
    };
    return names[op];
}

bool ast_is_item(enum ast_kind kind)
{
    static const bool items[AST_KINDS] = {
        [AST_GUIDELINE] = true, [AST_USE] = true,     [AST_SOURCE] = true,
        [AST_EVIDENCE] = true,  [AST_RECORD] = true,  [AST_CONSTRAINT] = true,
        [AST_MAPPING] = true,   [AST_MEASURE] = true, [AST_TREATMENT] = true,
        [AST_DEFINE] = true,    [AST_RULE] = true,    [AST_SCORE] = true,
        [AST_TABLE] = true,     [AST_CASE] = true,    [AST_BROKEN] = true,
    };
    return items[kind];
}

/* The expressions stand last in ast.def, after the leaves that are also
   expressions; NONE is a value only. */
bool ast_is_expr(enum ast_kind kind)
{
    if (kind == AST_NUMBER || kind == AST_QUANTITY || kind == AST_DATE ||
        kind == AST_STRINGS)
        return true;
    return kind >= AST_OR && kind <= AST_MAP_TEST && kind != AST_NONE &&
           kind != AST_WHERE;
}

void ast_walk(const struct ast *node,
              bool (*visit)(const struct ast *node, void *context),
              void *context)
{
    if (!node || !visit(node, context))
        return;
    for (uint32_t i = 0; i < node->n; i++)
        ast_walk(node->kids[i], visit, context);
}

/* Texts that are names, which letter case does not distinguish. */
static bool text_is_name(enum ast_kind kind)
{
    return kind == AST_NAME || kind == AST_NAME_REF || kind == AST_CHOICE;
}

bool ast_equal(const struct ast *a, const struct ast *b)
{
    if (!a || !b)
        return a == b;
    if (a->kind != b->kind || a->op != b->op || a->n != b->n)
        return false;
    if (text_is_name(a->kind) ? !name_equal(a->text, b->text)
                              : !str_equal(a->text, b->text))
        return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (!ast_equal(a->kids[i], b->kids[i]))
            return false;
    return true;
}
