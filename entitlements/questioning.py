"""Which questions can still tell something: the questions of the rule data against the facts held and missing."""

from __future__ import annotations

from collections.abc import Mapping, Set

from entitlements.fact_bits import FactBits
from entitlements.household import HOUSEHOLD, Household
from entitlements.language.results import Missing
from entitlements.program import Question
from entitlements.values import Absent


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
    if question.skip_if_held is not None and (HOUSEHOLD, question.skip_if_held) in household.facts:
        return True
    return _asks_of_each(question) and _nobody_else_can_be_told_of(question, household)


def _asks_of_each(question: Question) -> bool:
    return any(filled.startswith("each.") for filled in question.fills)


def _nobody_else_can_be_told_of(question: Question, household: Household) -> bool:
    """Who did not tell how many people there are would be asked about one more of them for ever."""
    if not isinstance(household.get(HOUSEHOLD, "size"), Absent):
        return False
    each = (filled.partition(".")[2] for filled in question.fills if filled.startswith("each."))
    return all(("p0", fact) in household.facts for fact in each)
