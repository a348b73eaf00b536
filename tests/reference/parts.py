# SPDX-License-Identifier: Apache-2.0
"""The parts of a random rule file, and what they are made of.

A program is kept as parts (`Program`, `Item`, `Cond`), so that compare.py can
drop and simplify them one by one.
"""

AS_OF = ["2024-06-01", "2024-02-29", "2024-03-31", "2023-12-31"]
OPTIONS = ["red", "green", "blue", "grey"]
SYNONYMS = {"red": "rot", "green": "two words"}  # in data
TEXTS = ["alpha", "beta", "A long word"]


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
        self.synonyms = False
        self.named = None
        self.list_of = self.by = self.counted = None
        self.future = False

    def type_text(self):
        if self.kind == "yes/no":
            return "yes/no"
        if self.kind == "choice":
            return " | ".join('%s ("%s")' % (o, SYNONYMS[o])
                              if self.synonyms and o in SYNONYMS else o
                              for o in self.options)
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
