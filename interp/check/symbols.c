/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What is declared: one walk over the items of all files fills the tables of
 * names, so that everything may be used before it stands. Kinds are apart: a
 * treatment and a field may share a name. Of two of one kind the first counts
 * and the second is reported.
 */

#include "interp/check/checker.h"

#include "grammar/print.h"

void check_each_item(struct checker *c, enum ast_kind kind,
                     void (*visit)(struct checker *c, const struct ast *item))
{
    for (size_t f = 0; f < c->file_count; f++)
        for (uint32_t i = 0; i < c->files[f]->n; i++)
            if (c->files[f]->kids[i]->kind == kind)
                visit(c, c->files[f]->kids[i]);
}

/* --- looking up ---------------------------------------------------------- */

uint32_t check_find(const struct checker *c, enum symbol_kind kind,
                    struct str name)
{
    return names_find(&c->symbols->tables[kind].names, name);
}

uint32_t check_symbol(struct checker *c, enum symbol_kind kind,
                      const struct ast *name)
{
    struct symbol_table *table = &c->symbols->tables[kind];
    uint32_t index = names_find(&table->names, name->text);
    if (index == NAMES_NONE)
        check_unknown_symbol(c, kind, name);
    return index;
}

struct record_info *check_record_of(struct checker *c, const struct ast *name)
{
    uint32_t index = check_symbol(c, SYMBOL_RECORD, name);
    if (index == NAMES_NONE)
        return NULL;
    struct record_info *record = c->symbols->records.at[index];
    check_spell(c, name, record->type->name);
    return record;
}

struct record_info *check_info(const struct checker *c,
                               const struct record_type *type)
{
    uint32_t index = check_find(c, SYMBOL_RECORD, type->name);
    /* A patient of whom no record says anything is in no table. */
    return index == NAMES_NONE ? c->symbols->patient
                               : c->symbols->records.at[index];
}

/* --- declaring ----------------------------------------------------------- */

static void report_duplicate(struct checker *c, const struct ast *name,
                             const char *what, struct span first)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_DUPLICATE_NAME, name->span,
                 "there is %s %.*s already", what, STR_ARG(name->text));
    diagnostic_label(c->sink, d, "choose another name, or leave one out");
    diagnostic_second(c->sink, d, first, "the first one");
}

/* Whether the name was free; its index is then that of the next of the
   kind. */
static bool declare(struct checker *c, enum symbol_kind kind,
                    const struct ast *name)
{
    struct symbol_table *table = &c->symbols->tables[kind];
    uint32_t index = (uint32_t)table->spans.n;
    uint32_t first = names_add(&table->names, name->text, index);
    if (first != NAMES_NONE) {
        report_duplicate(c, name, check_kind_word(kind),
                         table->spans.at[first]);
        return false;
    }
    list_push(c->arena, &table->spans, name->span);
    return true;
}

static const char *member_word(const struct member *member)
{
    if (member->kind != MEMBER_DEFINITION)
        return "a field";
    return member->definition->score ? "a score" : "a definition";
}

void check_add_member(struct checker *c, struct record_info *record,
                      struct member member)
{
    uint32_t index = (uint32_t)record->members.n;
    uint32_t first = names_add(&record->names, member.name, index);
    if (first == NAMES_NONE) {
        list_push(c->arena, &record->members, member);
        return;
    }
    const struct member *other = &record->members.at[first];
    struct ast name = {.text = member.name, .span = member.span};
    if (other->kind != MEMBER_BROKEN && member.kind != MEMBER_BROKEN)
        report_duplicate(c, &name, member_word(other), other->span);
}

/* --- records ------------------------------------------------------------- */

static struct record_info *new_record(struct checker *c, const struct ast *item,
                                      struct str name)
{
    struct record_info *record = ARENA_NEW(c->arena, struct record_info);
    record->type = ARENA_NEW(c->arena, struct record_type);
    record->item = item;
    record->names = names_on(c->arena);
    record->type->name = name;
    record->type->names = names_on(c->arena);
    record->type->keys = names_on(c->arena);
    record->type->is_patient = name_equal(name, STR("patient"));
    record->type->span = item ? item->kids[0]->span : SPAN_NONE;
    return record;
}

static void declare_record(struct checker *c, const struct ast *item)
{
    if (!declare(c, SYMBOL_RECORD, item->kids[0]))
        return;
    struct record_info *record = new_record(c, item, item->kids[0]->text);
    list_push(c->arena, &c->symbols->records, record);
    if (record->type->is_patient)
        c->symbols->patient = record;
}

/* Names need a patient to belong to, also where none is declared. */
static void provide_patient(struct checker *c)
{
    if (c->symbols->patient)
        return;
    struct str name = STR("patient");
    c->symbols->patient = new_record(c, NULL, name);
    c->symbols->patient->broken =
        names_find(&c->symbols->broken, name) != NAMES_NONE;
}

/* --- definitions --------------------------------------------------------- */

static struct record_info *owner_of(struct checker *c, const struct ast *item)
{
    const struct ast *of = item->kind == AST_DEFINE ? ast_kid(item, 1) : NULL;
    return of ? check_record_of(c, of) : c->symbols->patient;
}

static void make_define(struct checker *c, struct definition *definition,
                        const struct ast *item)
{
    const struct ast *label = ast_kid(item, 2);
    struct define *define = ARENA_NEW(c->arena, struct define);
    struct record_info *record = definition->record;
    define->name = item->kids[0]->text;
    define->span = item->kids[0]->span;
    if (label)
        define->label = label->text;
    if (record && record != c->symbols->patient)
        define->record = record->type;
    definition->define = define;
}

static void make_score(struct checker *c, struct definition *definition,
                       const struct ast *item)
{
    const struct ast *label = ast_kid(item, 1);
    struct score *score = ARENA_NEW(c->arena, struct score);
    score->name = item->kids[0]->text;
    score->span = item->kids[0]->span;
    if (label)
        score->label = label->text;
    definition->score = score;
}

static void declare_definition(struct checker *c, const struct ast *item)
{
    struct definition *definition = ARENA_NEW(c->arena, struct definition);
    const struct ast *name = item->kids[0];
    definition->item = item;
    definition->record = owner_of(c, item);
    if (!definition->record) { /* of a record that is not there */
        names_add(&c->symbols->broken, name->text, 0);
        return;
    }
    if (item->kind == AST_DEFINE)
        make_define(c, definition, item);
    else
        make_score(c, definition, item);
    list_push(c->arena, &c->symbols->definitions, definition);
    check_add_member(c, definition->record,
                     (struct member){.kind = MEMBER_DEFINITION,
                                     .name = name->text,
                                     .span = name->span,
                                     .definition = definition});
}

/* --- rules --------------------------------------------------------------- */

static void add_group(struct checker *c, const struct ast *item,
                      struct str name)
{
    struct rule_group group = {.name = name, .item = item, .span = item->span};
    if (item->op != OP_BARE)
        group.span = item->kids[0]->span;
    list_push(c->arena, &c->symbols->groups, group);
}

/* A second one of the same name is checked, too; a second bare rule of the
   same text is a warning of its own (lints.c). */
static void declare_rule(struct checker *c, const struct ast *item)
{
    struct symbol_table *table = &c->symbols->tables[SYMBOL_RULE];
    bool bare = item->op == OP_BARE;
    struct str name =
        bare ? ast_bare_name(c->arena, item) : item->kids[0]->text;
    if (bare)
        names_add(&table->names, name, (uint32_t)table->spans.n);
    if (bare || !declare(c, SYMBOL_RULE, item->kids[0]))
        list_push(c->arena, &table->spans, item->span);
    add_group(c, item, name);
}

/* --- all ----------------------------------------------------------------- */

static void declare_guideline(struct checker *c, const struct ast *item)
{
    const struct ast *first = c->symbols->guideline;
    if (!first) {
        c->symbols->guideline = item;
        c->program->title = item->kids[0]->text;
        if (ast_kid(item, 1))
            c->program->version = item->kids[1]->text;
        return;
    }
    struct diagnostic *d = diagnose(c->sink, DIAG_SECOND_GUIDELINE, item->span,
                                    "a rule set is one guideline");
    diagnostic_label(c->sink, d, "leave this line out, or the other");
    diagnostic_second(c->sink, d, first->span, "the first one");
}

static void declare_broken(struct checker *c, const struct ast *item)
{
    if (item->text.n)
        names_add(&c->symbols->broken, item->text, 0);
}

static void declare_item(struct checker *c, const struct ast *item)
{
    switch (item->kind) {
    case AST_GUIDELINE: declare_guideline(c, item); break;
    case AST_SOURCE: declare(c, SYMBOL_SOURCE, item->kids[0]); break;
    case AST_EVIDENCE: declare(c, SYMBOL_EVIDENCE, item->kids[0]); break;
    case AST_MAPPING: declare(c, SYMBOL_MAPPING, item->kids[0]); break;
    case AST_TREATMENT: declare(c, SYMBOL_TREATMENT, item->kids[0]); break;
    case AST_MEASURE: declare(c, SYMBOL_MEASURE, item->kids[0]); break;
    case AST_RULE:
    case AST_TABLE: declare_rule(c, item); break;
    case AST_BROKEN: declare_broken(c, item); break;
    default: break; /* items without a name, or declared apart */
    }
}

void check_symbols(struct checker *c)
{
    c->symbols->broken = names_on(c->arena);
    c->symbols->monitored = names_on(c->arena);
    for (int kind = 0; kind < SYMBOL_KINDS; kind++)
        c->symbols->tables[kind].names = names_on(c->arena);
    for (size_t f = 0; f < c->file_count; f++)
        for (uint32_t i = 0; i < c->files[f]->n; i++)
            declare_item(c, c->files[f]->kids[i]);
    check_each_item(c, AST_RECORD, declare_record);
    provide_patient(c);
}

void check_declare_definitions(struct checker *c)
{
    for (size_t f = 0; f < c->file_count; f++)
        for (uint32_t i = 0; i < c->files[f]->n; i++) {
            const struct ast *item = c->files[f]->kids[i];
            if (item->kind == AST_DEFINE || item->kind == AST_SCORE)
                declare_definition(c, item);
        }
}
