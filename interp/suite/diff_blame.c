/* SPDX-License-Identifier: Apache-2.0 */

/*
 * First come changed rules that bear on what is different and whose state, or
 * conclusion where they apply, is different; then definitions, scores and
 * fields of which such a rule makes use and whose value is different. Within
 * an item the clauses whose own conditions differ are named. What cannot be
 * traced so is said to be so.
 */

#include "interp/suite/diff_blame.h"

#include "interp/eval/plan.h"

#include <string.h>

/* Silencing that is followed, at most. */
#define CHAIN_MOST 8

enum truth side_state(const struct diff_side *side, const struct rule *rule)
{
    return rule && side->finding->states ? side->finding->states[rule->index]
                                         : TRUTH_NO;
}

static bool concludes(const struct diff_clause *clause)
{
    return !clause->wording && !clause->before && !clause->after;
}

bool diff_concludes_otherwise(const struct diff *diff,
                              const struct rule_pair *pair)
{
    for (size_t i = 0; i < diff->items.n; i++) {
        const struct diff_item *item = &diff->items.at[i];
        if (item->of != DIFF_RULE || item->before_rule != pair->before ||
            item->after_rule != pair->after)
            continue;
        for (size_t j = 0; j < item->clauses.n; j++)
            if (concludes(&item->clauses.at[j]))
                return true;
    }
    return false;
}

/* --- which rules bear on a treatment -------------------------------------- */

/* Whether `rule` is decided by `by`: itself, rows above, what silences it. */
static bool decided_by(const struct rule *rule, const struct rule *by,
                       unsigned depth)
{
    for (const struct rule *row = rule; row; row = row->previous_row)
        if (row == by)
            return true;
    if (depth == CHAIN_MOST)
        return false;
    for (size_t i = 0; i < rule->overridden_by_count; i++)
        if (decided_by(rule->overridden_by[i], by, depth + 1))
            return true;
    return false;
}

static bool among(struct advices all, const struct rule *rule)
{
    for (size_t i = 0; i < all.n; i++)
        if (decided_by(all.at[i].rule, rule, 0))
            return true;
    return false;
}

static bool bears(const struct diff_side *side, const struct treatment *t,
                  const struct rule *rule)
{
    if (!t || !rule)
        return false;
    struct plan *plan = eval_plan(side->ev);
    if (among(plan_advice(plan, t), rule))
        return true;
    struct treatments below = plan_below(plan, t);
    for (size_t i = 0; i < below.n; i++)
        if (among(plan_advice(plan, below.at[i]), rule))
            return true;
    return false;
}

/* --- which rules make use of a definition --------------------------------- */

struct search {
    const struct define *define;
    const struct score *score;
    bool *seen; /* by expression id */
    bool found;
};

static void look(struct search *s, const struct expr *e);

static void look_score(struct search *s, const struct score *score)
{
    s->found |= score == s->score;
    for (size_t i = 0; i < score->n; i++)
        look(s, score->points[i].when);
}

static void look(struct search *s, const struct expr *e)
{
    if (!e || s->found || s->seen[e->id])
        return;
    s->seen[e->id] = true;
    if (e->op == EXPR_DEFINE) {
        s->found |= e->define == s->define;
        look(s, e->define->body);
    }
    if (e->op == EXPR_STATED && e->define)
        s->found |= e->define == s->define;
    if (e->op == EXPR_SCORE)
        look_score(s, e->score);
    look(s, e->group.where);
    for (uint32_t i = 0; i < e->n; i++)
        look(s, e->kids[i]);
}

static bool uses(const struct blame *b, const struct diff_side *side,
                 const struct expr *when, const struct diff_item *item)
{
    bool old = side == &b->before;
    const struct field *field = old ? item->before_field : item->after_field;
    if (field)
        return fields_has(eval_plan(side->ev),
                          plan_expr_reads(eval_plan(side->ev), when), field);
    struct search search = {
        .define = old ? item->before_define : item->after_define,
        .score = old ? item->before_score : item->after_score,
        .seen = ARENA_ARRAY(b->arena, bool, side->program->expr_count)};
    if (search.define || search.score)
        look(&search, when);
    return search.found;
}

/* --- whether an item has another value ------------------------------------ */

static enum truth weigh(const struct diff_side *side, const struct expr *e,
                        enum truth absent)
{
    return e ? eval_condition(side->ev, e) : absent;
}

static bool clause_differs(const struct blame *b,
                           const struct diff_clause *clause)
{
    return clause->weighs &&
           weigh(&b->before, clause->before, clause->absent) !=
               weigh(&b->after, clause->after, clause->absent);
}

static bool any_clause_differs(const struct blame *b,
                               const struct diff_item *item)
{
    for (size_t i = 0; i < item->clauses.n; i++)
        if (clause_differs(b, &item->clauses.at[i]))
            return true;
    return false;
}

static struct str shown(const struct blame *b, const struct type *type,
                        struct value value)
{
    return value_print_text(b->arena, type, value);
}

static bool define_differs(const struct blame *b, const struct define *x,
                           const struct define *y)
{
    if (!x || !y || x->record || y->record)
        return true;
    return !str_equal(shown(b, &x->type, eval_value(b->before.ev, x->body)),
                      shown(b, &y->type, eval_value(b->after.ev, y->body)));
}

static bool score_differs(const struct blame *b, const struct score *x,
                          const struct score *y)
{
    return !x || !y ||
           !value_equal(eval_score(b->before.ev, x),
                        eval_score(b->after.ev, y));
}

static bool field_differs(const struct blame *b, const struct field *x,
                          const struct field *y)
{
    bool comparable = x && y && x->record->is_patient &&
                      x->type.kind != TYPE_LIST && y->type.kind != TYPE_LIST;
    return !comparable ||
           !str_equal(shown(b, &x->type, eval_field(b->before.ev, x)),
                      shown(b, &y->type, eval_field(b->after.ev, y)));
}

static bool rule_differs(const struct blame *b, const struct diff_item *item)
{
    struct rule_pair pair = {item->before_rule, item->after_rule};
    enum truth before = side_state(&b->before, pair.before);
    enum truth after = side_state(&b->after, pair.after);
    return before != after ||
           (after != TRUTH_NO && diff_concludes_otherwise(b->diff, &pair));
}

static bool value_differs(const struct blame *b, const struct diff_item *item)
{
    switch (item->of) {
    case DIFF_RULE: return rule_differs(b, item);
    case DIFF_DEFINE:
        return define_differs(b, item->before_define, item->after_define);
    case DIFF_SCORE:
        return score_differs(b, item->before_score, item->after_score);
    case DIFF_FIELD:
        return field_differs(b, item->before_field, item->after_field);
    case DIFF_GUIDELINE:
    case DIFF_RECORD:
    case DIFF_TREATMENT:
    case DIFF_TABLE:
    case DIFF_CONSTRAINT:
    case DIFF_EVIDENCE:
    case DIFF_KINDS: break;
    }
    return false;
}

/* --- saying it ------------------------------------------------------------ */

/* The item with the clauses that differ; all of its clauses if none can be
   weighed, none of several that can. */
static void put_item(const struct blame *b, struct buf *out,
                     const struct diff_item *item)
{
    bool some = any_clause_differs(b, item);
    size_t said = 0;
    if (out->n)
        buf_text(out, "; ");
    if (item->kind == DIFF_ADDED || item->kind == DIFF_REMOVED) {
        buf_format(out, "%s %s %.*s",
                   item->kind == DIFF_ADDED ? "new" : "removed",
                   diff_of_name(item->of), STR_ARG(item->name));
        return;
    }
    buf_str(out, item->name);
    for (size_t i = 0; i < item->clauses.n; i++) {
        const struct diff_clause *clause = &item->clauses.at[i];
        if (clause->wording ||
            (some && clause->weighs && !clause_differs(b, clause)))
            continue;
        buf_text(out, said++ ? ", " : ": ");
        buf_str(out, clause->words);
    }
}

/* What bears on the difference at hand. */
struct concern {
    const struct treatment *before, *after; /* a treatment, or ... */
    struct rule_pair pair;                  /* ... a rule, or ... */
    struct str score;                       /* ... a score */
};

static bool rule_concerns(const struct blame *b, const struct concern *c,
                          const struct rule_pair *pair)
{
    return bears(&b->before, c->before, pair->before) ||
           bears(&b->after, c->after, pair->after) ||
           (c->pair.before && pair->before &&
            decided_by(c->pair.before, pair->before, 0)) ||
           (c->pair.after && pair->after &&
            decided_by(c->pair.after, pair->after, 0));
}

static bool pair_moved(const struct blame *b, const struct rule_pair *pair)
{
    return side_state(&b->before, pair->before) !=
           side_state(&b->after, pair->after);
}

/* Whether a rule that concerns it and has another state makes use of the
   item. */
static bool used_by_rule(const struct blame *b, const struct concern *c,
                         const struct diff_item *item)
{
    for (size_t i = 0; i < b->before.program->rule_count; i++) {
        const struct rule *before = b->before.program->rules[i];
        struct rule_pair pair = {before, b->diff->rule_after[i]};
        if (!pair_moved(b, &pair) || !rule_concerns(b, c, &pair))
            continue;
        if (uses(b, &b->before, before->when, item) ||
            (pair.after && uses(b, &b->after, pair.after->when, item)))
            return true;
    }
    return false;
}

static bool used_by_score(const struct blame *b, const struct diff_side *side,
                          struct str name, const struct diff_item *item)
{
    for (size_t i = 0; i < side->program->score_count; i++) {
        const struct score *score = side->program->scores[i];
        if (!name_equal(score->name, name))
            continue;
        for (size_t j = 0; j < score->n; j++)
            if (uses(b, side, score->points[j].when, item))
                return true;
    }
    return false;
}

static bool item_concerns(const struct blame *b, const struct concern *c,
                          const struct diff_item *item)
{
    struct rule_pair pair = {item->before_rule, item->after_rule};
    if (item->of == DIFF_RULE)
        return !c->score.n && rule_concerns(b, c, &pair);
    if (!c->score.n)
        return used_by_rule(b, c, item);
    if (item->of == DIFF_SCORE)
        return name_equal(item->name, c->score);
    return used_by_score(b, &b->before, c->score, item) ||
           used_by_score(b, &b->after, c->score, item);
}

static bool counts(const struct blame *b, const struct concern *c,
                   const struct diff_item *item, bool rules)
{
    bool own = item->of == DIFF_RULE || (c->score.n && item->of == DIFF_SCORE);
    return own == rules && value_differs(b, item) && item_concerns(b, c, item);
}

/* Whether the treatment's word hangs on this change: with the rule's state as
   it was before, and all else as it is now, it would be another. */
static bool is_needed(const struct blame *b, const struct concern *c,
                      const struct diff_item *item)
{
    struct rule_pair pair = {item->before_rule, item->after_rule};
    size_t n = b->after.program->rule_count;
    if (!c->after || !pair.after ||
        (pair.before && diff_concludes_otherwise(b->diff, &pair)))
        return true;
    enum truth *states = ARENA_ARRAY(b->arena, enum truth, n);
    memcpy(states, b->after.finding->states, n * sizeof *states);
    struct record *record = b->after.finding->record;
    unsigned now = find_words(b->after.ev, record, c->after, states, b->arena);
    states[pair.after->index] = side_state(&b->before, pair.before);
    return now != find_words(b->after.ev, record, c->after, states, b->arena);
}

static bool some_needed(const struct blame *b, const struct concern *c,
                        bool rules)
{
    for (size_t i = 0; i < b->diff->items.n; i++)
        if (counts(b, c, &b->diff->items.at[i], rules) &&
            is_needed(b, c, &b->diff->items.at[i]))
            return true;
    return false;
}

/* All that count; where some are needed, only these. */
static bool put_items(const struct blame *b, struct buf *out,
                      const struct concern *c, bool rules)
{
    bool sift = rules && some_needed(b, c, rules);
    for (size_t i = 0; i < b->diff->items.n; i++) {
        const struct diff_item *item = &b->diff->items.at[i];
        if (counts(b, c, item, rules) && (!sift || is_needed(b, c, item)))
            put_item(b, out, item);
    }
    return out->n > 0;
}

static bool concludes_something(const struct diff_item *item)
{
    for (size_t i = 0; i < item->clauses.n; i++)
        if (!item->clauses.at[i].wording)
            return true;
    return item->kind == DIFF_ADDED || item->kind == DIFF_REMOVED;
}

/* What became of the treatment itself. */
static void put_treatment(const struct blame *b, struct buf *out,
                          const struct concern *c)
{
    const struct treatment *t = c->after ? c->after : c->before;
    for (size_t i = 0; i < b->diff->items.n; i++) {
        const struct diff_item *item = &b->diff->items.at[i];
        if (item->of == DIFF_TREATMENT && t &&
            name_equal(item->name, t->name) && concludes_something(item))
            put_item(b, out, item);
    }
}

static struct str cause_of(const struct blame *b, const struct concern *c)
{
    struct buf out = buf_on(b->arena);
    if (!put_items(b, &out, c, true))
        put_items(b, &out, c, false);
    put_treatment(b, &out, c);
    return out.n ? buf_view(&out) : STR("several changes together");
}

struct str blame_treatment(const struct blame *blame,
                           const struct treatment *before,
                           const struct treatment *after)
{
    struct concern concern = {.before = before, .after = after};
    return cause_of(blame, &concern);
}

struct str blame_rule(const struct blame *blame, const struct rule_pair *pair)
{
    struct concern concern = {.pair = *pair};
    return cause_of(blame, &concern);
}

struct str blame_score(const struct blame *blame, struct str name)
{
    struct concern concern = {.score = name};
    return cause_of(blame, &concern);
}
