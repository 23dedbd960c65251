"""The next question: the one that promises to settle most worth per burden, over the typical answers in the rule data.

For each question that fills a fact on which an open program hangs, its typical answers are tried out, and the programs
that hang on it are judged again. A program counts as settled in part: the fewer questions it still needs, the more.
Private questions carry a high burden; those marked `last` wait until nothing else can help.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from math import inf

from entitlements.assembly import Guess, Rules
from entitlements.compiling import SIZE
from entitlements.determination import LIKELY, NEED_MORE
from entitlements.errors import HouseholdError
from entitlements.evaluation import Evaluation
from entitlements.household import HOUSEHOLD, Household, Row
from entitlements.judging import Judgement, evaluation, judge
from entitlements.language import kinds
from entitlements.program import Program, Question
from entitlements.values import Amount, FactValue

LIKELY_SHARE = 0.6
TRIED = 6
# A bound and a promise are summed up in different order, so they may differ by the last digits
ROUNDING = 1 + 1e-9


@dataclass(frozen=True)
class _Open:
    """A program that is not settled yet: how far it is and the questions that can still move it.

    `worth` is the program's. Until something is likely, a program counts less the more questions it still needs: people
    stay for the rest of the questions once they have heard of one thing that they can get.
    """

    program: Program
    run: Evaluation
    progress: float
    questions: tuple[Question, ...]
    worth: float


def choose(
    rules: Rules,
    programs: Iterable[Program],
    household: Household,
    on: date,
    wanted: Sequence[str],
    exclude: Set[str],
) -> Question | None:
    """None when no open program hangs on a fact that may still be asked for.

    What is asked last is taken for granted as long as anything else can help (everybody is a citizen, say), so that
    nothing is asked only because that answer is still out; then it is asked itself.
    """
    programs = tuple(programs)
    rows = _granted(rules, household)
    if rows:
        found = _best(rules, programs, household.with_rows(rows), on, wanted, exclude)
        if found is not None:
            return found
    return _best(rules, programs, household, on, wanted, exclude)


def _granted(rules: Rules, household: Household) -> list[Row]:
    """The facts of questions that wait until last, as the rule data presumes them."""
    return [
        (HOUSEHOLD, fact, presume.value)
        for fact, questions in rules.asked_by.items()
        if (presume := rules.facts[fact].presume) is not None
        and all(question.last for question in questions)
        and (HOUSEHOLD, fact) not in household.facts
    ]


def _best(
    rules: Rules,
    programs: Sequence[Program],
    household: Household,
    on: date,
    wanted: Sequence[str],
    exclude: Set[str],
) -> Question | None:
    still_open = _still_open(rules, programs, household, on, exclude)
    focus = [each for each in still_open if each.program.id in wanted] or still_open
    candidates = {question.id: question for each in focus for question in each.questions}
    candidates = {name: question for name, question in candidates.items() if question.last} or candidates
    if len(candidates) < 2:
        return next(iter(candidates.values()), None)
    tried = [_Trial(rules, household, question, still_open, exclude) for question in candidates.values()]
    tried.sort(key=lambda trial: (-trial.touched, trial.question.id))
    return _most_promising(tried[:TRIED])


def _still_open(
    rules: Rules, programs: Sequence[Program], household: Household, on: date, exclude: Set[str]
) -> list[_Open]:
    runs = [(program, evaluation(rules, program, household, on)) for program in programs]
    judged = [(program, run, judge(rules, program, run)) for program, run in runs]
    one_is_likely = any(judgement.outcome == LIKELY for _, _, judgement in judged)
    found = []
    for program, run, judgement in judged:
        questions = _useful(rules, run, judgement, exclude)
        if questions:
            worth = program.worth if one_is_likely else program.worth / len(questions)
            found.append(_Open(program, run, _progress(judgement, len(questions)), questions, worth))
    return found


def _most_promising(trials: Sequence[_Trial]) -> Question:
    """The first by name among the best; a question that could not win even if it settled everything is not tried."""
    best, chosen = -inf, trials[0].question
    for trial in sorted(trials, key=lambda trial: -trial.at_most):
        if trial.at_most * ROUNDING < best:
            break
        promise = trial.promise()
        if promise > best or (promise == best and trial.question.id < chosen.id):
            best, chosen = promise, trial.question
    return chosen


class _Trial:
    """One question tried out with its typical answers on the open programs that hang on it."""

    def __init__(
        self, rules: Rules, household: Household, question: Question, still_open: Sequence[_Open], exclude: Set[str]
    ) -> None:
        self.rules, self.household, self.question, self.exclude = rules, household, question, exclude
        self.hanging = [each for each in still_open if question in each.questions]

    @property
    def touched(self) -> float:
        """Worth that hangs on the question, per burden; a program counts less the more questions it still needs."""
        return sum(each.worth / len(each.questions) for each in self.hanging) / self.question.burden

    @property
    def at_most(self) -> float:
        """More than the promise can be: every typical answer settles every program."""
        weight = sum(guess.weight for guess in self.rules.guesses[self.question.id])
        return weight * sum(each.worth * (1 - each.progress) for each in self.hanging) / self.question.burden

    def promise(self) -> float:
        """Expected gain in settled worth over the typical answers, per burden."""
        total = 0.0
        for guess in self.rules.guesses[self.question.id]:
            try:
                rows = guessed_rows(self.rules, self.household, guess)
                after = self.household.with_rows(rows)
            except HouseholdError:
                continue  # this typical answer contradicts what is known, so this person will not give it
            changed = {fact for _member, fact, _value in rows}
            if len(after.members) != len(self.household.members):
                changed.add(SIZE)
            held = self.rules.bits.of((member, fact) for member, fact, _value in rows)
            for each in self.hanging:
                run = each.run.after(after, frozenset(changed), each.run.held | held)
                total += guess.weight * each.worth * (self._progress_of(each, run) - each.progress)
        return total / self.question.burden

    def _progress_of(self, each: _Open, run: Evaluation) -> float:
        judgement = judge(self.rules, each.program, run)
        return _progress(judgement, len(_useful(self.rules, run, judgement, self.exclude)))


def _useful(rules: Rules, run: Evaluation, judgement: Judgement, exclude: Set[str]) -> tuple[Question, ...]:
    """The questions that can still move an open program."""
    if judgement.outcome != NEED_MORE and (judgement.outcome != LIKELY or judgement.amount_settled):
        return ()
    return rules.questioning.useful(run.household, judgement.missing & ~run.held, exclude)


def _progress(judgement: Judgement, still_needed: int) -> float:
    """1 when settled, else a share that grows as fewer questions are left; a likely program has most of it."""
    share = 1 / (1 + still_needed)
    return LIKELY_SHARE + (1 - LIKELY_SHARE) * share if judgement.outcome == LIKELY else share


def guessed_rows(rules: Rules, household: Household, guess: Guess) -> list[Row]:
    """The rows a typical answer would tell; what is held already stays as it is."""
    rows: list[Row] = []
    for name, text in guess.facts.items():
        holder, _, fact = name.partition(".")
        kind = rules.facts[fact].kind
        if holder == HOUSEHOLD:
            rows.append((HOUSEHOLD, fact, _guessed(kind, text)))
            continue
        size = household.get(HOUSEHOLD, "size")
        people = size if isinstance(size, int) else 1
        each = text.split()
        rows.extend((f"p{index}", fact, _guessed(kind, each[min(index, len(each) - 1)])) for index in range(people))
    return [row for row in rows if (row[0], row[1]) not in household.facts]


def _guessed(kind: str, text: str) -> FactValue:
    if kind == kinds.YES_NO:
        return text == "yes"
    if kind in kinds.MONIES:
        cents = int(text) * 100
        return Amount(cents, cents, "once" if kind == kinds.MONEY else "month")
    return int(text) if kind in kinds.PLAIN else text
