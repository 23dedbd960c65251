"""Effects into words: what the person reads after a turn. Pure; it never ends in an empty reply.

RepliesError
└── NothingToSay   the effects hold nothing that speaks; an empty reply is a fault
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, Protocol

from assistant.hours import OpeningHours
from assistant.phrases import said_back
from assistant.protocol.effects import (
    Ask,
    Consent,
    Effect,
    Note,
    OfferHuman,
    OpenCase,
    ReadBack,
    ResultLine,
    Say,
    SetLanguage,
    ShowResults,
)
from entitlements.values import Amount
from sms.text import SmsText

_ASKS: Final = (Ask, ReadBack, OfferHuman, Consent)
TEXT: Final = "text"
QUESTION_SEGMENTS: Final = 2
APPLY_OTHER: Final = "apply.other"
_QUESTION_FORMS: Final = {"first": "question", "again": "again", "easier": "easier"}


class RepliesError(Exception):
    """Effects could not be put into words."""


class NothingToSay(RepliesError):
    """The effects hold nothing that speaks."""


class Wording(Protocol):
    """What is needed of `assistant.wording.Words`."""

    @property
    def ids(self) -> tuple[str, ...]: ...

    def render(self, message_id: str, language: str, channel: str, values: Mapping[str, object]) -> str: ...

    def compose(self, pieces: Sequence[str]) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Scene:
    """What the words depend on besides the effects.

    values: known to every message (size, site, phone ...). because: the rulebook's reason against a
    program, by program id. notes: its notes, by note id.
    """

    language: str
    channel: str
    at: datetime
    hours: OpeningHours
    values: Mapping[str, object] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """The bodies of one turn in order; asks: the last one puts a question that stays open."""

    bodies: tuple[str, ...] = field(repr=False)
    asks: bool


def compose_reply(effects: Sequence[Effect], words: Wording, scene: Scene) -> Reply:
    """Word the effects in order, in the language that this turn ends in.

    Raises NothingToSay when no effect speaks.
    """
    for effect in effects:
        if isinstance(effect, SetLanguage):
            scene = replace(scene, language=effect.language)
    speaker = _Speaker(words, scene)
    spoken = [effect for effect in effects if not _is_welcome(effect)]
    pieces = _fitting(speaker, spoken)
    if len(spoken) < len(effects):
        pieces = [speaker.say("welcome", {"question": "\n".join(pieces)})]
    bodies = words.compose(pieces)
    if not any(body.strip() for body in bodies):
        kinds = ", ".join(effect.kind for effect in effects) or "none"
        raise NothingToSay(f"effects ({kinds}) lead to no words; add a message for one of them")
    return Reply(bodies, asks=bool(effects) and isinstance(effects[-1], _ASKS))


def _fitting(speaker: _Speaker, spoken: Sequence[Effect]) -> list[str]:
    """The pieces in full; where notes would make a question longer than its segments, they are cut to a word.

    Only notes are: what was heard counts all the same, and a number that decides is read back by itself.
    """
    pieces = [piece for effect in spoken for piece in speaker.pieces(effect) if piece]
    notes = [effect for effect in spoken if isinstance(effect, Note)]
    asks = bool(spoken) and isinstance(spoken[-1], Ask)
    if not (asks and notes) or speaker.scene.channel != TEXT or SmsText("\n".join(pieces)).fits(QUESTION_SEGMENTS):
        return pieces
    changed = [speaker.say("fixed_briefly")] if any(note.corrected for note in notes) else []
    rest = [effect for effect in spoken if not isinstance(effect, Note)]
    return [*changed, *(piece for effect in rest for piece in speaker.pieces(effect) if piece)]


def human_next(words: Wording, scene: Scene) -> str:
    """What truly happens next after a hand-over: somebody is there, or the next time somebody is."""
    if scene.hours.is_open(scene.at):
        return words.render("human.waiting", scene.language, scene.channel, scene.values)
    next_time = scene.hours.next_open(scene.at)
    if next_time is None:
        return words.render("case_opened", scene.language, scene.channel, scene.values)
    values = {**scene.values, "next_time": next_time}
    return words.render("human.after_hours", scene.language, scene.channel, values)


def _is_presumed(note: str) -> bool:
    """A presumption holds for every result alike, so it is said once."""
    return note.startswith("presumed.")


def _is_welcome(effect: Effect) -> bool:
    return isinstance(effect, Say) and effect.message == "welcome"


@dataclass(frozen=True)
class _Speaker:
    """Renders one effect at a time."""

    words: Wording
    scene: Scene

    def say(self, message_id: str, values: Mapping[str, Any] | None = None) -> str:
        given = {**self.scene.values, **(values or {})}
        return self.words.render(message_id, self.scene.language, self.scene.channel, given)

    def pieces(self, effect: Effect) -> Iterator[str]:
        match effect:
            case Say():
                yield self.say(self._own_or_rulebooks(effect.message), effect.values)
            case Ask():
                yield self.say(f"{_QUESTION_FORMS[effect.form]}.{effect.question}")
            case Note():
                yield self._heard("fixed" if effect.corrected else "noted", effect)
            case ReadBack():
                yield self._heard("read_back", effect)
            case OfferHuman():
                yield self.say("human.offered")
            case OpenCase():
                yield human_next(self.words, self.scene)
            case ShowResults():
                yield from self._results(effect)
            case Consent():
                yield self.say("stop_ask" if effect.wish == "stop" else "start_done")
            case _:
                return

    def _heard(self, family: str, effect: Note | ReadBack) -> str:
        return self.say(f"{family}.{effect.question}", {"value": said_back(effect.values)})

    def _results(self, effect: ShowResults) -> Iterator[str]:
        likely = [self.say("result.likely", self._line(row)) for row in effect.results if row.outcome == "likely"]
        more = effect.more > 0
        if likely:
            yield self.say("results.first" if effect.first else "results.more", {"lines": likely, "more": more})
        elif effect.first:
            yield self.say("results.none_likely", {"more": more})
        told: set[str] = set()
        for row in effect.results:
            yield from self._notes(row, told)
        for presumed in dict.fromkeys(note for row in effect.results for note in row.notes if _is_presumed(note)):
            yield self.say(f"result.{presumed}")
        unlikely = [row for row in effect.results if row.outcome == "unlikely"] if likely or not effect.first else []
        open_ones = [row for row in effect.results if row.outcome not in ("likely", "unlikely")]
        yield from self._grouped(open_ones, "result.ask_a_person", "results.not_sure", "result.not_sure_line")
        yield from self._grouped(unlikely, "result.unlikely", "results.unlikely", "result.unlikely_line")

    def _grouped(self, rows: Sequence[ResultLine], alone: str, together: str, line: str) -> Iterator[str]:
        """One result in its own words, several as a list under the words that hold for all."""
        if len(rows) == 1:
            yield self.say(alone, self._line(rows[0]))
        elif rows:
            yield self.say(together, {"lines": [self.say(line, self._line(row)) for row in rows]})

    def _own_or_rulebooks(self, message_id: str) -> str:
        """How to apply: our own words for a program where there are some, else the rulebook's."""
        return APPLY_OTHER if message_id.startswith("apply.") and message_id not in self.words.ids else message_id

    def _notes(self, row: ResultLine, told: set[str]) -> Iterator[str]:
        """A program's notes: in our own words where there are some, and the rulebook's together under one name.

        told: what the rulebook was said to say in this answer; two programs may say the same, and once is enough.
        """
        notes = [note for note in row.notes if not _is_presumed(note)]
        rulebooks = [note for note in notes if f"result.{note}" not in self.words.ids and note in self.scene.notes]
        for note in notes:
            if note not in rulebooks:
                yield self.say(f"result.{note}", {"program": row.program})
        new = [self.scene.notes[note] for note in rulebooks if self.scene.notes[note] not in told]
        told.update(new)
        if new:
            yield self.say("result.note", {"program": row.program, "note": " ".join(new)})

    def _line(self, row: ResultLine) -> dict[str, object]:
        """The values of one program's line; an amount of nothing is no amount."""
        amount = None
        if row.amount_high and row.amount_low is not None:
            amount = Amount(row.amount_low, row.amount_high, row.period)
        return {
            "program": row.program, "who": list(row.who), "amount": amount,
            "because": self.scene.because.get(row.program, ""),
        }  # fmt: skip
