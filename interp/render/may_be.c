/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Puts an undecided verdict into a sentence. Where that would take too many
 * words the possibilities are only named; `--format json` has them all.
 */

#include "interp/render/may_be.h"

#include "interp/render/words.h"

#define CONDITIONS_SHOWN 8 /* in one entry */

/* "BRAF is wild-type", "CEA > 80 ug/L", "lesion 1 not removable". */
static void put_condition(struct buf *line, const struct fact_within *fact)
{
    const struct type *type = &fact->fact.field->type;
    if (type->kind == TYPE_CHOICE && fact->value.some && !fact->value.nothing) {
        buf_str(line, fact_ref_text(line->arena, &fact->fact));
        buf_text(line, " is ");
        value_print(line, type, fact->value);
    } else if (type->kind == TYPE_YESNO) {
        words_fact_value(line, &fact->fact, fact->value);
    } else {
        buf_str(line, fact->text);
    }
}

static void put_alternative(struct buf *line,
                            const struct alternative *alternative)
{
    for (size_t i = 0; i < alternative->n; i++) {
        buf_text(line, i ? " and " : "");
        put_condition(line, &alternative->at[i]);
    }
}

/* The one fact that alone decides a possibility, or NULL. */
static const struct fact_within *sole_fact(const struct possibility *p)
{
    return p->listed && p->n == 1 && p->alternatives[0].n == 1
               ? &p->alternatives[0].at[0]
               : NULL;
}

/* "avoided if mutated": the fact was named just before. */
static bool put_briefly(struct buf *line, const struct possibility *before,
                        const struct possibility *now)
{
    const struct fact_within *a = before ? sole_fact(before) : NULL;
    const struct fact_within *b = sole_fact(now);
    if (!a || !b || !fact_ref_equal(&a->fact, &b->fact) ||
        b->fact.field->type.kind != TYPE_CHOICE || b->value.nothing)
        return false;
    value_print(line, &b->fact.field->type, b->value);
    return true;
}

static const char *word_in_sentence(enum word word)
{
    return word == WORD_NONE ? "nothing" : words_verdict(word);
}

static size_t conditions_of(const struct verdict *verdict)
{
    size_t n = 0;
    for (size_t i = 0; i < verdict->may_be_count; i++) {
        const struct possibility *p = &verdict->may_be[i];
        if (!p->listed)
            return SIZE_MAX;
        if (p->word == WORD_NONE)
            continue;
        for (size_t j = 0; j < p->n; j++)
            n += p->alternatives[j].n;
    }
    return n;
}

static void put_possibility(struct buf *line, const struct possibility *before,
                            const struct possibility *now)
{
    buf_text(line, word_in_sentence(now->word));
    buf_text(line, " if ");
    if (put_briefly(line, before, now))
        return;
    for (size_t i = 0; i < now->n; i++) {
        buf_text(line, i ? ", or if " : "");
        put_alternative(line, &now->alternatives[i]);
    }
}

/* Everything but `nothing`, which is what is left. */
static void put_possibilities(struct buf *line, const struct verdict *verdict)
{
    const struct possibility *before = NULL;
    bool nothing = false;
    for (size_t i = 0; i < verdict->may_be_count; i++) {
        const struct possibility *p = &verdict->may_be[i];
        if (p->word == WORD_NONE) {
            nothing = true;
            continue;
        }
        buf_text(line, before ? "; " : "");
        put_possibility(line, before, p);
        before = p;
    }
    if (nothing)
        buf_text(line, before ? "; otherwise nothing" : "nothing");
}

static void put_words_only(struct buf *line, const struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->may_be_count; i++) {
        if (i)
            buf_text(line, i + 1 < verdict->may_be_count ? ", " : " or ");
        buf_text(line, word_in_sentence(verdict->may_be[i].word));
    }
}

void words_may_be(struct buf *out, const struct verdict *verdict)
{
    if (conditions_of(verdict) <= CONDITIONS_SHOWN)
        put_possibilities(out, verdict);
    else
        put_words_only(out, verdict);
    buf_text(out, verdict->exact
                      ? ". Not known: "
                      : " (not all of these may be possible). Not known: ");
    words_facts(out, verdict->needs, verdict->need_count);
}
