#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program against the reference evaluator: run_reference.py BUILD.

    run_reference.py BUILD                          the part of `make check`
    run_reference.py BUILD --pairs N [--seed S]     N pairs of program, record

tests/reference/ holds a second evaluator and the scripts that compare; this
runs them, two at a time (--pairs: one for each processor), and sums their
counts. The first form has fixed seeds and answers alike every time; the
second starts where the date says, so that every night sees new programs. A
script that differs prints the seed, the program and the record, shrunk.
"""
import argparse
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent / "reference"
ROOT = HERE.parent.parent
COUNTED = re.compile(r"^(\d+) passed, (\d+) failed$", re.M)
UNITTEST = re.compile(r"^Ran (\d+) tests? in", re.M)
RECORDS = 25  # a program is compared on so many records
PIECE = 500  # programs that one process compares before the next takes over


def script(build, name, *words):
    """The command line of one script with both programs."""
    tools = ["--cantlie", build / "cantlie"]
    if name != "properties.py":
        tools += ["--ast-dump", build / "tests/ast-dump"]
    return [sys.executable, HERE / name, *tools, *words]


def batches(build, count, seed):
    return [
        sys.executable,
        HERE / "batch.py",
        *["--batch-check", build / "tests/batch-check"],
        *["--cantlie", build / "cantlie"],
        *["--count", str(count), "--seed", str(seed)],
    ]


def small(build):
    """What `make check` runs: 20,000 pairs, and what else compares."""
    def compare(seed):
        return script(build, "compare.py", "--records", str(RECORDS),
                      "--count", "100", "--seed", str(seed))

    return [
        [sys.executable, HERE / "test_reference.py"],
        *[compare(seed + n) for seed in (1, 10001, 20001, 40001)
          for n in (0, 100)],
        script(build, "compare.py", "--rules", ROOT / "rules", "--count", "4"),
        script(build, "properties.py", "--count", "25"),
        script(build, "settled.py", "--count", "15"),
        batches(build, 100, 1),
    ]


def many(build, pairs, seed):
    """Random programs from `seed` on, in pieces."""
    programs = -(-pairs // RECORDS)
    few = max(programs // 50, 1)
    return [batches(build, few, seed)] + [
        script(build, "compare.py", "--records", str(RECORDS), "--count",
               str(min(PIECE, programs - at)), "--seed", str(seed + at))
        for at in range(0, programs, PIECE)
    ]


def run(command, build):
    """(passed, failed, what to print) of one script."""
    done = subprocess.run(
        command,
        cwd=HERE,
        env={**os.environ, "AST_DUMP": str(build / "tests/ast-dump")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="backslashreplace",
        check=False,
    )
    counted = COUNTED.findall(done.stdout)
    ran = UNITTEST.search(done.stdout)
    if counted:
        passed, failed = map(int, counted[-1])
    elif ran and done.returncode == 0:
        passed, failed = int(ran.group(1)), 0
    else:
        passed, failed = 0, 1
    failed = max(failed, 1 if done.returncode else 0)
    words = " ".join(str(word) for word in command[1:])
    text = f"FAIL  {words}\n{done.stdout}" if failed else ""
    return passed, failed, text


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--seed", type=int,
                        default=int(time.strftime("%Y%m%d")) * 1_000_000)
    args = parser.parse_args()
    build = args.build.resolve()
    todo, width = small(build), 2
    if args.pairs:
        todo, width = many(build, args.pairs, args.seed), os.cpu_count() or 1
        print(f"{args.pairs} pairs from seed {args.seed}", flush=True)
    passed = failed = 0
    with ThreadPoolExecutor(width) as pool:
        for good, bad, text in pool.map(lambda one: run(one, build), todo):
            passed, failed = passed + good, failed + bad
            print(text, end="", flush=True)
    print(f"{passed} passed, {failed} failed", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
