# SPDX-License-Identifier: Apache-2.0
"""Records for the fuzz target `sheet`: lines of JSON of which most are plain.

A line is made of the fields that a vocabulary declares (read off its text, as
far as it is simple), then perhaps spoilt: what the ordinary reader refuses,
warns of or understands in another way must not be read by the sheet.
"""
import json
import random
import re

FIELD = re.compile(r"^  ([\w-]+): +(.+)$")
UNITS = {"cm": ["cm", "mm", "m", "in"], "ug/L": ["ug/L", "ng/mL", "g/L", "µg/L"],
         "years": ["years", "a", "mo"], "%": ["%"]}
ODD = ["null", '""', '"unknown"', '"NA"', "true", "1", "-1", "0", "0.0", "01",
       "1.", ".5", "1e2", "1E-2", "-0", "1.00000001", "1.000000001",
       "99999999", "123456789", "12345678.5", "9999999999999999999", "[]", "{}",
       "[null]", '"none"', '"yes"', '"No"', "nul", "tru", "falsee", '"a\\u0041"',
       '"mutated "', '"WILD TYPE"', '{"value": 3}', '{"value": 3, "value": 3}',
       '{"value": 3, "unit": "kg"}', '{"value": null}', '{"value": "3"}',
       '{"unit": "cm", "value": 3.25}', '{"value": 3, "unit": "cm", "x": 1}',
       '{"value": 1, "date": "2024-01-01"}', '{"any": ["R0", "R1"]}',
       '{"low": 1, "high": 2}', '["diabetes", "diabetes"]', '["diabetes", 1]',
       '"2024-02-30"', '"2024-02"', '"2024"', '"1799-01-01"', '"2201-01-01"',
       '"2024-13-01"', '"2200-12-31"', '"2024/01/01"', '"2025-01-01"',
       '"2023-01-01"', "1 2", "1,", ": 1", '"\\ud800"', '"é"', '"a\\/b"', "-",
       '"6 mm"', '"6mm"', '"3 cm"', '"7 ng/mL"', '"<1"', '"05"', '"5."', '"1e1"',
       '" 12 "', '"12 e2"', '{"value": "6 mm"}', '{"value": 3, "source": "x"}',
       '{"value": "R0", "date": "2024-05-30"}', '{"value": "wt", "unit": "cm"}',
       '{"value": 5, "unit": "cm", "date": "2024-05-30", "source": "a\\\\b"}',
       '{"value": "PD", "date": "2023-05-30", "source": "lab"}',
       '{"date": "2024-06-02", "value": 5}', '{"value": null, "date": "2024"}',
       '{"value": true, "date": "2024-06-01"}', '"wild type"', '"wild_Type"',
       '"heart failure"', '"HIGH\\\\"', '"5-fu"', '"in  place"', '"in place"',
       "--1", "1-", "+1", "0x1", "1.2.3", '"5.5"', "5.5", "3 ", "\t3"]


def fields_of(rules):
    """{record: [(field, type as written)]}"""
    found, into = {}, None
    for line in rules.split("\n"):
        head = re.match(r"record ([\w-]+)", line)
        field = FIELD.match(line.split("#")[0].rstrip())
        if head:
            into = found.setdefault(head[1], [])
        elif line and not line.startswith(" "):
            into = None
        elif field and into is not None:
            into.append((field[1], field[2]))
    return found


def number(r, low, high):
    return r.choice([str(r.randint(int(low), int(high))),
                     f"{r.uniform(low, high):.1f}",
                     f"{r.uniform(low, high):.3f}"])


def options(kind):
    bare = re.sub(r'\([^)]*\)|"[^"]*"', "", kind)
    bare = re.split(r",| if | code | assume ", bare)[0]
    return [one.strip() for one in bare.split("|")]


def value(r, name, kind, records):
    if name.endswith("-count"):
        return str(r.randint(0, 9))
    bounds = re.search(r"(-?[\d.]+) to (-?[\d.]+)", kind)
    listed = re.match(r"list of ([\w-]+)", kind)
    if listed:
        n = r.choice([0, 1, 1, 2, 3, 7])
        return "[" + ",".join(object_of(r, listed[1], records)
                              for _ in range(n)) + "]"
    if kind.startswith("text"):
        return json.dumps(r.choice(["P1", "a b", "x" * 20, "é"]),
                          ensure_ascii=r.random() < 0.1)
    if kind.startswith("date"):
        return (f'"{r.randint(1990, 2023)}-{r.randint(1, 12):02}-'
                f'{r.randint(1, 28):02}"')
    if kind.startswith("yes/no"):
        return r.choice(["true", "false"])
    if kind.startswith("set of "):
        some = [one for one in options(kind[7:]) if r.random() < 0.5]
        return json.dumps(some)
    if "|" in kind:
        return json.dumps(r.choice(options(kind)))
    unit = re.match(r"(%|[\w/]+)(,|$)", kind)
    low, high = (float(bounds[1]), float(bounds[2])) if bounds else (0, 100)
    text = number(r, low, high) if unit else str(r.randint(int(low), int(high)))
    if unit and unit[1] in UNITS and r.random() < 0.3:
        code = json.dumps(r.choice(UNITS[unit[1]]), ensure_ascii=False)
        return f'{{"value":{text},"unit":{code}}}'
    return text


def told(r, text):
    """A fact with its date and source."""
    keys = [f'"value": {text}', '"source": "laboratory"']
    days = ["2024-05-30", "2024-04-01", "2023-06-01", "2020-01-01", "2024-06-02"]
    if r.random() < 0.8:
        keys.append(f'"date": "{r.choice(days)}"')
    r.shuffle(keys)
    return "{" + ", ".join(keys) + "}"


def spelt(r, name):
    return r.choice([name, name.replace("-", "_"), name.replace("-", "_"),
                     name.upper() if r.random() < 0.2 else name])


def object_of(r, record, records, spoil=0.0):
    parts = []
    sparse = r.choice([0.1, 0.3, 0.8])
    for name, kind in records[record]:
        if r.random() < sparse and name != "id":
            continue
        text = value(r, name, kind, records)
        if text[0] not in "[{" and r.random() < 0.04:
            text = told(r, text)
        if r.random() < spoil:
            text = r.choice(ODD)
        parts.append(f'"{spelt(r, name)}":{text}')
        if r.random() < spoil / 4:
            parts.append(r.choice([parts[-1], '"what":1', '"id":"again"', ""]))
    if r.random() < 0.2:
        r.shuffle(parts)
    blank = r.choice(["", "", "", " "])
    return "{" + ("," + blank).join(parts) + blank + "}"


def cut(r, line):
    at = r.randrange(len(line))
    return r.choice([line[:at], line[:at] + r.choice('{}[]:,"\\ 1x\t') + line[at:],
                     line[:at] + line[at + 1:], line + r.choice("}],1\"x ")])


def lines(rules, seed, n):
    """n lines for the vocabulary of a rule text."""
    r = random.Random(seed)
    records = fields_of(rules)
    for _ in range(n):
        line = object_of(r, "patient", records, r.choice([0, 0, 0.03, 0.2]))
        yield cut(r, line) if r.random() < 0.15 else line


# What the other vocabularies lack.
RULES = """
record patient
  id: text
  sex: female ("F") | male ("M")
  pregnant: yes/no, if sex female
  weeks: 0 to 42, if pregnant yes
  illness: set of diabetes | hepatitis | cirrhosis
  child: A | B | C, if illness cirrhosis
  ascites: yes/no, if illness hepatitis | cirrhosis
  smoker: yes/no assume no
  weight: kg, 0 to 500 assume 70 kg
  grade: low | middle | high assume middle
  seen: date assume 2024-05-01
  remark: text
  lesions: list of lesion, if sex female
  births: list of birth, counted by birth-count, if pregnant yes
  birth-count: 0 to 20
  visits: list of visit by day assume none

record lesion
  size: cm, 0 to 50
  solid: yes/no
  wall: thin | thick, if solid yes

record birth
  day: date
  alive: yes/no assume yes

record visit
  day: date
  weight: kg, 0 to 500, valid for 8 weeks
  mood: good | bad, valid for 1 year
  pulse: 0 to 300 assume 80

rule a when any lesion has (size > 3 cm and wall thick) then note "a"
rule b when count of visits >= 2 or weeks > 12 then note "b"
rule c when weight of latest visits > 80 kg or child B | C then note "c"
rule d when mood of latest visits is known and not smoker then note "d"
rule e when every birth has alive and count of births > 1 then note "e"
"""
