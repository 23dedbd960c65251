"""The interview tried out on households: how many questions it takes, and whether it ever says a wrong no.

Respondents: *honest* ones answer everything, *forgetful* ones know amounts within a twentieth up or down, *refusing*
ones skip every question whose burden is 3 or more. None of them guesses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median, quantiles

from entitlements.determination import LIKELY, UNLIKELY
from entitlements.evaluation import Evaluation
from entitlements.household import HOUSEHOLD, Household, Row
from entitlements.judging import evaluation
from entitlements.language import kinds
from entitlements.language.results import Number, Result
from entitlements.program import Question
from entitlements.rulebook import Rulebook
from entitlements.values import Absent, Amount, FactValue

HONEST, FORGETFUL, REFUSING = "honest", "forgetful", "refusing"
RESPONDENTS = (HONEST, FORGETFUL, REFUSING)
PRIVATE_FROM = 3
MOST_QUESTIONS = 40


@dataclass
class Talks:
    """What came of the talks with one kind of respondent."""

    questions: list[int] = field(default_factory=list)
    first_likely: list[int] = field(default_factory=list)
    settled_after: list[list[float]] = field(default_factory=list)
    wrong_no: int = 0
    wrong_yes: int = 0
    unknown: int = 0

    def to_json(self) -> dict[str, object]:
        return {
            "n": len(self.questions),
            "questions_median": median(self.questions) if self.questions else None,
            "questions_p90": _p90(self.questions),
            "first_likely_median": median(self.first_likely) if self.first_likely else None,
            "settled_share": [round(share, 4) for share in self.curve()],
            "wrong_no": self.wrong_no,
            "wrong_yes": self.wrong_yes,
            "unknown": self.unknown,
        }

    def curve(self) -> list[float]:
        """Share of the worth settled after 0, 1, 2 ... questions, on average."""
        longest = max((len(each) for each in self.settled_after), default=0)
        return [
            sum(each[min(step, len(each) - 1)] for each in self.settled_after) / len(self.settled_after)
            for step in range(longest)
        ]


def interview(
    rulebook: Rulebook, households: Iterable[Household], on: date, respondents: Sequence[str] = RESPONDENTS
) -> dict[str, Talks]:
    """Every household asked by every kind of respondent; the full facts decide what is right."""
    found = {name: Talks() for name in respondents}
    for household in households:
        right = {each.program: each.outcome for each in rulebook.determine(household, on, rulebook.talked())}
        for name in respondents:
            _talk(rulebook, household, on, name, right, found[name])
    return found


def _talk(
    rulebook: Rulebook, full: Household, on: date, respondent: str, right: Mapping[str, str], talks: Talks
) -> None:
    program = rulebook.programs()[0]
    truth = evaluation(rulebook.rules, program, full, on)
    told = Household.from_facts([])
    first_likely: int | None = None
    curve: list[float] = []
    programs = rulebook.talking.values()
    total = sum(each.worth for each in programs)
    for asked in range(MOST_QUESTIONS + 1):
        now = rulebook.determine(told, on, rulebook.talked())
        talks.wrong_no += any(each.outcome == UNLIKELY and right[each.program] == LIKELY for each in now)
        if first_likely is None and any(each.outcome == LIKELY for each in now):
            first_likely = asked
        closed = {each.program for each in now if each.outcome in (LIKELY, UNLIKELY)}
        curve.append(sum(each.worth for each in programs if each.id in closed) / total)
        question = rulebook.next_question(told, on)
        if question is None:
            break
        told = told.with_rows(answer(question, full, truth, respondent))
    talks.questions.append(asked)
    talks.settled_after.append(curve)
    talks.wrong_yes += sum(each.outcome == LIKELY and right[each.program] == UNLIKELY for each in now)
    talks.unknown += sum(each.outcome not in (LIKELY, UNLIKELY) for each in now)
    if first_likely is not None:
        talks.first_likely.append(first_likely)


def answer(question: Question, full: Household, truth: Evaluation, respondent: str) -> list[Row]:
    """What such a person says to the question: one row per fact that it fills."""
    rows: list[Row] = []
    for filled in question.fills:
        holder, _, fact = filled.partition(".")
        for member in (HOUSEHOLD,) if holder == HOUSEHOLD else full.members:
            rows.append((member, fact, _said(question, member, fact, truth, respondent)))
    return rows


def _said(question: Question, member: str, fact: str, truth: Evaluation, respondent: str) -> FactValue:
    if respondent == REFUSING and question.burden >= PRIVATE_FROM:
        return Absent("refused")
    result: Result = truth.read(fact, None if member == HOUSEHOLD else member)
    if isinstance(result, tuple):
        return Absent("not_known")
    if isinstance(result, (bool, str)):
        return result
    return _number(truth.compiled.facts[fact].kind, result, respondent)


def _number(kind: str, result: Number, respondent: str) -> FactValue:
    whole = round(result)
    if kind not in kinds.MONIES:
        return whole
    period = "once" if kind == kinds.MONEY else "month"
    spread = whole // 20 if respondent == FORGETFUL else 0
    return Amount(whole - spread, whole + spread, period)


def _p90(numbers: Sequence[int]) -> float | None:
    return quantiles(numbers, n=10)[-1] if len(numbers) > 1 else None
