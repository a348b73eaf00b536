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

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

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

static double read_all(const struct program *program, const char *path,
                       unsigned long *records)
{
    double start = now();
    struct arena *arena = arena_new(), *of_record = arena_new();
    struct input_error error;
    struct record *record;
    struct reader_options options = {.vocabulary = program->vocabulary,
                                     .mappings = &program->mappings,
                                     .mapping_wanted = true};
    struct reader *reader = reader_open(arena, path, &options, &error);
    while (reader &&
           reader_next(reader, of_record, &record, &error) == READER_RECORD) {
        ++*records;
        arena_clear(of_record);
    }
    reader_close(reader);
    arena_free(of_record);
    arena_free(arena);
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
    unsigned long rows = 0, records = 0;
    if (argc != 3) {
        fputs("bench-table MAPPING TABLE\n", stderr);
        return 2;
    }
    const char *const paths[] = {argv[1]};
    load_rules(arena, paths, 1, loaded);
    for (int i = 0; i < RUNS; i++) {
        rows = records = 0;
        scanned = least(scanned, scan(argv[2], &rows));
        read = least(read, read_all(loaded->program, argv[2], &records));
    }
    getrusage(RUSAGE_SELF, &used);
    printf("a table: %lu rows scanned in %.3f s; %lu records read in %.3f s, "
           "%.1f MiB: %.2f times\n",
           rows, scanned, records, read, (double)used.ru_maxrss / 1024,
           read / scanned);
    arena_free(arena);
    return 0;
}
