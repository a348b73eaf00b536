/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a case gives: facts of the patient, and lists whole, each value checked
 * against the vocabulary. A field given twice needs dates to tell the two
 * apart; what is worked out from other fields cannot be given.
 */

#include "interp/check/checker.h"

/* Facts of one patient or element, while they are read. */
struct giving {
    struct checker *c;
    struct test_case *test;
    struct record_info *record;
    const struct field *list; /* NULL: the patient */
    uint32_t element;
};

/* --- names --------------------------------------------------------------- */

static void report_defined(struct checker *c, const struct ast *name,
                           const struct member *member)
{
    struct diagnostic *d = diagnose(c->sink, DIAG_GIVEN_DEFINED, name->span,
                                    "%.*s is worked out and cannot be given",
                                    STR_ARG(member->name));
    diagnostic_label(c->sink, d, "give what it is worked out from");
    diagnostic_second(c->sink, d, member->span, "it is defined here");
}

static struct field *given_field(const struct giving *giving,
                                 const struct ast *name)
{
    struct checker *c = giving->c;
    uint32_t index = names_find(&giving->record->names, name->text);
    if (index == NAMES_NONE)
        return check_stored(c, name, giving->record);
    const struct member *member = &giving->record->members.at[index];
    if (member->kind != MEMBER_DEFINITION)
        return check_stored(c, name, giving->record);
    report_defined(c, name, member);
    return NULL;
}

/* --- single facts -------------------------------------------------------- */

static const struct given *given_before(const struct giving *giving,
                                        const struct field *field)
{
    const struct test_case *test = giving->test;
    for (size_t i = test->given_count; i-- > 0;)
        if (test->given[i].field == field &&
            test->given[i].list == giving->list &&
            test->given[i].element == giving->element)
            return &test->given[i];
    return NULL;
}

/* "a | b": how several options of a set are written. */
static struct str some_options(struct checker *c, const struct field *field)
{
    const struct choices *choices = field->type.choices;
    struct buf out = buf_on(c->arena);
    for (size_t i = 0; i < choices->n && i < 2; i++)
        buf_format(&out, "%s%.*s", i ? " | " : "",
                   STR_ARG(choices->at[i].name));
    return buf_view(&out);
}

static bool report_twice(struct checker *c, const struct ast *fact,
                         const struct field *field, struct span first)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_GIVEN_TWICE, fact->span, "%.*s is given already",
                 STR_ARG(field->name));
    if (field->type.kind == TYPE_SET)
        diagnostic_label(c->sink, d, "write all of them once, as in %.*s %.*s",
                         STR_ARG(field->name), STR_ARG(some_options(c, field)));
    else
        diagnostic_label(c->sink, d,
                         "leave one out, or give both a date: on ...");
    diagnostic_second(c->sink, d, first, "the first one");
    return false;
}

static bool take_value(const struct giving *giving, const struct ast *fact,
                       struct given *given)
{
    const struct ast *value = ast_kid(fact, 1);
    struct slot slot = check_slot(given->field);
    struct written written = {fact, value, fact->op == OP_NOT};
    if (value && value->kind == AST_UNKNOWN) {
        given->explicit_unknown = true;
        given->value = field_any(given->field);
        return true;
    }
    return check_value(giving->c, &slot, &written, &given->value);
}

static bool take_date(const struct giving *giving, const struct ast *fact,
                      struct given *given)
{
    const struct ast *on = ast_kid(fact, 2);
    if (!on)
        return true;
    given->dated = true;
    return check_date(giving->c, on, &given->first, &given->last);
}

/* chemo none */
static bool take_empty_list(const struct giving *giving, const struct ast *fact,
                            const struct field *list)
{
    struct checker *c = giving->c;
    const struct ast *value = ast_kid(fact, 1);
    if (value && value->kind == AST_NONE && fact->op != OP_NOT) {
        giving->test->lists[giving->test->list_count++] =
            (struct given_list){list, 0, fact->span};
        return true;
    }
    if (value && value->kind == AST_UNKNOWN)
        return true; /* as if it were not given */
    struct diagnostic *d = diagnose(c->sink, DIAG_LIST_AS_VALUE, fact->span,
                                    "%.*s is a list", STR_ARG(list->name));
    diagnostic_label(c->sink, d, "write %.*s none, or %.*s { ... } { ... }",
                     STR_ARG(list->name), STR_ARG(list->name));
    return false;
}

static bool take_fact(const struct giving *giving, const struct ast *fact)
{
    const struct field *field = given_field(giving, fact->kids[0]);
    if (!field)
        return false;
    if (field->type.kind == TYPE_LIST)
        return take_empty_list(giving, fact, field);
    const struct given *before = given_before(giving, field);
    struct given given = {.list = giving->list,
                          .element = giving->element,
                          .field = field,
                          .span = fact->span};
    if (!take_value(giving, fact, &given) || !take_date(giving, fact, &given))
        return false;
    if (before && (!before->dated || !given.dated))
        return report_twice(giving->c, fact, field, before->span);
    giving->test->given[giving->test->given_count++] = given;
    return true;
}

/* --- lists --------------------------------------------------------------- */

static const struct given_list *list_before(const struct test_case *test,
                                            const struct field *list)
{
    for (size_t i = 0; i < test->list_count; i++)
        if (test->lists[i].list == list)
            return &test->lists[i];
    return NULL;
}

static const struct field *listed_field(const struct giving *giving,
                                        const struct ast *node)
{
    struct checker *c = giving->c;
    const struct ast *name = node->kids[0];
    const struct field *field = check_list_named(c, name->text);
    if (giving->list) {
        struct diagnostic *d = diagnose(c->sink, DIAG_LIST_PLACE, node->span,
                                        "an element of a list has no lists");
        diagnostic_label(c->sink, d, "give the list for the patient");
        return NULL;
    }
    if (field) {
        check_spell(c, name, field->name);
        return field;
    }
    field = given_field(giving, name);
    if (!field)
        return NULL;
    struct diagnostic *d = diagnose(c->sink, DIAG_NOT_A_LIST, name->span,
                                    "%.*s is no list", STR_ARG(name->text));
    if (field->type.kind == TYPE_SET)
        diagnostic_label(c->sink, d, "write its options, as in %.*s %.*s",
                         STR_ARG(field->name), STR_ARG(some_options(c, field)));
    else
        diagnostic_label(c->sink, d, "it is %.*s",
                         STR_ARG(field_expected(c->arena, field)));
    return NULL;
}

static bool take_elements(const struct giving *giving, const struct ast *node,
                          const struct field *list);

static bool take_list(const struct giving *giving, const struct ast *node)
{
    const struct field *list = listed_field(giving, node);
    if (!list)
        return false;
    const struct given_list *before = list_before(giving->test, list);
    if (before)
        return report_twice(giving->c, node, list, before->span);
    giving->test->lists[giving->test->list_count++] =
        (struct given_list){list, node->n - 1, node->span};
    return take_elements(giving, node, list);
}

static bool take_any(const struct giving *giving, const struct ast *fact)
{
    return fact->kind == AST_FACT_LIST ? take_list(giving, fact)
                                       : take_fact(giving, fact);
}

static bool take_elements(const struct giving *giving, const struct ast *node,
                          const struct field *list)
{
    bool right = true;
    for (uint32_t i = 1; i < node->n; i++) {
        struct giving element = *giving;
        element.record = check_info(giving->c, list->type.element);
        element.list = list;
        element.element = i;
        for (uint32_t k = 0; k < node->kids[i]->n; k++)
            right = take_any(&element, node->kids[i]->kids[k]) && right;
    }
    return right;
}

/* --- all ----------------------------------------------------------------- */

static bool count_fact(const struct ast *node, void *context)
{
    size_t *count = context;
    *count += node->kind == AST_FACT || node->kind == AST_FACT_LIST;
    return node->kind != AST_FACT; /* below it is its value */
}

/* The facts are added to those of an earlier `given` of the same case. */
bool check_given(struct checker *c, const struct ast *given,
                 struct test_case *test)
{
    struct giving giving = {
        .c = c, .test = test, .record = c->symbols->patient};
    size_t n = 0;
    ast_walk(given, count_fact, &n);
    struct given *facts =
        ARENA_ARRAY(c->arena, struct given, test->given_count + n);
    struct given_list *lists =
        ARENA_ARRAY(c->arena, struct given_list, test->list_count + n);
    for (size_t i = 0; i < test->given_count; i++)
        facts[i] = test->given[i];
    for (size_t i = 0; i < test->list_count; i++)
        lists[i] = test->lists[i];
    test->given = facts;
    test->lists = lists;
    bool right = true;
    for (uint32_t i = 0; i < given->n; i++)
        right = take_any(&giving, given->kids[i]) && right;
    return right;
}
