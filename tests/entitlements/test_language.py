"""The rule language: what it refuses, and that ranges always hold every possible exact result."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entitlements.language import kinds
from entitlements.language.functions import FUNCTIONS
from entitlements.language.parser import Signature, parse
from entitlements.language.results import (
    NO,
    YES,
    Codes,
    Range,
    Result,
    Tri,
    add,
    at_most,
    divide,
    either,
    exact,
    greater,
    hull,
    multiply,
    negate,
    smaller,
)
from entitlements.language.tokens import ExpressionError
from entitlements.language.tree import Roster
from entitlements.values import Truth


class Names:
    """A small scope: one fact of each kind, one figure."""

    KNOWN: ClassVar[dict[str, Signature]] = {
        "pay": Signature("fact", "pay", kinds.MONEY_MONTH),
        "yearly_pay": Signature("fact", "yearly_pay", kinds.MONEY_YEAR),
        "savings": Signature("fact", "savings", kinds.MONEY),
        "size": Signature("fact", "size", kinds.PEOPLE),
        "homeless": Signature("fact", "homeless", kinds.YES_NO),
        "state": Signature("fact", "state", kinds.CODE, codes=frozenset({"TX", "OH"})),
        "age": Signature("fact", "age", kinds.YEARS, per_member=True),
        "limit": Signature("figure", "limit", kinds.MONEY_MONTH, keys=(kinds.CODE, kinds.PEOPLE)),
        "share": Signature("figure", "share", kinds.NUMBER),
    }

    def find(self, name: str) -> Signature | None:
        return self.KNOWN.get(name)


class Facts:
    """Reads results out of a dict; members are p0, p1 ... with their ages."""

    def __init__(self, ages: Sequence[Range] = (), more: int | None = 0, **facts: Result) -> None:
        self.facts = facts
        self.ages = ages
        self.more = more

    def fact(self, fact: str, member: str | None) -> Result:
        if member is None:
            return self.facts[fact]
        index = int(member[1:])
        return self.ages[index] if index < len(self.ages) else Range(0, 120, frozenset({f"{member}.age"}))

    def told(self, fact: str, member: str | None) -> bool:
        return fact in self.facts

    def value(self, name: str, member: str | None) -> Result:
        raise AssertionError("no named values here")

    def figure(self, parameter: str, keys: Sequence[Result]) -> Result:
        return exact(Fraction(1, 5)) if parameter == "share" else exact(100_00)

    def roster(self) -> Roster:
        known = tuple(f"p{index}" for index in range(len(self.ages)))
        return Roster(known, f"p{len(known)}", 0, self.more, frozenset({"household.size"}))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pay <= ", "expected a value"),
        ("pay <= yearly_pay", "cannot mix"),
        ("pay + savings", "cannot mix"),
        ("pay <= 100", "cannot mix"),
        ("pay * pay", "no meaning"),
        ("size / pay", "no meaning"),
        ("homeless + 1", "cannot mix"),
        ("not pay", "needs yes or no"),
        ("homeless and size", "needs yes or no"),
        ("if size then 1 else 2", "needs yes or no"),
        ("if homeless then pay else yearly_pay", "cannot mix"),
        ("state = 'CA'", "not one of the possible codes"),
        ("state in ('TX', 'XX')", "not one of the possible codes"),
        ("size in ('TX')", "only codes"),
        ("state <= 'TX'", "needs numbers"),
        ("wealth > 0", "not a fact, a value or a figure"),
        ("age > 5", "belongs to one person"),
        ("any member (any member (age > 5))", "inside another"),
        ("any (age > 5)", "followed by 'member'"),
        ("limit[state]", "looked up by"),
        ("limit[size, state]", "looked up by"),
        ("share[state]", "looked up by"),
        ("abs(pay)", "not known"),
        ("yearly(yearly_pay)", "does not take"),
        ("min(pay)", "does not take 1"),
        ("told(limit)", "looked up by"),
        ("told(share)", "name of a fact"),
        ("__import__('os')", "is not known"),
        ("pay; size", "cannot stand in a rule"),
        ("size.bit_length()", "expected a value"),
        ("pay <= pay pay", "expected end"),
        ("'TX", "cannot stand in a rule"),
        ("1e9", "cannot stand in a rule"),
    ],
)
def test_refused_with_a_reason(text: str, words: str) -> None:
    with pytest.raises(ExpressionError, match=words):
        parse(text, Names())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pay <= limit[state, size]", YES),
        ("pay < 0 or homeless", NO),
        ("yearly(pay) <= yearly_pay", NO),
        ("pay + pay <= pay * 2", YES),
        ("pay * share = pay / 5", YES),
        ("state in ('TX', 'OH') and state != 'OH'", YES),
        ("any member (age < 18)", YES),
        ("all members (age < 18)", NO),
        ("count members (age >= 18) = 1", YES),
        ("sum members (age) > 47 and sum members (age) < 49", YES),
        ("up_to_dollar(pay / 3) > pay / 3 and down_to_dollar(pay / 3) < pay / 3", YES),
        ("monthly(yearly(pay)) = pay", YES),
        ("told(pay) and not homeless", YES),
        ("if homeless then no else size >= 2", YES),
    ],
)
def test_exact_facts_give_exact_answers(text: str, expected: Tri) -> None:
    facts = Facts(
        ages=[exact(40), exact(8)], pay=exact(50_05), yearly_pay=exact(600_00), size=exact(2), homeless=NO,
        state=Codes(frozenset({"TX"})),
    )  # fmt: skip
    assert parse(text, Names()).evaluate(facts, None) == expected


def test_a_rule_settles_as_soon_as_the_rest_cannot_matter() -> None:
    unknown = Tri(Truth.UNKNOWN, frozenset({"household.homeless"}))
    facts = Facts(
        homeless=unknown,
        pay=Range(0, 50_00, frozenset({"household.pay"})),
        size=exact(1),
        state=Codes(frozenset({"TX"})),
    )
    assert parse("pay <= limit[state, size]", Names()).evaluate(facts, None) == YES
    assert parse("homeless or size = 1", Names()).evaluate(facts, None) == YES
    assert parse("homeless and size = 1", Names()).evaluate(facts, None) == unknown


def test_people_not_named_yet_keep_a_no_open() -> None:
    adults = [exact(40), exact(41)]
    found = parse("any member (age < 5)", Names()).evaluate(Facts(ages=adults, more=1), None)
    assert found.truth is Truth.UNKNOWN
    assert found.missing == {"p2.age", "household.size"}
    assert parse("any member (age < 5)", Names()).evaluate(Facts(ages=adults), None) == NO
    open_ended = parse("sum members (age)", Names()).evaluate(Facts(ages=adults, more=None), None)
    assert (open_ended.low, open_ended.high) == (81, None)


def test_no_is_spoken_of_with_unknown_codes() -> None:
    """A code of which nothing is known is in no list and outside of none."""
    facts = Facts(state=Codes(frozenset(), frozenset({"household.state"})))
    assert parse("state in ('TX', 'OH')", Names()).evaluate(facts, None).truth is Truth.UNKNOWN


NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=7)


@st.composite
def ranges(draw: st.DrawFn) -> tuple[Range, Fraction]:
    """A range, some of them open, and one number inside."""
    low, inside, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    return Range(draw(st.sampled_from([low, None])), draw(st.sampled_from([high, None])), frozenset({"x"})), inside


def holds(found: Range, number: Fraction) -> bool:
    return (found.low is None or found.low <= number) and (found.high is None or number <= found.high)


@given(ranges(), ranges())
def test_arithmetic_on_ranges_holds_every_exact_result(
    left: tuple[Range, Fraction], right: tuple[Range, Fraction]
) -> None:
    (a, x), (b, y) = left, right
    assert holds(add(a, b), x + y)
    assert holds(negate(a), -x)
    assert holds(multiply(a, b), x * y)
    assert holds(smaller(a, b), min(x, y))
    assert holds(greater(a, b), max(x, y))
    if y != 0:
        assert holds(divide(a, b), x / y)
    both = hull(a, b, frozenset())
    assert isinstance(both, Range) and holds(both, x) and holds(both, y)
    assert at_most(a, b).truth in (Truth.UNKNOWN, Truth.YES if x <= y else Truth.NO)


@given(ranges(), st.sampled_from(["up_to_dollar", "down_to_dollar", "nearest_dollar", "yearly", "monthly"]))
def test_functions_on_ranges_hold_every_exact_result(value: tuple[Range, Fraction], name: str) -> None:
    found, inside = value
    apply = FUNCTIONS[name].apply
    one = apply(exact(inside)).low
    assert one is not None and holds(apply(found), Fraction(one))


def test_roundings() -> None:
    for name, cents, expected in [
        ("up_to_dollar", 100_01, 101_00),
        ("up_to_dollar", 100_00, 100_00),
        ("down_to_dollar", 100_99, 100_00),
        ("nearest_dollar", 100_50, 101_00),
        ("nearest_dollar", 100_49, 100_00),
    ]:
        assert FUNCTIONS[name].apply(exact(cents)) == exact(expected)


@pytest.mark.parametrize(
    ("low", "high", "begun"), [(-500, 0, (0, 0)), (1, 100, (1, 1)), (100, 101, (1, 2)), (250, 1000, (3, 10))]
)
def test_steps_begun_counts_a_fraction_as_a_step(low: int, high: int, begun: tuple[int, int]) -> None:
    found = FUNCTIONS["steps_begun"].apply(Range(low, high), exact(100))
    assert (found.low, found.high) == begun


def test_steps_of_an_open_amount_or_of_an_unknown_step_stay_open() -> None:
    steps = FUNCTIONS["steps_begun"].apply
    assert steps(Range(150, None), exact(100)) == Range(2, None)
    assert steps(exact(150), Range(50, 100)) == Range(0, None)
    assert steps(exact(150), exact(0)) == Range(0, None)


def test_either_keeps_what_is_missing_on_both_sides() -> None:
    left, right = Tri(Truth.UNKNOWN, frozenset({"a"})), Tri(Truth.UNKNOWN, frozenset({"b"}))
    assert either(left, right).missing == {"a", "b"}
    assert either(left, YES) == YES
