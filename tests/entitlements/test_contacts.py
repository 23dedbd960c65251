"""Offices of a program in a state: only from rows that somebody opened, and not for longer than 90 days."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from entitlements.checking import stale
from entitlements.contacts import LOOK_AGAIN_AFTER, offices
from entitlements.errors import RuleSourceError
from entitlements.pack import compile_rules
from entitlements.rulebook import Rulebook
from entitlements.showing import program_page
from entitlements.source import read

OPENED = date(2026, 12, 1)
ROW = """
tx_wic_phone:
  of: {program: wic, state: TX, agency: Texas WIC}
  kind: phone
  value: '8005550123'
  source_page: https://example.gov/wic
  read_on: 2026-11-21
  verified_on: 2026-12-01
"""


@pytest.fixture
def folder(rules_folder: Path, tmp_path: Path) -> Path:
    made = Path(shutil.copytree(rules_folder, tmp_path / "us"))
    (made / "contacts").mkdir(exist_ok=True)
    (made / "contacts" / "made_up.yml").write_text(ROW)
    return made


def test_an_office_is_said_after_it_was_opened_and_for_90_days(folder: Path) -> None:
    rulebook = compile_rules(folder)
    (office,) = [each for each in offices(rulebook.rules.contacts, "wic", "TX") if each.name == "tx_wic_phone"]
    assert (office.agency, office.kind, office.value) == ("Texas WIC", "phone", "8005550123")
    last = OPENED + LOOK_AGAIN_AFTER
    assert office.may_be_said(OPENED) and office.may_be_said(last)
    assert not office.may_be_said(OPENED - timedelta(days=1)) and not office.may_be_said(last + timedelta(days=1))
    assert "8005550123 [said to people" in program_page(rulebook, "wic", "TX", OPENED)
    assert "8005550123 [not said" in program_page(rulebook, "wic", "TX", last + timedelta(days=1))
    assert offices(rulebook.rules.contacts, "wic", "OK") == ()


def test_a_contact_past_its_90_days_is_listed_under_its_program(folder: Path) -> None:
    rulebook = compile_rules(folder)
    assert "contacts.tx_wic_phone" not in {each.name for each in stale(rulebook, OPENED + LOOK_AGAIN_AFTER)}
    (due,) = [
        each
        for each in stale(rulebook, OPENED + LOOK_AGAIN_AFTER + timedelta(days=1))
        if each.name == "contacts.tx_wic_phone"
    ]
    assert due.programs == ("wic",)
    assert due.since == OPENED + LOOK_AGAIN_AFTER


def test_stale_figures_name_the_programs_that_they_serve(rulebook: Rulebook) -> None:
    serves = {each.name: each.programs for each in stale(rulebook, date(2028, 1, 1))}
    assert serves["snap.max_allotment"] == ("snap",)
    assert {"snap", "wic", "lifeline"} <= set(serves["hhs.poverty_guideline"])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("state: TX", "state: XX", "'XX' is not a state"),
        ("program: wic", "program: nothing", "'nothing' does not exist"),
        ("kind: phone", "kind: pigeon", "'pigeon' is not one of phone, site, tty"),
        ("tx_wic_phone", "help_211", "stands twice"),
        ("  of: {program: wic, state: TX, agency: Texas WIC}\n", "", "a label"),
        ("  source_page: https://example.gov/wic\n", "", "'source_page' is missing"),
    ],
)
def test_a_contact_that_could_mislead_is_refused(folder: Path, old: str, new: str, words: str) -> None:
    (folder / "contacts" / "made_up.yml").write_text(ROW.replace(old, new))
    with pytest.raises(RuleSourceError, match=words):
        compile_rules(folder)


def test_offices_stand_in_the_file_of_their_program(rules_folder: Path) -> None:
    for path in sorted((rules_folder / "contacts").glob("*.yml")):
        for name, item in read(path, rules_folder).entries():
            of = item.fields(("kind", "value", "source_page", "read_on", "verified_on", "of"))["of"]
            program, state = (dict(of.entries())[key].text() for key in ("program", "state"))
            assert program == path.stem
            assert name.startswith(f"{state.lower()}_{program}_")
