"""From rules and a household to an outcome, the quick form: the choice of questions runs it hundreds of times a turn.

Never `unlikely` while a fact that could still change it is missing; a refused fact stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from entitlements.assembly import Rules
from entitlements.determination import ASK_A_PERSON, LIKELY, NEED_MORE, UNLIKELY
from entitlements.evaluation import Evaluation
from entitlements.household import HOUSEHOLD, Household
from entitlements.language.results import NOTHING, Missing, Quantity, YesNo, both, either, ends, missing_of
from entitlements.program import Condition, Program
from entitlements.values import Absent


@dataclass(frozen=True)
class Judgement:
    """`missing` holds what still matters for the outcome or the amount; `presumed` the facts taken for granted."""

    outcome: str
    amount: Quantity | None
    missing: Missing
    amount_settled: bool
    presumed: tuple[str, ...] = ()


def conclude(refer: YesNo, conditions: YesNo, can_ask: bool) -> str:
    """The outcome for what the referrals and the conditions say; `can_ask`: a question could still tell more."""
    if refer is True:
        return ASK_A_PERSON
    if refer is False and not isinstance(conditions, tuple):
        return LIKELY if conditions else UNLIKELY
    return NEED_MORE if can_ask else ASK_A_PERSON


def evaluation(rules: Rules, program: Program, household: Household, on: date) -> Evaluation:
    return Evaluation(rules.compiled[program.id], household, on)


def can_ask(rules: Rules, run: Evaluation, missing: Missing) -> bool:
    """Whether any of these facts is asked for by a question and was not asked for yet."""
    open_facts = missing & ~run.held if missing else NOTHING
    return bool(open_facts) and rules.questioning.can_tell(run.household, open_facts)


def any_yes(run: Evaluation, conditions: Iterable[Condition]) -> YesNo:
    """Every one is read, so that each can be explained."""
    found: YesNo = False
    for condition in conditions:
        found = either(found, run.read(condition.rule))
    return found


def all_yes(run: Evaluation, conditions: Iterable[Condition]) -> YesNo:
    found: YesNo = True
    for condition in conditions:
        found = both(found, run.read(condition.rule))
        if found is False:
            break
    return found


def judge(rules: Rules, program: Program, run: Evaluation) -> Judgement:
    first = _judge(rules, program, run)
    return first if first.outcome != ASK_A_PERSON else _presuming(rules, program, run, first)


def _judge(rules: Rules, program: Program, run: Evaluation) -> Judgement:
    refer, conditions = any_yes(run, program.refer), all_yes(run, program.conditions)
    missing = NOTHING if refer is True else missing_of(refer) | missing_of(conditions)
    outcome = conclude(refer, conditions, can_ask(rules, run, missing))
    told = program.amount
    if outcome not in (LIKELY, NEED_MORE) or told is None:
        return Judgement(outcome, None, missing, True)
    if told.when is not None and run.read(told.when) is not True:
        return Judgement(outcome, None, missing, True)
    amount: Quantity = run.read(told.rule)
    low, high, hanging_on = ends(amount)
    settled = low is not None and high is not None and high - low <= told.settled_within
    return Judgement(outcome, amount, missing if settled else missing | hanging_on, settled)


def _presuming(rules: Rules, program: Program, run: Evaluation, first: Judgement) -> Judgement:
    """A person who refuses, say, to tell the citizenship hears a conditional likely instead of nothing."""
    household = run.household
    refused = sorted(
        fact
        for (member, fact), value in household.facts.items()
        if isinstance(value, Absent) and member == HOUSEHOLD and rules.facts[fact].presume is not None
    )
    if not first.missing & rules.bits.of((HOUSEHOLD, fact) for fact in refused):
        return first
    rows = [(HOUSEHOLD, fact, presume.value) for fact in refused if (presume := rules.facts[fact].presume) is not None]
    second = _judge(rules, program, evaluation(rules, program, household.with_rows(rows), run.on))
    if second.outcome not in (LIKELY, NEED_MORE):
        return first
    amount: Quantity | None = None
    if second.amount is not None:
        _low, high, missing = ends(second.amount)
        amount = (0, high, missing)
    return Judgement(second.outcome, amount, second.missing, second.amount_settled, tuple(refused))
