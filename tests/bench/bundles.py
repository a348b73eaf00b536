#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""FHIR bundles of the size hospitals send: bundles.py MEGABYTES [SEED] [COUNT].

The same arguments give the same bytes: COUNT bundles (1) of about that size,
one a line, or with a single bundle indented as Synthea writes it. Made up, in
the shape of Synthea's export: one patient with a colorectal cancer, visits
over years, vital signs and laboratory, chemotherapy; and, as there, four
fifths of the bytes are Claim and ExplanationOfBenefit, which no mapping reads.
The cancer's part is the same in every size, so that what is understood of a
bundle can be checked: the last CEA, the last ECOG, KRAS, the operation, the
course of FOLFOX.
"""
import json
import random
import sys
import uuid
from datetime import date, timedelta

SHARE = 0.8  # of the bytes that bills take up
LOINC, SNOMED = "http://loinc.org", "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
UCUM = "http://unitsofmeasure.org"
ADJUDICATION = "https://bluebutton.cms.gov/resources/codesystem/adjudication"
DRUGS = [("1803932", "Leucovorin 100 MG Injection"),
         ("4492", "fluorouracil"),
         ("1736776", "10 ML oxaliplatin 5 MG/ML Injection")]
CEA = ("2039-6", "Carcinoembryonic Ag [Mass/volume] in Serum or Plasma")
LABS = [("8302-2", "Body Height", "cm"), ("29463-7", "Body Weight", "kg"),
        ("718-7", "Hemoglobin [Mass/volume] in Blood", "g/dL"),
        ("6690-2", "Leukocytes [#/volume] in Blood", "10*3/uL"),
        ("2339-0", "Glucose [Mass/volume] in Blood", "mg/dL"),
        ("38483-4", "Creatinine [Mass/volume] in Blood", "mg/dL"),
        ("2947-0", "Sodium [Moles/volume] in Blood", "mmol/L"),
        ("72514-3", "Pain severity", "{score}")]


def concept(system, code, display):
    coding = {"system": system, "code": code, "display": display}
    return {"coding": [coding], "text": display}


class Maker:
    """One bundle: its resources, and references by urn:uuid as in Synthea."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.entries, self.bytes, self.bills = [], 0, 0
        self.patient = self.name()
        self.day = date(2016, 1, 4)

    def name(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def add(self, kind, bill=False, **parts):
        ident = parts.pop("id", None) or self.name()
        resource = {"resourceType": kind, "id": ident, **parts}
        entry = {"fullUrl": f"urn:uuid:{ident}", "resource": resource,
                 "request": {"method": "POST", "url": kind}}
        size = len(json.dumps(entry))
        self.entries.append(entry)
        self.bytes += size
        self.bills += size if bill else 0
        return f"urn:uuid:{ident}"

    def subject(self):
        return {"reference": f"urn:uuid:{self.patient}"}

    def observe(self, code, value, day, unit=None):
        """An Observation of LOINC `code`: (code, display)."""
        answer = value if unit is None else {"valueQuantity": {
            "value": value, "unit": unit, "system": UCUM, "code": unit}}
        self.add("Observation", status="final", code=concept(LOINC, *code),
                 subject=self.subject(),
                 effectiveDateTime=day + "T09:30:00+01:00",
                 issued=day + "T09:30:00.123+01:00", **answer)

    def visit(self):
        """An encounter with its laboratory and the bills for it."""
        self.day += timedelta(days=self.random.randrange(1, 20))
        day = self.day.isoformat()
        encounter = self.add(
            "Encounter", status="finished", subject=self.subject(),
            type=[concept(SNOMED, "185347001", "Encounter for problem")],
            period={"start": day + "T09:00:00+01:00",
                    "end": day + "T09:45:00+01:00"})
        for code, display, unit in LABS:
            value = self.random.randrange(10, 2000) / 10
            self.observe((code, display), value, day, unit)
        while self.bills < SHARE * self.bytes:
            self.bill(encounter, day)

    def bill(self, encounter, day):
        items = [{"sequence": n,
                  "productOrService": concept(SNOMED, "185347001",
                                              "Encounter for problem"),
                  "encounter": [{"reference": encounter}],
                  "net": {"value": self.random.randrange(9999) / 100,
                          "currency": "USD"}} for n in range(1, 9)]
        common = {"status": "active", "use": "claim", "patient": self.subject(),
                  "billablePeriod": {"start": day, "end": day}, "created": day,
                  "provider": {"display": "PCP 17"}, "item": items}
        claim = self.add("Claim", bill=True, **common)
        common["item"] = [{**item, "adjudication": [
            {"category": concept(ADJUDICATION, f"line_{what}_amt",
                                 f"Line {what} amount"),
             "amount": item["net"]} for what in ("coinsrnc", "sbmtd", "prvdr")
        ]} for item in items]
        self.add("ExplanationOfBenefit", bill=True, outcome="complete",
                 claim={"reference": claim}, **common)

    def person(self):
        self.add("Patient", id=self.patient, gender="female",
                 birthDate="1951-03-14",
                 name=[{"use": "official", "family": "Made", "given": ["Up"]}])

    def cancer(self):
        """What a mapping understands of the bundle."""
        reason = self.add(
            "Condition", code=concept(
                SNOMED, "93761005", "Primary malignant neoplasm of colon"),
            subject=self.subject(), onsetDateTime="2022-02-01T10:00:00+01:00")
        because = [{"reference": reason}]
        self.add("Procedure", status="completed", code=concept(
            SNOMED, "43075005", "Partial resection of colon"),
            subject=self.subject(), reasonReference=because,
            performedPeriod={"start": "2022-02-14T08:00:00+01:00",
                             "end": "2022-02-14T11:00:00+01:00"})
        for week in range(0, 24, 4):
            day = (date(2022, 3, 7) + timedelta(weeks=week)).isoformat()
            for code, drug in DRUGS:
                self.add("MedicationAdministration", status="completed",
                         medicationCodeableConcept=concept(RXNORM, code, drug),
                         subject=self.subject(), reasonReference=because,
                         effectiveDateTime=day)
        for day, value in (("2022-02-01", 31.5), ("2022-09-05", 3.2)):
            self.observe(CEA, value, day, "ng/mL")
        self.observe(("89247-1", "ECOG Performance Status score"),
                     {"valueInteger": 1}, "2022-09-05")
        self.observe(("82535-6", "KRAS gene mutations found"),
                     {"valueCodeableConcept": concept(LOINC, "LA9634-2",
                                                      "Absent")}, "2022-03-01")


def bundle(size, seed):
    """A bundle of about `size` bytes, written out."""
    maker = Maker(seed)
    maker.person()
    maker.cancer()
    while maker.bytes < size:
        maker.visit()
    return {"resourceType": "Bundle", "type": "transaction",
            "entry": maker.entries}


def main():
    size = float(sys.argv[1]) * 1_000_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    if not count:
        # Indented it is twice as long.
        print(json.dumps(bundle(size / 2, seed), indent=2))
    for number in range(count):
        print(json.dumps(bundle(size, seed + number)))


if __name__ == "__main__":
    main()
