/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In which facts an outcome lies: "recommended if BRAF is wild-type". The
 * completions that give the outcome are covered by boxes, each a set of cells
 * for every axis. A box grows from one completion: first whole axes are
 * dropped where that changes nothing, then cells are added (for numbers and
 * dates only neighbours, so that a box reads as one stretch). Completions
 * that were left out may lie in any box.
 */

#include "interp/eval/completion.h"

#include "grammar/limits.h"

struct box {
    bool **cells; /* by axis, by cell */
};

struct cover {
    struct evaluator *ev;
    struct arena *arena;
    const struct completions *c;
    unsigned outcome;
    bool *covered; /* by completion */
};

static uint32_t cell_of(const struct axes *axes, size_t axis, uint32_t number)
{
    for (size_t i = axes->n - 1; i > axis; i--)
        number /= axes->at[i].n;
    return number % axes->at[axis].n;
}

/* Whether all completions of the box from an axis on give the outcome, or were
   left out; `number` is what the axes before it have come to. */
static bool holds_from(const struct cover *cover, const struct box *box,
                       size_t axis, uint32_t number)
{
    const struct axes *axes = &cover->c->axes;
    if (axis == axes->n) {
        unsigned outcome = cover->c->outcomes[number];
        return !outcome || outcome == cover->outcome;
    }
    uint32_t n = axes->at[axis].n;
    for (uint32_t i = 0; i < n; i++)
        if (box->cells[axis][i] &&
            !holds_from(cover, box, axis + 1, number * n + i))
            return false;
    return true;
}

static bool holds(const struct cover *cover, const struct box *box)
{
    return holds_from(cover, box, 0, 0);
}

/* Marks all completions of the box as covered. */
static void mark_from(const struct cover *cover, const struct box *box,
                      size_t axis, uint32_t number)
{
    const struct axes *axes = &cover->c->axes;
    if (axis == axes->n) {
        cover->covered[number] = true;
        return;
    }
    uint32_t n = axes->at[axis].n;
    for (uint32_t i = 0; i < n; i++)
        if (box->cells[axis][i])
            mark_from(cover, box, axis + 1, number * n + i);
}

static struct box box_at(const struct cover *cover, uint32_t number)
{
    const struct axes *axes = &cover->c->axes;
    struct box box = {ARENA_ARRAY(cover->arena, bool *, axes->n)};
    for (size_t i = 0; i < axes->n; i++) {
        box.cells[i] = ARENA_ARRAY(cover->arena, bool, axes->at[i].n);
        box.cells[i][cell_of(axes, i, number)] = true;
    }
    return box;
}

static void drop_axis(const struct cover *cover, struct box *box, size_t axis)
{
    uint32_t n = cover->c->axes.at[axis].n;
    bool *before = box->cells[axis];
    box->cells[axis] = ARENA_ARRAY(cover->arena, bool, n);
    for (uint32_t i = 0; i < n; i++)
        box->cells[axis][i] = true;
    if (!holds(cover, box))
        box->cells[axis] = before;
}

static bool neighbour(const bool *cells, uint32_t n, uint32_t i)
{
    return (i > 0 && cells[i - 1]) || (i + 1 < n && cells[i + 1]);
}

/* Adds one more cell to an axis if the outcome allows; false if none fits. */
static bool widen_once(const struct cover *cover, struct box *box, size_t axis)
{
    const struct axis *a = &cover->c->axes.at[axis];
    bool ordered =
        a->cells[0].kind == VALUE_NUMBER || a->cells[0].kind == VALUE_DATE;
    bool *cells = box->cells[axis];
    for (uint32_t i = 0; i < a->n; i++) {
        if (cells[i] || (ordered && !neighbour(cells, a->n, i)))
            continue;
        cells[i] = true;
        if (holds(cover, box))
            return true;
        cells[i] = false;
    }
    return false;
}

static struct box grow(const struct cover *cover, uint32_t number)
{
    struct box box = box_at(cover, number);
    for (size_t i = 0; i < cover->c->axes.n; i++)
        drop_axis(cover, &box, i);
    for (size_t i = 0; i < cover->c->axes.n; i++)
        while (widen_once(cover, &box, i))
            continue;
    mark_from(cover, &box, 0, 0);
    return box;
}

/* --- as facts ------------------------------------------------------------ */

static bool whole_axis(const bool *cells, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (!cells[i])
            return false;
    return true;
}

static struct value joined(const struct axis *axis, const bool *cells)
{
    struct value all = value_nothing((enum value_kind)axis->cells[0].kind);
    all.nothing = false;
    bool first = true;
    for (uint32_t i = 0; i < axis->n; i++)
        if (cells[i]) {
            all = first ? axis->cells[i] : value_either(all, axis->cells[i]);
            first = false;
        }
    return all;
}

static struct str options_text(struct arena *arena, const struct axis *axis,
                               struct value value, struct str name)
{
    const struct type *type = &axis->ref.field->type;
    if (type->kind == TYPE_YESNO)
        return value.options == OPTION_YES
                   ? name
                   : str_format(arena, "not %.*s", STR_ARG(name));
    struct buf out = buf_on(arena);
    buf_str(&out, name);
    for (size_t i = 0, n = 0; i < type->choices->n; i++)
        if (value.options >> i & 1) {
            buf_text(&out, n++ ? " | " : " ");
            buf_str(&out, type->choices->at[i].name);
        }
    return buf_view(&out);
}

static struct str set_text(struct arena *arena, const struct axis *axis,
                           struct value value, struct str name)
{
    size_t i = 0;
    while (!(axis->option >> i & 1))
        i++;
    struct str option = axis->ref.field->type.choices->at[i].name;
    return str_format(
        arena, value.set.must ? "%.*s includes %.*s" : "not %.*s includes %.*s",
        STR_ARG(name), STR_ARG(option));
}

static struct str end_text(struct arena *arena, const struct field *field,
                           struct value range, bool high)
{
    int64_t at = high ? range.range.high : range.range.low;
    struct value end =
        range.kind == VALUE_DATE ? value_date(at) : value_number(at);
    return value_print_text(arena, &field->type, end);
}

/* CEA > 80 ug/L, ECOG <= 1, ECOG 2 to 3: only the ends that say more than
   the record does. */
static struct str range_text(struct arena *arena, const struct axis *axis,
                             struct value v, struct str name)
{
    const struct field *field = axis->ref.field;
    struct value all = axis->fact->recorded;
    struct str low = end_text(arena, field, v, false);
    struct str high = end_text(arena, field, v, true);
    bool from = v.range.low != all.range.low || v.low_open != all.low_open;
    bool to = v.range.high != all.range.high || v.high_open != all.high_open;
    if (value_is_known(v))
        return str_format(arena, "%.*s = %.*s", STR_ARG(name), STR_ARG(low));
    if (!from)
        return str_format(arena, "%.*s %s %.*s", STR_ARG(name),
                          v.high_open ? "<" : "<=", STR_ARG(high));
    if (!to)
        return str_format(arena, "%.*s %s %.*s", STR_ARG(name),
                          v.low_open ? ">" : ">=", STR_ARG(low));
    if (!v.low_open && !v.high_open)
        return str_format(arena, "%.*s between %.*s and %.*s", STR_ARG(name),
                          STR_ARG(low), STR_ARG(high));
    return str_format(arena, "%.*s %s %.*s and %s %.*s", STR_ARG(name),
                      v.low_open ? ">" : ">=", STR_ARG(low),
                      v.high_open ? "<" : "<=", STR_ARG(high));
}

static struct fact_within fact_within(const struct cover *cover,
                                      const struct axis *axis,
                                      const bool *cells)
{
    struct arena *arena = cover->arena;
    struct fact_within fact = {.fact = axis->ref, .value = joined(axis, cells)};
    struct str name = fact_ref_text(arena, &axis->ref);
    switch ((enum value_kind)fact.value.kind) {
    case VALUE_OPTIONS:
        fact.text = options_text(arena, axis, fact.value, name);
        break;
    case VALUE_SET: fact.text = set_text(arena, axis, fact.value, name); break;
    case VALUE_NUMBER:
    case VALUE_DATE:
        fact.text = range_text(arena, axis, fact.value, name);
        break;
    case VALUE_TEXT: /* never an axis */ break;
    }
    return fact;
}

static struct alternative alternative(const struct cover *cover,
                                      const struct box *box)
{
    const struct axes *axes = &cover->c->axes;
    struct alternative result = {0};
    result.at = ARENA_ARRAY(cover->arena, struct fact_within, axes->n);
    for (size_t i = 0; i < axes->n; i++)
        if (!whole_axis(box->cells[i], axes->at[i].n))
            result.at[result.n++] =
                fact_within(cover, &axes->at[i], box->cells[i]);
    return result;
}

bool completions_alternatives(struct evaluator *ev,
                              const struct completions *completions,
                              unsigned outcome, struct arena *arena,
                              struct alternative **alternatives, size_t *n)
{
    struct cover cover = {
        .ev = ev, .arena = arena, .c = completions, .outcome = outcome};
    cover.covered = ARENA_ARRAY(arena, bool, completions->axes.completions);
    *alternatives = ARENA_ARRAY(arena, struct alternative, LIMIT_ALTERNATIVES);
    *n = 0;
    for (uint32_t i = 0; i < completions->axes.completions; i++) {
        if (completions->outcomes[i] != outcome || cover.covered[i])
            continue;
        if (*n == LIMIT_ALTERNATIVES)
            return false;
        struct box box = grow(&cover, i);
        (*alternatives)[(*n)++] = alternative(&cover, &box);
    }
    return true;
}
