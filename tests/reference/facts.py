# SPDX-License-Identifier: Apache-2.0
"""Which stored facts an expression reads, and where its thresholds cut them.

Both walk the expression as it is written, in every listed element. Keys are
as in records.py; ("list", NAME) stands for the elements that nothing
describes.
"""

from typing import NamedTuple

import values as v
from evaluate import Elem
from program import norm, quantity, with_unit
from records import add_time
from values import to_unit


class DayCut(NamedTuple):
    """A stretch of days begins here."""
    day: int
    kind: str = "day cut"


class Walk:
    """Walks expressions over a world; subclasses say what to do at a field
    and at a condition."""

    def __init__(self, world):
        self.world = world
        self.seen = set()

    def listed(self, field):
        name = norm(field.name)
        return [Elem(name, field.of_record, i)
                for i in range(self.world.record.listed.get(name) or 0)]

    def list_of(self, node):
        """The list that a group or path is about."""
        while node.kind in ("where", "paren", "extreme-of"):
            node = node.kids[0]
        return self.world.list_named(node.text)


class Reads(Walk):
    """The stored facts read, directly or through defines, `if`, `counted
    by` and `by`; also the `or as stated` defines on the way. Elements that
    nothing describes contradict nothing: perhaps there are none."""

    def __init__(self, world):
        super().__init__(world)
        self.keys, self.stated = set(), set()

    def field(self, field, elem):
        if field.kind == "list":
            self.whole_list(field)
            return
        self.keys.add(self.world.key_of(field, elem))
        if field.only_if is not None:
            self.name(field.only_if[0], elem)

    def whole_list(self, field):
        """A list itself: its undescribed elements, and its count."""
        listed = self.world.record.listed.get(norm(field.name))
        low_high = self.world.base.undescribed(field, listed)
        if low_high != (0, 0):
            self.keys.add(("list", norm(field.name)))
        if field.counted_by is not None:
            self.name(field.counted_by, None)

    def name(self, name, elem):
        found = self.world.resolve(name, elem)
        if found is None:
            return
        kind, what, where = found
        if kind == "field":
            self.field(what, where)
        elif kind == "score":
            for item in what[1]:
                self.expr(item.kids[1], None)
        else:
            key = (what.record, norm(what.name), where)
            if key not in self.seen:
                self.seen.add(key)
                if what.body.kind == "stated" and not (
                        where and where.index is None):
                    self.stated.add(key)
                self.expr(what.body, where)

    def expr(self, node, elem):
        kind = node.kind
        if kind == "name-ref":
            self.name(node.text, elem)
        elif kind == "of":
            self.in_group(node.kids[-1], elem, lambda e: self.name(
                node.text or node.kids[0].text, e))
        elif kind == "quantifier":
            self.in_group(node.kids[0], elem,
                          lambda e: self.expr(node.kids[1], e))
        elif kind == "aggregate":
            self.in_group(node.kids[1], elem,
                          lambda e: self.expr(node.kids[0], e))
        elif kind == "count":
            self.in_group(node.kids[0], elem, lambda e: None)
        elif kind == "is":
            self.expr(node.kids[0], elem)
        elif kind == "includes":
            self.expr(node.kids[0], elem)
        else:
            for kid in node.kids:
                if kid is not None:
                    self.expr(kid, elem)

    def in_group(self, group, elem, inside):
        """`inside` for every element, and what the group itself reads."""
        field = self.list_of(group)
        self.whole_list(field)
        nobody = Elem(norm(field.name), field.of_record, None)
        for one in self.listed(field) + [nobody]:
            node = group
            while node.kind in ("where", "paren", "extreme-of"):
                if node.kind == "where":
                    self.expr(node.kids[1], one)
                if node.kind == "extreme-of":
                    self.name(field.by, one)
                node = node.kids[0]
            inside(one)


class Cuts(Walk):
    """key -> set of cuts. Of a number: the thresholds, in the field's unit.
    Of a date: the days on which a new stretch begins."""

    def __init__(self, world):
        super().__init__(world)
        self.cuts = {}

    # ---- every comparison on the way ----------------------------------------

    def expr(self, node, elem):
        kind = node.kind
        if kind == "compare":
            self.against(node.kids[0], node.kids[1], elem)
            self.against(node.kids[1], node.kids[0], elem)
        elif kind == "between":
            self.against(node.kids[0], with_unit(*node.kids[1:]), elem)
            self.against(node.kids[0], node.kids[2], elem)
            self.against(node.kids[1], node.kids[0], elem)
            self.against(node.kids[2], node.kids[0], elem)
        elif kind == "is" and node.kids[1].kind in ("number", "quantity",
                                                     "date"):
            self.against(node.kids[0], node.kids[1], elem)
        elif kind == "ago":
            today = v.date(v.point(self.world.today))
            self.duration(today, node.kids[0], None, elem,
                          quantity(node.kids[1]))
        if kind == "name-ref":
            self.into(node.text, elem)
        elif kind == "of":
            self.each(node.kids[-1], elem, lambda e: self.into(
                node.text or node.kids[0].text, e))
        elif kind == "quantifier":
            self.each(node.kids[0], elem,
                      lambda e: self.expr(node.kids[1], e))
        elif kind == "aggregate":
            self.each(node.kids[1], elem,
                      lambda e: self.expr(node.kids[0], e))
        elif kind == "count":
            self.each(node.kids[0], elem, lambda e: None)
        else:
            for kid in node.kids:
                if kid is not None:
                    self.expr(kid, elem)

    def each(self, group, elem, inside):
        field = self.list_of(group)
        nobody = Elem(norm(field.name), field.of_record, None)
        for one in self.listed(field) + [nobody]:
            node = group
            while node.kind in ("where", "paren", "extreme-of"):
                if node.kind == "where":
                    self.expr(node.kids[1], one)
                node = node.kids[0]
            inside(one)

    def into(self, name, elem):
        found = self.world.resolve(name, elem)
        if found is None or found[0] == "field":
            if found and found[1].only_if:
                self.into(found[1].only_if[0], elem)
            return
        kind, what, where = found
        if kind == "score":
            for item in what[1]:
                self.expr(item.kids[1], None)
        elif (what.record, what.name, where) not in self.seen:
            self.seen.add((what.record, what.name, where))
            self.expr(what.body, where)

    # ---- one threshold, passed down unchanged --------------------------------

    def against(self, node, other, elem):
        """`node` is compared with `other`: if that is one known value, it
        cuts what passes through `node`."""
        value = self.world.value(other, elem)
        if value.kind in ("number", "date") and value.interval is not None \
                and not value.nothing and value.interval.single():
            self.push(node, elem, value)

    def push(self, node, elem, value):
        kind = node.kind
        if kind == "paren":
            self.push(node.kids[0], elem, value)
        elif kind == "name-ref":
            self.push_name(node.text, elem, value)
        elif kind == "of":
            self.each(node.kids[-1], elem, lambda e: self.push_name(
                node.text or node.kids[0].text, e, value))
        elif kind == "aggregate" and node.op in ("largest", "smallest"):
            self.each(node.kids[1], elem,
                      lambda e: self.push(node.kids[0], e, value))
        elif kind == "stated":
            for side in node.kids:
                self.push(side, elem, value)
        elif kind == "branches":
            for branch in node.all("branch"):
                self.push(branch.kids[1], elem, value)
            self.push(node.kids[1], elem, value)
        elif kind == "time-since" and value.kind == "number":
            today = v.date(v.point(self.world.today))
            self.duration(today, node.kids[0], None, elem,
                          (value.interval.lo, value.unit))
        elif kind == "time-from" and value.kind == "number":
            amount = (value.interval.lo, value.unit)
            a = self.world.value(node.kids[0], elem)
            b = self.world.value(node.kids[1], elem)
            self.duration(b, node.kids[0], None, elem, amount)
            self.duration(a, None, node.kids[1], elem, amount)

    def push_name(self, name, elem, value):
        found = self.world.resolve(name, elem)
        if found is None or found[0] == "score":
            return
        kind, what, where = found
        if kind == "define":
            self.push(what.body, where, value)
            return
        key = self.world.key_of(what, where)
        if what.kind == "number" and value.kind == "number" and \
                v.same_dimension(what.unit, value.unit):
            cut = to_unit(value, what.unit).interval.lo
            self.cuts.setdefault(key, set()).add(cut)
        elif what.kind == "date" and value.kind == "date":
            day = value.interval.lo
            self.cuts.setdefault(key, set()).update({day, day + 1})
        elif what.kind == "date" and value.kind == "day cut":
            self.cuts.setdefault(key, set()).add(value.day)

    def duration(self, known, start, end, elem, amount):
        """A time of `amount` from start to end, one of which is known: cuts
        the other where `start + amount` passes `end`."""
        if known.interval is None or known.nothing or \
                not known.interval.single():
            return
        day = known.interval.lo
        if start is not None:
            first = first_day(lambda d: shifted(d, amount) >= day)
            after = first_day(lambda d: shifted(d, amount) > day)
        else:
            moved = shifted(day, amount)
            first = first_day(lambda d: d >= moved)
            after = first_day(lambda d: d > moved)
        node = start if start is not None else end
        for cut in (first, after):
            if cut is not None:
                self.push(node, elem, DayCut(cut))


def shifted(day, amount):
    return add_time(day, *amount)


def first_day(test):
    """The first day of 1800 to 2200 that passes a test which, once passed,
    stays passed; None if there is none."""
    low, high = v.FIRST_DAY, v.LAST_DAY + 1
    while low < high:
        middle = (low + high) // 2
        if test(middle):
            high = middle
        else:
            low = middle + 1
    return None if low > v.LAST_DAY else low


# ---- Options ----------------------------------------------------------------


def options_of(field, value, cuts):
    """The options of an unknown fact in a completion."""
    if value.kind == "choice":
        return [v.choice(o) for o in field.options if o in value.options]
    if value.kind == "set":
        return set_options(value)
    if value.kind == "text":
        return [value]
    pieces = (day_pieces if value.kind == "date" else number_pieces)(
        value.interval, sorted(cuts))
    if field.whole:
        pieces = [v.whole(p) for p in pieces]
    return [v.Value(value.kind, interval=p, unit=value.unit)
            for p in pieces if p is not None and not p.empty()]


def set_options(value):
    results = [()]
    for option, truth in value.members:
        ways = [True, False] if truth is None else [truth]
        results = [r + ((option, w),) for r in results for w in ways]
    return [v.Value("set", members=r) for r in results]


def number_pieces(iv, cuts):
    """Points and open stretches."""
    pieces, low = [], None
    for cut in cuts:
        pieces.append(v.Interval(low, cut, low is not None, True))
        pieces.append(v.point(cut))
        low = cut
    pieces.append(v.Interval(low, None, low is not None, False))
    return [p for p in (v.meet(iv, q) for q in pieces) if p is not None]


def day_pieces(iv, cuts):
    pieces, low = [], None
    for cut in cuts:
        pieces.append(v.Interval(low, cut - 1))
        low = cut
    pieces.append(v.Interval(low, None))
    return [p for p in (v.meet(iv, q) for q in pieces
                        if not q.empty()) if p is not None]
