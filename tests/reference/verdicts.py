# SPDX-License-Identifier: Apache-2.0
"""States of rules, verdicts by completion, needs, what is listed, what to ask.

A rule is opened into a formula over atoms (comparisons, quantifiers, bare
yes/no names). Its state is Kleene's. A verdict tries every completion of the
unknown facts that its undetermined rules read.
"""

from itertools import product

from evaluate import CONDITIONS, Elem, World
from facts import Cuts, Reads, options_of
from program import make, norm, with_unit
from values import k_and, k_not, k_or

COMPLETIONS, TRIALS = 1024, 4096
WORDS = ["recommend", "consider", "avoid", "contraindicate", "conflict",
         "none"]

# ---- Formulas: ("and"|"or", parts), ("not", part), ("atom", key, node) or
# ("const", truth) -------------------------------------------------------------


class Rules:
    def __init__(self, program):
        self.program, self.keys = program, {}
        self.lists = program.lists_by_record()
        self.formulas = [self.rule_formula(r) for r in program.rules]
        self.effects = {t: Effects(program, t) for t in program.treatments}
        self.outcomes = {}  # found before

    def rule_formula(self, rule):
        """`unless E` is `and not E`; `A overrides B` adds `and not A` to B,
        where A is A's own final state."""
        if rule.when is not None:
            parts = [self.open(rule.when)]
            if rule.unless is not None:
                parts.append(("not", self.open(rule.unless)))
        else:
            # A row applies if its cells hold and every earlier row is no.
            parts = [self.row(rule.columns, rule.cells)]
            parts += [("not", self.row(rule.columns, cells))
                      for cells in rule.earlier]
        for group in self.program.overriders.get(rule.group, []):
            parts += [("not", self.rule_formula(r))
                      for r in self.program.rules if r.group == group]
        return ("and", parts)

    def outcome(self, treatment, states, truths):
        """What the verdict on a treatment comes to, by the states of rules and
        the truths of what is read by those that are undetermined."""
        key = treatment, tuple(states), tuple(truths.values())
        if key not in self.outcomes:
            effects = self.effects[treatment]
            formulas = {i: self.formulas[i] for i in effects.rules(states)
                        if states[i] is None}
            self.outcomes[key] = Outcome(effects, states, formulas, truths)
        return self.outcomes[key]

    def row(self, columns, cells):
        return ("and", [self.cell(column, cell)
                        for column, cell in zip(columns, cells)
                        if cell.kind != "any-cell"])

    def cell(self, column, cell):
        """The condition that a cell stands for."""
        if cell.kind == "amount-cell":
            return self.amount(column, cell.kids[0])
        words = [k for k in cell.kids if k.kind in ("name", "yes", "no",
                                                    "none")]
        rest = [k for k in cell.kids if k not in words]
        parts = [self.open(make("compare", "=", column, k)) for k in rest]
        if len(words) == 1 and words[0].kind == "yes":
            parts.append(self.open(column))
        elif len(words) == 1 and words[0].kind == "no" and \
                self.never_nothing(column):
            parts.append(("not", self.open(column)))
        elif words:
            parts.append(self.open(make("is", "plain", column, make(
                "literals", "plain", *words))))
        return ("not", ("or", parts)) if cell.op == "not" else ("or", parts)

    def amount(self, column, node):
        if node.op == "to":  # both ends included
            low, high = node.kids[:2]
            return self.open(make("between", "plain", column,
                                  with_unit(low, high), high))
        return self.open(make("compare", node.op, column, node.kids[0]))

    def never_nothing(self, node):
        if node.kind == "paren":
            return self.never_nothing(node.kids[0])
        if node.kind in ("stated", "branches"):
            values = node.kids if node.kind == "stated" else [
                node.kids[1]] + [b.kids[1] for b in node.all("branch")]
            return all(self.never_nothing(k) for k in values)
        if node.kind != "name-ref":
            return node.kind in CONDITIONS or node.kind in ("yes", "no")
        key = norm(node.text)
        if key in self.program.fields["patient"]:
            return self.program.fields["patient"][key].only_if is None
        if (None, key) not in self.program.defines:
            return True  # the name of an option
        return self.never_nothing(self.program.defines[(None, key)].body)

    def open(self, node):
        """and, or, not and yes/no defines of one expression are opened,
        nothing else."""
        if node.kind == "paren":
            return self.open(node.kids[0])
        if node.kind in ("and", "or"):
            return (node.kind, [self.open(k) for k in node.kids])
        if node.kind == "not":
            return ("not", self.open(node.kids[0]))
        if node.kind in ("yes", "no"):
            return ("const", node.kind == "yes")
        if node.kind == "is" and node.op == "not":
            return ("not", self.open(make("is", "plain", *node.kids)))
        if node.kind == "compare" and node.op == "!=":
            return ("not", self.open(make("compare", "=", *node.kids)))
        if node.kind == "is-state" and node.op.startswith("not "):
            return ("not", self.open(make("is-state", node.op[4:],
                                          *node.kids)))
        if node.kind == "name-ref":
            define = self.program.defines.get((None, norm(node.text)))
            if define is not None and norm(node.text) not in \
                    self.program.fields["patient"] and \
                    define.body.kind not in ("stated", "branches"):
                return self.open(define.body)
        # Two of the same text are one: their number is their key.
        key = node.key(self.lists)
        return ("atom", self.keys.setdefault(key, len(self.keys)), node)


def truth(formula, atom):
    """Kleene's value of a formula; atom(key, node) gives that of an atom."""
    tag = formula[0]
    if tag == "const":
        return formula[1]
    if tag == "atom":
        return atom(formula[1], formula[2])
    if tag == "not":
        return k_not(truth(formula[1], atom))
    parts = [truth(f, atom) for f in formula[1]]
    return k_and(*parts) if tag == "and" else k_or(*parts)


def remaining(formula, atom):
    """Its truth, and the atoms on which that still depends: {key: node}."""
    tag = formula[0]
    if tag == "const":
        return formula[1], {}
    if tag == "atom":
        holds = atom(formula[1], formula[2])
        return holds, {formula[1]: formula[2]} if holds is None else {}
    if tag == "not":
        holds, left = remaining(formula[1], atom)
        return k_not(holds), left
    parts = [remaining(f, atom) for f in formula[1]]
    truths = [holds for holds, _ in parts]
    holds = k_and(*truths) if tag == "and" else k_or(*truths)
    if holds is not None:
        return holds, {}
    return None, {k: node for _, left in parts for k, node in left.items()}


def atoms_of(formula):
    """(key, node) of each."""
    if formula[0] == "atom":
        yield formula[1:]
    elif formula[0] == "not":
        yield from atoms_of(formula[1])
    elif formula[0] in ("and", "or"):
        for part in formula[1]:
            yield from atoms_of(part)


# ---- What a treatment's verdict hangs on -------------------------------------


class Effects:
    """For one treatment: which rules say what about it.

    says: [(rule index, verb, what a group's choice excepts, or None)]
    """

    def __init__(self, program, treatment):
        self.program, self.treatment = program, treatment
        self.says, self.trials, self.candidates = [], [], []
        self.members = program.members_of(treatment)
        self.against = {t: against(program, t) for t in
                        program.below(treatment)}
        for i, rule in enumerate(program.rules):
            for one in rule.conclusions:
                self.add(i, one)

    def add(self, i, one):
        if one.trial:  # counts for nothing in the verdict
            if self.treatment in one.treatments:
                self.trials.append(i)
            return
        if one.verb in ("avoid", "contraindicate"):
            if self.treatment in reach(self.program, one):
                self.says.append((i, one.verb, None))
            return
        if self.treatment not in one.treatments:
            return
        verb = one.verb
        if verb == "candidate":
            self.candidates.append(i)
            verb = "consider"
        self.says.append((i, verb, cover(self.program, one)
                          if self.members else None))

    def rules(self, states=None):
        """Indices of all rules that the verdict depends on. A group that no
        rule wants any more does not depend on what its members are denied."""
        result = {i for i, _, _ in self.says}
        for i, _, excepted in self.says:
            if excepted is not None and (states is None or
                                         states[i] is not False):
                for rules in self.against.values():
                    result |= set(rules)
        return sorted(result)

    def is_left(self, treatment, excepted, applies):
        """Nothing is against it, and of a group some member is left."""
        if treatment in excepted or any(
                applies[j] for j in self.against[treatment]):
            return False
        members = self.program.members_of(treatment)
        return not members or any(self.is_left(m, excepted, applies)
                                  for m in members)

    def word(self, applies):
        """The verdict's word when every rule's state is known."""
        verbs = set()
        for i, verb, excepted in self.says:
            if not applies[i]:
                continue
            # A group of which no member is left gets nothing.
            if excepted is not None and verb in ("recommend", "consider") and \
                    not any(self.is_left(m, excepted, applies)
                            for m in self.members):
                continue
            verbs.add(verb)
        if "contraindicate" in verbs:
            return "contraindicate"
        if "recommend" in verbs and "avoid" in verbs:
            return "conflict"
        for verb in ("avoid", "recommend", "consider"):
            if verb in verbs:
                return verb
        return "none"


def cover(program, conclusion):
    """`except` covers the excepted treatment and its members."""
    result = set()
    for one in conclusion.excepted:
        result |= {one} | program.below(one)
    return result


def reach(program, conclusion):
    """avoid and contraindicate reach every member, at any depth."""
    result = set()
    for one in conclusion.treatments:
        result |= {one} | program.below(one)
    return result - cover(program, conclusion)


def against(program, treatment):
    """Rules that avoid or contraindicate a treatment."""
    return [i for i, rule in enumerate(program.rules)
            for one in rule.conclusions
            if not one.trial and one.verb in ("avoid", "contraindicate")
            and treatment in reach(program, one)]


# ---- What a verdict comes to ----------------------------------------------------


class Outcome:
    """What the verdict may be when conditions are so and so true: the words it
    may have, the conditions that, tried both ways, change the word, and
    whether the words are exact."""

    def __init__(self, effects, states, formulas, truths):
        self.effects, self.states, self.formulas = effects, states, formulas
        self.truths = truths  # of each condition in the formulas, by its key
        self.exact, self.telling, self.limited = True, {}, False
        tried = {}
        for formula in formulas.values():
            tried.update(remaining(formula, self.atom)[1])
        words = self.words_anyway()
        if len(words) > 1:  # it hangs on what is tried
            self.exact = False
            if 2 ** len(tried) > TRIALS:
                words, self.telling = set(WORDS), tried
                self.limited = True
            else:
                words = self.try_both_ways(tried)
        self.words = frozenset(words)

    def atom(self, key, _):
        return self.truths[key]

    def word(self, atom, undetermined):
        states = list(self.states)
        for i, formula in self.formulas.items():
            states[i] = truth(formula, atom)
            if states[i] is None:
                states[i] = undetermined[i]
        return self.effects.word(states)

    def words_anyway(self):
        """The words, whatever the rules still undetermined come to."""
        free = [i for i, formula in self.formulas.items()
                if truth(formula, self.atom) is None]
        return {self.word(self.atom, dict(zip(free, way)))
                for way in product([True, False], repeat=len(free))}

    def try_both_ways(self, tried):
        keys, words = list(tried), {}
        for way in product([True, False], repeat=len(keys)):
            truths = {**self.truths, **dict(zip(keys, way))}
            words[way] = self.word(lambda key, _: truths[key], {})
        for n, key in enumerate(keys):
            for way, word in words.items():
                other = way[:n] + (not way[n],) + way[n + 1:]
                if words[other] != word:
                    self.telling[key] = tried[key]
        return set(words.values())


# ---- One patient ---------------------------------------------------------------


class Patient:
    """A condition depends on no more than the facts that it reads: it is
    evaluated once for all completions that give these the same values."""

    def __init__(self, program, rules, today, record):
        self.program, self.rules = program, rules
        self.world = World(program, today, record)
        self.reads, self.cuts = {}, {}  # of each condition, by its key
        self.numbers, self.options = {}, []  # of options of facts
        self.worlds, self.truths = {(): self.world}, {}
        self.states = [truth(f, lambda key, node: self.condition(
            key, node, ())) for f in rules.formulas]
        self.order = self.fact_order()

    # ---- Facts ----------------------------------------------------------------

    def fact_order(self):
        """The patient's fields as declared, a list's elements in the place
        of the list."""
        order = []
        for name, field in self.program.fields["patient"].items():
            if field.kind != "list":
                order.append((name,))
                continue
            order.append(("list", name))
            for i in range(self.world.record.listed.get(name) or 0):
                order += [(name, i, one) for one in
                          self.program.fields[field.of_record]]
        return order

    def field_of(self, key):
        if len(key) == 1:
            return self.program.fields["patient"][key[0]]
        of = self.program.fields["patient"][key[0]].of_record
        return self.program.fields[of][key[2]]

    def elem_of(self, key):
        if len(key) == 1:
            return None
        return Elem(key[0], self.program.fields["patient"][key[0]].of_record,
                    key[1])

    def is_unknown(self, key):
        """An unknown stored fact: more than one value, or nothing, is
        possible."""
        if key[0] == "list" and len(key) == 2:
            return True
        field, elem = self.field_of(key), self.elem_of(key)
        if self.world.field_value(field, elem).known():
            return False
        return not self.world.stored(field, elem).assumed

    def fact_name(self, key):
        if key[0] == "list" and len(key) == 2:
            return self.program.fields["patient"][key[1]].name
        name = self.field_of(key).name
        if len(key) == 1:
            return name
        of = self.program.fields["patient"][key[0]].of_record
        return "%s of %s %d" % (name, self.program.record_names[of],
                                key[1] + 1)

    def reads_of(self, key, node, elem=None):
        if key not in self.reads:
            reads = Reads(self.world)
            reads.expr(node, elem)
            self.reads[key] = reads
        return self.reads[key]

    def unknown_read(self, atoms):
        """Unknown facts that conditions read, in order of declaration, and
        the `or as stated` defines that they read."""
        reads = [self.reads_of(key, node) for key, node in atoms.items()]
        keys = set().union(*[one.keys for one in reads])
        stated = set().union(*[one.stated for one in reads])
        return [k for k in self.order
                if k in keys and self.is_unknown(k)], stated

    # ---- Completions ------------------------------------------------------------

    def verdict(self, treatment):
        effects = self.rules.effects[treatment]
        open_rules = [i for i in effects.rules(self.states)
                      if self.states[i] is None]
        verdict = Verdict(self, effects)
        if not open_rules:
            verdict.words = {effects.word(self.states)}
            return verdict
        atoms = {key: node for i in open_rules
                 for key, node in atoms_of(self.rules.formulas[i])}
        unknown, stated = self.unknown_read(atoms)
        facts, options = self.take(unknown, atoms)
        read = [(key, node, self.places(self.reads_of(key, node), facts))
                for key, node in atoms.items()]
        results = {}  # options chosen -> Outcome
        for chosen in self.completions(facts, options, stated):
            truths = {key: self.condition(key, node, tuple(
                [chosen[n] for n in places])) for key, node, places in read}
            results[chosen] = self.rules.outcome(treatment, self.states,
                                                 truths)
        verdict.finish(facts, results, self.ties(stated))
        return verdict

    def completions(self, facts, options, stated):
        """Those that contradict no `or as stated`, or all."""
        read = [(one, self.places(self.stated_reads(one), facts))
                for one in stated]
        every = list(product(*options))
        return [chosen for chosen in every if not any(
            self.contradicts(one, tuple([chosen[n] for n in places]))
            for one, places in read)] or every

    @staticmethod
    def places(reads, facts):
        """Which of the facts are read."""
        return [n for n, key in enumerate(facts) if key in reads.keys]

    def condition(self, key, node, part):
        """A condition's truth in a completion, by the options of the facts
        that it reads."""
        if (key, part) not in self.truths:
            self.truths[key, part] = self.world_of(part).cond(node)
        return self.truths[key, part]

    def world_of(self, part):
        if part not in self.worlds:
            self.worlds[part] = self.world.complete(
                dict([self.options[n] for n in part]))
        return self.worlds[part]

    def number_of(self, key, value):
        """A number for an option of a fact."""
        if (key, value) not in self.numbers:
            self.numbers[key, value] = len(self.options)
            self.options.append((key, value))
        return self.numbers[key, value]

    def ties(self, stated):
        """The facts that each `or as stated` reads; those of two that share
        a fact together."""
        result = []
        for one in stated:
            keys = self.stated_reads(one).keys
            for other in [r for r in result if r & keys]:
                result.remove(other)
                keys = keys | other
            result.append(keys)
        return result

    def cuts_of(self, key, node):
        if key not in self.cuts:
            cuts = Cuts(self.world)
            cuts.expr(node, None)
            self.cuts[key] = cuts.cuts
        return self.cuts[key]

    def take(self, unknown, atoms):
        """Facts are taken while the product of their numbers of options is
        at most 1,024; the first that exceeds it and all after it stay
        unknown."""
        cuts = [self.cuts_of(key, node) for key, node in atoms.items()]
        facts, options, count = [], [], 1
        for key in unknown:
            if key[0] == "list" and len(key) == 2:
                continue
            field, elem = self.field_of(key), self.elem_of(key)
            ways = options_of(field, self.world.stored(field, elem).value,
                              set().union(*[one.get(key, ()) for one in
                                            cuts]))
            count *= len(ways)
            if count > COMPLETIONS:
                break
            facts.append(key)
            options.append([self.number_of(key, way) for way in ways])
        return facts, options

    def stated_reads(self, stated):
        record, name, elem = stated
        return self.reads_of(stated, self.program.defines[
            (record, name)].body, elem)

    def contradicts(self, stated, part):
        """Whether a completion contradicts an `or as stated` that the
        record as it stands does not contradict."""
        return self.contradicted(stated, part) and \
            not self.contradicted(stated, ())

    def contradicted(self, stated, part):
        record, name, elem = stated
        world = self.world_of(part)
        world.define(self.program.defines[(record, name)], elem)
        return stated in world.contradictions


class Verdict:
    def __init__(self, patient, effects):
        self.patient, self.effects = patient, effects
        self.words, self.needs, self.exact = set(), [], True
        self.limited = False  # more would have had to be tried

    def finish(self, facts, results, ties):
        for one in results.values():
            self.words |= one.words
            self.exact = self.exact and one.exact
            self.limited = self.limited or one.limited
        if self.settled():
            return
        needed = set()
        for n, key in enumerate(facts):
            groups = {}
            for chosen, one in results.items():
                rest = chosen[:n] + chosen[n + 1:]
                groups.setdefault(rest, set()).add(one.words)
            if any(len(g) > 1 for g in groups.values()):
                needed.add(key)
        for keys in ties:
            needed |= self.tied(facts, results, keys)
        telling = {}
        for one in results.values():
            telling.update(one.telling)
        needed |= set(self.patient.unknown_read(telling)[0])
        self.needs = [k for k in self.patient.order if k in needed]

    @staticmethod
    def tied(facts, results, keys):
        """Facts that one `or as stated` ties together seldom change alone
        without contradicting it: each is looked at with the others free."""
        found = set()
        for n, key in enumerate(facts):
            if key not in keys:
                continue
            groups = {}  # what the facts outside are -> {option: words}
            for chosen, one in results.items():
                outside = tuple(c for f, c in zip(facts, chosen)
                                if f not in keys)
                options = groups.setdefault(outside, {})
                options.setdefault(chosen[n], set()).update(one.words)
            if any(len({frozenset(w) for w in g.values()}) > 1
                   for g in groups.values()):
                found.add(key)
        return found

    def settled(self):
        return len(self.words) == 1

    def word(self):
        return next(iter(self.words)) if self.settled() else "undecided"

    def listed(self):
        """Which treatments are listed."""
        states, effects = self.patient.states, self.effects
        now = any(states[i] is True and verb in ("avoid", "contraindicate")
                  for i, verb, _ in effects.says)
        possibly = bool(self.words & {"recommend", "consider", "conflict"})
        settled = self.word() in ("avoid", "contraindicate")
        trial = any(states[i] is not False for i in effects.trials)
        in_vain = self.word() == "none" and any(  # no member is left
            states[i] is True and verb in ("recommend", "consider")
            for i, verb, _ in effects.says)
        return now or possibly or settled or trial or in_vain or \
            bool(effects.candidates)

    def candidate(self):
        states = [self.patient.states[i] for i in self.effects.candidates]
        return k_or(*states) if states else "no candidate rule"


def ask(patient, verdicts):
    """Those needed by most listed verdicts come first, then in order of
    declaration."""
    counts = {}
    for verdict in verdicts:
        for key in verdict.needs:
            counts[key] = counts.get(key, 0) + 1
    return sorted(counts, key=lambda k: (-counts[k], patient.order.index(k)))
