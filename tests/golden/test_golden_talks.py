"""The specification of the talk: every golden talk, word for word, through the real engine just trained."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sms.text import SmsText
from tests.golden.replay import TALKS, as_turns, load, replay
from tests.support.engine import RunningEngine, engine  # noqa: F401  # a fixture

pytestmark = pytest.mark.engine

LONGEST_TEXT_SEGMENTS = 4


@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.stem)
def test_golden_talk(path: Path, engine: RunningEngine) -> None:  # noqa: F811
    talk = load(path)
    heard = as_turns(replay(talk, engine.socket))
    assert heard == talk["turns"], "run `make update-golden` and read the difference"


def test_there_are_enough_talks_in_both_languages() -> None:
    talks = [load(path) for path in TALKS]
    spanish = [talk for talk in talks if talk["language"] == "es" or _turns_spanish(talk)]
    assert len(talks) >= 15 and len(spanish) >= 5 and len(talks) - len(spanish) >= 5


def test_commands_of_rasa_are_inert_in_some_talk() -> None:
    said = {turn["says"].strip() for path in TALKS for turn in load(path)["turns"]}
    assert any(text.startswith("/restart") for text in said)
    assert any(text.startswith("/inform{") for text in said)


@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.stem)
def test_no_text_is_longer_than_its_budget(path: Path) -> None:
    for turn in load(path)["turns"]:
        for body in turn["hears"]:
            assert SmsText(body.strip("\n")).segments <= LONGEST_TEXT_SEGMENTS, body


@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.stem)
def test_no_turn_ends_in_silence(path: Path) -> None:
    for turn in load(path)["turns"]:
        assert turn["hears"] or turn["action"] == "exact", turn["says"]


def _turns_spanish(talk: dict[str, Any]) -> bool:
    return "set_language" in json.dumps([turn.get("effects", []) for turn in talk["turns"]])
