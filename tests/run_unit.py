#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the unit tests, BUILD/tests/unit/NAME for each tests/unit/NAME.c.

Check counts its own tests, in a line like
`100%: Checks: 12, Failures: 0, Errors: 0`; an executable that ends without
it (a crash outside a test) is one failure.
"""
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

import harness

TOTAL = re.compile(r"^\d+%: Checks: (\d+), Failures: (\d+), Errors: (\d+)$", re.M)


def run_one(program):
    """(tests passed, tests failed, what to print)."""
    if not program.exists():
        return 0, 1, f"FAIL  {program.name} is not built\n"
    done = subprocess.run(
        [program],
        cwd=harness.ROOT,
        env={"CK_DEFAULT_TIMEOUT": "60", "TZ": "UTC", "LC_ALL": "C", **os.environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    text = done.stdout.decode("utf-8", "backslashreplace")
    total = TOTAL.search(text)
    if total is None:
        return 0, 1, f"FAIL  {program.name} ended early ({done.returncode})\n{text}"
    count, failures, errors = map(int, total.groups())
    failed = max(failures + errors, 1 if done.returncode else 0)
    return count - failures - errors, failed, text if failed else ""


def main():
    args = harness.arguments(__doc__.split("\n")[0])
    sources = args.files or sorted((harness.ROOT / "tests/unit").glob("*.c"))
    programs = [args.build / "tests/unit" / source.stem for source in sources]
    passed = failed = 0
    with ThreadPoolExecutor(2) as pool:
        for good, bad, text in pool.map(run_one, programs):
            passed, failed = passed + good, failed + bad
            print(text, end="")
    harness.close(passed, failed)


if __name__ == "__main__":
    main()
