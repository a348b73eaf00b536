# SPDX-License-Identifier: Apache-2.0
"""What the data-driven test runners share.

A test file holds inputs and the output that is expected of them, in the file
itself, so that a clinician can read the two side by side. A runner turns one
file into Blocks: which lines of the file are expected, and what was found.
This module does the rest: runs the files (two at a time, reports in order),
shows differences, counts, and under --update writes what was found into the
files, for a person to read in `git diff`.

Not a framework: there is no discovery, no fixture and no assertion here.
"""
import argparse
import difflib
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT = 120  # seconds a command may take: a hang is a failure
NO_ANSWER = f"(no answer within {TIMEOUT} seconds)"
ANYTHING = "..."  # an expected line that stands for any number of lines


@dataclass
class Block:
    """Lines that a file expects, and the lines that were found instead.

    `start` is the index in the file of the first expected line; what is
    written back on --update is `indent` before each line that is not empty.
    A `problem` is a failure that no update can mend.
    """

    title: str
    start: int = 0
    expected: list = field(default_factory=list)
    found: list = field(default_factory=list)
    indent: str = ""
    problem: str = ""

    def passed(self):
        return not self.problem and matches(self.expected, self.found)

    def report(self, path):
        where = f"  {path}:{self.start}" if self.start else f"  {path}"
        head = f"FAIL{where.rstrip()}  {self.title}\n"
        if self.problem:
            return head + indented(self.problem)
        diff = difflib.unified_diff(
            self.expected, self.found, "expected", "found", lineterm=""
        )
        return head + indented("\n".join(diff))


def indented(text):
    return "".join(f"      {line}\n" for line in text.split("\n"))


def matches(expected, found):
    """Equality line by line, where ANYTHING matches any run of lines."""
    if ANYTHING not in expected:
        return expected == found
    cut = expected.index(ANYTHING)
    if expected[:cut] != found[:cut]:
        return False
    rest = expected[cut + 1 :]
    return any(matches(rest, found[at:]) for at in range(cut, len(found) + 1))


def without_trailing_blanks(lines):
    lines = [line if line.strip() else "" for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    return lines


# ---- Running the program ----------------------------------------------------


def environment(build, home):
    """The surroundings of every command: the same on every machine."""
    return {
        **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")},
        "PATH": f"{build}:{os.environ['PATH']}",
        "HOME": str(home),
        "TMP": str(home),
        "TMPDIR": str(home),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "COLUMNS": "80",
    }


def run(command, build, home, cwd, merge=True):
    """Runs argv or a shell line: (lines of output, exit status, stderr)."""
    try:
        process = subprocess.Popen(
            command,
            shell=isinstance(command, str),
            cwd=cwd,
            env=environment(build, home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if merge else subprocess.PIPE,
            start_new_session=True,
        )
        out, err = process.communicate(timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # all that the line started
        process.communicate()
        return [NO_ANSWER], 124, ""
    except FileNotFoundError:
        return [f"({command[0]} is not built)"], 127, ""
    text = out.decode("utf-8", "backslashreplace")
    complaint = (err or b"").decode("utf-8", "backslashreplace")
    lines = without_trailing_blanks(text.replace(str(home), "$TMP").split("\n"))
    return lines, process.returncode, complaint


def with_status(lines, status):
    return lines + [f"[{status}]"] if status != 0 else lines


# ---- Files in sections ------------------------------------------------------


@dataclass
class Section:
    """What follows a line `=== title` up to the next one."""

    title: str
    start: int
    lines: list

    def text(self):
        return "".join(f"{line}\n" for line in self.lines)

    def write(self, folder, name):
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.text().encode("utf-8", "surrogateescape"))


def sections(lines):
    """The sections of a file; what stands before the first is prose."""
    heads = [i for i, line in enumerate(lines) if line.startswith("=== ")]
    ends = heads[1:] + [len(lines)]
    return [
        Section(
            lines[head][4:].strip(),
            head + 1,
            without_trailing_blanks(lines[head + 1 : end]),
        )
        for head, end in zip(heads, ends)
    ]


# ---- The main program of a runner -------------------------------------------


def read_lines(path):
    return path.read_bytes().decode("utf-8", "surrogateescape").split("\n")


def update(path, lines, blocks):
    """Writes what was found over what was expected, from the last up."""
    for block in sorted(blocks, key=lambda b: b.start, reverse=True):
        if (block.start and not block.problem and not block.passed()
                and NO_ANSWER not in block.found):
            end = block.start + len(block.expected)
            lines[block.start : end] = [
                block.indent + line if line else "" for line in block.found
            ]
    text = "\n".join(lines).encode("utf-8", "surrogateescape")
    if text != path.read_bytes():
        path.write_bytes(text)
        print(f"updated {path.relative_to(ROOT)}")


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("build", type=Path, help="the folder with cantlie")
    parser.add_argument("files", type=Path, nargs="*", help="only these")
    parser.add_argument(
        "--update", action="store_true", help="write what is found as expected"
    )
    args = parser.parse_args()
    args.build = args.build.resolve()
    args.files = [path.resolve() for path in args.files]
    return args


def close(passed, failed):
    print(f"{passed} passed, {failed} failed", flush=True)
    sys.exit(1 if failed else 0)


def main(description, files, blocks_of, extra=lambda: []):
    """Runs `blocks_of(path, lines, build)` on each file, reports, exits.

    `extra()` gives further Blocks that belong to no file; it is left out when
    only some files are run.
    """
    args = arguments(description)
    todo = args.files or sorted(files)

    def run_one(path):
        lines = read_lines(path)
        return path, lines, blocks_of(path, lines, args.build)

    passed = failed = 0
    with ThreadPoolExecutor(2) as pool:
        for path, lines, blocks in pool.map(run_one, todo):
            if args.update:
                update(path, lines, blocks)
            wrong = [b for b in blocks if not b.passed()]
            for block in wrong if not args.update else []:
                print(block.report(path.relative_to(ROOT)))
            failed += len(wrong)
            passed += len(blocks) - len(wrong)
    for block in [] if args.files else extra():
        if block.problem:
            print(block.report(""))
        failed += bool(block.problem)
        passed += not block.problem
    close(passed, failed)
