"""From rules and a household to a determination: the outcome (`judging`) with the findings that explain it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from entitlements.assembly import Rules
from entitlements.determination import LIKELY, Determination, Finding, PersonFinding
from entitlements.determination import Figure as UsedFigure
from entitlements.evaluation import Evaluation, key_text
from entitlements.household import Household
from entitlements.judging import any_yes, can_ask, conclude, evaluation, judge
from entitlements.language.results import NOTHING, Quantity, YesNo, ends, missing_of
from entitlements.program import MONTH, Condition, Note, People, Program
from entitlements.values import Truth


def determine(rules: Rules, program: Program, household: Household, on: date, pack: str) -> Determination:
    run = evaluation(rules, program, household, on)
    judgement = judge(rules, program, run)
    tested = (*program.refer, *program.conditions)
    truths = [run.read(condition.rule) for condition in tested]
    telling = _Telling(run)
    findings = tuple(
        telling.finding(rules, program, condition, truth) for condition, truth in zip(tested, truths, strict=True)
    )
    notes = [note.id for note in program.notes if _applies(note, run)]
    low, high = (None, None) if judgement.outcome != LIKELY else _whole_cents(judgement.amount)
    return Determination(
        program=program.id,
        outcome=judgement.outcome,
        amount_low=low,
        amount_high=high,
        findings=findings,
        notes=(*notes, *(f"presumed.{fact}" for fact in judgement.presumed)),
        missing=run.names(judgement.missing),
        pack=pack,
        on=on,
        period=MONTH if program.amount is None else program.amount.period,
        category=_category(program.category, run, None, judgement.outcome),
        people=() if program.people is None else tuple(_people(rules, program, program.people, run)),
    )


def _people(rules: Rules, program: Program, people: People, run: Evaluation) -> Iterator[PersonFinding]:
    """A referral holds for everybody; a person's own rule decides the rest."""
    refer = any_yes(run, program.refer)
    for member in run.household.members:
        decided: YesNo = run.read(people.rule, member)
        missing = NOTHING if refer is True else missing_of(refer) | missing_of(decided)
        outcome = conclude(refer, decided, can_ask(rules, run, missing))
        low, high = None, None
        if people.amount is not None and outcome == LIKELY:
            low, high = _whole_cents(run.read(people.amount, member))
        category = _category(people.category, run, member, outcome)
        yield PersonFinding(member, outcome, category, low, high, run.names(missing))


def _category(name: str | None, run: Evaluation, member: str | None, outcome: str) -> str | None:
    if name is None or outcome != LIKELY:
        return None
    found = run.read(name, member)
    return found if isinstance(found, str) else None


def _applies(note: Note, run: Evaluation) -> bool:
    decided: YesNo = run.read(note.when)
    return note.possible if isinstance(decided, tuple) else decided


def _whole_cents(amount: Quantity | None) -> tuple[int | None, int | None]:
    """Amounts shrink to whole cents: up at the low end, down at the high end, so that nothing is promised."""
    if amount is None:
        return None, None
    lowest, highest, _missing = ends(amount)
    low = None if lowest is None else -int(-lowest // 1)
    high = None if highest is None else int(highest // 1)
    return (high if low is not None and high is not None and low > high else low), high


class _Telling:
    """What all findings of one evaluation draw on, put in order once."""

    def __init__(self, run: Evaluation) -> None:
        self.run = run
        held = ((f"{member}.{fact}", value, fact) for (member, fact), value in run.household.facts.items())
        self.held = sorted(held, key=lambda row: row[0])
        self.figures = [
            UsedFigure(name, keys, value, run.compiled.figures[name].period(run.on).sources[0])
            for name, keys, value in sorted(
                (name, tuple(map(key_text, keys)), _ends(result)) for (name, *keys), result in run.used.items()
            )
        ]

    def finding(self, rules: Rules, program: Program, condition: Condition, result: YesNo) -> Finding:
        truth = _truth(result)
        facts, figures = rules.read_by[(program.id, condition.id)]
        return Finding(
            condition=condition.id,
            truth=truth,
            because=f"{program.id}.{condition.id}.{truth.value}",
            facts=tuple((name, value) for name, value, fact in self.held if fact in facts),
            figures=tuple(figure for figure in self.figures if figure.parameter in figures),
            terms=tuple((term, *_term_ends(self.run.read(term))) for term in condition.terms),
            missing=self.run.names(missing_of(result)),
            sources=condition.sources,
        )


def _truth(result: YesNo) -> Truth:
    if isinstance(result, tuple):
        return Truth.UNKNOWN
    return Truth.YES if result else Truth.NO


def _ends(result: Any) -> tuple[str, str]:
    """A figure's value as determinations write it: both ends of a number, the codes, or a truth twice."""
    if isinstance(result, bool) or (isinstance(result, tuple) and len(result) == 1):
        return _truth(result).value, _truth(result).value
    if isinstance(result, str):
        return result, ""
    if isinstance(result, tuple) and isinstance(result[0], frozenset):
        return "|".join(sorted(result[0])), ""
    low, high, _missing = ends(result)
    return ("" if low is None else str(low)), ("" if high is None else str(high))


def _term_ends(result: Quantity) -> tuple[int, int | None]:
    low, high, _missing = ends(result)
    return int((low or 0) // 1), None if high is None else int(high // 1)
