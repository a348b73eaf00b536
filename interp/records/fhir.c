/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The face of FHIR: a text becomes tokens, a document resources, and these the
 * record of their patient. A document that is not well-formed is refused as a
 * whole, like any other record.
 */

#include "interp/records/fhir_internal.h"

#include "grammar/limits.h"
#include "interp/records/digest.h"
#include "interp/records/json_record.h"

#include <string.h>

const struct mapping *fhir_mapping(const struct mappings *mappings,
                                   const struct mapping **other)
{
    const struct mapping *found = NULL;
    *other = NULL;
    for (size_t i = 0; mappings && i < mappings->n; i++) {
        if (!mappings->at[i]->of_resources)
            continue;
        if (found)
            *other = mappings->at[i];
        else
            found = mappings->at[i];
    }
    return found;
}

struct fhir *fhir_open(struct arena *arena, const struct mapping *mapping,
                       const struct vocabulary *vocabulary)
{
    struct fhir *fhir = ARENA_NEW(arena, struct fhir);
    fhir->arena = arena;
    fhir->mapping = mapping;
    fhir->vocabulary = vocabulary;
    fhir->counts.arena = arena;
    fhir->line = 1;
    fhir->held_most = LIMIT_HELD_BYTES;
    return fhir;
}

void fhir_hold_most(struct fhir *fhir, size_t bytes)
{
    fhir->held_most = bytes;
}

void fhir_close(struct fhir *fhir)
{
    if (!fhir)
        return;
    json_index_free(fhir->index);
    fhir->index = NULL;
}

bool fhir_looks_like(struct str front)
{
    static const char key[] = "\"resourceType\"";
    const char *at = front.at, *end = at + front.n;
    while ((at = memchr(at, '"', (size_t)(end - at))) != NULL) {
        if ((size_t)(end - at) >= sizeof key - 1 &&
            !memcmp(at, key, sizeof key - 1))
            return true;
        at++;
    }
    return false;
}

/* --- a text --------------------------------------------------------------- */

void fhir_take(struct fhir *fhir, struct str text, uint64_t line)
{
    struct fhir_scan *scan = &fhir->scan;
    *scan = (struct fhir_scan){.text = text};
    fhir->line = line;
    if (!fhir->plan)
        fhir->plan =
            fhir_plan_new(fhir->arena, fhir->mapping, fhir->vocabulary);
    if (!fhir->index)
        fhir->index = json_index_new();
    fhir->unread = "there is no memory for it";
    if (fhir->index)
        fhir->unread = json_index_find(fhir->index, text, &scan->at, &scan->n,
                                       &fhir->unread_at);
}

bool fhir_has_document(const struct fhir *fhir)
{
    const struct fhir_scan *scan = &fhir->scan;
    return fhir->unread || (!scan->fault && scan->i < scan->n);
}

uint64_t fhir_line(const struct fhir *fhir)
{
    const struct fhir_scan *scan = &fhir->scan;
    size_t end = scan->i && scan->i < scan->n ? scan->at[scan->i] : 0;
    uint64_t line = fhir->line;
    for (size_t i = 0; i < end; i++)
        line += scan->text.at[i] == '\n';
    return line;
}

/* --- a document ----------------------------------------------------------- */

struct fhir_bundle fhir_bundle_for(struct fhir *fhir, struct record *record)
{
    fhir->scan.arena = record->arena;
    return (struct fhir_bundle){.arena = record->arena,
                                .plan = fhir->plan,
                                .counts = &fhir->counts,
                                .record = record};
}

void fhir_fill(struct fhir_bundle *bundle)
{
    struct fhir_reading reading = {.bundle = bundle};
    if (fhir_bundle_close(bundle)) {
        fhir_match(&reading);
        fhir_make_elements(&reading);
        fhir_put_facts(&reading);
        fhir_report_dangling(bundle);
    }
    for (size_t i = 0; i < bundle->all.n; i++)
        fhir_counts_add(bundle->counts, bundle->all.at[i]->type,
                        bundle->all.at[i]->used ||
                            bundle->all.at[i] == bundle->patient);
}

void fhir_refuse(const struct fhir *fhir, struct record *record)
{
    const struct fhir_scan *scan = &fhir->scan;
    struct json_failure failure = {
        fhir->unread ? fhir->unread : scan->fault,
        fhir->unread ? fhir->unread_at : scan->fault_at, false};
    json_record_refuse(record, scan->text, fhir->line, &failure);
}

void fhir_read_document(struct fhir *fhir, struct record *record, bool digest)
{
    struct fhir_scan *scan = &fhir->scan;
    struct fhir_bundle bundle = fhir_bundle_for(fhir, record);
    size_t from = scan->i < scan->n ? scan->at[scan->i] : 0;
    bool whole = !fhir->unread && fhir_bundle_add(&bundle, scan);
    size_t to = scan->i && whole ? scan->at[scan->i - 1] + 1 : scan->text.n;
    if (digest)
        digest_json(record, (struct str){scan->text.at + from, to - from});
    if (whole)
        fhir_fill(&bundle);
    else
        fhir_refuse(fhir, record);
    if (!whole)
        scan->i = scan->n = 0; /* where it would go on cannot be told */
    fhir->unread = NULL;
}

void fhir_read_text(struct fhir *fhir, struct str text, uint64_t line,
                    struct record *record)
{
    fhir_take(fhir, text, line);
    fhir_read_document(fhir, record, false);
}

bool fhir_counted(const struct fhir *fhir, size_t i, struct fhir_count *count)
{
    if (i >= fhir->counts.list.n)
        return false;
    *count = fhir->counts.list.at[i];
    return true;
}
