"""Dated, cited figures: one number, or a table by codes (state, region ...) and by household size.

A built table is nested: one level per key. Money is whole cents; other numbers are ints or exact fractions; codes are
lists of what is possible. A people level may hold `each_more`: what every person beyond the largest row adds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Any

from entitlements.errors import DateNotCovered
from entitlements.language import kinds
from entitlements.language.results import NOTHING, Missing, Number, Result, coded, ends, missing_of, tidy
from entitlements.language.tree import hull_of

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

    def look_up(self, on: date, keys: tuple[Any, ...]) -> Any:
        """The figure for these keys (codes and numbers of people); an open key gives the hull of all it may be.

        Kept by the choices that open keys leave and never by what they miss, so that what is kept stays bounded.
        """
        period = self.period(on)
        found = self._cache.get((period.first, keys))
        if found is not None:
            return found
        choices = tuple(_choices(key) for key in keys)
        missing = reduce(or_, map(missing_of, keys), NOTHING)
        mark = (period.first, choices if missing else keys)
        found = self._cache.get(mark)
        if found is None:
            found = self._cache[mark] = self._hull(_cells(period.table, choices))
        return _with_missing(found, missing) if missing else found

    def _hull(self, cells: list[Any]) -> Result:
        results = [as_result(self.kind, cell) for cell in cells]
        if not results:
            return nothing_known(self.kind)
        hull = hull_of(self.kind)
        return reduce(lambda left, right: hull(left, right, NOTHING), results)


def nothing_known(kind: str) -> Result:
    """The result of which nothing can be said."""
    if kind == kinds.YES_NO:
        return (NOTHING,)
    return (frozenset(), NOTHING) if kind == kinds.CODE else (None, None, NOTHING)


def as_result(kind: str, cell: Any) -> Result:
    if kind == kinds.YES_NO:
        return bool(cell)
    return coded(frozenset(cell), NOTHING) if kind == kinds.CODE else cell


def _with_missing(result: Result, missing: Missing) -> Result:
    return (*result[:-1], missing) if isinstance(result, tuple) else result


def _choices(key: Any) -> tuple[Any, ...]:
    """What a key may be, in order: codes, or numbers of people up to the largest that counts."""
    if isinstance(key, str):
        return (key,)
    if isinstance(key, tuple) and isinstance(key[0], frozenset):
        return tuple(sorted(key[0]))
    low, high, _missing = ends(key)
    first = 0 if low is None else min(PEOPLE_CAP, max(0, -int(-low // 1)))
    last = PEOPLE_CAP if high is None else min(PEOPLE_CAP, int(high // 1))
    return tuple(range(first, max(first, last) + 1))


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
