/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Systems of codes by the names that clinicians have for them. The URIs are
 * those of HL7's list of external code systems, with the object identifiers
 * that stand beside them there, and of the German base profiles.
 */

#include "interp/vocabulary/map_resource.h"

/* clang-format off */
#define S(text) {text, sizeof(text) - 1}
#define URIS(...) (const struct str[]){__VA_ARGS__}
#define SYSTEM(name, ...)                                                      \
    {S(name), URIS(__VA_ARGS__), sizeof(URIS(__VA_ARGS__)) / sizeof(struct str)}
#define OID "urn:oid:2.16.840.1.113883."
#define HL7 "terminology.hl7.org/CodeSystem/"

static const struct map_system systems[] = {
    SYSTEM("loinc", S("loinc.org"), S(OID "6.1")),
    SYSTEM("snomed", S("snomed.info/sct"), S(OID "6.96")),
    SYSTEM("icd10", S("hl7.org/fhir/sid/icd-10"), S(OID "6.3")),
    SYSTEM("icd10-cm", S("hl7.org/fhir/sid/icd-10-cm"), S(OID "6.90")),
    SYSTEM("icd10-gm", S("fhir.de/CodeSystem/bfarm/icd-10-gm"),
           S("fhir.de/CodeSystem/dimdi/icd-10-gm")),
    SYSTEM("icd10-pcs", S("www.cms.gov/Medicare/Coding/ICD10"), S(OID "6.4")),
    SYSTEM("icd9-cm", S("hl7.org/fhir/sid/icd-9-cm"), S(OID "6.103")),
    SYSTEM("icd-o-3", S(HL7 "icd-o-3"), S(OID "6.43.1")),
    SYSTEM("rxnorm", S("www.nlm.nih.gov/research/umls/rxnorm"), S(OID "6.88")),
    SYSTEM("ucum", S("unitsofmeasure.org"), S(OID "6.8")),
    SYSTEM("hgnc", S("www.genenames.org"), S("www.genenames.org/geneId"),
           S(OID "6.281")),
    SYSTEM("ncbi-gene", S("www.ncbi.nlm.nih.gov/gene")),
    SYSTEM("atc", S("www.whocc.no/atc"), S("fhir.de/CodeSystem/bfarm/atc"),
           S("fhir.de/CodeSystem/dimdi/atc"), S(OID "6.73")),
    SYSTEM("ops", S("fhir.de/CodeSystem/bfarm/ops"),
           S("fhir.de/CodeSystem/dimdi/ops")),
    SYSTEM("cpt", S("www.ama-assn.org/go/cpt"), S(OID "6.12")),
    SYSTEM("hcpcs", S("www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"),
           S(OID "6.285")),
    SYSTEM("ndc", S("hl7.org/fhir/sid/ndc"), S(OID "6.69")),
    SYSTEM("cvx", S("hl7.org/fhir/sid/cvx"), S(OID "12.292")),
    SYSTEM("umls", S("www.nlm.nih.gov/research/umls"), S(OID "6.86")),
    SYSTEM("ncit", S("ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl"),
           S(OID "3.26.1.1")),
    SYSTEM("ajcc", S("cancerstaging.org")),
    SYSTEM("uicc-tnm", S("www.uicc.org/resources/tnm")),
    SYSTEM("interpretation", S(HL7 "v3-ObservationInterpretation"),
           S(OID "5.83")),
    SYSTEM("condition-clinical", S(HL7 "condition-clinical")),
    SYSTEM("condition-ver", S(HL7 "condition-ver-status")),
    SYSTEM("condition-category", S(HL7 "condition-category")),
    SYSTEM("observation-category", S(HL7 "observation-category")),
    SYSTEM("data-absent", S(HL7 "data-absent-reason")),
    SYSTEM("v2-0203", S(HL7 "v2-0203"), S(OID "18.108")),
};
/* clang-format on */

const struct map_system *map_system_at(size_t i)
{
    return i < sizeof systems / sizeof *systems ? &systems[i] : NULL;
}

const struct map_system *map_system_known(struct str name)
{
    for (size_t i = 0; map_system_at(i); i++)
        if (name_equal(systems[i].name, name))
            return &systems[i];
    return NULL;
}

struct str map_uri(struct str text)
{
    static const struct str schemes[] = {S("https://"), S("http://")};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (str_starts(text, schemes[i]))
            text = str_from(text, schemes[i].n);
    while (text.n && text.at[text.n - 1] == '/')
        text.n--;
    return text;
}

struct str map_code_text(const struct map_system *system, struct str code)
{
    static const struct str hgnc = S("HGNC:");
    if (system && code.n > hgnc.n && code.at[0] == 'H' &&
        name_equal(system->name, STR("hgnc")) && str_starts(code, hgnc))
        return str_from(code, hgnc.n);
    return code;
}
