"""Medicaid, CHIP and the premium tax credit: agreement with the reference, and who of a family is covered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entitlements.comparing import Comparison, compare, expectations
from entitlements.determination import LIKELY, UNLIKELY
from entitlements.household import Household, Row
from entitlements.household_file import HouseholdFormat, households
from entitlements.rulebook import Rulebook
from entitlements.values import Amount

PROGRAMS = ("medicaid", "chip", "aca_credit")
SETTLED: Mapping[str, Any] = {
    "other_income": Amount(0, 0, "month"),
    "anyone_self_employed": False,
    "anyone_pregnant": False,
    "anyone_disabled": False,
    "anyone_covered_by_job": False,
    "receives_ssi": False,
}


@pytest.fixture(scope="module")
def scores(rulebook: Rulebook, rules_folder: Path, reference: Path) -> dict[str, Comparison]:
    lines = households(reference, HouseholdFormat.load(rules_folder))
    return compare(rulebook, lines, [each for each in expectations(rules_folder) if each.program in PROGRAMS])


@pytest.mark.parametrize(
    ("program", "scored", "agreement", "category_right"),
    [("medicaid", 2664, 0.99, 0.97), ("chip", 2669, 0.99, 0.97), ("aca_credit", 2712, 0.98, None)],
)
def test_agreement(
    scores: dict[str, Comparison], program: str, scored: int, agreement: float, category_right: float | None
) -> None:
    row = scores[program].to_json()
    assert row["n"] == scored
    assert isinstance(row["agreement"], float) and row["agreement"] >= agreement
    if category_right is not None:
        assert isinstance(row["category_right"], float) and row["category_right"] >= category_right


def outcomes(
    rulebook: Rulebook, program: str, on: date, told: Mapping[str, Any], people: list[dict[str, Any]]
) -> list[str]:
    """What each person comes out as."""
    rows: list[Row] = [("household", fact, value) for fact, value in {**SETTLED, "size": len(people), **told}.items()]
    rows += [(f"p{at}", fact, value) for at, person in enumerate(people) for fact, value in person.items()]
    found = rulebook.determine(Household.from_facts(rows), on, [program])[0]
    return [person.outcome for person in found.people]


def adult(status: str, role: str = "head", years: int = 1) -> dict[str, Any]:
    return {"age": 40, "role": role, "immigration": status, "years_in_status": years, "veteran": False}


def pay(dollars: int) -> Amount:
    return Amount(dollars * 100, dollars * 100, "month")


def test_the_child_is_covered_where_the_parents_are_not(rulebook: Rulebook, day: date) -> None:
    child = {"age": 8, "role": "child", "immigration": "citizen"}
    family = [adult("undocumented"), adult("undocumented", "spouse"), child]
    told = {"state": "TX", "earned_income": pay(1500)}
    assert outcomes(rulebook, "medicaid", day, told, family) == [UNLIKELY, UNLIKELY, LIKELY]


@pytest.mark.parametrize(
    ("status", "years", "before", "after"),
    [
        ("citizen", 0, LIKELY, LIKELY),
        ("refugee", 1, LIKELY, UNLIKELY),
        ("asylee", 1, LIKELY, UNLIKELY),
        ("parolee", 5, LIKELY, UNLIKELY),
        ("cuban_haitian_entrant", 1, LIKELY, LIKELY),
        ("cofa_migrant", 1, LIKELY, LIKELY),
        ("permanent_resident", 4, UNLIKELY, UNLIKELY),
        ("permanent_resident", 5, LIKELY, LIKELY),
        ("tps", 9, UNLIKELY, UNLIKELY),
    ],
)
def test_who_is_covered_by_status_before_and_after_october_2026(
    rulebook: Rulebook, status: str, years: int, before: str, after: str
) -> None:
    told = {"state": "AZ", "earned_income": pay(1000)}
    for on, expected in ((date(2026, 9, 30), before), (date(2026, 10, 1), after)):
        assert outcomes(rulebook, "medicaid", on, told, [adult(status, years=years)]) == [expected]


def test_a_veteran_does_not_wait(rulebook: Rulebook, day: date) -> None:
    told = {"state": "AZ", "earned_income": pay(1000)}
    person = {**adult("permanent_resident", years=1), "veteran": True}
    assert outcomes(rulebook, "medicaid", day, told, [person]) == [LIKELY]


def test_everybody_a_citizen_needs_no_status_of_anyone(rulebook: Rulebook, day: date) -> None:
    told = {"state": "OH", "earned_income": pay(1500), "all_citizens": True}
    assert outcomes(rulebook, "medicaid", day, told, [{"age": 40}, {"age": 9}]) == [LIKELY, LIKELY]


def test_what_was_not_told_is_never_a_no(rulebook: Rulebook, day: date) -> None:
    """Neither the other adult's place in the family nor an own business is known, so nobody hears a no."""
    rows: list[Row] = [
        ("household", "state", "TX"), ("household", "size", 3), ("household", "earned_income", pay(9000)),
        ("household", "all_citizens", True), ("p0", "age", 40), ("p1", "age", 38), ("p2", "age", 5),
    ]  # fmt: skip
    for found in rulebook.determine(Household.from_facts(rows), day, list(PROGRAMS)):
        assert found.outcome not in (LIKELY, UNLIKELY), found.program


@settings(max_examples=60, deadline=None)
@given(
    state=st.sampled_from(["TX", "OH", "CA", "WI", "NY", "GA", "MN", "CT"]),
    ages=st.lists(st.integers(0, 64), min_size=0, max_size=3),
    dollars=st.integers(0, 12000),
    more=st.integers(1, 4000),
)
def test_more_income_never_turns_a_no_into_a_yes(
    rulebook: Rulebook, day: date, state: str, ages: list[int], dollars: int, more: int
) -> None:
    people = [{"age": 35, "role": "head"}, *({"age": age, "role": "child"} for age in ages if age < 18)]
    told = {"state": state, "all_citizens": True}
    less = outcomes(rulebook, "medicaid", day, {**told, "earned_income": pay(dollars)}, people)
    then = outcomes(rulebook, "medicaid", day, {**told, "earned_income": pay(dollars + more)}, people)
    assert all(after != LIKELY for before, after in zip(less, then, strict=True) if before == UNLIKELY)


@settings(max_examples=60, deadline=None)
@given(state=st.sampled_from(["TX", "OH", "CA", "NY", "AL"]), age=st.integers(0, 64), dollars=st.integers(0, 9000))
def test_nobody_gets_two_of_the_three(rulebook: Rulebook, day: date, state: str, age: int, dollars: int) -> None:
    told = {"state": state, "all_citizens": True, "earned_income": pay(dollars)}
    people = [{"age": 35, "role": "head", "work_hours": 40}, {"age": min(age, 17), "role": "child"}]
    found = [outcomes(rulebook, program, day, told, people) for program in PROGRAMS]
    assert all(each.count(LIKELY) <= 1 for each in zip(*found, strict=True))


def told_for_the_home(line: Mapping[str, Any]) -> Household:
    """The household as people tell it by text: ages, sums for the home, and yes or no for everybody at once."""
    people, counted = line["input"]["people"], line["debug"]["realised_receipt"]

    def total(*fields: str) -> Amount:
        cents = round(sum(person.get(field, 0) for person in people for field in fields) * 100)
        return Amount(cents, cents, "year")

    def anyone(*fields: str) -> bool:
        return any(person.get(field) for person in people for field in fields)

    aid = round((sum(counted["ssi_monthly"].values()) + counted["tanf_monthly"]) * 1200)
    support = total("child_support_received").low + aid
    other = total("unemployment", "social_security_retirement", "social_security_disability", "pension", "interest").low
    savings = line["input"]["liquid_assets"] * 100
    facts: dict[str, Any] = {
        "state": line["input"]["state"],
        "size": len(people),
        "earned_income": total("wages", "self_employment"),
        "other_income": Amount(other + support, other + support, "year"),
        "uncounted_income": Amount(support, support, "year"),
        "anyone_self_employed": anyone("self_employment"),
        "anyone_pregnant": anyone("pregnant", "breastfeeding"),
        "anyone_expecting": anyone("pregnant"),
        "anyone_disabled": anyone("disabled", "ssi_disability", "blind") or any(counted["ssi_monthly"].values()),
        "anyone_unable_to_work": anyone("ssi_disability", "blind"),
        "anyone_covered_by_job": anyone("has_esi"),
        "receives_ssi": any(counted["ssi_monthly"].values()),
        "receives_tanf": counted["tanf_monthly"] > 0,
        "lives_with_spouse": any(person["role"] == "spouse" for person in people),
        "all_citizens": all(person.get("immigration", "CITIZEN") == "CITIZEN" for person in people),
        "savings": Amount(savings, savings, "once"),
        "child_works": False,
    }
    rows: list[Row] = [("household", fact, value) for fact, value in facts.items()]
    return Household.from_facts([*rows, *((f"p{at}", "age", person["age"]) for at, person in enumerate(people))])


def test_sums_told_for_the_home_never_end_in_a_wrong_answer(
    rulebook: Rulebook, rules_folder: Path, reference: Path, day: date
) -> None:
    """Whoever tells less may hear a question or a worker, but nobody hears the contrary of what all facts would say."""
    lines = list(households(reference, HouseholdFormat.load(rules_folder)))[::3]
    settled = 0
    for line, household in lines:
        told = rulebook.determine(told_for_the_home(line), day, list(PROGRAMS))
        full = rulebook.determine(household, day, list(PROGRAMS))
        for less, more in zip(told, full, strict=True):
            settled += less.outcome in (LIKELY, UNLIKELY)
            assert {less.outcome, more.outcome} != {LIKELY, UNLIKELY}, (line["input"]["id"], less.program)
            for one, other in zip(less.people, more.people, strict=True):
                assert one.outcome != UNLIKELY or other.outcome == UNLIKELY, (line["input"]["id"], less.program)
    assert settled >= 0.7 * len(PROGRAMS) * len(lines)
