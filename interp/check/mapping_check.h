/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CHECK_MAPPING_CHECK_H
#define CANTLIE_INTERP_CHECK_MAPPING_CHECK_H

/*
 * What the files share that check mappings: mappings.c (items and lines),
 * mapping_codes.c (what codes mean), mapping_columns.c (columns, expressions,
 * forms of dates). A function that returns false has given a message.
 */

#include "interp/check/checker.h"
#include "interp/vocabulary/mapping.h"

struct mapping_check {
    struct checker *c;
    struct mapping *mapping;
    LIST(struct map *) maps;
    LIST(struct map_column) columns;
};

/* What an expression over columns yields. */
enum map_yield { MAP_YIELDS_NUMBER, MAP_YIELDS_DATE, MAP_YIELDS_CONDITION };

/* --- mapping_codes.c ------------------------------------------------------ */

/* Adds a code of a line (NUMBER, STRINGS or a literal) to the codes. */
bool mapping_codes_add(struct checker *c, struct map_codes *codes,
                       const struct ast *node);
/* All kids from `from` on. */
bool mapping_codes(struct checker *c, struct map_codes *codes,
                   const struct ast *node, uint32_t from);

/* MAP_CODE nodes of a resource; a system left out is the one before. */
bool mapping_resource_codes(struct checker *c, struct map_codes *codes,
                            const struct ast *resource);

/* The PAIR parts of a line; `condition`: the codes are yes and no. */
bool mapping_pairs(struct checker *c, struct map *map, const struct ast *node,
                   bool condition);

/* --- mapping_columns.c ---------------------------------------------------- */

/* The number of a column within the mapping. */
size_t mapping_column(struct mapping_check *m, const struct ast *strings);

/* An expression in parentheses, and what it yields; NULL after a message. */
const struct map_expr *mapping_expression(struct mapping_check *m,
                                          const struct ast *node,
                                          enum map_yield *yields);

/* A form of dates: DD, MM and YYYY with signs between them. */
bool mapping_date_form(struct checker *c, const struct ast *strings);

#endif
