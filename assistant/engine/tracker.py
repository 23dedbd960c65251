"""Rasa's tracker, made anew for each turn from our own small state: constant cost however long the talk is.

Event objects are built directly; nothing of Rasa's is ever stored, so a new model or a new Rasa needs no migration.
"""
from __future__ import annotations

from typing import Iterable, List, Optional

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import (
    ACTION_LISTEN_NAME,
    ACTION_SESSION_START_NAME,
    REQUESTED_SLOT,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.protocol.state import RESULTS, State

LOOP, LOOP_SLOT, NEWS_SLOT = "interview", "answer", "told_something"


def tracker_for(conversation: str, state: State, told_something: bool, domain: Domain) -> DialogueStateTracker:
    """A tracker that stands where `state` says, ready for the next message."""
    events: List[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    events.append(SlotSet(NEWS_SLOT, told_something))
    if state.phase != RESULTS:
        events += [ActionExecuted(LOOP), ActiveLoop(LOOP), SlotSet(REQUESTED_SLOT, LOOP_SLOT)]
    events.append(ActionExecuted(ACTION_LISTEN_NAME))
    return DialogueStateTracker.from_events(conversation, events, domain.slots)


class OneTurnStore(TrackerStore):  # type: ignore[misc]  # rasa is untyped
    """Holds the one tracker of the turn that runs now, as an object; nothing outlives the turn."""

    def __init__(self, domain: Domain) -> None:
        super().__init__(domain)
        self._tracker: Optional[DialogueStateTracker] = None

    def lay(self, tracker: DialogueStateTracker) -> None:
        self._tracker = tracker

    def clear(self) -> None:
        self._tracker = None

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Rasa saves at the end of a turn; the effects were taken already, so there is nothing to keep."""

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        tracker = self._tracker
        return tracker if tracker is not None and tracker.sender_id == sender_id else None

    async def keys(self) -> Iterable[str]:
        return () if self._tracker is None else (self._tracker.sender_id,)
