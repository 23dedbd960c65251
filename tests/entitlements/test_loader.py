"""The loader refuses what could mislead somebody, and says where it stands and how to mend it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from entitlements.checking import check, unused
from entitlements.errors import RuleSourceError
from entitlements.pack import compile_rules
from entitlements.rulebook import Rulebook


@pytest.fixture
def copy(rules_folder: Path, tmp_path: Path) -> Path:
    """The rule files, free to be spoilt."""
    return Path(shutil.copytree(rules_folder, tmp_path / "us"))


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file} any more"
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


LIFELINE, WIC = "programs/lifeline.yml", "programs/wic.yml"
LIMITS = "figures/wic.yml"


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (LIMITS, "      source: 7 CFR 246.7(d)(1)(i); 42 USC 1758(b)(1)(A)(ii)\n", "", "'source' is missing"),
        (LIMITS, "kind: number", "kind: share", "kind 'share' is not known"),
        (LIMITS, "kind: number\n", "", "'kind' is missing"),
        (LIMITS, "value: 1.85", "value: 185%", "is not a number"),
        (LIMITS, "value: 1.85", "value: 1.85\n      values: {a: 1}", "exactly one of"),
        (LIMITS, "to: 2026-06-30", "to: 2026-06-20", "leave days uncovered"),
        (LIMITS, "to: 2026-06-30", "to: 2026-07-05", "overlap"),
        (LIMITS, "      to: 2026-06-30\n", "      review_by: 2026-06-30\n", "only the last period"),
        (LIMITS, "      to: 2027-06-30\n", "", "review_by"),
        (LIMITS, "from: 2026-07-01", "from: July 2026", "is not a date"),
        (LIMITS, "by: [guideline_region, people]", "by: [planet, people]", "neither people nor digits"),
        (LIMITS, "figure: hhs.poverty_guideline, on: 2025-02-01", "figure: hhs.nothing, on: 2025-02-01", "stand above"),
        ("figures/hhs.yml", "AK: alaska, HI: hawaii, other: contiguous", "AK: alaska, HI: hawaii", "has no value"),
        ("figures/hhs.yml", "AK: alaska", "ZZ: alaska", "is not a state"),
        ("figures/places.yml", "'010-027': MA", "'010-027': MA\n        '026': RI", "defined twice"),
        ("facts.yml", "homeless: {of: household", "homeless: {of: house", "household or member"),
        ("facts.yml", "codes: state + territory", "codes: states", "is not in codes.yml"),
        (LIFELINE, "es: Lifeline (descuento de teléfono o internet)", "fr: x", "translation 'es' is missing"),
        (LIFELINE, "worth: 9.25", "worth: 9.255", "whole number of cents"),
        (LIFELINE, "worth: 9.25", "worth: 9.25\nprice: 3", "'price' is not known here"),
        (LIFELINE, "id: lifeline\n", "id: lifeline\nid: lifeline\n", "is repeated"),
        (LIFELINE, "conversion: fifty_two_weeks", "conversion: lunar", "not in conversions.yml"),
        (LIFELINE, "contact: lifeline_apply", "contact: nobody", "not in contacts.yml"),
        (LIFELINE, "counted_income <= income_limit\n", "earned_income <= income_limit\n", "cannot mix money per month"),
        (LIFELINE, "counted_income <= income_limit\n", "counted_income <= limt\n", "not a fact, a value or a figure"),
        (LIFELINE, "counted_income <= income_limit\n", "counted_income <= 21546\n", "cannot mix"),
        (LIFELINE, "terms: [size, counted_income", "terms: [guideline_region", "not a number of the household"),
        (LIFELINE, "  by_program:\n", "  rent:\n    kind: people\n    rule: size\n    source: x\n  by_program:\n",
         "already the name of a fact"),
        (WIC, "rule: size + expected_babies", "rule: eats_together + expected_babies", "needs itself"),
        (WIC, "kind: people\n    rule: size", "kind: years\n    rule: size", "years is declared"),
        (WIC, "      unknown: {en: It depends on your income", "      other: {en: It depends on it", "not known here"),
        ("questions.yml", "skip_if_held: zip", "skip_if_held: household.zip", "not a fact of facts.yml"),
        ("questions.yml", "[household.size, each.age]", "[household.sise, each.age]", "household.FACT or each.FACT"),
        ("questions.yml", "[household.size, each.age]", "[household.size, household.age]", "household.FACT or each"),
        ("topics.yml", "phone: [lifeline]", "phone: [telephone]", "program 'telephone' does not exist"),
        ("conversions.yml", "week: 4.3", "wek: 4.3", "'wek' is not known here"),
        ("contacts.yml", "  read_on: 2026-11-21\n", "", "'read_on' is missing"),
        (WIC, "      unknown: {en: It depends on whether somebody is pregnant or under 5., es: Depende de si "
         "alguien está embarazada o tiene menos de 5 años.}\n", "", "sentence for 'unknown' is missing"),
        (WIC, "id: wic", "id: [wic", "not readable as YAML"),
    ],
)  # fmt: skip
def test_refused_with_file_and_line(copy: Path, file: str, old: str, new: str, words: str) -> None:
    spoil(copy, file, old, new)
    with pytest.raises(RuleSourceError) as caught:
        compile_rules(copy)
    assert words in str(caught.value)
    assert re.match(rf"{re.escape(file)}:\d+: ", str(caught.value))


def test_the_line_named_is_the_line_of_the_fault(copy: Path) -> None:
    spoil(copy, LIMITS, "value: 1.85", "value: much")
    lines = (copy / LIMITS).read_text(encoding="utf-8").splitlines()
    with pytest.raises(RuleSourceError) as caught:
        compile_rules(copy)
    assert lines[caught.value.line - 1].strip() == "value: much"


def test_the_rules_have_no_problem(rules_folder: Path) -> None:
    assert check(rules_folder) == []


def test_an_untested_condition_and_a_wrong_example_are_problems(copy: Path) -> None:
    spoil(copy, "examples/lifeline.yml", "amount: 9.25", "amount: 9.26")
    spoil(copy, "examples/wic.yml", "outcome: unlikely", "outcome: likely")
    problems = check(copy)
    assert any("lifeline" in problem and "expected (926, 926)" in problem for problem in problems)
    assert any("wic" in problem and "expected likely" in problem for problem in problems)


def test_a_moved_limit_is_found_by_the_boundary_cases(copy: Path) -> None:
    spoil(copy, LIMITS, "value: 1.85", "value: 1.8501")
    assert any("beside its limit" in problem for problem in check(copy))


def test_an_unused_figure_is_a_problem(copy: Path) -> None:
    extra = "\nwic.idle:\n  kind: number\n  periods: [{from: 2026-01-01, source: x, review_by: 2027-01-01, value: 2}]\n"
    with (copy / LIMITS).open("a", encoding="utf-8") as file:
        file.write(extra)
    assert any("figures.wic.idle is used by no rule" in problem for problem in check(copy))


def test_shared_values_may_stand_in_files_of_their_own(copy: Path) -> None:
    (copy / "values").mkdir(exist_ok=True)
    value = "spare:\n  kind: people\n  rule: size\n  source: x\n"
    (copy / "values" / "spare.yml").write_text(value, encoding="utf-8")
    assert "spare" in compile_rules(copy).rules.values
    (copy / "values" / "twice.yml").write_text("\n" + value, encoding="utf-8")
    with pytest.raises(RuleSourceError, match=r"twice\.yml:2: 'spare' is defined twice"):
        compile_rules(copy)


def test_everything_declared_is_used(rulebook: Rulebook) -> None:
    assert unused(rulebook) == []
