/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The builders behind gram.y's actions. They know the shapes of ast.def and
 * nothing of any vocabulary. Children are always made before their parent,
 * so a parent's height is one more than the greatest of theirs.
 */

#include "grammar/build.h"

#include "grammar/limits.h"
#include "grammar/readings.h"

#include <string.h>

struct builder builder_on(struct arena *arena, uint32_t next_id)
{
    return (struct builder){
        .arena = arena, .first_id = next_id, .next_id = next_id};
}

void builder_restart(struct builder *b)
{
    b->next_id = b->first_id;
    b->heights.n = 0;
    b->lists_taken = 0;
    b->too_deep = false;
    b->ambiguous = false;
    b->result = NULL;
    b->stop.stopped = false;
    b->stop.n = 0;
}

static uint16_t height_of(const struct builder *b, const struct ast *node)
{
    return node ? b->heights.at[node->id - b->first_id] : 0;
}

/* One more than the highest child; stops counting above the limit. */
static void set_height(struct builder *b, const struct ast *node)
{
    uint16_t height = 0;
    for (uint32_t i = 0; i < node->n; i++) {
        uint16_t below = height_of(b, node->kids[i]);
        if (below > height)
            height = below;
    }
    if (height >= LIMIT_NESTING)
        b->too_deep = true;
    else
        height++;
    b->heights.at[node->id - b->first_id] = height;
}

/* Its children, which the caller sets, lie behind it. */
static struct ast *new_node(struct builder *b, struct make make, uint32_t n)
{
    struct ast *node =
        arena_room(b->arena, sizeof *node + n * sizeof(struct ast *));
    *node = (struct ast){.kind = make.kind,
                         .op = make.op,
                         .id = b->next_id++,
                         .n = n,
                         .span = make.span,
                         .kids = n ? (struct ast **)(node + 1) : NULL};
    b->ambiguous = b->ambiguous || readings_concern(make.kind);
    list_push(b->arena, &b->heights, 1);
    return node;
}

struct ast *build_leaf(struct builder *b, enum ast_kind kind, struct span span,
                       struct str text)
{
    struct ast *node = new_node(b, (struct make){kind, OP_PLAIN, span}, 0);
    node->text = text;
    return node;
}

struct ast *build_node(struct builder *b, struct make make,
                       struct ast *const *kids, uint32_t n)
{
    struct ast *node = new_node(b, make, n);
    memcpy(node->kids, kids, n * sizeof *kids);
    set_height(b, node);
    return node;
}

struct ast *build_list(struct builder *b, struct make make,
                       struct ast *const *kids, uint32_t n,
                       const struct kids *list)
{
    struct ast *node = new_node(b, make, n + list->n);
    if (n)
        memcpy(node->kids, kids, n * sizeof *kids);
    if (list->n)
        memcpy(node->kids + n, list->at, list->n * sizeof *list->at);
    set_height(b, node);
    return node;
}

struct kids *kids_none(struct builder *b)
{
    if (b->lists_taken == b->lists.n)
        list_push(b->arena, &b->lists, ARENA_NEW(b->arena, struct kids));
    struct kids *list = b->lists.at[b->lists_taken++];
    list->n = 0;
    return list;
}

struct kids *kids_add(struct builder *b, struct kids *list, struct ast *next)
{
    if (list->n == list->capacity) {
        size_t capacity = list->capacity;
        list->at = arena_regrow(b->arena, list->at, list->n, &capacity,
                                sizeof *list->at);
        list->capacity = (uint32_t)capacity;
    }
    list->at[list->n++] = next;
    return list;
}

struct kids *kids_of(struct builder *b, struct ast *first)
{
    return kids_add(b, kids_none(b), first);
}

struct kids *kids_join(struct builder *b, struct kids *list,
                       const struct kids *more)
{
    for (uint32_t i = 0; i < more->n; i++)
        kids_add(b, list, more->at[i]);
    return list;
}

static bool power_of_two(uint32_t n)
{
    return (n & (n - 1)) == 0;
}

/* The node on the left is this chain's own (a parenthesised one would be a
   PAREN), so it may grow: its array has room up to the next power of two. */
struct ast *build_chain(struct builder *b, struct make make, struct ast *left,
                        struct ast *right)
{
    if (left->kind != make.kind)
        return build_node(b, make, (struct ast *[]){left, right}, 2);
    if (power_of_two(left->n)) {
        struct ast **grown =
            ARENA_ARRAY(b->arena, struct ast *, (size_t)left->n * 2);
        memcpy(grown, left->kids, left->n * sizeof *grown);
        left->kids = grown;
    }
    left->kids[left->n++] = right;
    left->span = make.span;
    uint16_t *height = &b->heights.at[left->id - b->first_id];
    uint16_t below = height_of(b, right);
    if (below >= LIMIT_NESTING)
        b->too_deep = true;
    else if (below >= *height)
        *height = (uint16_t)(below + 1);
    return left;
}

struct ast *build_quantity(struct builder *b, const struct token *token)
{
    const struct token_more *more = token->more;
    struct ast *unit = build_leaf(b, AST_UNIT, more->unit_span, more->unit);
    struct make make = {AST_QUANTITY, OP_PLAIN, token->span};
    struct ast *node = build_node(b, make, &unit, 1);
    node->text = token->text;
    return node;
}

/* The sign may stand apart from the number; the text has it in front. */
struct ast *build_negative(struct builder *b, struct span span,
                           const struct token *number)
{
    struct str text = str_format(b->arena, "-%.*s", STR_ARG(number->text));
    if (!token_unit(number).n)
        return build_leaf(b, AST_NUMBER, span, text);
    struct ast *node = build_quantity(b, number);
    node->span = span;
    node->text = text;
    return node;
}

struct ast *build_choices(struct builder *b, struct span span,
                          const struct kids *choices)
{
    const struct ast *only = choices->at[0];
    if (choices->n == 1 && !only->n && !name_equal(only->text, STR("none")))
        return build_leaf(b, AST_TYPE_UNIT, span, only->text);
    struct make make = {AST_TYPE_CHOICES, OP_PLAIN, span};
    return build_list(b, make, NULL, 0, choices);
}

struct ast *build_literals(struct builder *b, struct span span,
                           const struct kids *literals)
{
    if (literals->n == 1)
        return literals->at[0];
    struct make make = {AST_LITERALS, OP_PLAIN, span};
    return build_list(b, make, NULL, 0, literals);
}

enum ast_op op_negated(enum ast_op op)
{
    return op == OP_KNOWN     ? OP_NOT_KNOWN
           : op == OP_UNKNOWN ? OP_NOT_UNKNOWN
                              : OP_NOT_NOTHING;
}
