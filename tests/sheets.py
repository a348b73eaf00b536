#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether cohorts by the sheet print what records one by one print.

    sheets.py CANTLIE [COUNT [SEED]]

Made-up records (tests/fuzz/plain.py: about half of them plain) and tables
(plain_table.py, by Cantlie's own names and through mappings) are run in every
format that goes by the sheet. With --summary records go one by one, and the
results must be the same bytes; so must those of several threads, of a
compressed input, and of one that is cut into files. What is said on standard
error must be the same, too, but for the summary.
"""
import gzip
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/fuzz"))
import plain  # noqa: E402
import plain_table  # noqa: E402

FORMATS = ("states", "csv", "ndjson")
TABLES = 2


def run(program, rules, inputs, *options):
    done = subprocess.run(
        [program, "run", rules, *inputs, "--as-of", "2024-06-01", *options],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stdout, done.stderr


def said(text):
    return [line for line in text.split(b"\n") if line.startswith(b"cantlie:")]


def write(folder, lines):
    """The same records in three ways: [paths]."""
    text = "".join(line + "\n" for line in lines).encode()
    half = len(lines) // 2
    parts = [lines[:half], lines[half:]]
    (folder / "all.ndjson").write_bytes(text)
    (folder / "all.ndjson.gz").write_bytes(gzip.compress(text, mtime=0))
    for i, part in enumerate(parts):
        part = "\r\n\n".join(part).encode()
        (folder / f"{i}.ndjson").write_bytes(b"\xef\xbb\xbf" * i + part)
    return [["all.ndjson"], ["all.ndjson.gz"], ["0.ndjson", "1.ndjson"]]


def write_tables(folder, words, seed, count):
    """Tables by own names, and by a mapping: [(paths, options)]."""
    r = random.Random(seed)
    for i in range(TABLES):
        own = plain_table.own(r, words, count).encode("utf-8", "surrogateescape")
        mapping, rows = plain_table.foreign(r, words, count)
        (folder / f"own{i}.csv").write_bytes(own)
        (folder / f"own{i}.csv.gz").write_bytes(gzip.compress(own, mtime=0))
        (folder / f"made{i}.csv").write_bytes(rows.encode())
        (folder / f"made{i}.rules").write_text(mapping)
    made = ["--mapping", str(folder / "made0.rules")]
    return [([f"own{i}.csv" for i in range(TABLES)], ["--mapping", "none"]),
            (["own0.csv.gz", "own1.csv"], ["--mapping", "none"]),
            (["made0.csv"], made),
            (["made1.csv"], ["--mapping", str(folder / "made1.rules")])]


def compare(program, rules, inputs, jobs, options=()):
    """The number of comparisons; stops at the first that fails."""
    for form in FORMATS:
        slow = run(program, rules, inputs, "--format", form, "--summary",
                   *options)
        if slow[0] not in (0, 3):
            sys.exit(f"{rules}: {slow[2].decode()}")
        for n in jobs:
            fast = run(program, rules, inputs, "--format", form, "--jobs", n,
                       *options)
            if fast[:2] != slow[:2] or said(fast[2]) != said(slow[2]):
                names = ", ".join(Path(name).name for name in inputs)
                sys.exit(f"{rules}: {names}: {form} with --jobs {n} differs")
    return len(FORMATS) * len(jobs)


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    done = 0
    for rules, text in (("tests/fuzz/fuzz.rules", None),
                        ("tests/bench/workload.rules", None),
                        ("rules", "rules/vocabulary.rules"), ("", plain.RULES)):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            if not rules:
                (folder / "t.rules").write_text(text)
                words, path = text, str(folder / "t.rules")
            else:
                words, path = (ROOT / (text or rules)).read_text(), rules
            lines = list(plain.lines(words, seed, count))
            for inputs in write(folder, lines):
                inputs = [str(folder / name) for name in inputs]
                done += compare(program, str(ROOT / path), inputs, ("1", "3"))
            for inputs, options in write_tables(folder, words, seed, count):
                inputs = [str(folder / name) for name in inputs]
                done += compare(program, str(ROOT / path), inputs, ("1", "3"),
                                options)
    print(f"the same {done} times")


if __name__ == "__main__":
    main()
