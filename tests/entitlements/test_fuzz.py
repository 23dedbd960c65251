"""Whatever is written into a rule file, the loader refuses it by file and line or reads it; it never falls over."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entitlements.errors import RuleSourceError
from entitlements.language.parser import parse
from entitlements.language.tokens import ExpressionError
from entitlements.pack import compile_rules
from tests.entitlements.test_language import Names

WORDS = (
    "pay size homeless state age limit share and or not if then else in any all sum count member members "
    "( ) [ ] , + - * / <= = 'TX' 0 1.5 min told first_known yearly yes no"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_any_row_of_words_is_a_rule_or_is_refused(text: str) -> None:
    with contextlib.suppress(ExpressionError):
        assert parse(text, Names()).kind


@given(st.text(max_size=60))
def test_any_text_is_a_rule_or_is_refused(text: str) -> None:
    with contextlib.suppress(ExpressionError):
        assert parse(text, Names()).kind


@pytest.fixture(scope="module")
def spoilt(rules_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(rules_folder, tmp_path_factory.mktemp("rules") / "us"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_spoilt_line_is_read_or_refused_by_file_and_line(
    spoilt: Path, rules_folder: Path, data: st.DataObject
) -> None:
    names = sorted(
        path.relative_to(rules_folder).as_posix()
        for path in rules_folder.rglob("*.yml")
        if path.parent.name != "examples"
        and path.name not in ("reference.yml", "differences.yml", "household_file.yml")
    )
    name = data.draw(st.sampled_from(names))
    original = (rules_folder / name).read_text(encoding="utf-8")
    lines = original.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    change = data.draw(st.sampled_from(["drop", "double", "indent", "garble", "cut"]))
    changed = {
        "drop": [],
        "double": [lines[at], lines[at]],
        "indent": ["  " + lines[at]],
        "garble": [lines[at].replace(":", ": {", 1)],
        "cut": [lines[at][: len(lines[at]) // 2]],
    }[change]
    (spoilt / name).write_text("\n".join([*lines[:at], *changed, *lines[at + 1 :]]) + "\n", encoding="utf-8")
    try:
        compile_rules(spoilt)
    except RuleSourceError as error:
        assert error.line >= 1 and error.where.endswith(".yml")
    finally:
        (spoilt / name).write_text(original, encoding="utf-8")
