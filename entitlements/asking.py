"""The next question: the one that promises to settle most worth per burden, over the typical answers in the rule data.

For each question that fills a fact on which an open program hangs, its typical answers are tried out, and the programs
that hang on it are judged again. A program counts as settled in part: the fewer questions it still needs, the more.
Private questions carry a high burden; those marked `last` wait until nothing else can help.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date

from entitlements.assembly import Guess, Rules
from entitlements.determination import LIKELY, NEED_MORE
from entitlements.determining import Judgement, can_be_asked, evaluation, judge
from entitlements.errors import HouseholdError
from entitlements.evaluation import SIZE, Evaluation
from entitlements.household import HOUSEHOLD, Household, Row
from entitlements.language import kinds
from entitlements.program import Question
from entitlements.values import Amount, FactValue

LIKELY_SHARE = 0.6
TRIED = 6


def choose(rules: Rules, household: Household, on: date, wanted: Sequence[str], exclude: Set[str]) -> Question | None:
    """None when no open program hangs on a fact that may still be asked for.

    What is asked last is taken for granted as long as anything else can help (everybody is a citizen, say), so that
    nothing is asked only because that answer is still out; then it is asked itself.
    """
    rows = _granted(rules, household)
    if rows:
        found = _best(rules, household.with_rows(rows), on, wanted, exclude)
        if found is not None:
            return found
    return _best(rules, household, on, wanted, exclude)


def _granted(rules: Rules, household: Household) -> list[Row]:
    """The facts of questions that wait until last, as the rule data presumes them."""
    return [
        (HOUSEHOLD, fact, presume.value)
        for fact, questions in rules.asked_by.items()
        if (presume := rules.facts[fact].presume) is not None
        and all(question.last for question in questions)
        and (HOUSEHOLD, fact) not in household.facts
    ]


def _best(rules: Rules, household: Household, on: date, wanted: Sequence[str], exclude: Set[str]) -> Question | None:
    runs = {name: evaluation(rules, program, household, on) for name, program in rules.programs.items()}
    judged = {name: judge(rules, program, runs[name]) for name, program in rules.programs.items()}
    needs = {
        name: questions
        for name, judgement in judged.items()
        if (questions := _useful(rules, household, judgement, exclude))
    }
    focus = [name for name in wanted if name in needs] or list(needs)
    candidates = {question.id: question for name in focus for question in needs[name]}
    waited = {name: question for name, question in candidates.items() if question.last}
    candidates = waited or candidates
    if len(candidates) < 2:
        return next(iter(candidates.values()), None)
    candidates = _most_promising(rules, candidates, needs)
    progress = {name: _progress(judged[name], questions) for name, questions in needs.items()}
    found = {
        name: _promise(rules, runs, question, progress, needs, exclude) / question.burden
        for name, question in candidates.items()
    }
    return candidates[max(sorted(found), key=lambda name: found[name])]


def _most_promising(
    rules: Rules, candidates: Mapping[str, Question], needs: Mapping[str, tuple[Question, ...]]
) -> dict[str, Question]:
    """The few worth trying out: those that touch the most worth per burden, light questions first among equals."""

    def touched(question: Question) -> float:
        worth = sum(
            rules.programs[name].worth / len(questions) for name, questions in needs.items() if question in questions
        )
        return worth / question.burden

    best = sorted(candidates, key=lambda name: (-touched(candidates[name]), name))[:TRIED]
    return {name: candidates[name] for name in best}


def _useful(rules: Rules, household: Household, judgement: Judgement, exclude: Set[str]) -> tuple[Question, ...]:
    """The questions that can still move an open program."""
    if judgement.outcome != NEED_MORE and (judgement.outcome != LIKELY or judgement.amount_settled):
        return ()
    found: dict[str, Question] = {}
    for name in sorted(judgement.missing):
        fact = name.partition(".")[2]
        if can_be_asked(rules, household, name):
            for question in rules.asked_by[fact]:
                held = question.skip_if_held is not None and (HOUSEHOLD, question.skip_if_held) in household.facts
                if question.id not in exclude and not held:
                    found[question.id] = question
    return tuple(found.values())


def _promise(
    rules: Rules,
    runs: Mapping[str, Evaluation],
    question: Question,
    before: Mapping[str, float],
    needs: Mapping[str, tuple[Question, ...]],
    exclude: Set[str],
) -> float:
    """Expected gain in settled worth over the typical answers."""
    touched = [name for name, questions in needs.items() if question in questions]
    household = runs[touched[0]].household
    total = 0.0
    for guess in rules.guesses[question.id]:
        try:
            rows = guessed_rows(rules, household, guess)
            after = household.with_rows(rows)
        except HouseholdError:
            continue  # this typical answer contradicts what is known, so this person will not give it
        changed = {fact for _member, fact, _value in rows}
        if len(after.members) != len(household.members):
            changed.add(SIZE)
        for name in touched:
            program = rules.programs[name]
            then = judge(rules, program, runs[name].after(after, changed, rules.depends[name]))
            gain = _progress(then, _useful(rules, after, then, exclude)) - before[name]
            total += guess.weight * program.worth * gain
    return total


def _progress(judgement: Judgement, still_needed: Sequence[Question]) -> float:
    """1 when settled, else a share that grows as fewer questions are left; a likely program has most of it."""
    share = 1 / (1 + len(still_needed))
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
