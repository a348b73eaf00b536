/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_NOTE_INTERNAL_H
#define CANTLIE_INTERP_RENDER_NOTE_INTERNAL_H

/* The inside of a note, shared by the files note*.c only. */

#include "interp/render/note.h"
#include "interp/render/words.h"
#include "interp/render/wrap.h"

#define NOTE_INDENT 2
#define NOTE_DETAIL 6 /* lines below a treatment */
#define NOTE_RIGHT 38 /* the column of rules and reasons */
#define NOTE_HANG 11  /* behind "ASK NEXT" */

/* RECOMMENDED, on a line of its own. */
void note_heading(const struct note *note, const char *heading);

/* A heading with its text behind it. */
void note_line(const struct note *note, const char *heading, struct str text);

/* A line of detail below a treatment; does nothing for an empty text. */
void note_detail(const struct note *note, struct str text);

/* Verdict number i of the finding when it is to be shown, else NULL. */
const struct verdict *note_verdict(const struct note *note, size_t i);

/* Whether all that the verdict says is said of a group above it that is
   shown with the same word, so that the group's entry speaks for both. */
const struct verdict *note_spoken_for(const struct note *note,
                                      const struct verdict *verdict);

/* The parts of a note. */
void note_verdicts(const struct note *note);
void note_undecided(const struct note *note);
void note_course(const struct note *note); /* when, tests, outlook, scores */
void note_data(const struct note *note);   /* what to ask, errors, warnings */

/* Lines below a treatment that settled and undecided verdicts share: trials,
   candidacy, assumptions, outcomes. */
void note_remarks(const struct note *note, const struct verdict *verdict);

/* "so, too: ..." for the members that the group's entry speaks for. */
void note_members(const struct note *note, const struct verdict *group);

#endif
