#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the whole text of every message that `cantlie check` can give.

tests/diagnostics/CODE.txt (or CODE.VARIANT.txt) pins one message:

    === wrong
    a rule file, read as wrong.rules
    === says
    all that `cantlie check wrong.rules` prints
    === right
    the file mended as the message says: it must check without an error

`=== file NAME` puts a further file beside it. `=== command` is a shell line
to run in place of `cantlie check wrong.rules`, for what no text can show (a
huge file, a folder). What stands before the first section is prose.

Every code of grammar/diagnostics.def must have a file here.
"""
import re
import tempfile

import harness
from harness import Block

FOLDER = harness.ROOT / "tests/diagnostics"
DEFINITION = harness.ROOT / "grammar/diagnostics.def"
ROW = re.compile(r'^\s*X\(\s*\w+\s*,\s*"([^"]+)"\s*,\s*(\w+)', re.MULTILINE)


def severities():
    """{code: severity as the table spells it}, in the order of the table."""
    return dict(ROW.findall(DEFINITION.read_text("utf-8"))
                if DEFINITION.exists() else [])


def code_of(path):
    return path.stem.split(".")[0]


def problem_of(path, found, status):
    """What is wrong with the file's name or the exit status; or nothing."""
    code = code_of(path)
    severity = severities().get(code)
    if severity is None:
        return f"{code} is no code of {DEFINITION.name}"
    if not any(f"[{code}]" in line for line in found):
        return f"no message with the code [{code}] was given"
    fatal = "error" in severity.lower()
    if status != (1 if fatal else 0) and status != 4:
        return f"exit status {status}, though its severity is {severity}"
    return ""


def check_wrong(path, part, build, home):
    command = ["cantlie", "check", "wrong.rules"]
    if "command" in part:
        command = part["command"].text()
    found, status, _ = harness.run(command, build, home, home)
    yield Block("says", part["says"].start, part["says"].lines, found)
    yield Block("code", problem=problem_of(path, found, status))


def check_right(part, build, home):
    part["right"].write(home, "right.rules")
    command = ["cantlie", "check", "right.rules"]
    found, status, _ = harness.run(command, build, home, home)
    text = "the mended file is still wrong:\n" + "\n".join(found)
    yield Block("right", problem=text if status != 0 else "")


def blocks_of(path, lines, build):
    part = {s.title: s for s in harness.sections(lines)}
    if "says" not in part or not {"wrong", "command"} & part.keys():
        return [Block("sections", problem="'wrong' and 'says' are needed")]
    with tempfile.TemporaryDirectory(prefix="cantlie-") as home:
        for title, section in part.items():
            if title.startswith("file "):
                section.write(home, title[5:])
        if "wrong" in part:
            part["wrong"].write(home, "wrong.rules")
        blocks = list(check_wrong(path, part, build, home))
        if "right" in part:
            blocks += check_right(part, build, home)
    return blocks


def every_code_has_a_file():
    seen = {code_of(path) for path in FOLDER.glob("*.txt")}
    for code in severities():
        missing = f"no tests/diagnostics/{code}.txt"
        yield Block(code, problem="" if code in seen else missing)


if __name__ == "__main__":
    harness.main(
        __doc__.split("\n")[0],
        FOLDER.glob("*.txt"),
        blocks_of,
        every_code_has_a_file,
    )
