#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The cohort of The Cancer Imaging Archive, where it is at hand: tcia.py [TABLE].

197 patients are read through examples/tcia/, without a record error; of 29 CEA is
not known; of the 168 that have a recorded score 36 have one that cannot be the
clinical risk score of their row, and the same ones are found by a few lines of
Python. Prints what is not so; nothing when the table is not there.
"""
import csv
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT.parent / "shared/data/tcia_crlm/patients.csv"
MAPPING = ROOT / "examples/tcia/tcia.rules"
SCORE = ROOT / "examples/tcia/fong.rules"


def cantlie(*words):
    run = subprocess.run(["cantlie", *map(str, words)], capture_output=True,
                         text=True, check=False)
    if run.returncode:
        print(f"cantlie {words[0]}: status {run.returncode}\n{run.stderr}")
    return run.stdout


def score_of(row):
    """Least and most: without an interval one point is not known."""
    sure = sum([int(row["node_positive_primary"]),
                int(row["multiple_metastases"]),
                float(row["carcinoembryonic_antigen"]) > 200,
                float(row["max_tumor_size"]) > 5])
    synchronous = int(row["synchronous_crlm"])
    return sure + synchronous, sure + 1


def outside(rows):
    for row in rows:
        recorded = int(row["clinrisk_score"])
        if recorded == -999:
            continue
        least, most = score_of(row)
        if not least <= recorded <= most:
            yield row["Patient-ID"]


def check(what, found, wanted):
    if found != wanted:
        print(f"{what}: {found}, not {wanted}")


def main():
    table = Path(sys.argv[1]) if len(sys.argv) > 1 else TABLE
    if not table.exists():
        return
    with open(table, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    records = [json.loads(line) for line in
               cantlie("convert", table, "--mapping", MAPPING).splitlines()]
    check("patients", len(records), 197)
    check("CEA unknown", sum(r["CEA"] is None for r in records), 29)
    states = [line.split() for line in
              cantlie("run", SCORE, table, "--format", "states").splitlines()]
    differ = [patient for patient, state in states if state == "T"]
    check("recorded scores outside", len(differ), 36)
    check("those outside", differ, list(outside(rows)))


if __name__ == "__main__":
    main()
