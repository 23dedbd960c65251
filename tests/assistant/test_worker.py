"""The loops of a running house, as threads of one process: a text comes in and its answer goes out by itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.edge import real_edge
from assistant.services import Services, open_services
from assistant.worker import ANSWER, FOLLOW, ROLES, SEND, SWEEP, loops, run_workers
from sms.inbound import InboundText
from sms.numbers import read_number
from tests.support.engine import PACKS
from tests.support.house import settings_for
from tests.support.rig import LINE, MARIA
from tests.support.scripted_engine import ScriptedEngine
from tests.support.scripted_sender import ScriptedSender


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    if not (PACKS / "manifest.json").exists():
        pytest.skip("there is no rule pack: run `make rules`")
    settings = settings_for(tmp_path, HANDRAIL_PACKS=str(PACKS))
    edge = real_edge()
    opened = open_services(settings, edge, ScriptedSender(edge.now))
    with ScriptedEngine(settings.engine_socket):
        yield opened
    opened.close()


def test_a_text_is_answered_and_sent_without_anybody_pushing(services: Services) -> None:
    stop = threading.Event()
    house = threading.Thread(target=run_workers, args=(services, stop))
    house.start()
    services.door.receive(InboundText("SM1", read_number(MARIA), LINE, "hi", 0, None, 1, "US"))
    sender = services.sender
    assert isinstance(sender, ScriptedSender)
    deadline = time.monotonic() + 10
    while not sender.bodies and time.monotonic() < deadline:
        time.sleep(0.01)
    stop.set()
    house.join(timeout=10)
    assert not house.is_alive()
    assert sender.bodies[0].startswith("I wrote down: 1 person")


def test_every_role_has_its_loops_and_answering_as_many_threads_as_asked(services: Services) -> None:
    names = [loop.name for loop in loops(services, ROLES, answer_threads=3)]
    assert [names.count(role) for role in (ANSWER, SEND, FOLLOW, SWEEP)] == [3, 1, 1, 4]
    assert {loop.name for loop in loops(services, (SEND,))} == {SEND}
