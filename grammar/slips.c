/* SPDX-License-Identifier: Apache-2.0 */
#include "grammar/slips.h"

#include "grammar/gram.h"

enum slip_result slips_report(struct stop_at *stop)
{
    const struct token *token = &stop->tokens->at[stop->i];
    struct diagnostic *d = diagnose(stop->sink, DIAG_SYNTAX, token->span, "\"%.*s\" does not fit here", STR_ARG(token->text));
    struct buf b = buf_on(stop->arena);
    for (size_t i = 0; i < stop->builder->stop.n && i < 6; i++) { buf_text(&b, gram_token_name(stop->builder->stop.expected[i])); buf_char(&b, ' ');}
    diagnostic_label(stop->sink, d, "expected %.*s", STR_ARG(buf_view(&b)));
    return SLIP_LINE_LOST;
}
