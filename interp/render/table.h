/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_TABLE_H
#define CANTLIE_INTERP_RENDER_TABLE_H

/*
 * Results as one line a patient: `--format csv` and `--format states`.
 */

#include "interp/render/selection.h"

/* A cell, in quotes where it needs them. */
void csv_cell(struct buf *out, struct str text);

/* The header: patient, each treatment by name, and the number of record
   errors. */
void csv_header(struct buf *out, const struct program *program,
                const struct selection *selection);

/* The row: the verdict's word, or for an undecided one all it may be
   ("recommend|avoid?"); empty where there is no verdict; "unreadable" in each
   column of a record that could not be read. */
void csv_row(struct buf *out, const struct finding *finding,
             const struct selection *selection);

/* The id, a blank, and T, F or U for each rule. A record that could not be
   read has U throughout. Blanks in an id are written as '_'. */
void states_line(struct buf *out, const struct program *program,
                 const struct record *record, const enum truth *states,
                 const struct selection *selection);

/* The same from the letters. */
void states_of_id(struct buf *out, struct str id, struct str letters);

#endif
