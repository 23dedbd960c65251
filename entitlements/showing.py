"""A program as a page that policy staff can read: figures in force for one state on one day, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from entitlements.assembly import Rules
from entitlements.contacts import offices
from entitlements.errors import UnknownName
from entitlements.explaining import dollars
from entitlements.figures import EACH_MORE, Figure
from entitlements.language import kinds
from entitlements.language.results import options_of
from entitlements.program import Program
from entitlements.rulebook import Rulebook


def program_page(rulebook: Rulebook, program: str, state: str, on: date) -> str:
    """Plain text; `UnknownName` for a program or state that the rules do not have."""
    found = rulebook.program(program)
    if state not in rulebook.rules.codes["state"]:
        raise UnknownName(f"{state!r} is not a state of the rules; use two letters, as TX")
    return "\n".join(_lines(rulebook, found, state, on))


def _lines(rulebook: Rulebook, program: Program, state: str, on: date) -> Iterator[str]:
    yield f"{program.name['en']} in {state} on {on.isoformat()}"
    yield f"{program.agency}. {program.description['en']} ({'; '.join(program.sources)})"
    yield f"verified on: {program.verified_on or 'never; figures were read in stored copies'}"
    for condition in (*program.refer, *program.conditions):
        yield ""
        yield f"{condition.id} ({'; '.join(condition.sources)})"
        yield f"  {rule_text(rulebook, program, condition.id)}"
    yield ""
    yield "Figures"
    for name in sorted(_figures(rulebook.rules, program)):
        yield from _figure_lines(rulebook.rules, rulebook.rules.figures[name], state, on)
    yield ""
    yield "Where to ask"
    yield f"  {program.how_to_apply['en']}"
    yield from _office_lines(rulebook.rules, program, state, on)
    yield ""
    yield "Known gaps"
    for gap in program.known_gaps:
        yield f"  - {gap}"


def _office_lines(rules: Rules, program: Program, state: str, on: date) -> Iterator[str]:
    national = rules.contacts[program.contact]
    yield f"  {national['label']['en']}: {national['value']}"
    for office in offices(rules.contacts, program.id, state):
        said = "said to people" if office.may_be_said(on) else "not said: somebody must open it first"
        yield f"  {office.agency} ({office.kind}): {office.value} [{said}; read on {office.source_page}]"


def rule_text(rulebook: Rulebook, program: Program, condition: str) -> str:
    """The rule of a condition as it is written."""
    built = rulebook.built["programs"][program.id]
    return str(next(each["rule"] for each in (*built["refer"], *built["conditions"]) if each["id"] == condition))


def _figures(rules: Rules, program: Program) -> set[str]:
    nodes = [each.rule for each in (*program.refer, *program.conditions)]
    nodes += [note.when for note in program.notes]
    if program.amount is not None:
        nodes.append(program.amount.rule)
    return {name for node in nodes for name in rules.reads(program, node)[1]}


def _figure_lines(rules: Rules, figure: Figure, state: str, on: date) -> Iterator[str]:
    period = figure.period(on)
    until = "until changed" if period.last is None else f"to {period.last.isoformat()}"
    projected = ", projected" if period.projected else ""
    yield f"  {figure.id}: {_cell(figure, _of_state(rules, figure, period.table, state, on))}"
    yield f"      from {period.first.isoformat()} {until}{projected}; {'; '.join(period.sources)}"


def _of_state(rules: Rules, figure: Figure, table: Any, state: str, on: date) -> Any:
    """The part of a table that can concern a state: by the state itself or by the regions it lies in."""
    if not figure.keys or figure.keys[0] not in rules.codes:
        return table
    codes = {state} if figure.keys[0] == "state" else _regions(rules, figure.keys[0], state, on)
    kept = {code: table.get(code, table.get("other")) for code in sorted(codes)}
    return next(iter(kept.values())) if len(kept) == 1 else kept


def _regions(rules: Rules, codes: str, state: str, on: date) -> frozenset[str]:
    """Found through the figure that turns states into codes of that list."""
    for figure in rules.figures.values():
        if figure.kind == kinds.CODE and figure.keys == ("state",):
            found = options_of(figure.look_up(on, (state,)))
            if found <= frozenset(rules.codes[codes]):
                return found
    return frozenset(rules.codes[codes])


def _cell(figure: Figure, cell: Any) -> str:
    if isinstance(cell, dict):
        rows = (f"{'each more' if key == EACH_MORE else key} {_cell(figure, row)}" for key, row in cell.items())
        return ", ".join(rows)
    if figure.kind in kinds.MONIES:
        return dollars(cell)
    if figure.kind == kinds.YES_NO:
        return "yes" if cell else "no"
    return "|".join(cell) if isinstance(cell, list) else str(cell)
