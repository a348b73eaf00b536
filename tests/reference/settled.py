#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The exact meaning of settled, by brute force on small programs.

    settled.py --ast-dump BIN [--cantlie BIN] [--count N] [--seed S]

For each unknown fact of a record plain values are tried (every option; of
numbers and dates those that the program is written with, and what lies beside
and between them; for an absent list several lists), every fact known at once,
and the rules are evaluated on each such patient. A settled verdict that one of them
contradicts is a failure (soundness). An undecided verdict for which all of
them agree is counted (precision). The code that completes facts in
verdicts.py has no part in it. With --cantlie the verdicts under test are the
program's, otherwise the reference's.
"""

import argparse
import json
import random
import sys
import tempfile
from fractions import Fraction
from itertools import product

import values as v
from compare import Refused, Tools
from evaluate import World
from generate import generate
from parts import TEXTS
from program import Node, norm, quantity
from records import Record, Stored, add_time, load_json, unknown_value
from reference import Reference, locate
from verdicts import Patient

ENOUGH = 400  # completions of one record; more are sampled
VALUES = 12  # of one number or date; of more some are sampled


def literals(node, found):
    """The numbers, quantities and dates that a program is written with."""
    if node["kind"] in ("number", "quantity", "date"):
        found.append(Node(node))
    for kid in node.get("kids", []):
        if kid is not None:
            literals(kid, found)
    return found


def around(marks):
    """Values below, at, between and above some marks."""
    marks = sorted(set(marks)) or [0]
    between = [v.exact(Fraction(a + b) / 2) for a, b in zip(marks, marks[1:])]
    return [marks[0] - 1] + marks + between + [marks[-1] + 1]


def numbers(field, written):
    """What a number may be compared with, and what lies around that."""
    marks = []
    for node in written:
        if node.kind == "date":
            continue
        amount, unit = quantity(node)
        if v.same_dimension(unit, field.unit):
            marks.append(v.exact(amount * v.conversion(unit, field.unit)))
    if not field.whole:
        return around(marks)
    return range(int(max(marks + [3])) + 2)


def days(today, written):
    marks = {today}
    for node in written:
        if node.kind == "date":
            marks.add(v.parse_date(node.text).lo)
        elif node.kind == "quantity":
            amount, unit = quantity(node)
            if v.unit_of(unit)[0] in (v.unit_of("days")[0],
                                      v.unit_of("months")[0]):
                marks.add(add_time(today, -amount, unit).__floor__())
    return sorted({m + d for m in marks for d in (-3, -1, 0, 1, 3)})


def plain_values(field, value, today, r, written):
    """(single values of a fact that is not known, whether these are all that
    matter)."""
    if value.kind == "choice":
        return [v.choice(o) for o in value.options], True
    if value.kind == "set":
        ways = [[True, False] if t is None else [t]
                for _, t in value.members]
        return [v.Value("set", members=tuple(zip(
            [o for o, _ in value.members], way)))
            for way in product(*ways)], True
    if value.kind == "text":
        return [v.Value("text", options=frozenset({word}))
                for word in TEXTS + ["x"]], True
    iv = value.interval
    grid = list(days(today, written) if value.kind == "date"
                else numbers(field, written))
    ends = [e for e in (iv.lo, iv.hi) if e is not None]
    grid += ends if value.kind == "date" or field.whole else around(ends)
    inside = sorted({g for g in grid
                     if v.meet(iv, v.point(g)) is not None})
    every = len(inside) <= VALUES
    if not every:
        inside = sorted(r.sample(inside, VALUES))
    return [v.Value(value.kind, interval=v.point(g), unit=value.unit)
            for g in inside], every


def completed(program, record, today, r, written):
    """Records in which every fact is known."""
    keys, ways, exhaustive = [], [], True
    for key, stored in record.facts.items():
        field, _ = locate(program, key)
        if stored.value.known() or stored.assumed:
            continue
        found, every = plain_values(field, stored.value, today, r, written)
        keys.append(key)
        ways.append(found)
        exhaustive = exhaustive and every
    lists = [f for f in program.lists() if needs_elements(program, record, f)]
    count = 1
    for way in ways:
        count *= len(way)
    exhaustive = exhaustive and count <= ENOUGH and not lists
    choices = product(*ways) if count <= ENOUGH and not lists else (
        [r.choice(way) for way in ways] for _ in range(ENOUGH))
    for chosen in choices:
        yield exhaustive, build(program, record, dict(zip(keys, chosen)), r,
                                written)


def needs_elements(program, record, field):
    listed = record.listed[norm(field.name)]
    if listed is None:
        return True
    if field.counted_by is None:
        return False
    count = record.facts[(field.counted_by,)]
    iv = count.value.interval
    return count.given and (iv.lo != listed or iv.hi != listed)


def build(program, record, chosen, r, written):
    result = Record()
    for key, stored in record.facts.items():
        value = chosen.get(key, stored.value)
        result.facts[key] = Stored(value, given=stored.given,
                                   mentioned=True, assumed=stored.assumed)
    for field in program.lists():
        name = norm(field.name)
        listed = record.listed[name] or 0
        result.listed[name] = listed
        if needs_elements(program, record, field):
            wanted = r.choice([0, 1, 1, 2])
            if field.counted_by is not None:
                count = result.facts[(field.counted_by,)].value.interval.lo
                wanted = max(0, int(count.__floor__()) - listed)
            result.listed[name] = listed + wanted
            for index in range(listed, listed + wanted):
                add_element(program, result, field, index, r, written)
    return result


def add_element(program, record, field, index, r, written):
    today = v.parse_date("2024-01-15").lo
    for one in program.fields[field.of_record].values():
        value = unknown_value(one)
        record.facts[(norm(field.name), index, norm(one.name))] = Stored(
            r.choice(plain_values(one, value, today, r, written)[0]),
            mentioned=True)


def check(reference, data, settled, undecided, r, written):
    """(contradictions, undecided verdicts with one word, exhaustive?)."""
    program = reference.program
    record = reference.record(data)
    base = World(program, reference.today, record)
    words, complete = {}, True
    for exhaustive, one in completed(program, record, reference.today, r,
                                     written):
        complete = complete and exhaustive
        if contradicts(program, reference.today, one, base):
            continue
        patient = Patient(program, reference.rules, reference.today, one)
        for name in program.treatments:
            effects = reference.rules.effects[name]
            if any(patient.states[i] is None for i in effects.rules()):
                continue
            words.setdefault(name, {}).setdefault(
                effects.word(patient.states), one)
    bad = [(name, settled[name], word) for name in settled
           for word in words.get(name, {}) if word != settled[name]]
    single = [name for name in undecided if len(words.get(name, {})) == 1]
    return bad, single, complete


def contradicts(program, today, record, base):
    """A patient who contradicts an `or as stated` is none."""
    world = World(program, today, record)
    for define in program.defines.values():
        if define.record is None:
            world.define(define, None)
            base.define(define, None)
            continue
        for field in program.lists():
            if field.of_record == define.record:
                for m in world.elements(field):
                    world.define(define, m.elem)
                for m in base.elements(field):
                    base.define(define, m.elem)
    return bool(world.contradictions - base.contradictions)


def verdicts_of_reference(reference, data):
    patient = reference.patient(data)
    result = {}
    for name in reference.program.treatments:
        result[name] = patient.verdict(name).word()
    return result


def verdicts_of_program(result, treatments):
    found = {norm(o["treatment"]): o["verdict"] for o in result["verdicts"]}
    return {name: found[name] for name in treatments if name in found}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ast-dump", required=True)
    parser.add_argument("--cantlie")
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=float, default=0.5)
    parser.add_argument("--records", type=int, default=3)
    options = parser.parse_args()
    tally = {"settled": 0, "undecided": 0, "single": 0, "bad": 0,
             "exhaustive": 0, "single_exhaustive": 0, "refused": 0}
    with tempfile.TemporaryDirectory() as folder:
        tools = Tools(options.cantlie, options.ast_dump, folder)
        for seed in range(options.seed, options.seed + options.count):
            try:
                one_program(tools, options, seed, tally)
            except Refused:
                tally["refused"] += 1
    print(json.dumps(tally))
    print("%d passed, %d failed" % (options.count - tally["bad"],
                                    tally["bad"]))
    return 1 if tally["bad"] else 0


def one_program(tools, options, seed, tally):
    r = random.Random(seed)
    program, records = generate(seed, options.size, options.records, 0.0,
                                False)
    path = tools.write("program.rules", program.render())
    tree = tools.tree(path)
    if tree is None:
        raise Refused
    reference = Reference([tree], program.as_of)
    written = literals(tree, [])
    results = [None] * len(records)
    if tools.cantlie:
        data = tools.write("records.ndjson", "".join(
            json.dumps(one) + "\n" for one in records))
        status, results, _ = tools.run(path, data, program.as_of)
        if status not in (0, 3):
            raise Refused
    failed = False
    for record, result in zip(records, results):
        data = load_json(json.dumps(record))
        found = (verdicts_of_reference(reference, data) if result is None
                 else verdicts_of_program(result,
                                          reference.program.treatments))
        settled = {k: w for k, w in found.items() if w != "undecided"}
        undecided = [k for k, w in found.items() if w == "undecided"]
        bad, single, exhaustive = check(reference, data, settled, undecided,
                                        r, written)
        tally["settled"] += len(settled)
        tally["undecided"] += len(undecided)
        tally["single"] += len(single)
        if exhaustive:
            tally["exhaustive"] += len(undecided)
            tally["single_exhaustive"] += len(single)
        if bad:
            failed = True
            print("=== seed %d, as of %s\n%s\n%s\n  %s" % (
                seed, program.as_of, program.render(), json.dumps(record),
                bad))
    tally["bad"] += failed


if __name__ == "__main__":
    sys.exit(main())
