/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a change does: verdicts and scores of the patient before and after,
 * and rules as loaded against those in force. Things are compared by name, so
 * that the two sides may come from different rules.
 */

#include "interp/cli/repl.h"

#include "interp/render/words.h"
#include "interp/render/wrap.h"
#include "interp/suite/diff.h"

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

/* Cases are no part of the meaning, and several may have one title. */
static bool is_among(struct session *session, const struct ruleset *rules,
                     const struct ast *item, struct str name)
{
    for (size_t i = 0; i < rules->item_count; i++)
        if (ast_equal(rules->items[i], item) &&
            name_equal(item_name(session->work, rules->items[i]), name))
            return true;
    return false;
}

static bool say_cases(struct session *session, const struct ruleset *here,
                      const struct ruleset *there, const char *word)
{
    bool any = false;
    for (size_t i = 0; i < here->item_count; i++) {
        const struct ast *item = here->items[i];
        struct str name = item_name(session->work, item);
        if (item->kind != AST_CASE || is_among(session, there, item, name))
            continue;
        say(session, "  %s %.*s", word, STR_ARG(name));
        any = true;
    }
    return any;
}

static void say_item(struct session *session, const struct diff_item *item)
{
    struct str head =
        str_format(session->work, "%s %s %.*s", diff_kind_name(item->kind),
                   diff_of_name(item->of), STR_ARG(item->name));
    wrap_paragraph(session->out, head, 2, 4);
    for (size_t i = 0; i < item->clauses.n; i++)
        wrap_paragraph(session->out, item->clauses.at[i].words, 4, 6);
}

bool say_rule_changes(struct session *session)
{
    const struct ruleset *old = session->start, *new = session->rules;
    const struct diff *diff =
        diff_programs(session->work, old->program, new->program);
    for (size_t i = 0; i < diff->items.n; i++)
        say_item(session, &diff->items.at[i]);
    bool added = say_cases(session, new, old, "added");
    bool removed = say_cases(session, old, new, "removed");
    return added || removed || diff->items.n;
}
