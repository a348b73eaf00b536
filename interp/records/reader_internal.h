/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_READER_INTERNAL_H
#define CANTLIE_INTERP_RECORDS_READER_INTERNAL_H

/*
 * The inside of readers, shared by reader.c (formats, one record after the
 * other) and reader_lines.c (blocks of lines).
 */

#include "interp/records/fhir.h"
#include "interp/records/json_record.h"
#include "interp/records/reader.h"
#include "interp/records/row_plan.h"
#include "interp/records/table.h"

enum format { FORMAT_JSON, FORMAT_FHIR, FORMAT_TABLE, FORMAT_NONE };

struct reader {
    struct arena *arena;
    struct reader_options options;
    struct str name;
    struct input input;
    enum format format;
    struct json *json;
    struct fhir *fhir;            /* NULL: no mapping is of resources */
    const struct mapping *second; /* one more of them, or NULL */
    struct split split;
    struct table table;
    struct row_plan *plan; /* of the table, once its header is read */
    size_t rows_ready;     /* bytes of lines that are a row each */
    uint64_t rows_until;   /* up to this line rows go one by one */
    bool ended;
    struct keys keys;
    const struct record *empty; /* what a record begins as */
};

/* A reader without an input, and no format yet. */
struct reader *reader_new(struct arena *arena, struct str name,
                          const struct reader_options *options);

/* The input is at its end, or broke off. */
enum reader_state reader_end(struct reader *reader, enum split_state state,
                             const char *failure, struct input_error *error);

/* The record of one JSON text, or of the next row of a table; not finished. */
struct record *reader_read_piece(struct reader *reader, struct arena *arena,
                                 const struct piece *piece);
enum reader_state reader_next_row(struct reader *reader, struct arena *arena,
                                  struct record **record,
                                  struct input_error *error);

/* Names, joins and settles a record. */
void reader_finish(struct reader *reader, struct record *record);

#endif
