"""Interruptions that are answered with one message; the open question then returns by the rule's own step."""
from __future__ import annotations

from typing import ClassVar

from assistant.engine.actions.base import TalkAction
from assistant.engine.actions.interview import ask_again
from assistant.engine.work import Work
from assistant.protocol.effects import EndTalk, Say
from assistant.protocol.state import State


class SayAndReturn(TalkAction):
    message: ClassVar[str]

    def act(self, work: Work) -> None:
        work.add(Say(self.message))
        ask_again(work, "first")


class Help(SayAndReturn):
    action_name, message = "action_help", "help"


class Status(SayAndReturn):
    action_name, message = "action_status", "status_cannot"


class Where(SayAndReturn):
    action_name, message = "action_where", "where"


class WorryImmigration(SayAndReturn):
    action_name, message = "action_worry_immigration", "immigration"


class WorryPrivacy(SayAndReturn):
    action_name, message = "action_worry_privacy", "privacy"


class WorryCost(SayAndReturn):
    action_name, message = "action_worry_cost", "cost"


class Bot(SayAndReturn):
    action_name, message = "action_bot", "bot"


class Thanks(SayAndReturn):
    action_name, message = "action_thanks", "thanks"


class Abuse(SayAndReturn):
    action_name, message = "action_abuse", "abuse"


class OutOfScope(SayAndReturn):
    action_name, message = "action_out_of_scope", "out_of_scope"


class Greet(TalkAction):
    """A hello in the middle of a talk; the first hello is answered by the welcome itself."""

    action_name = "action_greet"

    def act(self, work: Work) -> None:
        if work.state.greeted:
            work.add(Say("greet_again"))
            ask_again(work, "first")


class Leave(TalkAction):
    """The talk ends here: no open question, no reminder."""

    message: ClassVar[str]

    def act(self, work: Work) -> None:
        work.add(Say(self.message), EndTalk(self.message))
        work.state = State(greeted=work.state.greeted, phase=work.state.phase, topics=work.state.topics)


class WrongNumber(Leave):
    action_name, message = "action_wrong_number", "wrong_number"


class SomeoneElse(Leave):
    action_name, message = "action_someone_else", "someone_else"


class Bye(Leave):
    action_name, message = "action_bye", "bye"
