/* SPDX-License-Identifier: Apache-2.0 */

/*
 * CSV as RFC 4180 has it, but for the line end: a bare newline. A cell that
 * a spreadsheet would take for a formula is not special to us: ids and names
 * are printed as they are.
 */

#include "interp/render/table.h"

#include "interp/render/wrap.h"

#include <string.h>

/* Line ends and tabs may stand between quotes, other control characters
   nowhere: tables are looked at in terminals. */
static void put_harmless(struct buf *out, char c)
{
    bool control = (unsigned char)c < ' ' || c == 0x7F;
    buf_char(out, control && (!c || !strchr("\t\r\n", c)) ? '?' : c);
}

void csv_cell(struct buf *out, struct str text)
{
    bool quoted = false;
    for (size_t i = 0; i < text.n; i++)
        quoted |= text.at[i] && strchr(",\"\r\n", text.at[i]);
    if (quoted)
        buf_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '"')
            buf_char(out, '"');
        put_harmless(out, text.at[i]);
    }
    if (quoted)
        buf_char(out, '"');
}

void csv_header(struct buf *out, const struct program *program,
                const struct selection *selection)
{
    buf_text(out, "patient");
    for (size_t i = 0; i < program->treatment_count; i++) {
        if (!selects_treatment(selection, program->treatments[i]))
            continue;
        buf_char(out, ',');
        csv_cell(out, program->treatments[i]->name);
    }
    buf_text(out, ",record_errors\n");
}

static void put_verdict(struct buf *out, const struct verdict *verdict)
{
    if (verdict->word == WORD_NONE)
        return;
    if (verdict->word != WORD_UNDECIDED) {
        buf_text(out, word_name(verdict->word));
        return;
    }
    for (size_t i = 0; i < verdict->may_be_count; i++) {
        if (i)
            buf_char(out, '|');
        buf_text(out, word_name(verdict->may_be[i].word));
    }
    buf_char(out, '?');
}

void csv_row(struct buf *out, const struct finding *finding,
             const struct selection *selection)
{
    const struct program *program = finding->program;
    const struct record *record = finding->record;
    csv_cell(out, record->id);
    for (size_t i = 0; i < program->treatment_count; i++) {
        if (!selects_treatment(selection, program->treatments[i]))
            continue;
        buf_char(out, ',');
        if (record->readable)
            put_verdict(out, &finding->verdicts[i]);
        else
            buf_text(out, "unreadable");
    }
    buf_format(out, ",%llu\n",
               (unsigned long long)record->errors.n + record->more_errors);
}

/* An id of several words would shift the letters of its line. */
static void put_id(struct buf *out, struct str id)
{
    size_t from = out->n;
    wrap_clean(out, id);
    for (size_t i = from; i < out->n; i++)
        if (out->at[i] == ' ')
            out->at[i] = '_';
}

/* Whether the id is written as it stands. */
static bool is_graphic(struct str id)
{
    unsigned char beyond = 0;
    for (size_t i = 0; i < id.n; i++)
        beyond |=
            (unsigned char)id.at[i] <= ' ' || (unsigned char)id.at[i] > '~';
    return !beyond;
}

void states_of_id(struct buf *out, struct str id, struct str letters)
{
    if (is_graphic(id))
        buf_str(out, id);
    else
        put_id(out, id);
    buf_char(out, ' ');
    buf_str(out, letters);
    buf_char(out, '\n');
}

void states_line(struct buf *out, const struct program *program,
                 const struct record *record, const enum truth *states,
                 const struct selection *selection)
{
    put_id(out, record->id);
    buf_char(out, ' ');
    for (size_t i = 0; i < program->rule_count; i++) {
        if (!selects_rule(selection, program->rules[i]))
            continue;
        enum truth state = states ? states[i] : TRUTH_UNKNOWN;
        buf_char(out, "?FTU"[state]);
    }
    buf_char(out, '\n');
}
