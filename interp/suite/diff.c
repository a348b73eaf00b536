/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The order in which two programs are compared: what records hold, what is
 * defined, the rules, then what only explains them.
 */

#include "interp/suite/diff_internal.h"

const char *diff_of_name(enum diff_of of)
{
    static const char *const names[DIFF_KINDS] = {
        [DIFF_GUIDELINE] = "guideline",
        [DIFF_FIELD] = "field",
        [DIFF_RECORD] = "record",
        [DIFF_TREATMENT] = "treatment",
        [DIFF_DEFINE] = "define",
        [DIFF_SCORE] = "score",
        [DIFF_RULE] = "rule",
        [DIFF_TABLE] = "table",
        [DIFF_CONSTRAINT] = "constraint",
        [DIFF_EVIDENCE] = "evidence"};
    return names[of];
}

const char *diff_kind_name(enum diff_kind kind)
{
    static const char *const names[] = {[DIFF_ADDED] = "added",
                                        [DIFF_REMOVED] = "removed",
                                        [DIFF_CHANGED] = "changed",
                                        [DIFF_RENAMED] = "renamed"};
    return names[kind];
}

struct place diff_place(const struct diff *diff, const struct diff_item *item)
{
    bool gone = span_is_none(item->after_at);
    return sources_place(gone ? diff->before->sources : diff->after->sources,
                         gone ? item->before_at : item->after_at);
}

static void compare_guidelines(struct differ *d)
{
    const struct program *a = d->diff->before, *b = d->diff->after;
    if (str_equal(a->title, b->title) && str_equal(a->version, b->version))
        return;
    struct diff_item *item =
        diff_add(d, DIFF_GUIDELINE, DIFF_CHANGED, b->title);
    diff_say_wording(d, item,
                     str_format(d->arena,
                                "\"%.*s\" version %.*s, was "
                                "\"%.*s\" version %.*s",
                                STR_ARG(b->title), STR_ARG(b->version),
                                STR_ARG(a->title), STR_ARG(a->version)));
}

struct diff *diff_programs(struct arena *arena, const struct program *before,
                           const struct program *after)
{
    struct diff *diff = ARENA_NEW(arena, struct diff);
    struct differ d = {arena, diff, canon_of(arena, before),
                       canon_of(arena, after)};
    diff->arena = arena;
    diff->before = before;
    diff->after = after;
    diff->rule_after =
        ARENA_ARRAY(arena, const struct rule *, before->rule_count);
    compare_guidelines(&d);
    diff_vocabulary(&d);
    diff_treatments(&d);
    diff_defines(&d);
    diff_scores(&d);
    diff_rules(&d);
    diff_constraints(&d);
    diff_evidence(&d);
    return diff;
}
