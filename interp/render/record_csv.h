/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CANTLIE_INTERP_RENDER_RECORD_CSV_H
#define CANTLIE_INTERP_RENDER_RECORD_CSV_H

/*
 * Records as a table by Cantlie's own names: CEA [ug/L], lesions.1.size [cm],
 * and CEA.date for fields that are valid for a time. Reading it gives the same
 * facts but for those that a cell cannot hold.
 */

#include "interp/records/record.h"

/* Which columns there are: of each list as many elements as the longest has. */
struct record_columns {
    const struct vocabulary *vocabulary;
    uint32_t *elements; /* by list place */
    uint64_t lost;      /* values that a cell cannot hold (several possible) */
};

struct record_columns record_columns_on(struct arena *arena,
                                        const struct vocabulary *vocabulary);

/* Makes room for the elements of a record. */
void record_columns_add(struct record_columns *columns,
                        const struct record *record);

void record_csv_header(struct buf *out, const struct record_columns *columns);
void record_csv_row(struct buf *out, struct record_columns *columns,
                    const struct record *record);

#endif
