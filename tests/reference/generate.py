#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random well-typed rule files and random partial records.

    generate.py --seed S [--size N] [--records N] [--dirt P]

prints a rule file, a line of dashes and records (NDJSON). Everything is a
function of the seed. Here are the vocabulary and the items; conditions are in
conditions.py, records in patients.py.
"""

import argparse
import json
import random

from conditions import Conditions
from parts import (AS_OF, OPTIONS, PERIODS, UNITS, Cond, Field, Item, Program,
                   factor, text)
from patients import Patients


class Generator(Conditions, Patients):
    def __init__(self, seed, size=1.0, dirt=0.04, known=True):
        self.r = random.Random(seed)
        self.size, self.dirt, self.known = size, dirt, known
        self.defines = []    # patient's: (name, kind, what)
        self.element_defines = {}  # record -> [(name, kind, what)]
        self.scores, self.inside = [], False

    def chance(self, p):
        return self.r.random() < p

    def some(self, low, high):
        return self.r.randint(low, max(low, round(high * self.size)))

    # ---- vocabulary --------------------------------------------------------------

    def field(self, prefix, number, kinds):
        kind = self.r.choice(kinds)
        name = "%s%s%d" % (prefix, kind[0], number)
        if kind in ("choice", "set"):
            options = OPTIONS[:self.r.randint(2, 3)]
            if self.chance(0.15):
                options = ["none"] + options[1:]
            if kind == "set" and "none" in options:
                options = OPTIONS[:2]
            field = Field(name, kind, options=options)
            field.synonyms = kind == "choice" and self.chance(0.15)
            return field
        if kind == "whole":
            return Field(name, kind, low=0, high=self.r.choice([3, 5]))
        if kind == "number":
            unit = self.r.choice(list(UNITS))
            low, high = UNITS[unit][:2]
            return Field(name, kind, unit=unit, low=low, high=high)
        return Field(name, kind)

    def decorate(self, fields):
        choices = [f for f in fields if f.kind in ("choice", "yes/no")]
        for i, field in enumerate(fields):
            if field.kind == "list" or field.name in ("id", "count"):
                continue
            before = [c for c in choices if c is not field
                      and fields.index(c) < i]
            roll = self.r.random()
            if roll < 0.15:
                if not before:
                    continue
                field.attrs.append(", if " + self.if_of(
                    self.r.choice(before)))
            elif roll < 0.25:
                field.attrs.append(", valid for " + self.r.choice(
                    ["8 weeks", "2 months", "1 year", "30 days"]))
            elif roll < 0.32:
                word = self.assumed(field)
                if word:
                    field.attrs.append(" assume " + word)
            if self.chance(0.05):
                field.named = "Column %s" % field.name
                field.attrs.append(' named "%s"' % field.named)

    def if_of(self, other):
        if other.kind == "yes/no":
            return other.name + self.r.choice([" yes", " no"])
        return "%s %s" % (other.name, " | ".join(self.r.sample(
            other.options, self.r.choice([1, 1, 1, 2]))))

    def assumed(self, field):
        if field.kind == "yes/no":
            return self.r.choice(["yes", "no"])
        if field.kind == "choice":
            return self.r.choice(field.options)
        if field.kind == "set":
            return "none"
        return None

    def vocabulary(self):
        kinds = ["yes/no", "yes/no", "choice", "choice", "number", "number",
                 "whole", "date", "set"] + ["text"] * self.chance(0.3)
        patient = [Field("id", "text")]
        for n in range(self.some(3, 7)):
            patient.append(self.field("", n, kinds))
        self.decorate(patient)
        records = []
        for n, (listname, record) in enumerate([("visits", "visit"),
                                                ("spots", "spot")]):
            if not self.chance(0.55):
                continue
            kinds = ["yes/no", "choice", "number", "whole", "date"]
            kinds += ["set"] * self.chance(0.3) + ["text"] * self.chance(0.1)
            fields = [self.field("e%d" % n, i, kinds)
                      for i in range(self.some(1, 3))]
            one = Field(listname, "list")
            one.list_of = record
            if n == 0:
                fields.insert(0, Field("day", "date"))
                one.by = "day"
                if self.chance(0.5):
                    fields.append(Field("ended", "date"))
            self.decorate(fields[1:] if n == 0 else fields)
            if self.chance([0.15, 0.6][n]):
                one.counted = record + "-count"
                one.attrs.append(", counted by " + one.counted)
                patient.append(Field(one.counted, "whole", low=0, high=20))
            elif self.chance(0.1):
                one.attrs.append(" assume none")
            patient.append(one)
            self.element_defines[record] = []
            records.append((record, fields))
        self.records = [("patient", patient)] + records
        self.lists = [f for f in patient if f.kind == "list"]

    def fields_of(self, record):
        return dict(self.records)[record]

    # ---- items -------------------------------------------------------------------------

    def add_defines(self):
        items = []
        for n in range(self.some(0, 3)):
            name = "define%d" % n
            maker = self.r.choice([self.define_plain, self.define_value,
                                   self.define_branches, self.define_stated,
                                   self.define_numbers, self.define_element,
                                   self.define_dates, self.define_same])
            item, kind = maker(name)
            if item:
                items.append(item)
                if kind:
                    self.defines.append((name, kind))
        return items

    def define_plain(self, name):
        return (Item("define %s: {0}" % name, conds=[self.cond(1)]),
                Field(name, "yes/no"))

    def define_value(self, name):
        found = self.pick("patient", ["number", "date", "choice", "whole",
                                      "yes/no"])
        if not found or not self.chance(0.7):
            lists = [(one, f) for one in self.lists
                     for f in self.fields_of(one.list_of)
                     if f.kind == "number"]
            if not lists:
                return None, None
            one, f = self.r.choice(lists)
            return (Item("define %s: %s %s of %s" % (
                name, self.r.choice(["largest", "smallest", "total"]),
                f.name, self.group(one))),
                Field(name, "number", unit=f.unit))
        return (Item("define %s: %s" % (name, found[0])),
                Field(name, found[1].kind, found[1].unit, found[1].low,
                      found[1].high, found[1].options))

    def define_branches(self, name):
        options = ["low-" + name, "mid-" + name, "high-" + name]
        some = options + ["unknown"] * self.chance(0.15) + [
            "nothing"] * self.chance(0.15)
        lines = ["when {%d} then %s" % (i, self.r.choice(some))
                 for i in range(self.r.choice([1, 2]))]
        item = Item("define %s: %s" % (name, " | ".join(options)), lines,
                    [self.cond(0) for _ in lines], 1,
                    ["otherwise " + self.r.choice(options)])
        return item, Field(name, "choice", options=options)

    def define_numbers(self, name):
        unit = self.r.choice([None, "cm"])
        found = [f for f in self.fields_of("patient")
                 if f.kind == "number" and f.unit == unit]
        probe = Field("", "number", unit=unit)

        def value():
            if found and self.chance(0.6):
                return self.r.choice(found).name
            return self.threshold(probe)
        lines = ["when {%d} then %s" % (i, value())
                 for i in range(self.r.choice([1, 2]))]
        item = Item("define %s" % name, lines,
                    [self.cond(0) for _ in lines], 1,
                    ["otherwise " + value()])
        return item, Field(name, "number", unit=unit)

    def define_dates(self, name):
        """A duration, or a date by branches or in two statements."""
        found = self.pick("patient", ["date"])
        other = self.pick("patient", ["date"])
        if not found or not other:
            return None, None
        roll = self.r.random()
        if roll < 0.4:
            return (Item("define %s: time since %s" % (name, found[0])),
                    Field(name, "duration"))
        if roll < 0.6 and " of " not in found[0] + other[0]:
            return (Item("define %s: time from %s to %s" % (
                name, found[0], other[0])), Field(name, "duration"))
        if roll < 0.8:
            return (Item("define " + name, ["when {0} then " + found[0]],
                         [self.cond(0)], 1, ["otherwise " + self.r.choice(
                             [other[0], "nothing", "2024-03-01"])]),
                    Field(name, "date"))
        return (Item("define %s: %s, or as stated %s" % (
            name, found[0], other[0])), Field(name, "date"))

    def define_same(self, name):
        """A choice in two statements."""
        found = self.pick("patient", ["choice"])
        others = [f for f in self.fields_of("patient")
                  if found and f.kind == "choice"
                  and f.options == found[1].options and f.name != found[0]]
        if not others:
            return None, None
        return (Item("define %s: %s, or as stated %s" % (
            name, found[0], self.r.choice(others).name)),
            Field(name, "choice", options=found[1].options))

    def define_stated(self, name):
        if self.chance(0.6):
            found = self.pick("patient", ["yes/no", "choice"])
            if not found:
                return None, None
            side = found[0]
            if found[1].kind == "choice":
                side += " is " + self.r.choice(found[1].options)
            return (Item("define %s: {0}, or as stated %s" % (name, side),
                         conds=[self.cond(1)]), Field(name, "yes/no"))
        numbers = [f for f in self.fields_of("patient")
                   if f.kind == "number"]
        pairs = [("%s %s of %s" % (self.r.choice(["largest", "smallest"]),
                                   f.name, self.group(one)), p)
                 for one in self.lists for f in self.fields_of(one.list_of)
                 for p in numbers if f.kind == "number" and f.unit == p.unit]
        pairs += [("count of " + one.name, p) for one in self.lists
                  for p in numbers if p.unit is None]
        pairs += [(f.name, p) for f in numbers for p in numbers
                  if f is not p and f.unit == p.unit]
        if not pairs:
            return None, None
        side, field = self.r.choice(pairs)
        return (Item("define %s: %s, or as stated %s" % (name, side,
                                                         field.name)),
                Field(name, "number", unit=field.unit))

    def define_element(self, name):
        if not self.lists:
            return None, None
        one = self.r.choice(self.lists)
        record = one.list_of
        fields = {f.name for f in self.fields_of(record)}
        name = "own-" + name
        roll = self.r.random()
        if roll < 0.3 and "ended" in fields:
            item = Item("define %s of %s: time from day to ended" %
                        (name, record))
            field = Field(name, "number", unit="weeks")
        elif roll < 0.5:
            found = [f for f in self.fields_of(record) if f.kind == "number"]
            if not found:
                return None, None
            item = Item("define %s of %s: %s * 2" % (name, record,
                                                     found[0].name))
            field = Field(name, "number", unit=found[0].unit)
        elif roll < 0.65:
            found = self.pick("patient", ["yes/no"])
            if not found:
                return None, None
            item = Item("define %s of %s: {0}, or as stated %s" % (
                name, record, found[0]), conds=[self.cond(0, record)])
            field = Field(name, "yes/no")
        else:
            item = Item("define %s of %s: {0}" % (name, record),
                        conds=[self.cond(1, record)])
            field = Field(name, "yes/no")
        self.element_defines[record].append((name, field))
        return item, None

    def add_scores(self):
        items = []
        for n in range(self.some(0, 1)):
            name = "score%d" % n
            points = ["%s if {%d}" % (self.r.choice(["1", "1", "2", "-1"]), i)
                      for i in range(self.r.randint(1, 3))]
            items.append(Item("score " + name, points,
                              [self.cond(0) for _ in points], 1))
            points = [int(p.split()[0]) for p in points]
            self.scores.append((name, sum(p for p in points if p < 0),
                                sum(p for p in points if p > 0)))
        return items

    def add_constraints(self):
        items = []
        for n in range(self.some(0, 1)):
            if self.chance(0.5):
                items.append(Item('constraint "Constraint %d": {0}' % n,
                                  conds=[self.cond(1)]))
            elif self.lists:
                items.append(Item('constraint "Constraint %d": {0}' % n,
                                  conds=[text(self.quantified("patient"))]))
        return items

    GROUPS = {"group-a": ["one", "two", "group-b"], "group-b": ["three"]}
    TREATMENTS = ["group-a", "group-b", "one", "two", "three", "four",
                  "five"]

    def add_treatments(self):
        items = []
        for name in self.TREATMENTS:
            groups = [g for g, m in self.GROUPS.items() if name in m]
            if name == "two" and self.chance(0.3):
                groups.append("group-b")
            items.append(Item("treatment " + name + (
                " member of " + ", ".join(groups) if groups else "")))
        return items

    def conclusion(self, used):
        free = [t for t in self.TREATMENTS if t not in used]
        t = self.r.choice(free)
        used.add(t)
        verb = self.r.choice(["recommend", "recommend", "consider", "avoid",
                              "contraindicate", "candidate", "trial", "or"])
        if verb == "candidate":
            return t + " candidate"
        if verb == "trial":
            return '%s %s in trial "T"' % (self.r.choice(
                ["recommend", "consider"]), t)
        if verb == "or" and len(free) > 1:
            other = self.r.choice([f for f in free if f != t])
            used.add(other)
            return "%s %s or %s" % (self.r.choice(["recommend", "consider",
                                                   "avoid"]), t, other)
        if verb == "or":
            verb = "consider"
        words = "%s %s" % (verb, t)
        if t in self.GROUPS and self.chance(0.35):
            words += " except " + " or ".join(self.r.sample(
                self.GROUPS[t], self.r.choice([1, 1, 2])
                if len(self.GROUPS[t]) > 1 else 1))
        elif verb in ("recommend", "consider") and self.chance(0.2):
            free = [o for o in self.TREATMENTS if o != t]
            words += " with " + self.r.choice([" or ", " with "]).join(
                self.r.sample(free, self.r.choice([1, 1, 2])))
        return words

    def remark(self):
        """A conclusion that is no verdict."""
        found = self.pick("patient", ["date"])
        if found and self.chance(0.4):
            return "delay %s until %s after %s" % (
                self.r.choice(self.TREATMENTS), self.r.choice(PERIODS),
                found[0])
        if found and self.chance(0.3):
            return "monitor labs every %s since %s" % (
                self.r.choice(PERIODS[:4]), found[0])
        return self.r.choice([
            'note "N"', 'prognosis adverse for one "P"',
            "monitor labs every 3 months"] + [
                "order " + f.name for f in self.fields_of("patient")
                if f.name != "id"])

    def conclusions(self):
        used = set()
        words = [self.conclusion(used) for _ in range(
            self.r.choice([1, 1, 2]))]
        if self.chance(0.15):  # beside a verdict, or alone
            words.insert(self.r.randint(0, 1), self.remark())
            words = words[self.r.choice([0, 0, 0, 1]):]
        if any(w.startswith(self.WORDS) for w in words):
            words = [w if w.startswith(self.WORDS) or w.endswith("candidate")
                     else "recommend " + w for w in words]
        return ", ".join(words)

    WORDS = ("recommend", "consider", "avoid", "contra", "delay", "monitor",
             "note", "prognosis", "order")

    def add_rules(self):
        items = []
        for n in range(self.some(2, 6)):
            conds = [self.cond(self.r.choice([0, 1, 1, 2]))]
            lines = ["when {0}"]
            if self.chance(0.25):
                lines.append("unless {1}")
                conds.append(self.cond(1))
            lines.append("then " + self.conclusions())
            if n and self.chance(0.25):
                lines.append("overrides " + ", ".join(
                    "rule%d" % i for i in self.r.sample(
                        range(n), 2 if n > 1 and self.chance(0.2) else 1)))
            items.append(Item("rule rule%d" % n, (), conds, tail=lines))
        for n in range(self.some(0, 1) * self.chance(0.3)):
            items.append(Item("{0} -> " + self.conclusions(), (),
                              [self.cond(1)]))
        return items

    def add_tables(self):
        items = []
        for n in range(self.some(0, 1)):
            columns = []
            for _ in range(self.r.choice([1, 2])):
                found = self.pick("patient", ["yes/no", "choice", "number",
                                              "whole"])
                if found and found[0] not in [c[0] for c in columns] and \
                        " where " not in found[0]:
                    columns.append(found)
            if not columns:
                continue
            rows = ["| %s || %s |" % (" | ".join(
                self.cell(f) for _, f in columns), self.conclusions())
                for _ in range(self.r.randint(1, 3))]
            tail = ["overrides rule0"] if self.chance(0.2) else []
            items.append(Item(
                "table table%d\n  | %s || then |" % (n, " | ".join(
                    c for c, _ in columns)), rows, least=1, tail=tail))
        return items

    def cell(self, field):
        if self.chance(0.2):
            return "-"
        if field.kind == "yes/no":
            return self.r.choice(["yes", "no"])
        if field.kind == "choice":
            words = " or ".join(self.r.sample(field.options,
                                              self.r.choice([1, 1, 2])))
            return self.r.choice(["", "", "not "]) + words
        if self.chance(0.3):
            ends = sorted([self.threshold(field), self.threshold(field)],
                          key=lambda t: float(t.split()[0]) * factor(t))
            return "%s to %s" % tuple(ends)
        return "%s %s" % (self.r.choice(["<", "<=", ">", ">="]),
                          self.threshold(field))

    def program(self):
        self.vocabulary()
        items = self.add_treatments()
        items += self.add_defines() + self.add_scores()
        items += self.add_constraints()
        rules = self.add_rules()
        tables = self.add_tables()
        return Program(self.records, items + rules + tables,
                       self.r.choice(AS_OF))


def generate(seed, size=1.0, records=4, dirt=0.04, known=True):
    generator = Generator(seed, size, dirt, known)
    program = generator.program()
    return program, [generator.patient(i + 1) for i in range(records)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=float, default=1.0)
    parser.add_argument("--records", type=int, default=4)
    parser.add_argument("--dirt", type=float, default=0.04)
    options = parser.parse_args()
    program, records = generate(options.seed, options.size, options.records,
                                options.dirt)
    print(program.render())
    print("-" * 40 + " as of " + program.as_of)
    for record in records:
        print(json.dumps(record))


if __name__ == "__main__":
    main()
