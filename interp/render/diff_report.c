/* SPDX-License-Identifier: Apache-2.0 */

/* What the three renderings of a diff share: order and counts. */

#include "interp/render/diff_text.h"

#include <stdlib.h>

const char *diff_heading(enum diff_of of)
{
    static const char *const headings[DIFF_KINDS] = {
        [DIFF_GUIDELINE] = "Guideline",
        [DIFF_FIELD] = "Vocabulary",
        [DIFF_RECORD] = "Vocabulary",
        [DIFF_TREATMENT] = "Treatments",
        [DIFF_DEFINE] = "Definitions",
        [DIFF_SCORE] = "Scores",
        [DIFF_RULE] = "Rules",
        [DIFF_TABLE] = "Rules",
        [DIFF_CONSTRAINT] = "Constraints",
        [DIFF_EVIDENCE] = "Evidence"};
    return headings[of];
}

/* --- by cause ------------------------------------------------------------- */

static struct diff_cause *
cause_like(struct arena *arena, struct diff_causes *causes, struct str cause)
{
    for (size_t i = 0; i < causes->n; i++)
        if (str_equal(causes->at[i].cause, cause))
            return &causes->at[i];
    struct diff_cause fresh = {.cause = cause};
    list_push(arena, causes, fresh);
    return &causes->at[causes->n - 1];
}

static int by_count(const void *a, const void *b)
{
    const struct diff_cause *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return str_compare(x->cause, y->cause);
}

struct diff_causes diff_causes_of(struct arena *arena,
                                  const struct diff_patients *patients)
{
    struct diff_causes causes = {0};
    for (size_t i = 0; i < patients->deltas.n; i++) {
        const struct delta *delta = &patients->deltas.at[i];
        struct diff_cause *cause = cause_like(arena, &causes, delta->cause);
        cause->count += delta->patients.n;
        list_push(arena, &cause->deltas, delta);
    }
    if (causes.n)
        qsort(causes.at, causes.n, sizeof *causes.at, by_count);
    return causes;
}

/* --- from and to ---------------------------------------------------------- */

/* Without what an undecided one may be. */
static struct str short_word(struct str text)
{
    struct str undecided = STR("undecided");
    return str_starts(text, undecided) ? undecided : text;
}

/* There are nine words: the seven verdicts, "candidate", "not there"; what a
   snapshot that was tampered with has beyond them counts as the last. */
static size_t word_of(struct str words[DIFF_WORDS], size_t *n, struct str text)
{
    size_t i = 0;
    while (i < *n && !str_equal(words[i], text))
        i++;
    if (i < *n)
        return i;
    if (*n == DIFF_WORDS)
        return DIFF_WORDS - 1;
    words[(*n)++] = text;
    return i;
}

struct diff_turns diff_turns_of(const struct diff_patients *patients)
{
    struct diff_turns turns = {0};
    for (size_t i = 0; i < patients->deltas.n; i++) {
        const struct delta *delta = &patients->deltas.at[i];
        if (delta->of != DELTA_VERDICT)
            continue;
        size_t from =
            word_of(turns.from, &turns.from_count, short_word(delta->from));
        size_t to = word_of(turns.to, &turns.to_count, short_word(delta->to));
        turns.at[from][to] += delta->patients.n;
    }
    return turns;
}
