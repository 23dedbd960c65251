"""What is decided by exact rules before anything may be guessed: consent, danger, who may speak, limits. Pure.

The order is the order of harm. A certain STOP, START or DELETE acts at once; danger comes before any doubt; then who
may speak; then limits; only then does the engine get the message.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from assistant import people
from assistant.danger import DangerKind, read_danger
from assistant.decision import CONSENT, DANGER, Decision, Outgoing, outgoing
from assistant.people import Pending, Person
from assistant.protocol.effects import Ask, OpenCase
from assistant.protocol.reasons import NO_FOOD_NOW, SELF_HARM, TOO_MANY_MESSAGES, VIOLENCE
from assistant.protocol.state import Asked
from assistant.protocol.turn import LANGUAGES
from assistant.replies import Scene, Wording, compose_reply, human_next
from assistant.unreadable import unreadable
from sms.consent import ConsentKind, ConsentReading, provider_acts_on, read_consent
from sms.fold import fold
from sms.limits import check_limits

YES: Final = frozenset(
    (
        "y", "yes", "ya", "yeah", "yea", "yep", "yup", "ok", "okay", "sure", "correct", "right", "yes please",
        "yes pls", "please do", "do it", "s", "si", "si por favor", "claro", "claro que si", "dale", "simon",
        "bueno", "esta bien", "de acuerdo", "correcto", "hagalo",
    )
)  # fmt: skip
NO: Final = frozenset(("n", "no", "nope", "nah", "na", "no thanks", "no thank you", "nop", "no gracias", "todavia no"))
_DANGERS: Final = {
    DangerKind.SELF_HARM: (SELF_HARM, "crisis.self_harm", "now"),
    DangerKind.VIOLENCE: (VIOLENCE, "crisis.violence", "now"),
    DangerKind.HUNGER_NOW: (NO_FOOD_NOW, "crisis.hunger", "hours"),
}


@dataclass(frozen=True)
class Situation:
    """One message and all that the exact rules may look at.

    earlier: when this person's other texts came. languages: in which the answer is put, more than one while the
    person's own is not known. provider_answers: setting opt_out_replies, Twilio itself answers its official words.
    noticed: the language of a message before any turn, kept for the talk that follows.
    """

    body: str
    kind: str
    opt_out_type: str | None
    received_at: datetime
    person: Person
    now: datetime
    earlier: Sequence[datetime]
    asked: Asked | None
    scene: Scene
    languages: tuple[str, ...]
    provider_answers: bool
    noticed: str | None = None


Rule = Callable[[Situation, Wording], Decision | None]


def decide_exactly(situation: Situation, words: Wording) -> Decision | None:
    """The first rule that applies; None when the message is for the engine."""
    for rule in _RULES:
        decision = rule(situation, words)
        if decision is not None:
            return decision
    return None


def _answered_by_provider(case: Situation, _words: Wording) -> Decision | None:
    """The webhook says that the provider has answered: record it and say nothing.

    YES and START from somebody who never stopped lift nothing there: they are words like any other, often the answer to
    our question, and must not end in silence.
    """
    match case.opt_out_type:
        case None:
            return None
        case "START" if people.texts_may_go(case.person):
            return None
        case "STOP":
            return Decision("stop_at_provider", opt_out=people.BLOCKED)
        case "START":
            return Decision("start_at_provider", opt_in=True)
        case _:
            return Decision("help_at_provider")


def _certain_consent(case: Situation, words: Wording) -> Decision | None:
    """A message that is, as a whole, an official word; or the answer to what the app asked about one."""
    reading = read_consent(case.body)
    answered = _pending_answered(case, reading, words)
    if answered is not None:
        return answered
    if not reading.sure:
        return None
    at_provider = provider_acts_on(case.body) is reading.kind
    match reading.kind:
        case ConsentKind.STOP:
            return _stop(case, words, at_provider=case.provider_answers and at_provider)
        case ConsentKind.START:
            return _start(case, words, at_provider=at_provider)
        case ConsentKind.HELP:
            return _help(case, words, at_provider=case.provider_answers and at_provider)
        case ConsentKind.DELETE:
            return _delete(case, words)
        case _:
            return None


def _pending_answered(case: Situation, reading: ConsentReading, words: Wording) -> Decision | None:
    pending = people.open_pending(case.person, case.now)
    agreed = fold(case.body) in YES
    if pending == people.STOP_ASKED and (agreed or reading.kind is ConsentKind.STOP):
        return _stop(case, words, at_provider=False)
    if pending == people.DELETE_ASKED and (agreed or reading.kind is ConsentKind.DELETE):
        return _erase(case, words)
    if pending == people.HUMAN_ASKED and agreed:
        pieces = tuple(human_next(words, scene) for scene in _scenes(case))
        return Decision("offer_taken", offer_taken=True, texts=outgoing(words.compose(pieces), DANGER))
    if pending is not None and fold(case.body) in NO:
        return _say_and_ask_again("repeat" if case.asked else "help", case, words)  # no answer to the open question
    return None


def _stop(case: Situation, words: Wording, *, at_provider: bool) -> Decision:
    if at_provider:
        return Decision("stop_at_provider", opt_out=people.BLOCKED)
    if not people.texts_may_go(case.person):
        return Decision("stopped_already")
    return Decision("stop", opt_out=people.STOPPED, texts=_said("stop_done", case, words))


def _start(case: Situation, words: Wording, *, at_provider: bool) -> Decision | None:
    """START from somebody who never stopped is a first word like any other, and goes to the engine."""
    match case.person.consent:
        case people.OPEN:
            return None
        case people.BLOCKED if not at_provider:
            return Decision("start_needs_provider", texts=_in_both_languages("start_twilio", case, words))
        case people.BLOCKED if case.provider_answers:
            return Decision("start_at_provider", opt_in=True)
    return Decision("start", opt_in=True, texts=_said("start_done", case, words))


def _help(case: Situation, words: Wording, *, at_provider: bool) -> Decision | None:
    if at_provider or not people.texts_may_go(case.person):
        return Decision("help_at_provider" if at_provider else "help_while_stopped")
    return _say_and_ask_again("help", case, words)


def _delete(case: Situation, words: Wording) -> Decision:
    """Asked once; somebody who stopped all texts cannot be asked, and is taken at their word."""
    if not people.texts_may_go(case.person):
        return _erase(case, words)
    texts = _said("delete_ask", case, words, asks=True)
    return Decision("delete_asked", texts=texts, pending=Pending(people.DELETE_ASKED, case.now))


def _erase(case: Situation, words: Wording) -> Decision:
    texts = _said("delete_done", case, words) if people.texts_may_go(case.person) else ()
    return Decision("delete", erase=True, texts=texts)


def _danger(case: Situation, words: Wording) -> Decision | None:
    """Help that is there now goes first, whoever owns the talk; after STOP a case opens and no text goes.

    A doubtful finding (a joke, long ago) gets the same help, and is asked whether a human shall come in.
    """
    danger = read_danger(case.body)
    if danger is None:
        return None
    reason, message_id, urgency = _DANGERS[danger.kind]
    wish = (OpenCase(reason, case.body, urgency),)
    if not people.texts_may_go(case.person):
        return Decision("danger_after_stop", cases=wish)
    helped = _rendered(message_id, case, words)
    if danger.sure:
        pieces = helped + tuple(human_next(words, scene) for scene in _scenes(case))
        texts = outgoing(words.compose(pieces), DANGER)
        return Decision("danger", texts=texts, cases=wish, language=case.noticed)
    offered = _rendered("human.offered", case, words)
    texts = outgoing(words.compose(helped + offered), DANGER, asks=True)
    pending = Pending(people.HUMAN_ASKED, case.now)
    return Decision("danger_doubtful", texts=texts, offers=wish, pending=pending, language=case.noticed)


def _stopped(case: Situation, words: Wording) -> Decision | None:
    """Nothing goes out; only who writes the provider's YES is told which word we take."""
    if people.texts_may_go(case.person):
        return None
    if case.person.consent == people.BLOCKED and provider_acts_on(case.body) is ConsentKind.START:
        return Decision("start_needs_provider", texts=_in_both_languages("start_twilio", case, words))
    return Decision("stopped")


def _uncertain_consent(case: Situation, words: Wording) -> Decision | None:
    """A natural phrase that seems to ask for an end: asked about once, never assumed."""
    match read_consent(case.body).kind:
        case ConsentKind.STOP:
            texts = _said("stop_ask", case, words, asks=True)
            return Decision("stop_asked", texts=texts, pending=Pending(people.STOP_ASKED, case.now))
        case ConsentKind.DELETE:
            return _delete(case, words)
        case _:
            return None


def _owned_by_caseworker(case: Situation, _words: Wording) -> Decision | None:
    """The caseworker reads it in the transcript and answers; the assistant keeps quiet."""
    return None if people.assistant_may_speak(case.person) else Decision("for_caseworker")


def _too_many(case: Situation, words: Wording) -> Decision | None:
    allowance = check_limits(case.earlier, case.received_at)
    if allowance.allowed:
        return None
    if not allowance.announce:
        return Decision("over_limit")
    opened = (OpenCase(TOO_MANY_MESSAGES, case.body, "day"),)
    return Decision("limit_reached", texts=_said("limit_reached", case, words), cases=opened)


def _unreadable(case: Situation, words: Wording) -> Decision | None:
    message_id = unreadable(case.kind, case.body)
    return None if message_id is None else _say_and_ask_again(message_id, case, words)


def _say_and_ask_again(message_id: str, case: Situation, words: Wording) -> Decision:
    """Answer, and put the open question again, so that it does not get lost."""
    said = _rendered(message_id, case, words)
    again = compose_reply((Ask(case.asked.question, case.asked.form),), words, case.scene).bodies if case.asked else ()
    return Decision(message_id, texts=outgoing(words.compose((*said, *again)), asks=case.asked is not None))


def _said(message_id: str, case: Situation, words: Wording, *, asks: bool = False) -> tuple[Outgoing, ...]:
    """A consent message."""
    return outgoing(words.compose(_rendered(message_id, case, words)), CONSENT, asks=asks)


def _in_both_languages(message_id: str, case: Situation, words: Wording) -> tuple[Outgoing, ...]:
    return _said(message_id, replace(case, languages=LANGUAGES), words)


def _rendered(message_id: str, case: Situation, words: Wording) -> tuple[str, ...]:
    return tuple(words.render(message_id, at.language, at.channel, at.values) for at in _scenes(case))


def _scenes(case: Situation) -> tuple[Scene, ...]:
    return tuple(replace(case.scene, language=language) for language in case.languages)


_RULES: Final[tuple[Rule, ...]] = (
    _answered_by_provider, _certain_consent, _danger, _stopped, _uncertain_consent, _owned_by_caseworker, _too_many,
    _unreadable,
)  # fmt: skip
