#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Small examples, derived by hand from language.md, for the reference.

    AST_DUMP=.../ast-dump python3 test_reference.py

Each says what the page says; none was copied from an answer of either
evaluator.
"""

import json
import os
import subprocess
import tempfile
import unittest

from generate import generate
from records import load_json
from reference import Reference
from verdicts import Patient

AST_DUMP = os.environ.get("AST_DUMP", "build/tests/ast-dump")
AS_OF = "2024-06-01"

VOCABULARY = """
record patient
  id: text
  fit: yes/no
  gene: wild-type ("wt") | mutated
  stage: one-a | two-a | three-a
  site: none | liver | lung
  primary: in-place | resected
  margin: R0 | R1 | R2, if primary resected
  surgery: date, if primary resected
  age: years, 0 to 120
  ecog: 0 to 5
  size: cm, 0 to 50
  other-size: cm, 0 to 50
  CEA: ug/L
  free: number
  remnant: %, 5 to 100
  seen: date
  dose: date
  marker: high | low, valid for 8 weeks
  level: ug/L, valid for 2 months
  ills: set of diabetes | heart-failure | cirrhosis
  quiet: yes/no assume no
  how-loud: high | low, if quiet yes
  how-high: 0 to 5, if how-loud high
  memo: text
  calm: yes/no, valid for 8 weeks assume no
  allergies: set of latex | iodine assume none
  spot-count: number, 0 to 200
  spots: list of spot, counted by spot-count
  chemo: list of course by start

record spot
  width: cm, 0 to 50
  lobe: left | right
  removable: yes/no

record course
  start: date
  last: date
  drug: yes/no
  result: CR | PR | PD
  grade: 0 to 5, valid for 8 weeks

treatment group-a
treatment one member of group-a
treatment two member of group-a
treatment group-b member of group-a
treatment three member of group-b
treatment four
treatment five
"""


def tree_of(text):
    with tempfile.NamedTemporaryFile("w", suffix=".rules", delete=False,
                                     encoding="utf-8") as stream:
        stream.write(text)
    try:
        out = subprocess.run([AST_DUMP, "--json", stream.name], check=True,
                             capture_output=True)
    finally:
        os.unlink(stream.name)
    return json.loads(out.stdout)


VOCABULARY_TREE = None


def evaluate(rules, record, as_of=AS_OF):
    global VOCABULARY_TREE
    if VOCABULARY_TREE is None:
        VOCABULARY_TREE = tree_of(VOCABULARY)
    reference = Reference([VOCABULARY_TREE, tree_of(rules)], as_of)
    result = reference.result(load_json(json.dumps(record)))
    result["by_name"] = {one["treatment"]: one for one in result["verdicts"]}
    return result


LETTER = {"applies": "T", "held": "F", "undetermined": "U"}


def letters(rules, record, as_of=AS_OF):
    return "".join(LETTER[state] for _, state in
                   evaluate(rules, record, as_of)["states"])


class Base(unittest.TestCase):
    def truths(self, record, expected, *conditions, as_of=AS_OF, items=""):
        rules = items + "".join(
            "\nrule r%d when %s then recommend one\n" % pair
            for pair in enumerate(conditions))
        self.assertEqual(letters(rules, record, as_of), expected)

    def word(self, rules, record, treatment="one"):
        found = evaluate(rules, record)["by_name"].get(treatment)
        return found and found["verdict"]


class Values(Base):
    def test_kleene(self):
        self.truths({"fit": True}, "TFTUTUUF",
                    "fit", "not fit", "fit or gene mutated",
                    "fit and gene mutated", "not (not fit)", "gene mutated",
                    "not gene mutated", "gene mutated and not fit")

    def test_untested_is_never_negative(self):
        self.truths({}, "UU", "gene is not mutated", "not gene mutated")

    def test_choice_sets(self):
        record = {"stage": {"any": ["one-a", "two-a"]},
                  "gene": {"not": "mutated"}}
        self.truths(record, "TFUTFTF", "stage one-a | two-a",
                    "stage three-a", "stage one-a", "gene wild-type",
                    "gene is not wild-type", "gene is known",
                    "stage is known")

    def test_synonym_and_spaces(self):
        self.truths({"gene": "wt"}, "T", "gene wild-type")
        self.truths({"gene": "wild type"}, "T", "gene wild-type")

    def test_sets(self):
        self.truths({"ills": {"has": ["diabetes"], "lacks": ["cirrhosis"]}},
                    "TUFTF", "ills includes diabetes",
                    "ills includes heart-failure", "ills includes cirrhosis",
                    "ills includes diabetes | heart-failure", "ills none")
        self.truths({"ills": []}, "TF", "ills none",
                    "ills includes diabetes | cirrhosis")
        self.truths({}, "UU", "ills none", "ills includes cirrhosis")

    def test_intervals_from_reports(self):
        self.truths({"CEA": "<0.5"}, "TUFF", "CEA < 0.5 ug/L",
                    "CEA < 0.4 ug/L", "CEA >= 0.5 ug/L", "CEA is known")
        self.truths({"CEA": ">1000 ug/L"}, "TUF", "CEA > 1000 ug/L",
                    "CEA > 1001 ug/L", "CEA <= 1000 ug/L")

    def test_unknown_age_is_its_range(self):
        self.truths({}, "TUF", "age <= 120 years", "age < 120 years",
                    "age > 120 years")

    def test_whole_numbers_with_open_ends(self):
        self.truths({"ecog": ">1"}, "TU", "ecog >= 2", "ecog > 2")
        self.truths({"ecog": "<1"}, "TT", "ecog = 0", "ecog is known")

    def test_partial_date(self):
        self.truths({"seen": "2023-05"}, "TFUF", "seen < 2023-06-01",
                    "seen >= 2023-06-01", "seen < 2023-05-15",
                    "seen is known")

    def test_not_followed(self):
        self.truths({"size": {"value": {"low": 1, "high": 3}}}, "UT",
                    "size - size <= 1 cm", "size - size <= 2 cm")

    def test_between_includes_ends(self):
        self.truths({"ecog": 2}, "TTF", "ecog between 2 and 3",
                    "ecog between 0 and 2", "ecog between 3 and 5")

    def test_units(self):
        self.truths({"size": "23 mm", "CEA": "80 ng/mL"}, "TTTF",
                    "size = 2.3 cm", "size < 24 mm", "CEA = 80 ug/L",
                    "CEA > 0.08 mg/L")

    def test_exact_decimals(self):
        self.truths({"size": 0.3}, "TT", "size = 3 mm",
                    "size - 0.1 cm = 0.2 cm")

    def test_rounding_away_from_zero(self):
        self.truths({"free": 2.5}, "TTT", "round(free) = 3",
                    "round(0 - free) = -3", "free / 3 = 0.83333333")
        self.truths({"free": 2}, "T", "free / 3 = 0.66666667")

    def test_division_by_what_may_be_zero(self):
        self.truths({"free": {"value": {"low": 0, "high": 1}}}, "UU",
                    "1 / free > 0.5", "1 / free >= 1")


class Nothing(Base):
    EMPTY = {"chemo": [], "spots": []}

    def test_latest_of_none(self):
        self.truths(self.EMPTY, "FTFTFT", "result of latest chemo is PD",
                    "result of latest chemo is not PD",
                    "drug of latest chemo", "not drug of latest chemo",
                    "start of latest chemo > 2000-01-01",
                    "not (start of latest chemo > 2000-01-01)")

    def test_is_nothing(self):
        self.truths(self.EMPTY, "TTF", "result of latest chemo is nothing",
                    "result of latest chemo is known",
                    "result of latest chemo is unknown")

    def test_arithmetic_on_nothing(self):
        self.truths(self.EMPTY, "FTT", "largest width of spots + 1 cm > 0 cm",
                    "(largest width of spots) + 1 cm is nothing",
                    "largest width of spots != 1 cm")

    def test_empty_aggregates(self):
        self.truths(self.EMPTY, "TT", "count of spots = 0",
                    "total width of spots = 0 cm")

    def test_perhaps_nothing(self):
        record = {"spots": [{"width": 3}]}
        where = "largest width of (spots where lobe left)"
        self.truths(record, "UFUU", where + " > 2 cm", where + " > 4 cm",
                    where + " is nothing", where + " != 2 cm"
                    .replace("2", "3"))

    def test_quantifiers_of_empty(self):
        self.truths(self.EMPTY, "FFT", "any spot has removable",
                    "every spot has removable", "no spot has removable")


class Lists(Base):
    def test_quantifiers(self):
        record = {"spots": [{"removable": True}, {"lobe": "left"}]}
        self.truths(record, "TUUU", "any spot has removable",
                    "every spot has removable", "no spot has lobe right",
                    "any spot has not removable")

    def test_body_of_several(self):
        record = {"spots": [{"removable": True, "lobe": "left"},
                            {"removable": False, "lobe": "right"}]}
        self.truths(record, "FT",
                    "any spot has (removable and lobe right)",
                    "any spot has removable and any spot has lobe right")

    def test_filter(self):
        record = {"spots": [{"width": 3, "lobe": "left"}, {"width": 5}]}
        self.truths(record, "TUUF", "any (spots where lobe left) has "
                    "width >= 3 cm", "any (spots where lobe left) has "
                    "width > 4 cm", "every (spots where lobe left) has "
                    "width < 4 cm", "no (spots where lobe left) has "
                    "width = 3 cm")
        self.truths(record, "UTFT", "count of (spots where lobe left) = 1",
                    "count of (spots where lobe left) <= 2",
                    "count of (spots where lobe left) = 3",
                    "total width of (spots where lobe left) >= 3 cm")

    def test_every_under_an_unknown_filter(self):
        # There may be nobody in the group, or somebody who lacks it.
        self.truths({"spots": [{"width": 5}]}, "U",
                    "every (spots where lobe left) has width < 4 cm")

    def test_counted_by(self):
        self.truths({"spot-count": 3}, "TUFU", "count of spots = 3",
                    "any spot has removable", "spots none",
                    "largest width of spots > 2 cm")
        self.truths({"spot-count": 3, "spots": [{"removable": True}]},
                    "TTU", "count of spots = 3", "any spot has removable",
                    "every spot has removable")

    def test_count_of_possible_elements(self):
        record = {"spot-count": {"value": {"low": 1, "high": 2}},
                  "spots": [{"removable": True}]}
        self.truths(record, "UTU", "count of spots = 2",
                    "count of spots >= 1", "every spot has removable")

    def test_count_below_listed(self):
        record = {"spot-count": 1, "spots": [{}, {}]}
        result = evaluate("rule r when count of spots = 2 then one "
                          "candidate\n", record)
        self.assertEqual(result["states"], [["r", "applies"]])
        self.assertEqual(result["errors"], [["count", "spot-count"]])

    def test_absent_list(self):
        self.truths({}, "UUUUF", "any chemo has drug", "no chemo has drug",
                    "chemo none", "count of chemo = 0", "count of chemo < 0")

    def test_absent_list_as_long_as_its_count_allows(self):
        self.truths({}, "TU", "count of spots <= 200",
                    "count of spots <= 199")

    def test_largest_and_total_of_intervals(self):
        record = {"spots": [{"width": 3}, {"width": {
            "value": {"low": 2, "high": 5}}}]}
        self.truths(record, "TUTTU", "largest width of spots >= 3 cm",
                    "largest width of spots > 3 cm",
                    "largest width of spots <= 5 cm",
                    "total width of spots >= 5 cm",
                    "total width of spots = 6 cm")

    def test_latest(self):
        record = {"chemo": [{"start": "2024-01-01", "result": "PD"},
                            {"start": "2023-01-01", "result": "CR"}]}
        self.truths(record, "TT", "result of latest chemo is PD",
                    "result of earliest chemo is CR")

    def test_latest_with_ties_and_partial_dates(self):
        record = {"chemo": [{"start": "2024-01", "result": "PD"},
                            {"start": "2024-01-15", "result": "CR"},
                            {"start": "2023-12-31", "result": "PR"}]}
        self.truths(record, "UTF", "result of latest chemo is PD",
                    "result of latest chemo is PD | CR",
                    "result of latest chemo is PR")

    def test_planned_element_is_one(self):
        record = {"chemo": [{"start": "2024-07-01", "result": "PD"}]}
        self.truths(record, "TUU", "count of chemo = 1",
                    "result of latest chemo is PD",
                    "result of latest chemo is CR")


class Time(Base):
    def test_ago(self):
        self.truths({"seen": "2022-06-01"}, "FTFT",
                    "seen less than 2 years ago",
                    "seen at least 2 years ago",
                    "seen more than 2 years ago",
                    "seen at most 2 years ago")
        self.truths({"seen": "2022-06-02"}, "TFFT",
                    "seen less than 2 years ago",
                    "seen at least 2 years ago",
                    "seen more than 2 years ago",
                    "seen at most 2 years ago")

    def test_same_test_by_time_since(self):
        self.truths({"seen": "2022-06-01"}, "FT",
                    "time since seen < 2 years", "time since seen >= 2 years")

    def test_day_that_the_month_lacks(self):
        # 31 January + 1 month is 29 February.
        self.truths({"seen": "2024-01-31"}, "TF",
                    "seen at least 1 month ago",
                    "seen less than 1 month ago", as_of="2024-02-29")

    def test_planned(self):
        self.truths({"seen": "2024-07-01"}, "TTFF",
                    "seen less than 1 week ago".replace("1 week", "1 weeks"),
                    "seen at most 2 months ago", "seen more than 0 days ago",
                    "seen at least 0 days ago")

    def test_partial_date_ago(self):
        self.truths({"seen": "2022"}, "UF", "seen less than 2 years ago",
                    "seen less than 1 year ago")

    def test_time_from_to(self):
        record = {"seen": "2024-01-31", "dose": "2024-02-29"}
        self.truths(record, "TFT", "time from seen to dose >= 1 month",
                    "time from seen to dose < 1 month",
                    "time from seen to dose = 29 days")
        self.truths(record, "T", "time from dose to seen < 1 month")

    def test_define_compares_with_months(self):
        items = "define since-seen: time since seen\n"
        self.truths({"seen": "2024-05-01"}, "TF", "since-seen >= 1 month",
                    "since-seen > 1 month", items=items)

    def test_dates_move(self):
        self.truths({"seen": "2024-04-27"}, "TF",
                    "seen + 5 weeks = 2024-06-01",
                    "seen + 5 weeks < today")
        self.truths({"seen": "2024-01-31"}, "T",
                    "seen + 1 month = 2024-02-29")
        self.truths({"seen": "2024-01"}, "TU",
                    "seen + 1 month >= 2024-02-01",
                    "seen + 1 month = 2024-02-29")

    def test_months_of_age_are_plain(self):
        self.truths({"age": 61}, "TF", "age = 732 months", "age < 61 years")


class Facts(Base):
    def test_valid_for(self):
        rule = "marker high"
        self.truths({"marker": {"value": "high", "date": "2024-04-06"}},
                    "T", rule)
        self.truths({"marker": {"value": "high", "date": "2024-04-05"}},
                    "U", rule)
        self.truths({"marker": "high"}, "T", rule)

    def test_valid_for_months(self):
        self.truths({"level": {"value": 5, "date": "2024-04-01"}}, "T",
                    "level = 5 ug/L")
        self.truths({"level": {"value": 5, "date": "2024-03-31"}}, "U",
                    "level = 5 ug/L")

    def test_partial_date_is_valid_from_its_first_day(self):
        self.truths({"marker": {"value": "high", "date": "2024-04"}}, "U",
                    "marker high")
        self.truths({"marker": {"value": "high", "date": "2024-05"}}, "T",
                    "marker high")

    def test_latest_fact_counts(self):
        self.truths({"gene": [{"value": "mutated", "date": "2024-01-01"},
                              {"value": "wt", "date": "2024-02-01"}]},
                    "F", "gene mutated")
        self.truths({"gene": [{"value": "mutated", "date": "2024-02-01"},
                              {"value": "wt", "date": "2024-02-01"}]},
                    "U", "gene mutated")
        self.truths({"size": [{"value": 2, "date": "2024-02-01"},
                              {"value": 4, "date": "2024-02-01"}]},
                    "UT", "size = 3 cm", "size between 2 and 4 cm")

    def test_latest_fact_is_judged(self):
        self.truths({"marker": [{"value": "high", "date": "2024-05-20"},
                                {"value": "low", "date": "2024-01-01"}]},
                    "T", "marker high")

    def test_future_fact_does_not_count(self):
        self.truths({"gene": {"value": "mutated", "date": "2024-06-02"}},
                    "U", "gene mutated")
        self.truths({"gene": [{"value": "mutated", "date": "2024-06-02"},
                              {"value": "wt", "date": "2024-01-01"}]},
                    "F", "gene mutated")
        self.truths({"gene": {"value": "mutated", "date": "2024-06"}}, "T",
                    "gene mutated")

    def test_by_date_dates_the_element(self):
        self.truths({"chemo": [{"start": "2024-05-01", "grade": 3}]}, "T",
                    "any chemo has grade = 3")
        self.truths({"chemo": [{"start": "2024-01-01", "grade": 3}]}, "U",
                    "any chemo has grade = 3")

    def test_assume(self):
        self.truths({}, "FT", "quiet", "allergies none")
        self.truths({"quiet": None}, "U", "quiet")
        self.truths({"quiet": "perhaps"}, "U", "quiet")
        self.truths({"calm": {"value": True, "date": "2023-01-01"}}, "U",
                    "calm")
        self.truths({}, "F", "calm")

    def test_if(self):
        self.truths({"primary": "in-place"}, "TFT", "margin is nothing",
                    "margin R0", "margin is not R0")
        self.truths({"primary": "resected"}, "FU", "margin is nothing",
                    "margin R0")
        self.truths({}, "UU", "margin is nothing", "margin R0")

    def test_if_given_while_condition_is_absent(self):
        self.truths({"margin": "R0"}, "TUF", "margin R0", "primary resected",
                    "margin is nothing")

    def test_if_contradicted(self):
        result = evaluate("rule r when margin R0 then one candidate\n",
                          {"primary": "in-place", "margin": "R0"})
        self.assertEqual(result["states"], [["r", "undetermined"]])
        self.assertEqual(result["errors"], [["condition", "margin"]])
        self.truths({"primary": "in-place", "margin": "R0"}, "UU",
                    "primary in-place", "margin is nothing")

    def test_refused_values(self):
        result = evaluate("rule r when gene mutated then one candidate\n", {
            "gene": "mutatd", "age": 130, "seen": "2023-02-30",
            "spots": [{"width": -1}], "CEA": "5 cm", "ecog": 1.5})
        self.assertEqual(result["errors"], [
            ["value", p] for p in ("CEA", "age", "ecog", "gene", "seen",
                                   "spots.1.width")])
        self.assertEqual(result["states"], [["r", "undetermined"]])


class Defines(Base):
    STATED = "define big: largest width of spots, or as stated size\n"

    def test_stated(self):
        spots = [{"width": 3}]
        self.truths({"spots": spots, "size": 3}, "T", "big = 3 cm",
                    items=self.STATED)
        self.truths({"spots": spots}, "T", "big = 3 cm", items=self.STATED)
        self.truths({"size": 3}, "T", "big = 3 cm", items=self.STATED)
        self.truths({}, "U", "big = 3 cm", items=self.STATED)

    def test_stated_meets(self):
        self.truths({"spots": [{"width": "<4"}], "size": {
            "value": {"low": 3}}}, "TT", "big >= 3 cm", "big < 4 cm",
            items=self.STATED)

    def test_stated_contradiction(self):
        record = {"spots": [{"width": 3}], "size": 5}
        self.truths(record, "UT", "big = 5 cm", "big between 3 and 5 cm",
                    items=self.STATED)
        self.assertEqual(evaluate(self.STATED, record)["errors"],
                         [["contradiction", "big"]])

    def test_nothing_beside_unknown(self):
        self.truths({"spots": []}, "T", "big is nothing", items=self.STATED)

    def test_branches(self):
        items = ("define reserve: enough | border | poor\n"
                 "  when remnant >= 30 % then enough\n"
                 "  when remnant >= 20 % then border\n"
                 "  otherwise poor\n")
        self.truths({"remnant": 30}, "T", "reserve enough", items=items)
        self.truths({"remnant": 25}, "T", "reserve border", items=items)
        self.truths({"remnant": {"value": {"low": 25, "high": 35}}}, "UF",
                    "reserve enough", "reserve poor", items=items)
        self.truths({}, "UT", "reserve poor",
                    "reserve enough | border | poor", items=items)

    def test_define_of_record(self):
        items = "define length of course: time from start to last\n"
        record = {"chemo": [{"start": "2024-01-01", "last": "2024-02-12"},
                            {"start": "2024-03-01", "last": "2024-03-08"}]}
        self.truths(record, "TFT", "total length of chemo = 7 weeks",
                    "total length of chemo > 7 weeks",
                    "any chemo has length >= 6 weeks", items=items)

    def test_score(self):
        items = ("score risk\n  1 if fit\n  2 if gene mutated\n"
                 "  -1 if ecog > 2\n")
        result = evaluate(items, {"fit": True, "ecog": 1})
        self.assertEqual(result["values"], {"risk": ["1", "3"]})
        self.truths({"fit": True, "ecog": 1}, "TUF", "risk >= 1", "risk = 3",
                    "risk > 3", items=items)


class RulesAndTables(Base):
    def test_unless(self):
        rules = "rule r when fit unless gene mutated then recommend one\n"
        self.assertEqual(letters(rules, {"fit": True}), "U")
        self.assertEqual(letters(rules, {"fit": True, "gene": "mutated"}),
                         "F")

    def test_overrides(self):
        rules = ("rule a when fit then avoid one overrides b\n"
                 "rule b when gene mutated then recommend one\n")
        self.assertEqual(letters(rules, {"fit": True, "gene": "mutated"}),
                         "TF")
        self.assertEqual(letters(rules, {"gene": "mutated"}), "UU")
        self.assertEqual(letters(rules, {"fit": False, "gene": "mutated"}),
                         "FT")

    TABLE = ("table t\n  | gene | ecog || then |\n"
             "  | wild-type | <= 1 || recommend one |\n"
             "  | - | 0 to 2 || recommend two |\n"
             "  | not wild-type | - || avoid one |\n")

    def test_table(self):
        self.assertEqual(letters(self.TABLE, {"gene": "wt", "ecog": 1}),
                         "TFF")
        self.assertEqual(letters(self.TABLE, {"gene": "wt", "ecog": 2}),
                         "FTF")
        self.assertEqual(letters(self.TABLE, {"gene": "mutated",
                                              "ecog": 3}), "FFT")
        self.assertEqual(letters(self.TABLE, {"ecog": 1}), "UUF")
        self.assertEqual(letters(self.TABLE, {"gene": "mutated"}), "FUU")

    def test_table_overrides_and_is_silenced(self):
        rules = (self.TABLE + "  overrides r\n"
                 "rule r when fit then recommend one\n"
                 "rule s when stage one-a then note \"x\" overrides t\n")
        self.assertEqual(letters(rules, {"gene": "wt", "ecog": 1,
                                         "fit": True, "stage": "two-a"}),
                         "TFFFF")
        self.assertEqual(letters(rules, {"gene": "wt", "ecog": 1,
                                         "fit": True, "stage": "one-a"}),
                         "FFFTT")


class Constraints(Base):
    RULE = ('constraint "c": no chemo has last < start\n'
            "rule r when any chemo has last < 2024-01-01 then one "
            "candidate\nrule s when any chemo has drug then two "
            "candidate\n")

    def test_elements_that_break_it(self):
        record = {"chemo": [{"start": "2023-03-01", "last": "2023-01-01",
                             "drug": True},
                            {"start": "2024-03-01", "last": "2024-04-01",
                             "drug": False}]}
        result = evaluate(self.RULE, record)
        self.assertEqual(result["states"], [["r", "undetermined"],
                                            ["s", "applies"]])
        self.assertEqual(result["errors"], [["constraint", None]])

    def test_not_broken_when_unknown(self):
        record = {"chemo": [{"last": "2023-01-01", "drug": True}]}
        result = evaluate(self.RULE, record)
        self.assertEqual(result["errors"], [])

    def test_patient_fields(self):
        rules = ('constraint "c": not (fit and ecog > 3)\n'
                 "rule r when fit then recommend one\n"
                 "rule s when ecog > 3 then recommend two\n")
        self.assertEqual(letters(rules, {"fit": True, "ecog": 4}), "UU")


class Verdicts(Base):
    def test_order_of_words(self):
        for rules, word in [
                ("recommend one", "recommend"), ("consider one", "consider"),
                ("avoid one", "avoid"), ("one candidate", "consider"),
                ("contraindicate one", "contraindicate")]:
            self.assertEqual(self.word("rule r when fit then %s\n" % rules,
                                       {"fit": True}), word)

    def combined(self, first, second):
        return self.word("rule r when fit then %s one\n"
                         "rule s when fit then %s one\n" % (first, second),
                         {"fit": True})

    def test_combinations(self):
        self.assertEqual(self.combined("recommend", "avoid"), "conflict")
        self.assertEqual(self.combined("avoid", "consider"), "avoid")
        self.assertEqual(self.combined("recommend", "consider"), "recommend")
        self.assertEqual(self.combined("recommend", "contraindicate"),
                         "contraindicate")

    def test_settled_although_undetermined(self):
        rules = ("rule r when gene mutated then recommend one\n"
                 "rule s when gene wild-type then recommend one\n")
        self.assertEqual(letters(rules, {}), "UU")
        self.assertEqual(self.word(rules, {}), "recommend")

    def test_undecided_and_needs(self):
        rules = ("rule r when fit and gene wild-type then recommend one\n"
                 "rule s when gene mutated then avoid one\n")
        result = evaluate(rules, {"fit": True})
        one = result["by_name"]["one"]
        self.assertEqual(one["verdict"], "undecided")
        self.assertEqual(one["may_be"], ["avoid", "recommend"])
        self.assertEqual(one["needs"], ["gene"])
        self.assertTrue(one["exact"])
        self.assertEqual(result["ask"], ["gene"])

    def test_thresholds_cut(self):
        rules = ("rule r when size < 3 cm then recommend one\n"
                 "rule s when size >= 30 mm then recommend one\n")
        self.assertEqual(self.word(rules, {}), "recommend")
        rules = ("rule r when size < 3 cm then recommend one\n"
                 "rule s when size > 3 cm then recommend one\n")
        self.assertEqual(evaluate(rules, {})["by_name"]["one"]["may_be"],
                         ["none", "recommend"])

    def test_whole_numbers_between_thresholds(self):
        rules = ("rule r when ecog <= 1 then recommend one\n"
                 "rule s when ecog >= 2 then recommend one\n")
        self.assertEqual(self.word(rules, {}), "recommend")

    def test_dates_cut(self):
        rules = ("rule r when seen less than 2 years ago then recommend "
                 "one\nrule s when time since seen >= 2 years then "
                 "recommend one\n")
        self.assertEqual(self.word(rules, {}), "recommend")

    def test_inexact(self):
        rules = ("rule r when size < other-size then recommend one\n"
                 "rule s when fit then avoid one\n")
        one = evaluate(rules, {"fit": False})["by_name"]["one"]
        self.assertFalse(one["exact"])
        self.assertEqual(one["needs"], ["size", "other-size"])

    def test_same_text_is_one_condition(self):
        rules = ("rule r when size < other-size then recommend one\n"
                 "rule s when not size < other-size then recommend one\n")
        self.assertEqual(self.word(rules, {}), "recommend")

    def test_absent_list_in_needs(self):
        rules = "rule r when any chemo has drug then recommend one\n"
        one = evaluate(rules, {})["by_name"]["one"]
        self.assertEqual(one["needs"], ["chemo"])
        self.assertFalse(one["exact"])

    def test_element_in_needs(self):
        rules = "rule r when any spot has removable then recommend one\n"
        one = evaluate(rules, {"spots": [{"removable": False}, {}]})
        self.assertEqual(one["by_name"]["one"]["needs"],
                         ["removable of spot 2"])

    def test_if_in_completions(self):
        rules = ("rule r when primary in-place then recommend one\n"
                 "rule s when primary resected and margin R0 | R1 | R2 then "
                 "recommend one\n")
        self.assertEqual(self.word(rules, {}), "recommend")
        rules = ("rule r when margin R0 then recommend one\n"
                 "rule s when margin is not R0 then recommend one\n")
        self.assertEqual(self.word(rules, {}), "recommend")

    def test_known_stays_as_it_is(self):
        rules = "rule r when gene is known then recommend one\n"
        self.assertEqual(self.word(rules, {}), None)
        self.assertEqual(letters(rules, {}), "F")

    def test_stated_completions_left_out(self):
        # gene as stated: completions that contradict are left out.
        items = ("define double: gene mutated, or as stated stage one-a\n"
                 "rule r when double then recommend one\n")
        one = evaluate(items, {"gene": "mutated"})["by_name"]["one"]
        self.assertEqual(one["verdict"], "recommend")

    def test_trial_counts_for_nothing(self):
        rules = 'rule r when fit then recommend one in trial "X"\n'
        one = evaluate(rules, {"fit": True})["by_name"]["one"]
        self.assertEqual(one["verdict"], "none")
        self.assertEqual(evaluate(rules, {"fit": False})["verdicts"], [])

    def test_candidate(self):
        rules = "rule r when fit then one candidate\n"
        self.assertEqual([evaluate(rules, r)["by_name"]["one"]["candidate"]
                          for r in ({"fit": True}, {"fit": False}, {})],
                         [True, False, None])
        self.assertEqual(self.word(rules, {"fit": False}), "none")


class Groups(Base):
    def test_avoid_reaches_every_member(self):
        result = evaluate("rule r when fit then avoid group-a\n",
                          {"fit": True})["by_name"]
        self.assertEqual(sorted(result), ["group-a", "group-b", "one",
                                          "three", "two"])

    def test_except(self):
        result = evaluate("rule r when fit then contraindicate group-a "
                          "except group-b\n", {"fit": True})["by_name"]
        self.assertEqual(sorted(result), ["group-a", "one", "two"])

    def test_recommended_group(self):
        rules = ("rule r when fit then recommend group-b\n"
                 "rule s when gene mutated then contraindicate three\n")
        result = evaluate(rules, {"fit": True, "gene": "wt"})["by_name"]
        self.assertEqual(sorted(result), ["group-b"])
        result = evaluate(rules, {"fit": True, "gene": "mutated"})["by_name"]
        self.assertEqual(sorted(result), ["group-b", "three"])
        self.assertEqual(result["group-b"]["verdict"], "none")
        one = evaluate(rules, {"fit": True})["by_name"]["group-b"]
        self.assertEqual(one["may_be"], ["none", "recommend"])
        self.assertEqual(one["needs"], ["gene"])

    def test_recommend_or(self):
        result = evaluate("rule r when fit then recommend one or four\n",
                          {"fit": True})["by_name"]
        self.assertEqual(sorted(result), ["four", "one"])

    def test_verdict_on_a_member_stays_there(self):
        result = evaluate("rule r when fit then avoid three\n",
                          {"fit": True})["by_name"]
        self.assertEqual(sorted(result), ["three"])

    def test_listed(self):
        rules = "rule r when gene mutated then avoid one\n"
        self.assertEqual(evaluate(rules, {})["verdicts"], [])
        rules = ("rule r when gene mutated then avoid one\n"
                 "rule s when gene wild-type then avoid one\n")
        self.assertEqual(self.word(rules, {}), "avoid")

    def test_ask_order(self):
        rules = ("rule r when fit and gene mutated then recommend one\n"
                 "rule s when gene mutated then recommend four\n")
        self.assertEqual(evaluate(rules, {})["ask"], ["gene", "fit"])


class Remarks(Base):
    def test_orders_are_silent_once_the_fact_is_known(self):
        rules = "rule a when fit then order ecog, order spots\n"
        for record, orders in [
                ({"fit": True}, ["ecog", "spots"]),
                ({"fit": True, "ecog": 1, "spots": []}, []),
                ({"fit": True, "ecog": 1, "spot-count": 2}, ["spots"]),
                ({}, [])]:
            self.assertEqual(evaluate(rules, record)["orders"], orders)

    def test_monitoring_is_due_and_overdue(self):
        rules = "rule a when fit then monitor labs every 2 months since seen\n"
        for seen, due, late in [
                ("2024-04-01", ["2024-06-01", "2024-06-01"], "no"),
                ("2023-12-31", ["2024-02-29", "2024-02-29"], "yes"),
                ("2024-03", ["2024-05-01", "2024-05-31"], "yes"),
                ("2024-04", ["2024-06-01", "2024-06-30"], "no"),
                (None, [None, None], "unknown")]:
            found = evaluate(rules, {"fit": True, "seen": seen})["monitor"]
            self.assertEqual(found, [["labs", due, late]])

    def test_the_latest_delay_counts_and_reaches_members(self):
        rules = ("rule a when fit then delay group-a until 2 weeks after seen\n"
                 "rule b when fit then delay two until 5 weeks after seen\n"
                 "rule c when fit then recommend two, recommend one\n")
        for seen, one, two in [
                ("2024-05-31", "2024-06-14", "2024-07-05"),
                ("2024-05-10", None, "2024-06-14"),
                ("2024-01-10", None, None)]:
            found = evaluate(rules, {"fit": True, "seen": seen})["by_name"]
            self.assertEqual(found["one"]["not_before"], (one, []))
            self.assertEqual(found["two"]["not_before"], (two, []))

    def test_a_delay_that_is_not_certain(self):
        rules = ("rule a when fit then delay one until 1 week after seen\n"
                 "rule b when not quiet then recommend one\n")
        found = evaluate(rules, {"seen": "2024-05-31"})["by_name"]["one"]
        self.assertEqual(found["not_before"],
                         (None, [["2024-06-07", "2024-06-07"]]))


class Alike(Base):
    def test_the_same_in_other_words_is_one_condition(self):
        """It is tried both ways together, so that one of two rules applies."""
        for first, second in [
                ("any spot has width > 3 cm", "any spots has width > 3 cm"),
                ('memo = "x"', 'memo is "x"'),
                ("result of latest chemo is CR | PR",
                 "result of latest chemo is PR | CR")]:
            rules = ("rule a when %s then recommend one\n"
                     "rule b when not %s then recommend one\n"
                     % (first, second))
            self.assertEqual(self.word(rules, {}), "recommend")

    def test_a_negation_is_another_condition(self):
        self.truths({"memo": "x", "spots": [{}]}, "TFFT",
                    'any spot has memo is "x"', 'any spot has memo is not "x"',
                    'any spot has memo = "y"', 'any spot has memo is not "y"')

    def test_several_texts_count_as_unknown(self):
        self.truths({"memo": [{"value": "x"}, {"value": "y"}]}, "U",
                    'memo is "z"')

    def test_nothing_is_inferred_from_an_assumption(self):
        """A value is kept beside a condition that is missing because another
        is assumed; where that is given, it is an error."""
        for record, errors in [({"how-high": 5}, []),
                               ({"how-high": 5, "quiet": False},
                                [["condition", "how-high"]])]:
            self.assertEqual(evaluate("", record)["errors"], errors)



class Forgetful(Patient):
    """Evaluates every condition anew in every completion."""

    @staticmethod
    def places(reads, facts):
        return range(len(facts))


class Remembering(unittest.TestCase):
    def test_what_is_remembered_changes_nothing(self):
        for seed in range(1, 21):
            program, records = generate(seed, 1.0, 3)
            reference = Reference([tree_of(program.render())], program.as_of)
            for data in records:
                record = reference.record(load_json(json.dumps(data)))
                found = [self.verdicts(reference, kind, record)
                         for kind in (Patient, Forgetful)]
                self.assertEqual(*found)

    @staticmethod
    def verdicts(reference, kind, record):
        reference.rules.outcomes = {}
        patient = kind(reference.program, reference.rules, reference.today,
                       record)
        found = [patient.verdict(name) for name in
                 reference.program.treatments]
        return [(one.words, one.exact, one.needs) for one in found]


if __name__ == "__main__":
    unittest.main()
