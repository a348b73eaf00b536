#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The reference evaluator: one result object a patient.

    reference.py --tree TREE.json [...] --as-of DATE RECORDS.ndjson

A tree is what `ast-dump --json` prints of one rule file. The result has the
shape of `cantlie run --format ndjson`, or rather the part of it that tells
what is true: states, verdicts (with exact, may_be as sorted words, needs,
candidate, by), values of scores, ask, errors (kind and path).
"""

import argparse
import json
import sys

import remarks
from evaluate import Elem, World
from facts import Walk
from program import Program, norm
from records import Reader, Stored, load_json, unknown_value
from values import Interval, meet, parse_date
from verdicts import Patient, Rules, ask

STATE = {True: "applies", False: "held", None: "undetermined"}


# ---- Record errors that need more than one field ------------------------------


def count_errors(program, record):
    """A count below the number listed is a record error and is ignored; of an
    interval, the part below."""
    for field in program.lists():
        listed = record.listed.get(norm(field.name))
        if field.counted_by is None or listed is None:
            continue
        count = program.patient_field(field.counted_by)
        stored = record.facts[(field.counted_by,)]
        if stored.given and stored.value.interval.hi is not None and \
                stored.value.interval.hi < listed:
            record.errors.append(("count", count.name))
            forget(record, (field.counted_by,), count)
        elif stored.given:
            above = meet(stored.value.interval,
                         Interval(listed, None))
            record.facts[(field.counted_by,)] = stored._replace(
                value=stored.value._replace(interval=above))


def forget(record, key, field):
    """Counts as unknown, and is never assumed."""
    record.facts[key] = Stored(unknown_value(field), mentioned=True)


def condition_errors(program, world):
    """A value given although the condition fails is a record error, and both
    count as unknown. All are judged on the record as read."""
    marked = []
    for key in list(world.record.facts):
        field, elem = locate(program, key)
        if field.only_if is None or not world.record.facts[key].given:
            continue
        _, other, where = world.resolve(field.only_if[0], elem)
        if rests_on_assumption(world, other, where):
            continue  # what the condition asks is absent: kept
        if world.only_if(field, elem) is False:
            world.record.errors.append(("condition", path_of(program, key)))
            marked.append((key, field))
            marked.append((world.key_of(other, where), other))
    for key, field in marked:
        forget(world.record, key, field)


def rests_on_assumption(world, field, elem):
    """Whether a field is assumed, or missing by a condition that is."""
    stored = world.stored(field, elem)
    if stored.given or field.only_if is None:
        return stored.assumed
    _, other, where = world.resolve(field.only_if[0], elem)
    return stored.assumed or rests_on_assumption(world, other, where)


def locate(program, key):
    if len(key) == 1:
        return program.fields["patient"][key[0]], None
    of = program.fields["patient"][key[0]].of_record
    return program.fields[of][key[2]], Elem(key[0], of, key[1])


def path_of(program, key):
    field, elem = locate(program, key)
    if elem is None:
        return field.name
    return "%s.%d.%s" % (program.fields["patient"][key[0]].name,
                         key[1] + 1, field.name)


# ---- Constraints ----------------------------------------------------------------


class Blame(Walk):
    """The stored facts that a broken constraint names, directly or through
    defines; in a list, of the elements that break it, or the list."""

    def __init__(self, world):
        super().__init__(world)
        self.keys, self.lists = set(), set()

    def expr(self, node, elem):
        kind = node.kind
        if kind == "name-ref":
            self.name(node.text, elem)
        elif kind == "quantifier":
            self.quantifier(node, elem)
        elif kind in ("of", "aggregate", "count"):
            self.nobody(node, elem)
        elif kind in ("is", "includes"):
            self.expr(node.kids[0], elem)
        else:
            for kid in node.kids:
                if kid is not None:
                    self.expr(kid, elem)

    def name(self, name, elem):
        found = self.world.resolve(name, elem)
        if found is None:
            return
        kind, what, where = found
        if kind == "score":
            for item in what[1]:
                self.expr(item.kids[1], None)
        elif kind == "define":
            self.expr(what.body, where)
        elif what.kind == "list":
            self.lists.add(norm(what.name))
        elif where is None or where.index is not None:
            self.keys.add(self.world.key_of(what, where))

    def quantifier(self, node, elem):
        """An element breaks it if it satisfies the body of a `no` or fails
        that of an `every`."""
        breaking = []
        for m in self.world.group(node.kids[0], elem):
            holds = self.world.cond(node.kids[1], m.elem)
            breaks = {"no": holds is True, "every": holds is False,
                      "any": False}[node.op]
            if breaks and m.within is True and m.elem.index is not None:
                breaking.append(m.elem)
        if not breaking:
            self.nobody(node, elem)
        for one in breaking:
            self.expr(node.kids[1], one)
            self.filters(node.kids[0], one)

    def filters(self, group, elem):
        while group.kind in ("where", "paren"):
            if group.kind == "where":
                self.expr(group.kids[1], elem)
            group = group.kids[0]

    def nobody(self, node, elem):
        """No element can be singled out: the list, and what the patient's
        own fields are that it names."""

        group = {"quantifier": 0, "aggregate": 1, "count": 0, "of": -1}
        field = self.list_of(node.kids[group[node.kind]])
        self.lists.add(norm(field.name))
        anyone = Elem(norm(field.name), field.of_record, None)
        where = node.kids[group[node.kind]]
        while where.kind in ("where", "paren", "extreme-of"):
            if where.kind == "where":
                self.expr(where.kids[1], anyone)
            where = where.kids[0]
        if node.kind == "quantifier":
            self.expr(node.kids[1], anyone)
        elif node.kind == "aggregate":
            self.expr(node.kids[0], anyone)
        elif node.kind == "of":
            self.name(node.text or node.kids[0].text, anyone)


def constraint_errors(program, world):
    """All are evaluated on the record as read; then each broken one is a
    record error. They are not evaluated again."""
    blame = Blame(world)
    for _, expr in program.constraints:
        if world.cond(expr) is False:
            world.record.errors.append(("constraint", None))
            blame.expr(expr, None)
    for key in blame.keys:
        forget(world.record, key, locate(program, key)[0])
    for name in blame.lists:
        world.record.listed[name] = None
        world.record.facts = {k: f for k, f in world.record.facts.items()
                              if len(k) == 1 or k[0] != name}


def contradiction_errors(program, world):
    """`E, or as stated F` with nothing common: the error names the define."""
    for define in program.defines.values():
        if define.record is None:
            world.define(define, None)
            continue
        for field in program.lists():
            if field.of_record == define.record:
                for m in world.elements(field):
                    world.define(define, m.elem)
    for record, name, elem in sorted(world.contradictions, key=str):
        define = program.defines[(record, name)]
        if elem is None:
            world.record.errors.append(("contradiction", define.name))
        elif elem.index is not None:
            world.record.errors.append(("contradiction", "%s.%d.%s" % (
                program.fields["patient"][elem.list].name, elem.index + 1,
                define.name)))


# ---- One patient ------------------------------------------------------------------


class Reference:
    def __init__(self, trees, as_of, strict=False):
        self.program = Program(trees)
        self.rules = Rules(self.program)
        self.today = parse_date(as_of).lo
        self.as_of, self.strict = as_of, strict

    def record(self, data):
        record = Reader(self.program, self.today, self.strict).read(data)
        count_errors(self.program, record)
        condition_errors(self.program,
                         World(self.program, self.today, record))
        constraint_errors(self.program,
                          World(self.program, self.today, record))
        contradiction_errors(self.program,
                             World(self.program, self.today, record))
        return record

    def patient(self, data):
        return Patient(self.program, self.rules, self.today,
                       self.record(data))

    def result(self, data, fallback=None):
        patient = self.patient(data)
        verdicts, listed = [], []
        for key in self.program.treatments:
            one = patient.verdict(key)
            if one.listed():
                listed.append(one)
                verdicts.append(self.verdict(patient, key, one))
        return {
            "patient": data.get("id", fallback), "as_of": self.as_of,
            "verdicts": verdicts,
            "states": [[rule.name, STATE[state]] for rule, state in
                       zip(self.program.rules, patient.states)],
            "values": {name: self.bounds(patient, (name, points))
                       for name, points in self.program.scores.values()},
            "ask": [patient.fact_name(k) for k in ask(patient, listed)],
            "orders": remarks.orders(patient),
            "monitor": remarks.monitoring(patient),
            "errors": sorted(([k, p] for k, p in patient.world.record.errors),
                             key=str)}

    def verdict(self, patient, key, one):
        result = {"treatment": self.program.treatments[key][0],
                  "verdict": one.word()}
        if not one.settled():
            result["exact"] = one.exact
            result["limited"] = one.limited
            result["may_be"] = sorted(one.words)
            result["needs"] = [patient.fact_name(k) for k in one.needs]
        result["not_before"] = remarks.delays(patient, key)
        if one.candidate() != "no candidate rule":
            result["candidate"] = one.candidate()
        result["by"] = sorted({(self.program.rules[i].name or "",
                                STATE[patient.states[i]])
                               for i, _, _ in one.effects.says
                               if patient.states[i] is not False})
        return result

    def bounds(self, patient, score):
        iv = patient.world.score(score).interval
        return [str(iv.lo), str(iv.hi)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tree", action="append", required=True)
    parser.add_argument("--as-of", required=True)
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("records", nargs="+")
    options = parser.parse_args()
    trees = []
    for path in options.tree:
        with open(path, encoding="utf-8") as stream:
            trees.append(json.load(stream))
    reference = Reference(trees, options.as_of, options.strict)
    for path in options.records:
        with open(path, encoding="utf-8") as stream:
            for n, line in enumerate(stream, 1):
                if line.strip():
                    print(json.dumps(reference.result(
                        load_json(line), "%s:%d" % (path, n))))


if __name__ == "__main__":
    sys.exit(main())
