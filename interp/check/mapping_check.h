/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CHECK_MAPPING_CHECK_H
#define CANTLIE_INTERP_CHECK_MAPPING_CHECK_H

/*
 * What the files share that check mappings: mappings.c (items and lines),
 * mapping_codes.c (what codes mean), mapping_columns.c (columns, expressions,
 * forms of dates), mapping_options.c (one option of a set a line), mapping_resources.c
 * and mapping_codings.c (FHIR). A function that returns false has given a
 * message.
 */

#include "interp/check/checker.h"
#include "interp/vocabulary/map_resource.h"

struct mapping_check {
    struct checker *c;
    struct mapping *mapping;
    LIST(struct map *) maps;
    LIST(struct map_column) columns;
    /* of resources: systems and groups of codes by name */
    LIST(const struct map_system *) systems;
    struct names group_names;
    LIST(struct map_codings) groups;
    LIST(struct map_coding) shown;   /* codes with displays */
    LIST(const struct field *) made; /* lists that have elements */
    bool wrong; /* a line of it: what is missing may have stood there */
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

/* The PAIR parts of a line; `condition`: the codes are yes and no. */
bool mapping_pairs(struct checker *c, struct map *map, const struct ast *node,
                   bool condition);

/* The value that a pair gives, in the field's unit; *unknown if it says so. */
bool mapping_pair_value(struct checker *c, const struct map *map,
                        const struct ast *pair, struct map_pair *result);

/* --- mapping_codings.c ----------------------------------------------------- */

/* The systems and groups that an item declares, before its other lines. */
void mapping_declare_codes(struct mapping_check *m, const struct ast *item);

/* All codes of MAP_CODE nodes, groups opened. */
bool mapping_codings(struct mapping_check *m, const struct ast *node,
                     uint32_t from, struct map_codings *codings);

/* Closes the mapping's systems. */
void mapping_close_codes(struct mapping_check *m);

/* --- mapping_resources.c --------------------------------------------------- */

/* A line whose source is a resource; its field is known. */
bool mapping_resource(struct mapping_check *m, struct map *map,
                      const struct ast *node);

/* After all lines: elements that nothing makes. */
void mapping_check_elements(struct mapping_check *m);

/* --- mapping_options.c ---------------------------------------------------- */

/* illness includes diabetes: from here on the line's field is one of yes or no,
   until mapping_option_done gives it the set again. */
bool mapping_option(struct mapping_check *m, struct map *map,
                    const struct ast *node);

/* What such a line may not say; and whether its field is told in one way, by
   all options or option by option. */
bool mapping_option_done(struct mapping_check *m, struct map *map,
                         const struct ast *node);

/* A message about a line; false. */
bool mapping_report(struct mapping_check *m, const struct ast *place,
                    const char *what, const char *mend);

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
