/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_SUPPORT_DUMP_H
#define TESTS_UNIT_SUPPORT_DUMP_H

/*
 * A record in a few lines, to be compared as a whole: what it says (not what
 * of the patient is merely assumed), then its errors and warnings.
 *
 *     KRAS wild-type                 a choice or yes/no: what it may be
 *     age 61                         one number; [0 0.5) an interval
 *     birth 2023-05
 *     comorbidities diabetes ?cirrhosis     surely in it; ?possibly
 *     CEA any stale 2024-01-01       value, flags, date
 *     lesions 2 of 3..5              listed, of how many
 *     lesions.1.size 6
 *     ! value KRAS "mutatd" t:1      errors: kind, path, found, source
 *     ~ CEA dated ...                warnings
 */

#include "interp/records/reader.h"

struct str dump_record(struct arena *arena, const struct record *record);

/* Reads a text as reader_of_text does, as of 2024-06-01, and dumps all its
   records: "# id" in front of each; "broke off: ..." for an input error. */
struct str dump_text(struct arena *arena, const struct vocabulary *vocabulary,
                     const char *name, struct str text);

/* The same of a table, or of FHIR, through one of the mappings that fits. */
struct str dump_mapped(struct arena *arena, const struct vocabulary *vocabulary,
                       const struct mappings *mappings, struct str text);

/* Of one JSON object called t, without its "# id" line. */
struct str dump_json(struct arena *arena, const struct vocabulary *vocabulary,
                     const char *json);

/* The same under --strict. */
struct str dump_json_strict(struct arena *arena,
                            const struct vocabulary *vocabulary,
                            const char *json);

/* The `expected` of the only error of that object. */
struct str expected_of_json(struct arena *arena,
                            const struct vocabulary *vocabulary,
                            const char *json);

#endif
