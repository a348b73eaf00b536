/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Expressions over the cells of a row, by the same arithmetic of "what may be
 * true" as rules: an empty cell is any number, any date, or yes and no.
 */

#include "interp/records/map_cell.h"

static bool refuse(struct map_result *result, struct str cell, struct str wrong)
{
    result->cell = cell;
    result->wrong = wrong;
    return false;
}

static bool cell_number(const struct map_row *row, const struct map_expr *e,
                        struct map_result *result)
{
    size_t at;
    struct str cell = map_cell(row, e->column, 0, &at), wrong = STR("");
    return map_number(row, cell, &result->value, &wrong) ||
           refuse(result, cell, wrong);
}

static bool cell_date(const struct map_row *row, const struct map_expr *e,
                      struct map_result *result)
{
    char text[16];
    date first, last;
    size_t at;
    struct str cell = map_cell(row, e->column, 0, &at), respelt;
    result->value = value_any_date();
    if (map_is_missing(row, NULL, cell))
        return true;
    if (!map_respell_date(row->table->mapping->format, cell, text, &respelt))
        return refuse(result, cell, STR("it is no date of the mapping's form"));
    switch (date_read(respelt, &first, &last)) {
    case DATE_WHOLE:
    case DATE_MONTH:
    case DATE_YEAR: result->value = value_days(first, last); return true;
    case DATE_NO_SUCH: return refuse(result, cell, STR("no such date"));
    case DATE_NO_DATE: break;
    }
    return refuse(result, cell, STR("it is no date"));
}

static enum truth cell_is(const struct map_row *row, const struct map_expr *e)
{
    size_t at;
    struct str cell = map_cell(row, e->column, 0, &at);
    bool missing = map_is_missing(row, NULL, cell);
    if (e->op == MAP_OP_KNOWN)
        return missing ? TRUTH_NO : TRUTH_YES;
    if (mapping_has_code(&e->codes, cell) && cell.n)
        return TRUTH_YES;
    return missing ? TRUTH_UNKNOWN : TRUTH_NO;
}

/* The value of kid `i`; what went wrong stays in the result. */
static bool kid(const struct map_row *row, const struct map_expr *e, uint32_t i,
                struct map_result *result, struct value *value)
{
    if (!map_evaluate(row, e->kids[i], result))
        return false;
    *value = result->value;
    return true;
}

static bool function(const struct map_row *row, const struct map_expr *e,
                     struct map_result *result)
{
    struct value *arguments = ARENA_ARRAY(row->arena, struct value, e->n);
    for (uint32_t i = 0; i < e->n; i++)
        if (!kid(row, e, i, result, &arguments[i]))
            return false;
    result->value =
        value_function(e->function, arguments, e->n, &result->failed);
    return true;
}

static bool chain(const struct map_row *row, const struct map_expr *e,
                  struct map_result *result)
{
    enum truth all = e->op == MAP_OP_AND ? TRUTH_YES : TRUTH_NO;
    for (uint32_t i = 0; i < e->n; i++) {
        struct value value;
        if (!kid(row, e, i, result, &value))
            return false;
        enum truth truth = value_as_truth(value);
        all =
            e->op == MAP_OP_AND ? truth_and(all, truth) : truth_or(all, truth);
    }
    result->value = value_truth(all);
    return true;
}

/* What takes one, two or three values. */
static bool operation(const struct map_row *row, const struct map_expr *e,
                      struct map_result *result)
{
    struct value v[3] = {{0}, {0}, {0}};
    for (uint32_t i = 0; i < e->n && i < 3; i++)
        if (!kid(row, e, i, result, &v[i]))
            return false;
    if (e->op == MAP_OP_ARITHMETIC)
        result->value =
            value_arithmetic(e->arithmetic, v[0], v[1], &result->failed);
    else if (e->op == MAP_OP_NEGATE)
        result->value = value_negate(v[0]);
    else if (e->op == MAP_OP_DAYS)
        result->value = value_days_between(v[0], v[1]);
    else if (e->op == MAP_OP_COMPARE)
        result->value =
            value_truth(value_compare(e->comparison, v[0], v[1], NULL));
    else if (e->op == MAP_OP_BETWEEN)
        result->value =
            value_truth(value_between(v[0], v[1], v[2], NULL, NULL));
    else
        result->value = value_truth(truth_not(value_as_truth(v[0])));
    return true;
}

bool map_evaluate(const struct map_row *row, const struct map_expr *e,
                  struct map_result *result)
{
    switch (e->op) {
    case MAP_OP_CONST: result->value = e->value; return true;
    case MAP_OP_NUMBER: return cell_number(row, e, result);
    case MAP_OP_DATE: return cell_date(row, e, result);
    case MAP_OP_IS:
    case MAP_OP_KNOWN:
        result->value = value_truth(cell_is(row, e));
        return true;
    case MAP_OP_FUNCTION: return function(row, e, result);
    case MAP_OP_AND:
    case MAP_OP_OR: return chain(row, e, result);
    case MAP_OP_ARITHMETIC:
    case MAP_OP_NEGATE:
    case MAP_OP_DAYS:
    case MAP_OP_COMPARE:
    case MAP_OP_BETWEEN:
    case MAP_OP_NOT: return operation(row, e, result);
    }
    return true;
}
