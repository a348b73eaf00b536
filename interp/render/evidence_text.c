/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The page that `cantlie doc --evidence` writes: a table of all entries, then
 * each with what it says and what carries it. Rules and cases are named with
 * their file, without line numbers, so that the page changes only when what it
 * says does.
 */

#include "interp/render/evidence_text.h"

/* Text that is no markup: bars and what Markdown reads as HTML or emphasis. */
static void put_plain(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (c == '|' || c == '<' || c == '*' || c == '`' || c == '[')
            buf_char(out, '\\');
        buf_char(out, c);
    }
}

static void put_loci(struct buf *out, const struct evidence *evidence)
{
    for (size_t i = 0; i < evidence->locus_count; i++) {
        const struct locus *locus = &evidence->loci[i];
        buf_format(out, "%s%.*s %.*s", i ? ", " : "", STR_ARG(locus->section),
                   STR_ARG(locus->paragraph));
        if (locus->refs.n)
            buf_format(out, " \\[%.*s]", STR_ARG(locus->refs));
    }
}

static struct str file_of(const struct program *program, struct span span)
{
    const struct source *source = sources_of(program->sources, span);
    struct str path = source ? source->path : STR("");
    for (size_t i = path.n; i-- > 0;)
        if (path.at[i] == '/')
            return str_from(path, i + 1);
    return path;
}

static void put_row(struct buf *out, const struct carried *entry)
{
    buf_format(out, "| [%.*s](#", STR_ARG(entry->evidence->name));
    buf_str(out, name_fold(out->arena, entry->evidence->name));
    buf_text(out, ") | ");
    put_loci(out, entry->evidence);
    buf_format(out, " | %zu | %zu | %zu |\n", entry->rule_count,
               entry->outcome_count, entry->case_count);
}

static void put_rules(struct buf *out, const struct program *program,
                      const struct carried *entry)
{
    if (!entry->rule_count)
        buf_text(out, "- no rule cites it\n");
    for (size_t i = 0; i < entry->rule_count; i++) {
        const struct rule *rule = entry->rules[i];
        struct str file = file_of(program, rule->span);
        buf_format(out, "- rule `%.*s` (%.*s)", STR_ARG(rule->name),
                   STR_ARG(file));
        buf_text(out, rule->label.n ? ": " : "");
        put_plain(out, rule->label);
        buf_char(out, '\n');
    }
}

static void put_outcomes(struct buf *out, const struct carried *entry)
{
    for (size_t i = 0; i < entry->outcome_count; i++) {
        buf_text(out, "- figure: ");
        put_plain(out, entry->outcomes[i]->text);
        buf_char(out, '\n');
    }
}

static void put_cases(struct buf *out, const struct program *program,
                      const struct carried *entry)
{
    for (size_t i = 0; i < entry->case_count; i++) {
        const struct test_case *test = entry->cases[i];
        struct str file = file_of(program, test->span);
        buf_text(out, i ? "; " : "- cases: ");
        put_plain(out, test->title);
        if (i + 1 == entry->case_count ||
            !str_equal(file, file_of(program, entry->cases[i + 1]->span)))
            buf_format(out, " (%.*s)", STR_ARG(file));
    }
    buf_text(out, entry->case_count ? "\n" : "- no case carries it\n");
}

static void put_entry(struct buf *out, const struct program *program,
                      const struct carried *entry)
{
    const struct evidence *evidence = entry->evidence;
    buf_format(out, "\n## %.*s\n\n", STR_ARG(evidence->name));
    if (evidence->source) {
        put_plain(out, evidence->source->title);
        buf_text(out, ", ");
    }
    put_loci(out, evidence);
    buf_text(out, "\n\n> ");
    put_plain(out, evidence->text);
    buf_text(out, "\n\n");
    put_rules(out, program, entry);
    put_outcomes(out, entry);
    put_cases(out, program, entry);
}

void evidence_text(struct buf *out, const struct program *program,
                   const struct carried *entries)
{
    buf_text(out, "# What the rules carry of their sources\n\n");
    put_plain(out, program->title);
    if (program->version.n)
        buf_format(out, ", version %.*s", STR_ARG(program->version));
    buf_text(out,
             ". Written by `cantlie doc --evidence`.\n\n"
             "A case carries a rule if it names the rule, or if the rule "
             "applies to its\npatient and the case expects something about "
             "what the rule concludes.\n\n"
             "| evidence | where it stands | rules | figures | cases |\n"
             "|---|---|---:|---:|---:|\n");
    for (size_t i = 0; i < program->evidence_count; i++)
        put_row(out, &entries[i]);
    for (size_t i = 0; i < program->evidence_count; i++)
        put_entry(out, program, &entries[i]);
}
