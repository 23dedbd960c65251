"""One turn: what the app sends to the engine and what comes back."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Mapping, Optional, Tuple

from assistant.protocol.codec import Json, from_json, to_json
from assistant.protocol.effects import Effect
from assistant.protocol.errors import MalformedMessage
from assistant.protocol.state import State
from entitlements.values import FactValue

PROTOCOL_VERSION = 1
MESSAGE_LIMIT = 1600  # characters; Twilio's own limit for one message body

LANGUAGES = ("en", "es")
CHANNELS = ("text", "voice")


@dataclass(frozen=True)
class Context:
    """What a turn may know of the world.

    today: the person's date. channel: text or voice. language: en or es. pack: SHA-256 of the rule pack.
    turn_id: opaque, for logs; it never carries a phone number.
    """

    today: date
    channel: str
    language: str
    pack: str
    turn_id: str

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(f"language {self.language!r} is not spoken here; send one of {', '.join(LANGUAGES)}")
        if self.channel not in CHANNELS:
            raise ValueError(f"channel {self.channel!r} is unknown; send one of {', '.join(CHANNELS)}")


@dataclass(frozen=True)
class FactRow:
    """The fact that counts now: highest precedence, newest among equals. how: document, caseworker, confirmed, said."""

    member: str
    fact: str
    value: FactValue
    how: str = "said"


@dataclass(frozen=True)
class Turn:
    """One message with all the engine may see of one person. state None: a new talk."""

    message: str
    context: Context
    facts: Tuple[FactRow, ...] = ()
    state: Optional[State] = None
    protocol: int = PROTOCOL_VERSION

    def __post_init__(self) -> None:
        if self.protocol != PROTOCOL_VERSION:
            raise ValueError(f"protocol {self.protocol} is not spoken here; install the same release on both sides")


@dataclass(frozen=True)
class Learnt:
    """A fact taken from this turn: value, the words it came from, how sure (0 to 1), whether it was read back."""

    member: str
    fact: str
    value: FactValue
    words: str
    confidence: float
    reader: str
    confirmed: bool = False


@dataclass(frozen=True)
class Understood:
    """How the message was understood, for the record: intent, confidence (0 to 1) and what was done about it."""

    intent: str
    confidence: float
    action: str
    reason: str = ""


@dataclass(frozen=True)
class TurnResult:
    """The turn's outcome: new state, what was learnt, what must happen, in order; some effect always speaks."""

    state: State
    learnt: Tuple[Learnt, ...]
    effects: Tuple[Effect, ...]
    understood: Understood


def turn_to_json(turn: Turn) -> Json:
    return to_json(turn)


def turn_from_json(data: Mapping[str, Any]) -> Turn:
    """Raises MalformedMessage when `data` is not a turn of this protocol version."""
    if isinstance(data.get("message"), str) and len(data["message"]) > MESSAGE_LIMIT:
        raise MalformedMessage(f"message of {len(data['message'])} characters; cut it to {MESSAGE_LIMIT} at the door")
    return from_json(Turn, data)


def result_to_json(result: TurnResult) -> Json:
    return to_json(result)


def result_from_json(data: Mapping[str, Any]) -> TurnResult:
    """Raises MalformedMessage when `data` is not a turn's result."""
    return from_json(TurnResult, data)
