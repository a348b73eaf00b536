#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests what `make install` puts there: run_install.py BUILD [--update].

Installs into a folder that is gone afterwards and looks at it from outside:
the files, the exported symbols, programs that are built against the library
(examples/embed/README.md, its fences ```shell-session), and that the manual
pages and completions know the commands, options and functions there are.
"""
import ctypes
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import harness
import run_transcripts

README = harness.ROOT / "examples/embed/README.md"
HEADER = harness.ROOT / "interp/cantlie.h"
COMPLETIONS = harness.ROOT / "interp/cli/completion"
FENCE = "```shell-session"


class Failed(Exception):
    """What was found instead, as text."""


def run(command, **more):
    """Standard output of a command that must succeed."""
    done = subprocess.run(
        command,
        shell=isinstance(command, str),
        cwd=harness.ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        timeout=600,
        check=False,
        text=True,
        **more,
    )
    if done.returncode:
        raise Failed(f"{command}\n{done.stdout}{done.stderr}".rstrip())
    return done.stdout


def make(build, *words):
    env = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL")}
    return run(["make", "-s", f"BUILD={build}", *words], env=env)


def same(found, wanted, what):
    """Fails with what is too much and what is missing."""
    found, wanted = set(found), set(wanted)
    if found != wanted:
        lines = [f"{what}: too many: {x}" for x in sorted(found - wanted)]
        lines += [f"{what}: missing: {x}" for x in sorted(wanted - found)]
        raise Failed("\n".join(lines))


# ---- What is installed -------------------------------------------------------


class Installed:
    """The library and the program below a folder."""

    def __init__(self, build, home):
        self.build, self.home = build, Path(home)
        self.prefix = self.home / "cantlie"
        self.lib = self.prefix / "lib"

    def version(self):
        numbers = re.findall(
            r"^#define CANTLIE_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)$",
            HEADER.read_text(),
            re.M,
        )
        return ".".join(numbers)

    def abi(self):
        """The part of the version that the soname carries."""
        major, minor, _ = self.version().split(".")
        return f"{major}.{minor}" if major == "0" else major

    def cantlie(self, *words):
        return run([self.prefix / "bin/cantlie", *words])


def functions():
    """The names that the header declares for others."""
    text = re.sub(r"/\*.*?\*/", "", HEADER.read_text(), flags=re.S)
    declared = re.findall(r"CANTLIE_API\s[^;(]*?\b(cantlie_\w+)\(", text)
    if len(declared) != len(set(declared)) or len(declared) < 20:
        raise Failed(f"the header declares {declared}")
    return declared


def folders(there):
    make(there.build, "install", f"PREFIX={there.prefix}")
    version, abi = there.version(), there.abi()
    found = [
        str(path.relative_to(there.prefix))
        for path in there.prefix.rglob("*")
        if not path.is_dir()
    ]
    same(
        found,
        [
            "bin/cantlie",
            "include/cantlie.h",
            "lib/libcantlie.a",
            "lib/libcantlie.so",
            f"lib/libcantlie.so.{abi}",
            f"lib/libcantlie.so.{version}",
            "lib/pkgconfig/cantlie.pc",
            "share/man/man1/cantlie.1",
            "share/man/man3/cantlie.3",
            "share/bash-completion/completions/cantlie",
            "share/zsh/site-functions/_cantlie",
            "share/fish/vendor_completions.d/cantlie.fish",
        ],
        "installed",
    )


def staged(there):
    """DESTDIR is where files go, PREFIX is what they say."""
    stage = there.home / "stage"
    make(there.build, "install", f"DESTDIR={stage}", "PREFIX=/opt/c", "LIBDIR=lib64")
    pc = (stage / "opt/c/lib64/pkgconfig/cantlie.pc").read_text()
    if "prefix=/opt/c\n" not in pc or str(stage) in pc or "@" in pc:
        raise Failed(pc)
    make(there.build, "uninstall", f"DESTDIR={stage}", "PREFIX=/opt/c", "LIBDIR=lib64")
    same([p for p in stage.rglob("*") if not p.is_dir()], [], "left behind")


def versions(there):
    version = there.version()
    text = there.cantlie("--version")
    if text != f"cantlie {version}\n":
        raise Failed(f"--version says {text}")
    dynamic = run(["readelf", "-d", there.lib / "libcantlie.so"])
    if f"soname: [libcantlie.so.{there.abi()}]" not in dynamic:
        raise Failed(dynamic)
    node = (harness.ROOT / "interp/cantlie.map").read_text().split()[0]
    if node != f"CANTLIE_{there.abi()}":
        raise Failed(f"interp/cantlie.map is of {node}")


# ---- What can be seen of the libraries ---------------------------------------


def exported(there):
    lines = run(["nm", "-D", "--defined-only", there.lib / "libcantlie.so"])
    names = [line.split()[2].split("@")[0] for line in lines.splitlines()]
    same([n for n in names if not n.startswith("CANTLIE_")], functions(), "exported")


def in_the_archive(there):
    lines = run(["nm", "-g", "--defined-only", there.lib / "libcantlie.a"])
    names = [line.split()[2] for line in lines.splitlines() if len(line.split()) == 3]
    # what C++ gives to every program that uses it, by the same names
    names = [n for n in names if not re.match(r"_Z|DW\.ref\.", n)]
    same(names, functions(), "global")


def compile_alone(there):
    """The header by itself, as C99 and as C++."""
    flags = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"]
    text = there.home / "alone.c"
    text.write_text("#include <cantlie.h>\nint main(void) { return 0; }\n")
    include = f"-I{there.prefix / 'include'}"
    run([os.environ.get("CC", "cc"), "-std=c99", *flags, include, text])
    run([os.environ.get("CXX", "c++"), "-x", "c++", *flags, include, text])


class Options(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_uint),
        ("on_diagnostic", ctypes.c_void_p),
        ("context", ctypes.c_void_p),
        ("memory", ctypes.c_size_t),
        ("strict", ctypes.c_int),
    ]


class Error(ctypes.Structure):
    _fields_ = [("status", ctypes.c_int), ("text", ctypes.c_char * 512)]


class Text(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char_p),
        ("at", ctypes.c_char_p),
        ("length", ctypes.c_size_t),
    ]


def results_of_library(there, rules, lines):
    """The JSON results of records, one a line, from the shared library."""
    library = ctypes.CDLL(str(there.lib / "libcantlie.so"))
    for name in "compile_files", "session_new":
        getattr(library, f"cantlie_{name}").restype = ctypes.c_void_p
    options = Options(version=library.cantlie_version())
    error = Error()
    last = ctypes.byref(options), ctypes.byref(error)
    paths = (ctypes.c_char_p * 1)(os.fsencode(harness.ROOT / rules))
    handle = library.cantlie_compile_files(paths, ctypes.c_size_t(1), *last)
    session = library.cantlie_session_new(ctypes.c_void_p(handle), *last)
    if not session:
        raise Failed(error.text.decode())
    for line in lines:
        record = Text(b"cohort.ndjson", line, len(line))
        text = ctypes.c_char_p()
        this = ctypes.c_void_p(session)
        if library.cantlie_evaluate(
            this, ctypes.byref(record), b"2024-06-01", last[1]
        ) or library.cantlie_result_json(this, ctypes.byref(text), last[1]):
            raise Failed(error.text.decode())
        yield text.value.decode()
    library.cantlie_session_free(ctypes.c_void_p(session))
    library.cantlie_rules_free(ctypes.c_void_p(handle))


def same_as_the_program(there):
    """The library's JSON is the same bytes as `cantlie run --format ndjson`,
    but for where the record stood."""
    cohort = "examples/cohort/patients.ndjson"
    lines = (harness.ROOT / cohort).read_bytes().splitlines()
    found = list(results_of_library(there, "rules", lines))
    wanted = there.cantlie(
        "run", "rules", cohort, "--as-of", "2024-06-01", "--format", "ndjson"
    ).splitlines()
    for one, other in zip(found, wanted, strict=True):
        one, other = (re.sub(r'"source": "[^"]*:\d+"', "", text)
                      for text in (one, other))
        if one != other:
            raise Failed(f"library: {one}\nprogram: {other}")


# ---- The manual and the completions ------------------------------------------


def section(text, head):
    """The lines below a heading of a help, up to a blank one."""
    lines = text.split("\n")
    if head not in lines:
        raise Failed(f"no {head} in:\n{text}")
    rest = lines[lines.index(head) + 1 :]
    return rest[: rest.index("")]


def commands(there):
    return [line.split()[0] for line in section(there.cantlie("help"), "Commands")]


def options(there, command):
    """{option: argument}; the argument is "FORMAT", "[=FORMAT]" or ""."""
    lines = section(there.cantlie(command, "--help"), "Options")
    option = re.compile(r" *(-[\w-]*)(\[=[A-Z]*\]| [A-Z][A-Z,.]*)?")
    found = [option.match(line) for line in lines]
    return {m[1]: (m[2] or "").strip() for m in found if m and m[1] != "--help"}


def manual_options(page):
    """{command: {option: argument}} of the sections .Ss of cantlie.1."""
    found, current = {}, None
    for line in page.split("\n"):
        if line.startswith(".Sh "):
            current = None
        elif line.startswith(".Ss "):
            current = found.setdefault(line.split()[1], {})
        elif current is not None and line.startswith(".It Fl "):
            name, *rest = line.split()[2:]
            argument = rest[-1] if "Ar" in rest else ""
            current["-" + name] = f"[={argument}]" if "Op" in rest else argument
    return found


def manual_of_commands(there):
    page = manual_options((harness.ROOT / "doc/man/cantlie.1").read_text())
    page.pop("help", None)
    same(page, commands(there), "doc/man/cantlie.1, commands")
    for command in commands(there):
        same(
            page[command].items(),
            options(there, command).items(),
            f"doc/man/cantlie.1, {command}",
        )


def manual_of_functions(there):
    page = (harness.ROOT / "doc/man/cantlie.3").read_text()
    same(re.findall(r"^\.Fn (\w+)", page, re.M), functions(), "doc/man/cantlie.3")


def manual_is_well_formed(there):
    if shutil.which("mandoc"):
        for page in (harness.ROOT / "doc/man").iterdir():
            run(["mandoc", "-T", "lint", "-W", "warning", page])


def completed_by_bash(there, *words):
    script = (
        f"source {COMPLETIONS}/cantlie.bash; compopt() {{ :; }}; "
        'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _cantlie; '
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    program = str(there.prefix / "bin/cantlie")
    text = run(["bash", "-c", script, "bash", program, *words])
    return [line for line in text.split("\n") if line]


def completion_for_bash(there):
    same(
        completed_by_bash(there, ""),
        commands(there) + ["help", "--help", "--version", "--sandbox"],
        "commands",
    )
    for command in commands(there):
        wanted = [o for o in options(there, command) if o.startswith("--")]
        found = completed_by_bash(there, command, "--")
        same(found, wanted + ["--help"], f"options of {command}")
    found = completed_by_bash(there, "run", "rules", "--format", "")
    same(found, ["text", "json", "ndjson", "csv", "states"], "formats of run")
    same(completed_by_bash(there, "run", "--as-of", ""), [], "days")
    same(completed_by_bash(there, "help", "exp"), ["explain"], "help")


def completion_for_fish(there):
    if not shutil.which("fish"):
        return
    env = {**os.environ, "PATH": f"{there.prefix}/bin:{os.environ['PATH']}",
           "HOME": str(there.home)}
    for line, wanted in (("", "explain"), ("run --as", "--as-of"),
                         ("run --format ", "ndjson")):
        script = f'source {COMPLETIONS}/cantlie.fish; complete -C "cantlie {line}"'
        found = run(["fish", "-N", "-c", script], env=env)
        if wanted not in [one.split("\t")[0] for one in found.split("\n")]:
            raise Failed(f"cantlie {line}\n{found}")


def completion_for_zsh(there):
    if shutil.which("zsh"):
        run(["zsh", "-n", COMPLETIONS / "_cantlie"])


# ---- Programs that use the library -------------------------------------------


def embedding(there):
    """The commands of examples/embed/README.md, as blocks of the harness."""
    lines = [
        "```console" if line.strip() == FENCE else line
        for line in harness.read_lines(README)
    ]
    env = {
        **harness.environment(there.build, there.home),
        "BUILD": str(there.build),
        "PKG_CONFIG_PATH": str(there.lib / "pkgconfig"),
    }
    for command in run_transcripts.commands(README, lines):
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command.text],
            cwd=harness.ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=600,
            check=False,
        )
        text = done.stdout.decode("utf-8", "backslashreplace")
        found = text.replace(str(there.home), "$HOME").split("\n")
        yield harness.Block(
            title=f"$ {command.text}",
            start=command.start,
            expected=command.expected,
            found=harness.with_status(
                harness.without_trailing_blanks(found), done.returncode
            ),
        )


# ---- All ---------------------------------------------------------------------

CHECKS = (
    folders,
    staged,
    versions,
    exported,
    in_the_archive,
    compile_alone,
    same_as_the_program,
    manual_of_commands,
    manual_of_functions,
    manual_is_well_formed,
    completion_for_bash,
    completion_for_fish,
    completion_for_zsh,
)


def check(test, there):
    """None, or what is wrong."""
    try:
        test(there)
    except (Failed, OSError) as failure:
        return harness.Block(title=test.__name__, problem=str(failure))
    return harness.Block(title=test.__name__)


def main():
    args = harness.arguments(__doc__.split("\n")[0])
    with tempfile.TemporaryDirectory(prefix="cantlie-") as home:
        there = Installed(args.build, home)
        blocks = [check(test, there) for test in CHECKS]
        shown = list(embedding(there))
    if args.update:
        harness.update(README, harness.read_lines(README), shown)
    wrong = [b for b in blocks + ([] if args.update else shown) if not b.passed()]
    for block in wrong:
        print(block.report(README.relative_to(harness.ROOT) if block.start else ""))
    harness.close(len(blocks) + len(shown) - len(wrong), len(wrong))


if __name__ == "__main__":
    main()
