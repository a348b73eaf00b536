# SPDX-License-Identifier: Apache-2.0
"""Random conditions and terms, well typed, over a random vocabulary.
"""

from parts import (PERIODS, TEXTS, UNITS, Cond, Field, factor, plain,
                   text)


class Conditions:
    """Half of a Generator (generate.py), which has the vocabulary."""

    # ---- names and conditions --------------------------------------------------

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
                  self.set_has, self.state, self.text_is]
        lists = [self.quantified, self.quantified, self.counted,
                 self.aggregated, self.score_is]
        if record == "patient":
            makers += lists
        elif not self.inside and self.chance(0.1):  # a group in a group
            self.inside = True
            words = self.r.choice(lists)(record)
            self.inside = False
            return words
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
        if field.kind == "whole" and self.chance(0.1):
            return "%s is %s" % (name, self.threshold(field))
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
        found = self.pick(record, ["date", "duration"])
        if not found:
            return None
        name = found[0]
        if found[1].kind == "duration":
            return "%s %s %s" % (name, self.r.choice(["<", "<=", ">", ">="]),
                                 self.r.choice(PERIODS))
        roll = self.r.random()
        if roll < 0.4:
            return "%s %s %s ago" % (name, self.r.choice(
                ["less than", "more than", "at least", "at most"]),
                self.r.choice(PERIODS))
        if roll < 0.55:
            return "%s %s %s" % (name, self.r.choice(
                ["<", "<=", ">", ">=", "=", "is", "!="]), self.date_text())
        if roll < 0.6:
            return "%s between %s and %s" % ((name,) + tuple(sorted(
                [self.date_text(), self.date_text()])))
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
                                  "sqrt(%s)", "round(%s / 3, 1)", "-%s",
                                  "power(%s, 2)", "ln(%s + 1)", "exp(min(%s, 9))",
                                  "log10(%s)"]) % name
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
                                   "whole", "text", "set"])
        if not found:
            return None
        words = ["nothing", "not nothing"]
        if self.known:
            words += ["known", "not known", "unknown"]
            if self.lists and self.chance(0.1):
                return "%s is %s" % (self.r.choice(self.lists).name,
                                     self.r.choice(words[2:]))
        return "%s is %s" % (found[0], self.r.choice(words))

    def text_is(self, record):
        found = self.pick(record, ["text"])
        if not found:
            return None
        return '%s %s "%s"' % (found[0], self.r.choice(["is", "is not", "="]),
                               self.r.choice(TEXTS))

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
        if field.kind == "number" and self.chance(0.15):
            field = Field("", "number", unit=field.unit)
            name = "(%s * 2)" % name
        return self.compared("%s %s of %s" % (how, name, self.group(one)),
                             field)

    def score_is(self, record):
        if not self.scores:
            return None
        name, low, high = self.r.choice(self.scores)
        return "%s %s %d" % (name, self.r.choice(["<", ">=", "="]),
                             self.r.randint(low, high))
