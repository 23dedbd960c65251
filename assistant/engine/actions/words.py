"""Interruptions that are answered with one message; the open question then returns by the rule's own step."""
from __future__ import annotations

from typing import ClassVar, Mapping, Tuple, Type

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


def _saying(kind: Type[TalkAction], messages: Mapping[str, str]) -> Tuple[Type[TalkAction], ...]:
    """One action a row: its name for Rasa, and the message it says."""
    return tuple(
        type(f"{kind.__name__}_{message}", (kind,), {"action_name": action, "message": message})
        for action, message in messages.items()
    )


ANSWERS = _saying(
    SayAndReturn,
    {
        "action_help": "help", "action_status": "status_cannot", "action_where": "where",
        "action_worry_immigration": "immigration", "action_worry_privacy": "privacy", "action_worry_cost": "cost",
        "action_bot": "bot", "action_thanks": "thanks", "action_abuse": "abuse",
        "action_out_of_scope": "out_of_scope",
    },
)  # fmt: skip
FAREWELLS = _saying(
    Leave, {f"action_{message}": message for message in ("wrong_number", "someone_else", "bye")}
)
