/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The digest of a rule set: SHA-256 over its items in the order of their
 * declaration, each as formatted with names as declared. Layout, comments and
 * the spelling of names do not change it, nor does how the items are spread
 * over files; cases are not part of the rules.
 */

#include <nettle/sha2.h>

#include "grammar/print.h"
#include "interp/check/checker.h"

static bool is_meaning(const struct ast *item)
{
    return item->kind != AST_USE && item->kind != AST_CASE &&
           item->kind != AST_BROKEN;
}

static void hash_file(struct checker *c, struct sha256_ctx *hash,
                      const struct ast *file)
{
    struct buf text = buf_on(c->arena);
    for (uint32_t i = 0; i < file->n; i++) {
        if (!is_meaning(file->kids[i]))
            continue;
        buf_clear(&text);
        ast_print(&text, check_respelt(c, file->kids[i]));
        buf_char(&text, '\n');
        sha256_update(hash, text.n, (const uint8_t *)text.at);
    }
}

void check_digest(struct checker *c)
{
    static const char digits[] = "0123456789abcdef";
    uint8_t bytes[SHA256_DIGEST_SIZE];
    struct sha256_ctx hash;
    sha256_init(&hash);
    for (size_t f = 0; f < c->file_count; f++)
        hash_file(c, &hash, c->files[f]);
    sha256_digest(&hash, sizeof bytes, bytes);
    char *out = c->program->digest;
    for (const char *prefix = "sha256:"; *prefix; prefix++)
        *out++ = *prefix;
    for (size_t i = 0; i < sizeof bytes; i++) {
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 15];
    }
    *out = '\0';
}
