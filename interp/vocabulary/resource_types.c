/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Names that FHIR R4 has: the types of resources that may be of a patient (or
 * be referred to from one), and the elements that are written with their type
 * behind them (valueQuantity).
 */

#include "interp/vocabulary/map_resource.h"

/* clang-format off */
static const char *const types[] = {
    "Account", "AdverseEvent", "AllergyIntolerance", "Appointment", "Basic",
    "BodyStructure", "CarePlan", "CareTeam", "Claim", "ClaimResponse",
    "ClinicalImpression", "Communication", "Composition", "Condition",
    "Consent", "Coverage", "DetectedIssue", "Device", "DeviceRequest",
    "DeviceUseStatement", "DiagnosticReport", "DocumentReference", "Encounter",
    "EpisodeOfCare", "ExplanationOfBenefit", "FamilyMemberHistory", "Flag",
    "Goal", "Group", "ImagingStudy", "Immunization", "Invoice", "List",
    "Location", "Media", "Medication", "MedicationAdministration",
    "MedicationDispense", "MedicationRequest", "MedicationStatement",
    "MolecularSequence", "NutritionOrder", "Observation", "Organization",
    "Patient", "Person", "Practitioner", "PractitionerRole", "Procedure",
    "Provenance", "QuestionnaireResponse", "RelatedPerson", "RequestGroup",
    "ResearchStudy", "ResearchSubject", "RiskAssessment", "ServiceRequest",
    "Specimen", "Substance", "SupplyDelivery", "Task", "VisionPrescription",
};

static const char *const stems[] = {
    "value", "effective", "onset", "abatement", "performed", "medication",
    "deceased", "multipleBirth", "occurrence", "reported", "asNeeded", "born",
    "age", "timing", "collected", "identified", "product", "serviced",
};
/* clang-format on */

bool map_resource_type(struct str name)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_equal(name, str_of(types[i])))
            return true;
    return false;
}

struct str map_resource_nearest(struct arena *arena, struct str name)
{
    struct names names = names_on(arena);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        names_add(&names, str_of(types[i]), (uint32_t)i);
    uint32_t found = names_find(&names, name);
    if (found != NAMES_NONE)
        return str_of(types[found]);
    const struct name_entry *near = names_nearest(&names, name);
    return near ? near->name : STR("");
}

bool map_is_choice_stem(struct str name)
{
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (str_equal(name, str_of(stems[i])))
            return true;
    return false;
}
