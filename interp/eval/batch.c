/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Running a batch: one pass over its gates, four words of rows or the words of
 * a list's elements at a time. Planes of columns are the sheet's own masks.
 * What is more than masks is in batch_run_numbers.c and batch_run_lists.c.
 */

#include "interp/eval/batch_internal.h"

#include <string.h>

/* --- room ---------------------------------------------------------------- */

static size_t words_at_most(uint32_t domain)
{
    return domain == DOMAIN_ROWS ? SHEET_WORDS : SHEET_ELEMENT_WORDS;
}

static bool is_leaf(const struct gate *gate)
{
    return gate->op >= GATE_KNOWN && gate->op <= GATE_OPTION;
}

/* Words of all planes that are not the sheet's. */
static size_t words_of_all(const struct batch *batch)
{
    size_t n = 0;
    for (size_t i = 0; i < batch->gates.n; i++)
        if (!is_leaf(&batch->gates.at[i]) && batch->gates.at[i].op != GATE_STEP)
            n += words_at_most(batch->gates.at[i].domain);
    return n;
}

static void make_planes(struct batch_work *work)
{
    const struct batch *batch = work->batch;
    uint64_t *next = ARENA_ARRAY(work->arena, uint64_t, words_of_all(batch));
    work->planes = ARENA_ARRAY(work->arena, uint64_t *, batch->gates.n);
    for (size_t i = 0; i < batch->gates.n; i++) {
        const struct gate *gate = &batch->gates.at[i];
        if (is_leaf(gate) || gate->op == GATE_STEP)
            continue;
        work->planes[i] = next;
        next += words_at_most(gate->domain);
    }
    memset(work->planes[PLANE_EVERYWHERE], 0xFF,
           SHEET_ELEMENT_WORDS * sizeof(uint64_t));
}

static void fill(int64_t *ends, size_t n, int64_t end)
{
    for (size_t i = 0; i < n; i++)
        ends[i] = end;
}

static void make_arrays(struct batch_work *work)
{
    const struct batch *batch = work->batch;
    size_t n = batch->numbers.n;
    work->low = ARENA_ARRAY(work->arena, int64_t *, n);
    work->high = ARENA_ARRAY(work->arena, int64_t *, n);
    for (size_t i = 0; i < n; i++) {
        const struct number *number = &batch->numbers.at[i];
        size_t places = 64 * words_at_most(number->domain);
        if (!number->arrays)
            continue;
        work->low[i] = ARENA_ARRAY(work->arena, int64_t, places);
        work->high[i] = ARENA_ARRAY(work->arena, int64_t, places);
        if (number->op == NUMBER_CONSTANT) {
            fill(work->low[i], places, number->low);
            fill(work->high[i], places, number->high);
        }
    }
}

struct batch_work *batch_work_new(struct arena *arena,
                                  const struct batch *batch)
{
    struct batch_work *work = ARENA_NEW(arena, struct batch_work);
    work->arena = arena;
    work->batch = batch;
    make_planes(work);
    make_arrays(work);
    work->tails = ARENA_ARRAY(arena, uint64_t *, batch->list_count);
    for (size_t i = 0; i < batch->list_count; i++)
        if (batch->extents[i].used)
            work->tails[i] = ARENA_ARRAY(arena, uint64_t, SHEET_ELEMENT_WORDS);
    work->letters =
        ARENA_ARRAY(arena, char, 8 * (batch->program->rule_count + 8));
    return work;
}

size_t work_places(const struct batch_work *work, uint32_t domain)
{
    if (domain == DOMAIN_ROWS)
        return work->sheet->rows;
    return work->sheet->lists[domain - 1].start[work->sheet->rows];
}

size_t work_words(const struct batch_work *work, uint32_t domain)
{
    return domain == DOMAIN_ROWS ? SHEET_WORDS
                                 : (work_places(work, domain) + 63) / 64;
}

void work_set(struct batch_work *work, plane p, size_t place, bool on)
{
    uint64_t *word = &work->planes[p][place / 64];
    uint64_t bit = (uint64_t)1 << (place % 64);
    *word = on ? *word | bit : *word & ~bit;
}

/* --- gates --------------------------------------------------------------- */

static const struct sheet_column *column_of(const struct batch_work *work,
                                            const struct gate *gate)
{
    const struct sheet *sheet = work->sheet;
    return gate->domain == DOMAIN_ROWS
               ? &sheet->columns[gate->a]
               : &sheet->lists[gate->domain - 1].columns[gate->a];
}

static uint64_t *leaf(const struct batch_work *work, const struct gate *gate)
{
    const struct sheet_column *column = column_of(work, gate);
    if (gate->op == GATE_KNOWN)
        return column->known;
    if (gate->op == GATE_NOTHING)
        return column->nothing;
    if (gate->op == GATE_PERHAPS)
        return column->perhaps;
    if (gate->op == GATE_PARTLY)
        return column->partly;
    return column->options + gate->b * column->words;
}

static void logic(enum gate_op op, const uint64_t *a, const uint64_t *b,
                  uint64_t *to, size_t n)
{
    if (op == GATE_AND)
        for (size_t i = 0; i < n; i++)
            to[i] = a[i] & b[i];
    else if (op == GATE_OR)
        for (size_t i = 0; i < n; i++)
            to[i] = a[i] | b[i];
    else if (op == GATE_BUT)
        for (size_t i = 0; i < n; i++)
            to[i] = a[i] & ~b[i];
    else
        for (size_t i = 0; i < n; i++)
            to[i] = ~a[i];
}

static void run_logic(const struct batch_work *work, const struct gate *gate,
                      uint64_t *to)
{
    enum gate_op op = (enum gate_op)gate->op;
    const uint64_t *a = work->planes[gate->a], *b = work->planes[gate->b];
    if (gate->domain == DOMAIN_ROWS)
        logic(op, a, b, to, SHEET_WORDS);
    else
        logic(op, a, b, to, work_words(work, gate->domain));
}

static void run_step(struct batch_work *work, const struct step *step)
{
    switch (step->kind) {
    case STEP_NUMBER: run_number(work, step->index); break;
    case STEP_ARRAYS: run_arrays(work, step->index); break;
    case STEP_CUTS: run_cuts(work, step->index); break;
    case STEP_COMPARE: run_compare(work, step->index); break;
    case STEP_LATEST: run_latest(work, step->index); break;
    case STEP_EXTENT: run_extent(work, step->index); break;
    }
}

static void run_gate(struct batch_work *work, plane p)
{
    const struct gate *gate = &work->batch->gates.at[p];
    switch ((enum gate_op)gate->op) {
    case GATE_CONSTANT:
    case GATE_MADE: break;
    case GATE_KNOWN:
    case GATE_NOTHING:
    case GATE_PERHAPS:
    case GATE_PARTLY:
    case GATE_OPTION: work->planes[p] = leaf(work, gate); break;
    case GATE_NOT:
    case GATE_AND:
    case GATE_BUT:
    case GATE_OR: run_logic(work, gate, work->planes[p]); break;
    case GATE_ANY: run_any(work, gate, work->planes[p]); break;
    case GATE_SPREAD: run_spread(work, gate, work->planes[p]); break;
    case GATE_STEP: run_step(work, &work->batch->steps.at[gate->a]); break;
    }
}

void batch_run(struct batch_work *work, struct sheet *sheet)
{
    const struct batch *batch = work->batch;
    work->sheet = sheet;
    work->letters_of = 0;
    memset(work->failed, 0, sizeof work->failed);
    for (plane p = 0; p < batch->gates.n; p++)
        run_gate(work, p);
    const uint64_t *hard = work->planes[batch->hard];
    size_t full = sheet->rows / 64;
    for (size_t i = 0; i < SHEET_WORDS; i++) {
        uint64_t rows = i < full   ? UINT64_MAX
                        : i > full ? 0
                                   : ((uint64_t)1 << (sheet->rows % 64)) - 1;
        sheet->hard[i] |= (hard[i] | work->failed[i]) & rows;
    }
}

/* --- states -------------------------------------------------------------- */

enum truth batch_state(const struct batch_work *work, const struct rule *rule,
                       size_t row)
{
    struct pair state = work->batch->rules[rule->index];
    unsigned no = work_bit(work, state.no, row) ? TRUTH_NO : 0;
    unsigned yes = work_bit(work, state.yes, row) ? TRUTH_YES : 0;
    return (enum truth)(no | yes);
}

/* The transposed square: bit i of byte j becomes bit j of byte i. */
static uint64_t transpose(uint64_t x)
{
    uint64_t t = (x ^ (x >> 7)) & 0x00AA00AA00AA00AAu;
    x ^= t ^ (t << 7);
    t = (x ^ (x >> 14)) & 0x0000CCCC0000CCCCu;
    x ^= t ^ (t << 14);
    t = (x ^ (x >> 28)) & 0x00000000F0F0F0F0u;
    return x ^ t ^ (t << 28);
}

/* Bit i of a byte as byte i, 0 or 1. */
static uint64_t bytes_of(uint64_t bits)
{
    uint64_t each = ((bits & 0xFF) * 0x0101010101010101u) & 0x8040201008040201u;
    return ((each + 0x7F7F7F7F7F7F7F7Fu) | each) >> 7 & 0x0101010101010101u;
}

/* The low byte first. */
static void put_eight(char *to, uint64_t bytes)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(to, &bytes, sizeof bytes);
#else
    for (size_t i = 0; i < sizeof bytes; i++)
        to[i] = (char)(bytes >> (8 * i));
#endif
}

/* Letters of eight rules for eight rows: from F it is 14 to T, then 1 to U. */
static void put_letters(char *to, size_t stride, uint64_t no, uint64_t yes)
{
    no = transpose(no);
    yes = transpose(yes);
    for (size_t row = 0; row < 8; row++) {
        uint64_t is_yes = bytes_of(yes >> (8 * row));
        uint64_t is_both = bytes_of((yes & no) >> (8 * row));
        uint64_t letters = 0x4646464646464646u + 14 * is_yes + is_both;
        put_eight(to + row * stride, letters);
    }
}

/* The byte of eight rows from the plane of each of eight rules. */
static void gather(const struct batch_work *work, size_t rule, size_t rows,
                   uint64_t *no, uint64_t *yes)
{
    size_t n = work->batch->program->rule_count - rule;
    *no = *yes = 0;
    for (size_t i = 0; i < (n < 8 ? n : 8); i++) {
        struct pair state = work->batch->rules[rule + i];
        const uint64_t *a = work->planes[state.no] + rows / 8;
        const uint64_t *b = work->planes[state.yes] + rows / 8;
        *no |= (*a >> (8 * (rows % 8)) & 0xFF) << (8 * i);
        *yes |= (*b >> (8 * (rows % 8)) & 0xFF) << (8 * i);
    }
}

const char *batch_letters(struct batch_work *work, size_t row)
{
    size_t n = work->batch->program->rule_count, stride = n + 8;
    uint64_t no, yes;
    if (work->letters_of != row / 8 + 1) {
        work->letters_of = row / 8 + 1;
        for (size_t rule = 0; rule < n; rule += 8) {
            gather(work, rule, row / 8, &no, &yes);
            put_letters(work->letters + rule, stride, no, yes);
        }
    }
    return work->letters + row % 8 * stride;
}
