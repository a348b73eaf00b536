/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The records of two programs: fields and options that came and went, types,
 * ranges, and what makes a value count.
 */

#include "interp/suite/diff_internal.h"

struct fields_pair {
    struct differ *d;
    struct diff_item *item;
    const struct field *a, *b;
};

static void say_now(struct fields_pair *p, const char *what, struct str before,
                    struct str after)
{
    if (str_equal(before, after))
        return;
    struct str none = STR("nothing");
    diff_say(p->d, p->item,
             str_format(p->d->arena, "%s %.*s, was %.*s", what,
                        STR_ARG(*(after.n ? &after : &none)),
                        STR_ARG(*(before.n ? &before : &none))));
}

/* --- types ---------------------------------------------------------------- */

static bool has_choices(const struct type *type)
{
    return type->kind == TYPE_CHOICE || type->kind == TYPE_SET;
}

static void say_options(struct fields_pair *p, const struct choices *a,
                        const struct choices *b, const char *words)
{
    for (size_t i = 0; i < a->n; i++)
        if (names_find(&b->names, a->at[i].name) == NAMES_NONE)
            diff_say(p->d, p->item,
                     str_format(p->d->arena, "%s %.*s", words,
                                STR_ARG(a->at[i].name)));
}

static void compare_types(struct fields_pair *p)
{
    const struct type *a = &p->a->type, *b = &p->b->type;
    struct arena *arena = p->d->arena;
    if (a->kind == b->kind && has_choices(a)) {
        say_options(p, b->choices, a->choices, "can now be");
        say_options(p, a->choices, b->choices, "can no longer be");
        return;
    }
    say_now(p, "is a", canon_type(arena, a), canon_type(arena, b));
}

/* --- attributes ----------------------------------------------------------- */

static struct str range_text(struct arena *arena, const struct field *f)
{
    if (!f->bounded)
        return STR("");
    return str_format(arena, "%.*s to %.*s",
                      STR_ARG(decimal_text(arena, f->low)),
                      STR_ARG(decimal_text(arena, f->high)));
}

static struct str only_if_text(struct arena *arena, const struct field *f)
{
    if (!f->only_if)
        return STR("");
    struct str value = value_print_text(arena, &f->only_if->type,
                                        value_options(f->only_if_options));
    return str_format(arena, "%.*s %.*s", STR_ARG(f->only_if->name),
                      STR_ARG(value));
}

static struct str assumed_text(struct arena *arena, const struct field *f)
{
    if (!f->has_assumed)
        return STR("");
    return f->type.kind == TYPE_LIST
               ? STR("none")
               : value_print_text(arena, &f->type, f->assumed);
}

static struct str name_or_none(const struct field *f)
{
    return f ? f->name : STR("");
}

static void compare_attributes(struct fields_pair *p)
{
    const struct field *a = p->a, *b = p->b;
    struct arena *arena = p->d->arena;
    say_now(p, "range", range_text(arena, a), range_text(arena, b));
    say_now(p, "valid for", a->valid_for.text, b->valid_for.text);
    say_now(p, "exists only if", only_if_text(arena, a),
            only_if_text(arena, b));
    say_now(p, "counted by", name_or_none(a->counted_by),
            name_or_none(b->counted_by));
    say_now(p, "ordered by", name_or_none(a->by), name_or_none(b->by));
    say_now(p, "assumed", assumed_text(arena, a), assumed_text(arena, b));
    if (!str_equal(a->label, b->label))
        diff_say_wording(p->d, p->item,
                         str_format(arena, "label: \"%.*s\", was \"%.*s\"",
                                    STR_ARG(b->label), STR_ARG(a->label)));
}

/* --- fields --------------------------------------------------------------- */

static struct str field_name(struct arena *arena, const struct field *f)
{
    return f->record->is_patient
               ? f->name
               : str_format(arena, "%.*s of %.*s", STR_ARG(f->name),
                            STR_ARG(f->record->name));
}

static struct diff_item *field_item(struct differ *d, const struct field *a,
                                    const struct field *b)
{
    enum diff_kind kind = !a ? DIFF_ADDED : !b ? DIFF_REMOVED : DIFF_CHANGED;
    struct diff_item *item =
        diff_add(d, DIFF_FIELD, kind, field_name(d->arena, b ? b : a));
    item->before_at = a ? a->span : SPAN_NONE;
    item->after_at = b ? b->span : SPAN_NONE;
    item->before_field = a;
    item->after_field = b;
    return item;
}

static void compare_field(struct differ *d, const struct field *a,
                          const struct field *b)
{
    struct fields_pair p = {d, field_item(d, a, b), a, b};
    compare_types(&p);
    compare_attributes(&p);
    if (!p.item->clauses.n)
        d->diff->items.n--;
}

static const struct field *field_named(const struct record_type *type,
                                       struct str name)
{
    uint32_t at = names_find(&type->names, name);
    return at == NAMES_NONE ? NULL : type->fields[at];
}

static void lone_field(struct differ *d, const struct field *f, bool added)
{
    struct diff_item *item = field_item(d, added ? NULL : f, added ? f : NULL);
    diff_say(d, item, canon_type(d->arena, &f->type));
}

static void compare_record(struct differ *d, const struct record_type *a,
                           const struct record_type *b)
{
    for (size_t i = 0; i < a->field_count; i++) {
        const struct field *other = field_named(b, a->fields[i]->name);
        if (other)
            compare_field(d, a->fields[i], other);
        else
            lone_field(d, a->fields[i], false);
    }
    for (size_t i = 0; i < b->field_count; i++)
        if (!field_named(a, b->fields[i]->name))
            lone_field(d, b->fields[i], true);
}

static const struct record_type *record_named(const struct program *program,
                                              struct str name)
{
    const struct vocabulary *vocabulary = program->vocabulary;
    for (size_t i = 0; i < vocabulary->record_count; i++)
        if (name_equal(vocabulary->records[i]->name, name))
            return vocabulary->records[i];
    return NULL;
}

static void lone_record(struct differ *d, const struct record_type *type,
                        bool added)
{
    struct diff_item *item =
        diff_add(d, DIFF_RECORD, added ? DIFF_ADDED : DIFF_REMOVED, type->name);
    *(added ? &item->after_at : &item->before_at) = type->span;
    diff_say(d, item, str_format(d->arena, "%zu fields", type->field_count));
}

void diff_vocabulary(struct differ *d)
{
    const struct vocabulary *a = d->diff->before->vocabulary;
    const struct vocabulary *b = d->diff->after->vocabulary;
    for (size_t i = 0; i < a->record_count; i++) {
        const struct record_type *other =
            record_named(d->diff->after, a->records[i]->name);
        if (other)
            compare_record(d, a->records[i], other);
        else
            lone_record(d, a->records[i], false);
    }
    for (size_t i = 0; i < b->record_count; i++)
        if (!record_named(d->diff->before, b->records[i]->name))
            lone_record(d, b->records[i], true);
}
