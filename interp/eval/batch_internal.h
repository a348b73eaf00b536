/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_BATCH_INTERNAL_H
#define CANTLIE_INTERP_EVAL_BATCH_INTERNAL_H

/*
 * The inside of batches, shared by batch*.c.
 *
 * A program becomes a circuit. Its wires are planes: masks with a bit for
 * each place of a domain, which is the rows of a sheet or the elements of one
 * of its lists. A condition is two planes, where it may be no and where it
 * may be yes (truth.h); a choice has one for each option that is possible.
 * Everything that is no mask is a number: a low and a high end at each place,
 * with planes that say where there may be nothing and where something.
 *
 * Equal gates are one gate. Gates stand in an order in which each follows
 * what it reads, and one pass over them evaluates a sheet.
 *
 * Ends of numbers are closed if they are finite: what a row of a sheet says
 * has no open ends, and a row in which a calculation makes one is hard.
 */

#include "interp/eval/batch.h"

typedef uint32_t plane;

#define PLANE_NOWHERE ((plane)0)
#define PLANE_EVERYWHERE ((plane)1)

/* Domains: the rows, or list i as i + 1. The two constants have none. */
#define DOMAIN_ROWS ((uint32_t)0)
#define DOMAIN_NONE UINT32_MAX

enum gate_op {
    GATE_CONSTANT,
    GATE_KNOWN,   /* of a column; as the next five: a = the field's index */
    GATE_NOTHING, /* of a column */
    GATE_PERHAPS, /* of a column */
    GATE_PARTLY,  /* of a column */
    GATE_OPTION,  /* of a column; b = which */
    GATE_NOT,     /* a */
    GATE_AND,     /* a, b */
    GATE_BUT,     /* a and not b */
    GATE_OR,      /* a, b */
    GATE_ANY,     /* rows: some element is in a */
    GATE_SPREAD,  /* elements: their row is in a */
    GATE_MADE,    /* by the step before */
    GATE_STEP     /* no plane: a = the step that is taken here */
};

struct gate {
    uint8_t op; /* enum gate_op */
    uint32_t domain;
    plane a, b;
};

struct pair {      /* a condition */
    plane no, yes; /* may be */
};

/* What a batch knows of an expression at each place. */
struct image {
    uint8_t kind;   /* enum value_kind */
    uint32_t n;     /* options: how many; sets: how many members */
    plane *options; /* VALUE_OPTIONS: n; VALUE_SET: n that may be members, then
                       n that must be */
    plane *exact;   /* of a choice as a column has it: where it is known to be
                       that; or NULL */
    plane unknown;  /* with `exact`: neither known nor surely nothing */
    plane some, nothing;
    uint32_t number; /* VALUE_NUMBER, VALUE_DATE */
};

/* --- numbers and steps --------------------------------------------------- */

enum number_op {
    NUMBER_CONSTANT,   /* low, high */
    NUMBER_COLUMN,     /* list, field; low, high where not known */
    NUMBER_SPREAD,     /* images[0], of the rows, for each element */
    NUMBER_CALCULATED, /* expr, of its kids' images */
    NUMBER_SCORE,      /* expr: the items are planes */
    NUMBER_BRANCH,     /* images[i] where planes[i] */
    NUMBER_STATED,     /* images[i], with the value of nobody in nobody[i] */
    NUMBER_OF,         /* images[0] of the members in planes[0], images[1] where
                          planes[1] */
    NUMBER_EXTREME,    /* expr->op, of a group */
    NUMBER_TOTAL,
    NUMBER_COUNT
};

/* The members of a group: the described elements, of the list's domain, and
   the anonymous ones, of the rows. */
struct members_image {
    uint32_t list;
    struct pair within;      /* of a described element */
    struct pair anon_within; /* of the anonymous ones, if they are there */
    plane anon, anon_sure;   /* there may be, there are anonymous ones */
};

struct number {
    enum number_op op;
    uint8_t kind; /* VALUE_NUMBER or VALUE_DATE */
    bool arrays;  /* ends are laid out in arrays (not: a column as it is) */
    uint32_t domain;
    int64_t low, high;
    uint32_t field; /* NUMBER_COLUMN: index in the domain's record */
    const struct expr *expr;
    struct image *images;
    size_t n;
    plane *planes;
    struct value *nobody;
    struct members_image group;
    plane some, nothing; /* made by the step, if it makes them */
    plane contradicts;   /* NUMBER_STATED */
    uint32_t cuts[2];    /* of the low and the high end, + 1; 0: none */
};

struct one_cut {
    int64_t at;
    plane below; /* made: where the end is < at; of a column: where known */
};

/* All thresholds of one end of a number, in order. A column is cut once. */
struct cuts {
    uint32_t number;
    bool high;
    LIST(struct one_cut) all;
};

/* Numbers compared as `expr` says; without one: whether both ends of the only
   image are the same. */
struct comparing_images {
    const struct expr *expr;
    struct image images[3];
    uint32_t n;
    uint32_t domain;
    struct pair result; /* made */
};

/* Which elements may be the latest. */
struct latest {
    const struct field *list;
    const struct expr *where;
    uint64_t where_frame;
    int sign;
    struct members_image group;
    struct image date, anon_date;
    plane candidate;      /* made: elements */
    plane anon_candidate; /* made: rows */
    plane none;           /* made: rows; perhaps there is none */
};

struct extent { /* a list's anonymous elements; made once a list is used */
    bool used;
    plane filled;     /* there are described elements */
    plane anon, sure; /* there may be, there are anonymous ones */
};

enum step_kind {
    STEP_NUMBER,
    STEP_ARRAYS, /* a column, laid out in arrays */
    STEP_CUTS,
    STEP_COMPARE,
    STEP_LATEST,
    STEP_EXTENT
};

struct step {
    enum step_kind kind;
    uint32_t index;
};

struct batch_keys; /* batch_keys.c */

struct batch {
    struct arena *arena;
    const struct program *program;
    date today;
    size_t list_count;
    LIST(struct gate) gates;
    LIST(struct step) steps;
    LIST(struct number) numbers;
    LIST(struct cuts) cuts;
    LIST(struct comparing_images) compares;
    LIST(struct latest) latests;
    struct extent *extents;  /* by list place */
    struct pair *rules;      /* by rule index: the final state */
    plane hard;              /* rows that the walk has to answer for */
    struct batch_keys *keys; /* or NULL */
};

/* --- circuits (batch_gates.c) -------------------------------------------- */

struct maker {
    struct arena *arena;
    struct batch *batch;
    bool unsupported;
    uint32_t *table; /* of gates, by what they are; 0: free */
    size_t table_size;

    /* for expressions: batch_compile.c */
    struct frame {
        uint32_t list;
        bool bound, anonymous;
    } * frames; /* by level */
    uint32_t depth;
    struct remembered_image *memo;
    size_t memo_size, memo_used;
    uint32_t *columns; /* number + 1 of a column, by domain and field */
    size_t columns_each;
    struct evaluator *nobody; /* on an empty record, or NULL */
    struct pair *rule_own, *rule_when, *rule_above; /* by rule index */
    uint8_t *rule_done;
};

/* What none of these functions can express makes the program unsupported. */
plane gate_add(struct maker *m, struct gate gate);
plane gate_made(struct maker *m, uint32_t domain);
plane gate_not(struct maker *m, plane a);
plane gate_and(struct maker *m, plane a, plane b);
plane gate_but(struct maker *m, plane a, plane b);
plane gate_or(struct maker *m, plane a, plane b);
/* Rows of which some described element of the list is in a. */
plane gate_any(struct maker *m, uint32_t list, plane a);
uint32_t gate_domain(const struct maker *m, plane a);
/* The domain of both; rows and elements: of the elements. */
uint32_t domain_join(struct maker *m, uint32_t a, uint32_t b);
/* The plane in another domain: of the rows, in that of a list. */
plane gate_within(struct maker *m, plane a, uint32_t domain);
/* Notes that a step is to be taken here. */
void gate_step(struct maker *m, enum step_kind kind, uint32_t index);

struct pair pair_of(enum truth truth);
struct pair pair_not(struct pair a);
struct pair pair_and(struct maker *m, struct pair a, struct pair b);
struct pair pair_or(struct maker *m, struct pair a, struct pair b);

/* --- expressions --------------------------------------------------------- */

/* batch_images.c */
/* How many options or members the type has. */
uint32_t image_options(const struct type *type);

/* batch_compile.c */
struct image image_of(struct maker *m, const struct expr *e);
struct pair condition_of(struct maker *m, const struct expr *e);
struct image image_of_pair(struct maker *m, struct pair pair);
/* The value everywhere; of options and sets of n. */
struct image image_constant(struct maker *m, struct value value, uint32_t n);
/* Options, none of which is possible yet. */
struct image image_empty(struct maker *m, uint32_t n);
/* Makes the program unsupported; an image for those who go on. */
struct image image_none(struct maker *m);
uint32_t image_domain(const struct maker *m, const struct image *image);
/* What a record that says nothing gives, as things are bound. */
struct value value_of_nobody(struct maker *m, const struct expr *e);
struct frame frame_enter(struct maker *m, uint32_t level, struct frame frame);
/* The bindings that an expression can see, as a key. */
uint64_t frame_key(struct maker *m, uint32_t deepest);
struct image image_field(struct maker *m, const struct expr *e);
struct image image_column(struct maker *m, uint32_t domain,
                          const struct field *field);
struct image image_anonymous(struct maker *m, const struct field *field);
/* Where a field is known. */
plane column_known(struct maker *m, uint32_t domain, const struct field *field);

/* batch_keys.c: after the rules */
void keys_compile(struct maker *m);

/* batch_lists.c: groups */
/* To be called before a list's domain is used. */
void list_use(struct maker *m, uint32_t list);
struct pair list_any(struct maker *m, const struct expr *e);
struct pair list_every(struct maker *m, const struct expr *e);
struct pair list_none(struct maker *m, const struct expr *e);
struct image list_of(struct maker *m, const struct expr *e);
struct pair list_of_is(struct maker *m, const struct expr *of,
                       uint64_t options);
struct image list_count(struct maker *m, const struct expr *e);
struct image list_number(struct maker *m, const struct expr *e);

/* batch_choices.c: options and sets */
struct pair choice_is(struct maker *m, const struct image *image,
                      uint64_t options);
struct pair choice_same(struct maker *m, const struct image *a,
                        const struct image *b);
struct pair set_includes(struct maker *m, const struct image *image,
                         uint64_t options);
struct pair set_is_none(struct maker *m, const struct image *image);
struct pair image_is_known(struct maker *m, const struct image *image);
struct pair image_is_nothing(struct maker *m, const struct image *image);
struct image branch_image(struct maker *m, const struct expr *e);
struct image stated_image(struct maker *m, const struct expr *e,
                          plane *contradicts);

/* batch_numbers.c */
struct image number_image(struct maker *m, struct number number);
struct image number_calculated(struct maker *m, const struct expr *e);
struct image number_score(struct maker *m, const struct expr *e);
struct pair number_compare(struct maker *m, const struct expr *e);
struct pair number_between(struct maker *m, const struct expr *e);
struct pair number_is_known(struct maker *m, const struct image *image);
uint32_t number_column(struct maker *m, uint32_t domain,
                       const struct field *field);
/* The same image with its ends in arrays of that domain. */
struct image number_laid_out(struct maker *m, struct image image,
                             uint32_t domain);
struct image number_constant(struct maker *m, struct value value);
/* Where an end of the number is below the cut. */
plane number_below(struct maker *m, const struct image *image, bool high,
                   int64_t cut);

/* --- running ------------------------------------------------------------- */

struct batch_work {
    struct arena *arena;
    const struct batch *batch;
    struct sheet *sheet;
    uint64_t **planes;     /* by plane */
    int64_t **low, **high; /* by number; NULL without arrays */
    uint64_t **tails;      /* by list place: the last element of each row */
    uint64_t failed[SHEET_WORDS]; /* rows in which something failed */
    char *letters;                /* of 8 rows */
    size_t letters_of;            /* the first of them / 8, from 1; 0: none */
};

/* The words that the domain has in use, the places it has. */
size_t work_words(const struct batch_work *work, uint32_t domain);
size_t work_places(const struct batch_work *work, uint32_t domain);
static inline bool work_bit(const struct batch_work *work, plane p,
                            size_t place)
{
    return sheet_bit(work->planes[p], place);
}
void work_set(struct batch_work *work, plane p, size_t place, bool on);

/* batch_run_numbers.c */
void run_number(struct batch_work *work, uint32_t index);
void run_arrays(struct batch_work *work, uint32_t index);
void run_cuts(struct batch_work *work, uint32_t index);
void run_compare(struct batch_work *work, uint32_t index);
/* The value of an image that is laid out at a place of its domain. */
struct value work_value(const struct batch_work *work,
                        const struct image *image, size_t place);
/* Puts the ends of a value; some and nothing are planes. */
void work_put(struct batch_work *work, uint32_t index, size_t place,
              struct value value);
/* The row of the place is hard. */
void work_fail(struct batch_work *work, uint32_t domain, size_t place);

/* batch_run_lists.c */
void run_extent(struct batch_work *work, uint32_t list);
void run_latest(struct batch_work *work, uint32_t index);
void run_any(struct batch_work *work, const struct gate *gate, uint64_t *to);
void run_spread(struct batch_work *work, const struct gate *gate, uint64_t *to);
void run_of(struct batch_work *work, uint32_t index);
void run_extreme(struct batch_work *work, uint32_t index);
void run_total(struct batch_work *work, uint32_t index);
void run_count(struct batch_work *work, uint32_t index);

#endif
