#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Static analysis of the program's C code: analyze.py BUILD [TOOL...].

Runs gcc -fanalyzer, clang-tidy and cppcheck over every file of grammar/ and
interp/, one file after another on every processor; BUILD must hold the
generated headers. What a tool finds is a failure unless tests/analyze.txt says
why it is none:

    TOOL FILE ID
        why it cannot be

An explanation that no tool needs any more is a failure, too. Each tool that is
not installed is said and counts as one failure. A file passes or fails as a
whole, so the count is files times tools.
"""
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXPLAINED = ROOT / "tests/analyze.txt"
FINDING = re.compile(r"^(?P<place>\S+?):(?P<line>\d*):?\d*:? ?warning: "
                     r"(?P<text>.*) \[(?P<id>[\w.,-]+)\]$", re.M)
C = ["-std=c17", "-D_POSIX_C_SOURCE=200809L", "-D_DEFAULT_SOURCE", "-I."]

# Those left out find what is meant (the size of a pointer, two parameters of one
# type), what gcc's -Wconversion finds better, how a struct could be smaller, or
# that C11's Annex K is not used: glibc has none.
CHECKS = ",".join([
    "-*", "clang-analyzer-*", "bugprone-*",
    "-bugprone-easily-swappable-parameters", "-bugprone-sizeof-expression",
    "-bugprone-narrowing-conversions",
    "-bugprone-implicit-widening-of-multiplication-result",
    "-clang-analyzer-optin.performance.Padding",
    "-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling",
])


def gcc(build, path):
    return [os.environ.get("CC_ANALYZE", "gcc"), *C, f"-I{build}", "-O1",
            "-fanalyzer", "-c", "-o", os.devnull, path]


def clang_tidy(build, path):
    return ["clang-tidy", "--quiet", f"--checks={CHECKS}", path, "--", *C,
            f"-I{build}"]


def cppcheck(build, path):
    return ["cppcheck", "--quiet", "--std=c11", "--language=c", "-I.",
            f"-I{build}", "--enable=warning,performance,portability",
            "-D_POSIX_C_SOURCE=200809L", "-D_DEFAULT_SOURCE",
            "--suppress=missingIncludeSystem",
            "--template={file}:{line}: warning: {message} [{id}]", path]


TOOLS = {"gcc": gcc, "clang-tidy": clang_tidy, "cppcheck": cppcheck}


def explained():
    lines = EXPLAINED.read_text().split("\n") if EXPLAINED.exists() else []
    return {tuple(line.split()) for line in lines
            if line[:1] not in ("", " ", "#")}


def findings(tool, build, path):
    """[(file, id, text)] of one file; a header's are its own."""
    done = subprocess.run(
        TOOLS[tool](build, path), cwd=ROOT, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace",
        env={**os.environ, "LC_ALL": "C"})
    found = []
    for m in FINDING.finditer(done.stdout):
        place = m["place"]
        if place.startswith(str(ROOT)):
            place = os.path.relpath(place, ROOT)
        if place == "cc1":
            place = path
        if not place.startswith(("grammar/", "interp/")):
            continue
        found.append((place, m["id"].split(",")[0], f"{m['line']}: {m['text']}"))
    if done.returncode not in (0, 1) and not found:
        found.append((path, "failed", done.stdout[-500:]))
    return found


def main():
    build = Path(sys.argv[1]).resolve()
    tools = sys.argv[2:] or list(TOOLS)
    paths = sorted(str(p.relative_to(ROOT)) for room in ("grammar", "interp")
                   for p in (ROOT / room).rglob("*.c"))
    known, used, passed, failed = explained(), set(), 0, 0
    for tool in tools:
        if not shutil.which(tool):
            print(f"FAIL  {tool} is not installed: make setup-dev")
            failed += 1
            continue
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for path, found in zip(paths, pool.map(
                    lambda p, t=tool: findings(t, build, p), paths)):
                used |= {(tool, f, i) for f, i, _ in found}
                wrong = {(f, i, text) for f, i, text in found
                         if (tool, f, i) not in known}
                passed, failed = passed + (not wrong), failed + bool(wrong)
                for place, name, text in sorted(wrong):
                    print(f"FAIL  {tool} {place} {name}\n      {text}",
                          flush=True)
    for one in sorted(known - used):
        if one[0] in tools:
            print(f"FAIL  explained, but not found: {' '.join(one)}")
            failed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
