/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CLI_COHORT_INTERNAL_H
#define CANTLIE_INTERP_CLI_COHORT_INTERNAL_H

/*
 * The inside of the cohort loop, shared by its files: cohort.c (workers, locks
 * and turns, records one by one), cohort_sheets.c (blocks of lines, evaluated
 * by the sheet).
 */

#include "interp/cli/cohort.h"
#include "interp/cli/cohort_results.h"
#include "interp/cli/patient.h"
#include "interp/cli/progress.h"
#include "interp/cli/time_limit.h"
#include "interp/cli/twins.h"
#include "interp/eval/batch.h"
#include "interp/records/keys.h"
#include "interp/records/sheet_read.h"
#include "interp/records/sheet_table.h"

#include <pthread.h>
#include <setjmp.h>

/* Records of a chunk: enough to make taking turns cheap. */
#define CHUNK_RECORDS 32
/* Bytes of text for which room is kept between chunks, at most. */
#define ROOM_MOST ((size_t)4 << 20)
/* Bytes of memory after which a chunk takes no further record. */
#define CHUNK_BYTES ((size_t)1 << 20)

/* What all workers share. The two locks never wait for each other. */
struct shared {
    struct cohort *cohort;
    unsigned chunk_records;
    const struct sheet_plan *plan; /* NULL: records go one by one */
    const struct batch *batch;
    const struct part_keys *parts; /* NULL: nothing is remembered */

    pthread_mutex_t reading; /* guards the following */
    struct arena *reader_arena;
    struct reader *reader;
    size_t next_input;
    uint64_t next_chunk, next_record;

    pthread_mutex_t writing; /* guards the following, and the cohort's
                                    counts */
    pthread_cond_t turn;
    uint64_t turn_of; /* the chunk to be written next */
    bool over;        /* nobody writes any more */
    uint64_t errors_shown;
    struct twins twins; /* its place is the key of all hashes */
    struct progress progress;
    struct arena *keys_arena;
    LIST(struct unknown_key) keys; /* of all inputs that are done with */
    size_t lines_input;     /* the input of lines that is being written */
    struct keys lines_keys; /* and its keys so far */
};

/* A patient of a chunk: the id's hash for twins_add. */
struct came {
    uint64_t hash;
    struct str id;
};

/* What a worker needs for blocks of lines. */
struct sheets {
    struct json_index *index;
    struct sheet *sheet;
    struct batch_work *work;
    struct reader *lines; /* reads what is no plain record of JSON */
    struct arena *row_arena;
    struct arena *table_arena; /* of the two below */
    struct reader *rows;       /* the same of the table at hand */
    struct sheet_table *table;
    size_t table_input;  /* which input that is, counted from 1 */
    struct arena *texts; /* of the chunk's sheets */
    char *letters;       /* of the rules that are selected */

    /* the chunk's */
    struct reader_block block;
    size_t input;           /* counted from 1 */
    struct reader *reading; /* lines, or rows */
    LIST(struct reader_line) hard;
    LIST(struct str) complaints; /* ERRORS_SHOWN at most */
    LIST(struct came) came;      /* each patient */
    uint64_t patients, errors, with_errors, unreadable;
};

struct worker {
    struct shared *shared;
    struct arena *arena, *chunk_arena;
    struct evaluator *ev;
    struct time_limit limit;
    struct tally *tally;
    struct sheets *sheets;   /* NULL: none are used */
    struct results *results; /* NULL: nothing is remembered */
    struct timing timing;
    bool first; /* the one that takes the samples */
    jmp_buf exhausted;
    bool reads, writes; /* which lock it holds */

    uint64_t chunk;
    bool is_block; /* a block of lines, no records */
    struct record *records[CHUNK_RECORDS];
    size_t n;
    LIST(struct unknown_key) closed; /* of inputs that ended in the chunk */
    struct buf text;
    char *room; /* where the text of each chunk begins: kept between chunks */
    size_t room_size;
};

/* Complains that an input cannot be read, or not to its end. */
void cohort_complain(struct shared *shared, const struct input_error *error);

/* Whether the cohort can go by sheets at all: makes what all workers share. */
void sheets_prepare(struct shared *shared);

/* What one worker needs; *sheets was cleared. False: there is no memory. */
bool sheets_start(struct worker *w, struct sheets *sheets);
void sheets_end(struct sheets *sheets);

/* Takes the next block of the present input; false at its end. Under the
   reading lock. */
bool sheets_take(struct worker *w);

/* Evaluates the block and prints it into the chunk's text. */
void sheets_evaluate(struct worker *w);

/* Evaluates a record, in that arena, and prints it as the format wants it (not:
   states), from what is remembered where something is. The finding, or NULL
   where it was remembered. */
const struct finding *cohort_put_result(struct worker *w, struct record *record,
                                        struct arena *arena);

/* Counts the block's records, says what is wrong with them, and keeps its
   unknown keys. Under the writing lock, in turn. */
void sheets_count(struct worker *w);

/* Joins the keys of the last input of lines to those of all. */
void sheets_keep_keys(struct shared *shared);

/* Joins a key to those of all inputs. */
void cohort_keep_key(struct shared *shared, const struct unknown_key *key);

#endif
