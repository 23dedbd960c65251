"""Dated, cited figures: one number, or a table by codes (state, region ...) and by household size.

A built table is nested: one level per key. Money is whole cents; other numbers are ints or exact fractions; codes are
lists of what is possible. A people level may hold `each_more`: what every person beyond the largest row adds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Any

from entitlements.errors import DateNotCovered
from entitlements.language import kinds
from entitlements.language.results import NOTHING, Codes, Number, Range, Result, Tri, exact, hull, tidy
from entitlements.values import Truth

EACH_MORE = "each_more"
OTHER = "other"
PEOPLE_CAP = 30
DAYS_KEPT = 64


@dataclass(frozen=True)
class Period:
    """`last` None: in force until changed; `review_by` says when somebody must look again."""

    first: date
    last: date | None
    table: Any
    sources: tuple[str, ...]
    review_by: date | None = None
    verified_on: date | None = None
    projected: bool = False

    def covers(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)


@dataclass(frozen=True)
class Figure:
    """`keys` are kinds of the lookup: "people" or the name of a code list."""

    id: str
    kind: str
    keys: tuple[str, ...]
    periods: tuple[Period, ...]
    _cache: dict[Any, Result] = field(default_factory=dict, compare=False, repr=False)
    _days: dict[date, Period] = field(default_factory=dict, compare=False, repr=False)

    def period(self, on: date) -> Period:
        found = self._days.get(on)
        if found is not None:
            return found
        for period in self.periods:
            if period.covers(on):
                if len(self._days) >= DAYS_KEPT:
                    self._days.clear()
                return self._days.setdefault(on, period)
        raise DateNotCovered(
            f"figure {self.id} has no value for {on.isoformat()}; add a period with its source to the rule data"
        )

    def look_up(self, on: date, keys: Sequence[Result]) -> Result:
        """The figure for these keys; a key that is not settled gives the hull of all that it may be."""
        period = self.period(on)
        choices = tuple(_choices(key) for key in keys)
        cached = self._cache.get((period.first, choices))
        if cached is None:
            cells = _cells(period.table, choices)
            cached = self._hull(cells)
            self._cache[(period.first, choices)] = cached
        missing = NOTHING
        for key in keys:
            if key.missing:
                missing = missing | key.missing
        return _with_missing(cached, missing) if missing else cached

    def _hull(self, cells: list[Any]) -> Result:
        results = [as_result(self.kind, cell) for cell in cells]
        if not results:
            return nothing_known(self.kind)
        return reduce(lambda left, right: hull(left, right, NOTHING), results)


def nothing_known(kind: str) -> Result:
    """The result of which nothing can be said."""
    if kind == kinds.YES_NO:
        return Tri(Truth.UNKNOWN)
    return Codes(frozenset()) if kind == kinds.CODE else Range(None, None)


def as_result(kind: str, cell: Any) -> Result:
    if kind == kinds.YES_NO:
        return Tri(Truth.YES if cell else Truth.NO)
    if kind == kinds.CODE:
        return Codes(frozenset(cell))
    return exact(cell)


def _with_missing(result: Result, missing: frozenset[str]) -> Result:
    if isinstance(result, Tri):
        return Tri(result.truth, missing) if result.truth is Truth.UNKNOWN else result
    if isinstance(result, Range):
        return result if result.settled else Range(result.low, result.high, missing)
    return result if result.settled else Codes(result.options, missing)


def _choices(key: Result) -> tuple[Any, ...]:
    if isinstance(key, Codes):
        return tuple(sorted(key.options)) if len(key.options) > 1 else tuple(key.options)
    assert isinstance(key, Range)
    low = 0 if key.low is None else max(0, -int(-key.low // 1))
    high = PEOPLE_CAP if key.high is None else min(PEOPLE_CAP, int(key.high // 1))
    return tuple(range(min(low, PEOPLE_CAP), max(high, min(low, PEOPLE_CAP)) + 1))


def _cells(table: Any, choices: tuple[tuple[Any, ...], ...]) -> list[Any]:
    if not choices:
        return [table]
    found: list[Any] = []
    for choice in choices[0]:
        row = _row(table, choice) if not isinstance(choice, int) else _people_row(table, choice)
        if row is not None:
            found.extend(_cells(row, choices[1:]))
    return found


def _row(table: Mapping[str, Any], code: str) -> Any:
    """Numbered codes (ZIP, county) may stand in a table by their first digits, as three-digit ZIP areas do."""
    if code in table or not code.isdigit():
        return table[code] if code in table else table.get(OTHER)
    starts = (code[:length] for length in range(len(code) - 1, 0, -1))
    return next((table[start] for start in starts if start in table), table.get(OTHER))


def _people_row(table: Mapping[str, Any], people: int) -> Any:
    sizes = [int(size) for size in table if size != EACH_MORE]
    largest, smallest = max(sizes), min(sizes)
    if people > largest and EACH_MORE in table:
        return table[str(largest)] + (people - largest) * table[EACH_MORE]
    return table[str(max(smallest, min(people, largest)))]


def number_from_text(text: str) -> Number:
    """An exact number as written in rule data: "0.2", "1/3", "80"."""
    return tidy(Fraction(text))
