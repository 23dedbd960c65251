"""Training data is copied and hashed faster than Rasa does it, with copies as independent and hashes as telling."""
from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest

from assistant.engine import without_tensorflow

without_tensorflow.install()

from rasa.shared.nlu.training_data.features import Features  # noqa: E402  # only after TensorFlow's stand-in
from rasa.shared.nlu.training_data.message import Message  # noqa: E402

from assistant.engine.lean_training import quicken_training  # noqa: E402


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Message, "fingerprint", Message.fingerprint)  # put back after each test
    monkeypatch.setattr(Message, "__deepcopy__", None, raising=False)
    quicken_training()


def message(**data: Any) -> Any:
    return Message({"text": "need food", "intent": "need_food", "metadata": {"intent": {"family": "x"}}, **data})


def test_a_copy_is_equal_and_shares_nothing_that_can_change() -> None:
    first = message(entities=[{"start": 0}])
    (second,) = copy.deepcopy([first])
    assert vars(second) == vars(first) and second.fingerprint() == first.fingerprint()
    second.data["metadata"]["intent"]["family"] = "y"
    second.data["entities"][0]["start"] = 1
    second.output_properties.add("intent")
    second.set("text", "other")
    assert vars(first) == vars(message(entities=[{"start": 0}])) | {"_cached_fingerprint": first.fingerprint()}


def test_a_message_twice_in_a_list_is_one_message_in_the_copy() -> None:
    first = message()
    one, two = copy.deepcopy([first, first])
    assert one is two


@pytest.mark.parametrize("change", [
    {"text": "need  food"}, {"intent": "stop"}, {"metadata": {"intent": {"family": "y"}}}, {"entities": []},
])  # fmt: skip
def test_whatever_differs_has_another_hash(change: Any) -> None:
    assert message(**change).fingerprint() != message().fingerprint() == message().fingerprint()


def test_what_is_no_json_and_features_are_hashed_by_rasa() -> None:
    assert message(tokens={1, 2}).fingerprint() != message().fingerprint()
    featured = message()
    featured.add_features(Features(np.zeros(2), "sentence", "text", "test"))
    assert featured.fingerprint() != message().fingerprint()
