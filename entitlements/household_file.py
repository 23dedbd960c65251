"""Households in files: one JSON object a line, either {"facts": [[member, fact, value], ...]} or the HOUSEHOLD shape
that `household_file.yml` describes (people with yearly money, as the reference has them).

Errors: `HouseholdFileError` names the line and the field. What is received now is believed as stated; in a reference
line the receipt that the reference really counted (`debug.realised_receipt`) stands in its place.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from entitlements.errors import HouseholdError, HouseholdFileError
from entitlements.household import HOUSEHOLD, Household, Row
from entitlements.source import Item, read
from entitlements.values import Amount, FactValue, ValueFormatError, value_from_json

MONEY_PERIODS = {"month": "month", "year": "year", "money": "once"}


@dataclass(frozen=True)
class HouseholdFormat:
    """The mapping of `household_file.yml` as plain data."""

    people: tuple[Mapping[str, Any], ...]
    household: tuple[Mapping[str, Any], ...]
    receives: tuple[Mapping[str, Any], ...]
    others: tuple[Mapping[str, Any], ...]
    realised: tuple[Mapping[str, Any], ...]

    @classmethod
    def load(cls, root: Path) -> HouseholdFormat:
        groups = {name: _plain(item) for name, item in read(root / "household_file.yml", root).entries()}
        return cls(*(tuple(groups[name]) for name in ("people", "household", "receives", "others", "realised")))

    def household_of(self, line: Mapping[str, Any]) -> Household:
        """A household from either shape, with or without the reference's results around it."""
        if "facts" in line:
            return Household.from_facts(_fact_rows(line["facts"]))
        if "input" not in line:
            return Household.from_facts([*self._rows(line), *self._stated(line)])
        rows = list(self._rows(line["input"]))
        realised = line.get("debug", {}).get("realised_receipt")
        if realised is None:
            return Household.from_facts([*rows, *self._stated(line["input"])])
        return Household.from_facts(self._with_realised(rows, realised))

    def _rows(self, line: Mapping[str, Any]) -> Iterator[Row]:
        people = line.get("people")
        if not isinstance(people, list) or not people:
            raise HouseholdFileError("'people' is missing or empty; list every person who lives and eats together")
        yield HOUSEHOLD, "size", len(people)
        for index, person in enumerate(people):
            for entry in (*self.people, *(self.others if index else ())):
                yield from _entry_rows(entry, person, f"p{index}")
        for entry in self.household:
            yield from _entry_rows(entry, line, "p0" if entry.get("of") == "first_person" else HOUSEHOLD)

    def _stated(self, line: Mapping[str, Any]) -> Iterator[Row]:
        stated = line.get("currently_receives", {})
        for entry in self.receives:
            if entry["field"] in stated:
                yield HOUSEHOLD, entry["fact"], bool(stated[entry["field"]])

    def _with_realised(self, rows: list[Row], realised: Mapping[str, Any]) -> list[Row]:
        held = {(member, fact): value for member, fact, value in rows}
        for entry in self.realised:
            value = realised[entry["field"]]
            if entry.get("of") == "person":
                for member, each in value.items():
                    held[(member, entry["fact"])] = _realised_value(entry["as"], each)
                continue
            key = (HOUSEHOLD, entry["fact"])
            told = _realised_value(entry["as"], value)
            held[key] = _reduced(held[key], told) if entry.get("of") == "reduction" else told
        return [(member, fact, value) for (member, fact), value in held.items()]


def read_lines(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """(line number, object) of a JSON-lines file, plain or gzipped; blank lines are passed over."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for number, text in enumerate(file, start=1):
            if not text.strip():
                continue
            try:
                line = json.loads(text)
            except ValueError as error:
                raise HouseholdFileError(f"{path.name}:{number}: not JSON ({error}); one object a line") from None
            if not isinstance(line, dict):
                raise HouseholdFileError(f"{path.name}:{number}: expected an object, found {type(line).__name__}")
            yield number, line


def households(path: Path, form: HouseholdFormat) -> Iterator[tuple[Mapping[str, Any], Household]]:
    """Every line with its household; faults name the file and the line."""
    for number, line in read_lines(path):
        try:
            yield line, form.household_of(line)
        except (HouseholdError, HouseholdFileError, ValueFormatError) as error:
            raise HouseholdFileError(f"{path.name}:{number}: {error}") from None


def _plain(item: Item) -> Any:
    if isinstance(item.content, dict):
        return {key: _plain(value) for key, value in item.content.items()}
    if isinstance(item.content, list):
        return [_plain(value) for value in item.content]
    return {"true": True, "false": False}.get(item.content, item.content)


def _fact_rows(facts: object) -> list[Row]:
    if not isinstance(facts, list):
        raise HouseholdFileError("'facts' is not a list; give [member, fact, value] triples")
    rows: list[Row] = []
    for fact in facts:
        if not isinstance(fact, list) or len(fact) != 3:
            raise HouseholdFileError(f"{fact!r} is not a [member, fact, value] triple")
        rows.append((str(fact[0]), str(fact[1]), value_from_json(fact[2])))
    return rows


def _entry_rows(entry: Mapping[str, Any], source: Mapping[str, Any], member: str) -> Iterator[Row]:
    given = [source[name] for name in entry["fields"] if source.get(name) is not None]
    if not given:
        if entry.get("optional"):
            return
        if "default" not in entry:
            raise HouseholdFileError(f"field {entry['fields'][0]!r} is missing")
        given = [entry["default"]]
    codes = entry.get("codes")
    if codes is not None:
        try:
            given = [codes[str(value)] for value in given]
        except KeyError as error:
            raise HouseholdFileError(f"{entry['fields'][0]} {error} is not known; use {', '.join(codes)}") from None
    yield member, entry["fact"], _value(entry, given)


def _value(entry: Mapping[str, Any], given: list[Any]) -> FactValue:
    wanted = entry["as"]
    try:
        if wanted in ("yes_no", "any_yes"):
            return any(bool(value) for value in given)
        if wanted == "code":
            return str(given[0])
        if wanted in MONEY_PERIODS:
            return _dollars(sum(Fraction(str(value)) for value in given), MONEY_PERIODS[wanted])
        return int(given[0])
    except (ValueError, TypeError):
        raise HouseholdFileError(f"field {entry['fields'][0]!r} holds {given!r}, which is not {wanted}") from None


def _dollars(dollars: Fraction | int, period: str) -> Amount:
    cents = round(dollars * 100)
    return Amount(cents, cents, period)


def _reduced(whole: FactValue, part: FactValue) -> FactValue:
    """What the family itself pays of a monthly bill after the help it gets by the year."""
    assert isinstance(whole, Amount) and isinstance(part, Amount)
    cents = max(0, whole.low - round(Fraction(part.low, 12)))
    return Amount(cents, cents, whole.period)


def _realised_value(wanted: str, value: Any) -> FactValue:
    if wanted == "any_yes":
        return any(bool(each) for each in value.values())
    if wanted == "yes_no":
        return bool(value)
    return _dollars(Fraction(str(value)), wanted)
