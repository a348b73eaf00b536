#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Changes the program's own C code, a little at a time, and sees who notices.

    mutate_c.py BUILD [FILE.c...] [--count N] [--seed S] [--list]

BUILD is the program built by `make mutants` (the library shared, its names
visible). Of each file (interp/value/ and interp/eval/ unless told) every
comparison is flipped or moved by one, `&&` and `||` swapped, `+` and `-`, a
condition negated, a truth turned, a statement dropped. A mutant is compiled
alone, the library linked again, and the tests run, the quickest first, until
one fails. What none of them sees is printed and is a failure, unless
tests/mutants.txt says why nobody could see it:

    FILE: the line as it stands: how it is changed
        why the two do the same

--count takes so many of all mutants, at random from --seed; otherwise all are
tried, which takes hours. Each is one test.
"""
import argparse
import os
import random
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXPLAINED = ROOT / "tests/mutants.txt"
ROOMS = ["interp/value", "interp/eval"]
SECONDS = 120  # a test that takes longer has noticed
# Those that come near the two rooms, the quickest first.
UNIT_TESTS = ["test_truth", "test_sets", "test_decimal", "test_eval",
              "test_value", "test_meaning", "test_date", "test_unit",
              "test_result", "test_api", "test_diff", "test_check_program",
              "test_fact", "test_record", "test_functions"]

# What is looked for in code, and what is put there.
CHANGES = [
    (r"(?<=[\w)\]]) == (?=[\w(&*'-])", [" != "]),
    (r"(?<=[\w)\]]) != (?=[\w(&*'-])", [" == "]),
    (r"(?<=[\w)\]]) < (?=[\w(&*'-])", [" <= "]),
    (r"(?<=[\w)\]]) <= (?=[\w(&*'-])", [" < "]),
    (r"(?<=[\w)\]]) > (?=[\w(&*'-])", [" >= "]),
    (r"(?<=[\w)\]]) >= (?=[\w(&*'-])", [" > "]),
    (r" &&(?=\s)", [" ||"]),
    (r" \|\|(?=\s)", [" &&"]),
    (r"(?<=[\w)\]]) \+ (?=[\w(])", [" - "]),
    (r"(?<=[\w)\]]) - (?=[\w(])", [" + "]),
    (r"\btrue\b", ["false"]),
    (r"\bfalse\b", ["true"]),
    (r"(?<=[( ])!(?=[\w(])", [""]),
    (r"\bif \((?=.*\)$)", ["if (!"]),
]
STATEMENT = re.compile(r"^\s+(?!return\b|goto\b|break\b|case\b|continue\b)"
                       r"[\w*][^={}]*(\(.*\)|(\+|-|\||&)?= .*|\+\+|--);$")
DECLARES = re.compile(r"^\s+(const |struct |enum |static |size_t |bool |int |"
                      r"uint\w+ |int\w+ |decimal |date |char |unsigned |\w+ \*?\w+ = )")


class Mutant:
    def __init__(self, path, number, line, changed, how):
        self.path, self.number, self.line = path, number, line
        self.changed, self.how = changed, how

    def key(self):
        return f"{self.path}: {self.line.strip()}: {self.how}"

    def text(self):
        lines = (ROOT / self.path).read_text().split("\n")
        lines[self.number] = self.changed
        return "\n".join(lines)


def is_code(line):
    return not re.match(r"\s*(#|/?\*|//)", line) and line[:1] == " "


def negated(line, at):
    """`if (x)` as `if (!(x))`, when the line holds all of it."""
    return line[:at] + "if (!(" + line[at + 4:] + ")"


def mutants_of_line(path, number, line):
    quoted = [m.span() for m in re.finditer(r'"(\\.|[^"\\])*"', line)]
    for pattern, replacements in CHANGES:
        for m in re.finditer(pattern, line):
            if any(a <= m.start() < b for a, b in quoted):
                continue
            for new in replacements:
                changed = line[:m.start()] + new + line[m.end():]
                if new == "if (!":
                    if line.count("(") != line.count(")"):
                        continue
                    changed = negated(line, m.start())
                how = f"{m[0].strip()} at {m.start() + 1} is {new.strip()}"
                yield Mutant(path, number, line, changed, how.rstrip())
    if STATEMENT.match(line) and not DECLARES.match(line):
        yield Mutant(path, number, line, "    ;", "dropped")


def mutants_of(path):
    comment = False
    before = ";"
    for number, line in enumerate((ROOT / path).read_text().split("\n")):
        begins = re.match(r"\s*/\*", line)
        comment = comment or bool(begins)
        whole = re.search(r"[;{}:)]$|else$", before)
        if not comment and is_code(line):
            for mutant in mutants_of_line(path, number, line):
                if mutant.how != "dropped" or whole:
                    yield mutant
        if comment and "*/" in line:
            comment = False
        before = line.rstrip() or ";"


# ---- trying one --------------------------------------------------------------


class Workshop:
    """A build folder, in which the library is replaced for each mutant."""

    def __init__(self, build):
        self.build = build
        flags = (build / "flags").read_text()
        self.compile = flags[:flags.index("-std=c++17")].split()
        self.cxx = self.compile.pop(1)
        self.library = build / "libcantlie.so"
        self.objects = [str(o) for o in sorted(build.rglob("*.o"))
                        if not o.relative_to(build).parts[0] == "tests"
                        and "cli" not in o.parts]

    def link(self, replaced=None, by=None):
        objects = [o for o in self.objects if o != str(replaced)]
        part = self.library.with_suffix(".part")
        subprocess.run([self.cxx, "-shared", "-Wl,-soname,libcantlie.so", "-o", part, *objects,
                        *([str(by)] if by else []), "-lsimdjson", "-lz",
                        "-lnettle", "-lm"], check=True, cwd=ROOT)
        part.rename(self.library)

    def make(self, mutant):
        """False: the compiler does not take it."""
        source = self.build / "mutant.c"
        source.write_text(mutant.text())
        done = subprocess.run(
            [*self.compile, "-w", "-c", "-o", self.build / "mutant.out",
             source], cwd=ROOT, capture_output=True, check=False)
        if done.returncode != 0:
            return False
        original = self.build / Path(mutant.path).with_suffix(".o")
        self.link(original, self.build / "mutant.out")
        return True

    def tests(self, path):
        """Command lines, the quickest first."""
        near = "test_" + Path(path).stem
        names = sorted(UNIT_TESTS, key=lambda name: name != near)
        for name in names:
            yield [self.build / "tests/unit" / name]
        for kind in ("verdicts", "cases"):
            yield [sys.executable, ROOT / f"tests/run_{kind}.py", self.build]
        for count, seed in (("30", "1"), ("70", "10001")):
            yield [sys.executable, ROOT / "tests/reference/compare.py",
                   "--cantlie", self.build / "cantlie", "--ast-dump",
                   self.build / "tests/ast-dump", "--count", count,
                   "--seed", seed]
        yield [sys.executable, ROOT / "tests/reference/batch.py",
               "--batch-check", self.build / "tests/batch-check", "--count",
               "40", "--seed", "1"]
        for name in ("eval", "explain", "groups", "proofs", "sheets"):
            yield [sys.executable, ROOT / "tests/run_transcripts.py",
                   self.build, ROOT / f"tests/transcripts/{name}.t"]

    def noticed(self, path):
        """The name of the first test that fails, or None."""
        env = {**os.environ, "CK_DEFAULT_TIMEOUT": "20", "TZ": "UTC",
               "CK_FORK": "no", "LC_ALL": "C",
               "AST_DUMP": str(self.build / "tests/ast-dump")}
        for command in self.tests(path):
            try:
                done = subprocess.run(command, cwd=ROOT, env=env, check=False,
                                      stdin=subprocess.DEVNULL,
                                      capture_output=True, timeout=SECONDS)
            except subprocess.TimeoutExpired:
                return "time"
            if done.returncode != 0:
                program = command[1] if len(command) > 1 else command[0]
                return program.name
        return None


def explained():
    """The keys of tests/mutants.txt."""
    if not EXPLAINED.exists():
        return set()
    return {line.strip() for line in EXPLAINED.read_text().split("\n")
            if line.strip() and line[0] not in " #"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("files", nargs="*")
    args = parser.parse_args()
    paths = args.files or sorted(
        str(p.relative_to(ROOT)) for room in ROOMS
        for p in (ROOT / room).glob("*.c"))
    todo = [m for path in paths for m in mutants_of(path)]
    if args.count and args.count < len(todo):
        todo = random.Random(args.seed).sample(todo, args.count)
    if args.list:
        print("\n".join(m.key() for m in todo))
        return 0
    known, build = explained(), args.build.resolve()
    workshop = Workshop(build)
    workshop.link()
    why = workshop.noticed(paths[0])
    if why:
        print(f"FAIL  without any change, {why} fails")
        return 1
    counts = {"noticed": 0, "explained": 0, "refused": 0, "survived": 0}
    for i, mutant in enumerate(todo):
        if mutant.key() in known:
            counts["explained"] += 1
            continue
        if not workshop.make(mutant):
            counts["refused"] += 1
            continue
        why = workshop.noticed(mutant.path)
        counts["noticed" if why else "survived"] += 1
        if not why:
            print(f"FAIL  line {mutant.number + 1} of {mutant.key()}",
                  flush=True)
        elif sys.stderr.isatty():
            print(f"{i + 1}/{len(todo)} {why}", file=sys.stderr)
    workshop.link()
    print(", ".join(f"{n} {what}" for what, n in counts.items()))
    print(f"{counts['noticed'] + counts['explained']} passed, "
          f"{counts['survived']} failed")
    return 1 if counts["survived"] else 0


if __name__ == "__main__":
    sys.exit(main())
