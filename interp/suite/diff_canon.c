/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One word per operation, then what distinguishes it from others of its kind,
 * then its operands, in parentheses. Names are folded, since case and '-' do
 * not distinguish them. Operands of `and` and `or` are sorted, a constant
 * stands behind what is compared with it and in the unit of that.
 */

#include "interp/suite/diff_canon.h"

#include <stdlib.h>

struct canon canon_of(struct arena *arena, const struct program *program)
{
    return (struct canon){arena,
                          ARENA_ARRAY(arena, struct str, program->expr_count)};
}

/* --- sorting -------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    const struct str *x = a, *y = b;
    return str_compare(*x, *y);
}

struct str canon_sorted(struct arena *arena, struct str *texts, size_t n,
                        char separator)
{
    struct buf out = buf_on(arena);
    if (n)
        qsort(texts, n, sizeof *texts, by_text);
    for (size_t i = 0; i < n; i++) {
        if (i && str_equal(texts[i - 1], texts[i]))
            continue;
        if (i)
            buf_char(&out, separator);
        buf_str(&out, texts[i]);
    }
    return buf_view(&out);
}

struct str canon_type(struct arena *arena, const struct type *type)
{
    struct buf out = buf_on(arena);
    switch (type->kind) {
    case TYPE_YESNO: buf_text(&out, "yes/no"); break;
    case TYPE_SET:
    case TYPE_CHOICE:
        buf_text(&out, type->kind == TYPE_SET ? "set of " : "");
        for (size_t i = 0; i < type->choices->n; i++)
            buf_format(&out, "%s%.*s", i ? " | " : "",
                       STR_ARG(type->choices->at[i].name));
        break;
    case TYPE_NUMBER:
        buf_format(&out, "%s%s%.*s", type->whole ? "whole number" : "number",
                   type->unit.code.n ? " in " : "", STR_ARG(type->unit.code));
        break;
    case TYPE_DATE: buf_text(&out, "date"); break;
    case TYPE_TEXT: buf_text(&out, "text"); break;
    case TYPE_LIST:
        buf_format(&out, "list of %.*s", STR_ARG(type->element->name));
        break;
    case TYPE_UNKNOWN: break;
    }
    return buf_view(&out);
}

/* --- constants ------------------------------------------------------------ */

static bool is_number(const struct expr *e)
{
    return e->op == EXPR_CONST && e->type.kind == TYPE_NUMBER &&
           e->value.kind == VALUE_NUMBER && value_is_known(e->value) &&
           e->value.some;
}

/* The constant in the unit of `like`, if it is exactly so many of them. */
static bool brought(const struct expr *e, const struct type *like, decimal *x)
{
    struct unit_map there, back;
    decimal again;
    return is_number(e) && like->kind == TYPE_NUMBER &&
           unit_map(&e->type.unit, &like->unit, &there) &&
           unit_map(&like->unit, &e->type.unit, &back) &&
           unit_convert(&there, e->value.range.low, x) &&
           unit_convert(&back, *x, &again) && again == e->value.range.low;
}

static void put_constant(struct buf *out, const struct expr *e,
                         const struct type *like)
{
    decimal x;
    if (like && brought(e, like, &x)) {
        struct str number = decimal_text(out->arena, x);
        buf_format(out, "%.*s %.*s", STR_ARG(number), STR_ARG(like->unit.code));
        return;
    }
    value_print(out, &e->type, e->value);
}

/* An operand; constants in the unit of `like` (NULL: their own). */
static void put_kid(struct canon *c, struct buf *out, const struct expr *kid,
                    const struct type *like)
{
    buf_char(out, ' ');
    if (kid->op == EXPR_CONST)
        put_constant(out, kid, like);
    else
        buf_str(out, canon_text(c, kid));
}

/* --- what distinguishes an operation -------------------------------------- */

static void put_name(struct buf *out, struct str name)
{
    buf_char(out, ' ');
    buf_str(out, name_fold(out->arena, name));
}

static void put_group(struct canon *c, struct buf *out,
                      const struct group *group)
{
    if (!group->list)
        return;
    put_name(out, group->list->name);
    buf_format(out, "@%u", group->level);
    if (group->where)
        buf_format(out, " where %.*s", STR_ARG(canon_text(c, group->where)));
}

static enum comparison turned(enum comparison how)
{
    switch (how) {
    case COMPARE_LT: return COMPARE_GT;
    case COMPARE_LE: return COMPARE_GE;
    case COMPARE_GT: return COMPARE_LT;
    case COMPARE_GE: return COMPARE_LE;
    case COMPARE_EQ:
    case COMPARE_NE: break;
    }
    return how;
}

static void put_compare(struct canon *c, struct buf *out, const struct expr *e)
{
    bool turn = e->kids[0]->op == EXPR_CONST && e->kids[1]->op != EXPR_CONST;
    const struct expr *a = e->kids[turn], *b = e->kids[!turn];
    buf_format(out, " %d", (int)(turn ? turned(e->comparison) : e->comparison));
    put_kid(c, out, a, &b->type);
    put_kid(c, out, b, &a->type);
}

static void put_options(struct buf *out, const struct expr *e)
{
    for (unsigned i = 0; i < 64; i++) {
        if (!(e->options >> i & 1))
            continue;
        struct value one = value_options((uint64_t)1 << i);
        struct type type = e->kids[0]->type;
        if (type.kind == TYPE_SET)
            type.kind = TYPE_CHOICE;
        put_name(out, value_print_text(out->arena, &type, one));
    }
}

/* Operands of nested operations of one kind are one list. */
static void gather(struct canon *c, const struct expr *e, enum expr_op op,
                   struct str *texts, size_t *n)
{
    for (uint32_t i = 0; i < e->n; i++) {
        if (e->kids[i]->op == op)
            gather(c, e->kids[i], op, texts, n);
        else
            texts[(*n)++] = canon_text(c, e->kids[i]);
    }
}

static size_t gathered(const struct expr *e, enum expr_op op)
{
    size_t n = 0;
    for (uint32_t i = 0; i < e->n; i++)
        n += e->kids[i]->op == op ? gathered(e->kids[i], op) : 1;
    return n;
}

static void put_sorted(struct canon *c, struct buf *out, const struct expr *e)
{
    size_t n = 0;
    struct str *texts = ARENA_ARRAY(c->arena, struct str, gathered(e, e->op));
    gather(c, e, e->op, texts, &n);
    struct str sorted = canon_sorted(c->arena, texts, n, ' ');
    buf_char(out, ' ');
    buf_str(out, sorted);
}

static void put_detail(struct buf *out, const struct expr *e)
{
    switch (e->op) {
    case EXPR_FIELD:
        put_name(out, e->field->record->name);
        put_name(out, e->field->name);
        buf_format(out, "@%u", e->level);
        break;
    case EXPR_DEFINE:
        put_name(out, e->define->name);
        if (e->define->record)
            put_name(out, e->define->record->name);
        buf_format(out, "@%u", e->level);
        break;
    case EXPR_SCORE: put_name(out, e->score->name); break;
    case EXPR_IS:
    case EXPR_INCLUDES: put_options(out, e); break;
    case EXPR_IS_TEXT: buf_format(out, " \"%.*s\"", STR_ARG(e->wanted)); break;
    case EXPR_ARITHMETIC: buf_format(out, " %d", (int)e->arithmetic); break;
    case EXPR_CALL: buf_format(out, " %d", (int)e->function); break;
    case EXPR_OF:
    case EXPR_ADD_DAYS: buf_format(out, " %d", e->sign); break;
    case EXPR_COMPARE_MONTHS: buf_format(out, " %d", (int)e->comparison); break;
    case EXPR_CONVERT:
        buf_format(out, " %.*s", STR_ARG(e->type.unit.code));
        break;
    default: break; /* the kids say all */
    }
    if (e->months || e->months2)
        buf_format(out, " %lld..%lld", (long long)e->months,
                   (long long)e->months2);
}

static const char *op_name(enum expr_op op)
{
    static const char *const names[] = {
#define X(op, name, kids) name,
#include "interp/check/expr.def"
#undef X
    };
    return names[op];
}

static struct str write(struct canon *c, const struct expr *e)
{
    struct buf out = buf_on(c->arena);
    if (e->op == EXPR_CONST) {
        put_constant(&out, e, NULL);
        return buf_view(&out);
    }
    buf_format(&out, "(%s", op_name(e->op));
    put_detail(&out, e);
    put_group(c, &out, &e->group);
    if (e->op == EXPR_AND || e->op == EXPR_OR)
        put_sorted(c, &out, e);
    else if (e->op == EXPR_COMPARE)
        put_compare(c, &out, e);
    else
        for (uint32_t i = 0; i < e->n; i++)
            put_kid(c, &out, e->kids[i], i ? &e->kids[0]->type : NULL);
    buf_char(&out, ')');
    return buf_view(&out);
}

struct str canon_text(struct canon *canon, const struct expr *e)
{
    if (!e)
        return STR("");
    struct str *text = &canon->texts[e->id];
    if (!text->n)
        *text = write(canon, e);
    return *text;
}

/* --- subjects ------------------------------------------------------------- */

static const struct expr *compared(const struct expr *e)
{
    bool turn = e->op == EXPR_COMPARE && e->kids[0]->op == EXPR_CONST;
    return e->kids[turn ? 1 : 0];
}

static struct str subject_of_months(struct canon *canon, const struct expr *e)
{
    return str_format(canon->arena, "%.*s to %.*s",
                      STR_ARG(canon_text(canon, e->kids[0])),
                      STR_ARG(canon_text(canon, e->kids[1])));
}

struct str canon_subject(struct canon *canon, const struct expr *e)
{
    switch (e->op) {
    case EXPR_NOT:
        return str_format(canon->arena, "not %.*s",
                          STR_ARG(canon_subject(canon, e->kids[0])));
    case EXPR_ANY:
    case EXPR_EVERY:
    case EXPR_NO:
        return str_format(canon->arena, "elements of %.*s",
                          STR_ARG(e->group.list->name));
    case EXPR_AND:
    case EXPR_OR: return str_of(op_name(e->op));
    case EXPR_COMPARE_MONTHS:
    case EXPR_BETWEEN_MONTHS: return subject_of_months(canon, e);
    case EXPR_COMPARE:
    case EXPR_BETWEEN:
    case EXPR_SAME:
    case EXPR_IS:
    case EXPR_IS_TEXT:
    case EXPR_INCLUDES: return canon_text(canon, compared(e));
    default: return canon_text(canon, e);
    }
}

/* --- conclusions ---------------------------------------------------------- */

static struct str names_of(struct arena *arena,
                           const struct treatments *treatments)
{
    struct str *names = ARENA_ARRAY(arena, struct str, treatments->n);
    for (size_t i = 0; i < treatments->n; i++)
        names[i] = name_fold(arena, treatments->at[i]->name);
    return canon_sorted(arena, names, treatments->n, ',');
}

static struct str advice_text(struct canon *canon, const struct conclusion *c)
{
    struct buf out = buf_on(canon->arena);
    buf_format(&out, "advise %d %.*s except %.*s trial %.*s", (int)c->verb,
               STR_ARG(names_of(canon->arena, &c->treatments)),
               STR_ARG(names_of(canon->arena, &c->except)), STR_ARG(c->trial));
    struct str *partners =
        ARENA_ARRAY(canon->arena, struct str, c->partner_count);
    for (size_t i = 0; i < c->partner_count; i++)
        partners[i] = names_of(canon->arena, &c->partners[i]);
    struct str all =
        canon_sorted(canon->arena, partners, c->partner_count, '+');
    buf_format(&out, " with %.*s", STR_ARG(all));
    return buf_view(&out);
}

struct str canon_conclusion(struct canon *canon, const struct conclusion *c)
{
    switch (c->kind) {
    case CONCLUDE_ADVISE: return advice_text(canon, c);
    case CONCLUDE_DELAY:
    case CONCLUDE_MONITOR:
        return str_format(canon->arena, "%.*s %lld %lld %.*s",
                          STR_ARG(canon_conclusion_subject(canon, c)),
                          (long long)c->period.days,
                          (long long)c->period.months,
                          STR_ARG(canon_text(canon, c->date)));
    case CONCLUDE_CANDIDATE:
    case CONCLUDE_ORDER: return canon_conclusion_subject(canon, c);
    case CONCLUDE_PROGNOSIS:
    case CONCLUDE_OUTCOME:
    case CONCLUDE_NOTE: break;
    }
    return c->text;
}

struct str canon_conclusion_subject(struct canon *canon,
                                    const struct conclusion *c)
{
    struct arena *arena = canon->arena;
    struct str subject = c->subject ? c->subject->name : STR("");
    switch (c->kind) {
    case CONCLUDE_ADVISE:
    case CONCLUDE_CANDIDATE:
        return str_format(arena, "%s%.*s", c->trial.n ? "trial " : "",
                          STR_ARG(names_of(arena, &c->treatments)));
    case CONCLUDE_DELAY:
        return str_format(arena, "delay %.*s",
                          STR_ARG(c->treatments.at[0]->name));
    case CONCLUDE_MONITOR:
        return str_format(arena, "monitor %.*s", STR_ARG(c->what));
    case CONCLUDE_ORDER:
        return str_format(arena, "order %.*s", STR_ARG(c->field->name));
    case CONCLUDE_PROGNOSIS:
        return str_format(arena, "prognosis %.*s", STR_ARG(subject));
    case CONCLUDE_OUTCOME:
        return str_format(arena, "outcome %.*s %.*s %.*s",
                          STR_ARG(c->measure->name), STR_ARG(subject),
                          STR_ARG(c->at));
    case CONCLUDE_NOTE: break;
    }
    return STR("note");
}
