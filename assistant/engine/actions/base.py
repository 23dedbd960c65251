"""What every action of the talk is: a `rasa_sdk` action with a name, that works on the turn's workspace."""
from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from assistant.engine.work import Bench, Work


class TalkAction(Action):  # type: ignore[misc]  # rasa_sdk is untyped
    """One thing the assistant does. It reads and writes the turn's `Work`; Rasa gets no events and keeps nothing."""

    action_name: ClassVar[str]

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def name(self) -> str:
        return self.action_name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> List[Any]:
        self.act(self._bench.work)
        return []

    @abstractmethod
    def act(self, work: Work) -> None:
        """Do it."""
