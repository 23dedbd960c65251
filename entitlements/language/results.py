"""What an expression yields. Settled is a plain value; open is a tuple that ends with what is missing.

    yes or no    True, False                    or (missing,)
    number       int, Fraction; money in cents  or (low, high, missing), None at an end: no bound is known
    code         str                            or (the codes it may be, missing)

Plain values and tuples, because the next question evaluates the rules some ten thousand times a second. `missing` is a
set of facts as the bits of one whole number (`entitlements.fact_bits`): joining two sets is then one step. Numbers are
never float.
"""

from __future__ import annotations

from fractions import Fraction

Number = int | Fraction
Missing = int
NOTHING: Missing = 0

Range = tuple[Number | None, Number | None, Missing]
Codes = tuple[frozenset[str], Missing]
YesNo = bool | tuple[Missing]
Quantity = Number | Range
Code = str | Codes
Result = YesNo | Quantity | Code


def missing_of(result: Result) -> Missing:
    return result[-1] if isinstance(result, tuple) else NOTHING


def ends(value: Quantity) -> Range:
    return value if isinstance(value, tuple) else (value, value, NOTHING)


def tidy(value: Number) -> Number:
    """Whole fractions become ints, which are faster and print alike on every Python."""
    return value.numerator if value.denominator == 1 else value


def ranged(low: Number | None, high: Number | None, missing: Missing) -> Quantity:
    """A range that becomes a plain number, and forgets what was missing, as soon as both ends meet."""
    return low if low is not None and low == high else (low, high, missing)


def coded(options: frozenset[str], missing: Missing) -> Code:
    """A single option is the code itself."""
    return next(iter(options)) if len(options) == 1 else (options, missing)


def add(left: Quantity, right: Quantity) -> Quantity:
    if not isinstance(left, tuple):
        if not isinstance(right, tuple):
            return left + right
        if left == 0:
            return right
    elif right == 0:
        return left
    low, high, missing = left if isinstance(left, tuple) else (left, left, NOTHING)
    other_low, other_high, other_missing = right if isinstance(right, tuple) else (right, right, NOTHING)
    return ranged(
        None if low is None or other_low is None else low + other_low,
        None if high is None or other_high is None else high + other_high,
        missing | other_missing,
    )


def negate(value: Quantity) -> Quantity:
    if not isinstance(value, tuple):
        return -value
    low, high, missing = value
    return (None if high is None else -high, None if low is None else -low, missing)


def subtract(left: Quantity, right: Quantity) -> Quantity:
    if isinstance(left, tuple) or isinstance(right, tuple):
        return add(left, negate(right))
    return left - right


def product(left: Number, right: Number) -> Number:
    """Whole numbers stay whole: most products of the law are cents by a share."""
    if isinstance(left, int) and isinstance(right, int):
        return left * right
    over = left.numerator * right.numerator
    under = left.denominator * right.denominator
    return Fraction(over, under) if over % under else over // under


def multiply(left: Quantity, right: Quantity) -> Quantity:
    """Product of ranges; an unbounded end times zero is zero."""
    if not isinstance(left, tuple) and not isinstance(right, tuple):
        return product(left, right)
    if left == 0 or right == 0:
        return 0
    low, high, missing = left if isinstance(left, tuple) else (left, left, NOTHING)
    other_low, other_high, other_missing = right if isinstance(right, tuple) else (right, right, NOTHING)
    missing |= other_missing
    if low is None or other_low is None or low < 0 or other_low < 0:
        return _signed_product((low, high), (other_low, other_high), missing)
    return ranged(
        product(low, other_low), None if high is None or other_high is None else product(high, other_high), missing
    )


_Ends = tuple[Number | None, Number | None]


def _signed_product(left: _Ends, right: _Ends, missing: Missing) -> Quantity:
    corners = [product(a, b) for a in left for b in right if a is not None and b is not None]
    if len(corners) < len(left) * len(right):
        return (None, None, missing)
    return ranged(min(corners), max(corners), missing)


def divide(left: Quantity, right: Quantity) -> Quantity:
    """Quotient; a divisor that may be zero or negative leaves the result open rather than wrong."""
    low, high, missing = ends(right)
    if low is None or low <= 0:
        return (None, None, missing_of(left) | missing)
    inverse_low = 0 if high is None else Fraction(1) / high
    return multiply(left, ranged(inverse_low, Fraction(1) / low, missing))


def smaller(left: Quantity, right: Quantity) -> Quantity:
    if not isinstance(left, tuple) and not isinstance(right, tuple):
        return left if left <= right else right
    low, high, missing = left if isinstance(left, tuple) else (left, left, NOTHING)
    other_low, other_high, other_missing = right if isinstance(right, tuple) else (right, right, NOTHING)
    if high is not None and other_low is not None and high <= other_low:
        return left
    if other_high is not None and low is not None and other_high <= low:
        return right
    top = other_high if high is None else high if other_high is None else min(high, other_high)
    return ranged(None if low is None or other_low is None else min(low, other_low), top, missing | other_missing)


def greater(left: Quantity, right: Quantity) -> Quantity:
    if not isinstance(left, tuple) and not isinstance(right, tuple):
        return left if left >= right else right
    low, high, missing = left if isinstance(left, tuple) else (left, left, NOTHING)
    other_low, other_high, other_missing = right if isinstance(right, tuple) else (right, right, NOTHING)
    if low is not None and other_high is not None and low >= other_high:
        return left
    if other_low is not None and high is not None and other_low >= high:
        return right
    bottom = other_low if low is None else low if other_low is None else max(low, other_low)
    return ranged(
        bottom, None if high is None or other_high is None else max(high, other_high), missing | other_missing
    )


def at_most(left: Quantity, right: Quantity) -> YesNo:
    """left <= right."""
    if not isinstance(left, tuple) and not isinstance(right, tuple):
        return left <= right
    low, high, missing = left if isinstance(left, tuple) else (left, left, NOTHING)
    other_low, other_high, other_missing = right if isinstance(right, tuple) else (right, right, NOTHING)
    if high is not None and other_low is not None and high <= other_low:
        return True
    if low is not None and other_high is not None and low > other_high:
        return False
    return (missing | other_missing,)


def both(left: YesNo, right: YesNo) -> YesNo:
    if isinstance(left, tuple):
        if isinstance(right, tuple):
            return (left[0] | right[0],)
        return left if right else False
    return right if left else False


def opposite(value: YesNo) -> YesNo:
    return value if isinstance(value, tuple) else not value


def either(left: YesNo, right: YesNo) -> YesNo:
    if isinstance(left, tuple):
        if isinstance(right, tuple):
            return (left[0] | right[0],)
        return True if right else left
    return True if left else right


def hull_yes_no(left: YesNo, right: YesNo, missing: Missing) -> YesNo:
    """The smallest result that holds both: what `if` yields while its condition is open."""
    if left is right and not isinstance(left, tuple):
        return left
    return (missing | missing_of(left) | missing_of(right),)


def hull_quantity(left: Quantity, right: Quantity, missing: Missing) -> Quantity:
    low, high, left_missing = left if isinstance(left, tuple) else (left, left, NOTHING)
    other_low, other_high, right_missing = right if isinstance(right, tuple) else (right, right, NOTHING)
    return ranged(
        None if low is None or other_low is None else min(low, other_low),
        None if high is None or other_high is None else max(high, other_high),
        missing | left_missing | right_missing,
    )


def hull_code(left: Code, right: Code, missing: Missing) -> Code:
    return coded(options_of(left) | options_of(right), missing | missing_of(left) | missing_of(right))


def options_of(code: Code) -> frozenset[str]:
    return code[0] if isinstance(code, tuple) else frozenset({code})
