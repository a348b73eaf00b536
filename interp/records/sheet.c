/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The memory of a sheet: for the patient and for each list one piece that
 * holds all masks, so that emptying the sheet is a few long strokes; numbers
 * and texts beside it are never emptied.
 */

#include "interp/records/sheet_plan.h"

size_t sheet_options(const struct sheet_field *f)
{
    switch (f->kind) {
    case SHEET_YESNO: return 2;
    case SHEET_CHOICE:
    case SHEET_SET: return f->field->type.choices->n;
    case SHEET_NUMBER:
    case SHEET_DATE:
    case SHEET_TEXT:
    case SHEET_LIST:
    case SHEET_NEVER: break;
    }
    return 0;
}

/* known, for a field with `if` nothing and perhaps, for one that may be known
   in part partly, and one an option. */
static size_t masks_of(const struct sheet_field *f)
{
    if (f->kind == SHEET_LIST)
        return 0;
    size_t conditional = f->field->only_if ? 2 : 0;
    return 1 + conditional + f->parts + sheet_options(f);
}

static uint64_t *take(struct sheet_masks *masks, size_t n)
{
    uint64_t *at = masks->at + masks->count * masks->words;
    masks->count += n;
    return at;
}

static void make_column(struct arena *arena, const struct sheet_field *f,
                        struct sheet_masks *masks, struct sheet_column *column)
{
    size_t places = 64 * masks->words;
    *column = (struct sheet_column){.field = f->field, .words = masks->words};
    if (f->kind == SHEET_LIST)
        return;
    column->known = take(masks, 1);
    if (f->field->only_if) {
        column->nothing = take(masks, 1);
        column->perhaps = take(masks, 1);
    }
    if (f->parts)
        column->partly = take(masks, 1);
    if (sheet_options(f))
        column->options = take(masks, sheet_options(f));
    if (f->kind == SHEET_NUMBER || f->kind == SHEET_DATE)
        column->value = ARENA_ARRAY(arena, int64_t, places);
    if (f->kind == SHEET_TEXT)
        column->text = ARENA_ARRAY(arena, struct str, places);
}

/* They lie side by side. */
struct sheet_masks sheet_column_masks(const struct sheet_column *column,
                                      const struct sheet_field *f)
{
    return (struct sheet_masks){column->known, masks_of(f), column->words};
}

static struct sheet_column *make_columns(struct arena *arena,
                                         const struct sheet_type *type,
                                         struct sheet_masks *masks)
{
    size_t count = 0, n = type->type->field_count;
    struct sheet_column *columns = ARENA_ARRAY(arena, struct sheet_column, n);
    for (size_t i = 0; i < n; i++)
        count += masks_of(&type->fields[i]);
    masks->at = ARENA_ARRAY(arena, uint64_t, count * masks->words);
    for (size_t i = 0; i < n; i++)
        make_column(arena, &type->fields[i], masks, &columns[i]);
    return columns;
}

/* No key was met yet: none begins with this byte. */
#define NO_KEY UINT64_MAX

static struct sheet_member *make_members(struct arena *arena,
                                         const struct sheet_type *type,
                                         struct sheet_column *columns)
{
    size_t n = type->type->field_count;
    struct sheet_member *members =
        ARENA_ARRAY(arena, struct sheet_member, n + 1);
    for (size_t i = 0; i <= n; i++) {
        struct sheet_member *member = &members[i];
        member->key.low = member->key.low_mask = NO_KEY;
        member->next = members;
        member->word = (uint32_t)i / 64;
        member->bit = (uint64_t)1 << (i % 64);
        if (!i)
            continue;
        member->f = &type->fields[i - 1];
        member->column = &columns[i - 1];
        if (member->f->kind == SHEET_NUMBER)
            member->units = ARENA_NEW(arena, struct sheet_units);
    }
    return members;
}

struct sheet *sheet_new(struct arena *arena, const struct sheet_plan *plan)
{
    struct sheet *sheet = ARENA_NEW(arena, struct sheet);
    struct sheet_inside *inside = ARENA_NEW(arena, struct sheet_inside);
    size_t lists = plan->list_count;
    sheet->inside = inside;
    inside->plan = plan;
    inside->patient.words = SHEET_WORDS;
    inside->elements = ARENA_ARRAY(arena, struct sheet_masks, lists);
    inside->members = ARENA_ARRAY(arena, struct sheet_member *, lists + 1);
    sheet->columns = make_columns(arena, &plan->patient, &inside->patient);
    inside->members[0] = make_members(arena, &plan->patient, sheet->columns);
    sheet->lists = ARENA_ARRAY(arena, struct sheet_list, lists);
    for (size_t i = 0; i < lists; i++) {
        struct sheet_list *list = &sheet->lists[i];
        const struct sheet_type *type = &plan->elements[i];
        inside->elements[i].words = SHEET_ELEMENT_WORDS;
        list->field = plan->patient.type->lists[i];
        list->columns = make_columns(arena, type, &inside->elements[i]);
        inside->members[i + 1] = make_members(arena, type, list->columns);
    }
    return sheet;
}

void sheet_drop_elements(struct sheet *sheet, size_t list, uint32_t start,
                         uint32_t end)
{
    const struct sheet_masks *masks = &sheet->inside->elements[list];
    for (uint32_t place = start; place < end;) {
        uint32_t word = place / 64, bit = place % 64;
        for (size_t i = 0; i < masks->count; i++)
            masks->at[i * masks->words + word] &= ((uint64_t)1 << bit) - 1;
        place = (word + 1) * 64;
    }
}

void sheet_start_row(struct sheet *sheet, size_t row)
{
    sheet->id[row].n = 0;
    for (size_t i = 0; i < sheet->inside->plan->list_count; i++)
        sheet->lists[i].start[row + 1] = sheet->lists[i].start[row];
}

bool sheet_drop_row(struct sheet *sheet, size_t row)
{
    bool room = false;
    for (size_t i = 0; i < sheet->inside->plan->list_count; i++) {
        uint32_t *start = &sheet->lists[i].start[row];
        sheet_drop_elements(sheet, i, start[0], start[1]);
        start[1] = start[0];
        room = room || start[0] > 0;
    }
    return room;
}

void sheet_clear(struct sheet *sheet)
{
    struct sheet_inside *inside = sheet->inside;
    size_t words = inside->patient.count * inside->patient.words;
    for (size_t i = 0; i < inside->plan->list_count; i++) {
        struct sheet_list *list = &sheet->lists[i];
        sheet_drop_elements(sheet, i, 0, list->start[sheet->rows]);
        memset(list->given, 0, sizeof list->given);
    }
    if (words)
        memset(inside->patient.at, 0, words * sizeof(uint64_t));
    memset(sheet->hard, 0, sizeof sheet->hard);
    sheet->rows = 0;
}
