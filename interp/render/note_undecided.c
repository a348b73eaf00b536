/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The undecided verdicts of a note: what each may be, and by which rules.
 */

#include "interp/render/note_internal.h"

#include "interp/render/may_be.h"

static struct str what_it_may_be(const struct note *note,
                                 const struct verdict *verdict)
{
    struct buf line = buf_on(note->out->arena);
    words_may_be(&line, verdict);
    return buf_view(&line);
}

static void put_rules(const struct note *note, const struct verdict *verdict)
{
    struct buf line = buf_on(note->out->arena);
    for (size_t i = 0; i < verdict->by_count; i++) {
        buf_text(&line, i ? ", " : "by ");
        words_rule(&line, verdict->by[i].rule);
        if (verdict->by[i].state == TRUTH_YES)
            buf_text(&line, " (applies)");
    }
    note_detail(note, buf_view(&line));
}

void note_undecided(const struct note *note)
{
    bool begun = false;
    for (size_t i = 0; i < note->finding->program->treatment_count; i++) {
        const struct verdict *verdict = note_verdict(note, i);
        if (!verdict || verdict->word != WORD_UNDECIDED ||
            note_spoken_for(note, verdict))
            continue;
        if (!begun)
            note_heading(note, "UNDECIDED");
        begun = true;
        wrap_pair(note->out, NOTE_INDENT, words_treatment(verdict->treatment),
                  NOTE_RIGHT, what_it_may_be(note, verdict));
        put_rules(note, verdict);
        note_remarks(note, verdict);
        note_members(note, verdict);
    }
}
