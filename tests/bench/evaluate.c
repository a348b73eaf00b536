/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What evaluating costs without reading:
 *
 *   bench-evaluate RULES RECORDS DATE
 *
 * RECORDS is NDJSON. Each sheet is read once and evaluated TIMES times; so is
 * each record of the first RECORDS_OF_WALK by the tree walk. Prints
 * nanoseconds a patient: of the batch, of its letters, of the walk, and the
 * milliseconds that compiling the batch took.
 */

#include "interp/check/load.h"
#include "interp/eval/batch.h"
#include "interp/eval/finding.h"
#include "interp/records/json.h"
#include "interp/records/reader.h"
#include "interp/records/sheet_read.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define TIMES 20
#define RECORDS_OF_WALK 2000

struct bench {
    const struct program *program;
    date today;
    double batch, letters, walk; /* seconds */
    size_t rows, walked;
    unsigned sum; /* so that nothing is left out as unused */
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static struct str read_all(struct arena *arena, const char *path)
{
    struct buf text = buf_on(arena);
    char part[4096];
    size_t n;
    FILE *file = fopen(path, "rb");
    while (file && (n = fread(part, 1, sizeof part, file)) > 0)
        buf_str(&text, (struct str){part, n});
    if (file)
        fclose(file);
    for (size_t i = 0; i < JSON_PADDING; i++)
        buf_char(&text, 0);
    return (struct str){text.at, text.n - JSON_PADDING};
}

static void time_sheet(struct bench *bench, struct batch_work *work,
                       struct sheet *sheet)
{
    double start = now();
    for (int i = 0; i < TIMES; i++)
        batch_run(work, sheet);
    double middle = now();
    for (size_t row = 0; row < sheet->rows; row++)
        bench->sum += (unsigned char)*batch_letters(work, row);
    bench->batch += (middle - start) / TIMES;
    bench->letters += now() - middle;
    bench->rows += sheet->rows;
}

static void time_batch(struct bench *bench, struct arena *arena,
                       const struct batch *batch, struct str text)
{
    const struct sheet_plan *plan =
        sheet_plan_new(arena, bench->program->vocabulary, bench->today);
    if (!batch || !plan)
        return;
    char *copy = arena_alloc(arena, text.n + JSON_PADDING);
    memcpy(copy, text.at, text.n);
    struct sheet *sheet = sheet_new(arena, plan);
    struct batch_work *work = batch_work_new(arena, batch);
    struct json_index *index = json_index_new();
    struct sheet_lines lines = sheet_lines_of(index, copy, text.n, 1);
    while (sheet_fill(sheet, &lines))
        time_sheet(bench, work, sheet);
    json_index_free(index);
}

static void time_walk(struct bench *bench, struct arena *arena, struct str text)
{
    struct reader_options options = {.vocabulary = bench->program->vocabulary,
                                     .today = bench->today};
    struct input_error error;
    struct record *record;
    struct arena *of_record = arena_new();
    struct evaluator *ev = evaluator_new(arena, bench->program);
    struct reader *reader =
        reader_of_text(arena, STR("r.ndjson"), text, &options, &error);
    while (reader && bench->walked < RECORDS_OF_WALK &&
           reader_next(reader, of_record, &record, &error) == READER_RECORD) {
        double start = now();
        bench->sum += *find_states(ev, record, of_record);
        bench->walk += now() - start;
        bench->walked++;
        arena_clear(of_record);
    }
    reader_close(reader);
    arena_free(of_record);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct loaded *loaded = ARENA_NEW(arena, struct loaded);
    date last;
    if (argc != 4)
        return fputs("bench-evaluate RULES RECORDS DATE\n", stderr), 2;
    const char *const paths[] = {argv[1]};
    load_rules(arena, paths, 1, loaded);
    struct bench bench = {.program = loaded->program};
    date_read(str_of(argv[3]), &bench.today, &last);
    double start = now();
    const struct batch *batch =
        batch_compile(arena, bench.program, bench.today);
    double compile = now() - start;
    struct str text = read_all(arena, argv[2]);
    time_batch(&bench, arena, batch, text);
    time_walk(&bench, arena, text);
    double rows = bench.rows ? (double)bench.rows : 1;
    double walked = bench.walked ? (double)bench.walked : 1;
    printf("%.1f %.1f %.1f %.2f\n", bench.batch / rows * 1e9,
           bench.letters / rows * 1e9, bench.walk / walked * 1e9,
           compile * 1e3);
    arena_free(arena);
    return 0;
}
