"""The spine put together for tests, with all that is outside it scripted: engine, provider, clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from assistant.bell import Bell
from assistant.edge import Edge
from assistant.engine_client import EngineClient
from assistant.outbox import Outbox
from assistant.people import Person
from assistant.protocol.effects import ShowResults
from assistant.protocol.turn import FactRow
from assistant.services import COPY
from assistant.settings import Settings
from assistant.store import Store
from assistant.store.outbox import OutboxRow
from assistant.sweep import Sweep
from assistant.talk import Door, Talk
from assistant.wording import Words
from sms.inbound import InboundText, OptOutType
from sms.numbers import read_number
from sms.status import DeliveryStatus
from tests.support.house import PinnedEdge
from tests.support.scripted_engine import ScriptedEngine
from tests.support.scripted_sender import ScriptedSender

MARIA = "+12025550123"
LINE = "+12025550100"
PACK = "p" * 64
NAMES: Mapping[str, Mapping[str, str]] = {
    "snap": {"en": "SNAP (food money)", "es": "SNAP (dinero para comida)"},
    "wic": {"en": "WIC", "es": "WIC"},
}


class PinnedRules:
    """A rulebook's face with one pack and no contacts."""

    def __init__(self) -> None:
        self.current = PACK

    def pack(self) -> str:
        return self.current

    def because(
        self, results: ShowResults, facts: Sequence[FactRow], on: date, pack: str, language: str
    ) -> dict[str, str]:
        return {row.program: "Your income is over the limit." for row in results.results}

    def notes(self, results: ShowResults, pack: str, language: str) -> dict[str, str]:
        return {}

    def places(self, state: str | None) -> dict[str, object]:
        return {"site": None, "phone": None}


@lru_cache
def copy() -> Words:
    """The real words, loaded once."""
    return Words.load(COPY, programs=NAMES, standing={"agency": {"en": "Example County", "es": "Condado Ejemplo"}})


class Rig:
    """A person texts, the house works, the phones show."""

    def __init__(self, settings: Settings, store: Store, pinned: PinnedEdge, engine: ScriptedEngine) -> None:
        self.settings, self.store, self.pinned, self.engine = settings, store, pinned, engine
        self.sender = ScriptedSender(lambda: pinned.at)
        self.rules = PinnedRules()
        self._count = 0
        self.rebuild()

    def rebuild(self, **changes: object) -> None:
        """New processes over the same database, as after a restart; `changes` replace settings."""
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        edge: Edge = self.pinned.edge()
        client = EngineClient(self.settings.engine_socket)
        self.door = Door(self.store, edge, Bell())
        self.talk = Talk(self.store, client, copy(), self.rules, self.settings, edge, Bell())
        self.outbox = Outbox(self.store, self.sender, self.settings, edge, Bell())
        self.sweep = Sweep(self.store, self.sender, self.door, self.settings, edge)

    def words(self, message_id: str, language: str = "en", **values: object) -> str:
        """A message as the copy has it."""
        return copy().render(message_id, language, "text", values)

    def text(
        self, body: str, number: str = MARIA, *, media: int = 0, opt_out: OptOutType | None = None, sid: str = ""
    ) -> str:
        """A text arrives at the door; returns its provider id."""
        self._count += 1
        sid = sid or f"SM{self._count + 0xABC:032x}"
        self.door.receive(InboundText(sid, read_number(number), LINE, body, media, opt_out, 1, "US"))
        return sid

    def answer_all(self) -> int:
        """Let the worker answer everything that waits; returns how many messages it took up."""
        count = 0
        while self.talk.handle_next():
            count += 1
        return count

    def send_all(self, *, delivered: bool = True) -> None:
        """Send everything that may go, each text delivered before the next."""
        while True:
            self.pinned.pass_time(5)
            if not self.outbox.send_next():
                return
            if delivered:
                self.deliver()

    def deliver(self) -> None:
        """Status callbacks for everything the provider holds."""
        for our_id, provider_id in self.sender.ids.items():
            self.outbox.record_status(our_id, provider_id, DeliveryStatus.DELIVERED, None)
        self.sender.ids.clear()

    def say(self, body: str, number: str = MARIA, **fields: object) -> list[str]:
        """A text and its whole way: the bodies that it led to on that phone."""
        before = len(self.sender.bodies)
        self.text(body, number, **fields)  # type: ignore[arg-type]
        self.answer_all()
        self.send_all()
        return self.sender.bodies[before:]

    def person(self, number: str = MARIA) -> Person:
        with self.store.reading() as tx:
            found = tx.people.find(number)
        assert found is not None
        return found

    def rows(self, number: str = MARIA) -> tuple[OutboxRow, ...]:
        with self.store.reading() as tx:
            person = tx.people.find(number)
            return tx.outbox.of_person(person.id) if person else ()
