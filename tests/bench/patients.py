#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Patients for the benchmark, one a line: patients.py COUNT [SEED].

The same arguments give the same bytes. Invented from independent draws, not
from any data: what matters is that every field of workload.rules occurs, is
missing at times, and stands on and near the thresholds of the rules. Nobody
has an empty list of lesions: the language settles that (`every` of none is
no), and tests of the language pin it.
"""
import json
import random
import sys
from datetime import date, timedelta

TODAY = date(2024, 6, 1)
ABSENT = 0.1  # of each field but the id and the lists


def words(*choices):
    return lambda r: r.choice(choices)


def gene(percent):
    return lambda r: "mutated" if r.randrange(100) < percent else "wild-type"


def yes(percent):
    return lambda r: r.randrange(100) < percent


def days_ago(days):
    return (TODAY - timedelta(days=days)).isoformat()


def marker(r):
    value = r.choice([79.9, 80, 80.1, r.randrange(10, 4000) / 10])
    return {"value": value, "unit": r.choice(["ug/L", "ng/mL"])}


def lesion(r):
    tenths = r.choice([29, 30, 49, 50, 55, 56, r.randrange(3, 120)])
    return {
        "size": {"value": tenths / 10, "unit": "cm"},
        "lobe": r.choice(["left", "right"]),
        "segment": r.randrange(1, 9),
        "vital_structure": yes(6)(r),
        "resectable": yes(88)(r),
    }


def course(r):
    end = r.choice([27, 28, 34, 35, r.randrange(5, 700)])
    return {
        "regimen": r.choice(["5-FU", "FOLFOX", "FOLFIRI", "FOLFOXIRI"]),
        "start": days_ago(end + r.choice([41, 42, r.randrange(7, 150)])),
        "last_dose": days_ago(end),
        "bevacizumab": yes(40)(r),
        "cetuximab": yes(20)(r),
        "response": r.choice(["CR", "PR", "SD", "PD"]),
    }


FIELDS = {
    "age": lambda r: r.choice([74, 75, r.randrange(30, 90)]),
    "sex": words("female", "male"),
    "ecog": words(0, 0, 1, 1, 2, 3, 4),
    "comorbidity": words("none", "mild", "severe"),
    "primary": words("resected", "resected", "in-place"),
    "primary_margin": words("R0", "R0", "R0", "R1", "R2"),
    "primary_surgery": lambda r: days_ago(
        r.choice([729, 730, r.randrange(30, 2000)])
    ),
    "primary_nodes": words("N0", "N1", "N2"),
    "onset": words("synchronous", "metachronous"),
    "extrahepatic": words("none", "none", "limited", "multiple"),
    "margin_achievable": yes(60),
    "flr_adequate": yes(70),
    "CEA": marker,
    "KRAS": gene(40),
    "NRAS": gene(8),
    "BRAF": gene(10),
    "TP53": gene(55),
    "PIK3CA": gene(20),
    "APC": gene(65),
    "MSI": words("MSS", "MSS", "MSI-L", "MSI-H"),
    "MMR": words("proficient", "proficient", "deficient"),
    "hepatectomies": words(0, 0, 1, 2),
    "recurrence": words("none", "none", "liver", "extrahepatic"),
}


def patient(r, number):
    record = {"id": f"B{number:06d}"}
    for name, draw in FIELDS.items():
        value = draw(r)
        if r.random() >= ABSENT:
            record[name] = value
    lesions = r.choice([1, 1, 1, 2, 2, 3, 4, 6, 12])
    record["lesions"] = [lesion(r) for _ in range(lesions)]
    record["chemo"] = [course(r) for _ in range(r.choice([0, 1, 1, 2, 3]))]
    return record


def main():
    count = int(sys.argv[1])
    r = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 7)
    for number in range(1, count + 1):
        print(json.dumps(patient(r, number), separators=(",", ":")))


if __name__ == "__main__":
    main()
