/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CHECK_PROGRAM_H
#define CANTLIE_INTERP_CHECK_PROGRAM_H

/*
 * What a rule set means: a typed tree. Names are resolved to places, units
 * brought together, `unless` and the short forms are gone. Equal expressions
 * of the same frame are one object (so a memo by id evaluates them once).
 * Plain data in the arena of the compilation; constant after checking.
 *
 * Frames: an expression is evaluated with the patient at level 0 and, inside
 * quantifiers, filters and element paths, an element at each level from 1 up.
 * The body of a define of a record has its element at level 1.
 */

#include "grammar/ast.h"
#include "interp/vocabulary/mapping.h"
#include "interp/vocabulary/vocabulary.h"

enum expr_op {
#define X(op, name, kids) EXPR_##op,
#include "interp/check/expr.def"
#undef X
    EXPR_OPS
};

struct expr;
struct define;
struct score;
struct rule;

/* A list, or the elements of it that satisfy a condition. */
struct group {
    const struct field *list; /* of the patient */
    uint32_t level;           /* where the element is bound */
    const struct expr *where; /* or NULL */
    struct str text;          /* "lesions", "(lesions where lobe left)" */
};

struct expr {
    enum expr_op op;
    uint32_t id;      /* dense over the program */
    uint32_t level;   /* FIELD, DEFINE, FRAME: level of the element (0: the
                          patient) */
    uint32_t deepest; /* the highest level read from outside of its own
                          bindings; 0: depends on the patient only */
    uint32_t n;
    const struct expr **kids;
    struct type type;
    struct span span; /* where first written */
    struct str text;  /* as formatted: what explanations print and what makes
                          two conditions the same */

    union {
        struct value value;          /* CONST */
        const struct field *field;   /* FIELD */
        const struct define *define; /* DEFINE, STATED, BRANCH */
        const struct score *score;   /* SCORE */
        enum comparison comparison;  /* COMPARE, COMPARE_MONTHS */
        enum arithmetic arithmetic;
        enum function function;
        uint64_t options;  /* IS, INCLUDES */
        struct str wanted; /* IS_TEXT */
    };
    struct group group;
    int sign; /* OF, ADD_DAYS */
    int64_t months, months2;
    struct unit_map map, map2;
};

/* `define`, of the patient or of a record. */
struct define {
    struct str name, label;
    struct span span;
    const struct record_type *record; /* NULL: the patient's */
    const struct expr *body;
    struct type type;
    bool opened;    /* yes/no, one expression, no `or as stated`: its conditions
                    are the ones that a completion tries */
    uint32_t index; /* by declaration */
};

struct point {
    decimal points;
    const struct expr *when;
    struct str label;
};

struct score {
    struct str name, label;
    struct span span;
    struct point *points;
    size_t n;
    decimal least, most;
    uint32_t index;
};

struct treatment {
    struct str name, label;
    struct span span;
    uint32_t index;                  /* by declaration */
    const struct treatment **groups; /* it is a direct member of */
    size_t group_count;
    const struct treatment **members; /* direct, by declaration */
    size_t member_count;
};

struct source_work { /* `source` */
    struct str name, title;
    struct span span;
};

struct locus {
    struct str section, paragraph, refs;
};

struct evidence {
    struct str name;
    struct span span;
    const struct source_work *source; /* or NULL */
    struct locus *loci;
    size_t locus_count;
    struct str text;
    uint32_t index;
};

struct measure {
    struct str name, label;
    struct span span;
};

/* --- conclusions --------------------------------------------------------- */

enum verb { VERB_RECOMMEND, VERB_CONSIDER, VERB_AVOID, VERB_CONTRAINDICATE };

struct treatments {
    const struct treatment **at;
    size_t n;
};

enum conclusion_kind {
    CONCLUDE_ADVISE,    /* verb, treatments, except, trial, partners */
    CONCLUDE_CANDIDATE, /* treatments.at[0] */
    CONCLUDE_DELAY,     /* treatments.at[0] until amount after `date` */
    CONCLUDE_MONITOR,   /* what, every amount, since `date` (or NULL) */
    CONCLUDE_ORDER,     /* field */
    CONCLUDE_PROGNOSIS, /* adverse, subject, text */
    CONCLUDE_OUTCOME,   /* measure, subject, at, amount, against, text */
    CONCLUDE_NOTE       /* text */
};

/* A stretch of calendar time: days or months, one of them 0. */
struct period {
    int64_t days, months;
    struct str text; /* "5 weeks" */
};

/* low to high in a unit; < and > leave one end out. */
struct figure {
    bool set;
    struct value range; /* VALUE_NUMBER */
    struct type type;
};

struct conclusion {
    enum conclusion_kind kind;
    struct span span;
    struct str text; /* as formatted */
    enum verb verb;
    struct treatments treatments; /* alternatives: `recommend T or T` */
    struct treatments except;
    struct treatments *partners; /* one alternative list for each `with` */
    size_t partner_count;
    struct str trial; /* empty: none */
    struct period period;
    const struct expr *date;   /* CONCLUDE_DELAY, CONCLUDE_MONITOR */
    struct str what;           /* CONCLUDE_MONITOR */
    const struct field *field; /* CONCLUDE_ORDER */
    bool adverse;
    const struct treatment *subject; /* `for T`; an outcome's without `for`:
                                     the one treatment of its rule; or NULL */
    const struct measure *measure;
    struct str at; /* "5 years", or empty */
    struct figure amount, against;
    struct str comment; /* prognosis text, note, comparator */
};

/* A rule, or one row of a table. */
struct rule {
    struct str name; /* "SECA", a bare rule's text, "targeted-therapy row 1" */
    struct str label;
    struct span span;
    uint32_t index;          /* by declaration; table rows in their place */
    const struct ast *ast;   /* RULE, or the TABLE */
    const struct expr *when; /* `unless` included; a row: its cells */
    const struct expr *condition_when, *condition_unless; /* apart, or NULL */
    const struct rule *previous_row; /* the row above in its table, or NULL */
    struct str table;                /* its table's name, or empty */
    uint32_t row;                    /* from 1; 0: no row */
    const struct rule *
        *overridden_by; /* all rules (all rows) that silence it */
    size_t overridden_by_count;
    struct conclusion *conclusions;
    size_t conclusion_count;
    struct str because, judgement;
    const struct evidence **cites;
    size_t cites_count;
};

struct constraint {
    struct str title;
    struct span span;
    const struct expr *holds; /* broken when it is no */
};

/* --- cases --------------------------------------------------------------- */

/* One stored fact that a case gives. */
struct given {
    const struct field *list; /* NULL: the patient's field */
    uint32_t element;         /* from 1 */
    const struct field *field;
    struct value value;
    bool dated, explicit_unknown;
    date first, last;
    struct span span;
};

struct given_list { /* a list that the case gives whole */
    const struct field *list;
    uint32_t n;
    struct span span;
};

struct fact_name {            /* size of lesion 2 */
    const struct field *list; /* NULL: the patient's */
    uint32_t element;
    const struct field *field;
};

enum expectation_kind {
    EXPECTS_VERDICT,
    EXPECTS_CANDIDATE,
    EXPECTS_NO_VERDICT,
    EXPECTS_UNDECIDED,
    EXPECTS_RULE,
    EXPECTS_VALUE,
    EXPECTS_IS,
    EXPECTS_CONFLICT,
    EXPECTS_OUTCOME,
    EXPECTS_MONITOR,
    EXPECTS_NOTHING_ELSE,
    EXPECTS_PROGNOSIS,
    EXPECTS_ORDER,
    EXPECTS_DELAY
};

struct expectation {
    enum expectation_kind kind;
    struct span span;
    struct str text; /* as formatted */
    const struct treatment *treatment;
    enum verb verb;
    struct treatments *partners;
    size_t partner_count;
    const struct rule **rules; /* EXPECTS_RULE: one, or all rows of a table
                                  ("table T applies" = some row does) */
    size_t rule_count;
    enum ast_op state; /* OP_APPLIES ..., OP_KNOWN ... */
    bool has_needs;    /* `needing`: exactly these */
    struct fact_name *needs;
    size_t need_count;
    const struct expr *value; /* EXPECTS_VALUE, EXPECTS_IS: what is looked at */
    const struct expr *test;  /* ... and the condition that must be yes */
    struct value expected;    /* EXPECTS_VALUE: the value to be found */
    bool negated;
    const struct measure *measure;
    struct str what;
    const struct field *field;
    bool adverse;
    date until;
};

struct test_case {
    struct str title;
    struct span span;
    bool has_as_of;
    date as_of;
    struct str record_path; /* given record "...": relative to the rule file;
                               empty: none */
    struct given *given;
    size_t given_count;
    struct given_list *lists;
    size_t list_count;
    struct expectation *expects;
    size_t expects_count;
};

/* --- the whole ----------------------------------------------------------- */

struct symbols;

struct program {
    struct arena *arena;
    const struct symbols *symbols; /* the checker's own tables of names */
    const struct sources *sources;
    struct str title, version; /* of the guideline, perhaps empty */
    char digest[72];           /* "sha256:" + 64 hex digits, over the meaning:
                                  layout and comments do not change it */
    const struct vocabulary *vocabulary;
    struct define **defines;
    size_t define_count;
    struct score **scores;
    size_t score_count;
    struct treatment **treatments;
    size_t treatment_count;
    struct evidence **evidence;
    size_t evidence_count;
    struct measure **measures;
    size_t measure_count;
    struct rule **rules; /* by declaration, rows in their place */
    size_t rule_count;
    struct constraint *constraints;
    size_t constraint_count;
    struct test_case *cases;
    size_t case_count;
    struct mappings mappings; /* by declaration */
    size_t expr_count;        /* ids are below it */
    uint32_t deepest_level;   /* elements bound at once, at most */
    bool reads_today;         /* rules depend on the evaluation date */
};

/* The rule, or row ("TABLE row N"), or treatment of a name, or NULL. A table's
   own name is no rule: named.h finds it. */
const struct rule *program_rule(const struct program *program, struct str name);
const struct treatment *program_treatment(const struct program *program,
                                          struct str name);

#endif
