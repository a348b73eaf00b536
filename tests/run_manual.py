#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs every example of doc/language.md and checks the pages made from code.

In doc/language.md a fence

    ```cantlie        is a rule file: `cantlie check --werror` must accept it
    ```cantlie more   adds to the one before; the two are checked as one file
    ```wrong          is a rule file; the next fence ```says is what
                      `cantlie check` prints of it, without the last line
    ```eval           holds lines `EXPR -> VALUE`: `cantlie eval` prints VALUE
    ```record         is a patient in JSON, for the values that follow; a fence
                      ```note below it is what `cantlie run` prints by the
                      rules above, on 2024-06-01

and the cases in rules must pass. Unused definitions and missing evidence are
no fault of an example. Other fences (```text) are pictures. ```console is for
run_transcripts.py. The words between `<!-- words -->` and `<!-- /words -->`
are those of grammar/keywords.def, and doc/errors.md is what grammar/pages.awk
writes. --update writes all of these anew, for a person to read.
"""
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import harness
from harness import Block

MANUAL = harness.ROOT / "doc/language.md"
ERRORS = harness.ROOT / "doc/errors.md"
AS_OF = "2024-06-01"
# What a small example cannot help: it defines more than it uses.
FORGIVEN = re.compile(
    r"warning: .*\[(unused-\w+|no-evidence|bare-rules|no-patient)\]$"
)


@dataclass
class Fence:
    kind: str
    start: int  # index of the first line inside
    lines: list

    def text(self):
        return "".join(f"{line}\n" for line in self.lines)


def fences(lines):
    """The fences of a page, in order."""
    found, current = [], None
    for i, line in enumerate(lines):
        if not line.startswith("```"):
            if current:
                current.lines.append(line)
        elif current:
            found.append(current)
            current = None
        else:
            current = Fence(line[3:].strip(), i + 1, [])
    return found


class Example:
    """The rules that the fences so far have built, in a folder."""

    def __init__(self, build, home):
        self.build, self.home, self.text = build, Path(home), ""
        self.patient = False

    def run(self, *words):
        return harness.run(
            ["cantlie", *words], self.build, self.home, self.home
        )[:2]

    def write(self, name, text):
        (self.home / name).write_text(text, "utf-8")

    def rules(self, fence):
        """Checks a rule file, and runs the cases in it."""
        more = fence.kind.endswith("more")
        self.patient = self.patient and more
        self.text = (self.text if more else "") + fence.text()
        self.write("example.rules", self.text)
        said, status = self.run("check", "example.rules")
        faults = [x for x in said if ": warning: " in x and not FORGIVEN.search(x)]
        wrong = status != 0 or faults
        yield Block("rules", fence.start, problem="\n".join(said) if wrong else "")
        if re.search(r"^case ", fence.text(), re.M) and not wrong:
            said, status = self.run("test", "example.rules")
            yield Block("case", fence.start, problem="\n".join(said) if status else "")

    def wrong(self, fence, says):
        self.write("wrong.rules", fence.text())
        said = self.run("check", "wrong.rules")[0]
        yield Block("says", says.start, says.lines, said[:-1])

    def note(self, note):
        said, status = self.run("run", "example.rules", "patient.json", "--as-of", AS_OF)
        yield Block("note", note.start, note.lines, harness.with_status(said, status))

    def value(self, at, line):
        expression, arrow, _ = line.rpartition(" -> ")
        words = ["eval", expression.strip(), "--as-of", AS_OF]
        if self.text:
            words += ["--rules", "example.rules"]
        if self.patient:
            words += ["--record", "patient.json"]
        said = self.run(*words)[0] if arrow else ["(no arrow)"]
        found = f"{expression} -> {' / '.join(said)}"
        return Block("value", at, [line], [found])

    def values(self, fence):
        for i, line in enumerate(fence.lines):
            if line.strip():
                yield self.value(fence.start + i, line)


def follower(all_fences, i, kind):
    if i + 1 < len(all_fences) and all_fences[i + 1].kind == kind:
        return all_fences[i + 1]
    return Fence(kind, all_fences[i].start, ["(the fence below is missing)"])


def blocks_of_fence(example, all_fences, i):
    fence = all_fences[i]
    if fence.kind in ("cantlie", "cantlie more"):
        yield from example.rules(fence)
    elif fence.kind == "wrong":
        yield from example.wrong(fence, follower(all_fences, i, "says"))
    elif fence.kind == "record":
        example.write("patient.json", fence.text())
        example.patient = True
    elif fence.kind == "note":
        yield from example.note(fence)
    elif fence.kind == "eval":
        yield from example.values(fence)
    elif fence.kind not in ("says", "text", "console"):
        yield Block("fence", fence.start, problem=f"no such fence: {fence.kind}")


# ---- The reserved words ------------------------------------------------------


def words_of(place):
    text = (harness.ROOT / "grammar/keywords.def").read_text("utf-8")
    return re.findall(rf'^X\(\w+, "([^"]+)", {place}\)', text, re.M)


def wrapped(words):
    line, lines = "", []
    for word in words:
        if len(line) + len(word) > 74:
            lines.append(line.rstrip())
            line = ""
        line += f"`{word}` "
    return lines + [line.rstrip()]


def words_block(lines, place, mark):
    """The lines between <!-- mark --> and <!-- /mark -->."""
    start = lines.index(f"<!-- {mark} -->") + 1
    end = lines.index(f"<!-- /{mark} -->")
    return Block(mark, start, lines[start:end], wrapped(sorted(words_of(place))))


# ---- All ---------------------------------------------------------------------


def language(lines, build):
    all_fences, blocks = fences(lines), []
    with tempfile.TemporaryDirectory(prefix="cantlie-") as home:
        example = Example(build, home)
        for i in range(len(all_fences)):
            blocks += blocks_of_fence(example, all_fences, i)
    blocks.append(words_block(lines, "ANYWHERE", "words"))
    blocks.append(words_block(lines, "ITEM_START", "item words"))
    return blocks


def errors(lines):
    """doc/errors.md against what is written from the same data now."""
    examples = sorted((harness.ROOT / "tests/diagnostics").glob("*.txt"), key=os.fsencode)
    command = ["awk", "-f", "grammar/pages.awk", "grammar/diagnostics.def", *examples]
    done = subprocess.run(
        command,
        cwd=harness.ROOT,
        env={**os.environ, "LC_ALL": "C"},
        stdout=subprocess.PIPE,
        check=True,
    )
    found = done.stdout.decode("utf-8", "surrogateescape").split("\n")
    if found == lines:
        return [Block("fresh")]
    text = "older than its data: tests/run_manual.py build --update"
    # A line at 0 cannot be an update of the harness: the whole page is.
    return [Block("fresh", problem=text, found=found)]


def blocks_of(path, lines, build):
    if path == ERRORS:
        return errors(lines)
    return language(lines, build)


def main():
    args = harness.arguments(__doc__.split("\n")[0])
    if args.update:
        page = errors([])[0].found
        ERRORS.write_bytes("\n".join(page).encode("utf-8", "surrogateescape"))
    harness.main(__doc__.split("\n")[0], [MANUAL, ERRORS], blocks_of)


if __name__ == "__main__":
    main()
