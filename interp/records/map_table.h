/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_MAP_TABLE_H
#define CANTLIE_INTERP_RECORDS_MAP_TABLE_H

/*
 * A foreign table read through a mapping: its header looked up once, then row
 * by row into facts. Everything that does not change from row to row (where a
 * column is, how its unit converts, which sources speak of one field) is kept
 * here; a row costs its cells.
 */

#include "interp/records/csv_record.h"
#include "interp/vocabulary/mapping.h"

/* Where a column of the mapping stands in the table. */
struct map_bound {
    size_t *at;      /* by element, from 0; of a plain column one */
    uint32_t n;      /* 0: it is not there */
    struct str unit; /* in its title, or empty */
    bool twice;      /* the title stands twice */
};

/* What a row says through one source, before it becomes a fact. */
struct map_saying {
    struct raw raw;
    struct value value; /* when raw.value points here */
    char text[16];      /* a date respelt */
    char date[16];      /* the date of the fact, respelt */
};

/* All sources of one field. */
struct map_group {
    const struct field *list; /* NULL: of the patient, or of the element that
                                 the row is */
    const struct field *field;
    const struct map **maps;
    struct unit_map *units, *back; /* by map: to the field's unit and back */
    size_t n;
    struct str refused; /* why no row can say it, or empty */
    struct str title;   /* ... and the title that is at fault */
};

struct map_table {
    const struct mapping *mapping;
    struct arena *arena;
    struct map_bound *bound; /* by column of the mapping */
    struct titles titles;
    size_t width; /* cells of a row */
    struct map_group *groups;
    size_t group_count;
    struct map_saying *sayings; /* room for the largest group */
    uint32_t *elements;         /* by list place: the most elements of a row */
    struct str source;          /* "cohort.csv:1" */
    size_t id;                  /* the column of the id, or COLUMN_NONE */
    bool reported;              /* what is refused */
};

/* How many of the mapping's columns the header has. It fits if it has all. */
size_t map_table_found(struct arena *arena, const struct mapping *mapping,
                       const struct row *header);

/* The columns that are missing, for a message: "sex", "age" and 3 more. */
struct str map_table_missing(struct arena *arena, const struct mapping *mapping,
                             const struct row *header);

/* Looks up the header. Everything is copied into the arena. */
void map_table_open(struct map_table *table, struct arena *arena,
                    const struct mapping *mapping, const struct row *header,
                    struct str source);

/* Fills the record from a row of patients. Not settled. */
void map_table_read(struct map_table *table, const struct row *row,
                    struct record *record);

/* Its parts, for a row that fits the header (row_plan.h): the id, the elements
   and what is reported once; and what the sources of group `i` say. */
void map_table_begin(struct map_table *table, const struct row *row,
                     struct record *record);
void map_table_group(struct map_table *table, size_t i, const struct row *row,
                     struct record *record);

/* Fills one element of a list from a row of elements; `source` names the row
   ("lesions.csv:12"). */
void map_table_element(struct map_table *table, const struct row *row,
                       struct record *record, uint32_t element,
                       struct str source);

/* The id that a row has, or an empty text. */
struct str map_table_id(const struct map_table *table, const struct row *row);

#endif
