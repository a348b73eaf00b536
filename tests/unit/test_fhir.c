/* SPDX-License-Identifier: Apache-2.0 */

/*
 * FHIR through mappings: each test is the lines of a mapping, the resources of
 * a bundle beside its Patient P, and what becomes of them. Quotes of the JSON
 * are written as '. What real bundles hold is tested by tests/run_fhir.py.
 */

#include "unit.h"

#include "grammar/base/buf.h"
#include "interp/check/load.h"
#include "support/dump.h"

static const char vocabulary[] = "record patient\n"
                                 "  id:      text\n"
                                 "  born:    date\n"
                                 "  sex:     female | male\n"
                                 "  ECOG:    0 to 5\n"
                                 "  KRAS:    wild-type | mutated\n"
                                 "  site:    colon | rectum | liver\n"
                                 "  CEA:     ug/L, 0 to 1000000\n"
                                 "  number:  number\n"
                                 "  surgery: date\n"
                                 "  fit:     yes/no\n"
                                 "  remark:  text\n"
                                 "  lesions: list of lesion\n"
                                 "  chemo:   list of course by start\n"
                                 "record lesion\n"
                                 "  size:    cm, 0 to 50\n"
                                 "  lobe:    left | right\n"
                                 "record course\n"
                                 "  start:    date\n"
                                 "  end:      date\n"
                                 "  regimen:  FOLFOX | FOLFIRI | other\n"
                                 "  antibody: yes/no\n"
                                 "  response: PR | PD\n"
                                 "mapping m of patient\n";

#define LOINC(code)                                                            \
    "{'coding':[{'system':'http://loinc.org','code':'" code "'}]}"
#define SNOMED(code)                                                           \
    "{'coding':[{'system':'http://snomed.info/sct','code':'" code "'}]}"
#define OF_P "'subject':{'reference':'Patient/P'}"
#define OBSERVATION(id, code, more)                                            \
    "{'resourceType':'Observation','id':'" id                                  \
    "','status':'final','code':" LOINC(code) "," OF_P "," more "}"
#define CEA(id, day, value)                                                    \
    OBSERVATION(id, "2039-6",                                                  \
                "'effectiveDateTime':'" day                                    \
                "','valueQuantity':{'value':" value ",'code':'ng/mL'}")
#define GIVEN(id, drug, day)                                                   \
    "{'resourceType':'MedicationAdministration','id':'" id                     \
    "','status':'completed'," OF_P ",'effectiveDateTime':'" day                \
    "','medicationCodeableConcept':" SNOMED(drug) "}"

struct mapped {
    const char *lines, *resources, *dump;
};

static struct str quoted(struct arena *arena, const char *text)
{
    struct buf out = buf_on(arena);
    for (; *text; text++)
        buf_char(&out, *text == '\'' ? '"' : *text);
    return buf_view(&out);
}

/* Without the sources of facts (run_fhir.py looks at them): " <Patient/P>". */
static struct str without_sources(struct arena *arena, struct str text)
{
    struct buf out = buf_on(arena);
    for (size_t i = 0; i < text.n; i++) {
        if (str_starts(str_from(text, i), STR(" <")))
            while (text.at[i] != '>')
                i++;
        else
            buf_char(&out, text.at[i]);
    }
    return buf_view(&out);
}

static struct str dump(struct arena *arena, const char *lines, struct str text)
{
    struct loaded *loaded = ARENA_NEW(arena, struct loaded);
    struct str rules = str_format(arena, "%s%s", vocabulary, lines);
    load_text(arena, STR("t.rules"), rules, loaded);
    struct buf messages = buf_on(arena);
    for (size_t i = 0; i < loaded->diagnostics.list.n; i++)
        diagnostic_render(&messages, &loaded->sources,
                          &loaded->diagnostics.list.at[i]);
    ck_assert_msg(!loaded->diagnostics.errors, "%s\n%.*s", lines,
                  STR_ARG(buf_view(&messages)));
    struct str whole = dump_mapped(arena, loaded->program->vocabulary,
                                   &loaded->program->mappings, text);
    return without_sources(arena, whole);
}

static void compare(const struct mapped *mapped, struct str found)
{
    ck_assert_msg(str_equal(found, str_of(mapped->dump)),
                  "%s\n%s\nwanted\n%sfound\n%.*s", mapped->lines,
                  mapped->resources, mapped->dump, STR_ARG(found));
}

/* A bundle of P and the resources, which are separated by commas. */
static void check_bundle(const struct mapped *mapped)
{
    struct arena *arena = arena_new();
    struct buf text = buf_on(arena);
    buf_text(&text, "{'resourceType':'Bundle','entry':[{'resource':"
                    "{'resourceType':'Patient','id':'P'}}");
    const char *at = mapped->resources;
    unsigned depth = 0;
    for (; *at; at++) {
        if (*at == '{' && !depth++)
            buf_text(&text, ",{'resource':");
        if (depth)
            buf_char(&text, *at);
        if (*at == '}' && !--depth)
            buf_char(&text, '}');
    }
    buf_text(&text, "]}");
    struct str whole = quoted(arena, arena_copy(arena, text.at, text.n));
    struct str found = dump(arena, mapped->lines, whole);
    ck_assert(str_starts(found, STR("# P\nid P\n")));
    compare(mapped, str_from(found, 9));
    arena_free(arena);
}

/* A text as it stands. */
static void check_text(const struct mapped *mapped)
{
    struct arena *arena = arena_new();
    compare(mapped,
            dump(arena, mapped->lines, quoted(arena, mapped->resources)));
    arena_free(arena);
}

#define CHECK_BUNDLES(all)                                                     \
    for (size_t i = 0; i < sizeof(all) / sizeof *(all); i++)                   \
    check_bundle(&(all)[i])
#define CHECK_TEXTS(all)                                                       \
    for (size_t i = 0; i < sizeof(all) / sizeof *(all); i++)                   \
    check_text(&(all)[i])

#define CEA_LINE "  CEA from Observation code loinc \"2039-6\"\n"

START_TEST(values)
    {
        static const struct mapped all[] = {
            {CEA_LINE, CEA("a", "2024-05-01", "7.40"), "CEA 7.4 2024-05-01\n"},
            {CEA_LINE,
             OBSERVATION("a", "2039-6",
                         "'valueQuantity':{'value':5,'comparator':'<',"
                         "'unit':'ng/mL'}"),
             "CEA [0 5)\n"},
            {CEA_LINE,
             OBSERVATION("a", "2039-6",
                         "'valueQuantity':{'value':5,'unit':'nanograms'}"),
             "CEA any refused\n! value CEA \"5 nanograms\" Observation/a\n"},
            {CEA_LINE,
             OBSERVATION("a", "2039-6",
                         "'valueQuantity':{'value':5,'code':'[iU]/mL'}"),
             "CEA any refused\n! value CEA \"5 [iU]/mL\" Observation/a\n"},
            {"  CEA from Observation code loinc \"2039-6\" in mg/L\n",
             OBSERVATION("a", "2039-6", "'valueQuantity':{'value':5}"),
             "CEA 5000\n"},
            {CEA_LINE,
             OBSERVATION("a", "2039-6",
                         "'valueRange':{'low':{'value':1,'code':'ug/L'},"
                         "'high':{'value':2,'code':'ug/L'}}"),
             "CEA [1 2]\n"},
            {CEA_LINE,
             OBSERVATION("a", "2039-6",
                         "'valueRatio':{'numerator':{'value':3,'code':'ug'},"
                         "'denominator':{'value':1,'code':'L'}}"),
             "CEA 3\n"},
            {CEA_LINE,
             OBSERVATION("a", "2039-6",
                         "'valueRatio':{'numerator':{'value':3,'code':'ug'},"
                         "'denominator':{'value':2,'code':'L'}}"),
             "CEA any refused\n! value CEA \"a ratio\" Observation/a\n"},
            {CEA_LINE, OBSERVATION("a", "2039-6", "'valueString':'5 ug/L'"),
             "CEA any refused\n! value CEA \"5 ug/L\" Observation/a\n"},
            {CEA_LINE,
             OBSERVATION("a", "2039-6", "'dataAbsentReason':{'text':'x'}"),
             "CEA any explicit\n"},
            {CEA_LINE,
             OBSERVATION("a", "2039-6",
                         "'effectiveDateTime':'2024-05-09',"
                         "'dataAbsentReason':{'text':'x'}")
                 CEA("b", "2024-05-01", "3"),
             "CEA 3 2024-05-01\n"},
            {"  fit from Observation code loinc \"1\"\n",
             OBSERVATION("a", "1", "'valueBoolean':true"), "fit yes\n"},
            {"  remark from Observation code loinc \"1\"\n",
             OBSERVATION("a", "1", "'valueString':'a \\u00e9\\n\\\"b\\\"'"),
             "remark a \xC3\xA9\n\"b\"\n"},
            {"  surgery from Observation code loinc \"1\"\n",
             OBSERVATION("a", "1",
                         "'valuePeriod':{'start':'2024-01-03','end':'2024-02'"
                         "}"),
             "surgery 2024-01-03 to 2024-02-29\n"},
            {"  surgery from Observation code loinc \"1\"\n",
             OBSERVATION("a", "1", "'valueDateTime':'2024-02-30T10:00:00Z'"),
             "surgery any refused\n! value surgery \"2024-02-30\" "
             "Observation/a\n"},
            {"  number from Observation code loinc \"1\"\n",
             OBSERVATION("a", "1", "'valueQuantity':{'value':4,'code':'#'}"),
             "number 4\n"},
            {"  sex from \"gender\" of Observation: \"f\" = female\n",
             OBSERVATION("a", "1", "'gender':'male'"),
             "sex any refused\n! value sex \"male\" Observation/a\n"},
            {"  sex from \"gender\" of Observation\n",
             OBSERVATION("a", "1", "'gender':'male'"), "sex male\n"},
        };
        CHECK_BUNDLES(all);
    }
END_TEST

#define GENE                                                                   \
    "  KRAS from Observation code loinc \"9\": loinc \"LA1\" = mutated, "      \
    "loinc \"LA2\" = wild-type, loinc \"LA3\" = unknown\n"

START_TEST(codes)
    {
        static const struct mapped all[] = {
            {GENE,
             OBSERVATION("a", "9", "'valueCodeableConcept':" LOINC("LA1")),
             "KRAS mutated\n"},
            {GENE,
             OBSERVATION("a", "9", "'valueCodeableConcept':" LOINC("LA3")),
             "KRAS any explicit\n"},
            {GENE,
             OBSERVATION("a", "9", "'valueCodeableConcept':" LOINC("LA9")),
             "KRAS any refused\n! value KRAS \"loinc LA9\" Observation/a\n"},
            {GENE,
             OBSERVATION("a", "9", "'valueCodeableConcept':{'text':'mutated'}"),
             "KRAS any refused\n! value KRAS \"mutated\" Observation/a\n"},
            {GENE,
             OBSERVATION("a", "9",
                         "'valueCodeableConcept':{'coding':[{'system':"
                         "'urn:oid:2.16.840.1.113883.6.1','code':'LA1'},"
                         "{'code':'LA2'}]}"),
             "KRAS mutated\n"},
            {GENE,
             OBSERVATION("a", "9",
                         "'valueCodeableConcept':{'coding':["
                         "{'system':'http://loinc.org','code':'LA1'},"
                         "{'system':'https://loinc.org/','code':'LA2'}]}"),
             "KRAS any refused\n! value KRAS \"loinc LA1, loinc LA2\" "
             "Observation/a\n"},
            {"  colon code snomed \"1\" | icd10 \"C18*\"\n"
             "  site from Condition: colon = colon, otherwise = unknown\n",
             "{'resourceType':'Condition','id':'c'," OF_P
             ",'code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10',"
             "'code':'C18.7'}]}}",
             "site colon\n"},
            {"  system own \"http://own/x\"\n"
             "  site from Condition: own \"a\" and own \"b\" = liver, "
             "own \"a\" = colon | rectum\n",
             "{'resourceType':'Condition','id':'c'," OF_P
             ",'onsetDateTime':'2020','code':{'coding':[{'system':"
             "'https://own/x/','code':'a'}]}}"
             "{'resourceType':'Condition','id':'d'," OF_P
             ",'recordedDate':'2021','code':{'coding':[{'system':"
             "'http://own/x','code':'b'}]}}",
             "site liver 2021\n"},
            {"  k code hgnc \"HGNC:1\" (\"KRAS\") | \"2\" (\"NRAS\")\n"
             "  fit from Observation where \"component\" code loinc \"3\" is k"
             ": \"true\" = yes\n",
             OBSERVATION(
                 "a", "9",
                 "'component':[{'code':" LOINC(
                     "3") ",'valueCodeableConcept':{'coding':[{'system':"
                          "'http://www.genenames.org','code':'1','display':"
                          "'NRAS'}]}}],'valueBoolean':true"),
             "fit yes\n~ Observation/a hgnc 1 is displayed as \"NRAS\", which "
             "is hgnc \"2\";"
             " the code counts\n"},
        };
        CHECK_BUNDLES(all);
    }
END_TEST

START_TEST(places)
    {
        static const struct mapped all[] = {
            {"  number from \"component\" code loinc \"2\" of Observation "
             "code loinc \"1\"\n",
             OBSERVATION("a", "1",
                         "'component':[{'code':" LOINC(
                             "3") ",'valueInteger':9}"
                                  ",{'code':" LOINC("2") ",'valueInteger':4}]"),
             "number 4\n"},
            {"  number from \"extension(my-number).value\" of Observation\n",
             OBSERVATION("a", "1",
                         "'extension':[{'url':'http://x/not-my-number',"
                         "'valueInteger':1},{'url':'http://x/my-number',"
                         "'valueInteger':2}]"),
             "number 2\n"},
            {"  site from Observation code loinc \"1\" "
             "where \"focus.code\" is snomed \"5\": \"x\" = colon\n",
             OBSERVATION("a", "1",
                         "'focus':[{'reference':'#c'}],'contained':[{"
                         "'resourceType':'Condition','id':'c','code':" SNOMED(
                             "5") "}],'valueString':'x'"),
             "site colon\n"},
            {"  site from Observation code loinc \"1\" "
             "where not \"focus.code\" is snomed \"5\": \"x\" = colon\n",
             OBSERVATION("a", "1",
                         "'focus':[{'reference':'Condition/gone'}],"
                         "'valueString':'x'"),
             "~ Observation/a focus refers to Condition/gone, which is not "
             "there\n"},
            {"  site from Observation code loinc \"1\" "
             "where \"focus.code\" is snomed \"5\": \"x\" = colon\n",
             OBSERVATION("a", "1",
                         "'focus':[{'reference':'Observation/a'}],"
                         "'valueString':'x'"),
             "! value Observation/a \"Observation/a\" t.json:1\n"},
            {"  surgery from date of Procedure code snomed \"1\"\n",
             "{'resourceType':'Procedure','id':'p','status':'completed'," OF_P
             ",'code':" SNOMED(
                 "1") ",'performedPeriod':{'start':"
                      "'2024-01-01T10:00:00+02:00','end':'2024-01-02'}}",
             "surgery 2024-01-01 to 2024-01-02 2024-01-02\n"},
            {"  surgery from earliest \"onset\" of Condition\n",
             "{'resourceType':'Condition','id':'c'," OF_P
             ",'onsetDateTime':'2020-05'}{'resourceType':'Condition','id':'d'"
             "," OF_P ",'onsetDateTime':'2020-05-20'}",
             "surgery 2020-05-01 to 2020-05-20 2020-05\n"},
            {"  CEA from Observation code loinc \"2039-6\" on \"issued\"\n",
             OBSERVATION("a", "2039-6",
                         "'effectiveDateTime':'2024-05-01','issued':"
                         "'2024-05-03T00:00:00Z','valueQuantity':{'value':1,"
                         "'code':'ug/L'}"),
             "CEA 1 2024-05-03\n"},
        };
        CHECK_BUNDLES(all);
    }
END_TEST

#define COURSES                                                                \
    "  ox code snomed \"1\"\n  ab code snomed \"2\"\n  fu code snomed \"3\"\n" \
    "  chemo from MedicationAdministration code ox | ab | fu at most 5 weeks " \
    "apart\n  start of chemo from earliest date of chemo\n"                    \
    "  end of chemo from latest date of chemo\n"                               \
    "  regimen of chemo from \"medication\" of chemo: ox and fu = FOLFOX, "    \
    "otherwise = other\n"                                                      \
    "  antibody of chemo from \"medication\" of chemo: ab = yes, "             \
    "otherwise = no\n"                                                         \
    "  response of chemo from Observation code loinc \"7\" after chemo: "      \
    "\"+\" = PR, \"-\" = PD\n"

START_TEST(elements)
    {
        static const struct mapped all[] = {
            {"  lesions from BodyStructure where \"location\" is snomed \"9\"\n"
             "  lobe of lesions from \"locationQualifier\" of lesions: "
             "snomed \"7\" = left\n"
             "  size of lesions from Observation code loinc \"1\" "
             "where \"focus\" is lesions\n",
             "{'resourceType':'BodyStructure','id':'x','patient':{'reference':"
             "'Patient/P'},'location':" SNOMED(
                 "9") ",'locationQualifier':[" SNOMED("7") "]}{'resourceType':'"
                                                           "BodyStructure','id'"
                                                           ":'y','patient':"
                                                           "{'reference':'"
                                                           "Patient/"
                                                           "P'},'location'"
                                                           ":" SNOMED(
                                                               "9") "}"
                                                                    "{'"
                                                                    "resourceTy"
                                                                    "pe':'"
                                                                    "BodyStruct"
                                                                    "ure','id':"
                                                                    "'z','"
                                                                    "patient':{"
                                                                    "'reference"
                                                                    "':"
                                                                    "'Patient/"
                                                                    "P'},'"
                                                                    "location'"
                                                                    ":" SNOMED("8") "}" OBSERVATION(
                                                                        "a",
                                                                        "1",
                                                                        "'focus"
                                                                        "':[{'"
                                                                        "refere"
                                                                        "nce':'"
                                                                        "BodySt"
                                                                        "ructur"
                                                                        "e/"
                                                                        "y'}],"
                                                                        "'value"
                                                                        "Quanti"
                                                                        "ty':{'"
                                                                        "value'"
                                                                        ":12,'"
                                                                        "code':"
                                                                        "'mm'"
                                                                        "}"),
             "lesions 2 of 2\nlesions.1.lobe left\nlesions.2.size 1.2\n"},
            {COURSES,
             GIVEN("a", "1", "2024-01-01") GIVEN("b", "3", "2024-01-29")
                 GIVEN("c", "2", "2024-01-01") GIVEN("d", "1", "2024-04-01")
                     OBSERVATION("r", "7",
                                 "'effectiveDateTime':'2024-04-01',"
                                 "'valueString':'+'")
                         OBSERVATION("s", "7",
                                     "'effectiveDateTime':'2024-05',"
                                     "'valueString':'-'"),
             "chemo 2 of 2\nchemo.1.start 2024-01-01 2024-01-01\n"
             "chemo.1.end 2024-01-29 2024-01-29\n"
             "chemo.1.regimen FOLFOX 2024-01-29\n"
             "chemo.1.antibody yes 2024-01-01\n"
             "chemo.1.response PR 2024-04-01\n"
             "chemo.2.start 2024-04-01 2024-04-01\n"
             "chemo.2.end 2024-04-01 2024-04-01\n"
             "chemo.2.regimen other 2024-04-01\n"
             "chemo.2.antibody no 2024-04-01\n"
             "chemo.2.response PD 2024-05\n"},
            {COURSES, "", ""},
        };
        CHECK_BUNDLES(all);
    }
END_TEST

START_TEST(standing)
    {
        static const struct mapped all[] = {
            {CEA_LINE,
             "{'resourceType':'Observation','id':'a','status':'preliminary',"
             "'code':" LOINC(
                 "2039-6") "," OF_P
                           ",'valueQuantity':{'value':1,'code':'ug/L'}}",
             ""},
            {CEA_LINE,
             OBSERVATION("a", "2039-6",
                         "'modifierExtension':[],'valueInteger':1"),
             "! value Observation/a \"modifierExtension\" t.json:1\n"},
            {CEA_LINE,
             "{'resourceType':'Observation','id':'a','status':'final',"
             "'code':" LOINC("2039-6") ",'valueInteger':1}",
             "~ Observation/a it does not say whose it is, and is passed "
             "over\n"},
            {CEA_LINE,
             "{'resourceType':'Observation','id':'a','status':'final',"
             "'code':" LOINC("2039-6") ",'subject':{'reference':'Patient/Q'},"
                                       "'valueInteger':1}",
             "~ Observation/a it is of Patient/Q, not of this patient, and is "
             "passed over\n"},
            {"  fit from MedicationRequest: snomed \"1\" = yes\n",
             "{'resourceType':'MedicationRequest','id':'a','status':'active',"
             "'intent':'plan'," OF_P ",'medicationCodeableConcept':" SNOMED(
                 "1") "}{'resourceType':'MedicationRequest','id':'b',"
                      "'status':'active','intent':'order','doNotPerform':"
                      "true," OF_P
                      ",'medicationCodeableConcept':" SNOMED("1") "}",
             ""},
            {"  fit from MedicationRequest: snomed \"1\" = yes\n",
             "{'resourceType':'MedicationRequest','id':'a','status':'active',"
             "'intent':'order'," OF_P
             ",'medicationReference':{'reference':'Medication/m'}}"
             "{'resourceType':'Medication','id':'m','code':" SNOMED("1") "}",
             "fit yes\n"},
        };
        CHECK_BUNDLES(all);
    }
END_TEST

#define PATIENT "{'resourceType':'Patient','id':'P'}"

START_TEST(documents)
    {
        static const struct mapped all[] = {
            {CEA_LINE, PATIENT, "# P\nid P\n"},
            {CEA_LINE,
             "{\n'entry':[\n{'resource':" PATIENT
             ",\n'fullUrl':'urn:uuid:1'}],\n'resourceType':'Bundle'}\n"
             "{'resourceType':\n'Bundle'}",
             "# P\nid P\n# t.json:6\n! unreadable  \"no Patient\" t.json:6\n"},
            {CEA_LINE,
             CEA("a", "2024-05-01",
                 "3") "\n" PATIENT "\n\n"
                      "{'resourceType':'Patient','id':'Q'}\n" CEA(
                          "b", "2024-05-02", "4") "\n",
             "# P\nid P\nCEA 4 2024-05-02\n# Q\nid Q\n"},
            {CEA_LINE, CEA("a", "2024-05-01", "3"),
             "# P\nid P\nCEA 3 2024-05-01\n! value id \"no Patient\" "
             "t.json:1\n"},
            {CEA_LINE, PATIENT "\n{'resourceType':'Observation',,}\n",
             "broke off: a resource cannot be read; whose it is cannot be "
             "told, so that any patient might lack it\n"},
            {CEA_LINE,
             "[" PATIENT ",{'resourceType':'Bundle','entry':[{"
             "'resource':" PATIENT "}]}]",
             "# P\nid P\n# P\nid P\n"},
            {CEA_LINE,
             "{'resourceType':'Bundle','entry':[{'resource':" PATIENT
             "},{'resource':{'resourceType':'Bundle','entry':["
             "{'resource':" CEA("a", "2024-05-01", "3") "}]}}]}",
             "# P\nid P\nCEA 3 2024-05-01\n"},
            {CEA_LINE,
             "{'resourceType':'Bundle','entry':[{'resource':" PATIENT
             "},{'resource':{'resourceType':'Claim',]}}]}",
             "# t.json:1\n! unreadable  \"]\" t.json:1\n"},
            {CEA_LINE,
             "{'resourceType':'Bundle','entry':[{'resource':" PATIENT
             "},{'resource':{'resourceType':'Observation','status':"
             "'final','status':'amended'}}]}",
             "# t.json:1\n! unreadable  \"}\" t.json:1\n"},
            {CEA_LINE,
             "{'resourceType':'Bundle','entry':[{'resource':" PATIENT "}]",
             "# t.json:1\n! unreadable  \"the end\" t.json:1\n"},
            {CEA_LINE CEA_LINE "mapping n of patient\n" CEA_LINE, PATIENT,
             "broke off: two mappings are of FHIR: choose one with --mapping "
             "FILE\n"},
        };
        CHECK_TEXTS(all);
    }
END_TEST

static Suite *fhir_suite(void)
{
    Suite *s = suite_create("fhir");
    UNIT_CASE(s, "resources", values, codes, places, elements, standing);
    UNIT_CASE(s, "inputs", documents);
    return s;
}

UNIT_MAIN(fhir_suite)
