#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Inputs for the fuzz targets, taken from the tests: seeds.py FOLDER.

Writes FOLDER/TARGET/NAME for each target, and the dictionary FOLDER/words. Nothing is kept in the tree but what once failed
(tests/bugs/fuzz-TARGET-*): the tests are the corpus, and grow by themselves.
"""
import json
import random
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "tests/reference"))

import harness  # noqa: E402
import plain  # noqa: E402
import plain_table  # noqa: E402
from generate import generate  # noqa: E402

TARGETS = ["rules", "format", "records", "table", "mapping", "pair", "api",
           "repl", "sheet", "fhir"]
LONGEST = 20_000  # bytes: longer seeds make a fuzzer slow
TABLE = b"""Fall;Alter;RAS;CEA;CEA am;FLR;Leber;Diagnose;raucht
A;63;WT;12,5;01.02.2024;430;1410;20.03.2023;ja
B;k.A.;mut;<0,5;;-9;1640;11.2023;nein
"""
OBJECT = {
    "id": "A", "age": "63 years", "remark": "x", "KRAS": {"any": ["wt", "mut"]},
    "CEA": {"value": "<5 ng/mL", "date": "2024-05-20", "source": "lab"},
    "remnant": {"low": 20, "high": 40}, "height": "1.8 m",
    "diagnosis": "2023-05", "primary": "in situ", "margin": None,
    "smoker": False, "illness": ["diabetes"], "lesion_count": 3,
    "lesions": [{"size": "23 mm", "left": True}, {"size": ">1"}, {}],
    "courses": [{"start": "2024-01", "regimen": "FOLFOX", "response": "PD"}],
}


def rule_texts():
    for path in sorted(ROOT.glob("**/*.rules")):
        if "build" not in path.parts[0]:
            yield path.name, path.read_bytes()
    for folder in ("diagnostics", "verdicts", "format", "syntax"):
        for path in sorted((ROOT / "tests" / folder).glob("*.txt")):
            for section in harness.sections(harness.read_lines(path)):
                text = section.text().encode("utf-8", "surrogateescape")
                yield f"{folder}-{path.stem}-{section.start}", text


def record_texts():
    yield "object", json.dumps(OBJECT).encode()
    yield "array", json.dumps([OBJECT, {}, {"lesions": []}]).encode()
    yield "table", TABLE
    for path in sorted((ROOT / "examples").glob("*/*")):
        if path.suffix in (".json", ".ndjson", ".csv"):
            yield path.name, path.read_bytes()[:4000]


def pair_texts():
    for seed in range(1, 81):
        program, records = generate(seed, 0.7, 3, 0.1, True)
        lines = "".join(json.dumps(one) + "\n" for one in records)
        text = program.render() + "\n=== records\n" + lines
        yield f"generated-{seed}", text.encode()


def table_texts():
    yield "table", TABLE
    yield "lesions", b"id,size,left\nA,23 mm,yes\nA,>1,\nB,4 cm,no\n"
    yield "latin-1", "id,remark\nA,\u00e4\u00df\n".encode("latin-1")
    yield "quoted", b'id,remark\r\n"A","x ""y"" \n, z"\r\n'
    for path in sorted((ROOT / "examples").glob("*/*.csv")):
        yield path.name, path.read_bytes()[:4000]


def mapping_texts():
    """The mappings of all rule texts, with a table each."""
    for name, text in rule_texts():
        found = re.search(rb"^mapping .*(\n([ \t#].*)?)*", text, re.M)
        if found:
            yield name, found[0] + b"\n=== records\n" + TABLE


def typed_texts():
    """What is typed in the transcripts of sessions."""
    for path in sorted((ROOT / "tests/transcripts").glob("repl*.t")):
        blocks = re.findall(r"<<END\n((?: +> .*\n)+)", path.read_text())
        for i, block in enumerate(blocks):
            lines = re.sub(r"^ +> (END\n)?", "", block, flags=re.M)
            yield f"{path.stem}-{i}", lines.encode()
    words = ["KRAS wt", "CEA > 3 ug/L", "lesions", "set KRAS wt, CEA 5 ug/L",
             ":why surgery", ":whynot small", ":what-if remnant 40 %", ":ask",
             ":save a.json", ":save a.rules", ':case "A" a.rules', ":test",
             ":load fuzz.rules", ":reload", ":diff", ":undo", ":help why",
             ":patient new", ":patient next", ":as-of 2024-01-01", ":rules",
             ":show risk", "KRAS wild-type -> surgery", ":record", ":quit"]
    for i, word in enumerate(words):
        yield f"word-{i}", "\n".join([word, ":verdicts", ""]).encode()
    yield "words", "\n".join([*words, ""]).encode()


def without_mapping(rules):
    """A rule text without its mapping, which is its last item."""
    return rules[:rules.find("\nmapping ") + 1] if "\nmapping " in rules else rules


def sheet_texts():
    """Lines of records and tables, most rows plain: plain.py, plain_table.py."""
    vocabularies = {"": "tests/fuzz/fuzz.rules",
                    "bench": "tests/bench/workload.rules",
                    "rules": "rules/vocabulary.rules"}
    texts = {name: (ROOT / path).read_text()
             for name, path in vocabularies.items()}
    for name, rules in {**texts, "more": plain.RULES}.items():
        for seed in range(1, 61):
            records = "\n".join(plain.lines(rules, seed, 20)) + "\n"
            head = rules + "\n=== records\n" if name else ""
            yield f"plain-{name}-{seed}", (head + records).encode()
        for seed in range(1, 61):
            r = random.Random(seed)
            head = rules + "\n=== records\n" if name else ""
            text = head + plain_table.own(r, rules, 40)
            yield f"table-{name}-{seed}", text.encode()
            made, rows = plain_table.foreign(r, rules, 40)
            text = without_mapping(rules) + made + "\n=== records\n" + rows
            yield f"mapped-{name}-{seed}", text.encode()
    yield from record_texts()
    yield from pair_texts()


def bundle_texts():
    """Bundles of the tests, as they stand and as single resources by line."""
    for path in sorted((ROOT / "tests/fhir/cases").glob("*.fhir")):
        text = path.read_text()
        for i, part in enumerate(re.findall(r"=== bundle\n(.*?)=== ", text, re.S)):
            yield f"{path.stem}-{i}", part.encode()
            try:
                entries = json.loads(part)["entry"]
            except (ValueError, KeyError, TypeError):
                continue
            yield f"{path.stem}-{i}-bulk", "".join(
                json.dumps(one.get("resource")) + "\n" for one in entries
            ).encode()
    for path in sorted((ROOT / "examples/fhir").glob("*.*json")):
        yield path.name, path.read_bytes()[:LONGEST]


def past(target):
    for path in sorted((ROOT / "tests/bugs").glob(f"fuzz-{target}-*")):
        yield path.name, path.read_bytes()


def write(folder):
    texts = {"rules": rule_texts, "format": rule_texts, "table": table_texts,
             "records": record_texts, "mapping": mapping_texts,
             "pair": pair_texts, "api": pair_texts, "repl": typed_texts,
             "sheet": sheet_texts, "fhir": bundle_texts}
    for target in TARGETS:
        into = folder / target
        into.mkdir(parents=True, exist_ok=True)
        for name, text in [*texts[target](), *past(target)]:
            if len(text) <= LONGEST:
                (into / re.sub(r"[^\w.-]", "_", name)).write_bytes(text)
    words = re.findall(r'^X\(\w+, ("[^"]+")',
                       (ROOT / "grammar/keywords.def").read_text(), re.M)
    signs = ['"->"', '"<="', '">="', '"||"', '" | "', '": "', '"\\x0a  "',
             '"cm"', '"2024-02-29"', '"%"', '"{"', '"["', '"null"']
    (folder / "words").write_text("\n".join(words + signs) + "\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
