/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The difference of two texts, line by line, as people know it from `diff -u`.
 *
 * Lines that occur once in each text are taken as fixed points, the longest
 * run of them that is in order in both (the "patience" way), and each is
 * extended to equal lines around it. That takes time in proportion to n log n,
 * however much differs, and never pairs lines of which there are many.
 */

#include "grammar/format_internal.h"

#include "grammar/base/hash.h"

#define CONTEXT 3

#define NOWHERE UINT32_MAX

typedef LIST(struct str) texts;

struct diff {
    struct arena *arena;
    texts a, b;
    uint32_t *match; /* for each line of a, its line of b or NOWHERE */
};

static texts lines_of(struct arena *arena, struct str text)
{
    texts lines = {0};
    size_t from = 0;
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] == '\n' || i + 1 == text.n) {
            struct str line = {text.at + from, i + 1 - from};
            list_push(arena, &lines, line);
            from = i + 1;
        }
    return lines;
}

/* ---- lines that occur once ---------------------------------------------- */

struct slot {
    struct str line;
    uint32_t in_a, in_b; /* where, plus one; NOWHERE: more than once */
};

struct table {
    struct slot *slots;
    size_t mask;
};

static struct slot *slot_of(const struct table *table, struct str line)
{
    size_t at = (size_t)hash_text(table->slots, line) & table->mask;
    while (table->slots[at].line.at && !str_equal(table->slots[at].line, line))
        at = (at + 1) & table->mask;
    table->slots[at].line = line;
    return &table->slots[at];
}

static void note(uint32_t *where, size_t i)
{
    *where = *where ? NOWHERE : (uint32_t)i + 1;
}

static struct table table_of(const struct diff *d)
{
    size_t size = 16;
    while (size < 2 * (d->a.n + d->b.n))
        size *= 2;
    struct table table = {ARENA_ARRAY(d->arena, struct slot, size), size - 1};
    for (size_t i = 0; i < d->a.n; i++)
        note(&slot_of(&table, d->a.at[i])->in_a, i);
    for (size_t i = 0; i < d->b.n; i++)
        note(&slot_of(&table, d->b.at[i])->in_b, i);
    return table;
}

/* ---- matching ----------------------------------------------------------- */

/* The places of piles, by the line of b on top: the first pile whose top is
   not below `line`. */
static size_t pile_for(const uint32_t *tops, const uint32_t *line_of_b,
                       size_t piles, uint32_t line)
{
    size_t low = 0, high = piles;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (line_of_b[tops[middle]] < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Keeps of the candidates in d->match the longest increasing run. */
static void keep_longest(struct diff *d)
{
    size_t n = d->a.n, piles = 0;
    uint32_t *tops = ARENA_ARRAY(d->arena, uint32_t, n);
    uint32_t *before = ARENA_ARRAY(d->arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        if (d->match[i] == NOWHERE)
            continue;
        size_t pile = pile_for(tops, d->match, piles, d->match[i]);
        before[i] = pile ? tops[pile - 1] : NOWHERE;
        tops[pile] = (uint32_t)i;
        piles += pile == piles;
    }
    uint32_t next = piles ? tops[piles - 1] : NOWHERE;
    for (size_t i = n; i-- > 0;) {
        if (i == next)
            next = before[i];
        else
            d->match[i] = NOWHERE;
    }
}

static bool same(const struct diff *d, size_t i, size_t j)
{
    return str_equal(d->a.at[i], d->b.at[j]);
}

/* Lines behind a match, and at the beginning, that are equal too. */
static void extend_forward(struct diff *d)
{
    bool *taken = ARENA_ARRAY(d->arena, bool, d->b.n + 1);
    for (size_t i = 0; i < d->a.n; i++)
        if (d->match[i] != NOWHERE)
            taken[d->match[i]] = true;
    taken[d->b.n] = true;
    bool follows = true;
    for (size_t i = 0, j = 0; i < d->a.n; i++) {
        bool matched = d->match[i] != NOWHERE;
        if (!matched && follows && !taken[j] && same(d, i, j))
            d->match[i] = (uint32_t)j;
        follows = d->match[i] != NOWHERE;
        if (follows)
            j = d->match[i] + 1;
    }
}

/* The same upwards. */
static void extend_backward(struct diff *d)
{
    bool *taken = ARENA_ARRAY(d->arena, bool, d->b.n + 1);
    for (size_t i = 0; i < d->a.n; i++)
        if (d->match[i] != NOWHERE)
            taken[d->match[i] + 1] = true;
    taken[0] = true;
    bool leads = true;
    for (size_t i = d->a.n, j = d->b.n; i-- > 0;) {
        bool matched = d->match[i] != NOWHERE;
        if (!matched && leads && !taken[j] && same(d, i, j - 1))
            d->match[i] = (uint32_t)j - 1;
        leads = d->match[i] != NOWHERE;
        if (leads)
            j = d->match[i];
    }
}

static void match_lines(struct diff *d)
{
    struct table table = table_of(d);
    d->match = ARENA_ARRAY(d->arena, uint32_t, d->a.n);
    for (size_t i = 0; i < d->a.n; i++) {
        const struct slot *slot = slot_of(&table, d->a.at[i]);
        bool once =
            slot->in_a != NOWHERE && slot->in_b && slot->in_b != NOWHERE;
        d->match[i] = once ? slot->in_b - 1 : NOWHERE;
    }
    keep_longest(d);
    extend_forward(d);
    extend_backward(d);
}

/* ---- writing ------------------------------------------------------------ */

/* Lines [a, a_to) against [b, b_to). */
struct hunk {
    size_t a, a_to, b, b_to;
};

static void put_line(struct buf *out, char sign, struct str line)
{
    buf_char(out, sign);
    buf_str(out, line);
    if (line.at[line.n - 1] != '\n')
        buf_text(out, "\n\\ No newline at end of file\n");
}

static void put_head(struct buf *out, const struct hunk *hunk)
{
    size_t a = hunk->a_to - hunk->a, b = hunk->b_to - hunk->b;
    buf_format(out, "@@ -%zu,%zu +%zu,%zu @@\n", hunk->a + (a > 0), a,
               hunk->b + (b > 0), b);
}

static void put_hunk(struct buf *out, const struct diff *d,
                     const struct hunk *hunk)
{
    size_t i = hunk->a, j = hunk->b;
    put_head(out, hunk);
    while (i < hunk->a_to || j < hunk->b_to) {
        bool deleted = i < hunk->a_to && d->match[i] == NOWHERE;
        bool paired = i < hunk->a_to && d->match[i] == j;
        if (deleted)
            put_line(out, '-', d->a.at[i++]);
        else if (paired)
            put_line(out, ' ', d->a.at[i++]), j++;
        else
            put_line(out, '+', d->b.at[j++]);
    }
}

/* The next stretch that differs, at or behind (i, j); false at the end. */
static bool next_change(const struct diff *d, struct hunk *at)
{
    size_t i = at->a_to, j = at->b_to;
    while (i < d->a.n && d->match[i] == j)
        i++, j++;
    at->a = i;
    at->b = j;
    while (i < d->a.n && d->match[i] == NOWHERE)
        i++;
    at->a_to = i;
    at->b_to = i < d->a.n ? d->match[i] : d->b.n;
    return at->a < at->a_to || at->b < at->b_to;
}

static void widen(const struct diff *d, struct hunk *hunk)
{
    size_t up = hunk->a < hunk->b ? hunk->a : hunk->b;
    size_t down = d->a.n - hunk->a_to;
    if (d->b.n - hunk->b_to < down)
        down = d->b.n - hunk->b_to;
    up = up < CONTEXT ? up : CONTEXT;
    down = down < CONTEXT ? down : CONTEXT;
    hunk->a -= up;
    hunk->b -= up;
    hunk->a_to += down;
    hunk->b_to += down;
}

static void put_hunks(struct buf *out, const struct diff *d)
{
    struct hunk change = {0};
    next_change(d, &change); /* there is one: the texts differ */
    struct hunk hunk = change;
    while (next_change(d, &change)) {
        if (change.a > hunk.a_to + 2 * CONTEXT) {
            widen(d, &hunk);
            put_hunk(out, d, &hunk);
            hunk = change;
        }
        hunk.a_to = change.a_to;
        hunk.b_to = change.b_to;
    }
    widen(d, &hunk);
    put_hunk(out, d, &hunk);
}

struct str format_diff(struct arena *arena, struct str name, struct str before,
                       struct str after)
{
    struct buf out = buf_on(arena);
    struct diff d = {.arena = arena,
                     .a = lines_of(arena, before),
                     .b = lines_of(arena, after)};
    if (str_equal(before, after))
        return buf_view(&out);
    match_lines(&d);
    buf_format(&out, "--- %.*s\n+++ %.*s\n", STR_ARG(name), STR_ARG(name));
    put_hunks(&out, &d);
    return buf_view(&out);
}
