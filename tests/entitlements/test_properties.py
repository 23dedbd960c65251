"""What must hold for any household: no crash, never a no from what is unknown, and more income never helps."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entitlements.determination import LIKELY, NEED_MORE, OUTCOMES, UNLIKELY
from entitlements.household import HOUSEHOLD, Household, Row
from entitlements.judging import evaluation, judge
from entitlements.language import kinds
from entitlements.program import FactDefinition
from entitlements.rulebook import Rulebook
from entitlements.values import Absent, Amount, FactValue, Span, Truth
from tests.entitlements.conftest import DAY

SLOW = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
STATES = ("TX", "CA", "NY", "AK", "HI", "KS", "NJ", "IN", "PR")
ZIPS = ("75201", "11226", "42223", "99501", "00000")


def told(definition: FactDefinition) -> st.SearchStrategy[FactValue]:
    """Any value that could be told for a fact, exact, a range or refused."""
    absent = st.sampled_from([Absent("refused"), Absent("not_known")])
    if definition.kind == kinds.YES_NO:
        return st.one_of(st.booleans(), absent)
    if definition.kind == kinds.CODE:
        codes = {"state": STATES, "zip": ZIPS, "county": ("36047", "02020", "48113")}.get(definition.id)
        return st.one_of(st.sampled_from(codes or sorted(definition.codes)), absent)
    if definition.kind in kinds.MONIES:
        period = "once" if definition.kind == kinds.MONEY else "month"
        cents = st.integers(0, 900_000)
        ends = st.tuples(cents, cents).map(sorted)
        return st.one_of(
            cents.map(lambda c: Amount(c, c, period)), ends.map(lambda e: Amount(e[0], e[1], period)), absent
        )
    low, high = (0, 95) if definition.kind == kinds.YEARS else (0, 6)
    counts = st.integers(max(low, 1) if definition.id == "size" else low, high)
    return st.one_of(counts, st.tuples(counts, counts).map(sorted).map(lambda e: Span(e[0], e[1])), absent)


def rows(rulebook: Rulebook, data: st.DataObject) -> list[Row]:
    """Some facts of a household of one to four people, as a talk or a caseworker might leave them."""
    people = data.draw(st.integers(1, 4))
    found: list[Row] = [(HOUSEHOLD, "size", people)] if data.draw(st.booleans()) else []
    for definition in rulebook.rules.facts.values():
        holders = [f"p{index}" for index in range(people)] if definition.per_member else [HOUSEHOLD]
        for holder in holders:
            if definition.id not in ("size", "pregnant") and data.draw(st.integers(0, 2)) > 0:
                found.append((holder, definition.id, data.draw(told(definition))))
    return found


@pytest.fixture(scope="module")
def book(rulebook: Rulebook) -> Rulebook:
    return rulebook


@SLOW
@given(data=st.data())
def test_any_household_gets_an_outcome_and_a_question_that_can_help(book: Rulebook, data: st.DataObject) -> None:
    household = Household.from_facts(rows(book, data))
    for found in book.determine(household, DAY):
        assert found.outcome in OUTCOMES
        assert found.amount_low is None or found.amount_high is None or 0 <= found.amount_low <= found.amount_high
        if found.outcome == NEED_MORE:
            assert found.missing
    question = book.next_question(household, DAY)
    if question is not None:
        holders = [filled.partition(".") for filled in question.fills]
        assert any(holder == "each" or (HOUSEHOLD, fact) not in household.facts for holder, _, fact in holders)
    elif any(found.outcome == NEED_MORE for found in book.determine(household, DAY, book.talked())):
        raise AssertionError("more is needed but nothing is asked")


@SLOW
@given(data=st.data())
def test_a_decision_made_early_stands_whatever_is_told_later(book: Rulebook, data: st.DataObject) -> None:
    """Yes and no under missing facts are the yes and no under any completion of them."""
    some = rows(book, data)
    before = {found.program: found for found in book.determine(Household.from_facts(some), DAY)}
    held = {(member, fact) for member, fact, _ in some}
    household = Household.from_facts(some)
    more: list[Row] = [
        (HOUSEHOLD, name, data.draw(told(definition)))
        for name, definition in book.rules.facts.items()
        if not definition.per_member
        and name != "size"
        and (HOUSEHOLD, name) not in held
        and definition.otherwise is None
    ]
    after = {found.program: found for found in book.determine(household.with_rows(more), DAY)}
    for program, found in before.items():
        for first, later in zip(found.findings, after[program].findings, strict=True):
            if first.truth is not Truth.UNKNOWN:
                assert later.truth is first.truth, (program, first.condition)
        if found.outcome == UNLIKELY:
            assert after[program].outcome == UNLIKELY


# Tax credits begin at some income, so there more money can turn a no into a yes (26 USC 24(d), 32(a), 36B(c)(1)(A)).
BEGIN_AT_SOME_INCOME = {"aca_credit", "ctc", "eitc"}


@SLOW
@given(data=st.data(), extra=st.integers(1, 300_000))
def test_more_income_never_turns_a_no_into_a_yes(book: Rulebook, data: st.DataObject, extra: int) -> None:
    some = [row for row in rows(book, data) if row[1] not in ("earned_income", "other_income")]
    less, more = sorted((data.draw(st.integers(0, 700_000)), data.draw(st.integers(0, 700_000)) + extra))
    outcomes = []
    for cents in (less, more):
        income: list[Row] = [
            (HOUSEHOLD, "earned_income", Amount(0, 0, "month")),
            (HOUSEHOLD, "other_income", Amount(cents, cents, "month")),
        ]
        outcomes.append({each.program: each for each in book.determine(Household.from_facts([*some, *income]), DAY)})
    for program in outcomes[0].keys() - BEGIN_AT_SOME_INCOME:
        poorer, richer = outcomes[0][program], outcomes[1][program]
        assert not (poorer.outcome == UNLIKELY and richer.outcome == LIKELY), program
        for first, later in zip(poorer.findings, richer.findings, strict=True):
            assert not (first.truth is Truth.NO and later.truth is Truth.YES), (program, first.condition)


@SLOW
@given(data=st.data())
def test_the_quick_way_to_the_next_question_changes_nothing(book: Rulebook, data: st.DataObject) -> None:
    """Values kept from before an answer are those that working everything out anew would give."""
    some = rows(book, data)
    household = Household.from_facts(some)
    name = data.draw(
        st.sampled_from(sorted(n for n, d in book.rules.facts.items() if not d.per_member and n != "size"))
    )
    after = household.with_rows([(HOUSEHOLD, name, data.draw(told(book.rules.facts[name])))])
    for program in book.programs():
        run = evaluation(book.rules, program, household, DAY)
        judge(book.rules, program, run)
        anew = evaluation(book.rules, program, after, DAY)
        kept = run.after(after, frozenset({name}), anew.held)
        assert judge(book.rules, program, kept) == judge(book.rules, program, anew)


def test_all_days_of_the_figures_are_covered(book: Rulebook) -> None:
    for day in (
        date(2026, 2, 1),
        date(2026, 6, 30),
        date(2026, 7, 1),
        date(2026, 9, 30),
        date(2026, 10, 1),
        date(2027, 1, 1),
    ):
        found = [each.program for each in book.determine(Household.from_facts([(HOUSEHOLD, "state", "TX")]), day)]
        assert found == [each.id for each in book.programs(day)]
