# SPDX-License-Identifier: Apache-2.0
"""What can be changed in a C file, and the file with every change in it.

The changes are of the text, a line at a time; the code is laid out by
clang-format, so that a function ends at the first line that is a brace. The
file that holds all of them has each function once for each of its changes,
under another name, and as it stands; under its own name it calls the one that
`mutant` (common.c) asks for:

    static bool f_noted(int a) { NOTE(8); return a < 1; }
    static bool f_17(int a) { return a <= 1; }
    bool f(int a) { switch (mutant) { case 17: return f_17(a); } return f_noted(a); }
"""
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PER_FILE = 4096  # numbers that a file has for its mutants and its notes
NAME = "mutant_{}_{}"
NOTED = "noted"

# What is looked for in code, and what is put there.
CHANGES = [
    (r"(?<=[\w)\]]) == (?=[\w(&*'-])", " != "),
    (r"(?<=[\w)\]]) != (?=[\w(&*'-])", " == "),
    (r"(?<=[\w)\]]) < (?=[\w(&*'-])", " <= "),
    (r"(?<=[\w)\]]) <= (?=[\w(&*'-])", " < "),
    (r"(?<=[\w)\]]) > (?=[\w(&*'-])", " >= "),
    (r"(?<=[\w)\]]) >= (?=[\w(&*'-])", " > "),
    (r" &&(?=\s)", " ||"),
    (r" \|\|(?=\s)", " &&"),
    (r" &&$", " ||"),
    (r" \|\|$", " &&"),
    (r"(?<=[\w)\]]) \+ (?=[\w(])", " - "),
    (r"(?<=[\w)\]]) - (?=[\w(])", " + "),
    (r"\btrue\b", "false"),
    (r"\bfalse\b", "true"),
    (r"(?<=[( ])!(?=[\w(])", ""),
    (r"\bif \((?=.*\)$)", "if (!"),
]
STATEMENT = re.compile(r"^\s+(?!return\b|goto\b|break\b|case\b|continue\b)"
                       r"[\w*][^={}]*(\(.*\)|(\+|-|\||&)?= .*|\+\+|--);$")
DECLARES = re.compile(r"^\s+(const |struct |enum |static |size_t |bool |int |"
                      r"uint\w+ |int\w+ |decimal |date |char |unsigned |\w+ \*?\w+ = )")
WHOLE = re.compile(r"[;{}:)]$|else$")  # a statement may follow


class Mutant:
    def __init__(self, path, line, text, changed, how):
        self.path, self.line, self.how = path, line, how
        self.text, self.changed = text, changed
        self.number = self.note = 0

    def key(self):
        return f"{self.path}: {self.text.strip()}: {self.how}"

    def identity(self):
        return f"{self.line + 1}: {self.key()}"


def mutants_of_line(path, number, line):
    quoted = [m.span() for m in re.finditer(r'"(\\.|[^"\\])*"', line)]
    for pattern, new in CHANGES:
        for m in re.finditer(pattern, line):
            if any(a <= m.start() < b for a, b in quoted):
                continue
            changed = line[:m.start()] + new + line[m.end():]
            if new == "if (!":
                if line.count("(") != line.count(")"):
                    continue
                changed = line[:m.start()] + "if (!(" + line[m.end():] + ")"
            how = f"{m[0].strip()} at {m.start() + 1} is {new.strip()}"
            yield Mutant(path, number, line, changed, how.rstrip())


def mutants_of(path, lines, first, last):
    """Those of the lines of one function's body."""
    comment = False
    for number in range(first, last):
        line = lines[number]
        comment = comment or bool(re.match(r"\s*/\*", line))
        if not comment and line[:1] == " ":
            yield from mutants_of_line(path, number, line)
            whole = WHOLE.search(lines[number - 1].rstrip() or ";")
            if (whole and line.count("(") == line.count(")")
                    and STATEMENT.match(line) and not DECLARES.match(line)):
                yield Mutant(path, number, line, "    ;", "dropped")
        comment = comment and "*/" not in line


# ---- functions --------------------------------------------------------------


class Function:
    """`lines[first:last]` is its body, from brace to brace."""

    def __init__(self, head, first, last):
        self.first, self.last = first, last
        self.head = re.sub(r"\bstatic inline |\bstatic ", "", head)
        self.inline = "static inline " in head
        self.static = "static " in head
        self.name = re.search(r"(\w+)\(", self.head)[1]

    def arguments(self):
        inside = self.head[self.head.index("(") + 1:self.head.rindex(")")]
        inside = re.sub(r"\(\*(\w+)\)\([^()]*\)", r"\1", inside)
        names = [re.search(r"(\w+)(\[\w*\])*$", part.strip())
                 for part in inside.split(",") if part.strip() != "void"]
        return ", ".join(name[1] for name in names)

    def as_named(self, name):
        return re.sub(rf"\b{self.name}\(", f"{name}(", self.head, count=1)

    def dispatcher(self, mutants, number):
        call = f"return {NAME.format(self.name, '{}')}({self.arguments()});"
        cases = [f"case {m.number}: {call.format(m.number)}" for m in mutants]
        yield (("static inline " if self.inline else
                "static " if self.static else "") + self.head)
        yield "{ switch (mutant) {"
        yield from cases
        yield f"}} MUTANT_NOTE({number}); {call.format(NOTED)} }}"


def functions_of(lines):
    for first, line in enumerate(lines):
        if line != "{":
            continue
        head = first
        while head and not re.search(r"(^|[;}]|\*/|^#.*)$", lines[head - 1]):
            head -= 1
        text = " ".join(part.strip() for part in lines[head:first])
        if "(" in text:
            yield Function(text, first, lines.index("}", first))


# ---- notes ------------------------------------------------------------------


def without_comments(lines):
    """The lines with blanks in place of their comments."""
    text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]),
                  "\n".join(lines), flags=re.S)
    return [line.rstrip() for line in text.split("\n")]


def may_be_noted(before, line):
    """Whether a statement begins here, so that one more may stand before."""
    return (re.search(r"[;}:]$|^\{$|(?<!=) \{$", before)
            and re.match(r"\s+[\w*(+-]", line)
            and not re.match(r"\s+(case|default|else)\b|\s*\w+:$", line)
            and not line.endswith(","))


def noted(code, function, number):
    """The body with a note before each statement that can have one, and for
    each line the note that is made whenever the line is reached. `code` is
    without comments; the function's own note is `number`."""
    body, note_of, depth, before = [], {}, 0, ""
    above = [(0, number)]  # (indent, note)
    for at in range(function.first, function.last + 1):
        line = code[at]
        indent = len(line) - len(line.lstrip())
        while line and above[1:] and above[-1][0] >= indent:
            above.pop()
        if depth == 0 and may_be_noted(before, line):
            number += 1
            above.append((indent, number))
            line = f"MUTANT_NOTE({number}); {line.strip()}"
        body.append(line)
        note_of[at] = above[-1][1]
        depth += code[at].count("(") - code[at].count(")")
        if line.endswith("struct {"):
            depth += 1
        elif re.match(r"\s+\} \w+( =.*)?[;{]$", line) and "else" not in line:
            depth -= 1
        before = code[at] or before
    return body, note_of


# ---- the file with every change ---------------------------------------------


PRELUDE = """#include <stdint.h>
extern int mutant;
extern unsigned char *mutant_notes;
#define MUTANT_NOTE(n) (void)(mutant_notes[n] = 1)
"""
ALONE = "__attribute__((noipa)) static "


class Schema:
    """`text` holds the file at `path` with each of its `mutants`; those whose
    key is in `refused` are left out."""

    def __init__(self, path, index, refused=()):
        self.path, self.mutants = path, []
        self.first = self.number = index * PER_FILE + 1
        self.note = self.first
        self.owner = {}  # line of the text: mutant
        lines = (ROOT / path).read_text().split("\n")
        code = without_comments(lines)
        self.out = PRELUDE.split("\n")
        end = 0
        for function in functions_of(lines):
            found = [m for m in mutants_of(path, lines, function.first,
                                           function.last)
                     if (m.key(), m.line) not in refused]
            if found:
                self.out += lines[end:function.first]
                self.function(function, code, found)
                end = function.last + 1
        self.out += lines[end:]
        self.text = "\n".join(self.out)

    def function(self, function, code, found):
        self.out[-1] += ";"  # the head has become a declaration
        body, note_of = noted(code, function, self.note)
        self.variant(function, NOTED, body)
        self.out += ["__attribute__((used))"]
        self.variant(function, 0, code[function.first:function.last + 1])
        for mutant in found:
            mutant.number, self.number = self.number, self.number + 1
            mutant.note = note_of[mutant.line]
            changed = code[function.first:function.last + 1]
            changed[mutant.line - function.first] = mutant.changed
            at = len(self.out)
            self.variant(function, mutant.number, changed)
            self.owner.update(dict.fromkeys(range(at, len(self.out)), mutant))
        self.out += function.dispatcher(found, self.note)
        self.note = max(note_of.values()) + 1
        self.mutants += found

    def variant(self, function, number, body):
        name = NAME.format(function.name, number)
        self.out += [ALONE + function.as_named(name), *body]
