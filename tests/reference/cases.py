#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the cases of rule files through the reference evaluator.

    cases.py --ast-dump BIN RULES...

Checks what the reference can tell: verdicts, candidates, undecided and what
they need, rules, values, conflicts, `nothing else`. Delays, outcomes,
monitors, orders, prognoses and partners are passed over.
"""

import argparse
import glob
import os
import sys
import tempfile
from fractions import Fraction

import values as v
from compare import Tools
from program import Node, norm, quantity
from reference import STATE, Reference
from verdicts import Patient


# ---- Given ---------------------------------------------------------------------


def record_of(program, case):
    data = {}
    for given in case.all("given"):
        for fact in given.kids:
            name, raw = fact_of(program.fields["patient"], program, fact)
            data[name] = raw
    return data


def fact_of(fields, program, fact):
    field = fields[norm(fact.kids[0].text)]
    if fact.kind == "fact-list":
        inner = program.fields[field.of_record]
        return field.name, [dict(fact_of(inner, program, f)
                                 for f in one.kids)
                            for one in fact.kids[1:]]
    raw = raw_value(field, fact.kid(1), fact.op == "not")
    if fact.kid(2) is not None:
        raw = {"value": raw, "date": fact.kids[2].text}
    return field.name, raw


def raw_value(field, node, negated):
    if node is None:
        return not negated
    if node.kind == "unknown":
        return None
    if node.kind == "none" and field.kind in ("list", "set"):
        return []
    words = node.kids if node.kind == "literals" else [node]
    if node.kind in ("name", "none", "yes", "no", "literals"):
        raw = [norm(w.text) if w.kind == "name" else w.kind for w in words]
        if field.kind == "set":
            return raw
        if negated:
            return {"not": raw}
        return raw[0] if len(raw) == 1 else {"any": raw}
    if node.kind in ("date", "strings"):
        return node.text
    if node.kind == "number":
        return Fraction(node.text)
    if node.kind == "quantity":
        return "%s %s" % (node.text, node.kids[0].text)
    return amount_of(node)


def amount_of(node):
    if node.op != "to":
        number, unit = quantity(node.kids[0])
        return "%s%s%s" % (node.op, node.kids[0].text,
                           " " + unit if unit else "")
    low, high = quantity(node.kids[0]), quantity(node.kids[1])
    raw = {"value": {"low": low[0], "high": high[0]}}
    if high[1]:
        raw["unit"] = high[1]
    return raw


# ---- Expect ----------------------------------------------------------------------


class Run:
    def __init__(self, reference, data):
        self.reference, self.program = reference, reference.program
        self.patient = Patient(self.program, reference.rules,
                               reference.today, reference.record(data))
        self.mentioned = set()

    def verdict(self, node):
        self.mentioned.add(norm(node.text))
        return self.patient.verdict(norm(node.text))

    def check(self, node):
        """None if it holds or cannot be told, otherwise what was found."""
        method = getattr(self, node.kind.replace("-", "_"), None)
        return method(node) if method else None

    def expect_verdict(self, node):
        word = self.verdict(node.kids[0]).word()
        return None if word == node.op else word

    def expect_candidate(self, node):
        one = self.verdict(node.kids[0])
        found = one.candidate()
        if found is True and one.word() in ("consider", "recommend"):
            return None
        return "candidate %s, %s" % (found, one.word())

    def expect_no_verdict(self, node):
        word = self.verdict(node.kids[0]).word()
        return None if word == "none" else word

    def expect_conflict(self, node):
        word = self.verdict(node.kids[0]).word()
        return None if word == "conflict" else word

    def expect_undecided(self, node):
        one = self.verdict(node.kids[0])
        if one.settled():
            return one.word()
        return self.needing(node.kid(1), one.needs)

    def needing(self, node, needs):
        if node is None:
            return None
        found = sorted(norm(self.patient.fact_name(k)) for k in needs)
        wanted = sorted(fact_ref(k) for k in node.kids)
        return None if found == wanted else "needs %s" % found

    def expect_rule(self, node):
        ref = node.kids[0]
        name = ref.kids[0].text
        if ref.kid(1) is not None:
            name += " row " + ref.kids[1].text
        for rule, state in zip(self.program.rules, self.patient.states):
            if rule.name and norm(rule.name) == norm(name):
                return None if STATE[state] == node.op else STATE[state]
        return "no such rule"

    def value_of(self, name):
        found = self.patient.world.resolve(name, None)
        if found[1] is not None and found[0] == "field" and \
                found[1].kind == "list":
            return None
        return self.patient.world.value(Node({"kind": "name-ref",
                                              "text": name}))

    def expect_is(self, node):
        value = self.value_of(node.kids[0].text)
        if value is None:
            return None
        known, nothing = value.known(), value.only_nothing()
        holds = {"known": known, "unknown": not known, "nothing": nothing,
                 "not known": not known, "not unknown": known,
                 "not nothing": not nothing}[node.op]
        return None if holds else repr(value)

    def expect_value(self, node):
        value = self.value_of(node.kids[0].text)
        wanted = node.kid(1)
        if value is None:
            return None
        if wanted is None:
            words = {"no"} if node.op == "not" else {"yes"}
            return None if value.options == words else repr(value)
        if wanted.kind in ("yes", "no", "name", "none", "literals"):
            kids = wanted.kids if wanted.kind == "literals" else [wanted]
            words = {norm(k.text) if k.kind == "name" else k.kind
                     for k in kids}
            return None if value.options == words else repr(value)
        if wanted.kind == "unknown":
            return repr(value) if value.known() else None
        return self.number(value, wanted)

    def number(self, value, wanted):
        if wanted.kind == "date":
            iv = v.parse_date(wanted.text)
            return None if value.interval == iv else repr(value)
        nodes = wanted.kids if wanted.kind == "amount" else [wanted]
        if wanted.kind == "amount" and wanted.op != "to":
            return None
        unit = quantity(nodes[-1])[1]
        low, high = quantity(nodes[0])[0], quantity(nodes[-1])[0]
        found = v.to_unit(value, unit).interval if unit else value.interval
        good = found == v.Interval(low, high) and not value.nothing
        return None if good else repr(value)

    def expect_nothing_else(self, node):
        found = []
        for name in self.program.treatments:
            one = self.patient.verdict(name)
            if name not in self.mentioned and one.listed() and \
                    one.word() != "none":
                found.append("%s %s" % (name, one.word()))
        return ", ".join(found) or None


def fact_ref(node):
    """`size of lesion 2` as in `needs`."""
    path = node.kids[0]
    words = norm(path.text or path.kids[0].text)
    if path.kind == "of":
        words += " of " + norm(path.kids[-1].text)
    if node.kid(1) is not None:
        words += " " + node.kids[1].text
    return words


def run_case(trees, case):
    dates = case.all("as-of")
    as_of = dates[0].kids[0].text if dates else "2024-06-01"
    reference = Reference(trees, as_of)
    run = Run(reference, record_of(reference.program, case))
    failures = []
    expected = [one for e in case.all("expect") for one in e.kids]
    for last in (False, True):  # `nothing else` after all others
        for node in expected:
            if (node.kind == "expect-nothing-else") == last:
                found = run.check(node)
                if found:
                    failures.append((describe(node), found))
    return failures, run.patient.world.record.errors


def describe(node):
    words = [node.kind, node.op if node.op != "plain" else ""]

    def texts(one):
        if one is not None:
            words.append(one.text)
            for kid in one.kids:
                texts(kid)
    texts(node)
    return " ".join(w for w in words if w)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ast-dump", required=True)
    parser.add_argument("rules", nargs="+")
    options = parser.parse_args()
    paths = []
    for path in options.rules:
        paths += sorted(glob.glob(os.path.join(path, "*.rules"))) \
            if os.path.isdir(path) else [path]
    with tempfile.TemporaryDirectory() as folder:
        tools = Tools(None, options.ast_dump, folder)
        trees = [(p, tools.tree(p)) for p in paths]
    passed = failed = 0
    for path, tree in trees:
        for case in Node(tree).all("case"):
            if case.one("given-record"):
                continue
            failures, errors = run_case([t for _, t in trees], case)
            if not failures:
                passed += 1
                continue
            failed += 1
            print("%s: %s" % (path, case.kids[0].text))
            for expected, found in failures:
                print("    expected %s, found %s" % (expected, found))
            if errors:
                print("    record errors: %s" % errors)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
