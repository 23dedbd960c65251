"""`handrail understand SET.jsonl > ANSWERS.jsonl`: how each message of a labelled set is read, on its own.

In the order of the product: exact words of consent and of danger first, then the engine.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.commands.engines import engine_for
from assistant.commands.errors import CommandError
from assistant.commands.terminal import result, tell
from assistant.danger import DangerKind, read_danger
from assistant.engine_client import Asked, EngineClient
from assistant.settings import Settings
from sms.consent import ConsentKind, read_consent

SETS_TODAY = date(2026, 11, 21)
"""The day that labelled sets are written for, unless an item says another."""
LONGEST = 1600
SHOW_EVERY_S = 2.0
_CRISES = {
    DangerKind.SELF_HARM: "crisis_self_harm",
    DangerKind.VIOLENCE: "crisis_violence",
    DangerKind.HUNGER_NOW: "crisis_hunger",
}
_CONSENTS = {
    ConsentKind.STOP: "stop",
    ConsentKind.DELETE: "stop",
    ConsentKind.START: "start",
    ConsentKind.HELP: "help",
}
"""Who wants everything deleted wants no more texts; the vocabulary has no intent of its own for it."""
_CERTAIN, _LIKELY = 0.98, 0.7


def understand(
    items: Annotated[
        Path, typer.Argument(help="Items as JSON lines: id, lang, text, asked.", exists=True, dir_okay=False)
    ],
    today: Annotated[
        str, typer.Option(help="The day the messages were written on, where an item names none.")
    ] = SETS_TODAY.isoformat(),
) -> None:
    """Answer every item of a labelled set: intent, topics, facts, confidence and action, one JSON object a line."""
    rows = tuple(read_items(items))
    day = _day(today, "--today")
    with engine_for(Settings.from_env()) as settings:
        _answer_all(EngineClient(settings.engine_socket), rows, day)


def read_items(file: Path) -> Iterator[Mapping[str, Any]]:
    """The items of a set. Raises CommandError naming the line that cannot be used."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except ValueError as error:
            raise CommandError(f"{file}:{number} is not JSON; write one object a line") from error
        if not isinstance(item, dict) or not isinstance(item.get("id"), str) or not isinstance(item.get("text"), str):
            raise CommandError(f"{file}:{number} has no text under `id` and `text`; every item needs both")
        yield item


def _answer_all(client: EngineClient, rows: tuple[Mapping[str, Any], ...], day: date) -> None:
    began = shown = time.monotonic()
    for number, item in enumerate(rows, start=1):
        result(json.dumps({"id": item["id"], **_answer(client, item, day)}, ensure_ascii=False))
        if time.monotonic() - shown > SHOW_EVERY_S and sys.stderr.isatty():
            shown = time.monotonic()
            tell(f"{number} of {len(rows)} ...")
    tell(f"{len(rows)} messages in {time.monotonic() - began:.1f} s.")


def _answer(client: EngineClient, item: Mapping[str, Any], day: date) -> dict[str, Any]:
    text = item["text"][:LONGEST]
    consent, danger = read_consent(text), read_danger(text)
    if consent.sure:
        return _exact(_CONSENTS[consent.kind], _CERTAIN, "accept", "consent_word")
    if danger is not None:
        return _exact(_CRISES[danger.kind], _CERTAIN if danger.sure else _LIKELY, "human", "danger_words")
    heard = _ask_engine(client, item, text, day)
    if consent.kind is ConsentKind.NONE or (heard["intent"], heard["action"]) == ("wrong_number", "accept"):
        return heard
    return _exact(_CONSENTS[consent.kind], _LIKELY, "confirm", "consent_phrase")


def _exact(intent: str, confidence: float, action: str, reason: str) -> dict[str, Any]:
    """What exact rules decide carries no facts."""
    return {
        "intent": intent, "topics": [], "facts": {}, "confidence": confidence, "action": action, "reason": reason
    }  # fmt: skip


def _ask_engine(client: EngineClient, item: Mapping[str, Any], text: str, day: date) -> dict[str, Any]:
    asked = item.get("asked")
    question = None if asked is None else Asked(str(asked["fact"]), tuple(map(str, asked.get("options", ()))))
    language = "es" if item.get("lang") == "es" else "en"
    today = _day(item["today"], f"item {item['id']}") if "today" in item else day
    return client.understand(text, today, language, question)


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{where}: {text!r} is not a day; write it like 2026-11-21") from error
