/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A verdict in a few words, where a note would say too much.
 */

#include "interp/cli/brief.h"

#include "interp/render/words.h"

struct str verdict_words(struct arena *arena, const struct verdict *verdict)
{
    struct buf out = buf_on(arena);
    if (!verdict || !verdict->listed)
        return STR("nothing");
    buf_text(&out, verdict->candidacy.asked &&
                           verdict->candidacy.state == TRUTH_YES &&
                           verdict->word == WORD_CONSIDER
                       ? "candidate"
                       : words_verdict(verdict->word));
    if (verdict->word != WORD_UNDECIDED)
        return buf_view(&out);
    for (size_t i = 0; i < verdict->may_be_count; i++)
        buf_format(&out, "%s%s", i ? ", " : " (",
                   verdict->may_be[i].word == WORD_NONE
                       ? "nothing"
                       : words_verdict(verdict->may_be[i].word));
    buf_text(&out, verdict->may_be_count ? ")" : "");
    return buf_view(&out);
}
