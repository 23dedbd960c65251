"""The kinds of the rule language. Money always says per month, per year or neither (what somebody has)."""

from __future__ import annotations

YES_NO = "yes_no"
PEOPLE = "people"
YEARS = "years"
HOURS = "hours per week"
NUMBER = "number"
CODE = "code"
MONEY = "money"
MONEY_MONTH = "money per month"
MONEY_YEAR = "money per year"
ZERO = "zero"

KINDS = (YES_NO, PEOPLE, YEARS, HOURS, NUMBER, CODE, MONEY, MONEY_MONTH, MONEY_YEAR)
MONIES = (MONEY, MONEY_MONTH, MONEY_YEAR)
PLAIN = (PEOPLE, YEARS, HOURS, NUMBER)


def common(left: str, right: str) -> str | None:
    """The kind in which both can be compared, added or chosen between; None when they do not mix.

    A bare whole number takes the kind of what it stands beside, but never money: amounts belong into parameters.
    Zero is zero of anything.
    """
    if left == right:
        return left
    if left == ZERO and right != YES_NO and right != CODE:
        return right
    if right == ZERO and left != YES_NO and left != CODE:
        return left
    if left in PLAIN and right in PLAIN and NUMBER in (left, right):
        return right if left == NUMBER else left
    return None
