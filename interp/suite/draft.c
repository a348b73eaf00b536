/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Drafts are test cases whose arrays have room to spare: a copy costs no
 * allocation. The thresholds for a number or date are found with that fact
 * left out and all others as the draft has them.
 */

#include "interp/suite/draft.h"

#include "interp/eval/completion.h"

/* Elements of a list whose facts are changed, at most. */
#define ELEMENTS_MOST 3

/* --- copies ---------------------------------------------------------------- */

struct test_case draft_empty(const struct test_case *like)
{
    return (struct test_case){
        .span = like->span, .has_as_of = like->has_as_of, .as_of = like->as_of};
}

struct draft draft_room(struct arena *arena, size_t facts, size_t lists)
{
    struct draft draft = {.facts = facts + DRAFT_ROOM,
                          .lists = lists + DRAFT_ROOM};
    draft.test.given = ARENA_ARRAY(arena, struct given, draft.facts);
    draft.test.lists = ARENA_ARRAY(arena, struct given_list, draft.lists);
    return draft;
}

static bool is_of(const struct given *given, const struct fact_ref *ref)
{
    return given->field == ref->field && given->list == ref->list &&
           given->element == ref->element;
}

/* An empty draft with the day of another. */
static void restart(struct test_case *to, const struct test_case *from)
{
    to->span = from->span;
    to->has_as_of = from->has_as_of;
    to->as_of = from->as_of;
    to->given_count = to->list_count = 0;
}

static void copy(struct test_case *to, const struct test_case *from)
{
    restart(to, from);
    for (size_t i = 0; i < from->given_count; i++)
        to->given[to->given_count++] = from->given[i];
    for (size_t i = 0; i < from->list_count; i++)
        to->lists[to->list_count++] = from->lists[i];
}

static void leave_fact(struct test_case *draft, const struct fact_ref *ref)
{
    size_t kept = 0;
    for (size_t i = 0; i < draft->given_count; i++)
        if (!is_of(&draft->given[i], ref))
            draft->given[kept++] = draft->given[i];
    draft->given_count = kept;
}

/* The list and all that is said of its elements. */
static void leave_list(struct test_case *draft, const struct field *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < draft->given_count; i++)
        if (draft->given[i].list != list)
            draft->given[kept++] = draft->given[i];
    draft->given_count = kept;
    kept = 0;
    for (size_t i = 0; i < draft->list_count; i++)
        if (draft->lists[i].list != list)
            draft->lists[kept++] = draft->lists[i];
    draft->list_count = kept;
}

static struct given_list *list_of(const struct test_case *draft,
                                  const struct field *list)
{
    for (size_t i = 0; i < draft->list_count; i++)
        if (draft->lists[i].list == list)
            return &draft->lists[i];
    return NULL;
}

static const struct given *fact_of(const struct test_case *draft,
                                   const struct fact_ref *ref)
{
    for (size_t i = draft->given_count; i-- > 0;)
        if (is_of(&draft->given[i], ref))
            return &draft->given[i];
    return NULL;
}

static void add_fact(struct test_case *draft, const struct fact_ref *ref,
                     struct value value)
{
    draft->given[draft->given_count++] = (struct given){.list = ref->list,
                                                        .element = ref->element,
                                                        .field = ref->field,
                                                        .value = value};
}

static void add_list(struct test_case *draft, const struct field *list,
                     uint32_t n)
{
    struct given_list *there = list_of(draft, list);
    if (there)
        there->n += n;
    else
        draft->lists[draft->list_count++] =
            (struct given_list){.list = list, .n = n};
}

bool draft_apply(struct draft *draft, const struct test_case *from,
                 const struct draft_change *change)
{
    struct test_case *to = &draft->test;
    if (from->given_count >= draft->facts || from->list_count >= draft->lists)
        return false;
    copy(to, from);
    switch (change->kind) {
    case CHANGE_FACT:
        leave_fact(to, &change->ref);
        add_fact(to, &change->ref, change->value);
        break;
    case CHANGE_LEAVE: leave_fact(to, &change->ref); break;
    case CHANGE_ELEMENT: add_list(to, change->ref.field, 1); break;
    case CHANGE_EMPTY:
        leave_list(to, change->ref.field);
        add_list(to, change->ref.field, 0);
        break;
    case CHANGE_ABSENT: leave_list(to, change->ref.field); break;
    }
    return true;
}

void draft_without_fact(struct draft *draft, const struct test_case *from,
                        size_t i)
{
    struct test_case *to = &draft->test;
    copy(to, from);
    to->given_count--;
    for (size_t j = i; j < to->given_count; j++)
        to->given[j] = from->given[j + 1];
}

void draft_without_list(struct draft *draft, const struct test_case *from,
                        size_t i)
{
    copy(&draft->test, from);
    leave_list(&draft->test, from->lists[i].list);
}

/* --- changes --------------------------------------------------------------- */

struct making {
    struct arena *arena;
    const struct draft_aim *aim;
    const struct test_case *draft;
    struct draft_changes changes;
};

static void add(struct making *m, struct draft_change change)
{
    list_push(m->arena, &m->changes, change);
}

static void add_value(struct making *m, const struct fact_ref *ref,
                      struct value value)
{
    const struct given *now = fact_of(m->draft, ref);
    struct value any = field_any(ref->field), common;
    if (!value_both(value, any, &common) ||
        (now && value_equal(now->value, value)))
        return;
    if (ref->field->type.whole && !value_whole(&common))
        return;
    add(m, (struct draft_change){CHANGE_FACT, *ref, common});
}

static void add_options(struct making *m, const struct fact_ref *ref)
{
    struct value any = field_any(ref->field);
    for (unsigned i = 0; i < 64; i++)
        if (any.options >> i & 1)
            add_value(m, ref, value_options((uint64_t)1 << i));
}

static void add_sets(struct making *m, const struct fact_ref *ref)
{
    struct value any = field_any(ref->field);
    add_value(m, ref, value_set(0, 0));
    for (unsigned i = 0; i < 64; i++)
        if (any.set.may >> i & 1)
            add_value(m, ref, value_set((uint64_t)1 << i, (uint64_t)1 << i));
}

/* --- thresholds -------------------------------------------------------------- */

static int64_t step_of(const struct fact_ref *ref, int64_t at)
{
    if (ref->field->type.kind == TYPE_DATE)
        return 1;
    decimal digit = DECIMAL_ONE;
    while (digit > 1 && at % digit != 0)
        digit /= 10;
    return digit;
}

static void add_cut(struct making *m, const struct fact_ref *ref, int64_t at)
{
    bool date_field = ref->field->type.kind == TYPE_DATE;
    int64_t step = step_of(ref, at);
    for (int64_t i = -1; i <= 1; i++) {
        int64_t beside = at + i * step;
        add_value(m, ref,
                  date_field ? value_date(beside) : value_number(beside));
    }
}

/* Begins on the draft without the fact. */
static bool begin_without(struct making *m, const struct fact_ref *ref)
{
    const struct draft_aim *aim = m->aim;
    struct draft without =
        draft_room(m->arena, m->draft->given_count, m->draft->list_count);
    struct draft_change leave = {CHANGE_LEAVE, *ref, {0}};
    struct str trouble;
    if (!draft_apply(&without, m->draft, &leave))
        return false;
    arena_clear(aim->inner);
    struct record *record = case_record(evaluator_program(aim->ev),
                                        &without.test, aim->inner, &trouble);
    if (record)
        eval_begin(aim->ev, record, aim->inner);
    return record != NULL;
}

static struct cuts cuts_of(struct making *m)
{
    struct cutter *cutter = cutter_new(m->aim->ev, m->aim->inner);
    if (m->aim->rule)
        cutter_rule(cutter, m->aim->rule);
    if (m->aim->expr)
        cutter_expr(cutter, m->aim->expr);
    return cutter_cuts(cutter);
}

static bool is_earlier(const struct cuts *cuts, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (cuts->at[j].at == cuts->at[i].at &&
            fact_ref_equal(&cuts->at[j].ref, &cuts->at[i].ref))
            return true;
    return false;
}

/* A date that nothing cuts (both ends of a time are unknown) may still be
   given: today, and some time before. */
static void add_some_days(struct making *m, const struct fact_ref *ref)
{
    static const int64_t ago[] = {0, 30, 100, 1000};
    if (!m->draft->has_as_of || ref->field->type.kind != TYPE_DATE)
        return;
    for (size_t i = 0; i < sizeof ago / sizeof ago[0]; i++)
        add_value(m, ref, value_date(m->draft->as_of - ago[i]));
}

static void add_stretches(struct making *m, const struct fact_ref *ref)
{
    size_t before = m->changes.n;
    if (!begin_without(m, ref))
        return;
    struct cuts cuts = cuts_of(m);
    for (size_t i = 0; i < cuts.n; i++)
        if (fact_ref_equal(&cuts.at[i].ref, ref) && !is_earlier(&cuts, i))
            add_cut(m, ref, cuts.at[i].at);
    if (m->changes.n == before)
        add_some_days(m, ref);
}

/* --- facts ------------------------------------------------------------------- */

static void add_changes(struct making *m, struct fact_ref ref)
{
    if (fact_of(m->draft, &ref))
        add(m, (struct draft_change){CHANGE_LEAVE, ref, {0}});
    switch (ref.field->type.kind) {
    case TYPE_YESNO:
    case TYPE_CHOICE: add_options(m, &ref); return;
    case TYPE_SET: add_sets(m, &ref); return;
    case TYPE_NUMBER:
    case TYPE_DATE: add_stretches(m, &ref); return;
    case TYPE_TEXT:
    case TYPE_LIST:
    case TYPE_UNKNOWN: return;
    }
}

static void add_elements(struct making *m, const struct field *list)
{
    const struct given_list *given = list_of(m->draft, list);
    const struct record_type *type = list->type.element;
    const struct plan *plan = eval_plan(m->aim->ev);
    struct fact_ref ref = {NULL, 0, list};
    if (given)
        add(m, (struct draft_change){CHANGE_ABSENT, ref, {0}});
    if (!given || given->n)
        add(m, (struct draft_change){CHANGE_EMPTY, ref, {0}});
    if (!given || given->n < ELEMENTS_MOST)
        add(m, (struct draft_change){CHANGE_ELEMENT, ref, {0}});
    for (uint32_t i = 1; given && i <= given->n && i <= ELEMENTS_MOST; i++)
        for (size_t j = 0; j < type->field_count; j++)
            if (fields_has(plan, m->aim->reads, type->fields[j]))
                add_changes(m, (struct fact_ref){list, i, type->fields[j]});
}

/* A list is worth changing if its elements are. */
static bool is_read(const struct draft_aim *aim, const struct field *field)
{
    const struct plan *plan = eval_plan(aim->ev);
    if (fields_has(plan, aim->reads, field))
        return true;
    const struct record_type *type = field->type.element;
    for (size_t i = 0; field->type.kind == TYPE_LIST && i < type->field_count;
         i++)
        if (fields_has(plan, aim->reads, type->fields[i]))
            return true;
    return false;
}

struct draft_changes draft_changes_of(struct arena *arena,
                                      const struct draft_aim *aim,
                                      const struct test_case *draft)
{
    struct making m = {.arena = arena, .aim = aim, .draft = draft};
    const struct program *program = evaluator_program(aim->ev);
    const struct record_type *patient = program->vocabulary->patient;
    for (size_t i = 0; i < patient->field_count; i++) {
        const struct field *field = patient->fields[i];
        if (!is_read(aim, field))
            continue;
        if (field->type.kind == TYPE_LIST)
            add_elements(&m, field);
        else
            add_changes(&m, (struct fact_ref){NULL, 0, field});
    }
    return m.changes;
}
