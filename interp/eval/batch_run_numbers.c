/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Numbers of a batch, place by place. Cuts are the fast part: the places are
 * dealt out by the stretch between two thresholds in which they lie, and the
 * plane of a threshold holds all stretches before it. The rest builds the
 * value of each place and asks interp/value, as the tree walk does; a result
 * that arrays cannot hold, and an operation that fails, make the row hard.
 */

#include "interp/eval/batch_internal.h"

#include "grammar/limits.h"
#include "interp/value/interval.h"

#include <string.h>

/* From as many thresholds on, places are dealt out by halving. */
#define CUTS_ONE_BY_ONE 6

/* --- values -------------------------------------------------------------- */

struct value work_value(const struct batch_work *work,
                        const struct image *image, size_t place)
{
    int64_t low = work->low[image->number][place];
    int64_t high = work->high[image->number][place];
    struct value value = image->kind == VALUE_DATE
                             ? value_days(low, high)
                             : value_range(low, false, high, false);
    value.some = work_bit(work, image->some, place);
    value.nothing = work_bit(work, image->nothing, place);
    return value;
}

void work_fail(struct batch_work *work, uint32_t domain, size_t place)
{
    size_t row = place;
    if (domain != DOMAIN_ROWS) {
        const uint32_t *start = work->sheet->lists[domain - 1].start;
        for (row = 0; start[row + 1] <= place; row++)
            continue;
    }
    work->failed[row / 64] |= (uint64_t)1 << (row % 64);
}

static bool fits(struct value v)
{
    return v.low_open == !end_is_bound(v.range.low) &&
           v.high_open == !end_is_bound(v.range.high);
}

void work_put(struct batch_work *work, uint32_t index, size_t place,
              struct value value)
{
    const struct number *number = &work->batch->numbers.at[index];
    if (!value.some)
        value.range = (struct range){0, 0};
    else if (value.kind == VALUE_NUMBER && !fits(value))
        work_fail(work, number->domain, place);
    work->low[index][place] = value.range.low;
    work->high[index][place] = value.range.high;
}

/* --- columns ------------------------------------------------------------- */

static const struct sheet_column *column_of(const struct batch_work *work,
                                            const struct number *number)
{
    const struct sheet *sheet = work->sheet;
    return number->domain == DOMAIN_ROWS
               ? &sheet->columns[number->field]
               : &sheet->lists[number->domain - 1].columns[number->field];
}

void run_arrays(struct batch_work *work, uint32_t index)
{
    const struct number *number = &work->batch->numbers.at[index];
    const struct sheet_column *column = column_of(work, number);
    int64_t *low = work->low[index], *high = work->high[index];
    size_t n = work_places(work, number->domain);
    for (size_t i = 0; i < n; i++) {
        bool known = sheet_bit(column->known, i);
        low[i] = known ? column->value[i] : number->low;
        high[i] = known ? column->value[i] : number->high;
    }
}

/* --- cuts ---------------------------------------------------------------- */

static uint64_t below_word(const int64_t *at, int64_t cut)
{
    uint64_t word = 0;
    for (unsigned i = 0; i < 64; i++)
        word |= (uint64_t)(at[i] < cut) << i;
    return word;
}

/* The number of cuts that are at most `at`. */
static size_t stretch_of(const struct cuts *cuts, int64_t at)
{
    size_t from = 0, n = cuts->all.n;
    const struct one_cut *all = cuts->all.at;
    while (n > 0) {
        size_t half = n / 2;
        bool after = all[from + half].at <= at;
        from = after ? from + half + 1 : from;
        n = after ? n - half - 1 : half;
    }
    return from;
}

/* One word by halving: each place into the plane of the first cut above it,
   then each plane into the next. */
static void deal_out(struct batch_work *work, const struct cuts *cuts,
                     const int64_t *at, size_t word)
{
    const struct one_cut *all = cuts->all.at;
    uint64_t sum = 0;
    for (size_t c = 0; c < cuts->all.n; c++)
        work->planes[all[c].below][word] = 0;
    for (unsigned i = 0; i < 64; i++) {
        size_t stretch = stretch_of(cuts, at[i]);
        if (stretch < cuts->all.n)
            work->planes[all[stretch].below][word] |= (uint64_t)1 << i;
    }
    for (size_t c = 0; c < cuts->all.n; c++)
        sum = work->planes[all[c].below][word] |= sum;
}

void run_cuts(struct batch_work *work, uint32_t index)
{
    const struct cuts *cuts = &work->batch->cuts.at[index];
    const struct number *number = &work->batch->numbers.at[cuts->number];
    bool is_column = number->op == NUMBER_COLUMN;
    const struct sheet_column *column =
        is_column ? column_of(work, number) : NULL;
    const int64_t *at = is_column    ? column->value
                        : cuts->high ? work->high[cuts->number]
                                     : work->low[cuts->number];
    size_t words = work_words(work, number->domain);
    for (size_t w = 0; w < words; w++) {
        if (cuts->all.n >= CUTS_ONE_BY_ONE)
            deal_out(work, cuts, at + 64 * w, w);
        for (size_t c = 0; c < cuts->all.n; c++) {
            uint64_t *to = &work->planes[cuts->all.at[c].below][w];
            if (cuts->all.n < CUTS_ONE_BY_ONE)
                *to = below_word(at + 64 * w, cuts->all.at[c].at);
            if (is_column)
                *to &= column->known[w];
        }
    }
}

/* --- comparing ----------------------------------------------------------- */

static enum truth between_months(const struct expr *e, const struct value *v)
{
    return truth_and(value_compare_months(COMPARE_LE, v[0], e->months, v[1]),
                     value_compare_months(COMPARE_GE, v[0], e->months2, v[1]));
}

static enum truth compared(const struct expr *e, const struct value *v)
{
    if (!e)
        return truth_of(v[0].range.low == v[0].range.high);
    if (e->op == EXPR_COMPARE_MONTHS)
        return value_compare_months(e->comparison, v[0], e->months, v[1]);
    if (e->op == EXPR_BETWEEN)
        return value_between(v[0], v[1], v[2], &e->map, &e->map2);
    if (e->op == EXPR_BETWEEN_MONTHS)
        return between_months(e, v);
    return value_compare(e->comparison, v[0], v[1], &e->map);
}

void run_compare(struct batch_work *work, uint32_t index)
{
    const struct comparing_images *compare = &work->batch->compares.at[index];
    size_t n = work_places(work, compare->domain);
    struct value values[3];
    for (size_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < compare->n; j++)
            values[j] = work_value(work, &compare->images[j], i);
        enum truth truth = compared(compare->expr, values);
        work_set(work, compare->result.no, i, truth & TRUTH_NO);
        work_set(work, compare->result.yes, i, truth & TRUTH_YES);
    }
}

/* --- calculating --------------------------------------------------------- */

static bool needs_map(const struct expr *e)
{
    return (e->arithmetic == ARITHMETIC_ADD ||
            e->arithmetic == ARITHMETIC_SUBTRACT) &&
           !unit_map_is_same(&e->map);
}

static struct value arithmetic(const struct expr *e, const struct value *v,
                               bool *failed)
{
    struct value b = v[1];
    if (needs_map(e))
        b = value_convert(b, &e->map, failed);
    return value_arithmetic(e->arithmetic, v[0], b, failed);
}

/* As terms.c has it. */
static struct value calculate(const struct batch_work *work,
                              const struct expr *e, const struct value *v,
                              bool *failed)
{
    if (e->op == EXPR_SINCE)
        return value_days_between(v[0], value_date(work->batch->today));
    if (e->op == EXPR_ARITHMETIC)
        return arithmetic(e, v, failed);
    if (e->op == EXPR_ADD_DAYS)
        return value_add_days(v[0], v[1], e->sign, failed);
    if (e->op == EXPR_ADD_MONTHS)
        return value_add_months(v[0], e->months);
    if (e->op == EXPR_NEGATE)
        return value_negate(v[0]);
    if (e->op == EXPR_CONVERT)
        return value_convert(v[0], &e->map, failed);
    return value_function(e->function, v, e->n, failed);
}

static void run_calculated(struct batch_work *work, uint32_t index)
{
    const struct number *number = &work->batch->numbers.at[index];
    size_t n = work_places(work, number->domain);
    struct value values[LIMIT_ARGUMENTS];
    for (size_t i = 0; i < n; i++) {
        bool failed = false;
        for (size_t j = 0; j < number->n; j++)
            values[j] = work_value(work, &number->images[j], i);
        work_put(work, index, i,
                 calculate(work, number->expr, values, &failed));
        if (failed)
            work_fail(work, number->domain, i);
    }
}

/* Days between two dates that exist: the most frequent calculation. */
static void run_days(struct batch_work *work, uint32_t index)
{
    const struct number *number = &work->batch->numbers.at[index];
    const struct image *from = &number->images[0], *to = &number->images[1];
    size_t n = work_places(work, number->domain);
    int64_t *low = work->low[index], *high = work->high[index];
    for (size_t i = 0; i < n; i++) {
        low[i] = (work->low[to->number][i] - work->high[from->number][i]) *
                 DECIMAL_ONE;
        high[i] = (work->high[to->number][i] - work->low[from->number][i]) *
                  DECIMAL_ONE;
    }
}

/* --- scores -------------------------------------------------------------- */

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t most(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static void add_points(struct batch_work *work, uint32_t index, size_t item)
{
    const struct number *number = &work->batch->numbers.at[index];
    decimal points = number->expr->score->points[item].points;
    const uint64_t *no = work->planes[number->planes[2 * item]];
    const uint64_t *yes = work->planes[number->planes[2 * item + 1]];
    int64_t *low = work->low[index], *high = work->high[index];
    for (size_t i = 0; i < work->sheet->rows; i++) {
        decimal if_yes = sheet_bit(yes, i) ? points : 0;
        decimal if_no = sheet_bit(no, i) ? 0 : points;
        low[i] += least(if_yes, if_no);
        high[i] += most(if_yes, if_no);
    }
}

static void run_score(struct batch_work *work, uint32_t index)
{
    const struct number *number = &work->batch->numbers.at[index];
    memset(work->low[index], 0, SHEET_ROWS * sizeof(int64_t));
    memset(work->high[index], 0, SHEET_ROWS * sizeof(int64_t));
    for (size_t i = 0; i < number->n; i++)
        add_points(work, index, i);
}

/* --- branches and statements --------------------------------------------- */

static void run_branch(struct batch_work *work, uint32_t index)
{
    const struct number *number = &work->batch->numbers.at[index];
    size_t n = work_places(work, number->domain);
    for (size_t i = 0; i < n; i++) {
        struct value all = value_nothing((enum value_kind)number->kind);
        for (size_t j = 0; j < number->n; j++)
            if (work_bit(work, number->planes[j], i))
                all =
                    value_either(all, work_value(work, &number->images[j], i));
        work_put(work, index, i, all);
    }
}

struct statements {
    struct value both, either, all;
    bool any, contradict;
};

static void state(struct statements *s, struct value value, bool says)
{
    if (!says)
        return;
    if (!s->any) {
        s->both = s->either = value;
        s->any = true;
        return;
    }
    s->either = value_either(s->either, value);
    if (!value_both(s->both, value, &s->both))
        s->contradict = true;
}

static void run_stated(struct batch_work *work, uint32_t index)
{
    const struct number *number = &work->batch->numbers.at[index];
    size_t n = work_places(work, number->domain);
    for (size_t i = 0; i < n; i++) {
        struct statements s = {.any = false};
        for (size_t j = 0; j < number->n; j++) {
            struct value v = work_value(work, &number->images[j], i);
            s.all = j == 0 ? v : value_either(s.all, v);
            state(&s, v, !value_equal(v, number->nobody[j]));
        }
        struct value value = !s.any ? s.all : s.contradict ? s.either : s.both;
        work_put(work, index, i, value);
        work_set(work, number->some, i, value.some);
        work_set(work, number->nothing, i, value.nothing);
        work_set(work, number->contradicts, i, s.contradict);
    }
}

/* --- dispatch ------------------------------------------------------------ */

static void run_spread_number(struct batch_work *work, uint32_t index)
{
    const struct number *number = &work->batch->numbers.at[index];
    const uint32_t *start = work->sheet->lists[number->domain - 1].start;
    uint32_t from = number->images[0].number;
    for (size_t row = 0; row < work->sheet->rows; row++) {
        for (uint32_t i = start[row]; i < start[row + 1]; i++) {
            work->low[index][i] = work->low[from][row];
            work->high[index][i] = work->high[from][row];
        }
    }
}

void run_number(struct batch_work *work, uint32_t index)
{
    const struct number *number = &work->batch->numbers.at[index];
    switch (number->op) {
    case NUMBER_CONSTANT:
    case NUMBER_COLUMN: break;
    case NUMBER_SPREAD: run_spread_number(work, index); break;
    case NUMBER_CALCULATED:
        if (number->expr->op == EXPR_FROM_TO)
            run_days(work, index);
        else
            run_calculated(work, index);
        break;
    case NUMBER_SCORE: run_score(work, index); break;
    case NUMBER_BRANCH: run_branch(work, index); break;
    case NUMBER_STATED: run_stated(work, index); break;
    case NUMBER_OF: run_of(work, index); break;
    case NUMBER_EXTREME: run_extreme(work, index); break;
    case NUMBER_TOTAL: run_total(work, index); break;
    case NUMBER_COUNT: run_count(work, index); break;
    }
}
