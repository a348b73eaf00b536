/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What changed between two conditions, in words. Both are taken apart at
 * `and` (for "any of": at `or`); parts that mean the same go together, then
 * those that speak of one thing, which are then said as one change; the rest
 * was added or removed. Alternatives and quantifiers are looked into when
 * they are all that differs.
 */

#include "interp/suite/diff_internal.h"

void diff_push(struct differ *d, struct diff_item *item,
               struct diff_clause clause)
{
    list_push(d->arena, &item->clauses, clause);
}

void diff_say(struct differ *d, struct diff_item *item, struct str words)
{
    diff_push(d, item, (struct diff_clause){.words = words});
}

void diff_say_wording(struct differ *d, struct diff_item *item,
                      struct str words)
{
    diff_push(d, item, (struct diff_clause){.words = words, .wording = true});
}

/* --- taking apart --------------------------------------------------------- */

struct parts {
    const struct expr **at;
    size_t n;
};

static size_t part_count(const struct expr *e, enum expr_op op)
{
    size_t n = 0;
    for (uint32_t i = 0; e->op == op && i < e->n; i++)
        n += part_count(e->kids[i], op);
    return e->op == op ? n : 1;
}

static void take_parts(struct parts *parts, const struct expr *e,
                       enum expr_op op)
{
    if (e->op != op)
        parts->at[parts->n++] = e;
    for (uint32_t i = 0; e->op == op && i < e->n; i++)
        take_parts(parts, e->kids[i], op);
}

static struct parts parts_of(struct arena *arena, const struct expr *e,
                             enum expr_op op)
{
    struct parts parts = {0};
    if (!e)
        return parts;
    parts.at = ARENA_ARRAY(arena, const struct expr *, part_count(e, op));
    take_parts(&parts, e, op);
    return parts;
}

/* --- matching ------------------------------------------------------------- */

struct matching {
    struct differ *d;
    struct diff_item *item;
    const struct diff_pair *pair;
    struct parts before, after; /* NULL: matched */
};

typedef struct str text_of(struct canon *canon, const struct expr *e);

/* The first part after that has the text, or n. */
static size_t find_after(struct matching *m, struct str text, text_of *of)
{
    size_t i = 0;
    while (
        i < m->after.n &&
        !(m->after.at[i] && str_equal(text, of(&m->d->after, m->after.at[i]))))
        i++;
    return i;
}

static void drop_equal(struct matching *m)
{
    for (size_t i = 0; i < m->before.n; i++) {
        struct str text = canon_text(&m->d->before, m->before.at[i]);
        size_t j = find_after(m, text, canon_text);
        if (j == m->after.n)
            continue;
        m->before.at[i] = NULL;
        m->after.at[j] = NULL;
    }
}

/* --- saying --------------------------------------------------------------- */

static bool is_patients(const struct expr *e)
{
    return !e || (e->deepest == 0 && e->type.kind == TYPE_YESNO);
}

static void say(struct matching *m, struct str words, const struct expr *before,
                const struct expr *after)
{
    bool weighs = is_patients(before) && is_patients(after);
    struct diff_clause clause = {
        .words = str_format(m->d->arena, "%.*s%.*s", STR_ARG(m->pair->prefix),
                            STR_ARG(words)),
        .weighs = weighs,
        .before = before,
        .after = after,
        .absent = m->pair->context == DIFF_ANY_OF ? TRUTH_NO : TRUTH_YES};
    diff_push(m->d, m->item, clause);
}

static const char *const added_words[] = {[DIFF_NEEDS] = "now also needs",
                                          [DIFF_ANY_OF] = "now also if",
                                          [DIFF_VALUE] = "now also"};
static const char *const removed_words[] = {[DIFF_NEEDS] = "no longer needs",
                                            [DIFF_ANY_OF] = "no longer if",
                                            [DIFF_VALUE] = "no longer"};
static const char *const changed_words[] = {
    [DIFF_NEEDS] = "needs", [DIFF_ANY_OF] = "if", [DIFF_VALUE] = "is"};

/* A needed `not E` is an exception. */
static bool is_exception(const struct matching *m, const struct expr *e)
{
    return m->pair->context == DIFF_NEEDS && e->op == EXPR_NOT;
}

static void say_one(struct matching *m, const struct expr *e, bool added)
{
    struct arena *arena = m->d->arena;
    const char *const *words = added ? added_words : removed_words;
    struct str text =
        is_exception(m, e)
            ? str_format(arena, "%s held if %.*s",
                         added ? "now also" : "no longer",
                         STR_ARG(e->kids[0]->text))
            : str_format(arena, "%s %.*s", words[m->pair->context],
                         STR_ARG(e->text));
    say(m, text, added ? NULL : e, added ? e : NULL);
}

/* "8 weeks" of "chemo-duration >= 8 weeks", if the other has the same words
   before it; else the whole text. */
static struct str short_was(const struct expr *before, const struct expr *after)
{
    size_t same = 0, word = 0;
    struct str a = before->text, b = after->text;
    while (same < a.n && same < b.n && a.at[same] == b.at[same]) {
        same++;
        if (a.at[same - 1] == ' ')
            word = same;
    }
    bool comparison = before->op == EXPR_COMPARE ||
                      before->op == EXPR_COMPARE_MONTHS ||
                      before->op == EXPR_IS;
    return comparison && before->op == after->op ? str_from(a, word) : a;
}

static void say_change(struct matching *m, const struct expr *before,
                       const struct expr *after)
{
    struct arena *arena = m->d->arena;
    struct str was = short_was(before, after);
    struct str text = is_exception(m, before) && is_exception(m, after)
                          ? str_format(arena, "held if %.*s, was if %.*s",
                                       STR_ARG(after->kids[0]->text),
                                       STR_ARG(before->kids[0]->text))
                          : str_format(arena, "%s %.*s, was %.*s",
                                       changed_words[m->pair->context],
                                       STR_ARG(after->text), STR_ARG(was));
    say(m, text, before, after);
}

/* --- looking into --------------------------------------------------------- */

/* "one of several: ..." */
static void look_into(struct matching *m, const struct expr *before,
                      const struct expr *after)
{
    struct diff_pair inner = *m->pair;
    inner.before = before;
    inner.after = after;
    inner.context = before->op == EXPR_OR ? DIFF_ANY_OF : DIFF_VALUE;
    if (before->op == EXPR_AND)
        inner.context = DIFF_NEEDS;
    diff_condition(m->d, m->item, &inner);
}

static void say_pair(struct matching *m, const struct expr *before,
                     const struct expr *after)
{
    bool same = before->op == after->op;
    if (same && (before->op == EXPR_OR || before->op == EXPR_AND))
        look_into(m, before, after);
    else
        say_change(m, before, after);
}

static void pair_by_subject(struct matching *m)
{
    for (size_t i = 0; i < m->before.n; i++) {
        const struct expr *before = m->before.at[i];
        if (!before)
            continue;
        struct str subject = canon_subject(&m->d->before, before);
        size_t j = find_after(m, subject, canon_subject);
        if (j == m->after.n)
            continue;
        say_pair(m, before, m->after.at[j]);
        m->before.at[i] = NULL;
        m->after.at[j] = NULL;
    }
}

/* The only part that is left, or NULL if there are none or several. */
static const struct expr *only_part(const struct parts *parts)
{
    const struct expr *only = NULL;
    for (size_t i = 0; i < parts->n; i++) {
        if (parts->at[i] && only)
            return NULL;
        if (parts->at[i])
            only = parts->at[i];
    }
    return only;
}

/* One for one is a change, too. */
static void say_rest(struct matching *m)
{
    const struct expr *a = only_part(&m->before), *b = only_part(&m->after);
    if (a && b && is_exception(m, a) == is_exception(m, b)) {
        say_change(m, a, b);
        return;
    }
    for (size_t i = 0; i < m->before.n; i++)
        if (m->before.at[i])
            say_one(m, m->before.at[i], false);
    for (size_t i = 0; i < m->after.n; i++)
        if (m->after.at[i])
            say_one(m, m->after.at[i], true);
}

static bool is_conjunction(const struct expr *e)
{
    return e && e->op == EXPR_AND;
}

/* A definition that is a choice between conditions is one of alternatives,
   one that is a conjunction needs all. */
static enum diff_context context_of(const struct diff_pair *pair)
{
    const struct expr *a = pair->before, *b = pair->after;
    if (pair->context != DIFF_VALUE)
        return pair->context;
    if ((a && a->op == EXPR_OR) || (b && b->op == EXPR_OR))
        return DIFF_ANY_OF;
    return is_conjunction(a) || is_conjunction(b) ? DIFF_NEEDS : DIFF_VALUE;
}

void diff_condition(struct differ *d, struct diff_item *item,
                    const struct diff_pair *pair)
{
    if (str_equal(canon_text(&d->before, pair->before),
                  canon_text(&d->after, pair->after)))
        return;
    struct diff_pair known = *pair;
    known.context = context_of(pair);
    enum expr_op op = known.context == DIFF_ANY_OF ? EXPR_OR : EXPR_AND;
    struct matching m = {.d = d, .item = item, .pair = &known};
    m.before = parts_of(d->arena, pair->before, op);
    m.after = parts_of(d->arena, pair->after, op);
    drop_equal(&m);
    pair_by_subject(&m);
    say_rest(&m);
}
