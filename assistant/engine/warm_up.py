"""One turn of each kind before the fork: everything imported lazily is imported now, because the seal comes next."""
from __future__ import annotations

import asyncio
from datetime import date
from typing import Sequence

from assistant.engine.dialogue import Dialogue
from assistant.protocol.state import State
from assistant.protocol.turn import Context, Turn, result_to_json, turn_from_json, turn_to_json

_TEXTS = ("hello i need help with food", "me and my 2 kids", "75001", "why", "no entiendo", "/restart", "¿cuánto?")


def warm_up(dialogue: Dialogue, packs: Sequence[str]) -> None:
    """Run a short talk on each pack, through the same JSON as a real one."""
    loop = asyncio.new_event_loop()
    try:
        for pack in packs:
            loop.run_until_complete(_talk(dialogue, pack))
    finally:
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


async def _talk(dialogue: Dialogue, pack: str) -> None:
    state = State()
    for text in _TEXTS:
        context = Context(date(2026, 11, 21), "text", "en", pack, "warm-up")
        turn = turn_from_json(turn_to_json(Turn(text, context, (), state)))  # type: ignore[arg-type]
        result = await dialogue.turn(turn)
        result_to_json(result)
        state = result.state
