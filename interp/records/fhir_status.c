/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Which resources say what is so. FHIR keeps what was planned, cancelled,
 * refuted or entered in error beside what happened, and tells them apart by
 * status, intent and verification. The tables below are those words of R4 that
 * count; any other does not. doc/mappings.md states the same rules.
 */

#include "interp/records/fhir_bundle.h"

struct rule {
    const char *type;
    const char *status[6]; /* that count */
};

static const struct rule rules[] = {
    {"Observation", {"final", "amended", "corrected"}},
    {"DiagnosticReport", {"final", "amended", "corrected", "appended"}},
    {"Procedure", {"completed", "in-progress"}},
    {"MedicationAdministration",
     {"completed", "in-progress", "stopped", "on-hold"}},
    {"MedicationStatement", {"active", "completed", "stopped", "on-hold"}},
    {"MedicationRequest", {"active", "completed", "stopped", "on-hold"}},
    {"MedicationDispense", {"completed", "in-progress", "stopped", "on-hold"}},
};

/* Of types without a rule of their own, what did not happen. */
static const char *const never[] = {
    "entered-in-error", "draft",    "cancelled", "not-done",  "revoked",
    "planned",          "proposed", "rejected",  "nullified",
};

static const char *const orders[] = {
    "order", "original-order", "reflex-order", "filler-order", "instance-order",
};

static bool is_one_of(struct str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n && words[i]; i++)
        if (str_equal(text, str_of(words[i])))
            return true;
    return false;
}

#define IS_ONE_OF(text, words)                                                 \
    is_one_of(text, words, sizeof(words) / sizeof *(words))

static const struct rule *rule_of(struct str type)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (str_equal(type, str_of(rules[i].type)))
            return &rules[i];
    return NULL;
}

/* The code of condition-ver-status. */
static struct str verification(const struct fhir_node *resource)
{
    const struct fhir_node *concept =
        fhir_member(resource, "verificationStatus");
    const struct fhir_node *codings = fhir_member(concept, "coding");
    if (codings && codings->kind == JSON_ARRAY && codings->child)
        return fhir_text(codings->child, "code");
    return STR("");
}

static enum fhir_standing judge_condition(struct fhir_bundle *bundle,
                                          const struct fhir_resource *resource)
{
    static const char *const unsure[] = {"unconfirmed", "provisional",
                                         "differential"};
    struct str word = verification(&resource->node);
    if (str_equal(word, STR("refuted")) ||
        str_equal(word, STR("entered-in-error")))
        return FHIR_OUT;
    if (!IS_ONE_OF(word, unsure))
        return FHIR_COUNTS;
    fhir_warn(bundle, resource,
              str_format(bundle->arena,
                         "the diagnosis is %.*s: it says nothing",
                         STR_ARG(word)));
    return FHIR_UNSURE;
}

static bool is_request_given(const struct fhir_resource *resource)
{
    if (!str_equal(resource->type, STR("MedicationRequest")))
        return true;
    return IS_ONE_OF(fhir_text(&resource->node, "intent"), orders) &&
           !str_equal(fhir_text(&resource->node, "doNotPerform"), STR("true"));
}

static void report_modifier(struct fhir_bundle *bundle,
                            const struct fhir_resource *resource)
{
    struct record_error error = {
        .kind = RECORD_ERROR_VALUE,
        .field = fhir_name(bundle, resource),
        .path = fhir_name(bundle, resource),
        .found = STR("modifierExtension"),
        .expected = STR("a resource whose meaning nothing changes"),
        .source = bundle->record->source,
    };
    record_error_add(bundle->record, error);
}

static enum fhir_standing judge(struct fhir_bundle *bundle,
                                const struct fhir_resource *resource)
{
    const struct fhir_node *node = &resource->node;
    struct str status = fhir_text(node, "status");
    const struct rule *rule = rule_of(resource->type);
    if (fhir_member(node, "modifierExtension")) {
        report_modifier(bundle, resource);
        return FHIR_OUT;
    }
    if (str_equal(resource->type, STR("Condition")))
        return judge_condition(bundle, resource);
    if (rule)
        return IS_ONE_OF(status, rule->status) && is_request_given(resource)
                   ? FHIR_COUNTS
                   : FHIR_OUT;
    if (str_equal(resource->type, STR("Patient")))
        return FHIR_COUNTS;
    if (str_equal(fhir_text(node, "active"), STR("false")))
        return FHIR_OUT;
    return IS_ONE_OF(status, never) ? FHIR_OUT : FHIR_COUNTS;
}

enum fhir_standing fhir_standing_of(struct fhir_bundle *bundle,
                                    struct fhir_resource *resource)
{
    if (resource->standing == FHIR_NOT_JUDGED)
        resource->standing = judge(bundle, resource);
    return resource->standing;
}
