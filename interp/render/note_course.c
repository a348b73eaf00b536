/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a note says beside verdicts: when (delays and checks), which tests to
 * order, the outlook, the scores with what is missing from them, and notes.
 */

#include "interp/render/note_internal.h"

struct section {
    const struct note *note;
    const char *heading;
    bool begun;
};

static void begin(struct section *section)
{
    if (!section->begun)
        note_heading(section->note, section->heading);
    section->begun = true;
}

static void put_pair(struct section *section, struct str left, struct str right)
{
    begin(section);
    wrap_pair(section->note->out, NOTE_INDENT, left, NOTE_RIGHT, right);
}

/* ---- when --------------------------------------------------------------- */

static bool is_day_known(struct value day)
{
    return words_day_known(day.range.low) || words_day_known(day.range.high);
}

static void put_day(struct buf *out, struct value day)
{
    if (words_day_known(day.range.low) && words_day_known(day.range.high)) {
        date_print_range(out, day.range.low, day.range.high);
        return;
    }
    bool from = words_day_known(day.range.low);
    buf_text(out, from ? "from " : "up to ");
    date_print(out, from ? day.range.low : day.range.high);
}

static void put_delay(struct section *when, const struct verdict *verdict,
                      const struct delay *delay)
{
    struct arena *arena = when->note->out->arena;
    struct buf left = buf_on(arena), right = buf_on(arena);
    bool known = is_day_known(delay->until);
    buf_str(&left, words_treatment(verdict->treatment));
    buf_text(&left, !known           ? " perhaps to be delayed"
                    : delay->certain ? " not before "
                                     : " perhaps not before ");
    if (known)
        put_day(&left, delay->until);
    buf_format(
        &right, "%.*s after %.*s%s: ", STR_ARG(delay->conclusion->period.text),
        STR_ARG(delay->conclusion->date->text), known ? "" : " (not known)");
    words_rule(&right, delay->rule);
    put_pair(when, buf_view(&left), buf_view(&right));
}

/* Delays where they were said, not again for each member of a group; of the
   certain ones the latest. */
static void put_delays(struct section *when, const struct verdict *verdict)
{
    bool certain = false;
    for (size_t i = 0; i < verdict->delay_count; i++) {
        const struct delay *delay = &verdict->delays[i];
        bool said = delay->conclusion->treatments.at[0] == verdict->treatment;
        bool later = !delay->certain || !certain;
        certain |= delay->certain;
        if (said && later)
            put_delay(when, verdict, delay);
    }
}

static void put_due(struct buf *out, const struct monitoring *monitor)
{
    if (monitor->due_now) {
        buf_text(out, "due now");
        return;
    }
    if (!is_day_known(monitor->due)) {
        buf_text(out, "since when is not known");
        return;
    }
    buf_text(out, monitor->overdue == TRUTH_YES  ? "overdue since "
                  : monitor->overdue == TRUTH_NO ? "next "
                                                 : "perhaps overdue, due ");
    put_day(out, monitor->due);
}

static void put_monitor(struct section *when, const struct monitoring *monitor)
{
    struct arena *arena = when->note->out->arena;
    struct buf left = buf_on(arena), right = buf_on(arena);
    buf_format(&left, "%s%.*s every %.*s",
               monitor->state == TRUTH_YES ? "" : "perhaps ",
               STR_ARG(monitor->conclusion->what),
               STR_ARG(monitor->conclusion->period.text));
    put_due(&right, monitor);
    buf_text(&right, ": ");
    words_rule(&right, monitor->rule);
    put_pair(when, buf_view(&left), buf_view(&right));
}

static void put_when(const struct note *note)
{
    struct section when = {note, "WHEN", false};
    const struct finding *finding = note->finding;
    for (size_t i = 0; i < finding->program->treatment_count; i++)
        if (selects_treatment(note->selection, finding->program->treatments[i]))
            put_delays(&when, &finding->verdicts[i]);
    for (size_t i = 0; i < finding->monitor_count; i++)
        if (selects_rule(note->selection, finding->monitors[i].rule))
            put_monitor(&when, &finding->monitors[i]);
}

/* ---- tests, outlook ----------------------------------------------------- */

static void put_orders(const struct note *note)
{
    struct section orders = {note, "ORDER", false};
    for (size_t i = 0; i < note->finding->order_count; i++) {
        const struct order *order = &note->finding->orders[i];
        struct buf right = buf_on(note->out->arena);
        if (!selects_rule(note->selection, order->rule))
            continue;
        words_rule(&right, order->rule);
        put_pair(&orders, order->conclusion->field->name, buf_view(&right));
    }
}

static void put_prognosis(struct section *outlook, const struct prognosis *p)
{
    struct arena *arena = outlook->note->out->arena;
    struct buf left = buf_on(arena), right = buf_on(arena);
    if (p->state != TRUTH_YES)
        buf_text(&left, "perhaps ");
    buf_text(&left, p->conclusion->adverse ? "adverse" : "favourable");
    if (p->conclusion->subject)
        buf_format(&right, "for %.*s: ",
                   STR_ARG(words_treatment(p->conclusion->subject)));
    if (p->conclusion->comment.n)
        buf_format(&right, "%.*s: ", STR_ARG(p->conclusion->comment));
    words_rule(&right, p->rule);
    put_pair(outlook, buf_view(&left), buf_view(&right));
}

static void put_outcome(struct section *outlook,
                        const struct finding_outcome *outcome)
{
    struct buf line = buf_on(outlook->note->out->arena);
    words_outcome(&line, outcome->conclusion);
    buf_char(&line, ' ');
    words_refs(&line, outcome->rule);
    begin(outlook);
    wrap_paragraph(outlook->note->out, buf_view(&line), NOTE_INDENT,
                   NOTE_INDENT + 4);
}

static void put_outlook(const struct note *note)
{
    struct section outlook = {note, "OUTLOOK", false};
    const struct finding *finding = note->finding;
    for (size_t i = 0; i < finding->prognosis_count; i++) {
        const struct prognosis *p = &finding->prognoses[i];
        if (selects_said(note->selection, p->rule, p->conclusion->subject))
            put_prognosis(&outlook, p);
    }
    for (size_t i = 0; i < finding->outcome_count; i++)
        if (selects_rule(note->selection, finding->outcomes[i].rule))
            put_outcome(&outlook, &finding->outcomes[i]);
}

/* ---- scores ------------------------------------------------------------- */

/* The items that count (state yes) or may count (unknown). */
static void put_items(const struct note *note, const struct score *score,
                      enum truth state, const char *lead)
{
    struct buf line = buf_on(note->out->arena);
    for (size_t i = 0; i < score->n; i++) {
        const struct point *point = &score->points[i];
        if (eval_condition(note->ev, point->when) != state)
            continue;
        buf_text(&line, line.n ? "; " : lead);
        buf_str(&line, point->label.n ? point->label : point->when->text);
    }
    note_detail(note, buf_view(&line));
}

static void put_scores(const struct note *note)
{
    const struct program *program = note->finding->program;
    struct section scores = {note, "SCORES", false};
    for (size_t i = 0; i < program->score_count; i++) {
        const struct score *score = program->scores[i];
        struct value value = note->finding->scores[i];
        struct type number = {.kind = TYPE_NUMBER, .unit = unit_one()};
        struct buf right = buf_on(note->out->arena);
        if (!selects_score(note->selection, score))
            continue;
        value_print(&right, &number, value);
        buf_text(&right, " of ");
        decimal_print(&right, score->most);
        put_pair(&scores, words_score(score), buf_view(&right));
        put_items(note, score, TRUTH_YES, "");
        put_items(note, score, TRUTH_UNKNOWN, "not known: ");
    }
}

/* What stands against a treatment that the rule of a note wants. */
static void put_fate(struct buf *line, const struct verdict *verdict)
{
    if (verdict->all_members_excluded)
        buf_text(line, " (all members excluded)");
    else if (verdict->word != WORD_RECOMMEND && verdict->word != WORD_CONSIDER)
        buf_format(line, " (%s)", words_verdict(verdict->word));
}

/* "CAPOX or FOLFOX (contraindicated): ": a note is about what its rule wants,
   and must not be read as one about what is left instead. */
static void put_subject(const struct note *note, struct buf *line,
                        const struct rule *rule)
{
    size_t before = line->n;
    for (size_t i = 0; i < rule->conclusion_count; i++) {
        const struct conclusion *conclusion = &rule->conclusions[i];
        for (size_t j = 0; j < conclusion->treatments.n; j++) {
            const struct treatment *wanted = conclusion->treatments.at[j];
            if (!conclusion_wants(conclusion))
                continue;
            words_comma(line, line->n - before);
            buf_str(line, words_treatment(wanted));
            put_fate(line, &note->finding->verdicts[wanted->index]);
        }
    }
    if (line->n > before)
        buf_text(line, ": ");
}

static void put_notes(const struct note *note)
{
    struct section notes = {note, "NOTES", false};
    for (size_t i = 0; i < note->finding->note_count; i++) {
        const struct finding_outcome *said = &note->finding->notes[i];
        struct buf line = buf_on(note->out->arena);
        if (!selects_rule(note->selection, said->rule))
            continue;
        put_subject(note, &line, said->rule);
        buf_str(&line, said->conclusion->comment);
        buf_char(&line, ' ');
        words_refs(&line, said->rule);
        begin(&notes);
        wrap_paragraph(note->out, buf_view(&line), NOTE_INDENT,
                       NOTE_INDENT + 4);
    }
}

void note_course(const struct note *note)
{
    put_when(note);
    put_orders(note);
    put_outlook(note);
    put_scores(note);
    put_notes(note);
}
