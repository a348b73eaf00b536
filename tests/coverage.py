#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Says how much of each room the tests reach: coverage.py BUILD [--lines].

BUILD was compiled with --coverage and its tests have run. With --lines, also
the lines that no test reached, file by file. Uses gcov, which comes with gcc.
"""
import gzip
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def reports(build):
    """gcov's view of each source file, once per object that contains it."""
    notes = sorted(Path(build).resolve().rglob("*.gcno"))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["gcov", "--json-format", "--branch-probabilities",
             "--hash-filenames", *notes],
            cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            check=False,
        )
        for path in sorted(Path(folder).glob("*.gcov.json.gz")):
            yield from json.loads(gzip.decompress(path.read_bytes()))["files"]


def collect(build):
    """{file: {line: [times run, branches taken, branches]}}"""
    seen = defaultdict(dict)
    for report in reports(build):
        if not report["file"].startswith(("grammar/", "interp/")):
            continue
        lines = seen[report["file"]]
        for line in report["lines"]:
            taken = sum(b["count"] > 0 for b in line["branches"])
            old = lines.get(line["line_number"], [0, 0, 0])
            lines[line["line_number"]] = [
                old[0] + line["count"],
                max(old[1], taken),
                max(old[2], len(line["branches"])),
            ]
    return seen


def percent(part, whole):
    return f"{100 * part / whole:6.1f} %" if whole else "      - "


def print_rooms(seen):
    rooms = defaultdict(lambda: [0, 0, 0, 0])
    for path, lines in seen.items():
        for name in (str(Path(path).parent), "all"):
            row = rooms[name]
            row[0] += sum(run > 0 for run, _, _ in lines.values())
            row[1] += len(lines)
            row[2] += sum(taken for _, taken, _ in lines.values())
            row[3] += sum(branches for _, _, branches in lines.values())
    print(f"{'room':<20}{'lines':>8}{'reached':>10}{'branches':>10}{'taken':>9}")
    for name in sorted(rooms, key=lambda n: (n == "all", n)):
        hit, lines, taken, branches = rooms[name]
        print(f"{name:<20}{lines:>8}  {percent(hit, lines)}{branches:>10}"
              f" {percent(taken, branches)}")


def print_missed(seen):
    for path in sorted(seen):
        missed = sorted(n for n, (run, _, _) in seen[path].items() if run == 0)
        if missed:
            print(f"{path}: {' '.join(map(str, missed))}")


if __name__ == "__main__":
    found = collect(sys.argv[1])
    if "--lines" in sys.argv[2:]:
        print_missed(found)
    print_rooms(found)
