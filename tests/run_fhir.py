#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""FHIR bundles against facts that a person wrote down: run_fhir.py BUILD.

    tests/fhir/expected/*.facts  public bundles of ../shared/data/fhir, and ours
    tests/fhir/cases/*.fhir      small ones with one thing wrong or unusual each

tests/fhir/README.md says how a file is written. Every line of it is held
against what `cantlie convert --sources` understands, and whatever is found or
said beyond it fails, too. The public bundles are no part of this project:
where they are not there, their files are skipped and the count says so.
With --table, ends with a line for each bundle: facts found of those expected.

There is no --update here: the facts are the oracle, the program is not.
"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import harness

HERE = harness.ROOT / "tests/fhir"
PUBLIC = harness.ROOT.parent / "shared/data/fhir"
FACT = re.compile(r"(\S+)\s+= (.*?)(?:\s{2,}\((.*)\))?")
COUNT = re.compile(r"cantlie: \d+ record errors? in \d+ of ")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
UNIT = {"CEA": "ug/L", "size": "cm", "largest-lesion": "cm", "remnant": "%",
        "age": "years"}
MAPPING = "rules/fhir.rules"


# ---- What a file expects ----------------------------------------------------


class Expected:
    """The statements of one file: {patient: {path: (value, sources, date)}}."""

    def __init__(self, lines):
        self.bundle, self.mapping, self.status = "", MAPPING, None
        self.patients, self.says, self.unknown = {}, [], 0
        facts = None
        for number, line in enumerate(lines, 1):
            word, _, rest = line.strip().partition(" ")
            rest = rest.strip()
            if not word or word.startswith("#"):
                continue
            if word in ("bundle", "mapping"):
                setattr(self, word, rest)
            elif word == "status":
                self.status = int(rest)
            elif word == "says":
                self.says.append(re.split(r"\s{2,}", rest))
            elif word == "unknown":
                self.unknown += 1
            elif word == "patient":
                facts = self.patients.setdefault(rest, {})
            elif FACT.fullmatch(line.strip()):
                path, value, behind = FACT.fullmatch(line.strip()).groups()
                if facts is None or path == "id":
                    facts = self.patients.setdefault(
                        value if path == "id" else "?", {})
                parts = re.split(r",\s*", behind or "")
                date = parts.pop() if DATE.fullmatch(parts[-1]) else ""
                facts[path] = (value, [p for p in parts if p], date)
            else:
                raise ValueError(f"line {number} says nothing: {line}")


# ---- What the program found -------------------------------------------------


def shown(name, value):
    """A value of `convert` in the words of a .facts file."""
    unit = " " + UNIT[name] if name in UNIT else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict) and "any" in value:
        return " | ".join(shown(name, one) for one in value["any"])
    if isinstance(value, dict) and "not" in value:
        return f"not {value['not']}"
    if isinstance(value, dict):
        low, high = value.get("low"), value.get("high")
        if "below" in value:
            return f"< {high}{unit}"
        if "above" in value:
            return f"> {low}{unit}"
        return f"{low} to {high}{unit}"
    return f"{value}{unit}"


def facts_of(record, before=""):
    """{path: (value, source, date)} of what is known in a record."""
    found = {}
    for name, value in record.items():
        path, source, date = before + name, "", ""
        if isinstance(value, dict) and "value" in value:
            source, date = value.get("source", ""), value.get("date", "")
            value = value["value"]
        if isinstance(value, list) and all(isinstance(v, dict) for v in value):
            if not value:
                found[path] = ("none", source, date)
            for number, element in enumerate(value, 1):
                inner = facts_of(element, f"{path}.{number}.")
                found.update(inner or {f"{path}.{number}": ("?", "", "")})
        elif value is not None:
            found[path] = (shown(name, value), source, date)
    return found


def one_source(wanted, source):
    """Whether a source is one of those wanted, whose ids may be shortened."""
    named = re.findall(r"[A-Z]\w+/[^\s,;)]+", source)
    return bool(named) and all(
        any(name.startswith(want) for want in wanted) for name in named)


def differences(expected, found):
    """The lines that are wrong with one patient, and how many facts held."""
    wrong, held = [], 0
    for path, (value, sources, date) in expected.items():
        if path not in found:
            wrong.append(f"{path} = {value}: not found")
            continue
        got, source, when = found[path]
        if got != value:
            wrong.append(f"{path} = {value}: found {got} ({source})")
        elif sources and not one_source(sources, source):
            wrong.append(f"{path} from {', '.join(sources)}: is from "
                         f"{source or 'nowhere'}")
        elif date and when != date:
            wrong.append(f"{path} of {date}: is of {when or 'no day'}")
        else:
            held += 1
    wrong += [f"{path} = {got[0]} ({got[1]}): not expected"
              for path, got in found.items() if path not in expected]
    return wrong, held


def said(expected, complaint):
    """What should have been said and was not, or the other way about."""
    lines = [line for line in complaint.split("\n")
             if line.strip() and not COUNT.match(line)]
    wrong, used = [], set()
    for words in expected:
        hits = [i for i, line in enumerate(lines)
                if all(word in line for word in words)]
        used.update(hits)
        if not hits:
            wrong.append(f"says {'  '.join(words)}: not said")
    return wrong + [f"said, but not expected: {line}"
                    for i, line in enumerate(lines) if i not in used]


def made(words, home):
    """The bundle that a script makes; "" if it is none."""
    script, *rest = words.split()
    if not script.endswith(".py"):
        return ""
    path = home / "made.json"
    with path.open("wb") as out:
        subprocess.run([harness.ROOT / script, *rest], stdout=out, check=True)
    return str(path)


# ---- Running ----------------------------------------------------------------


class Run:
    """Counts for --table beside the pass and fail of the harness."""

    def __init__(self, wanted):
        self.wanted, self.skipped, self.table = wanted, 0, []

    def blocks(self, path, lines, build):
        try:
            with tempfile.TemporaryDirectory() as home:
                return self.judge(path, lines, build, Path(home))
        except (ValueError, KeyError, IndexError) as bad:
            return [harness.Block(path.stem, problem=str(bad))]

    def judge(self, path, lines, build, home):
        parts = {s.title: s for s in harness.sections(lines)}
        want = Expected(parts["facts"].lines if parts else lines)
        inputs = []
        for title, section in parts.items():
            if title.startswith("bundle"):
                name = title.partition(" ")[2] or "bundle.json"
                section.write(home, name)
                inputs.append(str(home / name))
        if not inputs:
            inputs = [self.public(want.bundle) or made(want.bundle, home)]
        if not inputs[0]:
            self.skipped += 1
            return []
        return self.compare(path, want, [build, home, inputs])

    @staticmethod
    def public(name):
        """Where a bundle named in a .facts file is; "" if it is not there."""
        places = (PUBLIC / name, harness.ROOT / name)
        return next((str(p) for p in places if p.exists()), "")

    def compare(self, path, want, where):
        build, home, inputs = where
        command = [str(build / "cantlie"), "convert", *inputs, "--rules",
                   "rules/", "--mapping", want.mapping, "--sources"]
        out, status, complaint = harness.run(
            command, build, home, harness.ROOT, merge=False)
        try:
            records = [facts_of(json.loads(line)) for line in out if line]
        except json.JSONDecodeError:
            return [harness.Block(path.stem, problem="\n".join(out))]
        found = {r.get("id", ("?",))[0]: r for r in records}
        blocks, held, total = [], 0, 0
        for name, facts in want.patients.items():
            wrong, right = differences(facts, found.pop(name, {}))
            held, total = held + right, total + len(facts)
            blocks.append(harness.Block(f"{path.stem}: facts of {name}",
                                        problem="\n".join(wrong)))
        wrong = said(want.says, complaint)
        wrong += [f"patient {name}: not expected" for name in found]
        if want.status is not None and status != want.status:
            wrong.append(f"status {want.status}: was {status}")
        blocks.append(harness.Block(f"{path.stem}: what is said",
                                    problem="\n".join(wrong)))
        self.table.append((path.stem, held, total))
        return blocks

    def extra(self):
        """What stands above the count; no Blocks."""
        for name, held, total in self.table if self.wanted else []:
            print(f"  {name:<24} {held:>3} of {total:>3} facts")
        if self.skipped:
            print(f"{self.skipped} public bundles skipped: "
                  f"{PUBLIC} is not there")
        return []


def main():
    run = Run("--table" in sys.argv)
    sys.argv = [word for word in sys.argv if word != "--table"]
    files = [*HERE.glob("expected/*.facts"), *HERE.glob("cases/*.fhir")]
    harness.main(__doc__, files, run.blocks, run.extra)


if __name__ == "__main__":
    main()
