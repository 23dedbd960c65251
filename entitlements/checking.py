"""What the loader cannot refuse but policy staff must see: untested conditions, unused figures, facts past review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

from entitlements.building import build_rules
from entitlements.contacts import LOOK_AGAIN_AFTER
from entitlements.examples import load_examples, run_examples, untested
from entitlements.figures import Figure
from entitlements.language.tree import FactName, FigureName, Node, Told, ValueName
from entitlements.pack import compile_rules
from entitlements.program import Program
from entitlements.rulebook import Rulebook


@dataclass(frozen=True)
class Stale:
    """A figure or contact that somebody must look at again: due `since` that day, serving these `programs`."""

    name: str
    since: date
    why: str
    programs: tuple[str, ...]


def check(root: Path) -> list[str]:
    """All problems of a rule folder as "file:line: what"; `RuleSourceError` for what keeps it from loading at all."""
    rulebook = compile_rules(root)
    examples = load_examples(root, rulebook)
    problems = [str(failure) for failure in run_examples(rulebook, examples)]
    problems += [f"no example shows {name}; add one under examples/" for name in untested(rulebook, examples)]
    _, lines = build_rules(root)
    for path in unused(rulebook):
        item = lines[path]
        problems.append(f"{item.where}:{item.line}: {path} is used by no rule; remove it or use it")
    return problems


def unused(rulebook: Rulebook) -> list[str]:
    """Figures, named values and facts that no rule looks at and no question fills, as paths of the built form."""
    rules = rulebook.rules
    named = {
        (type(part), part.name)
        for node in _rules(rulebook)
        for part in node.walk()
        if isinstance(part, (FactName, FigureName, Told, ValueName))
    }
    copied = {period.get("use") for figure in rulebook.built["figures"].values() for period in figure["periods"]}
    figures = [f"figures.{name}" for name in rules.figures if (FigureName, name) not in named and name not in copied]
    values = [f"values.{name}" for name in rules.values if (ValueName, name) not in named]
    own = [
        f"programs.{program.id}.values.{name}"
        for program in rules.programs.values()
        for name in program.values
        if (ValueName, name) not in named and not _is_named(rulebook.program(program.id), name)
    ]
    facts = [
        f"facts.{name}"
        for name in rules.facts
        if (FactName, name) not in named and (Told, name) not in named and name not in rules.asked_by
    ]
    return [*figures, *values, *own, *facts]


def _is_named(program: Program, name: str) -> bool:
    """Whether a sentence, the category or the part on people names the value."""
    people = program.people
    if name == program.category:
        return True
    if people is not None and name in (people.rule, people.category, people.amount):
        return True
    return any(name in condition.terms for condition in program.conditions)


def _rules(rulebook: Rulebook) -> Iterator[Node]:
    rules = rulebook.rules
    yield from (value.rule for value in rules.values.values())
    yield from (fact.otherwise for fact in rules.facts.values() if fact.otherwise is not None)
    for program in rules.programs.values():
        yield from (value.rule for value in program.values.values())
        yield from program.rules()


def stale(rulebook: Rulebook, on: date) -> list[Stale]:
    """What has run out, is past its review day or is only projected on that day, and contacts whose last look is too
    long ago; the oldest first. A contact that nobody opened yet is not listed: `handrail contacts check` does that."""
    used = _used_by(rulebook)
    found = [
        Stale(figure.id, since, why, used.get(figure.id, ()))
        for figure in rulebook.rules.figures.values()
        for since, why in _figure_dues(figure, on)
    ]
    return sorted([*found, *_contacts_due(rulebook, on)], key=lambda each: (each.since, each.name))


def _figure_dues(figure: Figure, on: date) -> Iterator[tuple[date, str]]:
    current = next((period for period in figure.periods if period.covers(on)), None)
    if current is None:
        last = figure.periods[-1].last
        if last is not None and last < on:
            yield last, "its last period has ended; add the new one with its source"
        return
    if current.review_by is not None and current.review_by < on:
        yield current.review_by, f"past its review day; look at {current.sources[0]}"
    if current.projected:
        yield current.first, "projected; put in what was published"


def _used_by(rulebook: Rulebook) -> dict[str, tuple[str, ...]]:
    """Figure -> the programs that read it, however deep; a figure whose values another one uses serves its programs."""
    found: dict[str, set[str]] = {}
    for program in rulebook.rules.programs.values():
        values = rulebook.rules.values_of[program.id]
        named = (program.category, *(() if program.people is None else astuple(program.people)))
        for node in (*program.rules(), *(values[name].rule for name in named if name is not None)):
            for figure in rulebook.rules.reads(program, node)[1]:
                found.setdefault(figure, set()).add(program.id)
    for name, figure in rulebook.built["figures"].items():
        for other in {period["use"] for period in figure["periods"] if "use" in period}:
            found.setdefault(other, set()).update(found.get(name, ()))
    return {name: tuple(sorted(programs)) for name, programs in found.items()}


def _contacts_due(rulebook: Rulebook, on: date) -> Iterator[Stale]:
    for name, row in rulebook.rules.contacts.items():
        if row["verified_on"] is None:
            continue
        due = date.fromisoformat(row["verified_on"]) + LOOK_AGAIN_AFTER
        if due < on:
            programs = [each.id for each in rulebook.programs() if each.contact == name]
            served = programs if row["of"] is None else [row["of"]["program"]]
            why = f"last opened on {row['verified_on']}; open {row['source_page']} again"
            yield Stale(f"contacts.{name}", due, why, tuple(sorted(served)))
