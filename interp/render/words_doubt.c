/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What is said where unknown facts may yet speak against a treatment that no
 * rule has excluded so far: of a group's member, and where no verdict is to be
 * shown. Silence there would read as "not excluded".
 */

#include "interp/render/words.h"
#include "interp/render/wrap.h"

void words_doubt(struct buf *out, const struct verdict *member)
{
    buf_str(out, words_treatment(member->treatment));
    if (member->word == WORD_UNDECIDED)
        buf_text(out, " may yet be out");
    else if (member->treatment->member_count)
        buf_text(out, " may yet have no member left");
    else
        buf_text(out, " will be out, whatever is not known");
    if (member->need_count)
        buf_text(out, ". Not known: ");
    words_facts(out, member->needs, member->need_count);
}

/* Such a treatment is not listed unless something may also speak for it. */
void words_no_verdict(struct buf *out, const struct finding *finding,
                      const struct selection *selection)
{
    struct buf text = buf_on(out->arena);
    size_t n = 0;
    for (size_t i = 0; i < finding->program->treatment_count; i++) {
        const struct verdict *verdict = &finding->verdicts[i];
        if (verdict->word != WORD_UNDECIDED ||
            !selects_treatment(selection, verdict->treatment))
            continue;
        buf_text(&text, n++ ? "; " : "");
        buf_str(&text, words_treatment(verdict->treatment));
        if (!verdict->need_count)
            continue;
        buf_text(&text, " (");
        words_facts(&text, verdict->needs, verdict->need_count);
        buf_char(&text, ')');
    }
    if (n)
        wrap_paragraph(
            out,
            str_format(out->arena,
                       "No verdict is certain. What is not known may yet speak "
                       "against %.*s.",
                       STR_ARG(buf_view(&text))),
            0, 0);
    else
        buf_text(out, "No verdict: the rules speak for no treatment and "
                      "against none.\n");
}
