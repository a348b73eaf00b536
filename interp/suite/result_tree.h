/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_SUITE_RESULT_TREE_H
#define CANTLIE_INTERP_SUITE_RESULT_TREE_H

/*
 * A JSON document as a tree, for documents that are compared rather than
 * read into facts: results. Texts are copies in the arena.
 */

#include "grammar/base/arena.h"
#include "interp/records/json.h"

struct result_node {
    enum json_kind kind;
    struct str key;  /* in an object; else empty */
    struct str text; /* a string, unescaped; another scalar as written */
    struct result_node *first, *next;
};

/* NULL when the text is no well-formed document; *wrong says why. Behind the
   text JSON_PADDING bytes must be readable. */
struct result_node *result_tree(struct arena *arena, struct json *json,
                                struct str text, const char **wrong);

/* The member of an object, or NULL. */
const struct result_node *result_member(const struct result_node *object,
                                        const char *key);

/* The text of a string member, or empty. */
struct str result_text(const struct result_node *object, const char *key);

#endif
