/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_MAP_CELL_H
#define CANTLIE_INTERP_RECORDS_MAP_CELL_H

/*
 * One cell of a foreign table, or an expression over the cells of a row: what
 * it says about a field (map_cell.c, map_value.c).
 */

#include "interp/records/map_table.h"

/* The row at hand. */
struct map_row {
    const struct map_table *table;
    const struct row *row;
    struct arena *arena; /* of the record */
    struct str source;   /* of a row of elements, else empty */
};

/* The cell of a column (for `element`, from 1, of a numbered one), without
   blanks; empty if there is none. *at is its place in the table. */
struct str map_cell(const struct map_row *row, size_t column, uint32_t element,
                    size_t *at);

/* Empty, "unknown", "NA", or a code for missing. */
bool map_is_missing(const struct map_row *row, const struct map *map,
                    struct str cell);

/* What source number `i` of a group says; false if it says nothing. */
bool map_say(const struct map_row *row, const struct map_group *group, size_t i,
             uint32_t element, struct map_saying *saying);

/* What the sources of a group say together that tell of one option each: in
   the first saying of the table. False if they say nothing. What is wrong with
   a cell is told of the place, whose fact is not touched. */
bool map_say_options(const struct map_row *row, const struct map_group *group,
                     const struct fact_place *place, uint32_t element);

/* A row of elements is not the record's own: its cells are named in full. */
void map_name_origin(const struct map_row *row, const struct map *map,
                     struct raw *raw);

/* A date as the form has it, respelt 2023-05-14 (or 2023-05, 2023); a time of
   day behind it is passed over. False for another form. */
bool map_respell_date(struct str form, struct str cell, char *text,
                      struct str *respelt);

/* The number in a cell; false with *wrong set if there is none. Unknown cells
   are any number. */
bool map_number(const struct map_row *row, struct str cell, struct value *value,
                struct str *wrong);

/* An expression's value: a number, or yes and no. False: *wrong and *cell say
   which cell could not be read. */
struct map_result {
    struct value value;
    struct str cell, wrong;
    bool failed; /* beyond the range, or divided by 0 */
};
bool map_evaluate(const struct map_row *row, const struct map_expr *e,
                  struct map_result *result);

#endif
