/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Whether a batch says of each patient what the tree walk says:
 *
 *   batch-check RULES RECORDS DATE
 *
 * RECORDS is NDJSON. Each row of each sheet that is not hard is compared with
 * the ordinary reader and the ordinary evaluator, which must find no error in
 * it either; so is each of its keys (part_keys.h) with that of the record, where
 * the program has keys. Prints what was compared and each difference; the
 * status is 1 if there was one.
 */

#include "interp/check/load.h"
#include "interp/eval/batch.h"
#include "interp/eval/finding.h"
#include "interp/eval/record_keys.h"
#include "interp/records/json.h"
#include "interp/records/reader.h"
#include "interp/records/sheet_read.h"

#include <stdio.h>
#include <string.h>

struct check {
    const struct program *program;
    const char *rules;
    date today;
    struct batch_work *work;
    const struct part_keys *keys; /* or NULL */
    struct evaluator *ev;
    struct reader *reader;
    struct arena *of_record;
    unsigned long rows, hard, states, keys_made, differences;
};

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
    return buf_view(&text);
}

static void differs(struct check *check, const struct record *record,
                    const char *what, char found, char expected)
{
    check->differences++;
    printf("%s: %.*s: %s: %c, not %c\n", check->rules, STR_ARG(record->source),
           what, found, expected);
}

static void compare_keys(struct check *check, const struct record *record,
                         const char *letters, size_t row)
{
    const struct record_keys at = {check->keys, check->ev, letters};
    for (uint32_t i = 0; check->keys && i < check->keys->part_count; i++) {
        struct key one, other;
        bool has_one = batch_key(check->work, i, row, &one);
        bool has_other = record_key(&at, i, &other);
        check->keys_made += has_one;
        if (has_one != has_other ||
            (has_one &&
             (one.n != other.n || memcmp(one.at, other.at, one.n) != 0)))
            differs(check, record,
                    i < part_keys_said(check->keys)
                        ? check->program->treatments[i]->name.at
                        : "what is said",
                    '-', '+');
    }
}

static void compare_row(struct check *check, const struct sheet *sheet,
                        size_t row)
{
    struct input_error error;
    struct record *record;
    arena_clear(check->of_record);
    if (reader_next(check->reader, check->of_record, &record, &error) !=
        READER_RECORD) {
        check->differences++;
        return;
    }
    check->rows++;
    if (sheet_bit(sheet->hard, row)) {
        check->hard++;
        return;
    }
    const enum truth *states = find_states(check->ev, record, check->of_record);
    const char *letters = batch_letters(check->work, row);
    if (record->errors.n || record->warnings.n)
        differs(check, record, "record error", '-', '+');
    if (!str_equal(record->id, sheet->id[row]))
        differs(check, record, "id", '-', '+');
    for (size_t i = 0; i < check->program->rule_count; i++) {
        char expected = "?FTU"[states[i]];
        const struct rule *rule = check->program->rules[i];
        enum truth state = batch_state(check->work, rule, row);
        check->states++;
        if (letters[i] != expected || state != states[i])
            differs(check, record, rule->name.at, letters[i], expected);
    }
    compare_keys(check, record, letters, row);
}

static void compare_sheets(struct check *check, struct arena *arena,
                           struct str text, const struct sheet_plan *plan)
{
    char *copy = arena_alloc(arena, text.n + JSON_PADDING);
    if (text.n)
        memcpy(copy, text.at, text.n);
    struct sheet *sheet = sheet_new(arena, plan);
    struct json_index *index = json_index_new();
    struct sheet_lines lines = sheet_lines_of(index, copy, text.n, 1);
    while (sheet_fill(sheet, &lines)) {
        batch_run(check->work, sheet);
        for (size_t row = 0; row < sheet->rows; row++)
            compare_row(check, sheet, row);
    }
    json_index_free(index);
}

static int run(struct check *check, struct arena *arena, const char *records)
{
    struct str text = read_all(arena, records);
    const struct vocabulary *vocabulary = check->program->vocabulary;
    struct reader_options options = {.vocabulary = vocabulary,
                                     .today = check->today};
    struct input_error error;
    const struct sheet_plan *plan =
        sheet_plan_new(arena, vocabulary, check->today);
    const struct batch *batch =
        batch_compile_keys(arena, check->program, check->today);
    if (batch)
        check->keys = batch_keys(batch);
    else
        batch = batch_compile(arena, check->program, check->today);
    printf("%s: %s\n", check->rules,
           plan && batch ? "batch"
           : plan        ? "no batch"
                         : "no sheets");
    if (!plan || !batch)
        return 0;
    check->work = batch_work_new(arena, batch);
    check->ev = evaluator_new(arena, check->program);
    check->reader =
        reader_of_text(arena, STR("r.ndjson"), text, &options, &error);
    if (check->reader)
        compare_sheets(check, arena, text, plan);
    reader_close(check->reader);
    printf("%lu rows, %lu hard, %lu states, %lu differences\n", check->rows,
           check->hard, check->states, check->differences);
    printf("%lu keys\n", check->keys_made);
    return check->differences > 0;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct loaded *loaded = ARENA_NEW(arena, struct loaded);
    date last;
    if (argc != 4)
        return fputs("batch-check RULES RECORDS DATE\n", stderr), 2;
    const char *const paths[] = {argv[1]};
    load_rules(arena, paths, 1, loaded);
    struct check check = {
        .program = loaded->program, .rules = argv[1], .of_record = arena_new()};
    if (loaded->diagnostics.errors ||
        date_read(str_of(argv[3]), &check.today, &last) != DATE_WHOLE)
        return fputs("batch-check: rules or date are wrong\n", stderr), 2;
    int status = run(&check, arena, argv[2]);
    arena_free(check.of_record);
    arena_free(arena);
    return status;
}
