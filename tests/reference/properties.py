#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Properties of the program alone, on random programs and records.

    properties.py --cantlie BIN [--count N] [--seed S]

- Narrowing a record never changes a settled verdict (rule sets without
  `known`). What the page calls a new record is not tried: a fact against an
  `assume`, a date for an undated value, a count beside a list, a value that
  brings a record error with it, a condition's field that takes a value away.
- The order of rules and the order of records change no verdict and no state.
- The same input gives the same bytes.
"""

import argparse
import copy
import json
import random
import subprocess
import sys
import tempfile

from compare import Tools
from generate import Generator, generate


def verdicts(result):
    return {one["treatment"]: one["verdict"] for one in result["verdicts"]}


# ---- Narrowing ------------------------------------------------------------------


def open_fields(fields, data):
    """Fields that a narrower record may give a value to."""
    conditions = {a.split()[2] for f in fields for a in f.attrs
                  if a.startswith(", if")}
    for field in fields:
        if field.name in data and data[field.name] not in (
                None, "", "unknown", "NA"):
            continue
        if field.name in ("id", "day", "spot-count") or field.name in \
                conditions or any("assume" in a for a in field.attrs):
            continue
        if field.kind != "list":
            yield field


def narrower(generator, record, r):
    """The record with some unknown facts known, undated and plain."""
    result = copy.deepcopy(record)
    fields = generator.fields_of("patient")
    for field in open_fields(fields, record):
        if r.random() < 0.5:
            result[field.name] = plain_value(generator, field)
    for field in fields:
        if field.kind != "list":
            continue
        elements = result.get(field.name)
        inner = generator.fields_of(field.list_of)
        if isinstance(elements, list):
            for one in elements:
                if isinstance(one, dict):
                    for f in open_fields(inner, one):
                        if r.random() < 0.5:
                            one[f.name] = plain_value(generator, f)
        elif field.name not in record and not field.attrs and \
                r.random() < 0.5:
            result[field.name] = [
                {f.name: plain_value(generator, f) for f in inner
                 if r.random() < 0.7} for _ in range(r.choice([0, 1, 2]))]
    return result


def plain_value(generator, field):
    while True:
        value = generator.value(field)
        if field.name == "day":
            return "2023-%02d-%02d" % (generator.r.randint(1, 11),
                                       generator.r.randint(1, 28))
        if not isinstance(value, dict):
            return value
        if "low" in value or "high" in value:
            return {"value": value}
        return value


def errors(result):
    return sorted((e["kind"], str(e["path"])) for e in result["errors"])


def narrowing(tools, options, seed):
    """Lines that say what went wrong; None if the program was refused."""
    r = random.Random(seed)
    generator = Generator(seed, options.size, 0.0, False)
    program = generator.program()
    before = [generator.patient(n) for n in range(options.records)]
    after = [narrower(generator, one, r) for one in before]
    rules = tools.write("program.rules", program.render())
    results = []
    for records in (before, after):
        data = tools.write("records.ndjson", "".join(
            json.dumps(one) + "\n" for one in records))
        status, found, _ = tools.run(rules, data, program.as_of)
        if status not in (0, 3):
            return None
        results.append(found)
    lines = []
    for one, other, old, new in zip(before, after, *results):
        if errors(new) != errors(old):
            continue
        now = verdicts(new)
        for name, word in verdicts(old).items():
            if word not in ("undecided", now.get(name, "none")):
                lines.append("%s was settled as %s and became %s\n  %s\n  %s"
                             % (name, word, now.get(name), json.dumps(one),
                                json.dumps(other)))
    if lines:
        lines.insert(0, "as of %s\n%s" % (program.as_of, program.render()))
    return lines


# ---- Order -----------------------------------------------------------------------


def order(tools, options, seed):
    program, records = generate(seed, options.size, options.records)
    r = random.Random(seed)
    first = everything(tools, program, records)
    if first is None:
        return None
    shuffled = list(records)
    r.shuffle(shuffled)
    lines = []
    if everything(tools, program, shuffled) != first:
        lines.append("the order of records matters")
    other = copy.copy(program)
    other.items = list(program.items)
    r.shuffle(other.items)
    second = everything(tools, other, records)
    if second is not None and second != first:
        lines.append("the order of items matters\n" + other.render())
        for key in first:
            if first[key] != second[key]:
                lines.append("%s\n  %s\n  %s" % (key, first[key],
                                                 second[key]))
    if lines:
        lines.insert(0, program.render())
    return lines


def everything(tools, program, records):
    rules = tools.write("program.rules", program.render())
    data = tools.write("records.ndjson", "".join(
        json.dumps(one) + "\n" for one in records))
    status, found, _ = tools.run(rules, data, program.as_of)
    if status not in (0, 3):
        return None
    return {one["patient"]: (sorted(verdicts(one).items()),
                             sorted(one["states"].items()),
                             sorted(one["ask"]), errors(one))
            for one in found}


def same_bytes(tools, options, seed):
    program, records = generate(seed, options.size, options.records)
    rules = tools.write("program.rules", program.render())
    data = tools.write("records.ndjson", "".join(
        json.dumps(one) + "\n" for one in records))
    outputs = []
    for jobs in ("1", "2", "2"):
        outputs.append(subprocess.run(
            [tools.cantlie, "run", rules, data, "--format", "ndjson",
             "--as-of", program.as_of, "--jobs", jobs], check=False,
            capture_output=True, timeout=120).stdout)
    if len(set(outputs)) > 1:
        return ["different bytes", program.render()]
    return []


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cantlie", required=True)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=float, default=0.8)
    parser.add_argument("--records", type=int, default=5)
    options = parser.parse_args()
    passed = failed = refused = 0
    with tempfile.TemporaryDirectory() as folder:
        tools = Tools(options.cantlie, None, folder)
        for seed in range(options.seed, options.seed + options.count):
            for test in (narrowing, order, same_bytes):
                lines = test(tools, options, seed)
                if lines is None:
                    refused += 1
                elif lines:
                    failed += 1
                    print("=== %s, seed %d\n%s" % (test.__name__, seed,
                                                   "\n".join(lines)))
                else:
                    passed += 1
    print("%d refused" % refused)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
