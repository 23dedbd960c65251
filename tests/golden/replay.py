"""Replays golden talks through the whole house: door, store, the real engine, the real rule pack, the real words."""
from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assistant.commands.conversation import Exchange
from assistant.commands.golden import golden_talk, golden_turn
from assistant.commands.try_ import Options, opened
from assistant.settings import Settings

TALKS = sorted((Path(__file__).parent / "talks").glob("*.yml"))
# what a person decides by hand, never `make update-golden`
GUARDED = ("intent",)


def load(path: Path) -> dict[str, Any]:
    """A golden talk as written: title, today, language, channel, turns."""
    talk: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return talk


def replay(talk: dict[str, Any], engine_socket: Path) -> list[Exchange]:
    """Say every line again, in a house of its own with the talk's pinned day."""
    settings = replace(Settings.from_env({"HANDRAIL_ENV": "development"}), engine_socket=engine_socket)
    options = Options(talk["channel"], talk["language"], _day(talk), engine_only=False)
    with opened(settings, options) as conversation:
        return [conversation.say(turn["says"]) for turn in talk["turns"]]


def as_turns(exchanges: list[Exchange]) -> list[dict[str, Any]]:
    """The turns as a golden file would hold them, plain YAML values."""
    return [yaml.safe_load(yaml.safe_dump(_plain(golden_turn(each)))) for each in exchanges]


def written(talk: dict[str, Any], exchanges: list[Exchange]) -> str:
    return golden_talk(talk["title"], _day(talk), talk["language"], talk["channel"], exchanges)


def _day(talk: dict[str, Any]) -> date:
    day = talk["today"]
    return day if isinstance(day, date) else date.fromisoformat(day)


def _plain(value: Any) -> Any:
    """Without the YAML styles that golden files are written in."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value
