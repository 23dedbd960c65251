"""What a person may say at any moment to steer the talk."""
from __future__ import annotations

from assistant.engine.actions.base import TalkAction
from assistant.engine.actions.interview import ask_again, misunderstood
from assistant.engine.facts import learn_absent, shared_fills
from assistant.engine.work import Work
from assistant.protocol.effects import Consent, OpenCase, Say, SetLanguage, StartOver
from assistant.protocol.reasons import ASKED_FOR_A_PERSON
from assistant.protocol.state import Asked, State


class Skip(TalkAction):
    action_name = "action_skip"

    def act(self, work: Work) -> None:
        give_up_question(work, "refused")
        work.add(Say("skip_ok"))


class Unsure(TalkAction):
    """Not known: once an easier question; then the fact stays unknown and the rulebook looks for another way."""

    action_name = "action_unsure"

    def act(self, work: Work) -> None:
        asked = work.state.asked
        if asked is not None and asked.form != "easier" and not has_another_way(work, asked):
            work.again = Asked(asked.question, "easier")
            work.add(Say("unsure_ok"))
            return
        give_up_question(work, "not_known")
        work.add(Say("unsure_ok"))


def has_another_way(work: Work, asked: Asked) -> bool:
    """Another question asks for the same in an easier way (the state instead of the ZIP code)."""
    return bool(shared_fills(work, work.rulebook.question(asked.question)))


def give_up_question(work: Work, why: str) -> None:
    work.change(held=(), errors=0)
    if work.state.asked is not None:
        learn_absent(work, work.rulebook.question(work.state.asked.question), why)


class Why(TalkAction):
    action_name = "action_why"

    def act(self, work: Work) -> None:
        asked = work.state.asked
        work.add(Say(f"why.{asked.question}" if asked is not None else "help"))
        ask_again(work, "first")


class Repeat(TalkAction):
    action_name = "action_repeat"

    def act(self, work: Work) -> None:
        work.add(Say("help" if work.state.asked is None else "repeat"))
        ask_again(work, "first")


class Back(TalkAction):
    """The question before: its new answer replaces the old one."""

    action_name = "action_back"

    def act(self, work: Work) -> None:
        trail = work.state.trail
        earlier = trail[:-1] if work.state.phase == "interview" else trail
        work.change(held=(), errors=0, trail=earlier[:-1] if earlier else ())
        if earlier:
            work.add(Say("back_ok"))
            work.again = Asked(earlier[-1])
        else:
            ask_again(work, "first")


class Restart(TalkAction):
    action_name = "action_restart"

    def act(self, work: Work) -> None:
        work.forget_all()
        work.state = State(greeted=work.state.greeted)
        work.again = None
        work.add(StartOver(), Say("restart_ok"))


class HandOver(TalkAction):
    action_name = "action_hand_over"

    def act(self, work: Work) -> None:
        work.add(OpenCase(ASKED_FOR_A_PERSON, work.turn.message, "day"))


class ChangeLanguage(TalkAction):
    """Speak the language asked for; where none was named, the other one of the two."""

    action_name = "action_change_language"

    def act(self, work: Work) -> None:
        other = {"en": "es", "es": "en"}[work.turn.context.language]
        wish = work.understanding.facts.get("language", other)
        work.add(SetLanguage(str(wish) if wish in ("en", "es") else other), Say("language_changed"))
        ask_again(work, "first")


class WishStop(TalkAction):
    action_name = "action_wish_stop"

    def act(self, work: Work) -> None:
        work.add(Consent("stop"))


class WishStart(TalkAction):
    action_name = "action_wish_start"

    def act(self, work: Work) -> None:
        work.add(Consent("start"))


class TakeCorrection(TalkAction):
    """A change of something told before; the value itself was taken before the rules ran."""

    action_name = "action_take_correction"

    def act(self, work: Work) -> None:
        if work.learnt or work.state.held:
            work.change(errors=0)
        else:
            misunderstood(work)


class NotUnderstood(TalkAction):
    action_name = "action_not_understood"

    def act(self, work: Work) -> None:
        misunderstood(work)
