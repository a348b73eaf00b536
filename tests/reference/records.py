# SPDX-License-Identifier: Apache-2.0
"""From one patient's JSON to stored facts (language.md, "Records").

A stored fact is what a field may be, before its `if` is looked at: a Value
that is never `nothing`. Keys are (field,) for the patient's own fields and
(list, index, field) for those of listed elements, index from 0.
"""

import json
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from program import data_norm, norm, quantity
from values import (ANY_DAY, ANY_NUMBER, Interval, Value, add_months,
                    conversion, exact, meet, parse_date, point, scale, union,
                    unit_of, whole)


ENDS = {"low", "high", "above", "below"}


class Refused(Exception):
    """A value that the vocabulary does not allow."""


class Stored(NamedTuple):
    value: Value
    given: bool = False      # a value was given, accepted, and counts
    mentioned: bool = False  # the record says something about it
    assumed: bool = False


def load_json(text):
    return json.loads(text, parse_float=exact)


def unknown_value(field):
    """All that the vocabulary allows."""
    if field.kind == "choice":
        return Value("choice", options=frozenset(field.options))
    if field.kind == "set":
        return Value("set", members=tuple((o, None) for o in field.options))
    if field.kind == "text":
        return Value("text", options=None)
    if field.kind == "date":
        return Value("date", interval=ANY_DAY)
    low_high = Interval(field.low, field.high)
    if field.low is None and field.high is None:
        low_high = ANY_NUMBER
    return Value("number", interval=low_high, unit=field.unit)


# ---- One value --------------------------------------------------------------


def is_unknown_word(raw):
    """`null`, "", "unknown" and "NA" are unknown."""
    return raw is None or (isinstance(raw, str) and
                           raw.strip().lower() in ("", "unknown", "na"))


def read_option(field, raw):
    if isinstance(raw, bool) and field.options == ["yes", "no"]:
        return "yes" if raw else "no"
    if isinstance(raw, str):
        word = data_norm(raw)
        if word in field.options:
            return word
        if word in field.synonyms:
            return field.synonyms[word]
    raise Refused


def read_choice(field, raw):
    everything = frozenset(field.options)
    if isinstance(raw, dict):
        if set(raw) == {"any"} and isinstance(raw["any"], list):
            options = frozenset(read_option(field, r) for r in raw["any"])
        elif set(raw) == {"not"}:
            parts = raw["not"]
            parts = parts if isinstance(parts, list) else [parts]
            options = everything - {read_option(field, r) for r in parts}
        else:
            raise Refused
        if not options:
            raise Refused
        return Value("choice", options=options)
    return Value("choice", options=frozenset({read_option(field, raw)}))


def read_set(field, raw):
    """A list is the whole set; has and lacks leave the others unknown."""
    if isinstance(raw, str) and data_norm(raw) == "none":
        raw = []
    if isinstance(raw, list):
        has = {read_option(field, r) for r in raw}
        return Value("set", members=tuple((o, o in has)
                                          for o in field.options))
    if isinstance(raw, dict) and raw and set(raw) <= {"has", "lacks"}:
        has = {read_option(field, r) for r in raw.get("has", [])}
        lacks = {read_option(field, r) for r in raw.get("lacks", [])}
        if has & lacks:
            raise Refused
        return Value("set", members=tuple(
            (o, True if o in has else False if o in lacks else None)
            for o in field.options))
    raise Refused


def within_range(field, iv):
    """A value outside the range is refused; an interval is cut to it."""
    allowed = unknown_value(field).interval
    if field.whole:
        if iv.single() and iv.lo.denominator != 1:
            raise Refused
        iv = whole(iv)
    cut = None if iv is None else meet(iv, allowed)
    if cut is None:
        raise Refused
    return cut


def data_unit(text, field):
    """In data, letter case is forgiven when one unit fits."""
    try:
        return conversion(text, field.unit)
    except (KeyError, TypeError, IndexError, ValueError):
        pass
    raise Refused


def is_number(raw):
    return isinstance(raw, (int, Fraction)) and not isinstance(raw, bool)


def read_amount(field, raw, unit):
    """A number, "80 ng/mL", "<0.5", ">1000 ug/L", or low and high."""
    if isinstance(raw, bool):
        raise Refused
    if is_number(raw):
        iv = point(raw)
    elif isinstance(raw, str):
        iv, own = amount_text(raw)
        unit = own or unit
    elif isinstance(raw, dict) and set(raw) == {"any"} and \
            isinstance(raw["any"], list) and raw["any"]:
        result = None
        for one in raw["any"]:
            result = union(result, read_amount(field, one, unit))
        return result
    elif isinstance(raw, dict) and raw and set(raw) <= ENDS:
        if "low" not in raw and "high" not in raw:
            raise Refused
        for end in ("low", "high"):
            if end in raw and not is_number(raw[end]):
                raise Refused
        iv = Interval(raw.get("low"), raw.get("high"),
                      bool(raw.get("above")), bool(raw.get("below")))
        if iv.empty():
            raise Refused
    else:
        raise Refused
    if unit is not None:
        factor = data_unit(unit, field)
        iv = scale(iv, factor)
    return Value("number", interval=within_range(field, iv), unit=field.unit)


def amount_text(raw):
    text, sign = raw.strip(), ""
    for start in ("<=", ">=", "<", ">", "≤", "≥"):
        if text.startswith(start):
            sign, text = start, text[len(start):].strip()
            break
    parts = text.split(None, 1)
    if not parts:
        raise Refused
    try:
        amount = exact(Decimal(parts[0]))
    except ArithmeticError:
        raise Refused from None
    unit = parts[1] if len(parts) > 1 else None
    return {"": point(amount), "<": Interval(None, amount, False, True),
            "<=": Interval(None, amount), "≤": Interval(None, amount),
            ">": Interval(amount, None, True), ">=": Interval(amount, None),
            "≥": Interval(amount, None)}[sign], unit


def read_day(raw):
    if isinstance(raw, str):
        iv = parse_date(raw)
        if iv is not None:
            return iv
    raise Refused


def read_date(raw):
    if isinstance(raw, dict) and set(raw) == {"any"} and raw["any"] and \
            isinstance(raw["any"], list):
        result = None
        for one in raw["any"]:
            result = union(result, read_date(one))
        return result
    if isinstance(raw, dict) and raw and set(raw) <= ENDS:
        low = read_day(raw["low"]).lo if "low" in raw else None
        high = read_day(raw["high"]).hi if "high" in raw else None
        iv = whole(Interval(low, high, bool(raw.get("above")),
                            bool(raw.get("below"))))
        iv = None if iv is None else meet(iv, ANY_DAY)
        if iv is None or (low is None and high is None):
            raise Refused
        return Value("date", interval=iv)
    return Value("date", interval=read_day(raw))


def read_value(field, raw, unit=None):
    """The Value of one V; raises Refused."""
    if field.kind == "choice":
        return read_choice(field, raw)
    if field.kind == "set":
        return read_set(field, raw)
    if field.kind == "date":
        return read_date(raw)
    if field.kind == "text":
        if is_number(raw):  # an identifier made of digits
            raw = str(raw)
        if isinstance(raw, str):
            return Value("text", options=frozenset({raw}))
        raise Refused
    return read_amount(field, raw, unit)


# ---- One fact: values with dates --------------------------------------------


def facts_of(field, raw):
    """The whole shape of a fact, or a list of such objects, as a list of
    (V, unit, date text)."""
    if isinstance(raw, list) and all(isinstance(r, dict) for r in raw) and (
            raw or field.kind != "set"):  # [] of a set: it is empty
        return [f for r in raw for f in facts_of(field, r)]
    if isinstance(raw, dict) and "value" in raw:
        return [(raw["value"], raw.get("unit"), raw.get("date"))]
    return [(raw, None, None)]


def add_time(day, amount, unit):
    """A date plus a quantity: months by the calendar, days exactly."""
    if unit_of(unit)[0] == unit_of("months")[0]:
        return add_months(int(day), int(amount * conversion(unit, "months")))
    return exact(day + amount * conversion(unit, "days"))


class Reader:
    def __init__(self, program, today, strict=False):
        self.program, self.today, self.strict = program, today, strict

    def stored(self, field, raw, own_date, report):
        """What the facts given for a field leave possible. own_date: the
        interval of the element's `by` date, or None."""
        dated = []
        for value, unit, date_text in facts_of(field, raw):
            dated.append(self.one_fact(field, value, unit, date_text,
                                       own_date, report))
        if any(d == "refused" for d in dated):
            return Stored(unknown_value(field), mentioned=True)
        # A fact dated wholly after today does not count.
        dated = [(v, d) for v, d in dated
                 if d is None or d.lo <= self.today]
        if not dated:
            return Stored(unknown_value(field), mentioned=True)
        result, given = None, True
        for value, day in latest_facts(dated, self.today):
            if value is None or not self.current(field, day):
                result, given = union(result, unknown_value(field)), False
            else:
                result = union(result, value)
        return Stored(result, given=given, mentioned=True)

    def one_fact(self, field, value, unit, date_text, own_date, report):
        """(Value or None for unknown or refused, interval of its date or
        None); "refused" if its date cannot be read."""
        day = own_date
        if date_text is not None:
            try:
                day = read_day(date_text)
            except Refused:
                report("value")
                return "refused"
        if is_unknown_word(value):
            return None, day
        try:
            return read_value(field, value, unit), day
        except Refused:
            report("value")
            return None, day

    def current(self, field, day):
        """Valid while today <= date + so long; a partial date only if it is
        valid for its first day; undated counts as current."""
        if field.valid is None:
            return True
        if day is None:
            return not self.strict
        return self.today <= add_time(day.lo, *field.valid)

    # ---- A record -----------------------------------------------------------

    def read(self, data):
        record = Record()
        for field in self.program.fields["patient"].values():
            found, raw = look_up(field, data)
            if field.kind == "list":
                self.read_list(record, field, found, raw)
            else:
                self.read_field(record, field, (norm(field.name),),
                                field.name, (found, raw), None)
        return record

    def read_field(self, record, field, key, path, found_raw, own_date):
        found, raw = found_raw
        if not found:
            record.facts[key] = assumed(field)
            return
        record.facts[key] = self.stored(
            field, raw, own_date,
            lambda kind: record.errors.append((kind, path)))

    def read_list(self, record, field, found, raw):
        name = norm(field.name)
        record.listed[name] = None
        if not found:
            if field.assume is not None:
                record.listed[name] = 0
            return
        record.mentioned_lists.add(name)
        if is_unknown_word(raw):
            return
        if isinstance(raw, str) and data_norm(raw) == "none":
            raw = []
        if not isinstance(raw, list):
            record.errors.append(("value", field.name))
            return
        record.listed[name] = len(raw)
        for index, one in enumerate(raw):
            self.read_element(record, field, index, one)

    def read_element(self, record, field, index, data):
        name = norm(field.name)
        if not isinstance(data, dict):
            record.errors.append(("value", "%s.%d" % (field.name, index + 1)))
            data = None
        fields = self.program.fields[field.of_record]
        by = self.read_by(record, field, index, data)
        future = by is not None and by.lo > self.today
        for one in fields.values():
            key = (name, index, norm(one.name))
            if norm(one.name) == field.by:
                continue
            path = "%s.%d.%s" % (field.name, index + 1, one.name)
            if data is not None:
                self.read_field(record, one, key, path, look_up(one, data),
                                by)
            if data is None or future:
                # Of an element dated after today only the date is known.
                record.facts[key] = Stored(unknown_value(one),
                                           mentioned=True)

    def read_by(self, record, field, index, data):
        """Reads the `by` date; its interval, or None where it is unknown."""
        if field.by is None:
            return None
        one = self.program.fields[field.of_record][field.by]
        key = (norm(field.name), index, field.by)
        path = "%s.%d.%s" % (field.name, index + 1, one.name)
        self.read_field(record, one, key, path,
                        look_up(one, data or {}), None)
        stored = record.facts[key]
        return stored.value.interval if stored.given else None


class Record:
    def __init__(self):
        self.facts = {}               # key -> Stored
        self.listed = {}              # list -> number of elements or None
        self.mentioned_lists = set()
        self.errors = []              # (kind, path)


def look_up(field, data):
    """A key is a field's name, or one that the field is `named`."""
    for key, raw in data.items():
        if norm(key) == norm(field.name) or key in field.named:
            return True, raw
    return False, None


def assumed(field):
    """`assume` fills only what the record does not mention."""
    if field.assume is None:
        return Stored(unknown_value(field))
    node = field.assume
    if field.kind == "set":
        has = set() if node.kind == "none" else {
            norm(k.text) for k in ([node] if node.kind == "name"
                                   else node.kids)}
        value = Value("set", members=tuple((o, o in has)
                                           for o in field.options))
    elif field.kind == "choice":
        word = norm(node.text) if node.kind == "name" else node.kind
        if node.kind == "literals":
            word = norm(node.kids[0].text or node.kids[0].kind)
        value = Value("choice", options=frozenset({word}))
    elif field.kind == "date":
        value = Value("date", interval=parse_date(node.text))
    else:
        amount, unit = quantity(node)
        factor = 1 if unit is None else conversion(unit, field.unit)
        value = Value("number", interval=point(amount * factor),
                      unit=field.unit)
    return Stored(value, assumed=True)


def latest_facts(dated, today):
    """Those that may be the latest: an undated one is as of today."""
    spans = [(v, d if d is not None else point(today), d) for v, d in dated]
    last_sure = max(span.lo for _, span, _ in spans)
    return [(v, d) for v, span, d in spans if span.hi >= last_sure]
