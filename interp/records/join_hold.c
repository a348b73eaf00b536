/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Rows that are held until their patient comes, as text under the patient's
 * id: they are cut again then, since text takes less room than facts.
 */

#include "interp/records/join_internal.h"

#include "grammar/base/hash.h"
#include "grammar/limits.h"

/* --- owners by id ----------------------------------------------------------- */

static size_t slot_of(const struct elements *elements, struct str id)
{
    size_t at = (size_t)hash_text(elements->slots, id) % elements->slot_count;
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

static struct owner *make_owner(struct join *join, struct elements *elements,
                                struct str id)
{
    grow(join->rows, elements);
    size_t at = slot_of(elements, id);
    if (elements->slots[at])
        return elements->slots[at];
    struct owner *owner = ARENA_NEW(join->rows, struct owner);
    owner->id = str_copy(join->rows, id);
    list_push(join->rows, &elements->owners, owner);
    elements->slots[at] = owner;
    return owner;
}

struct owner *join_owner(struct elements *elements, struct str id)
{
    return elements->slot_count ? elements->slots[slot_of(elements, id)] : NULL;
}

/* --- rows ------------------------------------------------------------------- */

void join_add_row(struct arena *arena, struct owner *owner,
                  const struct row *row)
{
    struct waiting *waiting = ARENA_NEW(arena, struct waiting);
    waiting->text = str_copy(arena, row->text);
    waiting->line = row->line;
    if (owner->last)
        owner->last->next = waiting;
    else
        owner->first = waiting;
    owner->last = waiting;
    owner->n++;
}

struct holding {
    struct join *join;
    struct elements *elements;
};

static const char *hold_row(void *context, const struct row *row, struct str id)
{
    struct holding *holding = context;
    struct join *join = holding->join;
    join->bytes += row->text.n + id.n + sizeof(struct waiting);
    if (join->bytes > reader_held_most(&join->options))
        return "it holds more rows than can be kept (1 GiB): sort it and the "
               "records by the patient's id, or split it by patients";
    join_add_row(join->rows, make_owner(join, holding->elements, id), row);
    return NULL;
}

bool join_hold_rows(struct join *join, struct elements *elements,
                    struct rows *rows, struct input_error *error)
{
    struct holding holding = {join, elements};
    struct join_visit visit = {hold_row, &holding};
    return join_rows(join, elements, rows, &visit, error);
}
