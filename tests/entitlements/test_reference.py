"""Agreement with the reference households, and that every difference is explained and listed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from entitlements.comparing import Comparison, compare, expectations, stated_receipt
from entitlements.differences import load_reasons, page, resolved, unexplained
from entitlements.errors import HouseholdFileError
from entitlements.household import Household
from entitlements.household_file import HouseholdFormat, households
from entitlements.rulebook import Rulebook
from entitlements.values import Amount
from tests.entitlements.conftest import ROOT

Lines = list[tuple[Mapping[str, Any], Household]]


@pytest.fixture(scope="module")
def form(rules_folder: Path) -> HouseholdFormat:
    return HouseholdFormat.load(rules_folder)


@pytest.fixture(scope="module")
def lines(reference: Path, form: HouseholdFormat) -> Lines:
    return list(households(reference, form))


@pytest.fixture(scope="module")
def scores(rulebook: Rulebook, rules_folder: Path, lines: Lines) -> dict[str, Comparison]:
    return compare(rulebook, lines, expectations(rules_folder))


@pytest.mark.parametrize(
    ("program", "agreement", "amount_within"), [("lifeline", 0.995, None), ("wic", 0.995, None), ("snap", 0.998, 0.99)]
)
def test_agreement(scores: dict[str, Comparison], program: str, agreement: float, amount_within: float | None) -> None:
    row = scores[program].to_json()
    assert row["n"] == 1200
    assert isinstance(row["agreement"], float) and row["agreement"] >= agreement
    assert row["false_no"] == 0
    assert row["unknown"] == 0
    if amount_within is not None:
        assert isinstance(row["amount_within"], float) and row["amount_within"] >= amount_within


@pytest.mark.parametrize(
    ("program", "agreement", "false_noes"),
    [("school_meals", 0.995, 1), ("head_start", 0.995, 0), ("tanf", 1, 0), ("child_care", 1, 0)],
)
def test_agreement_where_a_worker_checks_the_rest(
    scores: dict[str, Comparison], program: str, agreement: float, false_noes: int
) -> None:
    """What a worker must check counts apart; each false no has its citation in differences.yml."""
    row = scores[program].to_json()
    assert isinstance(row["agreement"], float) and row["agreement"] >= agreement
    assert scores[program].count("false_no") <= false_noes
    assert row["unknown"] == 0


def test_energy_help_says_no_only_over_the_federal_ceiling(scores: dict[str, Comparison]) -> None:
    score = scores["liheap"]
    assert score.n > 500
    assert score.count("false_no") / score.n <= 0.005


def test_every_difference_has_its_citation(scores: dict[str, Comparison], rules_folder: Path) -> None:
    reasons = load_reasons(rules_folder)
    assert unexplained(scores, reasons) == []
    assert resolved(scores, reasons) == []


def test_the_page_of_known_differences_is_up_to_date(
    scores: dict[str, Comparison], rules_folder: Path, lines: Lines
) -> None:
    written = (ROOT / "docs" / "known-differences.md").read_text(encoding="utf-8")
    stated = len(stated_receipt(line for line, _ in lines))
    assert written == page(scores, load_reasons(rules_folder), stated), "run `handrail rules compare --write`"


def test_both_shapes_of_a_household_file(form: HouseholdFormat, tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl"
    person = {"role": "head", "age": 30, "wages": 12000}
    shapes: list[object] = [
        {"state": "TX", "people": [person], "rent_monthly": 500, "utilities": "phone_only",
         "currently_receives": {"snap": True}},
        {"facts": [["household", "state", "TX"], ["household", "rent", {"amount": [50000, 50000], "period": "month"}]]},
    ]  # fmt: skip
    file.write_text("".join(json.dumps(shape) + "\n\n" for shape in shapes), encoding="utf-8")
    first, second = (household for _, household in households(file, form))
    assert first.get("household", "rent") == second.get("household", "rent") == Amount(50000, 50000, "month")
    assert first.get("p0", "wages") == Amount(1200000, 1200000, "year")
    assert first.get("household", "receives_snap") is True
    assert first.get("household", "pays_heating") is False
    assert second.get("p0", "wages") is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("[1]", "expected an object"),
        ("{", "not JSON"),
        ('{"people": []}', "'people' is missing or empty"),
        ('{"people": [{"role": "head"}], "state": "TX", "rent_monthly": 1, "utilities": "none"}', "'age' is missing"),
        ('{"people": [{"role": "head", "age": "old"}], "state": "TX", "rent_monthly": 1}', "not years"),
        ('{"people": [{"role": "head", "age": 3}], "state": "TX", "rent_monthly": 1, "utilities": "gas"}', "not known"),
        ('{"facts": 3}', "not a list"),
        ('{"facts": [[1, 2]]}', "triple"),
        ('{"facts": [["household", "rent", {"amount": 3}]]}', "not a fact value"),
        ('{"facts": [["household", "size", 99]]}', "outside"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named_by_file_and_line(form: HouseholdFormat, tmp_path: Path, line: str, words: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"facts": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(HouseholdFileError, match=rf"bad\.jsonl:2: .*{words}"):
        list(households(file, form))
