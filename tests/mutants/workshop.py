# SPDX-License-Identifier: Apache-2.0
"""One build with every mutant in it, and which mutants are none.

Below BUILD, `tree` is a copy of the sources in which the mutated files stand for
the ordinary ones, and `bin` what `make` builds of it. A mutant that the compiler
does not take is left out beforehand. One of which it makes the same code as of
the function as it stands does the same: nobody need be asked.
"""
import re
import subprocess

from changes import ROOT, Schema

COPIED = ["Makefile", "grammar", "interp", "tests/unit", "tests/tools",
          "tests/fuzz", "tests/faults", "tests/bench", "tests/diagnostics"]
MUTANT_FLAGS = "-O2 -save-temps=obj -w"
ERROR = re.compile(r"^[^:\n]*?:(\d+):\d+: (?:fatal )?error: ", re.M)


def put(path, content):
    """Writes what has changed, so that `make` builds no more than that."""
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


class Workshop:
    def __init__(self, build, paths):
        self.build, self.paths = build, paths
        self.tree, self.bin = build / "tree", build / "bin"
        self.schemata = []
        self.refused = 0

    def copy(self):
        mutated = set(self.paths)
        for name in COPIED:
            top = ROOT / name
            for source in [top] if top.is_file() else sorted(top.rglob("*")):
                place = source.relative_to(ROOT)
                made = str(place) in mutated and (self.tree / place).exists()
                if source.is_file() and not made:
                    put(self.tree / place, source.read_bytes())
        put(self.tree / "interp/value/mutant.c",
            (ROOT / "tests/mutants/common.c").read_bytes())

    def run_make(self, *words):
        subprocess.run(["make", "-s", "-C", self.tree, f"BUILD={self.bin}",
                        "HARDEN=", f"CFLAGS={MUTANT_FLAGS}", *words],
                       check=True)

    def errors(self, text, path):
        """The lines of the text that the compiler does not take."""
        flags = (self.bin / "flags").read_text().split("-std=c++17")[0].split()
        flags.remove("-save-temps=obj")
        done = subprocess.run(
            [flags[0], *flags[2:], "-fsyntax-only", "-fmax-errors=0", "-xc",
             "-"], cwd=self.tree, input=text, text=True, capture_output=True,
            check=False)
        lines = {int(n) - 1 for n in ERROR.findall(done.stderr)}
        if done.returncode and not lines:
            raise RuntimeError(f"{path}: {done.stderr[:2000]}")
        return lines

    def schema(self, path, index):
        refused = set()
        schema = Schema(path, index)
        at_once = (self.tree / path)
        if at_once.exists() and at_once.read_text() == schema.text:
            return schema
        while True:
            lines = self.errors(schema.text, path)
            more = {(m.key(), m.line) for m in map(schema.owner.get, lines)
                    if m}
            if lines and not more:
                raise RuntimeError(f"{path}: line {min(lines) + 1}: "
                                   + schema.text.split("\n")[min(lines)])
            if not lines:
                self.refused += len(refused)
                return schema
            refused |= more
            schema = Schema(path, index, refused)

    def make(self):
        self.copy()
        self.run_make("-o", "all", f"{self.bin}/flags",
                      f"{self.bin}/grammar/scan.c", f"{self.bin}/grammar/gram.c")
        self.schemata = [self.schema(path, index)
                         for index, path in enumerate(self.paths)]
        for schema in self.schemata:
            put(self.tree / schema.path, schema.text.encode())
        self.run_make("binaries", "tests")

    # ---- those that are none ----

    def same(self):
        """The numbers of the mutants of which the same code is made."""
        found = set()
        for schema in self.schemata:
            if schema.path.endswith(".c"):
                place = self.bin / schema.path
                found |= same_code(place.with_suffix(".s").read_text())
        return found


BODY = re.compile(r"^(mutant_(\w+)_(\d+)):\n(.*?)^\t\.size\t\1,", re.M | re.S)


def plain(name, text):
    """The code with its labels numbered from 0, without its own name."""
    labels = {}
    text = re.sub(r"^\t\.(loc|file|cfi\w*|p2align|align)\b.*\n|^\s*#.*\n", "",
                  text, flags=re.M)
    text = re.sub(r"\.L(?!C\d)\w+",
                  lambda m: labels.setdefault(m[0], f".L{len(labels)}"), text)
    return text.replace(name, "self")


def same_code(assembly):
    bodies = {}
    for name, function, number, text in BODY.findall(assembly):
        bodies.setdefault(function, {})[int(number)] = plain(name, text)
    return {number for of in bodies.values() if 0 in of
            for number, text in of.items() if number and text == of[0]}
