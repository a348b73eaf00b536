#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the program and prints one table: measure.py BUILD [PATIENTS].

Times are the medians of RUNS runs of a whole process, after one that does not
count: seconds of processor (user and system) and of the clock. Commands that
are compared run in turn, so that a machine whose speed drifts treats them
alike. Only ratios mean anything elsewhere; they are of processor time, and on
the rows of --jobs of the clock, which needs idle processors to mean anything.

Peak memory is that of one more run, below GNU time where that is installed: a
process started from here would count this one's memory as its own.

The hand-written limit is ../shared/bench/limit.cpp, where that is there;
without it its row is left out.
"""
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHARED = ROOT.parent / "shared" / "bench"
RULES = HERE / "workload.rules"
RUNS = 5
AS_OF = ["--as-of", "2024-06-01"]


def start(command, output):
    with open(output, "wb") as out:
        return subprocess.Popen(
            command, stdout=out, stderr=subprocess.DEVNULL
        )


def run_once(command, output=os.devnull):
    """(processor seconds, clock seconds) of one process."""
    begin = time.monotonic()
    process = start(command, output)
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"bench: status {process.returncode} of {command}")
    return usage.ru_utime + usage.ru_stime, clock


def peak_of(command):
    """The peak memory in MiB, or None where nothing can tell."""
    gnu_time = shutil.which("time")
    if not gnu_time:
        return None
    with tempfile.NamedTemporaryFile("r") as told:
        wrapped = [gnu_time, "-f", "%M", "-o", told.name, *command]
        start(wrapped, os.devnull).wait()
        return int(told.read().split()[-1]) / 1024


def measure(commands, output=os.devnull):
    """Medians and peak of each command; the commands take turns."""
    figures = [[] for _ in commands]
    for _ in range(RUNS + 1):
        for command, found in zip(commands, figures):
            found.append(run_once(command, output))
    return [
        (*map(statistics.median, zip(*found[1:])), peak_of(command))
        for command, found in zip(commands, figures)
    ]


class Table:
    def __init__(self, base):
        self.base = base
        print(f"{'':44} {'cpu s':>8} {'clock s':>8} {'MiB':>6} {'ratio':>7}")

    def row(self, name, figures, base=None, by_clock=False):
        cpu, clock, peak = figures
        ratio = figures[by_clock] / (base or self.base)[by_clock]
        memory = "" if peak is None else f"{peak:.1f}"
        print(f"{name:44} {cpu:8.3f} {clock:8.3f} {memory:>6} {ratio:7.2f}")
        sys.stdout.flush()


def program(build, rules, records, *options):
    run = [str(build / "cantlie"), "run", str(rules), str(records)]
    return run + AS_OF + list(options)


def states(build, rules, records, *options):
    return program(build, rules, records, "--format", "states", *options)


def vary(rule, copy):
    """No two copies of a rule are alike: each has thresholds of its own."""
    larger = lambda m: f"{m[1]}{int(m[2]) + copy}"
    rule = re.sub(r"(count of lesions [<>]=? )(\d+)", larger, rule)
    rule = re.sub(r"(less than )(\d+)(?= weeks)", larger, rule)
    rule = re.sub(r"(size < \d+)", rf"\1.{copy:03}", rule)
    condition = re.compile(r"  when (.*?)\n  then", re.DOTALL)
    own = f"CEA < {1000 + copy} ug/L"
    return condition.sub(rf"  when (\1)\n       and {own}\n  then", rule)


def rules_of(folder, count):
    """As many rules: the workload's, and then copies that differ."""
    head, *rules = re.split(r"\n(?=rule )", RULES.read_text())
    text = [head]
    for i in range(count):
        copy, which = divmod(i, len(rules))
        rule = rules[which].replace("rule R", f"rule V{copy}-R")
        text.append(vary(rule, copy) if copy else rule)
    path = folder / f"rules{count}.rules"
    path.write_text("\n".join(text))
    return path


def make_patients(folder, count):
    generate = HERE / "patients.py"
    if (SHARED / "generate.py").exists():
        generate = SHARED / "generate.py"
    path = folder / f"patients{count}.ndjson"
    with open(path, "wb") as out:
        subprocess.run(
            [sys.executable, generate, str(count)], stdout=out, check=True
        )
    return path


def make_limit(folder):
    source, limit = SHARED / "limit.cpp", folder / "limit"
    if not source.exists():
        return None
    subprocess.run(
        ["g++", "-O2", "-std=c++17", source, "-lsimdjson", "-o", limit],
        check=True,
    )
    return limit


def compare_with_limit(build, folder, patients):
    limit = make_limit(folder)
    commands = [
        states(build, RULES, patients),
        states(build, RULES, patients, "--jobs", "2"),
    ]
    if limit:
        commands.insert(0, [str(limit), "stream", str(patients)])
    figures = measure(commands)
    table = Table(figures[0])
    if limit:
        table.row("limit.cpp, stream (ratios are to it)", figures[0])
    table.row("run --format states", figures[-2])
    table.row(
        "run --format states --jobs 2 (by the clock)",
        figures[-1],
        figures[-2],
        by_clock=True,
    )
    return table, figures[-2]


def rules_apart(folder):
    """The workload, each rule of which recommends a treatment of its own."""
    head, *rules = re.split(r"\n(?=rule )", RULES.read_text())
    text = [head]
    for rule in rules:
        own = "own-" + rule.split()[1]
        then = re.compile(r"\n  then .*", re.DOTALL)
        text.append(f"treatment {own}\n")
        text.append(then.sub(f"\n  then recommend {own}\n", rule))
    path = folder / "apart.rules"
    path.write_text("\n".join(text))
    return path


def bare_rules(folder):
    """One rule that reads one field: R09."""
    path = folder / "bare.rules"
    text = RULES.read_text().split("\nrule ")
    path.write_text(text[0] + "\nrule " + text[9])
    return path


def compare_formats(build, folder, table, patients):
    """Verdicts cost more than states; cat is the least that bytes cost."""
    apart = rules_apart(folder)
    results = folder / "results.ndjson"
    commands = [states(build, apart, patients)] + [
        program(build, apart, patients, "--format", form)
        for form in ("ndjson", "csv")
    ]
    run_once(commands[1], results)
    commands.append(["cat", str(results)])
    figures = measure(commands, folder / "out")
    names = "states", "ndjson", "csv", "cat of that ndjson"
    for name, found in zip(names, figures):
        table.row(f"a treatment a rule: {name}", found, figures[0])
    least = figures[0][0] + figures[3][0]
    print(f"ndjson / (states + cat): {figures[1][0] / least:.2f}")


def evaluate_once(command, pattern):
    """The numbers that a command prints, as the pattern finds them."""
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(x) for x in re.search(pattern, told.stdout).groups()]


def medians_of(command, pattern):
    runs = [evaluate_once(command, pattern) for _ in range(RUNS)]
    return [statistics.median(column) for column in zip(*runs)]


def compare_evaluation(build, folder, limit):
    """Evaluating alone, of some patients that are read already."""
    some = make_patients(folder, 5000)
    print(f"{'evaluating alone, ns a patient':32} "
          f"{'batch':>9} {'letters':>9} {'walk':>11} {'compile ms':>11}")
    if limit:
        (by_hand,) = medians_of([str(limit), "eval", str(some)],
                                r"structs ([\d.]+) ns")
        print(f"{'limit.cpp, rules by hand':32} {by_hand:9.0f}")
    for count in (24, 240, 2400):
        command = [str(build / "tests/bench/evaluate"),
                   str(rules_of(folder, count)), str(some), AS_OF[1]]
        found = medians_of(command, r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)")
        batch, letters, walk, compiling = found
        print(f"{f'{count:,} rules':32} {batch:9.0f} {letters:9.0f} "
              f"{walk:11.0f} {compiling:11.1f}")
        sys.stdout.flush()


def compare_sizes(build, folder, table):
    some, bare = make_patients(folder, 5000), bare_rules(folder)
    counts = 24, 240, 2400
    commands = [states(build, bare, some)]
    commands += [states(build, rules_of(folder, n), some) for n in counts]
    one, *figures = measure(commands)
    table.row("5,000 patients: 1 rule of one field", one, figures[0])
    for count, found in zip(counts, figures):
        table.row(f"5,000 patients: {count:,} rules", found, figures[0])


def compare_checks(build, folder, table):
    counts = 24, 240, 2400, 10000, 30000, 100000
    cantlie = str(build / "cantlie")
    commands = [[cantlie, "check", str(rules_of(folder, n))] for n in counts]
    figures = measure(commands)
    for count, found in zip(counts, figures):
        table.row(f"check {count:,} rules", found, figures[0])


def measure_start(build, table):
    one = ROOT / "examples" / "patients" / "undecided.json"
    version, cold = measure(
        [
            [str(build / "cantlie"), "--version"],
            program(build, ROOT / "rules", one),
        ]
    )
    table.row("start-up (--version)", version, version)
    table.row("one patient, all of rules/", cold, version)


def main():
    build = Path(sys.argv[1]).resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100000
    with tempfile.TemporaryDirectory(prefix="cantlie-bench-") as name:
        folder = Path(name)
        patients = make_patients(folder, count)
        print(f"{count:,} patients, {patients.stat().st_size / 1e6:.0f} MB")
        table, whole = compare_with_limit(build, folder, patients)
        table.row(f"{count:,} patients (states again)", whole, whole)
        tenth = make_patients(folder, count // 10)
        table.row(
            f"{count // 10:,} patients",
            measure([states(build, RULES, tenth)])[0],
            whole,
        )
        compare_formats(build, folder, table, patients)
        compare_sizes(build, folder, table)
        compare_checks(build, folder, table)
        measure_start(build, table)
        limit = folder / "limit"
        compare_evaluation(build, folder, limit if limit.exists() else None)


if __name__ == "__main__":
    main()
