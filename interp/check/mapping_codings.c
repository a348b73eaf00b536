/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Codes of a mapping of resources: each belongs to a system, which has a short
 * name; several that mean one thing may be given a name together. Names of
 * groups are opened here, so that readers see codes only.
 */

#include "interp/check/mapping_check.h"

typedef LIST(struct map_coding) coding_list;

static bool report(struct checker *c, struct span span, struct str what,
                   const char *mend)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_MAPPING_CODE, span, "%.*s", STR_ARG(what));
    diagnostic_label(c->sink, d, "%s", mend);
    return false;
}

/* --- systems -------------------------------------------------------------- */

static const struct map_system *find_system(const struct mapping_check *m,
                                            struct str name)
{
    for (size_t i = 0; i < m->systems.n; i++)
        if (name_equal(m->systems.at[i]->name, name))
            return m->systems.at[i];
    return map_system_known(name);
}

/* The nearest of all systems that there are. */
static struct str nearest_system(struct mapping_check *m, struct str name)
{
    struct names names = names_on(m->c->arena);
    for (size_t i = 0; i < m->systems.n; i++)
        names_add(&names, m->systems.at[i]->name, 0);
    for (size_t i = 0; map_system_at(i); i++)
        names_add(&names, map_system_at(i)->name, 0);
    const struct name_entry *near = names_nearest(&names, name);
    return near ? near->name : STR("");
}

static const struct map_system *system_of(struct mapping_check *m,
                                          const struct ast *name)
{
    struct checker *c = m->c;
    const struct map_system *system = find_system(m, name->text);
    if (system)
        return system;
    struct str near = nearest_system(m, name->text);
    struct diagnostic *d =
        diagnose(c->sink, DIAG_MAPPING_CODE, name->span,
                 "\"%.*s\" is no system of codes", STR_ARG(name->text));
    if (near.n)
        diagnostic_label(c->sink, d, "did you mean \"%.*s\"?", STR_ARG(near));
    else
        diagnostic_label(c->sink, d,
                         "declare it with its URI: system %.*s \"http://...\"",
                         STR_ARG(name->text));
    return NULL;
}

/* system tnm "https://..." | "urn:oid:...": a known name gains further URIs. */
static void declare_system(struct mapping_check *m, const struct ast *node)
{
    struct arena *arena = m->c->arena;
    const struct ast *name = node->kids[1];
    if (!name_equal(node->kids[0]->text, STR("system"))) {
        report(
            m->c, node->kids[0]->span,
            str_format(arena, "\"%.*s\" begins no line of a mapping",
                       STR_ARG(node->kids[0]->text)),
            "a line is FIELD from ..., NAME code ..., or system NAME \"URI\"");
        return;
    }
    const struct map_system *known = find_system(m, name->text);
    size_t more = known ? known->n : 0;
    struct map_system *system = ARENA_NEW(arena, struct map_system);
    struct str *uris = ARENA_ARRAY(arena, struct str, node->n + more);
    for (uint32_t i = 2; i < node->n; i++)
        uris[system->n++] = map_uri(node->kids[i]->text);
    for (size_t i = 0; i < more; i++)
        uris[system->n++] = known->uris[i];
    system->name = name->text;
    system->uris = uris;
    list_push(arena, &m->systems, system);
}

void mapping_close_codes(struct mapping_check *m)
{
    struct arena *arena = m->c->arena;
    struct map_systems *systems = ARENA_NEW(arena, struct map_systems);
    size_t n = m->systems.n;
    while (map_system_at(n - m->systems.n))
        n++;
    const struct map_system **at =
        ARENA_ARRAY(arena, const struct map_system *, n);
    for (size_t i = m->systems.n; i-- > 0;) /* the last of a name counts */
        at[systems->n++] = m->systems.at[i];
    for (size_t i = 0; map_system_at(i); i++)
        at[systems->n++] = map_system_at(i);
    systems->at = at;
    systems->shown = m->shown.at;
    systems->shown_count = m->shown.n;
    m->mapping->systems = systems;
}

/* --- codes ---------------------------------------------------------------- */

static void take_displays(struct mapping_check *m, const struct ast *node,
                          struct map_coding *coding)
{
    struct arena *arena = m->c->arena;
    if (node->n < 3)
        return;
    struct str *displays = ARENA_ARRAY(arena, struct str, node->n);
    for (uint32_t i = 2; i < node->n; i++)
        displays[coding->display_count++] = node->kids[i]->text;
    coding->displays = displays;
    list_push(arena, &m->shown, *coding);
}

static bool one_code(struct mapping_check *m, const struct ast *node,
                     const struct map_system *system, coding_list *out)
{
    struct str text = node->kids[1]->text;
    struct map_coding coding = {.system = system, .span = node->span};
    if (node->kids[1]->kind != AST_STRINGS)
        return report(m->c, node->span, STR("a code stands in quotes"),
                      "write it as a text");
    coding.prefix = text.n > 1 && text.at[text.n - 1] == '*';
    text.n -= coding.prefix;
    coding.code = map_code_text(system, text);
    take_displays(m, node, &coding);
    list_push(m->c->arena, out, coding);
    return true;
}

static bool open_group(struct mapping_check *m, const struct ast *name,
                       coding_list *out)
{
    uint32_t found = names_find(&m->group_names, name->text);
    if (found != NAMES_NONE) {
        const struct map_codings *group = &m->groups.at[found];
        for (size_t i = 0; i < group->n; i++)
            list_push(m->c->arena, out, group->at[i]);
        return true;
    }
    const struct name_entry *near = names_nearest(&m->group_names, name->text);
    struct diagnostic *d =
        diagnose(m->c->sink, DIAG_MAPPING_CODE, name->span,
                 "no codes are named \"%.*s\" above", STR_ARG(name->text));
    if (near)
        diagnostic_label(m->c->sink, d, "did you mean \"%.*s\"?",
                         STR_ARG(near->name));
    else
        diagnostic_label(m->c->sink, d,
                         "a code is SYSTEM \"CODE\"; a group is declared with "
                         "%.*s code SYSTEM \"CODE\"",
                         STR_ARG(name->text));
    return false;
}

/* The group that alone stands for the codes, which are then its own. */
static const struct map_codings *
only_group(const struct mapping_check *m, const struct ast *node, uint32_t from)
{
    const struct ast *code = node->n == from + 1 ? node->kids[from] : NULL;
    if (!code || code->kids[0] || code->kids[1]->kind != AST_NAME)
        return NULL;
    uint32_t found = names_find(&m->group_names, code->kids[1]->text);
    return found == NAMES_NONE ? NULL : &m->groups.at[found];
}

bool mapping_codings(struct mapping_check *m, const struct ast *node,
                     uint32_t from, struct map_codings *codings)
{
    bool right = true;
    const struct map_system *system = NULL;
    const struct map_codings *group = only_group(m, node, from);
    coding_list all = {0};
    if (group) {
        *codings = *group;
        return true;
    }
    for (uint32_t i = from; i < node->n; i++) {
        const struct ast *code = node->kids[i];
        if (code->kids[0])
            system = system_of(m, code->kids[0]);
        if (code->kids[0] && !system)
            right = false;
        else if (code->kids[1]->kind == AST_NAME)
            right = open_group(m, code->kids[1], &all) && right;
        else
            right = one_code(m, code, system, &all) && right;
    }
    *codings = (struct map_codings){all.at, all.n};
    return right;
}

/* NAME code CODES; a group may name those above it. */
static void declare_group(struct mapping_check *m, const struct ast *node)
{
    struct map_codings codings;
    const struct ast *name = node->kids[0];
    bool twice = names_find(&m->group_names, name->text) != NAMES_NONE;
    if (twice)
        report(m->c, name->span,
               str_format(m->c->arena, "codes are named \"%.*s\" already",
                          STR_ARG(name->text)),
               "put all of its codes on one line");
    mapping_codings(m, node, 1, &codings);
    if (twice)
        return;
    names_add(&m->group_names, name->text, (uint32_t)m->groups.n);
    list_push(m->c->arena, &m->groups, codings);
}

void mapping_declare_codes(struct mapping_check *m, const struct ast *item)
{
    m->group_names = names_on(m->c->arena);
    for (uint32_t i = 2; i < item->n; i++)
        if (item->kids[i]->kind == AST_MAP_SYSTEM)
            declare_system(m, item->kids[i]);
    for (uint32_t i = 2; i < item->n; i++)
        if (item->kids[i]->kind == AST_MAP_GROUP)
            declare_group(m, item->kids[i]);
}
