/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_NOTE_H
#define CANTLIE_INTERP_RENDER_NOTE_H

/*
 * One patient as text: reads like the note of a tumour board. Groups of
 * verdicts, what is undecided with what decides it, when, the outlook, what
 * to ask next, what is wrong with the data. 80 columns.
 */

#include "interp/render/selection.h"

struct note {
    struct buf *out;
    struct evaluator *ev; /* begun on the record of the finding */
    const struct finding *finding;
    const struct selection *selection;
    bool colour; /* headings in bold */
};

void note_write(const struct note *note);

#endif
