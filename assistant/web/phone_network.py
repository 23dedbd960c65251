"""A made-up phone network for development: the phones of the `/phone` page, and a `sms.sender.Sender` to reach them.

It takes texts from the outbox as a provider would, reports queued, sent and delivered after a moment, lists what it
holds, and knows only numbers of the fictional range. What the phones show is kept in one file, each line sealed under
the development key, so that a talk goes on after everything was killed.
"""

from __future__ import annotations

import base64
import json
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from assistant.edge import Edge
from assistant.store import StoreUnavailable
from assistant.store.crypto import Place, open_sealed, seal
from sms.errors import SendError, error_for_code
from sms.inbound import InboundText
from sms.numbers import PhoneNumber, read_number
from sms.sender import ListedInbound, ListedText, OutboundText, Sent
from sms.status import DeliveryStatus
from sms.text import SmsText

Report = Callable[[str, str, DeliveryStatus, int | None], object]
"""(our id, provider id, status, error code): what a status callback would bring."""

LOOK_EVERY_S = 0.1
NOT_REACHABLE = 21211
_NEXT_STEP = {
    DeliveryStatus.QUEUED: (DeliveryStatus.SENT, timedelta(seconds=0.3)),
    DeliveryStatus.SENT: (DeliveryStatus.DELIVERED, timedelta(seconds=0.9)),
}
"""What follows a status, and how long after the text was taken."""


log = structlog.get_logger()


@dataclass(frozen=True)
class PhoneText:
    """One text on a phone. our_id: our id of a text to the phone, "" for one the person wrote."""

    provider_id: str
    our_id: str
    number: str = field(repr=False)
    body: str = field(repr=False)
    media: int
    status: DeliveryStatus
    created: datetime

    @property
    def from_person(self) -> bool:
        return not self.our_id


class PhoneNetwork:
    """See the module. `line` is the helpline's own number; `key` seals the file."""

    def __init__(self, file: Path, key: bytes, edge: Edge, line: str) -> None:
        self._file, self._key, self._edge, self._line = file, key, edge, line
        self._lock = threading.Lock()
        self._texts: dict[str, PhoneText] = {}
        self._place = Place("phone", "line", file.name)
        file.parent.mkdir(parents=True, exist_ok=True)
        self._load()

    def numbers(self) -> tuple[str, ...]:
        """Every phone that has texted or was texted, oldest first."""
        with self._lock:
            return tuple(dict.fromkeys(text.number for text in self._texts.values()))

    def shown(self, number: str) -> tuple[PhoneText, ...]:
        """What one phone shows, oldest first."""
        with self._lock:
            return tuple(text for text in self._texts.values() if text.number == number)

    def text_in(self, number: PhoneNumber, body: str, media: int = 0) -> InboundText:
        """The person sends a text; it is on its way (queued) until `taken`. Raises ValueError for a real number."""
        if not number.is_fictional:
            raise ValueError("only numbers of the fictional range (555-0100 to 555-0199) may be used here")
        text = PhoneText(
            self._new_id(), "", number.e164, body, media, DeliveryStatus.QUEUED, self._edge.now()
        )
        self._keep(text)
        return InboundText(text.provider_id, number, self._line, body, media, None, SmsText(body).segments, "US")

    def taken(self, provider_id: str) -> None:
        """The helpline has the person's text."""
        self._set_status(provider_id, DeliveryStatus.DELIVERED)

    def send(self, text: OutboundText) -> Sent | SendError:
        """See `sms.sender.Sender.send`."""
        if not text.to.is_fictional:
            return error_for_code(NOT_REACHABLE)
        kept = PhoneText(
            self._new_id(), text.our_id, text.to.e164, text.body, 0, DeliveryStatus.QUEUED, self._edge.now()
        )
        self._keep(kept)
        return Sent(kept.provider_id, kept.status)

    def list_to(self, number: PhoneNumber, since: datetime) -> tuple[ListedText, ...]:
        """See `sms.sender.Sender.list_to`."""
        return tuple(
            ListedText(text.provider_id, text.body, text.status, text.created)
            for text in reversed(self.shown(number.e164))
            if text.created >= since and not text.from_person
        )

    def list_inbound(self, since: datetime) -> Iterator[ListedInbound]:
        """See `sms.sender.Sender.list_inbound`."""
        with self._lock:
            texts = [text for text in self._texts.values() if text.from_person and text.created >= since]
        for text in reversed(texts):
            segments = SmsText(text.body).segments
            yield ListedInbound(
                text.provider_id, text.number, self._line, text.body, text.media, segments, text.created
            )

    def redact(self, provider_id: str) -> None:
        """See `sms.sender.Sender.redact`. The phone itself keeps what it shows, as a real one would."""

    def deliver(self, report: Report, until: threading.Event) -> None:
        """Carry texts to their phones and report each step, until told to end. Runs in a thread of its own.

        A step that could not be reported is reported again: reports may come twice, as a provider's do.
        """
        while not until.wait(LOOK_EVERY_S):
            try:
                self._one_round(report, self._edge.now())
            except StoreUnavailable as error:
                log.warning("phone_report_not_taken", error=type(error).__name__)

    def deliver_now(self, report: Report) -> None:
        """Carry every text one step further, whatever its time. Raises what `report` raises."""
        self._one_round(report, None)

    def _one_round(self, report: Report, now: datetime | None) -> None:
        with self._lock:
            on_their_way = [text for text in self._texts.values() if not text.from_person and text.status in _NEXT_STEP]
        for text in on_their_way:
            status, after = _NEXT_STEP[text.status]
            if now is None or now - text.created >= after:
                report(text.our_id, text.provider_id, status, None)
                self._set_status(text.provider_id, status)

    def _new_id(self) -> str:
        return "SM" + self._edge.random_bytes(16).hex()

    def _set_status(self, provider_id: str, status: DeliveryStatus) -> None:
        with self._lock:
            text = self._texts[provider_id]
        self._keep(replace(text, status=status))

    def _keep(self, text: PhoneText) -> None:
        line = base64.b64encode(seal(self._key, _to_json(text).encode(), self._place, self._edge.random_bytes))
        with self._lock, os.fdopen(os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as file:
            file.write(line + b"\n")
            self._texts[text.provider_id] = text

    def _load(self) -> None:
        if not self._file.exists():
            return
        content = self._file.read_bytes()
        whole = content[: content.rfind(b"\n") + 1]
        if len(whole) < len(content):  # a kill cut the last line short; nobody was told that it was kept
            os.truncate(self._file, len(whole))
        for line in whole.splitlines():
            text = _from_json(open_sealed(self._key, base64.b64decode(line), self._place).decode())
            self._texts[text.provider_id] = text


def fictional_number(known: tuple[str, ...], edge: Edge) -> PhoneNumber:
    """A number of the fictional range that no phone has yet."""
    for _ in range(1000):
        pick = int.from_bytes(edge.random_bytes(4))
        number = read_number(f"+1{_AREA_CODES[pick % len(_AREA_CODES)]}55501{pick // 997 % 100:02}")
        if number.e164 not in known:
            break
    return number


_AREA_CODES = ("202", "213", "305", "312", "404", "512", "602", "718", "816", "916")


def _to_json(text: PhoneText) -> str:
    return json.dumps([
        text.provider_id, text.our_id, text.number, text.body, text.media, text.status.value, text.created.isoformat()
    ])  # fmt: skip


def _from_json(line: str) -> PhoneText:
    provider_id, our_id, number, body, media, status, created = json.loads(line)
    return PhoneText(
        provider_id, our_id, number, body, media, DeliveryStatus(status), datetime.fromisoformat(created)
    )
