/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A table whose rows stand in the order of the patients' ids is read along
 * with the patients: the rows of one patient are held, and the first one
 * behind them. That the rows are in order was looked at before; that the
 * patients are is seen as they come. One that is not makes the table a held
 * one: nothing that was passed is lost, since it is read again.
 */

#include "interp/records/join_internal.h"

#include "grammar/limits.h"

static const char CHANGED[] = "the table as it was: it has changed, or cannot "
                              "be read any more";
static const char UNORDERED[] =
    "records sorted by id, as this table is: its rows may have been passed, "
    "and are more than can be held (1 GiB)";

struct stream {
    enum id_order order;
    bool open;
    struct input input;
    struct rows rows;
    struct arena *next_arena, *group_arena, *last_arena;

    struct row next; /* its text in next_arena */
    struct str next_id;
    bool has_next;

    struct owner group; /* in group_arena */
    bool has_group;
    uint64_t passed;        /* groups */
    LIST(uint64_t) orphans; /* those of them that no patient took */

    struct str last; /* the patient that came last */
    bool any;
};

/* --- order ------------------------------------------------------------------ */

static bool is_number(struct str id)
{
    for (size_t i = 0; i < id.n; i++)
        if (id.at[i] < '0' || id.at[i] > '9')
            return false;
    return id.n > 0;
}

static struct str without_zeros(struct str id)
{
    while (id.n > 1 && id.at[0] == '0')
        id = str_from(id, 1);
    return id;
}

/* Whole numbers by their size, in front of all else. */
static int compare_numbers(struct str a, struct str b)
{
    bool number_a = is_number(a), number_b = is_number(b);
    if (!number_a || !number_b)
        return number_a != number_b ? number_b - number_a : str_compare(a, b);
    struct str short_a = without_zeros(a), short_b = without_zeros(b);
    if (short_a.n != short_b.n)
        return short_a.n < short_b.n ? -1 : 1;
    int order = str_compare(short_a, short_b);
    return order ? order : str_compare(a, b);
}

static int compare(enum id_order order, struct str a, struct str b)
{
    return order == ORDER_NUMBER ? compare_numbers(a, b) : str_compare(a, b);
}

/* What is seen of the order while the rows go by. */
struct ordering {
    struct arena *arenas[2]; /* in turn, of the id before */
    unsigned turn;
    struct str before;
    bool any, text, number;
};

static const char *see_order(void *context, const struct row *row,
                             struct str id)
{
    struct ordering *seen = context;
    (void)row;
    if (seen->any && str_equal(seen->before, id))
        return NULL;
    if (seen->any) {
        seen->text &= str_compare(seen->before, id) < 0;
        seen->number &= compare_numbers(seen->before, id) < 0;
    }
    struct arena *arena = seen->arenas[seen->turn ^= 1];
    arena_clear(arena);
    seen->before = str_copy(arena, id);
    seen->any = true;
    return NULL;
}

bool join_order(struct join *join, const struct elements *elements,
                struct rows *rows, enum id_order *order,
                struct input_error *error)
{
    struct ordering seen = {.text = true, .number = true};
    for (size_t i = 0; i < 2; i++)
        seen.arenas[i] = join_arena(join);
    struct join_visit visit = {see_order, &seen};
    bool right = join_rows(join, elements, rows, &visit, error);
    for (size_t i = 0; i < 2; i++)
        arena_free(seen.arenas[i]);
    *order = seen.text ? ORDER_TEXT : seen.number ? ORDER_NUMBER : ORDER_NONE;
    return right;
}

/* --- the next rows ------------------------------------------------------------- */

/* The row behind the group, as text with its id. */
static void load_next(struct elements *elements, struct stream *s)
{
    struct row whole;
    arena_clear(s->next_arena);
    enum split_state state = rows_whole(&s->rows, s->next_arena, &whole);
    s->has_next = state == SPLIT_PIECE;
    if (state == SPLIT_FAILED)
        elements->lost = CHANGED;
    if (!s->has_next)
        return;
    s->next = rows_cut(&s->rows, s->next_arena, &whole);
    s->next_id = s->next.fault
                     ? STR("")
                     : map_table_id(&elements->table.mapped, &s->next);
    if (!s->next_id.n ||
        (s->has_group && compare(s->order, s->next_id, s->group.id) < 0))
        elements->lost = CHANGED;
}

/* The rows of the next patient; of too many the number only. */
static void load_group(struct elements *elements, struct stream *s)
{
    s->has_group = s->has_next && !elements->lost;
    if (!s->has_group)
        return;
    arena_clear(s->group_arena);
    s->group = (struct owner){.id = str_copy(s->group_arena, s->next_id)};
    while (s->has_next && !elements->lost &&
           str_equal(s->next_id, s->group.id)) {
        if (s->group.n > LIMIT_ELEMENTS)
            s->group.n++;
        else
            join_add_row(s->group_arena, &s->group, &s->next);
        load_next(elements, s);
    }
}

static void pass_group(struct join *join, struct elements *elements)
{
    struct stream *s = elements->stream;
    if (!s->group.taken) {
        if (!elements->orphans)
            elements->orphan = str_copy(join->rows, s->group.id);
        elements->orphans += s->group.n;
        list_push(join->rows, &s->orphans, s->passed);
    }
    s->passed++;
    load_group(elements, s);
}

/* --- a patient ------------------------------------------------------------------- */

void join_stream(struct join *join, struct elements *elements,
                 enum id_order order)
{
    struct stream *s = ARENA_NEW(join->arena, struct stream);
    s->order = order;
    elements->stream = s;
}

/* Before the first patient: opens the file, at the first row. */
static void start(struct join *join, struct elements *elements)
{
    struct stream *s = elements->stream;
    if (s->open)
        return;
    s->next_arena = join_arena(join);
    s->group_arena = join_arena(join);
    s->last_arena = join_arena(join);
    s->open = true;
    if (!join_again(elements, s->next_arena, &s->input, &s->rows)) {
        s->input = (struct input){.over = true};
        elements->lost = CHANGED;
        return;
    }
    load_next(elements, s);
    load_group(elements, s);
}

void join_stream_guard(struct elements *elements, jmp_buf *guard)
{
    struct stream *s = elements->stream;
    if (!s || !s->open)
        return;
    arena_guard(s->next_arena, guard);
    arena_guard(s->group_arena, guard);
    arena_guard(s->last_arena, guard);
}

void join_stream_close(struct elements *elements)
{
    struct stream *s = elements->stream;
    if (!s || !s->open)
        return;
    input_close(&s->input);
    arena_free(s->next_arena);
    arena_free(s->group_arena);
    arena_free(s->last_arena);
    *s = (struct stream){.order = s->order};
}

/* Who has been served is taken: all that were passed, but for the orphans. */
static void mark_taken(struct elements *elements, const struct stream *s)
{
    size_t orphan = 0;
    for (size_t i = 0; i < elements->owners.n; i++) {
        struct owner *owner = elements->owners.at[i];
        bool is_orphan = orphan < s->orphans.n && s->orphans.at[orphan] == i;
        orphan += is_orphan;
        owner->taken = i < s->passed
                           ? !is_orphan
                           : i == s->passed && s->has_group && s->group.taken;
    }
    elements->orphans = 0;
    elements->orphan = STR("");
}

/* A patient came out of order: the rows are held from here on. */
static void hold(struct join *join, struct elements *elements)
{
    struct input_error error;
    struct input input;
    struct rows rows;
    struct stream *s = elements->stream;
    if (join_again(elements, s->next_arena, &input, &rows)) {
        if (!join_hold_rows(join, elements, &rows, &error))
            elements->lost = UNORDERED;
        input_close(&input);
    } else {
        elements->lost = CHANGED;
    }
    mark_taken(elements, s);
    join_stream_close(elements);
    elements->stream = NULL;
}

struct owner *join_stream_owner(struct join *join, struct elements *elements,
                                struct str id)
{
    struct stream *s = elements->stream;
    start(join, elements);
    if (s->any && compare(s->order, id, s->last) < 0) {
        hold(join, elements);
        return elements->lost ? NULL : join_owner(elements, id);
    }
    if (!s->any || !str_equal(s->last, id)) {
        arena_clear(s->last_arena);
        s->last = str_copy(s->last_arena, id);
        s->any = true;
    }
    while (s->has_group && compare(s->order, s->group.id, id) < 0)
        pass_group(join, elements);
    return s->has_group && str_equal(s->group.id, id) ? &s->group : NULL;
}

void join_stream_end(struct join *join, struct elements *elements)
{
    struct stream *s = elements->stream;
    start(join, elements);
    while (s->has_group)
        pass_group(join, elements);
}
