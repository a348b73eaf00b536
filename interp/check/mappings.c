/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Mapping items to mappings: which record, then line by line which field comes
 * from where. What a line says is checked against its field here, once, so
 * that readers find values that are allowed, in the field's unit.
 *
 * A line that is wrong is left out of the mapping; the program is not run.
 */

#include "interp/check/mapping_check.h"

/* --- units ---------------------------------------------------------------- */

static bool report_unit(struct checker *c, const struct field *field,
                        const struct ast *unit)
{
    struct diagnostic *d = diagnose(c->sink, DIAG_UNIT_MISMATCH, unit->span,
                                    "%.*s does not measure what %.*s does",
                                    STR_ARG(unit->text), STR_ARG(field->name));
    diagnostic_label(c->sink, d, "use a unit of the same kind");
    diagnostic_second(c->sink, d, field->span, "%.*s is %.*s",
                      STR_ARG(field->name),
                      STR_ARG(field_expected(c->arena, field)));
    return false;
}

/* in ng/mL */
static bool take_unit(struct checker *c, struct map *map,
                      const struct ast *node)
{
    struct unit unit;
    struct unit_map to_field;
    if (!check_unit(c, node->text, node->span, &unit))
        return false;
    if (map->field->type.kind != TYPE_NUMBER ||
        !unit_map(&unit, &map->field->type.unit, &to_field))
        return report_unit(c, map->field, node);
    map->unit = node->text;
    return true;
}

/* A title such as "CEA [ug/L]" has its unit; anything else must say it. */
static bool check_has_unit(struct mapping_check *m, const struct map *map,
                           const struct ast *node)
{
    const struct field *field = map->field;
    const struct ast *source = node->kids[1];
    if (!field || field->type.kind != TYPE_NUMBER || map->unit.n ||
        unit_is_one(&field->type.unit))
        return true;
    bool pairs_only = map->pair_count > 0;
    struct str title =
        source->kind == AST_MAP_COLUMN ? source->kids[0]->text : STR("");
    if (pairs_only || (title.n && title.at[title.n - 1] == ']'))
        return true;
    struct diagnostic *d = diagnose(
        m->c->sink, DIAG_MISSING_UNIT, source->span,
        "%.*s is %.*s: which unit does this have?", STR_ARG(field->name),
        STR_ARG(field_expected(m->c->arena, field)));
    diagnostic_label(m->c->sink, d, "write its unit behind: in %.*s",
                     STR_ARG(field->type.unit.code));
    diagnostic_second(m->c->sink, d, field->span, "%.*s", STR_ARG(field->name));
    return false;
}

/* --- what a line is for ------------------------------------------------------ */

bool mapping_report(struct mapping_check *m, const struct ast *name,
                    const char *what, const char *mend)
{
    struct diagnostic *d =
        diagnose(m->c->sink, DIAG_MAPPING_LINE, name->span, "%s", what);
    diagnostic_label(m->c->sink, d, "%s", mend);
    return false;
}

/* size of lesions */
static bool take_element(struct mapping_check *m, struct map *map,
                         const struct ast *target)
{
    struct checker *c = m->c;
    const struct ast *list = target->kids[1];
    if (m->mapping->list)
        return mapping_report(m, list, "this mapping is of one element",
                              "name the field alone");
    map->list = check_list_named(c, list->text);
    if (!map->list)
        return mapping_report(m, list, "this is no list of the patient",
                              "behind \"of\" stands a list, as lesions");
    map->field = check_stored(c, target->kids[0],
                              check_info(c, map->list->type.element));
    return map->field != NULL;
}

static bool is_id(const struct mapping_check *m, const struct ast *name)
{
    struct str word = name->text;
    return name_equal(word, STR("id")) &&
           names_find(&m->mapping->record->names, word) == NAMES_NONE;
}

static bool take_target(struct mapping_check *m, struct map *map,
                        const struct ast *node)
{
    const struct ast *target = node->kids[0];
    struct record_info *record = check_info(m->c, m->mapping->record);
    if (target->kind == AST_MAP_INCLUDES)
        target = target->kids[0];
    if (target->kind == AST_MAP_OF)
        return take_element(m, map, target);
    if (is_id(m, target))
        return true; /* field stays NULL */
    map->field = check_stored(m->c, target, record);
    if (!map->field || map->field->type.kind != TYPE_LIST ||
        node->kids[1]->kind == AST_MAP_RESOURCE)
        return map->field != NULL;
    return mapping_report(m, target, "a list is mapped field by field",
                          "write FIELD of LIST, or a mapping of its record");
}

/* --- a line with a source ------------------------------------------------------ */

static bool is_element_column(const struct mapping_check *m,
                              const struct map *map, const struct ast *node)
{
    bool numbered = m->columns.at[map->column].numbered;
    if (numbered == (map->list != NULL))
        return true;
    struct diagnostic *d = diagnose(
        m->c->sink, DIAG_MAPPING_LINE, node->span,
        numbered ? "\"#\" stands for the number of an element of a list"
                 : "each element has a column of its own");
    diagnostic_label(m->c->sink, d,
                     numbered ? "write FIELD of LIST in front"
                              : "put # where its number stands, as in "
                                "\"lesion # size\"");
    return false;
}

static bool take_expression(struct mapping_check *m, struct map *map,
                            const struct ast *source, enum map_yield *yields)
{
    map->kind = MAP_EXPRESSION;
    map->expression = mapping_expression(m, source->kids[0], yields);
    if (map->expression && !map->field)
        return mapping_report(m, source, "the id is a column",
                              "name the column in quotes");
    if (map->expression && map->list)
        return mapping_report(m, source, "an expression is of the patient",
                              "name a column with #");
    return map->expression != NULL;
}

static bool take_source(struct mapping_check *m, struct map *map,
                        const struct ast *source, enum map_yield *yields)
{
    *yields = MAP_YIELDS_NUMBER;
    map->text = check_text(m->c, source);
    m->mapping->of_table = true;
    if (source->kind == AST_MAP_EXPR)
        return take_expression(m, map, source, yields);
    map->kind = MAP_COLUMN;
    map->column = mapping_column(m, source->kids[0]);
    return is_element_column(m, map, source);
}

static bool take_part(struct mapping_check *m, struct map *map,
                      const struct ast *part)
{
    struct checker *c = m->c;
    if (part->kind == AST_PAIR)
        return true; /* together, below */
    if (part->kind == AST_MAP_MISSING)
        return mapping_codes(c, &map->missing, part, 0);
    if (!map->field)
        return mapping_report(m, part, "the id is taken as it is",
                              "leave this out");
    if (part->kind == AST_MAP_UNIT)
        return take_unit(c, map, part->kids[0]);
    if (part->kind == AST_MAP_ON) {
        map->dated = mapping_column(m, part->kids[0]);
        return true;
    }
    map->format = part->kids[0]->text;
    if (map->field->type.kind != TYPE_DATE)
        return mapping_report(m, part, "only a date has a form",
                              "leave this out");
    return mapping_date_form(c, part->kids[0]);
}

static bool has_pairs(const struct ast *node)
{
    return node->n > 2 && node->kids[node->n - 1]->kind == AST_PAIR;
}

/* A condition gives yes or no; a number needs a field of numbers. */
static bool check_fits(struct mapping_check *m, const struct map *map,
                       const struct ast *node, enum map_yield yields)
{
    enum type_kind wanted =
        yields == MAP_YIELDS_CONDITION ? TYPE_YESNO : TYPE_NUMBER;
    if (map->kind != MAP_EXPRESSION || map->pair_count ||
        map->field->type.kind == wanted)
        return true;
    return mapping_report(m, node->kids[1],
                          wanted == TYPE_YESNO ? "this gives yes or no"
                                               : "this gives a number",
                          "say behind a colon what the field is then");
}

static bool take_map(struct mapping_check *m, struct map *map,
                     const struct ast *node)
{
    enum map_yield yields;
    *map = (struct map){.span = node->span, .dated = MAP_NO_COLUMN};
    if (!take_target(m, map, node) || !mapping_option(m, map, node))
        return false;
    if (node->kids[1]->kind == AST_MAP_RESOURCE)
        return mapping_resource(m, map, node);
    if (!take_source(m, map, node->kids[1], &yields))
        return false;
    for (uint32_t i = 2; i < node->n; i++)
        if (!take_part(m, map, node->kids[i]))
            return false;
    if (has_pairs(node) && !map->field)
        return mapping_report(m, node, "the id is taken as it is",
                              "leave the codes out");
    return mapping_pairs(m->c, map, node, yields == MAP_YIELDS_CONDITION) &&
           check_has_unit(m, map, node) && check_fits(m, map, node, yields) &&
           mapping_option_done(m, map, node);
}

/* primary is resected */
static bool take_constant(struct mapping_check *m, struct map *map,
                          const struct ast *node)
{
    const struct ast *value = node->kids[1];
    *map = (struct map){.kind = MAP_CONSTANT,
                        .span = node->span,
                        .text = check_text(m->c, node),
                        .dated = MAP_NO_COLUMN};
    if (!take_target(m, map, node))
        return false;
    if (!map->field)
        return mapping_report(m, node, "every patient has an id of its own",
                              "write id from its column");
    map->unknown = value->kind == AST_UNKNOWN;
    struct slot slot = check_slot(map->field);
    struct written written = {.place = node, .value = value};
    return (map->unknown ||
            check_value(m->c, &slot, &written, &map->constant)) &&
           mapping_option_done(m, map, node);
}

/* --- settings ----------------------------------------------------------------- */

static bool report_setting(struct mapping_check *m, const struct ast *node,
                           const char *allowed)
{
    struct diagnostic *d =
        diagnose(m->c->sink, DIAG_MAPPING_SETTING, node->kids[1]->span,
                 "%.*s cannot be \"%.*s\"", STR_ARG(node->kids[0]->text),
                 STR_ARG(node->kids[1]->text));
    diagnostic_label(m->c->sink, d, "it is %s", allowed);
    return false;
}

static bool set_separator(struct mapping_check *m, const struct ast *node)
{
    struct str text = node->kids[1]->text;
    if (name_equal(text, STR("tab")))
        m->mapping->separator = '\t';
    else if (text.n == 1 && (text.at[0] == ',' || text.at[0] == ';' ||
                             text.at[0] == '|' || text.at[0] == '\t'))
        m->mapping->separator = text.at[0];
    else
        return report_setting(m, node, "\",\", \";\", \"|\" or \"tab\"");
    return true;
}

static bool set_encoding(struct mapping_check *m, const struct ast *node)
{
    struct str text = node->kids[1]->text;
    if (!mapping_encoding(text, &m->mapping->encoding))
        return report_setting(m, node,
                              "\"utf-8\", \"latin-1\" or \"windows-1252\"");
    m->mapping->encoding_set = true;
    return true;
}

static bool set_decimal(struct mapping_check *m, const struct ast *node)
{
    struct str text = node->kids[1]->text;
    m->mapping->decimal_comma = str_equal(text, STR(","));
    return m->mapping->decimal_comma || str_equal(text, STR(".")) ||
           report_setting(m, node, "\",\" or \".\"");
}

static bool set_dates(struct mapping_check *m, const struct ast *node)
{
    m->mapping->format = node->kids[1]->text;
    return mapping_date_form(m->c, node->kids[1]);
}

static bool set_without_rows(struct mapping_check *m, const struct ast *node)
{
    struct str text = node->kids[1]->text;
    if (!m->mapping->list)
        return mapping_report(m, node, "a patient's own table has its row",
                              "it belongs to a mapping of a list's elements");
    m->mapping->none_without = name_equal(text, STR("none"));
    return m->mapping->none_without || name_equal(text, STR("unknown")) ||
           report_setting(m, node, "\"none\" or \"unknown\"");
}

struct setting {
    const char *name;
    bool (*set)(struct mapping_check *m, const struct ast *node);
};

static const struct setting settings[] = {
    {"separator", set_separator},       {"encoding", set_encoding},
    {"decimal", set_decimal},           {"dates", set_dates},
    {"without-rows", set_without_rows},
};

#define SETTING_COUNT (sizeof settings / sizeof settings[0])

static bool report_no_setting(struct mapping_check *m, const struct ast *name)
{
    struct names names = names_on(m->c->arena);
    for (uint32_t i = 0; i < SETTING_COUNT; i++)
        names_add(&names, str_of(settings[i].name), i);
    const struct name_entry *near = names_nearest(&names, name->text);
    struct diagnostic *d =
        diagnose(m->c->sink, DIAG_MAPPING_SETTING, name->span,
                 "\"%.*s\" is no setting of a mapping", STR_ARG(name->text));
    if (near)
        diagnostic_label(m->c->sink, d, "did you mean \"%.*s\"?",
                         STR_ARG(near->name));
    else
        diagnostic_label(m->c->sink, d,
                         "there is separator, encoding, decimal, dates, "
                         "without-rows; a field is followed by from or is");
    return false;
}

static bool take_setting(struct mapping_check *m, const struct ast *node)
{
    for (size_t i = 0; i < SETTING_COUNT; i++)
        if (name_equal(node->kids[0]->text, str_of(settings[i].name)))
            return settings[i].set(m, node);
    return report_no_setting(m, node->kids[0]);
}

/* --- the item -------------------------------------------------------------------- */

static void add_map(struct mapping_check *m, const struct ast *node)
{
    struct map *map = ARENA_NEW(m->c->arena, struct map);
    bool right = node->kind == AST_MAP ? take_map(m, map, node)
                                       : take_constant(m, map, node);
    if (!right)
        return;
    bool is_id = map->list == NULL &&
                 (map->kind == MAP_COLUMN || map->kind == MAP_RESOURCE) &&
                 (!map->field ||
                  (!m->mapping->list && map->field == m->c->vocabulary->id));
    if (is_id && m->mapping->id) {
        mapping_report(m, node, "there is an id already", "leave one out");
        return;
    }
    if (is_id)
        m->mapping->id = map;
    list_push(m->c->arena, &m->maps, map);
}

static void take_line(struct mapping_check *m, const struct ast *node)
{
    struct checker *c = m->c;
    switch ((int)node->kind) {
    case AST_MAP:
    case AST_MAP_IS: add_map(m, node); break;
    case AST_MAP_SETTING: take_setting(m, node); break;
    case AST_MAP_MISSING:
        mapping_codes(c, &m->mapping->missing, node, 0);
        break;
    case AST_MAP_YES: mapping_codes(c, &m->mapping->yes, node, 0); break;
    case AST_MAP_NO: mapping_codes(c, &m->mapping->no, node, 0); break;
    }
}

/* The patient, or the elements of a list by its or their record's name. */
static bool find_record(struct checker *c, struct mapping *mapping,
                        const struct ast *name)
{
    const struct record_type *patient = c->symbols->patient->type;
    if (name_equal(name->text, patient->name)) {
        mapping->record = patient;
        return true;
    }
    mapping->list = check_list_named(c, name->text);
    if (mapping->list) {
        mapping->record = mapping->list->type.element;
        return true;
    }
    if (!check_record_of(c, name))
        return false;
    struct diagnostic *d =
        diagnose(c->sink, DIAG_MAPPING_LINE, name->span,
                 "not one list of the patient holds %.*s", STR_ARG(name->text));
    diagnostic_label(c->sink, d, "name the list that is meant");
    return false;
}

/* Rows of elements say whose they are. */
static void check_id(struct mapping_check *m, const struct ast *item)
{
    if (!m->mapping->list || !m->mapping->of_table || m->mapping->id ||
        m->wrong)
        return;
    struct diagnostic *d =
        diagnose(m->c->sink, DIAG_MAPPING_LINE, item->kids[0]->span,
                 "a row of %.*s does not say whose it is",
                 STR_ARG(m->mapping->list->name));
    diagnostic_label(m->c->sink, d,
                     "add id from the column of the patient's id");
}

/* A mapping is found by the columns or resources that it names. */
static void check_source(struct mapping_check *m, const struct ast *item)
{
    bool both = m->mapping->of_table && m->mapping->of_resources;
    bool neither = !m->mapping->of_table && !m->mapping->of_resources;
    if (!both && !(neither && !m->wrong))
        return;
    struct diagnostic *d =
        diagnose(m->c->sink, DIAG_MAPPING_LINE, item->kids[0]->span,
                 both ? "this mapping names columns and resources"
                      : "this mapping names neither a column nor a resource");
    diagnostic_label(m->c->sink, d,
                     both ? "write one mapping for tables and one for FHIR"
                          : "there is nothing that it could fit");
}

/* A line that is wrong may have been the one that is then missed. */
static bool has_broken_line(const struct ast *item)
{
    for (uint32_t i = 2; i < item->n; i++)
        if (item->kids[i]->kind == AST_BROKEN)
            return true;
    return false;
}

static void check_mapping(struct checker *c, const struct ast *item)
{
    struct mapping *mapping = ARENA_NEW(c->arena, struct mapping);
    struct mapping_check m = {.c = c, .mapping = mapping};
    const size_t errors = c->sink->errors;
    mapping->name = item->kids[0]->text;
    mapping->span = item->kids[0]->span;
    if (!find_record(c, mapping, item->kids[1]))
        return;
    mapping_declare_codes(&m, item);
    for (uint32_t i = 2; i < item->n; i++)
        take_line(&m, item->kids[i]);
    mapping_close_codes(&m);
    mapping_check_elements(&m);
    mapping->maps = m.maps.at;
    mapping->map_count = m.maps.n;
    mapping->columns = m.columns.at;
    mapping->column_count = m.columns.n;
    m.wrong = errors < c->sink->errors || has_broken_line(item);
    check_id(&m, item);
    check_source(&m, item);
    c->program->mappings.at[c->program->mappings.n++] = mapping;
}

static void count_mapping(struct checker *c, const struct ast *item)
{
    (void)item;
    c->program->mappings.n++;
}

void check_mappings(struct checker *c)
{
    struct mappings *mappings = &c->program->mappings;
    check_each_item(c, AST_MAPPING, count_mapping);
    mappings->at = ARENA_ARRAY(c->arena, struct mapping *, mappings->n);
    mappings->n = 0;
    check_each_item(c, AST_MAPPING, check_mapping);
}
