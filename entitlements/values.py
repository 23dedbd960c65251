"""The values a fact may have, and their JSON form. Standard library only: both runtimes and the protocol use it.

    bool                 yes or no
    int                  a count or an age
    str                  a code out of a closed list (a state, a ZIP, a choice)
    Amount(low, high)    money in whole cents over a period; low == high is an exact amount
    Span(low, high)      a range of counts or of whole years
    Absent(why)          asked and not told; it stays unknown and is never taken as no or as zero

Errors: `ValueFormatError` names the value and how to mend it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

PERIODS = ("week", "two_weeks", "twice_month", "month", "year", "once")
ABSENCES = ("refused", "not_known")


class ValueFormatError(ValueError):
    """A value that is not one of the kinds above."""


class Truth(Enum):
    """Kleene's strong logic: unknown stays unknown unless the rest already decides."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __and__(self, other: Truth) -> Truth:
        if Truth.NO in (self, other):
            return Truth.NO
        return Truth.UNKNOWN if Truth.UNKNOWN in (self, other) else Truth.YES

    def __or__(self, other: Truth) -> Truth:
        if Truth.YES in (self, other):
            return Truth.YES
        return Truth.UNKNOWN if Truth.UNKNOWN in (self, other) else Truth.NO

    def __invert__(self) -> Truth:
        if self is Truth.UNKNOWN:
            return self
        return Truth.NO if self is Truth.YES else Truth.YES


@dataclass(frozen=True)
class Amount:
    """Money in whole cents per `period`; `high` None means that no upper bound is known."""

    low: int
    high: int | None
    period: str

    def __post_init__(self) -> None:
        _whole_range("amount", self.low, self.high)
        if self.period not in PERIODS:
            raise ValueFormatError(f"amount period {self.period!r} is not known; use one of {', '.join(PERIODS)}")

    @property
    def exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True)
class Span:
    """A count or an age that is known only as a range; both ends belong to it."""

    low: int
    high: int

    def __post_init__(self) -> None:
        _whole_range("span", self.low, self.high)
        if self.low < 0:
            raise ValueFormatError(f"span {self.low}..{self.high} is negative; counts and ages start at 0")


@dataclass(frozen=True)
class Absent:
    """The person was asked and did not tell: `why` is "refused" or "not_known"."""

    why: str

    def __post_init__(self) -> None:
        if self.why not in ABSENCES:
            raise ValueFormatError(f"absence {self.why!r} is not known; use one of {', '.join(ABSENCES)}")


FactValue = bool | int | str | Amount | Span | Absent


def _whole_range(name: str, low: object, high: object) -> None:
    for end in (low, high):
        if end is not None and (isinstance(end, bool) or not isinstance(end, int)):
            raise ValueFormatError(f"{name} end {end!r} is not a whole number; give cents or counts as integers")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        raise ValueFormatError(f"{name} {low}..{high} runs backwards; the low end comes first")


def value_to_json(value: FactValue) -> object:
    """The JSON form of a value: scalars as they are, the others as an object with their kind as the only extra key."""
    if isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Amount):
        return {"amount": [value.low, value.high], "period": value.period}
    if isinstance(value, Span):
        return {"span": [value.low, value.high]}
    if isinstance(value, Absent):
        return {"absent": value.why}
    raise ValueFormatError(f"{type(value).__name__} is not a fact value; use bool, int, str, Amount, Span or Absent")


def value_from_json(data: object) -> FactValue:
    """Read what `value_to_json` wrote. Strict: unknown or missing keys are refused."""
    if isinstance(data, (bool, int, str)):
        return data
    if not isinstance(data, dict):
        raise ValueFormatError(
            f"{data!r} is not a fact value; expected true/false, a whole number, a text or an object"
        )
    keys = frozenset(data)
    if keys == {"amount", "period"}:
        low, high = _pair("amount", data["amount"])
        return Amount(low, high, data["period"])
    if keys == {"span"}:
        low, high = _pair("span", data["span"])
        if high is None:
            raise ValueFormatError("span has no upper end; give both ends as whole numbers")
        return Span(low, high)
    if keys == {"absent"}:
        return Absent(data["absent"])
    raise ValueFormatError(
        f"object with keys {sorted(map(str, keys))} is not a fact value; "
        'expected {"amount", "period"}, {"span"} or {"absent"}'
    )


def _pair(name: str, ends: object) -> tuple[int, int | None]:
    if not isinstance(ends, list) or len(ends) != 2:
        raise ValueFormatError(f"{name} {ends!r} is not a pair; expected [low, high]")
    low, high = ends
    if not isinstance(low, int) or not (high is None or isinstance(high, int)):
        raise ValueFormatError(f"{name} {ends!r} has an end that is not a whole number")
    return low, high
