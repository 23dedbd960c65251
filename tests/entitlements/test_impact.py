"""Who would gain, lose or get another amount under changed rules, and the reason that is given."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from entitlements.household import Household, Row
from entitlements.impact import Impact, impact, impact_lines
from entitlements.pack import build, compile_rules, rules_or_pack
from entitlements.values import Amount

DAY = date(2026, 11, 15)
Change = Callable[[str, str, str], Path]


@pytest.fixture
def change(rules_folder: Path, tmp_path: Path) -> Change:
    """The rule files with one text replaced."""

    def changed(file: str, old: str, new: str) -> Path:
        copy = Path(shutil.copytree(rules_folder, tmp_path / "new"))
        text = (copy / file).read_text(encoding="utf-8")
        assert old in text
        (copy / file).write_text(text.replace(old, new), encoding="utf-8")
        return copy

    return changed


def household(pay: int) -> Household:
    rows: list[Row] = [
        ("household", "state", "TX"),
        ("household", "size", 2),
        ("household", "earned_income", Amount(pay * 100, pay * 100, "month")),
        ("household", "other_income", Amount(0, 0, "month")),
        ("household", "anyone_pregnant", False),
        ("household", "anyone_self_employed", False),
        *[("household", f"receives_{name}", False) for name in ("snap", "tanf", "medicaid", "ssi", "housing_help")],
        ("p0", "age", 30),
        ("p1", "age", 2),
    ]
    return Household.from_facts(rows)


def seen(old: Path, new: Path, *pays: int) -> Impact:
    named = ((f"H{pay}", household(pay)) for pay in pays)
    return impact(compile_rules(old), compile_rules(new), named, DAY)


def test_a_raised_limit_is_a_gain_with_its_figure(rules_folder: Path, change: Change) -> None:
    found = seen(rules_folder, change("figures/wic.yml", "value: 1.85", "value: 1.95"), 2000, 3400, 9000)
    assert [(each.household, each.program, each.kind) for each in found.changes] == [("H3400", "wic", "gained")]
    reasons = " ".join(found.changes[0].reasons)
    assert "income_or_program was no, is yes" in reasons
    assert "37/20 became 39/20" in reasons and "7 CFR 246.7" in reasons
    assert found.households == 3
    assert list(impact_lines(found, 1))[-1] == "1 of 3 households come out otherwise."
    assert any("H3400" in line for line in impact_lines(found, 1))
    assert not any("H3400" in line for line in impact_lines(found, 0))


def test_a_lowered_limit_is_a_loss(rules_folder: Path, change: Change) -> None:
    found = seen(rules_folder, change("figures/wic.yml", "value: 1.85", "value: 1.0"), 2000, 100)
    assert [(each.household, each.kind, each.before, each.after) for each in found.changes] == [
        ("H2000", "lost", "likely", "unlikely")
    ]


def test_another_amount_names_the_figure_that_only_the_amount_reads(rules_folder: Path, change: Change) -> None:
    found = seen(rules_folder, change("figures/lifeline.yml", "value: 9.25", "value: 10.25"), 1000)
    assert [(each.program, each.kind, each.before, each.after) for each in found.changes] == [
        ("lifeline", "amount", "$9.25 a month", "$10.25 a month")
    ]
    assert "changed (" in found.changes[0].reasons[0]


def test_a_program_that_goes_is_a_loss(rules_folder: Path, change: Change) -> None:
    copy = change("programs/wic.yml", "id: wic", "id: wic")
    (copy / "programs" / "wic.yml").unlink()
    for file in ("topics.yml", "examples/wic.yml"):
        text = (copy / file).read_text(encoding="utf-8")
        (copy / file).write_text(text.replace("wic, ", "").replace(", wic", "").replace("[wic]", "[snap]"))
    (copy / "examples" / "wic.yml").unlink()
    found = seen(rules_folder, copy, 2000)
    assert found.only_old == ("wic",)
    assert [(each.program, each.kind) for each in found.changes] == [("wic", "lost")]
    assert found.changes[0].reasons == ("the program is not in the new rules",)


def test_the_same_rules_change_nothing_as_folder_or_pack(rules_folder: Path, tmp_path: Path) -> None:
    pack = tmp_path / build(rules_folder, tmp_path)
    found = impact(rules_or_pack(pack), rules_or_pack(rules_folder), [("H", household(2000))], DAY)
    assert (found.households, found.changes) == (1, ())
