#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the size of the program: lines per room, lengths of functions.

A report, not a test: style.md aims at a median of 10 lines, 95 % under 45,
none over 60 but a switch that only dispatches. Function lengths need
universal-ctags (make setup-dev).
"""
import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = {".c", ".h", ".cc", ".l", ".y", ".def"}
LONG = 45


def sources():
    return sorted(
        path.relative_to(ROOT)
        for top in ("grammar", "interp")
        for path in (ROOT / top).rglob("*")
        if path.suffix in KINDS
    )


def code_lines(path):
    """Lines that are not empty and not wholly comment."""
    count, inside = 0, False
    for line in (ROOT / path).read_text("utf-8").split("\n"):
        text = line.strip()
        if inside:
            inside = "*/" not in text
        elif text.startswith("/*"):
            inside = "*/" not in text
        elif text and not text.startswith("//"):
            count += 1
    return count


def print_rooms(paths):
    code, total, files = Counter(), Counter(), Counter()
    for path in paths:
        room = str(path.parent)
        code[room] += code_lines(path)
        total[room] += len((ROOT / path).read_text("utf-8").splitlines())
        files[room] += 1
    print(f"{'room':<20}{'files':>7}{'lines':>8}{'of code':>9}")
    for room in sorted(files):
        print(f"{room:<20}{files[room]:>7}{total[room]:>8}{code[room]:>9}")
    print(
        f"{'all':<20}{files.total():>7}{total.total():>8}{code.total():>9}"
    )


def functions(paths):
    """(length in lines, place, name) of each function, longest first."""
    listed = subprocess.run(
        ["ctags", "--output-format=json", "--fields=+ne", "--kinds-C=f",
         "--kinds-C++=f", "-f", "-", *[p for p in paths if p.suffix != ".def"]],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout
    tags = [json.loads(line) for line in listed.splitlines()]
    return sorted(
        ((t["end"] - t["line"] + 1, f"{t['path']}:{t['line']}", t["name"])
         for t in tags if t.get("kind") == "function" and "end" in t),
        reverse=True,
    )


def print_functions(paths):
    if not shutil.which("ctags"):
        print("functions: not measured, ctags is missing (make setup-dev)")
        return
    found = functions(paths)
    if not found:
        return
    sizes = sorted(size for size, _, _ in found)
    median = sizes[len(sizes) // 2]
    high = sizes[(len(sizes) * 95 - 1) // 100]
    print(f"functions: {len(sizes)}, median {median} lines, "
          f"95th percentile {high}, longest {sizes[-1]}")
    for size, place, name in found[:10]:
        if size > LONG:
            print(f"  {size:>4}  {name}  {place}")


if __name__ == "__main__":
    print_rooms(sources())
    print_functions(sources())
