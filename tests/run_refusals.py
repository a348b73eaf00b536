#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what is said of small wrong rules: tests/refusals/*.txt.

tests/diagnostics/ has one long example a message, for people to learn from;
here stand the many other ways to each message, as short as they can be:

    === a title
    rules, checked together with base.rules of the same folder, or alone if
    they have a patient of their own or say "# alone"
    === says
    the messages of `cantlie check` with their places

What stands under a message (the line, what to do) is not kept here. Rules about
which nothing is wrong say nothing.
"""
import re
import tempfile

import harness
from harness import Block

FOLDER = harness.ROOT / "tests/refusals"
PLACE = re.compile(r"\w+\.rules:\d+:\d+: ")


def said(section, build):
    with tempfile.TemporaryDirectory(prefix="cantlie-") as home:
        if not {"record patient", "# alone"}.intersection(section.lines):
            section.lines = [*section.lines, 'use "base.rules"']
        section.write(home, "wrong.rules")
        base = (FOLDER / "base.rules").read_bytes()
        (harness.Path(home) / "base.rules").write_bytes(base)
        lines, status, _ = harness.run(
            ["cantlie", "check", "wrong.rules"], build, home, home)
    if status not in (0, 1, 4):
        return [*lines, f"[{status}]"]
    return [line for line in lines if PLACE.match(line)]


def blocks_of(_, lines, build):
    blocks, wrong = [], None
    for section in harness.sections(lines):
        if section.title != "says":
            wrong = section
            continue
        expected = harness.without_trailing_blanks(section.lines)
        found = harness.without_trailing_blanks(said(wrong, build))
        blocks.append(Block(wrong.title, section.start, expected, found))
    return blocks


if __name__ == "__main__":
    harness.main(__doc__.split("\n")[0], FOLDER.glob("*.txt"), blocks_of)
