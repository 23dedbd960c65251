"""Whole houses for the tests of doors: real settings, a real store, the real spine, and a client at the door.

No engine runs here: these tests end where the inbox begins, or begin where the outbox ends.
"""

from __future__ import annotations

import base64
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI
from httpx import Response
from twilio.request_validator import RequestValidator

from assistant.bell import Bell
from assistant.edge import Edge, real_edge
from assistant.outbox import Outbox
from assistant.services import Services, open_services, twilio_sender
from assistant.settings import Settings
from assistant.store import open_store
from assistant.store.inbox import InboxMessage
from assistant.sweep import Sweep
from assistant.talk import Door, Talk
from assistant.web.app import create_app
from assistant.web.phone_network import PhoneNetwork
from assistant.web.rooms import Rooms, rooms_over
from sms.sender import Sender

with warnings.catch_warnings():
    # Starlette asks for httpx2, which the rest of the house does not use; its client works with httpx as well.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient as TestClient

PACKS = Path(__file__).resolve().parents[2] / "packs"
NUMBER = "+12025550123"
FORM_TYPE = {"content-type": "application/x-www-form-urlencoded"}
PRODUCTION = {
    "HANDRAIL_ENV": "production",
    "HANDRAIL_MASTER_KEY": base64.b64encode(bytes(range(32))).decode(),
    "HANDRAIL_LOOKUP_KEY": base64.b64encode(bytes(range(1, 33))).decode(),
    "PUBLIC_URL": "https://help.example.org",
    "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
    "TWILIO_AUTH_TOKEN": "a-secret-token",
    "TWILIO_FROM": "+12025550100",
    "TWILIO_WEBHOOK_KEYS": "old:an-old-secret,new:a-new-secret",
    "AGENCY_NAME_EN": "Example County",
}
DEVELOPMENT = {"HANDRAIL_ENV": "development", "TWILIO_AUTH_TOKEN": "a-secret-token"}


@dataclass(frozen=True)
class House:
    """A running app with its parts and a browser-like client on this machine."""

    app: FastAPI
    rooms: Rooms
    client: TestClient

    @property
    def services(self) -> Services:
        return self.rooms.services

    def webhook(self, path: str, form: Mapping[str, str], **headers: str) -> Response:
        """Post as the provider would: signed for the public address."""
        settings = self.services.settings
        signature = RequestValidator(settings.twilio_auth_token).compute_signature(settings.public_url + path, form)
        answer: Response = self.client.post(
            path, content=urlencode(form), headers=FORM_TYPE | {"X-Twilio-Signature": signature} | headers
        )
        return answer

    def inbox(self, number: str = NUMBER) -> tuple[InboxMessage, ...]:
        """What was taken in from this number."""
        with self.services.store.reading() as reading:
            person = reading.people.find(number)
            return reading.inbox.of_person(person.id) if person else ()


@contextmanager
def open_house(folder: Path, environ: Mapping[str, str] = DEVELOPMENT) -> Iterator[House]:
    """A house over a database of its own; a production one has no phone network."""
    if not (PACKS / "manifest.json").exists():
        pytest.skip("there is no rule pack: run `make rules`")
    settings = Settings.from_env({
        "HANDRAIL_VAR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'test.db'}", "HANDRAIL_PACKS": str(PACKS),
        **environ,
    })  # fmt: skip
    edge = real_edge()
    phone = None
    if not settings.production:
        phone = PhoneNetwork(folder / "phone.sealed", settings.master_keys[0], edge, settings.twilio_from)
    services = _wired(settings, edge, phone)
    rooms = rooms_over(services, phone)
    app = create_app(rooms)
    base_url = settings.public_url if settings.production else "http://127.0.0.1:8080"
    try:
        with TestClient(app, base_url=base_url, client=("127.0.0.1", 50000), follow_redirects=False) as client:
            yield House(app, rooms, client)
    finally:
        services.store.close()


def _wired(settings: Settings, edge: Edge, sender: Sender | None) -> Services:
    """As `open_services`, with words and rules read once for all tests: they are most of the time it takes."""
    base = _slow_parts()
    store, bell = open_store(settings, edge), Bell()
    store.migrate()
    texts = sender or twilio_sender(settings)
    door = Door(store, edge, bell)
    return replace(
        base, settings=settings, edge=edge, store=store, sender=texts, door=door, inbox_bell=bell, outbox_bell=bell,
        talk=Talk(store, base.engine, base.words, base.rules, settings, edge, bell),
        outbox=Outbox(store, texts, settings, edge, bell), sweep=Sweep(store, texts, door, settings, edge),
    )  # fmt: skip


@cache
def _slow_parts() -> Services:
    with TemporaryDirectory() as folder:
        environ = {"HANDRAIL_VAR": folder, "HANDRAIL_PACKS": str(PACKS), **DEVELOPMENT}
        services = open_services(Settings.from_env(environ))
        services.store.close()
        return services


def text_form(body: str, number: str = NUMBER, sid: str = "SM" + "0" * 32, **more: str) -> dict[str, str]:
    """The provider's form for one text."""
    return {
        "MessageSid": sid, "AccountSid": "AC" + "1" * 32, "From": number, "To": "+12025550100", "Body": body,
        "NumMedia": "0", "NumSegments": "1", "FromCountry": "US", **more,
    }  # fmt: skip
