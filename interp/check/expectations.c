/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a case expects: one small function for each kind. An expected value
 * becomes both a value to be found and a condition that must be yes.
 */

#include "interp/check/checker.h"

/* An expectation while it is read. */
struct expecting {
    struct checker *c;
    struct test_case *test;
    const struct ast *node;
    struct expectation made;
};

typedef bool expecter(struct expecting *e);

/* --- verdicts ------------------------------------------------------------ */

static bool take_treatment(struct expecting *e, const struct ast *name)
{
    e->made.treatment = check_treatment(e->c, name);
    return e->made.treatment != NULL;
}

static enum verb verb_of(enum ast_op op)
{
    switch (op) {
    case OP_CONSIDER: return VERB_CONSIDER;
    case OP_AVOID: return VERB_AVOID;
    case OP_CONTRAINDICATE: return VERB_CONTRAINDICATE;
    default: return VERB_RECOMMEND;
    }
}

static bool expect_verdict(struct expecting *e)
{
    e->made.kind = EXPECTS_VERDICT;
    e->made.verb = verb_of(e->node->op);
    return take_treatment(e, e->node->kids[0]) &&
           check_partners(e->c, e->node, 1, &e->made.partners,
                          &e->made.partner_count);
}

static bool expect_candidate(struct expecting *e)
{
    e->made.kind = EXPECTS_CANDIDATE;
    return take_treatment(e, e->node->kids[0]);
}

static bool expect_no_verdict(struct expecting *e)
{
    e->made.kind = EXPECTS_NO_VERDICT;
    return take_treatment(e, e->node->kids[0]);
}

static bool expect_conflict(struct expecting *e)
{
    e->made.kind = EXPECTS_CONFLICT;
    return take_treatment(e, e->node->kids[0]);
}

static bool expect_nothing_else(struct expecting *e)
{
    e->made.kind = EXPECTS_NOTHING_ELSE;
    return true;
}

/* --- what is needed ------------------------------------------------------ */

static uint32_t elements_given(const struct test_case *test,
                               const struct field *list)
{
    for (size_t i = 0; i < test->list_count; i++)
        if (test->lists[i].list == list)
            return test->lists[i].n;
    return 0;
}

static bool take_number(struct expecting *e, const struct ast *number,
                        struct fact_name *fact)
{
    struct checker *c = e->c;
    decimal value;
    bool in_file = e->test->record_path.n > 0; /* it is not read here */
    uint32_t most =
        in_file ? LIMIT_ELEMENTS : elements_given(e->test, fact->list);
    if (!check_decimal(c, number, &value))
        return false;
    if (value >= DECIMAL_ONE && decimal_is_whole(value) &&
        value / DECIMAL_ONE <= most) {
        fact->element = (uint32_t)(value / DECIMAL_ONE);
        return true;
    }
    struct str given =
        in_file
            ? STR("elements are numbered from 1")
            : str_format(c->arena, "the case gives %u element%s of %.*s", most,
                         most == 1 ? "" : "s", STR_ARG(fact->list->name));
    struct diagnostic *d =
        diagnose(c->sink, DIAG_ELEMENT_NUMBER, number->span, "%.*s, not %.*s",
                 STR_ARG(given), STR_ARG(number->text));
    diagnostic_label(c->sink, d, "number one that is given");
    return false;
}

/* size of lesion 2 */
static bool element_fact(struct expecting *e, const struct ast *ref,
                         struct fact_name *fact)
{
    struct checker *c = e->c;
    const struct ast *path = ref->kids[0], *number = ast_kid(ref, 1);
    const struct ast *of = path->kind == AST_OF ? path->kids[1] : NULL;
    if (of && of->kind == AST_NAME_REF)
        fact->list = check_list_named(c, of->text);
    if (!fact->list || !number) {
        struct diagnostic *d = diagnose(c->sink, DIAG_NOT_A_FACT, ref->span,
                                        "this names no fact of a record");
        diagnostic_label(c->sink, d,
                         "write a field, or such as size of "
                         "lesion 2");
        return false;
    }
    check_spell(c, of,
                name_equal(of->text, fact->list->name)
                    ? fact->list->name
                    : fact->list->type.element->name);
    fact->field =
        check_stored(c, path->kids[0], check_info(c, fact->list->type.element));
    return fact->field && take_number(e, number, fact);
}

static bool take_fact_name(struct expecting *e, const struct ast *ref,
                           struct fact_name *fact)
{
    const struct ast *path = ref->kids[0];
    *fact = (struct fact_name){0};
    if (path->kind != AST_NAME_REF || ast_kid(ref, 1))
        return element_fact(e, ref, fact);
    fact->field = check_stored(e->c, path, e->c->symbols->patient);
    return fact->field != NULL;
}

static bool take_needs(struct expecting *e, const struct ast *needing)
{
    bool right = true;
    if (!needing)
        return true;
    e->made.has_needs = true;
    e->made.needs = ARENA_ARRAY(e->c->arena, struct fact_name, needing->n);
    for (uint32_t i = 0; i < needing->n; i++)
        right = take_fact_name(e, needing->kids[i],
                               &e->made.needs[e->made.need_count++]) &&
                right;
    return right;
}

static bool expect_undecided(struct expecting *e)
{
    e->made.kind = EXPECTS_UNDECIDED;
    return take_treatment(e, e->node->kids[0]) &&
           take_needs(e, ast_kid(e->node, 1));
}

/* --- rules --------------------------------------------------------------- */

static bool report_row(struct expecting *e, const struct rule_group *group,
                       const struct ast *row)
{
    struct checker *c = e->c;
    bool table = group->item->kind == AST_TABLE;
    struct diagnostic *d = diagnose(
        c->sink, DIAG_UNKNOWN_RULE, row->span,
        table ? "%.*s has no row %.*s" : "%.*s is a rule and has no row %.*s",
        STR_ARG(group->name), STR_ARG(row->text));
    diagnostic_label(c->sink, d, "number one of its rows");
    diagnostic_second(c->sink, d, group->span, "it is declared here");
    return false;
}

/* All rows, or the one with the number. */
static bool take_rows(struct expecting *e, const struct rule_group *group,
                      const struct ast *row)
{
    struct checker *c = e->c;
    decimal number = 0;
    if (row && !check_decimal(c, row, &number))
        return false;
    e->made.rules = ARENA_ARRAY(c->arena, const struct rule *, group->n);
    for (uint32_t i = 0; i < group->n; i++) {
        const struct rule *rule = c->program->rules[group->first + i];
        if (!row || (decimal)rule->row * DECIMAL_ONE == number)
            e->made.rules[e->made.rule_count++] = rule;
    }
    return e->made.rule_count || !row || report_row(e, group, row);
}

static bool expect_rule(struct expecting *e)
{
    const struct ast *ref = e->node->kids[0], *name = ref->kids[0];
    uint32_t index = check_symbol(e->c, SYMBOL_RULE, name);
    e->made.kind = EXPECTS_RULE;
    e->made.state = e->node->op;
    if (index == NAMES_NONE)
        return false;
    const struct rule_group *group = &e->c->symbols->groups.at[index];
    if (name->kind == AST_NAME)
        check_spell(e->c, name, group->name);
    return take_rows(e, group, ast_kid(ref, 1)) &&
           take_needs(e, ast_kid(e->node, 1));
}

/* --- values -------------------------------------------------------------- */

static const struct expr *unary(struct checker *c, enum expr_op op,
                                const struct expr *e, const struct ast *node)
{
    struct expr draft = check_draft(op, type_yesno());
    draft.kids = &e;
    draft.n = 1;
    return check_share(c, &draft, node);
}

/* A list is looked at by the number of its elements. */
static const struct expr *looked_at(struct expecting *e, const struct ast *name)
{
    struct checker *c = e->c;
    struct ast ref = *name;
    ref.kind = AST_NAME_REF;
    const struct field *list = NULL;
    struct meaning meaning;
    if (check_meaning(c, name->text, NULL, &meaning) &&
        meaning.member->kind == MEMBER_FIELD &&
        meaning.member->field->type.kind == TYPE_LIST)
        list = meaning.member->field;
    if (!list)
        return check_name(c, &ref, NULL);
    struct expr draft = check_draft(EXPR_COUNT, type_plain_number(true));
    draft.group = (struct group){.list = list, .level = 1, .text = list->name};
    draft.text = str_format(c->arena, "count of %.*s", STR_ARG(list->name));
    if (c->program->deepest_level < 1)
        c->program->deepest_level = 1;
    check_spell(c, name, list->name);
    return check_share(c, &draft, name);
}

static bool expect_state(struct expecting *e, enum ast_op op)
{
    struct checker *c = e->c;
    bool nothing = op == OP_NOTHING || op == OP_NOT_NOTHING;
    bool negative =
        op == OP_UNKNOWN || op == OP_NOT_KNOWN || op == OP_NOT_NOTHING;
    e->made.kind = EXPECTS_IS;
    e->made.state = op;
    e->made.value = looked_at(e, e->node->kids[0]);
    if (!e->made.value)
        return false;
    e->made.test = unary(c, nothing ? EXPR_IS_NOTHING : EXPR_IS_KNOWN,
                         e->made.value, e->node);
    if (negative)
        e->made.test = unary(c, EXPR_NOT, e->made.test, e->node);
    return true;
}

static bool expect_is(struct expecting *e)
{
    return expect_state(e, e->node->op);
}

static struct slot slot_of(const struct expr *value)
{
    struct slot slot = {.type = &value->type, .name = value->text};
    if (value->op == EXPR_FIELD) {
        slot.field = value->field;
        slot.declared = value->field->span;
    } else if (value->op == EXPR_DEFINE) {
        slot.declared = value->define->span;
    } else if (value->op == EXPR_SCORE) {
        slot.declared = value->score->span;
    }
    return slot;
}

static const struct expr *constant(struct expecting *e, struct value value)
{
    return check_const(e->c, e->made.value->type, value, e->node);
}

/* An interval: low <= value <= high, as far as it has ends. */
static const struct expr *range_test(struct expecting *e)
{
    struct checker *c = e->c;
    struct value v = e->made.expected;
    const struct expr *parts[2], *kids[2] = {e->made.value, NULL};
    uint32_t n = 0;
    struct expr draft = check_draft(EXPR_COMPARE, type_yesno());
    draft.kids = kids;
    draft.n = 2;
    bool low = v.range.low != DECIMAL_BELOW_ALL;
    bool high = v.range.high != DECIMAL_ABOVE_ALL;
    bool is_date = v.kind == VALUE_DATE;
    if (low) {
        kids[1] = constant(e, is_date ? value_date(v.range.low)
                                      : value_number(v.range.low));
        draft.comparison = v.low_open ? COMPARE_GT : COMPARE_GE;
        parts[n++] = check_share(c, &draft, e->node);
    }
    if (high) {
        kids[1] = constant(e, is_date ? value_date(v.range.high)
                                      : value_number(v.range.high));
        draft.comparison = v.high_open ? COMPARE_LT : COMPARE_LE;
        parts[n++] = check_share(c, &draft, e->node);
    }
    if (n == 1)
        return parts[0];
    struct expr all = check_draft(EXPR_AND, type_yesno());
    all.kids = parts;
    all.n = n;
    return check_share(c, &all, e->node);
}

static const struct expr *value_test(struct expecting *e)
{
    struct checker *c = e->c;
    struct value v = e->made.expected;
    const struct expr *kids[2] = {e->made.value, NULL};
    struct expr draft = check_draft(EXPR_IS, type_yesno());
    draft.kids = kids;
    draft.n = 1;
    switch ((enum value_kind)v.kind) {
    case VALUE_OPTIONS: draft.options = v.options; break;
    case VALUE_SET:
        draft.op = EXPR_SAME;
        draft.n = 2;
        kids[1] = constant(e, v);
        break;
    case VALUE_TEXT:
        draft.op = EXPR_IS_TEXT;
        draft.wanted = v.text;
        break;
    case VALUE_NUMBER:
    case VALUE_DATE: return range_test(e);
    }
    return check_share(c, &draft, e->node);
}

/* chemo none, lesions none */
static bool expect_no_elements(struct expecting *e)
{
    const struct ast *value = ast_kid(e->node, 1);
    if (e->made.value->op != EXPR_COUNT || !value || value->kind != AST_NONE)
        return false;
    e->made.expected = value_number(0);
    e->made.test = range_test(e);
    return true;
}

static bool expect_value(struct expecting *e)
{
    const struct ast *value = ast_kid(e->node, 1);
    if (check_lone_treatment(e->c, e->node))
        return false;
    if (value && value->kind == AST_UNKNOWN)
        return expect_state(e, OP_UNKNOWN);
    e->made.kind = EXPECTS_VALUE;
    e->made.value = looked_at(e, e->node->kids[0]);
    if (!e->made.value)
        return false;
    if (expect_no_elements(e))
        return true;
    struct slot slot = slot_of(e->made.value);
    bool bare = !value && e->node->op == OP_NOT;
    struct written written = {e->node, value, false};
    if (!check_value(e->c, &slot, &written, &e->made.expected))
        return false;
    if (bare)
        e->made.expected = value_options(OPTION_NO);
    e->made.negated = value && e->node->op == OP_NOT;
    e->made.test = value_test(e);
    if (e->made.negated)
        e->made.test = unary(e->c, EXPR_NOT, e->made.test, e->node);
    return true;
}

/* --- the rest ------------------------------------------------------------ */

static bool expect_outcome(struct expecting *e)
{
    struct checker *c = e->c;
    uint32_t index = check_symbol(c, SYMBOL_MEASURE, e->node->kids[0]);
    e->made.kind = EXPECTS_OUTCOME;
    if (index == NAMES_NONE)
        return false;
    e->made.measure = c->program->measures[index];
    check_spell(c, e->node->kids[0], e->made.measure->name);
    return true;
}

static bool expect_monitor(struct expecting *e)
{
    struct checker *c = e->c;
    const struct ast *name = e->node->kids[0];
    e->made.kind = EXPECTS_MONITOR;
    e->made.what = name->text;
    if (names_find(&c->symbols->monitored, name->text) != NAMES_NONE ||
        check_is_broken(c, name->text))
        return true;
    const struct name_entry *near =
        check_nearest(c, &c->symbols->monitored, name->text);
    struct diagnostic *d =
        diagnose(c->sink, DIAG_UNKNOWN_NAME, name->span,
                 "no rule monitors \"%.*s\"", STR_ARG(name->text));
    if (near)
        diagnostic_label(c->sink, d, "did you mean %.*s?", STR_ARG(near->name));
    return false;
}

static bool expect_prognosis(struct expecting *e)
{
    const struct ast *subject = ast_kid(e->node, 0);
    e->made.kind = EXPECTS_PROGNOSIS;
    e->made.adverse = e->node->op == OP_ADVERSE;
    return !subject || take_treatment(e, subject);
}

static bool expect_order(struct expecting *e)
{
    e->made.kind = EXPECTS_ORDER;
    e->made.field =
        check_stored(e->c, e->node->kids[0], e->c->symbols->patient);
    return e->made.field != NULL;
}

static bool expect_delay(struct expecting *e)
{
    date last;
    e->made.kind = EXPECTS_DELAY;
    return take_treatment(e, e->node->kids[0]) &&
           check_date(e->c, e->node->kids[1], &e->made.until, &last);
}

/* --- all ----------------------------------------------------------------- */

static expecter *const expecters[AST_KINDS] = {
    [AST_EXPECT_VERDICT] = expect_verdict,
    [AST_EXPECT_CANDIDATE] = expect_candidate,
    [AST_EXPECT_NO_VERDICT] = expect_no_verdict,
    [AST_EXPECT_UNDECIDED] = expect_undecided,
    [AST_EXPECT_RULE] = expect_rule,
    [AST_EXPECT_VALUE] = expect_value,
    [AST_EXPECT_IS] = expect_is,
    [AST_EXPECT_CONFLICT] = expect_conflict,
    [AST_EXPECT_OUTCOME] = expect_outcome,
    [AST_EXPECT_MONITOR] = expect_monitor,
    [AST_EXPECT_NOTHING_ELSE] = expect_nothing_else,
    [AST_EXPECT_PROGNOSIS] = expect_prognosis,
    [AST_EXPECT_ORDER] = expect_order,
    [AST_EXPECT_DELAY] = expect_delay,
};

void check_expectation(struct checker *c, const struct ast *node,
                       struct test_case *test)
{
    struct expecting e = {.c = c, .test = test, .node = node};
    if (!expecters[node->kind] || !expecters[node->kind](&e))
        return;
    e.made.span = node->span;
    e.made.text = check_text(c, node);
    test->expects[test->expects_count++] = e.made;
}
