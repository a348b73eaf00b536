/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a case that failed looks like. The patient is told by the facts of
 * the record that were given, so that it is seen also when they come from a
 * file.
 */

#include "interp/render/case_text.h"

#include "interp/render/proof_text.h"
#include "interp/render/words.h"
#include "interp/render/wrap.h"

#define INDENT 6
#define COLUMN 16

static void put_line(struct buf *out, const char *head, struct str text)
{
    if (text.n)
        wrap_pair(out, INDENT, str_of(head), COLUMN, text);
}

static void put_unmet(struct buf *out, const struct case_result *result,
                      const struct unmet *unmet)
{
    struct proof_lines lines = {out, result->record, NULL};
    put_line(out, "expected", unmet->expected);
    put_line(out, "found", unmet->found);
    if (unmet->rule) {
        enum truth state = result->finding->states[unmet->rule->index];
        put_line(out, "because",
                 str_format(out->arena, "%.*s: %s", STR_ARG(unmet->rule->name),
                            state_name(state)));
    }
    if (unmet->proof)
        proof_text(&lines, unmet->proof, COLUMN);
}

/* ---- the patient -------------------------------------------------------- */

static void put_patient(struct buf *out, const struct record *record)
{
    struct buf line = buf_on(out->arena);
    for (size_t i = 0; i < record->type->field_count; i++) {
        const struct field *field = record->type->fields[i];
        if (!words_is_told(record, field))
            continue;
        words_comma(&line, line.n);
        words_told(&line, record, field, false);
    }
    put_line(out, "patient", buf_view(&line));
}

static void put_errors(struct buf *out, const struct record *record)
{
    for (size_t i = 0; i < record->errors.n; i++) {
        struct buf line = buf_on(out->arena);
        words_record_error(&line, &record->errors.at[i]);
        put_line(out, "error", buf_view(&line));
    }
}

void case_text(struct buf *out, const struct program *program,
               const struct case_result *result, struct str again)
{
    if (case_passed(result))
        return;
    struct place place = sources_place(program->sources, result->test->span);
    struct str path = place.source ? place.source->path : STR("?");
    buf_format(out, "FAIL  %.*s:%u  \"", STR_ARG(path), place.line);
    wrap_harmless(out, result->test->title);
    buf_text(out, "\"\n");
    put_line(out, "trouble", result->trouble);
    for (size_t i = 0; i < result->unmet_count; i++)
        put_unmet(out, result, &result->unmet[i]);
    if (result->record) {
        put_patient(out, result->record);
        put_errors(out, result->record);
    }
    put_line(out, "again", again);
}

void case_text_open(struct buf *out, struct str open)
{
    put_line(out, "open", open);
}
