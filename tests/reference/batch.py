#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Batches against the tree walk, on random programs and plain records.

    batch.py --batch-check PROGRAM --cantlie PROGRAM [--count N] [--seed S]
             [--records N]

generate.py's records are full of dates, intervals and lists of findings, all
of which go the ordinary way. Here they are made plain: what is left is a value
or nothing. batch-check (tests/tools/batch_check.c) reads them into sheets, and
compares every state and key of every row that is not hard with the ordinary
reader and evaluator. A program that has no batch counts as refused.

Then the results: `run --format ndjson` prints what it remembers of patients of
whom the same is to be said (interp/eval/part_keys.c), `--format json` finds
each anew. They must print the same objects: for the plain records, each of
which comes three times, for the records as they were generated, and for both
together. Programs with assumptions remember nothing, and are left out.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from generate import generate

ABSENT = object()
PARTIAL = re.compile(r"20\d\d(-\d\d)?$|[<>]")
COUNTED = re.compile(r"(\d+) rows, (\d+) hard, (\d+) states, (\d+) differences")


def plain_object(thing, lists):
    made = {key: plain(value, lists, key) for key, value in thing.items()}
    return {key: value for key, value in made.items() if value is not ABSENT}


def plain(value, lists, name):
    """The value without date and source; ABSENT for what is no one value."""
    if isinstance(value, list):
        if name in lists:
            return [plain_object(e, lists) for e in value
                    if isinstance(e, dict)]
        if value and isinstance(value[0], dict):
            return plain(value[0], lists, name)
        return value
    if isinstance(value, dict):
        if "value" not in value:
            return ABSENT
        inner = plain(value["value"], lists, name)
        if "unit" in value and isinstance(inner, (int, float)):
            return {"value": inner, "unit": value["unit"]}
        return inner
    if isinstance(value, str) and PARTIAL.match(value):
        return ABSENT
    return value


def objects(cantlie, folder, data, today, form):
    command = [cantlie, "run", folder / "random.rules", folder / data,
               "--as-of", today, "--format", form]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    return [line.rstrip(",") for line in lines if line not in "[]"]


def results_differ(cantlie, folder, data, program):
    """What is said of the first patient of whom two things are said."""
    if re.search(r"assume", program.render(), re.M):
        return ""
    remembered = objects(cantlie, folder, data, program.as_of, "ndjson")
    found = objects(cantlie, folder, data, program.as_of, "json")
    for one, other in zip(remembered, found):
        if one != other:
            return f"{data}: remembered {one}\nfound      {other}\n"
    return "" if len(remembered) == len(found) else "not as many patients\n"


def write(path, records):
    with open(path, "w", encoding="utf-8") as out:
        for record in records:
            print(json.dumps(record), file=out)


def compare(options, folder, seed):
    """(rows, hard, states, differences, what was said); None: no batch."""
    program, records = generate(seed, 1.0, options.records, 0.0)
    text = program.render()
    lists = set(re.findall(r"^  (\S+): list of", text, re.M))
    rules, data = folder / "random.rules", folder / "random.ndjson"
    rules.write_text(text)
    flat = [plain_object(record, lists) for record in records]
    write(data, flat)
    write(folder / "mixed.ndjson", flat * 2 + records + flat)
    done = subprocess.run([options.batch_check, rules, data, program.as_of],
                          capture_output=True, text=True, check=False)
    counted = COUNTED.search(done.stdout)
    if not counted:
        return None if done.returncode in (0, 2) else (0, 0, 0, 1, done.stderr)
    rows, hard, states, differences = map(int, counted.groups())
    other = results_differ(options.cantlie, folder, "mixed.ndjson", program)
    return rows, hard, states, differences + bool(other), done.stdout + other


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--batch-check", required=True)
    parser.add_argument("--cantlie", required=True)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--records", type=int, default=300)
    options = parser.parse_args()
    passed = failed = refused = 0
    totals = [0, 0, 0]
    with tempfile.TemporaryDirectory(prefix="cantlie-batch-") as name:
        for seed in range(options.seed, options.seed + options.count):
            found = compare(options, Path(name), seed)
            if not found:
                refused += 1
                continue
            totals = [a + b for a, b in zip(totals, found)]
            passed += not found[3]
            failed += bool(found[3])
            if found[3]:
                print(f"--- seed {seed}\n{found[4]}")
    print("%d rows, %d of them hard, %d states compared" % tuple(totals)
          + f", {refused} programs without a batch")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
