/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From a document to resources. A Bundle's entries are read one by one: its
 * type first, and then either nothing of it (Claim and ExplanationOfBenefit
 * are most of a large bundle, and no line looks at them) or the elements that
 * the plan wants. Bundles within bundles are opened; LIMIT_JSON_DEPTH bounds
 * how deep.
 */

#include "interp/records/fhir_bundle.h"

#include "grammar/base/buf.h"
#include "grammar/limits.h"

/* --- counts --------------------------------------------------------------- */

void fhir_counts_add(struct fhir_counts *counts, struct str type, bool used)
{
    struct fhir_count *count = counts->list.at;
    size_t n = counts->list.n;
    while (n && !str_equal(count->type, type)) {
        count++;
        n--;
    }
    if (!n) {
        if (counts->list.n >= LIMIT_UNKNOWN_KEYS)
            return;
        struct fhir_count first = {.type = str_copy(counts->arena, type)};
        list_push(counts->arena, &counts->list, first);
        count = &counts->list.at[counts->list.n - 1];
    }
    count->times++;
    count->used += used;
}

/* --- one resource --------------------------------------------------------- */

/* The type of the resource at hand, which need not stand in front. */
static bool type_ahead(struct fhir_scan *scan, struct str *type)
{
    size_t from = scan->i;
    struct str key;
    bool more;
    *type = STR("");
    if (fhir_sign(scan) != '{')
        return fhir_fail(scan, "a resource is an object");
    fhir_enter(scan, &more);
    while (more && !type->n) {
        if (!fhir_key(scan, &key))
            return false;
        bool found = str_equal(key, STR("resourceType"));
        if (found && fhir_sign(scan) != '"')
            return fhir_fail(scan, "resourceType is a text");
        if (found ? !fhir_string(scan, type)
                  : !(fhir_pass(scan) && fhir_more(scan, '}', &more)))
            return false;
    }
    scan->i = from;
    return true;
}

static bool is_skipped(const struct fhir_plan *plan, struct str type)
{
    return (str_equal(type, STR("Claim")) ||
            str_equal(type, STR("ExplanationOfBenefit")) || !type.n) &&
           !fhir_plan_type(plan, type);
}

/* The same few keys come again and again. */
static bool wants(struct fhir_bundle *bundle, struct str key)
{
    size_t at = key.n * 7;
    if (key.n)
        at += (unsigned char)key.at[0] + 3U * (unsigned char)key.at[key.n - 1];
    struct fhir_wish *wish = &bundle->wishes[at % 64];
    if (!key.n || !str_equal(wish->key, key))
        *wish = (struct fhir_wish){key, fhir_plan_wants(bundle->plan, key)};
    return wish->wanted;
}

/* Of meta only what tells versions apart. */
static bool read_meta(struct fhir_scan *scan, struct fhir_resource *resource)
{
    struct str key;
    bool more;
    fhir_enter(scan, &more);
    while (more) {
        if (!fhir_key(scan, &key))
            return false;
        bool is_text = fhir_sign(scan) == '"';
        struct str *place =
            str_equal(key, STR("versionId"))     ? &resource->version
            : str_equal(key, STR("lastUpdated")) ? &resource->updated
                                                 : NULL;
        if (!(place && is_text ? fhir_string(scan, place) : fhir_pass(scan)) ||
            !fhir_more(scan, '}', &more))
            return false;
    }
    return true;
}

static bool read_elements(struct fhir_bundle *bundle, struct fhir_scan *scan,
                          struct fhir_resource *resource)
{
    struct fhir_node **last = &resource->node.child;
    bool more;
    fhir_enter(scan, &more);
    while (more) {
        struct str key;
        if (!fhir_key(scan, &key))
            return false;
        if (wants(bundle, key)) {
            struct fhir_node *node = ARENA_NEW(bundle->arena, struct fhir_node);
            node->key = key;
            if (!fhir_build(scan, 2, node))
                return false;
            *last = node;
            last = &node->next;
        } else if (str_equal(key, STR("meta")) && fhir_sign(scan) == '{') {
            if (!read_meta(scan, resource))
                return false;
        } else if (!fhir_pass(scan)) {
            return false;
        }
        if (!fhir_more(scan, '}', &more))
            return false;
    }
    return true;
}

/* An element that stands twice says two things in one place. */
static bool is_twice(const struct fhir_node *node)
{
    for (const struct fhir_node *a = node->child; a; a = a->next)
        for (const struct fhir_node *b = a->next; b; b = b->next)
            if (str_equal(a->key, b->key))
                return true;
    return false;
}

static bool read_resource(struct fhir_bundle *bundle, struct fhir_scan *scan,
                          struct str type)
{
    struct fhir_resource *resource =
        ARENA_NEW(bundle->arena, struct fhir_resource);
    resource->type = type;
    resource->entry = bundle->entries;
    resource->node.kind = JSON_OBJECT;
    if (!read_elements(bundle, scan, resource))
        return false;
    if (is_twice(&resource->node))
        return fhir_fail(scan, "an element stands twice in a resource");
    resource->id = fhir_text(&resource->node, "id");
    list_push(bundle->arena, &bundle->all, resource);
    return true;
}

/* --- bundles -------------------------------------------------------------- */

static bool read_any(struct fhir_bundle *bundle, struct fhir_scan *scan,
                     unsigned depth);

/* What an entry asks a server to do. Of what is deleted nobody can tell here
   which resource that was and when. */
static bool read_request(struct fhir_scan *scan)
{
    struct str key, method;
    bool more;
    if (fhir_sign(scan) != '{')
        return fhir_pass(scan);
    fhir_enter(scan, &more);
    while (more) {
        if (!fhir_key(scan, &key))
            return false;
        bool is_method =
            str_equal(key, STR("method")) && fhir_sign(scan) == '"';
        if (!(is_method ? fhir_string(scan, &method) : fhir_pass(scan)))
            return false;
        if (is_method && str_equal(method, STR("DELETE")))
            return fhir_fail(scan, "an entry deletes a resource: give the "
                                   "resources that are left");
        if (!fhir_more(scan, '}', &more))
            return false;
    }
    return true;
}

static bool read_entry(struct fhir_bundle *bundle, struct fhir_scan *scan,
                       unsigned depth)
{
    struct str url = STR(""), key;
    size_t before = bundle->all.n;
    bool more;
    if (fhir_sign(scan) != '{')
        return fhir_fail(scan, "an entry of a bundle is an object");
    fhir_enter(scan, &more);
    while (more) {
        if (!fhir_key(scan, &key))
            return false;
        bool is_url = str_equal(key, STR("fullUrl")) && fhir_sign(scan) == '"';
        if (is_url                            ? !fhir_string(scan, &url)
            : str_equal(key, STR("resource")) ? !read_any(bundle, scan, depth)
            : str_equal(key, STR("request"))  ? !read_request(scan)
                                              : !fhir_pass(scan))
            return false;
        if (!fhir_more(scan, '}', &more))
            return false;
    }
    if (bundle->all.n == before + 1 && !bundle->all.at[before]->full_url.n)
        bundle->all.at[before]->full_url = url;
    return true;
}

static bool read_entries(struct fhir_bundle *bundle, struct fhir_scan *scan,
                         unsigned depth)
{
    bool more;
    if (fhir_sign(scan) != '[')
        return fhir_fail(scan, "the entries of a bundle are an array");
    fhir_enter(scan, &more);
    while (more)
        if (!read_entry(bundle, scan, depth) || !fhir_more(scan, ']', &more))
            return false;
    return true;
}

static bool read_bundle(struct fhir_bundle *bundle, struct fhir_scan *scan,
                        unsigned depth)
{
    struct str key;
    bool more;
    if (depth >= LIMIT_JSON_DEPTH / 4)
        return fhir_fail(scan, "bundles are nested too deeply");
    fhir_enter(scan, &more);
    while (more) {
        if (!fhir_key(scan, &key))
            return false;
        if (str_equal(key, STR("entry")) ? !read_entries(bundle, scan, depth)
                                         : !fhir_pass(scan))
            return false;
        if (!fhir_more(scan, '}', &more))
            return false;
    }
    return true;
}

static bool read_any(struct fhir_bundle *bundle, struct fhir_scan *scan,
                     unsigned depth)
{
    struct str type;
    if (!type_ahead(scan, &type))
        return false;
    if (str_equal(type, STR("Bundle")))
        return read_bundle(bundle, scan, depth + 1);
    bundle->entries++;
    if (!is_skipped(bundle->plan, type))
        return read_resource(bundle, scan, type);
    fhir_counts_add(bundle->counts, type.n ? type : STR("no resource"), false);
    return fhir_pass(scan);
}

bool fhir_bundle_add(struct fhir_bundle *bundle, struct fhir_scan *scan)
{
    return read_any(bundle, scan, 0);
}
