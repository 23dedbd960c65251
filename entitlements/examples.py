"""Worked examples beside the programs, for policy staff to read and for every change to be proved on.

A case states facts and what must come out. A case with a `boundary` is run three times more by itself: with the named
fact one unit (cent, person or year) under the limit, at it and over it, and the condition must hold, hold, and fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from entitlements.determination import OUTCOMES, Determination
from entitlements.errors import HouseholdError
from entitlements.household import HOUSEHOLD, Household, Row
from entitlements.language import kinds
from entitlements.rulebook import Rulebook
from entitlements.source import Item, read
from entitlements.values import ABSENCES, PERIODS, Absent, Amount, FactValue, Span, Truth

FOLDER = "examples"


@dataclass(frozen=True)
class Boundary:
    """`limit` is the last value of the household fact for which the condition holds."""

    fact: str
    condition: str
    limit: FactValue


@dataclass(frozen=True)
class Example:
    """One case; `place` is file and line. `amount` is (low, high) in cents a month or None when nothing is claimed."""

    place: str
    name: str
    program: str
    day: date
    rows: tuple[Row, ...]
    outcome: str
    amount: tuple[int, int] | None
    conditions: Mapping[str, Truth]
    notes: tuple[str, ...]
    boundary: Boundary | None


@dataclass(frozen=True)
class Failure:
    """An example that came out otherwise."""

    example: Example
    message: str

    def __str__(self) -> str:
        return f"{self.example.place}: {self.example.program}, {self.example.name}: {self.message}"


def load_examples(root: Path, rulebook: Rulebook) -> tuple[Example, ...]:
    """All examples of a rule folder; `RuleSourceError` with file and line for a case that cannot be read."""
    found: list[Example] = []
    for path in sorted((root / FOLDER).glob("*.yml")):
        fields = read(path, root).fields(("program", "day", "cases"))
        program = fields["program"].text()
        if program not in rulebook.rules.programs:
            raise fields["program"].wrong(f"program {program!r} does not exist")
        for case in fields["cases"].items():
            found.append(_example(rulebook, program, fields["day"].day(), case))
    return tuple(found)


def _example(rulebook: Rulebook, program: str, day: date, case: Item) -> Example:
    fields = case.fields(("name", "facts", "outcome"), ("people", "day", "amount", "conditions", "notes", "boundary"))
    outcome = fields["outcome"].text()
    if outcome not in OUTCOMES:
        raise fields["outcome"].wrong(f"outcome {outcome!r} is not one of {', '.join(OUTCOMES)}")
    known = {each.id for each in (*rulebook.program(program).refer, *rulebook.program(program).conditions)}
    conditions = {}
    for name, truth in fields["conditions"].entries() if "conditions" in fields else ():
        if name not in known:
            raise truth.wrong(f"{program} has no condition {name!r}")
        conditions[name] = Truth(truth.text())
    return Example(
        place=f"{case.where}:{case.line}",
        name=fields["name"].text(),
        program=program,
        day=fields["day"].day() if "day" in fields else day,
        rows=tuple(_rows(rulebook, fields)),
        outcome=outcome,
        amount=_amount(fields["amount"]) if "amount" in fields else None,
        conditions=conditions,
        notes=tuple(fields["notes"].texts()) if "notes" in fields else (),
        boundary=_boundary(rulebook, fields["boundary"]) if "boundary" in fields else None,
    )


def _rows(rulebook: Rulebook, fields: Mapping[str, Item]) -> Iterator[Row]:
    for fact, value in fields["facts"].entries():
        yield HOUSEHOLD, fact, _value(rulebook, fact, HOUSEHOLD, value)
    for index, person in enumerate(fields["people"].items() if "people" in fields else ()):
        for fact, value in person.entries():
            yield f"p{index}", fact, _value(rulebook, fact, f"p{index}", value)


def _value(rulebook: Rulebook, fact: str, member: str, item: Item) -> FactValue:
    """`yes`, `12`, `2-4`, `1200 month`, `1100-1300 month`, a code, or why it is not known."""
    if not rulebook.knows(member, fact):
        raise item.wrong(f"{fact!r} is not a fact of {'a person' if member != HOUSEHOLD else 'the household'}")
    text, kind = item.text(), rulebook.rules.facts[fact].kind
    if text in ABSENCES:
        return Absent(text)
    if kind == kinds.YES_NO:
        if text not in ("yes", "no"):
            raise item.wrong(f"{fact} is yes or no, not {text!r}")
        return text == "yes"
    if kind == kinds.CODE:
        return text
    number, _, period = text.partition(" ")
    low, high = _ends(item, number, 100 if kind in kinds.MONIES else 1)
    if kind in kinds.MONIES:
        if (period or "once") not in PERIODS:
            raise item.wrong(f"{period!r} is not a period; use one of {', '.join(PERIODS)}")
        return Amount(low, high, period or "once")
    return low if low == high else Span(low, high)


def _ends(item: Item, text: str, unit: int) -> tuple[int, int]:
    low, _, high = text.partition("-")
    ends = [Item(end, item.where, item.line).number() * unit for end in (low, high or low)]
    if any(end.denominator != 1 for end in ends):
        raise item.wrong(f"{text!r} is not whole cents or a whole number")
    return int(ends[0]), int(ends[1])


def _amount(item: Item) -> tuple[int, int]:
    return _ends(item, item.text(), 100)


def _boundary(rulebook: Rulebook, item: Item) -> Boundary:
    fields = item.fields(("fact", "condition", "limit"))
    fact = fields["fact"].text()
    limit = _value(rulebook, fact, HOUSEHOLD, fields["limit"])
    if isinstance(limit, (bool, str, Span, Absent)):
        raise fields["limit"].wrong("a limit is one amount or one count")
    return Boundary(fact, fields["condition"].text(), limit)


def run_examples(rulebook: Rulebook, examples: Sequence[Example]) -> list[Failure]:
    """Every example and its boundary cases; the list is empty when all come out as written."""
    failures: list[Failure] = []
    for example in examples:
        failures.extend(Failure(example, message) for message in _faults(rulebook, example))
    return failures


def _faults(rulebook: Rulebook, example: Example) -> Iterator[str]:
    try:
        found = _determine(rulebook, example, example.rows)
    except HouseholdError as error:
        yield str(error)
        return
    if found.outcome != example.outcome:
        missing = ", ".join(found.missing) or "nothing"
        yield f"outcome is {found.outcome}, expected {example.outcome} (missing: {missing})"
    if example.amount is not None and (found.amount_low, found.amount_high) != example.amount:
        yield f"amount is {found.amount_low} to {found.amount_high} cents, expected {example.amount}"
    truths = {finding.condition: finding.truth for finding in found.findings}
    for condition, truth in example.conditions.items():
        if truths[condition] is not truth:
            yield f"condition {condition} is {truths[condition].value}, expected {truth.value}"
    for note in example.notes:
        if note not in found.notes:
            yield f"note {note} is not told; told are {', '.join(found.notes) or 'none'}"
    if example.boundary is not None:
        yield from _boundary_faults(rulebook, example, example.boundary)


def _boundary_faults(rulebook: Rulebook, example: Example, boundary: Boundary) -> Iterator[str]:
    for step, expected in ((-1, Truth.YES), (0, Truth.YES), (1, Truth.NO)):
        value = _stepped(boundary.limit, step)
        rows = [row for row in example.rows if row[:2] != (HOUSEHOLD, boundary.fact)]
        found = _determine(rulebook, example, [*rows, (HOUSEHOLD, boundary.fact, value)])
        truths = {finding.condition: finding.truth for finding in found.findings}
        if truths[boundary.condition] is not expected:
            yield (
                f"{boundary.condition} is {truths[boundary.condition].value} with {boundary.fact} {step:+d} "
                f"beside its limit, expected {expected.value}"
            )


def _stepped(limit: FactValue, step: int) -> FactValue:
    if isinstance(limit, Amount):
        return Amount(limit.low + step, limit.low + step, limit.period)
    assert isinstance(limit, int)
    return limit + step


def _determine(rulebook: Rulebook, example: Example, rows: Sequence[Row]) -> Determination:
    return rulebook.determine(Household.from_facts(rows), example.day, [example.program])[0]


def untested(rulebook: Rulebook, examples: Sequence[Example]) -> list[str]:
    """Conditions of which no example shows a yes, a no or an unknown; each as "program.condition: truth"."""
    seen: set[tuple[str, str, Truth]] = set()
    for example in examples:
        for finding in _determine(rulebook, example, example.rows).findings:
            seen.add((example.program, finding.condition, finding.truth))
    return [
        f"{program.id}.{condition.id}: {truth.value}"
        for program in rulebook.programs()
        for condition in program.conditions
        for truth in Truth
        if (program.id, condition.id, truth) not in seen
    ]
