#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what rules say about records: tests/verdicts/*.txt.

    KRAS is unknown: cetuximab may be right or useless.

    === rules
    KRAS wild-type -> cetuximab
    === record
    {"id": "P1"}
    === as of
    2024-06-01
    === run --format states
    P1 U

`=== rules`, `=== record` and `=== as of` set what the sections after them
use, and may come again. `=== COMMAND arguments` is a test: below it stands
the standard output of `cantlie COMMAND` on that rule file and record, and its
exit status in brackets unless 0. COMMAND is one of `run`, `explain`, `ask`,
`eval` (the arguments start with the expression, in quotes), `test` and
`check`. `=== record NAME` names the record's file (else record.json where it
is one value over several lines, record.ndjson where not); `=== file NAME`
puts a further file beside them.
"""
import json
import shlex
import tempfile

import harness
from harness import Block

RULES = "rules.rules"
DATED = ("run", "explain", "eval")


def record_name(section):
    if section.title != "record":
        return section.title.split(None, 1)[1]
    if len(section.lines) > 1:
        try:
            json.loads(section.text())
            return "record.json"
        except ValueError:
            pass
    return "record.ndjson"


class Setting:
    """The rules, record and day that the next command is run with."""

    def __init__(self, home):
        self.home, self.record, self.date = home, None, None

    def takes(self, section):
        """Whether the section is a setting, not a test; keeps it if so."""
        if section.title == "rules":
            section.write(self.home, RULES)
        elif section.title.split()[0] == "record":
            self.record = record_name(section)
            section.write(self.home, self.record)
        elif section.title.startswith("file "):
            section.write(self.home, section.title[5:])
        elif section.title == "as of":
            self.date = section.text().strip()
        else:
            return False
        return True

    def command(self, title):
        """The argument list for a test's title; None if there is no such."""
        name, *given = shlex.split(title)
        record = [self.record] if self.record else []
        date = ["--as-of", self.date] if self.date and name in DATED else []
        if name in ("run", "explain", "ask"):
            rest = [RULES, *record, *given, *date]
        elif name == "eval":
            source = ["--record", self.record] if self.record else []
            rest = [*given, "--rules", RULES, *source, *date]
        elif name in ("test", "check"):
            rest = [RULES, *given]
        else:
            return None
        return ["cantlie", name, *rest]


def test(section, setting, build):
    command = setting.command(section.title)
    if command is None:
        return Block(section.title, problem="there is no such section")
    found, status, complaint = harness.run(
        command, build, setting.home, setting.home, merge=False
    )
    block = Block(
        section.title,
        section.start,
        section.lines,
        harness.with_status(found, status),
    )
    if complaint and not block.passed():
        block.title += "\n" + harness.indented(complaint.strip()).rstrip("\n")
    return block


def blocks_of(path, lines, build):
    with tempfile.TemporaryDirectory(prefix="cantlie-") as home:
        setting = Setting(home)
        blocks = [
            test(section, setting, build)
            for section in harness.sections(lines)
            if not setting.takes(section)
        ]
    return blocks or [Block("sections", problem="nothing is tested here")]


if __name__ == "__main__":
    harness.main(
        __doc__.split("\n")[0],
        (harness.ROOT / "tests/verdicts").glob("**/*.txt"),
        blocks_of,
    )
