#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs what the documentation and tests/transcripts/ show of the program.

    A patient without a KRAS test has no verdict yet.

        $ cantlie run rules/ examples/patients/undecided.json
        cetuximab: undecided
        [3]

Prose starts in the first column. A command is indented by four spaces and
starts with `$ ` (`> ` continues it); below it stands what it prints, standard
output and error together, and last its exit status in brackets unless 0. A
line `...` stands for any number of lines. README.md, doc/*.md and
examples/**/README.md are read too: there, in a fence ```console, without the
indent.

Commands run in the root of the repository, `cantlie` being the one just
built; $TMP is a folder of the file's own, gone afterwards. A later command of
a file may use what an earlier one left there. A file with "needs a terminal"
in its first line is left out, and said to be, where no terminal can be made.
So are commands with one of the words in $LEAVE_OUT, parted by commas (`make
sanitize` names --sandbox, in which a sanitizer cannot look around; `make
coverage` also `ulimit -f`, below which it cannot write what it counted).
"""
import os
import sys
import tempfile
from dataclasses import dataclass

import harness


@dataclass
class Command:
    text: str
    indent: str
    start: int  # index of the first expected line
    expected: list


def shown_lines(path, lines):
    """(index, indent, line) of all that is command or output; the line is
    None where prose or a fence ends the output before it."""
    if path.suffix == ".t":
        for i, line in enumerate(lines):
            if line.startswith("    ") or not line.strip():
                yield i, "    ", line[4:]
            else:
                yield i, "    ", None
        return
    inside = False
    for i, line in enumerate(lines):
        if line.startswith("```"):
            inside = not inside and line.strip() == "```console"
            yield i, "", None
        else:
            yield i, "", line if inside else None


def commands(path, lines):
    found, current = [], None
    for i, indent, line in shown_lines(path, lines):
        if line is None:
            current = None
        elif line.startswith("$ "):
            current = Command(line[2:], indent, i + 1, [])
            found.append(current)
        elif current is None:
            continue
        elif (line + " ").startswith("> ") and current.start == i:
            current.text += "\n" + line[2:]
            current.start = i + 1
        else:
            current.expected.append(line)
    for command in found:
        command.expected = harness.without_trailing_blanks(command.expected)
    left_out = [word for word in os.environ.get("LEAVE_OUT", "").split(",")
                if word]
    return [c for c in found if not any(word in c.text for word in left_out)]


def blocks_of(path, lines, build):
    blocks = []
    with tempfile.TemporaryDirectory(prefix="cantlie-") as home:
        for command in commands(path, lines):
            found, status, _ = harness.run(
                command.text, build, home, harness.ROOT
            )
            blocks.append(
                harness.Block(
                    title=f"$ {command.text}",
                    start=command.start,
                    expected=command.expected,
                    found=harness.with_status(found, status),
                    indent=command.indent,
                )
            )
    return blocks


def has_terminals():
    try:
        for end in os.openpty():
            os.close(end)
    except OSError:
        return False
    return True


def transcripts(root):
    able = has_terminals()
    for path in root.glob("tests/transcripts/*.t"):
        with open(path, encoding="utf-8") as file:
            needed = "needs a terminal" in file.readline()
        if able or not needed:
            yield path
        else:
            print("left out, there is no terminal:", path.name,
                  file=sys.stderr)


def files():
    root = harness.ROOT
    yield from transcripts(root)
    yield from root.glob("README.md")
    yield from root.glob("doc/*.md")
    yield from root.glob("examples/**/README.md")


if __name__ == "__main__":
    harness.main(__doc__.split("\n")[0], files(), blocks_of)
