/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_EVAL_PART_KEYS_H
#define CANTLIE_INTERP_EVAL_PART_KEYS_H

/*
 * Keys: what a part of a finding rests on, as a few bytes, so that what was
 * once found and printed for one patient serves all others with the same key.
 *
 * The parts are the verdict on each treatment (part i is treatment i), and, as
 * the last, what is said of the patient himself: the values of scores,
 * prognosis, outcomes, monitoring, orders and notes. part_keys.c says why equal
 * keys mean equal parts.
 *
 * Where the states and facts come from is the caller's business: batch_keys.c
 * takes them from the columns of a sheet, record_keys.c from a record. Both
 * make the same key of the same patient.
 */

#include "interp/check/program.h"
#include "interp/eval/plan.h"

/* Bytes of a key, at most; what needs more has none. */
#define KEY_MOST 1024

struct key {
    size_t n; /* above KEY_MOST: it has none */
    unsigned char at[KEY_MOST];
};

/* A list that a condition reads, and which fields of its elements. */
struct key_list {
    const struct field *list;
    const struct field **fields;
    size_t n;
};

/* A condition that completions do not look into. */
struct key_leaf {
    const struct expr *expr;
    const struct field **fields; /* of the patient, no lists */
    size_t n;
    struct key_list *lists;
    size_t list_count;
};

struct part_keys {
    const struct program *program;
    size_t part_count;
    struct key_part *parts;
    LIST(struct key_leaf) leaves;
    LIST(const struct expr *) dates; /* of delays and monitoring */
    LIST(const struct expr *) items; /* of scores */
};

/* NULL where the program says something that keys do not hold: something is
   assumed, or rules hang together in too many ways. */
const struct part_keys *part_keys_new(struct arena *arena,
                                      const struct program *program,
                                      struct plan *plan);

/* Of what was said of the patient himself. */
static inline uint32_t part_keys_said(const struct part_keys *keys)
{
    return (uint32_t)keys->part_count - 1;
}

/* Whether the part is the same for all patients. */
bool part_keys_fixed(const struct part_keys *keys, uint32_t part);

/* How many rules' states a part's key begins with, four to a byte; a key of a
   single byte holds nothing else. */
size_t part_keys_rules(const struct part_keys *keys, uint32_t part);

/* The only rule of a part, whose state alone is the key as long as it is not
   undetermined; NULL: it is not so. */
const struct rule *part_keys_single(const struct part_keys *keys,
                                    uint32_t part);

/* A rule's state as it stands in keys. */
static inline unsigned key_state(char letter)
{
    return letter == 'F' ? 1 : letter == 'T' ? 2 : 3;
}

enum { KEY_NO = 1, KEY_YES = 2, KEY_SETTLED = 4 };

/* One patient: `letters` by rule index (T, F, U), and functions that tell of
   the rest. A condition may be no, may be yes, and is settled if each fact that
   it reads is known and no element is only counted. */
struct key_source {
    const char *letters;
    void *context;
    unsigned (*leaf)(void *context, uint32_t leaf);
    struct value (*date)(void *context, uint32_t date);
    unsigned (*item)(void *context, uint32_t item); /* KEY_NO, KEY_YES */
    void (*fact)(void *context, struct key *key, const struct field *field);
    void (*list)(void *context, struct key *key, const struct key_list *list);
};

/* False: there is none. */
bool part_keys_make(const struct part_keys *keys, uint32_t part,
                    const struct key_source *source, struct key *key);

/* --- for sources: how a key says things ----------------------------------- */

void key_put(struct key *key, const void *bytes, size_t n);

static inline void key_byte(struct key *key, unsigned byte)
{
    if (key->n < KEY_MOST)
        key->at[key->n++] = (unsigned char)byte;
    else
        key->n = KEY_MOST + 1;
}

/* A fact: exactly known; unknown altogether; or what else it may be, and
   whether that stands whatever becomes of the field's `if`. */
void key_known_options(struct key *key, uint64_t options);
void key_known_number(struct key *key, int64_t number);
void key_known_text(struct key *key, struct str text);
void key_unknown(struct key *key);
void key_partly(struct key *key, struct value value, bool stands);

/* The extent of a list; its elements' facts follow. */
void key_extent(struct key *key, bool given, uint32_t n, uint32_t fewest,
                uint32_t most);

#endif
