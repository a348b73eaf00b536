/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RECORDS_DIGEST_H
#define CANTLIE_INTERP_RECORDS_DIGEST_H

/*
 * The digest of what a record was read from: SHA-256, so that a result can
 * say which data it rests on. Of a JSON record, over the bytes of its own
 * text, without the blanks around it: where it stood makes no difference, how
 * it was written does. Of a row, over its titles and cells; rows of other
 * tables that are joined to a record are added in their order. How the bytes
 * are counted is written in doc/safety.md, so that others can do it, too.
 */

#include "interp/records/csv.h"
#include "interp/records/record.h"

#define DIGEST_BYTES 32

/* "sha256:" and 64 digits, with a NUL behind. */
#define DIGEST_TEXT 72

/* Over the bytes of a text. */
void digest_text(struct str text, uint8_t out[DIGEST_BYTES]);

/* Gives the record the digest of the JSON text that it is read from. */
void digest_json(struct record *record, struct str text);

/* The same of a row of a table with that header. A row that cannot be cut
   goes by its text. */
void digest_row(struct record *record, const struct row *header,
                const struct row *row);

/* Adds a row of the elements of a list; NULL: a table of them in which the
   record has no row. */
void digest_element(struct record *record, struct str list,
                    const struct row *header, const struct row *row);

/* Makes of the digest of what came before (all zero at the start) and of the
   next record that of both: the digest of all records in their order. */
void digest_chain(uint8_t all[DIGEST_BYTES], const uint8_t next[DIGEST_BYTES]);

/* Digits that are shown where a digest is for the eye. */
#define DIGEST_SHORT 12

/* As text. */
void digest_print(const uint8_t digest[DIGEST_BYTES], char out[DIGEST_TEXT]);

#endif
