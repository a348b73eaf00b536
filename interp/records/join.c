/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Rows are kept as text under the patient's id and cut again when the patient
 * comes: text takes less room than facts. A table by own names is given a
 * mapping made up from its header, so that there is one way to read a row.
 */

#include "interp/records/join_internal.h"

#include "grammar/base/buf.h"
#include "grammar/limits.h"
#include "interp/records/digest.h"

#include <string.h>
#include <sys/stat.h>

struct join *join_new(struct arena *arena, const struct reader_options *options)
{
    struct join *join = ARENA_NEW(arena, struct join);
    join->arena = arena;
    join->options = *options;
    join->keys = keys_on(arena, options->vocabulary->patient);
    join->hold_most = JOIN_HELD;
    join->rows = arena;
    join->rows = join_arena(join);
    return join;
}

void join_hold_most(struct join *join, size_t bytes)
{
    join->hold_most = bytes;
}

void join_close(struct join *join)
{
    if (!join)
        return;
    for (size_t i = 0; i < join->tables.n; i++)
        join_stream_close(join->tables.at[i]);
    arena_free(join->rows);
}

bool join_is_empty(const struct join *join)
{
    return join->tables.n == 0;
}

/* --- a table by own names ----------------------------------------------------- */

/* lesions.csv or lesion.csv.gz: the list that a file is named after. */
static const struct field *list_by_name(const struct join *join,
                                        struct str path)
{
    size_t from = path.n, to;
    while (from && path.at[from - 1] != '/')
        from--;
    for (to = from; to < path.n && path.at[to] != '.'; to++)
        continue;
    struct str name = {path.at + from, to - from};
    const struct record_type *patient = join->options.vocabulary->patient;
    const struct field *found = NULL;
    for (size_t i = 0; i < patient->list_count; i++) {
        const struct field *list = patient->lists[i];
        if (name_equal(list->name, name))
            return list;
        if (name_equal(list->type.element->name, name))
            found = found ? NULL : list;
    }
    return found;
}

/* A line of the mapping that a title stands for: the id, or a field. */
static struct map *own_map(struct join *join, const struct field *list,
                           size_t column, struct str title)
{
    struct map *map = ARENA_NEW(join->arena, struct map);
    struct str bare = title;
    *map = (struct map){.kind = MAP_COLUMN,
                        .column = column,
                        .dated = MAP_NO_COLUMN,
                        .text = title};
    const struct record_type *element = list->type.element;
    uint32_t index = names_find(&element->keys, bare);
    if (index == NAMES_NONE)
        csv_take_unit(&bare, &map->unit);
    if (index == NAMES_NONE)
        index = names_find(&element->keys, bare);
    if (index != NAMES_NONE)
        map->field = element->fields[index];
    else if (!name_equal(title, STR("id")))
        return NULL;
    return map;
}

/* What the header says by Cantlie's own names; NULL without a column `id`. */
static const struct mapping *own_mapping(struct join *join,
                                         const struct field *list,
                                         const struct row *header,
                                         struct str source)
{
    struct mapping *mapping = ARENA_NEW(join->arena, struct mapping);
    *mapping = (struct mapping){.name = list->name,
                                .list = list,
                                .record = list->type.element,
                                .of_table = true};
    mapping->maps = ARENA_ARRAY(join->arena, struct map *, header->n);
    mapping->columns = ARENA_ARRAY(join->arena, struct map_column, header->n);
    join->keys.record++;
    for (size_t i = 0; i < header->n && i < LIMIT_COLUMNS; i++) {
        struct str title = str_copy(join->arena, str_trim(header->cells[i]));
        struct map *map = own_map(join, list, mapping->column_count, title);
        if (!map && title.n)
            keys_note(&join->keys, list, title, source);
        if (!map)
            continue;
        mapping->columns[mapping->column_count++].title = title;
        mapping->maps[mapping->map_count++] = map;
        if (!map->field)
            mapping->id = map;
    }
    return mapping->id ? mapping : NULL;
}

/* --- reading a table ------------------------------------------------------------ */

static bool fail(const struct join *join, const struct elements *elements,
                 const struct row *row, struct str why,
                 struct input_error *error)
{
    error->message = str_format(
        join->arena,
        "line %llu: %.*s; whose row this is cannot be told, so that %.*s "
        "cannot be taken from it for any patient",
        (unsigned long long)row->line, STR_ARG(why),
        STR_ARG(elements->list->name));
    return false;
}

static bool visit_row(const struct join *join, const struct elements *elements,
                      const struct row *row, const struct join_visit *visit,
                      struct input_error *error)
{
    struct str id = map_table_id(&elements->table.mapped, row);
    if (row->fault)
        return fail(join, elements, row, str_of(row->fault), error);
    if (!id.n)
        return fail(join, elements, row, STR("there is no id"), error);
    const char *why = visit->visit(visit->context, row, id);
    if (why)
        error->message = str_of(why);
    return !why;
}

struct arena *join_arena(const struct join *join)
{
    struct arena *arena = arena_new();
    if (!arena)
        arena_exhausted(join->rows);
    arena_guard(arena, arena_get_guard(join->rows));
    return arena;
}

/* The text of a row that was cut in place would be lost: it is taken whole and
   cut from a copy. */
bool join_rows(struct join *join, const struct elements *elements,
               struct rows *rows, const struct join_visit *visit,
               struct input_error *error)
{
    struct arena *scratch = join_arena(join);
    enum split_state state;
    bool right = true;
    for (struct row whole;
         right && (state = rows_whole(rows, scratch, &whole)) == SPLIT_PIECE;
         arena_clear(scratch)) {
        struct row row = rows_cut(rows, scratch, &whole);
        right = visit_row(join, elements, &row, visit, error);
    }
    arena_free(scratch);
    if (right && state == SPLIT_FAILED)
        error->message = str_of(rows->failure);
    return right && state == SPLIT_END;
}

bool join_again(const struct elements *elements, struct arena *scratch,
                struct input *input, struct rows *rows)
{
    struct row whole = {.line = 0};
    if (!input_open(input, str_copy(scratch, elements->path).at))
        return false;
    input_pass_mark(input);
    *rows = rows_of(input, elements->table.rows.delimiter);
    rows->encoding = elements->table.rows.encoding;
    while (whole.line < elements->table.header.line)
        if (rows_whole(rows, scratch, &whole) != SPLIT_PIECE)
            break;
    if (whole.line == elements->table.header.line)
        return true;
    input_close(input);
    return false;
}

/* Opens the header by a mapping of some list, or by own names. */
static enum join_state open_table(struct join *join, struct input *input,
                                  struct elements *elements,
                                  struct input_error *error)
{
    const struct record_type *patient = join->options.vocabulary->patient;
    struct table_options options = {
        .mappings = join->options.mappings,
        .encoding_set = join->options.encoding_set,
        .encoding = join->options.encoding,
        .any_list = true,
    };
    struct str path = elements->path;
    if (!patient->list_count)
        return JOIN_PATIENTS;
    if (!table_open_elements(&elements->table, join->arena, input, path,
                             &options, &error->message))
        return JOIN_FAILED;
    elements->list = elements->table.mapping ? elements->table.mapping->list
                                             : list_by_name(join, path);
    if (!elements->list)
        return JOIN_PATIENTS;
    if (elements->table.mapping)
        return JOIN_TAKEN;
    const struct mapping *own = own_mapping(
        join, elements->list, &elements->table.header, elements->table.source);
    if (!own)
        return JOIN_PATIENTS;
    table_use(&elements->table, join->arena, own);
    return JOIN_TAKEN;
}

/* Whether it is worth a look at the order of its rows: larger than what is held
   anyway, and a file that can be read again. */
static bool is_large(const struct join *join, const char *path)
{
    struct stat about;
    size_t n = strlen(path);
    bool packed = n > 3 && !strcmp(path + n - 3, ".gz");
    return stat(path, &about) == 0 && S_ISREG(about.st_mode) &&
           (size_t)about.st_size > join->hold_most / (packed ? 8 : 1);
}

/* The rows of a large table: along with the patients if they are in order. */
static bool take_large(struct join *join, struct elements *elements,
                       struct input_error *error)
{
    enum id_order order;
    struct input input;
    struct rows rows;
    if (!join_order(join, elements, &elements->table.rows, &order, error))
        return false;
    if (order != ORDER_NONE) {
        join_stream(join, elements, order);
        return true;
    }
    error->message = STR("it cannot be read a second time");
    if (!join_again(elements, join->arena, &input, &rows))
        return false;
    bool held = join_hold_rows(join, elements, &rows, error);
    input_close(&input);
    return held;
}

static enum join_state read_table(struct join *join, struct input *input,
                                  struct elements *elements,
                                  struct input_error *error)
{
    const char *mark = input_pass_mark(input);
    if (mark)
        error->message = str_of(mark);
    enum join_state state =
        mark ? JOIN_FAILED : open_table(join, input, elements, error);
    if (state != JOIN_TAKEN)
        return state;
    bool taken =
        is_large(join, error->path.at)
            ? take_large(join, elements, error)
            : join_hold_rows(join, elements, &elements->table.rows, error);
    if (!taken)
        return JOIN_FAILED;
    list_push(join->arena, &join->tables, elements);
    return JOIN_TAKEN;
}

static bool is_table_name(struct str path)
{
    static const char *const endings[] = {".csv", ".tsv", ".csv.gz", ".tsv.gz"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct str ending = str_of(endings[i]);
        if (path.n > ending.n &&
            name_equal(str_from(path, path.n - ending.n), ending))
            return true;
    }
    return false;
}

enum join_state join_add(struct join *join, const char *path,
                         struct input_error *error)
{
    struct input input;
    *error = (struct input_error){.path = str_copy(join->arena, str_of(path)),
                                  .message = STR("")};
    if (!is_table_name(error->path))
        return JOIN_PATIENTS;
    struct elements *elements = ARENA_NEW(join->arena, struct elements);
    elements->path = error->path;
    if (!input_open(&input, path))
        return JOIN_PATIENTS; /* the reader will say why */
    enum join_state state = read_table(join, &input, elements, error);
    input_close(&input);
    return state;
}

/* --- a record -------------------------------------------------------------------- */

static void put_rows(struct elements *elements, struct record *record,
                     const struct owner *owner)
{
    uint32_t element = 0;
    const struct waiting *waiting = owner->first;
    for (; waiting; waiting = waiting->next) {
        struct row whole = {.text = waiting->text, .line = waiting->line};
        struct row row = rows_cut(&elements->table.rows, record->arena, &whole);
        if (record->digested)
            digest_element(record, elements->list->name,
                           &elements->table.header, &row);
        struct str source =
            str_format(record->arena, "%.*s:%llu", STR_ARG(elements->path),
                       (unsigned long long)waiting->line);
        map_table_element(&elements->table.mapped, &row, record, ++element,
                          source);
    }
}

static void give_elements(struct elements *elements, struct record *record,
                          struct owner *owner)
{
    const struct field *list = elements->list;
    struct fact_place place = {record, NULL, 0, list,
                               &record->facts[list->index]};
    size_t n = owner ? owner->n : 0;
    if (place.fact->flags & FACT_GIVEN) {
        fact_refuse(&place, elements->path,
                    STR("one table of its elements: they stand twice"));
        record->lists[list->list] = (struct list){.most = LIST_ANY};
        return;
    }
    if (n > LIMIT_ELEMENTS) {
        fact_refuse(&place, str_format(record->arena, "%zu rows", n),
                    STR("at most 10000 elements"));
        return;
    }
    if (!owner && record->digested)
        digest_element(record, list->name, &elements->table.header, NULL);
    place.fact->flags |= FACT_GIVEN;
    struct element *at = ARENA_ARRAY(record->arena, struct element, n);
    for (size_t i = 0; i < n; i++)
        at[i] = element_new(record->arena, list->type.element);
    record->lists[list->list] =
        (struct list){.given = true, .n = (uint32_t)n, .elements = at};
    if (owner)
        put_rows(elements, record, owner);
}

static struct owner *owner_of(struct join *join, struct elements *elements,
                              const struct record *record)
{
    bool has_id = !str_equal(record->id, record->source);
    if (!elements->stream)
        return join_owner(elements, record->id);
    return has_id ? join_stream_owner(join, elements, record->id) : NULL;
}

/* Rows of this patient, too, may be among those that cannot be had. */
static void refuse_lost(const struct elements *elements, struct record *record)
{
    const struct field *list = elements->list;
    struct fact_place place = {record, NULL, 0, list,
                               &record->facts[list->index]};
    fact_refuse(&place, elements->path, str_of(elements->lost));
    record->lists[list->list] = (struct list){.most = LIST_ANY};
}

/* Memory runs out where that of the record does: in the thread that reads. */
static void guard_as(struct join *join, const struct arena *arena)
{
    jmp_buf *guard = arena_get_guard(arena);
    arena_guard(join->rows, guard);
    for (size_t i = 0; i < join->tables.n; i++)
        join_stream_guard(join->tables.at[i], guard);
}

void join_record(struct join *join, struct record *record)
{
    guard_as(join, record->arena);
    for (size_t i = 0; record->readable && i < join->tables.n; i++) {
        struct elements *elements = join->tables.at[i];
        struct owner *owner =
            elements->lost ? NULL : owner_of(join, elements, record);
        if (elements->lost) {
            refuse_lost(elements, record);
            continue;
        }
        if (owner)
            owner->taken = true;
        bool listed = record->facts[elements->list->index].flags & FACT_GIVEN;
        if (owner || (elements->table.mapping->none_without && !listed))
            give_elements(elements, record, owner);
    }
}

/* --- what is left ------------------------------------------------------------------ */

bool join_orphans(struct join *join, size_t i, struct join_orphans *orphans)
{
    if (i >= join->tables.n)
        return false;
    struct elements *elements = join->tables.at[i];
    if (elements->stream)
        join_stream_end(join, elements);
    *orphans = (struct join_orphans){elements->path, elements->orphans,
                                     elements->orphan};
    for (size_t o = 0; o < elements->owners.n; o++) {
        const struct owner *owner = elements->owners.at[o];
        if (owner->taken)
            continue;
        orphans->rows += owner->n;
        if (!orphans->id.n)
            orphans->id = owner->id;
    }
    return true;
}

size_t join_unknown_keys(const struct join *join,
                         const struct unknown_key **keys)
{
    *keys = join->keys.list.at;
    return join->keys.list.n;
}
