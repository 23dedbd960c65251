"""The named functions of the language. Every rounding has a name, so that a rule says which one the law demands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from entitlements.language import kinds
from entitlements.language.results import Number, Range, greater, ranged, smaller, tidy

DOLLAR = 100


@dataclass(frozen=True)
class Function:
    """`takes` are the kinds allowed, `result` None the arguments' own kind, `most` None any number of arguments."""

    name: str
    apply: Callable[..., Range]
    takes: tuple[str, ...]
    result: str | None = None
    fewest: int = 1
    most: int | None = 1


def _each_end(step: Callable[[Number], Number]) -> Callable[[Range], Range]:
    """Lift a rising function of one number to ranges."""

    def apply(value: Range) -> Range:
        low = None if value.low is None else step(value.low)
        high = None if value.high is None else step(value.high)
        return ranged(low, high, value.missing)

    return apply


def _up(value: Number) -> Number:
    return -(-value // DOLLAR) * DOLLAR


def _down(value: Number) -> Number:
    return value // DOLLAR * DOLLAR


def _nearest(value: Number) -> Number:
    """To the nearest dollar, 50 cents up."""
    return (value + DOLLAR // 2) // DOLLAR * DOLLAR


def _yearly(value: Number) -> Number:
    return tidy(value * 12)


def _monthly(value: Number) -> Number:
    return tidy(Fraction(value) / 12)


def _same(value: Range) -> Range:
    """What somebody has at hand, set beside a month's income and bills (expedited service)."""
    return value


def _steps_begun(amount: Range, step: Range) -> Range:
    """How many steps an amount has begun ("for each $1,000 or fraction thereof"); none for nothing or less."""
    if step.low is None or step.low <= 0 or step.low != step.high:
        return Range(0, None, amount.missing | step.missing)
    size = step.low
    return _each_end(lambda end: max(0, -(-end // size)))(amount)


def _least(*values: Range) -> Range:
    return reduce(smaller, values)


def _most(*values: Range) -> Range:
    return reduce(greater, values)


_NUMERIC = (*kinds.MONIES, *kinds.PLAIN, kinds.ZERO)
FUNCTIONS = {
    function.name: function
    for function in (
        Function("min", _least, _NUMERIC, fewest=2, most=None),
        Function("max", _most, _NUMERIC, fewest=2, most=None),
        Function("up_to_dollar", _each_end(_up), kinds.MONIES),
        Function("down_to_dollar", _each_end(_down), kinds.MONIES),
        Function("nearest_dollar", _each_end(_nearest), kinds.MONIES),
        Function("steps_begun", _steps_begun, kinds.MONIES, kinds.NUMBER, fewest=2, most=2),
        Function("this_month", _same, (kinds.MONEY,), kinds.MONEY_MONTH),
        Function("yearly", _each_end(_yearly), (kinds.MONEY_MONTH,), kinds.MONEY_YEAR),
        Function("monthly", _each_end(_monthly), (kinds.MONEY_YEAR,), kinds.MONEY_MONTH),
    )
}
