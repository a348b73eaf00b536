/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Sources, the evidence taken from them, and the measures of outcomes: what
 * rules cite and conclude in, without any logic of its own.
 */

#include "interp/check/checker.h"

static bool is_declared_at(struct checker *c, enum symbol_kind kind,
                           const struct ast *name)
{
    uint32_t index = check_find(c, kind, name->text);
    return c->symbols->tables[kind].spans.at[index].from == name->span.from;
}

static void add_source(struct checker *c, const struct ast *item)
{
    if (!is_declared_at(c, SYMBOL_SOURCE, item->kids[0]))
        return;
    struct source_work *source = ARENA_NEW(c->arena, struct source_work);
    source->name = item->kids[0]->text;
    source->span = item->kids[0]->span;
    source->title = item->kids[1]->text;
    list_push(c->arena, &c->symbols->sources, source);
}

/* --- evidence ------------------------------------------------------------ */

static void add_locus(struct evidence *evidence, const struct ast *locus)
{
    const struct ast *refs = ast_kid(locus, 2);
    evidence->loci[evidence->locus_count++] = (struct locus){
        .section = locus->kids[0]->text,
        .paragraph = locus->kids[1]->text,
        .refs = refs ? refs->text : STR(""),
    };
}

static void add_from(struct checker *c, struct evidence *evidence,
                     const struct ast *from)
{
    uint32_t index = check_symbol(c, SYMBOL_SOURCE, from->kids[0]);
    const struct source_work *source =
        index == NAMES_NONE ? NULL : c->symbols->sources.at[index];
    if (source && evidence->source && source != evidence->source) {
        struct diagnostic *d =
            diagnose(c->sink, DIAG_TWO_SOURCES, from->kids[0]->span,
                     "evidence comes from one source");
        diagnostic_label(c->sink, d, "write one entry for %.*s, one for %.*s",
                         STR_ARG(evidence->source->name),
                         STR_ARG(source->name));
        return;
    }
    if (source) {
        evidence->source = source;
        check_spell(c, from->kids[0], source->name);
    }
    for (uint32_t i = 1; i < from->n; i++)
        add_locus(evidence, from->kids[i]);
}

static size_t count_loci(const struct ast *item)
{
    size_t n = 0;
    for (uint32_t i = 1; i < item->n; i++)
        if (item->kids[i]->kind == AST_EVIDENCE_FROM)
            n += item->kids[i]->n;
    return n;
}

static void fill_evidence(struct checker *c, struct evidence *evidence,
                          const struct ast *item)
{
    evidence->loci = ARENA_ARRAY(c->arena, struct locus, count_loci(item));
    struct buf text = buf_on(c->arena);
    for (uint32_t i = 1; i < item->n; i++) {
        const struct ast *part = item->kids[i];
        if (part->kind == AST_EVIDENCE_FROM)
            add_from(c, evidence, part);
        if (part->kind != AST_STRINGS)
            continue;
        if (text.n)
            buf_char(&text, ' ');
        buf_str(&text, part->text);
    }
    evidence->text = buf_view(&text);
}

static void add_evidence(struct checker *c, const struct ast *item)
{
    if (!is_declared_at(c, SYMBOL_EVIDENCE, item->kids[0]))
        return;
    struct evidence *evidence = ARENA_NEW(c->arena, struct evidence);
    evidence->name = item->kids[0]->text;
    evidence->span = item->kids[0]->span;
    evidence->index = (uint32_t)c->program->evidence_count;
    fill_evidence(c, evidence, item);
    c->program->evidence[c->program->evidence_count++] = evidence;
    list_push(c->arena, &c->symbols->cited, false);
}

/* --- measures ------------------------------------------------------------ */

static void add_measure(struct checker *c, const struct ast *item)
{
    const struct ast *label = ast_kid(item, 1);
    if (!is_declared_at(c, SYMBOL_MEASURE, item->kids[0]))
        return;
    struct measure *measure = ARENA_NEW(c->arena, struct measure);
    measure->name = item->kids[0]->text;
    measure->span = item->kids[0]->span;
    if (label)
        measure->label = label->text;
    c->program->measures[c->program->measure_count++] = measure;
}

void check_evidence(struct checker *c)
{
    struct symbol_table *tables = c->symbols->tables;
    c->program->evidence = ARENA_ARRAY(c->arena, struct evidence *,
                                       tables[SYMBOL_EVIDENCE].spans.n);
    c->program->measures =
        ARENA_ARRAY(c->arena, struct measure *, tables[SYMBOL_MEASURE].spans.n);
    check_each_item(c, AST_SOURCE, add_source);
    check_each_item(c, AST_EVIDENCE, add_evidence);
    check_each_item(c, AST_MEASURE, add_measure);
}
