/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A header against a mapping, and rows into records. Sources of one field are
 * put together as several sayings about it; a list whose elements stand in
 * numbered columns has as many as have a cell with content, without a gap.
 */

#include "interp/records/map_table.h"

#include "grammar/limits.h"
#include "interp/records/json_record.h"
#include "interp/records/map_cell.h"

#include <string.h>

/* --- titles --------------------------------------------------------------- */

/* "lesion # size" for element 2: "lesion 2 size". */
static struct str numbered(struct arena *arena, struct str title,
                           uint32_t element)
{
    const char *sign = memchr(title.at, '#', title.n);
    size_t before = (size_t)(sign - title.at);
    return str_format(arena, "%.*s%u%.*s", (int)before, title.at,
                      (unsigned)element, STR_ARG(str_from(title, before + 1)));
}

/* The place of a title (with or without its unit in brackets) among those
   from `from` on. */
static size_t find_title(const struct titles *titles, struct str title,
                         size_t from, struct str *unit)
{
    for (size_t i = from; i < titles->n; i++) {
        struct str bare = titles_at(titles, i);
        *unit = STR("");
        if (name_equal(bare, title)) {
            csv_take_unit(&bare, unit);
            return i;
        }
        csv_take_unit(&bare, unit);
        if (unit->n && name_equal(bare, title))
            return i;
    }
    return COLUMN_NONE;
}

static void bind_plain(struct map_bound *bound, struct arena *arena,
                       const struct titles *titles, struct str title)
{
    struct str other;
    size_t at = find_title(titles, title, 0, &bound->unit);
    if (at == COLUMN_NONE)
        return;
    bound->at = ARENA_ARRAY(arena, size_t, 1);
    bound->at[0] = at;
    bound->n = 1;
    bound->twice = find_title(titles, title, at + 1, &other) != COLUMN_NONE;
}

static void bind_numbered(struct map_bound *bound, struct arena *arena,
                          const struct titles *titles, struct str title)
{
    LIST(size_t) at = {0};
    size_t gap = 0;
    for (uint32_t element = 1; element <= LIMIT_ELEMENTS && gap < 2;
         element++) {
        struct str unit, other, whole = numbered(arena, title, element);
        size_t found = find_title(titles, whole, 0, &unit);
        list_push(arena, &at, found);
        gap = found == COLUMN_NONE ? gap + 1 : 0;
        if (found == COLUMN_NONE)
            continue;
        bound->n = element;
        bound->unit = unit;
        bound->twice |=
            find_title(titles, whole, found + 1, &other) != COLUMN_NONE;
    }
    bound->at = at.at;
}

static struct titles titles_in(struct arena *arena, const struct row *header)
{
    size_t n = header->n < LIMIT_COLUMNS ? header->n : LIMIT_COLUMNS;
    struct str *titles = ARENA_ARRAY(arena, struct str, n);
    for (size_t i = 0; i < n; i++)
        titles[i] = str_trim(header->cells[i]);
    return titles_of(arena, titles, n);
}

static struct map_bound *bind(struct arena *arena,
                              const struct mapping *mapping,
                              const struct titles *titles)
{
    struct map_bound *bound =
        ARENA_ARRAY(arena, struct map_bound, mapping->column_count);
    for (size_t i = 0; i < mapping->column_count; i++) {
        const struct map_column *column = &mapping->columns[i];
        bound[i].unit = STR("");
        if (column->numbered)
            bind_numbered(&bound[i], arena, titles, column->title);
        else
            bind_plain(&bound[i], arena, titles, column->title);
    }
    return bound;
}

size_t map_table_found(struct arena *arena, const struct mapping *mapping,
                       const struct row *header)
{
    struct titles titles = titles_in(arena, header);
    const struct map_bound *bound = bind(arena, mapping, &titles);
    size_t found = 0;
    for (size_t i = 0; i < mapping->column_count; i++)
        found += bound[i].n > 0;
    return found;
}

struct str map_table_missing(struct arena *arena, const struct mapping *mapping,
                             const struct row *header)
{
    struct titles titles = titles_in(arena, header);
    const struct map_bound *bound = bind(arena, mapping, &titles);
    struct buf text = buf_on(arena);
    size_t n = 0;
    for (size_t i = 0; i < mapping->column_count; i++) {
        if (bound[i].n)
            continue;
        if (n++ < 4)
            buf_format(&text, "%s\"%.*s\"", n > 1 ? ", " : "",
                       STR_ARG(mapping->columns[i].title));
    }
    if (n > 4)
        buf_format(&text, " and %zu more", n - 4);
    return buf_view(&text);
}

/* --- groups ----------------------------------------------------------------- */

static struct map_group *group_of(struct map_table *table,
                                  const struct map *map)
{
    for (size_t i = 0; i < table->group_count; i++)
        if (table->groups[i].list == map->list &&
            table->groups[i].field == map->field)
            return &table->groups[i];
    size_t n = table->mapping->map_count;
    struct map_group *group = &table->groups[table->group_count++];
    *group = (struct map_group){.list = map->list, .field = map->field};
    group->maps = ARENA_ARRAY(table->arena, const struct map *, n);
    group->units = ARENA_ARRAY(table->arena, struct unit_map, n);
    group->back = ARENA_ARRAY(table->arena, struct unit_map, n);
    return group;
}

static void refuse_group(struct map_table *table, struct map_group *group,
                         const struct map *map, struct str why)
{
    if (group->refused.n)
        return;
    group->refused = why;
    group->title = map->kind == MAP_COLUMN
                       ? table->mapping->columns[map->column].title
                       : map->text;
}

/* The unit of a source: the line's, the title's; both must be one. */
static bool find_unit(struct map_table *table, const struct map *map,
                      struct unit *unit)
{
    struct str title =
        map->kind == MAP_COLUMN ? table->bound[map->column].unit : STR("");
    struct unit other;
    *unit = unit_one();
    if (map->unit.n && unit_read_forgiving(map->unit, unit) != UNIT_OK)
        return false;
    if (!title.n)
        return true;
    if (unit_read_forgiving(title, &other) != UNIT_OK)
        return false;
    bool same = !map->unit.n || unit_equal(unit, &other);
    *unit = other;
    return same;
}

static void find_units(struct map_table *table, struct map_group *group,
                       const struct map *map)
{
    const struct unit *own = &group->field->type.unit;
    struct unit unit;
    struct unit_map *there = &group->units[group->n];
    struct unit_map *back = &group->back[group->n];
    *there = *back = UNIT_SAME;
    if (group->field->type.kind != TYPE_NUMBER || map->kind == MAP_CONSTANT ||
        map->pair_count)
        return;
    if (!find_unit(table, map, &unit) || !unit_map(&unit, own, there) ||
        !unit_map(own, &unit, back))
        refuse_group(table, group, map,
                     str_format(table->arena,
                                "one unit, in the title or the mapping, that "
                                "converts into %.*s",
                                STR_ARG(own->code)));
}

static void note_elements(struct map_table *table, const struct map *map)
{
    const struct map_bound *bound = &table->bound[map->column];
    uint32_t *most = &table->elements[map->list->list];
    *most = bound->n > *most ? bound->n : *most;
}

static void add_to_group(struct map_table *table, const struct map *map)
{
    struct map_group *group = group_of(table, map);
    if (map->kind == MAP_COLUMN && table->bound[map->column].twice)
        refuse_group(table, group, map,
                     STR("a title that stands once in the header"));
    find_units(table, group, map);
    if (map->list)
        note_elements(table, map);
    group->maps[group->n++] = map;
}

/* The date that an element goes by is put before its other facts. */
static void dates_first(struct map_table *table, const struct field *list)
{
    for (size_t i = 1; i < table->group_count; i++) {
        struct map_group group = table->groups[i];
        const struct field *of = group.list ? group.list : list;
        if (!of || group.field != of->by)
            continue;
        for (size_t j = i; j > 0; j--)
            table->groups[j] = table->groups[j - 1];
        table->groups[0] = group;
    }
}

static void make_groups(struct map_table *table,
                        const struct record_type *patient)
{
    const struct mapping *mapping = table->mapping;
    size_t most = 1;
    table->groups =
        ARENA_ARRAY(table->arena, struct map_group, mapping->map_count);
    table->elements = ARENA_ARRAY(table->arena, uint32_t, patient->list_count);
    for (size_t i = 0; i < mapping->map_count; i++)
        if (mapping->maps[i]->field && mapping->maps[i]->kind != MAP_RESOURCE)
            add_to_group(table, mapping->maps[i]);
    for (size_t i = 0; i < table->group_count; i++)
        most = table->groups[i].n > most ? table->groups[i].n : most;
    table->sayings = ARENA_ARRAY(table->arena, struct map_saying, most);
    dates_first(table, mapping->list);
}

void map_table_open(struct map_table *table, struct arena *arena,
                    const struct mapping *mapping, const struct row *header,
                    struct str source)
{
    *table = (struct map_table){.mapping = mapping, .arena = arena};
    table->titles = titles_in(arena, header);
    table->width = table->titles.n;
    table->bound = bind(arena, mapping, &table->titles);
    table->source = str_copy(arena, source);
    table->id = COLUMN_NONE;
    if (mapping->id && table->bound[mapping->id->column].n)
        table->id = table->bound[mapping->id->column].at[0];
    make_groups(table, mapping->list ? mapping->list->record : mapping->record);
}

/* --- elements ---------------------------------------------------------------- */

static bool *filled_elements(const struct map_row *row,
                             const struct field *list, uint32_t most)
{
    bool *filled = ARENA_ARRAY(row->arena, bool, (size_t)most + 1);
    for (size_t g = 0; g < row->table->group_count; g++) {
        const struct map_group *group = &row->table->groups[g];
        for (size_t i = 0; group->list == list && i < group->n; i++)
            for (uint32_t e = 1; e <= most; e++) {
                size_t at;
                struct str cell = map_cell(row, group->maps[i]->column, e, &at);
                filled[e] |= !map_is_missing(row, group->maps[i], cell);
            }
    }
    return filled;
}

static void make_elements(const struct map_row *row, struct record *record,
                          const struct field *list)
{
    uint32_t most = row->table->elements[list->list];
    if (most)
        csv_list_elements(record, list, filled_elements(row, list, most), most);
}

/* --- facts -------------------------------------------------------------------- */

/* Whether a value needs no look at the field: a code's was checked with the
   mapping, a number lies within the range. */
static bool is_allowed(const struct map_group *group,
                       const struct map_saying *saying)
{
    const struct field *field = group->field;
    if (saying->raw.kind != RAW_VALUE || saying->raw.date.n)
        return false;
    if (saying->raw.value != &saying->value)
        return true;
    decimal number = saying->value.range.low;
    return saying->value.kind == VALUE_NUMBER && !field->type.whole &&
           !field->counts && value_is_known(saying->value) &&
           (!field->bounded || (number >= field->low && number <= field->high));
}

static void put_group(const struct map_row *row, const struct map_group *group,
                      const struct fact_place *place, uint32_t element)
{
    struct map_saying *sayings = row->table->sayings;
    struct raw raws[8];
    struct raw *at =
        group->n <= 8 ? raws : ARENA_ARRAY(row->arena, struct raw, group->n);
    size_t n = 0;
    if (group->refused.n) {
        *place->fact = (struct fact){.value = field_any(place->field),
                                     .told = field_any(place->field),
                                     .flags = FACT_GIVEN | FACT_REFUSED};
        return;
    }
    if (group->maps[0]->told) {
        bool says = map_say_options(row, group, place, element);
        fact_put(place, &sayings->raw, says ? 1 : 0);
        return;
    }
    for (size_t i = 0; i < group->n; i++) {
        if (!map_say(row, group, i, element, &sayings[n]))
            continue;
        if (group->n == 1 && !row->source.n && is_allowed(group, sayings) &&
            fact_set(place, *sayings->raw.value, sayings->raw.column))
            return;
        map_name_origin(row, group->maps[i], &sayings[n].raw);
        at[n] = sayings[n].raw;
        n++;
    }
    if (!n && group->n) { /* said to be unknown, and where */
        map_name_origin(row, group->maps[0], &sayings[0].raw);
        at[n++] = (struct raw){.kind = RAW_NULL,
                               .origin = sayings[0].raw.origin,
                               .column = sayings[0].raw.column};
    }
    fact_put(place, at, n);
}

static void put_element_groups(const struct map_row *row, struct record *record,
                               const struct map_group *group)
{
    const struct list *list = &record->lists[group->list->list];
    for (uint32_t e = 1; e <= list->n; e++) {
        struct fact_place place = {
            record, group->list, e, group->field,
            &list->elements[e - 1].facts[group->field->index]};
        put_group(row, group, &place, e);
    }
}

/* What no row can say is reported with the first record. */
static void report_refused(struct map_table *table, struct record *record,
                           const struct field *list)
{
    for (size_t i = 0; i < table->group_count && !table->reported; i++) {
        const struct map_group *group = &table->groups[i];
        const struct field *of = group->list ? group->list : list;
        struct record_error error = {
            .kind = RECORD_ERROR_VALUE,
            .field = group->field->name,
            .path = record_path(record->arena, of, of ? 1 : 0, group->field),
            .found = str_copy(record->arena, group->title),
            .expected = str_copy(record->arena, group->refused),
            .source = str_copy(record->arena, table->source),
            .order = record_order(of, of ? 1 : 0, group->field),
        };
        if (group->refused.n)
            record_error_add(record, error);
    }
    table->reported = true;
}

/* False, and an unreadable record, when the row cannot be read. */
static bool row_is_sound(const struct map_table *table, const struct row *row,
                         struct record *record)
{
    struct arena *arena = record->arena;
    if (row->fault) {
        record_unreadable(
            record, json_record_shown(arena, row->text),
            str_format(arena, "a row of a table: %s", row->fault));
        return false;
    }
    if (csv_fits(row, table->width))
        return true;
    record_unreadable(
        record, str_format(arena, "%zu cells", row->n),
        str_format(arena, "%zu cells, as in the header", table->width));
    return false;
}

struct str map_table_id(const struct map_table *table, const struct row *row)
{
    if (table->id == COLUMN_NONE || table->id >= row->n)
        return STR("");
    struct str cell = str_trim(row->cells[table->id]);
    return fact_is_unknown_word(cell) ? STR("") : cell;
}

static void put_id(const struct map_table *table, const struct row *row,
                   struct record *record)
{
    struct str id = map_table_id(table, row);
    if (id.n)
        record->id = str_copy(record->arena, id);
}

void map_table_begin(struct map_table *table, const struct row *row,
                     struct record *record)
{
    struct map_row at = {
        .table = table, .row = row, .arena = record->arena, .source = STR("")};
    if (!table->reported)
        report_refused(table, record, NULL);
    put_id(table, row, record);
    record->titles = titles_copy(record->arena, &table->titles);
    for (size_t i = 0; i < record->type->list_count; i++)
        make_elements(&at, record, record->type->lists[i]);
}

void map_table_group(struct map_table *table, size_t i, const struct row *row,
                     struct record *record)
{
    struct map_row at = {
        .table = table, .row = row, .arena = record->arena, .source = STR("")};
    const struct map_group *group = &table->groups[i];
    struct fact_place place = {.record = record, .field = group->field};
    if (group->list) {
        put_element_groups(&at, record, group);
        return;
    }
    place.fact = &record->facts[group->field->index];
    put_group(&at, group, &place, 0);
}

void map_table_read(struct map_table *table, const struct row *row,
                    struct record *record)
{
    if (!row_is_sound(table, row, record))
        return;
    map_table_begin(table, row, record);
    for (size_t i = 0; i < table->group_count; i++)
        map_table_group(table, i, row, record);
}

void map_table_element(struct map_table *table, const struct row *row,
                       struct record *record, uint32_t element,
                       struct str source)
{
    const struct field *list = table->mapping->list;
    const struct list *elements = &record->lists[list->list];
    struct map_row at = {
        .table = table, .row = row, .arena = record->arena, .source = source};
    if (!table->reported)
        report_refused(table, record, list);
    if (row->fault || !csv_fits(row, table->width)) {
        struct fact_place place = {
            .record = record, .list = list, .element = element};
        fact_refuse(&place, source,
                    row->fault ? str_of(row->fault)
                               : str_format(record->arena,
                                            "a row of %zu cells, as in the "
                                            "header",
                                            table->width));
        return;
    }
    for (size_t i = 0; i < table->group_count; i++) {
        const struct map_group *group = &table->groups[i];
        struct fact_place place = {
            record, list, element, group->field,
            &elements->elements[element - 1].facts[group->field->index]};
        put_group(&at, group, &place, 0);
    }
}
