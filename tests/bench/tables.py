#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes up a registry's table for table.rules: tables.py ROWS >TABLE.

A fixed seed: every run makes the same bytes. Of 24 columns 16 are mapped; numbers
and dates vary as they do in a registry, one cell in twelve is empty or -999.
"""
import random
import sys

HEADER = ("case,born,sex,height,weight,ECOG,ASA,ICD,pT,pN,R,operated,surgeon,"
          "liver seen,CEA,CA19-9,largest mm,lesions,FLR,R0 possible,KRAS,blood,"
          "ward,remark")


def day(rng, first, last):
    return (f"{rng.randint(first, last)}-{rng.randint(1, 12):02}-"
            f"{rng.randint(1, 28):02}")


def row(rng, number):
    cells = [
        f"R{number:07}", day(rng, 1930, 1985), rng.choice("fm"),
        str(rng.randint(150, 199)), str(rng.randint(45, 120)),
        str(rng.randint(0, 3)), str(rng.randint(1, 4)),
        rng.choice(["C18.0", "C18.2", "C18.7", "C19", "C20"]),
        rng.choice(["T1", "T2", "T3", "T4"]), str(rng.randint(0, 2)),
        rng.choice(["R0", "R0", "R0", "R1"]), day(rng, 2010, 2023),
        f"S{rng.randint(1, 40)}", day(rng, 2010, 2023),
        f"{rng.lognormvariate(2, 1.5):.1f}", f"{rng.lognormvariate(3, 1):.0f}",
        str(rng.randint(5, 90)), str(rng.randint(1, 12)),
        str(rng.randint(15, 70)), rng.choice(["yes", "no"]),
        rng.choice(["wt", "mut"]), rng.choice(["A+", "0+", "B-"]),
        str(rng.randint(1, 9)), "",
    ]
    for i in range(1, len(cells)):
        if rng.random() < 1 / 12:
            cells[i] = rng.choice(["", "-999"]) if i in (14, 16) else ""
    return ",".join(cells)


def main():
    rng = random.Random(1)
    print(HEADER)
    for number in range(int(sys.argv[1])):
        print(row(rng, number))


if __name__ == "__main__":
    main()
