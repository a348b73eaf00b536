/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Names as they were declared. What kind of thing a name names follows from
 * where it stands in the tree, so no vocabulary is resolved here: a name gets
 * the spelling of its declaration if all declarations of that name, among
 * things of its kind, are spelled alike; otherwise it stays as it is.
 */

#include "grammar/format_internal.h"

#include "grammar/base/names.h"
#include "grammar/gram.h"
#include "grammar/printers.h"

enum kind {
    KIND_NONE, /* nothing that is declared */
    KIND_RECORD,
    KIND_VALUE, /* fields, defines, scores */
    KIND_CHOICE,
    KIND_TREATMENT,
    KIND_RULE, /* rules and tables */
    KIND_EVIDENCE,
    KIND_SOURCE,
    KIND_MEASURE,
    KIND_TERM, /* a value, else a record, else a choice */
    KINDS
};

struct spelling {
    struct str text;
    bool several;
};

struct format_names {
    struct arena *arena;
    struct names names[KINDS]; /* to a place in `spellings` */
    LIST(struct spelling) spellings;
};

struct format_names *format_names_on(struct arena *arena)
{
    struct format_names *names = ARENA_NEW(arena, struct format_names);
    names->arena = arena;
    for (int i = 0; i < KINDS; i++)
        names->names[i] = names_on(arena);
    return names;
}

/* ---- declarations ------------------------------------------------------- */

static void declare(struct format_names *names, enum kind kind, struct str text)
{
    uint32_t place = (uint32_t)names->spellings.n;
    uint32_t known = names_add(&names->names[kind], text, place);
    if (known == NAMES_NONE) {
        struct spelling spelling = {.text = text};
        list_push(names->arena, &names->spellings, spelling);
    } else if (!str_equal(names->spellings.at[known].text, text)) {
        names->spellings.at[known].several = true;
    }
}

static void declare_choices(struct format_names *names, const struct ast *type)
{
    if (!type || (type->kind != AST_TYPE_CHOICES && type->kind != AST_TYPE_SET))
        return;
    for (uint32_t i = 0; i < type->n; i++)
        declare(names, KIND_CHOICE, type->kids[i]->text);
}

static void declare_fields(struct format_names *names, const struct ast *record)
{
    for (uint32_t i = 1; i < record->n; i++) {
        const struct ast *field = record->kids[i];
        if (field->kind != AST_FIELD)
            continue;
        declare(names, KIND_VALUE, field->kids[0]->text);
        declare_choices(names, field->kids[1]);
    }
}

static enum kind declared_kind(enum ast_kind item)
{
    static const enum kind kinds[AST_KINDS] = {
        [AST_SOURCE] = KIND_SOURCE,   [AST_EVIDENCE] = KIND_EVIDENCE,
        [AST_RECORD] = KIND_RECORD,   [AST_TREATMENT] = KIND_TREATMENT,
        [AST_MEASURE] = KIND_MEASURE, [AST_DEFINE] = KIND_VALUE,
        [AST_SCORE] = KIND_VALUE,     [AST_RULE] = KIND_RULE,
        [AST_TABLE] = KIND_RULE,
    };
    return kinds[item];
}

static void declare_item(struct format_names *names, const struct ast *item)
{
    enum kind kind = declared_kind(item->kind);
    if (kind != KIND_NONE && item->kids[0])
        declare(names, kind, item->kids[0]->text);
    if (item->kind == AST_RECORD)
        declare_fields(names, item);
    if (item->kind == AST_DEFINE && item->kids[3]->kind == AST_BRANCHES)
        declare_choices(names, item->kids[3]->kids[0]);
}

void format_names_add(struct format_names *names, const struct ast *file)
{
    for (uint32_t i = 0; i < file->n; i++)
        declare_item(names, file->kids[i]);
}

/* ---- uses --------------------------------------------------------------- */

/* What a child that is a NAME names, by its parent; of several, the first. */
static enum kind kind_by_parent(enum ast_kind parent)
{
    static const enum kind kinds[AST_KINDS] = {
        [AST_EVIDENCE_FROM] = KIND_SOURCE,
        [AST_MAPPING] = KIND_RECORD,
        [AST_TREATMENT] = KIND_TREATMENT,
        [AST_DEFINE] = KIND_RECORD,
        [AST_TYPE_LIST] = KIND_RECORD,
        [AST_ATTR_IF] = KIND_VALUE,
        [AST_ATTR_COUNTED] = KIND_VALUE,
        [AST_ATTR_ASSUME] = KIND_CHOICE,
        [AST_MAP] = KIND_VALUE,
        [AST_MAP_OF] = KIND_VALUE,
        [AST_MAP_INCLUDES] = KIND_VALUE,
        [AST_MAP_IS] = KIND_VALUE,
        [AST_PAIR] = KIND_CHOICE,
        [AST_OR_NAMES] = KIND_TREATMENT,
        [AST_CANDIDATE] = KIND_TREATMENT,
        [AST_DELAY] = KIND_TREATMENT,
        [AST_MONITOR] = KIND_VALUE,
        [AST_ORDER] = KIND_VALUE,
        [AST_PROGNOSIS] = KIND_TREATMENT,
        [AST_OUTCOME] = KIND_MEASURE,
        [AST_CITES] = KIND_EVIDENCE,
        [AST_OVERRIDES] = KIND_RULE,
        [AST_CELL_IN] = KIND_CHOICE,
        [AST_FACT] = KIND_VALUE,
        [AST_FACT_LIST] = KIND_VALUE,
        [AST_LITERALS] = KIND_CHOICE,
        [AST_EXPECT_VERDICT] = KIND_TREATMENT,
        [AST_EXPECT_CANDIDATE] = KIND_TREATMENT,
        [AST_EXPECT_NO_VERDICT] = KIND_TREATMENT,
        [AST_EXPECT_UNDECIDED] = KIND_TREATMENT,
        [AST_RULE_REF] = KIND_RULE,
        [AST_EXPECT_VALUE] = KIND_VALUE,
        [AST_EXPECT_IS] = KIND_VALUE,
        [AST_EXPECT_CONFLICT] = KIND_TREATMENT,
        [AST_EXPECT_OUTCOME] = KIND_MEASURE,
        [AST_EXPECT_MONITOR] = KIND_VALUE,
        [AST_EXPECT_PROGNOSIS] = KIND_TREATMENT,
        [AST_EXPECT_ORDER] = KIND_VALUE,
        [AST_EXPECT_DELAY] = KIND_TREATMENT,
        [AST_OF] = KIND_VALUE,
    };
    return kinds[parent];
}

/* The second kind where the children of one parent name different things. */
static enum kind kind_of_use(const struct ast *parent, const struct ast *name)
{
    static const enum kind later[AST_KINDS] = {
        [AST_FACT] = KIND_CHOICE,         [AST_EXPECT_VALUE] = KIND_CHOICE,
        [AST_ATTR_IF] = KIND_CHOICE,      [AST_MAP_IS] = KIND_CHOICE,
        [AST_TYPE_LIST] = KIND_VALUE,     [AST_OUTCOME] = KIND_TREATMENT,
        [AST_MAP_INCLUDES] = KIND_CHOICE,
    };
    if (name->kind == AST_NAME_REF)
        return KIND_TERM;
    if (ast_kid(parent, 0) != name && later[parent->kind] != KIND_NONE)
        return later[parent->kind];
    return kind_by_parent(parent->kind);
}

static bool is_declaration(const struct ast *parent, const struct ast *name)
{
    return (declared_kind(parent->kind) != KIND_NONE ||
            parent->kind == AST_FIELD || parent->kind == AST_MAPPING) &&
           ast_kid(parent, 0) == name;
}

static bool look_up(const struct format_names *names, enum kind kind,
                    struct str *text)
{
    uint32_t place = names_find(&names->names[kind], *text);
    if (place == NAMES_NONE)
        return false;
    if (!names->spellings.at[place].several)
        *text = names->spellings.at[place].text;
    return true;
}

/* The name that a child of a node writes, spelled as declared; as it is where
   nothing, or more than one spelling, is declared. */
static struct str declared_name(const struct format_names *names,
                                const struct ast *parent,
                                const struct ast *name)
{
    struct str text = name->text;
    if (is_declaration(parent, name))
        return text;
    enum kind kind = kind_of_use(parent, name);
    if (kind == KIND_TERM)
        (void)(look_up(names, KIND_VALUE, &text) ||
               look_up(names, KIND_RECORD, &text) ||
               look_up(names, KIND_CHOICE, &text));
    else if (kind != KIND_NONE)
        look_up(names, kind, &text);
    return text;
}

/* ---- other things with more than one spelling --------------------------- */

/* A unit is quoted only where it has to be. */
static void spell_unit(struct format *f, const struct ast *unit)
{
    struct buf text = buf_on(f->arena);
    uint32_t i = format_at(f, unit);
    if (f->pieces.at[i].kind != TOK_STRING ||
        f->pieces.at[i].span.from != unit->span.from)
        return; /* not quoted, or part of a quantity */
    if (f->pieces.at[i + 1].span.from < unit->span.to)
        return; /* two strings */
    print_unit(&text, unit->text);
    format_set_text(f, i, buf_view(&text));
}

/* `(size)` of an aggregate is `size`: the texts of the parentheses go. */
static void spell_aggregate(struct format *f, const struct ast *node)
{
    const struct ast *operand = node->kids[0];
    uint32_t i = format_at(f, operand);
    if (operand->kind != AST_NAME_REF || f->pieces.at[i - 1].kind != TOK_LPAREN)
        return;
    struct piece *open = &f->pieces.at[i - 1], *close = &f->pieces.at[i + 1];
    format_set_text(f, i - 1, STR(""));
    format_set_text(f, i + 1, STR(""));
    open->glued = close->glued = true;
    f->pieces.at[i].glued = false;
}

/* Words that are keywords only beside others. */
static void spell_words(struct format *f, const struct ast *node)
{
    uint32_t i = format_at(f, node);
    if (node->kind == AST_EXPECT_RULE)
        format_set_text(f, i, STR("rule"));
    else if (node->kind == AST_GIVEN_RECORD)
        format_set_text(f, i + 1, STR("record"));
    else if (node->kind == AST_EXPECT_NO_VERDICT)
        format_set_text(f, i + 1, STR("verdict"));
}

/* The sign of a number touches it; that of an operation does not. */
static void spell_sign(struct format *f, const struct ast *node)
{
    uint32_t i = format_at(f, node);
    bool number = node->kind == AST_NUMBER || node->kind == AST_QUANTITY;
    bool negative = number ? f->pieces.at[i].kind == TOK_MINUS
                           : node->kind == AST_POINT && node->op == OP_NEGATIVE;
    if (negative)
        f->pieces.at[i + 1].glued = true;
}

static void spell_name(struct format *f, const struct ast *parent,
                       const struct ast *name)
{
    uint32_t i = format_at(f, name);
    bool function = parent->kind == AST_CALL && parent->kids[0] == name;
    struct str text = function ? name_fold(f->arena, name->text)
                               : declared_name(f->names, parent, name);
    if (f->pieces.at[i].kind == TOK_NAME)
        format_set_text(f, i, text);
}

static bool spell_node(const struct ast *node, void *context)
{
    struct format *f = context;
    spell_words(f, node);
    spell_sign(f, node);
    if (node->kind == AST_AGGREGATE)
        spell_aggregate(f, node);
    if (node->kind == AST_TYPE_UNIT || node->kind == AST_UNIT)
        spell_unit(f, node);
    for (uint32_t i = 0; i < node->n; i++) {
        const struct ast *kid = node->kids[i];
        if (kid && (kid->kind == AST_NAME || kid->kind == AST_NAME_REF))
            spell_name(f, node, kid);
    }
    return true;
}

void format_spell(struct format *f, const struct ast *file)
{
    ast_walk(file, spell_node, f);
}
