"""The rule language: what it refuses, and that ranges always hold every possible exact result."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entitlements.compiling import CompiledRules
from entitlements.evaluation import Evaluation
from entitlements.fact_bits import FactBits
from entitlements.figures import EACH_MORE, Figure, Period
from entitlements.household import HOUSEHOLD, Household, Row
from entitlements.language import kinds
from entitlements.language.functions import FUNCTIONS
from entitlements.language.parser import Signature, parse
from entitlements.language.results import (
    Number,
    Quantity,
    YesNo,
    add,
    at_most,
    both,
    divide,
    either,
    ends,
    greater,
    hull_quantity,
    hull_yes_no,
    missing_of,
    multiply,
    negate,
    opposite,
    smaller,
    subtract,
)
from entitlements.language.tokens import ExpressionError
from entitlements.program import FactDefinition
from entitlements.values import Amount, Span, Truth

DAY = date(2026, 11, 15)


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


FACTS = {
    name: FactDefinition(name, each.kind, each.per_member, each.codes, None, 0, None, {})
    for name, each in Names.KNOWN.items()
    if each.what == "fact"
}
TABLE = {"TX": {"1": 100_00, EACH_MORE: 0}, "OH": {"1": 100_00, EACH_MORE: 0}}
FIGURES = {
    "limit": Figure("limit", kinds.MONEY_MONTH, ("state", kinds.PEOPLE), (Period(DAY, None, TABLE, ("none",)),)),
    "share": Figure("share", kinds.NUMBER, (), (Period(DAY, None, Fraction(1, 5), ("none",)),)),
}
FACTORS: Mapping[str, Number] = {"month": 1, "year": 1}


def answer(text: str, *rows: Row) -> tuple[Any, tuple[str, ...]]:
    """What a rule yields for a household that told these rows, and the facts it still hangs on."""
    rule = parse(text, Names())
    compiled = CompiledRules(FACTS, {}, FIGURES, FACTORS, [rule], FactBits(FACTS))
    run = Evaluation(compiled, Household.from_facts(rows), DAY)
    found = run.read(rule)
    return found, run.names(missing_of(found))


def size(people: int | Span) -> Row:
    return HOUSEHOLD, "size", people


def ages(*years: int) -> list[Row]:
    return [(f"p{index}", "age", age) for index, age in enumerate(years)]


def money(fact: str, low: int, high: int, period: str = "month") -> Row:
    return HOUSEHOLD, fact, Amount(low, high, period)


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
        ("pay <= limit[state, size]", True),
        ("pay < 0 or homeless", False),
        ("yearly(pay) <= yearly_pay", False),
        ("pay + pay <= pay * 2", True),
        ("pay * share = pay / 5", True),
        ("state in ('TX', 'OH') and state != 'OH'", True),
        ("any member (age < 18)", True),
        ("all members (age < 18)", False),
        ("count members (age >= 18) = 1", True),
        ("sum members (age) > 47 and sum members (age) < 49", True),
        ("up_to_dollar(pay / 3) > pay / 3 and down_to_dollar(pay / 3) < pay / 3", True),
        ("monthly(yearly(pay)) = pay", True),
        ("told(pay) and not homeless", True),
        ("if homeless then no else size >= 2", True),
    ],
)
def test_exact_facts_give_exact_answers(text: str, expected: bool) -> None:
    state: Row = (HOUSEHOLD, "state", "TX")
    homeless: Row = (HOUSEHOLD, "homeless", False)
    pay, yearly = money("pay", 50_05, 50_05), money("yearly_pay", 600_00, 600_00, "year")
    assert answer(text, state, homeless, pay, yearly, size(2), *ages(40, 8)) == (expected, ())


def test_a_rule_settles_as_soon_as_the_rest_cannot_matter() -> None:
    rows: list[Row] = [money("pay", 0, 50_00), size(1), (HOUSEHOLD, "state", "TX")]
    assert answer("pay <= limit[state, size]", *rows)[0] is True
    assert answer("homeless or size = 1", *rows)[0] is True
    assert answer("homeless and size = 2", *rows)[0] is False
    assert answer("homeless and size = 1", *rows)[1] == ("household.homeless",)
    assert answer("if homeless then pay else pay * 2", *rows)[0][:2] == (0, 100_00)
    assert answer("if homeless then size else 1", *rows)[0] == 1


def test_people_not_named_yet_keep_a_no_open() -> None:
    adults = ages(40, 41)
    assert answer("any member (age < 5)", *adults, size(Span(2, 3)))[1] == ("household.size", "p2.age")
    assert answer("any member (age < 5)", *adults, size(3))[1] == ("p2.age",)
    assert answer("any member (age < 5)", *adults, size(2)) == (False, ())
    assert answer("any member (age < 50)", *adults)[0] is True
    assert answer("any member (age >= 0)", size(1))[0] is True
    (low, high, _missing), names = answer("sum members (age)", *adults)
    assert (low, high, names) == (81, None, ("household.size", "p2.age"))


def test_no_is_spoken_of_with_unknown_codes() -> None:
    """A code of which nothing is known is in some list and outside of others, but certainly in the list of all."""
    assert answer("state in ('TX')")[1] == ("household.state",)
    assert answer("state in ('TX', 'OH')") == (True, ())


def test_nothing_times_anything_is_nothing() -> None:
    assert answer("pay * size", money("pay", 0, 0)) == (0, ())
    assert answer("size * pay", money("pay", 0, 0)) == (0, ())


def test_a_figure_under_an_open_key_spans_all_it_may_be() -> None:
    found, names = answer("limit[state, size]", size(2))
    assert found == 100_00  # both states have the same
    assert names == ()


NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=7)


@st.composite
def ranges(draw: st.DrawFn) -> tuple[Quantity, Fraction]:
    """A range, some of them open or a plain number, and one number inside."""
    low, inside, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    if draw(st.booleans()):
        return inside, inside
    return (draw(st.sampled_from([low, None])), draw(st.sampled_from([high, None])), 1), inside


def holds(found: Quantity, number: Fraction) -> bool:
    low, high, _missing = ends(found)
    return (low is None or low <= number) and (high is None or number <= high)


@given(ranges(), ranges())
def test_arithmetic_on_ranges_holds_every_exact_result(
    left: tuple[Quantity, Fraction], right: tuple[Quantity, Fraction]
) -> None:
    (a, x), (b, y) = left, right
    assert holds(add(a, b), x + y)
    assert holds(subtract(a, b), x - y)
    assert holds(negate(a), -x)
    assert holds(multiply(a, b), x * y)
    assert holds(smaller(a, b), min(x, y))
    assert holds(greater(a, b), max(x, y))
    if y != 0:
        assert holds(divide(a, b), x / y)
    both_of_them = hull_quantity(a, b, 0)
    assert holds(both_of_them, x) and holds(both_of_them, y)
    assert isinstance(at_most(a, b), tuple) or at_most(a, b) is (x <= y)


@given(ranges(), st.sampled_from(["up_to_dollar", "down_to_dollar", "nearest_dollar", "yearly", "monthly"]))
def test_functions_on_ranges_hold_every_exact_result(value: tuple[Quantity, Fraction], name: str) -> None:
    found, inside = value
    apply = FUNCTIONS[name].apply
    exact = apply(inside)
    assert not isinstance(exact, tuple) and holds(apply(found), Fraction(exact))


def test_roundings() -> None:
    for name, cents, expected in [
        ("up_to_dollar", 100_01, 101_00),
        ("up_to_dollar", 100_00, 100_00),
        ("down_to_dollar", 100_99, 100_00),
        ("nearest_dollar", 100_50, 101_00),
        ("nearest_dollar", 100_49, 100_00),
    ]:
        assert FUNCTIONS[name].apply(cents) == expected


@pytest.mark.parametrize(
    ("low", "high", "begun"), [(-500, 0, 0), (1, 100, 1), (100, 101, (1, 2, 1)), (250, 1000, (3, 10, 1))]
)
def test_steps_begun_counts_a_fraction_as_a_step(low: int, high: int, begun: Quantity) -> None:
    assert FUNCTIONS["steps_begun"].apply((low, high, 1), 100) == begun


def test_steps_of_an_open_amount_or_of_an_unknown_step_stay_open() -> None:
    steps = FUNCTIONS["steps_begun"].apply
    assert steps((150, None, 1), 100) == (2, None, 1)
    assert steps(150, (50, 100, 1)) == (0, None, 1)
    assert steps(150, 0) == (0, None, 0)


@pytest.mark.parametrize("left", [True, False, (1,)])
@pytest.mark.parametrize("right", [True, False, (2,)])
def test_three_answers_join_as_kleene_says(left: YesNo, right: YesNo) -> None:
    """`Truth` is the plain definition; what is missing on both sides is kept."""
    truth = {True: Truth.YES, False: Truth.NO, (1,): Truth.UNKNOWN, (2,): Truth.UNKNOWN, (3,): Truth.UNKNOWN}
    assert truth[both(left, right)] is truth[left] & truth[right]
    assert truth[either(left, right)] is truth[left] | truth[right]
    assert truth[opposite(left)] is ~truth[left]
    if isinstance(left, tuple) and isinstance(right, tuple):
        assert both(left, right) == either(left, right) == hull_yes_no(left, right, 0) == (3,)


def test_a_set_of_facts_is_read_back_as_names() -> None:
    bits = FactBits(["size", "age"])
    names = [(HOUSEHOLD, "size"), ("p0", "age"), ("p12", "age")]
    assert bits.names(bits.of(names)) == ("household.size", "p0.age", "p12.age")
    assert bits.names(bits.of(names) & bits.of_everybody(["size"])) == ("household.size",)
    assert bits.of([("p0", "colour")]) == 0
