"""The rulebook as built from the rule files, once for all tests of this room."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from entitlements.pack import compile_rules
from entitlements.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
RULES = ROOT / "entitlements" / "us"
REFERENCE = Path(__file__).parent / "reference" / "us_reference_2026.jsonl.gz"
DAY = date(2026, 11, 15)


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return compile_rules(RULES)


@pytest.fixture(scope="session")
def rules_folder() -> Path:
    return RULES


@pytest.fixture(scope="session")
def reference() -> Path:
    return REFERENCE


@pytest.fixture(scope="session")
def day() -> date:
    return DAY
