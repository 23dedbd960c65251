"""What a reader hands back: one fact, its value, the words it came from and how sure it is.

Fact names and value shapes are those of the understanding vocabulary (household_size, income, zip, ...).
Money is held in integer cents so that nothing is ever rounded twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, Optional, Union, get_args

Period = Literal["hour", "day", "week", "two_weeks", "twice_month", "month", "year", "once"]
Source = Literal[
    "wages",
    "self_employment",
    "social_security",
    "ssi",
    "unemployment",
    "child_support",
    "pension",
    "cash_aid",
    "other",
]
PERIODS: tuple[Period, ...] = get_args(Period)
SOURCES: tuple[Source, ...] = get_args(Source)


@dataclass(frozen=True)
class Range:
    """From `low` to `high`, both included; whole numbers, or cents inside `Money`."""

    low: int
    high: int


@dataclass(frozen=True)
class Money:
    """An amount per period. `cents` is exact or a range; hours and days a week only when they were said."""

    cents: Union[int, Range]
    period: Period
    hours_per_week: Union[float, Range, None] = None
    days_per_week: Optional[float] = None
    source: Optional[Source] = None


Value = Union[bool, int, str, Range, Money, tuple[int, ...], tuple[Money, ...]]


@dataclass(frozen=True)
class Reading:
    """One fact read from one message.

    `words` are the source words as written, `confidence` is 0-1 (see `confidence.py`), `reason` says in one
    word why it is not surer (empty: nothing stands against it), `alternatives` are other values it could mean.
    """

    fact: str
    value: Value
    words: str
    confidence: float
    reason: str = ""
    alternatives: tuple[Value, ...] = ()

    @property
    def is_range(self) -> bool:
        """True when the person named a span instead of one value."""
        return holds_range(self.value)

    def at_most(self, confidence: float, reason: str) -> Reading:
        """The same reading, no surer than `confidence`, with the reason for it."""
        if self.confidence <= confidence:
            return self
        return replace(self, confidence=confidence, reason=reason)


def holds_range(value: Value) -> bool:
    """True when any part of the value is a span."""
    if isinstance(value, tuple):
        return any(holds_range(part) for part in value)
    if isinstance(value, Money):
        return isinstance(value.cents, Range) or isinstance(value.hours_per_week, Range)
    return isinstance(value, Range)


def value_to_json(value: Value) -> Any:
    """The value in the JSON form of the understanding vocabulary (dollars, {"min", "max"} for ranges).

    The vocabulary names the source of each of several incomes, not of a single one.
    """
    if isinstance(value, tuple):
        return [_money_to_json(part) if isinstance(part, Money) else part for part in value]
    if isinstance(value, Range):
        return {"min": value.low, "max": value.high}
    if isinstance(value, Money):
        return _money_to_json(replace(value, source=None))
    return value


def _money_to_json(money: Money) -> dict[str, Any]:
    if isinstance(money.cents, Range):
        amount: Any = {"min": _dollars(money.cents.low), "max": _dollars(money.cents.high)}
    else:
        amount = _dollars(money.cents)
    form: dict[str, Any] = {"amount": amount, "period": money.period}
    if money.hours_per_week is not None:
        hours = money.hours_per_week
        form["hours_per_week"] = {"min": hours.low, "max": hours.high} if isinstance(hours, Range) else _plain(hours)
    if money.days_per_week is not None:
        form["days_per_week"] = _plain(money.days_per_week)
    if money.source is not None:
        form["source"] = money.source
    return form


def _dollars(cents: int) -> Union[int, float]:
    return cents // 100 if cents % 100 == 0 else cents / 100


def _plain(number: float) -> Union[int, float]:
    return int(number) if number == int(number) else number
