# SPDX-License-Identifier: Apache-2.0
"""From the tree (JSON of ast-dump) to the items that the evaluator needs.

Nothing is checked here: the tree is taken to be of rule files that
`cantlie check` accepts. Names are compared by `norm`: case, `-` and `_` do
not distinguish them.
"""

from dataclasses import dataclass, field as slot
from functools import lru_cache
from fractions import Fraction
from typing import Optional

from values import exact


@lru_cache(None)
def norm(name):
    return name.lower().replace("_", "-")


VALUES = ("number", "quantity", "date", "strings")


class Node:
    """A node of the tree; see grammar/ast.def."""

    def __init__(self, data):
        self.kind = data["kind"]
        self.op = data.get("op", "plain")
        self.text = data.get("text", "")
        self.kids = [None if k is None else Node(k)
                     for k in data.get("kids", [])]

    def kid(self, i):
        return self.kids[i] if i < len(self.kids) else None

    def all(self, *kinds):
        return [k for k in self.kids if k is not None and k.kind in kinds]

    def one(self, kind):
        found = self.all(kind)
        return found[0] if found else None

    def key(self, lists):
        """The same for two texts that say the same in the same words;
        parentheses and `is` left out, `is` or `=` before one value, a list
        called by its record's name and the order of options do not count.
        lists: record -> its list."""
        if self.kind == "paren":
            return self.kids[0].key(lists)
        if self.kind == "is" and self.kids[1].kind in VALUES:
            sign = "!=" if self.op == "not" else "="
            return make("compare", sign, *self.kids).key(lists)
        op = "plain" if self.op == "short" else self.op
        text = self.text
        if self.kind in ("name", "name-ref", "of", "call"):
            text = norm(text)
        if self.kind == "name-ref":
            text = lists.get(text, text)
        kids = [None if k is None else k.key(lists) for k in self.kids]
        if self.kind == "literals":
            kids.sort()
        return (self.kind, op, text) + tuple(kids)


@dataclass
class Field:
    record: str
    name: str
    kind: str                       # choice, set, number, date, text, list
    options: list = slot(default_factory=list)
    synonyms: dict = slot(default_factory=dict)  # data_norm -> option
    unit: Optional[str] = None
    low: Optional[Fraction] = None
    high: Optional[Fraction] = None
    whole: bool = False
    valid: Optional[tuple] = None   # (number, unit)
    only_if: Optional[tuple] = None  # (field, options)
    counted_by: Optional[str] = None
    assume: Optional[Node] = None
    of_record: Optional[str] = None  # list
    by: Optional[str] = None         # list
    named: list = slot(default_factory=list)


@dataclass
class Define:
    name: str
    record: Optional[str]  # None: of the patient
    body: Node


@dataclass
class Conclusion:
    verb: str               # recommend consider avoid contraindicate candidate
    treatments: list
    excepted: list
    trial: bool


@dataclass
class Rule:
    """A rule, or one row of a table."""
    name: str               # as in `states`; None for a bare rule
    group: str              # the rule's or table's name
    when: Optional[Node]
    unless: Optional[Node]
    columns: list
    cells: list             # of this row
    earlier: list           # cells of the earlier rows
    conclusions: list
    remarks: list           # orders, monitoring and delays, as they stand
    overrides: list


def data_norm(text):
    return norm(text.strip()).replace(" ", "-")


class Program:
    def __init__(self, trees):
        self.fields = {}       # record -> {norm: Field}
        self.defines = {}      # (record or None, norm) -> Define
        self.scores = {}       # norm -> (name, points)
        self.treatments = {}   # norm -> (name, [groups])
        self.rules = []
        self.constraints = []
        self.record_names = {}
        self.meanings = {}     # what `meaning` and `below` found before
        self.covered = {}
        for tree in trees:
            for item in Node(tree).kids:
                self.add(item)
        self.overriders = {}   # group -> groups that override it
        for rule in self.rules:
            for other in rule.overrides:
                known = self.overriders.setdefault(other, [])
                if rule.group not in known:
                    known.append(rule.group)

    # ---- items --------------------------------------------------------------

    def add(self, item):
        if item.kind == "record":
            self.add_record(item)
        elif item.kind == "constraint":
            self.constraints.append((item.kids[0].text, item.kids[1]))
        elif item.kind == "treatment":
            name = item.kids[0].text
            self.treatments[norm(name)] = (
                name, [norm(k.text) for k in item.kids[2:] if k])
        elif item.kind == "define":
            of = item.kid(1)
            record = None if of is None else norm(of.text)
            name = item.kids[0].text
            if record == "patient":
                record = None
            self.defines[(record, norm(name))] = Define(name, record,
                                                        item.kids[3])
        elif item.kind == "score":
            self.scores[norm(item.kids[0].text)] = (item.kids[0].text,
                                                    item.all("point"))
        elif item.kind == "rule":
            self.add_rule(item)
        elif item.kind == "table":
            self.add_table(item)

    def add_rule(self, item):
        name = item.kids[0].text if item.kids[0] else None
        group = norm(name) if name else "bare %d" % len(self.rules)
        self.rules.append(Rule(
            name, group, item.kids[2], item.kids[3], [], [], [],
            conclusions_of(item.one("conclusions")),
            remarks_of(item.one("conclusions")), overrides_of(item)))

    def add_table(self, item):
        name = item.kids[0].text
        columns = item.one("columns").kids
        earlier = []
        for n, row in enumerate(item.one("rows").kids, 1):
            cells = row.kids[0].kids
            self.rules.append(Rule(
                "%s row %d" % (name, n), norm(name), None, None, columns,
                cells, list(earlier), conclusions_of(row.kids[1]),
                remarks_of(row.kids[1]), overrides_of(item)))
            earlier.append(cells)

    # ---- the vocabulary -----------------------------------------------------

    def add_record(self, item):
        record = norm(item.kids[0].text)
        self.record_names[record] = item.kids[0].text
        fields = self.fields.setdefault(record, {})
        for node in item.all("field"):
            one = read_field(record, node)
            fields[norm(one.name)] = one
        for one in list(fields.values()):
            if one.counted_by is not None:  # a list holds a whole number
                fields[one.counted_by].whole = True

    def lists(self):
        return [f for f in self.fields["patient"].values()
                if f.kind == "list"]

    def meaning(self, name, record):
        """(kind, what, whether it is the element's own) of a name in a list's
        record (None: outside lists): the element's or, failing that, the
        patient's; None if it is neither."""
        key = name, record
        if key not in self.meanings:
            self.meanings[key] = self.find(norm(name), record)
        return self.meanings[key]

    def find(self, name, record):
        if record is not None:
            if name in self.fields[record]:
                return "field", self.fields[record][name], True
            if (record, name) in self.defines:
                return "define", self.defines[(record, name)], True
        if name in self.fields["patient"]:
            return "field", self.fields["patient"][name], False
        if (None, name) in self.defines:
            return "define", self.defines[(None, name)], False
        if name in self.scores:
            return "score", self.scores[name], False
        return None

    def patient_field(self, name):
        return self.fields["patient"].get(norm(name))

    def lists_by_record(self):
        """The list that a record's name stands for."""
        of_record = [f.of_record for f in self.lists()]
        return {f.of_record: norm(f.name) for f in self.lists()
                if of_record.count(f.of_record) == 1
                and f.of_record not in self.fields["patient"]}

    def members_of(self, group):
        """Direct members."""
        return [t for t, (_, groups) in self.treatments.items()
                if group in groups]

    def below(self, group):
        """Members at any depth."""
        if group not in self.covered:
            result = set()
            for member in self.members_of(group):
                result |= {member} | self.below(member)
            self.covered[group] = result
        return self.covered[group]


def overrides_of(item):
    tails = item.all("overrides")
    return [norm(k.text) for tail in tails for k in tail.kids]


def remarks_of(node):
    return node.all("order", "monitor", "delay")


def conclusions_of(node):
    result = []
    for one in node.kids:
        if one.kind == "advise":
            verb = "recommend" if one.op == "plain" else one.op
            excepted = one.kids[1]
            result.append(Conclusion(
                verb, [norm(k.text) for k in one.kids[0].kids],
                [norm(k.text) for k in excepted.kids] if excepted else [],
                one.kid(2) is not None))
        elif one.kind == "candidate":
            result.append(Conclusion("candidate", [norm(one.kids[0].text)],
                                     [], False))
    return result


def read_field(record, node):
    result = Field(record, node.kids[0].text, "number")
    kind = node.kids[1]
    if kind.kind == "yes/no":
        result.kind, result.options = "choice", ["yes", "no"]
    elif kind.kind in ("choices", "set"):
        result.kind = "choice" if kind.kind == "choices" else "set"
        for one in kind.all("choice"):
            result.options.append(norm(one.text))
            for word in one.all("strings"):
                result.synonyms[data_norm(word.text)] = norm(one.text)
    elif kind.kind == "range-type":
        result.whole = True
        result.low, result.high = [exact(k.text) for k in kind.kids[:2]]
    elif kind.kind == "list":
        result.kind = "list"
        result.of_record = norm(kind.kids[0].text)
        if kind.kid(1):
            result.by = norm(kind.kids[1].text)
    elif kind.text.lower() in ("date", "text"):
        result.kind = kind.text.lower()
    elif kind.text.lower() != "number":
        result.unit = kind.text
    for one in node.kids[2:]:
        read_attribute(result, one)
    return result


def read_attribute(field, node):
    if node.kind == "range":
        field.low, field.high = [exact(k.text) for k in node.kids[:2]]
    elif node.kind == "valid-for":
        field.valid = quantity(node.kids[0])
    elif node.kind == "if":
        field.only_if = (norm(node.kids[0].text),
                         [norm(k.text or k.kind) for k in node.kids[1:]])
    elif node.kind == "counted-by":
        field.counted_by = norm(node.kids[0].text)
    elif node.kind == "assume":
        field.assume = node.kids[0]
    elif node.kind == "named":
        field.named.append(node.kids[0].text)


def quantity(node):
    """(number, unit) of a NUMBER or QUANTITY."""
    if node.kind == "quantity":
        return exact(node.text), node.kids[0].text
    return exact(node.text), None


def make(kind, op, *kids):
    node = Node({"kind": kind, "op": op})
    node.kids = list(kids)
    return node


def with_unit(low, high):
    """A number before `to` or `and` takes the unit after it."""
    if low.kind == "number" and high.kind == "quantity":
        node = Node({"kind": "quantity", "text": low.text})
        node.kids = high.kids
        return node
    return low
