/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Treatments and their groups. A treatment may be a member of several groups;
 * a circle of groups is broken where it closes, so that whatever walks up or
 * down the groups later comes to an end.
 */

#include "interp/check/checker.h"

static void add_treatment(struct checker *c, const struct ast *item)
{
    struct program *program = c->program;
    const struct ast *name = item->kids[0], *label = ast_kid(item, 1);
    uint32_t index = check_find(c, SYMBOL_TREATMENT, name->text);
    if (index != program->treatment_count)
        return; /* a second one of that name */
    struct treatment *treatment = ARENA_NEW(c->arena, struct treatment);
    treatment->name = name->text;
    treatment->span = name->span;
    treatment->index = index;
    if (label)
        treatment->label = label->text;
    program->treatments[program->treatment_count++] = treatment;
}

/* --- groups -------------------------------------------------------------- */

static bool is_direct(const struct treatment *member,
                      const struct treatment *group)
{
    for (size_t i = 0; i < member->group_count; i++)
        if (member->groups[i] == group)
            return true;
    return false;
}

static void join_groups(struct checker *c, const struct ast *item)
{
    uint32_t index = check_find(c, SYMBOL_TREATMENT, item->kids[0]->text);
    struct treatment *member = c->program->treatments[index];
    if (member->span.from != item->kids[0]->span.from)
        return;
    member->groups = ARENA_ARRAY(c->arena, const struct treatment *, item->n);
    for (uint32_t i = 2; i < item->n; i++) {
        const struct treatment *group = check_treatment(c, item->kids[i]);
        if (group && !is_direct(member, group))
            member->groups[member->group_count++] = group;
    }
}

/* Looking for circles: how high the groups above stand, one upon another. */
struct climb {
    struct checker *c;
    bool *visited, *open;
    uint32_t *heights;
};

static void report_group(struct checker *c, const struct treatment *member,
                         const struct treatment *group, bool circle)
{
    if (!circle && c->too_deep)
        return;
    c->too_deep = c->too_deep || !circle;
    struct diagnostic *d = diagnose(
        c->sink, circle ? DIAG_CIRCULAR_GROUP : DIAG_CHAIN_TOO_LONG,
        member->span,
        circle ? "%.*s would be a member of itself, by way of %.*s"
               : "%.*s is a member of groups within groups, too many levels "
                 "of them (%.*s)",
        STR_ARG(member->name), STR_ARG(group->name));
    diagnostic_label(c->sink, d, "leave out one \"member of\"");
    diagnostic_second(c->sink, d, group->span, "%.*s is declared here",
                      STR_ARG(group->name));
}

static void climb_from(struct climb *climb, struct treatment *member,
                       uint32_t depth)
{
    size_t kept = 0;
    climb->visited[member->index] = climb->open[member->index] = true;
    for (size_t i = 0; i < member->group_count; i++) {
        const struct treatment *group = member->groups[i];
        bool circle = climb->open[group->index];
        if (!circle && !climb->visited[group->index] && depth < LIMIT_NESTING)
            climb_from(climb, climb->c->program->treatments[group->index],
                       depth + 1);
        uint32_t height = climb->heights[group->index] + 1;
        bool long_chain = depth >= LIMIT_NESTING || height > LIMIT_NESTING;
        if (circle || long_chain) {
            report_group(climb->c, member, group, circle);
            continue;
        }
        member->groups[kept++] = group;
        if (height > climb->heights[member->index])
            climb->heights[member->index] = height;
    }
    member->group_count = kept;
    climb->open[member->index] = false;
}

static void check_circles(struct checker *c)
{
    size_t n = c->program->treatment_count;
    struct climb climb = {
        .c = c,
        .visited = ARENA_ARRAY(c->arena, bool, n),
        .open = ARENA_ARRAY(c->arena, bool, n),
        .heights = ARENA_ARRAY(c->arena, uint32_t, n),
    };
    for (size_t i = 0; i < n; i++)
        if (!climb.visited[i])
            climb_from(&climb, c->program->treatments[i], 0);
}

/* Whether the group is among those above the member that `marks` has not
   seen yet. */
static bool is_above(bool *marks, const struct treatment *member,
                     const struct treatment *group)
{
    if (member == group)
        return true;
    marks[member->index] = true;
    for (size_t i = 0; i < member->group_count; i++)
        if (!marks[member->groups[i]->index] &&
            is_above(marks, member->groups[i], group))
            return true;
    return false;
}

bool check_is_within(struct checker *c, const struct treatment *member,
                     const struct treatment *group)
{
    if (member == group || !member->group_count)
        return member == group;
    bool *marks = ARENA_ARRAY(c->arena, bool, c->program->treatment_count);
    return is_above(marks, member, group);
}

static void list_members(struct checker *c)
{
    struct program *program = c->program;
    for (size_t i = 0; i < program->treatment_count; i++) {
        const struct treatment *member = program->treatments[i];
        for (size_t g = 0; g < member->group_count; g++)
            program->treatments[member->groups[g]->index]->member_count++;
    }
    for (size_t i = 0; i < program->treatment_count; i++) {
        struct treatment *group = program->treatments[i];
        group->members = ARENA_ARRAY(c->arena, const struct treatment *,
                                     group->member_count);
        group->member_count = 0;
    }
    for (size_t i = 0; i < program->treatment_count; i++) {
        const struct treatment *member = program->treatments[i];
        for (size_t g = 0; g < member->group_count; g++) {
            struct treatment *group =
                program->treatments[member->groups[g]->index];
            group->members[group->member_count++] = member;
        }
    }
}

const struct treatment *check_treatment(struct checker *c,
                                        const struct ast *name)
{
    uint32_t index = check_symbol(c, SYMBOL_TREATMENT, name);
    if (index == NAMES_NONE)
        return NULL;
    check_spell(c, name, c->program->treatments[index]->name);
    return c->program->treatments[index];
}

void check_treatments(struct checker *c)
{
    size_t n = c->symbols->tables[SYMBOL_TREATMENT].spans.n;
    c->program->treatments = ARENA_ARRAY(c->arena, struct treatment *, n);
    check_each_item(c, AST_TREATMENT, add_treatment);
    check_each_item(c, AST_TREATMENT, join_groups);
    check_circles(c);
    list_members(c);
}
