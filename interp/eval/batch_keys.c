/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Keys: what the verdicts of a part of the program rest on, as a few bytes, so
 * that what was once found and printed for one patient serves all others with
 * the same key.
 *
 * Treatments are of one part when a rule speaks of both or one is a group of
 * the other. All that can bear on their verdicts are the part's rules: those
 * that speak of them, those that override these, and earlier rows.
 *
 * A verdict is found from the states of rules, and for rules that are
 * undetermined from what their conditions come to in completions. Completions
 * change facts that are unknown, and nothing else. So a condition of which
 * every fact is known is yes or no whatever is tried, and how it came to that
 * is no matter: its truth stands for it. Of a condition with an unknown fact
 * the key holds every value that it reads; where that is a list, there is no
 * key. Where no rule of the part is undetermined, states are enough, but for
 * candidates: what fails is told by condition.
 *
 * Nothing here is known of assumptions (facts would have to say whether they
 * are assumed) nor of scores: a program that has them has no keys. Rows in
 * which a rule may apply that delays, monitors or orders have none either.
 */

#include "interp/eval/batch_internal.h"

#include "interp/eval/eval.h"
#include "interp/eval/plan.h"

#include <string.h>

struct leaf { /* a condition that is not opened any more */
    struct pair truth;
    plane settled; /* each fact that it reads is known */
    bool has_list;
    const struct field **fields; /* of the patient */
    size_t n;
};

struct part {
    bool candidate;
    LIST(const struct rule *) rules;
    LIST(uint32_t) leaves;
    bool *has_leaf; /* by number of leaf; while compiling */
};

struct keys {
    uint32_t *part_of; /* by treatment index */
    struct part *parts;
    size_t n;
    LIST(struct leaf) leaves;
    plane particular; /* a rule may apply that says more than keys hold */
};

struct collector {
    struct maker *m;
    struct keys *keys;
    struct plan *plan;
    uint32_t *leaf_of; /* by expression id, + 1 */
    uint32_t *seen;    /* by expression id: part + 1 that walked it last */
    uint32_t *joined;  /* by treatment index: another of its part, or itself */
    uint32_t part;
};

/* --- parts --------------------------------------------------------------- */

static uint32_t root_of(struct collector *c, uint32_t treatment)
{
    while (c->joined[treatment] != treatment)
        treatment = c->joined[treatment] = c->joined[c->joined[treatment]];
    return treatment;
}

/* Joins to the one that came first, if one did. */
static void join(struct collector *c, uint32_t *first,
                 const struct treatment *treatment)
{
    if (!treatment)
        return;
    if (*first == UINT32_MAX)
        *first = treatment->index;
    c->joined[root_of(c, treatment->index)] = root_of(c, *first);
}

static void join_all(struct collector *c, uint32_t *first,
                     const struct treatments *treatments)
{
    for (size_t i = 0; i < treatments->n; i++)
        join(c, first, treatments->at[i]);
}

/* The first treatment that a rule speaks of, to which all others are joined;
   UINT32_MAX: none. */
static uint32_t join_rule(struct collector *c, const struct rule *rule)
{
    uint32_t first = UINT32_MAX;
    for (size_t i = 0; i < rule->conclusion_count; i++) {
        const struct conclusion *conclusion = &rule->conclusions[i];
        join_all(c, &first, &conclusion->treatments);
        join_all(c, &first, &conclusion->except);
        for (size_t j = 0; j < conclusion->partner_count; j++)
            join_all(c, &first, &conclusion->partners[j]);
        join(c, &first, conclusion->subject);
    }
    return first;
}

static void join_groups(struct collector *c)
{
    const struct program *program = c->m->batch->program;
    for (size_t i = 0; i < program->treatment_count; i++) {
        const struct treatment *treatment = program->treatments[i];
        uint32_t first = treatment->index;
        for (size_t j = 0; j < treatment->group_count; j++)
            join(c, &first, treatment->groups[j]);
    }
}

static void make_parts(struct collector *c)
{
    const struct program *program = c->m->batch->program;
    struct arena *arena = c->m->batch->arena;
    struct keys *keys = c->keys;
    size_t n = program->treatment_count;
    c->joined = ARENA_ARRAY(c->m->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        c->joined[i] = i;
    join_groups(c);
    for (size_t i = 0; i < program->rule_count; i++)
        join_rule(c, program->rules[i]);
    keys->part_of = ARENA_ARRAY(arena, uint32_t, n);
    keys->parts = ARENA_ARRAY(arena, struct part, n);
    for (uint32_t i = 0; i < n; i++)
        if (root_of(c, i) == i)
            keys->part_of[i] = (uint32_t)keys->n++;
    for (uint32_t i = 0; i < n; i++)
        keys->part_of[i] = keys->part_of[root_of(c, i)];
}

/* --- what conditions read ------------------------------------------------ */

/* The described elements' fields are known, and there are no others. */
static plane list_settled(struct collector *c, const struct fields *reads,
                          const struct field *list)
{
    struct maker *m = c->m;
    const struct record_type *element = list->type.element;
    list_use(m, list->list);
    plane open = m->batch->extents[list->list].anon;
    for (size_t i = 0; i < element->field_count; i++) {
        const struct field *field = element->fields[i];
        if (!fields_has(c->plan, reads, field))
            continue;
        plane known = column_settled(m, list->list + 1, field);
        open = gate_or(m, open, gate_any(m, list->list, gate_not(m, known)));
    }
    return gate_not(m, open);
}

static struct leaf leaf_of(struct collector *c, const struct expr *e)
{
    struct maker *m = c->m;
    const struct record_type *patient = m->batch->program->vocabulary->patient;
    const struct fields *reads = plan_expr_reads(c->plan, e);
    struct leaf leaf = {.settled = PLANE_EVERYWHERE};
    leaf.fields = ARENA_ARRAY(m->batch->arena, const struct field *,
                              patient->field_count);
    leaf.truth = condition_of(m, e);
    leaf.truth.no = gate_within(m, leaf.truth.no, DOMAIN_ROWS);
    leaf.truth.yes = gate_within(m, leaf.truth.yes, DOMAIN_ROWS);
    for (size_t i = 0; i < patient->field_count; i++) {
        const struct field *field = patient->fields[i];
        bool is_list = field->type.kind == TYPE_LIST;
        if (!fields_has(c->plan, reads, field))
            continue;
        plane settled = is_list ? list_settled(c, reads, field)
                                : column_settled(m, DOMAIN_ROWS, field);
        leaf.settled = gate_and(m, leaf.settled, settled);
        leaf.has_list = leaf.has_list || is_list;
        if (!is_list)
            leaf.fields[leaf.n++] = field;
    }
    return leaf;
}

static void add_leaf(struct collector *c, const struct expr *e)
{
    struct keys *keys = c->keys;
    struct part *part = &keys->parts[c->part];
    struct arena *arena = c->m->batch->arena;
    if (!c->leaf_of[e->id]) {
        struct leaf leaf = leaf_of(c, e);
        list_push(arena, &keys->leaves, leaf);
        c->leaf_of[e->id] = (uint32_t)keys->leaves.n;
    }
    list_push(arena, &part->leaves, c->leaf_of[e->id] - 1);
}

static void walk(struct collector *c, const struct expr *e)
{
    if (e->op == EXPR_CONST)
        return;
    if (e->id >= c->m->batch->program->expr_count) {
        c->m->unsupported = true;
        return;
    }
    if (c->seen[e->id] == c->part + 1)
        return;
    c->seen[e->id] = c->part + 1;
    if (e->op == EXPR_DEFINE && e->define->opened && !e->define->record) {
        walk(c, e->define->body);
    } else if (e->op == EXPR_AND || e->op == EXPR_OR || e->op == EXPR_NOT) {
        for (uint32_t i = 0; i < e->n; i++)
            walk(c, e->kids[i]);
    } else {
        add_leaf(c, e);
    }
}

/* --- the rules of a part ------------------------------------------------- */

static bool has_rule(const struct part *part, const struct rule *rule)
{
    for (size_t i = 0; i < part->rules.n; i++)
        if (part->rules.at[i] == rule)
            return true;
    return false;
}

/* With the rows above it, and all that silences it. */
static void add_rule(struct collector *c, const struct rule *rule)
{
    struct part *part = &c->keys->parts[c->part];
    while (rule && !has_rule(part, rule)) {
        list_push(c->m->batch->arena, &part->rules, rule);
        for (size_t i = 0; i < rule->overridden_by_count; i++)
            add_rule(c, rule->overridden_by[i]);
        rule = rule->previous_row;
    }
}

static void add_rules(struct collector *c)
{
    const struct program *program = c->m->batch->program;
    for (size_t i = 0; i < program->rule_count; i++) {
        const struct rule *rule = program->rules[i];
        uint32_t treatment = join_rule(c, rule);
        if (treatment == UINT32_MAX)
            continue;
        c->part = c->keys->part_of[treatment];
        add_rule(c, rule);
        for (size_t j = 0; j < rule->conclusion_count; j++)
            if (rule->conclusions[j].kind == CONCLUDE_CANDIDATE)
                c->keys->parts[c->part].candidate = true;
    }
}

static bool says_more(const struct conclusion *conclusion)
{
    return conclusion->kind == CONCLUDE_DELAY ||
           conclusion->kind == CONCLUDE_MONITOR ||
           conclusion->kind == CONCLUDE_ORDER;
}

static void find_particular(struct collector *c)
{
    const struct batch *batch = c->m->batch;
    for (size_t i = 0; i < batch->program->rule_count; i++) {
        const struct rule *rule = batch->program->rules[i];
        for (size_t j = 0; j < rule->conclusion_count; j++)
            if (says_more(&rule->conclusions[j]))
                c->keys->particular = gate_or(c->m, c->keys->particular,
                                              batch->rules[rule->index].yes);
    }
}

static bool has_assumptions(const struct vocabulary *vocabulary)
{
    for (size_t i = 0; i < vocabulary->record_count; i++)
        for (size_t j = 0; j < vocabulary->records[i]->field_count; j++)
            if (vocabulary->records[i]->fields[j]->has_assumed)
                return true;
    return false;
}

void keys_compile(struct maker *m)
{
    const struct program *program = m->batch->program;
    struct keys *keys = ARENA_NEW(m->batch->arena, struct keys);
    size_t exprs = program->expr_count;
    struct collector c = {.m = m,
                          .keys = keys,
                          .plan = eval_plan(m->nobody),
                          .leaf_of = ARENA_ARRAY(m->arena, uint32_t, exprs),
                          .seen = ARENA_ARRAY(m->arena, uint32_t, exprs)};
    if (program->score_count || has_assumptions(program->vocabulary)) {
        m->unsupported = true;
        return;
    }
    make_parts(&c);
    add_rules(&c);
    for (c.part = 0; c.part < keys->n; c.part++) {
        const struct part *part = &keys->parts[c.part];
        for (size_t i = 0; i < part->rules.n; i++)
            walk(&c, part->rules.at[i]->when);
    }
    find_particular(&c);
    m->batch->keys = keys;
}

/* --- keys of rows -------------------------------------------------------- */

size_t batch_parts(const struct batch *batch)
{
    return batch->keys->n;
}

uint32_t batch_part_of(const struct batch *batch,
                       const struct treatment *treatment)
{
    return batch->keys->part_of[treatment->index];
}

bool batch_has_keys(const struct batch_work *work, size_t row)
{
    return !work_bit(work, work->batch->keys->particular, row);
}

struct key {
    unsigned char *at;
    size_t n; /* BATCH_KEY + 1: too long */
};

static void put_bytes(struct key *key, const void *bytes, size_t n)
{
    if (n > BATCH_KEY - key->n) {
        key->n = BATCH_KEY + 1;
        return;
    }
    memcpy(key->at + key->n, bytes, n);
    key->n += n;
}

static void put_byte(struct key *key, unsigned byte)
{
    unsigned char one = (unsigned char)byte;
    if (key->n < BATCH_KEY)
        key->at[key->n++] = one;
    else
        key->n = BATCH_KEY + 1;
}

/* The states of the part's rules; whether one is undetermined. */
static bool put_states(struct batch_work *work, const struct part *part,
                       size_t row, struct key *key)
{
    const char *letters = batch_letters(work, row);
    bool undetermined = false;
    for (size_t i = 0; i < part->rules.n && key->n <= BATCH_KEY; i++) {
        char letter = letters[part->rules.at[i]->index];
        undetermined = undetermined || letter == 'U';
        put_byte(key, (unsigned char)letter);
    }
    return undetermined;
}

static void put_options(const struct sheet_column *column, size_t row,
                        struct key *key)
{
    size_t n = column->field->type.choices ? column->field->type.choices->n : 2;
    uint64_t options = 0;
    for (size_t i = 0; i < n; i++)
        options |= (uint64_t)sheet_bit(column->options + i * column->words, row)
                   << i;
    put_bytes(key, &options, sizeof options);
}

/* All that the sheet says of a fact. */
static void put_fact(const struct sheet_column *column, size_t row,
                     struct key *key)
{
    bool known = sheet_bit(column->known, row);
    bool nothing = column->nothing && sheet_bit(column->nothing, row);
    bool perhaps = column->perhaps && sheet_bit(column->perhaps, row);
    put_byte(key,
             (known ? 1U : 0U) | (nothing ? 2U : 0U) | (perhaps ? 4U : 0U));
    if (!known)
        return;
    if (column->options)
        put_options(column, row, key);
    else if (column->value)
        put_bytes(key, &column->value[row], sizeof column->value[row]);
    else
        put_bytes(key, column->text[row].at, column->text[row].n);
}

static bool put_leaf(const struct batch_work *work, const struct leaf *leaf,
                     size_t row, struct key *key)
{
    bool settled = work_bit(work, leaf->settled, row);
    bool no = work_bit(work, leaf->truth.no, row);
    bool yes = work_bit(work, leaf->truth.yes, row);
    put_byte(key, (no ? 1U : 0U) | (yes ? 2U : 0U) | (settled ? 4U : 0U));
    if (settled)
        return true;
    for (size_t i = 0; i < leaf->n && key->n <= BATCH_KEY; i++)
        put_fact(&work->sheet->columns[leaf->fields[i]->index], row, key);
    return !leaf->has_list;
}

size_t batch_key(struct batch_work *work, uint32_t part_index, size_t row,
                 unsigned char bytes[BATCH_KEY])
{
    const struct keys *keys = work->batch->keys;
    const struct part *part = &keys->parts[part_index];
    struct key key = {bytes, 0};
    put_byte(&key, part->candidate); /* no key is empty */
    bool undetermined = put_states(work, part, row, &key);
    bool possible = key.n <= BATCH_KEY;
    if (undetermined || part->candidate)
        for (size_t i = 0; possible && i < part->leaves.n; i++)
            possible = put_leaf(work, &keys->leaves.at[part->leaves.at[i]], row,
                                &key) &&
                       key.n <= BATCH_KEY;
    return possible ? key.n : 0;
}
