"""Who a person is to us, and who may speak to them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

ASSISTANT: Final = "assistant"

# consent: may texts go to this number?
OPEN: Final = "open"  # yes
STOPPED: Final = "stopped"  # they told us to stop; our START lifts it
BLOCKED: Final = "blocked"  # the provider blocks it; only START or UNSTOP, handled there, lift it

# what the app itself asked and waits for
STOP_ASKED: Final = "stop"
DELETE_ASKED: Final = "delete"
HUMAN_ASKED: Final = "human"
PENDING_LASTS = timedelta(hours=24)


@dataclass(frozen=True)
class Pending:
    """A yes/no that the app put outside the interview: stop texts, erase everything, have a human come in."""

    kind: str
    at: datetime


@dataclass(frozen=True)
class Person:
    """A person by an opaque id. owner: "assistant", or the id of the caseworker who owns the talk."""

    id: str
    language: str
    consent: str
    owner: str
    pending: Pending | None
    created_at: datetime


@dataclass(frozen=True)
class Fence:
    """What a turn is based on; if any of it changed before the turn is written, the turn is done again."""

    claim: int
    talk_version: int
    consent: str
    owner: str


def texts_may_go(person: Person) -> bool:
    return person.consent == OPEN


def assistant_may_speak(person: Person) -> bool:
    """The assistant and a caseworker never talk over each other: whoever owns the talk speaks."""
    return person.owner == ASSISTANT


def open_pending(person: Person, now: datetime) -> str | None:
    """What the app asked and may still be answered; after a day the question counts as forgotten."""
    if person.pending is None or now - person.pending.at > PENDING_LASTS:
        return None
    return person.pending.kind
