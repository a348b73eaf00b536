/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Lists of a batch: from the elements of all rows back to the rows.
 *
 * Whether some element of a row is in a plane is found for all rows at once by
 * one long addition: below the last element of each row stand ones, and adding
 * the plane to them carries into the last one's place if there was any. What
 * counts, adds up or compares goes row by row.
 */

#include "interp/eval/batch_internal.h"

#include "interp/records/record.h"
#include "interp/value/interval.h"

#include <string.h>

/* --- extent -------------------------------------------------------------- */

void run_extent(struct batch_work *work, uint32_t index)
{
    const struct extent *extent = &work->batch->extents[index];
    const struct sheet_list *list = &work->sheet->lists[index];
    uint64_t *filled = work->planes[extent->filled];
    uint64_t *anon = work->planes[extent->anon];
    uint64_t *sure = work->planes[extent->sure];
    uint64_t *tails = work->tails[index];
    memset(tails, 0, work_words(work, index + 1) * sizeof *tails);
    for (size_t w = 0; w < SHEET_WORDS; w++) {
        filled[w] = anon[w] = sure[w] = 0;
        for (size_t i = 0; i < 64 && 64 * w + i < work->sheet->rows; i++) {
            size_t row = 64 * w + i;
            uint32_t n = list->start[row + 1] - list->start[row];
            filled[w] |= (uint64_t)(n > 0) << i;
            anon[w] |= (uint64_t)(list->most[row] > n) << i;
            sure[w] |= (uint64_t)(list->fewest[row] > n) << i;
            uint32_t last = list->start[row + 1] - 1;
            if (n > 0)
                tails[last / 64] |= (uint64_t)1 << (last % 64);
        }
    }
}

/* --- any ----------------------------------------------------------------- */

/* Tails whose row has an element in `a`, all tails before them included in
   the carry. */
static void carry(const uint64_t *a, const uint64_t *tails, uint64_t *to,
                  size_t words)
{
    unsigned over = 0;
    for (size_t w = 0; w < words; w++) {
        uint64_t others = ~tails[w], sum, all;
        bool one = __builtin_add_overflow(a[w] & others, others, &sum);
        bool two = __builtin_add_overflow(sum, (uint64_t)over, &all);
        to[w] = (all | a[w]) & tails[w];
        over = one || two;
    }
}

void run_any(struct batch_work *work, const struct gate *gate, uint64_t *to)
{
    const struct sheet_list *list = &work->sheet->lists[gate->b];
    const uint64_t *a = work->planes[gate->a];
    uint64_t tails[SHEET_ELEMENT_WORDS];
    size_t words = work_words(work, gate->b + 1);
    carry(a, work->tails[gate->b], tails, words);
    for (size_t w = 0; w < SHEET_WORDS; w++) {
        size_t rows = work->sheet->rows, first = 64 * w;
        size_t n = rows <= first ? 0 : rows - first < 64 ? rows - first : 64;
        const uint32_t *start = list->start + first;
        uint64_t word = 0;
        for (size_t i = 0; i < n; i++) {
            uint32_t last = start[i + 1] - 1;
            uint64_t bit = start[i + 1] > start[i]
                               ? tails[last / 64] >> (last % 64) & 1
                               : 0;
            word |= bit << i;
        }
        to[w] = word;
    }
}

void run_spread(struct batch_work *work, const struct gate *gate, uint64_t *to)
{
    const uint32_t *start = work->sheet->lists[gate->domain - 1].start;
    const uint64_t *a = work->planes[gate->a];
    memset(to, 0, work_words(work, gate->domain) * sizeof *to);
    for (size_t row = 0; row < work->sheet->rows; row++)
        if (sheet_bit(a, row))
            for (uint32_t i = start[row]; i < start[row + 1]; i++)
                to[i / 64] |= (uint64_t)1 << (i % 64);
}

/* --- the latest ---------------------------------------------------------- */

/* A member of a group as latest.c sees it. */
struct ranked {
    enum truth present; /* no: it is not in the group */
    bool nothing;
    int64_t least, most;
};

static enum truth truth_at(const struct batch_work *work, struct pair pair,
                           size_t place)
{
    unsigned no = work_bit(work, pair.no, place) ? TRUTH_NO : 0;
    unsigned yes = work_bit(work, pair.yes, place) ? TRUTH_YES : 0;
    return (enum truth)(no | yes);
}

static struct ranked rank(const struct batch_work *work,
                          const struct image *dated, size_t place, int sign)
{
    int64_t low = work->low[dated->number][place];
    int64_t high = work->high[dated->number][place];
    return (struct ranked){.nothing = work_bit(work, dated->nothing, place),
                           .least = sign > 0 ? low : -high,
                           .most = sign > 0 ? high : -low};
}

static struct ranked rank_element(const struct batch_work *work,
                                  const struct latest *latest, size_t place)
{
    struct ranked ranked = rank(work, &latest->date, place, latest->sign);
    ranked.present = truth_at(work, latest->group.within, place);
    return ranked;
}

static enum truth anonymous_present(const struct batch_work *work,
                                    const struct members_image *group,
                                    size_t row)
{
    if (!work_bit(work, group->anon, row))
        return TRUTH_NO;
    enum truth there =
        work_bit(work, group->anon_sure, row) ? TRUTH_YES : TRUTH_UNKNOWN;
    return truth_and(there, truth_at(work, group->anon_within, row));
}

static struct ranked rank_anonymous(const struct batch_work *work,
                                    const struct latest *latest, size_t row)
{
    struct ranked ranked = rank(work, &latest->anon_date, row, latest->sign);
    ranked.present = anonymous_present(work, &latest->group, row);
    return ranked;
}

static bool may_be_it(const struct ranked *ranked, int64_t least)
{
    return (ranked->present & TRUTH_YES) &&
           (ranked->nothing || ranked->most >= least);
}

static void latest_of_row(struct batch_work *work, const struct latest *latest,
                          size_t row)
{
    const uint32_t *start = work->sheet->lists[latest->group.list].start;
    struct ranked anonymous = rank_anonymous(work, latest, row);
    int64_t least = INT64_MIN;
    bool none = anonymous.present != TRUTH_YES;
    if (!none && !anonymous.nothing)
        least = anonymous.least;
    for (uint32_t i = start[row]; i < start[row + 1]; i++) {
        struct ranked ranked = rank_element(work, latest, i);
        if (ranked.present != TRUTH_YES)
            continue;
        none = false;
        if (!ranked.nothing && ranked.least > least)
            least = ranked.least;
    }
    for (uint32_t i = start[row]; i < start[row + 1]; i++) {
        struct ranked ranked = rank_element(work, latest, i);
        work_set(work, latest->candidate, i, may_be_it(&ranked, least));
    }
    work_set(work, latest->anon_candidate, row, may_be_it(&anonymous, least));
    work_set(work, latest->none, row, none);
}

void run_latest(struct batch_work *work, uint32_t index)
{
    const struct latest *latest = &work->batch->latests.at[index];
    for (size_t row = 0; row < work->sheet->rows; row++)
        latest_of_row(work, latest, row);
}

void run_of(struct batch_work *work, uint32_t index)
{
    const struct number *number = &work->batch->numbers.at[index];
    const uint32_t *start = work->sheet->lists[number->group.list].start;
    for (size_t row = 0; row < work->sheet->rows; row++) {
        struct value all = value_nothing((enum value_kind)number->kind);
        if (work_bit(work, number->planes[1], row))
            all = work_value(work, &number->images[1], row);
        for (uint32_t i = start[row]; i < start[row + 1]; i++)
            if (work_bit(work, number->planes[0], i))
                all =
                    value_either(all, work_value(work, &number->images[0], i));
        work_put(work, index, row, all);
    }
}

/* --- counts -------------------------------------------------------------- */

static uint64_t count_bits(const uint64_t *mask, uint32_t from, uint32_t to)
{
    uint64_t n = 0;
    for (; from < to; from = (from / 64 + 1) * 64) {
        uint64_t word = mask[from / 64] >> (from % 64);
        uint32_t width = to - from;
        if (width < 64)
            word &= ((uint64_t)1 << width) - 1;
        n += (uint64_t)__builtin_popcountll(word);
    }
    return n;
}

static void count_row(struct batch_work *work, uint32_t index, size_t row)
{
    const struct number *number = &work->batch->numbers.at[index];
    const struct members_image *group = &number->group;
    const struct sheet_list *list = &work->sheet->lists[group->list];
    uint32_t from = list->start[row], to = list->start[row + 1];
    uint64_t out = count_bits(work->planes[group->within.no], from, to);
    uint64_t fewest = to - from - out;
    uint64_t most = count_bits(work->planes[group->within.yes], from, to);
    enum truth anon = truth_at(work, group->anon_within, row);
    bool there = work_bit(work, group->anon, row) && (anon & TRUTH_YES);
    bool endless = there && list->most[row] == LIST_ANY;
    if (there && list->fewest[row] > to - from && anon == TRUTH_YES)
        fewest += list->fewest[row] - (to - from);
    if (there && !endless)
        most += list->most[row] - (to - from);
    work->low[index][row] = (int64_t)fewest * DECIMAL_ONE;
    work->high[index][row] =
        endless ? DECIMAL_ABOVE_ALL : (int64_t)most * DECIMAL_ONE;
}

/* Of a whole list: the extent that the sheet has. */
static void count_whole_row(struct batch_work *work, uint32_t index, size_t row)
{
    const struct number *number = &work->batch->numbers.at[index];
    const struct sheet_list *list = &work->sheet->lists[number->group.list];
    work->low[index][row] = (int64_t)list->fewest[row] * DECIMAL_ONE;
    work->high[index][row] = list->most[row] == LIST_ANY
                                 ? DECIMAL_ABOVE_ALL
                                 : (int64_t)list->most[row] * DECIMAL_ONE;
}

void run_count(struct batch_work *work, uint32_t index)
{
    const struct number *number = &work->batch->numbers.at[index];
    bool whole = !number->expr->group.where;
    for (size_t row = 0; row < work->sheet->rows; row++)
        (whole ? count_whole_row : count_row)(work, index, row);
}

/* --- totals -------------------------------------------------------------- */

static struct value how_many(uint64_t fewest, uint64_t most, bool endless)
{
    decimal low = (decimal)fewest * DECIMAL_ONE;
    decimal high = endless ? DECIMAL_ABOVE_ALL : (decimal)most * DECIMAL_ONE;
    return value_range(low, false, high, endless);
}

static struct value add(struct value sum, struct value value, bool *failed)
{
    return value_arithmetic(ARITHMETIC_ADD, sum, value, failed);
}

/* An element that is perhaps in the group, or has perhaps no value, may add
   nothing. */
static struct value part_of_total(struct value value, enum truth within)
{
    if (within != TRUTH_YES || value.nothing)
        value = value_either(value, value_number(0));
    return value_without_nothing(value);
}

static struct value anonymous_part(struct batch_work *work,
                                   const struct number *number, size_t row,
                                   bool *failed)
{
    const struct members_image *group = &number->group;
    const struct sheet_list *list = &work->sheet->lists[group->list];
    uint32_t n = list->start[row + 1] - list->start[row];
    uint32_t fewest = list->fewest[row] > n ? list->fewest[row] - n : 0;
    bool endless = list->most[row] == LIST_ANY;
    uint32_t most = endless ? 0 : list->most[row] - n;
    enum truth within = truth_at(work, group->anon_within, row);
    struct value value = work_value(work, &number->images[1], row);
    if (within == TRUTH_NO || !value.some)
        return value_number(0);
    value = part_of_total(value, within);
    if (fewest == 1 && most == 1)
        return value;
    return value_arithmetic(ARITHMETIC_MULTIPLY, value,
                            how_many(fewest, most, endless), failed);
}

/* All surely there with one value: a plain sum. */
static bool plain_total(const struct batch_work *work,
                        const struct number *number, size_t row, int64_t *sum)
{
    const struct members_image *group = &number->group;
    const uint32_t *start = work->sheet->lists[group->list].start;
    const struct image *image = &number->images[0];
    if (work_bit(work, group->anon, row))
        return false;
    *sum = 0;
    for (uint32_t i = start[row]; i < start[row + 1]; i++) {
        int64_t at = work->low[image->number][i];
        if (at != work->high[image->number][i] ||
            truth_at(work, group->within, i) != TRUTH_YES ||
            !work_bit(work, image->some, i) ||
            work_bit(work, image->nothing, i) || !decimal_add(*sum, at, sum))
            return false;
    }
    return true;
}

static struct value total_of_row(struct batch_work *work,
                                 const struct number *number, size_t row)
{
    const struct members_image *group = &number->group;
    const uint32_t *start = work->sheet->lists[group->list].start;
    struct value sum = value_number(0);
    bool failed = false;
    for (uint32_t i = start[row]; i < start[row + 1]; i++) {
        enum truth within = truth_at(work, group->within, i);
        struct value value = work_value(work, &number->images[0], i);
        if (within != TRUTH_NO && value.some)
            sum = add(sum, part_of_total(value, within), &failed);
    }
    if (work_bit(work, group->anon, row))
        sum = add(sum, anonymous_part(work, number, row, &failed), &failed);
    if (failed)
        work_fail(work, DOMAIN_ROWS, row);
    return sum;
}

void run_total(struct batch_work *work, uint32_t index)
{
    const struct number *number = &work->batch->numbers.at[index];
    for (size_t row = 0; row < work->sheet->rows; row++) {
        int64_t sum;
        if (plain_total(work, number, row, &sum))
            work->low[index][row] = work->high[index][row] = sum;
        else
            work_put(work, index, row, total_of_row(work, number, row));
    }
}

/* --- largest and smallest ------------------------------------------------ */

static struct value extreme_of_row(struct batch_work *work,
                                   const struct number *number, size_t row)
{
    const struct members_image *group = &number->group;
    const uint32_t *start = work->sheet->lists[group->list].start;
    int sign = number->expr->op == EXPR_LARGEST ? 1 : -1;
    struct value extreme = value_nothing((enum value_kind)number->kind);
    for (uint32_t i = start[row]; i < start[row + 1]; i++) {
        enum truth within = truth_at(work, group->within, i);
        if (within == TRUTH_NO)
            continue;
        struct value value = work_value(work, &number->images[0], i);
        if (within != TRUTH_YES)
            value = value_or_nothing(value);
        extreme = value_extreme(extreme, value, sign);
    }
    enum truth anonymous = anonymous_present(work, group, row);
    if (anonymous != TRUTH_NO) {
        struct value value = work_value(work, &number->images[1], row);
        if (anonymous != TRUTH_YES)
            value = value_or_nothing(value);
        extreme = value_extreme(extreme, value, sign);
    }
    return extreme;
}

void run_extreme(struct batch_work *work, uint32_t index)
{
    const struct number *number = &work->batch->numbers.at[index];
    for (size_t row = 0; row < work->sheet->rows; row++) {
        struct value extreme = extreme_of_row(work, number, row);
        work_put(work, index, row, extreme);
        work_set(work, number->some, row, extreme.some);
        work_set(work, number->nothing, row, extreme.nothing);
    }
}
