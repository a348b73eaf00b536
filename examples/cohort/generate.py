#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Invented patients with colorectal liver metastases, as NDJSON.

    examples/cohort/generate.py > examples/cohort/patients.ndjson

Nobody real is in it. The same bytes come out every time. The patients hang
together as real ones do: who has disease in both lobes is less often
resectable, who was resected has a margin, chemotherapy comes before its
assessment; and they are documented as real ones are: tests that nobody did,
dates without a day, values below a limit, synonyms, several values of which
the latest counts. There is no error in the records; examples/wrong/ has those.

Evaluate them as of 2024-06-01, the day after the last entry.
"""
import datetime as dt
import json
import random

PATIENTS = 240
TODAY = dt.date(2024, 6, 1)


class Chance:
    """Draws that need nothing but random(), which never changes."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def yes(self, share):
        return self.random() < share

    def whole(self, low, high):
        return low + int(self.random() * (high - low + 1))

    def of(self, **weights):
        return self.among(list(weights.items()))

    def among(self, pairs):
        at = self.random() * sum(weight for _, weight in pairs)
        for name, weight in pairs:
            at -= weight
            if at < 0:
                return name
        return pairs[-1][0]

    def skewed(self, low, high):
        """Small values are frequent, large ones rare."""
        return low + (high - low) * self.random() ** 3


def day(date):
    return date.isoformat()


def before(date, chance, low, high):
    return date - dt.timedelta(days=chance.whole(low, high))


# ---- How things are written down ---------------------------------------------


def gene(chance, share, tested):
    """wild-type or mutated, in one of the spellings that reports use."""
    if not chance.yes(tested):
        return None
    if chance.yes(share):
        return chance.among([("mutated", 8), ("mut", 1), ("mutant", 1)])
    return chance.among([("wild-type", 8), ("wt", 1), ("wild type", 1)])


def cea(chance, level, date):
    """CEA as laboratories report it: unit, date, limits."""
    value = round(level, 1)
    if value < 1:
        return {"value": "<1", "date": day(date), "source": "laboratory"}
    if value > 1500:
        return {"value": ">1500 ng/mL", "date": day(date)}
    unit = "ng/mL" if chance.yes(0.6) else "ug/L"
    if chance.yes(0.3):
        return f"{value} {unit}"
    latest = {"value": value, "unit": unit, "date": day(date),
              "source": "laboratory"}
    if chance.yes(0.2):
        earlier = {"value": round(value * 1.7, 1), "unit": unit,
                   "date": day(before(date, chance, 40, 120))}
        return [earlier, latest]
    return latest


def size(chance, cm):
    return f"{round(cm * 10)} mm" if chance.yes(0.3) else round(cm, 1)


def when(chance, date):
    """Sometimes only the month is known."""
    return day(date)[:7] if chance.yes(0.06) else day(date)


# ---- The parts of a patient ---------------------------------------------------


def lesion(chance, extent, documented):
    hopeless = chance.yes(0.08 * extent)
    result = {"size": size(chance, min(14, chance.skewed(0.6, 4 + 3 * extent))),
              "lobe": "left" if chance.yes(0.3) else "right",
              "segment": None, "removable": not hopeless,
              "ablatable": None, "vital_structure": hopeless}
    result["segment"] = chance.whole(2, 4) if result["lobe"] == "left" \
        else chance.whole(5, 8)
    small = not isinstance(result["size"], str) and result["size"] < 3
    result["ablatable"] = small and not chance.yes(0.15)
    keep = {"size": 0.97, "lobe": 0.97, "segment": 0.7, "removable": documented,
            "ablatable": 0.6, "vital_structure": documented - 0.1}
    return {name: value for name, value in result.items()
            if chance.yes(keep[name])}


def course(chance, start, fit, mutated):
    ongoing = (TODAY - start).days < 150 and chance.yes(0.5)
    last = TODAY - dt.timedelta(days=chance.whole(3, 20)) if ongoing else \
        min(start + dt.timedelta(days=chance.whole(30, 190)),
            TODAY - dt.timedelta(days=3))
    last = max(last, start)
    regimen = chance.among([("FOLFOX", 5), ("FOLFIRI", 3), ("5-FU", 1),
                            ("FOLFOXIRI", 3 if fit else 0)])
    result = {"regimen": regimen, "intent": chance.of(
        conversion=4, neoadjuvant=2, palliative=3, perioperative=1),
        "start": day(start), "last_dose": when(chance, last),
        "cycles": max(1, (last - start).days // 14),
        "bevacizumab": chance.yes(0.5 if mutated else 0.2)}
    if chance.yes(0.8):
        result["ongoing"] = ongoing
    if not mutated and not result["bevacizumab"]:
        result["cetuximab"] = chance.yes(0.5)
    assessed = start + dt.timedelta(days=chance.whole(50, 75))
    if assessed <= min(TODAY, last + dt.timedelta(days=40)) and chance.yes(0.9):
        result["response"] = chance.of(CR=1, PR=8, SD=6, PD=4)
        result["assessed"] = day(assessed)
    return result


def courses(chance, history, fit, mutated):
    number = {"new": chance.whole(0, 1), "treated": chance.whole(1, 3),
              "recurrent": chance.whole(0, 2)}[history]
    start, result = TODAY, []
    for _ in range(number):
        start = before(start, chance, 60, 260)
        result.insert(0, course(chance, start, fit, mutated))
    # A course that another one follows is over.
    for earlier, later in zip(result, result[1:]):
        earlier["ongoing"] = False
        earlier["last_dose"] = min(earlier["last_dose"], later["start"])
        if earlier["last_dose"] < earlier["start"]:
            earlier["last_dose"] = earlier["start"]
        if earlier.get("assessed", "") > later["start"]:
            del earlier["assessed"]
    return result


def liver(chance, extent):
    """Lesions, and what the surgeon makes of them."""
    number = 1 + int(chance.skewed(0, 2 + 5 * extent))
    documented = 0.95 if chance.yes(0.85) else 0.5
    result = {}
    if chance.yes(0.93):
        listed = number if number < 9 else chance.whole(3, 6)
        result["lesions"] = [lesion(chance, extent, documented)
                             for _ in range(listed)]
        if listed < number or chance.yes(0.3):
            result["lesion_count"] = number
    else:
        result["lesion_count"] = number
        result["largest_lesion"] = size(chance, chance.skewed(1, 9))
        result["distribution"] = "bilobar" if number > 3 else "unilobar"
    result["margin_achievable"] = chance.yes(0.95 - 0.15 * extent)
    percent = max(12, min(80, 75 - 14 * extent + chance.whole(-15, 15)))
    result["remnant"] = percent
    result["remnant_adequate"] = percent >= 30
    result["major_hepatectomy"] = chance.yes(0.2 + 0.2 * extent)
    result["laparoscopy_feasible"] = chance.yes(0.6 - 0.15 * extent)
    return result


def genes(chance):
    mutated = chance.yes(0.45)
    braf = not mutated and chance.yes(0.12)
    unstable = chance.yes(0.25 if braf else 0.04)
    thorough = chance.yes(0.7)
    tested = 0.97 if thorough else 0.5
    kras = gene(chance, 0.9 if mutated else 0.0, tested)
    result = {
        "KRAS": kras,
        "NRAS": gene(chance, 0.1 if mutated else 0.0, tested - 0.05),
        "BRAF": gene(chance, 1.0 if braf else 0.0, 0.9 if thorough else 0.25),
        "TP53": gene(chance, 0.6, 0.5 if thorough else 0.1),
        "PIK3CA": gene(chance, 0.15, 0.4 if thorough else 0.05),
        "APC": gene(chance, 0.75, 0.4 if thorough else 0.05),
        "MSI": chance.among([("MSI-H" if unstable else "MSS", 9),
                             ("MSI-L", 0 if unstable else 1)])
        if chance.yes(0.8 if thorough else 0.3) else None,
        "MMR": ("deficient" if unstable else "proficient")
        if chance.yes(0.75 if thorough else 0.4) else None}
    return mutated, {k: v for k, v in result.items() if v is not None}


def primary(chance, history, treated):
    """The primary tumour: where, whether out, with which margin and nodes.
    It was found before the first treatment."""
    synchronous = chance.yes(0.6)
    found = before(TODAY, chance, 40, 200) if history == "new" and synchronous \
        else before(TODAY, chance, 250, 1200)
    if treated:
        found = min(found, before(dt.date.fromisoformat(treated[0]["start"]),
                                  chance, 10, 40))
    gone = history != "new" or not synchronous or chance.yes(0.35)
    result = {"primary": "resected" if gone else "in-place",
              "primary_site": chance.among([("right-colon", 3),
                                            ("left-colon", 4), ("rectum", 3)]),
              "primary_diagnosis": when(chance, found),
              "onset": "synchronous" if synchronous else "metachronous"}
    if not gone:
        result["primary_symptomatic"] = chance.yes(0.3)
        return found, result
    surgery = min(found + dt.timedelta(days=chance.whole(15, 120)),
                  TODAY - dt.timedelta(days=10))
    result["primary_surgery"] = when(chance, surgery)
    result["primary_margin"] = chance.of(R0=87, R1=11, R2=2)
    nodes = chance.of(N0=4, N1=4, N2=2)
    result["primary_nodes"] = {"any": ["N1", "N2"]} \
        if nodes != "N0" and chance.yes(0.15) else nodes
    return found, result


def operations(chance, history, found):
    """Earlier hepatectomies, and whether the tumour came back."""
    if history != "recurrent":
        return {"hepatectomies": [], "recurrence": "none"} \
            if chance.yes(0.8) else {"hepatectomies": []}
    done = []
    date = found
    for _ in range(chance.among([(1, 7), (2, 2)])):
        date = min(date + dt.timedelta(days=chance.whole(60, 400)),
                   TODAY - dt.timedelta(days=60))
        done.append({"date": day(date), "margin": chance.of(R0=8, R1=2),
                     "approach": chance.of(open=6, laparoscopic=4)})
    return {"hepatectomies": done,
            "recurrence": chance.of(liver=7, none=2, extrahepatic=1)}


def person(chance):
    years = max(31, min(88, 63 + int(30 * (chance.random() +
                                           chance.random() - 1))))
    birth = dt.date(TODAY.year - years - 1, chance.whole(1, 12),
                    chance.whole(1, 28))
    frail = (years - 55) / 60
    ecog = chance.among([(0, 5), (1, 5), (2, 1 + 3 * max(0, frail)),
                         (3, max(0.1, frail))])
    comorbidity = chance.among([("none", 5), ("mild", 3),
                                ("severe", 0.3 + max(0, frail))])
    result = {"birth_date": day(birth)} if chance.yes(0.6) else \
        {"age": years}
    result["sex"] = chance.among([("female", 4), ("male", 5), ("F", 1),
                                  ("M", 1)])
    result["ECOG"] = {"value": ecog, "date": day(before(TODAY, chance, 2, 60)),
                      "source": "clinic"} if chance.yes(0.5) else ecog
    result["comorbidity"] = comorbidity
    fit = ecog <= 2 and comorbidity != "severe"
    result["fit_for_surgery"] = fit
    result["triplet_tolerant"] = fit and ecog <= 1 and years < 75
    return fit, result


SHARES = {  # how often a fact is in the record at all; the others always are
    "ECOG": 0.9, "comorbidity": 0.9, "fit_for_surgery": 0.88,
    "triplet_tolerant": 0.75, "primary_site": 0.9, "primary_margin": 0.92,
    "primary_nodes": 0.9, "primary_surgery": 0.95, "onset": 0.92,
    "margin_achievable": 0.88, "remnant": 0.75, "remnant_adequate": 0.85,
    "major_hepatectomy": 0.8, "laparoscopy_feasible": 0.75,
    "extrahepatic": 0.93, "recurrence": 0.95, "CEA": 0.9,
    "initially_resectable": 0.75, "donor_available": 0.4,
    "primary_symptomatic": 0.85, "primary_diagnosis": 0.9, "chemo": 0.96}


def patient(chance, number):
    history = chance.of(new=5, treated=4, recurrent=2)
    extent = chance.among([(0, 5), (1, 5), (2, 4), (3, 2)])
    fit, result = person(chance)
    mutated, tested = genes(chance)
    chemo = courses(chance, history, fit, mutated)
    found, tumour = primary(chance, history, chemo)
    result.update(tumour)
    result.update(liver(chance, extent))
    late = 0 if tumour["onset"] == "synchronous" else chance.whole(190, 700)
    result["liver_diagnosis"] = when(chance, min(
        found + dt.timedelta(days=late), before(TODAY, chance, 20, 60)))
    result["initially_resectable"] = extent < 2 and chance.yes(0.8)
    result["extrahepatic"] = chance.among([("none", 7), ("limited", 2),
                                           ("multiple", 1)])
    result.update(operations(chance, history, found))
    result["CEA"] = cea(chance, chance.skewed(0.8, 60 + 700 * extent),
                        before(TODAY, chance, 1, 40))
    result.update(tested)
    result["chemo"] = chemo
    result["donor_available"] = chance.yes(0.2)
    kept = {name: value for name, value in result.items()
            if chance.yes(SHARES.get(name, 1))}
    if chance.yes(0.05):
        kept["comorbidity"] = {"not": "none"}
    if "comorbidity" not in kept and chance.yes(0.3):
        kept["comorbidity"] = "unknown"
    return {"id": f"P{number:03d}", **kept}


def main():
    for number in range(1, PATIENTS + 1):
        chance = Chance(number)
        print(json.dumps(patient(chance, number), ensure_ascii=False))


if __name__ == "__main__":
    main()
