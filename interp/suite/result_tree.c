/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Built without recursion: the way from the root to where the walk is stands
 * in an array, as deep as a document may be.
 */

#include "interp/suite/result_tree.h"

#include "grammar/limits.h"

struct builder {
    struct arena *arena;
    struct json *json;
    size_t depth;
    struct {
        struct result_node *node, **end; /* where its next child goes */
    } open[LIMIT_JSON_DEPTH + 1];
};

static bool is_container(enum json_kind kind)
{
    return kind == JSON_OBJECT || kind == JSON_ARRAY;
}

/* The current value as a node; a container is entered. */
static struct result_node *take(struct builder *b, struct str key)
{
    struct result_node *node = ARENA_NEW(b->arena, struct result_node);
    struct str text = STR("");
    node->kind = json_what(b->json);
    node->key = str_copy(b->arena, key);
    if (is_container(node->kind)) {
        if (b->depth > LIMIT_JSON_DEPTH || !json_enter(b->json))
            return NULL;
        b->open[b->depth].node = node;
        b->open[b->depth++].end = &node->first;
        return node;
    }
    if (node->kind == JSON_STRING && !json_string(b->json, &text))
        return NULL;
    if (node->kind != JSON_STRING)
        text = json_token(b->json);
    node->text = str_copy(b->arena, text);
    return node;
}

static struct result_node *build(struct builder *b)
{
    struct str key;
    struct result_node *root = take(b, STR(""));
    while (root && b->depth) {
        struct result_node ***end = &b->open[b->depth - 1].end;
        if (!json_next(b->json, &key)) {
            b->depth--;
            if (json_failed(b->json))
                return NULL;
            continue;
        }
        struct result_node *node = take(b, key);
        if (!node)
            return NULL;
        **end = node;
        *end = &node->next;
    }
    return root;
}

struct result_node *result_tree(struct arena *arena, struct json *json,
                                struct str text, const char **wrong)
{
    struct builder b = {.arena = arena, .json = json};
    struct result_node *root = json_open(json, text) ? build(&b) : NULL;
    if (root && !json_failed(json) && json_close(json))
        return root;
    const struct json_failure *failure = json_failed(json);
    if (failure && failure->memory)
        arena_exhausted(arena);
    *wrong = failure ? failure->message : "something stands behind it";
    return NULL;
}

const struct result_node *result_member(const struct result_node *object,
                                        const char *key)
{
    const struct result_node *node = object ? object->first : NULL;
    while (node && !str_equal(node->key, str_of(key)))
        node = node->next;
    return node;
}

struct str result_text(const struct result_node *object, const char *key)
{
    const struct result_node *node = result_member(object, key);
    return node && node->kind == JSON_STRING ? node->text : STR("");
}
