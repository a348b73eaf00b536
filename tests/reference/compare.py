#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program against the reference evaluator, on random programs.

    compare.py --cantlie BIN --ast-dump BIN [--count N] [--seed S]
    compare.py ... --rules FOLDER      the rule base with random records

On a difference the program and its record are shrunk and printed with both
answers. Exit status 1 if anything differs. Programs that the checker refuses
are counted apart; too many of them is a fault of generate.py.
"""

import argparse
import copy
import json
import os
import subprocess
import sys
import tempfile
import time
from fractions import Fraction

from generate import generate
from program import norm
from records import load_json
from reference import Reference


class Tools:
    """The two programs under test, and a folder to write into."""

    def __init__(self, cantlie, ast_dump, folder):
        self.cantlie, self.ast_dump, self.folder = cantlie, ast_dump, folder

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text)
        return path

    def tree(self, path):
        out = subprocess.run([self.ast_dump, "--json", path], check=False,
                             capture_output=True, timeout=60)
        if out.returncode != 0:
            return None
        return json.loads(out.stdout)

    def run(self, rules, records, as_of):
        """(exit status, list of results, standard error)."""
        out = subprocess.run(
            [self.cantlie, "run", rules, records, "--format", "ndjson",
             "--as-of", as_of], check=False, capture_output=True, timeout=120)
        lines = out.stdout.decode("utf-8", "replace").splitlines()
        error = out.stderr.decode("utf-8", "replace")
        if out.returncode not in (0, 3):
            return out.returncode, [], error
        try:
            return out.returncode, [load_json(l) for l in lines
                                    if l.strip()], error
        except ValueError as problem:
            return -1, [], "output is no JSON: %s" % problem


# ---- One answer, two shapes ----------------------------------------------------


def of_program(result):
    """What `cantlie run` says, in the reference's shape."""
    verdicts = {}
    for one in result["verdicts"]:
        verdict = {"verdict": one["verdict"]}
        if one["verdict"] == "undecided":
            verdict["exact"] = one.get("exact")
            verdict["may_be"] = sorted(m["verdict"] for m in one["may_be"])
            verdict["needs"] = one["needs"]
        verdict["not_before"] = one.get("not_before"), sorted(
            [[m["low"], m["high"]] for m in one.get("not_before_may_be", [])],
            key=str)
        if "candidate" in one:
            verdict["candidate"] = one["candidate"]
        verdicts[one["treatment"]] = verdict
    return {
        "verdicts": verdicts,
        "states": list(result["states"].values()),
        "values": {k: [number(v["low"]), number(v["high"])]
                   for k, v in result["values"].items()
                   if isinstance(v, dict) and "low" in v},
        "ask": result["ask"],
        "orders": sorted(norm(name) for name in result["orders"]),
        "monitor": sorted([[norm(m["what"]), [m["due"]["low"],
                                              m["due"]["high"]], m["overdue"]]
                           for m in result["monitor"]], key=str),
        "errors": sorted(([e["kind"], None if e["kind"] == "constraint"
                           else e["path"]] for e in result["errors"]),
                         key=str)}


def number(x):
    return None if x is None else Fraction(str(x) if isinstance(x, str)
                                           else x)


def of_reference(result):
    verdicts = {}
    for one in result["verdicts"]:
        verdicts[one["treatment"]] = {
            k: v for k, v in one.items() if k not in ("treatment", "by")}
    return {"verdicts": verdicts,
            "states": [s for _, s in result["states"]],
            "values": {k: [Fraction(low), Fraction(high)]
                       for k, (low, high) in result["values"].items()},
            "ask": result["ask"], "orders": result["orders"],
            "monitor": result["monitor"], "errors": result["errors"]}


def differences(mine, theirs):
    """Lines that say what differs; empty if nothing does."""
    lines = []
    limited = {name for name, verdict in mine["verdicts"].items()
               if verdict.pop("limited", False)}
    for part in ("states", "values", "ask", "orders", "monitor", "errors"):
        if part == "ask" and limited:
            continue
        if part == "values":
            theirs_part = {k: v for k, v in theirs[part].items()
                           if k in mine[part]}
        else:
            theirs_part = theirs[part]
        if mine[part] != theirs_part:
            lines.append("%s: reference %s, program %s" % (
                part, show(mine[part]), show(theirs_part)))
    for name in sorted(set(mine["verdicts"]) | set(theirs["verdicts"])):
        a, b = mine["verdicts"].get(name), theirs["verdicts"].get(name)
        if a != b and not (name in limited and within(b, a)):
            lines.append("verdict on %s:\n    reference %s\n    program   %s"
                         % (name, show(a), show(b)))
    return lines


def within(verdict, other):
    """Whether it says no more than another that is limited: the program tries
    conditions one by one, and need not try all."""
    if verdict is None:
        return "none" in other["may_be"]
    words = verdict.get("may_be", [verdict["verdict"]])
    return set(words) <= set(other["may_be"])


def show(x):
    return json.dumps(x, default=str)


# ---- One program with its records ----------------------------------------------


class Refused(Exception):
    pass


def check(tools, program, records):
    """[(record, lines of differences)] of one program."""
    path = tools.write("program.rules", program.render())
    data = tools.write("records.ndjson", "".join(
        json.dumps(r) + "\n" for r in records))
    tree = tools.tree(path)
    if tree is None:
        raise Refused("the tree cannot be printed")
    status, results, error = tools.run(path, data, program.as_of)
    if status in (1, 2, 4):
        raise Refused(error)
    if status not in (0, 3) or len(results) != len(records):
        return [(records, ["status %d, %d results of %d records\n%s" % (
            status, len(results), len(records), error[:2000])])]
    reference = Reference([tree], program.as_of)
    found = []
    for record, result in zip(records, results):
        mine = of_reference(reference.result(load_json(json.dumps(record))))
        lines = differences(mine, of_program(result))
        if lines:
            found.append((record, lines))
    return found


# ---- Shrinking -------------------------------------------------------------------


def still_differs(tools, program, record):
    try:
        return bool(check(tools, program, [record]))
    except Refused:
        return False
    except Exception:  # a half-taken-apart program may confuse the reference
        return False


def smaller_records(record):
    for key in record:
        if key != "id":
            yield {k: v for k, v in record.items() if k != key}
    for key, value in record.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for i in range(len(value)):
                yield {**record, key: value[:i] + value[i + 1:]}
                if isinstance(value[i], dict):
                    for inner in value[i]:
                        less = {k: v for k, v in value[i].items()
                                if k != inner}
                        yield {**record,
                               key: value[:i] + [less] + value[i + 1:]}


def smaller_programs(program):
    for i in range(len(program.items)):
        one = copy.copy(program)
        one.items = program.items[:i] + program.items[i + 1:]
        yield one
    for i, item in enumerate(program.items):
        for other in smaller_items(item):
            one = copy.copy(program)
            one.items = program.items[:i] + [other] + program.items[i + 1:]
            yield one
    for i, (name, fields) in enumerate(program.records):
        for j, field in enumerate(fields):
            if field.name == "id":
                continue
            one = copy.copy(program)
            less = fields[:j] + fields[j + 1:]
            one.records = (program.records[:i] + [(name, less)]
                           + program.records[i + 1:])
            yield one
            if field.attrs:
                bare = copy.copy(field)
                bare.attrs = []
                one = copy.copy(program)
                one.records = (program.records[:i] + [(
                    name, fields[:j] + [bare] + fields[j + 1:])]
                    + program.records[i + 1:])
                yield one
        if i:
            one = copy.copy(program)
            one.records = program.records[:i] + program.records[i + 1:]
            yield one


def smaller_items(item):
    if len(item.lines) > item.least:
        for i in range(len(item.lines)):
            one = item.copy()
            one.lines = item.lines[:i] + item.lines[i + 1:]
            yield one
    for i, line in enumerate(item.tail):
        if line.startswith(("unless", "overrides")):
            one = item.copy()
            one.tail = item.tail[:i] + item.tail[i + 1:]
            yield one
        if line.startswith("then ") and "," in line:
            for part in line[5:].split(", "):
                one = item.copy()
                one.tail = (item.tail[:i] + ["then " + part]
                            + item.tail[i + 1:])
                yield one
    for i, cond in enumerate(item.conds):
        for other in cond.simpler():
            one = item.copy()
            one.conds = item.conds[:i] + [other] + item.conds[i + 1:]
            yield one


def shrink(tools, program, record, seconds):
    end = time.time() + seconds
    progress = True
    while progress and time.time() < end:
        progress = False
        for other in smaller_programs(program):
            if time.time() > end:
                break
            if still_differs(tools, other, record):
                program, progress = other, True
                break
        for other in smaller_records(record):
            if time.time() > end:
                break
            if still_differs(tools, program, other):
                record, progress = other, True
                break
    return program, record


# ---- The runs --------------------------------------------------------------------


def report(tools, program, record, options, seed):
    if options.shrink:
        program, record = shrink(tools, program, record, options.shrink)
    found = check(tools, program, [record])
    print("=== seed %s, as of %s" % (seed, program.as_of))
    print(program.render())
    print(json.dumps(record))
    for _, lines in found:
        for line in lines:
            print("  " + line)
    sys.stdout.flush()


def random_programs(tools, options):
    passed = failed = refused = pairs = 0
    for seed in range(options.seed, options.seed + options.count):
        program, records = generate(seed, options.size, options.records,
                                    options.dirt, not options.no_known)
        try:
            found = check(tools, program, records)
        except Refused as problem:
            refused += 1
            if options.show_refused:
                print("--- seed %d refused\n%s" % (seed, problem))
            continue
        except Exception as problem:  # the reference itself
            print("=== seed %d: %r" % (seed, problem))
            failed += 1
            if options.stop and failed >= options.stop:
                break
            continue
        pairs += len(records)
        if not found:
            passed += 1
            continue
        failed += 1
        report(tools, program, found[0][0] if isinstance(
            found[0][0], dict) else records[0], options, seed)
        if options.stop and failed >= options.stop:
            break
    print("%d pairs compared, %d programs refused" % (pairs, refused))
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cantlie", required=True)
    parser.add_argument("--ast-dump", required=True)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=float, default=1.0)
    parser.add_argument("--records", type=int, default=5)
    parser.add_argument("--dirt", type=float, default=0.04)
    parser.add_argument("--no-known", action="store_true")
    parser.add_argument("--shrink", type=float, default=20, metavar="SECONDS")
    parser.add_argument("--stop", type=int, default=5,
                        help="after so many failures; 0: never")
    parser.add_argument("--show-refused", action="store_true")
    parser.add_argument("--rules", help="compare on this folder's rules")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tools = Tools(options.cantlie, options.ast_dump, folder)
        if options.rules:
            from rule_base import compare_rules
            passed, failed = compare_rules(tools, options)
        else:
            passed, failed = random_programs(tools, options)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
