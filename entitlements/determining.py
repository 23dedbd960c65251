"""From rules and a household to an outcome: likely, unlikely, need_more or ask_a_person.

`judge` is the quick form that the choice of questions runs many times; `determine` adds findings that explain it.
Never `unlikely` while a fact that could still change it is missing; a refused fact stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce

from entitlements.assembly import Rules
from entitlements.determination import (
    ASK_A_PERSON,
    LIKELY,
    NEED_MORE,
    UNLIKELY,
    Determination,
    Finding,
    PersonFinding,
)
from entitlements.determination import Figure as UsedFigure
from entitlements.evaluation import Evaluation, key_text
from entitlements.household import HOUSEHOLD, Household
from entitlements.language.results import NO, NOTHING, YES, Codes, Missing, Range, Result, Tri, both, either
from entitlements.program import MONTH, Condition, Note, People, Program
from entitlements.values import Absent, Truth


@dataclass(frozen=True)
class Judgement:
    """`missing` holds what still matters for the outcome or the amount; `presumed` the facts taken for granted."""

    outcome: str
    amount: Range | None
    missing: Missing
    amount_settled: bool
    presumed: tuple[str, ...] = ()


def conclude(refer: Tri, conditions: Tri, can_ask: bool) -> str:
    """The outcome for what the referrals and the conditions say; `can_ask`: a question could still tell more."""
    if refer.truth is Truth.YES:
        return ASK_A_PERSON
    if refer.truth is Truth.NO and conditions.truth is not Truth.UNKNOWN:
        return LIKELY if conditions.truth is Truth.YES else UNLIKELY
    return NEED_MORE if can_ask else ASK_A_PERSON


def evaluation(rules: Rules, program: Program, household: Household, on: date) -> Evaluation:
    factors = rules.conversions[program.conversion].factors
    return Evaluation(rules.facts, rules.values_of[program.id], rules.figures, household, on, factors)


def askable(rules: Rules, household: Household, missing: Iterable[str]) -> bool:
    """Whether any of these facts ("member.fact") is asked for by a question and was not asked for yet."""
    return any(can_be_asked(rules, household, name) for name in missing)


def can_be_asked(rules: Rules, household: Household, name: str) -> bool:
    member, _, fact = name.partition(".")
    if (member, fact) in household.facts:
        return False
    questions = rules.asked_by.get(fact, ())
    return any(
        question.skip_if_held is None or (HOUSEHOLD, question.skip_if_held) not in household.facts
        for question in questions
    )


def judge(rules: Rules, program: Program, run: Evaluation) -> Judgement:
    first = _judge(rules, program, run)
    return _presuming(rules, program, run.household, run.on, first)


def _judge(rules: Rules, program: Program, run: Evaluation) -> Judgement:
    refer = reduce(either, (each.rule.evaluate(run, None) for each in program.refer), NO)
    conditions = YES
    for condition in program.conditions:
        conditions = both(conditions, condition.rule.evaluate(run, None))
        if conditions.truth is Truth.NO:
            break
    missing = refer.missing if conditions.truth is not Truth.UNKNOWN else refer.missing | conditions.missing
    if refer.truth is Truth.YES:
        missing = NOTHING
    outcome = conclude(refer, conditions, askable(rules, run.household, missing))
    told = program.amount
    if outcome not in (LIKELY, NEED_MORE) or told is None:
        return Judgement(outcome, None, missing, True)
    if told.when is not None and told.when.evaluate(run, None).truth is not Truth.YES:
        return Judgement(outcome, None, missing, True)
    amount = told.rule.evaluate(run, None)
    settled = amount.low is not None and amount.high is not None
    settled = settled and (amount.high or 0) - (amount.low or 0) <= told.settled_within
    return Judgement(outcome, amount, missing if settled else missing | amount.missing, settled)


def _presuming(rules: Rules, program: Program, household: Household, on: date, first: Judgement) -> Judgement:
    """A person who refuses, say, to tell the citizenship hears a conditional likely instead of nothing."""
    if first.outcome != ASK_A_PERSON:
        return first
    refused = sorted(
        fact
        for (member, fact), value in household.facts.items()
        if isinstance(value, Absent) and member == HOUSEHOLD and rules.facts[fact].presume is not None
    )
    rows = [(HOUSEHOLD, fact, presume.value) for fact in refused if (presume := rules.facts[fact].presume) is not None]
    if not rows or not any(f"{HOUSEHOLD}.{fact}" in first.missing for fact in refused):
        return first
    second = _judge(rules, program, evaluation(rules, program, household.with_rows(rows), on))
    if second.outcome not in (LIKELY, NEED_MORE):
        return first
    amount = None if second.amount is None else Range(0, second.amount.high, second.amount.missing)
    return Judgement(second.outcome, amount, second.missing, second.amount_settled, tuple(refused))


def determine(rules: Rules, program: Program, household: Household, on: date, pack: str) -> Determination:
    run = evaluation(rules, program, household, on)
    judgement = _presuming(rules, program, household, on, _judge(rules, program, run))
    tested = (*program.refer, *program.conditions)
    truths = [condition.rule.evaluate(run, None) for condition in tested]
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
        missing=tuple(sorted(judgement.missing)),
        pack=pack,
        on=on,
        period=MONTH if program.amount is None else program.amount.period,
        category=_category(program.category, run, None, judgement.outcome),
        people=() if program.people is None else tuple(_people(rules, program, program.people, run)),
    )


def _people(rules: Rules, program: Program, people: People, run: Evaluation) -> Iterator[PersonFinding]:
    """A referral holds for everybody; a person's own rule decides the rest."""
    refer = reduce(either, (each.rule.evaluate(run, None) for each in program.refer), NO)
    for member in run.household.members:
        truth = run.value(people.rule, member)
        assert isinstance(truth, Tri)
        missing = NOTHING if refer.truth is Truth.YES else refer.missing | truth.missing
        outcome = conclude(refer, truth, askable(rules, run.household, missing))
        low, high = None, None
        if people.amount is not None and outcome == LIKELY:
            amount = run.value(people.amount, member)
            assert isinstance(amount, Range)
            low, high = _whole_cents(amount)
        yield PersonFinding(
            member, outcome, _category(people.category, run, member, outcome), low, high, tuple(sorted(missing))
        )


def _category(name: str | None, run: Evaluation, member: str | None, outcome: str) -> str | None:
    if name is None or outcome != LIKELY:
        return None
    found = run.value(name, member)
    assert isinstance(found, Codes)
    return next(iter(found.options)) if found.settled else None


def _applies(note: Note, run: Evaluation) -> bool:
    truth = note.when.evaluate(run, None).truth
    return truth is Truth.YES or (note.possible and truth is Truth.UNKNOWN)


def _whole_cents(amount: Range | None) -> tuple[int | None, int | None]:
    """Amounts shrink to whole cents: up at the low end, down at the high end, so that nothing is promised."""
    if amount is None:
        return None, None
    low = None if amount.low is None else -int(-amount.low // 1)
    high = None if amount.high is None else int(amount.high // 1)
    return (high if low is not None and high is not None and low > high else low), high


class _Telling:
    """What all findings of one evaluation draw on, put in order once."""

    def __init__(self, run: Evaluation) -> None:
        self.run = run
        held = ((f"{member}.{fact}", value, fact) for (member, fact), value in run.household.facts.items())
        self.held = sorted(held, key=lambda row: row[0])
        self.figures = [
            UsedFigure(name, keys, ends, run.figures[name].period(run.on).sources[0])
            for name, keys, ends in sorted(
                (name, tuple(key_text(key) for key in keys), _ends(result)) for (name, keys), result in run.used.items()
            )
        ]

    def finding(self, rules: Rules, program: Program, condition: Condition, result: Tri) -> Finding:
        facts, figures = rules.read_by[(program.id, condition.id)]
        return Finding(
            condition=condition.id,
            truth=result.truth,
            because=f"{program.id}.{condition.id}.{result.truth.value}",
            facts=tuple((name, value) for name, value, fact in self.held if fact in facts),
            figures=tuple(figure for figure in self.figures if figure.parameter in figures),
            terms=tuple((term, *_term_ends(self._term(term))) for term in condition.terms),
            missing=tuple(sorted(result.missing)),
            sources=condition.sources,
        )

    def _term(self, name: str) -> Result:
        return self.run.value(name, None) if name in self.run.values else self.run.fact(name, None)


def _ends(result: Result) -> tuple[str, str]:
    if isinstance(result, Tri):
        return result.truth.value, result.truth.value
    if isinstance(result, Codes):
        return "|".join(sorted(result.options)), ""
    return ("" if result.low is None else str(result.low)), ("" if result.high is None else str(result.high))


def _term_ends(result: Result) -> tuple[int, int | None]:
    assert isinstance(result, Range)
    return int((result.low or 0) // 1), None if result.high is None else int(result.high // 1)
