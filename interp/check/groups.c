/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Lists and what is asked of all their elements: quantifiers, counts,
 * aggregates. A list goes by its own name or, where only one list has that
 * record, by its record's; `(LIST where ...)` filters. Inside, the element is
 * bound one level further in.
 */

#include "interp/check/checker.h"

/* --- groups -------------------------------------------------------------- */

const struct field *check_list_named(const struct checker *c, struct str name)
{
    struct meaning meaning;
    if (check_meaning(c, name, NULL, &meaning) &&
        meaning.member->kind == MEMBER_FIELD &&
        meaning.member->field->type.kind == TYPE_LIST)
        return meaning.member->field;
    uint32_t index = check_find(c, SYMBOL_RECORD, name);
    if (index == NAMES_NONE)
        return NULL;
    const struct record_info *record = c->symbols->records.at[index];
    return record->lists.n == 1 ? record->lists.at[0] : NULL;
}

static void report_many_lists(struct checker *c, const struct ast *node,
                              const struct record_info *record)
{
    struct diagnostic *d = diagnose(
        c->sink, DIAG_NOT_A_LIST, node->span, "%s list holds %.*s",
        record->lists.n ? "more than one" : "no", STR_ARG(record->type->name));
    if (record->lists.n)
        diagnostic_label(c->sink, d, "name the list: %.*s or %.*s",
                         STR_ARG(record->lists.at[0]->name),
                         STR_ARG(record->lists.at[1]->name));
    else
        diagnostic_label(c->sink, d, "declare it: list of %.*s",
                         STR_ARG(record->type->name));
}

static void label_lists(struct checker *c, struct diagnostic *d,
                        struct str name)
{
    struct names lists = names_on(c->arena);
    const struct record_type *patient = c->symbols->patient->type;
    for (size_t i = 0; i < patient->list_count; i++)
        names_add(&lists, patient->lists[i]->name, 0);
    const struct name_entry *near = check_nearest(c, &lists, name);
    struct str all = check_list_names(c, &lists);
    if (near)
        diagnostic_label(c->sink, d, "did you mean %.*s?", STR_ARG(near->name));
    else if (all.n)
        diagnostic_label(c->sink, d, "the lists are %.*s", STR_ARG(all));
    else
        diagnostic_label(c->sink, d, "the patient has no lists");
}

/* A field that did not come about may have been the list. */
static bool has_broken_field(const struct record_info *record)
{
    for (size_t i = 0; i < record->members.n; i++)
        if (record->members.at[i].kind == MEMBER_BROKEN)
            return true;
    return record->broken;
}

static void report_not_list(struct checker *c, const struct ast *node)
{
    uint32_t record = check_find(c, SYMBOL_RECORD, node->text);
    if (record != NAMES_NONE &&
        c->symbols->records.at[record] != c->symbols->patient) {
        const struct record_info *element = c->symbols->records.at[record];
        if (element->lists.n || !has_broken_field(c->symbols->patient))
            report_many_lists(c, node, element);
        return;
    }
    struct diagnostic *d = diagnose(c->sink, DIAG_NOT_A_LIST, node->span,
                                    "\"%.*s\" is no list of the patient",
                                    STR_ARG(check_text(c, node)));
    label_lists(c, d, node->text);
}

/* Whether a message about the name has been given, or would be one about a
   consequence. */
static bool is_silent(const struct checker *c, struct str name)
{
    struct meaning meaning;
    uint32_t record = check_find(c, SYMBOL_RECORD, name);
    if (check_is_broken(c, name) || c->symbols->patient->broken)
        return true;
    if (record != NAMES_NONE && c->symbols->records.at[record]->broken)
        return true;
    return check_meaning(c, name, NULL, &meaning) &&
           meaning.member->kind == MEMBER_BROKEN;
}

static const struct field *list_of(struct checker *c, const struct ast *node)
{
    const struct field *list = NULL;
    if (node->kind == AST_NAME_REF)
        list = check_list_named(c, node->text);
    if (list) {
        bool by_record = !name_equal(list->name, node->text);
        check_spell(c, node, by_record ? list->type.element->name : list->name);
        return list;
    }
    if (node->kind == AST_NAME_REF && is_silent(c, node->text))
        return NULL;
    if (!c->symbols->patient->item && node->kind == AST_NAME_REF)
        check_unknown_name(c, node, node->text, NULL);
    else
        report_not_list(c, node);
    return NULL;
}

/* A definition's broken list makes every use of its element silent. */
static bool bind(struct checker *c, const struct ast *path,
                 const struct scope *scope, struct group *group,
                 struct scope *inner)
{
    const struct field *list = list_of(c, path);
    if (!list)
        return false;
    uint32_t level = scope_level(scope) + 1;
    *group = (struct group){.list = list, .level = level, .text = list->name};
    *inner = (struct scope){scope, check_info(c, list->type.element), level};
    if (level > c->program->deepest_level)
        c->program->deepest_level = level;
    return true;
}

bool check_group(struct checker *c, const struct ast *node,
                 const struct scope *scope, struct group *group,
                 struct scope *inner)
{
    if (node->kind != AST_WHERE)
        return bind(c, node, scope, group, inner);
    if (!bind(c, node->kids[0], scope, group, inner))
        return false;
    group->where = check_condition(c, node->kids[1], inner);
    group->text = check_text(c, node);
    return group->where != NULL;
}

/* --- over the elements --------------------------------------------------- */

static enum expr_op quantifier_op(enum ast_op op)
{
    if (op == OP_ANY)
        return EXPR_ANY;
    return op == OP_EVERY ? EXPR_EVERY : EXPR_NO;
}

const struct expr *check_quantifier(struct checker *c, const struct ast *node,
                                    const struct scope *scope)
{
    struct group group;
    struct scope inner;
    if (!check_group(c, node->kids[0], scope, &group, &inner))
        return NULL;
    const struct expr *body = check_condition(c, node->kids[1], &inner);
    if (!body)
        return NULL;
    struct expr draft = check_draft(quantifier_op(node->op), type_yesno());
    draft.kids = &body;
    draft.n = 1;
    draft.group = group;
    return check_share(c, &draft, node);
}

const struct expr *check_count(struct checker *c, const struct ast *node,
                               const struct scope *scope)
{
    struct scope inner;
    struct expr draft = check_draft(EXPR_COUNT, type_plain_number(true));
    if (!check_group(c, node->kids[0], scope, &draft.group, &inner))
        return NULL;
    return check_share(c, &draft, node);
}

static enum expr_op aggregate_op(enum ast_op op)
{
    if (op == OP_LARGEST)
        return EXPR_LARGEST;
    return op == OP_SMALLEST ? EXPR_SMALLEST : EXPR_TOTAL;
}

static bool may_aggregate(struct checker *c, const struct ast *node,
                          const struct expr *value, const struct scope *inner)
{
    const struct ast *operand = node->kids[0];
    bool dates = value->type.kind == TYPE_DATE && node->op != OP_TOTAL;
    struct str one = inner->record->type->name;
    if (value->type.kind != TYPE_NUMBER && !dates) {
        struct diagnostic *d =
            diagnose(c->sink, DIAG_TYPE_MISMATCH, operand->span,
                     "%.*s, so there is no %s of it",
                     STR_ARG(check_is_words(c, value)), ast_op_name(node->op));
        diagnostic_label(c->sink, d, "name a number of the %.*s", STR_ARG(one));
        return false;
    }
    if (check_reads_level(c, value, inner->level))
        return true;
    struct diagnostic *d = diagnose(c->sink, DIAG_NOT_OF_ELEMENT, operand->span,
                                    "%.*s is the same for every %.*s",
                                    STR_ARG(value->text), STR_ARG(one));
    diagnostic_label(c->sink, d, "name a field of the %.*s", STR_ARG(one));
    return false;
}

const struct expr *check_aggregate(struct checker *c, const struct ast *node,
                                   const struct scope *scope)
{
    struct group group;
    struct scope inner;
    if (!check_group(c, node->kids[1], scope, &group, &inner))
        return NULL;
    const struct expr *value = check_expr(c, node->kids[0], &inner);
    if (!value)
        return NULL;
    struct type number = type_plain_number(false);
    value = check_adapt(c, value, &number);
    if (!may_aggregate(c, node, value, &inner))
        return NULL;
    struct expr draft = check_draft(aggregate_op(node->op), value->type);
    draft.type.calendar = false;
    draft.kids = &value;
    draft.n = 1;
    draft.group = group;
    return check_share(c, &draft, node);
}
