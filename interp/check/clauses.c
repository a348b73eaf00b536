/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What stands behind a field's type: its range, how long a value is valid,
 * the `if` and `counted by` that tie it to other fields, what is assumed, and
 * the codes and keys of data. Each clause fits some types only and stands
 * once; one function for each.
 */

#include "interp/check/checker.h"

static bool report_clause(struct checker *c, const struct ast *clause,
                          const struct field *field, const char *why)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_FIELD_CLAUSE, clause->span, "%s", why);
    diagnostic_label(c->sink, d, "%.*s is %.*s", STR_ARG(field->name),
                     STR_ARG(check_type_words(c, &field->type)));
    return false;
}

/* --- ranges and time ----------------------------------------------------- */

/* An end of a range: in the field's unit, unless it names another. */
static bool range_end(struct checker *c, const struct field *field,
                      const struct ast *node, decimal *end)
{
    struct unit unit;
    struct unit_map map;
    if (!check_quantity(c, node, end, &unit))
        return false;
    if (node->kind == AST_NUMBER)
        return true;
    if (!unit_map(&unit, &field->type.unit, &map))
        return report_clause(c, node, field, "this range has another unit");
    return unit_convert(&map, *end, end) ||
           report_clause(c, node, field, "this end is too large in its unit");
}

static bool take_range(struct checker *c, struct field *field,
                       const struct ast *clause)
{
    if (field->type.kind != TYPE_NUMBER || field->bounded)
        return report_clause(c, clause, field,
                             field->bounded ? "there is a range already"
                                            : "only numbers have a range");
    if (!range_end(c, field, clause->kids[0], &field->low) ||
        !range_end(c, field, clause->kids[1], &field->high))
        return false;
    field->bounded = field->low <= field->high;
    if (field->bounded)
        return true;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_RANGE_ORDER, clause->span,
                 "the first end of a range is the lower one");
    diagnostic_label(c->sink, d, "write %.*s to %.*s",
                     STR_ARG(check_text(c, clause->kids[1])),
                     STR_ARG(check_text(c, clause->kids[0])));
    return false;
}

static bool take_valid(struct checker *c, struct field *field,
                       const struct ast *clause)
{
    struct period period;
    if (field->type.kind == TYPE_LIST)
        return report_clause(c, clause, field,
                             "the elements of a list have dates of their own");
    if (!check_period(c, clause->kids[0], &period))
        return false;
    field->valid_for.set = true;
    field->valid_for.days = period.days;
    field->valid_for.months = period.months;
    field->valid_for.text = period.text;
    return true;
}

/* --- other fields -------------------------------------------------------- */

static bool take_if(struct checker *c, struct field *field,
                    const struct ast *clause)
{
    struct record_info *record = check_info(c, field->record);
    const struct field *other = check_stored(c, clause->kids[0], record);
    if (!other)
        return false;
    enum type_kind kind = other->type.kind;
    if (kind != TYPE_YESNO && kind != TYPE_CHOICE && kind != TYPE_SET)
        return report_clause(c, clause->kids[0], other,
                             "a field exists if another is one of its choices");
    struct slot slot = check_slot(other);
    bool right = true;
    for (uint32_t i = 1; i < clause->n; i++) {
        uint64_t option = check_option(c, &slot, clause->kids[i]);
        field->only_if_options |= option;
        right = right && option;
    }
    if (right)
        field->only_if = other;
    return right;
}

static bool take_counted(struct checker *c, struct field *field,
                         const struct ast *clause)
{
    if (field->type.kind != TYPE_LIST)
        return report_clause(c, clause, field, "only a list is counted");
    struct record_info *record = check_info(c, field->record);
    struct field *count = check_stored(c, clause->kids[0], record);
    if (!count)
        return false;
    if (count->type.kind != TYPE_NUMBER || !unit_is_one(&count->type.unit))
        return report_clause(c, clause, count, "a list is counted by a number");
    if (count->counts)
        return report_clause(c, clause, count, "it counts another list");
    count->counts = field;
    count->type.whole = true;
    field->counted_by = count;
    return true;
}

/* list of course by start */
static bool take_by(struct checker *c, struct field *field,
                    const struct ast *name)
{
    struct record_info *element = check_info(c, field->type.element);
    const struct field *by = check_stored(c, name, element);
    if (!by)
        return false;
    if (by->type.kind != TYPE_DATE)
        return report_clause(c, name, by, "a list goes by a date");
    field->by = by;
    return true;
}

/* --- what is assumed, codes, keys ---------------------------------------- */

static bool take_assume(struct checker *c, struct field *field,
                        const struct ast *clause)
{
    const struct ast *value = clause->kids[0];
    struct slot slot = check_slot(field);
    struct written written = {.place = clause, .value = value};
    if (field->type.kind == TYPE_LIST) {
        if (value->kind != AST_NONE)
            return report_clause(c, clause, field,
                                 "of a list only none can be assumed");
        field->assumed = value_number(0);
    } else if (!check_value(c, &slot, &written, &field->assumed)) {
        return false;
    }
    field->has_assumed = true;
    return true;
}

static bool take_code(struct checker *c, struct field *field,
                      const struct ast *clause)
{
    for (uint32_t i = 1; i < clause->n; i++)
        field->codes[field->code_count++] =
            (struct field_code){clause->kids[0]->text, clause->kids[i]->text};
    (void)c;
    return true;
}

static bool take_named(struct checker *c, struct field *field,
                       const struct ast *clause)
{
    (void)c;
    field->named[field->named_count++] = clause->kids[0]->text;
    return true;
}

static bool take_label(struct checker *c, struct field *field,
                       const struct ast *clause)
{
    if (field->label.at)
        return report_clause(c, clause, field, "there is a label already");
    field->label = clause->kids[0]->text;
    return true;
}

/* --- all ----------------------------------------------------------------- */

struct clause {
    enum ast_kind kind;
    bool once;
    bool (*take)(struct checker *c, struct field *field,
                 const struct ast *clause);
};

static const struct clause clauses[] = {
    {AST_ATTR_RANGE, false, take_range}, {AST_ATTR_VALID, true, take_valid},
    {AST_ATTR_IF, true, take_if},        {AST_ATTR_COUNTED, true, take_counted},
    {AST_ATTR_CODE, false, take_code},   {AST_ATTR_NAMED, false, take_named},
    {AST_ATTR_LABEL, false, take_label}, {AST_ATTR_ASSUME, true, take_assume},
};

static void make_room(struct checker *c, struct field *field,
                      const struct ast *node)
{
    size_t codes = 0, named = 0;
    for (uint32_t i = 2; i < node->n; i++) {
        codes += node->kids[i]->kind == AST_ATTR_CODE ? node->kids[i]->n : 0;
        named += node->kids[i]->kind == AST_ATTR_NAMED;
    }
    field->codes = ARENA_ARRAY(c->arena, struct field_code, codes);
    field->named = ARENA_ARRAY(c->arena, struct str, named);
}

/* Clauses of one kind, in the order of the table: a range stands before what
   is assumed, wherever it is written. */
static void take_clauses(struct checker *c, struct field *field,
                         const struct ast *node, const struct clause *clause)
{
    const struct ast *first = NULL;
    for (uint32_t i = 2; i < node->n; i++) {
        if (node->kids[i]->kind != clause->kind)
            continue;
        if (first && clause->once)
            report_clause(c, node->kids[i], field, "this is said already");
        else
            clause->take(c, field, node->kids[i]);
        first = node->kids[i];
    }
}

static void add_key(struct checker *c, struct record_type *type, struct str key,
                    const struct field *field)
{
    uint32_t other = names_add(&type->keys, key, field->index);
    if (other == NAMES_NONE || other == field->index)
        return;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_DUPLICATE_NAME, field->span,
                 "\"%.*s\" is a key of two fields", STR_ARG(key));
    diagnostic_label(c->sink, d, "a key in data means one field");
    diagnostic_second(c->sink, d, type->fields[other]->span, "the other field");
}

static void add_keys(struct checker *c, struct record_type *type)
{
    for (size_t i = 0; i < type->field_count; i++)
        add_key(c, type, type->fields[i]->name, type->fields[i]);
    for (size_t i = 0; i < type->field_count; i++)
        for (size_t k = 0; k < type->fields[i]->named_count; k++)
            add_key(c, type, type->fields[i]->named[k], type->fields[i]);
}

/* --- circles of `if` ----------------------------------------------------- */

static bool report_if(struct checker *c, const struct field *field,
                      uint32_t steps)
{
    bool circle = steps <= LIMIT_NESTING;
    if (!circle && c->too_deep)
        return false;
    c->too_deep = c->too_deep || !circle;
    struct diagnostic *d = diagnose(
        c->sink, circle ? DIAG_CIRCULAR_DEFINITION : DIAG_CHAIN_TOO_LONG,
        field->span,
        circle ? "whether %.*s exists depends on itself"
               : "%.*s depends on too many others, one upon the other",
        STR_ARG(field->name));
    diagnostic_label(c->sink, d, "leave out one \"if\"");
    return false;
}

/* Follows the chain; a circle is broken where it is found. */
static void check_chain(struct checker *c, struct field *field)
{
    uint32_t steps = 0;
    const struct field *other = field->only_if;
    while (other && other != field && steps++ <= LIMIT_NESTING)
        other = other->only_if;
    if (!other)
        return;
    report_if(c, field, other == field ? 0 : steps);
    field->only_if = NULL;
}

/* The field that a line declares; NULL for a second one of its name, and for
   what is broken. */
static struct field *field_at(const struct record_info *record,
                              const struct ast *node)
{
    if (node->kind != AST_FIELD)
        return NULL;
    const struct ast *name = node->kids[0];
    uint32_t index = names_find(&record->type->names, name->text);
    struct field *field =
        index == NAMES_NONE ? NULL : record->type->fields[index];
    return field && field->span.from == name->span.from ? field : NULL;
}

static void clauses_of(struct checker *c, struct record_info *record)
{
    for (size_t k = 0; k < sizeof clauses / sizeof *clauses; k++)
        for (uint32_t i = 1; i < record->item->n; i++) {
            const struct ast *node = record->item->kids[i];
            struct field *field = field_at(record, node);
            if (field && !k)
                make_room(c, field, node);
            if (field)
                take_clauses(c, field, node, &clauses[k]);
        }
}

static void by_dates(struct checker *c, const struct record_info *record)
{
    for (uint32_t i = 1; i < record->item->n; i++) {
        const struct ast *node = record->item->kids[i];
        if (node->kind != AST_FIELD || node->kids[1]->kind != AST_TYPE_LIST)
            continue;
        const struct ast *by = ast_kid(node->kids[1], 1);
        struct field *field = field_at(record, node);
        if (by && field)
            take_by(c, field, by);
    }
}

void check_clauses(struct checker *c)
{
    for (size_t i = 0; i < c->symbols->records.n; i++) {
        struct record_info *record = c->symbols->records.at[i];
        clauses_of(c, record);
        by_dates(c, record);
        add_keys(c, record->type);
        for (size_t f = 0; f < record->type->field_count; f++)
            check_chain(c, record->type->fields[f]);
    }
}
