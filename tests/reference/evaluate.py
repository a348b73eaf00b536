# SPDX-License-Identifier: Apache-2.0
"""Expressions over one record: what they may be.

`World` is one record on one day, perhaps with some unknown facts replaced
(a completion). `cond` gives True, False or None, `value` a Value. An element
of a list is an `Elem`; index None stands for the elements that nothing
describes (of an absent list, or only counted), which are all alike.
"""

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, Optional

import values as v
from program import VALUES as VALUE_KINDS
from program import norm, quantity, with_unit
from records import Record, Stored, add_time, assumed, unknown_value
from values import (NOTHING, Interval, Value, compare, from_truth, hull,
                    k_and, k_not, k_or, number, point, to_unit, union)

class Elem(NamedTuple):
    list: str
    record: str
    index: Optional[int]


class Member(NamedTuple):
    """An element (or the undescribed ones together: low to high of them)
    and whether it is in the group."""
    elem: Elem
    within: Optional[bool]
    low: int
    high: Optional[int]

    def present(self):
        """Whether at least one such element is in the group."""
        return self.within if self.low >= 1 else k_and(self.within, None)


CONDITIONS = {"and", "or", "not", "compare", "is", "is-state", "between",
              "includes", "ago", "quantifier"}


class World:
    def __init__(self, program, today, record, chosen=None, base=None):
        self.program, self.today, self.record = program, today, record
        self.chosen = chosen or {}
        self.base = base or self
        self.memo = {}
        self.contradictions = set()

    def complete(self, chosen):
        return World(self.program, self.today, self.record, chosen, self)

    def empty(self):
        """The same day, a record that says nothing."""
        if not hasattr(self.base, "empty_world"):
            record = Record()
            for field in self.program.fields["patient"].values():
                name = norm(field.name)
                if field.kind == "list":
                    record.listed[name] = None if field.assume is None else 0
                else:
                    record.facts[(name,)] = assumed(field)
            self.base.empty_world = World(self.program, self.today, record)
        return self.base.empty_world

    # ---- Names --------------------------------------------------------------

    def resolve(self, name, elem):
        """("field"|"define"|"score", what, elem or None) or None: a name is
        the element's or, failing that, the patient's."""
        found = self.program.meaning(name, elem.record if elem else None)
        if found is None:
            return None
        kind, what, own = found
        return kind, what, elem if own else None

    def list_named(self, name):
        """The list's name, or its record's."""
        key = norm(name)
        field = self.program.fields["patient"].get(key)
        if field is not None and field.kind == "list":
            return field
        for field in self.program.lists():
            if field.of_record == key:
                return field
        raise KeyError(name)

    # ---- Stored facts -------------------------------------------------------

    def key_of(self, field, elem):
        if elem is None:
            return (norm(field.name),)
        return (elem.list, elem.index, norm(field.name))

    def stored(self, field, elem):
        key = self.key_of(field, elem)
        stored = self.record.facts.get(key)
        if stored is None:
            stored = Stored(unknown_value(field))
        if key in self.chosen:
            return Stored(self.chosen[key], given=stored.given,
                          mentioned=stored.mentioned, assumed=stored.assumed)
        return stored

    def only_if(self, field, elem):
        """Whether the condition of a field with `if` holds."""
        if field.only_if is None:
            return True
        name, options = field.only_if
        _, other, where = self.resolve(name, elem)
        return is_one_of(self.field_value(other, where), set(options))

    def field_value(self, field, elem):
        """Nothing when its condition fails, a value or nothing while that is
        unknown; a value that was given is kept."""
        stored = self.stored(field, elem)
        if stored.given or field.only_if is None:
            return stored.value
        holds = self.only_if(field, elem)
        if holds is True:
            return stored.value
        if holds is False:
            return nothing_like(stored.value)
        return union(stored.value, NOTHING)

    # ---- Lists --------------------------------------------------------------

    def elements(self, field):
        """All elements as Members with within = True."""
        name = norm(field.name)
        listed = self.record.listed.get(name)
        members = [Member(Elem(name, field.of_record, i), True, 1, 1)
                   for i in range(listed or 0)]
        low, high = self.undescribed(field, listed)
        if high is None or high > 0:
            members.append(Member(Elem(name, field.of_record, None), True,
                                  low, high))
        return members

    def undescribed(self, field, listed):
        """How many elements nothing describes: lowest and highest."""
        if field.counted_by is None:
            return (0, None) if listed is None else (0, 0)
        count_field = self.program.fields["patient"][field.counted_by]
        stored = self.stored(count_field, None)
        if listed is not None and not (stored.given or stored.assumed):
            return 0, 0  # without a count the list is complete
        iv = v.whole(stored.value.interval)
        low = 0 if iv.lo is None else max(0, int(iv.lo) - (listed or 0))
        high = None if iv.hi is None else max(0, int(iv.hi) - (listed or 0))
        return low, high

    def group(self, node, elem):
        """Members of a list, or of (LIST where condition)."""
        if node.kind == "paren":
            return self.group(node.kids[0], elem)
        if node.kind == "where":
            result = []
            for m in self.group(node.kids[0], elem):
                within = k_and(m.within, self.cond(node.kids[1], m.elem))
                result.append(Member(m.elem, within, m.low, m.high))
            return [m for m in result if m.within is not False]
        return self.elements(self.list_named(node.text))

    def extreme_members(self, node, elem):
        """(elements that may be the latest, whether there may be none).
        If several may be the latest, each is possible."""
        members = self.group(node.kids[0], elem)
        if not members:
            return [], True
        dated = []
        for m in members:
            field = self.program.patient_field(m.elem.list)
            by = self.program.fields[field.of_record][field.by]
            value = self.field_value(by, m.elem)
            if value.interval is not None:
                sure = m.present() if not value.nothing else None
                dated.append((m, value.interval, sure))
        sure = [iv for _, iv, present in dated if present is True]
        if not sure:
            return [m.elem for m, _, _ in dated], True
        if node.op == "latest":
            first = max(iv.lo for iv in sure)
            may = [m.elem for m, iv, _ in dated if iv.hi >= first]
        else:
            last = min(iv.hi for iv in sure)
            may = [m.elem for m, iv, _ in dated if iv.lo <= last]
        return may, False

    # ---- Conditions ---------------------------------------------------------

    def cond(self, node, elem=None):
        kind = node.kind
        if kind == "paren":
            return self.cond(node.kids[0], elem)
        if kind == "and":
            return k_and(*[self.cond(k, elem) for k in node.kids])
        if kind == "or":
            return k_or(*[self.cond(k, elem) for k in node.kids])
        if kind == "not":
            return k_not(self.cond(node.kids[0], elem))
        if kind == "compare":
            a = self.value(node.kids[0], elem)
            b = self.value(node.kids[1], elem)
            if node.op == "!=":  # the negation of =
                return k_not(compare_values("=", a, b))
            return compare_values(node.op, a, b)
        if kind == "is":
            holds = self.is_value(node.kids[0], node.kids[1], elem)
            return k_not(holds) if node.op == "not" else holds
        if kind == "is-state":
            return self.is_state(node, elem)
        if kind == "between":
            x, low, high = [self.value(k, elem) for k in (
                node.kids[0], with_unit(*node.kids[1:]), node.kids[2])]
            return k_and(compare_values(">=", x, low),
                         compare_values("<=", x, high))
        if kind == "includes":
            return self.includes(node, elem)
        if kind == "ago":
            return self.ago(node, elem)
        if kind == "quantifier":
            return self.quantifier(node, elem)
        if kind == "unknown":
            return None
        return truth_of(self.value(node, elem))

    def is_value(self, subject, literal, elem):
        """`is` of one of some options, or of a number, date or string."""
        if literal.kind in VALUE_KINDS:
            return compare_values("=", self.value(subject, elem),
                                  self.value(literal, elem))
        words = {norm(k.text) if k.kind == "name" else k.kind
                 for k in literal.kids}
        found = None
        if subject.kind == "name-ref":
            found = self.resolve(subject.text, elem)
        if found and found[0] == "field" and found[1].kind == "list":
            return k_not(v.k_or(*[m.present()
                                  for m in self.elements(found[1])]))
        value = self.value(subject, elem)
        if value.kind == "set":  # SET none: no option
            return none_of(value)
        return is_one_of(value, words)

    def is_state(self, node, elem):
        subject, state = node.kids[0], node.op.split()[-1]
        negated = node.op.startswith("not ")
        if state == "nothing":
            holds = is_nothing(self.value(subject, elem))
        else:
            # What `is known` says stays as the record has it.
            holds = self.base.is_known(subject, elem)
            if state == "unknown":
                holds = not holds
        return k_not(holds) if negated else holds

    def is_known(self, subject, elem):
        if subject.kind == "paren":
            return self.is_known(subject.kids[0], elem)
        if subject.kind == "name-ref":
            found = self.resolve(subject.text, elem)
            if found and found[0] == "field" and found[1].kind == "list":
                return all(m.low == m.high for m in self.elements(found[1]))
        return self.value(subject, elem).known()

    def includes(self, node, elem):
        """Any of them."""
        value = self.value(node.kids[0], elem)
        words = {norm(k.text) if k.kind == "name" else k.kind
                 for k in node.kids[1].kids}
        if value.only_nothing():
            return False
        members = dict(value.members)
        holds = k_or(*[members[w] for w in words])
        return k_and(holds, None) if value.nothing else holds

    def ago(self, node, elem):
        """`D less than Q ago` is today < D + Q."""
        value = self.value(node.kids[0], elem)
        if value.interval is None:
            return False
        later = shift(value.interval, *quantity(node.kids[1]))
        holds = compare(node.op, point(self.today), later)
        return k_and(holds, None) if value.nothing else holds

    def quantifier(self, node, elem):
        members = self.group(node.kids[0], elem)
        facts = [(m.present(), self.cond(node.kids[1], m.elem))
                 for m in members]
        some = k_or(*[k_and(w, x) for w, x in facts])
        members_there = k_or(*[w for w, _ in facts])
        if node.op == "any":
            return some
        if node.op == "no":
            return k_not(some)
        lacking = k_or(*[k_and(w, k_not(x)) for w, x in facts])
        return k_and(members_there, k_not(lacking))

    # ---- Values -------------------------------------------------------------

    def value(self, node, elem=None):
        if node.kind in CONDITIONS:
            return from_truth(self.cond(node, elem))
        return VALUES[node.kind](self, node, elem)

    def value_paren(self, node, elem):
        return self.value(node.kids[0], elem)

    def value_number(self, node, elem):
        return literal(node.text, None)

    def value_quantity(self, node, elem):
        return literal(node.text, node.kids[0].text)

    def value_date(self, node, elem):
        return v.date(v.parse_date(node.text))

    def value_strings(self, node, elem):
        return Value("text", options=frozenset({node.text}))

    def value_yes(self, node, elem):
        return v.YES

    def value_no(self, node, elem):
        return v.NO

    def value_none(self, node, elem):
        return v.choice("none")

    def value_nothing(self, node, elem):
        return NOTHING

    def value_unknown(self, node, elem):
        return Value("unknown")

    def value_today(self, node, elem):
        return v.date(point(self.today))

    def value_name_ref(self, node, elem):
        found = self.resolve(node.text, elem)
        if found is None:  # the name of an option
            return v.choice(norm(node.text))
        kind, what, where = found
        if kind == "field":
            return self.field_value(what, where)
        if kind == "score":
            return self.score(what)
        return self.define(what, where)

    def value_of(self, node, elem):
        """FIELD of PATH: what it may be of each element that may be meant."""
        path = node.kids[-1]
        if path.kind != "extreme-of":
            raise TypeError("path of " + path.kind)
        elems, may_be_none = self.extreme_members(path, elem)
        name = node.text or node.kids[0].text
        result = NOTHING if may_be_none else None
        for one in elems:
            kind, what, where = self.resolve(name, one)
            result = union(result, self.field_value(what, where)
                           if kind == "field" else self.define(what, where))
        return result

    def value_count(self, node, elem):
        low = high = 0
        for m in self.group(node.kids[0], elem):
            if m.within is True:
                low += m.low
            high = None if high is None or m.high is None else high + m.high
        return number(Interval(low, high))

    def value_aggregate(self, node, elem):
        members = self.group(node.kids[1], elem)
        found = [(m, self.value(node.kids[0], m.elem)) for m in members]
        if node.op == "total":
            field = self.list_named(group_name(node.kids[1]))
            anyone = Elem(norm(field.name), field.of_record, None)
            return total(found, self.value(node.kids[0], anyone).unit)
        return extreme(node.op, found)

    def value_time_since(self, node, elem):
        return duration(self.value(node.kids[0], elem),
                        v.date(point(self.today)))

    def value_time_from(self, node, elem):
        return duration(self.value(node.kids[0], elem),
                        self.value(node.kids[1], elem))

    def value_negate(self, node, elem):
        value = self.value(node.kids[0], elem)
        if value.interval is None:
            return value
        return Value("number", interval=v.iv_negate(value.interval),
                     unit=value.unit, nothing=value.nothing)

    def value_arithmetic(self, node, elem):
        return arithmetic(node.op, self.value(node.kids[0], elem),
                          self.value(node.kids[1], elem))

    def value_call(self, node, elem):
        name = norm(node.text or node.kids[0].text)
        args = [k for k in node.kids if k.kind != "name"]
        return call(name, [self.value(k, elem) for k in args])

    # ---- Definitions and scores ---------------------------------------------

    def define(self, define, elem):
        key = (define.record, norm(define.name), elem)
        if key not in self.memo:
            self.memo[key] = self.define_value(define, elem)
        return self.memo[key]

    def define_value(self, define, elem):
        body = define.body
        if body.kind == "stated":
            return self.stated(define, body, elem)
        if body.kind == "branches":
            return self.branches(body, elem)
        return self.value(body, elem)

    def stated(self, define, body, elem):
        """The value is what both allow; if one is unknown, the other; if
        nothing is common to both, either is possible."""
        nowhere = None if elem is None else Elem(elem.list, elem.record, None)
        sides, known = [], []
        for side in body.kids:
            value = self.value(side, elem)
            sides.append(value)
            if value != self.empty().value(side, nowhere):
                known.append(value)
        result, everything = None, None
        for value in known or sides:
            everything = union(everything, value)
        if not known:
            return everything
        for i, value in enumerate(known):
            result = value if i == 0 else v.both(result, value)
            if result is None:
                self.contradictions.add((define.record, norm(define.name),
                                         elem))
                return everything
        return result

    def branches(self, body, elem):
        """Possible unless its guard is no or an earlier guard is yes."""
        branches = body.all("branch")
        otherwise = body.kids[1]
        declared = body.kids[0]
        result, open_end, unknown = None, True, False
        for branch in branches:
            guard = self.cond(branch.kids[0], elem)
            if guard is not False:
                value = self.value(branch.kids[1], elem)
                unknown = unknown or value.kind == "unknown"
                if value.kind != "unknown":
                    result = union(result, value)
            if guard is True:
                open_end = False
                break
        if open_end:
            value = self.value(otherwise, elem)
            unknown = unknown or value.kind == "unknown"
            if value.kind != "unknown":
                result = union(result, value)
        if unknown:
            result = union(result, self.all_of(body, declared, elem))
        return result

    def all_of(self, body, declared, elem):
        """What `unknown` stands for as a branch's value."""
        if declared is not None:
            return v.choice(*[norm(c.text) for c in declared.all("choice")])
        everything = None
        for node in [b.kids[1] for b in body.all("branch")] + [body.kids[1]]:
            value = self.value(node, elem)
            if value.kind == "number":
                return number(v.ANY_NUMBER, value.unit)
            if value.kind == "date":
                return v.date(v.ANY_DAY)
            if value.kind == "choice":
                if value.options & {"yes", "no"}:
                    return v.YES_NO
                everything = union(everything, value)
        return everything

    def score(self, score):
        """A score with unknown items is an interval."""
        low = high = 0
        for item in score[1]:
            points = v.exact(item.kids[0].text)
            if item.op == "negative":
                points = -abs(points)
            holds = self.cond(item.kids[1], None)
            if holds is not False:
                low += points if holds else min(points, 0)
                high += points if holds else max(points, 0)
        return number(Interval(low, high))


VALUES = {name[len("value_"):].replace("_", "-"): method
          for name, method in vars(World).items()
          if name.startswith("value_")}


@lru_cache(None)
def literal(text, unit):
    return number(point(v.exact(text)), unit)


# ---- Truths about values ----------------------------------------------------


def nothing_like(value):
    """A value of the same kind that is surely nothing."""
    if value.kind in ("choice", "text"):
        return Value(value.kind, options=frozenset(), nothing=True)
    return Value(value.kind, unit=value.unit, nothing=True)


def truth_of(value):
    """A yes/no value as a condition; nothing is no."""
    if value.kind == "unknown":
        return None
    if value.kind == "none":
        return False
    return is_one_of(value, {"yes"})


def is_one_of(value, words):
    """Holds if all possible options match, fails if none does; about nothing
    it is no."""
    if value.kind == "unknown":
        return None
    if value.kind == "none":
        return False
    if not value.options & words:
        return False
    return True if value.options <= words and not value.nothing else None


def none_of(value):
    """A set in which no option is."""
    if value.only_nothing():
        return False
    holds = k_and(*[k_not(t) for _, t in value.members])
    return k_and(holds, None) if value.nothing else holds


def is_nothing(value):
    if value.only_nothing():
        return True
    return None if value.nothing else False


def compare_values(op, a, b):
    """Every comparison about nothing is no."""
    if a.only_nothing() or b.only_nothing():
        return False
    holds = compare_known(op, a, b)
    return k_and(holds, None) if a.nothing or b.nothing else holds


FLIP = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


def compare_known(op, a, b):
    if "unknown" in (a.kind, b.kind):
        return None
    if a.kind in ("choice", "text"):
        if a.options is None or b.options is None:
            return None
        if not a.options & b.options:
            return False
        return True if len(a.options | b.options) == 1 else None
    if a.kind == "number":
        if v.same_dimension(a.unit, b.unit):
            return compare(op, a.interval, to_unit(b, a.unit).interval)
        if a.span is not None:
            start, end = a.span
            return compare(op, end, shift_months(start, b))
        return compare_known(FLIP[op], b, a)
    return compare(op, a.interval, b.interval)


def shift(iv, amount, unit):
    return Interval(add_time(iv.lo, amount, unit),
                    add_time(iv.hi, amount, unit))


def shift_months(iv, months):
    """Both ends of a partial date, by both ends of a number of months."""
    low = to_unit(months, "months").interval
    return Interval(add_time(iv.lo, low.lo, "months"),
                    add_time(iv.hi, low.hi, "months"))


def duration(a, b):
    """Days from a to b; a and b remembered for months and years."""
    if a.interval is None or b.interval is None:
        return Value("number", unit="days", nothing=True)
    return Value("number", unit="days", nothing=a.nothing or b.nothing,
                 interval=v.iv_add(b.interval, v.iv_negate(a.interval)),
                 span=(a.interval, b.interval))


# ---- Aggregates -------------------------------------------------------------


def group_name(node):
    """The name of the list that a group is part of."""
    while node.kind in ("where", "paren"):
        node = node.kids[0]
    return node.text


def total(found, unit):
    """Every sum that some choice of members allows; of an empty group 0."""
    result = point(0)
    for m, value in found:
        if value.interval is None:
            continue
        iv = to_unit(value, unit).interval
        result = v.iv_add(result, contribution(m, value, iv))
    return number(result, unit)


def contribution(m, value, iv):
    """What an element (or all undescribed ones) may add to a total."""
    if m.within is not True or value.nothing:
        iv = hull(iv, point(0))
    return v.iv_multiply(iv, Interval(m.low, m.high))


def extreme(op, found):
    """largest and smallest pass over elements whose value is nothing, and of
    none are nothing."""
    found = [(m, value) for m, value in found if value.interval is not None]
    if not found:
        return NOTHING
    unit, kind = found[0][1].unit, found[0][1].kind
    ivs = [(to_unit(value, unit).interval,
            m.present() is True and not value.nothing)
           for m, value in found]
    if op == "smallest":
        ivs = [(v.iv_negate(iv), sure) for iv, sure in ivs]
    result = largest(ivs)
    if op == "smallest":
        result = v.iv_negate(result)
    return Value(kind, interval=result, unit=unit,
                 nothing=not any(sure for _, sure in ivs))


def largest(ivs):
    """Of intervals, some of elements that are surely there."""
    everything = None
    for iv, _ in ivs:
        everything = hull(everything, iv)
    sure = [iv for iv, present in ivs if present]
    if not sure:
        return everything
    lo, lo_open = None, False
    for iv in sure:
        if iv.lo is None:
            continue
        if lo is None or iv.lo > lo:
            lo, lo_open = iv.lo, iv.lo_open
        elif iv.lo == lo:
            lo_open = lo_open or iv.lo_open
    return Interval(lo, everything.hi, lo_open, everything.hi_open)


# ---- Arithmetic -------------------------------------------------------------


def arithmetic(op, a, b):
    """Arithmetic on nothing gives nothing."""
    if "unknown" in (a.kind, b.kind):
        return Value("unknown")
    kind = "date" if "date" in (a.kind, b.kind) and not (
        a.kind == b.kind == "date") else "number"
    if a.only_nothing() or b.only_nothing():
        unit = product_unit(op, a, b) if kind == "number" else None
        return Value(kind, nothing=True, unit=unit)
    nothing = a.nothing or b.nothing
    if a.kind == b.kind == "date":
        return Value("number", unit="days", nothing=nothing,
                     interval=v.iv_add(a.interval, v.iv_negate(b.interval)))
    if kind == "date":
        return date_arithmetic(op, a, b, nothing)
    if op in "+-":
        other = to_unit(b, a.unit).interval
        other = v.iv_negate(other) if op == "-" else other
        return Value("number", unit=a.unit, nothing=nothing,
                     interval=v.iv_add(a.interval, other))
    unit = product_unit(op, a, b)
    if op == "*":
        result = v.iv_multiply(a.interval, b.interval)
    else:
        if unit is None and b.unit is not None:
            b = to_unit(b, a.unit)
        result = v.iv_divide(a.interval, b.interval)
    return Value("number", unit=unit, nothing=nothing,
                 interval=v.iv_round8(result))


def product_unit(op, a, b):
    if op in "+-":
        return a.unit
    if b.unit is None:
        return a.unit
    if op == "*":
        return b.unit if a.unit is None else a.unit + "." + b.unit
    if a.unit is not None and v.same_dimension(a.unit, b.unit):
        return None
    return (a.unit or "10*0") + "/" + b.unit


def date_arithmetic(op, a, b, nothing):
    """A date plus or minus a quantity, taken at both ends."""
    if a.kind != "date":
        a, b = b, a
    amount = b.interval if op == "+" else v.iv_negate(b.interval)
    return Value("date", nothing=nothing, interval=Interval(
        add_time(a.interval.lo, amount.lo, b.unit),
        add_time(a.interval.hi, amount.hi, b.unit)))


def call(name, args):
    if any(a.only_nothing() for a in args):
        return Value("number", nothing=True)
    nothing = any(a.nothing for a in args)
    unit = args[0].unit
    ivs = [to_unit(a, unit).interval if name in ("min", "max")
           else a.interval for a in args]
    result = function(name, ivs)
    return Value("number", interval=result, unit=unit, nothing=nothing)


def function(name, ivs):
    x = ivs[0]
    if name == "round":
        places = int(ivs[1].lo) if len(ivs) > 1 else 0
        return round_interval(x, lambda e: v.round_places(e, places))
    if name == "floor":
        return round_interval(x, lambda e: e.__floor__())
    if name == "ceiling":
        return round_interval(x, lambda e: -((-e).__floor__()))
    if name == "abs":
        if not v.has_zero(x):
            return x if x.lo is not None and x.lo >= 0 else v.iv_negate(x)
        return largest_abs(x)
    if name in ("min", "max"):
        return min_max(name, ivs)
    return smooth(name, ivs)


def round_interval(iv, step):
    """Rounding to steps: an end that it moves can be reached or not reached
    whichever the interval says of the values near it."""
    lo, lo_open = iv.lo, False
    if lo is not None:
        lo = step(iv.lo)
        if iv.lo_open:
            lo = step(iv.lo + Fraction(1, 10**12))
    hi = iv.hi
    if hi is not None:
        hi = step(iv.hi)
        if iv.hi_open:
            hi = step(iv.hi - Fraction(1, 10**12))
    return Interval(lo, hi, lo_open, False)


def largest_abs(iv):
    a, b = v.ends(iv)
    a = (abs(a[0]), a[1])
    hi = max(a[0], b[0])
    hi_open = all(o for x, o in (a, b) if x == hi)
    if hi == v.INFINITE:
        return Interval(0, None)
    return Interval(0, hi, False, hi_open)


def min_max(name, ivs):
    if name == "min":
        return v.iv_negate(min_max("max", [v.iv_negate(i) for i in ivs]))
    return largest([(i, True) for i in ivs])


def smooth(name, ivs):
    """sqrt exp ln log10 power: rising functions, to 8 places. Outside its
    domain: unknown."""
    x = ivs[0]
    if name == "sqrt" and (x.lo is None or x.lo < 0):
        return v.ANY_NUMBER
    if name in ("ln", "log10") and (x.lo is None or x.lo <= 0):
        return v.ANY_NUMBER
    if name == "power":
        return power(*ivs)
    lo = None if x.lo is None else v.transcendental(name, x.lo)
    hi = None if x.hi is None else v.transcendental(name, x.hi)
    if name == "exp" and lo is None:
        return Interval(0, hi, False, x.hi_open)
    return Interval(lo, hi, x.lo_open, x.hi_open)


def power(x, y):
    """Of a base of 0 or more and a whole exponent of 0 or more."""
    if not y.single() or x.lo is None or x.lo < 0 or y.lo < 0 or \
            y.lo.denominator != 1:
        return v.ANY_NUMBER
    return v.iv_round8(v.iv_monotone(x, lambda e: e ** int(y.lo)))
