"""A case: a person waits for a human. A pure state machine, and one class for each thing that can happen to a case.

offered -> waiting -> claimed -> returned -> closed
   A case is `offered` while the person has not said yes to a human, `waiting` until a caseworker takes it, `claimed`
   while that caseworker owns the talk, `returned` when the assistant may speak again though the case is not closed.

CaseError is raised for a step that the state does not allow; its message says which steps it does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Final

OFFERED: Final = "offered"
WAITING: Final = "waiting"
CLAIMED: Final = "claimed"
RETURNED: Final = "returned"
CLOSED: Final = "closed"

_STEPS: dict[str, tuple[str, ...]] = {
    OFFERED: (WAITING, CLOSED),
    WAITING: (CLAIMED, CLOSED),
    CLAIMED: (RETURNED, WAITING, CLOSED),
    RETURNED: (CLAIMED, WAITING, CLOSED),
    CLOSED: (),
}
_URGENCY_ORDER = ("now", "hours", "day")


class CaseError(Exception):
    """A step that this case's state does not allow."""


@dataclass(frozen=True)
class Case:
    """One open request for a human; a person has at most one that is not closed."""

    id: str
    person_id: str
    state: str
    reason: str
    urgency: str
    caseworker: str | None
    opened_at: datetime
    changed_at: datetime

    @property
    def speaker(self) -> str | None:
        """The caseworker who speaks to the person because of this case; None leaves it to the assistant."""
        return self.caseworker if self.state == CLAIMED else None


@dataclass(frozen=True)
class Opened:
    """The case began, or the person came to the same case again: why, and in which words."""

    kind: ClassVar[str] = "opened"
    reason: str
    words: str


@dataclass(frozen=True)
class Moved:
    """The case took a step of its state machine."""

    kind: ClassVar[str] = "moved"
    state: str


@dataclass(frozen=True)
class Remark:
    """A caseworker wrote something down for colleagues."""

    kind: ClassVar[str] = "remark"
    text: str


@dataclass(frozen=True)
class MessageSetAside:
    """A message that could not be answered was set aside; a person must read it."""

    kind: ClassVar[str] = "set_aside"
    inbox_id: str
    reason: str


@dataclass(frozen=True)
class FactCorrected:
    """A caseworker recorded a fact: which one, never its value (that is in the facts)."""

    kind: ClassVar[str] = "corrected"
    member: str
    fact: str


NoteBody = Opened | Moved | Remark | MessageSetAside | FactCorrected
NOTE_KINDS: dict[str, type[NoteBody]] = {
    kind.kind: kind for kind in (Opened, Moved, Remark, MessageSetAside, FactCorrected)
}


@dataclass(frozen=True)
class Note:
    """What happened to a case, when, and who did it ("assistant" or a caseworker's id)."""

    id: str
    case_id: str
    author: str
    at: datetime
    body: NoteBody


def move(case: Case, state: str, at: datetime, caseworker: str | None = None) -> Case:
    """The case after one step; `caseworker` takes it when it is claimed.

    Raises CaseError when the step is not allowed or a claim names nobody.
    """
    if state not in _STEPS.get(case.state, ()):
        allowed = ", ".join(_STEPS.get(case.state, ())) or "none"
        raise CaseError(f"case {case.id} is {case.state} and cannot become {state}; allowed: {allowed}")
    if state == CLAIMED and not caseworker:
        raise CaseError(f"case {case.id} cannot be claimed by nobody; give the caseworker's id")
    holder = caseworker if state == CLAIMED else (None if state == WAITING else case.caseworker)
    return replace(case, state=state, caseworker=holder, changed_at=at)


def more_urgent(one: str, other: str) -> str:
    """The more urgent of two: now, hours, day."""
    return min(one, other, key=_URGENCY_ORDER.index)
