"""The state of a talk: only where the talk stands, never a fact about a person's life that was accepted.

Facts live in the app's store and come in with each turn, so a caseworker's correction counts at once. What is
kept here is small (at most 2 kB as JSON), versioned, and safe to throw away: the facts alone say what to ask next.
"""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Callable, Dict, Mapping, Optional, Tuple, cast

from assistant.protocol.codec import Json, from_json, to_json
from assistant.protocol.errors import MalformedMessage, UnreadableState
from entitlements.values import FactValue

STATE_VERSION = 1
STATE_LIMIT_BYTES = 2048
TRAIL_LENGTH = 8

START, INTERVIEW, RESULTS = "start", "interview", "results"


@dataclass(frozen=True)
class Asked:
    """The open question: its id in the rulebook and how it was put ("first", "again" or "easier")."""

    question: str
    form: str = "first"


@dataclass(frozen=True)
class Held:
    """A value that was heard but waits for the person's yes before it counts."""

    member: str
    fact: str
    value: FactValue
    words: str
    confidence: float


@dataclass(frozen=True)
class State:
    """Where a talk stands.

    phase: start (nothing asked yet), interview (a question is open) or results (the answer was given).
    asked: the open question. held: values read back and not yet confirmed. offer: the reason (a case's) for
    which a person was offered and a yes or no is awaited; it stands for one message. errors: misunderstandings
    in a row. trail: question ids put so far, newest last, for "back". topics: needs named, in the order told.
    shown: results already told.
    greeted: the first message (who we are, STOP, HELP) went out.
    """

    version: int = STATE_VERSION
    phase: str = START
    asked: Optional[Asked] = None
    held: Tuple[Held, ...] = ()
    offer: Optional[str] = None
    errors: int = 0
    trail: Tuple[str, ...] = ()
    topics: Tuple[str, ...] = ()
    shown: int = 0
    greeted: bool = False

    def to_json(self) -> Json:
        return to_json(self)


# version -> how its JSON becomes that of the next version
_UPGRADES: Dict[int, Callable[[Dict[str, Any]], Dict[str, Any]]] = {}


def read_state(data: Mapping[str, Any]) -> State:
    """Read a state of this or any earlier version.

    Raises UnreadableState for a newer version, a size over 2 kB or a broken shape.
    """
    size = len(json.dumps(data, ensure_ascii=False).encode())
    if size > STATE_LIMIT_BYTES:
        raise UnreadableState(f"state of {size} bytes is over {STATE_LIMIT_BYTES}; start the talk anew")
    current = dict(data)
    version = current.get("version")
    while version != STATE_VERSION:
        upgrade = _UPGRADES.get(cast(int, version))
        if upgrade is None:
            raise UnreadableState(f"state version {version!r} is not known here (newest is {STATE_VERSION})")
        current = upgrade(current)
        version = current.get("version")
    try:
        return from_json(State, current)
    except MalformedMessage as error:
        raise UnreadableState(str(error)) from error
