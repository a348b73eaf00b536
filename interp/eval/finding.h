/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_FINDING_H
#define CANTLIE_INTERP_EVAL_FINDING_H

/*
 * What the rules conclude for one patient, as plain data: the result that
 * every renderer prints and every case is compared with. Lives in the arena
 * of the record; arrays are in the order of declaration.
 */

#include "interp/eval/eval.h"

/* A stored fact: of the patient, or of a described element (from 1). A list
   that is absent goes by its own field. */
struct fact_ref {
    const struct field *list; /* NULL: the patient's */
    uint32_t element;         /* 0: the patient's */
    const struct field *field;
};

/* KRAS, size of lesion 2, lesions */
struct str fact_ref_text(struct arena *arena, const struct fact_ref *ref);
bool fact_ref_equal(const struct fact_ref *a, const struct fact_ref *b);
/* The fact itself, of what is no list; its element is described. */
struct fact *fact_ref_fact(const struct record *record,
                           const struct fact_ref *ref);

enum word {
    WORD_RECOMMEND,
    WORD_CONSIDER,
    WORD_AVOID,
    WORD_CONTRAINDICATE,
    WORD_CONFLICT,
    WORD_NONE,
    WORD_UNDECIDED /* a verdict only, never among may_be */
};
const char *word_name(enum word word); /* as in cli.md */

/* A fact within some values: "BRAF wild-type", "CEA > 80 ug/L". */
struct fact_within {
    struct fact_ref fact;
    struct value value;
    struct str text;
};

struct alternative { /* facts that hold together */
    struct fact_within *at;
    size_t n;
};

struct possibility {
    enum word word;
    bool listed; /* false: more than LIMIT_ALTERNATIVES, or inexact */
    struct alternative *alternatives; /* any of them */
    size_t n;
};

/* A conclusion of a rule about the treatment at hand. */
struct reason {
    const struct rule *rule;
    const struct conclusion *conclusion;
    enum truth state; /* of the rule: yes or unknown */
    enum word word;
    const struct treatment *via; /* the group it was said of, or NULL */
    struct treatments *with;     /* partners that remain, per `with` */
    size_t with_count;
    struct treatments dropped;      /* partners that are out */
    const struct rule **dropped_by; /* a rule for each of them */
    bool no_partner_left;
};

struct delay {
    const struct rule *rule;
    const struct conclusion *conclusion;
    struct value until; /* VALUE_DATE */
    bool certain;       /* the rule applies and the date is known and
                                     after today */
};

struct candidacy {
    bool asked;              /* a candidate rule exists */
    enum truth state;        /* of the rules together */
    const struct rule *rule; /* the one that applies, or the first */
    struct str *fails;       /* criteria that fail, as formatted */
    size_t fail_count;
};

struct finding_outcome {
    const struct rule *rule;
    const struct conclusion *conclusion;
};

struct verdict {
    const struct treatment *treatment;
    enum word word;
    bool exact;
    bool listed;                /* to be shown (language.md, what to list) */
    struct possibility *may_be; /* undecided only */
    size_t may_be_count;
    struct fact_ref *needs;
    size_t need_count;
    struct reason *by; /* rules that carry the word, or may */
    size_t by_count;
    struct reason *beaten; /* rules with another word */
    size_t beaten_count;
    struct reason *trials; /* in trial, now or possibly */
    size_t trial_count;
    bool all_members_excluded;       /* a group of which no member is left */
    const struct treatment **one_of; /* a recommended or considered group: the
                                     direct members that are left */
    size_t one_of_count;
    const struct treatment **choices; /* where one of those is a group: the
                                     treatments left at its end, that are no
                                     groups */
    size_t choice_count;
    const struct treatment **doubtful; /* of both: those that an unknown fact
                                     may yet exclude */
    size_t doubtful_count;
    struct candidacy candidacy;
    struct delay *delays; /* the latest certain one first */
    size_t delay_count;
    struct fact_ref *assumed; /* assumptions it rests on */
    size_t assumed_count;
    struct finding_outcome *outcomes;
    size_t outcome_count;
    const struct evidence **evidence; /* of `by`, each once, as declared */
    size_t evidence_count;
};

struct prognosis {
    const struct rule *rule;
    const struct conclusion *conclusion;
    enum truth state; /* yes, or unknown: possible */
};

struct monitoring {
    const struct rule *rule;
    const struct conclusion *conclusion;
    struct value due; /* VALUE_DATE */
    bool due_now;     /* without `since` */
    enum truth overdue;
    enum truth state;
};

struct order {
    const struct rule *rule;
    const struct conclusion *conclusion;
};

struct wanted_fact { /* what to ask next */
    struct fact_ref fact;
    uint32_t settles; /* listed verdicts that need it */
};

struct finding {
    const struct program *program;
    struct record *record;
    enum truth *states;       /* by rule index */
    struct value *scores;     /* by score index */
    struct verdict *verdicts; /* one for every treatment, by index */
    struct prognosis *prognoses;
    size_t prognosis_count;
    struct finding_outcome *outcomes; /* the patient's: of no treatment */
    size_t outcome_count;
    struct monitoring *monitors;
    size_t monitor_count;
    struct order *orders;
    size_t order_count;
    struct finding_outcome *notes;
    size_t note_count;
    struct wanted_fact *asks; /* most telling first */
    size_t ask_count;
};

/*
 * Everything the rules say of the record: eval_begin, all states, verdicts,
 * and the rest. The record must be readable. The finding lives in `arena`,
 * usually the record's.
 */
struct finding *find(struct evaluator *ev, struct record *record,
                     struct arena *arena);

/*
 * Finds what is missing of a finding: verdicts by treatment index, and, at
 * missing[treatment_count], scores and all that is said of the patient himself.
 * Not for programs that assume something. The finding holds program, record
 * (on which evaluation has begun) and all states; verdicts that are not missing
 * hold at least `treatment`, `word` and the words that it may be.
 */
void find_parts(struct evaluator *ev, struct finding *finding,
                const bool *missing, struct arena *arena);

/* What to ask next: from `listed` and the needs of all verdicts. */
void find_asks(struct finding *finding, struct arena *arena);

/* The verdict on one treatment: word, exact, may_be and needs only. */
void find_verdict(struct evaluator *ev, struct record *record,
                  const struct treatment *treatment, struct arena *arena,
                  struct verdict *verdict);

/* The words that the verdict on a treatment may have if the rules have these
   states, by rule index: bits of 1 << enum word. Undetermined ones are taken
   as independent of each other. */
unsigned find_words(struct evaluator *ev, struct record *record,
                    const struct treatment *treatment, enum truth *states,
                    struct arena *arena);

/* The facts needed to determine a rule that is undetermined, in order of
   declaration (language.md, "needed"); for `rule R undetermined needing F`. */
size_t find_rule_needs(struct evaluator *ev, const struct rule *rule,
                       struct arena *arena, struct fact_ref **needs);

/* States only (for `--format states`): the record checks and each rule. */
enum truth *find_states(struct evaluator *ev, struct record *record,
                        struct arena *arena);

#endif
