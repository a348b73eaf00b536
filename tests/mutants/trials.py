# SPDX-License-Identifier: Apache-2.0
"""The tests that a mutant is tried with, each a thing to be called.

They are those of `make check` that come near value/ and eval/, in this process
where that saves time. `Trials` runs them once without a mutant, which says how
long each takes and what it reaches (the notes of changes.py).
"""
import json
import os
import pickle
import resource
import subprocess
import sys
from fractions import Fraction

from changes import ROOT

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/reference"),
                str(ROOT / "tests/fuzz")]
import batch  # noqa: E402
import compare  # noqa: E402
import harness  # noqa: E402
import run_diagnostics  # noqa: E402
import run_fuzz  # noqa: E402
import run_refusals  # noqa: E402
import run_transcripts  # noqa: E402
import run_verdicts  # noqa: E402
import seeds  # noqa: E402
from generate import generate  # noqa: E402

NOTES = 1 << 19
HANGS = 900  # seconds that a command may wait; its work is bounded otherwise
GROUPS, PROGRAMS = 24, 8  # groups of random programs, and how many in each
BATCHES, SHEETS = 8, 5  # the same for batches, of 300 patients each
SLOWEST = 10  # seconds of processor time; what takes more is left out
# Left out: nothing of the two rooms, or not to be run in one process.
LEFT_OUT = ["test_reader", "bench", "capacity", "faults", "repl_terminal",
            "sandbox", "half_hour", "limits"]
OURS = ("MUTANT", "MUTANT_NOTES", "MUTANT_MICROSECONDS")


def surroundings(build, home, ordinary=harness.environment):
    return {**ordinary(build, home),
            **{k: os.environ[k] for k in OURS if k in os.environ}}


harness.environment = surroundings
harness.TIMEOUT = HANGS


# ---- running a program ------------------------------------------------------


class Server:
    """A program that forks itself for each mutant (common.c)."""

    all = {}  # (program, how many arguments) or the command: server

    def __init__(self, command, env):
        answers, theirs = os.pipe()
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, pass_fds=[theirs],
            env={**env, "MUTANT_SERVER": str(theirs)})
        os.close(theirs)
        self.answers = answers

    def ask(self, *words):
        self.process.stdin.write("\t".join(words).encode() + b"\n")
        self.process.stdin.flush()
        answer = os.read(self.answers, 4)
        if not answer:  # it has ended itself
            raise BrokenPipeError
        return os.waitstatus_to_exitcode(int.from_bytes(answer,
                                                        sys.byteorder))


def status_of(command, path="/dev/null"):
    """Runs one of our programs, as a mutant if there is one; its standard
    output goes to the path."""
    command = [str(word) for word in command]
    few = len(command) < 10
    key = (command[0], len(command)) if few else tuple(command)
    env = {**os.environ, "CK_DEFAULT_TIMEOUT": "60", "TZ": "UTC",
           "CK_FORK": "no", "LC_ALL": "C"}
    if "MUTANT" not in env:
        with open(path, "wb") as out:
            return subprocess.run(command, cwd=ROOT, env=env, check=False,
                                  stdin=subprocess.DEVNULL, stdout=out,
                                  stderr=subprocess.DEVNULL).returncode
    words = (env["MUTANT"], env["MUTANT_MICROSECONDS"], str(path),
             *(command[1:] if few else ()))
    for _ in range(2):
        if key not in Server.all:
            Server.all[key] = Server(command, env)
        try:
            return Server.all[key].ask(*words)
        except BrokenPipeError:
            del Server.all[key]
    raise SystemExit(f"{command[0]} serves no more")


def script_succeeds(command, build):
    env = {**os.environ, "AST_DUMP": str(build / "tests/ast-dump")}
    return subprocess.run(command, cwd=ROOT, env=env, check=False,
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL,
                          timeout=HANGS).returncode == 0


class Trial:
    """`sharp` says how much is noticed for its time, to begin with."""

    def __init__(self, name, path, sharp, test):
        self.name, self.path, self.test = name, path, test
        self.seconds, self.reached, self.sharp = 0.0, b"", sharp
        self.noticed = {}  # file: how many mutants

    def stamp(self, build):
        """Changes with the program and the test."""
        return (self.path.stat().st_mtime_ns,
                (build / "cantlie").stat().st_mtime_ns)

    def begin(self, notes):
        if hasattr(self.test, "prepare"):
            self.test.prepare()
        notes.write_bytes(bytes(NOTES))
        os.environ["MUTANT_NOTES"] = str(notes)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        passed = self.test()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        del os.environ["MUTANT_NOTES"]
        self.seconds = (after.ru_utime - before.ru_utime
                        + after.ru_stime - before.ru_stime)
        self.reached = notes.read_bytes()
        return passed

    def worth(self, path):
        return (self.sharp + 5 * self.noticed.get(path, 0)) / (
            self.seconds + 0.01)


# ---- kinds of tests ---------------------------------------------------------


def of_units(build):
    for source in sorted((ROOT / "tests/unit").glob("*.c")):
        program = build / "tests/unit" / source.stem
        if source.stem in LEFT_OUT:
            continue
        yield Trial(source.stem, program, 5,
                    lambda p=program: status_of([p]) == 0)


def of_files(build):
    """The test files that harness.py runs."""
    for kind, pattern in ((run_verdicts, "verdicts/**/*.txt"),
                          (run_refusals, "refusals/*.txt"),
                          (run_diagnostics, "diagnostics/*.txt"),
                          (run_transcripts, "transcripts/*.t"),
                          (run_transcripts, "../doc/*.md")):
        for path in sorted((ROOT / "tests").glob(pattern)):
            if path.stem not in LEFT_OUT:
                yield Trial(path.name, path, 1, lambda p=path, k=kind: all(
                    block.passed() for block in k.blocks_of(
                        p, harness.read_lines(p), build)))


def of_rules(build):
    yield Trial("cases", build / "cantlie", 1, lambda: status_of(
        [build / "cantlie", "test", "rules/"]) == 0)


def meaning(said):
    """What the reference evaluator says, too."""
    status, text = said
    return status, [compare.of_program(json.loads(
        line, parse_float=Fraction, parse_int=Fraction))
        for line in text.splitlines()]


class Frozen:
    """Programs with records, and what is said of them, which was compared
    with the reference evaluator: only the rest is worth a comparison."""

    def __init__(self, build, folder, first):
        self.build, self.folder, self.first = build, folder, first
        self.said = []  # (command, what it says)

    def prepare(self):
        for seed in range(self.first, self.first + PROGRAMS):
            home = self.folder / str(seed)
            home.mkdir(parents=True, exist_ok=True)
            tools = compare.Tools(str(self.build / "cantlie"), str(
                self.build / "tests/ast-dump"), str(home))
            program, records = generate(seed, 1.0, 5, 0.04, True)
            try:
                if compare.check(tools, program, records):
                    continue
            except compare.Refused:
                continue
            command = [tools.cantlie, "run", home / "program.rules",
                       home / "records.ndjson", "--format", "ndjson",
                       "--as-of", program.as_of]
            self.said.append((command, self.output(command)))

    def output(self, command):
        path = self.folder / f"output-{os.getpid()}"
        status = status_of(command, path)
        return status, path.read_bytes()

    def __call__(self):
        for command, said in self.said:
            now = self.output(command)
            if now != said and meaning(now) != meaning(said):
                return False
        return True


def of_reference(build, folder):
    for group in range(GROUPS):
        yield Trial(f"reference {group}", build / "cantlie", 3, Frozen(
            build, folder, 1 + group * PROGRAMS))


class Sheets:
    """Programs with plain records, by the sheet and one by one."""

    def __init__(self, build, folder, first):
        self.build, self.folder, self.first = build, folder, first
        self.batch_check = str(build / "tests/batch-check")
        self.cantlie, self.records = build / "cantlie", 300
        self.homes = []

    def prepare(self):
        for seed in range(self.first, self.first + SHEETS):
            home = self.folder / f"sheet{seed}"
            home.mkdir(parents=True, exist_ok=True)
            batch.compare(self, home, seed)
            self.homes.append((home, generate(seed, 1.0, 300, 0.0)[0]))

    def __call__(self):
        return all(
            status_of([self.batch_check, home / "random.rules",
                       home / "random.ndjson", program.as_of]) == 0
            and not batch.verdicts_differ(self.cantlie, home, program)
            for home, program in self.homes)


def of_batches(build, folder):
    for group in range(BATCHES):
        yield Trial(f"batch {group}", build / "cantlie", 2, Sheets(
            build, folder, 1 + group * SHEETS))


def of_scripts(build):
    for name, *words in (
            ("reference/properties.py", "--cantlie", build / "cantlie",
             "--count", "10"),
            ("reference/settled.py", "--cantlie", build / "cantlie",
             "--ast-dump", build / "tests/ast-dump", "--count", "5"),
            ("reference/compare.py", "--cantlie", build / "cantlie",
             "--ast-dump", build / "tests/ast-dump", "--rules", ROOT / "rules",
             "--count", "2"),
            ("sheets.py", build / "cantlie", "40")):
        script = ROOT / "tests" / name
        yield Trial(name, script, 1, lambda c=[sys.executable, script,
                                               *words]: script_succeeds(c, build))


def of_fuzz(build, folder):
    seeds.write(folder)
    for target in seeds.TARGETS:
        inputs = sorted(map(str, (folder / target).iterdir()))
        program = build / "tests/fuzz" / target
        yield Trial(f"fuzz {target}", program, 1, lambda p=program, i=inputs:
                    status_of([p, *i]) == 0)


# ---- all of them ------------------------------------------------------------


class Trials:
    def __init__(self, build, folder):
        self.build, self.folder = build, folder
        folder.mkdir(exist_ok=True)
        self.all = [trial for found in (
            of_units(build), of_files(build), of_rules(build),
            of_reference(build, folder), of_batches(build, folder),
            of_scripts(build), of_fuzz(build, folder / "fuzz"))
            for trial in found]

    def begin(self):
        """Without a mutant. Returns the names of tests that fail."""
        begun, failed = self.folder / "begun", []
        known = pickle.loads(begun.read_bytes()) if begun.exists() else {}
        for trial in self.all:
            stamp = trial.stamp(self.build)
            if known.get(trial.name, [None])[0] == stamp:
                _, trial.seconds, trial.reached, kept = known[trial.name]
                trial.test = kept or trial.test
                continue
            if not trial.begin(self.folder / "notes"):
                failed.append(trial.name)
                continue
            kept = trial.test if hasattr(trial.test, "prepare") else None
            known[trial.name] = stamp, trial.seconds, trial.reached, kept
        begun.write_bytes(pickle.dumps(known))
        self.all = [one for one in self.all if one.seconds < SLOWEST]
        return failed

    def reaching(self, mutant):
        """Those that reach it, the quickest and sharpest first."""
        return sorted((one for one in self.all if one.reached[mutant.note]),
                      key=lambda one: -one.worth(mutant.path))

    def noticed(self, mutant, patience):
        """(the name of the first test that fails or None, how many ran)."""
        os.environ["MUTANT"] = str(mutant.number)
        ran = 0
        for trial in self.reaching(mutant):
            patience -= trial.seconds
            if ran and patience < 0:
                break
            os.environ["MUTANT_MICROSECONDS"] = str(
                int(300000 + 4e6 * trial.seconds))
            ran += 1
            try:
                passed = trial.test()
            except Exception:  # whatever a mutant makes it print
                passed = False
            if not passed:
                trial.noticed[mutant.path] = (
                    trial.noticed.get(mutant.path, 0) + 1)
                return trial.name, ran
        return None, ran
