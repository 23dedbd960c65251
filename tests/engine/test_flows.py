"""The flows are complete: every intent has a rule in and after the interview, every action a class and a place."""
from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest
import yaml

from assistant.engine import without_tensorflow

without_tensorflow.install()

ROOT = Path(__file__).resolve().parents[2]
FLOWS = sorted((ROOT / "assistant" / "flows").glob("*.yml"))


def domain() -> Dict[str, Any]:
    data: Dict[str, Any] = yaml.safe_load((ROOT / "assistant/domain/domain.yml").read_text())
    data["intents"] = yaml.safe_load((ROOT / "assistant/domain/intents.yml").read_text())["intents"]
    return data


def rules() -> Iterator[Dict[str, Any]]:
    for path in FLOWS:
        yield from yaml.safe_load(path.read_text())["rules"]


def intents_with_rules(loop: str | None) -> List[str]:
    found = []
    for rule in rules():
        loops = [step["active_loop"] for step in rule["condition"] if "active_loop" in step]
        if loops == [loop]:
            found += [step["intent"] for step in rule["steps"] if "intent" in step]
    return found


TALK_INTENTS = [intent for intent in domain()["intents"] if not intent.startswith("need_")]


@pytest.mark.parametrize("intent", [intent for intent in TALK_INTENTS if intent != "answer"])
def test_every_intent_has_a_rule_in_the_interview(intent: str) -> None:
    assert intent in intents_with_rules("interview")


@pytest.mark.parametrize("intent", TALK_INTENTS)
def test_every_intent_has_a_rule_after_the_results(intent: str) -> None:
    assert intent in intents_with_rules(None)


def test_rules_speak_only_of_intents_of_the_domain() -> None:
    used = set(intents_with_rules("interview")) | set(intents_with_rules(None))
    assert used <= set(TALK_INTENTS)


def test_every_action_has_a_class_and_every_class_a_place_in_the_domain() -> None:
    from assistant.engine.actions import ACTIONS

    named = {row if isinstance(row, str) else next(iter(row)) for row in domain()["actions"]}
    classes = [action.action_name for action in ACTIONS]
    assert len(classes) == len(set(classes))
    assert named == set(classes) | {"validate_interview"}


def test_every_action_is_used_by_a_rule() -> None:
    from assistant.engine.actions import ACTIONS

    used = {step["action"] for rule in rules() for step in rule["steps"] if "action" in step}
    assert {action.action_name for action in ACTIONS} - used == {"action_ask_interview_answer"}


def test_rasa_says_nothing_of_its_own() -> None:
    """All words are in assistant/copy; a response in the domain would be a second place."""
    assert "responses" not in domain()
    assert domain()["session_config"]["session_expiration_time"] == 0
