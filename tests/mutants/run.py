#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Changes the program's own C code, a little at a time, and sees who notices.

    run.py BUILD [FILE...] [--count N] [--seed S] [--again] [--patience T]
    run.py BUILD [FILE...] --list

In each file (of interp/value/ and interp/eval/ unless told) every comparison is
flipped or moved by one, `&&` and `||` swapped, `+` and `-`, a condition negated,
a truth turned, a statement dropped. All of them are built into one program below
BUILD, which is told which of them to be; then each is tried with the tests that
reach its place, the quickest first, until one fails. What none of them sees is
printed and is a failure, unless tests/mutants.txt says why nobody could see it:

    FILE: the line as it stands: how it is changed
    FILE: another line: * (any change of it)
        why they do the same

--count takes so many of all mutants, at random from --seed; --again those that
were not noticed when they were last tried (BUILD/noticed.txt). --patience is how
many seconds of tests a mutant is worth, as they take without one: one second
leaves few that a second run, of all tests, must look at. Each mutant is one test.
"""
import argparse
import random
import sys
from pathlib import Path

from changes import ROOT, Schema
from trials import Trials
from workshop import Workshop

NOTICED = "noticed.txt"
EXPLAINED = ROOT / "tests/mutants.txt"
ROOMS = ["interp/value", "interp/eval"]


def explained():
    """The keys of tests/mutants.txt."""
    return {line.strip() for line in EXPLAINED.read_text().split("\n")
            if line.strip() and line[0] not in " #"}


def is_explained(mutant, known):
    any_change = f"{mutant.path}: {mutant.text.strip()}: *"
    return mutant.key() in known or any_change in known


def chosen(mutants, args):
    if args.again:
        noticed = set((args.build / NOTICED).read_text().split("\n"))
        mutants = [m for m in mutants if m.identity() not in noticed]
    if args.count and args.count < len(mutants):
        mutants = random.Random(args.seed).sample(mutants, args.count)
    return mutants


def all_files():
    return [str(path.relative_to(ROOT)) for room in ROOMS
            for path in sorted((ROOT / room).glob("*.[ch]"))]


class Run:
    def __init__(self, trials, same, patience):
        self.trials, self.same, self.patience = trials, same, patience
        self.known = explained()
        self.counts = dict.fromkeys(
            ("noticed", "explained", "the same code", "survived"), 0)

    def fate(self, mutant, noticed):
        if mutant.number in self.same:
            return "the same code"
        if is_explained(mutant, self.known):
            return "explained"
        why, ran = self.trials.noticed(mutant, self.patience)
        if why:
            print(mutant.identity(), file=noticed, flush=True)
            return "noticed"
        print(f"FAIL  {ran} tests: {mutant.identity()}", flush=True)
        return "survived"

    def all(self, mutants, noticed):
        for i, mutant in enumerate(mutants):
            self.counts[self.fate(mutant, noticed)] += 1
            if i % 50 == 49:
                print(f"{i + 1}/{len(mutants)} {self.counts}", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=60)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("files", nargs="*")
    args = parser.parse_intermixed_args()
    args.build = args.build.resolve()
    paths = all_files()
    if args.list:
        for i, path in enumerate(args.files or paths):
            print("\n".join(m.key() for m in Schema(path, i).mutants))
        return 0
    args.build.mkdir(parents=True, exist_ok=True)
    workshop = Workshop(args.build, paths)
    workshop.make()
    trials = Trials(workshop.bin, args.build / "trials")
    failed = trials.begin()
    if failed:
        print(f"FAIL  without any change, these fail: {', '.join(failed)}")
        return 1
    workshop.schemata.sort(key=lambda s: ("batch" in s.path, s.path))
    mutants = [m for schema in workshop.schemata for m in schema.mutants
               if not args.files or m.path in args.files]
    run = Run(trials, workshop.same(), args.patience)
    mode = "a" if args.again else "w"
    with open(args.build / NOTICED, mode, encoding="utf-8") as noticed:
        run.all(chosen(mutants, args), noticed)
    counts = run.counts
    print(", ".join(f"{n} {what}" for what, n in counts.items()))
    good = sum(counts.values()) - counts["survived"]
    print(f"{good} passed, {counts['survived']} failed")
    return 1 if counts["survived"] else 0


if __name__ == "__main__":
    sys.exit(main())
