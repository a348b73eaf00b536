/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Lines of a mapping that tell of one option of a set each, as registries do
 * who have a column of yes and no for every illness:
 *
 *     comorbidities includes diabetes from "DM"
 *     comorbidities includes cirrhosis from "Child": "A" = yes, "none" = no
 *
 * While such a line is checked, its field is one of yes or no that is made up
 * for it, so that codes and conditions are checked as everywhere.
 */

#include "interp/check/mapping_check.h"

static const struct field *
field_of_option(struct checker *c, const struct field *set, uint64_t option)
{
    size_t index = 0;
    while (!(option >> index & 1))
        index++;
    struct str name = set->type.choices->at[index].name;
    struct field *field = ARENA_NEW(c->arena, struct field);
    field->name = str_format(c->arena, "%.*s includes %.*s", STR_ARG(set->name),
                             STR_ARG(name));
    field->span = set->span;
    field->record = set->record;
    field->index = set->index;
    field->type.kind = TYPE_YESNO;
    return field;
}

bool mapping_option(struct mapping_check *m, struct map *map,
                    const struct ast *node)
{
    const struct ast *target = node->kids[0];
    if (target->kind != AST_MAP_INCLUDES)
        return true;
    const struct ast *option = target->kids[1];
    if (!map->field || map->field->type.kind != TYPE_SET)
        return mapping_report(m, target, "only a set includes something",
                              "leave out \"includes\" and what is behind it");
    if (node->kids[1]->kind == AST_MAP_RESOURCE)
        return mapping_report(m, target, "an option comes from a column",
                              "of FHIR, give the codes of the set");
    struct slot slot = check_slot(map->field);
    map->option = check_option(m->c, &slot, option);
    if (!map->option)
        return false;
    map->told = field_of_option(m->c, map->field, map->option);
    map->field = map->told;
    return true;
}

static const struct ast *part_of(const struct ast *node, enum ast_kind kind)
{
    for (uint32_t i = 2; i < node->n; i++)
        if (node->kids[i]->kind == kind)
            return node->kids[i];
    return NULL;
}

/* The field that a line before tells in the other way. */
static bool told_otherwise(const struct mapping_check *m, const struct map *map)
{
    for (size_t i = 0; i < m->maps.n; i++) {
        const struct map *other = m->maps.at[i];
        if (other->field == map->field && other->list == map->list &&
            !other->told != !map->told)
            return true;
    }
    return false;
}

bool mapping_option_done(struct mapping_check *m, struct map *map,
                         const struct ast *node)
{
    const struct record_type *record =
        map->list ? map->list->type.element : m->mapping->record;
    const struct ast *on = part_of(node, AST_MAP_ON);
    if (map->told)
        map->field = record->fields[map->told->index];
    if (map->told && on)
        return mapping_report(m, on,
                              "a set has one date, its options have none",
                              "leave this out");
    if (!map->field || !told_otherwise(m, map))
        return true;
    return mapping_report(m, node->kids[0],
                          "a set is told as a whole, or option by option",
                          "write \"includes\" in each of its lines, or in "
                          "none");
}
