"""What one message leads to: a value that says everything which the turn's transaction will write. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from assistant.people import Pending
from assistant.protocol.effects import OpenCase
from assistant.protocol.turn import TurnResult
from sms.text import SmsText

# kinds of outgoing texts
REPLY: Final = "reply"
RESULT: Final = "result"
DANGER: Final = "danger"
CONSENT: Final = "consent"
MOMENT: Final = "moment"
CASEWORKER: Final = "caseworker"
REMINDER: Final = "reminder"

# urgency of outgoing texts: smaller goes first, and 0 goes even when the spend cap is reached
FIRST: Final = 0
USUAL: Final = 1
LAST: Final = 2
URGENCY: Final = {REPLY: USUAL, RESULT: USUAL, DANGER: FIRST, CONSENT: FIRST, MOMENT: USUAL, CASEWORKER: USUAL,
                  REMINDER: LAST}  # fmt: skip


@dataclass(frozen=True)
class Outgoing:
    """A body to be sent. question: it may be asked once more if nobody knows whether it arrived."""

    body: str = field(repr=False)
    kind: str = REPLY
    question: bool = False

    @property
    def urgency(self) -> int:
        return URGENCY[self.kind]

    @property
    def segments(self) -> int:
        return SmsText(self.body).segments


@dataclass(frozen=True)
class Decision:
    """What a message leads to. The defaults are a message that is taken note of and answered by nobody.

    why: one word for the record and the log. result: the engine's turn, to be written with the facts it learnt.
    cases are opened; offers are opened as offered, until the person says yes (offer_taken).
    opt_out: people.STOPPED or people.BLOCKED. pending: the app's own question that is open after this message.
    """

    why: str
    texts: tuple[Outgoing, ...] = ()
    result: TurnResult | None = None
    pack: str = ""
    cases: tuple[OpenCase, ...] = ()
    offers: tuple[OpenCase, ...] = ()
    offer_taken: bool = False
    opt_out: str | None = None
    opt_in: bool = False
    erase: bool = False
    pending: Pending | None = None
    language: str | None = None


def outgoing(bodies: tuple[str, ...], kind: str = REPLY, *, asks: bool = False) -> tuple[Outgoing, ...]:
    """Bodies of one kind in order; asks: the last one puts a question."""
    last = len(bodies) - 1
    return tuple(Outgoing(body, kind, question=asks and number == last) for number, body in enumerate(bodies))
