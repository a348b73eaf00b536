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
        self.program = program
        self.formulas = [self.rule_formula(r) for r in program.rules]

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
        return ("atom", node.key(), node)


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
    """Atoms on which the formula's truth still depends: {key: node}."""
    if truth(formula, atom) is not None:
        return {}
    if formula[0] == "atom":
        return {formula[1]: formula[2]}
    parts = [formula[1]] if formula[0] == "not" else formula[1]
    result = {}
    for part in parts:
        result.update(remaining(part, atom))
    return result


def atoms_of(formula):
    if formula[0] == "atom":
        yield formula[2]
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
        members = self.program.members_of(self.treatment)
        self.says.append((i, verb,
                          cover(self.program, one) if members else None))

    def rules(self, states=None):
        """Indices of all rules that the verdict depends on. A group that no
        rule wants any more does not depend on what its members are denied."""
        result = {i for i, _, _ in self.says}
        for i, _, excepted in self.says:
            if excepted is not None and (states is None or
                                         states[i] is not False):
                for member in self.program.below(self.treatment):
                    result |= set(against(self.program, member))
        return sorted(result)

    def is_left(self, treatment, excepted, applies):
        """Nothing is against it, and of a group some member is left."""
        if treatment in excepted or any(
                applies[j] for j in against(self.program, treatment)):
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
                    not any(self.is_left(m, excepted, applies) for m in
                            self.program.members_of(self.treatment)):
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


# ---- One patient ---------------------------------------------------------------


class Patient:
    def __init__(self, program, rules, today, record):
        self.program, self.rules = program, rules
        self.world = World(program, today, record)
        world = self.world
        self.states = [truth(f, lambda key, node: world.cond(node))
                       for f in rules.formulas]
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

    def unknown_read(self, nodes):
        """Unknown facts that conditions read, in order of declaration."""
        reads = Reads(self.world)
        for node in nodes:
            reads.expr(node, None)
        return ([k for k in self.order
                 if k in reads.keys and self.is_unknown(k)], reads.stated)

    # ---- Completions ------------------------------------------------------------

    def verdict(self, treatment):
        effects = Effects(self.program, treatment)
        rules = effects.rules(self.states)
        open_rules = [i for i in rules if self.states[i] is None]
        verdict = Verdict(self, effects)
        if not open_rules:
            verdict.words = {effects.word(self.states)}
            return verdict
        formulas = {i: self.rules.formulas[i] for i in open_rules}
        nodes = [n for f in formulas.values() for n in atoms_of(f)]
        unknown, stated = self.unknown_read(nodes)
        facts, options = self.take(unknown, nodes)
        results, contradicting = {}, {}  # choice of options -> world, then
        # (words it may give, conditions that tell)
        for chosen in product(*[range(len(o)) for o in options]):
            world = self.world.complete(
                {k: o[c] for k, o, c in zip(facts, options, chosen)})
            bad = self.contradicts(world, stated)
            (contradicting if bad else results)[chosen] = world
        if not results:
            results = contradicting
        results = {chosen: self.complete(world, effects, formulas, verdict)
                   for chosen, world in results.items()}
        verdict.finish(facts, results, self.ties(stated))
        return verdict

    def ties(self, stated):
        """The facts that each `or as stated` reads; those of two that share
        a fact together."""
        result = []
        for record, name, elem in stated:
            reads = Reads(self.world)
            reads.expr(self.program.defines[(record, name)].body, elem)
            keys = reads.keys
            for other in [r for r in result if r & keys]:
                result.remove(other)
                keys = keys | other
            result.append(keys)
        return result

    def take(self, unknown, nodes):
        """Facts are taken while the product of their numbers of options is
        at most 1,024; the first that exceeds it and all after it stay
        unknown."""
        cuts = Cuts(self.world)
        for node in nodes:
            cuts.expr(node, None)
        facts, options, count = [], [], 1
        for key in unknown:
            if key[0] == "list" and len(key) == 2:
                continue
            field, elem = self.field_of(key), self.elem_of(key)
            ways = options_of(field, self.world.stored(field, elem).value,
                              cuts.cuts.get(key, ()))
            count *= len(ways)
            if count > COMPLETIONS:
                break
            facts.append(key)
            options.append(ways)
        return facts, options

    def contradicts(self, world, stated):
        """Whether a completion contradicts an `or as stated` that the
        record as it stands does not contradict."""
        for record, name, elem in stated:
            define = self.program.defines[(record, name)]
            key = (record, name, elem)
            world.define(define, elem)
            self.world.define(define, elem)
            if key in world.contradictions and \
                    key not in self.world.contradictions:
                return True
        return False

    def complete(self, world, effects, formulas, verdict):
        """One completion: the words it may give, and the conditions that,
        tried both ways, change the word."""
        found = {}

        def atom(key, node):
            if key not in found:
                found[key] = world.cond(node)
            return found[key]

        tried = {}
        for formula in formulas.values():
            tried.update(remaining(formula, atom))
        if not tried:
            states = list(self.states)
            for i, formula in formulas.items():
                states[i] = truth(formula, atom)
            return frozenset({effects.word(states)}), {}
        word = self.word_anyway(effects, formulas, atom)
        if word is not None:
            return frozenset({word}), {}
        verdict.exact = False
        if 2 ** len(tried) > TRIALS:
            return frozenset(WORDS), tried
        return self.try_both_ways(effects, formulas, atom, tried)

    def word_anyway(self, effects, formulas, atom):
        """The word, if it is the same whatever the rules still undetermined
        come to; None if it hangs on them."""
        states = list(self.states)
        for i, formula in formulas.items():
            states[i] = truth(formula, atom)
        free = [i for i in formulas if states[i] is None]
        words = set()
        for way in product([True, False], repeat=len(free)):
            for i, state in zip(free, way):
                states[i] = state
            words.add(effects.word(states))
        return words.pop() if len(words) == 1 else None

    def try_both_ways(self, effects, formulas, atom, tried):
        keys, words = list(tried), {}
        for way in product([True, False], repeat=len(keys)):
            assumed = dict(zip(keys, way))
            states = list(self.states)
            for i, formula in formulas.items():
                states[i] = truth(
                    formula, lambda key, node: assumed[key]
                    if key in assumed else atom(key, node))
            words[way] = effects.word(states)
        telling = {}
        for n, key in enumerate(keys):
            for way, word in words.items():
                other = way[:n] + (not way[n],) + way[n + 1:]
                if words[other] != word:
                    telling[key] = tried[key]
        return frozenset(words.values()), telling


class Verdict:
    def __init__(self, patient, effects):
        self.patient, self.effects = patient, effects
        self.words, self.needs, self.exact = set(), [], True

    def finish(self, facts, results, ties):
        for words, _ in results.values():
            self.words |= words
        if self.settled():
            return
        needed = set()
        for n, key in enumerate(facts):
            groups = {}
            for chosen, (words, _) in results.items():
                rest = chosen[:n] + chosen[n + 1:]
                groups.setdefault(rest, set()).add(words)
            if any(len(g) > 1 for g in groups.values()):
                needed.add(key)
        for keys in ties:
            needed |= self.tied(facts, results, keys)
        telling = {}
        for _, atoms in results.values():
            telling.update(atoms)
        needed |= set(self.patient.unknown_read(telling.values())[0])
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
            for chosen, (words, _) in results.items():
                outside = tuple(c for f, c in zip(facts, chosen)
                                if f not in keys)
                options = groups.setdefault(outside, {})
                options.setdefault(chosen[n], set()).update(words)
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
