/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A diff for people: what changed in the rules, part by part; then whom it
 * touches, under each clause that is responsible; last how verdicts turned.
 */

#include "interp/render/diff_text.h"

#include "interp/render/wrap.h"

#include <ctype.h>

#define NAME_COLUMN 28
#define PATIENTS_SHOWN 8
#define TURN_COLUMN 17
#define TURNS_MOST 3

/* --- rules ---------------------------------------------------------------- */

static void put_heading(struct buf *out, const char *heading)
{
    if (out->n)
        buf_char(out, '\n');
    for (; *heading; heading++)
        buf_char(out, (char)toupper((unsigned char)*heading));
    buf_char(out, '\n');
}

static struct str place_text(struct arena *arena, const struct diff_report *r,
                             const struct diff_item *item)
{
    struct place place = diff_place(r->diff, item);
    if (!place.source)
        return STR("");
    return str_format(arena, "%.*s:%u", STR_ARG(place.source->path),
                      place.line);
}

static void put_item(struct buf *out, const struct diff_report *r,
                     const struct diff_item *item)
{
    struct str name = item->name;
    bool lone = item->kind == DIFF_ADDED || item->kind == DIFF_REMOVED;
    struct str place = place_text(out->arena, r, item);
    if (lone && !item->clauses.n)
        wrap_pair(out, 2, name, NAME_COLUMN,
                  str_of(diff_kind_name(item->kind)));
    for (size_t i = 0; i < item->clauses.n; i++) {
        struct str words = item->clauses.at[i].words;
        if (lone)
            words = str_format(out->arena, "%s: %.*s",
                               diff_kind_name(item->kind), STR_ARG(words));
        wrap_pair(out, 2, i ? STR("") : name, NAME_COLUMN, words);
    }
    if (place.n)
        wrap_pair(out, 2, STR(""), NAME_COLUMN, place);
}

static void put_items(struct buf *out, const struct diff_report *r)
{
    const char *heading = NULL;
    for (size_t i = 0; i < r->diff->items.n; i++) {
        const struct diff_item *item = &r->diff->items.at[i];
        const char *own = diff_heading(item->of);
        if (!heading || own != heading)
            put_heading(out, own);
        heading = own;
        put_item(out, r, item);
    }
    if (!r->diff->items.n)
        buf_text(out, "The rules say the same.\n");
}

/* --- patients ------------------------------------------------------------- */

/* A made-up patient's name is what is known of them: one is shown. */
static void put_ids(struct buf *out, const struct delta *delta, bool generated)
{
    if (generated) {
        buf_format(out, "such as: %.*s", STR_ARG(delta->patients.at[0]));
        return;
    }
    for (size_t i = 0; i < delta->patients.n && i < PATIENTS_SHOWN; i++)
        buf_format(out, "%s%.*s", i ? " " : "", STR_ARG(delta->patients.at[i]));
    if (delta->patients.n > PATIENTS_SHOWN)
        buf_format(out, " and %zu more", delta->patients.n - PATIENTS_SHOWN);
}

static void put_delta(struct buf *out, const struct delta *delta,
                      bool generated)
{
    struct buf text = buf_on(out->arena);
    buf_format(&text, "%.*s -> %.*s" NO_BREAK NO_BREAK "%zu" NO_BREAK NO_BREAK,
               STR_ARG(delta->from), STR_ARG(delta->to), delta->patients.n);
    put_ids(&text, delta, generated);
    wrap_pair(out, 4, delta->name, NAME_COLUMN, buf_view(&text));
}

static void put_causes(struct buf *out, const struct diff_report *r)
{
    const struct diff_patients *patients = r->patients;
    struct diff_causes causes = diff_causes_of(out->arena, patients);
    for (size_t i = 0; i < causes.n; i++) {
        buf_char(out, '\n');
        wrap_paragraph(out, causes.at[i].cause, 2, 2);
        for (size_t j = 0; j < causes.at[i].deltas.n; j++)
            put_delta(out, causes.at[i].deltas.at[j], r->generated);
    }
}

static void put_turn_lines(struct buf *out, const struct diff_turns *turns)
{
    for (size_t i = 0; i < turns->from_count; i++)
        for (size_t j = 0; j < turns->to_count; j++)
            if (turns->at[i][j])
                buf_format(out, "  %-17.*s -> %-17.*s %6llu\n",
                           STR_ARG(turns->from[i]), STR_ARG(turns->to[j]),
                           (unsigned long long)turns->at[i][j]);
}

static void put_turn_table(struct buf *out, const struct diff_turns *turns)
{
    buf_format(out, "  %-*s", TURN_COLUMN, "from \\ to");
    for (size_t j = 0; j < turns->to_count; j++)
        buf_format(out, " %*.*s", TURN_COLUMN, STR_ARG(turns->to[j]));
    buf_char(out, '\n');
    for (size_t i = 0; i < turns->from_count; i++) {
        buf_format(out, "  %-*.*s", TURN_COLUMN, STR_ARG(turns->from[i]));
        for (size_t j = 0; j < turns->to_count; j++)
            buf_format(out, " %*llu", TURN_COLUMN,
                       (unsigned long long)turns->at[i][j]);
        buf_char(out, '\n');
    }
}

static void clean_words(struct arena *arena, struct str *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct buf out = buf_on(arena);
        wrap_clean(&out, words[i]);
        words[i] = buf_view(&out);
    }
}

static void put_turns(struct buf *out, const struct diff_patients *patients)
{
    struct diff_turns turns = diff_turns_of(patients);
    if (!turns.from_count)
        return;
    clean_words(out->arena, turns.from, turns.from_count);
    clean_words(out->arena, turns.to, turns.to_count);
    put_heading(out, "Verdicts from and to");
    if (turns.to_count <= TURNS_MOST)
        put_turn_table(out, &turns);
    else
        put_turn_lines(out, &turns);
}

void diff_text_patients(struct buf *out, const struct diff_report *r)
{
    const struct diff_patients *patients = r->patients;
    if (out->n)
        buf_char(out, '\n');
    buf_format(out, "%llu of %llu %spatient%s changed",
               (unsigned long long)patients->changed,
               (unsigned long long)patients->patients,
               r->generated ? "generated " : "",
               patients->patients == 1 ? "" : "s");
    if (patients->unreadable)
        buf_format(out, ", %llu cannot be read",
                   (unsigned long long)patients->unreadable);
    if (r->dated) {
        buf_text(out, " (as of ");
        date_print(out, r->as_of);
        buf_char(out, ')');
    }
    buf_char(out, '\n');
    put_causes(out, r);
    put_turns(out, patients);
}

void diff_text(struct buf *out, const struct diff_report *report)
{
    put_items(out, report);
    if (report->patients)
        diff_text_patients(out, report);
}
