/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The frame of a note: its head, its sections, and which entries a group's
 * entry speaks for. What is said of a group reaches all its members; a note
 * that repeats it for each of ten kinds of operation is not read.
 */

#include "interp/render/note_internal.h"

static void put_bold(const struct note *note, const char *text)
{
    if (note->colour)
        buf_text(note->out, "\033[1m");
    buf_text(note->out, text);
    if (note->colour)
        buf_text(note->out, "\033[0m");
}

void note_heading(const struct note *note, const char *heading)
{
    put_bold(note, heading);
    buf_char(note->out, '\n');
}

void note_line(const struct note *note, const char *heading, struct str text)
{
    put_bold(note, heading);
    size_t at = str_of(heading).n;
    buf_repeat(note->out, ' ', at < NOTE_HANG ? NOTE_HANG - at : 1);
    wrap_words(note->out, text, at < NOTE_HANG ? NOTE_HANG : at + 1, NOTE_HANG);
}

void note_detail(const struct note *note, struct str text)
{
    if (text.n)
        wrap_paragraph(note->out, text, NOTE_DETAIL, NOTE_DETAIL + 2);
}

const struct verdict *note_verdict(const struct note *note, size_t i)
{
    const struct verdict *verdict = &note->finding->verdicts[i];
    return selects_verdict(note->selection, verdict) ? verdict : NULL;
}

/* ---- groups ------------------------------------------------------------- */

static bool has_rule(const struct reason *reasons, size_t n,
                     const struct rule *rule)
{
    for (size_t i = 0; i < n; i++)
        if (reasons[i].rule == rule)
            return true;
    return false;
}

static bool says_more(const struct verdict *verdict)
{
    return verdict->beaten_count || verdict->trial_count ||
           verdict->candidacy.asked;
}

/* The group that all reasons were said of, or NULL. */
static const struct treatment *common_group(const struct verdict *verdict)
{
    if (!verdict->by_count)
        return NULL;
    const struct treatment *group = verdict->by[0].via;
    for (size_t i = 1; i < verdict->by_count; i++)
        if (verdict->by[i].via != group)
            return NULL;
    return group;
}

const struct verdict *note_spoken_for(const struct note *note,
                                      const struct verdict *verdict)
{
    const struct treatment *group = common_group(verdict);
    const struct verdict *above =
        group ? note_verdict(note, group->index) : NULL;
    if (!above || says_more(verdict) || above->word != verdict->word ||
        above->by_count != verdict->by_count)
        return NULL;
    for (size_t i = 0; i < verdict->by_count; i++)
        if (!has_rule(above->by, above->by_count, verdict->by[i].rule))
            return NULL;
    return above;
}

void note_members(const struct note *note, const struct verdict *group)
{
    struct buf line = buf_on(note->out->arena);
    size_t n = 0;
    for (size_t i = 0; i < note->finding->program->treatment_count; i++) {
        const struct verdict *verdict = note_verdict(note, i);
        if (!verdict || note_spoken_for(note, verdict) != group)
            continue;
        buf_text(&line, n++ ? "; " : "so, too: ");
        buf_str(&line, words_treatment(verdict->treatment));
    }
    note_detail(note, buf_view(&line));
}

/* ---- the frame ---------------------------------------------------------- */

static void put_head(const struct note *note)
{
    const struct program *program = note->finding->program;
    const struct record *record = note->finding->record;
    struct buf line = buf_on(note->out->arena);
    wrap_clean(&line, record->id);
    buf_text(&line, "   evaluated ");
    date_print(&line, record->today);
    if (program->title.n)
        buf_format(&line, "   %.*s %.*s", STR_ARG(program->title),
                   STR_ARG(program->version));
    struct str text = str_trim(buf_view(&line));
    if (str_columns(text) <= PAGE_COLUMNS)
        buf_format(note->out, "%.*s\n", STR_ARG(text));
    else
        wrap_paragraph(note->out, text, 0, 4);
}

static bool any_verdict(const struct note *note)
{
    for (size_t i = 0; i < note->finding->program->treatment_count; i++)
        if (note_verdict(note, i))
            return true;
    return false;
}

void note_write(const struct note *note)
{
    put_head(note);
    buf_char(note->out, '\n');
    if (note->finding->record->readable) {
        if (!any_verdict(note))
            words_no_verdict(note->out, note->finding, note->selection);
        note_verdicts(note);
        note_undecided(note);
        note_course(note);
    }
    note_data(note);
}
