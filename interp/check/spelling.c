/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The canonical text of what was written: one layout, names as they were
 * declared (`kras MUTATED` reads `KRAS mutated`). The tree is never changed;
 * which names are spelt otherwise is kept by node id, and only a tree that
 * holds such a name is copied for printing.
 */

#include "grammar/print.h"
#include "interp/check/checker.h"

/* Nodes on one page of the table: most pages are never needed. */
#define PAGE 256

void check_spell(struct checker *c, const struct ast *name, struct str declared)
{
    if (str_equal(name->text, declared))
        return;
    while (c->spelling.n <= name->id / PAGE)
        list_push(c->arena, &c->spelling, NULL);
    struct str **page = &c->spelling.at[name->id / PAGE];
    if (!*page)
        *page = ARENA_ARRAY(c->arena, struct str, PAGE);
    (*page)[name->id % PAGE] = declared;
}

/* The declared spelling of a name that is spelt otherwise, or NULL. */
static const struct str *respelling(const struct checker *c,
                                    const struct ast *node)
{
    size_t page = node->id / PAGE;
    if (page >= c->spelling.n || !c->spelling.at[page])
        return NULL;
    const struct str *declared = &c->spelling.at[page][node->id % PAGE];
    return declared->at ? declared : NULL;
}

struct search {
    const struct checker *c;
    bool found;
};

static bool visit(const struct ast *node, void *context)
{
    struct search *search = context;
    search->found = search->found || respelling(search->c, node);
    return !search->found;
}

static struct ast *copy(struct checker *c, const struct ast *node)
{
    struct ast *made = ARENA_NEW(c->arena, struct ast);
    *made = *node;
    const struct str *declared = respelling(c, node);
    if (declared)
        made->text = *declared;
    made->kids = ARENA_ARRAY(c->arena, struct ast *, node->n);
    for (uint32_t i = 0; i < node->n; i++)
        made->kids[i] = node->kids[i] ? copy(c, node->kids[i]) : NULL;
    return made;
}

const struct ast *check_respelt(struct checker *c, const struct ast *node)
{
    struct search search = {.c = c};
    if (c->spelling.n)
        ast_walk(node, visit, &search);
    return search.found ? copy(c, node) : node;
}

struct str check_text(struct checker *c, const struct ast *node)
{
    return ast_text(c->arena, check_respelt(c, node));
}
