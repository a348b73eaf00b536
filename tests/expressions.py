#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the expressions of HL7's CQL conformance suite through `cantlie eval`.

    tests/expressions.py [SUITE.tsv]

The suite (name, expression, expected) is not ours and not in this repository;
it is looked for beside it, in ../shared/data/suites. Where CQL's answer is not
ours the difference is named below, and anything else that differs is printed.
Without the suite there is nothing to say.
"""
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUITE = ROOT.parent / "shared/data/suites/expressions.tsv"

# Expression: what Cantlie says, and why. "refused" is an error message.
RATIO = "the language has no ratios"
UCUM_YEARS = "months and years are written out: UCUM's are an average length"
DIFFERENT = {
    "-9223372036854775807": ("refused", "numbers have 10 digits before the "
                                        "point (and 8 behind it)"),
    "2^3": ("refused", "the language has no ^: power(2, 3)"),
    "1 cm:2 cm = 1 cm:2 cm": ("refused", RATIO),
    "1 cm:2 cm = 1 cm:2.1 cm": ("refused", RATIO),
    "1 month = 1 mo": ("refused", UCUM_YEARS),
    "1 year = 1 a": ("refused", UCUM_YEARS),
}


def meaning(text):
    """What an answer means: 2.0 is 2."""
    return re.sub(r"-?\d+(\.\d+)?",
                  lambda m: str(Decimal(m.group()).normalize() + 0), text)


def answer(expression):
    done = subprocess.run(["cantlie", "eval", "--", expression],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        return "refused" if done.returncode == 2 else f"[{done.returncode}]"
    return done.stdout.strip()


def rows(path):
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, expression, expected = line.split("\t")[:3]
            yield name, expression, expected


def main():
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SUITE
    if not path.exists():
        return
    suite = list(rows(path))
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(answer, [row[1] for row in suite]))
    same = named = 0
    for (name, expression, expected), found in zip(suite, answers):
        if meaning(found) == meaning(expected):
            same += 1
        elif expression in DIFFERENT and DIFFERENT[expression][0] == found:
            named += 1
        else:
            print(f"{name}: {expression} is {found}, not {expected}")
    print(f"{same} of {len(suite)} as in the suite, {named} named differences",
          file=sys.stderr)


if __name__ == "__main__":
    main()
