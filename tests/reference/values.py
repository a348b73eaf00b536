# SPDX-License-Identifier: Apache-2.0
"""What may be true: the values of the reference evaluator.

Three truth values are True, False and None (unknown). A Value is a set of
what is possible: options, an interval of exact numbers or of days, for a set
field one truth value per option; and perhaps `nothing`. Everything here is
written from language.md, "Meaning", with no regard for speed. It shares
nothing with interp/.
"""

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, Optional

# ---- Kleene's tables --------------------------------------------------------


def k_not(a):
    return None if a is None else not a


def k_and(*parts):
    """No if one part is no; yes if all are yes; otherwise unknown."""
    if False in parts:
        return False
    return None if None in parts else True


def k_or(*parts):
    """Yes if one part is yes; no if all are no; otherwise unknown."""
    if True in parts:
        return True
    return None if None in parts else False


# ---- Calendar ---------------------------------------------------------------
# Days are counted from 0000-03-01 as day 0; only differences matter.


def month_length(year, month):
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


def day_number(year, month, day):
    y = year - 1 if month <= 2 else year
    m = month - 3 if month > 2 else month + 9
    return (365 * y + y // 4 - y // 100 + y // 400
            + (153 * m + 2) // 5 + day - 1)


def day_to_ymd(n):
    """The calendar date of a day number, by search: slow and obvious."""
    year = n // 366
    while day_number(year + 1, 1, 1) <= n:
        year += 1
    month = 12
    while day_number(year, month, 1) > n:
        month -= 1
    return year, month, n - day_number(year, month, 1) + 1


@lru_cache(100_000)
def add_months(n, months):
    """A day that the month lacks is its last day."""
    year, month, day = day_to_ymd(n)
    total = year * 12 + (month - 1) + months
    year, month = total // 12, total % 12 + 1
    return day_number(year, month, min(day, month_length(year, month)))


def day_text(n):
    return "%04d-%02d-%02d" % day_to_ymd(n)


FIRST_DAY = day_number(1800, 1, 1)
LAST_DAY = day_number(2200, 12, 31)


@lru_cache(100_000)
def parse_date(text):
    """Interval of days of YYYY, YYYY-MM or YYYY-MM-DD; None if there is no
    such date or it is outside 1800 to 2200."""
    parts = text.strip().split("-")
    if not 1 <= len(parts) <= 3 or not all(p.isdigit() for p in parts):
        return None
    if [len(p) for p in parts] != [4, 2, 2][:len(parts)]:
        return None
    numbers = [int(p) for p in parts]
    year = numbers[0]
    if not 1800 <= year <= 2200:
        return None
    if len(numbers) == 1:
        return Interval(day_number(year, 1, 1), day_number(year, 12, 31))
    month = numbers[1]
    if not 1 <= month <= 12:
        return None
    if len(numbers) == 2:
        return Interval(day_number(year, month, 1), day_number(
            year, month, month_length(year, month)))
    if not 1 <= numbers[2] <= month_length(year, month):
        return None
    return point(day_number(year, month, numbers[2]))


# ---- Units ------------------------------------------------------------------
# A unit is (dimension, ratio to the base of that dimension). Dimension is a
# frozenset of (base, power). Months and years are a dimension of their own.

TIME_WORDS = {"day": 1, "days": 1, "d": 1, "week": 7, "weeks": 7, "wk": 7}
MONTH_WORDS = {"month": 1, "months": 1, "year": 12, "years": 12}
ATOMS = {"m": ("length", Fraction(1)), "g": ("mass", Fraction(1)),
         "L": ("length3", Fraction(1, 1000)),
         "l": ("length3", Fraction(1, 1000)),
         "mol": ("amount", Fraction(1)), "U": ("catal", Fraction(1)),
         "%": ("percent", Fraction(1))}
PREFIXES = {"": Fraction(1), "k": Fraction(1000), "d": Fraction(1, 10),
            "c": Fraction(1, 100), "m": Fraction(1, 1000),
            "u": Fraction(1, 10**6), "n": Fraction(1, 10**9),
            "p": Fraction(1, 10**12)}


def atom_unit(text):
    if text.startswith("10*"):
        return "one", 0, Fraction(10) ** int(text[3:] or 1)
    power = 1
    while text and text[-1].isdigit():
        power, text = int(text[-1]), text[:-1]
    for prefix, factor in PREFIXES.items():
        rest = text[len(prefix):]
        if text.startswith(prefix) and rest in ATOMS:
            base, ratio = ATOMS[rest]
            if base == "length3":
                return "length", 3 * power, (factor * ratio) ** power
            return base, power, (factor * ratio) ** power
    raise KeyError(text)


@lru_cache(None)
def unit_of(text):
    """(dimension, ratio); None stands for a plain number."""
    if text is None or text == "":
        return frozenset(), Fraction(1)
    text = text.replace("µ", "u").replace("μ", "u")
    if text in TIME_WORDS:
        return frozenset({("days", 1)}), Fraction(TIME_WORDS[text])
    if text in MONTH_WORDS:
        return frozenset({("months", 1)}), Fraction(MONTH_WORDS[text])
    powers, ratio = {}, Fraction(1)
    for i, part in enumerate(text.split("/")):
        for atom in part.split("."):
            base, power, factor = atom_unit(atom)
            sign = -1 if i else 1
            powers[base] = powers.get(base, 0) + sign * power
            ratio *= factor ** sign
    return frozenset((b, p) for b, p in powers.items() if p), ratio


def same_dimension(a, b):
    return unit_of(a)[0] == unit_of(b)[0]


@lru_cache(None)
def conversion(from_unit, to_unit):
    """Quantities in different units differ by the ratio of their units."""
    (da, ra), (db, rb) = unit_of(from_unit), unit_of(to_unit)
    if da != db:
        raise TypeError("units %s and %s" % (from_unit, to_unit))
    return ra / rb


# ---- Exact numbers ----------------------------------------------------------
# An int where the number is whole, a Fraction where it is not: Python takes one
# for the other in everything but a quotient.


@lru_cache(100_000)
def exact(x):
    """The same number; of a text, a Decimal or a Fraction."""
    x = Fraction(x)
    return x.numerator if x.denominator == 1 else x


def round_places(x, places=8):
    """Halves go away from zero."""
    scaled = abs(x) * 10 ** places
    whole = int(scaled)  # floor of a positive
    if scaled - whole >= Fraction(1, 2):
        whole += 1
    result = exact(Fraction(whole) / 10 ** places)
    return -result if x < 0 else result


def transcendental(name, *args):
    """A function's value to 8 places by 60 digits of precision."""
    with localcontext() as context:
        context.prec = 60
        numbers = [Decimal(a.numerator) / Decimal(a.denominator)
                   for a in args]
        result = {"sqrt": lambda x: x.sqrt(), "exp": lambda x: x.exp(),
                  "ln": lambda x: x.ln(), "log10": lambda x: x.log10(),
                  "power": lambda x, y: x ** y}[name](*numbers)
        return round_places(Fraction(result))


# ---- Intervals --------------------------------------------------------------


class Interval(NamedTuple):
    """None as an end: no bound on that side (and never reached)."""
    lo: Optional[Fraction]
    hi: Optional[Fraction]
    lo_open: bool = False
    hi_open: bool = False

    def single(self):
        return self.lo is not None and self.lo == self.hi

    def empty(self):
        if self.lo is None or self.hi is None:
            return False
        return self.lo > self.hi or (
            self.lo == self.hi and (self.lo_open or self.hi_open))


def point(x):
    return Interval(x, x)


ANY_NUMBER = Interval(None, None)
ANY_DAY = Interval(FIRST_DAY, LAST_DAY)


def hull(a, b):
    """The interval that spans both; an end is open only if it is reached
    only by way of an open end."""
    if a is None or b is None:
        return a if b is None else b
    lo, lo_open = lower_of(a, b)
    hi, hi_open = higher_of(a, b)
    return Interval(lo, hi, lo_open, hi_open)


def lower_of(a, b):
    if a.lo is None or b.lo is None:
        return None, False
    if a.lo == b.lo:
        return a.lo, a.lo_open and b.lo_open
    return (a.lo, a.lo_open) if a.lo < b.lo else (b.lo, b.lo_open)


def higher_of(a, b):
    if a.hi is None or b.hi is None:
        return None, False
    if a.hi == b.hi:
        return a.hi, a.hi_open and b.hi_open
    return (a.hi, a.hi_open) if a.hi > b.hi else (b.hi, b.hi_open)


def meet(a, b):
    """What both allow; None if that is nothing."""
    if a is None or b is None:
        return None
    lo, lo_open = a.lo, a.lo_open
    if b.lo is not None and (lo is None or b.lo > lo):
        lo, lo_open = b.lo, b.lo_open
    elif b.lo == lo:
        lo_open = lo_open or b.lo_open
    hi, hi_open = a.hi, a.hi_open
    if b.hi is not None and (hi is None or b.hi < hi):
        hi, hi_open = b.hi, b.hi_open
    elif b.hi == hi:
        hi_open = hi_open or b.hi_open
    result = Interval(lo, hi, lo_open, hi_open)
    return None if result.empty() else result


def whole(iv):
    """Of whole numbers and days `> 1` is from 2 on. None if there is none."""
    lo, hi = iv.lo, iv.hi
    if lo is not None:
        up = -((-lo).__floor__())
        lo = up + 1 if (iv.lo_open and up == lo) else up
    if hi is not None:
        down = hi.__floor__()
        hi = down - 1 if (iv.hi_open and down == hi) else down
    result = Interval(lo, hi)
    return None if result.empty() else result


def scale(iv, factor):
    """Times a positive exact ratio (a conversion of units)."""
    return Interval(None if iv.lo is None else exact(iv.lo * factor),
                    None if iv.hi is None else exact(iv.hi * factor),
                    iv.lo_open, iv.hi_open)


def less(a, b):
    """a < b holds if it holds for every pair, fails if for none."""
    if a.hi is not None and b.lo is not None and (
            a.hi < b.lo or (a.hi == b.lo and (a.hi_open or b.lo_open))):
        return True
    if a.lo is not None and b.hi is not None and a.lo >= b.hi:
        return False
    return None


def equal(a, b):
    if a.single() and b.single():
        return a.lo == b.lo
    return False if meet(a, b) is None else None


def compare(op, a, b):
    """op is one of < <= > >= = of two intervals."""
    if op == "<":
        return less(a, b)
    if op == ">":
        return less(b, a)
    if op == "<=":
        return k_not(less(b, a))
    if op == ">=":
        return k_not(less(a, b))
    return equal(a, b)


# ---- Arithmetic on intervals ------------------------------------------------


def iv_add(a, b):
    return Interval(
        None if a.lo is None or b.lo is None else a.lo + b.lo,
        None if a.hi is None or b.hi is None else a.hi + b.hi,
        a.lo_open or b.lo_open, a.hi_open or b.hi_open)


def iv_negate(a):
    return Interval(None if a.hi is None else -a.hi,
                    None if a.lo is None else -a.lo, a.hi_open, a.lo_open)


def ends(iv):
    """Its two ends as (value, open); an endless one as +-infinity."""
    return [(-INFINITE if iv.lo is None else iv.lo,
             True if iv.lo is None else iv.lo_open),
            (INFINITE if iv.hi is None else iv.hi,
             True if iv.hi is None else iv.hi_open)]


INFINITE = float("inf")


def corner_product(x, y):
    """One corner: an exact 0 reached on one side makes 0, whatever the other
    end is; otherwise it is open if one of its ends is."""
    (a, a_open), (b, b_open) = x, y
    if a == 0 or b == 0:
        reached = (a == 0 and not a_open) or (b == 0 and not b_open)
        return 0, not reached
    if a in (INFINITE, -INFINITE) or b in (INFINITE, -INFINITE):
        positive = (a > 0) == (b > 0)
        return (INFINITE if positive else -INFINITE), True
    return a * b, a_open or b_open


def span_of(corners):
    lo = min(v for v, _ in corners)
    hi = max(v for v, _ in corners)
    lo_open = all(o for v, o in corners if v == lo)
    hi_open = all(o for v, o in corners if v == hi)
    return Interval(None if lo == -INFINITE else lo,
                    None if hi == INFINITE else hi,
                    lo != -INFINITE and lo_open, hi != INFINITE and hi_open)


def iv_multiply(a, b):
    return span_of([corner_product(x, y) for x in ends(a) for y in ends(b)])


def has_zero(iv):
    below = iv.lo is None or iv.lo < 0 or (iv.lo == 0 and not iv.lo_open)
    above = iv.hi is None or iv.hi > 0 or (iv.hi == 0 and not iv.hi_open)
    return below and above


def corner_quotient(x, y):
    (a, a_open), (b, b_open) = x, y
    if b in (INFINITE, -INFINITE):  # so small that it rounds to 0
        if a in (INFINITE, -INFINITE):
            return (0, False), (
                (INFINITE if (a > 0) == (b > 0) else -INFINITE), True)
        return ((0, False),)
    if b == 0:  # an open end at 0: the quotient grows without bound
        if a == 0:
            return ((0, a_open),)
        return None
    if a in (INFINITE, -INFINITE):
        return (((INFINITE if (a > 0) == (b > 0) else -INFINITE), True),)
    if a == 0:
        return ((0, a_open),)
    return ((exact(Fraction(a) / b), a_open or b_open),)


def iv_divide(a, b):
    """Division by what may be 0 is unknown."""
    if has_zero(b):
        return ANY_NUMBER
    positive = not (b.hi is not None and b.hi <= 0)
    corners = []
    for x in ends(a):
        for y in ends(b):
            part = corner_quotient(x, y)
            if part is None:
                part = (((INFINITE if (x[0] > 0) == positive else -INFINITE),
                         True),)
            corners.extend(part)
    return span_of(corners)


def iv_round8(iv):
    """Rounded to 8 places; an end that rounding moved can be reached."""
    def one(end, is_open):
        if end is None:
            return None, False
        rounded = round_places(end)
        return rounded, is_open and rounded == end
    lo, lo_open = one(iv.lo, iv.lo_open)
    hi, hi_open = one(iv.hi, iv.hi_open)
    return Interval(lo, hi, lo_open, hi_open)


def iv_monotone(iv, function):
    """A function that never falls, applied to both ends."""
    return Interval(None if iv.lo is None else function(iv.lo),
                    None if iv.hi is None else function(iv.hi),
                    iv.lo_open, iv.hi_open)


# ---- Values -----------------------------------------------------------------


class Value(NamedTuple):
    """kind: choice (yes/no too), set, number, date, text, list, none.

    options    choice: what it may be. text: a frozenset, None = any text
    members    set: tuple of (option, truth); None if it is only nothing
    interval   number, date: None if it is only nothing
    unit       number: unit it is expressed in (None: plain)
    nothing    whether it may be nothing
    span       a number that is a time from one date to another: the two
               intervals of days, for comparison with months
    """
    kind: str
    options: Optional[frozenset] = None
    members: Optional[tuple] = None
    interval: Optional[Interval] = None
    unit: Optional[str] = None
    nothing: bool = False
    span: Optional[tuple] = None

    def only_nothing(self):
        if self.kind == "choice":
            return self.nothing and not self.options
        if self.kind == "set":
            return self.nothing and self.members is None
        if self.kind in ("number", "date"):
            return self.nothing and self.interval is None
        if self.kind == "text":
            return self.nothing and self.options == frozenset()
        return self.kind == "none"

    def known(self):
        """It has one member; being nothing counts as known."""
        if self.only_nothing():
            return True
        if self.nothing:
            return False
        if self.kind == "choice":
            return len(self.options) == 1
        if self.kind == "text":
            return self.options is not None and len(self.options) == 1
        if self.kind == "set":
            return all(t is not None for _, t in self.members)
        return self.interval.single()


NOTHING = Value("none", nothing=True)


def choice(*options):
    return Value("choice", options=frozenset(options))


YES, NO, YES_NO = choice("yes"), choice("no"), choice("yes", "no")


def from_truth(truth):
    return YES_NO if truth is None else (YES if truth else NO)


def number(iv, unit=None):
    return Value("number", interval=iv, unit=unit)


def date(iv):
    return Value("date", interval=iv)


def union(a, b):
    """All that either may be."""
    if a is None or b is None:
        return a if b is None else b
    if a.kind == "none":
        return b._replace(nothing=True)
    if b.kind == "none":
        return a._replace(nothing=True)
    nothing = a.nothing or b.nothing
    if a.kind in ("choice", "text"):
        options = (None if a.options is None or b.options is None
                   else a.options | b.options)
        if a.kind == "text" and options and len(options) > 1:
            options = None  # of several texts each might be any
        return Value(a.kind, options=options, nothing=nothing)
    if a.kind == "set":
        return Value("set", members=join_members(a.members, b.members),
                     nothing=nothing)
    if a.kind == "number":
        b = to_unit(b, a.unit)
        span = None
        if a.span and b.span:
            span = (hull(a.span[0], b.span[0]), hull(a.span[1], b.span[1]))
        return Value("number", interval=hull(a.interval, b.interval),
                     unit=a.unit, nothing=nothing, span=span)
    return Value("date", interval=hull(a.interval, b.interval),
                 nothing=nothing)


def join_members(a, b):
    if a is None or b is None:
        return a if b is None else b
    return tuple((option, t if t == dict(b)[option] else None)
                 for option, t in a)


def both(a, b):
    """What both allow; None if nothing is common to them."""
    if a.kind == "none" or b.kind == "none":
        return NOTHING if a.nothing and b.nothing else None
    nothing = a.nothing and b.nothing
    if a.kind in ("choice", "text"):
        if a.options is None or b.options is None:
            options = b.options if a.options is None else a.options
        else:
            options = a.options & b.options
        empty = options is not None and not options
        return None if empty and not nothing else Value(
            a.kind, options=options, nothing=nothing)
    if a.kind == "set":
        members = meet_members(a.members, b.members)
        return None if members is None and not nothing else Value(
            "set", members=members, nothing=nothing)
    if a.kind == "number":
        b = to_unit(b, a.unit)
    interval = meet(a.interval, b.interval)
    if interval is None and not nothing:
        return None
    return Value(a.kind, interval=interval, unit=a.unit, nothing=nothing)


def meet_members(a, b):
    if a is None or b is None:
        return None
    result = []
    for option, t in a:
        other = dict(b)[option]
        if t is not None and other is not None and t != other:
            return None
        result.append((option, other if t is None else t))
    return tuple(result)


def to_unit(value, unit):
    if value.kind != "number" or value.unit == unit:
        return value
    factor = conversion(value.unit, unit)
    interval = None if value.interval is None else scale(value.interval,
                                                         factor)
    return value._replace(interval=interval, unit=unit)
