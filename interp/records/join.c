/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Rows are kept as text under the patient's id and cut again when the patient
 * comes: text takes less room than facts. A table by own names is given a
 * mapping made up from its header, so that there is one way to read a row.
 */

#include "interp/records/join.h"

#include "grammar/base/buf.h"
#include "grammar/base/hash.h"
#include "grammar/limits.h"
#include "interp/records/digest.h"
#include "interp/records/table.h"

#include <string.h>

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

struct elements {
    struct str path;
    const struct field *list;
    struct table table;
    LIST(struct owner *) owners; /* by first row */
    struct owner **slots;
    size_t slot_count;
};

struct join {
    struct arena *arena;
    struct reader_options options;
    struct keys keys;
    size_t bytes;
    LIST(struct elements *) tables;
};

struct join *join_new(struct arena *arena, const struct reader_options *options)
{
    struct join *join = ARENA_NEW(arena, struct join);
    join->arena = arena;
    join->options = *options;
    join->keys = keys_on(arena, options->vocabulary->patient);
    return join;
}

bool join_is_empty(const struct join *join)
{
    return join->tables.n == 0;
}

/* --- owners by id ----------------------------------------------------------- */

static size_t slot_of(const struct elements *elements, struct str id)
{
    uint64_t hash = hash_text(elements, id);
    size_t at = (size_t)(hash % elements->slot_count);
    while (elements->slots[at] && !str_equal(elements->slots[at]->id, id))
        at = (at + 1) % elements->slot_count;
    return at;
}

static void grow(struct arena *arena, struct elements *elements)
{
    if (elements->owners.n * 2 < elements->slot_count)
        return;
    elements->slot_count =
        elements->slot_count ? elements->slot_count * 4 : 256;
    elements->slots = ARENA_ARRAY(arena, struct owner *, elements->slot_count);
    for (size_t i = 0; i < elements->owners.n; i++) {
        struct owner *owner = elements->owners.at[i];
        elements->slots[slot_of(elements, owner->id)] = owner;
    }
}

static struct owner *owner_of(struct join *join, struct elements *elements,
                              struct str id)
{
    grow(join->arena, elements);
    size_t at = slot_of(elements, id);
    if (elements->slots[at])
        return elements->slots[at];
    struct owner *owner = ARENA_NEW(join->arena, struct owner);
    owner->id = str_copy(join->arena, id);
    list_push(join->arena, &elements->owners, owner);
    elements->slots[at] = owner;
    return owner;
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

static bool fail(struct join *join, struct elements *elements,
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

static bool keep_row(struct join *join, struct elements *elements,
                     const struct row *row, struct input_error *error)
{
    struct str id = map_table_id(&elements->table.mapped, row);
    if (row->fault)
        return fail(join, elements, row, str_of(row->fault), error);
    if (!id.n)
        return fail(join, elements, row, STR("there is no id"), error);
    join->bytes += row->text.n + id.n + sizeof(struct waiting);
    if (join->bytes > JOIN_BYTES) {
        error->message = STR("it holds more rows than can be kept (1 GiB): "
                             "split it by patients");
        return false;
    }
    struct owner *owner = owner_of(join, elements, id);
    struct waiting *waiting = ARENA_NEW(join->arena, struct waiting);
    waiting->text = str_copy(join->arena, row->text);
    waiting->line = row->line;
    if (owner->last)
        owner->last->next = waiting;
    else
        owner->first = waiting;
    owner->last = waiting;
    owner->n++;
    return true;
}

/* The text of a row that was cut in place would be lost: it is taken whole and
   cut from a copy. */
static bool read_rows(struct join *join, struct elements *elements,
                      struct arena *scratch, struct input_error *error)
{
    struct rows *rows = &elements->table.rows;
    for (;;) {
        struct row whole;
        arena_clear(scratch);
        enum split_state state = rows_whole(rows, scratch, &whole);
        if (state == SPLIT_FAILED)
            error->message = str_of(rows->failure);
        if (state != SPLIT_PIECE)
            return state == SPLIT_END;
        struct row row = rows_cut(rows, scratch, &whole);
        if (!keep_row(join, elements, &row, error))
            return false;
    }
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

static enum join_state read_table(struct join *join, struct input *input,
                                  struct elements *elements,
                                  struct input_error *error)
{
    enum join_state state = open_table(join, input, elements, error);
    if (state != JOIN_TAKEN)
        return state;
    struct arena *scratch = arena_new();
    if (!scratch)
        arena_exhausted(join->arena);
    arena_guard(scratch, arena_get_guard(join->arena));
    bool read = read_rows(join, elements, scratch, error);
    arena_free(scratch);
    if (!read)
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
    *error = (struct input_error){str_copy(join->arena, str_of(path)), STR("")};
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

void join_record(struct join *join, struct record *record)
{
    for (size_t i = 0; record->readable && i < join->tables.n; i++) {
        struct elements *elements = join->tables.at[i];
        size_t at = elements->slot_count ? slot_of(elements, record->id) : 0;
        struct owner *owner = elements->slot_count ? elements->slots[at] : NULL;
        if (owner)
            owner->taken = true;
        bool listed = record->facts[elements->list->index].flags & FACT_GIVEN;
        if (owner || (elements->table.mapping->none_without && !listed))
            give_elements(elements, record, owner);
    }
}

/* --- what is left ------------------------------------------------------------------ */

bool join_orphans(const struct join *join, size_t i,
                  struct join_orphans *orphans)
{
    if (i >= join->tables.n)
        return false;
    const struct elements *elements = join->tables.at[i];
    *orphans = (struct join_orphans){elements->path, 0, STR("")};
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
