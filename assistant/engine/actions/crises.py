"""Somebody is in danger now: first where help is, and a person here is told at once."""
from __future__ import annotations

from typing import ClassVar

from assistant.engine.actions.base import TalkAction
from assistant.engine.work import Work
from assistant.protocol.effects import OpenCase, Say
from assistant.protocol.reasons import NO_FOOD_NOW, SELF_HARM, VIOLENCE


class Crisis(TalkAction):
    message: ClassVar[str]
    reason: ClassVar[str]
    urgency: ClassVar[str] = "now"

    def act(self, work: Work) -> None:
        work.add(Say(self.message), OpenCase(self.reason, work.turn.message, self.urgency))


class CrisisSelfHarm(Crisis):
    action_name, message, reason = "action_crisis_self_harm", "crisis.self_harm", SELF_HARM


class CrisisViolence(Crisis):
    action_name, message, reason = "action_crisis_violence", "crisis.violence", VIOLENCE


class CrisisHunger(Crisis):
    action_name, message, reason, urgency = "action_crisis_hunger", "crisis.hunger", NO_FOOD_NOW, "hours"
