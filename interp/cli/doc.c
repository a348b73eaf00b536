/* SPDX-License-Identifier: Apache-2.0 */

/*
 * `cantlie doc`: pages about the rules, as Markdown. For now one page: what
 * becomes of each piece of evidence.
 */

#include "interp/cli/output.h"
#include "interp/cli/rules.h"
#include "interp/render/evidence_text.h"

#include <stdint.h>

enum { EVIDENCE, OUTPUT, OPTIONS };

static const struct option options[OPTIONS] = {
    [EVIDENCE] = {"--evidence", NULL,
                  "each piece of evidence, with what carries it"},
    [OUTPUT] = {"-o", "FILE", "write to FILE instead of standard output"},
};

static enum status write_page(const struct invocation *invocation,
                              const struct program *program,
                              struct arena *scratch)
{
    struct arena *arena = invocation->arena;
    struct evaluator *ev = evaluator_new(arena, program);
    struct carried *entries = carried_evidence(ev, arena, scratch);
    struct buf page = buf_on(arena);
    evidence_text(&page, program, entries);
    struct output output;
    if (!output_open(&output, option_value(invocation, OUTPUT), arena))
        return STATUS_OUTPUT;
    output_write(&output, buf_view(&page));
    return output_close(&output, true);
}

static enum status doc(const struct invocation *invocation)
{
    if (!option_given(invocation, EVIDENCE)) {
        complain_usage(invocation, "which page? write --evidence");
        return STATUS_USAGE;
    }
    struct loaded *loaded =
        rules_for(invocation, invocation->words, invocation->word_count);
    if (!loaded)
        return STATUS_RULES;
    struct arena *scratch = arena_new();
    if (!scratch)
        arena_exhausted(invocation->arena);
    arena_guard(scratch, arena_get_guard(invocation->arena));
    enum status status = write_page(invocation, loaded->program, scratch);
    arena_free(scratch);
    return status;
}

const struct command COMMAND_DOC = {
    .name = "doc",
    .usage = "RULES...",
    .summary = "what the rules carry of their sources, as a page",
    .help = "Writes Markdown: each piece of evidence with its place in the "
            "source, and the rules,\nfigures and cases that carry it.",
    .example = "  cantlie doc rules/ --evidence -o doc/review-coverage.md\n",
    .options = options,
    .option_count = OPTIONS,
    .least = 1,
    .most = SIZE_MAX,
    .run = doc,
};
