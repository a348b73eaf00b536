/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Mappings from foreign data: checked, and not yet used. A mapping names
 * fields of a record, units that fit them, and for each code a value that the
 * field can have.
 */

#include "interp/check/checker.h"

static bool report_unit(struct checker *c, const struct field *field,
                        const struct ast *unit)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_UNIT_MISMATCH, unit->span,
                 "%.*s does not measure what %.*s does", STR_ARG(unit->text),
                 STR_ARG(field->name));
    diagnostic_label(c->sink, d, "use a unit of the same kind");
    diagnostic_second(c->sink, d, field->span, "%.*s is %.*s",
                      STR_ARG(field->name),
                      STR_ARG(field_expected(c->arena, field)));
    return false;
}

/* in ng/mL */
static bool check_map_unit(struct checker *c, const struct field *field,
                           const struct ast *node)
{
    struct unit unit;
    if (!check_unit(c, node->text, node->span, &unit))
        return false;
    if (field->type.kind != TYPE_NUMBER ||
        !unit_commensurable(&unit, &field->type.unit))
        return report_unit(c, field, node);
    return true;
}

/* A number that a code stands for is in the mapping's unit, or the field's. */
static bool check_pair_number(struct checker *c, const struct field *field,
                              const struct ast *value)
{
    struct figure figure;
    struct unit unit;
    decimal number;
    bool right = value->kind == AST_AMOUNT
                     ? check_amount(c, value, &figure)
                     : check_quantity(c, value, &number, &unit);
    if (!right)
        return false;
    if (value->kind == AST_AMOUNT)
        unit = figure.type.unit;
    if (unit_is_one(&unit) || unit_commensurable(&unit, &field->type.unit))
        return true;
    struct ast place = {.span = value->span, .text = unit.code};
    return report_unit(c, field, &place);
}

static bool check_pair(struct checker *c, const struct field *field,
                       const struct ast *pair)
{
    const struct ast *value = pair->kids[1];
    struct slot slot = check_slot(field);
    struct written written = {.place = pair, .value = value};
    struct value result;
    if (value->kind == AST_UNKNOWN)
        return true;
    bool number = value->kind == AST_NUMBER || value->kind == AST_QUANTITY ||
                  value->kind == AST_AMOUNT;
    if (number && field->type.kind == TYPE_NUMBER)
        return check_pair_number(c, field, value);
    return check_value(c, &slot, &written, &result);
}

static void check_map(struct checker *c, struct record_info *record,
                      const struct ast *map)
{
    const struct field *field = check_stored(c, map->kids[0], record);
    if (!field)
        return;
    for (uint32_t i = 2; i < map->n; i++) {
        const struct ast *part = map->kids[i];
        if (part->kind == AST_MAP_UNIT)
            check_map_unit(c, field, part->kids[0]);
        else if (part->kind == AST_PAIR)
            check_pair(c, field, part);
    }
}

static void check_mapping(struct checker *c, const struct ast *item)
{
    struct record_info *record = check_record_of(c, item->kids[1]);
    for (uint32_t i = 2; record && i < item->n; i++)
        if (item->kids[i]->kind == AST_MAP)
            check_map(c, record, item->kids[i]);
}

void check_mappings(struct checker *c)
{
    check_each_item(c, AST_MAPPING, check_mapping);
}
