/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The header decides: it is read whole, cut as each mapping would have it cut,
 * and compared with the columns that the mapping names.
 */

#include "interp/records/table.h"

#include "grammar/limits.h"

#include <string.h>

/* --- the dialect ------------------------------------------------------------ */

static bool is_tsv(struct str name)
{
    struct str gz = STR(".gz"), tsv = STR(".tsv");
    if (name.n > gz.n && name_equal(str_from(name, name.n - gz.n), gz))
        name.n -= gz.n;
    return name.n > tsv.n && name_equal(str_from(name, name.n - tsv.n), tsv);
}

/* The delimiter that stands most often outside quotes; a comma if none. */
static char delimiter_of(struct str header, struct str name)
{
    static const char signs[] = {',', ';', '\t', '|'};
    size_t counts[4] = {0}, best = 0;
    bool quoted = false;
    if (is_tsv(name))
        return '\t';
    for (size_t i = 0; i < header.n; i++) {
        quoted ^= header.at[i] == '"';
        for (size_t s = 0; s < 4 && !quoted; s++)
            counts[s] += header.at[i] == signs[s];
    }
    for (size_t s = 1; s < 4; s++)
        best = counts[s] > counts[best] ? s : best;
    return signs[best];
}

/* "sep=;": what Excel writes in front of its header. */
static bool is_separator_line(struct str line)
{
    return line.n == 5 && name_equal((struct str){line.at, 4}, STR("sep="));
}

/* --- choosing --------------------------------------------------------------- */

struct choosing {
    struct table *table;
    struct arena *arena;
    const struct table_options *options;
    struct row whole; /* the header */
    char delimiter;   /* as the header looks */
    struct row header;
    struct str *wrong;
};

/* The header as the mapping (or nobody) would have it cut. */
static struct row cut_for(struct choosing *choosing,
                          const struct mapping *mapping)
{
    struct rows *rows = &choosing->table->rows;
    rows->delimiter = mapping && mapping->separator ? mapping->separator
                                                    : choosing->delimiter;
    rows->encoding = choosing->options->encoding_set
                         ? choosing->options->encoding
                     : mapping ? mapping->encoding
                               : ENCODING_UTF8;
    return rows_cut(rows, choosing->arena, &choosing->whole);
}

static bool may_fit(const struct choosing *choosing,
                    const struct mapping *mapping)
{
    return mapping->of_table && mapping->column_count &&
           (mapping->list != NULL) == choosing->options->any_list;
}

struct candidates {
    const struct mapping *fits, *second, *near;
    size_t near_found;
};

static void look_at(struct choosing *choosing, const struct mapping *mapping,
                    struct candidates *found)
{
    struct row header = cut_for(choosing, mapping);
    if (header.fault)
        return;
    size_t n = map_table_found(choosing->arena, mapping, &header);
    if (n == mapping->column_count && found->fits)
        found->second = mapping;
    else if (n == mapping->column_count)
        found->fits = mapping;
    else if (!found->near || n > found->near_found) {
        found->near = mapping;
        found->near_found = n;
    }
}

static bool refuse_two(struct choosing *choosing,
                       const struct candidates *found)
{
    *choosing->wrong = str_format(
        choosing->arena,
        "the mappings %.*s and %.*s both fit its header: choose one with "
        "--mapping FILE",
        STR_ARG(found->fits->name), STR_ARG(found->second->name));
    return false;
}

static bool refuse_near(struct choosing *choosing,
                        const struct mapping *mapping)
{
    struct row header = cut_for(choosing, mapping);
    struct str missing =
        header.fault ? STR("")
                     : map_table_missing(choosing->arena, mapping, &header);
    *choosing->wrong =
        str_format(choosing->arena,
                   "the mapping %.*s does not fit: its header lacks %.*s%s",
                   STR_ARG(mapping->name), STR_ARG(missing),
                   choosing->options->wanted
                       ? ""
                       : " (--mapping none reads it without a mapping)");
    return false;
}

static bool choose(struct choosing *choosing)
{
    const struct mappings *mappings = choosing->options->mappings;
    struct candidates found = {0};
    for (size_t i = 0; mappings && i < mappings->n; i++)
        if (may_fit(choosing, mappings->at[i]))
            look_at(choosing, mappings->at[i], &found);
    if (found.second)
        return refuse_two(choosing, &found);
    if (choosing->options->any_list)
        found.near = NULL; /* it may be a table of patients */
    bool nearly = found.near && found.near_found * 2 > found.near->column_count;
    if (!found.fits && found.near && (choosing->options->wanted || nearly))
        return refuse_near(choosing, found.near);
    choosing->table->mapping = found.fits;
    return true;
}

/* --- opening ---------------------------------------------------------------- */

static bool read_whole(struct choosing *choosing, struct str name)
{
    struct rows *rows = &choosing->table->rows;
    enum split_state state =
        rows_whole(rows, choosing->arena, &choosing->whole);
    struct str text = choosing->whole.text;
    choosing->delimiter = delimiter_of(text, name);
    if (state == SPLIT_PIECE && is_separator_line(str_trim(text))) {
        choosing->delimiter = str_trim(text).at[4];
        state = rows_whole(rows, choosing->arena, &choosing->whole);
    }
    if (state == SPLIT_FAILED)
        *choosing->wrong = str_of(rows->failure);
    else if (state == SPLIT_END)
        *choosing->wrong = STR("it is blank: it holds no records");
    return state == SPLIT_PIECE;
}

void table_use(struct table *table, struct arena *arena,
               const struct mapping *mapping)
{
    table->mapping = mapping;
    map_table_open(&table->mapped, arena, mapping, &table->header,
                   table->source);
}

bool table_open_elements(struct table *table, struct arena *arena,
                         struct input *input, struct str name,
                         const struct table_options *options, struct str *wrong)
{
    *table = (struct table){.rows = rows_of(input, ',')};
    struct choosing choosing = {
        .table = table, .arena = arena, .options = options, .wrong = wrong};
    if (!read_whole(&choosing, name) || !choose(&choosing))
        return false;
    table->header = cut_for(&choosing, table->mapping);
    if (table->header.fault && options->any_list && !table->mapping)
        return true; /* it may have the encoding of a table of patients */
    if (table->header.fault) {
        *wrong = str_of(table->header.fault);
        return false;
    }
    if (table->header.n > LIMIT_COLUMNS) {
        *wrong = str_format(arena,
                            "it has more than %d columns: leave some out, or "
                            "split it",
                            LIMIT_COLUMNS);
        return false;
    }
    table->source = str_format(arena, "%.*s:%llu", STR_ARG(name),
                               (unsigned long long)table->header.line);
    if (table->mapping)
        table_use(table, arena, table->mapping);
    return true;
}

bool table_open(struct table *table, struct keys *keys, struct input *input,
                struct str name, const struct table_options *options,
                struct str *wrong)
{
    if (!table_open_elements(table, keys->arena, input, name, options, wrong))
        return false;
    if (!table->mapping)
        csv_columns(&table->columns, &table->header, table->source, keys);
    return true;
}

static struct row row_copy(struct arena *arena, const struct row *row)
{
    struct row copy = {.n = row->n, .line = row->line};
    size_t kept = row->n < LIMIT_COLUMNS ? row->n : LIMIT_COLUMNS;
    copy.cells = ARENA_ARRAY(arena, struct str, kept);
    for (size_t i = 0; i < kept; i++)
        copy.cells[i] = str_copy(arena, row->cells[i]);
    return copy;
}

void table_twin(struct table *twin, const struct table *table,
                struct keys *keys, struct input *input)
{
    struct arena *arena = keys->arena;
    *twin = (struct table){.rows = table->rows, .mapping = table->mapping};
    twin->rows.input = input;
    twin->header = row_copy(arena, &table->header);
    twin->source = str_copy(arena, table->source);
    if (table->mapping)
        table_use(twin, arena, table->mapping);
    else
        csv_columns(&twin->columns, &twin->header, twin->source, keys);
    for (size_t i = 0; i < twin->columns.n; i++)
        twin->columns.at[i].key = KEYS_NONE;
    twin->mapped.reported = twin->columns.reported = true;
}

/* --- rows ------------------------------------------------------------------- */

enum split_state table_next(struct table *table, struct arena *arena,
                            struct row *row)
{
    return rows_next(&table->rows, arena, row);
}

void table_read(struct table *table, const struct row *row,
                struct record *record, struct keys *keys)
{
    if (table->mapping)
        map_table_read(&table->mapped, row, record);
    else
        csv_record_read(&table->columns, row, record, keys);
}
