/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Which rules silence which. `A overrides B` silences the whole of B: a table
 * overrides by any of its rows and is silenced in all of them. A circle would
 * leave no rule to begin with; it is reported whole, and cut where it closes.
 */

#include "interp/check/checker.h"

static struct rule_group *group_at(struct checker *c, uint32_t index)
{
    return &c->symbols->groups.at[index];
}

static bool overrides_already(const struct rule_group *group, uint32_t other)
{
    for (size_t i = 0; i < group->overrides.n; i++)
        if (group->overrides.at[i] == other)
            return true;
    return false;
}

static void add_override(struct checker *c, uint32_t group,
                         const struct ast *name)
{
    uint32_t other = check_symbol(c, SYMBOL_RULE, name);
    if (other == NAMES_NONE)
        return;
    check_spell(c, name, group_at(c, other)->name);
    if (!overrides_already(group_at(c, group), other))
        list_push(c->arena, &group_at(c, group)->overrides, other);
}

static void read_overrides(struct checker *c, uint32_t group)
{
    const struct ast *item = group_at(c, group)->item;
    for (uint32_t i = 0; i < item->n; i++) {
        const struct ast *tail = item->kids[i];
        if (!tail || tail->kind != AST_OVERRIDES)
            continue;
        for (uint32_t k = 0; k < tail->n; k++)
            add_override(c, group, tail->kids[k]);
    }
}

/* --- circles ------------------------------------------------------------- */

struct circle_search {
    struct checker *c;
    uint32_t *path; /* groups that are open, from the first */
    uint32_t depth;
};

static void report_circle(struct circle_search *search, uint32_t again)
{
    struct checker *c = search->c;
    struct buf words = buf_on(c->arena);
    uint32_t from = search->depth - 1;
    while (search->path[from] != again)
        from--;
    for (uint32_t i = from + 1; i < search->depth; i++)
        if (i - from < CHECK_LISTED)
            buf_format(&words, "%.*s, which overrides ",
                       STR_ARG(group_at(c, search->path[i])->name));
    buf_str(&words, group_at(c, again)->name);
    const struct rule_group *last =
        group_at(c, search->path[search->depth - 1]);
    struct diagnostic *d =
        diagnose(c->sink, DIAG_CIRCULAR_OVERRIDE, group_at(c, again)->span,
                 "%.*s would silence itself: it overrides %.*s",
                 STR_ARG(group_at(c, again)->name), STR_ARG(buf_view(&words)));
    diagnostic_label(c->sink, d, "leave out one \"overrides\"");
    if (last->span.from != group_at(c, again)->span.from)
        diagnostic_second(c->sink, d, last->span, "here the circle closes");
}

static void report_long(struct checker *c, const struct rule_group *group)
{
    if (!c->too_deep)
        diagnostic_label(
            c->sink,
            diagnose(
                c->sink, DIAG_CHAIN_TOO_LONG, group->span,
                "rules override each other more than %d deep, down to %.*s",
                LIMIT_NESTING, STR_ARG(group->name)),
            "use fewer overrides");
    c->too_deep = true;
}

/* Follows what a group overrides; edges that close a circle are dropped. */
static void follow(struct circle_search *search, uint32_t index)
{
    struct checker *c = search->c;
    struct rule_group *group = group_at(c, index);
    size_t kept = 0;
    group->visited = group->open = true;
    search->path[search->depth++] = index;
    for (size_t i = 0; i < group->overrides.n; i++) {
        uint32_t other = group->overrides.at[i];
        if (group_at(c, other)->open) {
            report_circle(search, other);
            continue;
        }
        if (!group_at(c, other)->visited && search->depth <= LIMIT_NESTING)
            follow(search, other);
        uint32_t height = group_at(c, other)->height + 1;
        if (height > LIMIT_NESTING || !group_at(c, other)->visited) {
            report_long(c, group);
            continue;
        }
        group->height = height > group->height ? height : group->height;
        group->overrides.at[kept++] = other;
    }
    group->overrides.n = kept;
    group->open = false;
    search->depth--;
}

static void find_circles(struct checker *c)
{
    struct circle_search search = {.c = c};
    search.path = ARENA_ARRAY(c->arena, uint32_t, LIMIT_NESTING + 2);
    for (uint32_t i = 0; i < c->symbols->groups.n; i++)
        if (!group_at(c, i)->visited)
            follow(&search, i);
}

/* --- filling in ---------------------------------------------------------- */

/* Visits each pair (silencing group, silenced group). */
static void each_pair(struct checker *c,
                      void (*visit)(struct checker *c,
                                    const struct rule_group *by,
                                    const struct rule_group *silenced))
{
    for (uint32_t i = 0; i < c->symbols->groups.n; i++) {
        const struct rule_group *by = group_at(c, i);
        for (size_t k = 0; k < by->overrides.n; k++)
            visit(c, by, group_at(c, by->overrides.at[k]));
    }
}

static void count_pair(struct checker *c, const struct rule_group *by,
                       const struct rule_group *silenced)
{
    for (uint32_t i = 0; i < silenced->n; i++)
        c->program->rules[silenced->first + i]->overridden_by_count += by->n;
}

static void fill_pair(struct checker *c, const struct rule_group *by,
                      const struct rule_group *silenced)
{
    for (uint32_t i = 0; i < silenced->n; i++) {
        struct rule *rule = c->program->rules[silenced->first + i];
        for (uint32_t k = 0; k < by->n; k++)
            rule->overridden_by[rule->overridden_by_count++] =
                c->program->rules[by->first + k];
    }
}

void check_overrides(struct checker *c)
{
    for (uint32_t i = 0; i < c->symbols->groups.n; i++)
        read_overrides(c, i);
    find_circles(c);
    each_pair(c, count_pair);
    for (size_t i = 0; i < c->program->rule_count; i++) {
        struct rule *rule = c->program->rules[i];
        rule->overridden_by = ARENA_ARRAY(c->arena, const struct rule *,
                                          rule->overridden_by_count);
        rule->overridden_by_count = 0;
    }
    each_pair(c, fill_pair);
}
