/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Mutants as text. A mutant that nobody was found to be treated differently
 * by is counted apart, and named when it is asked for by its place: it may be
 * a part of the rules that does nothing.
 */

#include "interp/render/mutants_text.h"

#include "interp/render/coverage_text.h"
#include "interp/render/wrap.h"

static size_t count(const struct mutation_report *report, enum mutant_fate fate)
{
    size_t n = 0;
    for (size_t i = 0; i < report->mutants->n; i++)
        n += report->results[i].fate == fate;
    return n;
}

struct share mutation_score(const struct mutation_report *report)
{
    size_t noticed = count(report, MUTANT_NOTICED);
    return (struct share){noticed, noticed + count(report, MUTANT_SURVIVES)};
}

static void put_case(struct buf *out, struct str text)
{
    while (text.n) {
        size_t n = 0;
        while (n < text.n && text.at[n] != '\n')
            n++;
        buf_format(out, "      %.*s\n", (int)n, text.at);
        text = str_from(text, n + 1);
    }
}

static void put_mutant(struct buf *out, const struct mutation_report *report,
                       const struct mutant *mutant, const char *fate)
{
    struct place place = sources_place(report->program->sources, mutant->span);
    struct str path = place.source ? place.source->path : STR("?");
    wrap_paragraph(out,
                   str_format(out->arena, "%s  %.*s:%u  %s", fate,
                              STR_ARG(path), place.line, mutant->what),
                   2, 4);
    wrap_pair(out, 4, mutant->after.n ? STR("from") : STR("without"), 13,
              mutant->before);
    if (mutant->after.n)
        wrap_pair(out, 4, STR("to"), 13, mutant->after);
}

static void put_fates(struct buf *out, const struct mutation_report *report,
                      enum mutant_fate fate, const char *word)
{
    for (size_t i = 0; i < report->mutants->n; i++) {
        if (report->results[i].fate != fate)
            continue;
        put_mutant(out, report, &report->mutants->at[i], word);
        put_case(out, report->results[i].proposal);
    }
}

void mutants_text(struct buf *out, const struct mutation_report *report)
{
    struct share score = mutation_score(report);
    size_t same = count(report, MUTANT_SAME);
    put_fates(out, report, MUTANT_SURVIVES, "survives");
    put_fates(out, report, MUTANT_SAME, "the same?");
    buf_format(out, "mutants: %zu made, %zu noticed, %zu survive (%.*s)\n",
               score.all, score.seen, score.all - score.seen,
               STR_ARG(share_text(out->arena, score)));
    if (same)
        wrap_paragraph(out,
                       str_format(out->arena,
                                  "%zu more seem to mean the same as the "
                                  "rules: no patient was found whom they "
                                  "treat differently; not counted",
                                  same),
                       0, 2);
}
