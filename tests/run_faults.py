#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lets things go wrong below the program: run_faults.py BUILD [--thorough].

Each command of COMMANDS is run once undisturbed. Then, by tests/faults/shim.c,
one call of it fails: every allocation in turn, every read, write, fsync, link
and rename; files grow or are cut while they are read; every read and write is
short. What must hold each time:

- no signal ends it (but SIGINT, where that is tried), and it ends;
- a status other than before, with a message: then a file that was to be
  written is not there, or is the old one;
- or the same status: then output and file are the same bytes as undisturbed.

So a partial result is never called whole. A command of more than MOST calls of
a kind is sampled (every one with --thorough).
"""
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import harness

MOST = 90  # calls of a kind that are all tried; of more, so many
OLD = b"what stood there before\n"

RULES = """guideline "Small" version "1"
record patient
  id:      text
  KRAS:    wild-type | mutated
  BRAF:    wild-type | mutated
  CEA:     ug/L, valid for 8 weeks
  lesions: list of lesion
record lesion
  size: cm, 0 to 50
treatment cetuximab
treatment resection
rule sensitive
  when KRAS wild-type
  unless BRAF mutated
  then recommend cetuximab
rule small
  when every lesion has size < 3 cm
  then recommend resection
score risk
  1 if CEA > 80 ug/L
case "small"
  as of 2024-06-01
  given KRAS mutated, BRAF wild-type, CEA 90 ug/L, lesions { size 2 cm }
  expect recommend resection, risk 1
"""

RECORDS = "".join(
    f'{{"id": "P{i}", "KRAS": "{"mutated" if i % 3 else "wild-type"}", '
    f'"CEA": {i}, "lesions": [{{"size": "{i} mm"}}, {{"size": 2}}]}}\n'
    for i in range(60)
)
TABLE = "id,KRAS,CEA [ug/L]\n" + "".join(f"T{i},wild-type,{i}\n" for i in range(40))
DAY = "--as-of 2024-06-01"

COMMANDS = {
    "check": "check r.rules",
    "run, notes": f"run r.rules p.ndjson {DAY}",
    "run, states": f"run r.rules p.ndjson {DAY} --format states -o out",
    "run, ndjson": f"run r.rules p.ndjson {DAY} --format ndjson -o out",
    "run, two threads": f"run r.rules p.ndjson {DAY} --format csv --jobs 2 -o out",
    "run, table": f"run r.rules t.csv {DAY} --format csv -o out",
    "run, gzip": f"run r.rules p.ndjson.gz {DAY} --format states -o out",
    "summary": f"run r.rules p.ndjson {DAY} --summary",
    "explain": f"explain r.rules p.ndjson --patient P3 {DAY}",
    "eval": f"eval CEA --rules r.rules --record one.json {DAY}",
    "test": "test r.rules",
    "fmt": "fmt wide.rules",
    "convert": "convert t.csv --rules r.rules -o out",
    "convert, csv": "convert t.csv --rules r.rules --to csv -o out",
    "map": "map t.csv --rules r.rules -o out",
    "profile": "profile t.csv --rules r.rules",
    "doc": "doc r.rules --evidence -o out",
    "snapshot": f"snapshot r.rules p.ndjson {DAY} -o out",
    "snapshot, check": f"snapshot r.rules p.ndjson --check kept.snapshot -o out",
    "diff": f"diff r.rules r.rules p.ndjson {DAY} --format html -o out",
    "verify-result": "verify-result kept.json r.rules p.ndjson",
}


class World:
    """A folder as it was before each run, and the runs in it."""

    def __init__(self, build, folder):
        self.program = str(build / "cantlie")
        self.shim = str(build / "tests/faults/shim.so")
        self.folder = Path(folder)
        self.folder.mkdir()
        self.fill()
        self.run("gzip -k p.ndjson", shell=True)
        self.run(f"run r.rules p.ndjson {DAY} --format json -o kept.json")
        self.run(f"snapshot r.rules p.ndjson {DAY} -o kept.snapshot")
        self.start = {p.name: p.read_bytes() for p in self.folder.iterdir()}

    def fill(self):
        lines = RECORDS.splitlines(keepends=True)
        for name, text in {
            "r.rules": RULES, "p.ndjson": RECORDS, "t.csv": TABLE,
            "one.json": lines[5], "wide.rules": RULES.replace(": ", ":      "),
        }.items():
            (self.folder / name).write_text(text)

    def reset(self):
        for path in self.folder.iterdir():
            if path.name not in self.start:
                path.unlink()
        for name, data in self.start.items():
            if (self.folder / name).read_bytes() != data:
                (self.folder / name).write_bytes(data)
        (self.folder / "out").write_bytes(OLD)

    def run(self, words, fault=None, shell=False, line=""):
        env = {**harness.environment("/usr/bin", self.folder)}
        if fault:
            env |= {"LD_PRELOAD": self.shim, "FAULT": fault,
                    "FAULT_COUNT": str(self.folder / "counts"),
                    "FAULT_LINE": line}
        done = subprocess.run(
            words if shell else [self.program, *words.split()],
            shell=shell, cwd=self.folder, env=env, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    def files(self):
        return {p.name: p.read_bytes() for p in self.folder.iterdir()
                if p.name != "counts"}


def judge(before, after, untouched, fault):
    """What is wrong with what came of a fault, or nothing."""
    (status, out, _), files = before
    (status2, out2, err2), files2 = after
    stray = set(files2) - set(files)
    if status2 == -6 and fault.startswith("alloc+") and b"terminate" in err2:
        return ""  # within the one start of simdjson: see doc/safety.md
    if status2 < 0 and not fault.startswith("signal"):
        return f"ended by signal {-status2}"
    if stray:
        return f"left {', '.join(stray)}"
    if status2 == status:
        if out2 != out:
            return f"status {status2}, and other output"
        changed = [n for n in files if files[n] != files2.get(n)
                   and n not in untouched]
        return f"status {status2}, and {changed} differ" if changed else ""
    if not status2:
        return "status 0"
    if not err2 and status2 > 0:
        return f"status {status2} without a message"
    for name in ("out", "wide.rules"):
        if files2.get(name) not in (files[name], untouched.get(name)):
            return f"status {status2}, and {name} is neither old nor whole"
    return ""


def faults_of(counts, thorough):
    """The faults to try, for so many calls of each kind."""
    def some(n):
        step = 1 if thorough or n <= MOST else -(-n // MOST)
        return range(1, n + 1, step)
    for kind, called in (("alloc", "alloc"), ("read", "read"),
                         ("write", "write"), ("sync", "sync"),
                         ("touch", "touch"), ("cut", "touch")):
        for n in some(counts[called]):
            yield f"{kind}:{n}"
    for n in list(some(counts["alloc"]))[::7]:
        yield f"alloc+:{n}"
    for n in some(min(counts["read"], 9)):
        yield f"interrupt:{n}"
        yield f"signal:{n}"
    for n in some(min(counts["write"], 9)):
        yield f"signal-write:{n}"
    yield "short:1"


def one_command(build, folder, name, thorough):
    world = World(build, folder)
    words = COMMANDS[name]
    world.reset()
    before = world.run(words, "none:0"), world.files()
    counts = {k: int(v) for k, v in (
        line.split() for line in
        (world.folder / "counts").read_text().splitlines())}
    tried, wrong = 0, []
    if before[0][0]:
        return 1, [f"{name}: {before[0][2].decode()}"]
    for fault in faults_of(counts, thorough):
        world.reset()
        untouched = {**world.start, "out": OLD}
        after = world.run(words, fault), world.files()
        if fault.startswith(("touch", "cut")):  # inputs are changed: meant so
            untouched |= {n: b"" for n in world.start
                          if after[1][n] != world.start[n]
                          and n not in ("out", "wide.rules")}
            if after[1]["wide.rules"] != before[1]["wide.rules"]:
                untouched["wide.rules"] = after[1]["wide.rules"]
        problem = judge(before, after, untouched, fault)
        tried += 1
        if problem:
            wrong.append(f"{name}, {fault}: {problem}\n"
                         f"{after[0][2].decode(errors='replace')[-500:]}")
    return tried, wrong


# Commands that read a record file more than once, a line that it gets before one
# of the openings, and which file.
TWICE = {
    "convert, csv": ("t.csv", "T99,mutated,1"),
    "snapshot": ("p.ndjson", '{"id": "P99", "KRAS": "mutated"}'),
    "diff": ("p.ndjson", '{"id": "P99", "KRAS": "mutated"}'),
}


def between(build, folder):
    """A file that grows between two readings: either what is written is of the
    whole file as it then stands, or it is said and no file appears."""
    tried, wrong, said = 0, [], 0
    for i, (name, (records, line)) in enumerate(TWICE.items()):
        world = World(build, f"{folder}{i}")
        for n in range(1, 12):
            world.reset()
            done = world.run(COMMANDS[name], f"grow:{n}", line=line)
            out = (world.folder / "out").read_bytes()
            grown = (world.folder / records).read_bytes() != world.start[records]
            (world.folder / "out").write_bytes(OLD)
            if not grown:
                continue
            tried, said = tried + 1, said + (b"changed while" in done[2])
            again = world.run(COMMANDS[name])
            whole = (world.folder / "out").read_bytes()
            if out != (OLD if done[0] else whole) or again[0]:
                wrong.append(f"{name}, grow:{n}: status {done[0]}\n"
                             f"{done[2].decode()}")
        if not said:
            wrong.append(f"{name}: no change was noticed")
        said = 0
    return tried, wrong


ESCAPES = 11  # what tests/faults/shim.c tries


def sandbox(build, folder):
    """What code inside the program could still do: all of it without, and
    nothing within --sandbox."""
    world = World(build, folder)
    words = f"run r.rules p.ndjson {DAY} --format states"
    world.reset()
    plain = world.run(words)
    free = world.run(words, "escape:2")[2].decode()
    world.reset()
    status, out, err = world.run(f"--sandbox {words}", "escape:2")
    wrong = []
    if free.count("escaped:") != ESCAPES:
        wrong.append(f"without a sandbox:\n{free}")
    if b"there is no sandbox" in err:  # an old kernel
        return 1, wrong
    if b"escaped" in err:
        wrong.append(f"within the sandbox:\n{err.decode()}")
    if (status, out) != plain[:2]:
        wrong.append(f"within the sandbox: status {status}\n{err.decode()}")
    return 3, wrong


def main():
    thorough = "--thorough" in sys.argv
    if thorough:
        sys.argv.remove("--thorough")
    args = harness.arguments(__doc__.split("\n")[0])
    tried = failed = 0
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(2) as pool:
        found = pool.map(
            lambda i, name: one_command(args.build, f"{home}/{i}", name,
                                        thorough),
            range(len(COMMANDS)), COMMANDS)
        found = [*found, sandbox(args.build, f"{home}/sandbox"),
                 between(args.build, f"{home}/between")]
        for count, wrong in found:
            tried, failed = tried + count, failed + len(wrong)
            for one in wrong[:10]:
                print(f"FAIL  {harness.indented(one).strip()}")
    harness.close(tried - failed, failed)


if __name__ == "__main__":
    main()
