/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The face of the room: which format an input has, and its next record. The
 * format is known by content where content can tell ('{', '['), by name
 * otherwise; a list of one JSON object a line is read by lines under any name.
 */

#include "interp/records/reader_internal.h"

#include "grammar/base/buf.h"
#include "grammar/limits.h"
#include "interp/records/digest.h"
#include "interp/records/join.h"

#include <string.h>

/* Bytes looked at to tell the format of what has no telling name. */
#define GUESS_BYTES 4096

/* --- which format -------------------------------------------------------- */

static bool ends_in(struct str name, const char *ending)
{
    size_t n = strlen(ending);
    return name.n >= n &&
           name_equal(str_from(name, name.n - n), str_of(ending));
}

static struct str without_gz(struct str name)
{
    if (ends_in(name, ".gz"))
        name.n -= 3;
    return name;
}

static void read_some(struct input *input)
{
    while (input->end - input->start < GUESS_BYTES && input_more(input))
        continue;
}

static char first_sign(struct input *input)
{
    for (size_t i = 0; input_have(input, i); i++) {
        char c = input->at[input->start + i];
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
            return c;
        if (i > LIMIT_RECORD_BYTES)
            break;
    }
    return '\0';
}

static enum split_layout layout_of(struct reader *reader, char first)
{
    struct str name = without_gz(reader->name);
    if (first == '[')
        return SPLIT_VALUES;
    if (ends_in(name, ".ndjson") || ends_in(name, ".jsonl") || first != '{')
        return SPLIT_LINES;
    size_t n = input_line(&reader->input, LIMIT_RECORD_BYTES);
    struct str line = input_view(&reader->input);
    line.n = n < line.n ? n : line.n;
    return split_is_value(line) ? SPLIT_LINES : SPLIT_VALUES;
}

static bool has_delimiter(struct reader *reader)
{
    size_t n = input_line(&reader->input, GUESS_BYTES);
    struct str view = input_view(&reader->input);
    n = n < view.n ? n : view.n;
    return n && (memchr(view.at, ',', n) || memchr(view.at, '\t', n) ||
                 memchr(view.at, ';', n));
}

static enum format format_of(struct reader *reader, char first)
{
    struct str name = without_gz(reader->name);
    struct str view = input_view(&reader->input);
    if (first == '{' || first == '[')
        return FORMAT_JSON;
    if (ends_in(name, ".csv") || ends_in(name, ".tsv"))
        return FORMAT_TABLE;
    if (ends_in(name, ".json") || ends_in(name, ".ndjson") ||
        ends_in(name, ".jsonl"))
        return FORMAT_JSON;
    if (view.n &&
        memchr(view.at, 0, view.n < GUESS_BYTES ? view.n : GUESS_BYTES))
        return FORMAT_NONE;
    return has_delimiter(reader) ? FORMAT_TABLE : FORMAT_NONE;
}

/* --- opening ------------------------------------------------------------- */

static const char *start_json(struct reader *reader, char first)
{
    reader->split = split_of(&reader->input, layout_of(reader, first));
    reader->json = json_new();
    return reader->json ? NULL : input_no_memory;
}

/* FHIR by its first bytes; what hides it further behind is met in read_piece. */
static bool is_fhir(const struct reader *reader, char first)
{
    struct str front = input_view(&reader->input);
    front.n = front.n < GUESS_BYTES ? front.n : GUESS_BYTES;
    return reader->fhir && first == '{' && fhir_looks_like(front);
}

/* Looks at the content and makes ready; what is wrong, or NULL. */
static const char *start(struct reader *reader)
{
    read_some(&reader->input);
    const char *wrong = input_pass_mark(&reader->input);
    if (wrong)
        return wrong;
    char first = first_sign(&reader->input);
    if (reader->input.failure)
        return reader->input.failure;
    if (!first && !input_have(&reader->input, 0))
        return "it is empty: it holds no records";
    if (!first && reader->input.over &&
        !memchr(reader->input.at, 0, reader->input.end))
        return "it is blank: it holds no records";
    reader->format = format_of(reader, first);
    if (reader->format == FORMAT_NONE)
        return "its format is not known: JSON, NDJSON, CSV or TSV is expected";
    if (reader->format == FORMAT_JSON && is_fhir(reader, first))
        reader->format = FORMAT_FHIR;
    if (reader->format == FORMAT_FHIR && reader->second)
        return "two mappings are of FHIR: choose one with --mapping FILE";
    if (reader->format == FORMAT_JSON)
        return start_json(reader, first);
    return NULL;
}

struct reader *reader_new(struct arena *arena, struct str name,
                          const struct reader_options *options)
{
    struct reader *reader = ARENA_NEW(arena, struct reader);
    reader->arena = arena;
    reader->options = *options;
    reader->name = str_copy(arena, name);
    reader->keys = keys_on(arena, options->vocabulary->patient);
    struct record *empty =
        record_new(arena, options->vocabulary, options->today);
    record_prepare(empty);
    reader->empty = empty;
    const struct mapping *fhir =
        fhir_mapping(options->mappings, &reader->second);
    if (fhir) {
        reader->fhir = fhir_open(arena, fhir, options->vocabulary);
        fhir_hold_most(reader->fhir, reader_held_most(options));
    }
    return reader;
}

/* Nothing is taken from the arena while the input is open but not returned. */
static struct reader *finish_opening(struct reader *reader, bool opened,
                                     struct input_error *error)
{
    const char *wrong = opened ? start(reader) : reader->input.failure;
    if (!wrong)
        return reader;
    reader_close(reader);
    *error = (struct input_error){reader->name, str_of(wrong),
                                  wrong == input_no_memory};
    return NULL;
}

struct reader *reader_open(struct arena *arena, const char *path,
                           const struct reader_options *options,
                           struct input_error *error)
{
    bool is_stdin = strcmp(path, "-") == 0;
    struct reader *reader = reader_new(
        arena, is_stdin ? STR("standard input") : str_of(path), options);
    bool opened = input_open(&reader->input, path);
    return finish_opening(reader, opened, error);
}

struct reader *reader_of_text(struct arena *arena, struct str name,
                              struct str text,
                              const struct reader_options *options,
                              struct input_error *error)
{
    struct reader *reader = reader_new(arena, name, options);
    bool opened = input_of_text(&reader->input, text);
    return finish_opening(reader, opened, error);
}

/* --- the next record ----------------------------------------------------- */

/* "cohort.ndjson:17" or, of an array, "cohort.json[17]". */
static struct str source_of(struct arena *arena, struct str name, uint64_t line,
                            uint64_t index)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t number = index ? index : line;
    if (index)
        digits[--at] = ']';
    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    digits[--at] = index ? '[' : ':';
    size_t n = sizeof digits - at;
    char *source = arena_alloc(arena, name.n + n);
    memcpy(source, name.at, name.n);
    memcpy(source + name.n, digits + at, n);
    return (struct str){source, name.n + n};
}

static struct record *new_record(struct reader *reader, struct arena *arena,
                                 uint64_t line, uint64_t index)
{
    struct record *record =
        record_like(arena, reader->empty, reader->options.today);
    record->strict = reader->options.strict;
    record->source = source_of(arena, reader->name, line, index);
    record->id = record->source;
    reader->keys.record++;
    return record;
}

/* The patient's own name for itself, where it has one. */
static void name_record(struct reader *reader, struct record *record)
{
    const struct field *id = reader->options.vocabulary->id;
    if (!record->readable || !id || id->type.kind != TYPE_TEXT)
        return;
    const struct fact *fact = &record->facts[id->index];
    if (record_stands(record, fact) && value_is_known(fact->value))
        record->id = fact->value.text;
}

enum reader_state reader_end(struct reader *reader, enum split_state state,
                             const char *failure, struct input_error *error)
{
    reader->ended = true;
    if (state == SPLIT_END)
        return READER_END;
    *error = (struct input_error){reader->name, str_of(failure),
                                  failure == input_no_memory};
    return READER_FAILED;
}

/* A resource whose type stood too far behind to be seen at the start. */
static struct record *read_hidden(struct reader *reader, struct arena *arena,
                                  const struct piece *piece)
{
    struct record *record =
        new_record(reader, arena, piece->line, piece->index);
    reader->keys.record--;
    if (reader->options.digests)
        digest_json(record, piece->text);
    fhir_read_text(reader->fhir, piece->text, piece->line, record);
    return record;
}

struct record *reader_read_piece(struct reader *reader, struct arena *arena,
                                 const struct piece *piece)
{
    struct record *record =
        new_record(reader, arena, piece->line, piece->index);
    if (reader->options.digests)
        digest_json(record, piece->text);
    if (piece->fault)
        record_unreadable(record, json_record_shown(arena, piece->text),
                          str_format(arena, "JSON: %s", piece->fault));
    else if (json_record_read(reader->json, piece->text, piece->line, record,
                              &reader->keys) &&
             reader->fhir && !reader->second)
        return read_hidden(reader, arena, piece);
    return record;
}

static enum reader_state next_json(struct reader *reader, struct arena *arena,
                                   struct record **record,
                                   struct input_error *error)
{
    struct piece piece;
    enum split_state state = split_next(&reader->split, &piece);
    if (state != SPLIT_PIECE)
        return reader_end(reader, state, reader->split.failure, error);
    *record = reader_read_piece(reader, arena, &piece);
    return READER_RECORD;
}

static enum reader_state next_fhir(struct reader *reader, struct arena *arena,
                                   struct record **record,
                                   struct input_error *error)
{
    uint64_t line;
    const char *failure;
    enum split_state state =
        fhir_next(reader->fhir, &reader->input, &line, &failure);
    if (state != SPLIT_PIECE)
        return reader_end(reader, state, failure, error);
    *record = new_record(reader, arena, line, 0);
    fhir_read(reader->fhir, *record, reader->options.digests);
    return READER_RECORD;
}

static bool read_header(struct reader *reader, struct input_error *error)
{
    const struct reader_options *options = &reader->options;
    struct table_options table = {.mappings = options->mappings,
                                  .wanted = options->mapping_wanted,
                                  .encoding_set = options->encoding_set,
                                  .encoding = options->encoding};
    error->path = reader->name;
    if (!table_open(&reader->table, &reader->keys, &reader->input, reader->name,
                    &table, &error->message))
        return false;
    reader->plan = row_plan_new(reader->arena, &reader->table, &reader->keys);
    return true;
}

enum reader_state reader_next_row(struct reader *reader, struct arena *arena,
                                  struct record **record,
                                  struct input_error *error)
{
    struct row row;
    const struct plain_row *plain;
    if (!reader->plan && !read_header(reader, error)) {
        reader->ended = true;
        return READER_FAILED;
    }
    if (!reader->options.digests && row_plan_next(reader->plan, &plain)) {
        *record = new_record(reader, arena, plain->line, 0);
        row_plan_read(reader->plan, *record);
        return READER_RECORD;
    }
    enum split_state state = table_next(&reader->table, arena, &row);
    if (state != SPLIT_PIECE)
        return reader_end(reader, state, reader->table.rows.failure, error);
    *record = new_record(reader, arena, row.line, 0);
    if (reader->options.digests)
        digest_row(*record, &reader->table.header, &row);
    table_read(&reader->table, &row, *record, &reader->keys);
    return READER_RECORD;
}

void reader_finish(struct reader *reader, struct record *record)
{
    name_record(reader, record);
    if (reader->options.join)
        join_record(reader->options.join, record);
    record_settle(record);
}

enum reader_state reader_next(struct reader *reader, struct arena *arena,
                              struct record **record, struct input_error *error)
{
    if (reader->ended)
        return READER_END;
    enum reader_state state =
        reader->format == FORMAT_JSON ? next_json(reader, arena, record, error)
        : reader->format == FORMAT_FHIR
            ? next_fhir(reader, arena, record, error)
            : reader_next_row(reader, arena, record, error);
    if (state == READER_RECORD)
        reader_finish(reader, *record);
    return state;
}

void reader_swap_keys(struct reader *reader, struct keys *keys)
{
    struct keys others = *keys;
    *keys = reader->keys;
    reader->keys = others;
}

void reader_keep_keys(struct reader *reader, struct arena *arena)
{
    reader->keys = keys_on(arena, reader->options.vocabulary->patient);
}

size_t reader_unknown_keys(const struct reader *reader,
                           const struct unknown_key **keys)
{
    *keys = reader->keys.list.at;
    return reader->keys.list.n;
}

bool reader_counted(const struct reader *reader, size_t i,
                    struct fhir_count *count)
{
    return reader->fhir && fhir_counted(reader->fhir, i, count);
}

void reader_close(struct reader *reader)
{
    if (!reader)
        return;
    json_free(reader->json);
    reader->json = NULL;
    fhir_close(reader->fhir);
    input_close(&reader->input);
    reader->ended = true;
}
