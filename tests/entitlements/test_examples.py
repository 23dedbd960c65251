"""The examples of policy staff, one test each."""

from __future__ import annotations

from pathlib import Path

import pytest

from entitlements.examples import Example, load_examples, run_examples, untested
from entitlements.language.kinds import MONIES
from entitlements.pack import compile_rules
from entitlements.rulebook import Rulebook
from tests.entitlements.conftest import RULES

EXAMPLES = load_examples(RULES, compile_rules(RULES))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.program}: {example.name}")
def test_example(rulebook: Rulebook, example: Example) -> None:
    assert [str(failure) for failure in run_examples(rulebook, [example])] == []


def test_every_condition_is_shown_with_each_truth(rulebook: Rulebook, rules_folder: Path) -> None:
    assert untested(rulebook, load_examples(rules_folder, rulebook)) == []


def test_every_program_with_a_limit_has_a_boundary(rulebook: Rulebook) -> None:
    """Programs that only a worker can check set no amount against a limit."""
    rules = rulebook.rules
    limited = {
        program.id
        for program in rulebook.programs()
        for condition in program.conditions
        if any(rules.figures[name].kind in MONIES for name in rules.read_by[(program.id, condition.id)][1])
    }
    assert len(limited) > 3
    shown = {example.program for example in EXAMPLES if example.boundary is not None}
    assert limited - shown == set()
