/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Defines and scores, each resolved when it is first needed, so that their
 * order is free. One that is needed while it is being resolved depends on
 * itself: the whole circle is shown, once. Constraints stand here, too, being
 * no more than a condition with a title.
 */

#include "interp/check/checker.h"

static struct str name_of(const struct definition *definition)
{
    return definition->define ? definition->define->name
                              : definition->score->name;
}

/* --- circles ------------------------------------------------------------- */

/* "a, which needs b, which needs a". */
static struct str circle_words(struct checker *c, size_t from)
{
    struct buf out = buf_on(c->arena);
    size_t n = c->open.n - from;
    for (size_t i = 1; i < n && i < CHECK_LISTED; i++)
        buf_format(&out, "%.*s, which needs ",
                   STR_ARG(name_of(c->open.at[from + i])));
    if (n > CHECK_LISTED)
        buf_text(&out, "... which needs ");
    buf_str(&out, name_of(c->open.at[from]));
    return buf_view(&out);
}

static void report_circle(struct checker *c, struct definition *definition,
                          const struct ast *use)
{
    size_t from = c->open.n - 1;
    while (c->open.at[from] != definition) /* which is open */
        from--;
    struct str name = name_of(definition);
    struct diagnostic *d = diagnose(
        c->sink, DIAG_CIRCULAR_DEFINITION, definition->item->kids[0]->span,
        "%.*s depends on itself: it needs %.*s", STR_ARG(name),
        STR_ARG(circle_words(c, from)));
    diagnostic_label(c->sink, d,
                     "a definition builds on others, not on itself");
    if (c->open.n - from > 1)
        diagnostic_second(c->sink, d, use->span, "%.*s is needed again here",
                          STR_ARG(name));
    for (size_t i = from; i < c->open.n; i++)
        c->open.at[i]->state = DEFINITION_FAILED;
}

static bool too_high(struct checker *c, const struct ast *use)
{
    if (!c->too_deep) {
        struct diagnostic *d = diagnose(
            c->sink, DIAG_CHAIN_TOO_LONG, use->span,
            "definitions build on each other more than %d deep, down to here",
            LIMIT_NESTING);
        diagnostic_label(c->sink, d, "use fewer definitions of definitions");
    }
    c->too_deep = true;
    return false;
}

/* --- defines ------------------------------------------------------------- */

static const struct expr *check_stated(struct checker *c,
                                       const struct ast *node,
                                       const struct define *define,
                                       const struct scope *scope)
{
    const struct expr **sides =
        ARENA_ARRAY(c->arena, const struct expr *, node->n);
    const struct ast *const *nodes = (const struct ast *const *)node->kids;
    bool right = true;
    for (uint32_t i = 0; i < node->n; i++) {
        sides[i] = check_expr(c, node->kids[i], scope);
        right = right && sides[i];
    }
    if (!right || !check_unify(c, sides, nodes, node->n))
        return NULL;
    struct expr draft = check_draft(EXPR_STATED, sides[0]->type);
    draft.type.calendar = false;
    for (uint32_t i = 0; i < node->n; i++)
        draft.type.whole = draft.type.whole && sides[i]->type.whole;
    draft.define = define;
    draft.kids = sides;
    draft.n = node->n;
    return check_share(c, &draft, node);
}

static const struct expr *body_of(struct checker *c, const struct ast *body,
                                  const struct define *define,
                                  const struct scope *scope)
{
    if (body->kind == AST_STATED)
        return check_stated(c, body, define, scope);
    if (body->kind == AST_BRANCHES)
        return check_branches(c, body, define, scope);
    return check_expr(c, body, scope);
}

static bool has_type(struct checker *c, const struct expr *body,
                     const struct ast *node)
{
    if (body->type.kind != TYPE_UNKNOWN)
        return true;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_TYPE_MISMATCH, node->span,
                 "a definition that is always unknown or nothing says nothing");
    diagnostic_label(c->sink, d, "define it by other fields");
    return false;
}

static bool resolve_define(struct checker *c, struct definition *definition)
{
    struct define *define = definition->define;
    const struct ast *body = definition->item->kids[3];
    struct scope element = {NULL, definition->record, 1};
    if (define->record && c->program->deepest_level < 1)
        c->program->deepest_level = 1;
    const struct expr *e =
        body_of(c, body, define, define->record ? &element : NULL);
    if (!e || !has_type(c, e, body))
        return false;
    define->body = e;
    define->type = e->type;
    define->opened = e->type.kind == TYPE_YESNO && body->kind != AST_STATED &&
                     body->kind != AST_BRANCHES;
    return true;
}

/* --- scores -------------------------------------------------------------- */

static bool add_points(struct checker *c, struct score *score,
                       const struct ast *node)
{
    struct point *point = &score->points[score->n++];
    decimal points;
    const struct ast *label = ast_kid(node, 2);
    if (label)
        point->label = label->text;
    point->when = check_condition(c, node->kids[1], NULL);
    if (!check_decimal(c, node->kids[0], &points) || !point->when)
        return false;
    point->points = node->op == OP_NEGATIVE ? -points : points;
    decimal *end = point->points < 0 ? &score->least : &score->most;
    if (decimal_add(*end, point->points, end))
        return true;
    struct diagnostic *d = diagnose(c->sink, DIAG_NUMBER_SIZE, node->span,
                                    "the points of this score add up too high");
    diagnostic_label(c->sink, d, "give fewer points");
    return false;
}

static bool resolve_score(struct checker *c, struct definition *definition)
{
    const struct ast *item = definition->item;
    struct score *score = definition->score;
    score->points = ARENA_ARRAY(c->arena, struct point, item->n);
    bool right = true;
    for (uint32_t i = 2; i < item->n; i++)
        right = add_points(c, score, item->kids[i]) && right;
    return right;
}

/* --- resolving ----------------------------------------------------------- */

static bool resolve(struct checker *c, struct definition *definition)
{
    uint32_t height = c->height, base = c->base, reach = c->reach;
    c->height = c->reach = 0;
    c->base = c->depth;
    definition->state = DEFINITION_OPEN;
    list_push(c->arena, &c->open, definition);
    bool right = definition->define ? resolve_define(c, definition)
                                    : resolve_score(c, definition);
    c->open.n--;
    if (definition->state == DEFINITION_FAILED)
        right = false; /* part of a circle */
    definition->state = right ? DEFINITION_DONE : DEFINITION_FAILED;
    definition->height = c->height + 1;
    definition->depth = c->reach + 1;
    c->height = height;
    c->base = base;
    c->reach = reach;
    return right;
}

bool check_definition(struct checker *c, struct definition *definition,
                      const struct ast *use)
{
    if (!c->extending)
        definition->used = true;
    if (definition->state == DEFINITION_OPEN) {
        report_circle(c, definition, use);
        return false;
    }
    if (definition->state == DEFINITION_NEW) {
        if (c->open.n >= LIMIT_NESTING)
            return too_high(c, use);
        resolve(c, definition);
    }
    if (definition->height >= LIMIT_NESTING && c->open.n)
        return too_high(c, use);
    if (definition->height > c->height)
        c->height = definition->height;
    return definition->state == DEFINITION_DONE &&
           check_may_reach(c, definition->depth, use);
}

static void place(struct checker *c, struct definition *definition)
{
    struct program *program = c->program;
    if (definition->define) {
        definition->define->index = (uint32_t)program->define_count;
        program->defines[program->define_count++] = definition->define;
    } else {
        definition->score->index = (uint32_t)program->score_count;
        program->scores[program->score_count++] = definition->score;
    }
}

void check_definitions(struct checker *c)
{
    size_t n = c->symbols->definitions.n;
    c->program->defines = ARENA_ARRAY(c->arena, struct define *, n);
    c->program->scores = ARENA_ARRAY(c->arena, struct score *, n);
    for (size_t i = 0; i < n; i++)
        place(c, c->symbols->definitions.at[i]);
    for (size_t i = 0; i < n; i++)
        if (c->symbols->definitions.at[i]->state == DEFINITION_NEW)
            resolve(c, c->symbols->definitions.at[i]);
}

/* --- constraints --------------------------------------------------------- */

static void add_constraint(struct checker *c, const struct ast *item)
{
    struct constraint constraint = {.title = item->kids[0]->text,
                                    .span = item->kids[0]->span};
    constraint.holds = check_condition(c, item->kids[1], NULL);
    if (constraint.holds)
        c->program->constraints[c->program->constraint_count++] = constraint;
}

static size_t count_items(const struct checker *c, enum ast_kind kind)
{
    size_t n = 0;
    for (size_t f = 0; f < c->file_count; f++)
        for (uint32_t i = 0; i < c->files[f]->n; i++)
            n += c->files[f]->kids[i]->kind == kind;
    return n;
}

void check_constraints(struct checker *c)
{
    c->program->constraints = ARENA_ARRAY(c->arena, struct constraint,
                                          count_items(c, AST_CONSTRAINT));
    check_each_item(c, AST_CONSTRAINT, add_constraint);
}
