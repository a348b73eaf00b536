/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What changed between the conclusions of two rules: a verdict that is
 * stronger, weaker or turned, another treatment, another outcome.
 */

#include "interp/suite/diff_internal.h"

struct conclusions {
    const struct conclusion **at; /* NULL: matched */
    size_t n;
};

struct concluding {
    struct differ *d;
    struct diff_item *item;
    struct str prefix;
    struct conclusions before, after;
};

static struct conclusions conclusions_of(struct arena *arena,
                                         const struct rule *rule)
{
    struct conclusions all = {
        ARENA_ARRAY(arena, const struct conclusion *, rule->conclusion_count),
        rule->conclusion_count};
    for (size_t i = 0; i < all.n; i++)
        all.at[i] = &rule->conclusions[i];
    return all;
}

/* --- words ---------------------------------------------------------------- */

static const char *verb_text(const struct conclusion *c)
{
    static const char *const verbs[] = {[VERB_RECOMMEND] = "recommend",
                                        [VERB_CONSIDER] = "consider",
                                        [VERB_AVOID] = "avoid",
                                        [VERB_CONTRAINDICATE] =
                                            "contraindicate"};
    return c->kind == CONCLUDE_CANDIDATE ? "candidate" : verbs[c->verb];
}

static enum verb verb_of(const struct conclusion *c)
{
    return c->kind == CONCLUDE_CANDIDATE ? VERB_CONSIDER : c->verb;
}

static bool is_against(enum verb verb)
{
    return verb >= VERB_AVOID;
}

/* "stronger", "weaker", "turned". */
static const char *turn_text(enum verb before, enum verb after)
{
    if (is_against(before) != is_against(after))
        return "turned";
    bool stronger = is_against(after) ? after > before : after < before;
    return stronger ? "stronger" : "weaker";
}

static bool is_advice(const struct conclusion *c)
{
    return c->kind == CONCLUDE_ADVISE || c->kind == CONCLUDE_CANDIDATE;
}

static void say(struct concluding *c, struct str words)
{
    diff_say(c->d, c->item,
             str_format(c->d->arena, "%.*s%.*s", STR_ARG(c->prefix),
                        STR_ARG(words)));
}

static void say_change(struct concluding *c, const struct conclusion *before,
                       const struct conclusion *after)
{
    struct arena *arena = c->d->arena;
    bool verbs = is_advice(before) && is_advice(after) &&
                 verb_of(before) != verb_of(after);
    if (verbs)
        say(c, str_format(arena, "%s: %.*s, was %s",
                          turn_text(verb_of(before), verb_of(after)),
                          STR_ARG(after->text), verb_text(before)));
    else
        say(c, str_format(arena, "concludes %.*s, was %.*s",
                          STR_ARG(after->text), STR_ARG(before->text)));
}

static void say_rest(struct concluding *c)
{
    for (size_t i = 0; i < c->before.n; i++)
        if (c->before.at[i])
            say(c, str_format(c->d->arena, "no longer concludes %.*s",
                              STR_ARG(c->before.at[i]->text)));
    for (size_t i = 0; i < c->after.n; i++)
        if (c->after.at[i])
            say(c, str_format(c->d->arena, "now also concludes %.*s",
                              STR_ARG(c->after.at[i]->text)));
}

/* --- matching ------------------------------------------------------------- */

typedef struct str text_of(struct canon *canon, const struct conclusion *c);

/* Matches those with the same text; says how they changed if `changed`. */
static void match(struct concluding *c, text_of *of, bool changed)
{
    for (size_t i = 0; i < c->before.n; i++)
        for (size_t j = 0; c->before.at[i] && j < c->after.n; j++) {
            if (!c->after.at[j] ||
                !str_equal(of(&c->d->before, c->before.at[i]),
                           of(&c->d->after, c->after.at[j])))
                continue;
            if (changed)
                say_change(c, c->before.at[i], c->after.at[j]);
            c->before.at[i] = c->after.at[j] = NULL;
        }
}

/* "advice 0": what it is, without of which treatment. */
static struct str sort_of(struct canon *canon, const struct conclusion *c)
{
    return str_format(canon->arena, "%d %d", (int)c->kind, (int)c->verb);
}

void diff_conclusions(struct differ *d, struct diff_item *item,
                      struct str prefix)
{
    struct concluding c = {d, item, prefix,
                           conclusions_of(d->arena, item->before_rule),
                           conclusions_of(d->arena, item->after_rule)};
    match(&c, canon_conclusion, false);
    match(&c, canon_conclusion_subject, true);
    match(&c, sort_of, true);
    say_rest(&c);
}
