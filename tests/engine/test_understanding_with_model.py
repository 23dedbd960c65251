"""The trained model and the readers together, on messages of our own: what is right, and what is taken wrongly."""

from __future__ import annotations

import json
import tarfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.engine.manifest import MODEL_NAME, changed_inputs, input_files
from assistant.engine.pipeline.model import IntentModel
from assistant.engine.understanding import Asked, Understanding, understand

pytestmark = pytest.mark.engine
TODAY = date(2026, 11, 21)
ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "models" / f"{MODEL_NAME}.tar.gz"
MESSAGES = [json.loads(line) for line in (Path(__file__).parent / "messages.jsonl").read_text("utf-8").splitlines()]
EXACT_IN_THE_APP = ("crisis_", "stop")
"""Intents that the app's exact rules decide before the engine is asked."""
LEAST_RIGHT = 0.94
"""Of all messages; 0.97 were right on 21 November 2026."""
LEAST_SURE = 0.85
"""Of the messages that can be accepted, those right with accept; 0.91 on that day."""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> IntentModel:
    if not MODEL.exists():
        pytest.skip("no trained model in models/; `make train` makes one")
    if changed_inputs(MODEL.parent, input_files(ROOT)):
        pytest.skip("the model in models/ was trained from other texts than these; `make train` makes a new one")
    folder = tmp_path_factory.mktemp("model")
    with tarfile.open(MODEL) as packed:
        for member in packed.getmembers():
            if member.isfile() and "CalibratedClassifier" in member.name:
                content = packed.extractfile(member)
                assert content is not None
                (folder / Path(member.name).name).write_bytes(content.read())
    return IntentModel.load(folder)


@pytest.fixture(scope="module")
def answers(model: IntentModel) -> list[tuple[dict[str, Any], Understanding]]:
    items = [item for item in MESSAGES if not item["intent"].startswith(EXACT_IN_THE_APP)]
    return [(item, _understood(item, model)) for item in items]


def test_most_messages_are_right(answers: list[tuple[dict[str, Any], Understanding]]) -> None:
    wrong = [item["text"] for item, heard in answers if not _right(item, heard)]
    assert 1 - len(wrong) / len(answers) >= LEAST_RIGHT, wrong


def test_no_value_is_taken_wrongly(answers: list[tuple[dict[str, Any], Understanding]]) -> None:
    wrong = [item["text"] for item, heard in answers if heard.action == "accept" and not _values_fit(item, heard)]
    assert wrong == []


def test_most_clear_messages_are_taken_at_once(answers: list[tuple[dict[str, Any], Understanding]]) -> None:
    clear = [(item, heard) for item, heard in answers if _clear(item)]
    taken = [heard.action == ("human" if item["intent"] == "human" else "accept") for item, heard in clear]
    right = [_right(item, heard) for item, heard in clear]
    assert sum(map(min, taken, right)) / len(clear) >= LEAST_SURE


def _understood(item: dict[str, Any], model: IntentModel) -> Understanding:
    asked = item["asked"] and Asked(item["asked"]["fact"], tuple(item["asked"].get("options", ())))
    language = "es" if item["lang"] == "es" else "en"
    return understand(item["text"], asked, model.ranking(item["text"]), TODAY, language)


def _right(item: dict[str, Any], heard: Understanding) -> bool:
    if item["intent"] == "unclear":
        return heard.action != "accept"
    topics = set(item.get("topics", ()))
    same = heard.intent == item["intent"] and set(heard.topics) == topics and dict(heard.facts) == item["facts"]
    return same and heard.action != "clarify"


def _values_fit(item: dict[str, Any], heard: Understanding) -> bool:
    meant = item["facts"]
    if item["intent"] == "unclear":
        return not heard.facts
    return all(value == meant[fact] for fact, value in heard.facts.items() if fact in meant)


def _clear(item: dict[str, Any]) -> bool:
    return item["intent"] != "unclear" and '"min"' not in json.dumps(item["facts"])
