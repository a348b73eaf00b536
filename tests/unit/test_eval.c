/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The evaluator over programs built by hand: members of groups, ties of dates,
 * elements that nothing describes, fields that may not exist, `or as stated`,
 * constraints, tables, overrides and forced conditions. No parser and no
 * checker takes part; test_meaning.c tests the same from text.
 */

#include "unit.h"

#include "interp/eval/eval.h"
#include "interp/eval/proof.h"

#include "grammar/limits.h"

#include <stdarg.h>

/* ---- a small world ------------------------------------------------------- */

enum { KRAS, PRIMARY, MARGIN, BILOBAR, LESIONS, COUNT, PATIENT_FIELDS };
enum { SIZE, LOBE, FOUND, LESION_FIELDS };
enum { LEFT = 1, RIGHT = 2, RESECTED = 2, R0 = 1, R1 = 2 };

struct world {
    struct arena *arena;
    struct vocabulary vocabulary;
    struct record_type patient, lesion;
    struct field *fields, *lesion_fields;
    struct choices two, three;
    struct program program;
    struct rule *rules[8];
    struct define *defines[8];
    struct constraint constraints[2];
    struct evaluator *ev;
    struct record *record;
};

static struct world *w;

static struct field *field_new(struct record_type *type, uint32_t index,
                               const char *name, enum type_kind kind)
{
    struct field *field = ARENA_NEW(w->arena, struct field);
    field->name = str_of(name);
    field->type.kind = kind;
    field->type.unit = unit_one();
    field->type.choices = &w->two;
    field->record = type;
    field->index = index;
    type->fields[index] = field;
    return field;
}

static void make_choices(struct choices *choices, size_t n)
{
    static const char *const names[] = {"a", "b", "c"};
    choices->at = ARENA_ARRAY(w->arena, struct choice, n);
    choices->n = n;
    for (size_t i = 0; i < n; i++)
        choices->at[i].name = str_of(names[i]);
}

static void make_lesion(void)
{
    struct record_type *type = &w->lesion;
    type->name = STR("lesion");
    type->field_count = LESION_FIELDS;
    type->fields = ARENA_ARRAY(w->arena, struct field *, LESION_FIELDS);
    struct field *size = field_new(type, SIZE, "size", TYPE_NUMBER);
    size->bounded = true;
    size->high = 50 * DECIMAL_ONE;
    field_new(type, LOBE, "lobe", TYPE_CHOICE);
    field_new(type, FOUND, "found", TYPE_DATE);
}

static void make_patient(void)
{
    struct record_type *type = &w->patient;
    type->name = STR("patient");
    type->is_patient = true;
    type->field_count = PATIENT_FIELDS;
    type->fields = ARENA_ARRAY(w->arena, struct field *, PATIENT_FIELDS);
    field_new(type, KRAS, "KRAS", TYPE_CHOICE);
    struct field *primary = field_new(type, PRIMARY, "primary", TYPE_CHOICE);
    struct field *margin = field_new(type, MARGIN, "margin", TYPE_CHOICE);
    margin->type.choices = &w->three;
    margin->only_if = primary;
    margin->only_if_options = RESECTED;
    field_new(type, BILOBAR, "bilobar", TYPE_YESNO);
    struct field *lesions = field_new(type, LESIONS, "lesions", TYPE_LIST);
    struct field *count = field_new(type, COUNT, "count", TYPE_NUMBER);
    lesions->type.element = &w->lesion;
    lesions->by = w->lesion.fields[FOUND];
    lesions->counted_by = count;
    count->counts = lesions;
    count->type.whole = count->bounded = true;
    count->high = 200 * DECIMAL_ONE;
    type->list_count = 1;
    type->lists = ARENA_ARRAY(w->arena, struct field *, 1);
    type->lists[0] = lesions;
}

static void setup(void)
{
    struct arena *arena = arena_new();
    w = ARENA_NEW(arena, struct world);
    w->arena = arena;
    make_choices(&w->two, 2);
    make_choices(&w->three, 3);
    make_lesion();
    make_patient();
    w->vocabulary.records = ARENA_ARRAY(arena, struct record_type *, 2);
    w->vocabulary.records[0] = &w->patient;
    w->vocabulary.records[1] = &w->lesion;
    w->vocabulary.record_count = 2;
    w->vocabulary.patient = &w->patient;
    w->program.arena = arena;
    w->program.vocabulary = &w->vocabulary;
    w->program.rules = w->rules;
    w->program.defines = w->defines;
    w->program.constraints = w->constraints;
    w->program.deepest_level = 3;
    w->record = record_new(arena, &w->vocabulary, 20000);
}

static void teardown(void)
{
    arena_free(w->arena);
}

/* ---- expressions --------------------------------------------------------- */

static struct expr *node(enum expr_op op, enum type_kind kind, uint32_t n, ...)
{
    struct expr *e = ARENA_NEW(w->arena, struct expr);
    va_list kids;
    e->op = op;
    e->id = (uint32_t)w->program.expr_count++;
    e->type.kind = kind;
    e->type.choices = &w->two;
    e->n = n;
    e->kids = ARENA_ARRAY(w->arena, const struct expr *, n);
    e->map = e->map2 = UNIT_SAME;
    va_start(kids, n);
    for (uint32_t i = 0; i < n; i++) {
        e->kids[i] = va_arg(kids, const struct expr *);
        if (e->kids[i]->deepest > e->deepest)
            e->deepest = e->kids[i]->deepest;
    }
    va_end(kids);
    return e;
}

static struct expr *of_patient(uint32_t index)
{
    struct field *field = w->patient.fields[index];
    struct expr *e = node(EXPR_FIELD, field->type.kind, 0);
    e->field = field;
    return e;
}

static struct expr *of_lesion(uint32_t index)
{
    struct field *field = w->lesion.fields[index];
    struct expr *e = node(EXPR_FIELD, field->type.kind, 0);
    e->field = field;
    e->level = e->deepest = 1;
    return e;
}

static struct expr *is(struct expr *what, uint64_t options)
{
    struct expr *e = node(EXPR_IS, TYPE_YESNO, 1, what);
    e->options = options;
    return e;
}

static struct expr *number(int64_t whole)
{
    struct expr *e = node(EXPR_CONST, TYPE_NUMBER, 0);
    e->value = value_number(whole * DECIMAL_ONE);
    return e;
}

static struct expr *above(struct expr *what, int64_t whole)
{
    struct expr *e = node(EXPR_COMPARE, TYPE_YESNO, 2, what, number(whole));
    e->comparison = COMPARE_GT;
    return e;
}

/* An operation over the lesions; kid NULL for those without one. */
static struct expr *over(enum expr_op op, enum type_kind kind,
                         struct expr *where, struct expr *kid)
{
    struct expr *e = kid ? node(op, kind, 1, kid) : node(op, kind, 0);
    e->group =
        (struct group){w->patient.fields[LESIONS], 1, where, STR("lesions")};
    e->deepest = 0;
    return e;
}

static struct define *define(struct expr *body)
{
    struct define *d = ARENA_NEW(w->arena, struct define);
    d->name = STR("d");
    d->body = body;
    d->type = body->type;
    d->index = (uint32_t)w->program.define_count;
    w->defines[w->program.define_count++] = d;
    return d;
}

static struct rule *rule(struct expr *when)
{
    struct rule *r = ARENA_NEW(w->arena, struct rule);
    r->when = when;
    r->index = (uint32_t)w->program.rule_count;
    w->rules[w->program.rule_count++] = r;
    return r;
}

/* ---- facts --------------------------------------------------------------- */

static struct fact *patient_fact(uint32_t index)
{
    return &w->record->facts[index];
}

static void say(struct fact *fact, struct value value)
{
    fact->value = value;
    fact->flags = FACT_GIVEN;
}

static void lesions(uint32_t n, uint32_t fewest, uint32_t most)
{
    struct list *list = &w->record->lists[0];
    *list = (struct list){n > 0, n, fewest, most, NULL};
    list->elements = ARENA_ARRAY(w->arena, struct element, n);
    for (uint32_t i = 0; i < n; i++)
        list->elements[i] = element_new(w->arena, &w->lesion);
}

static struct fact *lesion_fact(uint32_t element, uint32_t index)
{
    return &w->record->lists[0].elements[element - 1].facts[index];
}

static void size(uint32_t element, int64_t whole)
{
    say(lesion_fact(element, SIZE), value_number(whole * DECIMAL_ONE));
}

static void lobe(uint32_t element, uint64_t options)
{
    say(lesion_fact(element, LOBE), value_options(options));
}

static void begin(void)
{
    if (!w->ev)
        w->ev = evaluator_new(w->arena, &w->program);
    eval_begin(w->ev, w->record, w->arena);
}

static enum truth truth(const struct expr *e)
{
    begin();
    return eval_condition(w->ev, e);
}

static void ck_range(struct value v, int64_t low, int64_t high)
{
    ck_assert(v.some);
    ck_assert_int_eq(v.range.low, low * DECIMAL_ONE);
    ck_assert_int_eq(v.range.high, high * DECIMAL_ONE);
}

/* ---- fields -------------------------------------------------------------- */

START_TEST(unknown_is_never_no)
    {
        struct expr *mutated = is(of_patient(KRAS), 2);
        ck_assert_int_eq(truth(mutated), TRUTH_UNKNOWN);
        ck_assert_int_eq(truth(node(EXPR_NOT, TYPE_YESNO, 1, mutated)),
                         TRUTH_UNKNOWN);
    }
END_TEST

START_TEST(field_with_if)
    {
        struct expr *margin = of_patient(MARGIN);
        begin();
        struct value v = eval_value(w->ev, margin);
        ck_assert(v.nothing && v.some);
        say(patient_fact(PRIMARY), value_options(1));
        begin();
        ck_assert(value_is_nothing(eval_value(w->ev, margin)));
        say(patient_fact(PRIMARY), value_options(RESECTED));
        begin();
        v = eval_value(w->ev, margin);
        ck_assert(!v.nothing);
        ck_assert_uint_eq(v.options, 7);
    }
END_TEST

START_TEST(given_value_is_kept)
    {
        say(patient_fact(MARGIN), value_options(R0));
        ck_assert_int_eq(truth(is(of_patient(MARGIN), R0)), TRUTH_YES);
    }
END_TEST

/* ---- quantifiers --------------------------------------------------------- */

START_TEST(quantifiers_over_described)
    {
        struct expr *left = is(of_lesion(LOBE), LEFT);
        struct expr *any = over(EXPR_ANY, TYPE_YESNO, NULL, left);
        struct expr *no = over(EXPR_NO, TYPE_YESNO, NULL, left);
        struct expr *every = over(EXPR_EVERY, TYPE_YESNO, NULL, left);
        lesions(2, 2, 2);
        lobe(1, RIGHT);
        ck_assert_int_eq(truth(any), TRUTH_UNKNOWN);
        ck_assert_int_eq(truth(no), TRUTH_UNKNOWN);
        ck_assert_int_eq(truth(every), TRUTH_NO);
        lobe(2, LEFT);
        ck_assert_int_eq(truth(any), TRUTH_YES);
        ck_assert_int_eq(truth(no), TRUTH_NO);
        ck_assert_int_eq(truth(every), TRUTH_NO);
    }
END_TEST

START_TEST(quantifiers_over_none)
    {
        struct expr *left = is(of_lesion(LOBE), LEFT);
        lesions(0, 0, 0);
        ck_assert_int_eq(truth(over(EXPR_ANY, TYPE_YESNO, NULL, left)),
                         TRUTH_NO);
        ck_assert_int_eq(truth(over(EXPR_NO, TYPE_YESNO, NULL, left)),
                         TRUTH_YES);
        ck_assert_int_eq(truth(over(EXPR_EVERY, TYPE_YESNO, NULL, left)),
                         TRUTH_NO);
        ck_assert_int_eq(truth(over(EXPR_LIST_NONE, TYPE_YESNO, NULL, NULL)),
                         TRUTH_YES);
    }
END_TEST

START_TEST(quantifiers_over_absent)
    {
        struct expr *huge = above(of_lesion(SIZE), 50); /* no lesion is */
        ck_assert_int_eq(truth(over(EXPR_ANY, TYPE_YESNO, NULL, huge)),
                         TRUTH_NO);
        ck_assert_int_eq(truth(over(EXPR_NO, TYPE_YESNO, NULL, huge)),
                         TRUTH_YES);
        struct expr *big = above(of_lesion(SIZE), 5);
        ck_assert_int_eq(truth(over(EXPR_ANY, TYPE_YESNO, NULL, big)),
                         TRUTH_UNKNOWN);
        ck_assert_int_eq(truth(over(EXPR_LIST_NONE, TYPE_YESNO, NULL, NULL)),
                         TRUTH_UNKNOWN);
    }
END_TEST

START_TEST(quantifier_under_filter)
    {
        struct expr *left = is(of_lesion(LOBE), LEFT);
        struct expr *big = above(of_lesion(SIZE), 5);
        struct expr *any = over(EXPR_ANY, TYPE_YESNO, left, big);
        struct expr *every = over(EXPR_EVERY, TYPE_YESNO, left, big);
        lesions(1, 1, 1);
        size(1, 6);
        ck_assert_int_eq(truth(any), TRUTH_UNKNOWN);
        ck_assert_int_eq(truth(every), TRUTH_UNKNOWN);
        lobe(1, RIGHT);
        ck_assert_int_eq(truth(any), TRUTH_NO);
        ck_assert_int_eq(truth(every), TRUTH_NO);
        lobe(1, LEFT);
        ck_assert_int_eq(truth(any), TRUTH_YES);
        ck_assert_int_eq(truth(every), TRUTH_YES);
    }
END_TEST

/* ---- groups -------------------------------------------------------------- */

START_TEST(count_from_sure_to_possible)
    {
        struct expr *left = is(of_lesion(LOBE), LEFT);
        struct expr *count = over(EXPR_COUNT, TYPE_NUMBER, left, NULL);
        lesions(3, 3, 3);
        lobe(1, LEFT);
        lobe(2, RIGHT);
        begin();
        ck_range(eval_value(w->ev, count), 1, 2);
        lesions(0, 4, 10000);
        begin();
        ck_range(eval_value(w->ev, count), 0, 10000);
        lesions(0, 0, LIST_ANY);
        begin();
        ck_assert_int_eq(eval_value(w->ev, count).range.high,
                         DECIMAL_ABOVE_ALL);
    }
END_TEST

START_TEST(total_of_sure_and_possible)
    {
        struct expr *left = is(of_lesion(LOBE), LEFT);
        struct expr *total =
            over(EXPR_TOTAL, TYPE_NUMBER, left, of_lesion(SIZE));
        begin();
        ck_assert_int_eq(eval_value(w->ev, total).range.low, 0);
        lesions(2, 2, 2);
        size(1, 3);
        size(2, 4);
        lobe(1, LEFT);
        begin();
        ck_range(eval_value(w->ev, total), 3, 7);
        lesions(0, 0, 0);
        begin();
        ck_range(eval_value(w->ev, total), 0, 0);
        lesions(0, 2, 3); /* in each 0 to 50, in the group or not */
        begin();
        ck_range(eval_value(w->ev, total), 0, 150);
    }
END_TEST

START_TEST(largest_of_sure_and_possible)
    {
        struct expr *left = is(of_lesion(LOBE), LEFT);
        struct expr *largest =
            over(EXPR_LARGEST, TYPE_NUMBER, left, of_lesion(SIZE));
        lesions(2, 2, 2);
        size(1, 3);
        size(2, 6);
        begin();
        struct value v = eval_value(w->ev, largest);
        ck_assert(v.nothing);
        ck_range(v, 3, 6);
        lobe(1, LEFT);
        begin();
        v = eval_value(w->ev, largest);
        ck_assert(!v.nothing);
        ck_range(v, 3, 6);
        lobe(2, LEFT);
        begin();
        ck_range(eval_value(w->ev, largest), 6, 6);
        lesions(0, 0, 0);
        begin();
        ck_assert(value_is_nothing(eval_value(w->ev, largest)));
        ck_assert_int_eq(eval_condition(w->ev, above(largest, 1)), TRUTH_NO);
    }
END_TEST

/* ---- latest -------------------------------------------------------------- */

static struct expr *latest_lobe(void)
{
    struct expr *e = over(EXPR_OF, TYPE_CHOICE, NULL, of_lesion(LOBE));
    e->sign = 1;
    return e;
}

START_TEST(latest_by_date)
    {
        struct expr *latest = latest_lobe();
        lesions(2, 2, 2);
        lobe(1, LEFT);
        lobe(2, RIGHT);
        say(lesion_fact(1, FOUND), value_date(100));
        say(lesion_fact(2, FOUND), value_date(200));
        begin();
        ck_assert_uint_eq(eval_value(w->ev, latest).options, RIGHT);
        say(lesion_fact(1, FOUND), value_days(150, 250));
        begin();
        ck_assert_uint_eq(eval_value(w->ev, latest).options, LEFT | RIGHT);
        say(lesion_fact(1, FOUND), value_date(200));
        begin();
        ck_assert_uint_eq(eval_value(w->ev, latest).options, LEFT | RIGHT);
    }
END_TEST

START_TEST(latest_of_none)
    {
        struct expr *latest = latest_lobe();
        lesions(0, 0, 0);
        begin();
        ck_assert(value_is_nothing(eval_value(w->ev, latest)));
        ck_assert_int_eq(truth(is(latest, LEFT)), TRUTH_NO);
        lesions(0, 0, LIST_ANY);
        begin();
        struct value v = eval_value(w->ev, latest);
        ck_assert(v.nothing && v.options == (LEFT | RIGHT));
    }
END_TEST

START_TEST(extremes_are_named)
    {
        struct expr *latest = latest_lobe();
        uint32_t elements[3];
        bool other, none;
        lesions(3, 4, 4);
        say(lesion_fact(1, FOUND), value_date(100));
        say(lesion_fact(2, FOUND), value_date(200));
        begin();
        ck_assert_uint_eq(
            eval_extremes(w->ev, &latest->group, 1, elements, &other, &none),
            2);
        ck_assert_uint_eq(elements[0], 2);
        ck_assert_uint_eq(elements[1], 3);
        ck_assert(other && !none);
    }
END_TEST

/* ---- defines ------------------------------------------------------------- */

START_TEST(branches_that_may_hold)
    {
        struct expr *e = node(EXPR_BRANCH, TYPE_NUMBER, 3,
                              is(of_patient(KRAS), 1), number(1), number(5));
        begin();
        ck_range(eval_value(w->ev, e), 1, 5);
        say(patient_fact(KRAS), value_options(2));
        begin();
        ck_range(eval_value(w->ev, e), 5, 5);
        say(patient_fact(KRAS), value_options(1));
        begin();
        ck_range(eval_value(w->ev, e), 1, 1);
    }
END_TEST

static struct expr *stated_bilobar(void)
{
    struct expr *left = is(of_lesion(LOBE), LEFT);
    struct expr *e =
        node(EXPR_STATED, TYPE_YESNO, 2, over(EXPR_ANY, TYPE_YESNO, NULL, left),
             of_patient(BILOBAR));
    e->define = define(e);
    return e;
}

START_TEST(stated_fills_the_unknown)
    {
        struct expr *e = stated_bilobar();
        ck_assert_int_eq(truth(e), TRUTH_UNKNOWN);
        say(patient_fact(BILOBAR), value_options(OPTION_YES));
        ck_assert_int_eq(truth(e), TRUTH_YES);
        ck_assert_uint_eq(w->record->errors.n, 0);
    }
END_TEST

START_TEST(stated_contradiction)
    {
        struct expr *e = stated_bilobar();
        say(patient_fact(BILOBAR), value_options(OPTION_YES));
        lesions(1, 1, 1);
        lobe(1, RIGHT);
        ck_assert_int_eq(truth(e), TRUTH_UNKNOWN);
        ck_assert(eval_stated_contradicts(w->ev, e));
        ck_assert_uint_eq(w->record->errors.n, 1);
        ck_assert_int_eq(w->record->errors.at[0].kind,
                         RECORD_ERROR_CONTRADICTION);
        begin();
        ck_assert_uint_eq(w->record->errors.n, 1);
    }
END_TEST

/* d1: d2 + d2, d2: d3 + d3, ... for an element: linear, not exponential. */
START_TEST(defines_of_elements_are_remembered)
    {
        struct expr *body = of_lesion(SIZE);
        for (int i = 0; i < 7; i++) {
            struct define *d = define(body);
            d->record = &w->lesion;
            for (int k = 0; k < 4; k++) {
                struct expr *use = node(EXPR_DEFINE, TYPE_NUMBER, 0);
                use->define = d;
                use->level = use->deepest = 1;
                body = k == 0
                           ? use
                           : node(EXPR_ARITHMETIC, TYPE_NUMBER, 2, body, use);
            }
        }
        lesions(1, 1, 1);
        size(1, 0);
        begin();
        struct expr *total = over(EXPR_TOTAL, TYPE_NUMBER, NULL, body);
        ck_range(eval_value(w->ev, total), 0, 0);
    }
END_TEST

/* ---- constraints --------------------------------------------------------- */

START_TEST(constraint_takes_the_element)
    {
        struct expr *huge = above(of_lesion(SIZE), 40);
        w->constraints[0] =
            (struct constraint){STR("No lesion is that large"),
                                {0},
                                over(EXPR_NO, TYPE_YESNO, NULL, huge)};
        w->program.constraint_count = 1;
        lesions(2, 2, 2);
        size(1, 45);
        size(2, 3);
        struct expr *largest =
            over(EXPR_LARGEST, TYPE_NUMBER, NULL, of_lesion(SIZE));
        begin();
        ck_range(eval_value(w->ev, largest), 3, 50);
        ck_assert_uint_eq(w->record->errors.n, 1);
        ck_assert(lesion_fact(1, SIZE)->flags & FACT_CONTRADICTED);
        ck_assert(!(lesion_fact(2, SIZE)->flags & FACT_CONTRADICTED));
    }
END_TEST

START_TEST(constraint_takes_the_list)
    {
        struct expr *count = over(EXPR_COUNT, TYPE_NUMBER, NULL, NULL);
        w->constraints[0] =
            (struct constraint){STR("More than one"), {0}, above(count, 1)};
        w->program.constraint_count = 1;
        lesions(1, 1, 1);
        begin();
        ck_assert_uint_eq(w->record->lists[0].n, 0);
        ck_assert_uint_eq(w->record->errors.n, 1);
    }
END_TEST

/* ---- rules --------------------------------------------------------------- */

START_TEST(rows_and_overrides)
    {
        struct rule *first = rule(is(of_patient(KRAS), 1));
        struct rule *second = rule(is(of_patient(PRIMARY), RESECTED));
        struct rule *silencer = rule(is(of_patient(BILOBAR), OPTION_YES));
        second->previous_row = first;
        const struct rule *by[] = {silencer};
        second->overridden_by = by;
        second->overridden_by_count = 1;
        say(patient_fact(PRIMARY), value_options(RESECTED));
        begin();
        ck_assert_int_eq(eval_rule_own(w->ev, second), TRUTH_UNKNOWN);
        say(patient_fact(KRAS), value_options(2));
        begin();
        ck_assert_int_eq(eval_rule_own(w->ev, second), TRUTH_YES);
        ck_assert_int_eq(eval_rule(w->ev, second), TRUTH_UNKNOWN);
        say(patient_fact(BILOBAR), value_options(OPTION_YES));
        begin();
        ck_assert_int_eq(eval_rule(w->ev, second), TRUTH_NO);
    }
END_TEST

START_TEST(forced_conditions)
    {
        struct expr *mutated = is(of_patient(KRAS), 2);
        struct expr *resected = is(of_patient(PRIMARY), RESECTED);
        struct rule *r = rule(node(EXPR_AND, TYPE_YESNO, 2, mutated,
                                   node(EXPR_NOT, TYPE_YESNO, 1, resected)));
        begin();
        ck_assert_ptr_eq(eval_rule_undecided_by(w->ev, r), mutated);
        eval_force(w->ev, mutated, TRUTH_YES);
        ck_assert_ptr_eq(eval_rule_undecided_by(w->ev, r), resected);
        eval_force(w->ev, resected, TRUTH_NO);
        ck_assert_int_eq(eval_rule(w->ev, r), TRUTH_YES);
        ck_assert_int_eq(value_as_truth(eval_value(w->ev, mutated)),
                         TRUTH_UNKNOWN);
        eval_unforce(w->ev, resected);
        eval_force(w->ev, mutated, TRUTH_NO);
        ck_assert_int_eq(eval_rule(w->ev, r), TRUTH_NO);
        eval_unforce(w->ev, mutated);
        ck_assert_int_eq(eval_rule(w->ev, r), TRUTH_UNKNOWN);
    }
END_TEST

/* A record may be given up in the midst of trying; the next is itself. */
START_TEST(forcing_ends_with_the_record)
    {
        struct expr *mutated = is(of_patient(KRAS), 2);
        struct rule *r = rule(mutated);
        begin();
        eval_force(w->ev, mutated, TRUTH_YES);
        ck_assert_int_eq(eval_rule(w->ev, r), TRUTH_YES);
        eval_begin(w->ev, w->record, w->arena);
        ck_assert_int_eq(eval_rule(w->ev, r), TRUTH_UNKNOWN);
        eval_force(w->ev, mutated, TRUTH_NO);
        ck_assert_int_eq(eval_rule(w->ev, r), TRUTH_NO);
    }
END_TEST

START_TEST(known_is_of_the_record_while_trying)
    {
        struct expr *known =
            node(EXPR_IS_KNOWN, TYPE_YESNO, 1, of_patient(KRAS));
        ck_assert_int_eq(truth(known), TRUTH_NO);
        eval_trying(w->ev, true);
        patient_fact(KRAS)->value = value_options(1);
        eval_forget(w->ev);
        ck_assert_int_eq(eval_condition(w->ev, known), TRUTH_NO);
        ck_assert_int_eq(eval_condition(w->ev, is(of_patient(KRAS), 1)),
                         TRUTH_YES);
        eval_trying(w->ev, false);
        ck_assert_int_eq(eval_condition(w->ev, known), TRUTH_YES);
    }
END_TEST

/* ---- warnings and observers ---------------------------------------------- */

START_TEST(failures_are_reported_once)
    {
        struct expr *ratio =
            node(EXPR_ARITHMETIC, TYPE_NUMBER, 2, number(1), of_patient(COUNT));
        ratio->arithmetic = ARITHMETIC_DIVIDE;
        const struct expr *const *failed;
        begin();
        ck_assert_int_eq(eval_condition(w->ev, above(ratio, 1)), TRUTH_UNKNOWN);
        eval_forget(w->ev);
        eval_value(w->ev, ratio);
        ck_assert_uint_eq(eval_failures(w->ev, &failed), 1);
        ck_assert_ptr_eq(failed[0], ratio);
    }
END_TEST

/* The sign turned so often that it is not followed to the end. */
START_TEST(too_deep_is_unknown)
    {
        struct expr *deep = of_patient(COUNT);
        for (int i = 0; i < LIMIT_DEPTH; i++)
            deep = node(EXPR_NEGATE, TYPE_NUMBER, 1, deep);
        deep = above(deep, -9);
        struct expr *just =
            node(EXPR_NEGATE, TYPE_NUMBER, 1, of_patient(COUNT));
        just = above(just, -9);
        const struct expr *const *failures;
        say(patient_fact(COUNT), value_number(8 * DECIMAL_ONE));
        ck_assert_int_eq(truth(just), TRUTH_YES);
        ck_assert_uint_eq(eval_failures(w->ev, &failures), 0);
        ck_assert_int_eq(truth(deep), TRUTH_UNKNOWN);
        ck_assert_uint_eq(eval_failures(w->ev, &failures), 1);
    }
END_TEST

static void count_event(void *context, const struct event *event)
{
    (void)event;
    ++*(int *)context;
}

START_TEST(observer_sees_each_once)
    {
        struct expr *yes = is(of_patient(KRAS), 1);
        struct expr *no = is(of_patient(KRAS), 2);
        struct rule *r = rule(node(EXPR_AND, TYPE_YESNO, 2, yes, no));
        int events = 0;
        struct observer observer = {count_event, &events};
        say(patient_fact(KRAS), value_options(2));
        begin();
        evaluator_observe(w->ev, &observer);
        eval_rule(w->ev, r);
        ck_assert_int_eq(events, 6); /* and, two conditions, two fields, rule */
        eval_forget(w->ev);
        eval_rule(w->ev, r);
        ck_assert_int_eq(events, 6);
    }
END_TEST

/* ---- suite --------------------------------------------------------------- */

static void add(Suite *suite, const char *name, const TTest *const *tests)
{
    TCase *tcase = tcase_create(name);
    tcase_add_checked_fixture(tcase, setup, teardown);
    for (; *tests; tests++)
        tcase_add_test(tcase, *tests);
    suite_add_tcase(suite, tcase);
}

#define CASES(suite, name, ...)                                                \
    add(suite, name, (const TTest *const[]){__VA_ARGS__, NULL})

static Suite *eval_suite(void)
{
    Suite *s = suite_create("eval");
    CASES(s, "fields", unknown_is_never_no, field_with_if, given_value_is_kept);
    CASES(s, "quantifiers", quantifiers_over_described, quantifiers_over_none,
          quantifiers_over_absent, quantifier_under_filter);
    CASES(s, "groups", count_from_sure_to_possible, total_of_sure_and_possible,
          largest_of_sure_and_possible);
    CASES(s, "latest", latest_by_date, latest_of_none, extremes_are_named);
    CASES(s, "defines", branches_that_may_hold, stated_fills_the_unknown,
          stated_contradiction, defines_of_elements_are_remembered);
    CASES(s, "constraints", constraint_takes_the_element,
          constraint_takes_the_list);
    CASES(s, "rules", rows_and_overrides, forced_conditions,
          forcing_ends_with_the_record, known_is_of_the_record_while_trying);
    CASES(s, "reports", failures_are_reported_once, too_deep_is_unknown,
          observer_sees_each_once);
    return s;
}

UNIT_MAIN(eval_suite)
