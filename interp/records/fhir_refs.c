/* SPDX-License-Identifier: Apache-2.0 */

/*
 * References between resources, in all the forms that occur: a full URL,
 * urn:uuid, Type/id (relative, or at the end of a URL), #id of what is
 * contained. And whose the resources are: a record is of one patient, and what
 * does not say that it is this one's says nothing of it.
 */

#include "interp/records/fhir_bundle.h"

#include "grammar/base/buf.h"

#include <string.h>

/* Warnings of one record about references. */
#define MOST_REPORTED 50

/* --- names and warnings --------------------------------------------------- */

struct str fhir_name(const struct fhir_bundle *bundle,
                     const struct fhir_resource *resource)
{
    if (resource->holder)
        return fhir_name(bundle, resource->holder);
    if (!resource->id.n && resource->full_url.n)
        return resource->full_url;
    if (!resource->id.n)
        return str_format(bundle->arena, "%.*s, entry %zu",
                          STR_ARG(resource->type), resource->entry);
    struct buf name = buf_on(bundle->arena);
    buf_str(&name, resource->type);
    buf_char(&name, '/');
    buf_str(&name, resource->id);
    return buf_view(&name);
}

void fhir_warn(struct fhir_bundle *bundle, const struct fhir_resource *resource,
               struct str text)
{
    struct record *record = bundle->record;
    struct str name = resource ? fhir_name(bundle, resource) : STR("");
    struct str whole = str_format(bundle->arena, "%.*s%s%.*s", STR_ARG(name),
                                  name.n ? ": " : "", STR_ARG(text));
    for (size_t i = 0; i < bundle->reported.n; i++)
        if (str_equal(bundle->reported.at[i], whole))
            return;
    if (bundle->reported.n >= MOST_REPORTED)
        return;
    list_push(bundle->arena, &bundle->reported, whole);
    struct record_warning warning = {.path = name.n ? name : STR("FHIR"),
                                     .text = text,
                                     .source = record->source};
    list_push(record->arena, &record->warnings, warning);
}

/* --- references ----------------------------------------------------------- */

/* Without a version: "Patient/1/_history/2". */
static struct str without_version(struct str reference)
{
    static const char mark[] = "/_history/";
    for (size_t i = 0; i + sizeof mark - 1 <= reference.n; i++)
        if (!memcmp(reference.at + i, mark, sizeof mark - 1))
            return (struct str){reference.at, i};
    return reference;
}

/* "Patient/1" at the end of a URL; empty if there is none. */
static struct str last_two(struct str url)
{
    size_t at = url.n, slashes = 0;
    while (at && slashes < 2)
        slashes += url.at[--at] == '/';
    return slashes == 2 ? str_from(url, at + 1) : STR("");
}

static bool is_absolute(struct str reference)
{
    return str_starts(reference, STR("http://")) ||
           str_starts(reference, STR("https://"));
}

static struct fhir_resource *contained_in(struct fhir_bundle *bundle,
                                          const struct fhir_resource *holder,
                                          struct str id)
{
    const struct fhir_node *all = fhir_member(&holder->node, "contained");
    for (size_t i = 0; i < bundle->contained.n; i++)
        if (bundle->contained.at[i]->holder == holder &&
            str_equal(bundle->contained.at[i]->id, id))
            return bundle->contained.at[i];
    for (const struct fhir_node *node = all ? all->child : NULL; node;
         node = node->next) {
        if (!str_equal(fhir_text(node, "id"), id))
            continue;
        struct fhir_resource *made =
            ARENA_NEW(bundle->arena, struct fhir_resource);
        made->type = fhir_text(node, "resourceType");
        made->id = id;
        made->node = *node;
        made->holder = holder;
        list_push(bundle->arena, &bundle->contained, made);
        return made;
    }
    return NULL;
}

static struct fhir_resource *last_version(struct fhir_resource *resource)
{
    return resource->newer ? resource->newer : resource;
}

struct fhir_resource *fhir_resolve(struct fhir_bundle *bundle,
                                   const struct fhir_resource *from,
                                   struct str reference)
{
    if (reference.n && reference.at[0] == '#')
        return contained_in(bundle, from->holder ? from->holder : from,
                            str_from(reference, 1));
    reference = without_version(reference);
    const struct fhir_target *target =
        fhir_words_find(&bundle->index, reference);
    if (target || !is_absolute(reference))
        return target ? last_version(target->resource) : NULL;
    target = fhir_words_find(&bundle->index, last_two(reference));
    return target && !is_absolute(target->resource->full_url)
               ? last_version(target->resource)
               : NULL;
}

static void add_target(struct fhir_bundle *bundle, struct str key,
                       struct fhir_resource *resource)
{
    struct fhir_target *target = ARENA_NEW(bundle->arena, struct fhir_target);
    target->resource = resource;
    if (key.n)
        fhir_words_add(&bundle->index, key, target);
}

/* One that has the name of another: a version of it, or the same once more.
   `first` keeps which is the last of all that were seen so far. */
static void meet_twin(struct fhir_bundle *bundle, struct fhir_resource *first,
                      struct fhir_resource *twin)
{
    struct fhir_resource *last = last_version(first);
    int order = fhir_version_order(last, twin);
    if (!str_equal(without_version(first->full_url),
                   without_version(twin->full_url)))
        order = 0; /* perhaps of two servers */
    if (order < 0)
        first->newer = last->newer = twin;
    else if (order > 0)
        twin->newer = last;
    if (fhir_plan_type(bundle->plan, twin->type))
        fhir_warn(bundle, twin,
                  order ? STR("older versions of it stand here, too, and are "
                              "passed over")
                        : STR("it stands here more than once, and nothing "
                              "says which version is the last: all count"));
}

static void index_all(struct fhir_bundle *bundle)
{
    bundle->index = fhir_words_foreign(bundle->arena, 2 * bundle->all.n + 1);
    for (size_t i = 0; i < bundle->all.n; i++) {
        struct fhir_resource *resource = bundle->all.at[i];
        if (resource->full_url.n)
            add_target(bundle, without_version(resource->full_url), resource);
        if (!resource->id.n)
            continue;
        struct str name = fhir_name(bundle, resource);
        const struct fhir_target *first = fhir_words_find(&bundle->index, name);
        if (first)
            meet_twin(bundle, first->resource, resource);
        add_target(bundle, name, resource);
    }
}

static void leave_out_older(struct fhir_bundle *bundle)
{
    size_t n = 0;
    for (size_t i = 0; i < bundle->all.n; i++) {
        struct fhir_resource *resource = bundle->all.at[i];
        if (resource->newer)
            fhir_counts_add(bundle->counts, resource->type, false);
        else
            bundle->all.at[n++] = resource;
    }
    bundle->all.n = n;
}

/* --- whose ---------------------------------------------------------------- */

static struct str subject_of(const struct fhir_resource *resource)
{
    const struct fhir_node *subject = fhir_member(&resource->node, "subject");
    if (!subject)
        subject = fhir_member(&resource->node, "patient");
    return fhir_text(subject, "reference");
}

/* The id that a reference to a patient gives; empty for what is no patient. */
static struct str patient_id(struct fhir_bundle *bundle,
                             const struct fhir_resource *resource)
{
    struct str reference = without_version(subject_of(resource));
    const struct fhir_resource *found =
        reference.n ? fhir_resolve(bundle, resource, reference) : NULL;
    if (found)
        return str_equal(found->type, STR("Patient")) ? found->id : STR("");
    struct str two = is_absolute(reference) ? last_two(reference) : reference;
    if (str_starts(two, STR("Patient/")))
        return str_from(two, 8);
    return str_starts(reference, STR("urn:")) ? reference : STR("");
}

static bool same_patient(const struct fhir_resource *a,
                         const struct fhir_resource *b)
{
    if (a->id.n || b->id.n)
        return str_equal(a->id, b->id);
    return str_equal(a->full_url, b->full_url);
}

/* How many patients there are, by resource. */
static size_t count_patients(struct fhir_bundle *bundle,
                             const struct fhir_resource **other)
{
    size_t n = 0;
    for (size_t i = 0; i < bundle->all.n; i++) {
        struct fhir_resource *resource = bundle->all.at[i];
        if (!str_equal(resource->type, STR("Patient")))
            continue;
        if (n && same_patient(bundle->patient, resource))
            continue;
        if (n++)
            *other = resource;
        else
            bundle->patient = resource;
    }
    return n;
}

/* Two references to patients of one id, unless they are on two servers. */
static bool same_server(struct str a, struct str b)
{
    return !is_absolute(a) || !is_absolute(b) ||
           str_equal(without_version(a), without_version(b));
}

/* Without the resource: what all others name, if it is one; else *other is a
   second one. */
static bool find_named(struct fhir_bundle *bundle, struct str *other)
{
    *other = STR("");
    for (size_t i = 0; i < bundle->all.n; i++) {
        struct str id = patient_id(bundle, bundle->all.at[i]);
        if (!id.n)
            continue;
        struct str reference = subject_of(bundle->all.at[i]);
        if (bundle->patient_id.n &&
            (!str_equal(id, bundle->patient_id) ||
             !same_server(reference, bundle->patient_url))) {
            *other =
                same_server(reference, bundle->patient_url) ? id : reference;
            return false;
        }
        if (is_absolute(reference))
            bundle->patient_url = reference;
        bundle->patient_id = id;
    }
    return bundle->patient_id.n > 0;
}

static bool without_patient(struct fhir_bundle *bundle)
{
    struct record *record = bundle->record;
    struct str other;
    if (!find_named(bundle, &other)) {
        struct str found =
            other.n ? str_format(bundle->arena,
                                 "no Patient, but resources of %.*s and %.*s",
                                 STR_ARG(bundle->patient_id), STR_ARG(other))
                    : STR("no Patient");
        record_unreadable(record, found,
                          STR("one Patient, whose resources these are"));
        return false;
    }
    struct record_error error = {
        .kind = RECORD_ERROR_VALUE,
        .field = STR("id"),
        .path = STR("id"),
        .found = STR("no Patient"),
        .expected = str_format(bundle->arena,
                               "the Patient %.*s, whom all resources name",
                               STR_ARG(bundle->patient_id)),
        .source = record->source,
    };
    record_error_add(record, error);
    return true;
}

bool fhir_bundle_close(struct fhir_bundle *bundle)
{
    const struct fhir_resource *other = NULL;
    index_all(bundle);
    leave_out_older(bundle);
    size_t n = count_patients(bundle, &other);
    if (!n)
        return without_patient(bundle);
    bundle->patient_id = bundle->patient->id;
    if (n == 1)
        return true;
    record_unreadable(bundle->record,
                      str_format(bundle->arena, "%zu patients: %.*s, %.*s%s", n,
                                 STR_ARG(fhir_name(bundle, bundle->patient)),
                                 STR_ARG(fhir_name(bundle, other)),
                                 n > 2 ? ", ..." : ""),
                      STR("a bundle of one patient"));
    return false;
}

/* Whether a reference is to the patient. Where the Patient has no address of
   its own, the first one that is used for it is its address. */
static bool names_patient(struct fhir_bundle *bundle,
                          const struct fhir_resource *resource,
                          struct str reference)
{
    const struct fhir_resource *found =
        reference.n ? fhir_resolve(bundle, resource, reference) : NULL;
    bool named;
    if (found)
        named = str_equal(found->type, STR("Patient")) && bundle->patient &&
                same_patient(found, bundle->patient);
    else
        named = !bundle->patient &&
                str_equal(patient_id(bundle, resource), bundle->patient_id);
    if (!named || !is_absolute(reference))
        return named;
    if (!bundle->patient_url.n)
        bundle->patient_url = reference;
    return same_server(reference, bundle->patient_url);
}

bool fhir_is_own(struct fhir_bundle *bundle, struct fhir_resource *resource)
{
    if (str_equal(resource->type, STR("Patient")))
        return true;
    struct str reference = subject_of(resource);
    if (names_patient(bundle, resource, reference))
        return true;
    if (!reference.n)
        fhir_warn(bundle, resource,
                  STR("it does not say whose it is, and is passed over"));
    else
        fhir_warn(bundle, resource,
                  str_format(bundle->arena,
                             "it is of %.*s, not of this patient, and is "
                             "passed over",
                             STR_ARG(reference)));
    return false;
}

/* --- what is missing ------------------------------------------------------ */

/* The type in "Observation/1", with or without a URL before it. */
static bool is_read_type(const struct fhir_bundle *bundle, struct str reference)
{
    struct str two = is_absolute(reference) ? last_two(reference) : reference;
    size_t n = 0;
    while (n < two.n && two.at[n] != '/')
        n++;
    return n < two.n &&
           fhir_plan_type(bundle->plan, (struct str){two.at, n}) != NULL;
}

static void report_missing(struct fhir_bundle *bundle,
                           const struct fhir_resource *resource,
                           const struct fhir_node *node)
{
    if (str_equal(node->key, STR("subject")) ||
        str_equal(node->key, STR("patient")))
        return; /* whose it is was judged */
    for (const struct fhir_node *kid = node->child; kid; kid = kid->next) {
        struct str reference = node->kind == JSON_OBJECT
                                   ? fhir_text(node, "reference")
                                   : fhir_text(kid, "reference");
        if (reference.n && is_read_type(bundle, reference) &&
            !fhir_resolve(bundle, resource, reference))
            fhir_warn(bundle, resource,
                      str_format(bundle->arena,
                                 "%.*s refers to %.*s, which is not there",
                                 STR_ARG(node->key), STR_ARG(reference)));
        if (node->kind == JSON_OBJECT)
            return;
    }
}

void fhir_report_dangling(struct fhir_bundle *bundle)
{
    for (size_t i = 0; i < bundle->all.n; i++)
        for (const struct fhir_node *node = bundle->all.at[i]->node.child; node;
             node = node->next)
            if (node->kind == JSON_OBJECT || node->kind == JSON_ARRAY)
                report_missing(bundle, bundle->all.at[i], node);
}
