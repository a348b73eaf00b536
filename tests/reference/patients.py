# SPDX-License-Identifier: Apache-2.0
"""Random partial records for a random vocabulary: intervals, partial dates,
several findings, and now and then a value that is refused.
"""

from parts import SYNONYMS, TEXTS, UNITS, plain


class Patients:
    """Half of a Generator (generate.py), which has the vocabulary."""

    def patient(self, number):
        data = {"id": "P%d" % number}
        missing = self.r.choice([0.1, 0.3, 0.6])
        for field in self.fields_of("patient"):
            if field.name == "id" or self.chance(missing):
                continue
            key = field.named if field.named and self.chance(0.5) else \
                field.name
            if field.kind == "list":
                data[key] = self.elements(field, missing)
            else:
                data[key] = self.fact(field)
        return data

    def elements(self, field, missing):
        if self.chance(self.dirt):
            return self.r.choice([None, "unknown", 5, [5]])
        result = []
        for _ in range(self.r.choice([0, 1, 1, 2, 2, 3])):
            result.append({f.name: self.fact(f, inside=True)
                           for f in self.fields_of(field.list_of)
                           if not self.chance(missing)})
        return result

    def fact(self, field, inside=False):
        roll = self.r.random()
        if roll < 0.05:
            return self.r.choice([None, "", "unknown", "NA"])
        if roll < 0.05 + self.dirt:
            return self.dirty(field)
        value = self.value(field)
        if roll < 0.25 and not (inside and field.name == "day"):
            return self.dated(field, value)
        if roll < 0.32 and not (inside and field.name == "day") and \
                field.kind != "text":
            return [self.dated(field, value)] + [
                self.dated(field, self.value(field))
                for _ in range(self.r.choice([1, 1, 2]))]
        if isinstance(value, dict) and ("low" in value or "high" in value):
            return {"value": value}
        if isinstance(value, list) and field.kind != "set":
            return value[0]
        return value

    def dated(self, field, value):
        fact = {"value": value}
        if self.chance(0.75):
            fact["date"] = self.day()
        if field.kind == "number" and field.unit and self.chance(0.3) and \
                isinstance(value, (int, float)) and UNITS[field.unit][3]:
            other, ratio = UNITS[field.unit][3][0]
            fact["value"] = round(value * ratio, 6)
            fact["unit"] = other
        return fact

    def day(self):
        roll = self.r.random()
        if roll < 0.1:
            return "20%d" % self.r.choice([23, 24])
        if roll < 0.25:
            return "2024-%02d" % self.r.randint(1, 7)
        if roll < 0.6:
            return self.r.choice(["2024-05-31", "2024-06-01", "2024-01-31",
                                  "2024-02-29", "2023-12-31", "2024-04-06",
                                  "2023-06-01", "2024-06-02"])
        return "%d-%02d-%02d" % (self.r.choice([2022, 2023, 2024]),
                                 self.r.randint(1, 12),
                                 self.r.randint(1, 28))

    def value(self, field):
        roll = self.r.random()
        if field.kind == "yes/no":
            return self.r.choice([True, False, "yes", "no"])
        if field.kind == "text":
            return self.r.choice(TEXTS)
        if field.kind == "choice":
            word = self.r.choice(field.options)
            if field.synonyms and word in SYNONYMS and roll > 0.7:
                return SYNONYMS[word]
            if roll < 0.1:
                return {"not": self.r.choice(field.options)}
            if roll < 0.2:
                return {"any": self.r.sample(field.options, 2)}
            return word
        if field.kind == "set":
            if roll < 0.3:
                words = self.r.sample(field.options, 2)
                return self.r.choice([{"has": words[:1],
                                       "lacks": words[1:]},
                                      {"has": words[:1]},
                                      {"lacks": words[1:]}])
            return self.r.sample(field.options,
                                 self.r.randint(0, len(field.options)))
        if field.kind == "date":
            if roll < 0.08:
                low, high = sorted([self.r.randint(1, 6),
                                    self.r.randint(1, 6)])
                return {"low": "2024-%02d-15" % low,
                        "high": "2024-%02d-20" % high}
            return self.day()
        return self.number_value(field, roll)

    def number_value(self, field, roll):
        if field.name.endswith("-count"):
            if roll < 0.3:
                low = self.r.randint(0, 3)
                return {"low": low, "high": low + self.r.randint(0, 3)}
            return self.r.randint(0, 4)
        if field.kind == "whole":
            grid = list(range(field.low, min(field.high, 5) + 1))
        else:
            grid = UNITS[field.unit][2]
            if roll > 0.7:
                grid = [1.25, 4, 6, 9]
        number = self.r.choice(grid)
        if roll < 0.08 and number:
            return "%s%s" % (self.r.choice(["<", ">"]) if field.high is None
                             or number < field.high else "<", plain(number))
        if roll < 0.2:
            other = self.r.choice(grid)
            low, high = sorted([number, other])
            result = self.r.choice([{"low": low, "high": high},
                                    {"low": low}, {"high": high}])
            if low != high and self.chance(0.4) and "low" in result and \
                    (field.high is None or low < field.high):
                result["above"] = True
            if low != high and self.chance(0.4) and "high" in result and \
                    high:
                result["below"] = True
            if field.kind == "whole" and (result.get("above")
                                          or result.get("below")):
                result = {"low": low, "high": high}
            return result
        if field.unit and UNITS[field.unit][3] and 0.2 <= roll < 0.3:
            other, ratio = UNITS[field.unit][3][0]
            return "%s %s" % (plain(number * ratio), other)
        return number

    def dirty(self, field):
        if field.kind == "text":
            return self.r.choice([5, ["x"]])
        if field.kind in ("yes/no", "choice"):
            return self.r.choice(["maybee", 7, {"any": []}])
        if field.kind == "set":
            return self.r.choice([["pink"], 5])
        if field.kind == "date":
            return self.r.choice(["2023-02-30", "1700-01-01", "soon", 5])
        return self.r.choice([-500 if field.unit != "ug/L" else "many",
                              "many", "5 furlongs", True])
