/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Treatments, definitions, scores, constraints, evidence and the guideline
 * itself of two programs, each by name.
 */

#include "interp/suite/diff_internal.h"

struct diff_item *diff_add(struct differ *d, enum diff_of of,
                           enum diff_kind kind, struct str name)
{
    struct diff_item item = {.of = of, .kind = kind, .name = name};
    list_push(d->arena, &d->diff->items, item);
    return &d->diff->items.at[d->diff->items.n - 1];
}

/* Takes the item back if nothing was said of it. */
static void close_item(struct differ *d, const struct diff_item *item)
{
    if (!item->clauses.n)
        d->diff->items.n--;
}

static void say_label(struct differ *d, struct diff_item *item,
                      struct str before, struct str after)
{
    if (!str_equal(before, after))
        diff_say_wording(d, item,
                         str_format(d->arena, "label: \"%.*s\", was \"%.*s\"",
                                    STR_ARG(after), STR_ARG(before)));
}

/* --- treatments ----------------------------------------------------------- */

static bool is_in(const struct treatment *const *all, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (name_equal(all[i]->name, name))
            return true;
    return false;
}

static void say_groups(struct differ *d, struct diff_item *item,
                       const struct treatment *a, const struct treatment *b,
                       const char *words)
{
    for (size_t i = 0; i < a->group_count; i++)
        if (!is_in(b->groups, b->group_count, a->groups[i]->name))
            diff_say(d, item,
                     str_format(d->arena, "%s %.*s", words,
                                STR_ARG(a->groups[i]->name)));
}

static void compare_treatment(struct differ *d, const struct treatment *a,
                              const struct treatment *b)
{
    struct diff_item *item = diff_add(d, DIFF_TREATMENT, DIFF_CHANGED, b->name);
    item->before_at = a->span;
    item->after_at = b->span;
    say_groups(d, item, b, a, "is now a member of");
    say_groups(d, item, a, b, "is no longer a member of");
    say_label(d, item, a->label, b->label);
    close_item(d, item);
}

static void lone_treatment(struct differ *d, const struct treatment *t,
                           bool added)
{
    struct diff_item *item =
        diff_add(d, DIFF_TREATMENT, added ? DIFF_ADDED : DIFF_REMOVED, t->name);
    *(added ? &item->after_at : &item->before_at) = t->span;
}

void diff_treatments(struct differ *d)
{
    const struct program *a = d->diff->before, *b = d->diff->after;
    for (size_t i = 0; i < a->treatment_count; i++) {
        const struct treatment *other =
            program_treatment(b, a->treatments[i]->name);
        if (other)
            compare_treatment(d, a->treatments[i], other);
        else
            lone_treatment(d, a->treatments[i], false);
    }
    for (size_t i = 0; i < b->treatment_count; i++)
        if (!program_treatment(a, b->treatments[i]->name))
            lone_treatment(d, b->treatments[i], true);
}

/* --- definitions ---------------------------------------------------------- */

static struct str frame_of(const struct define *define)
{
    return define->record ? define->record->name : STR("");
}

static const struct define *define_like(const struct program *program,
                                        const struct define *define)
{
    for (size_t i = 0; i < program->define_count; i++)
        if (name_equal(program->defines[i]->name, define->name) &&
            name_equal(frame_of(program->defines[i]), frame_of(define)))
            return program->defines[i];
    return NULL;
}

static struct str define_name(struct arena *arena, const struct define *define)
{
    return define->record
               ? str_format(arena, "%.*s of %.*s", STR_ARG(define->name),
                            STR_ARG(define->record->name))
               : define->name;
}

/* A definition by branches: the lines that changed. */
static void compare_branches(struct differ *d, struct diff_item *item,
                             const struct expr *a, const struct expr *b)
{
    for (uint32_t i = 0; i < a->n; i++) {
        bool guard = i + 1 < a->n && i % 2 == 0;
        struct str prefix = i + 1 == a->n
                                ? STR("otherwise ")
                                : str_format(d->arena, "line %u: ", i / 2 + 1);
        struct diff_pair pair = {a->kids[i], b->kids[i], prefix,
                                 guard ? DIFF_NEEDS : DIFF_VALUE};
        diff_condition(d, item, &pair);
    }
}

static void compare_body(struct differ *d, struct diff_item *item,
                         const struct expr *a, const struct expr *b)
{
    struct diff_pair pair = {a, b, STR(""), DIFF_VALUE};
    if (a->op == EXPR_BRANCH && b->op == EXPR_BRANCH && a->n == b->n)
        compare_branches(d, item, a, b);
    else
        diff_condition(d, item, &pair);
}

static void compare_define(struct differ *d, const struct define *a,
                           const struct define *b)
{
    struct diff_item *item =
        diff_add(d, DIFF_DEFINE, DIFF_CHANGED, define_name(d->arena, b));
    item->before_at = a->span;
    item->after_at = b->span;
    item->before_define = a;
    item->after_define = b;
    struct str types[] = {canon_type(d->arena, &a->type),
                          canon_type(d->arena, &b->type)};
    if (!str_equal(types[0], types[1]))
        diff_say(d, item,
                 str_format(d->arena, "is %.*s, was %.*s", STR_ARG(types[1]),
                            STR_ARG(types[0])));
    compare_body(d, item, a->body, b->body);
    say_label(d, item, a->label, b->label);
    close_item(d, item);
}

static void lone_define(struct differ *d, const struct define *define,
                        bool added)
{
    struct diff_item *item =
        diff_add(d, DIFF_DEFINE, added ? DIFF_ADDED : DIFF_REMOVED,
                 define_name(d->arena, define));
    *(added ? &item->after_at : &item->before_at) = define->span;
    *(added ? &item->after_define : &item->before_define) = define;
    if (define->body->text.n)
        diff_say(d, item, define->body->text);
}

void diff_defines(struct differ *d)
{
    const struct program *a = d->diff->before, *b = d->diff->after;
    for (size_t i = 0; i < a->define_count; i++) {
        const struct define *other = define_like(b, a->defines[i]);
        if (other)
            compare_define(d, a->defines[i], other);
        else
            lone_define(d, a->defines[i], false);
    }
    for (size_t i = 0; i < b->define_count; i++)
        if (!define_like(a, b->defines[i]))
            lone_define(d, b->defines[i], true);
}

/* --- scores --------------------------------------------------------------- */

/* Points of the same condition, or else the same subject, go together. */
static const struct point *point_like(struct differ *d,
                                      const struct score *score, bool *taken,
                                      struct str text, bool subject)
{
    for (size_t i = 0; i < score->n; i++) {
        struct str other = subject
                               ? canon_subject(&d->after, score->points[i].when)
                               : canon_text(&d->after, score->points[i].when);
        if (taken[i] || !str_equal(text, other))
            continue;
        taken[i] = true;
        return &score->points[i];
    }
    return NULL;
}

static void compare_point(struct differ *d, struct diff_item *item,
                          const struct point *a, const struct point *b)
{
    struct arena *arena = d->arena;
    struct str prefix =
        str_format(arena, "%.*s ", STR_ARG(decimal_text(arena, b->points)));
    struct diff_pair pair = {a->when, b->when, prefix, DIFF_ANY_OF};
    if (a->points != b->points)
        diff_push(
            d, item,
            (struct diff_clause){
                .words = str_format(arena, "%.*s if %.*s, was %.*s",
                                    STR_ARG(decimal_text(arena, b->points)),
                                    STR_ARG(b->when->text),
                                    STR_ARG(decimal_text(arena, a->points)))});
    diff_condition(d, item, &pair);
    say_label(d, item, a->label, b->label);
}

static void say_point(struct differ *d, struct diff_item *item,
                      const struct point *point, bool added)
{
    struct diff_clause clause = {
        .words = str_format(d->arena, "%s %.*s if %.*s",
                            added ? "now also" : "no longer",
                            STR_ARG(decimal_text(d->arena, point->points)),
                            STR_ARG(point->when->text)),
        .weighs = true,
        .before = added ? NULL : point->when,
        .after = added ? point->when : NULL,
        .absent = TRUTH_NO};
    diff_push(d, item, clause);
}

static void compare_points(struct differ *d, struct diff_item *item,
                           const struct score *a, const struct score *b)
{
    bool *taken = ARENA_ARRAY(d->arena, bool, b->n);
    const struct point **other =
        ARENA_ARRAY(d->arena, const struct point *, a->n);
    for (int subject = 0; subject <= 1; subject++)
        for (size_t i = 0; i < a->n; i++) {
            const struct expr *when = a->points[i].when;
            struct str text = subject ? canon_subject(&d->before, when)
                                      : canon_text(&d->before, when);
            if (!other[i])
                other[i] = point_like(d, b, taken, text, subject);
        }
    for (size_t i = 0; i < a->n; i++) {
        if (other[i])
            compare_point(d, item, &a->points[i], other[i]);
        else
            say_point(d, item, &a->points[i], false);
    }
    for (size_t i = 0; i < b->n; i++)
        if (!taken[i])
            say_point(d, item, &b->points[i], true);
}

static const struct score *score_named(const struct program *program,
                                       struct str name)
{
    for (size_t i = 0; i < program->score_count; i++)
        if (name_equal(program->scores[i]->name, name))
            return program->scores[i];
    return NULL;
}

static void score_item(struct differ *d, const struct score *a,
                       const struct score *b)
{
    enum diff_kind kind = !a ? DIFF_ADDED : !b ? DIFF_REMOVED : DIFF_CHANGED;
    struct diff_item *item =
        diff_add(d, DIFF_SCORE, kind, b ? b->name : a->name);
    item->before_at = a ? a->span : SPAN_NONE;
    item->after_at = b ? b->span : SPAN_NONE;
    item->before_score = a;
    item->after_score = b;
    if (!a || !b)
        return;
    compare_points(d, item, a, b);
    say_label(d, item, a->label, b->label);
    close_item(d, item);
}

void diff_scores(struct differ *d)
{
    const struct program *a = d->diff->before, *b = d->diff->after;
    for (size_t i = 0; i < a->score_count; i++)
        score_item(d, a->scores[i], score_named(b, a->scores[i]->name));
    for (size_t i = 0; i < b->score_count; i++)
        if (!score_named(a, b->scores[i]->name))
            score_item(d, NULL, b->scores[i]);
}

/* --- constraints ---------------------------------------------------------- */

static const struct constraint *constraint_titled(const struct program *program,
                                                  struct str title)
{
    for (size_t i = 0; i < program->constraint_count; i++)
        if (str_equal(program->constraints[i].title, title))
            return &program->constraints[i];
    return NULL;
}

static void constraint_item(struct differ *d, const struct constraint *a,
                            const struct constraint *b)
{
    enum diff_kind kind = !a ? DIFF_ADDED : !b ? DIFF_REMOVED : DIFF_CHANGED;
    struct diff_item *item =
        diff_add(d, DIFF_CONSTRAINT, kind, b ? b->title : a->title);
    item->before_at = a ? a->span : SPAN_NONE;
    item->after_at = b ? b->span : SPAN_NONE;
    if (!a || !b) {
        diff_say(d, item, b ? b->holds->text : a->holds->text);
        return;
    }
    struct diff_pair pair = {a->holds, b->holds, STR(""), DIFF_VALUE};
    diff_condition(d, item, &pair);
    close_item(d, item);
}

void diff_constraints(struct differ *d)
{
    const struct program *a = d->diff->before, *b = d->diff->after;
    for (size_t i = 0; i < a->constraint_count; i++)
        constraint_item(d, &a->constraints[i],
                        constraint_titled(b, a->constraints[i].title));
    for (size_t i = 0; i < b->constraint_count; i++)
        if (!constraint_titled(a, b->constraints[i].title))
            constraint_item(d, NULL, &b->constraints[i]);
}

/* --- evidence ------------------------------------------------------------- */

static const struct evidence *evidence_named(const struct program *program,
                                             struct str name)
{
    for (size_t i = 0; i < program->evidence_count; i++)
        if (name_equal(program->evidence[i]->name, name))
            return program->evidence[i];
    return NULL;
}

static struct str locus_text(struct arena *arena, const struct evidence *e)
{
    struct buf out = buf_on(arena);
    if (e->source)
        buf_str(&out, e->source->name);
    for (size_t i = 0; i < e->locus_count; i++)
        buf_format(&out, " %.*s %.*s [%.*s]", STR_ARG(e->loci[i].section),
                   STR_ARG(e->loci[i].paragraph), STR_ARG(e->loci[i].refs));
    return buf_view(&out);
}

static void evidence_item(struct differ *d, const struct evidence *a,
                          const struct evidence *b)
{
    enum diff_kind kind = !a ? DIFF_ADDED : !b ? DIFF_REMOVED : DIFF_CHANGED;
    struct diff_item *item =
        diff_add(d, DIFF_EVIDENCE, kind, b ? b->name : a->name);
    item->before_at = a ? a->span : SPAN_NONE;
    item->after_at = b ? b->span : SPAN_NONE;
    if (!a || !b) {
        diff_say_wording(d, item, b ? b->text : a->text);
        return;
    }
    struct str from = locus_text(d->arena, b);
    if (!str_equal(a->text, b->text))
        diff_say_wording(d, item,
                         str_format(d->arena, "\"%.*s\"", STR_ARG(b->text)));
    if (!str_equal(locus_text(d->arena, a), from))
        diff_say_wording(d, item,
                         str_format(d->arena, "from %.*s", STR_ARG(from)));
    close_item(d, item);
}

void diff_evidence(struct differ *d)
{
    const struct program *a = d->diff->before, *b = d->diff->after;
    for (size_t i = 0; i < a->evidence_count; i++)
        evidence_item(d, a->evidence[i],
                      evidence_named(b, a->evidence[i]->name));
    for (size_t i = 0; i < b->evidence_count; i++)
        if (!evidence_named(a, b->evidence[i]->name))
            evidence_item(d, NULL, b->evidence[i]);
}
