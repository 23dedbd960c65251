"""What an expression yields: a truth, a range of exact numbers or a set of possible codes, and what is missing.

Numbers are `int` or `Fraction`, never float. Money is in cents. `None` at an end of a range means no bound is known.
`missing` names the facts ("member.fact") on which the result still hangs; a settled result misses nothing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from entitlements.values import Truth

Number = int | Fraction
Missing = frozenset[str]
NOTHING: Missing = frozenset()


class Tri(NamedTuple):
    truth: Truth
    missing: Missing = NOTHING


class Range(NamedTuple):
    low: Number | None
    high: Number | None
    missing: Missing = NOTHING

    @property
    def settled(self) -> bool:
        return self.low is not None and self.low == self.high


class Codes(NamedTuple):
    options: frozenset[str]
    missing: Missing = NOTHING

    @property
    def settled(self) -> bool:
        return len(self.options) == 1


Result = Tri | Range | Codes
YES = Tri(Truth.YES)
NO = Tri(Truth.NO)


def exact(value: Number) -> Range:
    return Range(value, value)


def tidy(value: Number) -> Number:
    """Whole fractions become ints, which are faster and print alike on every Python."""
    return value.numerator if value.denominator == 1 else value


def ranged(low: Number | None, high: Number | None, missing: Missing) -> Range:
    """A range that forgets what was missing as soon as both ends meet."""
    return Range(low, high, NOTHING if low is not None and low == high else missing)


def add(left: Range, right: Range) -> Range:
    if right.low == 0 and right.high == 0:
        return left
    if left.low == 0 and left.high == 0:
        return right
    low = None if left.low is None or right.low is None else left.low + right.low
    high = None if left.high is None or right.high is None else left.high + right.high
    return ranged(low, high, left.missing | right.missing)


def negate(value: Range) -> Range:
    low = None if value.high is None else -value.high
    high = None if value.low is None else -value.low
    return Range(low, high, value.missing)


def multiply(left: Range, right: Range) -> Range:
    """Product of ranges; an unbounded end times zero is zero."""
    for zero in (left, right):
        if zero.low == 0 and zero.high == 0:
            return zero
    missing = left.missing | right.missing
    if left.low is None or right.low is None or left.low < 0 or right.low < 0:
        return _signed_product(left, right, missing)
    high = None if left.high is None or right.high is None else tidy(left.high * right.high)
    return ranged(tidy(left.low * right.low), high, missing)


def _signed_product(left: Range, right: Range, missing: Missing) -> Range:
    if None in (left.low, left.high, right.low, right.high):
        return Range(None, None, missing)
    corners = [
        tidy(a * b) for a in (left.low, left.high) for b in (right.low, right.high) if a is not None and b is not None
    ]
    return ranged(min(corners), max(corners), missing)


def divide(left: Range, right: Range) -> Range:
    """Quotient; a divisor that may be zero or negative leaves the result open rather than wrong."""
    missing = left.missing | right.missing
    if right.low is None or right.low <= 0:
        return Range(None, None, missing)
    inverse_low: Number = 0 if right.high is None else Fraction(1) / right.high
    return multiply(left, Range(inverse_low, Fraction(1) / right.low, right.missing))


def smaller(left: Range, right: Range) -> Range:
    if left.high is not None and right.low is not None and left.high <= right.low:
        return left
    if right.high is not None and left.low is not None and right.high <= left.low:
        return right
    low = None if left.low is None or right.low is None else min(left.low, right.low)
    highs = [end for end in (left.high, right.high) if end is not None]
    return ranged(low, min(highs) if highs else None, left.missing | right.missing)


def greater(left: Range, right: Range) -> Range:
    return negate(smaller(negate(left), negate(right)))


def at_most(left: Range, right: Range) -> Tri:
    """left <= right."""
    if left.high is not None and right.low is not None and left.high <= right.low:
        return YES
    if left.low is not None and right.high is not None and left.low > right.high:
        return NO
    return Tri(Truth.UNKNOWN, left.missing | right.missing)


def both(left: Tri, right: Tri) -> Tri:
    if left.truth is Truth.NO or right.truth is Truth.YES:
        return left
    if right.truth is Truth.NO or left.truth is Truth.YES:
        return right
    return Tri(Truth.UNKNOWN, left.missing | right.missing)


def opposite(value: Tri) -> Tri:
    if value.truth is Truth.UNKNOWN:
        return value
    return NO if value.truth is Truth.YES else YES


def either(left: Tri, right: Tri) -> Tri:
    return opposite(both(opposite(left), opposite(right)))


def hull(left: Result, right: Result, missing: Missing) -> Result:
    """The smallest result that holds both: what `if` yields while its condition is unknown."""
    if isinstance(left, Tri) and isinstance(right, Tri):
        if left.truth is right.truth is not Truth.UNKNOWN:
            return left
        return Tri(Truth.UNKNOWN, missing | left.missing | right.missing)
    if isinstance(left, Range) and isinstance(right, Range):
        low = None if left.low is None or right.low is None else min(left.low, right.low)
        high = None if left.high is None or right.high is None else max(left.high, right.high)
        return ranged(low, high, missing | left.missing | right.missing)
    if isinstance(left, Codes) and isinstance(right, Codes):
        options = left.options | right.options
        return Codes(options, NOTHING if len(options) == 1 else missing | left.missing | right.missing)
    raise TypeError("the two branches yield different kinds")
