"""The named functions of the language. Every rounding has a name, so that a rule says which one the law demands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from entitlements.language import kinds
from entitlements.language.results import Number, Quantity, greater, missing_of, product, ranged, smaller

DOLLAR = 100
MONTHS = 12
A_MONTH = Fraction(1, MONTHS)


@dataclass(frozen=True)
class Function:
    """`takes` are the kinds allowed, `result` None the arguments' own kind, `most` None any number of arguments."""

    name: str
    apply: Callable[..., Quantity]
    takes: tuple[str, ...]
    result: str | None = None
    fewest: int = 1
    most: int | None = 1


def _each_end(step: Callable[[Number], Number]) -> Callable[[Quantity], Quantity]:
    """Lift a rising function of one number to ranges."""

    def apply(value: Quantity) -> Quantity:
        if not isinstance(value, tuple):
            return step(value)
        low, high, missing = value
        return ranged(None if low is None else step(low), None if high is None else step(high), missing)

    return apply


def _up(value: Number) -> Number:
    return -(-value // DOLLAR) * DOLLAR


def _down(value: Number) -> Number:
    return value // DOLLAR * DOLLAR


def _nearest(value: Number) -> Number:
    """To the nearest dollar, 50 cents up."""
    return (value + DOLLAR // 2) // DOLLAR * DOLLAR


def _yearly(value: Number) -> Number:
    return product(value, MONTHS)


def _monthly(value: Number) -> Number:
    return product(value, A_MONTH)


def _same(value: Quantity) -> Quantity:
    """What somebody has at hand, set beside a month's income and bills (expedited service)."""
    return value


def _steps_begun(amount: Quantity, step: Quantity) -> Quantity:
    """How many steps an amount has begun ("for each $1,000 or fraction thereof"); none for nothing or less."""
    if isinstance(step, tuple) or step <= 0:
        return (0, None, missing_of(amount) | missing_of(step))
    return _each_end(lambda end: max(0, -(-end // step)))(amount)


def _least(first: Quantity, *others: Quantity) -> Quantity:
    for other in others:
        first = smaller(first, other)
    return first


def _most(first: Quantity, *others: Quantity) -> Quantity:
    for other in others:
        first = greater(first, other)
    return first


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
