/* SPDX-License-Identifier: Apache-2.0 */

/* Writing a snapshot: see the header for its form. */

#include "interp/suite/snapshot.h"

static void put_member(struct buf *out, const char *key, struct str value)
{
    buf_format(out, "%s %.*s\n", key, STR_ARG(value));
}

void snapshot_write_head(struct buf *out, const struct snapshot_head *head)
{
    buf_format(out, "cantlie-snapshot %u\n", head->format);
    put_member(out, "guideline", head->title);
    put_member(out, "version", head->version);
    put_member(out, "rules", head->digest);
    buf_text(out, "as-of ");
    date_print(out, head->as_of);
    buf_char(out, '\n');
    for (size_t i = 0; i < head->files.n; i++)
        buf_format(out, "records %.*s %.*s\n",
                   STR_ARG(head->files.at[i].digest),
                   STR_ARG(head->files.at[i].path));
    buf_char(out, '\n');
}

/* --- lines ---------------------------------------------------------------- */

static void put_id(struct buf *out, struct str id)
{
    for (size_t i = 0; i < id.n; i++) {
        unsigned char c = (unsigned char)id.at[i];
        if (c <= ' ' || c == '%' || c == 0x7F)
            buf_format(out, "%%%02X", c);
        else
            buf_char(out, id.at[i]);
    }
}

static void put_verdict(struct buf *out, const struct verdict *verdict)
{
    bool candidate = verdict->word == WORD_CONSIDER &&
                     verdict->candidacy.asked &&
                     verdict->candidacy.state == TRUTH_YES;
    buf_format(out, " %.*s=%s", STR_ARG(verdict->treatment->name),
               candidate ? "candidate" : word_name(verdict->word));
    if (verdict->word != WORD_UNDECIDED)
        return;
    for (size_t i = 0; i < verdict->may_be_count; i++)
        buf_format(out, "%s%s", i ? "|" : "(",
                   word_name(verdict->may_be[i].word));
    buf_text(out, verdict->may_be_count ? ")" : "");
}

static void put_end(struct buf *out, decimal at)
{
    bool bound = at != DECIMAL_BELOW_ALL && at != DECIMAL_ABOVE_ALL;
    buf_str(out, bound ? decimal_text(out->arena, at) : STR(""));
}

static void put_score(struct buf *out, struct str name, struct value value)
{
    buf_format(out, " %.*s=", STR_ARG(name));
    if (!value.some) {
        buf_text(out, "nothing");
        return;
    }
    put_end(out, value.range.low);
    if (value.range.low == value.range.high)
        return;
    buf_text(out, "..");
    put_end(out, value.range.high);
}

void snapshot_write_line(struct buf *out, const struct finding *finding)
{
    const struct program *program = finding->program;
    const struct record *record = finding->record;
    put_id(out, record->id);
    if (!record->readable)
        buf_text(out, " unreadable=yes");
    for (size_t i = 0; record->readable && i < program->treatment_count; i++)
        if (finding->verdicts[i].listed &&
            finding->verdicts[i].word != WORD_NONE)
            put_verdict(out, &finding->verdicts[i]);
    for (size_t i = 0; record->readable && i < program->score_count; i++)
        put_score(out, program->scores[i]->name, finding->scores[i]);
    buf_format(out, " errors=%llu\n",
               (unsigned long long)record->errors.n + record->more_errors);
}
