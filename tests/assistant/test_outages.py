"""What is down comes back: the provider for four hours, the door for ten minutes, the database for half a minute.

The provider is the fake on loopback behind the real client of Twilio's library; only the clock is the test's. On
SQLite and PostgreSQL.
"""

from __future__ import annotations

import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import psycopg
import pytest

from assistant.bell import Bell
from assistant.outbox import Outbox
from assistant.protocol.effects import Ask
from assistant.protocol.turn import Turn, TurnResult
from assistant.store import StoreUnavailable
from assistant.store.database import Database
from assistant.store.outbox import WITHDRAWN
from assistant.sweep import Sweep
from assistant.talk import InboxUnavailable
from assistant.worker import Loop, _run
from sms.sender import ListedInbound, Sender
from sms.status import DeliveryStatus, read_status
from sms.twilio_client import make_client
from sms.twilio_send import TwilioSender
from tests.support.door import Door as CallbackDoor
from tests.support.door import Post
from tests.support.fake_provider import FakeProvider
from tests.support.rig import LINE, MARIA, Rig
from tests.support.scripted_engine import Refuse, count_turns

LISTENERS = tuple(f"+1202555012{number}" for number in range(3))  # what they are told asks nothing
ANSWERERS = tuple(f"+1202555013{number}" for number in range(2))  # each text they get is a question
STEP_S = 300
FOUR_HOURS = 48  # steps
LOCKED_S = {"sqlite": 30.0, "postgresql": 6.0}  # both wait by the same limits; one of them in full is enough


def count_and_say(turn: Turn) -> TurnResult:
    """Every reply is told apart by its number; only who wrote "ask" is asked a question."""
    result = count_turns(turn)
    asks = turn.message == "ask"
    return result if asks else replace(result, effects=tuple(e for e in result.effects if not isinstance(e, Ask)))


class Line:
    """The rig's house with the real client, over a provider whose clock is the test's."""

    def __init__(self, rig: Rig, book: Path) -> None:
        self.rig, self._book = rig, book
        rig.engine.answer = count_and_say
        rig.rebuild(segments_per_second=20.0)
        self.callbacks = CallbackDoor(self._callback)
        self.provider = self._provider()
        sender = self._sender()
        edge = rig.pinned.edge()
        self.outbox = Outbox(rig.store, sender, rig.settings, edge, Bell())
        self.sweep = Sweep(rig.store, sender, rig.door, rig.settings, edge)

    def _provider(self, port: int = 0) -> FakeProvider:
        return FakeProvider(self._book, port=port, clock=lambda: self.rig.pinned.at.timestamp())

    def _sender(self) -> Sender:
        fake = self.provider
        client = make_client(fake.account_sid, fake.auth_token, base_url=fake.base_url, timeout=2)
        return TwilioSender(client, fake.number, f"{self.callbacks.url}/sms/status")

    def _callback(self, post: Post) -> int:
        path, _, form = post
        report = read_status(dict(form))
        our_id = dict(parse_qsl(urlsplit(path).query))["id"]
        self.outbox.record_status(our_id, report.provider_id, report.status, report.error_code)
        return 204

    def close_provider(self) -> None:
        """Nobody listens on its port any more."""
        self.provider.__exit__(None, None, None)

    def open_provider_again(self) -> None:
        port = int(self.provider.base_url.rpartition(":")[2])
        self.provider = self._provider(port)
        self.provider.__enter__()

    def step(self, seconds: float) -> None:
        """The workers do what there is to do; then time passes."""
        self.rig.answer_all()
        while self.outbox.send_next():
            self.provider.wait_idle(5)
        self.outbox.reconcile()
        self.rig.pinned.pass_time(seconds)


@pytest.fixture
def line(rig: Rig, tmp_path: Path) -> Iterator[Line]:
    line = Line(rig, tmp_path / "provider.sqlite")
    with line.callbacks:
        line.provider.__enter__()
        yield line
        line.close_provider()


def talk_through(line: Line, steps: int) -> None:
    """Five people text now and then; the last text comes half an hour before the end."""
    for step in range(steps):
        for place, number in enumerate(LISTENERS + ANSWERERS):
            if step % 13 == place:
                line.rig.text("ask" if number in ANSWERERS else "tell", number)
        line.step(STEP_S)


OUTAGES: dict[str, tuple[Callable[[Line], None], Callable[[Line], None]]] = {
    "refused connections": (Line.close_provider, Line.open_provider_again),
    "503": (lambda line: _set(line, "503"), lambda line: _set(line, "")),
    "no answers": (lambda line: _set(line, "silent"), lambda line: _set(line, "")),
    "503 for new texts only": (lambda line: _set(line, "sending"), lambda line: _set(line, "")),
}


def _set(line: Line, outage: str) -> None:
    line.provider.outage = outage


@pytest.mark.parametrize("outage", OUTAGES)
def test_four_hours_without_the_provider_lose_double_and_turn_round_nothing(line: Line, outage: str) -> None:
    begin, end = OUTAGES[outage]
    begin(line)
    talk_through(line, FOUR_HOURS)
    asked = len(line.provider.requests)
    end(line)
    assert line.provider.texts() == []
    for _ in range(45):
        line.step(60)
    rows = [row for number in LISTENERS + ANSWERERS for row in line.rig.rows(number)]
    assert len(rows) == 20
    shown = [text.our_id for text in line.provider.texts()]
    assert len(set(shown)) == len(shown), "doubled"
    for number in LISTENERS + ANSWERERS:
        mine = line.rig.rows(number)
        reached = [row for row in mine if row.our_id in shown]
        assert line.provider.phone(number) == [row.body for row in reached], "the order of their own texts"
        assert mine[-1] in reached
        gone = [row for row in mine if row.our_id not in shown]
        assert all(row.state == WITHDRAWN and row.question for row in gone), "only questions that are no longer open"
        assert not (gone and number in LISTENERS)
    assert {(row.status, row.error_code) for row in rows if row.our_id in shown} == {("delivered", None)}
    assert all(row.final_at for row in rows)
    with line.rig.store.reading() as tx:
        spent = tx.ledger.spent(line.rig.pinned.at.date())
    told = sum(row.segments for row in rows if row.our_id in shown)
    again = sum(row.segments for row in rows if row.question)  # asked once more before it was proved that it never went
    assert told <= spent <= told + again * (outage == "503 for new texts only")
    assert asked <= 20 * 2 * FOUR_HOURS * STEP_S / 600, "each text is asked about every ten minutes at the most"


def test_one_moment_that_could_not_go_in_time_is_not_said_before_the_answer(line: Line) -> None:
    rig = line.rig
    line.provider.outage = "503"
    rig.engine.answer = _refuse
    rig.text("tell")
    rig.talk.handle_next()
    rig.pinned.pass_time(9)
    rig.talk.handle_next()
    assert [row.kind for row in rig.rows()] == ["moment"]
    rig.engine.answer = count_and_say
    rig.pinned.pass_time(9)
    rig.answer_all()
    line.provider.outage = ""
    line.step(60)
    assert line.provider.phone(MARIA) == ["I wrote down: 1 person, counting you."]
    assert rig.rows()[0].state == WITHDRAWN


def test_a_text_that_waits_for_a_phone_goes_as_soon_as_its_person_writes(rig: Rig) -> None:
    rig.text("one")
    rig.answer_all()
    rig.outbox.send_next()
    our_id, sid = next(iter(rig.sender.ids.items()))
    rig.outbox.record_status(our_id, sid, DeliveryStatus.UNDELIVERED, 30003)
    rig.pinned.pass_time(60)
    assert not rig.outbox.send_next()
    rig.text("are you there")
    rig.answer_all()
    rig.send_all()
    assert [body.split(":")[1][:2] for body in rig.sender.bodies] == [" 1", " 1", " 2"]


def _refuse(turn: Turn) -> TurnResult:
    raise Refuse(503)


class TestDoorDown:
    def test_ten_minutes_without_the_door_the_texts_are_found_once_and_in_order(self, line: Line) -> None:
        rig = line.rig
        line.sweep.find_missed()
        for minute in range(10):  # nobody answers the webhook, the provider's book has the text
            if minute in (1, 4, 7):
                line.provider.text_in(MARIA, f"text of minute {minute}", webhook=False)
            rig.pinned.pass_time(60)
        held = line.provider.text_in(MARIA, "the door is open again", webhook=False)
        rig.text("the door is open again", sid=held)  # its webhook came, and is in the list as well
        assert line.sweep.find_missed() == 3
        assert line.sweep.find_missed() == 0
        line.step(60)
        heard = [turn.message for turn in rig.engine.turns]
        assert heard == ["the door is open again", *(f"text of minute {minute}" for minute in (1, 4, 7))]
        for _ in range(4):
            line.step(60)
        assert len(line.provider.phone(MARIA)) == 4

    def test_a_text_that_was_cleared_and_listed_again_is_not_taken_in(self, line: Line) -> None:
        sid = line.provider.text_in(MARIA, "my secret", webhook=False)
        assert line.sweep.find_missed() == 1
        line.provider.clear(sid)
        assert line.sweep.find_missed() == 0


class TestBodiesAtTheProvider:
    def test_seven_days_after_the_last_status_nothing_that_was_said_is_left_there(self, line: Line) -> None:
        rig = line.rig
        line.provider.text_in(MARIA, "tell", webhook=False)
        line.sweep.find_missed()
        line.step(60)
        rig.pinned.pass_time(7 * 24 * 3600 - 3600)
        assert line.sweep.clear_bodies() == 0
        rig.pinned.pass_time(2 * 3600)
        assert line.sweep.clear_bodies() == 2
        bodies = [text.body for direction in ("inbound", "outbound-api") for text in line.provider.texts(direction)]
        assert bodies == ["", ""]


@contextmanager
def locked(rig: Rig, tmp_path: Path) -> Iterator[None]:
    """Somebody else holds the write lock: a transaction of a foreign connection that does not end."""
    if rig.store.dialect == "sqlite":
        foreign = sqlite3.connect(tmp_path / "handrail.db", isolation_level=None)
        foreign.execute("BEGIN IMMEDIATE")
        yield
        foreign.execute("ROLLBACK")
        foreign.close()
        return
    with psycopg.connect(rig.settings.database_url) as other:
        other.execute("LOCK TABLE person, inbox, outbox, seen, claim IN ACCESS EXCLUSIVE MODE")
        yield
        other.rollback()


@pytest.mark.timeout(120)
def test_a_database_that_is_locked_for_half_a_minute_costs_no_text(rig: Rig, tmp_path: Path) -> None:
    """The door says so within five seconds, the worker waits; then the retry and the sweep bring the rest."""
    rig.text("one")
    stop, bell = threading.Event(), Bell()
    worker = threading.Thread(target=_run, args=(Loop("answer", rig.talk.handle_next, bell, 0.1), stop))
    retried, missed = "SM" + "1" * 32, "SM" + "2" * 32
    with locked(rig, tmp_path):
        began = time.monotonic()
        worker.start()
        with pytest.raises(InboxUnavailable):
            rig.text("two", sid=retried)
        assert time.monotonic() - began < 5
        time.sleep(max(0.0, LOCKED_S[rig.store.dialect] - (time.monotonic() - began)))
    rig.text("two", sid=retried)
    for sid, body in ((missed, "three"), (retried, "two")):
        rig.sender.inbound.append(ListedInbound(sid, MARIA, LINE, body, 0, 1, rig.pinned.at))
    assert rig.sweep.find_missed() == 1
    deadline = time.monotonic() + 30
    while len(rig.rows()) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    stop.set()
    bell.ring()
    worker.join(30)
    assert [turn.message for turn in rig.engine.turns] == ["one", "two", "three"]
    rig.send_all()
    assert len(rig.sender.bodies) == 3


def test_a_database_server_that_does_not_answer_is_unavailable_within_the_doors_time(tmp_path: Path) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        database = Database(f"postgresql://handrail@127.0.0.1:{mute.getsockname()[1]}/handrail")
        began = time.monotonic()
        with pytest.raises(StoreUnavailable), database.writing(1.0):
            pass
        assert time.monotonic() - began < 5
        database.close()
