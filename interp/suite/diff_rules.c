/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Rules and tables of two programs. Rules go together by name; what is left
 * over goes together when it says the same (renamed), and a rule without a
 * name when it concludes the same. Rows of a table have no names: those that
 * say the same are lined up in order, and the rows between them go together
 * one by one.
 */

#include "interp/suite/diff_internal.h"

/* --- what changed in one rule --------------------------------------------- */

static bool names_rule(const struct rule *const *rules, size_t n,
                       const struct rule *rule)
{
    for (size_t i = 0; i < n; i++)
        if (name_equal(rules[i]->name, rule->name))
            return true;
    return false;
}

static struct str who(const struct rule *rule)
{
    return rule->table.n ? rule->table : rule->name;
}

/* Those that silence `a` and not `b`; the rows of a table once. */
static void say_silencers(struct differ *d, struct diff_item *item,
                          const struct rule *a, const struct rule *b,
                          const char *words)
{
    for (size_t i = 0; i < a->overridden_by_count; i++) {
        const struct rule *by = a->overridden_by[i];
        bool again = i && by->table.n &&
                     name_equal(by->table, a->overridden_by[i - 1]->table);
        if (again || names_rule(b->overridden_by, b->overridden_by_count, by))
            continue;
        diff_say(d, item,
                 str_format(d->arena, "%s %.*s", words, STR_ARG(who(by))));
    }
}

static bool cites(const struct rule *rule, const struct evidence *evidence)
{
    for (size_t i = 0; i < rule->cites_count; i++)
        if (name_equal(rule->cites[i]->name, evidence->name))
            return true;
    return false;
}

static void say_cites(struct differ *d, struct diff_item *item,
                      const struct rule *a, const struct rule *b,
                      const char *words)
{
    for (size_t i = 0; i < a->cites_count; i++)
        if (!cites(b, a->cites[i]))
            diff_say_wording(d, item,
                             str_format(d->arena, "%s %.*s", words,
                                        STR_ARG(a->cites[i]->name)));
}

static void say_text(struct differ *d, struct diff_item *item, const char *what,
                     const struct str texts[2])
{
    if (str_equal(texts[0], texts[1]))
        return;
    diff_say_wording(
        d, item,
        texts[1].n
            ? str_format(d->arena, "%s: \"%.*s\"", what, STR_ARG(texts[1]))
            : str_format(d->arena, "no longer has a %s", what));
}

static void say_wording(struct differ *d, struct diff_item *item)
{
    const struct rule *a = item->before_rule, *b = item->after_rule;
    say_cites(d, item, a, b, "no longer cites");
    say_cites(d, item, b, a, "now cites");
    say_text(d, item, "label", (struct str[]){a->label, b->label});
    say_text(d, item, "because", (struct str[]){a->because, b->because});
    say_text(d, item, "judgement", (struct str[]){a->judgement, b->judgement});
}

static void say_rule(struct differ *d, struct diff_item *item)
{
    const struct rule *a = item->before_rule, *b = item->after_rule;
    struct diff_pair pair = {a->when, b->when, STR(""), DIFF_NEEDS};
    diff_condition(d, item, &pair);
    diff_conclusions(d, item, STR(""));
    say_silencers(d, item, b, a, "is now silenced by");
    say_silencers(d, item, a, b, "is no longer silenced by");
    if (!a->table.n || a->row == 1)
        say_wording(d, item);
}

/* --- an item for it ------------------------------------------------------- */

static void set_rules(struct diff_item *item, const struct rule *before,
                      const struct rule *after)
{
    item->before_rule = before;
    item->after_rule = after;
    item->before_at = before ? before->span : SPAN_NONE;
    item->after_at = after ? after->span : SPAN_NONE;
}

/* "if KRAS mutated: recommend A, avoid B" */
static struct str summary_of(struct arena *arena, const struct rule *rule)
{
    struct buf out = buf_on(arena);
    if (rule->when->text.n)
        buf_format(&out, "if %.*s: ", STR_ARG(rule->when->text));
    for (size_t i = 0; i < rule->conclusion_count; i++)
        buf_format(&out, "%s%.*s", i ? ", " : "",
                   STR_ARG(rule->conclusions[i].text));
    return buf_view(&out);
}

static void add_lone(struct differ *d, const struct rule *rule, bool added)
{
    struct diff_item *item =
        diff_add(d, DIFF_RULE, added ? DIFF_ADDED : DIFF_REMOVED, rule->name);
    set_rules(item, added ? NULL : rule, added ? rule : NULL);
    diff_say(d, item, summary_of(d->arena, rule));
}

static void add_pair(struct differ *d, const struct rule *before,
                     const struct rule *after)
{
    d->diff->rule_after[before->index] = after;
    struct diff_item *item = diff_add(d, DIFF_RULE, DIFF_CHANGED, after->name);
    set_rules(item, before, after);
    bool row = before->table.n > 0;
    bool renamed = !row && before->ast->op != OP_BARE &&
                   !name_equal(before->name, after->name);
    if (renamed) {
        item->kind = DIFF_RENAMED;
        diff_say_wording(
            d, item,
            str_format(d->arena, "was called %.*s", STR_ARG(before->name)));
    }
    if (row && before->row != after->row)
        diff_say_wording(d, item,
                         str_format(d->arena, "was row %u", before->row));
    say_rule(d, item);
    bool moved = row && item->clauses.n == 1 && before->row != after->row;
    if (!item->clauses.n || moved)
        d->diff->items.n--;
}

/* --- rules ---------------------------------------------------------------- */

static struct str meaning_of(struct canon *canon, const struct rule *rule,
                             bool conclusions_only)
{
    struct buf out = buf_on(canon->arena);
    if (!conclusions_only)
        buf_format(&out, "%.*s -> ", STR_ARG(canon_text(canon, rule->when)));
    struct str *texts =
        ARENA_ARRAY(canon->arena, struct str, rule->conclusion_count);
    for (size_t i = 0; i < rule->conclusion_count; i++)
        texts[i] = canon_conclusion(canon, &rule->conclusions[i]);
    struct str all =
        canon_sorted(canon->arena, texts, rule->conclusion_count, ';');
    buf_str(&out, all);
    return buf_view(&out);
}

struct leftovers {
    LIST(const struct rule *) before, after; /* NULL: taken */
};

/* By meaning; bare ones also by their conclusions alone. */
static void match_leftovers(struct differ *d, struct leftovers *left, bool bare)
{
    for (size_t i = 0; i < left->before.n; i++) {
        const struct rule *a = left->before.at[i];
        if (!a || (bare && a->ast->op != OP_BARE))
            continue;
        struct str meaning = meaning_of(&d->before, a, bare);
        for (size_t j = 0; left->before.at[i] && j < left->after.n; j++) {
            const struct rule *b = left->after.at[j];
            if (!b || (bare && b->ast->op != OP_BARE) ||
                !str_equal(meaning, meaning_of(&d->after, b, bare)))
                continue;
            add_pair(d, a, b);
            left->before.at[i] = left->after.at[j] = NULL;
        }
    }
}

static void add_leftovers(struct differ *d, const struct leftovers *left)
{
    for (size_t i = 0; i < left->before.n; i++)
        if (left->before.at[i])
            add_lone(d, left->before.at[i], false);
    for (size_t i = 0; i < left->after.n; i++)
        if (left->after.at[i])
            add_lone(d, left->after.at[i], true);
}

static struct names names_of(struct arena *arena, const struct program *program)
{
    struct names names = names_on(arena);
    for (size_t i = 0; i < program->rule_count; i++)
        if (!program->rules[i]->table.n)
            names_add(&names, program->rules[i]->name, (uint32_t)i);
    return names;
}

static void compare_rules(struct differ *d)
{
    const struct program *a = d->diff->before, *b = d->diff->after;
    struct names before = names_of(d->arena, a), after = names_of(d->arena, b);
    struct leftovers left = {0};
    for (size_t i = 0; i < a->rule_count; i++) {
        const struct rule *rule = a->rules[i];
        uint32_t at = names_find(&after, rule->name);
        if (rule->table.n)
            continue;
        if (at == NAMES_NONE)
            list_push(d->arena, &left.before, rule);
        else
            add_pair(d, rule, b->rules[at]);
    }
    for (size_t i = 0; i < b->rule_count; i++)
        if (!b->rules[i]->table.n &&
            names_find(&before, b->rules[i]->name) == NAMES_NONE)
            list_push(d->arena, &left.after, b->rules[i]);
    match_leftovers(d, &left, false);
    match_leftovers(d, &left, true);
    add_leftovers(d, &left);
}

/* --- tables --------------------------------------------------------------- */

struct rows {
    struct rule *const *at;
    size_t n;
};

/* The rows of the table that begins at rule `i`. */
static struct rows rows_at(const struct program *program, size_t i)
{
    struct rows rows = {program->rules + i, 1};
    while (i + rows.n < program->rule_count &&
           program->rules[i + rows.n]->row == rows.n + 1 &&
           name_equal(program->rules[i + rows.n]->table, rows.at[0]->table))
        rows.n++;
    return rows;
}

static struct rows rows_named(const struct program *program, struct str table)
{
    for (size_t i = 0; i < program->rule_count; i++)
        if (program->rules[i]->row == 1 &&
            name_equal(program->rules[i]->table, table))
            return rows_at(program, i);
    return (struct rows){0};
}

/* How many rows from here on say the same in order, at most: `best` has a
   row more than `a` and a column more than `b`. */
struct lining {
    struct rows a, b;
    struct str *of_a, *of_b;
    size_t *best;
};

static size_t *best_at(const struct lining *l, size_t i, size_t j)
{
    return &l->best[i * (l->b.n + 1) + j];
}

static struct str *meanings(struct canon *canon, struct rows rows)
{
    struct str *texts = ARENA_ARRAY(canon->arena, struct str, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        texts[i] = meaning_of(canon, rows.at[i], false);
    return texts;
}

static void line_up(struct lining *l)
{
    for (size_t i = l->a.n; i-- > 0;)
        for (size_t j = l->b.n; j-- > 0;) {
            size_t down = *best_at(l, i + 1, j), right = *best_at(l, i, j + 1);
            size_t best = down > right ? down : right;
            if (str_equal(l->of_a[i], l->of_b[j]))
                best = *best_at(l, i + 1, j + 1) + 1;
            *best_at(l, i, j) = best;
        }
}

/* The rows between two that say the same: one by one, then the rest. */
static void pair_rows(struct differ *d, struct rows a, struct rows b)
{
    size_t both = a.n < b.n ? a.n : b.n;
    for (size_t i = 0; i < both; i++)
        add_pair(d, a.at[i], b.at[i]);
    for (size_t i = both; i < a.n; i++)
        add_lone(d, a.at[i], false);
    for (size_t i = both; i < b.n; i++)
        add_lone(d, b.at[i], true);
}

static void walk_rows(struct differ *d, const struct lining *l)
{
    size_t i = 0, j = 0, from_i = 0, from_j = 0;
    while (i <= l->a.n && j <= l->b.n) {
        bool end = i == l->a.n && j == l->b.n;
        bool same =
            i < l->a.n && j < l->b.n && str_equal(l->of_a[i], l->of_b[j]);
        if (end || same) {
            pair_rows(d, (struct rows){l->a.at + from_i, i - from_i},
                      (struct rows){l->b.at + from_j, j - from_j});
            if (end)
                return;
            add_pair(d, l->a.at[i++], l->b.at[j++]);
            from_i = i, from_j = j;
        } else if (j == l->b.n || (i < l->a.n && *best_at(l, i + 1, j) >=
                                                     *best_at(l, i, j + 1))) {
            i++;
        } else {
            j++;
        }
    }
}

static void compare_table(struct differ *d, struct rows a, struct rows b)
{
    struct lining l = {.a = a, .b = b};
    l.of_a = meanings(&d->before, a);
    l.of_b = meanings(&d->after, b);
    l.best = ARENA_ARRAY(d->arena, size_t, (a.n + 1) * (b.n + 1));
    line_up(&l);
    walk_rows(d, &l);
}

static void add_table(struct differ *d, struct rows rows, bool added)
{
    struct diff_item *item = diff_add(
        d, DIFF_TABLE, added ? DIFF_ADDED : DIFF_REMOVED, rows.at[0]->table);
    if (added)
        item->after_at = rows.at[0]->ast->span;
    else
        item->before_at = rows.at[0]->ast->span;
    diff_say(d, item,
             str_format(d->arena, "%zu row%s", rows.n, rows.n == 1 ? "" : "s"));
    for (size_t i = 0; i < rows.n; i++)
        add_lone(d, rows.at[i], added);
}

static void compare_tables(struct differ *d)
{
    const struct program *a = d->diff->before, *b = d->diff->after;
    for (size_t i = 0; i < a->rule_count; i++) {
        if (a->rules[i]->row != 1)
            continue;
        struct rows rows = rows_at(a, i);
        struct rows others = rows_named(b, a->rules[i]->table);
        if (others.n)
            compare_table(d, rows, others);
        else
            add_table(d, rows, false);
    }
    for (size_t i = 0; i < b->rule_count; i++)
        if (b->rules[i]->row == 1 && !rows_named(a, b->rules[i]->table).n)
            add_table(d, rows_at(b, i), true);
}

void diff_rules(struct differ *d)
{
    compare_rules(d);
    compare_tables(d);
}
