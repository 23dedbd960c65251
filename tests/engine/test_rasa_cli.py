"""`bin/rasa` fills in what was not given and leaves the rest to the person who knows Rasa."""
from __future__ import annotations

from assistant.engine.rasa_cli import arguments_for


def test_defaults_are_filled_in() -> None:
    filled = arguments_for(["test", "nlu"])
    assert filled[:2] == ["test", "nlu"]
    assert filled[filled.index("--model") + 1] == "models/handrail.tar.gz"


def test_what_was_given_wins() -> None:
    filled = arguments_for(["test", "nlu", "--nlu", "mine.yml", "--cross-validation"])
    assert filled.count("--nlu") == 1 and "intents" not in filled


def test_several_values_of_one_option_stay_together() -> None:
    filled = arguments_for(["data", "validate"])
    at = filled.index("--data")
    assert filled[at : at + 3] == ["--data", "intents", "assistant/flows"]


def test_other_commands_pass_unchanged() -> None:
    assert arguments_for(["shell", "nlu"]) == ["shell", "nlu"]
