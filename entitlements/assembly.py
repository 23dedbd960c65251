"""The built form -> typed rules. Every name, kind and cycle is checked, so nothing can misfire while somebody waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from entitlements.compiling import SIZE, CompiledRules
from entitlements.errors import RulesError
from entitlements.fact_bits import FactBits
from entitlements.figures import Figure, Period, number_from_text
from entitlements.language import kinds
from entitlements.language.parser import Signature, parse
from entitlements.language.tokens import ExpressionError
from entitlements.language.tree import AnyMember, FactName, FigureName, Node, SumMembers, Told, ValueName
from entitlements.program import (
    YEAR,
    Amount,
    Condition,
    Conversion,
    FactDefinition,
    NamedValue,
    Note,
    People,
    Presumption,
    Program,
    Question,
)
from entitlements.questioning import Questioning

Built = Mapping[str, Any]
MOST_YEARS = 120


class AssemblyError(RulesError):
    """A rule names or mixes something wrongly; `path` is its place in the built form."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message


@dataclass(frozen=True)
class Guess:
    """A typical answer to a question: its weight and the facts it would tell, as written in the rule data."""

    weight: float
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Rules:
    """Everything a rulebook holds, ready to be evaluated."""

    facts: Mapping[str, FactDefinition]
    values: Mapping[str, NamedValue]
    figures: Mapping[str, Figure]
    conversions: Mapping[str, Conversion]
    programs: Mapping[str, Program]
    questions: Mapping[str, Question]
    guesses: Mapping[str, tuple[Guess, ...]]
    topics: Mapping[str, tuple[str, ...]]
    contacts: Mapping[str, Built]
    codes: Mapping[str, tuple[str, ...]]

    def prepare(self) -> None:
        """Work out all links now, so that nobody's first question waits for it."""
        _ = (self.asked_by, self.read_by, self.compiled, self.questioning)

    @cached_property
    def asked_by(self) -> Mapping[str, tuple[Question, ...]]:
        """Fact -> the questions that can fill it."""
        found: dict[str, tuple[Question, ...]] = {}
        for question in self.questions.values():
            for filled in question.fills:
                fact = filled.partition(".")[2]
                found[fact] = (*found.get(fact, ()), question)
        return found

    @cached_property
    def read_by(self) -> Mapping[tuple[str, str], tuple[frozenset[str], frozenset[str]]]:
        """(program, condition) -> all facts and all figures that its rule may look at, however deep."""
        return {
            (program.id, condition.id): self.reads(program, condition.rule)
            for program in self.programs.values()
            for condition in (*program.refer, *program.conditions)
        }

    @cached_property
    def bits(self) -> FactBits:
        return FactBits(self.facts)

    @cached_property
    def questioning(self) -> Questioning:
        return Questioning(self.questions, self.bits)

    @cached_property
    def compiled(self) -> Mapping[str, CompiledRules]:
        """Per program: its rules, ready to run."""
        return {program.id: self._compiled(program) for program in self.programs.values()}

    def _compiled(self, program: Program) -> CompiledRules:
        factors = self.conversions[program.conversion].factors
        values = self.values_of[program.id]
        return CompiledRules(self.facts, values, self.figures, factors, program.rules(), self.bits)

    @cached_property
    def values_of(self) -> Mapping[str, Mapping[str, NamedValue]]:
        """Per program: the shared named values and its own."""
        return {program.id: {**self.values, **program.values} for program in self.programs.values()}

    def reads(self, program: Program, node: Node) -> tuple[frozenset[str], frozenset[str]]:
        """All facts and all figures that a rule may look at, however deep."""
        facts: set[str] = set()
        figures: set[str] = set()
        seen: set[str] = set()
        waiting = [node]
        while waiting:
            for part in waiting.pop().walk():
                waiting.extend(self._deeper(program, part, facts, figures, seen))
        return frozenset(facts), frozenset(figures)

    def _deeper(
        self, program: Program, part: Node, facts: set[str], figures: set[str], seen: set[str]
    ) -> Iterator[Node]:
        if isinstance(part, FigureName):
            figures.add(part.name)
        elif isinstance(part, (AnyMember, SumMembers)):
            facts.add(SIZE)
        elif isinstance(part, Told):
            facts.add(part.name)
        elif isinstance(part, FactName) and part.name not in facts:
            facts.add(part.name)
            otherwise = self.facts[part.name].otherwise
            if otherwise is not None:
                yield otherwise
        elif isinstance(part, ValueName) and part.name not in seen:
            seen.add(part.name)
            yield self.values_of[program.id][part.name].rule


class _Names:
    """What rules may name: facts and figures always, shared values, and a program's own values inside it."""

    def __init__(self, built: Built, own: Built) -> None:
        self.built = built
        self.own = own

    def find(self, name: str) -> Signature | None:
        for values in (self.own, self.built["values"]):
            if name in values:
                value = values[name]
                return Signature("value", name, value["kind"], value["per_member"])
        if name in self.built["facts"]:
            fact = self.built["facts"][name]
            codes = frozenset(fact.get("codes", ()))
            return Signature("fact", name, fact["kind"], fact["per_member"], codes=codes)
        if name in self.built["figures"]:
            figure = self.built["figures"][name]
            keys = tuple(key if key == kinds.PEOPLE else kinds.CODE for key in figure["keys"])
            codes = frozenset(figure.get("codes", ()))
            return Signature("figure", name, figure["kind"], keys=keys, codes=codes)
        return None


def assemble(built: Built) -> Rules:
    """Raises `AssemblyError` with the place in the built form."""
    shared = _Names(built, {})
    rules = Rules(
        facts={name: _fact(name, fact, shared) for name, fact in built["facts"].items()},
        values={name: _value(f"values.{name}", name, value, shared) for name, value in built["values"].items()},
        figures={name: _figure(name, figure) for name, figure in built["figures"].items()},
        conversions={name: _conversion(name, item) for name, item in built["conversions"].items()},
        programs={name: _program(name, program, built) for name, program in built["programs"].items()},
        questions={name: _question(name, question) for name, question in built["questions"].items()},
        guesses={name: _guesses(question) for name, question in built["questions"].items()},
        topics={name: tuple(programs) for name, programs in built["topics"].items()},
        contacts=built["contacts"],
        codes={name: tuple(codes) for name, codes in built["codes"].items()},
    )
    _check_names(rules)
    _check_links(rules)
    for program in rules.programs.values():
        _check_cycles(rules, program)
    return rules


def _rule(path: str, text: str, kind: str, names: _Names, per_member: bool = False) -> Node:
    try:
        node = parse(text, names, per_member)
    except ExpressionError as error:
        raise AssemblyError(path, str(error)) from None
    if kinds.common(node.kind, kind) != kind:
        raise AssemblyError(path, f"the rule yields {node.kind} but {kind} is declared")
    return node


def _fact(name: str, fact: Built, names: _Names) -> FactDefinition:
    otherwise = None
    if "otherwise" in fact:
        otherwise = _rule(f"facts.{name}", fact["otherwise"], fact["kind"], names, fact["per_member"])
    ends = fact.get("between", [0, MOST_YEARS if fact["kind"] == kinds.YEARS else None])
    codes = frozenset(fact.get("codes", ()))
    presume = Presumption(fact["presume"]["value"], fact["presume"]["note"]) if "presume" in fact else None
    return FactDefinition(
        name, fact["kind"], fact["per_member"], codes, otherwise, ends[0], ends[1], fact["label"], presume,
        fact.get("asker"),
    )  # fmt: skip


def _value(path: str, name: str, value: Built, names: _Names) -> NamedValue:
    rule = _rule(path, value["rule"], value["kind"], names, value["per_member"])
    return NamedValue(name, value["kind"], value["per_member"], rule, tuple(value["sources"]))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _figure(name: str, figure: Built) -> Figure:
    periods = tuple(
        Period(
            first=date.fromisoformat(period["from"]),
            last=_day(period.get("to")),
            table=_exact_table(period["table"]) if figure["kind"] == kinds.NUMBER else period["table"],
            sources=tuple(period["sources"]),
            review_by=_day(period.get("review_by")),
            verified_on=_day(period.get("verified_on")),
            projected=period.get("projected", False),
        )
        for period in figure["periods"]
    )
    return Figure(name, figure["kind"], tuple(figure["keys"]), periods)


def _exact_table(table: Any) -> Any:
    if isinstance(table, dict):
        return {key: _exact_table(row) for key, row in table.items()}
    return number_from_text(table) if isinstance(table, str) else table


def _conversion(name: str, item: Built) -> Conversion:
    factors = {period: number_from_text(factor) for period, factor in item["factors"].items()}
    return Conversion(name, factors, tuple(item["sources"]))


def _program(name: str, program: Built, built: Built) -> Program:
    names = _Names(built, program["values"])
    path = f"programs.{name}"
    amount = program["amount"]
    return Program(
        id=name,
        name=program["name"],
        agency=program["agency"],
        description=program["description"],
        documents=tuple(program["documents"]),
        how_to_apply=program["how_to_apply"],
        contact=program["contact"],
        worth=program["worth"],
        conversion=program["conversion"],
        sources=tuple(program["sources"]),
        effective_from=date.fromisoformat(program["effective_from"]),
        verified_on=_day(program["verified_on"]),
        known_gaps=tuple(program["known_gaps"]),
        refer=tuple(_condition(f"{path}.refer", item, names) for item in program["refer"]),
        conditions=tuple(_condition(f"{path}.conditions", item, names) for item in program["conditions"]),
        amount=None if amount is None else _amount(f"{path}.amount", amount, names),
        notes=tuple(_note(f"{path}.notes", item, names) for item in program["notes"]),
        values={
            value: _value(f"{path}.values.{value}", value, item, names) for value, item in program["values"].items()
        },
        people=None if program["people"] is None else _people(f"{path}.people", program, names),
        talk=program["talk"],
        category=None if program["category"] is None else _category(path, program["category"], names),
    )


def _category(path: str, name: str, names: _Names) -> str:
    found = names.find(name)
    if found is None or found.what != "value" or found.per_member or found.kind != kinds.CODE:
        raise AssemblyError(path, f"category {name!r} is not a named value of the household of kind {kinds.CODE}")
    return name


def _people(path: str, program: Built, names: _Names) -> People:
    item = program["people"]
    yearly = program["amount"] is not None and program["amount"]["period"] == YEAR
    money = kinds.MONEY_YEAR if yearly else kinds.MONEY_MONTH
    for part, kind in (("rule", kinds.YES_NO), ("category", kinds.CODE), ("amount", money)):
        if part not in item:
            continue
        found = names.find(item[part])
        if found is None or found.what != "value" or not found.per_member or found.kind != kind:
            raise AssemblyError(path, f"{part} {item[part]!r} is not a named value of a member of kind {kind}")
    return People(item["rule"], item.get("category"), item.get("amount"))


def _condition(path: str, item: Built, names: _Names) -> Condition:
    place = f"{path}.{item['id']}"
    needed = ("yes",) if path.endswith("refer") else ("yes", "no", "unknown")
    for truth in needed:
        if truth not in item["because"]:
            raise AssemblyError(place, f"the sentence for {truth!r} is missing under 'because'")
    for term in item["terms"]:
        found = names.find(term)
        if found is None or found.per_member or found.what == "figure" or found.kind in (kinds.YES_NO, kinds.CODE):
            raise AssemblyError(place, f"term {term!r} is not a number of the household that a sentence could name")
    rule = _rule(place, item["rule"], kinds.YES_NO, names)
    return Condition(item["id"], rule, item["because"], tuple(item["terms"]), tuple(item["sources"]))


def _amount(path: str, item: Built, names: _Names) -> Amount:
    when = None if item["when"] is None else _rule(path, item["when"], kinds.YES_NO, names)
    rule = _rule(path, item["rule"], kinds.MONEY_YEAR if item["period"] == YEAR else kinds.MONEY_MONTH, names)
    return Amount(rule, when, item["settled_within"], tuple(item["sources"]), item["period"])


def _note(path: str, item: Built, names: _Names) -> Note:
    rule = _rule(f"{path}.{item['id']}", item["rule"], kinds.YES_NO, names)
    return Note(item["id"], rule, item["text"], tuple(item["sources"]), item["possible"])


def _question(name: str, item: Built) -> Question:
    return Question(
        name, item["reader"], tuple(item["fills"]), tuple(item["options"]), item["burden"], item["skip_if_held"],
        item["last"],
    )  # fmt: skip


def _guesses(item: Built) -> tuple[Guess, ...]:
    return tuple(Guess(float(number_from_text(guess["weight"])), guess["facts"]) for guess in item["guesses"])


def _check_names(rules: Rules) -> None:
    """A value that bears a fact's name would hide it."""
    for program in rules.programs.values():
        for name in rules.values_of[program.id]:
            if name in rules.facts:
                path = f"values.{name}" if name in rules.values else f"programs.{program.id}.values.{name}"
                raise AssemblyError(path, f"{name!r} is already the name of a fact; choose another")


def _check_links(rules: Rules) -> None:
    for program in rules.programs.values():
        if program.conversion not in rules.conversions:
            raise AssemblyError(
                f"programs.{program.id}", f"conversion {program.conversion!r} is not in conversions.yml"
            )
        if program.contact not in rules.contacts:
            raise AssemblyError(f"programs.{program.id}", f"contact {program.contact!r} is not in contacts.yml")
    for name, row in rules.contacts.items():
        if row["of"] is not None and row["of"]["program"] not in rules.programs:
            raise AssemblyError(f"contacts.{name}", f"program {row['of']['program']!r} does not exist")
    for topic, programs in rules.topics.items():
        for name in programs:
            if name not in rules.programs:
                raise AssemblyError(f"topics.{topic}", f"program {name!r} does not exist")
    for question in rules.questions.values():
        if question.skip_if_held is not None and question.skip_if_held not in rules.facts:
            raise AssemblyError(f"questions.{question.id}", f"{question.skip_if_held!r} is not a fact of facts.yml")
        for filled in question.fills:
            holder, _, fact = filled.partition(".")
            definition = rules.facts.get(fact)
            if definition is None or holder != ("each" if definition.per_member else "household"):
                raise AssemblyError(
                    f"questions.{question.id}", f"{filled!r} is not household.FACT or each.FACT of facts.yml"
                )


def _check_cycles(rules: Rules, program: Program) -> None:
    values = rules.values_of[program.id]
    done: set[str] = set()

    def visit(path: tuple[str, ...], node: Node) -> None:
        for part in node.walk():
            if isinstance(part, ValueName):
                own = f"programs.{program.id}." if part.name in program.values else ""
                key, deeper = f"{own}values.{part.name}", values[part.name].rule
            elif isinstance(part, FactName) and rules.facts[part.name].otherwise is not None:
                key, deeper = f"facts.{part.name}", rules.facts[part.name].otherwise or node
            else:
                continue
            if key in path:
                raise AssemblyError(key, f"the rule needs itself: {' -> '.join((*path[path.index(key) :], key))}")
            if key not in done:
                visit((*path, key), deeper)
                done.add(key)

    for rule in program.rules():
        visit((), rule)
    for value in program.values.values():
        visit((), value.rule)
