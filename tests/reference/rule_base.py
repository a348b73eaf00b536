# SPDX-License-Identifier: Apache-2.0
"""Random records for the vocabulary of a rule folder, and the comparison.

The folder's files are read in name order, as `cantlie run FOLDER` does; the
vocabulary is taken from their trees. Only the order in which `use` reads
them could differ: states are compared by name here.
"""

import json
import os
import random

from program import norm
from records import load_json
from reference import Reference

AS_OF = ["2024-06-01", "2024-02-29", "2023-12-31"]


class Maker:
    def __init__(self, program, r, dirt):
        self.program, self.r, self.dirt = program, r, dirt

    def patient(self, number):
        missing = self.r.choice([0.05, 0.2, 0.5, 0.8])
        data = {"id": "P%d" % number}
        for field in self.program.fields["patient"].values():
            if norm(field.name) == "id" or self.r.random() < missing:
                continue
            if field.kind == "list":
                inner = self.program.fields[field.of_record].values()
                data[field.name] = [
                    {f.name: self.fact(f) for f in inner
                     if self.r.random() >= missing / 2}
                    for _ in range(self.r.choice([0, 1, 1, 2, 3]))]
            else:
                data[field.name] = self.fact(field)
        return data

    def fact(self, field):
        roll = self.r.random()
        if roll < self.dirt:
            return self.r.choice(["nonsense", {"any": []}])
        value = self.value(field)
        if roll < 0.9 or isinstance(value, list):
            return value
        return {"value": value, "date": self.day()}

    def day(self):
        year = self.r.choice([2021, 2022, 2023, 2023, 2024, 2024])
        month = self.r.randint(1, 12)
        if self.r.random() < 0.1:
            return "%d-%02d" % (year, month)
        return "%d-%02d-%02d" % (year, month, self.r.randint(1, 28))

    def value(self, field):
        r = self.r
        if field.kind == "choice":
            words = list(field.options)
            if words == ["yes", "no"]:
                return r.choice([True, False])
            if r.random() < 0.08 and len(words) > 2:
                return {"any": r.sample(words, 2)}
            return r.choice(words)
        if field.kind == "set":
            return r.sample(field.options, r.randint(0, len(field.options)))
        if field.kind == "date":
            return self.day()
        if field.kind == "text":
            return "text"
        low = field.low if field.low is not None else 0
        high = field.high if field.high is not None else 200
        if field.whole:
            high = min(high, 6)
            return r.randint(int(low), int(high))
        grid = [g for g in (0, 1, 2, 2.5, 3, 4, 5, 5.5, 6, 10, 20, 25, 30, 35,
                            40, 60, 80, 100, 200) if low <= g <= high]
        value = r.choice(grid)
        if r.random() < 0.05 and low < value < high:
            return "%s%s" % (r.choice("<>"), value)
        return value


def compare_rules(tools, options):
    from compare import differences, of_program, of_reference
    names = sorted(n for n in os.listdir(options.rules)
                   if n.endswith(".rules"))
    trees = [tools.tree(os.path.join(options.rules, n)) for n in names]
    passed = failed = 0
    for seed in range(options.seed, options.seed + options.count):
        r = random.Random(seed)
        as_of = r.choice(AS_OF)
        reference = Reference(trees, as_of)
        maker = Maker(reference.program, r, options.dirt)
        records = [maker.patient(n) for n in range(options.records)]
        data = tools.write("cohort.ndjson", "".join(
            json.dumps(one) + "\n" for one in records))
        status, results, error = tools.run(options.rules, data, as_of)
        if len(results) != len(records):
            print("seed %d: status %d\n%s" % (seed, status, error[:2000]))
            failed += 1
            break
        for record, result in zip(records, results):
            mine = reference.result(load_json(json.dumps(record)))
            lines = differences(*by_name(of_reference(mine), mine,
                                         of_program(result), result))
            if lines:
                failed += 1
                print("=== seed %d, as of %s\n%s" % (seed, as_of,
                                                     json.dumps(record)))
                for line in lines:
                    print("  " + line)
            else:
                passed += 1
        if options.stop and failed >= options.stop:
            break
    return passed, failed


def by_name(mine, full, theirs, result):
    """States as {name: state} of the named rules; `ask` as a set."""
    mine["states"] = dict(sorted((n, s) for n, s in full["states"] if n))
    theirs["states"] = dict(sorted((n, s) for n, s in
                                   result["states"].items()
                                   if n in mine["states"]))
    return mine, theirs
