"""The actions of the talk, as `rasa_sdk` classes; `ACTIONS` is what the engine registers.

An action never looks at the intent to decide what to do: which action runs is Rasa's choice, by a rule in
assistant/flows/.
"""
from __future__ import annotations

from typing import Tuple, Type

from assistant.engine.actions import controls, crises, interview, results, words
from assistant.engine.actions.base import TalkAction

ACTIONS: Tuple[Type[TalkAction], ...] = (
    interview.AskInterviewAnswer,
    results.ShowResultsNow, results.MoreResults, results.ResultsMenu, results.TakeNeed,
    results.HowToApply, results.Documents, results.AmountQuestion,
    controls.Skip, controls.Unsure, controls.Why, controls.Repeat, controls.Back, controls.Restart,
    controls.HandOver, controls.ChangeLanguage, controls.WishStop, controls.WishStart, controls.TakeCorrection,
    controls.NotUnderstood,
    crises.CrisisSelfHarm, crises.CrisisViolence, crises.CrisisHunger,
    words.Greet, *words.ANSWERS, *words.FAREWELLS,
)  # fmt: skip
