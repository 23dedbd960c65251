"""Which questions can still tell something: the questions of the rule data against the facts held and missing."""

from __future__ import annotations

from collections.abc import Mapping, Set

from entitlements.fact_bits import FactBits
from entitlements.household import HOUSEHOLD, Household
from entitlements.language.results import Missing
from entitlements.program import Question


class Questioning:
    """What each question fills, as sets of facts of everybody."""

    def __init__(self, questions: Mapping[str, Question], bits: FactBits) -> None:
        self._filled = [
            (question, bits.of_everybody(filled.partition(".")[2] for filled in question.fills))
            for question in questions.values()
        ]

    def can_tell(self, household: Household, open_facts: Missing) -> bool:
        """Whether any of these facts, none of them asked for yet, is filled by a question that may still be asked."""
        return any(filled & open_facts and not skipped(question, household) for question, filled in self._filled)

    def useful(self, household: Household, open_facts: Missing, exclude: Set[str]) -> tuple[Question, ...]:
        """All questions that fill one of these facts and may still be asked."""
        return tuple(
            question
            for question, filled in self._filled
            if filled & open_facts and question.id not in exclude and not skipped(question, household)
        )


def skipped(question: Question, household: Household) -> bool:
    return question.skip_if_held is not None and (HOUSEHOLD, question.skip_if_held) in household.facts
