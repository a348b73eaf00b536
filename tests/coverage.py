#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Says how much of each room the tests reach: coverage.py BUILD [--lines].

BUILD was compiled with --coverage and its tests have run. With --lines, also
the lines that no test reached, file by file. Uses gcov, which comes with gcc.

tests/coverage.txt says how much of a room is to be reached at least, and, where
that is every line, why a line is not:

    ROOM: 100 % of lines, 90.5 % of branches
    FILE: the line as it stands
        why no test reaches it

Then a line that is not reached and not explained fails, and so does an
explanation of a line that is reached or gone.

A switch over an enum lists all members (the compiler sees to it), so no value
leads past it. The compiler wants a `return` there all the same, and gcov counts
a branch to it: neither is counted. Nor is an arm that only breaks, for members
that cannot come.

Not counted either are the branches of a scanner's rules, which come of what
flex puts before each, and empty lines, where gcov counts what stands between.
"""
import gzip
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXPLAINED = ROOT / "tests/coverage.txt"
FLOOR = re.compile(r"(\S+): ([\d.]+) % of lines, ([\d.]+) % of branches")


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


def counts(build):
    """{file: {line: {function: [times run, times of each branch]}}}, summed
    over the objects: a function of a header is in several."""
    seen = defaultdict(lambda: defaultdict(dict))
    for report in reports(build):
        if not report["file"].startswith(("grammar/", "interp/")):
            continue
        for line in report["lines"]:
            now = [line["count"], *(b["count"] for b in line["branches"])]
            by_function = seen[report["file"]][line["line_number"]]
            key = line.get("function_name"), len(now)
            old = by_function.get(key, [0] * len(now))
            by_function[key] = [a + b for a, b in zip(old, now)]
    return seen


def summed(source, number, by_function):
    """[times run, branches taken, branches] of a line."""
    run = sum(row[0] for row in by_function.values())
    branches = [n for row in by_function.values() for n in row[1:]]
    taken, of = sum(n > 0 for n in branches), len(branches)
    if of and is_whole_switch(source, number):
        of -= 1
    if is_scanner_rule(source, number):
        of = 0
    return [run, min(taken, of), of]


def collect(build):
    """{file: {line: [times run, branches taken, branches]}}"""
    found = {}
    for path, lines in counts(build).items():
        source = (ROOT / path).read_text().split("\n")
        found[path] = {number: summed(source, number, by_function)
                       for number, by_function in lines.items()
                       if is_counted(source, number)}
    return found


# ---- Switches and scanners ---------------------------------------------------


def is_scanner_rule(source, number):
    """Whether a line stands between the two `%%` of a scanner."""
    before = source[:number]
    return (before.count("%%") == 1 and "%%" in source[number:]
            and any(line.startswith("%option") for line in before))


def is_whole_switch(source, number):
    """Whether a line begins a switch without `default`."""
    head = re.match(r"( *)switch [(]", source[number - 1])
    if not head:
        return False
    end = source.index(head[1] + "}", number)
    return not any(line.startswith(head[1] + "default:")
                   for line in source[number:end])


def behind_switch(source, number):
    """Whether a line is the return behind a switch that ends a function."""
    at = number - 1
    if not re.match(r"    (return\b.*|break);", source[at]):
        return False
    if source[at - 1] != "    }" or source[at + 1:at + 2] != ["}"]:
        return False
    opening = next((line for line in reversed(source[:at - 1])
                    if re.match(r"    \S.*[{]$", line)), "")
    return opening.startswith("    switch (")


def only_breaks(source, number):
    """Whether a line is of an arm of a switch that does nothing."""
    for line in source[number - 1:]:
        line = re.sub(r" */[*](.*?[*]/|.*)", "", line)
        if re.fullmatch(r" *(case [^:]+: *)?break;", line):
            return True
        if not re.fullmatch(r" *case [^:]+:", line):
            return False
    return False


def is_counted(source, number):
    return bool(source[number - 1].strip()
                and not behind_switch(source, number)
                and not only_breaks(source, number))


# ---- What is said ------------------------------------------------------------


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


# ---- What is to be reached ---------------------------------------------------


def read_explained():
    """({room: least shares of lines, branches}, {(file, line of text)})"""
    floors, lines = {}, set()
    for line in EXPLAINED.read_text().split("\n"):
        floor = FLOOR.fullmatch(line)
        if floor:
            floors[floor[1]] = float(floor[2]), float(floor[3])
        elif line[:1] not in ("", " ", "#"):
            path, text = line.split(": ", 1)
            lines.add((path, text.strip()))
    return floors, lines


def unexplained(seen, floors, known):
    """Complaints, each a line."""
    used = set()
    for path in sorted(seen):
        if floors.get(str(Path(path).parent), (0, 0))[0] < 100:
            continue
        source = (ROOT / path).read_text().split("\n")
        for number, (run, _, _) in sorted(seen[path].items()):
            key = (path, source[number - 1].strip())
            if run:
                continue
            if key in known:
                used.add(key)
            else:
                yield f"{path}:{number} is not reached: {key[1]}"
    for path, text in sorted(known - used):
        yield f"{path}: explained, but reached or gone: {text}"


def too_low(seen, floors):
    for room, (lines, branches) in floors.items():
        rows = [row for path, all_of in seen.items()
                if str(Path(path).parent) == room for row in all_of.values()]
        reached = 100 * sum(r[0] > 0 for r in rows) / max(1, len(rows))
        taken = 100 * sum(r[1] for r in rows) / max(1, sum(r[2] for r in rows))
        if lines < 100 and reached < lines:
            yield f"{room}: {reached:.1f} % of lines, of {lines} %"
        if taken < branches:
            yield f"{room}: {taken:.1f} % of branches, of {branches} %"


def main():
    found = collect(sys.argv[1])
    floors, known = read_explained()
    if "--lines" in sys.argv[2:]:
        print_missed(found)
    print_rooms(found)
    wrong = [*unexplained(found, floors, known), *too_low(found, floors)]
    for line in wrong:
        print(f"FAIL  {line}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
