/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_READER_H
#define CANTLIE_INTERP_RECORDS_READER_H

/*
 * Records from files, one at a time, in bounded memory. The format is known
 * by content and name: JSON (one object, or an array of them), NDJSON, CSV,
 * TSV, and NDJSON, CSV or TSV under gzip. A table is read by the mapping that
 * fits its header, if one does (table.h).
 *
 * A reader never stops at a bad record: it yields one with an error. Only
 * what makes the whole input unreadable (no such file, a read error, no known
 * format) ends it, as an input error.
 */

#include "grammar/limits.h"
#include "interp/records/input.h"
#include "interp/records/record.h"
#include "interp/vocabulary/mapping.h"

struct reader;
struct join; /* join.h */

struct reader_options {
    const struct vocabulary *vocabulary;
    date today;
    bool strict;
    bool digests;                    /* each record gets its digest */
    const struct mappings *mappings; /* those that may be used, or NULL */
    bool mapping_wanted;             /* a table must fit one of them */
    bool encoding_set;               /* `encoding` is said, not assumed */
    enum map_encoding encoding;      /* of tables */
    struct join *join;               /* elements in tables of their own */
    size_t held_most; /* bytes held until their patient comes; 0: the limit */
};

static inline size_t reader_held_most(const struct reader_options *options)
{
    return options->held_most ? options->held_most : LIMIT_HELD_BYTES;
}

struct input_error {
    struct str path;
    struct str message; /* "there is no such file", ... */
    bool no_memory;     /* the input may be good: memory ran out */
};

/* Opens a file ("-" for standard input, called "standard input"). The arena
   is the reader's own and lives as long as the reader. Returns NULL and fills
   *error (its texts in the arena) when it cannot be read at all. */
struct reader *reader_open(struct arena *arena, const char *path,
                           const struct reader_options *options,
                           struct input_error *error);

/* Reads from memory; `name` stands for the path, the format is guessed from
   both. The text must outlive the reader. */
struct reader *reader_of_text(struct arena *arena, struct str name,
                              struct str text,
                              const struct reader_options *options,
                              struct input_error *error);

enum reader_state { READER_RECORD, READER_END, READER_FAILED };

/* The next record, settled, in `arena` (which the caller clears per record).
   READER_FAILED: the input broke off (*error says how); what was returned
   before stays valid. */
enum reader_state reader_next(struct reader *reader, struct arena *arena,
                              struct record **record,
                              struct input_error *error);

/* Keys that are no field, each once, in order of first appearance, with the
   number of records that have it. Valid until the reader is closed. */
struct unknown_key {
    struct str path;    /* "weight", "lesions.colour" */
    struct str nearest; /* a field it may have meant, or empty */
    struct str source;  /* where first seen */
    uint64_t times;
};
size_t reader_unknown_keys(const struct reader *reader,
                           const struct unknown_key **keys);

/* Of FHIR: how many resources of a type were read, and how many said something,
   type by type. False behind the last one, and for other formats. */
struct fhir_count; /* fhir.h */
bool reader_counted(const struct reader *reader, size_t i,
                    struct fhir_count *count);

/* Closes files and frees what is not in arenas. NULL is allowed. */
void reader_close(struct reader *reader);

/*
 * An input of one record a line may be read in blocks of lines instead, so
 * that several threads can share the work: one reader hands out blocks, and
 * each thread reads their lines, in any order, with a reader of its own. The
 * keys that are no field are those of the thread's reader then; of a table,
 * where every row has the same, they are not counted.
 *
 * A table has lines where the next rows are a line each: to be asked before
 * each block, and where it says no, rows are read by reader_next.
 */
bool reader_has_lines(struct reader *reader);

struct reader_block {
    struct input_block bytes; /* its memory is freed by who has the block */
    struct str name;          /* of the input; as long as its reader lives */
    uint64_t line;            /* of its first line, from 1 */
    bool too_long; /* it stands for one line, too long to be a record */
    bool rows;     /* of a table */
};

/* The next block: READER_RECORD. */
enum reader_state reader_block(struct reader *reader,
                               struct reader_block *block,
                               struct input_error *error);

/* A reader of single lines of JSON, without an input. NULL: there is no
   memory. */
struct reader *reader_of_lines(struct arena *arena,
                               const struct reader_options *options);

/* A reader of single rows of the table that another one reads. It has all that
   it needs of the other; keys are not counted. */
struct reader *reader_of_rows(struct arena *arena, const struct reader *of);

/* What fills a sheet from rows (sheet_table.h), by the means of such a
   reader. */
struct sheet_table;
struct sheet;
struct sheet_table *reader_sheet(struct reader *rows, struct sheet *sheet,
                                 struct arena *texts, struct arena *scratch);

struct reader_line {
    struct str name; /* of the input */
    struct str text;
    uint64_t line;
    bool too_long;
};

/* The record of a line that is not blank, settled. */
struct record *reader_read_line(struct reader *reader, struct arena *arena,
                                const struct reader_line *line);

/* Gives a record the digest of the line; what that takes lies in the arena. */
void reader_digest_line(struct reader *reader, struct arena *arena,
                        const struct reader_line *line, struct record *record);

/* Exchanges the keys that are no field (keys.h) for others. */
struct keys;
void reader_swap_keys(struct reader *reader, struct keys *keys);

/* The keys that are no field count from nothing again, and are kept in the
   arena. */
void reader_keep_keys(struct reader *reader, struct arena *arena);

#endif
