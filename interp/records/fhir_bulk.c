/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A bulk export: single resources in any order, one a line. Those that a
 * mapping looks at are kept until the end of the input, by the patient whom
 * they name; then each patient is read like a bundle, in order of first
 * appearance. What is kept may be LIMIT_HELD_BYTES; beyond that the export is
 * refused, for any patient might lack a resource.
 */

#include "interp/records/fhir_internal.h"

#include "interp/records/digest.h"

#include <string.h>

bool fhir_is_single(struct fhir *fhir)
{
    struct fhir_scan *scan = &fhir->scan;
    struct str key = STR(""), type = STR("");
    size_t from = scan->i;
    bool more = false;
    scan->arena = fhir->arena; /* for keys with escapes */
    if (!fhir->unread && fhir_sign(scan) == '{')
        fhir_enter(scan, &more);
    while (more && fhir_key(scan, &key) && !str_equal(key, STR("resourceType")))
        if (!fhir_pass(scan) || !fhir_more(scan, '}', &more))
            break;
    if (more && !scan->fault && str_equal(key, STR("resourceType")))
        fhir_string(scan, &type);
    scan->i = from;
    scan->fault = NULL;
    return type.n && !str_equal(type, STR("Bundle"));
}

/* A resource on its way to its patient. */
struct single {
    struct str type, id, owner; /* the owner as a reference */
    struct str text;
};

static void note(struct single *single, struct str key,
                 const struct fhir_node *node)
{
    if (str_equal(key, STR("resourceType")))
        single->type = node->text;
    else if (str_equal(key, STR("id")))
        single->id = node->text;
    else if (str_equal(key, STR("subject")) || str_equal(key, STR("patient")))
        single->owner = fhir_text(node, "reference");
}

static bool is_noted(struct str key)
{
    return str_equal(key, STR("resourceType")) || str_equal(key, STR("id")) ||
           str_equal(key, STR("subject")) || str_equal(key, STR("patient"));
}

/* Walks the document at hand; what it is and whose. */
static bool look(struct fhir *fhir, struct single *single)
{
    struct fhir_scan *scan = &fhir->scan;
    size_t from = scan->at[scan->i];
    struct str key;
    bool more;
    *single = (struct single){.text = scan->text};
    scan->arena = fhir->arena;
    fhir_enter(scan, &more);
    while (more) {
        struct fhir_node node = {0};
        if (!fhir_key(scan, &key) ||
            !(is_noted(key) ? fhir_build(scan, 1, &node) : fhir_pass(scan)))
            return false;
        note(single, key, &node);
        if (!fhir_more(scan, '}', &more))
            return false;
    }
    single->text =
        (struct str){scan->text.at + from, scan->at[scan->i - 1] + 1 - from};
    if (str_equal(single->type, STR("Patient")))
        single->owner = single->id;
    return true;
}

/* The id in "Patient/1", with or without a URL before it and a version
   behind it. */
static struct str id_in(struct str reference)
{
    static const char mark[] = "Patient/";
    size_t n = sizeof mark - 1;
    for (size_t i = 0; i + n < reference.n; i++) {
        struct str rest = str_from(reference, i);
        if (!str_starts(rest, STR("Patient/")) ||
            (i && reference.at[i - 1] != '/'))
            continue;
        rest = str_from(rest, n);
        for (size_t j = 0; j < rest.n; j++)
            if (rest.at[j] == '/')
                rest.n = j;
        return rest;
    }
    return reference;
}

/* Adds a word; the table grows by doubling. */
static void add_word(struct fhir *fhir, struct fhir_words *words,
                     struct str key, const void *value)
{
    struct fhir_words old = *words;
    if (!old.slots || (old.n + 1) * 2 > old.mask) {
        *words = fhir_words_foreign(fhir->arena, old.n * 2 + 64);
        for (size_t i = 0; old.slots && i <= old.mask; i++)
            if (old.slots[i].value)
                fhir_words_add(words, old.slots[i].key, old.slots[i].value);
    }
    fhir_words_add(words, str_copy(fhir->arena, key), value);
}

/* Patients by their id: the table holds their places, from 1. */
static struct fhir_patient *patient_of(struct fhir *fhir, struct str id)
{
    struct fhir_patient *const *found = fhir_words_find(&fhir->by_id, id);
    if (found)
        return *found;
    struct fhir_patient **place = ARENA_NEW(fhir->arena, struct fhir_patient *);
    *place = ARENA_NEW(fhir->arena, struct fhir_patient);
    add_word(fhir, &fhir->by_id, id, place);
    list_push(fhir->arena, &fhir->patients, *place);
    return *place;
}

/* A copy with padding behind it. */
static struct fhir_kept *copy_of(struct fhir *fhir, const struct single *single,
                                 uint64_t line)
{
    struct fhir_kept *kept = ARENA_NEW(fhir->arena, struct fhir_kept);
    char *copy = arena_alloc(fhir->arena, single->text.n + JSON_PADDING);
    memcpy(copy, single->text.at, single->text.n);
    *kept = (struct fhir_kept){.text = {copy, single->text.n}, .line = line};
    fhir->bytes += single->text.n + sizeof *kept;
    return kept;
}

static void keep_for(struct fhir_patient *patient, struct fhir_kept *kept)
{
    if (patient->last)
        patient->last->next = kept;
    else
        patient->first = kept;
    patient->last = kept;
}

const char *fhir_keep(struct fhir *fhir)
{
    struct single single;
    uint64_t line = fhir_line(fhir);
    if (!look(fhir, &single))
        return "a resource cannot be read; whose it is cannot be told, so that "
               "any patient might lack it";
    bool medication = str_equal(single.type, STR("Medication"));
    if ((!fhir_plan_type(fhir->plan, single.type) && !medication) ||
        (!single.owner.n && !medication)) {
        fhir_counts_add(&fhir->counts, single.type, false);
        return NULL;
    }
    struct fhir_kept *kept = copy_of(fhir, &single, line);
    if (fhir->bytes > fhir->held_most)
        return "it holds more than can be kept (1 GiB): split it by patients";
    if (medication)
        add_word(fhir, &fhir->shared, single.id, kept);
    else
        keep_for(patient_of(fhir, id_in(single.owner)), kept);
    return NULL;
}

/* --- patients ------------------------------------------------------------- */

bool fhir_has_kept(const struct fhir *fhir)
{
    return fhir->next < fhir->patients.n;
}

uint64_t fhir_kept_line(const struct fhir *fhir)
{
    return fhir->patients.at[fhir->next]->first->line;
}

static bool add_kept(struct fhir *fhir, struct fhir_bundle *bundle,
                     const struct fhir_kept *kept, bool digest)
{
    uint8_t own[DIGEST_BYTES];
    fhir_take(fhir, kept->text, kept->line);
    fhir->scan.arena = bundle->arena;
    if (digest) {
        digest_text(kept->text, own);
        digest_chain(bundle->record->digest, own);
        bundle->record->digested = true;
    }
    return !fhir->unread && fhir_bundle_add(bundle, &fhir->scan);
}

/* What a drug's resource refers to, from what is nobody's own. */
static const struct fhir_kept *medication_of(const struct fhir *fhir,
                                             const struct fhir_resource *from)
{
    const struct fhir_node *node =
        fhir_member(&from->node, "medicationReference");
    struct str reference = fhir_text(node, "reference");
    size_t at = reference.n;
    while (at && reference.at[at - 1] != '/')
        at--;
    return at ? fhir_words_find(&fhir->shared, str_from(reference, at)) : NULL;
}

static bool add_medications(struct fhir *fhir, struct fhir_bundle *bundle,
                            bool digest)
{
    LIST(const struct fhir_kept *) added = {0};
    size_t n = bundle->all.n;
    for (size_t i = 0; i < n; i++) {
        const struct fhir_kept *kept = medication_of(fhir, bundle->all.at[i]);
        bool there = !kept;
        for (size_t j = 0; j < added.n; j++)
            there = there || added.at[j] == kept;
        if (there)
            continue;
        list_push(bundle->arena, &added, kept);
        if (!add_kept(fhir, bundle, kept, digest))
            return false;
    }
    return true;
}

void fhir_read_kept(struct fhir *fhir, struct record *record, bool digest)
{
    const struct fhir_patient *patient = fhir->patients.at[fhir->next++];
    struct fhir_bundle bundle = fhir_bundle_for(fhir, record);
    const struct fhir_kept *kept = patient->first;
    while (kept && add_kept(fhir, &bundle, kept, digest))
        kept = kept->next;
    if (!kept && add_medications(fhir, &bundle, digest))
        fhir_fill(&bundle);
    else
        fhir_refuse(fhir, record);
}
