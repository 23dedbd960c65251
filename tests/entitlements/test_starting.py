"""A new program starts with every part to be written, cannot be built before, and is whole once they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from entitlements.checking import check
from entitlements.errors import RuleSourceError, StartError
from entitlements.starting import start_program

FILLED = (
    ("contact: ...", "contact: lifeline_apply"), ("conversion: ...", "conversion: fifty_two_weeks"),
    ("worth: ...", "worth: 10"), ("effective_from: ...", "effective_from: 2026-01-01"),
    ("rule: ...", "rule: monthly(wic.poverty_guideline[guideline_region, size])"), ("day: ...", "day: 2026-11-15"),
    ("limit: ...", "limit: 1330"), ("[...]", "[a law]"), ("...", "words"),
)  # fmt: skip


@pytest.fixture
def folder(rules_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rules_folder, tmp_path / "us"))


def test_a_new_program_is_refused_until_it_is_written_and_then_whole(folder: Path) -> None:
    before = check(folder)
    files = start_program(folder, "bus_pass")
    with pytest.raises(RuleSourceError, match=r"programs/bus_pass\.yml:\d+: \.\.\. is still to be written"):
        check(folder)
    for file in files:
        text = file.read_text(encoding="utf-8")
        for mark, words in FILLED:
            text = text.replace(mark, words)
        file.write_text(text.replace("  # true when", "  # when"), encoding="utf-8")
    assert check(folder) == before


@pytest.mark.parametrize("name", ["wic", "Bus", "../wic", "", "9to5"])
def test_a_taken_or_bad_name_is_refused_and_nothing_is_written(folder: Path, name: str) -> None:
    held = sorted(folder.rglob("*.yml"))
    with pytest.raises(StartError):
        start_program(folder, name)
    assert sorted(folder.rglob("*.yml")) == held
