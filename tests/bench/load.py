"""Texts at the door, signed as the provider signs them: at times of their own, or a fixed number under way.

`open_load` is what a helpline sees: people text when they like, whether or not others were answered. `closed_load`
keeps a fixed number of texts under way, which shows how much the house can do at most.
"""

from __future__ import annotations

import http.client
import itertools
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from assistant.settings import Settings
from tests.bench.talks import Crowd, Message

DOOR_PATH = "/sms/inbound"
ANSWER_LIMIT_S = 30.0
POSTERS = 24  # more than ever wait for the door at once, so that an arrival is never held back here


@dataclass
class Door:
    """Posts to one house, each text over a connection of its own.

    acknowledged: seconds until each answer; late: how late each was sent; refused: what else became of a text.
    first: provider ids are counted from here, because a house takes each only once.
    """

    settings: Settings
    port: int
    first: int = 0
    acknowledged: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=itertools.count, repr=False)

    def post(self, message: Message, due: float | None = None) -> bool:
        """One signed webhook; whether it was taken. due: when it should have gone; counted from there."""
        body, headers = self._signed(message)
        began = time.monotonic()
        try:
            status = self._posted(body, headers)
        except OSError as error:
            self.refused.append(type(error).__name__)
            return False
        if status != http.client.OK:
            self.refused.append(f"status {status}")
        self.acknowledged.append(time.monotonic() - (began if due is None else due))
        self.late.append(0.0 if due is None else began - due)
        return status == http.client.OK

    def _posted(self, body: str, headers: dict[str, str]) -> int:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_LIMIT_S)) as connection:
            connection.request("POST", DOOR_PATH, body, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status

    def _signed(self, message: Message) -> tuple[str, dict[str, str]]:
        sid = f"SM{self.first + next(self._numbers):032x}"
        form = {
            "MessageSid": sid, "AccountSid": self.settings.twilio_account_sid, "From": message.number,
            "To": self.settings.twilio_from, "Body": message.body, "NumMedia": "0", "NumSegments": "1",
            "FromCountry": "US",
        }  # fmt: skip
        validator = RequestValidator(self.settings.twilio_auth_token)
        signature = validator.compute_signature(self.settings.public_url + DOOR_PATH, form)
        return urlencode(form), {
            "Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature
        }  # fmt: skip


def open_load(door: Door, crowd: Crowd, times: Sequence[float]) -> None:
    """Post the crowd's texts at these times (seconds from now), whatever became of the earlier ones."""
    due: queue.SimpleQueue[tuple[Message, float] | None] = queue.SimpleQueue()

    def work() -> None:
        while (job := due.get()) is not None:
            door.post(*job)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(POSTERS)]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    for at in times:
        message = crowd.next()
        time.sleep(max(0.0, began + at - time.monotonic()))
        due.put((message, began + at))
    for _ in threads:
        due.put(None)
    for thread in threads:
        thread.join()


def closed_load(door: Door, crowd: Crowd, answered: threading.Semaphore, under_way: int, seconds: float) -> int:
    """Keep `under_way` texts unanswered for `seconds`; `answered` is released for each answer. Returns the texts."""
    posted = [0] * under_way
    end = time.monotonic() + seconds

    def work(own: int) -> None:
        while time.monotonic() < end:
            taken = door.post(crowd.next())
            posted[own] += 1
            if taken and not answered.acquire(timeout=ANSWER_LIMIT_S):
                return

    threads = [threading.Thread(target=work, args=(own,), daemon=True) for own in range(under_way)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(posted)
