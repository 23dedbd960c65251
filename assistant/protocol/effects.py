"""What must happen in the world after a turn: message ids and values, never finished sentences.

The app alone words, stores and sends. Each class carries the `kind` that tells it apart in JSON. The effects of a
turn stand in the order they are told; at most one of them asks something (Ask, ReadBack, OfferHuman), and it is last.
`Say("welcome")` comes first in a talk and opens the same message as the question that ends the turn.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Mapping, Optional, Tuple, Union, get_args

from assistant.protocol.codec import Json, tagged
from entitlements.values import FactValue


@dataclass(frozen=True)
class Say:
    """Say the message `message` with `values` (JSON scalars or lists of them)."""

    kind: ClassVar[str] = "say"
    message: str
    values: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Ask:
    """Put the question `question`; form: "first", "again" (other words) or "easier"."""

    kind: ClassVar[str] = "ask"
    question: str
    form: str = "first"


@dataclass(frozen=True)
class HeardValue:
    """One value as it was heard, for wording: which fact of which member."""

    member: str
    fact: str
    value: FactValue


@dataclass(frozen=True)
class Note:
    """Repeat a sure value in passing, before the next question, so that a mishearing can be seen."""

    kind: ClassVar[str] = "note"
    question: str
    values: Tuple[HeardValue, ...]
    corrected: bool = False


@dataclass(frozen=True)
class ReadBack:
    """Read values back and ask whether they are right."""

    kind: ClassVar[str] = "read_back"
    question: str
    values: Tuple[HeardValue, ...]


@dataclass(frozen=True)
class ResultLine:
    """One program's outcome; amounts in cents per `period` (month or year), None where none is computed.

    notes: ids of further true things to say (for example "expedited"). who: where it is likely for some of the home
    only, "you" for the person asking and the ages of the others, in words of digits.
    """

    program: str
    outcome: str
    amount_low: Optional[int] = None
    amount_high: Optional[int] = None
    notes: Tuple[str, ...] = ()
    period: str = "month"
    who: Tuple[str, ...] = ()


@dataclass(frozen=True)
class ShowResults:
    """Tell these results, best first; `more` are left for the next message, `first` opens the series."""

    kind: ClassVar[str] = "show_results"
    results: Tuple[ResultLine, ...]
    more: int
    first: bool


@dataclass(frozen=True)
class OfferHuman:
    """Ask whether the person wants a human to take over, and why we offer it (a case reason)."""

    kind: ClassVar[str] = "offer_human"
    reason: str


@dataclass(frozen=True)
class OpenCase:
    """Hand over: store a case with this reason (assistant.protocol.reasons), the words that led to it, and how urgent.

    urgency: "now" (danger), "hours" (no food, shut-off, eviction) or "day".
    """

    kind: ClassVar[str] = "open_case"
    reason: str
    words: str
    urgency: str = "day"


@dataclass(frozen=True)
class SetLanguage:
    """Speak this language ("en" or "es") from this turn's reply on."""

    kind: ClassVar[str] = "set_language"
    language: str


@dataclass(frozen=True)
class Consent:
    """The person seems to want this: "stop" or "start". The app asks once before it acts on a natural phrase."""

    kind: ClassVar[str] = "consent"
    wish: str


@dataclass(frozen=True)
class StartOver:
    """Set aside every fact the person said; the talk begins anew."""

    kind: ClassVar[str] = "start_over"


@dataclass(frozen=True)
class Withdraw:
    """These facts no longer hold because a newer one rules them out ("we are 2" after three ages were told).

    `facts` are "member.fact"; each is set aside like a fact that was said by mistake, never overwritten.
    """

    kind: ClassVar[str] = "withdraw"
    facts: Tuple[str, ...]


@dataclass(frozen=True)
class EndTalk:
    """The talk is over: no reminder, no open question (wrong number, someone else, goodbye)."""

    kind: ClassVar[str] = "end_talk"
    reason: str


Effect = Union[
    Say, Ask, Note, ReadBack, ShowResults, OfferHuman, OpenCase, SetLanguage, Consent, StartOver, Withdraw, EndTalk,
]
tagged(Effect, *get_args(Effect))
