# SPDX-License-Identifier: Apache-2.0
"""What rules conclude beside verdicts: orders, monitoring, delays.

An order is silent once its fact is known. A delay is shown while its date is
after today or uncertain; of several the latest; on a group it reaches the
members. One whose date is nothing does not exist.
"""

import values as v
from evaluate import shift
from program import norm, quantity


def remarks_of(patient, kind, states=(True,)):
    for rule, state in zip(patient.program.rules, patient.states):
        if state in states:
            for one in rule.remarks:
                if one.kind == kind:
                    yield one, state


def orders(patient):
    result = set()
    for one, _ in remarks_of(patient, "order"):
        if not is_known(patient.world, norm(one.kids[0].text)):
            result.add(norm(one.kids[0].text))
    return sorted(result)


def is_known(world, name):
    """A list is, once all its elements are described."""
    field = world.program.fields["patient"][name]
    if field.kind == "list":
        return all(m.elem.index is not None for m in world.elements(field))
    return world.field_value(field, None).known()


def moved(patient, since, amount):
    """(low and high day of a date plus an amount, None for no end; whether it
    may be nothing), or None if it is nothing."""
    value = patient.world.value(since)
    if value.interval is None:
        return None
    iv = shift(value.interval, *quantity(amount))
    return v.Interval(None if value.interval.lo == v.FIRST_DAY else iv.lo,
                      None if value.interval.hi == v.LAST_DAY else iv.hi), \
        value.nothing


def texts(iv):
    return [None if end is None else v.day_text(int(end))
            for end in (iv.lo, iv.hi)]


def monitoring(patient):
    """[what, [low, high] of when it is due, whether it is overdue]"""
    result = []
    today = v.point(patient.world.today)
    for one, _ in remarks_of(patient, "monitor"):
        found = today, False
        if one.kids[2] is not None:
            found = moved(patient, one.kids[2], one.kids[1])
        if found:
            late = v.less(found[0], today)
            if found[1]:  # there may be no such date
                late = v.k_and(late, None)
            result.append([norm(one.kids[0].text), texts(found[0]),
                           {True: "yes", False: "no", None: "unknown"}[late]])
    return sorted(result, key=str)


def delays(patient, treatment):
    """(the day before which it is not to be, or None; [low, high] of each
    such day that is uncertain)."""
    certain, possible = [], []
    today = patient.world.today
    for one, state in remarks_of(patient, "delay", (True, None)):
        name = norm(one.kids[0].text)
        if treatment != name and \
                treatment not in patient.program.below(name):
            continue
        found = moved(patient, one.kids[2], one.kids[1])
        if not found or (found[0].hi is not None and found[0].hi <= today):
            continue
        iv, perhaps = found
        if state is True and not perhaps and iv.single():
            certain.append(iv.lo)
        else:
            possible.append(texts(iv))
    day = v.day_text(int(max(certain))) if certain else None
    return day, sorted(possible, key=str)
