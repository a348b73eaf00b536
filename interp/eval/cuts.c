/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Thresholds: what an undetermined rule compares unknown facts with. They cut
 * the values of a number or date into cells (axes.c).
 *
 * A threshold counts against any single known value, and through whatever
 * passes a value on unchanged: a path, a define, a branch, `or as stated`,
 * latest, earliest, largest, smallest. A duration cuts the unknown date when
 * the other one is known. Conditions inside groups are looked at for each
 * described element. What is not found here only makes a verdict more
 * cautious: the condition stays unknown and is tried both ways.
 */

#include "interp/eval/cuts_internal.h"

#include "grammar/limits.h"

struct cutter *cutter_new(struct evaluator *ev, struct arena *arena)
{
    struct cutter *cutter = ARENA_NEW(arena, struct cutter);
    uint32_t levels = evaluator_program(ev)->deepest_level + 2;
    cutter->ev = ev;
    cutter->arena = arena;
    cutter->budget = LIMIT_CUTS;
    cutter->levels = levels;
    cutter->bound = ARENA_ARRAY(arena, struct binding, levels);
    return cutter;
}

struct cuts cutter_cuts(const struct cutter *cutter)
{
    return cutter->cuts;
}

size_t cutter_stated(const struct cutter *cutter,
                     const struct stated_place **places)
{
    *places = cutter->stated.at;
    return cutter->stated.n;
}

/* --- frames and elements ------------------------------------------------- */

void cutter_in_frame(struct cutter *cutter, uint32_t level,
                     const struct expr *body, cutter_visit *visit,
                     const void *context)
{
    struct binding *outer = cutter->bound;
    cutter->bound = ARENA_ARRAY(cutter->arena, struct binding, cutter->levels);
    if (level)
        cutter->bound[1] = outer[level];
    visit(cutter, body, context);
    cutter->bound = outer;
}

void cutter_each_element(struct cutter *cutter, const struct group *group,
                         const struct expr *body, cutter_visit *visit,
                         const void *context)
{
    const struct record *record = eval_record(cutter->ev);
    uint32_t n = record->lists[group->list->list].n;
    struct binding outer = cutter->bound[group->level];
    for (uint32_t i = n ? 1 : 0; i <= n; i++) {
        cutter->bound[group->level] = (struct binding){group->list, i};
        visit(cutter, body, context);
    }
    cutter->bound[group->level] = outer;
}

/* --- what was seen already ----------------------------------------------- */

struct visit_key {
    uint32_t id;
    struct binding first, second;
};

static bool key_equal(const struct visit_key *a, const struct visit_key *b)
{
    return a->id == b->id && a->first.list == b->first.list &&
           a->first.element == b->first.element &&
           a->second.list == b->second.list &&
           a->second.element == b->second.element;
}

static size_t key_hash(const struct visit_key *key)
{
    uint64_t hash = key->id;
    hash = hash * 0x9E3779B97F4A7C15U + key->first.element;
    hash = hash * 0x9E3779B97F4A7C15U + key->second.element;
    hash = hash * 0x9E3779B97F4A7C15U;
    return (size_t)(hash >> 20);
}

static struct visit_key *key_slot(const struct cutter *cutter,
                                  const struct visit_key *key)
{
    size_t mask = cutter->slot_count - 1;
    size_t at = key_hash(key) & mask;
    while (cutter->slots[at].id && !key_equal(&cutter->slots[at], key))
        at = (at + 1) & mask;
    return &cutter->slots[at];
}

static void rehash(struct cutter *cutter)
{
    struct visit_key *old = cutter->slots;
    size_t n = cutter->slot_count;
    cutter->slot_count = n ? n * 2 : 64;
    cutter->slots =
        ARENA_ARRAY(cutter->arena, struct visit_key, cutter->slot_count);
    for (size_t i = 0; i < n; i++)
        if (old[i].id)
            *key_slot(cutter, &old[i]) = old[i];
}

/* True once for an expression with the elements it can see. Expressions with
   more than two levels are not remembered; the budget bounds them. */
static bool first_visit(struct cutter *cutter, const struct expr *e)
{
    if (cutter->budget == 0)
        return false;
    cutter->budget--;
    if (e->deepest > 2)
        return true;
    struct visit_key key = {.id = e->id + 1};
    if (e->deepest > 0)
        key.first = cutter->bound[1];
    if (e->deepest > 1)
        key.second = cutter->bound[2];
    if (cutter->slot_used * 2 >= cutter->slot_count)
        rehash(cutter);
    struct visit_key *slot = key_slot(cutter, &key);
    if (slot->id)
        return false;
    *slot = key;
    cutter->slot_used++;
    return true;
}

/* --- the walk ------------------------------------------------------------ */

static void walk(struct cutter *cutter, const struct expr *e,
                 const void *context);

static void walk_kids(struct cutter *cutter, const struct expr *e,
                      const void *context)
{
    if (e->group.where)
        walk(cutter, e->group.where, context);
    for (uint32_t i = 0; i < e->n; i++)
        walk(cutter, e->kids[i], context);
}

static void walk_score(struct cutter *cutter, const struct score *score)
{
    for (size_t i = 0; i < score->n; i++)
        walk(cutter, score->points[i].when, NULL);
}

static void note_stated(struct cutter *cutter, const struct expr *e)
{
    struct stated_place place = {.stated = e};
    if (e->define && e->define->record) {
        place.list = cutter->bound[1].list;
        place.element = cutter->bound[1].element;
        if (!place.element)
            return;
    }
    list_push(cutter->arena, &cutter->stated, place);
}

static void walk(struct cutter *cutter, const struct expr *e,
                 const void *context)
{
    (void)context;
    if (!first_visit(cutter, e))
        return;
    cutter_compare(cutter, e);
    if (e->op == EXPR_STATED)
        note_stated(cutter, e);
    if (e->op == EXPR_DEFINE) {
        cutter_in_frame(cutter, e->level, e->define->body, walk, NULL);
    } else if (e->op == EXPR_FRAME) {
        cutter_in_frame(cutter, e->level, e->kids[0], walk, NULL);
    } else if (e->op == EXPR_SCORE) {
        walk_score(cutter, e->score);
    } else if (e->group.list) {
        cutter_each_element(cutter, &e->group, e, walk_kids, NULL);
    } else {
        walk_kids(cutter, e, NULL);
    }
}

void cutter_rule(struct cutter *cutter, const struct rule *rule)
{
    for (const struct rule *r = rule; r; r = r->previous_row)
        walk(cutter, r->when, NULL);
    for (size_t i = 0; i < rule->overridden_by_count; i++)
        cutter_rule(cutter, rule->overridden_by[i]);
}

void cutter_expr(struct cutter *cutter, const struct expr *e)
{
    walk(cutter, e, NULL);
}
