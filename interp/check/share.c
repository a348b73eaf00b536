/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Equal expressions become one object. Two are equal when they do the same
 * with the same operands in the same frame, however they were written: `KRAS
 * mutated`, `KRAS is mutated` and the cell `mutated` of a table are one. So a
 * memo by id evaluates each once, and a condition is tried once. The text is
 * that of the first.
 *
 * For every expression the levels that it reads from outside of its own
 * bindings are kept as a set of bits; levels from 63 on share the last bit,
 * which is never taken out again: too much is then said to be read, which
 * costs a memo and no more.
 */

#include "interp/check/checker.h"

#include <string.h>

#define HIGHEST_BIT 63

struct slot_of_hash {
    uint64_t hash;
    const struct expr *e; /* NULL: free */
};

struct share {
    const struct share *base; /* of the program that is extended, or NULL */
    struct arena *arena;
    struct slot_of_hash *slots;
    size_t slot_count, n, first_id;
    LIST(uint64_t) reads; /* by id - first_id */
};

struct share *share_new(struct arena *arena, const struct share *base,
                        size_t first_id)
{
    struct share *share = ARENA_NEW(arena, struct share);
    share->base = base;
    share->arena = arena;
    share->first_id = first_id;
    return share;
}

/* --- hashing ------------------------------------------------------------- */

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

static uint64_t mix_pointer(uint64_t hash, const void *pointer)
{
    return mix(hash, (uint64_t)(uintptr_t)pointer);
}

static uint64_t mix_str(uint64_t hash, struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        hash = mix(hash, (unsigned char)text.at[i]);
    return mix(hash, text.n);
}

static uint64_t hash_value(uint64_t hash, struct value v)
{
    hash = mix(hash, (uint64_t)v.kind << 4 | (uint64_t)v.nothing << 3 |
                         (uint64_t)v.some << 2 | (uint64_t)v.low_open << 1 |
                         (uint64_t)v.high_open);
    switch ((enum value_kind)v.kind) {
    case VALUE_OPTIONS: return mix(hash, v.options);
    case VALUE_SET: return mix(mix(hash, v.set.may), v.set.must);
    case VALUE_NUMBER:
    case VALUE_DATE:
        return mix(mix(hash, (uint64_t)v.range.low), (uint64_t)v.range.high);
    case VALUE_TEXT: break;
    }
    return mix_str(hash, v.text);
}

/* What an operation has besides its operands. */
enum payload {
    PAYLOAD_NONE,
    PAYLOAD_VALUE,
    PAYLOAD_POINTER,
    PAYLOAD_WAY, /* comparison, arithmetic or function */
    PAYLOAD_OPTIONS,
    PAYLOAD_TEXT
};

static enum payload payload_of(enum expr_op op)
{
    static const enum payload payloads[EXPR_OPS] = {
        [EXPR_CONST] = PAYLOAD_VALUE,        [EXPR_FIELD] = PAYLOAD_POINTER,
        [EXPR_DEFINE] = PAYLOAD_POINTER,     [EXPR_SCORE] = PAYLOAD_POINTER,
        [EXPR_STATED] = PAYLOAD_POINTER,     [EXPR_ARITHMETIC] = PAYLOAD_WAY,
        [EXPR_CALL] = PAYLOAD_WAY,           [EXPR_COMPARE] = PAYLOAD_WAY,
        [EXPR_COMPARE_MONTHS] = PAYLOAD_WAY, [EXPR_IS] = PAYLOAD_OPTIONS,
        [EXPR_INCLUDES] = PAYLOAD_OPTIONS,   [EXPR_BRANCH] = PAYLOAD_POINTER,
        [EXPR_IS_TEXT] = PAYLOAD_TEXT,
    };
    return payloads[op];
}

static uint64_t hash_payload(uint64_t hash, const struct expr *e)
{
    switch (payload_of(e->op)) {
    case PAYLOAD_NONE: break;
    case PAYLOAD_VALUE: return hash_value(hash, e->value);
    case PAYLOAD_POINTER: return mix_pointer(hash, e->field);
    case PAYLOAD_WAY: return mix(hash, (uint64_t)e->comparison);
    case PAYLOAD_OPTIONS: return mix(hash, e->options);
    case PAYLOAD_TEXT: return mix_str(hash, e->wanted);
    }
    return hash;
}

/* Begins with an address, so that nobody can make up conditions that collide;
   the same one for a share and what it extends. */
static uint64_t hash_expr(const struct share *share, const struct expr *e)
{
    while (share->base)
        share = share->base;
    uint64_t hash = mix_pointer(0, share);
    hash = mix(mix(hash, (uint64_t)e->op), e->level);
    hash = mix(mix(hash, (uint64_t)e->months), (uint64_t)e->months2);
    hash = mix(hash, (uint64_t)(int64_t)e->sign);
    hash = mix(hash, (uint64_t)e->map.numerator);
    hash = mix(mix_pointer(hash, e->group.list), e->group.level);
    hash = mix_pointer(hash, e->group.where);
    hash = hash_payload(hash, e);
    for (uint32_t i = 0; i < e->n; i++)
        hash = mix(hash, e->kids[i]->id);
    return hash;
}

/* --- equality ------------------------------------------------------------ */

static bool same_map(const struct unit_map *a, const struct unit_map *b)
{
    return a->numerator == b->numerator && a->denominator == b->denominator &&
           a->before == b->before && a->after == b->after;
}

static bool same_type(const struct type *a, const struct type *b)
{
    return a->kind == b->kind && a->choices == b->choices &&
           str_equal(a->unit.code, b->unit.code);
}

static bool same_payload(const struct expr *a, const struct expr *b)
{
    switch (payload_of(a->op)) {
    case PAYLOAD_NONE: break;
    case PAYLOAD_VALUE:
        return same_type(&a->type, &b->type) && value_equal(a->value, b->value);
    case PAYLOAD_POINTER: return a->field == b->field;
    case PAYLOAD_WAY: return a->comparison == b->comparison;
    case PAYLOAD_OPTIONS: return a->options == b->options;
    case PAYLOAD_TEXT: return str_equal(a->wanted, b->wanted);
    }
    return true;
}

static bool same_kids(const struct expr *a, const struct expr *b)
{
    bool same = a->n == b->n;
    for (uint32_t i = 0; same && i < a->n; i++)
        same = a->kids[i] == b->kids[i];
    return same;
}

static bool same_group(const struct group *a, const struct group *b)
{
    return a->list == b->list && a->level == b->level && a->where == b->where;
}

static bool same_expr(const struct expr *a, const struct expr *b)
{
    return a->op == b->op && a->level == b->level && a->sign == b->sign &&
           a->months == b->months && a->months2 == b->months2 &&
           same_map(&a->map, &b->map) && same_map(&a->map2, &b->map2) &&
           same_group(&a->group, &b->group) && same_kids(a, b) &&
           same_payload(a, b) && same_type(&a->type, &b->type);
}

/* --- the table ----------------------------------------------------------- */

static struct slot_of_hash *slot_of(const struct share *share,
                                    const struct expr *e, uint64_t hash)
{
    size_t mask = share->slot_count - 1;
    size_t at = (size_t)hash & mask;
    while (share->slots[at].e &&
           (share->slots[at].hash != hash || !same_expr(share->slots[at].e, e)))
        at = (at + 1) & mask;
    return &share->slots[at];
}

static const struct expr *find(const struct share *share, const struct expr *e,
                               uint64_t hash)
{
    const struct expr *found = NULL;
    for (; share && !found; share = share->base)
        if (share->slot_count)
            found = slot_of(share, e, hash)->e;
    return found;
}

static void grow(struct share *share)
{
    struct slot_of_hash *old = share->slots;
    size_t count = share->slot_count;
    share->slot_count = count ? count * 2 : 256;
    share->slots =
        ARENA_ARRAY(share->arena, struct slot_of_hash, share->slot_count);
    for (size_t i = 0; i < count; i++)
        if (old[i].e)
            *slot_of(share, old[i].e, old[i].hash) = old[i];
}

static void insert(struct share *share, const struct expr *e, uint64_t hash)
{
    if (share->n * 2 >= share->slot_count)
        grow(share);
    *slot_of(share, e, hash) = (struct slot_of_hash){hash, e};
    share->n++;
}

/* --- levels -------------------------------------------------------------- */

static uint64_t bit_of(uint32_t level)
{
    if (!level)
        return 0;
    return (uint64_t)1 << (level < HIGHEST_BIT ? level : HIGHEST_BIT);
}

static uint64_t reads_of(const struct share *share, const struct expr *e)
{
    while (share->base && e->id < share->first_id)
        share = share->base;
    return share->reads.at[e->id - share->first_id];
}

static uint64_t reads_below(const struct checker *c, const struct expr *e)
{
    uint64_t reads = 0;
    for (uint32_t i = 0; i < e->n; i++)
        reads |= reads_of(c->share, e->kids[i]);
    if (!e->group.list)
        return reads;
    if (e->group.where)
        reads |= reads_of(c->share, e->group.where);
    if (e->group.level < HIGHEST_BIT)
        reads &= ~bit_of(e->group.level);
    return reads;
}

static uint64_t find_reads(const struct checker *c, const struct expr *e)
{
    bool in_frame =
        e->op == EXPR_FIELD || e->op == EXPR_DEFINE || e->op == EXPR_FRAME;
    return in_frame ? bit_of(e->level) : reads_below(c, e);
}

static uint32_t highest(const struct checker *c, uint64_t reads)
{
    uint32_t level = 0;
    while (reads >> level > 1)
        level++;
    bool shared = level == HIGHEST_BIT;
    return shared ? c->program->deepest_level : level;
}

bool check_reads_level(const struct checker *c, const struct expr *e,
                       uint32_t level)
{
    return (reads_of(c->share, e) & bit_of(level)) != 0;
}

/* --- sharing ------------------------------------------------------------- */

static struct expr *copy_of(struct checker *c, const struct expr *draft)
{
    struct expr *e = ARENA_NEW(c->arena, struct expr);
    *e = *draft;
    e->kids = ARENA_ARRAY(c->arena, const struct expr *, e->n);
    if (e->n)
        memcpy(e->kids, draft->kids, e->n * sizeof *e->kids);
    return e;
}

const struct expr *check_share(struct checker *c, struct expr *draft,
                               const struct ast *node)
{
    uint64_t hash = hash_expr(c->share, draft);
    const struct expr *found = find(c->share, draft, hash);
    if (found)
        return found;
    struct expr *e = copy_of(c, draft);
    e->id = (uint32_t)c->program->expr_count++;
    e->span = node->span;
    if (!e->text.at)
        e->text = check_text(c, node);
    uint64_t reads = find_reads(c, e);
    list_push(c->arena, &c->share->reads, reads);
    e->deepest = highest(c, reads);
    insert(c->share, e, hash);
    return e;
}
