/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Record items to the vocabulary: fields and their types. A field whose type
 * is wrong becomes a broken member: it is known by name, and every use of it
 * is passed over in silence. The clauses behind the type (range, `if`,
 * `counted by` ...) speak of other fields and come later, in clauses.c.
 */

#include "interp/check/checker.h"

/* --- choices ------------------------------------------------------------- */

static void report_choice_twice(struct checker *c, const struct ast *choice,
                                struct str word)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_DUPLICATE_NAME, choice->span,
                 "\"%.*s\" stands for two choices of one field", STR_ARG(word));
    diagnostic_label(c->sink, d, "leave one out");
}

static bool add_synonyms(struct checker *c, struct choices *choices,
                         const struct ast *node, uint32_t index)
{
    struct choice *choice = &choices->at[index];
    choice->synonyms = ARENA_ARRAY(c->arena, struct str, node->n);
    for (uint32_t i = 0; i < node->n; i++) {
        struct str word = node->kids[i]->text;
        uint32_t other = names_add(&choices->spelt, word, index);
        if (other != NAMES_NONE && other != index) {
            report_choice_twice(c, node->kids[i], word);
            return false;
        }
        choice->synonyms[choice->synonym_count++] = word;
    }
    return true;
}

static bool add_choice(struct checker *c, struct choices *choices,
                       const struct ast *node)
{
    uint32_t index = (uint32_t)choices->n;
    if (names_add(&choices->names, node->text, index) != NAMES_NONE) {
        report_choice_twice(c, node, node->text);
        return false;
    }
    choices->at[choices->n++].name = node->text;
    names_add(&choices->spelt, node->text, index);
    return true;
}

static bool too_many(struct checker *c, const struct ast *const *nodes,
                     uint32_t n)
{
    if (n <= LIMIT_CHOICES)
        return false;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_TOO_MANY_CHOICES, nodes[LIMIT_CHOICES]->span,
                 "a field has at most %d choices", LIMIT_CHOICES);
    diagnostic_label(c->sink, d, "this is one more; a text takes anything");
    return true;
}

const struct choices *check_choices(struct checker *c,
                                    const struct ast *const *nodes, uint32_t n)
{
    if (too_many(c, nodes, n))
        return NULL;
    struct choices *choices = ARENA_NEW(c->arena, struct choices);
    choices->at = ARENA_ARRAY(c->arena, struct choice, n);
    choices->names = names_on(c->arena);
    choices->spelt = names_on(c->arena);
    bool right = true;
    for (uint32_t i = 0; i < n; i++)
        right = add_choice(c, choices, nodes[i]) && right;
    for (uint32_t i = 0; right && i < n; i++)
        right = add_synonyms(c, choices, nodes[i], i);
    return right ? choices : NULL;
}

/* --- types --------------------------------------------------------------- */

/* Words of other languages for types of this one, and its own. */
static const char *const type_words[][2] = {
    {"date", "date"},      {"text", "text"},      {"number", "number"},
    {"yes-no", "yes/no"},  {"boolean", "yes/no"}, {"bool", "yes/no"},
    {"string", "text"},    {"integer", "number"}, {"int", "number"},
    {"float", "number"},   {"decimal", "number"}, {"real", "number"},
    {"numeric", "number"}, {"datetime", "date"},  {"percent", "%"},
    {"percentage", "%"},
};

#define TYPE_WORDS (sizeof type_words / sizeof *type_words)

/* The type that a word stands for, or NULL. */
static const char *type_meant(struct str word)
{
    for (size_t i = 0; i < TYPE_WORDS; i++)
        if (name_equal(word, str_of(type_words[i][0])))
            return type_words[i][1];
    return NULL;
}

/* The same for a misspelt word. */
static const char *type_near(struct checker *c, struct str word)
{
    struct names names = names_on(c->arena);
    for (size_t i = 0; i < TYPE_WORDS; i++)
        names_add(&names, str_of(type_words[i][0]), (uint32_t)i);
    const struct name_entry *near =
        word.n > 3 ? check_nearest(c, &names, word) : NULL;
    return near ? type_words[near->value][1] : type_meant(word);
}

static bool report_type(struct checker *c, const struct ast *node)
{
    const char *meant = type_near(c, node->text);
    struct str near = unit_nearest(node->text);
    struct diagnostic *d =
        diagnose(c->sink, DIAG_FIELD_TYPE, node->span,
                 "\"%.*s\" is neither a type nor a unit", STR_ARG(node->text));
    if (meant)
        diagnostic_label(c->sink, d, "write %s", meant);
    else if (check_find(c, SYMBOL_RECORD, node->text) != NAMES_NONE)
        diagnostic_label(c->sink, d, "write list of %.*s", STR_ARG(node->text));
    else if (near.n)
        diagnostic_label(c->sink, d, "did you mean %.*s?", STR_ARG(near));
    else
        diagnostic_label(c->sink, d,
                         "yes/no, date, text, number, a unit, or "
                         "choices with |");
    return false;
}

/* date, text, number, cm, years. */
static bool word_type(struct checker *c, const struct ast *node,
                      struct type *type)
{
    struct str word = node->text;
    *type = type_plain_number(false);
    if (name_equal(word, STR("number")))
        return true;
    if (name_equal(word, STR("date"))) {
        *type = type_of_kind(TYPE_DATE);
        return true;
    }
    if (name_equal(word, STR("text"))) {
        *type = type_of_kind(TYPE_TEXT);
        return true;
    }
    bool calendar_code =
        str_equal(word, STR("mo")) || str_equal(word, STR("a"));
    if (calendar_code)
        return check_unit(c, word, node->span, &type->unit);
    if (!type_meant(word) && unit_read(word, &type->unit, NULL) == UNIT_OK)
        return true;
    return report_type(c, node);
}

static bool choice_type(struct checker *c, const struct ast *node,
                        struct type *type)
{
    bool set = node->kind == AST_TYPE_SET;
    const struct ast *const *kids = (const struct ast *const *)node->kids;
    *type = type_of_kind(set ? TYPE_SET : TYPE_CHOICE);
    type->choices = check_choices(c, kids, node->n);
    return type->choices != NULL;
}

static bool report_list_place(struct checker *c, const struct ast *node,
                              const char *label)
{
    struct diagnostic *d = diagnose(c->sink, DIAG_LIST_PLACE, node->span,
                                    "lists stand in the patient's record");
    diagnostic_label(c->sink, d, "%s", label);
    return false;
}

static bool list_type(struct checker *c, const struct record_info *record,
                      const struct ast *node, struct type *type)
{
    if (record != c->symbols->patient)
        return report_list_place(c, node, "an element of a list has no lists");
    struct record_info *element = check_record_of(c, node->kids[0]);
    if (!element)
        return false;
    if (element == record)
        return report_list_place(c, node, "and hold other records");
    *type = type_of_kind(TYPE_LIST);
    type->element = element->type;
    return true;
}

/* 0 to 5: whole numbers, both ends included. */
static bool range_type(struct checker *c, const struct ast *node,
                       struct field *field)
{
    field->type = type_plain_number(true);
    if (!check_decimal(c, node->kids[0], &field->low) ||
        !check_decimal(c, node->kids[1], &field->high))
        return false;
    field->bounded = true;
    bool whole = decimal_is_whole(field->low) && decimal_is_whole(field->high);
    if (whole && field->low <= field->high)
        return true;
    struct diagnostic *d = diagnose(
        c->sink, whole ? DIAG_RANGE_ORDER : DIAG_FIELD_TYPE, node->span,
        whole ? "the first end of a range is the lower one"
              : "a range alone means whole numbers");
    diagnostic_label(
        c->sink, d, whole ? "write %.*s to %.*s" : "write number, %.*s to %.*s",
        STR_ARG(node->kids[whole ? 1 : 0]->text),
        STR_ARG(node->kids[whole ? 0 : 1]->text));
    return false;
}

static bool field_type(struct checker *c, const struct record_info *record,
                       const struct ast *node, struct field *field)
{
    switch (node->kind) {
    case AST_TYPE_YESNO: field->type = type_yesno(); return true;
    case AST_TYPE_CHOICES:
    case AST_TYPE_SET: return choice_type(c, node, &field->type);
    case AST_TYPE_RANGE: return range_type(c, node, field);
    case AST_TYPE_LIST: return list_type(c, record, node, &field->type);
    default: return word_type(c, node, &field->type);
    }
}

/* --- fields -------------------------------------------------------------- */

static void place_field(struct checker *c, struct record_info *record,
                        struct field *field)
{
    struct record_type *type = record->type;
    field->index = (uint32_t)type->field_count;
    if (names_add(&type->names, field->name, field->index) != NAMES_NONE)
        return;
    type->fields[type->field_count++] = field;
    if (field->type.kind != TYPE_LIST)
        return;
    field->list = (uint32_t)type->list_count;
    type->lists[type->list_count++] = field;
    struct record_info *element = check_info(c, field->type.element);
    list_push(c->arena, &element->lists, field);
}

static void add_field(struct checker *c, struct record_info *record,
                      const struct ast *node)
{
    struct field *field = ARENA_NEW(c->arena, struct field);
    const struct ast *name = node->kids[0];
    field->name = name->text;
    field->span = name->span;
    field->record = record->type;
    bool right = field_type(c, record, node->kids[1], field);
    check_add_member(
        c, record,
        (struct member){.kind = right ? MEMBER_FIELD : MEMBER_BROKEN,
                        .name = name->text,
                        .span = name->span,
                        .field = field});
    if (right)
        place_field(c, record, field);
}

static bool has_letter(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char lower = (unsigned char)text.at[i] | 0x20;
        if ((lower >= 'a' && lower <= 'z') || lower >= 0x80)
            return true;
    }
    return false;
}

/* A line that did not parse declares the name that it begins with, or nobody
   knows what. */
static void add_broken(struct checker *c, struct record_info *record,
                       const struct ast *node)
{
    if (has_letter(node->text))
        check_add_member(c, record,
                         (struct member){.kind = MEMBER_BROKEN,
                                         .name = node->text,
                                         .span = node->span});
    else
        record->broken = true;
}

static void add_fields(struct checker *c, struct record_info *record)
{
    const struct ast *item = record->item;
    struct record_type *type = record->type;
    type->fields = ARENA_ARRAY(c->arena, struct field *, item->n);
    type->lists = ARENA_ARRAY(c->arena, struct field *, item->n);
    for (uint32_t i = 1; i < item->n; i++)
        if (item->kids[i]->kind == AST_FIELD)
            add_field(c, record, item->kids[i]);
        else
            add_broken(c, record, item->kids[i]);
}

/* The name that tells patients apart. */
static void find_id(struct checker *c)
{
    const struct record_type *patient = c->symbols->patient->type;
    uint32_t index = names_find(&patient->names, STR("id"));
    if (index == NAMES_NONE)
        return;
    const struct field *field = patient->fields[index];
    if (field->type.kind == TYPE_TEXT) {
        c->vocabulary->id = field;
        return;
    }
    struct diagnostic *d = diagnose(c->sink, DIAG_FIELD_TYPE, field->span,
                                    "id names the patient, so it is a text");
    diagnostic_label(c->sink, d, "write id: text");
}

void check_records(struct checker *c)
{
    struct vocabulary *vocabulary = c->vocabulary;
    size_t n = c->symbols->records.n;
    vocabulary->records = ARENA_ARRAY(c->arena, struct record_type *, n);
    for (size_t i = 0; i < n; i++) {
        struct record_info *record = c->symbols->records.at[i];
        vocabulary->records[vocabulary->record_count++] = record->type;
        add_fields(c, record);
    }
    if (!c->symbols->patient->item)
        return;
    vocabulary->patient = c->symbols->patient->type;
    find_id(c);
}
