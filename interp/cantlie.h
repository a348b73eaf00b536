/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_H
#define CANTLIE_H

/*
 * Cantlie as a library: compile rules once, evaluate patients in any number
 * of threads, read what the rules say and why. This is the only header that
 * is installed.
 *
 *     cantlie_options options = CANTLIE_OPTIONS;
 *     cantlie_error error;
 *     cantlie_rules *rules = cantlie_compile_files(paths, 1, &options, &error);
 *     cantlie_session *session = cantlie_session_new(rules, &options, &error);
 *     cantlie_evaluate(session, &record, "2024-06-01", &error);
 *     cantlie_verdict_on(session, "cetuximab", &verdict, &error);
 *
 * A rule set (cantlie_rules) never changes once it is compiled: any number of
 * threads may use it at once. A session holds one patient at a time and
 * belongs to one thread at a time; two threads that use one session at the
 * same time get CANTLIE_BUSY, not a race. There is no global state, and
 * nothing here prints, exits, or reads the clock, the locale or the
 * environment; files are read by cantlie_compile_files only, and by nothing
 * else.
 *
 * Ownership. What cantlie_compile_... and cantlie_session_new return is the
 * caller's, who gives it back with cantlie_rules_free or
 * cantlie_session_free. Everything else that is returned belongs to the handle
 * it was asked of and is never freed by the caller: what a rule set returns is
 * valid until that is freed, what a session returns until its next
 * cantlie_evaluate or its end. Arguments are borrowed for the call only. All
 * texts are UTF-8 and end with a NUL. No pointer in a struct is NULL unless
 * its comment says so; an absent text is "".
 *
 * Failure. A function that can fail says so with a cantlie_status (or NULL
 * where it would return a handle), and with a sentence in *error if `error` is
 * not NULL. What it would have returned is then untouched. Every function that
 * takes a handle can fail with
 *   CANTLIE_BAD_CALL     the handle or another pointer that must be there is
 *                        NULL, or the handle is none: foreign, or freed. (This
 *                        is found by a mark in the handle's first bytes, so
 *                        eight bytes must be readable there; a handle that was
 *                        freed is found by luck only.)
 *   CANTLIE_BAD_VERSION  the handle was made by another version of the
 *                        library in the same process
 *   CANTLIE_BUSY         another thread is using the session
 * and these are not repeated below.
 */

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define CANTLIE_API __attribute__((visibility("default")))
#else
#define CANTLIE_API
#endif

/* ---- version ------------------------------------------------------------- */

#define CANTLIE_VERSION_MAJOR 0
#define CANTLIE_VERSION_MINOR 1
#define CANTLIE_VERSION_PATCH 0

/* One number that grows: 0.1.0 is 100, 1.2.3 is 10203. */
#define CANTLIE_VERSION                                                        \
    (CANTLIE_VERSION_MAJOR * 10000 + CANTLIE_VERSION_MINOR * 100 +             \
     CANTLIE_VERSION_PATCH)

/* CANTLIE_VERSION of the library that is running. */
CANTLIE_API unsigned cantlie_version(void);

/* The same as people write it: "0.1.0". Never NULL; constant. */
CANTLIE_API const char *cantlie_version_text(void);

/* ---- errors -------------------------------------------------------------- */

typedef enum cantlie_status {
    CANTLIE_OK = 0,
    CANTLIE_BAD_CALL = 1,     /* NULL, a foreign handle, a date that is none */
    CANTLIE_BAD_VERSION = 2,  /* header, library and handle do not fit */
    CANTLIE_NO_MEMORY = 3,    /* the system's, or the limit in the options */
    CANTLIE_BAD_RULES = 4,    /* not readable, or with errors */
    CANTLIE_BAD_RECORD = 5,   /* no JSON, or not one patient */
    CANTLIE_NO_SUCH_NAME = 6, /* nothing in the rules is called that */
    CANTLIE_NO_RESULT = 7,    /* nothing was evaluated yet, or it failed */
    CANTLIE_BUSY = 8          /* the session is in use by another thread */
} cantlie_status;

/* What went wrong. Belongs to the caller, who need not set it beforehand.
   Untouched by calls that succeed. */
typedef struct cantlie_error {
    cantlie_status status;
    char text[512]; /* a sentence for people, without a full stop at the end;
                       cut at a character if it is longer */
} cantlie_error;

/*
 * Whether a program that was compiled with a header of version `header` (pass
 * CANTLIE_VERSION) can use this library: they have the same major version, as
 * long as that is 0 the same minor version, too, and the library is not older
 * than the header. Within that range no struct of this header changes. Done by
 * every function that takes options; call it yourself after dlopen.
 * Fails with CANTLIE_BAD_VERSION.
 */
CANTLIE_API cantlie_status cantlie_check_version(unsigned header,
                                                 cantlie_error *error);

/* ---- compiling ----------------------------------------------------------- */

typedef struct cantlie_rules cantlie_rules;
typedef struct cantlie_session cantlie_session;

typedef enum cantlie_severity {
    CANTLIE_ERROR = 0,
    CANTLIE_WARNING = 1
} cantlie_severity;

/* One message about the rules. Lines and columns count from 1, columns in
   characters; they are 0 and the file "" where a message has no place. */
typedef struct cantlie_diagnostic {
    cantlie_severity severity;
    const char *code; /* stable: "unknown-choice" */
    const char *file; /* as it was given, or as `use` leads to it */
    unsigned line, column;
    const char *message;     /* KRAS cannot be "mutatd" */
    const char *label;       /* what to do, or "": did you mean "mutated"? */
    const char *second_file; /* the declaration that explains it, or "" */
    unsigned second_line, second_column;
    const char *second_message;
    const char *text; /* all of it with the line and carets, as `cantlie
                            check` prints it; several lines */
} cantlie_diagnostic;

typedef struct cantlie_options {
    unsigned version; /* CANTLIE_VERSION, as the program was compiled with */

    /* Compiling: called for each message, in the order of the files and of
       places within them, in the calling thread, before the compiling function
       returns. NULL: nobody listens. The diagnostic is valid during the call
       only. Must return; must not use the rules that are being compiled. */
    void (*on_diagnostic)(void *context, const cantlie_diagnostic *diagnostic);
    void *context; /* handed through */

    /* Bytes of working memory that a rule set, or one evaluation with all that
       is asked of it, may take at most; 0: no limit but the system's. */
    size_t memory;

    /* Sessions: take an undated value of a `valid for` field as unknown. */
    int strict;
} cantlie_options;

/* Start from these, so that new members mean what they did before. */
#define CANTLIE_OPTIONS                                                        \
    {                                                                          \
        CANTLIE_VERSION, NULL, NULL, 0, 0                                      \
    }

/* A text with a name, which messages and sources give as the file. */
typedef struct cantlie_text {
    const char *name;
    const char *at;
    size_t length; /* bytes; the text may hold NULs, which are then an error */
} cantlie_text;

/*
 * Reads and checks rule files and folders (all *.rules in a folder, in the
 * order of their names), with all that they `use`.
 *
 * Returns a rule set, or NULL with
 *   CANTLIE_BAD_RULES    a file cannot be read, the rules have errors (the
 *                        sentence is the first; `on_diagnostic` gets all), or
 *                        they declare no `record patient`
 *   CANTLIE_BAD_VERSION  see cantlie_check_version
 *   CANTLIE_BAD_CALL     `paths`, one of them, or `options` is NULL; no path
 *   CANTLIE_NO_MEMORY
 */
CANTLIE_API cantlie_rules *cantlie_compile_files(const char *const *paths,
                                                 size_t count,
                                                 const cantlie_options *options,
                                                 cantlie_error *error);

/*
 * The same for texts in memory, in that order. No file is read: `use "NAME"`
 * in one of them means another one of that name; one that is not there is an
 * error of the rules. The texts are copied.
 */
CANTLIE_API cantlie_rules *cantlie_compile_texts(const cantlie_text *texts,
                                                 size_t count,
                                                 const cantlie_options *options,
                                                 cantlie_error *error);

/* Gives the rule set back. Sessions on it stay good: the memory goes with the
   last of them. No other thread may be making a session on it meanwhile. NULL
   and what is no rule set are ignored. */
CANTLIE_API void cantlie_rules_free(cantlie_rules *rules);

typedef struct cantlie_rules_info {
    const char *guideline; /* its title, or "" */
    const char *version;   /* of the guideline, or "" */
    const char *digest;    /* "sha256:" and 64 digits, of what the rules mean:
                              layout and comments do not change it */
    size_t warnings;       /* found when compiling */
    int reads_today;       /* the rules depend on the evaluation date */
} cantlie_rules_info;

CANTLIE_API cantlie_status cantlie_rules_about(const cantlie_rules *rules,
                                               cantlie_rules_info *info,
                                               cantlie_error *error);

typedef enum cantlie_kind {
    CANTLIE_TREATMENT = 0,
    CANTLIE_RULE = 1, /* rules, bare rules by their text, and rows of tables
                           as "TABLE row N" */
    CANTLIE_SCORE = 2,
    CANTLIE_DEFINE = 3, /* of the patient */
    CANTLIE_FIELD = 4   /* of the patient */
} cantlie_kind;

/* Several texts. */
typedef struct cantlie_names {
    const char *const *at; /* NULL only if count is 0 */
    size_t count;
} cantlie_names;

/* All names of a kind, as declared and in the order of declaration.
   CANTLIE_BAD_CALL: there is no such kind. */
CANTLIE_API cantlie_status cantlie_rules_names(const cantlie_rules *rules,
                                               cantlie_kind kind,
                                               cantlie_names *names,
                                               cantlie_error *error);

/* ---- evaluating ---------------------------------------------------------- */

/*
 * Makes what one thread needs to evaluate patients by the rules. Returns NULL
 * with CANTLIE_BAD_VERSION, CANTLIE_BAD_CALL or CANTLIE_NO_MEMORY.
 */
CANTLIE_API cantlie_session *cantlie_session_new(const cantlie_rules *rules,
                                                 const cantlie_options *options,
                                                 cantlie_error *error);

/* Gives the session back, with all that it returned. NULL, what is no
   session, and a session that another thread is using are ignored. */
CANTLIE_API void cantlie_session_free(cantlie_session *session);

/*
 * Evaluates one patient: a JSON object, or an array that holds just one
 * (language.md, section 6), of at most 16 MiB. `as_of` is the day that the
 * rules take as today: "2024-06-01"; what is of today by the clock is the
 * caller's business.
 *
 * A value that the vocabulary does not allow does not fail the evaluation: it
 * counts as unknown and is among cantlie_problems, where also keys are named
 * that are no field. Look at them.
 *
 *   CANTLIE_BAD_RECORD  the text is no JSON, holds no patient or several, or
 *                       nests too deeply; the sentence says where
 *   CANTLIE_BAD_CALL    `record`, its text or `as_of` is NULL, or `as_of` is
 *                       no day of the years 1800 to 2200
 *   CANTLIE_NO_MEMORY   the session can be used again
 *
 * In each case what was evaluated before is gone. The text is not needed once
 * the call returns.
 */
CANTLIE_API cantlie_status cantlie_evaluate(cantlie_session *session,
                                            const cantlie_text *record,
                                            const char *as_of,
                                            cantlie_error *error);

/*
 * What follows reads the result of the last cantlie_evaluate. Without one, and
 * after one that failed, it fails with CANTLIE_NO_RESULT. Lists are in the
 * order of declaration, and the names spelled as declared. Names that are
 * asked for are compared as the language does: letter case, "-" and "_" do not
 * matter.
 */

/* How the patient is called: its id, or NAME:LINE. */
CANTLIE_API cantlie_status cantlie_patient(cantlie_session *session,
                                           const char **id,
                                           cantlie_error *error);

/* ---- states -------------------------------------------------------------- */

typedef enum cantlie_state {
    CANTLIE_HELD = 1, /* does not apply, or is silenced by another */
    CANTLIE_APPLIES = 2,
    CANTLIE_UNDETERMINED = 3 /* what is unknown decides */
} cantlie_state;

/* "held", "applies", "undetermined"; NULL for any other number. */
CANTLIE_API const char *cantlie_state_name(cantlie_state state);

typedef struct cantlie_rule_state {
    const char *rule;
    cantlie_state state;
} cantlie_rule_state;

/* The states of all rules, rows of tables in their place. */
CANTLIE_API cantlie_status cantlie_states(cantlie_session *session,
                                          const cantlie_rule_state **states,
                                          size_t *count, cantlie_error *error);

/* The state of one rule, of a row ("targeted-therapy row 1"), or of a table,
   which applies if some row does. CANTLIE_NO_SUCH_NAME: no rule or table is
   called that; the sentence names the nearest. */
CANTLIE_API cantlie_status cantlie_state_of(cantlie_session *session,
                                            const char *rule,
                                            cantlie_state *state,
                                            cantlie_error *error);

/* ---- verdicts ------------------------------------------------------------ */

typedef enum cantlie_word {
    CANTLIE_RECOMMEND = 0,
    CANTLIE_CONSIDER = 1,
    CANTLIE_AVOID = 2,
    CANTLIE_CONTRAINDICATE = 3,
    CANTLIE_CONFLICT = 4,   /* rules recommend and avoid it: people decide */
    CANTLIE_NO_VERDICT = 5, /* no rule speaks of it */
    CANTLIE_UNDECIDED = 6   /* what is unknown decides: see may_be. Never take
                               it for CANTLIE_NO_VERDICT. */
} cantlie_word;

/* "recommend", ..., "none", "undecided", as in the JSON result; NULL for any
   other number. */
CANTLIE_API const char *cantlie_word_name(cantlie_word word);

/* One of the words that an undecided verdict may turn out to be. */
typedef struct cantlie_possibility {
    cantlie_word word; /* never CANTLIE_UNDECIDED */
    int listed;        /* 0: when it would be is not listed, for it would be too
                          long or is not exact */
    const cantlie_names *alternatives; /* any of them suffices; in each, all
                                          facts hold: {"BRAF wild-type"} */
    size_t alternative_count;
} cantlie_possibility;

/* A rule's conclusion about the treatment. */
typedef struct cantlie_reason {
    const char *rule;
    cantlie_state state;    /* applies or undetermined */
    cantlie_word word;      /* what it says */
    const char *conclusion; /* as written: "recommend cetuximab with FOLFOX" */
    const char *via;        /* the group of which it was said, or "" */
    const char *trial;      /* the trial within which it counts, or "" */
    cantlie_names with;     /* partners that remain, a text for each `with`:
                               "FOLFOX or FOLFIRI"; "" where none is left */
    cantlie_names dropped;  /* partners that are avoided or contraindicated */
    int no_partner_left;
} cantlie_reason;

typedef enum cantlie_candidacy {
    CANTLIE_NOT_ASKED = 0, /* no rule names criteria for it */
    CANTLIE_NO_CANDIDATE = 1,
    CANTLIE_CANDIDATE = 2,
    CANTLIE_PERHAPS_CANDIDATE = 3
} cantlie_candidacy;

typedef struct cantlie_verdict {
    const char *treatment;
    const char *label; /* "Liver transplantation", or "" */
    cantlie_word word;
    int listed; /* it is to be shown: language.md, what to list */
    int exact;  /* undecided only: 0 if it may be over-cautious */
    const cantlie_possibility *may_be; /* undecided only */
    size_t may_be_count;
    cantlie_names needs;      /* facts that would settle it; undecided only */
    const cantlie_reason *by; /* the rules behind the word, or behind what it
                                 may be */
    size_t by_count;
    const cantlie_reason *beaten; /* rules with another word that count less */
    size_t beaten_count;
    const cantlie_reason *trials; /* within a trial; counts for nothing in the
                                     word */
    size_t trial_count;
    cantlie_names one_of; /* of a group that is recommended or considered: the
                              members that are left */
    cantlie_names may_yet_be_out; /* of these: the members that an unknown fact
                                     may yet exclude. Not to be chosen before
                                     the verdict on them is settled. */
    int all_members_excluded;     /* of such a group none is left */
    cantlie_candidacy candidacy;
    cantlie_names fails;    /* criteria that fail, of no candidate */
    const char *not_before; /* a delay that is certain: "2024-07-06", or "" */
    int perhaps_delayed;    /* another delay is possible or its day not certain:
                              see the JSON result */
    cantlie_names assumed; /* facts that were assumed, as the vocabulary says */
    cantlie_names evidence; /* that the rules of `by` cite */
} cantlie_verdict;

/* The verdicts that are to be shown. */
CANTLIE_API cantlie_status cantlie_verdicts(cantlie_session *session,
                                            const cantlie_verdict **verdicts,
                                            size_t *count,
                                            cantlie_error *error);

/* The verdict on one treatment, to be shown or not. CANTLIE_NO_SUCH_NAME: no
   treatment is called that. */
CANTLIE_API cantlie_status cantlie_verdict_on(cantlie_session *session,
                                              const char *treatment,
                                              const cantlie_verdict **verdict,
                                              cantlie_error *error);

/* ---- values -------------------------------------------------------------- */

typedef enum cantlie_type {
    CANTLIE_YES_NO = 0,
    CANTLIE_CHOICE = 1,
    CANTLIE_SET = 2,
    CANTLIE_NUMBER = 3,
    CANTLIE_DATE = 4,
    CANTLIE_TEXT = 5
} cantlie_type;

typedef enum cantlie_truth {
    CANTLIE_NO = 1,
    CANTLIE_YES = 2,
    CANTLIE_UNKNOWN = 3
} cantlie_truth;

/* What may be true. */
typedef struct cantlie_value {
    const char *name; /* of what it is the value */
    const char *text; /* as people read it: "yes", "mutated", "2 to 3",
                           "more than 80 ug/L", "unknown", "nothing" */
    cantlie_type type;
    int known;           /* there is just one possibility */
    int may_be_nothing;  /* that it does not exist is possible; if known, so */
    cantlie_truth truth; /* yes/no, as a condition: nothing counts as no */
    double low, high;    /* numbers that are not surely nothing: the ends, in
                           `unit`, rounded to a double; an open end, or none,
                           shows in the text; infinite where there is none.
                           Otherwise 0. */
    const char *unit;    /* of a number, or "" */
} cantlie_value;

/* The values of all scores. */
CANTLIE_API cantlie_status cantlie_scores(cantlie_session *session,
                                          const cantlie_value **scores,
                                          size_t *count, cantlie_error *error);

/*
 * The value of a score, a define of the patient or a field of the patient; of
 * several with that name the first in this order. (To evaluate an expression,
 * compile a text with a define for it.)
 *   CANTLIE_NO_SUCH_NAME  none of these is called that, or it is a list
 *   CANTLIE_NO_MEMORY     the result is gone
 */
CANTLIE_API cantlie_status cantlie_value_of(cantlie_session *session,
                                            const char *name,
                                            const cantlie_value **value,
                                            cantlie_error *error);

/* ---- what to ask, what was wrong ----------------------------------------- */

typedef struct cantlie_question {
    const char *fact; /* "BRAF", "size of lesion 2" */
    unsigned settles; /* listed verdicts that wait for it */
} cantlie_question;

/* The unknown facts that can still change a listed verdict, the most telling
   first. */
CANTLIE_API cantlie_status cantlie_ask(cantlie_session *session,
                                       const cantlie_question **questions,
                                       size_t *count, cantlie_error *error);

typedef struct cantlie_problem {
    cantlie_severity severity; /* an error: what stands there counts as
                                  unknown */
    const char *kind;     /* "value", "count", "contradiction", "condition",
                             "constraint"; of a warning "warning" or "key" */
    const char *field;    /* as declared, or "" */
    const char *path;     /* "lesions.2.size" */
    const char *found;    /* what stands there, or "" */
    const char *expected; /* what was expected, or "" */
    const char *source;   /* "NAME:LINE" */
    const char *text;     /* all of it in a sentence */
} cantlie_problem;

/* Record errors first, then warnings. Of errors beyond 1,000 only the number
   is kept, in the text of the last warning. */
CANTLIE_API cantlie_status cantlie_problems(cantlie_session *session,
                                            const cantlie_problem **problems,
                                            size_t *count,
                                            cantlie_error *error);

/* ---- the whole as text --------------------------------------------------- */

/*
 * These make a text each time they are called. It takes memory until the next
 * cantlie_evaluate; after CANTLIE_NO_MEMORY the result is gone.
 */

/* The whole result as one JSON object, without a newline: the same bytes as of
   `cantlie run --format ndjson`, keys that are no field apart. */
CANTLIE_API cantlie_status cantlie_result_json(cantlie_session *session,
                                               const char **text,
                                               cantlie_error *error);

/* The result as a note of 80 columns for people, as of `cantlie run`. */
CANTLIE_API cantlie_status cantlie_note(cantlie_session *session,
                                        const char **text,
                                        cantlie_error *error);

/*
 * Why, and why not, of 80 columns: of a treatment, rule, table, score, define
 * or field (of several with that name the first in this order), or, with NULL,
 * of all verdicts that are to be shown: the conditions with their values and
 * sources, what decides, what is missing, what would change it, the evidence.
 * CANTLIE_NO_SUCH_NAME: nothing in the rules is called that.
 */
CANTLIE_API cantlie_status cantlie_explain(cantlie_session *session,
                                           const char *name, const char **text,
                                           cantlie_error *error);

#ifdef __cplusplus
}
#endif

#endif
