"""No program has Python of its own: its name stands in the rule data only."""

from __future__ import annotations

import re

from entitlements.rulebook import Rulebook
from tests.entitlements.conftest import ROOT


def test_no_program_name_in_python(rulebook: Rulebook) -> None:
    names = re.compile(rf"\b({'|'.join(rulebook.rules.programs)})\b", re.IGNORECASE)
    files = [*(ROOT / "entitlements").rglob("*.py"), *(ROOT / "assistant" / "commands").glob("rules.py")]
    assert len(files) > 20
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if names.search(line)
    ]
    assert found == []
