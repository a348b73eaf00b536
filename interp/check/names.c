/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a name means in an expression: the innermost element's field or
 * definition, then an outer element's, then the patient's. A name that means
 * something in two of them is an error rather than a guess; only where a list
 * stands within itself the inner element is meant. And paths: `response of
 * latest chemo`.
 */

#include "interp/check/checker.h"

/* --- meanings ------------------------------------------------------------ */

static bool find_in(struct record_info *record, struct str name, uint32_t level,
                    struct meaning *meaning)
{
    uint32_t index = names_find(&record->names, name);
    if (index == NAMES_NONE)
        return false;
    *meaning = (struct meaning){&record->members.at[index], record, level};
    return true;
}

static bool find_outside(const struct checker *c, struct str name,
                         const struct scope *scope, struct meaning *meaning)
{
    for (; scope; scope = scope->outer)
        if (find_in(scope->record, name, scope->level, meaning))
            return true;
    return find_in(c->symbols->patient, name, 0, meaning);
}

bool check_meaning(const struct checker *c, struct str name,
                   const struct scope *scope, struct meaning *meaning)
{
    return find_outside(c, name, scope, meaning);
}

/* Another meaning further out, in another record. */
static bool find_other(const struct checker *c, struct str name,
                       const struct scope *scope, const struct meaning *meaning,
                       struct meaning *other)
{
    for (; scope && scope->level >= meaning->level; scope = scope->outer)
        continue;
    for (; scope; scope = scope->outer)
        if (scope->record != meaning->record &&
            find_in(scope->record, name, scope->level, other))
            return true;
    return meaning->level && find_in(c->symbols->patient, name, 0, other);
}

static void report_ambiguous(struct checker *c, const struct ast *name,
                             const struct meaning *meaning,
                             const struct meaning *other)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_AMBIGUOUS_NAME, name->span,
                 "%.*s is a name of the %.*s and of the %.*s",
                 STR_ARG(name->text), STR_ARG(meaning->record->type->name),
                 STR_ARG(other->record->type->name));
    diagnostic_label(c->sink, d, "rename one of the two");
    diagnostic_second(c->sink, d, other->member->span, "the one of the %.*s",
                      STR_ARG(other->record->type->name));
}

/* The meaning, or a message. */
static bool resolve(struct checker *c, const struct ast *name,
                    const struct scope *scope, struct meaning *meaning)
{
    struct meaning other;
    if (!check_meaning(c, name->text, scope, meaning)) {
        check_unknown_name(c, name, name->text, scope);
        return false;
    }
    if (!find_other(c, name->text, scope, meaning, &other))
        return true;
    if (meaning->member->kind != MEMBER_BROKEN &&
        other.member->kind != MEMBER_BROKEN)
        report_ambiguous(c, name, meaning, &other);
    return false;
}

/* --- expressions of names ------------------------------------------------ */

static const struct expr *report_list(struct checker *c, const struct ast *node,
                                      const struct field *list)
{
    struct str name = list->name, one = list->type.element->name;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_LIST_AS_VALUE, node->span,
                 "%.*s is a list and has no value by itself", STR_ARG(name));
    diagnostic_label(c->sink, d,
                     "write count of %.*s, any %.*s has ..., or %.*s none",
                     STR_ARG(name), STR_ARG(one), STR_ARG(name));
    return NULL;
}

static const struct expr *field_expr(struct checker *c, const struct ast *node,
                                     const struct field *field, uint32_t level)
{
    if (field->type.kind == TYPE_LIST)
        return report_list(c, node, field);
    struct expr draft = check_draft(EXPR_FIELD, field->type);
    draft.field = field;
    draft.level = level;
    draft.text = field->name;
    return check_share(c, &draft, node);
}

static const struct expr *definition_expr(struct checker *c,
                                          const struct ast *node,
                                          struct definition *definition,
                                          uint32_t level)
{
    if (!check_definition(c, definition, node))
        return NULL;
    if (definition->score) {
        const struct score *score = definition->score;
        struct expr draft = check_draft(EXPR_SCORE, type_plain_number(true));
        for (size_t i = 0; i < score->n; i++)
            if (!decimal_is_whole(score->points[i].points))
                draft.type.whole = false;
        draft.score = score;
        draft.text = score->name;
        return check_share(c, &draft, node);
    }
    struct expr draft = check_draft(EXPR_DEFINE, definition->define->type);
    draft.define = definition->define;
    draft.level = definition->define->record ? level : 0;
    draft.text = definition->define->name;
    return check_share(c, &draft, node);
}

const struct expr *check_member(struct checker *c, const struct ast *node,
                                const struct meaning *meaning)
{
    const struct member *member = meaning->member;
    if (node->kind == AST_NAME_REF || node->kind == AST_NAME)
        check_spell(c, node, member->name);
    switch (member->kind) {
    case MEMBER_FIELD:
        return field_expr(c, node, member->field, meaning->level);
    case MEMBER_DEFINITION:
        return definition_expr(c, node, member->definition, meaning->level);
    case MEMBER_BROKEN: break;
    }
    return NULL;
}

const struct expr *check_name(struct checker *c, const struct ast *node,
                              const struct scope *scope)
{
    struct meaning meaning;
    if (!resolve(c, node, scope, &meaning))
        return NULL;
    return check_member(c, node, &meaning);
}

/* --- stored fields ------------------------------------------------------- */

static struct field *report_not_stored(struct checker *c,
                                       const struct ast *name,
                                       const struct member *member)
{
    struct diagnostic *d = diagnose(c->sink, DIAG_NOT_A_FACT, name->span,
                                    "%.*s is worked out; no record holds it",
                                    STR_ARG(member->name));
    diagnostic_label(c->sink, d, "name a field that it is worked out from");
    diagnostic_second(c->sink, d, member->span, "it is defined here");
    return NULL;
}

struct field *check_stored(struct checker *c, const struct ast *name,
                           struct record_info *record)
{
    struct meaning meaning;
    if (!find_in(record, name->text, 0, &meaning)) {
        if (record == c->symbols->patient)
            check_unknown_name(c, name, name->text, NULL);
        else
            check_unknown_member(c, name, record);
        return NULL;
    }
    check_spell(c, name, meaning.member->name);
    switch (meaning.member->kind) {
    case MEMBER_FIELD: return meaning.member->field;
    case MEMBER_DEFINITION: return report_not_stored(c, name, meaning.member);
    case MEMBER_BROKEN: break;
    }
    return NULL;
}

/* --- paths --------------------------------------------------------------- */

/* history of stroke: a field and its choice, or a name of several words. */
static void label_of_word(struct checker *c, struct diagnostic *d,
                          struct str first, struct str second)
{
    struct meaning meaning;
    const struct field *field = NULL;
    if (check_meaning(c, first, NULL, &meaning) &&
        meaning.member->kind == MEMBER_FIELD)
        field = meaning.member->field;
    if (!field || !field->type.choices) {
        diagnostic_label(c->sink, d,
                         "write %.*s-of-%.*s if it is one name; of a list: "
                         "after \"of\" stands latest or earliest",
                         STR_ARG(first), STR_ARG(second));
        return;
    }
    diagnostic_label(c->sink, d, "write %.*s %s%.*s", STR_ARG(first),
                     field->type.kind == TYPE_SET ? "includes " : "",
                     STR_ARG(second));
    diagnostic_second(c->sink, d, field->span, "%.*s is declared here",
                      STR_ARG(field->name));
}

/* size of lesions, size of lesion: of which? */
static const struct expr *report_of_list(struct checker *c,
                                         const struct ast *node)
{
    const struct ast *name = node->kids[0], *path = node->kids[1];
    const struct field *list = NULL;
    if (path->kind == AST_NAME_REF)
        list = check_list_named(c, path->text);
    if (path->kind == AST_NAME_REF && !list && check_is_broken(c, path->text))
        return NULL;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_LIST_AS_VALUE, node->span,
                 "of which one? \"%.*s\" needs a single element",
                 STR_ARG(check_text(c, node)));
    if (list)
        diagnostic_label(c->sink, d,
                         "write %.*s of latest %.*s, largest %.*s of %.*s, or "
                         "any %.*s has ...",
                         STR_ARG(name->text), STR_ARG(list->name),
                         STR_ARG(name->text), STR_ARG(list->name),
                         STR_ARG(list->type.element->name));
    else if (path->kind == AST_NAME_REF)
        label_of_word(c, d, name->text, path->text);
    else
        diagnostic_label(c->sink, d,
                         "after \"of\" stands latest or earliest "
                         "and a list");
    return NULL;
}

/* The latest of a list needs a date to go by. */
static bool has_date(struct checker *c, const struct ast *node,
                     const struct field *list)
{
    if (list->by)
        return true;
    struct diagnostic *d = diagnose(
        c->sink, DIAG_NO_LATEST, node->span,
        "%.*s has no date by which one is the latest", STR_ARG(list->name));
    diagnostic_label(c->sink, d, "declare it: list of %.*s by DATE",
                     STR_ARG(list->type.element->name));
    diagnostic_second(c->sink, d, list->span, "%.*s is declared here",
                      STR_ARG(list->name));
    return false;
}

static const struct expr *element_member(struct checker *c,
                                         const struct ast *node,
                                         const struct ast *name,
                                         const struct scope *inner)
{
    struct meaning meaning;
    if (!find_in(inner->record, name->text, inner->level, &meaning)) {
        check_unknown_member(c, name, inner->record);
        return NULL;
    }
    check_spell(c, name, meaning.member->name);
    return check_member(c, node, &meaning);
}

const struct expr *check_of(struct checker *c, const struct ast *node,
                            const struct scope *scope)
{
    const struct ast *name = node->kids[0], *path = node->kids[1];
    struct group group;
    struct scope inner;
    if (path->kind != AST_EXTREME_OF)
        return report_of_list(c, node);
    if (!check_group(c, path->kids[0], scope, &group, &inner) ||
        !has_date(c, path, group.list))
        return NULL;
    const struct expr *value = element_member(c, node, name, &inner);
    if (!value)
        return NULL;
    struct expr draft = check_draft(EXPR_OF, value->type);
    draft.kids = &value;
    draft.n = 1;
    draft.group = group;
    draft.sign = path->op == OP_LATEST ? 1 : -1;
    return check_share(c, &draft, node);
}

const struct expr *check_extreme(struct checker *c, const struct ast *node,
                                 const struct scope *scope)
{
    struct group group;
    struct scope inner;
    if (!check_group(c, node->kids[0], scope, &group, &inner))
        return NULL;
    struct diagnostic *d = diagnose(
        c->sink, DIAG_LIST_AS_VALUE, node->span,
        "%.*s is a whole %.*s and has no value by itself",
        STR_ARG(check_text(c, node)), STR_ARG(group.list->type.element->name));
    diagnostic_label(c->sink, d, "say what of it: ... of %.*s",
                     STR_ARG(check_text(c, node)));
    return NULL;
}
