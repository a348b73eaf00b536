/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The lines of a mapping: fields to the left, their sources below each other,
 * settings as they are. A table of codes that is too long for its line goes
 * on below, a level deeper.
 */

#include "grammar/format_internal.h"

static bool has_source(const struct ast *line)
{
    return line->kind == AST_MAP || line->kind == AST_MAP_IS;
}

/* `from` or `is`, behind the field. */
static uint32_t from_at(const struct format *f, const struct ast *line)
{
    return format_at_offset(f, line->kids[0]->span.to);
}

static uint32_t target_column(const struct format *f, const struct ast *mapping)
{
    uint32_t widest = 0;
    for (uint32_t i = 2; i < mapping->n; i++) {
        const struct ast *line = mapping->kids[i];
        if (!has_source(line))
            continue;
        uint32_t width = format_end(f, format_at(f, line), from_at(f, line), 2);
        widest = width > widest ? width : widest;
    }
    return widest + 1;
}

/* Behind a break the piece in front of a part goes along: its word or comma. */
static void plan_part(struct format *f, const struct ast *part, uint32_t start)
{
    uint32_t i = format_at(f, part);
    if (part->kind == AST_MAP_MISSING)
        i -= 2; /* , missing */
    else if (part->kind != AST_PAIR)
        i -= 1; /* in, as, on */
    if (part->kind == AST_MAP_MISSING)
        i += 1; /* the comma stays behind */
    if (i > start)
        format_break(f, i, (struct place_at){0, 4});
}

/* A resource: its clauses each go below, then what is listed in them. */
static void plan_resource(struct format *f, const struct ast *source)
{
    const struct ast *codes = source->kids[2], *apart = source->kids[5];
    if (codes)
        format_break(f, format_at(f, codes), (struct place_at){0, 6});
    if (source->kids[3]) {
        format_break(f, format_at(f, source->kids[3]) - 1,
                     (struct place_at){0, 6});
        format_condition(f, source->kids[3], (struct place_at){1, 8});
    }
    if (source->kids[4])
        format_break(f, format_at(f, source->kids[4]) - 1,
                     (struct place_at){0, 6});
    if (apart)
        format_break(f, format_at(f, apart), (struct place_at){0, 6});
    for (uint32_t i = 1; codes && i < codes->n; i++)
        format_break(f, format_at(f, codes->kids[i]) - 1,
                     (struct place_at){1, 8});
}

static void plan_group(struct format *f, const struct ast *group)
{
    for (uint32_t i = 2; i < group->n; i++)
        format_break(f, format_at(f, group->kids[i]) - 1,
                     (struct place_at){0, 4});
}

static void plan_map(struct format *f, const struct ast *map, uint32_t column)
{
    uint32_t start = format_at(f, map);
    const struct ast *source = map->kids[1];
    f->pieces.at[from_at(f, map)].pad = column;
    if (map->kind == AST_MAP_IS)
        return;
    if (source->kind == AST_MAP_EXPR)
        format_condition(f, source->kids[0], (struct place_at){1, 6});
    if (source->kind == AST_MAP_RESOURCE)
        plan_resource(f, source);
    for (uint32_t i = 2; i < map->n; i++)
        plan_part(f, map->kids[i], start);
}

void format_mapping(struct format *f, const struct ast *mapping)
{
    uint32_t column = target_column(f, mapping);
    for (uint32_t i = 2; i < mapping->n; i++) {
        const struct ast *line = mapping->kids[i];
        format_start(f, format_at(f, line), 2);
        if (has_source(line))
            plan_map(f, line, column);
        else if (line->kind == AST_MAP_GROUP)
            plan_group(f, line);
    }
}
