"""A household refuses facts that cannot all be true, and names those to ask about again."""

from __future__ import annotations

import pytest

from entitlements.errors import HouseholdError
from entitlements.household import MOST_PEOPLE, OLDEST_AGE, Household, Row
from entitlements.values import Absent, Amount, Span


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([("household", "size", 0)], ("household", "size")),
        ([("household", "size", MOST_PEOPLE + 1)], ("household", "size")),
        ([("p0", "age", OLDEST_AGE + 1)], ("p0", "age")),
        ([("p0", "age", -1)], ("p0", "age")),
        ([("p0", "age", Span(100, 130))], ("p0", "age")),
        ([("household", "rent", Amount(-1, 5, "month"))], ("household", "rent")),
        ([("household", "earned_income", Amount(0, 10**13, "month"))], ("household", "earned_income")),
        ([("grandma", "age", 70)], ("grandma", "age")),
        ([("p0", "pregnant", True), ("p0", "age", 7)], ("p0", "pregnant")),
        ([("household", "size", 1), ("p0", "age", 30), ("p1", "age", 3)], ("household", "size")),
        ([("household", "state", "TX"), ("household", "state", "OH")], ("household", "state")),
        ([("household", "homeless", True), ("household", "homeless", 1)], ("household", "homeless")),
    ],
)
def test_what_cannot_be_true_is_refused_and_named(rows: list[Row], named: tuple[str, str]) -> None:
    with pytest.raises(HouseholdError) as caught:
        Household.from_facts(rows)
    assert named in caught.value.rows


def test_no_value_stands_in_a_message() -> None:
    """What somebody said never reaches a log, so it must not stand in an error either (ages and sizes may)."""
    with pytest.raises(HouseholdError) as caught:
        Household.from_facts([("household", "rent", Amount(-1234567, 0, "month"))])
    assert "1234567" not in str(caught.value)


def test_members_keep_the_order_told() -> None:
    household = Household.from_facts([(f"p{index}", "age", 20 + index) for index in (10, 2, 0)])
    assert household.members == ("p0", "p2", "p10")


def test_refused_facts_are_kept_and_limit_nothing() -> None:
    household = Household.from_facts([("household", "size", Absent("refused")), ("p0", "age", 4), ("p1", "age", 40)])
    assert household.get("household", "size") == Absent("refused")


def test_newer_rows_take_the_place_of_older_ones() -> None:
    first = Household.from_facts([("household", "size", 2)])
    assert first.with_rows([("household", "size", 3)]).get("household", "size") == 3
    assert first.get("household", "size") == 2
