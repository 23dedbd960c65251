"""Bad input and a bad engine, with the real engine, words and rules: everybody gets a clear reply, nothing is lost."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.patience import Patience
from assistant.protocol.reasons import TURN_FAILED
from assistant.services import Services, open_services
from assistant.store.inbox import DONE, SET_ASIDE
from sms.inbound import read_inbound
from sms.status import DeliveryStatus
from sms.text import SmsText
from tests.support.engine import PACKS, RunningEngine, engine, missing_part, start_engine
from tests.support.house import PinnedEdge, settings_for
from tests.support.rig import LINE, MARIA
from tests.support.scripted_sender import ScriptedSender

__all__ = ["engine"]  # the fixture

pytestmark = pytest.mark.engine
LONG = 4  # segments of the longest message that is allowed


class Phone:
    """One person's phone before the whole house."""

    def __init__(self, services: Services, edge: PinnedEdge) -> None:
        assert isinstance(services.sender, ScriptedSender)
        self.services, self.sender, self._edge, self._count = services, services.sender, edge, 0

    def text(self, body: str, media: int = 0) -> None:
        self._count += 1
        sid = f"SM{self._count + 0xABC:032x}"
        form = {"MessageSid": sid, "From": MARIA, "To": LINE, "Body": body, "NumMedia": str(media)}
        self.services.door.receive(read_inbound(form))

    def hears(self) -> list[str]:
        """What has come since the last time."""
        before = len(self.sender.bodies)
        while self.services.talk.handle_next():
            pass
        self._edge.pass_time(70)
        while self.services.outbox.send_next():
            self._edge.pass_time(70)
            for our_id, provider_id in self.sender.ids.items():
                self.services.outbox.record_status(our_id, provider_id, DeliveryStatus.DELIVERED, None)
            self.sender.ids.clear()
        return self.sender.bodies[before:]

    def say(self, body: str, media: int = 0) -> list[str]:
        self.text(body, media)
        return self.hears()

    def states(self) -> list[str]:
        with self.services.store.reading() as tx:
            person = tx.people.find(MARIA)
            return [message.state for message in tx.inbox.of_person(person.id)] if person else []


@contextmanager
def a_phone(folder: Path, edge: PinnedEdge, socket: Path) -> Iterator[Phone]:
    settings = settings_for(folder, HANDRAIL_PACKS=str(PACKS), ENGINE_SOCKET=str(socket))
    services = open_services(settings, edge.edge(), ScriptedSender(lambda: edge.at))
    yield Phone(services, edge)
    services.close()


@pytest.fixture
def phone(tmp_path: Path, edge: PinnedEdge, engine: RunningEngine) -> Iterator[Phone]:
    with a_phone(tmp_path, edge, engine.socket) as opened:
        yield opened


BAD = {
    "nothing": "", "spaces": " \n\t ", "invisible": "\u200b\ufe0f", "control": "\x00\x07\x1b[31m",
    "long": "help " * 2000, "emoji": "😭😭🙏", "one emoji": "👍", "tapback": "Liked “What ZIP code do you live in?”",
    "gusto": "Le gustó “¿Sí?”", "chinese": "我需要食物", "russian": "мне нужна еда", "arabic": "أحتاج إلى طعام",
    "sql": "'; DROP TABLE person;--", "html": "<script>alert(1)</script><b>hi</b>", "jinja": "{{ 7*7 }}{% for x %}",
    "command": "/restart", "payload": '/inform{"size": 9}', "json": '{"intent": "stop"}',
    "format": "%s %d {0} {household}", "digits": "0" * 500, "signs": "?!?!...", "zalgo": "h̷̢e̸͝l̶̕p̷",
    "half a character": "\ud83d", "right to left": "\u202ehelp\u202c",
}  # fmt: skip


@pytest.mark.parametrize(
    ("first", "language"), [("lost my job need help w food", "en"), ("necesito ayuda con comida", "es")]
)
def test_whatever_comes_gets_a_short_clear_reply_and_the_talk_goes_on(phone: Phone, first: str, language: str) -> None:
    assert phone.say(first)
    for name, body in BAD.items():
        said = phone.say(body)
        assert said and all(text.strip() for text in said), name
        assert all(SmsText(text).segments <= LONG for text in said), name
        whole = "\n".join(said)
        assert not [
            shown for shown in ("49", "{{", "}}", "<b>", "DROP", "{0}", "None", "Traceback") if shown in whole
        ], name
        phone._edge.pass_time(1800)
    assert phone.say("", media=1), "a photo"
    assert set(phone.states()) == {DONE}
    with phone.services.store.reading() as tx:
        person = tx.people.find(MARIA)
        assert person is not None and person.language == language
        learnt_from = {fact.words for fact in tx.talks.facts(person.id)}
    code = {BAD[name] for name in ("sql", "html", "command", "json", "format")}
    assert not learnt_from & code, "nothing was learnt from it"
    assert phone.say("78701")


def test_a_first_message_that_cannot_be_read_gets_words_too(phone: Phone) -> None:
    for body in ("", "\x00", "我需要食物", "Liked “Hi”"):
        assert phone.say(body), body


def test_an_engine_that_hangs_is_one_moment_once_and_then_the_answer(
    tmp_path: Path, edge: PinnedEdge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real engine, stopped and let go on by signals; only the patience is shorter."""
    with an_engine() as own:
        quick = Patience(moment=timedelta(seconds=0.5), slow_turn=timedelta(seconds=30))
        monkeypatch.setattr("assistant.talk.Patience", lambda: quick)
        with a_phone(tmp_path, edge, own.socket) as phone:
            workers = _children(own.process.pid)
            _signal(workers, signal.SIGSTOP)
            phone.text("lost my job need help w food")
            assert [text[:10] for text in phone.hears()] == ["One moment"]
            threading.Timer(1.0, _signal, (workers, signal.SIGCONT)).start()
            (answer,) = phone.hears()
            assert "Example County" in answer and phone.states() == [DONE]


def test_an_engine_that_is_killed_in_the_middle_answers_after_its_restart(tmp_path: Path, edge: PinnedEdge) -> None:
    with an_engine() as own, a_phone(tmp_path, edge, own.socket) as phone:
        _signal(_children(own.process.pid), signal.SIGKILL)
        phone.text("lost my job need help w food")
        said: list[str] = []
        deadline = time.monotonic() + 20
        while not any("Example County" in text for text in said) and time.monotonic() < deadline:
            said += phone.hears()
        assert [text[:10] for text in said[:-1]] in ([], ["One moment"]) and phone.states() == [DONE]


def test_a_message_on_which_the_real_engine_fails_three_times_is_set_aside_and_the_next_goes_on(phone: Phone) -> None:
    """A fact of a kind that the rules do not know makes it fail; a caseworker's correction mends it."""
    phone.say("lost my job need help w food")
    with phone.services.store.transaction() as tx:
        person = tx.people.find(MARIA)
        assert person is not None
        tx.talks.record_fact(person.id, "bad", "household", "size", "lots", "caseworker", phone._edge.at)
    phone.text("78701")
    said = [text for _ in range(6) for text in phone.hears()]
    assert "had trouble with your last message" in said[-1]
    with phone.services.store.transaction() as tx:
        case = tx.cases.open_case(person.id)
        assert case is not None and case.reason == TURN_FAILED
        tx.talks.record_fact(person.id, "good", "household", "size", 3, "caseworker", phone._edge.at)
    assert phone.states() == [DONE, SET_ASIDE]
    assert phone.say("78701") and phone.states() == [DONE, SET_ASIDE, DONE]


@contextmanager
def an_engine() -> Iterator[RunningEngine]:
    """An engine of one's own: it is stopped and killed here."""
    if reason := missing_part():
        pytest.skip(reason)
    with tempfile.TemporaryDirectory(prefix="handrail-engine-") as folder:
        running = start_engine(Path(folder))
        try:
            yield running
        finally:
            _signal(_children(running.process.pid), signal.SIGCONT)
            running.process.terminate()
            running.process.wait(timeout=20)


def _signal(pids: list[int], number: int) -> None:
    for pid in pids:
        os.kill(pid, number)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
