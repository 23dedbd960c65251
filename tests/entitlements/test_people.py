"""A program that looks at each person: outcomes, categories and yearly amounts per person, and their comparison."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from entitlements.comparing import compare, expectations
from entitlements.determination import Determination
from entitlements.errors import RuleSourceError
from entitlements.household import Household, Row
from entitlements.pack import compile_rules
from entitlements.rulebook import Rulebook

DAY = date(2026, 11, 15)
PROGRAM = """
id: toddlers
name: {en: Toddlers, es: Toddlers}
agency: Nobody
description: {en: A test., es: Una prueba.}
documents: [{en: an ID, es: una identificación}]
how_to_apply: {en: Call., es: Llame.}
contact: lifeline_apply
worth: 1
conversion: fifty_two_weeks
source: none
effective_from: 2026-01-01
verified_on: null
known_gaps: []
talk: false
values:
  small: {of: member, kind: yes_no, rule: age < 3, source: none}
  region: {of: member, kind: code, rule: guideline_region, source: none}
  worth_of:
    of: member
    kind: money per year
    rule: if small then wic.poverty_guideline[guideline_region, 1] else 0
    source: none
people: {rule: small, category: region, amount: worth_of}
refer:
  - {id: far, rule: "state = 'PR'", because: {yes: {en: Ask., es: Pregunte.}}, source: none}
conditions:
  - id: any_small
    rule: any member (small)
    because: {yes: {en: Y., es: S.}, no: {en: N., es: N.}, unknown: {en: U., es: D.}}
    source: none
amount: {rule: sum members (worth_of), period: year, settled_within: 12, source: none}
"""


@pytest.fixture
def folder(rules_folder: Path, tmp_path: Path) -> Path:
    made = Path(shutil.copytree(rules_folder, tmp_path / "us"))
    (made / "programs" / "toddlers.yml").write_text(PROGRAM)
    return made


@pytest.fixture
def toddlers(folder: Path) -> Rulebook:
    return compile_rules(folder)


def found(rulebook: Rulebook, state: str, *ages: int) -> Determination:
    rows: list[Row] = [("household", "state", state), ("household", "size", len(ages))]
    people = [(f"p{index}", "age", age) for index, age in enumerate(ages)]
    return rulebook.determine(Household.from_facts([*rows, *people]), DAY, ["toddlers"])[0]


def test_each_person_has_an_outcome_of_their_own(toddlers: Rulebook) -> None:
    determination = found(toddlers, "TX", 30, 2)
    mother, child = determination.people
    assert (mother.member, mother.outcome, mother.category, mother.amount_low) == ("p0", "unlikely", None, None)
    assert (child.member, child.outcome, child.category) == ("p1", "likely", "contiguous")
    assert determination.period == "year"
    assert child.amount_low == child.amount_high == determination.amount_low
    assert Determination.from_json(determination.to_json()) == determination


def test_a_referral_holds_for_everybody(toddlers: Rulebook) -> None:
    assert {person.outcome for person in found(toddlers, "PR", 30, 2).people} == {"ask_a_person"}


def test_a_person_is_no_sure_no_while_the_age_is_open(toddlers: Rulebook) -> None:
    rows: list[Row] = [("household", "state", "TX"), ("household", "size", 2)]
    household = Household.from_facts([*rows, ("p0", "age", 40), ("p1", "veteran", False)])
    people = toddlers.determine(household, DAY, ["toddlers"])[0].people
    assert [person.outcome for person in people] == ["unlikely", "need_more"]
    assert people[1].missing == ("p1.age",)


def test_the_talk_leaves_out_what_it_does_not_tell(toddlers: Rulebook) -> None:
    assert "toddlers" in {program.id for program in toddlers.programs()}
    assert "toddlers" not in toddlers.talked()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("rule: small, category", "rule: tall, category", "rule 'tall' is not a named value of a member"),
        ("category: region", "category: small", "of kind code"),
        ("period: year", "period: week", "per month or per year"),
        ("period: year, ", "", "kind money per month|money per month is declared"),
        ("talk: false", "talk: maybe", "true or false"),
    ],
)
def test_faults_are_refused(folder: Path, old: str, new: str, words: str) -> None:
    file = folder / "programs" / "toddlers.yml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    with pytest.raises(RuleSourceError, match=words):
        compile_rules(folder)


def test_people_are_compared_one_by_one(folder: Path) -> None:
    (folder / "reference.yml").write_text(
        "toddlers:\n  day: 2026-11-15\n  of: people\n  eligible: 'expected.t.{person}.group'\n  noes: [NONE]\n"
        "  category: 'expected.t.{person}.group'\n  categories: {LOWER: contiguous}\n"
        "  amount: 'expected.t.{person}.amount'\n  within: 12\n  only: {input.state: [TX]}\n"
        "  skip: {person.role: [guest]}\n"
    )
    people = [{"id": "p0", "role": "head"}, {"id": "p1", "role": "child"}, {"id": "p2", "role": "child"}]
    results = {
        "p0": {"group": "NONE", "amount": 0},
        "p1": {"group": "LOWER", "amount": 15_000},
        "p2": {"group": "ELSE", "amount": 1},
    }
    expected = {"t": results}
    line = {"input": {"id": "H1", "state": "TX", "people": people}, "expected": expected}
    guests = [{"id": "p0", "role": "guest"}, *people[1:]]
    guest = {"input": {"id": "H2", "state": "TX", "people": guests}, "expected": expected}
    far = {"input": {"id": "H3", "state": "FL", "people": people}, "expected": expected}
    unscored = {"input": {"id": "H4", "state": "TX", "people": people}, "expected": {"t": None}}
    rows: list[Row] = [("household", "state", "TX"), ("household", "size", 3)]
    household = Household.from_facts([*rows, ("p0", "age", 40), ("p1", "age", 2), ("p2", "age", 1)])
    lines = [(each, household) for each in (line, guest, far, unscored)]
    score = compare(compile_rules(folder), lines, expectations(folder))["toddlers"]
    assert (score.n, score.agreed) == (5, 5)
    assert (score.categories, score.categories_right) == (4, 2)
    kinds = [(each.household, each.kind, each.theirs) for each in score.differences]
    assert ("H1.p2", "category", "ELSE") in kinds
    assert ("H1.p2", "amount", "$1.00") in kinds


def test_a_category_of_the_household_is_told_and_some_outcomes_are_counted_apart(folder: Path) -> None:
    file = folder / "programs" / "toddlers.yml"
    kind = "  kind_of: {kind: code, rule: guideline_region, source: none}\npeople:"
    file.write_text(file.read_text().replace("talk: false", "talk: false\ncategory: kind_of").replace("people:", kind))
    rulebook = compile_rules(folder)
    assert found(rulebook, "TX", 2).category == "contiguous"
    assert found(rulebook, "TX", 9).category is None
    (folder / "reference.yml").write_text(
        "toddlers: {day: 2026-11-15, eligible: [expected.a, expected.b], apart: [ask_a_person]}\n"
    )
    rows: list[Row] = [("household", "size", 1), ("p0", "age", 2)]
    lines = [
        (
            {"input": {"id": state, "state": state}, "expected": {"a": False, "b": True}},
            Household.from_facts([*rows, ("household", "state", state)]),
        )
        for state in ("PR", "TX")
    ]
    score = compare(rulebook, lines, expectations(folder))["toddlers"]
    assert (score.n, score.apart, score.agreed, score.to_json()["agreement"]) == (2, 1, 1, 1.0)
