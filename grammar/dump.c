/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Trees as text for tests: parenthesised for people, JSON for other programs.
 */

#include "grammar/print.h"

static void put_quoted(struct buf *out, struct str text)
{
    buf_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '"' || c == '\\')
            buf_char(out, '\\');
        if (c < ' ')
            buf_format(out, "\\u%04x", c);
        else
            buf_char(out, text.at[i]);
    }
    buf_char(out, '"');
}

void ast_dump(struct buf *out, const struct ast *node)
{
    if (!node) {
        buf_char(out, '-');
        return;
    }
    buf_format(out, "(%s", ast_kind_name(node->kind));
    if (node->op != OP_PLAIN)
        buf_format(out, " %s", ast_op_name(node->op));
    if (node->text.at) {
        buf_char(out, ' ');
        put_quoted(out, node->text);
    }
    for (uint32_t i = 0; i < node->n; i++) {
        buf_char(out, ' ');
        ast_dump(out, node->kids[i]);
    }
    buf_char(out, ')');
}

static void dump_json_head(struct buf *out, const struct ast *node)
{
    buf_format(out, "{\"kind\": \"%s\"", ast_kind_name(node->kind));
    if (node->op != OP_PLAIN)
        buf_format(out, ", \"op\": \"%s\"", ast_op_name(node->op));
    if (node->text.at) {
        buf_text(out, ", \"text\": ");
        put_quoted(out, node->text);
    }
    buf_format(out, ", \"from\": %u, \"to\": %u", node->span.from,
               node->span.to);
}

void ast_dump_json(struct buf *out, const struct ast *node)
{
    if (!node) {
        buf_text(out, "null");
        return;
    }
    dump_json_head(out, node);
    if (node->n) {
        buf_text(out, ", \"kids\": [");
        for (uint32_t i = 0; i < node->n; i++) {
            buf_text(out, i ? ", " : "");
            ast_dump_json(out, node->kids[i]);
        }
        buf_char(out, ']');
    }
    buf_char(out, '}');
}
