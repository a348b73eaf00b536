/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Which field the title of a column is like: by its words, those of the
 * field's name, label and further keys. A guess that only an author can
 * confirm; so what is written of it says how sure it is.
 */

#include "interp/records/propose_internal.h"

#include <string.h>

/* Small letters and digits, words apart by one '-'. */
struct str propose_words(struct arena *arena, struct str text)
{
    char *at = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                      (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
        if (letter)
            at[n++] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
        else if (n && at[n - 1] != '-')
            at[n++] = '-';
    }
    while (n && at[n - 1] == '-')
        n--;
    return (struct str){at, n};
}

/* Whether all words of `part` stand in `whole`, next to each other. */
static bool holds_words(struct str whole, struct str part)
{
    for (size_t i = 0; part.n && i + part.n <= whole.n; i++) {
        bool starts = !i || whole.at[i - 1] == '-';
        bool ends = i + part.n == whole.n || whole.at[i + part.n] == '-';
        if (starts && ends && !memcmp(whole.at + i, part.at, part.n))
            return true;
    }
    return false;
}

/* 3: the same; 2: one of several words, or a slip; 0: nothing in common. */
static int likeness(struct arena *arena, struct str title, struct str name)
{
    struct str a = propose_words(arena, title), b = propose_words(arena, name);
    if (!a.n || !b.n)
        return 0;
    if (str_equal(a, b))
        return 3;
    if (b.n >= 3 && holds_words(a, b))
        return 2;
    if (a.n >= 3 && holds_words(b, a))
        return 1;
    return b.n >= 5 && name_distance(a, b, 2) <= 2 ? 2 : 0;
}

static int likeness_of_field(struct arena *arena, struct str title,
                             const struct field *field)
{
    int best = likeness(arena, title, field->name);
    int label = likeness(arena, title, field->label);
    best = label > best ? label : best;
    for (size_t i = 0; i < field->named_count; i++) {
        int named = likeness(arena, title, field->named[i]);
        best = named > best ? named : best;
    }
    return best;
}

/* "id" is too short a word to be looked for in others. */
static bool is_like_id(struct proposal *p, struct str title)
{
    struct str words = propose_words(p->arena, title);
    return holds_words(words, STR("id")) || holds_words(words, STR("pid"));
}

void propose_field(struct proposal *p, struct seen *seen)
{
    const struct record_type *patient = p->options->vocabulary->patient;
    int best = 0;
    if (p->options->vocabulary->id && is_like_id(p, seen->bare)) {
        seen->field = p->options->vocabulary->id;
        seen->certain = name_equal(seen->bare, STR("id"));
        return;
    }
    for (size_t i = 0; i < patient->field_count; i++) {
        const struct field *field = patient->fields[i];
        if (field->type.kind == TYPE_LIST)
            continue;
        int like = likeness_of_field(p->arena, seen->bare, field);
        if (like <= best)
            continue;
        best = like;
        seen->field = field;
    }
    seen->certain = best == 3;
}

/* Of two columns for one field the more certain one stays, else the first. */
void propose_one_column_each(struct proposal *p)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = 0; j < i && p->columns[i].field; j++) {
            struct seen *a = &p->columns[j], *b = &p->columns[i];
            if (a->field != b->field)
                continue;
            if (b->certain && !a->certain)
                a->field = NULL;
            else
                b->field = NULL;
        }
}
