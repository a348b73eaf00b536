/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_CHECK_CHECKER_H
#define CANTLIE_INTERP_CHECK_CHECKER_H

/*
 * The inside of the checker, shared by the files that make it up:
 *
 *   check.c        the order of the passes; expressions and facts added later
 *   symbols.c      what is declared, by kind; duplicates
 *   suggest.c      unknown names and what was probably meant
 *   records.c      record items to the vocabulary; clauses.c: their clauses
 *   treatments.c, evidence.c
 *   mappings.c     mapping items, with mapping_codes.c, mapping_columns.c
 *   definitions.c  defines and scores, resolved when first needed
 *   branches.c     defines of several values
 *   names.c        a name in an expression; paths; groups.c: lists
 *   expressions.c  dispatch; logic.c, compare.c, tests.c, arithmetic.c,
 *                  functions.c, time.c: one function for each construct
 *   types.c        fitting types together; units.c; values.c: data in rules
 *   share.c        equal expressions become one; spelling.c: canonical text
 *   rules.c, tables.c, conclusions.c, overrides.c
 *   cases.c, facts.c, expectations.c
 *   lints.c, never.c, digest.c
 *
 * A function that yields an expression gives NULL when it cannot, and then a
 * message has been given, here or where the cause lies: NULL is handed up in
 * silence, so one cause has one message.
 */

#include "grammar/limits.h"
#include "interp/check/check.h"

/* As many names are listed in a message; with more, only a near one is. */
#define CHECK_LISTED 8

/* --- what is declared ---------------------------------------------------- */

enum symbol_kind {
    SYMBOL_RECORD,
    SYMBOL_TREATMENT,
    SYMBOL_RULE, /* tables, too: index of the rule_group */
    SYMBOL_EVIDENCE,
    SYMBOL_SOURCE,
    SYMBOL_MEASURE,
    SYMBOL_MAPPING,
    SYMBOL_KINDS
};

struct symbol_table {
    struct names names;      /* to an index */
    LIST(struct span) spans; /* of the declarations, by index */
};

struct record_info;

/* A define or a score: what may depend on others. */
struct definition {
    const struct ast *item;
    struct define *define; /* one of the two */
    struct score *score;
    struct record_info *record; /* the patient's own, too */
    enum {
        DEFINITION_NEW,
        DEFINITION_OPEN, /* being resolved */
        DEFINITION_DONE,
        DEFINITION_FAILED
    } state;
    uint32_t height; /* definitions below it, one upon the other */
    uint32_t depth;  /* expressions below it, through those definitions */
    bool used;
};

/* What a name means within a record. */
struct member {
    enum { MEMBER_FIELD, MEMBER_DEFINITION, MEMBER_BROKEN } kind;
    struct str name;
    struct span span;
    struct field *field;
    struct definition *definition;
};

struct record_info {
    struct record_type *type;
    const struct ast *item; /* NULL: the patient, not declared */
    bool broken;            /* its item did not parse */
    struct names names;     /* of members, to their index */
    LIST(struct member) members;
    LIST(const struct field *) lists; /* of the patient, that hold it */
};

/* A rule or a table, with its place among the program's rules. */
struct rule_group {
    struct str name;
    struct span span;
    const struct ast *item;
    uint32_t first, n;
    LIST(uint32_t) overrides; /* groups that it silences */
    bool visited, open;       /* looking for circles */
    uint32_t height;
};

struct symbols {
    struct symbol_table tables[SYMBOL_KINDS];
    struct names broken; /* names whose declaration did not parse */
    struct names monitored;
    LIST(struct record_info *) records;    /* by index of SYMBOL_RECORD */
    struct record_info *patient;           /* never NULL */
    LIST(struct definition *) definitions; /* by declaration */
    LIST(struct rule_group) groups;
    LIST(struct source_work *) sources;
    LIST(bool) cited; /* by evidence index */
    struct share *share;
    const struct ast *guideline;
};

/* --- the checker --------------------------------------------------------- */

/* A message that stands for all further uses of the same unknown name. */
struct repeat {
    size_t message; /* its index in the sink */
    uint32_t more;
    struct span span;
};

/* Rules write few units, many times. */
#define KNOWN_UNITS 32

struct checker {
    struct arena *arena;
    struct program *program;
    struct vocabulary *vocabulary;
    struct symbols *symbols;
    const struct sources *sources;
    struct diagnostics *sink;
    struct ast *const *files;
    size_t file_count;

    bool extending;  /* the symbols belong to a finished program */
    bool in_case;    /* what is read here does not make rules read today */
    bool incomplete; /* files are missing: so are names */
    bool too_deep;   /* reported */
    bool no_patient; /* reported */

    uint32_t depth;  /* of expressions being checked */
    uint32_t base;   /* where the present definition began */
    uint32_t height; /* of the highest definition met since then */
    uint32_t reach;  /* the deepest expression met since then, from there */
    LIST(struct definition *) open; /* definitions being resolved */
    struct share *share;
    struct names reported; /* "file kind name" to an index in repeats */
    LIST(struct repeat) repeats;
    size_t compared;                 /* spellings, looking for near ones */
    LIST(struct str *) spelling;     /* pages by node id: names as declared */
    struct unit *units[KNOWN_UNITS]; /* read before, by a hash of the code */
};

/* Where an expression stands: inside an element of a list, that perhaps
   inside another, and in the end inside the patient. NULL: the patient. */
struct scope {
    const struct scope *outer;
    struct record_info *record;
    uint32_t level;
};

static inline uint32_t scope_level(const struct scope *scope)
{
    return scope ? scope->level : 0;
}

/* --- symbols.c ----------------------------------------------------------- */

/* Reads the names of all items into the tables. */
void check_symbols(struct checker *c);

/* Reads the names of defines and scores into their records. */
void check_declare_definitions(struct checker *c);

/* Calls `visit` for every item of a kind, by declaration. */
void check_each_item(struct checker *c, enum ast_kind kind,
                     void (*visit)(struct checker *c, const struct ast *item));

/* The index of a name that must be declared; NAMES_NONE after a message. */
uint32_t check_symbol(struct checker *c, enum symbol_kind kind,
                      const struct ast *name);
/* The same without a message. */
uint32_t check_find(const struct checker *c, enum symbol_kind kind,
                    struct str name);

/* Adds a member; a message if the record has the name already. */
void check_add_member(struct checker *c, struct record_info *record,
                      struct member member);

/* The record of a name, or NULL after a message. */
struct record_info *check_record_of(struct checker *c, const struct ast *name);
struct record_info *check_info(const struct checker *c,
                               const struct record_type *type);

/* --- suggest.c ----------------------------------------------------------- */

/* The nearest name, or NULL; also when enough has been looked at. */
const struct name_entry *
check_nearest(struct checker *c, const struct names *names, struct str name);

/* "a treatment", ... and the words around it. */
const char *check_kind_word(enum symbol_kind kind);

void check_unknown_symbol(struct checker *c, enum symbol_kind kind,
                          const struct ast *name);
/* A name that is no member of the scope's records. */
void check_unknown_name(struct checker *c, const struct ast *name,
                        struct str text, const struct scope *scope);
/* A name that is no member of one record. */
void check_unknown_member(struct checker *c, const struct ast *name,
                          const struct record_info *record);
/* Reports `expect cetuximab` and `expect cetuximab contraindicated`; false when
   the expectation names no treatment. */
bool check_lone_treatment(struct checker *c, const struct ast *node);
/* Adds "(n more)" to the labels of messages that stand for several. */
void check_close_repeats(struct checker *c);

/* "a, b or c" of up to CHECK_LISTED names; empty when there are more. */
struct str check_list_names(struct checker *c, const struct names *names);

/* --- spelling.c ---------------------------------------------------------- */

/* Remembers how a name was declared, if it is spelt otherwise here. */
void check_spell(struct checker *c, const struct ast *name,
                 struct str declared);
/* A node as formatted, names as declared. */
struct str check_text(struct checker *c, const struct ast *node);
/* A tree with names as declared; the same one where nothing differs. */
const struct ast *check_respelt(struct checker *c, const struct ast *node);

/* --- records.c, clauses.c, treatments.c, evidence.c, mappings.c ---------- */

void check_records(struct checker *c);
void check_clauses(struct checker *c);
void check_treatments(struct checker *c);
void check_evidence(struct checker *c);
void check_mappings(struct checker *c);

/* Choices from CHOICE nodes; NULL after a message. */
const struct choices *check_choices(struct checker *c,
                                    const struct ast *const *nodes, uint32_t n);
bool check_same_choices(const struct choices *a, const struct choices *b);
/* "wild-type | mutated", cut after CHECK_LISTED. */
struct str check_choice_list(struct checker *c, const struct choices *choices);

/* "T4a | T4b" for T4: the choices that begin with the word, or nothing. */
struct str check_finer(struct checker *c, const struct choices *choices,
                       struct str word);

/* --- share.c ------------------------------------------------------------- */

struct share *share_new(struct arena *arena, const struct share *base,
                        size_t first_id);

/* What an expression starts from. */
static inline struct expr check_draft(enum expr_op op, struct type type)
{
    return (struct expr){
        .op = op, .type = type, .map = {1, 1, 0, 0}, .map2 = {1, 1, 0, 0}};
}

/* The one expression equal to the draft: an older one, or a copy with id,
   text (of the node, unless the draft has one), span and deepest filled. */
const struct expr *check_share(struct checker *c, struct expr *draft,
                               const struct ast *node);
/* Whether the expression reads the element at a level from outside of its own
   bindings. */
bool check_reads_level(const struct checker *c, const struct expr *e,
                       uint32_t level);

/* --- expressions.c ------------------------------------------------------- */

const struct expr *check_expr(struct checker *c, const struct ast *node,
                              const struct scope *scope);
/* Counts what lies `below` the present place; false after a message when it
   is too deep for those who walk the expressions later. */
bool check_may_reach(struct checker *c, uint32_t below, const struct ast *node);
/* The same where a condition is wanted. */
const struct expr *check_condition(struct checker *c, const struct ast *node,
                                   const struct scope *scope);
/* Says that the expression is no condition, unless it is one. */
const struct expr *check_as_condition(struct checker *c, const struct expr *e,
                                      const struct ast *node);
/* Without parentheses. */
const struct ast *check_bare(const struct ast *node);

typedef const struct expr *check_maker(struct checker *c,
                                       const struct ast *node,
                                       const struct scope *scope);

/* --- names.c, groups.c --------------------------------------------------- */

struct meaning {
    struct member *member;
    struct record_info *record;
    uint32_t level;
};

/* What a name means here; false, without a message, if nothing. */
bool check_meaning(const struct checker *c, struct str name,
                   const struct scope *scope, struct meaning *meaning);
/* Whether the name is broken somewhere, so that silence is due. */
bool check_is_broken(const struct checker *c, struct str name);
/* The expression that a meaning stands for. */
const struct expr *check_member(struct checker *c, const struct ast *node,
                                const struct meaning *meaning);
/* A stored field that a name must mean; NULL after a message. */
struct field *check_stored(struct checker *c, const struct ast *name,
                           struct record_info *record);

check_maker check_name, check_of, check_extreme;

/* A list or a filtered list; binds its element one level further in. */
bool check_group(struct checker *c, const struct ast *node,
                 const struct scope *scope, struct group *group,
                 struct scope *inner);
/* The list that a name means (its own, or its record's); NULL without a
   message when it means none. */
const struct field *check_list_named(const struct checker *c, struct str name);

check_maker check_quantifier, check_count, check_aggregate;

/* --- logic.c, compare.c, tests.c, arithmetic.c, functions.c, time.c ------ */

check_maker check_or, check_and, check_not, check_paren, check_constant,
    check_quantity_expr, check_date_expr, check_compare, check_between,
    check_is, check_is_state, check_includes, check_arithmetic, check_negate,
    check_call, check_ago, check_time_since, check_time_from, check_today,
    check_text_expr;

/* The function that a CALL names, with a number of arguments that it takes;
   false after a message. */
bool check_function_of(struct checker *c, const struct ast *node,
                       enum function *function);

/* NOT of a condition whose own text is given. */
const struct expr *check_not_of(struct checker *c, const struct expr *e,
                                const struct ast *node);
/* AND of conditions (n >= 1). */
const struct expr *check_all_of(struct checker *c,
                                const struct expr *const *conditions,
                                uint32_t n, const struct ast *node);

/* One comparison of two values; nodes are for messages. `text` is the
   condition's own text; empty: the node's. */
struct comparing {
    enum comparison how;
    const struct expr *a, *b;
    const struct ast *node, *left, *right;
    struct str text;
};
const struct expr *check_compare_values(struct checker *c,
                                        const struct comparing *compare);
const char *check_sign(enum comparison how);
enum comparison check_flipped(enum comparison how);

/* v between low and high, by nodes that may be parts of a table cell. */
struct betweening {
    const struct expr *v, *low, *high;
    const struct ast *node, *low_node, *high_node;
    struct str text;
};
const struct expr *check_between_values(struct checker *c,
                                        const struct betweening *between);

/* `e` is (one of) a literal or literals. */
const struct expr *check_is_literal(struct checker *c, const struct expr *e,
                                    const struct ast *literals,
                                    const struct ast *node, struct str text);

/* Whether the value is compared with months: time since or from as written,
   and a known number of months; and the test. */
bool check_is_months(const struct expr *a, const struct expr *b);
const struct expr *check_compare_months(struct checker *c,
                                        const struct comparing *compare);
const struct expr *check_between_months(struct checker *c,
                                        const struct betweening *between);

/* --- types.c ------------------------------------------------------------- */

struct type type_yesno(void);
struct type type_plain_number(bool whole);
struct type type_in_days(bool calendar);
struct type type_of_kind(enum type_kind kind);

/* `unknown` and `nothing` become values of a type; others stay. */
const struct expr *check_adapt(struct checker *c, const struct expr *e,
                               const struct type *type);
/* A constant. */
const struct expr *check_const(struct checker *c, struct type type,
                               struct value value, const struct ast *node);
/* Whether both can be compared or stand side by side (units apart). */
bool check_same_type(const struct type *a, const struct type *b);
/* "a number in cm", "yes or no", "a date". */
struct str check_type_words(struct checker *c, const struct type *type);
/* "CEA is a number in ug/L". */
struct str check_is_words(struct checker *c, const struct expr *e);

/* Values that shall have one type: `unknown` adapted, numbers brought to the
   first one's unit. Changes `values`; false after a message. */
bool check_unify(struct checker *c, const struct expr **values,
                 const struct ast *const *nodes, uint32_t n);
/* `e` in the unit of a type; NULL after a message. */
const struct expr *check_in_unit(struct checker *c, const struct expr *e,
                                 const struct expr *like,
                                 const struct ast *node);

/* --- units.c ------------------------------------------------------------- */

bool check_unit(struct checker *c, struct str code, struct span span,
                struct unit *unit);
bool check_decimal(struct checker *c, const struct ast *number, decimal *value);
/* NUMBER or QUANTITY. */
bool check_quantity(struct checker *c, const struct ast *node, decimal *value,
                    struct unit *unit);
/* A quantity of time in whole days or months. */
bool check_period(struct checker *c, const struct ast *quantity,
                  struct period *period);
/* Whole months of so many units of a calendar unit; false without a message
   when they are no calendar unit or not whole. */
bool check_months(const struct unit *unit, decimal value, int64_t *months);
bool check_date(struct checker *c, const struct ast *node, date *first,
                date *last);
/* Whether a number without a unit stands beside a unit that needs one. */
bool check_lacks_unit(const struct expr *plain, const struct expr *other);
/* How units are brought together; false after a message. */
bool check_unit_map(struct checker *c, const struct expr *from,
                    const struct expr *to, const struct ast *node,
                    struct unit_map *map);
/* The field whose value the expression passes on, or NULL. */
const struct field *check_passed_field(const struct expr *e);
/* A threshold against the range of what is compared; false after a message. */
bool check_threshold(struct checker *c, const struct comparing *compare);

/* --- values.c ------------------------------------------------------------ */

/* What data in a rule file must fit: a field, or an expression's type. */
struct slot {
    const struct type *type;
    const struct field *field; /* NULL: no range */
    struct str name;
    struct span declared; /* SPAN_NONE: unknown */
};
struct slot check_slot(const struct field *field);

/* What stands there: a value, or NULL for a bare yes/no. */
struct written {
    const struct ast *place; /* the whole fact */
    const struct ast *value;
    bool negated;
};

/* A value as written in a case, a mapping or after `assume`; false after a
   message. */
bool check_value(struct checker *c, const struct slot *slot,
                 const struct written *written, struct value *result);
/* The option that a literal names; 0 after a message. */
uint64_t check_option(struct checker *c, const struct slot *slot,
                      const struct ast *literal);
/* An AMOUNT as an interval, numbers sharing a unit. */
bool check_amount(struct checker *c, const struct ast *amount,
                  struct figure *figure);

/* --- definitions.c, branches.c ------------------------------------------- */

void check_definitions(struct checker *c);
/* Resolves it if need be; false when it failed or depends on itself. */
bool check_definition(struct checker *c, struct definition *definition,
                      const struct ast *use);
const struct expr *check_branches(struct checker *c, const struct ast *node,
                                  const struct define *define,
                                  const struct scope *scope);
void check_constraints(struct checker *c);

/* --- rules.c, tables.c, conclusions.c, overrides.c ----------------------- */

void check_rules(struct checker *c);
struct rule *check_rule_new(struct checker *c, const struct ast *item);
void check_tails(struct checker *c, struct rule *rule, const struct ast *item);
void check_table(struct checker *c, const struct ast *item,
                 struct rule_group *group);
void check_conclusions(struct checker *c, struct rule *rule,
                       const struct ast *node);
void check_overrides(struct checker *c);
bool check_treatment_list(struct checker *c, const struct ast *or_names,
                          struct treatments *list);
bool check_partners(struct checker *c, const struct ast *node, uint32_t from,
                    struct treatments **partners, size_t *n);
const struct treatment *check_treatment(struct checker *c,
                                        const struct ast *name);
/* Whether the member stands below the group, at any depth, or is it. */
bool check_is_within(struct checker *c, const struct treatment *member,
                     const struct treatment *group);

/* --- cases.c, facts.c, expectations.c ------------------------------------ */

void check_cases(struct checker *c);
bool check_given(struct checker *c, const struct ast *given,
                 struct test_case *test);
void check_expectation(struct checker *c, const struct ast *node,
                       struct test_case *test);

/* --- lints.c, never.c, digest.c ------------------------------------------ */

void check_lints(struct checker *c);
/* Why a condition can never hold, in words; empty when it may. */
struct str check_never(struct checker *c, const struct expr *e);
void check_digest(struct checker *c);

#endif
