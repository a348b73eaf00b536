/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The nearest change that would make a rule apply: the fewest stored facts,
 * unknown ones first, then by declaration. Each fact may become another
 * option, or a number or date on the threshold that the rule compares it with
 * or in a stretch between thresholds, the nearest first; what is found is
 * widened to all neighbouring values that do as well ("ECOG were 1 or less").
 * Elements are never added, and no change may break a constraint.
 *
 * All combinations are tried, one fact, then two, then three, while the
 * budget lasts; where it did not last, that is told. The record is changed in
 * place and put back.
 */

#include "grammar/limits.h"
#include "interp/eval/completion.h"
#include "interp/eval/eval_internal.h"
#include "interp/eval/proof.h"

struct candidate {
    struct fact_ref ref;
    struct fact *fact;
    struct value original, any;
    bool unknown;
    struct value *cells; /* nearest first */
    size_t n;
    struct value *order; /* numbers and dates: all cells, ascending */
    size_t order_n;
    size_t chosen;
};

struct nearest {
    struct evaluator *ev;
    struct arena *arena;
    const struct rule *rule;
    LIST(struct candidate) candidates;
    size_t path[3]; /* candidates of the set at hand */
    size_t depth;
    size_t budget;
    bool crowded; /* some fact is no candidate, for there are too many */
};

/* --- cells --------------------------------------------------------------- */

static void add_cell(struct candidate *c, struct value cell)
{
    if (c->unknown || !value_within(c->original, cell))
        c->cells[c->n++] = cell;
}

static void option_cells(struct nearest *s, struct candidate *c)
{
    c->cells = ARENA_ARRAY(s->arena, struct value, 64);
    for (unsigned i = 0; i < 64; i++)
        if (c->any.options >> i & 1)
            add_cell(c, value_options((uint64_t)1 << i));
}

/* One option more, one less, or none at all. */
static void set_cells(struct nearest *s, struct candidate *c)
{
    uint64_t may = c->original.set.may, must = c->original.set.must;
    c->cells = ARENA_ARRAY(s->arena, struct value, 129);
    for (unsigned i = 0; i < 64; i++) {
        uint64_t option = (uint64_t)1 << i;
        if (!(c->any.set.may & option))
            continue;
        if (!(must & option))
            c->cells[c->n++] = value_set(may | option, must | option);
        if (may & option)
            c->cells[c->n++] = value_set(may & ~option, must & ~option);
    }
    if (may)
        c->cells[c->n++] = value_set(0, 0);
}

static int64_t next_cut(const struct cuts *cuts, const struct fact_ref *ref,
                        int64_t after)
{
    int64_t next = INT64_MAX;
    for (size_t i = 0; i < cuts->n; i++)
        if (fact_ref_equal(&cuts->at[i].ref, ref) && cuts->at[i].at > after &&
            cuts->at[i].at < next)
            next = cuts->at[i].at;
    return next;
}

/* What lies strictly between two cuts. */
static struct value stretch(const struct candidate *c, int64_t low,
                            int64_t high)
{
    if (c->any.kind == VALUE_NUMBER)
        return value_range(low, true, high, true);
    date first = low == INT64_MIN ? DATE_FIRST : low + 1;
    date last = high == INT64_MAX ? DATE_LAST : high - 1;
    return first <= last ? value_days(first, last) : value_nothing(VALUE_DATE);
}

static struct value point(const struct candidate *c, int64_t at)
{
    return c->any.kind == VALUE_DATE ? value_date(at) : value_number(at);
}

static void add_stretch(struct candidate *c, struct value cell)
{
    struct value common;
    if (!value_both(cell, c->any, &common) || !common.some)
        return;
    if (c->ref.field->type.whole && !value_whole(&common))
        return;
    if (common.low_open && common.high_open &&
        common.range.low != DECIMAL_BELOW_ALL &&
        common.range.high < common.range.low + 2)
        return; /* no decimal lies between */
    c->order[c->order_n++] = common;
}

/* The cells in ascending order, into c->order. */
static void cut_into_cells(struct nearest *s, struct candidate *c,
                           const struct cuts *cuts)
{
    c->order = ARENA_ARRAY(s->arena, struct value, 2 * cuts->n + 1);
    int64_t low = INT64_MIN;
    for (;;) {
        int64_t next = next_cut(cuts, &c->ref, low);
        add_stretch(c, stretch(c, low, next));
        if (next == INT64_MAX)
            return;
        add_stretch(c, point(c, next));
        low = next;
    }
}

/* Into c->cells, nearest to the present value first. */
static void sort_cells(struct nearest *s, struct candidate *c)
{
    size_t n = c->order_n, home = 0;
    c->cells = ARENA_ARRAY(s->arena, struct value, n);
    for (size_t i = 0; !c->unknown && i < n; i++)
        if (value_within(c->original, c->order[i]))
            home = i;
    for (size_t away = 0; away <= n; away++) {
        if (home + away < n)
            add_cell(c, c->order[home + away]);
        if (away > 0 && away <= home)
            add_cell(c, c->order[home - away]);
    }
}

/* The thresholds that cut the fact, found while it is unknown. */
static void stretch_cells(struct nearest *s, struct candidate *c)
{
    c->fact->value = c->any;
    eval_forget(s->ev);
    struct cutter *cutter = cutter_new(s->ev, s->arena);
    cutter_rule(cutter, s->rule);
    c->fact->value = c->original;
    eval_forget(s->ev);
    struct cuts cuts = cutter_cuts(cutter);
    cut_into_cells(s, c, &cuts);
    if (c->order_n > 1) /* else nothing is compared with it */
        sort_cells(s, c);
}

static void make_cells(struct nearest *s, struct candidate *c)
{
    switch ((enum value_kind)c->any.kind) {
    case VALUE_OPTIONS: option_cells(s, c); return;
    case VALUE_SET: set_cells(s, c); return;
    case VALUE_NUMBER:
    case VALUE_DATE: stretch_cells(s, c); return;
    case VALUE_TEXT: break; /* endless */
    }
}

/* --- candidates ---------------------------------------------------------- */

static void add_candidate(struct nearest *s, struct fact_ref ref, bool unknown)
{
    struct fact *fact = fact_ref_fact(s->ev->record, &ref);
    if (value_is_known(fact->value) == unknown)
        return;
    if (s->candidates.n >= LIMIT_CHANGE_FACTS) {
        s->crowded = true;
        return;
    }
    struct candidate c = {
        .ref = ref, .fact = fact, .unknown = unknown, .original = fact->value};
    c.any = field_any(ref.field);
    make_cells(s, &c);
    if (c.n > 0)
        list_push(s->arena, &s->candidates, c);
}

static void add_elements(struct nearest *s, const struct field *list,
                         const struct fields *reads, bool unknown)
{
    const struct record_type *type = list->type.element;
    uint32_t n = s->ev->record->lists[list->list].n;
    for (uint32_t i = 1; i <= n; i++)
        for (size_t j = 0; j < type->field_count; j++)
            if (fields_has(s->ev->plan, reads, type->fields[j]))
                add_candidate(s, (struct fact_ref){list, i, type->fields[j]},
                              unknown);
}

static void add_candidates(struct nearest *s, bool unknown)
{
    const struct record_type *patient = s->ev->record->type;
    const struct fields *reads = plan_rule_reads(s->ev->plan, s->rule);
    for (size_t i = 0; i < patient->field_count; i++) {
        const struct field *field = patient->fields[i];
        if (!fields_has(s->ev->plan, reads, field))
            continue;
        if (field->type.kind == TYPE_LIST)
            add_elements(s, field, reads, unknown);
        else
            add_candidate(s, (struct fact_ref){NULL, 0, field}, unknown);
    }
}

/* --- trying -------------------------------------------------------------- */

static void put(struct nearest *s, const struct candidate *c,
                struct value value)
{
    c->fact->value = value;
    if (!c->ref.list && c->ref.field->counts)
        record_recount(s->ev->record, c->ref.field->counts);
    eval_forget(s->ev);
}

static bool sound(struct evaluator *ev)
{
    for (size_t i = 0; i < ev->program->constraint_count; i++)
        if (eval_truth(ev, ev->program->constraints[i].holds) == TRUTH_NO)
            return false;
    return true;
}

static bool applies(struct nearest *s)
{
    if (s->budget == 0)
        return false;
    s->budget--;
    return eval_rule(s->ev, s->rule) == TRUTH_YES && sound(s->ev);
}

static bool search(struct nearest *s, size_t from, size_t more);

static bool try_cells(struct nearest *s, size_t at, size_t more)
{
    struct candidate *c = &s->candidates.at[at];
    for (c->chosen = 0; c->chosen < c->n && s->budget > 0; c->chosen++) {
        put(s, c, c->cells[c->chosen]);
        if (more == 0 ? applies(s) : search(s, at + 1, more - 1))
            return true;
    }
    put(s, c, c->original);
    return false;
}

/* Changes one of the candidates from `from` on, and `more` after it. On
   success the record stays changed. */
static bool search(struct nearest *s, size_t from, size_t more)
{
    size_t depth = s->depth++;
    for (size_t i = from; i < s->candidates.n && s->budget > 0; i++) {
        s->path[depth] = i;
        if (try_cells(s, i, more))
            return true;
    }
    s->depth = depth;
    return false;
}

/* --- widening ------------------------------------------------------------ */

static bool does_as_well(struct nearest *s, const struct candidate *c,
                         struct value value)
{
    put(s, c, value);
    return applies(s);
}

static struct value widen_options(struct nearest *s, const struct candidate *c)
{
    struct value to = c->cells[c->chosen];
    for (size_t i = 0; i < c->n; i++)
        if (i != c->chosen && does_as_well(s, c, c->cells[i]))
            to = value_either(to, c->cells[i]);
    return to;
}

static size_t place_of_chosen(const struct candidate *c)
{
    size_t at = 0;
    while (!value_equal(c->order[at], c->cells[c->chosen]))
        at++;
    return at;
}

/* Neighbours of the chosen stretch, as far as they do as well. */
static struct value widen_stretch(struct nearest *s, const struct candidate *c)
{
    struct value to = c->cells[c->chosen];
    size_t n = c->order_n, home = place_of_chosen(c);
    for (size_t i = home + 1; i < n && does_as_well(s, c, c->order[i]); i++)
        to = value_either(to, c->order[i]);
    for (size_t i = home; i > 0 && does_as_well(s, c, c->order[i - 1]); i--)
        to = value_either(to, c->order[i - 1]);
    return to;
}

static struct value widen(struct nearest *s, const struct candidate *c)
{
    struct value to = c->cells[c->chosen];
    if (c->any.kind == VALUE_OPTIONS)
        to = widen_options(s, c);
    else if (c->any.kind != VALUE_SET)
        to = widen_stretch(s, c);
    put(s, c, c->cells[c->chosen]);
    return to;
}

/* The widened values, or the chosen ones if together they do not do. */
static void settle_values(struct nearest *s, struct value *to)
{
    for (size_t i = 0; i < s->depth; i++)
        to[i] = widen(s, &s->candidates.at[s->path[i]]);
    for (size_t i = 0; i < s->depth; i++)
        put(s, &s->candidates.at[s->path[i]], to[i]);
    if (applies(s))
        return;
    for (size_t i = 0; i < s->depth; i++) {
        const struct candidate *c = &s->candidates.at[s->path[i]];
        to[i] = c->cells[c->chosen];
    }
}

/* --- words --------------------------------------------------------------- */

static struct str bound_text(struct nearest *s, const struct candidate *c,
                             int64_t at)
{
    return value_print_text(s->arena, &c->ref.field->type, point(c, at));
}

/* "1 or less", "5.5 cm or more", "before 2024-05-01", or the value itself. */
static struct str phrase(struct nearest *s, const struct candidate *c,
                         struct value to)
{
    bool number = to.kind == VALUE_NUMBER;
    if ((!number && to.kind != VALUE_DATE) || value_is_known(to))
        return value_print_text(s->arena, &c->ref.field->type, to);
    bool lowest = to.range.low == c->any.range.low;
    bool highest = to.range.high == c->any.range.high;
    if (lowest == highest)
        return value_print_text(s->arena, &c->ref.field->type, to);
    int64_t at = lowest ? to.range.high : to.range.low;
    bool open = lowest ? to.high_open : to.low_open;
    struct str end = bound_text(s, c, at);
    if (open)
        return str_format(s->arena, "%s %.*s",
                          lowest ? "less than" : "more than", STR_ARG(end));
    const char *after =
        number ? (lowest ? "less" : "more") : (lowest ? "earlier" : "later");
    return str_format(s->arena, "%.*s or %s", STR_ARG(end), after);
}

static struct change describe(struct nearest *s, const struct candidate *c,
                              struct value to)
{
    struct change change = {.fact = c->ref, .from = c->original, .to = to};
    struct str name = fact_ref_text(s->arena, &c->ref);
    struct str words = phrase(s, c, to);
    change.text =
        str_format(s->arena, "%.*s were %.*s", STR_ARG(name), STR_ARG(words));
    return change;
}

/* --- all of it ----------------------------------------------------------- */

static bool find_smallest(struct nearest *s, size_t most)
{
    size_t limit = sizeof s->path / sizeof *s->path;
    for (size_t size = 1; size <= most && size <= limit; size++)
        if (search(s, 0, size - 1))
            return true;
    return false;
}

static size_t report(struct nearest *s, struct change **changes)
{
    struct value to[sizeof s->path / sizeof *s->path];
    s->budget += LIMIT_CHANGE_FACTS * 64;
    settle_values(s, to);
    *changes = ARENA_ARRAY(s->arena, struct change, s->depth);
    for (size_t i = 0; i < s->depth; i++) {
        const struct candidate *c = &s->candidates.at[s->path[i]];
        put(s, c, c->original);
        (*changes)[i] = describe(s, c, to[i]);
    }
    return s->depth;
}

static size_t budget_for(const struct record *record)
{
    size_t elements = 0;
    for (size_t i = 0; i < record->type->list_count; i++)
        elements += record->lists[i].n;
    return LIMIT_CHANGES / (1 + elements / 10);
}

struct changes nearest_change(struct evaluator *ev, const struct rule *rule,
                              struct arena *arena, size_t most)
{
    struct nearest s = {.ev = ev,
                        .arena = arena,
                        .rule = rule,
                        .budget = budget_for(ev->record)};
    struct changes changes = {0};
    bool quiet = ev->quiet;
    ev->quiet = true;
    add_candidates(&s, true);
    add_candidates(&s, false);
    bool found = find_smallest(&s, most);
    changes.cut_short = s.crowded || s.budget == 0;
    if (found)
        changes.n = report(&s, &changes.at);
    ev->quiet = quiet;
    eval_forget(ev);
    return changes;
}
