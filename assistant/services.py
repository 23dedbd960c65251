"""Everything of a running house, wired together once, for the web, the worker processes and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.bell import Bell
from assistant.edge import Edge, armed_points, real_edge
from assistant.engine_client import EngineClient
from assistant.outbox import Outbox
from assistant.rules import RulePacks
from assistant.settings import Settings
from assistant.store import Store, open_store
from assistant.sweep import Sweep
from assistant.talk import Door, Talk
from assistant.wording import Words
from sms.sender import Sender
from sms.twilio_client import make_client
from sms.twilio_send import TwilioSender

COPY = Path(__file__).parent / "copy"
STATUS_PATH = "/sms/status"
PROVIDER_LIMIT_S = 10.0


@dataclass(frozen=True)
class Services:
    """The parts. inbox_bell wakes those who answer, outbox_bell those who send."""

    settings: Settings
    edge: Edge
    store: Store
    words: Words
    rules: RulePacks
    engine: EngineClient
    sender: Sender
    door: Door
    talk: Talk
    outbox: Outbox
    sweep: Sweep
    inbox_bell: Bell
    outbox_bell: Bell

    def close(self) -> None:
        self.store.close()


def open_services(settings: Settings, edge: Edge | None = None, sender: Sender | None = None) -> Services:
    """Wire the house and bring its tables up to date. `sender` replaces Twilio (the try-it phone, tests)."""
    if edge is None:
        edge = real_edge(armed_points(Path(settings.crash_points))) if settings.crash_points else real_edge()
    store = open_store(settings, edge)
    store.migrate()
    rules = RulePacks(settings.packs)
    words = Words.load(
        COPY,
        accents=settings.accents,
        programs=rules.names(),
        guides=rules.guides(),
        standing={"agency": settings.agency},
    )
    engine = EngineClient(settings.engine_socket)
    texts = sender or twilio_sender(settings)
    inbox_bell, outbox_bell = Bell(), Bell()
    door = Door(store, edge, inbox_bell)
    return Services(
        settings, edge, store, words, rules, engine, texts, door,
        Talk(store, engine, words, rules, settings, edge, outbox_bell),
        Outbox(store, texts, settings, edge, outbox_bell),
        Sweep(store, texts, door, settings, edge),
        inbox_bell, outbox_bell,
    )  # fmt: skip


def twilio_sender(settings: Settings) -> TwilioSender:
    """The sender that this environment describes."""
    client = make_client(
        settings.twilio_account_sid, settings.twilio_auth_token, base_url=settings.provider_url,
        timeout=PROVIDER_LIMIT_S,
    )  # fmt: skip
    return TwilioSender(client, settings.twilio_from, settings.public_url + STATUS_PATH)
