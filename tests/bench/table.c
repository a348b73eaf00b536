/* SPDX-License-Identifier: Apache-2.0 */

/*
 * How fast a table is read through a mapping, beside the least that any reader
 * must do:
 *
 *   bench-table MAPPING TABLE
 *
 * prints the processor seconds of a byte-at-a-time scan by RFC 4180 (cells and rows are
 * counted, nothing is kept), of reading all records (nothing is evaluated), and
 * their ratio.
 */

#include "interp/check/load.h"
#include "interp/records/reader.h"
#include "interp/records/sheet_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

/* 2024-06-01 */
#define TODAY ((date)19875)

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Cells and rows, one byte after the other. */
static double scan(const char *path, unsigned long *rows)
{
    double start = now();
    FILE *file = fopen(path, "rb");
    unsigned long cells = 0;
    int c, quoted = 0;
    while (file && (c = getc_unlocked(file)) != EOF) {
        if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == ',')
            cells++;
        else if (!quoted && c == '\n')
            (*rows)++;
    }
    if (file)
        fclose(file);
    return cells ? now() - start : 0;
}

/* What the cohort loop reads with: interp/cli/cohort_sheets.c. */
struct reading_all {
    const struct program *program;
    struct arena *arena, *of_record, *texts;
    struct reader *reader, *rows;
    struct sheet *sheet;
    struct sheet_table *table;
    struct reader_block block;
    unsigned long records, hard;
};

/* Plain rows are in the sheet then, where the evaluator takes them from; of
   every other one there is a record. */
static void read_block(struct reading_all *all)
{
    struct input_block *bytes = &all->block.bytes;
    if (!all->table) {
        all->rows = reader_of_rows(all->arena, all->reader);
        all->table =
            reader_sheet(all->rows, all->sheet, all->texts, all->of_record);
    }
    arena_clear(all->texts);
    struct sheet_rows rows =
        sheet_rows_of(bytes->at + bytes->start, bytes->n, all->block.line);
    while (sheet_table_fill(all->table, &rows))
        for (size_t row = 0; row < all->sheet->rows; row++) {
            struct reader_line line = {.name = all->block.name,
                                       .text = all->sheet->line[row],
                                       .line = all->sheet->number[row]};
            all->records++;
            if (!sheet_bit(all->sheet->hard, row))
                continue;
            all->hard++;
            arena_clear(all->of_record);
            reader_read_line(all->rows, all->of_record, &line);
        }
}

static bool read_some(struct reading_all *all)
{
    struct input_error error;
    struct record *record;
    arena_clear(all->of_record);
    if (reader_has_lines(all->reader)) {
        if (reader_block(all->reader, &all->block, &error) != READER_RECORD)
            return false;
        read_block(all);
        return true;
    }
    all->records++;
    return reader_next(all->reader, all->of_record, &record, &error) ==
           READER_RECORD;
}

static double read_all(const struct program *program, const char *path,
                       unsigned long *records, unsigned long *hard)
{
    double start = now();
    struct reading_all all = {.program = program,
                              .arena = arena_new(),
                              .of_record = arena_new(),
                              .texts = arena_new()};
    struct input_error error;
    struct reader_options options = {.vocabulary = program->vocabulary,
                                     .today = TODAY,
                                     .mappings = &program->mappings,
                                     .mapping_wanted = true};
    const struct sheet_plan *plan =
        sheet_plan_new(all.arena, program->vocabulary, TODAY);
    all.sheet = sheet_new(all.arena, plan);
    all.reader = reader_open(all.arena, path, &options, &error);
    while (all.reader && read_some(&all))
        continue;
    reader_close(all.reader);
    free(all.block.bytes.at);
    arena_free(all.of_record);
    arena_free(all.texts);
    arena_free(all.arena);
    *records = all.records - 1;
    *hard = all.hard;
    return now() - start;
}

/* The least of so many runs, which take turns. */
#define RUNS 5

static double least(double a, double b)
{
    return a > 0 && a < b ? a : b;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct loaded *loaded = ARENA_NEW(arena, struct loaded);
    struct rusage used;
    double scanned = 0, read = 0;
    unsigned long rows = 0, records = 0, hard = 0;
    if (argc != 3) {
        fputs("bench-table MAPPING TABLE\n", stderr);
        return 2;
    }
    const char *const paths[] = {argv[1]};
    load_rules(arena, paths, 1, loaded);
    for (int i = 0; i < RUNS; i++) {
        rows = 0;
        scanned = least(scanned, scan(argv[2], &rows));
        read = least(read, read_all(loaded->program, argv[2], &records, &hard));
    }
    getrusage(RUSAGE_SELF, &used);
    printf("a table: %lu rows scanned in %.3f s; %lu read in %.3f s (%lu as a "
           "record), %.1f MiB: %.2f times\n",
           rows, scanned, records, read, hard, (double)used.ru_maxrss / 1024,
           read / scanned);
    arena_free(arena);
    return 0;
}
