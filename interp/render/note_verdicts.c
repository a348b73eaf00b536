/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The settled verdicts of a note, in the groups in which a board reads them.
 * On the right the rules with their references; below, the facts that they
 * rest on, partners, what was beaten, figures.
 */

#include "interp/render/note_internal.h"

#include <string.h>

#define FACTS_SHOWN 6

/* ---- the facts behind a verdict ----------------------------------------- */

struct facts_seen {
    struct proof_fact at[FACTS_SHOWN];
    size_t n, more;
};

static void gather(const struct proof *proof, struct facts_seen *seen)
{
    for (size_t i = 0; i < proof->fact_count; i++) {
        bool known = false;
        for (size_t j = 0; j < seen->n; j++)
            known |= fact_ref_equal(&seen->at[j].ref, &proof->facts[i].ref);
        if (known)
            continue;
        if (seen->n < FACTS_SHOWN)
            seen->at[seen->n++] = proof->facts[i];
        else
            seen->more++;
    }
    for (size_t i = 0; i < proof->n; i++)
        gather(proof->kids[i], seen);
}

static void put_facts(const struct note *note, const struct facts_seen *seen)
{
    struct buf line = buf_on(note->out->arena);
    words_proof_facts(&line, seen->at, seen->n, note->finding->record, false);
    if (seen->more)
        buf_format(&line, "; and %zu more", seen->more);
    note_detail(note, buf_view(&line));
}

/* The deciding facts of the rules that carry the verdict. */
static void put_ground(const struct note *note, const struct verdict *verdict)
{
    struct arena *arena = note->out->arena;
    struct facts_seen seen = {.n = 0};
    for (size_t i = 0; i < verdict->by_count; i++)
        if (verdict->by[i].state == TRUTH_YES)
            gather(prove(note->ev, verdict->by[i].rule->when, arena, true),
                   &seen);
    put_facts(note, &seen);
}

/* ---- partners and what was beaten --------------------------------------- */

static void put_dropped(struct buf *line, const struct reason *reason)
{
    for (size_t i = 0; i < reason->dropped.n; i++) {
        buf_text(line, i ? ", " : " (not ");
        buf_str(line, words_treatment(reason->dropped.at[i]));
        buf_format(line, ": %.*s", STR_ARG(reason->dropped_by[i]->name));
    }
    if (reason->dropped.n)
        buf_char(line, ')');
}

static void add_partners(struct buf *line, const struct reason *reason)
{
    size_t before = line->n;
    for (size_t i = 0; i < reason->with_count; i++) {
        if (!reason->with[i].n)
            continue;
        buf_text(line, line->n > before ? " and with " : "with ");
        words_treatments(line, &reason->with[i], "or");
    }
    if (reason->no_partner_left)
        buf_text(line, line->n > before ? ", no other partner left"
                                        : "no partner left");
    put_dropped(line, reason);
}

static void put_partners(const struct note *note, const struct reason *reason)
{
    struct buf line = buf_on(note->out->arena);
    if (reason->conclusion->partner_count)
        add_partners(&line, reason);
    note_detail(note, buf_view(&line));
}

static bool is_against(enum word word)
{
    return word == WORD_AVOID || word == WORD_CONTRAINDICATE;
}

/* "or instead: B": the others of `recommend A or B`, but for those that are
   out. */
static void put_instead(const struct note *note, const struct reason *reason,
                        const struct treatment *one)
{
    const struct treatments *all = &reason->conclusion->treatments;
    struct treatments others = {
        ARENA_ARRAY(note->out->arena, const struct treatment *, all->n), 0};
    struct buf line = buf_on(note->out->arena);
    if (!conclusion_wants(reason->conclusion))
        return;
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i] != one &&
            !is_against(note->finding->verdicts[all->at[i]->index].word))
            others.at[others.n++] = all->at[i];
    if (others.n)
        buf_text(&line, "or instead: ");
    words_treatments(&line, &others, "or");
    note_detail(note, buf_view(&line));
}

static void put_one_of(const struct note *note, const struct verdict *verdict)
{
    struct treatments members = {verdict->one_of, verdict->one_of_count};
    struct buf line = buf_on(note->out->arena);
    if (verdict->all_members_excluded)
        buf_text(&line, "all members excluded");
    if (members.n)
        buf_text(&line, "one of: ");
    words_treatments(&line, &members, "or");
    note_detail(note, buf_view(&line));
}

static void put_choices(const struct note *note, const struct verdict *verdict)
{
    struct treatments choices = {verdict->choices, verdict->choice_count};
    struct buf line = buf_on(note->out->arena);
    if (choices.n)
        buf_text(&line, "that is: ");
    words_treatments(&line, &choices, "or");
    note_detail(note, buf_view(&line));
}

/* A member of the group that unknown facts may yet exclude. */
static void put_doubt(const struct note *note, const struct verdict *member)
{
    struct buf line = buf_on(note->out->arena);
    words_doubt(&line, member);
    note_detail(note, buf_view(&line));
}

/* Where the choices are named, they stand for the groups they are in. */
static void put_doubts(const struct note *note, const struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->doubtful_count; i++) {
        const struct treatment *member = verdict->doubtful[i];
        if (!verdict->choice_count || !member->member_count)
            put_doubt(note, &note->finding->verdicts[member->index]);
    }
}

static void put_beaten(const struct note *note, const struct verdict *verdict)
{
    struct buf line = buf_on(note->out->arena);
    for (size_t i = 0; i < verdict->beaten_count; i++) {
        const struct reason *reason = &verdict->beaten[i];
        bool surely = reason->state == TRUTH_YES;
        buf_text(&line, i ? ", " : "(");
        words_rule(&line, reason->rule);
        buf_format(&line, surely ? " would %s it" : " might %s it",
                   words_verb(reason->word));
        if (!reason->conclusion->partner_count)
            continue;
        buf_char(&line, ' ');
        add_partners(&line, reason);
    }
    if (verdict->beaten_count)
        buf_char(&line, ')');
    note_detail(note, buf_view(&line));
}

/* ---- sections ----------------------------------------------------------- */

/* What is listed without a verdict: for a trial, or as a failed candidacy. */
static bool belongs(const struct verdict *verdict, const char *heading)
{
    static const struct {
        enum word word;
        const char *heading;
    } places[] = {
        {WORD_CONFLICT, "CONFLICT"},  {WORD_RECOMMEND, "RECOMMENDED"},
        {WORD_CONSIDER, "CONSIDER"},  {WORD_AVOID, "NOT"},
        {WORD_CONTRAINDICATE, "NOT"},
    };
    if (verdict->word == WORD_NONE)
        return !strcmp(heading, verdict->trial_count ? "IN TRIAL" : "NOT");
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (places[i].word == verdict->word)
            return !strcmp(heading, places[i].heading);
    return false;
}

/* ---- remarks ------------------------------------------------------------ */

static void put_trials(const struct note *note, const struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->trial_count; i++) {
        const struct reason *reason = &verdict->trials[i];
        struct buf line = buf_on(note->out->arena);
        buf_format(&line, "%s in trial \"%.*s\": ",
                   reason->state == TRUTH_YES ? words_verdict(reason->word)
                                              : "perhaps",
                   STR_ARG(reason->conclusion->trial));
        words_rule(&line, reason->rule);
        note_detail(note, buf_view(&line));
    }
}

static void put_candidacy(const struct note *note,
                          const struct verdict *verdict)
{
    const struct candidacy *candidacy = &verdict->candidacy;
    if (!candidacy->asked || candidacy->state == TRUTH_YES)
        return;
    struct buf line = buf_on(note->out->arena);
    buf_text(&line, candidacy->state == TRUTH_NO
                        ? "not a candidate: "
                        : "whether a candidate is not known: ");
    words_rule(&line, candidacy->rule);
    for (size_t i = 0; i < candidacy->fail_count; i++)
        buf_format(&line, "%s%.*s", i ? "; " : " fails at ",
                   STR_ARG(candidacy->fails[i]));
    note_detail(note, buf_view(&line));
}

static void put_assumed(const struct note *note, const struct verdict *verdict)
{
    if (!verdict->assumed_count)
        return;
    struct buf line = buf_on(note->out->arena);
    buf_text(&line, "assumed: ");
    words_facts(&line, verdict->assumed, verdict->assumed_count);
    note_detail(note, buf_view(&line));
}

static void put_outcomes(const struct note *note, const struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->outcome_count; i++) {
        struct buf line = buf_on(note->out->arena);
        words_outcome(&line, verdict->outcomes[i].conclusion);
        buf_char(&line, ' ');
        words_refs(&line, verdict->outcomes[i].rule);
        note_detail(note, buf_view(&line));
    }
}

void note_remarks(const struct note *note, const struct verdict *verdict)
{
    put_candidacy(note, verdict);
    put_trials(note, verdict);
    put_assumed(note, verdict);
    if (!belongs(verdict, "NOT"))
        put_outcomes(note, verdict);
}

/* ---- entries ------------------------------------------------------------ */

/* The rules on the right: each once; what they say where the section does
   not say it. */
static struct str rules_of(const struct note *note,
                           const struct verdict *verdict)
{
    struct buf line = buf_on(note->out->arena);
    if (is_against(verdict->word))
        buf_format(&line, "%s: ", words_verdict(verdict->word));
    for (size_t i = 0; i < verdict->by_count; i++) {
        const struct reason *reason = &verdict->by[i];
        words_comma(&line, i);
        if (verdict->word == WORD_CONFLICT)
            buf_format(&line, "%s by ", words_verdict(reason->word));
        words_rule(&line, reason->rule);
        if (reason->state != TRUTH_YES)
            buf_text(&line, " (perhaps)");
    }
    return buf_view(&line);
}

static void put_entry(const struct note *note, const struct verdict *verdict)
{
    struct buf name = buf_on(note->out->arena);
    buf_str(&name, words_treatment(verdict->treatment));
    if (verdict->candidacy.asked && verdict->candidacy.state == TRUTH_YES)
        buf_text(&name, " (candidate)");
    wrap_pair(note->out, NOTE_INDENT, buf_view(&name), NOTE_RIGHT,
              rules_of(note, verdict));
    for (size_t i = 0; i < verdict->by_count; i++) {
        put_partners(note, &verdict->by[i]);
        put_instead(note, &verdict->by[i], verdict->treatment);
    }
    put_one_of(note, verdict);
    put_choices(note, verdict);
    put_doubts(note, verdict);
    put_ground(note, verdict);
    put_beaten(note, verdict);
    note_remarks(note, verdict);
    note_members(note, verdict);
}

static void put_section(const struct note *note, const char *heading)
{
    bool begun = false;
    for (size_t i = 0; i < note->finding->program->treatment_count; i++) {
        const struct verdict *verdict = note_verdict(note, i);
        if (!verdict || !belongs(verdict, heading) ||
            note_spoken_for(note, verdict))
            continue;
        if (!begun)
            note_heading(note, heading);
        begun = true;
        put_entry(note, verdict);
    }
}

void note_verdicts(const struct note *note)
{
    put_section(note, "CONFLICT");
    put_section(note, "RECOMMENDED");
    put_section(note, "CONSIDER");
    put_section(note, "IN TRIAL");
    put_section(note, "NOT");
}
