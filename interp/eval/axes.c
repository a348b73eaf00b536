/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Unknown facts and the cells of their values. An option is a cell, so is
 * each side of yes/no; the thresholds that a rule compares a number with cut
 * its possible values into points and open stretches, those of a date into
 * stretches of days. Within a cell no comparison with a threshold changes.
 */

#include "interp/eval/completion.h"

#include "grammar/limits.h"
#include "interp/eval/eval_internal.h"

#include <stdlib.h>

struct axes_builder {
    struct evaluator *ev;
    struct arena *arena;
    const struct cuts *cuts;
    LIST(struct axis) axes;
    uint32_t completions;
    bool full; /* a fact exceeded the limit: it and all after it stay */
};

static unsigned count_bits(uint64_t bits)
{
    unsigned n = 0;
    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

/* --- options ------------------------------------------------------------- */

static void option_cells(struct axes_builder *b, struct axis axis)
{
    uint64_t options = axis.fact->value.options;
    axis.cells = ARENA_ARRAY(b->arena, struct value, count_bits(options));
    for (unsigned i = 0; i < 64; i++)
        if (options >> i & 1)
            axis.cells[axis.n++] = value_options((uint64_t)1 << i);
    list_push(b->arena, &b->axes, axis);
}

static void set_cells(struct axes_builder *b, struct axis axis)
{
    struct value set = axis.fact->value;
    for (unsigned i = 0; i < 64; i++) {
        struct axis one = axis;
        one.option = (uint64_t)1 << i;
        if (!(set.set.may & ~set.set.must & one.option))
            continue;
        one.n = 2;
        one.cells = ARENA_ARRAY(b->arena, struct value, 2);
        one.cells[0] = value_set(0, 0);
        one.cells[1] = value_set(one.option, one.option);
        list_push(b->arena, &b->axes, one);
    }
}

/* --- stretches ----------------------------------------------------------- */

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int compare_refs(const struct fact_ref *a, const struct fact_ref *b)
{
    int lists = compare_numbers(a->list ? a->list->list + 1 : 0,
                                b->list ? b->list->list + 1 : 0);
    int elements = compare_numbers(a->element, b->element);
    if (lists || elements)
        return lists ? lists : elements;
    return compare_numbers(a->field->index, b->field->index);
}

static int by_fact(const void *a, const void *b)
{
    const struct fact_cut *x = a, *y = b;
    int order = compare_refs(&x->ref, &y->ref);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* The first of the sorted cuts that is not before those on the fact. */
static size_t first_cut(const struct cuts *cuts, const struct fact_ref *ref)
{
    size_t low = 0, high = cuts->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_refs(&cuts->at[middle].ref, ref) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The thresholds on a fact, sorted, each once; *n is their number. */
static int64_t *cuts_on(struct axes_builder *b, const struct fact_ref *ref,
                        size_t *n)
{
    size_t from = first_cut(b->cuts, ref), to = from, kept = 0;
    while (to < b->cuts->n && !compare_refs(&b->cuts->at[to].ref, ref))
        to++;
    int64_t *found = ARENA_ARRAY(b->arena, int64_t, to - from);
    for (size_t i = from; i < to; i++)
        if (kept == 0 || b->cuts->at[i].at != found[kept - 1])
            found[kept++] = b->cuts->at[i].at;
    *n = kept;
    return found;
}

/* Adds what is common to the fact's value and low..high, if anything. */
static void add_cell(struct axis *axis, struct value cell)
{
    struct value common;
    if (!value_both(cell, axis->fact->value, &common) || !common.some)
        return;
    if (axis->ref.field->type.whole && !value_whole(&common))
        return;
    if (common.kind == VALUE_NUMBER && common.low_open && common.high_open &&
        common.range.low != DECIMAL_BELOW_ALL &&
        common.range.high != DECIMAL_ABOVE_ALL &&
        common.range.high - common.range.low < 2)
        return; /* no decimal lies between */
    axis->cells[axis->n++] = common;
}

static void number_cells(struct axis *axis, const int64_t *cuts, size_t n)
{
    int64_t low = DECIMAL_BELOW_ALL;
    for (size_t i = 0; i < n; i++) {
        add_cell(axis, value_range(low, true, cuts[i], true));
        add_cell(axis, value_number(cuts[i]));
        low = cuts[i];
    }
    add_cell(axis, value_range(low, true, DECIMAL_ABOVE_ALL, true));
}

/* A stretch of days begins at each cut. */
static void day_cells(struct axis *axis, const int64_t *cuts, size_t n)
{
    date first = DATE_FIRST;
    for (size_t i = 0; i < n && cuts[i] <= DATE_LAST; i++) {
        if (cuts[i] <= first)
            continue;
        add_cell(axis, value_days(first, cuts[i] - 1));
        first = cuts[i];
    }
    add_cell(axis, value_days(first, DATE_LAST));
}

static void stretch_cells(struct axes_builder *b, struct axis axis)
{
    size_t n;
    int64_t *cuts = cuts_on(b, &axis.ref, &n);
    if (!n)
        return;
    axis.cells = ARENA_ARRAY(b->arena, struct value, 2 * n + 1);
    if (axis.fact->value.kind == VALUE_DATE)
        day_cells(&axis, cuts, n);
    else
        number_cells(&axis, cuts, n);
    if (axis.n > 1)
        list_push(b->arena, &b->axes, axis);
}

/* --- facts --------------------------------------------------------------- */

static void cells_of(struct axes_builder *b, struct axis axis)
{
    switch ((enum value_kind)axis.fact->value.kind) {
    case VALUE_OPTIONS: option_cells(b, axis); return;
    case VALUE_SET: set_cells(b, axis); return;
    case VALUE_NUMBER:
    case VALUE_DATE: stretch_cells(b, axis); return;
    case VALUE_TEXT: /* endless: stays unknown */ return;
    }
}

static bool if_fails(struct evaluator *ev, const struct fact_ref *ref,
                     const struct fact *fact)
{
    const struct fact *facts = fact - ref->field->index;
    return ref->field->only_if && !field_among(ev, ref->field, facts).some;
}

/* Takes the fact's axes if the product allows; else it and all that follow
   stay unknown. */
static void add_fact(struct axes_builder *b, struct fact_ref ref)
{
    struct fact *fact = fact_ref_fact(eval_record(b->ev), &ref);
    if (b->full || value_is_known(fact->value) || !fact->value.some)
        return;
    if (if_fails(b->ev, &ref, fact))
        return;
    size_t before = b->axes.n;
    cells_of(b, (struct axis){.ref = ref, .fact = fact});
    uint64_t product = b->completions;
    for (size_t i = before; i < b->axes.n && product <= LIMIT_COMPLETIONS; i++)
        product *= b->axes.at[i].n;
    if (product > LIMIT_COMPLETIONS) {
        b->axes.n = before;
        b->full = true;
        return;
    }
    b->completions = (uint32_t)product;
}

static void add_elements(struct axes_builder *b, const struct field *list,
                         const struct fields *reads, const struct plan *plan)
{
    const struct record_type *type = list->type.element;
    uint32_t n = eval_record(b->ev)->lists[list->list].n;
    for (uint32_t i = 1; i <= n && !b->full; i++)
        for (size_t j = 0; j < type->field_count; j++)
            if (fields_has(plan, reads, type->fields[j]))
                add_fact(b, (struct fact_ref){list, i, type->fields[j]});
}

struct axes axes_of(struct evaluator *ev, const struct fields *reads,
                    const struct cuts *cuts, struct arena *arena)
{
    struct axes_builder b = {
        .ev = ev, .arena = arena, .cuts = cuts, .completions = 1};
    if (cuts->n)
        qsort(cuts->at, cuts->n, sizeof *cuts->at, by_fact);
    const struct plan *plan = eval_plan(ev);
    const struct record_type *patient = eval_record(ev)->type;
    for (size_t i = 0; i < patient->field_count && !b.full; i++) {
        const struct field *field = patient->fields[i];
        if (!fields_has(plan, reads, field))
            continue;
        if (field->type.kind == TYPE_LIST)
            add_elements(&b, field, reads, plan);
        else
            add_fact(&b, (struct fact_ref){NULL, 0, field});
    }
    return (struct axes){b.axes.at, b.axes.n, b.completions};
}
