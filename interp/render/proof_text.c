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
#define FACTS_SHOWN 24 /* of one condition */
#define STATE_WIDTH 9  /* "unknown" and two blanks */

/* ---- the right-hand side ------------------------------------------------ */

/* A fact that says just what the condition says. */
static bool says_the_same(const struct proof *proof, struct str facts)
{
    return str_equal(facts, proof->expr->text) ||
           (proof->condition && proof->expr->op == EXPR_FIELD &&
            str_starts(facts, STR("not ")) &&
            str_equal(str_from(facts, 4), proof->expr->text));
}

static void put_facts(struct buf *line, const struct proof *proof,
                      const struct record *record)
{
    struct buf facts = buf_on(line->arena);
    size_t n = proof->fact_count, shown = n < FACTS_SHOWN ? n : FACTS_SHOWN;
    words_proof_facts(&facts, proof->facts, shown, record, true);
    if (n > shown)
        buf_format(&facts, "; and %zu more", n - shown);
    if (says_the_same(proof, buf_view(&facts)))
        return;
    buf_str(line, facts.n ? buf_view(&facts) : proof->because);
}

static bool decides_below(const struct proof *proof)
{
    for (size_t i = 0; i < proof->n; i++)
        if (proof->kids[i]->decides || decides_below(proof->kids[i]))
            return true;
    return false;
}

static struct str details(const struct proof_lines *lines,
                          const struct proof *proof, bool again)
{
    struct buf line = buf_on(lines->out->arena);
    if (again)
        return STR("as above");
    put_facts(&line, proof, lines->record);
    if (proof->decides && !decides_below(proof))
        buf_text(&line,
                 line.n ? " <-" NO_BREAK "decides" : "<-" NO_BREAK "decides");
    return buf_view(&line);
}

static struct str state_of(struct arena *arena, const struct proof *proof)
{
    if (proof->condition)
        return str_of(truth_name(value_as_truth(proof->value)));
    return value_print_text(arena, &proof->expr->type, proof->value);
}

/* ---- lines -------------------------------------------------------------- */

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

static void put_line(const struct proof_lines *lines, const struct proof *proof,
                     size_t indent, bool again)
{
    struct buf *out = lines->out;
    struct str left = left_of(proof, indent);
    struct str state = state_of(out->arena, proof);
    struct str more = details(lines, proof, again);
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

static void put_kids(const struct proof_lines *lines, const struct proof *proof,
                     size_t indent);

/* Whether this define was shown before; it counts as shown from now on. */
static bool seen_before(const struct proof_lines *lines,
                        const struct proof *proof)
{
    const struct expr *e = proof->expr;
    if (!lines->opened || e->op != EXPR_DEFINE || e->define->record ||
        !proof->n)
        return false;
    bool seen = lines->opened[e->define->index];
    lines->opened[e->define->index] = true;
    return seen;
}

static void put_tree(const struct proof_lines *lines, const struct proof *proof,
                     size_t indent)
{
    bool again = seen_before(lines, proof);
    put_line(lines, proof, indent, again);
    if (!again)
        put_kids(lines, proof, indent + 2);
}

/* Parts that are shown in place of the whole: of an `and`, and of anything
   that has only one. */
static bool is_spliced(const struct proof *proof)
{
    enum expr_op op = proof->expr->op;
    return proof->n && (op == EXPR_AND || (op == EXPR_OR && proof->n == 1));
}

static void put_kids(const struct proof_lines *lines, const struct proof *proof,
                     size_t indent)
{
    for (size_t i = 0; i < proof->n; i++)
        if (proof->n == 1 && is_spliced(proof->kids[i]))
            put_kids(lines, proof->kids[i], indent);
        else
            put_tree(lines, proof->kids[i], indent);
}

void proof_text(const struct proof_lines *lines, const struct proof *proof,
                size_t indent)
{
    if (is_spliced(proof))
        put_kids(lines, proof, indent);
    else
        put_tree(lines, proof, indent);
}
