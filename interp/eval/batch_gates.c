/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Building the circuit of a batch. Each gate is made once, whatever asks for
 * it; gates of constants fold away here, so that a gate that stands in the
 * circuit has work to do. Kleene's `and` and `or` are monotone in "may be no"
 * and "may be yes", so a condition costs two plain gates, and `not` none.
 *
 * A plane may have any bits behind the last place of its domain: GATE_ANY and
 * the steps look at the places that there are.
 */

#include "interp/eval/batch_internal.h"

#define TABLE_LEAST 1024

/* --- each gate once ------------------------------------------------------ */

static size_t gate_hash(const struct gate *gate)
{
    uint64_t h = gate->op + ((uint64_t)gate->domain << 8);
    h = (h ^ ((uint64_t)gate->a << 32 | gate->b)) * 0x9E3779B97F4A7C15u;
    return (size_t)(h >> 20 ^ h >> 44);
}

static bool gate_equal(const struct gate *a, const struct gate *b)
{
    return a->op == b->op && a->domain == b->domain && a->a == b->a &&
           a->b == b->b;
}

/* Its place in the table: the gate's, or a free one. */
static uint32_t *find(struct maker *m, const struct gate *gate)
{
    size_t mask = m->table_size - 1, at = gate_hash(gate) & mask;
    while (m->table[at] && !gate_equal(&m->batch->gates.at[m->table[at]], gate))
        at = (at + 1) & mask;
    return &m->table[at];
}

static void grow(struct maker *m)
{
    size_t size = m->table_size ? 2 * m->table_size : TABLE_LEAST;
    m->table = ARENA_ARRAY(m->arena, uint32_t, size);
    m->table_size = size;
    for (uint32_t i = 0; i < m->batch->gates.n; i++) {
        const struct gate *gate = &m->batch->gates.at[i];
        if (gate->op != GATE_CONSTANT && gate->op != GATE_MADE &&
            gate->op != GATE_STEP)
            *find(m, gate) = i;
    }
}

static plane append(struct maker *m, struct gate gate)
{
    list_push(m->batch->arena, &m->batch->gates, gate);
    return (plane)(m->batch->gates.n - 1);
}

plane gate_add(struct maker *m, struct gate gate)
{
    if (2 * m->batch->gates.n >= m->table_size)
        grow(m);
    uint32_t *at = find(m, &gate);
    if (!*at)
        *at = append(m, gate);
    return *at;
}

plane gate_made(struct maker *m, uint32_t domain)
{
    return append(m, (struct gate){.op = GATE_MADE, .domain = domain});
}

void gate_step(struct maker *m, enum step_kind kind, uint32_t index)
{
    list_push(m->batch->arena, &m->batch->steps, ((struct step){kind, index}));
    append(m, (struct gate){.op = GATE_STEP,
                            .domain = DOMAIN_NONE,
                            .a = (uint32_t)(m->batch->steps.n - 1)});
}

/* --- domains ------------------------------------------------------------- */

uint32_t gate_domain(const struct maker *m, plane a)
{
    return m->batch->gates.at[a].domain;
}

uint32_t domain_join(struct maker *m, uint32_t a, uint32_t b)
{
    if (a == DOMAIN_NONE || a == b)
        return b;
    if (b == DOMAIN_NONE)
        return a;
    if (a != DOMAIN_ROWS && b != DOMAIN_ROWS)
        m->unsupported = true;
    return a == DOMAIN_ROWS ? b : a;
}

plane gate_within(struct maker *m, plane a, uint32_t domain)
{
    uint32_t own = gate_domain(m, a);
    if (own == DOMAIN_NONE || own == domain)
        return a;
    if (own != DOMAIN_ROWS || domain == DOMAIN_NONE) {
        m->unsupported = true;
        return PLANE_NOWHERE;
    }
    return gate_add(m, (struct gate){GATE_SPREAD, domain, a, 0});
}

/* --- gates that fold ----------------------------------------------------- */

static bool is_not_of(const struct maker *m, plane a, plane b)
{
    const struct gate *gate = &m->batch->gates.at[a];
    return gate->op == GATE_NOT && gate->a == b;
}

static bool opposite(const struct maker *m, plane a, plane b)
{
    return is_not_of(m, a, b) || is_not_of(m, b, a);
}

plane gate_not(struct maker *m, plane a)
{
    if (a <= PLANE_EVERYWHERE)
        return PLANE_EVERYWHERE - a;
    const struct gate *gate = &m->batch->gates.at[a];
    if (gate->op == GATE_NOT)
        return gate->a;
    return gate_add(m, (struct gate){GATE_NOT, gate->domain, a, 0});
}

static plane two(struct maker *m, enum gate_op op, plane a, plane b)
{
    uint32_t domain = domain_join(m, gate_domain(m, a), gate_domain(m, b));
    a = gate_within(m, a, domain);
    b = gate_within(m, b, domain);
    if (op != GATE_BUT && a > b) {
        plane c = a;
        a = b;
        b = c;
    }
    return gate_add(m, (struct gate){(uint8_t)op, domain, a, b});
}

plane gate_but(struct maker *m, plane a, plane b)
{
    if (a == PLANE_NOWHERE || b == PLANE_EVERYWHERE || a == b)
        return PLANE_NOWHERE;
    if (b == PLANE_NOWHERE || opposite(m, a, b))
        return a;
    if (a == PLANE_EVERYWHERE)
        return gate_not(m, b);
    return two(m, GATE_BUT, a, b);
}

plane gate_and(struct maker *m, plane a, plane b)
{
    if (a == PLANE_NOWHERE || b == PLANE_NOWHERE || opposite(m, a, b))
        return PLANE_NOWHERE;
    if (a == PLANE_EVERYWHERE || a == b)
        return b;
    if (b == PLANE_EVERYWHERE)
        return a;
    if (m->batch->gates.at[b].op == GATE_NOT)
        return gate_but(m, a, m->batch->gates.at[b].a);
    if (m->batch->gates.at[a].op == GATE_NOT)
        return gate_but(m, b, m->batch->gates.at[a].a);
    return two(m, GATE_AND, a, b);
}

plane gate_or(struct maker *m, plane a, plane b)
{
    if (a == PLANE_EVERYWHERE || b == PLANE_EVERYWHERE || opposite(m, a, b))
        return PLANE_EVERYWHERE;
    if (a == PLANE_NOWHERE || a == b)
        return b;
    if (b == PLANE_NOWHERE)
        return a;
    return two(m, GATE_OR, a, b);
}

plane gate_any(struct maker *m, uint32_t list, plane a)
{
    struct extent *extent = &m->batch->extents[list];
    if (a == PLANE_NOWHERE)
        return a;
    if (a == PLANE_EVERYWHERE)
        return extent->filled;
    if (gate_domain(m, a) == DOMAIN_ROWS)
        return gate_and(m, a, extent->filled);
    if (gate_domain(m, a) != list + 1)
        m->unsupported = true;
    return gate_add(m, (struct gate){GATE_ANY, DOMAIN_ROWS, a, list});
}

/* --- conditions ---------------------------------------------------------- */

struct pair pair_of(enum truth truth)
{
    return (struct pair){truth & TRUTH_NO ? PLANE_EVERYWHERE : PLANE_NOWHERE,
                         truth & TRUTH_YES ? PLANE_EVERYWHERE : PLANE_NOWHERE};
}

struct pair pair_not(struct pair a)
{
    return (struct pair){a.yes, a.no};
}

struct pair pair_and(struct maker *m, struct pair a, struct pair b)
{
    return (struct pair){gate_or(m, a.no, b.no), gate_and(m, a.yes, b.yes)};
}

struct pair pair_or(struct maker *m, struct pair a, struct pair b)
{
    return (struct pair){gate_and(m, a.no, b.no), gate_or(m, a.yes, b.yes)};
}
