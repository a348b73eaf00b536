/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a change does: verdicts and scores of the patient before and after,
 * and rules as loaded against those in force. Things are compared by name, so
 * that the two sides may come from different rules.
 */

#include "interp/cli/repl.h"

#include "grammar/print.h"
#include "interp/render/words.h"
#include "interp/render/wrap.h"

#define NAME_COLUMN 30

/* ---- verdicts ------------------------------------------------------------ */

static const struct verdict *verdict_on(const struct view *view,
                                        struct str treatment)
{
    const struct treatment *found = program_treatment(view->program, treatment);
    return found ? &view->finding->verdicts[found->index] : NULL;
}

static void say_change(struct session *session, struct str name,
                       struct str before, struct str after)
{
    struct str change = str_format(session->work, "%.*s -> %.*s",
                                   STR_ARG(before), STR_ARG(after));
    wrap_pair(session->out, 2, name, NAME_COLUMN, change);
}

static bool say_verdict(struct session *session, struct str name,
                        const struct verdict *before,
                        const struct verdict *after)
{
    struct str old = verdict_words(session->work, before);
    struct str new = verdict_words(session->work, after);
    if (str_equal(old, new))
        return false;
    say_change(session, name, old, new);
    return true;
}

static bool say_verdicts(struct session *session, const struct view *before,
                         const struct view *after)
{
    bool any = false;
    for (size_t i = 0; i < after->program->treatment_count; i++) {
        struct str name = after->program->treatments[i]->name;
        any |= say_verdict(session, name, verdict_on(before, name),
                           &after->finding->verdicts[i]);
    }
    for (size_t i = 0; i < before->program->treatment_count; i++) {
        struct str name = before->program->treatments[i]->name;
        if (!program_treatment(after->program, name))
            any |=
                say_verdict(session, name, &before->finding->verdicts[i], NULL);
    }
    return any;
}

/* ---- scores -------------------------------------------------------------- */

static struct str score_text(struct arena *arena, const struct view *view,
                             struct str name)
{
    struct type number = {.kind = TYPE_NUMBER};
    for (size_t i = 0; i < view->program->score_count; i++)
        if (name_equal(view->program->scores[i]->name, name))
            return value_print_text(arena, &number, view->finding->scores[i]);
    return STR("nothing");
}

static bool say_scores(struct session *session, const struct view *before,
                       const struct view *after)
{
    bool any = false;
    for (size_t i = 0; i < after->program->score_count; i++) {
        struct str name = after->program->scores[i]->name;
        struct str old = score_text(session->work, before, name);
        struct str new = score_text(session->work, after, name);
        if (str_equal(old, new))
            continue;
        say_change(session, name, old, new);
        any = true;
    }
    return any;
}

bool say_changes(struct session *session, const struct view *before,
                 const struct view *after)
{
    bool verdicts = say_verdicts(session, before, after);
    bool scores = say_scores(session, before, after);
    return verdicts || scores;
}

/* ---- rules --------------------------------------------------------------- */

/* Several cases may have one title. */
static bool is_among(struct session *session, const struct ruleset *rules,
                     const struct ast *item, struct str name)
{
    for (size_t i = 0; i < rules->item_count; i++)
        if (ast_equal(rules->items[i], item) &&
            name_equal(item_name(session->work, rules->items[i]), name))
            return true;
    return false;
}

static bool say_against(struct session *session, const struct ruleset *from,
                        const struct ast *item)
{
    struct str name = item_name(session->work, item);
    if (!name.n || is_among(session, from, item, name))
        return false;
    say(session, "  %s  %.*s",
        ruleset_item(from, session->work, name) ? "changed" : "added  ",
        STR_ARG(name));
    return true;
}

static void say_removed(struct session *session, bool *any)
{
    const struct ruleset *start = session->start;
    for (size_t i = 0; i < start->item_count; i++) {
        struct str name = item_name(session->work, start->items[i]);
        if (!name.n || ruleset_item(session->rules, session->work, name))
            continue;
        say(session, "  removed  %.*s", STR_ARG(name));
        *any = true;
    }
}

bool say_rule_changes(struct session *session)
{
    bool any = false;
    const struct ruleset *rules = session->rules;
    for (size_t i = 0; i < rules->item_count; i++)
        any |= say_against(session, session->start, rules->items[i]);
    say_removed(session, &any);
    return any;
}
