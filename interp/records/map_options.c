/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A set of which each source tells one option, yes or no. Options of which
 * nothing is said stay unknown; where two sources of one option differ, both
 * are possible. A cell that is neither yes nor no is refused, and leaves its
 * own option unknown: of the others it says nothing.
 */

#include "interp/records/map_cell.h"

/* What has been said of the options so far. */
struct options {
    uint64_t yes, no;
    size_t said;
};

/* The error is told of the set, at the cell; the set itself is put later. */
static void refuse(const struct fact_place *place, struct raw *raw)
{
    struct fact aside = {.flags = 0};
    struct fact_place beside = *place;
    beside.fact = &aside;
    raw->kind = RAW_OTHER;
    fact_put(&beside, raw, 1);
}

static void note(const struct fact_place *place, const struct map *map,
                 struct map_saying *saying, struct options *options)
{
    struct arena *arena = place->record->arena;
    struct value value;
    struct str expected;
    if (!fact_read(arena, map->told, &saying->raw, &value, &expected)) {
        if (!saying->raw.wrong.n)
            saying->raw.wrong =
                str_format(arena, "%.*s: yes or no", STR_ARG(map->told->name));
        refuse(place, &saying->raw);
        return;
    }
    options->said++;
    options->yes |= value.options & OPTION_YES ? map->option : 0;
    options->no |= value.options & OPTION_NO ? map->option : 0;
}

bool map_say_options(const struct map_row *row, const struct map_group *group,
                     const struct fact_place *place, uint32_t element)
{
    struct map_saying *saying = &row->table->sayings[0];
    struct options options = {0};
    for (size_t i = 0; i < group->n; i++) {
        if (!map_say(row, group, i, element, saying))
            continue;
        map_name_origin(row, group->maps[i], &saying->raw);
        note(place, group->maps[i], saying, &options);
    }
    uint64_t all = field_any(group->field).set.may;
    saying->value = value_set(all & ~(options.no & ~options.yes),
                              options.yes & ~options.no);
    saying->raw = (struct raw){
        .kind = RAW_VALUE, .value = &saying->value, .origin = row->source};
    return options.said > 0;
}
