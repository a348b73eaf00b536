/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Coverage as text. Only what is missing is listed: who has seen everything
 * reads one table. Each hole stands below the counts of its condition, each
 * proposed case below its hole, with nothing before it but blanks, so that it
 * can be taken as it stands.
 */

#include "interp/render/coverage_text.h"

#include "interp/render/wrap.h"

#define COUNTS_COLUMN 34

const char *subject_word(const struct subject *subject)
{
    switch (subject->kind) {
    case SUBJECT_RULE: return subject->rule->row ? "row" : "rule";
    case SUBJECT_DEFINE: return "define";
    case SUBJECT_SCORE: return "score";
    case SUBJECT_CONSTRAINT: break;
    }
    return "constraint";
}

struct str share_text(struct arena *arena, struct share share)
{
    unsigned tenths = share_of(share) / 10;
    if (tenths % 10 == 0)
        return str_format(arena, "%u %%", tenths / 10);
    return str_format(arena, "%u.%u %%", tenths / 10, tenths % 10);
}

/* --- subjects ------------------------------------------------------------ */

static void put_head(struct buf *out, const struct coverage_report *report,
                     const struct subject *subject)
{
    struct place place =
        sources_place(report->coverage->program->sources, subject->span);
    struct share share = subject_share(report->coverage, subject);
    struct str path = place.source ? place.source->path : STR("?");
    struct str left = str_format(out->arena, "%s %.*s", subject_word(subject),
                                 STR_ARG(subject->name));
    struct str right =
        str_format(out->arena, "%.*s:%u  (%zu of %zu)", STR_ARG(path),
                   place.line, share.seen, share.all);
    buf_char(out, '\n');
    wrap_pair(out, 0, left, COUNTS_COLUMN - 2, right);
}

static struct str counts_text(struct arena *arena, const struct seen *seen,
                              bool rule)
{
    return str_format(arena,
                      rule ? "applies %u, held %u, undetermined %u"
                           : "yes %u, no %u, unknown %u",
                      seen->yes, seen->no, seen->unknown);
}

static struct str sides_text(struct arena *arena, const uint32_t *sides)
{
    return str_format(arena, "below %u (just %u), on %u, above %u (just %u)",
                      sides[SIDE_BELOW] + sides[SIDE_JUST_BELOW],
                      sides[SIDE_JUST_BELOW], sides[SIDE_ON],
                      sides[SIDE_ABOVE] + sides[SIDE_JUST_ABOVE],
                      sides[SIDE_JUST_ABOVE]);
}

static struct str what(struct arena *arena, const struct hole *hole)
{
    switch (hole->kind) {
    case HOLE_RULE: return STR("the rule");
    case HOLE_CONCLUSION:
        return hole->subject->rule->conclusions[hole->conclusion].text;
    case HOLE_CONDITION: return hole->condition->text;
    case HOLE_BOUNDARY: break;
    }
    return str_format(arena, "threshold of %.*s",
                      STR_ARG(boundary_text(arena, &hole->boundary)));
}

static struct str counts(struct arena *arena, const struct coverage *coverage,
                         const struct hole *hole)
{
    switch (hole->kind) {
    case HOLE_RULE:
        return counts_text(arena, &coverage->rules[hole->subject->rule->index],
                           true);
    case HOLE_CONDITION:
        return counts_text(arena, &coverage->conditions[hole->condition->id],
                           false);
    case HOLE_BOUNDARY:
        return sides_text(arena, coverage->boundaries[hole->boundary.number]);
    case HOLE_CONCLUSION: break;
    }
    return STR("");
}

static bool same_place(const struct hole *a, const struct hole *b)
{
    return a->kind == b->kind && a->subject == b->subject &&
           a->condition == b->condition && a->conclusion == b->conclusion &&
           a->boundary.second == b->boundary.second;
}

/* The lines of a case, each behind the same blanks. */
static void put_proposal(struct buf *out, struct str text)
{
    while (text.n) {
        size_t n = 0;
        while (n < text.n && text.at[n] != '\n')
            n++;
        buf_format(out, "      %.*s\n", (int)n, text.at);
        text = str_from(text, n + 1);
    }
}

static void put_hole(struct buf *out, const struct coverage_report *report,
                     const struct hole *hole, const struct hole *before)
{
    struct arena *arena = out->arena;
    if (!before || !same_place(hole, before))
        wrap_pair(out, 2, what(arena, hole), COUNTS_COLUMN,
                  counts(arena, report->coverage, hole));
    wrap_paragraph(
        out, str_format(arena, "<- %.*s", STR_ARG(hole_text(arena, hole))), 4,
        4);
    put_proposal(out, hole->proposal);
}

static void put_holes(struct buf *out, const struct coverage_report *report)
{
    const struct hole *before = NULL;
    for (size_t i = 0; i < report->holes.n; i++) {
        const struct hole *hole = &report->holes.at[i];
        if (!before || before->subject != hole->subject)
            put_head(out, report, hole->subject);
        put_hole(out, report, hole, before);
        before = hole;
    }
}

/* --- totals -------------------------------------------------------------- */

static void put_total(struct buf *out, const char *name, struct share share)
{
    buf_format(out, "  %-34s%6zu of %-6zu%8.*s\n", name, share.seen, share.all,
               STR_ARG(share_text(out->arena, share)));
}

static void put_totals(struct buf *out, const struct totals *t)
{
    put_total(out, "rules and rows: apply", t->applies);
    put_total(out, "  held", t->held);
    put_total(out, "  undetermined", t->undetermined);
    put_total(out, "conclusions reached", t->conclusions);
    put_total(out, "conditions: yes", t->yes);
    put_total(out, "  no", t->no);
    put_total(out, "  unknown", t->unknown);
    put_total(out, "all of these: three-valued coverage", t->three_valued);
    put_total(out, "items of scores that counted", t->points);
    put_total(out, "thresholds: on", t->on);
    put_total(out, "  just below", t->just_below);
    put_total(out, "  just above", t->just_above);
}

void coverage_text(struct buf *out, const struct coverage_report *report)
{
    struct totals totals = coverage_totals(report->coverage);
    if (report->holes.n)
        buf_text(out, "What no case sees\n");
    put_holes(out, report);
    buf_format(out, "%sCoverage of %zu cases\n", report->holes.n ? "\n" : "",
               report->coverage->cases);
    put_totals(out, &totals);
}
