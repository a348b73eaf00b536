/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_JOIN_INTERNAL_H
#define CANTLIE_INTERP_RECORDS_JOIN_INTERNAL_H

/*
 * The inside of a join, shared by the files that make it: join.c (tables, and
 * what a record gets of them), join_hold.c (rows that are held in memory by
 * the id of their patient), join_stream.c (rows that are read along with the
 * patients).
 */

#include "interp/records/join.h"
#include "interp/records/table.h"

/* A row that waits for its patient. */
struct waiting {
    struct str text;
    uint64_t line;
    struct waiting *next;
};

/* The rows of one patient, in the order of the file. */
struct owner {
    struct str id;
    struct waiting *first, *last;
    size_t n;
    bool taken;
};

/* An order of ids: as texts byte by byte, or whole numbers by their size. */
enum id_order { ORDER_NONE, ORDER_TEXT, ORDER_NUMBER };

struct stream; /* join_stream.c */

struct elements {
    struct str path;
    const struct field *list;
    struct table table;
    LIST(struct owner *) owners; /* by first row */
    struct owner **slots;
    size_t slot_count;
    struct stream *stream; /* NULL: the rows are held */
    uint64_t orphans;      /* rows that the stream has passed by */
    struct str orphan;     /* whose the first of them is */
    const char *lost;      /* why its rows cannot be had any more, or NULL */
};

struct join {
    struct arena *arena;
    struct arena *rows; /* what is kept of tables */
    struct reader_options options;
    struct keys keys;
    size_t bytes;     /* of rows that are held */
    size_t hold_most; /* of one table, if it can be streamed */
    LIST(struct elements *) tables;
};

/* --- join.c ---------------------------------------------------------------- */

/* What is done with a row and the id in it; why it cannot be, or NULL. */
struct join_visit {
    const char *(*visit)(void *context, const struct row *row, struct str id);
    void *context;
};

/* Visits the rows that are left of a table; false: *error says why that broke
   off. A row of which it cannot be told whose it is, too. */
bool join_rows(struct join *join, const struct elements *elements,
               struct rows *rows, const struct join_visit *visit,
               struct input_error *error);

/* Opens the file again, behind the header; false if it cannot be. */
bool join_again(const struct elements *elements, struct arena *scratch,
                struct input *input, struct rows *rows);

/* An arena that fails where the rows' does. */
struct arena *join_arena(const struct join *join);

/* --- join_hold.c ----------------------------------------------------------- */

/* Keeps the rows that are left of a table; false: *error says why not. */
bool join_hold_rows(struct join *join, struct elements *elements,
                    struct rows *rows, struct input_error *error);

/* Who has that id, or NULL. */
struct owner *join_owner(struct elements *elements, struct str id);

/* A row at the end of those of its owner. */
void join_add_row(struct arena *arena, struct owner *owner,
                  const struct row *row);

/* --- join_stream.c --------------------------------------------------------- */

/* The order in which the rows of an open table stand, ORDER_NONE if in none;
   reads them all. False: *error says what is wrong with them. */
bool join_order(struct join *join, const struct elements *elements,
                struct rows *rows, enum id_order *order,
                struct input_error *error);

/* Makes the table one whose rows are read along with the patients. */
void join_stream(struct join *join, struct elements *elements,
                 enum id_order order);

/* The rows of a patient, or NULL. A patient who comes out of order makes the
   table one that is held. */
struct owner *join_stream_owner(struct join *join, struct elements *elements,
                                struct str id);

/* Passes what is left. */
void join_stream_end(struct join *join, struct elements *elements);

void join_stream_guard(struct elements *elements, jmp_buf *guard);
void join_stream_close(struct elements *elements);

#endif
