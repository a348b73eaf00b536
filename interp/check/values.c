/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Data within rule files: the facts and expectations of cases, what mappings
 * yield, what a field assumes, the choices that conditions name. Each value
 * must fit its slot: a field with its range, or the type of a definition.
 */

#include "interp/check/checker.h"

#include <string.h>

struct slot check_slot(const struct field *field)
{
    return (struct slot){&field->type, field, field->name, field->span};
}

/* --- options ------------------------------------------------------------- */

static struct str literal_word(const struct ast *literal)
{
    switch (literal->kind) {
    case AST_NONE: return STR("none");
    case AST_YES: return STR("yes");
    case AST_NO: return STR("no");
    default: return literal->text;
    }
}

static void second_allowed(struct checker *c, struct diagnostic *d,
                           const struct slot *slot)
{
    if (!span_is_none(slot->declared))
        diagnostic_second(c->sink, d, slot->declared, "%.*s is %.*s",
                          STR_ARG(slot->name),
                          STR_ARG(check_type_words(c, slot->type)));
}

/* Data may say "wt", rules say wild-type. */
static bool report_synonym(struct checker *c, const struct slot *slot,
                           const struct ast *literal)
{
    const struct choices *choices = slot->type->choices;
    uint32_t meant = names_find(&choices->spelt, literal_word(literal));
    if (meant == NAMES_NONE)
        return false;
    struct str choice = choices->at[meant].name;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_SYNONYM_IN_RULE, literal->span,
                 "\"%.*s\" is how data may write %.*s", STR_ARG(literal->text),
                 STR_ARG(choice));
    diagnostic_label(c->sink, d, "in rules write %.*s %.*s",
                     STR_ARG(slot->name), STR_ARG(choice));
    second_allowed(c, d, slot);
    return true;
}

static bool means_unknown(struct str word)
{
    static const char *const words[] = {"not-tested", "untested", "not-known",
                                        "not-done", "missing"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (name_equal(word, str_of(words[i])))
            return true;
    return false;
}

/* Words longer than this, cut short, are rather misspelt. */
#define LONGEST_COARSE 4

/* Whether the choice goes into detail: T4a for T4, but not II for I. */
static bool is_finer(struct str choice, struct str word)
{
    struct str start = {choice.at, word.n};
    return choice.n > word.n && name_equal(start, word) &&
           (word.n <= LONGEST_COARSE || choice.at[word.n] == '-') &&
           (!strchr("iIvVxX", choice.at[word.n]) ||
            !strchr("iIvVxX", word.at[word.n - 1]));
}

struct str check_finer(struct checker *c, const struct choices *choices,
                       struct str word)
{
    struct buf out = buf_on(c->arena);
    size_t n = 0;
    for (size_t i = 0; word.n && i < choices->n; i++) {
        if (!is_finer(choices->at[i].name, word))
            continue;
        buf_text(&out, n++ ? " | " : "");
        buf_str(&out, choices->at[i].name);
    }
    return n <= CHECK_LISTED ? buf_view(&out) : STR("");
}

static void label_option(struct checker *c, struct diagnostic *d,
                         const struct slot *slot, struct str word)
{
    const struct choices *choices = slot->type->choices;
    struct str finer = check_finer(c, choices, word);
    const struct name_entry *near = check_nearest(c, &choices->spelt, word);
    if (means_unknown(word))
        diagnostic_label(c->sink, d, "write %.*s is unknown",
                         STR_ARG(slot->name));
    else if (finer.n)
        diagnostic_label(c->sink, d, "did you mean %.*s?", STR_ARG(finer));
    else if (near)
        diagnostic_label(c->sink, d, "did you mean \"%.*s\"?",
                         STR_ARG(choices->at[near->value].name));
    else
        diagnostic_label(c->sink, d, "it can be %.*s",
                         STR_ARG(check_choice_list(c, choices)));
}

static void report_option(struct checker *c, const struct slot *slot,
                          const struct ast *literal)
{
    struct str word = literal_word(literal);
    if (report_synonym(c, slot, literal))
        return;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_UNKNOWN_CHOICE, literal->span,
                 "%.*s cannot be \"%.*s\"", STR_ARG(slot->name), STR_ARG(word));
    label_option(c, d, slot, word);
    second_allowed(c, d, slot);
}

static uint64_t yesno_option(struct checker *c, const struct slot *slot,
                             const struct ast *literal)
{
    if (literal->kind == AST_YES)
        return OPTION_YES;
    if (literal->kind == AST_NO)
        return OPTION_NO;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_UNKNOWN_CHOICE, literal->span,
                 "%.*s is yes or no, not \"%.*s\"", STR_ARG(slot->name),
                 STR_ARG(literal_word(literal)));
    diagnostic_label(c->sink, d, "write %.*s, or not %.*s", STR_ARG(slot->name),
                     STR_ARG(slot->name));
    second_allowed(c, d, slot);
    return 0;
}

uint64_t check_option(struct checker *c, const struct slot *slot,
                      const struct ast *literal)
{
    if (slot->type->kind == TYPE_YESNO)
        return yesno_option(c, slot, literal);
    const struct choices *choices = slot->type->choices;
    uint32_t index = names_find(&choices->names, literal_word(literal));
    if (index == NAMES_NONE) {
        report_option(c, slot, literal);
        return 0;
    }
    if (literal->kind == AST_NAME)
        check_spell(c, literal, choices->at[index].name);
    return (uint64_t)1 << index;
}

/* All options of one literal or of LITERALS; 0 after a message. */
static uint64_t options_of(struct checker *c, const struct slot *slot,
                           const struct ast *value)
{
    if (value->kind != AST_LITERALS)
        return check_option(c, slot, value);
    uint64_t all = 0;
    bool right = true;
    for (uint32_t i = 0; i < value->n; i++) {
        uint64_t option = check_option(c, slot, value->kids[i]);
        right = right && option;
        all |= option;
    }
    return right ? all : 0;
}

/* --- kinds --------------------------------------------------------------- */

static bool is_literal(const struct ast *value)
{
    return value->kind == AST_NAME || value->kind == AST_YES ||
           value->kind == AST_NO || value->kind == AST_NONE ||
           value->kind == AST_LITERALS;
}

static bool report_kind(struct checker *c, const struct slot *slot,
                        const struct ast *place)
{
    struct diagnostic *d =
        diagnose(c->sink, DIAG_TYPE_MISMATCH, place->span, "%.*s is %.*s",
                 STR_ARG(slot->name), STR_ARG(check_type_words(c, slot->type)));
    diagnostic_label(
        c->sink, d, "%s",
        slot->type->kind == TYPE_TEXT     ? "write it in quotes"
        : slot->type->kind == TYPE_DATE   ? "write a date, as 2024-06-01"
        : slot->type->kind == TYPE_NUMBER ? "write a number"
                                          : "write what it can be");
    second_allowed(c, d, slot);
    return false;
}

static bool option_value(struct checker *c, const struct slot *slot,
                         const struct ast *value, bool negated,
                         struct value *result)
{
    if (!is_literal(value))
        return report_kind(c, slot, value);
    uint64_t options = options_of(c, slot, value);
    uint64_t all = type_any(slot->type).options;
    *result = value_options(negated ? all & ~options : options);
    if (options && !result->options)
        return report_kind(c, slot, value);
    return options != 0;
}

/* `none` is the empty set, unless it is one of the options. */
static bool is_no_option(const struct slot *slot, const struct ast *value)
{
    return value->kind == AST_NONE &&
           names_find(&slot->type->choices->names, STR("none")) == NAMES_NONE;
}

static bool set_value(struct checker *c, const struct slot *slot,
                      const struct ast *value, bool negated,
                      struct value *result)
{
    if (!is_literal(value) || (negated && is_no_option(slot, value)))
        return report_kind(c, slot, value);
    if (is_no_option(slot, value)) {
        *result = value_set(0, 0);
        return true;
    }
    uint64_t options = options_of(c, slot, value);
    uint64_t all = type_any(slot->type).set.may;
    *result =
        negated ? value_set(all & ~options, 0) : value_set(options, options);
    return options != 0;
}

/* --- numbers ------------------------------------------------------------- */

/* A number before `to` takes the unit after it. */
static bool amount_ends(struct checker *c, const struct ast *amount,
                        decimal ends[2], struct unit units[2])
{
    const struct ast *second = ast_kid(amount, 1);
    if (!check_quantity(c, amount->kids[0], &ends[0], &units[0]))
        return false;
    ends[1] = ends[0];
    units[1] = units[0];
    if (second && !check_quantity(c, second, &ends[1], &units[1]))
        return false;
    if (second && amount->kids[0]->kind == AST_NUMBER)
        units[0] = units[1];
    return true;
}

static struct value amount_range(enum ast_op op, const decimal ends[2])
{
    switch (op) {
    case OP_LT:
    case OP_LE:
        return value_range(DECIMAL_BELOW_ALL, true, ends[0], op == OP_LT);
    case OP_GT:
    case OP_GE:
        return value_range(ends[0], op == OP_GT, DECIMAL_ABOVE_ALL, true);
    default: return value_range(ends[0], false, ends[1], false);
    }
}

static bool ends_in_order(struct checker *c, const struct ast *amount,
                          const decimal ends[2])
{
    if (ends[0] <= ends[1])
        return true;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_RANGE_ORDER, amount->span,
                 "the first end of a range is the lower one");
    const struct ast *first = amount->kids[0], *second = amount->kids[1];
    bool shared = first->kind == AST_NUMBER && second->kind == AST_QUANTITY;
    diagnostic_label(c->sink, d, "write %.*s to %.*s%s%.*s",
                     STR_ARG(shared ? second->text : check_text(c, second)),
                     STR_ARG(check_text(c, first)), shared ? " " : "",
                     STR_ARG(shared ? second->kids[0]->text : STR("")));
    return false;
}

/* The second end in the unit of the first. */
static bool ends_alike(struct checker *c, const struct ast *amount,
                       decimal ends[2], const struct unit units[2])
{
    struct unit_map map;
    if (unit_map(&units[1], &units[0], &map) &&
        unit_convert(&map, ends[1], &ends[1]))
        return true;
    struct diagnostic *d = diagnose(c->sink, DIAG_UNIT_MISMATCH, amount->span,
                                    "the ends of a range measure the same");
    diagnostic_label(c->sink, d, "give both ends one unit");
    return false;
}

bool check_amount(struct checker *c, const struct ast *amount,
                  struct figure *figure)
{
    decimal ends[2];
    struct unit units[2];
    *figure = (struct figure){.type = type_plain_number(false)};
    if (!amount_ends(c, amount, ends, units) ||
        !ends_alike(c, amount, ends, units) || !ends_in_order(c, amount, ends))
        return false;
    figure->type.unit = units[0];
    figure->range = amount_range(amount->op, ends);
    figure->set = true;
    return true;
}

/* A lone number as an amount. */
static bool figure_of(struct checker *c, const struct ast *value,
                      struct figure *figure)
{
    if (value->kind == AST_AMOUNT)
        return check_amount(c, value, figure);
    decimal number;
    *figure = (struct figure){.type = type_plain_number(false)};
    if (!check_quantity(c, value, &number, &figure->type.unit))
        return false;
    figure->range = value_number(number);
    figure->set = true;
    return true;
}

static bool report_figure_unit(struct checker *c, const struct slot *slot,
                               const struct figure *figure,
                               const struct ast *value)
{
    const struct unit *unit = &slot->type->unit;
    bool lacking = unit_is_one(&figure->type.unit) && !unit_is_one(unit);
    struct diagnostic *d = diagnose(
        c->sink, lacking ? DIAG_MISSING_UNIT : DIAG_UNIT_MISMATCH, value->span,
        lacking ? "%.*s of what? %.*s is %s%.*s"
                : "%.*s does not measure what %.*s does, which is %s%.*s",
        STR_ARG(check_text(c, value)), STR_ARG(slot->name),
        unit->code.n ? "in " : "a plain number", STR_ARG(unit->code));
    if (lacking)
        diagnostic_label(c->sink, d, "write %.*s %.*s",
                         STR_ARG(check_text(c, value)), STR_ARG(unit->code));
    else
        diagnostic_label(c->sink, d, "give it a unit of this kind");
    second_allowed(c, d, slot);
    return false;
}

static bool report_range(struct checker *c, const struct slot *slot,
                         const struct ast *value)
{
    struct str expected = field_expected(c->arena, slot->field);
    struct diagnostic *d = diagnose(c->sink, DIAG_OUTSIDE_RANGE, value->span,
                                    "%.*s cannot be %.*s", STR_ARG(slot->name),
                                    STR_ARG(check_text(c, value)));
    diagnostic_label(c->sink, d, "it is %.*s", STR_ARG(expected));
    diagnostic_second(c->sink, d, slot->declared, "%.*s is %.*s",
                      STR_ARG(slot->name), STR_ARG(expected));
    return false;
}

static bool number_value(struct checker *c, const struct slot *slot,
                         const struct ast *value, struct value *result)
{
    struct figure figure;
    struct unit_map map;
    bool failed = false;
    if (value->kind != AST_NUMBER && value->kind != AST_QUANTITY &&
        value->kind != AST_AMOUNT)
        return report_kind(c, slot, value);
    if (!figure_of(c, value, &figure))
        return false;
    const struct unit *unit = &slot->type->unit;
    bool lacking = unit_is_one(&figure.type.unit) && !unit_is_one(unit);
    if (lacking || !unit_map(&figure.type.unit, unit, &map))
        return report_figure_unit(c, slot, &figure, value);
    *result = value_convert(figure.range, &map, &failed);
    if (slot->type->whole && !value_whole(result))
        return report_kind(c, slot, value);
    if (slot->field && !value_both(*result, field_any(slot->field), result))
        return report_range(c, slot, value);
    return true;
}

/* --- all ----------------------------------------------------------------- */

static bool date_value(struct checker *c, const struct slot *slot,
                       const struct ast *value, struct value *result)
{
    date first, last;
    bool year = value->kind == AST_NUMBER && value->text.n == 4;
    if (value->kind != AST_DATE && !year)
        return report_kind(c, slot, value);
    if (!check_date(c, value, &first, &last))
        return false;
    *result = value_days(first, last);
    return true;
}

static bool text_value(struct checker *c, const struct slot *slot,
                       const struct ast *value, struct value *result)
{
    if (value->kind != AST_STRINGS)
        return report_kind(c, slot, value);
    *result = value_text(value->text);
    return true;
}

static bool bare_value(struct checker *c, const struct slot *slot,
                       const struct written *written, struct value *result)
{
    *result = value_options(written->negated ? OPTION_NO : OPTION_YES);
    return slot->type->kind == TYPE_YESNO ||
           report_kind(c, slot, written->place);
}

bool check_value(struct checker *c, const struct slot *slot,
                 const struct written *written, struct value *result)
{
    const struct ast *value = written->value;
    if (!value)
        return bare_value(c, slot, written, result);
    switch (slot->type->kind) {
    case TYPE_YESNO:
    case TYPE_CHOICE:
        return option_value(c, slot, value, written->negated, result);
    case TYPE_SET: return set_value(c, slot, value, written->negated, result);
    case TYPE_NUMBER: return number_value(c, slot, value, result);
    case TYPE_DATE: return date_value(c, slot, value, result);
    case TYPE_TEXT: return text_value(c, slot, value, result);
    case TYPE_LIST:
    case TYPE_UNKNOWN: break;
    }
    return report_kind(c, slot, value);
}
