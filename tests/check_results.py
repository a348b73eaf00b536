#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that results have the shape that `cantlie run --format ndjson` promises.

    cantlie run RULES RECORDS --format ndjson | tests/check_results.py
    cantlie run RULES RECORDS --format json | tests/check_results.py --array

Every key is known, stands in its place, and has the type and the values that
the manual states; what must go together does. Prints what does not fit, and
last how many results did.
"""
import json
import re
import sys

WORDS = {"recommend", "consider", "avoid", "contraindicate", "conflict"}
STATES = {"applies", "held", "undetermined"}
KINDS = {"value", "count", "contradiction", "condition", "constraint",
         "unreadable", "limit"}
DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}\Z")


class Misfit(Exception):
    pass


# ---- Kinds of values -----------------------------------------------------------


def need(fits, what):
    if not fits:
        raise Misfit(what)


def text(value):
    need(isinstance(value, str), f"{value!r} is no text")


def flag(value):
    need(isinstance(value, bool), f"{value!r} is not true or false")


def number(value):
    need(isinstance(value, (int, float)) and not isinstance(value, bool),
         f"{value!r} is no number")


def date(value):
    need(isinstance(value, str) and DATE.match(value), f"{value!r} is no date")


def digest(value):
    need(isinstance(value, str) and DIGEST.match(value),
         f"{value!r} is no digest")


def one_of(words):
    def check(value):
        need(value in words, f"{value!r} is none of {sorted(words)}")
    return check


def or_null(check):
    return lambda value: None if value is None else check(value)


def array(check):
    def each(value):
        need(isinstance(value, list), f"{value!r} is no array")
        for i, one in enumerate(value):
            within(f"[{i}]", check, one)
    return each


def mapping(check):
    def each(value):
        need(isinstance(value, dict), f"{value!r} is no object")
        for name, one in value.items():
            within(f".{name}", check, one)
    return each


def within(place, check, value):
    try:
        check(value)
    except Misfit as misfit:
        raise Misfit(f"{place}{misfit}" if str(misfit)[0] in ".["
                     else f"{place}: {misfit}") from None


def shape(**keys):
    """An object with these keys in this order; `_` before a name: it may be
    left out."""
    order = [key.lstrip("_") for key in keys]
    checks = dict(zip(order, keys.values()))
    required = [key for key in keys if not key.startswith("_")]

    def check(value):
        need(isinstance(value, dict), f"{value!r} is no object")
        for key in value:
            need(key in checks, f"{key!r} is no key of this object")
        for key in required:
            need(key in value, f"{key!r} is missing")
        need([k for k in order if k in value] == list(value),
             f"keys out of order: {', '.join(value)}")
        for key, one in value.items():
            within(f".{key}", checks[key], one)
    return check


# ---- The contract ----------------------------------------------------------------

ENDS = {"low": or_null(number), "_above": flag, "high": or_null(number),
        "_below": flag}
DAYS = {"low": or_null(date), "high": or_null(date)}

OUTCOME = shape(measure=text, at=or_null(text), **ENDS, unit=text,
                against=or_null(shape(**ENDS, unit=text, text=text)),
                rule=text)

BY = shape(rule=text, state=one_of(STATES), _or_instead=array(text),
           _with=array(array(text)),
           _dropped=array(shape(treatment=text, rule=text)))

VERDICT = shape(
    treatment=text,
    verdict=one_of(WORDS | {"undecided", "none"}),
    _exact=flag,
    _may_be=array(shape(verdict=one_of(WORDS | {"none"}),
                        **{"if": or_null(array(array(text)))})),
    _needs=array(text),
    _candidate=or_null(flag),
    _fails=array(text),
    _all_members_excluded=flag,
    _one_of=array(text),
    _choices=array(text),
    _may_yet_be_out=array(text),
    by=array(BY),
    beaten=array(shape(rule=text, verdict=one_of(WORDS))),
    _not_before=date,
    _not_before_may_be=array(shape(**DAYS, rule=text)),
    in_trial=array(shape(trial=text, verdict=one_of(WORDS), rule=text,
                         state=one_of(STATES))),
    assumed=array(text),
    evidence=array(text),
    outcomes=array(OUTCOME))

RESULT = shape(
    patient=text,
    as_of=date,
    rules=shape(guideline=text, version=text, digest=digest),
    program=text,
    record=shape(source=text, digest=or_null(digest)),
    _strict=flag,
    _only=array(text),
    verdicts=array(VERDICT),
    states=mapping(one_of(STATES)),
    values=mapping(shape(**ENDS)),
    prognosis=array(shape(rule=text, direction=one_of({"adverse",
                                                       "favourable"}),
                          **{"for": or_null(text)}, text=text)),
    outcomes=array(OUTCOME),
    monitor=array(shape(what=text, every=text, due=shape(**DAYS),
                        overdue=one_of({"yes", "no", "unknown"}), rule=text)),
    orders=array(text),
    notes=array(shape(rule=text, **{"for": array(text)}, text=text)),
    ask=array(text),
    errors=array(shape(kind=one_of(KINDS), field=text, path=text, found=text,
                       expected=text, source=text)),
    warnings=array(shape(path=text, text=text, source=text)))


# ---- What must go together ---------------------------------------------------------


def check_verdict(verdict, states):
    undecided = verdict["verdict"] == "undecided"
    for key in ("exact", "may_be", "needs"):
        need((key in verdict) == undecided,
             f"{key} belongs to undecided verdicts, and to all of them")
    need(("candidate" in verdict) == ("fails" in verdict),
         "candidate and fails go together")
    if verdict["verdict"] == "none":
        need(verdict["in_trial"] or verdict.get("candidate") is False,
             "listed without a verdict, a trial or a failed candidacy")
    if undecided:
        need(len({m["verdict"] for m in verdict["may_be"]}) > 1,
             "undecided between fewer than two words")
        need(verdict["needs"], "undecided, yet nothing is needed")
    for by in verdict["by"]:
        need(states[by["rule"]] == by["state"] != "held",
             f"{by['rule']}: {by['state']}, but {states[by['rule']]}")


def check_result(result):
    RESULT(result)
    names = [verdict["treatment"] for verdict in result["verdicts"]]
    need(len(set(names)) == len(names), "two verdicts on one treatment")
    needed = set()
    for verdict in result["verdicts"]:
        within(f".verdicts of {verdict['treatment']}",
               lambda v: check_verdict(v, result["states"]), verdict)
        needed.update(verdict.get("needs", []))
    need(set(result["ask"]) == needed,
         "ask is not what the listed verdicts need")
    for end in result["values"].values():
        need(None in (end["low"], end["high"]) or end["low"] <= end["high"],
             "a value whose low end is above its high end")


def no_twins(pairs):
    names = [name for name, _ in pairs]
    need(len(set(names)) == len(names), f"a key twice among {names}")
    return dict(pairs)


def main():
    data = sys.stdin.buffer.read().decode("utf-8")
    parts = [data] if "--array" in sys.argv else data.splitlines()
    fit = misfit = 0
    for n, part in enumerate(parts, 1):
        try:
            found = json.loads(part, object_pairs_hook=no_twins)
            results = found if "--array" in sys.argv else [found]
            need(isinstance(results, list), "no array")
            for result in results:
                check_result(result)
                fit += 1
        except (Misfit, ValueError) as error:
            misfit += 1
            print(f"line {n}: {error}")
    print(f"{fit} results fit, {misfit} do not")
    sys.exit(1 if misfit else 0)


if __name__ == "__main__":
    main()
