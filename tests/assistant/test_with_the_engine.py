"""The spine with the real engine, the real words and the real rules: a first talk in each language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.services import Services, open_services
from sms.inbound import InboundText
from sms.numbers import read_number
from tests.support.engine import PACKS, RunningEngine, engine
from tests.support.house import PinnedEdge, settings_for
from tests.support.rig import LINE, MARIA
from tests.support.scripted_sender import ScriptedSender

__all__ = ["engine"]  # the fixture

pytestmark = pytest.mark.engine


@pytest.fixture
def services(tmp_path: Path, edge: PinnedEdge, engine: RunningEngine) -> Iterator[Services]:
    settings = settings_for(tmp_path, HANDRAIL_PACKS=str(PACKS), ENGINE_SOCKET=str(engine.socket))
    opened = open_services(settings, edge.edge(), ScriptedSender(lambda: edge.at))
    yield opened
    opened.close()


def say(services: Services, edge: PinnedEdge, body: str, number: int) -> str:
    """A text and what the phone shows for it."""
    sender = services.sender
    assert isinstance(sender, ScriptedSender)
    before = len(sender.bodies)
    services.door.receive(InboundText(f"SM{number}", read_number(MARIA), LINE, body, 0, None, 1, "US"))
    while services.talk.handle_next():
        pass
    edge.pass_time(70)
    while services.outbox.send_next():
        edge.pass_time(70)
    return "\n".join(sender.bodies[before:])


@pytest.mark.parametrize(
    ("first", "language", "agency", "stop"),
    [
        ("lost my job need help w food", "en", "Example County", "STOP"),
        ("hola necesito ayuda con comida", "es", "Condado Ejemplo", "ALTO"),
    ],
)
def test_the_first_text_is_welcomed_in_its_language_with_the_first_question(
    services: Services, edge: PinnedEdge, first: str, language: str, agency: str, stop: str
) -> None:
    said = say(services, edge, first, 1)
    assert agency in said and stop in said and said.rstrip().endswith("?")
    with services.store.reading() as tx:
        person = tx.people.find(MARIA)
        assert person is not None and person.language == language
        talk = tx.talks.load(person.id)
        assert talk.version == 1 and talk.state is not None and talk.state["asked"]


def test_whatever_people_send_gets_an_answer(services: Services, edge: PinnedEdge) -> None:
    texts = ["hi", "78207", "3", "why", "/restart", '/inform{"x": 1}', "👍", "not sure", "1800 a month", "{{ 7*7 }}"]
    for number, body in enumerate(texts):
        assert say(services, edge, body, number).strip(), body
    with services.store.reading() as tx:
        assert tx.inbox.counts() == {"done": len(texts)}
