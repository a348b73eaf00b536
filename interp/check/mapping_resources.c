/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Lines of a mapping whose source is a FHIR resource: which resources, what is
 * taken of them, and what their codes mean. What the elements of a resource
 * are is FHIR's and not looked up here: a path is only read.
 */

#include "interp/check/mapping_check.h"

struct line {
    struct mapping_check *m;
    struct map *map;
    struct map_resource *resource;
};

static bool report(struct mapping_check *m, struct span span, const char *what,
                   const char *mend)
{
    struct diagnostic *d =
        diagnose(m->c->sink, DIAG_MAPPING_LINE, span, "%s", what);
    diagnostic_label(m->c->sink, d, "%s", mend);
    return false;
}

/* --- paths ---------------------------------------------------------------- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
}

/* One step off the front: a name, and perhaps a selector in parentheses. */
static bool take_step(struct str *path, struct map_step *step)
{
    size_t n = 0;
    while (n < path->n && is_letter(path->at[n]))
        n++;
    *step = (struct map_step){.name = {path->at, n}};
    *path = str_from(*path, n);
    if (!n || !path->n || path->at[0] != '(')
        return n > 0;
    n = 1;
    while (n < path->n && path->at[n] != ')')
        n++;
    if (n == path->n || n == 1)
        return false;
    step->selector = (struct str){path->at + 1, n - 1};
    *path = str_from(*path, n + 1);
    return true;
}

static bool too_many_steps(struct mapping_check *m, const struct ast *path)
{
    struct diagnostic *d =
        diagnose(m->c->sink, DIAG_MAPPING_LINE, path->span,
                 "a path has at most %d steps", LIMIT_PATH_STEPS);
    diagnostic_label(m->c->sink, d, "no element of FHIR stands deeper");
    return false;
}

static bool read_path(struct mapping_check *m, const struct ast *strings,
                      struct map_place *place)
{
    struct str path = str_trim(strings->text);
    struct map_step *steps =
        ARENA_ARRAY(m->c->arena, struct map_step, LIMIT_PATH_STEPS);
    bool right = true, more = true;
    while (right && more) {
        if (place->n == LIMIT_PATH_STEPS)
            return too_many_steps(m, strings);
        right = take_step(&path, &steps[place->n++]);
        more = path.n > 0;
        right = right && (!more || path.at[0] == '.');
        path = str_from(path, more && right ? 1 : 0);
    }
    place->steps = steps;
    return right || report(m, strings->span, "this is no path of elements",
                           "write it as FHIR does: \"stage.summary\", "
                           "\"extension(url).value\"");
}

static bool check_pick(struct line *line, const struct ast *node)
{
    const struct field *field = line->map->field;
    if (node->op == OP_PLAIN || (field && field->type.kind == TYPE_DATE))
        return true;
    return report(line->m, node->span, "earliest and latest are taken of dates",
                  "of anything else the latest counts by itself");
}

static bool take_place(struct mapping_check *m, const struct ast *node,
                       struct map_place *place)
{
    const struct ast *path = node->kids[0];
    *place = (struct map_place){.text = check_text(m->c, node)};
    place->pick = node->op == OP_EARLIEST ? PICK_EARLIEST
                  : node->op == OP_LATEST ? PICK_LATEST
                                          : PICK_EACH;
    if (path->kind == AST_NAME) {
        place->is_date = name_equal(path->text, STR("date"));
        return place->is_date ||
               report(m, path->span,
                      "an element of a resource stands in quotes",
                      "write it so, or date: when it happened");
    }
    if (!node->kids[1])
        return read_path(m, path, place);
    struct map_codings *filter = ARENA_NEW(m->c->arena, struct map_codings);
    place->filter = filter;
    return mapping_codings(m, node->kids[1], 0, filter) &&
           read_path(m, path, place);
}

/* --- conditions ----------------------------------------------------------- */

static bool take_where(struct line *line, const struct ast *node,
                       struct map_where *where);

static bool take_kids(struct line *line, const struct ast *node,
                      struct map_where *where)
{
    bool right = true;
    where->n = node->n;
    where->kids =
        ARENA_ARRAY(line->m->c->arena, const struct map_where *, node->n);
    for (uint32_t i = 0; i < node->n; i++) {
        struct map_where *kid = ARENA_NEW(line->m->c->arena, struct map_where);
        right = take_where(line, node->kids[i], kid) && right;
        where->kids[i] = kid;
    }
    return right;
}

/* `is LIST`: the list of the line, which no group of codes hides. */
static bool is_element(const struct line *line, const struct ast *node)
{
    const struct field *list = line->map->list;
    if (!list || node->n != 2)
        return false;
    const struct ast *code = node->kids[1];
    return !code->kids[0] && code->kids[1]->kind == AST_NAME &&
           names_find(&line->m->group_names, code->kids[1]->text) ==
               NAMES_NONE &&
           check_list_named(line->m->c, code->kids[1]->text) == list;
}

static bool take_has(struct line *line, const struct ast *node,
                     struct map_where *where)
{
    bool known = node->op == OP_KNOWN || node->op == OP_UNKNOWN;
    if (!take_place(line->m, node->kids[0], &where->place))
        return false;
    where->op = known ? WHERE_KNOWN : WHERE_CODE;
    if (!known && is_element(line, node)) {
        where->op = WHERE_ELEMENT;
        line->resource->of_element = true;
        return true;
    }
    return known || mapping_codings(line->m, node, 1, &where->codes);
}

static struct map_where *negated(struct line *line,
                                 const struct map_where *where)
{
    struct map_where *not = ARENA_NEW(line->m->c->arena, struct map_where);
    *not = *where;
    return not ;
}

static bool take_where(struct line *line, const struct ast *node,
                       struct map_where *where)
{
    *where = (struct map_where){0};
    if (node->kind == AST_PAREN)
        return take_where(line, node->kids[0], where);
    if (node->kind != AST_MAP_HAS) {
        where->op = node->kind == AST_AND  ? WHERE_AND
                    : node->kind == AST_OR ? WHERE_OR
                                           : WHERE_NOT;
        return take_kids(line, node, where);
    }
    if (!take_has(line, node, where))
        return false;
    if (node->op != OP_NOT && node->op != OP_UNKNOWN)
        return true;
    const struct map_where **kid =
        ARENA_ARRAY(line->m->c->arena, const struct map_where *, 1);
    kid[0] = negated(line, where);
    *where = (struct map_where){.op = WHERE_NOT, .kids = kid, .n = 1};
    return true;
}

/* --- which resources ------------------------------------------------------ */

static bool report_type(struct mapping_check *m, const struct ast *name)
{
    struct str near = map_resource_nearest(m->c->arena, name->text);
    struct diagnostic *d =
        diagnose(m->c->sink, DIAG_MAPPING_LINE, name->span,
                 "\"%.*s\" is no type of resource", STR_ARG(name->text));
    if (near.n)
        diagnostic_label(m->c->sink, d, "did you mean \"%.*s\"?",
                         STR_ARG(near));
    else
        diagnostic_label(m->c->sink, d,
                         "a column stands in quotes; a resource is "
                         "Observation, Condition, ...");
    return false;
}

/* `of LIST`: the resources that the element is made of. */
static bool is_own(const struct line *line, const struct ast *types)
{
    const struct field *list = line->map->list;
    return list && types->n == 1 && !map_resource_type(types->kids[0]->text) &&
           check_list_named(line->m->c, types->kids[0]->text) == list;
}

static bool take_types(struct line *line, const struct ast *types)
{
    bool right = true;
    struct str *at = ARENA_ARRAY(line->m->c->arena, struct str, types->n);
    if (is_own(line, types))
        return true;
    for (uint32_t i = 0; i < types->n; i++) {
        if (!map_resource_type(types->kids[i]->text))
            right = report_type(line->m, types->kids[i]);
        at[i] = types->kids[i]->text;
    }
    line->resource->types = at;
    line->resource->type_count = types->n;
    return right;
}

static bool take_after(struct line *line, const struct ast *name)
{
    if (!name)
        return true;
    line->resource->after = true;
    if (line->map->list &&
        check_list_named(line->m->c, name->text) == line->map->list)
        return true;
    return report(line->m, name->span,
                  "after stands the list whose field this is",
                  "write FIELD of LIST from ... after LIST");
}

static bool take_apart(struct line *line, const struct ast *apart)
{
    struct period period;
    if (!apart)
        return true;
    if (!name_equal(apart->kids[1]->text, STR("apart")))
        return report(line->m, apart->kids[1]->span,
                      "this line does not end so",
                      "write at most 8 weeks apart");
    if (!line->map->field || line->map->field->type.kind != TYPE_LIST)
        return report(line->m, apart->span, "only a list has elements to join",
                      "leave this out");
    if (!check_period(line->m->c, apart->kids[0], &period))
        return false;
    if (period.months)
        return report(line->m, apart->kids[0]->span,
                      "how many days these are depends on the month",
                      "write weeks or days");
    line->resource->grouped = true;
    line->resource->apart = period.days;
    return true;
}

static bool take_codes(struct line *line, const struct ast *codes)
{
    if (!codes)
        return true;
    struct map_codings *codings =
        ARENA_NEW(line->m->c->arena, struct map_codings);
    line->resource->codes = codings;
    if (!mapping_codings(line->m, codes, 0, codings))
        return false;
    for (size_t i = 0; i < codings->n; i++)
        if (!codings->at[i].system)
            return report(line->m, codings->at[i].span,
                          "a code of a resource is one of a system",
                          "write its system in front, as in loinc \"2039-6\"");
    return true;
}

/* --- what codes mean ------------------------------------------------------ */

static bool take_code(struct line *line, const struct ast *code,
                      struct map_codings *codings)
{
    struct ast one = {.kind = AST_MAP_CODES, .n = 1, .span = code->span};
    struct ast *kids[1];
    kids[0] = ARENA_NEW(line->m->c->arena, struct ast);
    *kids[0] = *code;
    one.kids = kids;
    if (code->kids[1]->kind == AST_YES || code->kids[1]->kind == AST_NO)
        return report(line->m, code->span, "a resource is no condition",
                      "a code is SYSTEM \"CODE\", or a text in quotes");
    return mapping_codings(line->m, &one, 0, codings);
}

static bool take_meaning(struct line *line, const struct ast *pair,
                         struct map_meaning *meaning)
{
    struct map_pair value;
    const struct ast *code = pair->kids[0];
    bool single = code->kind == AST_MAP_CODE;
    *meaning = (struct map_meaning){0};
    meaning->n = single ? 1 : code->n;
    if (code->kind == AST_MAP_ALL || code->kind == AST_MAP_OTHERWISE)
        line->resource->pooled |=
            code->kind == AST_MAP_ALL || line->resource->type_count == 0;
    struct map_codings *all =
        ARENA_ARRAY(line->m->c->arena, struct map_codings, meaning->n);
    meaning->all = all;
    for (size_t i = 0; i < meaning->n; i++)
        if (!take_code(line, single ? code : code->kids[i], &all[i]))
            return false;
    if (!mapping_pair_value(line->m->c, line->map, pair, &value))
        return false;
    meaning->unknown = value.unknown;
    meaning->value = value.value;
    return true;
}

static bool take_meanings(struct line *line, const struct ast *node)
{
    bool right = true;
    struct map_meaning *at =
        ARENA_ARRAY(line->m->c->arena, struct map_meaning, node->n);
    line->resource->meanings = at;
    for (uint32_t i = 2; i < node->n; i++) {
        if (node->kids[i]->kind != AST_PAIR)
            continue;
        struct map_meaning *meaning = &at[line->resource->meaning_count];
        if (take_meaning(line, node->kids[i], meaning))
            line->resource->meaning_count++;
        else
            right = false;
    }
    return right;
}

/* --- the line ------------------------------------------------------------- */

static bool take_unit(struct line *line, const struct ast *unit)
{
    struct unit found;
    struct unit_map map;
    const struct field *field = line->map->field;
    if (!check_unit(line->m->c, unit->text, unit->span, &found))
        return false;
    line->map->unit = unit->text;
    if (field->type.kind == TYPE_NUMBER &&
        unit_map(&found, &field->type.unit, &map))
        return true;
    struct diagnostic *d =
        diagnose(line->m->c->sink, DIAG_UNIT_MISMATCH, unit->span,
                 "%.*s does not measure what %.*s does", STR_ARG(unit->text),
                 STR_ARG(field->name));
    diagnostic_label(line->m->c->sink, d, "use a unit of the same kind");
    return false;
}

static bool take_dated(struct line *line, const struct ast *strings)
{
    struct map_place *place = ARENA_NEW(line->m->c->arena, struct map_place);
    place->text = strings->text;
    line->resource->dated = place;
    return read_path(line->m, strings, place);
}

static bool take_part(struct line *line, const struct ast *part)
{
    if (part->kind == AST_PAIR)
        return true;
    if (!line->map->field || line->map->field->type.kind == TYPE_LIST)
        return report(line->m, part->span, "nothing of this kind belongs here",
                      "leave this out");
    if (part->kind == AST_MAP_UNIT)
        return take_unit(line, part->kids[0]);
    if (part->kind == AST_MAP_ON)
        return take_dated(line, part->kids[0]);
    if (part->kind == AST_MAP_MISSING)
        return report(line->m, part->span, "codes of resources have a meaning",
                      "write CODE = unknown behind a colon");
    return report(line->m, part->span, "dates of FHIR have one form",
                  "leave this out");
}

/* What belongs to which element must be said; what makes elements says no
   more than that. */
static bool check_element(struct line *line, const struct ast *node)
{
    const struct map *map = line->map;
    const struct map_resource *resource = line->resource;
    bool is_list = map->field && map->field->type.kind == TYPE_LIST;
    if (is_list && (resource->place || resource->meaning_count))
        return report(line->m, node->kids[1]->span,
                      "a list is made of resources, one an element",
                      "name the resources alone, and what their elements say "
                      "with FIELD of LIST from ...");
    if (is_list)
        list_push(line->m->c->arena, &line->m->made, map->field);
    if (map->list && resource->type_count && !resource->of_element &&
        !resource->after)
        return report(line->m, node->kids[1]->span,
                      "nothing says of which element this is",
                      "write of LIST, where ... is LIST, or after LIST");
    return true;
}

/* The value of an Observation is no choice by itself. */
static bool check_meanings(struct line *line, const struct ast *node)
{
    const struct map *map = line->map;
    bool choice = map->field && (map->field->type.kind == TYPE_CHOICE ||
                                 map->field->type.kind == TYPE_SET);
    bool coded = !line->resource->place || line->resource->place->filter;
    if (!choice || !coded || line->resource->meaning_count)
        return true;
    return report(line->m, node->kids[1]->span,
                  "nothing says what the codes found there mean",
                  "write them behind a colon: loinc \"LA9633-4\" = mutated");
}

bool mapping_resource(struct mapping_check *m, struct map *map,
                      const struct ast *node)
{
    const struct ast *source = node->kids[1], *place = source->kids[0];
    struct line line = {m, map, ARENA_NEW(m->c->arena, struct map_resource)};
    struct map_place *taken = ARENA_NEW(m->c->arena, struct map_place);
    struct map_where *where = ARENA_NEW(m->c->arena, struct map_where);
    map->kind = MAP_RESOURCE;
    map->resource = line.resource;
    map->text = check_text(m->c, source);
    m->mapping->of_resources = true;
    if (m->mapping->list)
        return report(m, source->span, "FHIR is of patients",
                      "write mapping NAME of patient, and FIELD of LIST");
    line.resource->place = place ? taken : NULL;
    line.resource->where = source->kids[3] ? where : NULL;
    if (!take_types(&line, source->kids[1]) ||
        (place && !(check_pick(&line, place) && take_place(m, place, taken))) ||
        !take_codes(&line, source->kids[2]) ||
        (source->kids[3] && !take_where(&line, source->kids[3], where)) ||
        !take_after(&line, source->kids[4]) ||
        !take_apart(&line, source->kids[5]))
        return false;
    for (uint32_t i = 2; i < node->n; i++)
        if (!take_part(&line, node->kids[i]))
            return false;
    if (!map->field && node->n > 2)
        return report(m, node->span, "the id is taken as it is",
                      "leave the codes out");
    return take_meanings(&line, node) && check_element(&line, node) &&
           check_meanings(&line, node);
}

static bool is_made(const struct mapping_check *m, const struct field *list)
{
    for (size_t i = 0; i < m->made.n; i++)
        if (m->made.at[i] == list)
            return true;
    return false;
}

void mapping_check_elements(struct mapping_check *m)
{
    for (size_t i = 0; m->mapping->of_resources && i < m->maps.n; i++) {
        const struct map *map = m->maps.at[i];
        if (map->kind != MAP_RESOURCE || !map->list || is_made(m, map->list))
            continue;
        struct diagnostic *d = diagnose(
            m->c->sink, DIAG_MAPPING_LINE, map->span,
            "no line says which resources are %.*s", STR_ARG(map->list->name));
        diagnostic_label(m->c->sink, d, "add %.*s from RESOURCE",
                         STR_ARG(map->list->name));
        list_push(m->c->arena, &m->made, map->list);
    }
}
