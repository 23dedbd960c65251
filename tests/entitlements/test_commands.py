"""The commands of policy staff print what they promise and end with the right code."""

from __future__ import annotations

import gzip
import json
from itertools import islice
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from assistant.commands import rules, screen
from assistant.commands.errors import CommandError
from entitlements.pack import compile_rules
from tests.entitlements.conftest import RULES

app = typer.Typer()
app.add_typer(rules.app, name="rules")
app.command("screen")(screen.screen)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture(scope="module")
def some(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first reference households."""
    file = tmp_path_factory.mktemp("reference") / "some.jsonl"
    with gzip.open(reference, "rt", encoding="utf-8") as lines:
        file.write_text("".join(islice(lines, 12)), encoding="utf-8")
    return file


def test_check_and_examples() -> None:
    assert "The rules are in order." in run("rules", "check").output
    assert "examples come out as written" in run("rules", "examples").output


def test_check_fails_on_a_problem(tmp_path: Path, rules_folder: Path) -> None:
    copy = tmp_path / "us"
    for file in rules_folder.rglob("*.yml"):
        target = copy / file.relative_to(rules_folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.read_text(encoding="utf-8").replace("amount: 589", "amount: 590"), encoding="utf-8")
    done = run("rules", "check", "--rules", str(copy))
    assert isinstance(done.exception, CommandError)
    assert "examples/snap.yml:" in done.output


def test_explain_and_show() -> None:
    explained = run("rules", "explain", "wic", "--lang", "es").output
    assert "7 CFR 246.7(c)" in explained and "embarazadas" in explained
    shown = run("rules", "show", "snap", "--state", "ny", "--on", "2026-11-21").output
    assert "snap.shelter_cap: $769" in shown
    assert "https://www.fns.usda.gov/snap/allotment/cola/fy27" in shown
    assert run("rules", "show", "snap", "--state", "XX", "--on", "2026-11-21").exit_code != 0


def test_stale() -> None:
    found = run("rules", "stale", "--on", "2026-11-21").output
    assert "snap.utility_phone: projected" in found
    assert found.index("snap\n  2026-") < found.index("snap.utility_phone"), "figures stand under their program"


def test_build(tmp_path: Path) -> None:
    sha = run("rules", "build", str(tmp_path)).output.strip()
    assert (tmp_path / sha / "pack.json").exists()


def test_compare_prints_exactly_these_keys(some: Path) -> None:
    found = json.loads(run("rules", "compare", str(some), "--json").output)
    assert set(found) >= {"lifeline", "snap", "wic"}
    keys = ["n", "agreement", "apart", "false_no", "false_yes", "unknown", "category_right", "amount_within"]
    for row in found.values():
        assert list(row) == keys
    assert found["snap"]["n"] == 12
    assert "stated_receipt" in run("rules", "compare", str(some)).output


def test_interview(some: Path) -> None:
    found = json.loads(run("rules", "interview", str(some), "--json", "--every", "6").output)
    assert found["honest"]["n"] == 2
    assert found["honest"]["settled_share"][0] == 0
    assert found["honest"]["settled_share"][-1] > 0
    assert "of the worth settled" in run("rules", "interview", str(some), "--every", "12").output


def test_screen_names_the_household_it_cannot_read(tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl"
    file.write_text('{"facts": []}\n{"facts": [["household", "sate", "TX"]]}\n', encoding="utf-8")
    done = run("screen", str(file), "--on", "2026-11-21")
    assert isinstance(done.exception, CommandError)
    assert "two.jsonl, household 2: household.sate is not a fact" in str(done.exception)
    assert run("screen", str(tmp_path / "none.jsonl"), "--on", "2026-11-21").exit_code == 2


def test_screen_prints_one_list_a_line(some: Path) -> None:
    done = run("screen", str(some), "--on", "2026-11-21")
    lines = [json.loads(line) for line in done.output.splitlines()]
    assert len(lines) == 12
    assert {each["program"] for each in lines[0]} == set(compile_rules(RULES).rules.programs)


def test_impact(rules_folder: Path, some: Path, tmp_path: Path) -> None:
    copy = tmp_path / "us"
    for file in rules_folder.rglob("*.yml"):
        target = copy / file.relative_to(rules_folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.read_text(encoding="utf-8").replace("value: 9.25", "value: 5"), encoding="utf-8")
    arguments = ("rules", "impact", str(rules_folder), str(copy), "--on", "2026-11-15", "--households", str(some))
    said = run(*arguments, "--most", "1").output
    assert "lifeline: amount" in said and "$9.25 a month -> $5 a month" in said
    listed = json.loads(run(*arguments, "--json").output)
    assert {row["program"] for row in listed} == {"lifeline"} and all(row["reasons"] for row in listed)
    nowhere = run("rules", "impact", str(rules_folder), str(tmp_path / "none"), "--on", "2026-11-15")
    assert nowhere.exit_code != 0
