/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The facts below a node of a proof, and the elements of lists that decide:
 * the lesion that has what `any lesion has` asks for, the lesions that may be
 * the largest, the courses that may be the latest. They are named in words
 * ("lesion 2", "lesions 1 and 3"); elements that are only counted are "3 not
 * described", and an absent list is a fact of its own.
 */

#include "interp/eval/proof_internal.h"

/* --- facts --------------------------------------------------------------- */

static bool has_fact(const struct proof *node, const struct fact_ref *ref)
{
    for (size_t i = 0; i < node->fact_count; i++)
        if (fact_ref_equal(&node->facts[i].ref, ref))
            return true;
    return false;
}

static void add_fact(struct prover *p, struct proof *node,
                     struct proof_fact fact)
{
    if (node->fact_count >= PROOF_FACTS || has_fact(node, &fact.ref))
        return;
    struct {
        struct proof_fact *at;
        size_t n, capacity;
    } facts = {node->facts, node->fact_count, node->fact_count};
    list_push(p->arena, &facts, fact);
    node->facts = facts.at;
    node->fact_count = facts.n;
}

/* The field, and the field that its `if` asks about where that matters. */
static void add_field(struct prover *p, struct proof *node,
                      const struct field *field, uint32_t level)
{
    struct evaluator *ev = p->ev;
    struct fact *facts = field_facts(ev, level);
    if (!facts)
        return;
    struct fact *fact = &facts[field->index];
    struct proof_fact here = {.ref = {.field = field},
                              .value = field_among(ev, field, facts),
                              .fact = fact};
    if (level > 0) {
        here.ref.list = ev->bound[level].list;
        here.ref.element = ev->bound[level].element;
    }
    add_fact(p, node, here);
    if (field->only_if && here.value.nothing)
        add_field(p, node, field->only_if, level);
}

/* A list is a fact where elements of it are not described. */
static void add_list(struct prover *p, struct proof *node,
                     const struct field *list)
{
    struct list here = field_list(p->ev, list);
    if (here.most <= here.n)
        return;
    struct proof_fact fact = {.ref = {.field = list}};
    fact.value = value_range((decimal)here.fewest * DECIMAL_ONE, false,
                             DECIMAL_ABOVE_ALL, true);
    if (here.most != LIST_ANY)
        fact.value = value_range((decimal)here.fewest * DECIMAL_ONE, false,
                                 (decimal)here.most * DECIMAL_ONE, false);
    add_fact(p, node, fact);
    if (list->counted_by)
        add_field(p, node, list->counted_by, 0);
}

static void facts_in_frame(struct prover *p, struct proof *node, uint32_t level,
                           const struct expr *body)
{
    struct binding at = p->ev->bound[level];
    struct bound before = eval_enter(p->ev, 1, at.list, at.element);
    proof_facts(p, node, body);
    eval_leave(p->ev, 1, before);
}

/* Once for a node, and for an element: definitions share definitions. */
static void facts_of_define(struct prover *p, struct proof *node,
                            const struct expr *e)
{
    if (memo_first_visit(p->ev, e))
        facts_in_frame(p, node, e->level, e->define->body);
}

/* What a group's condition, date and body read of the element bound now. */
static void facts_of_element(struct prover *p, struct proof *node,
                             const struct expr *e)
{
    if (e->group.where)
        proof_facts(p, node, e->group.where);
    if (e->op == EXPR_OF && e->group.list->by)
        add_field(p, node, e->group.list->by, e->group.level);
    for (uint32_t i = 0; i < e->n; i++)
        proof_facts(p, node, e->kids[i]);
}

static void facts_of_group(struct prover *p, struct proof *node,
                           const struct expr *e)
{
    struct member one;
    struct members m = members_of(p->ev, &e->group);
    while (node->fact_count < PROOF_FACTS && members_next(&m, &one))
        if (one.element > 0)
            facts_of_element(p, node, e);
    members_end(&m);
    add_list(p, node, e->group.list);
}

static void facts_of_score(struct prover *p, struct proof *node,
                           const struct score *score)
{
    for (size_t i = 0; i < score->n; i++)
        proof_facts(p, node, score->points[i].when);
}

void proof_facts(struct prover *p, struct proof *node, const struct expr *e)
{
    if (node->fact_count >= PROOF_FACTS)
        return;
    if (e->op == EXPR_FIELD)
        add_field(p, node, e->field, e->level);
    else if (e->op == EXPR_DEFINE)
        facts_of_define(p, node, e);
    else if (e->op == EXPR_FRAME)
        facts_in_frame(p, node, e->level, e->kids[0]);
    else if (e->op == EXPR_SCORE)
        facts_of_score(p, node, e->score);
    else if (e->group.list)
        facts_of_group(p, node, e);
    else
        for (uint32_t i = 0; i < e->n; i++)
            proof_facts(p, node, e->kids[i]);
}

/* --- elements in words --------------------------------------------------- */

struct naming {
    struct prover *p;
    struct proof *node;
    const struct expr *e;
    uint32_t elements[PROOF_ELEMENTS];
    uint32_t n;            /* all of them */
    uint32_t fewest, most; /* anonymous ones among them */
};

/* Takes the element that is bound now. */
static void name_element(struct naming *names, const struct member *one)
{
    if (one->element == 0) {
        names->fewest = one->fewest;
        names->most = one->most;
        add_list(names->p, names->node, names->e->group.list);
        return;
    }
    if (names->n < PROOF_ELEMENTS)
        names->elements[names->n] = one->element;
    names->n++;
    facts_of_element(names->p, names->node, names->e);
}

/* "lesion 2", "lesions 1, 2 and 3" */
static void print_elements(const struct naming *names, struct buf *out)
{
    struct str element = names->e->group.list->type.element->name;
    uint32_t shown = names->n < PROOF_ELEMENTS ? names->n : PROOF_ELEMENTS;
    buf_str(out, element);
    buf_text(out, names->n > 1 ? "s " : " ");
    for (uint32_t i = 0; i < shown; i++) {
        if (i > 0)
            buf_text(out, i + 1 == names->n ? " and " : ", ");
        buf_int(out, names->elements[i]);
    }
    if (shown < names->n)
        buf_format(out, " and %u more", names->n - shown);
}

/* "3 not described", "others not described", "lesions not listed" */
static void print_anonymous(const struct naming *names, struct buf *out)
{
    if (names->n > 0)
        buf_text(out, ", ");
    if (names->fewest == names->most)
        buf_format(out, "%u not described", names->most);
    else if (names->n > 0)
        buf_text(out, "others not described");
    else
        buf_format(out, "%.*s not listed", STR_ARG(names->e->group.list->name));
}

static struct str named(const struct naming *names)
{
    struct buf text = buf_on(names->p->arena);
    if (names->n > 0)
        print_elements(names, &text);
    if (names->most > 0)
        print_anonymous(names, &text);
    return buf_view(&text);
}

/* --- quantifiers --------------------------------------------------------- */

/* What a member contributes: to `any` and `no`, being in the group with X; to
   `every`, being in it without X. */
static enum truth contributes(struct prover *p, const struct expr *e,
                              const struct member *one)
{
    enum truth has = eval_truth(p->ev, e->kids[0]);
    return truth_and(one->present, e->op == EXPR_EVERY ? truth_not(has) : has);
}

/* What decides: one that contributes surely; else those that may; else all. */
static enum truth deciding(struct prover *p, const struct expr *e)
{
    enum truth most = TRUTH_NO;
    struct member one;
    struct members m = members_of(p->ev, &e->group);
    while (members_next(&m, &one)) {
        enum truth truth = contributes(p, e, &one);
        most = truth_or(most, truth);
    }
    return most;
}

void proof_quantifier(struct prover *p, struct proof *node,
                      const struct expr *e)
{
    struct naming names = {.p = p, .node = node, .e = e};
    enum truth wanted = deciding(p, e);
    struct member one;
    struct members m = members_of(p->ev, &e->group);
    while (members_next(&m, &one))
        if (contributes(p, e, &one) == wanted)
            name_element(&names, &one);
    node->because =
        wanted == TRUTH_NO && names.most == 0 ? STR("") : named(&names);
}

/* --- groups -------------------------------------------------------------- */

/* "2 courses" and the facts of all members. */
void proof_members(struct prover *p, struct proof *node, const struct expr *e)
{
    struct naming names = {.p = p, .node = node, .e = e};
    struct member one;
    struct members m = members_of(p->ev, &e->group);
    while (members_next(&m, &one))
        name_element(&names, &one);
    node->because = named(&names);
    if (names.n == 0 && names.most == 0)
        node->because =
            str_format(p->arena, "no %.*s", STR_ARG(e->group.list->name));
}

/* Those that may be the largest: whose value reaches into the result. */
void proof_extreme(struct prover *p, struct proof *node, const struct expr *e)
{
    struct naming names = {.p = p, .node = node, .e = e};
    struct value common;
    struct member one;
    struct members m = members_of(p->ev, &e->group);
    while (members_next(&m, &one)) {
        struct value value = eval_expr(p->ev, e->kids[0]);
        if (value.some &&
            value_both(value_without_nothing(value), node->value, &common))
            name_element(&names, &one);
    }
    node->because = named(&names);
}

void proof_latest(struct prover *p, struct proof *node, const struct expr *e)
{
    struct naming names = {.p = p, .node = node, .e = e};
    uint32_t *elements =
        ARENA_ARRAY(p->arena, uint32_t, field_list(p->ev, e->group.list).n);
    bool other, none;
    size_t n =
        eval_extremes(p->ev, &e->group, e->sign, elements, &other, &none);
    for (size_t i = 0; i < n; i++) {
        struct member one = {.element = elements[i]};
        struct bound before =
            eval_enter(p->ev, e->group.level, e->group.list, elements[i]);
        name_element(&names, &one);
        eval_leave(p->ev, e->group.level, before);
    }
    if (other)
        name_element(&names, &(struct member){.most = LIST_ANY});
    node->because = named(&names);
}
