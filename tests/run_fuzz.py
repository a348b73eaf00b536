#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs every seed and past find through the fuzz targets, without a fuzzer.

Each input is one test; one that ends a target (a crash, an abort, a minute
without an end) is a failure, and the rest of its target's inputs go on.
"""
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import harness

sys.path.insert(0, str(harness.ROOT / "tests/fuzz"))
import seeds  # noqa: E402


def run_target(program, inputs):
    """[(input, why)] of those that fail."""
    failed = []
    while inputs:
        done = subprocess.run(
            [program, *inputs],
            cwd=harness.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode == 0:
            break
        text = done.stdout.decode("utf-8", "backslashreplace")
        begun = [line for line in text.split("\n") if line in set(inputs)]
        failed.append((begun[-1] if begun else program,
                       f"status {done.returncode}\n{text[-2000:]}"))
        inputs = inputs[len(begun):] if begun else []
    return failed


def main():
    args = harness.arguments(__doc__.split("\n")[0])
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        seeds.write(Path(folder))

        def one(target):
            inputs = sorted(map(str, (Path(folder) / target).iterdir()))
            program = args.build / "tests/fuzz" / target
            return len(inputs), run_target(program, inputs)

        for count, wrong in pool.map(one, seeds.TARGETS):
            passed, failed = passed + count - len(wrong), failed + len(wrong)
            for name, why in wrong:
                print(f"FAIL  {name}\n{harness.indented(why)}")
    harness.close(passed, failed)


if __name__ == "__main__":
    main()
