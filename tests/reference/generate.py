#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random well-typed rule files and random partial records.

    generate.py --seed S [--size N] [--records N] [--dirt P]

prints a rule file, a line of dashes and records (NDJSON). Everything is a
function of the seed. A program is kept as parts (`Program`, `Item`, `Cond`),
so that compare.py can drop and simplify them one by one.
"""

import argparse
import json
import random

AS_OF = ["2024-06-01", "2024-02-29", "2024-03-31", "2023-12-31"]
OPTIONS = ["red", "green", "blue", "grey"]


# ---- Parts --------------------------------------------------------------------


class Cond:
    """A condition: text, or and/or/not over parts."""

    def __init__(self, kind, parts=(), text=""):
        self.kind, self.parts, self.text = kind, list(parts), text

    def render(self, inside=False):
        if self.kind == "text":
            return self.text
        if self.kind == "not":
            part = self.parts[0]
            text = part.render(True)
            return "not " + text
        words = (" %s " % self.kind).join(p.render(True) for p in self.parts)
        return "(%s)" % words if inside else words

    def simpler(self):
        """Smaller conditions that may stand in its place."""
        if self.kind == "text":
            if self.text not in ("yes", "no"):
                yield Cond("text", text="no")
            return
        yield from self.parts
        for i, part in enumerate(self.parts):
            for other in part.simpler():
                parts = self.parts[:i] + [other] + self.parts[i + 1:]
                yield Cond(self.kind, parts)
        if len(self.parts) > 2:
            for i in range(len(self.parts)):
                yield Cond(self.kind, self.parts[:i] + self.parts[i + 1:])


def text(words):
    return Cond("text", text=words)


class Item:
    """One item: a head and lines. `conds` are the conditions that its
    template names {0}, {1}, ...; `lines` can be dropped one by one while at
    least `least` of them stay."""

    def __init__(self, head, lines=(), conds=(), least=0, tail=()):
        self.head, self.lines, self.conds = head, list(lines), list(conds)
        self.least, self.tail = least, list(tail)

    def render(self):
        conds = [c.render() for c in self.conds]
        lines = [self.head] + ["  " + line for line in self.lines + self.tail]
        return "\n".join(line.format(*conds) for line in lines)

    def copy(self):
        return Item(self.head, self.lines, self.conds, self.least, self.tail)


class Field:
    def __init__(self, name, kind, unit=None, low=None, high=None,
                 options=None, attrs=()):
        self.name, self.kind, self.unit = name, kind, unit
        self.low, self.high, self.options = low, high, options
        self.attrs = list(attrs)
        self.list_of = self.by = self.counted = None
        self.future = False

    def type_text(self):
        if self.kind == "yes/no":
            return "yes/no"
        if self.kind == "choice":
            return " | ".join(self.options)
        if self.kind == "set":
            return "set of " + " | ".join(self.options)
        if self.kind == "date":
            return "date"
        if self.kind == "text":
            return "text"
        if self.kind == "whole":
            return "%d to %d" % (self.low, self.high)
        if self.kind == "list":
            return "list of " + self.list_of + (" by " + self.by
                                                if self.by else "")
        unit = self.unit or "number"
        return '"%s"' % unit if "*" in unit else unit

    def render(self):
        range_text = ""
        if self.kind == "number" and self.low is not None:
            range_text = ", %s to %s" % (self.low, self.high)
        return "%s: %s%s%s" % (self.name, self.type_text(), range_text,
                               "".join(self.attrs))


class Program:
    def __init__(self, records, items, as_of):
        self.records, self.items, self.as_of = records, items, as_of

    def render(self):
        texts = []
        for name, fields in self.records:
            lines = ["record " + name] + ["  " + f.render() for f in fields]
            texts.append("\n".join(lines))
        texts += [item.render() for item in self.items]
        return "\n\n".join(texts) + "\n"


# ---- The generator ---------------------------------------------------------------

UNITS = {
    # unit: (low, high, thresholds, other spellings of a threshold)
    None: (0, 10, [0, 1, 2.5, 3, 5, 10], []),
    "cm": (0, 50, [0, 2, 3, 5.5, 50], [("mm", 10)]),
    "ug/L": (None, None, [0, 0.5, 5, 80], [("ng/mL", 1), ("mg/L", 0.001)]),
    "%": (0, 100, [0, 20, 30, 100], []),
    "years": (0, 120, [18, 61, 70], [("months", 12)]),
    "weeks": (0, 100, [2, 6, 12], [("days", 7)]),
}
PERIODS = ["4 weeks", "30 days", "2 months", "1 month", "6 months", "1 year",
           "2 years", "10 days", "0 days"]
DAYS = ["4 weeks", "6 weeks", "30 days", "10 days"]


def plain(x):
    return ("%f" % x).rstrip("0").rstrip(".") if x != int(x) else str(int(x))


class Generator:
    def __init__(self, seed, size=1.0, dirt=0.04, known=True):
        self.r = random.Random(seed)
        self.size, self.dirt, self.known = size, dirt, known
        self.defines = []    # patient's: (name, kind, what)
        self.element_defines = {}  # record -> [(name, kind, what)]
        self.scores = []

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
            return Field(name, kind, options=options)
        if kind == "whole":
            return Field(name, kind, low=0, high=self.r.choice([3, 5]))
        if kind == "number":
            unit = self.r.choice(list(UNITS))
            low, high = UNITS[unit][:2]
            return Field(name, kind, unit=unit, low=low, high=high)
        return Field(name, kind)

    def decorate(self, fields):
        choices = [f for f in fields if f.kind == "choice" and not f.attrs]
        for i, field in enumerate(fields):
            if field.kind == "list" or field.name in ("id", "count"):
                continue
            before = [c for c in choices if c is not field
                      and fields.index(c) < i]
            roll = self.r.random()
            if roll < 0.15:
                if not before:
                    continue
                other = self.r.choice(before)
                words = self.r.sample(other.options, 1)
                field.attrs.append(", if %s %s" % (other.name,
                                                   " | ".join(words)))
                if other in choices:
                    choices.remove(other)
                if field in choices:
                    choices.remove(field)
            elif roll < 0.25:
                field.attrs.append(", valid for " + self.r.choice(
                    ["8 weeks", "2 months", "1 year", "30 days"]))
                if field in choices:
                    choices.remove(field)
            elif roll < 0.32:
                word = self.assumed(field)
                if word:
                    field.attrs.append(" assume " + word)
                    if field in choices:
                        choices.remove(field)

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
                 "whole", "date", "set"]
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
            if n == 1 and self.chance(0.6):
                one.counted = "spot-count"
                one.attrs.append(", counted by spot-count")
                patient.append(Field("spot-count", "whole", low=0,
                                     high=20))
            elif self.chance(0.1):
                one.attrs.append(" assume none")
            patient.append(one)
            self.element_defines[record] = []
            records.append((record, fields))
        self.records = [("patient", patient)] + records
        self.lists = [f for f in patient if f.kind == "list"]

    def fields_of(self, record):
        return dict(self.records)[record]

    # ---- conditions -----------------------------------------------------------------

    def pick(self, record, kinds):
        """A readable name of one of some kinds: (text, Field)."""
        found = [(f.name, f) for f in self.fields_of(record)
                 if f.kind in kinds and f.name != "id"]
        defines = (self.defines if record == "patient"
                   else self.element_defines[record])
        found += [(name, f) for name, f in defines if f.kind in kinds] * 2
        if record != "patient" and (not found or self.chance(0.2)):
            return self.pick("patient", kinds)
        if record == "patient" and self.chance(0.25):
            found += [("%s of %s %s" % (name, self.r.choice(
                ["latest", "earliest"]), self.group(one)), f)
                for one in self.lists if one.by
                for name, f in self.plain_names(one.list_of)
                if f.kind in kinds]
        return self.r.choice(found) if found else None

    def plain_names(self, record):
        return [(f.name, f) for f in self.fields_of(record)] + \
            self.element_defines[record]

    def cond(self, depth, record="patient"):
        if depth > 0 and self.chance(0.5):
            kind = self.r.choice(["and", "or", "not"])
            if kind == "not":
                return Cond("not", [self.cond(depth - 1, record)])
            return Cond(kind, [self.cond(depth - 1, record) for _ in
                               range(self.r.choice([2, 2, 3]))])
        for _ in range(30):
            words = self.atom(record)
            if words:
                return text(words)
        return text("today > 2000-01-01")

    def atom(self, record):
        makers = [self.yes_no, self.yes_no, self.choice_is, self.choice_is,
                  self.amount, self.amount, self.days, self.arithmetic,
                  self.set_has, self.state]
        if record == "patient":
            makers += [self.quantified, self.quantified, self.counted,
                       self.aggregated, self.score_is]
        return self.r.choice(makers)(record)

    def yes_no(self, record):
        found = self.pick(record, ["yes/no"])
        if not found:
            return None
        return found[0] + self.r.choice(["", "", "", " is no", " is yes"])

    def choice_is(self, record):
        found = self.pick(record, ["choice"])
        if not found:
            return None
        name, field = found
        words = self.r.sample(field.options, self.r.choice([1, 1, 2]))
        verb = self.r.choice([" ", " ", " is ", " is not "])
        if " of " in name and verb == " ":
            verb = " is "
        return name + verb + " | ".join(words)

    def threshold(self, field):
        if field.kind == "whole":
            return str(self.r.randint(field.low, min(field.high, 5)))
        unit = field.unit
        number = self.r.choice(UNITS[unit][2])
        if field.high is not None:
            number = min(number, field.high)
        if unit is None:
            return plain(number)
        others = UNITS[unit][3]
        if others and self.chance(0.35):
            other, factor = self.r.choice(others)
            return "%s %s" % (plain(number * factor), other)
        return "%s %s" % (plain(number), unit)

    def compared(self, name, field):
        if self.chance(0.15):
            ends = sorted([self.threshold(field), self.threshold(field)],
                          key=lambda t: float(t.split()[0]) * factor(t))
            return "%s between %s and %s" % (name, ends[0], ends[1])
        sign = self.r.choice(["<", "<=", ">", ">=", "=", "!="])
        return "%s %s %s" % (name, sign, self.threshold(field))

    def amount(self, record):
        found = self.pick(record, ["number", "whole"])
        if not found:
            return None
        name, field = found
        if self.chance(0.1):
            other = self.pick(record, [field.kind])
            if other and other[1].unit == field.unit and other[0] != name:
                return "%s %s %s" % (name, self.r.choice(
                    ["<", ">="]), other[0])
        return self.compared(name, field)

    def date_text(self):
        year = self.r.choice([2023, 2024])
        month = self.r.randint(1, 12)
        if self.chance(0.15):
            return "%d-%02d" % (year, month)
        return "%d-%02d-%02d" % (year, month, self.r.choice([1, 15, 28]))

    def days(self, record):
        found = self.pick(record, ["date"])
        if not found:
            return None
        name = found[0]
        roll = self.r.random()
        if roll < 0.4:
            return "%s %s %s ago" % (name, self.r.choice(
                ["less than", "more than", "at least", "at most"]),
                self.r.choice(PERIODS))
        if roll < 0.6:
            return "%s %s %s" % (name, self.r.choice(
                ["<", "<=", ">", ">=", "="]), self.date_text())
        other = self.pick(record, ["date"])
        complex_path = " of " in name or (other and " of " in other[0])
        if roll < 0.75:
            return "time since %s %s %s" % (name, self.r.choice(
                ["<", "<=", ">", ">="]), self.r.choice(PERIODS))
        if roll < 0.85 and other and other[0] != name and not complex_path:
            return "time from %s to %s %s %s" % (
                name, other[0], self.r.choice(["<", "<=", ">", ">="]),
                self.r.choice(PERIODS))
        if roll < 0.93 and other and other[0] != name:
            return "%s %s %s" % (name, self.r.choice(["<", ">="]), other[0])
        return "%s %s %s %s today" % (name, self.r.choice("+-"),
                                      self.r.choice(PERIODS),
                                      self.r.choice(["<", ">="]))

    def arithmetic(self, record):
        found = self.pick(record, ["number"])
        if not found:
            return None
        name, field = found
        other = self.pick(record, ["number"])
        roll = self.r.random()
        if roll < 0.3 and other and other[1].unit == field.unit:
            return self.compared("%s %s %s" % (
                name, self.r.choice("+-"), other[0]),
                Field("", "number", unit=field.unit))
        if roll < 0.5:
            return self.compared("%s * %s" % (name, self.r.choice(
                ["2", "0.5", "1.1"])), Field("", "number", unit=field.unit))
        if roll < 0.7:
            return self.compared("%s / %s" % (name, self.r.choice(
                ["2", "3", "7"])), Field("", "number", unit=field.unit))
        if roll < 0.8 and other and other[1].unit == field.unit:
            return self.compared("%s / (%s + %s)" % (
                name, other[0], self.threshold(other[1])),
                Field("", "number"))
        if field.unit is None:
            call = self.r.choice(["round(%s)", "floor(%s)", "ceiling(%s)",
                                  "abs(%s - 3)", "min(%s, 4)", "max(%s, 1)",
                                  "sqrt(%s)", "round(%s / 3, 1)"]) % name
            return self.compared(call, field)
        return None

    def set_has(self, record):
        found = self.pick(record, ["set"])
        if not found:
            return None
        name, field = found
        if self.chance(0.25):
            return name + " none"
        return "%s includes %s" % (name, " | ".join(
            self.r.sample(field.options, self.r.choice([1, 2]))))

    def state(self, record):
        if not self.chance(0.4):
            return None
        found = self.pick(record, ["yes/no", "choice", "number", "date",
                                   "whole"])
        if not found:
            return None
        words = ["nothing", "not nothing"]
        if self.known:
            words += ["known", "not known", "unknown"]
        return "%s is %s" % (found[0], self.r.choice(words))

    # ---- lists ------------------------------------------------------------------------

    def group(self, one):
        if self.chance(0.3):
            return "(%s where %s)" % (one.name, self.cond(
                0, one.list_of).render())
        return one.name

    def quantified(self, record):
        if not self.lists:
            return None
        one = self.r.choice(self.lists)
        if self.chance(0.08):
            return one.name + " none"
        group = self.group(one)
        if group == one.name and self.chance(0.5):
            group = one.list_of
        body = self.cond(self.r.choice([0, 0, 1]), one.list_of)
        return "%s %s has %s" % (self.r.choice(["any", "every", "no"]), group,
                                 body.render(True))

    def counted(self, record):
        if not self.lists:
            return None
        return "count of %s %s %d" % (
            self.group(self.r.choice(self.lists)), self.r.choice(
                ["<", "<=", ">", ">=", "="]), self.r.randint(0, 4))

    def aggregated(self, record):
        if not self.lists:
            return None
        one = self.r.choice(self.lists)
        found = [(n, f) for n, f in self.plain_names(one.list_of)
                 if f.kind in ("number", "whole")]
        if not found:
            return None
        name, field = self.r.choice(found)
        how = self.r.choice(["largest", "smallest", "total"])
        if how == "total" or self.chance(0.1):
            field = Field("", "number", unit=field.unit)
        return self.compared("%s %s of %s" % (how, name, self.group(one)),
                             field)

    def score_is(self, record):
        if not self.scores:
            return None
        name, low, high = self.r.choice(self.scores)
        return "%s %s %d" % (name, self.r.choice(["<", ">=", "="]),
                             self.r.randint(low, high))

    # ---- items -------------------------------------------------------------------------

    def add_defines(self):
        items = []
        for n in range(self.some(0, 3)):
            name = "define%d" % n
            maker = self.r.choice([self.define_plain, self.define_value,
                                   self.define_branches, self.define_stated,
                                   self.define_numbers,
                                   self.define_element])
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
        lines = ["when {%d} then %s" % (i, self.r.choice(options))
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
            return 'recommend %s in trial "T"' % t
        if verb == "or" and len(free) > 1:
            other = self.r.choice([f for f in free if f != t])
            used.add(other)
            return "%s %s or %s" % (self.r.choice(["recommend", "consider",
                                                   "avoid"]), t, other)
        if verb == "or":
            verb = "consider"
        words = "%s %s" % (verb, t)
        if t in self.GROUPS and self.chance(0.35):
            words += " except " + self.r.choice(self.GROUPS[t])
        elif verb in ("recommend", "consider") and self.chance(0.2):
            words += " with " + ("four" if t == "five" else "five")
        return words

    def conclusions(self):
        used = set()
        return ", ".join(self.conclusion(used) for _ in range(
            self.r.choice([1, 1, 2])))

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
                lines.append("overrides rule%d" % self.r.randrange(n))
            items.append(Item("rule rule%d" % n, (), conds, tail=lines))
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

    # ---- records ------------------------------------------------------------------------

    def patient(self, number):
        data = {"id": "P%d" % number}
        missing = self.r.choice([0.1, 0.3, 0.6])
        for field in self.fields_of("patient"):
            if field.name == "id" or self.chance(missing):
                continue
            if field.kind == "list":
                data[field.name] = self.elements(field, missing)
            else:
                data[field.name] = self.fact(field)
        return data

    def elements(self, field, missing):
        if self.chance(self.dirt):
            return self.r.choice([None, "unknown", 5, [5]])
        result = []
        for _ in range(self.r.choice([0, 1, 1, 2, 2, 3])):
            result.append({f.name: self.fact(f, inside=True)
                           for f in self.fields_of(field.list_of)
                           if not self.chance(missing)})
        return result

    def fact(self, field, inside=False):
        roll = self.r.random()
        if roll < 0.05:
            return self.r.choice([None, "", "unknown", "NA"])
        if roll < 0.05 + self.dirt:
            return self.dirty(field)
        value = self.value(field)
        if roll < 0.25 and not (inside and field.name == "day"):
            return self.dated(field, value)
        if roll < 0.32 and not (inside and field.name == "day"):
            return [self.dated(field, value)] + [
                self.dated(field, self.value(field))
                for _ in range(self.r.choice([1, 1, 2]))]
        if isinstance(value, dict) and ("low" in value or "high" in value):
            return {"value": value}
        if isinstance(value, list) and field.kind != "set":
            return value[0]
        return value

    def dated(self, field, value):
        fact = {"value": value}
        if self.chance(0.75):
            fact["date"] = self.day()
        if field.kind == "number" and field.unit and self.chance(0.3) and \
                isinstance(value, (int, float)) and UNITS[field.unit][3]:
            other, ratio = UNITS[field.unit][3][0]
            fact["value"] = round(value * ratio, 6)
            fact["unit"] = other
        return fact

    def day(self):
        roll = self.r.random()
        if roll < 0.1:
            return "20%d" % self.r.choice([23, 24])
        if roll < 0.25:
            return "2024-%02d" % self.r.randint(1, 7)
        if roll < 0.6:
            return self.r.choice(["2024-05-31", "2024-06-01", "2024-01-31",
                                  "2024-02-29", "2023-12-31", "2024-04-06",
                                  "2023-06-01", "2024-06-02"])
        return "%d-%02d-%02d" % (self.r.choice([2022, 2023, 2024]),
                                 self.r.randint(1, 12),
                                 self.r.randint(1, 28))

    def value(self, field):
        roll = self.r.random()
        if field.kind == "yes/no":
            return self.r.choice([True, False, "yes", "no"])
        if field.kind == "choice":
            if roll < 0.1:
                return {"not": self.r.choice(field.options)}
            if roll < 0.2:
                return {"any": self.r.sample(field.options, 2)}
            return self.r.choice(field.options)
        if field.kind == "set":
            if roll < 0.3:
                words = self.r.sample(field.options, 2)
                return self.r.choice([{"has": words[:1],
                                       "lacks": words[1:]},
                                      {"has": words[:1]},
                                      {"lacks": words[1:]}])
            return self.r.sample(field.options,
                                 self.r.randint(0, len(field.options)))
        if field.kind == "date":
            if roll < 0.08:
                low, high = sorted([self.r.randint(1, 6),
                                    self.r.randint(1, 6)])
                return {"low": "2024-%02d-15" % low,
                        "high": "2024-%02d-20" % high}
            return self.day()
        return self.number_value(field, roll)

    def number_value(self, field, roll):
        if field.name == "spot-count":
            if roll < 0.3:
                low = self.r.randint(0, 3)
                return {"low": low, "high": low + self.r.randint(0, 3)}
            return self.r.randint(0, 4)
        if field.kind == "whole":
            grid = list(range(field.low, min(field.high, 5) + 1))
        else:
            grid = UNITS[field.unit][2]
            if roll > 0.7:
                grid = [1.25, 4, 6, 9]
        number = self.r.choice(grid)
        if roll < 0.08 and number:
            return "%s%s" % (self.r.choice(["<", ">"]) if field.high is None
                             or number < field.high else "<", plain(number))
        if roll < 0.2:
            other = self.r.choice(grid)
            low, high = sorted([number, other])
            result = self.r.choice([{"low": low, "high": high},
                                    {"low": low}, {"high": high}])
            if low != high and self.chance(0.4) and "low" in result and \
                    (field.high is None or low < field.high):
                result["above"] = True
            if low != high and self.chance(0.4) and "high" in result and \
                    high:
                result["below"] = True
            if field.kind == "whole" and (result.get("above")
                                          or result.get("below")):
                result = {"low": low, "high": high}
            return result
        if field.unit and UNITS[field.unit][3] and 0.2 <= roll < 0.3:
            other, ratio = UNITS[field.unit][3][0]
            return "%s %s" % (plain(number * ratio), other)
        return number

    def dirty(self, field):
        if field.kind in ("yes/no", "choice"):
            return self.r.choice(["maybee", 7, {"any": []}])
        if field.kind == "set":
            return self.r.choice([["pink"], 5])
        if field.kind == "date":
            return self.r.choice(["2023-02-30", "1700-01-01", "soon", 5])
        return self.r.choice([-500 if field.unit != "ug/L" else "many",
                              "many", "5 furlongs", True])


def factor(amount):
    """To order thresholds in different units."""
    parts = amount.split()
    if len(parts) == 1:
        return 1
    for _, (_, _, _, others) in UNITS.items():
        for unit, ratio in others:
            if unit == parts[1]:
                return 1 / ratio
    return 1


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
