# SPDX-License-Identifier: Apache-2.0
"""Tables for the fuzz target `sheet` and tests/sheets.py: most rows are plain.

A table has columns for the fields that a vocabulary declares (plain.py), by
Cantlie's own names or by those of a mapping that is made up with it. Rows are
spoilt now and then: quotes, newlines within them, odd cells, too many cells.
"""
import json
import re

import plain

ODD = ["", " ", "unknown", "NA", "n/a", "0", "00", "1", "01", "1.0", "+1", "-1",
       "1.", ".5", "0,5", "1,5", "5.5", "1e2", " 2", "2 ", "\t2", "<1", ">= 3",
       "5 mm", "5mm", "6 cm", "7 ng/mL", "99999999", "123456789", "12345678.5",
       "9999999999999999999", "0.000000001", "1.23456789", "yes", "No", "TRUE",
       "false", "ja", "nein", "x", "none", "diabetes", "diabetes;cirrhosis",
       "diabetes|diabetes", "wt", "WILD TYPE", "wild_type", "R0", "r1 ", "R9",
       "2024-02-29", "2023-02-29", "2024-02", "2024", "1799-12-31", "2200-12-31",
       "2201-01-01", "2025-01-01", "2024-6-1", "29.02.2024", "05.2024",
       "01.13.2023", "32.01.2024", "31.12.2199", "k.A.", "-9", "-9.0", "K.A.",
       "é", "ü" * 9, "x" * 17, "a b", "\u00a0", "'", "2020-01-01T10:00"]
UNITS = {**plain.UNITS, "kg": ["kg", "g"]}
OF_MAPPINGS = {**UNITS, "years": ["years", "months"], "cm": ["cm", "mm", "m"]}
DAYS = ["2024-05-30", "2024-04-01", "2023-06-01", "2020-01-01", "", ""]
ODD_DAYS = ["2024-06-02", "2024-05", "unknown", "x", "2024-13-01"]


def some_day(r):
    return r.choice(DAYS if r.random() < 0.95 else ODD_DAYS)


def unit_of(kind):
    found = re.match(r"(%|[\w/]+)(,| |$)", kind)
    return found[1] if found and found[1] in UNITS else None


def cell_of(r, name, kind, records):
    """A value of plain.py as it stands in a cell."""
    said = json.loads(plain.value(r, name, kind, records))
    if isinstance(said, dict):
        said = said["value"]
    if isinstance(said, list):
        return ";".join(said) or "none"
    if isinstance(said, bool):
        return "yes" if said else "no"
    return str(said)


class Column:
    """A title, and what cells have below it."""

    def __init__(self, title, cell):
        self.title, self.cell = title, cell


def sparse(r, make, kind=""):
    """Cells of which some are empty: most, where a condition might fail."""
    often = r.choice([0.8, 0.97] if " if " in kind else [0.02, 0.1, 0.5])

    def cell():
        if r.random() < often:
            return r.choice(["", "", "unknown", "NA"])
        return make()
    return cell


def is_choice(kind):
    return "|" in kind and not re.match("set of|yes/no", kind)


def listed(kind):
    found = re.match(r"list of ([\w-]+)", kind)
    return found and found[1]


def scalars(record, records):
    return [(name, kind) for name, kind in records[record]
            if not listed(kind)]


def own_column(r, name, kind, records, path):
    unit = unit_of(kind)
    title = path + plain.spelt(r, name)
    if unit and r.random() < 0.97:
        title += f" [{r.choice(UNITS[unit])}]"
    yield Column(title, sparse(
        r, lambda: cell_of(r, name, kind, records), kind))
    if r.random() < 0.1:
        yield Column(f"{path}{name}.date", lambda: some_day(r))
    if r.random() < 0.05:
        yield Column(f"{path}{name}.source", lambda: r.choice(["lab", ""]))


def own_elements(r, name, record, records):
    if r.random() < 0.6:
        return
    for element in range(1, r.randint(2, 4)):
        for field, kind in scalars(record, records):
            if r.random() < 0.8:
                yield from own_column(r, field, kind, records,
                                      f"{name}.{element}.")
    if r.random() < 0.2:
        yield Column(name, lambda: r.choice(["none", "", "unknown"]))


def own_columns(r, records):
    columns = []
    for name, kind in records["patient"]:
        if listed(kind):
            columns += own_elements(r, name, listed(kind), records)
        elif r.random() < 0.7 or name == "id":
            columns += own_column(r, name, kind, records, "")
    for title in ("ward", "note", "id"):
        if r.random() < 0.2:
            columns.append(Column(title, lambda: r.choice(["7", "", "x y"])))
    if r.random() < 0.1:
        columns.append(r.choice(columns))
    return columns


# --- mappings -----------------------------------------------------------------

def codes(r, kind):
    """(codes as a mapping has them, cells)"""
    pairs, cells = [], []
    names = plain.options(kind)
    for i, name in enumerate(names):
        code = r.choice([str(i), f'"k{i}"', f'"{name[:3]} {i}"'])
        means = name
        if r.random() < 0.3:
            means = " | ".join(r.sample(names, r.randint(1, len(names))))
        if r.random() < 0.05:
            means = "unknown"
        pairs.append(f"{code} = {means}")
        cells += [code.strip('"')] * 3 + [code.strip('"').upper()]
    return ", ".join(pairs), cells


class Mapping:
    def __init__(self, r, records):
        self.r, self.records = r, records
        self.comma = r.random() < 0.5
        self.german = r.random() < 0.5
        self.lines, self.columns = [], []

    def title(self):
        return f"c{len(self.columns)}"

    def add(self, make, title=None, kind=""):
        self.columns.append(Column(title or self.title(),
                                   sparse(self.r, make, kind)))

    def spell(self, cell):
        if self.comma and re.fullmatch(r"[\d.]+", cell):
            return cell.replace(".", ",")
        day = re.fullmatch(r"(\d+)-(\d+)-(\d+)", cell)
        return f"{day[3]}.{day[2]}.{day[1]}" if day and self.german else cell

    def field(self, name, kind, of="", title=None):
        """A line, and its column."""
        title = title or self.title()
        line = f'{name}{of} from "{title}"'
        if unit_of(kind):
            line += f" in {self.r.choice(OF_MAPPINGS[unit_of(kind)])}"
        words = None
        if is_choice(kind) and self.r.random() < 0.7:
            pairs, words = codes(self.r, kind)
            line += f": {pairs}"
        self.lines.append(line)
        return lambda: (self.r.choice(words) if words else self.spell(
            cell_of(self.r, name, kind, self.records)))

    def add_field(self, name, kind):
        self.add(self.field(name, kind), kind=kind)
        if self.r.random() < 0.1 and ":" not in self.lines[-1]:
            self.lines[-1] += f' on "{self.title()}"'
            self.add(lambda: self.spell(some_day(self.r)))
        if self.r.random() < 0.05:
            self.add(self.field(name, kind), kind=kind)

    def add_elements(self, name, record):
        for field, kind in scalars(record, self.records):
            if self.r.random() < 0.7:
                title = f"{record} # {field}"
                cell = self.field(field, kind, f" of {name}", title)
                for element in range(1, 4):
                    self.add(cell, title.replace("#", str(element)), kind)

    def text(self):
        head = ["mapping made of patient"]
        head += ['decimal ","'] * self.comma
        head += ['dates "DD.MM.YYYY"'] * self.german
        head += self.r.choice([[], ['missing -9 | "k.A."'], ["missing 99"]])
        head += self.r.choice([[], ['yes "ja" | 1', 'no "nein" | 0']])
        return "\n  ".join([*head, *self.lines]) + "\n"


def mapped(r, records):
    made = Mapping(r, records)
    for name, kind in records["patient"]:
        if name == "id":
            made.lines.append(f'id from "{made.title()}"')
            made.add(lambda: f"P{r.randint(1, 999)}")
        elif listed(kind):
            if r.random() < 0.3:
                made.add_elements(name, listed(kind))
        elif r.random() < 0.08 and is_choice(kind) and " if " not in kind:
            made.lines.append(f"{name} is {r.choice(plain.options(kind))}")
        elif r.random() < 0.75:
            made.add_field(name, kind)
    if r.random() < 0.3:
        made.add(lambda: "x")
    return made


# --- rows ---------------------------------------------------------------------

def quoted(r, cell):
    if r.random() < 0.3:
        cell += r.choice(["\n", "\r\n", '"', ","])
    return '"' + cell.replace('"', '""') + '"'


def cut(r, line):
    at = r.randrange(len(line) + 1)
    return r.choice([line[:at], line[:at] + r.choice('",;\0\n\xe9 x') + line[at:],
                     line[:at] + line[at + 1:], line + r.choice([",", ",,", ",x"])])


def row(r, columns, spoil):
    cells = [column.cell() for column in columns]
    for i in range(len(cells)):
        if r.random() < spoil:
            cells[i] = r.choice(ODD)
    cells = [quoted(r, cell) if "," in cell or r.random() < spoil / 8 else cell
             for cell in cells]
    line = ",".join(cells)
    return cut(r, line) if r.random() < spoil else line


def rows(r, columns, n):
    spoil = r.choice([0, 0, 0.01, 0.05, 0.3])
    end = r.choice(["\n", "\n", "\r\n"])
    lines = [",".join(column.title for column in columns)]
    for _ in range(n):
        lines.append(row(r, columns, spoil))
        if r.random() < spoil:
            lines.append(r.choice(["", "  ", "," * (len(columns) - 1)]))
    return end.join(lines) + (end if r.random() < 0.8 else "")


def own(r, rules, n):
    """The text of a table by Cantlie's own names."""
    return rows(r, own_columns(r, plain.fields_of(rules)), n)


def foreign(r, rules, n):
    """(a mapping, the text of a table)"""
    made = mapped(r, plain.fields_of(rules))
    return made.text(), rows(r, made.columns, n)
