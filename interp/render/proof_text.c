/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Lays a proof out in three columns. A condition that is longer than its
 * column has a line of its own; conditions that are `and` or `or` of others
 * and long are called "all of" and "one of", since their parts follow.
 */

#include "interp/render/proof_text.h"

#include "interp/render/words.h"
#include "interp/render/wrap.h"

#define STATE_COLUMN 36
#define STATE_WIDTH 9 /* "unknown" and two blanks */

struct lines {
    struct buf *out;
    const struct record *record;
};

/* ---- the right-hand side --------------------------------------------------- */

static void put_facts(struct buf *line, const struct proof *proof,
                      const struct record *record)
{
    for (size_t i = 0; i < proof->fact_count; i++) {
        const struct proof_fact *fact = &proof->facts[i];
        buf_text(line, line->n ? "; " : "");
        words_fact_value(line, &fact->ref, fact->value);
        if (fact->fact)
            words_provenance(line, fact->fact, record, true);
    }
}

static bool decides_below(const struct proof *proof)
{
    for (size_t i = 0; i < proof->n; i++)
        if (proof->kids[i]->decides || decides_below(proof->kids[i]))
            return true;
    return false;
}

static struct str details(const struct lines *lines, const struct proof *proof)
{
    struct buf line = buf_on(lines->out->arena);
    buf_str(&line, proof->because);
    put_facts(&line, proof, lines->record);
    if (proof->decides && !decides_below(proof))
        buf_text(&line, line.n ? " <- decides" : "<- decides");
    return buf_view(&line);
}

static struct str state_of(struct arena *arena, const struct proof *proof)
{
    if (proof->condition)
        return str_of(truth_name(value_as_truth(proof->value)));
    return value_print_text(arena, &proof->expr->type, proof->value);
}

/* ---- lines ------------------------------------------------------------------ */

static struct str left_of(const struct proof *proof, size_t indent)
{
    struct str text = proof->expr->text;
    bool fits = indent + str_columns(text) + 2 <= STATE_COLUMN;
    if (!fits && proof->n && proof->expr->op == EXPR_AND)
        return STR("all of");
    if (!fits && proof->n && proof->expr->op == EXPR_OR)
        return STR("one of");
    return text;
}

static void put_right(struct buf *out, struct str state, struct str details)
{
    wrap_clean(out, state);
    size_t width = str_columns(state);
    if (!details.n) {
        buf_char(out, '\n');
        return;
    }
    size_t pad = width + 2 <= STATE_WIDTH ? STATE_WIDTH - width : 2;
    buf_repeat(out, ' ', pad);
    wrap_words(out, details, STATE_COLUMN + width + pad,
               STATE_COLUMN + STATE_WIDTH);
}

static void put_line(const struct lines *lines, const struct proof *proof,
                     size_t indent)
{
    struct buf *out = lines->out;
    struct str left = left_of(proof, indent);
    struct str state = state_of(out->arena, proof);
    struct str more = details(lines, proof);
    size_t width = indent + str_columns(left);
    if (width + 2 > STATE_COLUMN) {
        wrap_paragraph(out, left, indent, indent + 4);
        buf_repeat(out, ' ', STATE_COLUMN);
    } else {
        buf_repeat(out, ' ', indent);
        wrap_clean(out, left);
        buf_repeat(out, ' ', STATE_COLUMN - width);
    }
    put_right(out, state, more);
}

static void put_tree(const struct lines *lines, const struct proof *proof,
                     size_t indent)
{
    put_line(lines, proof, indent);
    for (size_t i = 0; i < proof->n; i++)
        put_tree(lines, proof->kids[i], indent + 2);
}

void proof_text(struct buf *out, const struct proof *proof,
                const struct record *record, size_t indent)
{
    struct lines lines = {out, record};
    if (proof->expr->op != EXPR_AND || !proof->n) {
        put_tree(&lines, proof, indent);
        return;
    }
    for (size_t i = 0; i < proof->n; i++)
        put_tree(&lines, proof->kids[i], indent);
}
