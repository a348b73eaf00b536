#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs every kind of test and sums their counts: run_all.py BUILD [KIND...].

Each runner ends with a line `N passed, N failed`, and so does this one.
"""
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
KINDS = {
    "unit": "run_unit.py",
    "diagnostics": "run_diagnostics.py",
    "refusals": "run_refusals.py",
    "verdicts": "run_verdicts.py",
    "transcripts": "run_transcripts.py",
    "cases": "run_cases.py",
    "fhir": "run_fhir.py",
    "manual": "run_manual.py",
    "reference": "run_reference.py",
    "fuzz": "run_fuzz.py",
    "faults": "run_faults.py",
    "install": "run_install.py",
    "lint": "lint.sh",
}
TOTAL = re.compile(r"(\d+) passed, (\d+) failed\n")


def run(kind, build):
    """Runs one kind, showing what it prints: (tests passed, failed)."""
    print(f"-- {kind}", flush=True)
    process = subprocess.Popen(
        [HERE / KINDS[kind], build],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        errors="backslashreplace",
    )
    last = ""
    for last in process.stdout:
        print(last, end="", flush=True)
    status = process.wait()
    total = TOTAL.fullmatch(last)
    if total is None:
        print(f"FAIL  {kind} ended without a count (status {status})")
        return 0, 1
    passed, failed = map(int, total.groups())
    return passed, max(failed, 1 if status else 0)


def main():
    build, kinds = sys.argv[1], sys.argv[2:] or list(KINDS)
    counts = [run(kind, build) for kind in kinds]
    passed, failed = (sum(column) for column in zip(*counts))
    print(f"-- all\n{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
