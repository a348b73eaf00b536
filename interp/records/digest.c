/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A row counts as a text of lines "TITLE-BYTES:TITLE CELL-BYTES:CELL", which
 * no other titles and cells can give, since lengths stand in front. An element
 * counts as the digest so far, a line with the name of its list, and its row.
 */

#include "interp/records/digest.h"

#include "grammar/limits.h"

#include <nettle/sha2.h>
#include <stdio.h>

void digest_text(struct str text, uint8_t out[DIGEST_BYTES])
{
    struct sha256_ctx hash;
    sha256_init(&hash);
    if (text.n)
        sha256_update(&hash, text.n, (const uint8_t *)text.at);
    sha256_digest(&hash, DIGEST_BYTES, out);
}

void digest_json(struct record *record, struct str text)
{
    digest_text(text, record->digest);
    record->digested = true;
}

static void put(struct sha256_ctx *hash, struct str text, char after)
{
    char length[24];
    int n = snprintf(length, sizeof length, "%zu:", text.n);
    sha256_update(hash, (size_t)n, (const uint8_t *)length);
    if (text.n)
        sha256_update(hash, text.n, (const uint8_t *)text.at);
    sha256_update(hash, 1, (const uint8_t *)&after);
}

static void put_row(struct sha256_ctx *hash, const struct row *header,
                    const struct row *row)
{
    size_t n = row->n > header->n ? row->n : header->n;
    if (n > LIMIT_COLUMNS)
        n = LIMIT_COLUMNS;
    if (row->fault)
        put(hash, row->text, '\n');
    for (size_t i = 0; !row->fault && i < n; i++) {
        put(hash, i < header->n ? header->cells[i] : STR(""), ' ');
        put(hash, i < row->n ? row->cells[i] : STR(""), '\n');
    }
}

void digest_row(struct record *record, const struct row *header,
                const struct row *row)
{
    struct sha256_ctx hash;
    sha256_init(&hash);
    put_row(&hash, header, row);
    sha256_digest(&hash, DIGEST_BYTES, record->digest);
    record->digested = true;
}

void digest_element(struct record *record, struct str list,
                    const struct row *header, const struct row *row)
{
    struct sha256_ctx hash;
    sha256_init(&hash);
    sha256_update(&hash, DIGEST_BYTES, record->digest);
    put(&hash, list, '\n');
    if (row)
        put_row(&hash, header, row);
    sha256_digest(&hash, DIGEST_BYTES, record->digest);
}

void digest_chain(uint8_t all[DIGEST_BYTES], const uint8_t next[DIGEST_BYTES])
{
    struct sha256_ctx hash;
    sha256_init(&hash);
    sha256_update(&hash, DIGEST_BYTES, all);
    sha256_update(&hash, DIGEST_BYTES, next);
    sha256_digest(&hash, DIGEST_BYTES, all);
}

void digest_print(const uint8_t digest[DIGEST_BYTES], char out[DIGEST_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    for (const char *prefix = "sha256:"; *prefix; prefix++)
        *out++ = *prefix;
    for (size_t i = 0; i < DIGEST_BYTES; i++) {
        *out++ = digits[digest[i] >> 4];
        *out++ = digits[digest[i] & 15];
    }
    *out = '\0';
}
