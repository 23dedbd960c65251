"""From the understanding vocabulary to the rulebook's facts: questions, members and values of `entitlements`.

Money that needs a factor of the rules (weeks to months) keeps its period; several incomes with different periods are
joined per year, where every factor is a whole number.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Optional, Sequence, Union

from entitlements.values import Amount, FactValue, Span

from .asking import Asked
from .money import EARNED
from .reading import Money, Range, Reading

HOUSEHOLD = "household"

_QUESTIONS: dict[str, Asked] = {
    "zip": Asked("zip"),
    "state": Asked("state"),
    "household": Asked("household"),
    "pregnant": Asked("pregnant"),
    "receives_now": Asked("programs"),
    "earned_income": Asked("earned_income"),
    "other_income": Asked("other_income"),
    "business_income": Asked("self_employed"),
    "business_left": Asked("earned_income"),
    "housing_help": Asked("housing_help"),
    "rent": Asked("rent"),
    "pays_heating": Asked("pays_heating"),
    "pays_utilities": Asked("choice", ("electric_phone", "phone_only", "none")),
    "disabled": Asked("disabled"),
    "unable_to_work": Asked("unable_to_work"),
    "lives_with_spouse": Asked("lives_with_spouse"),
    "covered_by_job": Asked("covered_by_job"),
    "partner_is_parent": Asked("partner_is_parent"),
    "child_works": Asked("child_works"),
    "savings": Asked("savings"),
    "childcare": Asked("childcare"),
    "medical": Asked("medical"),
    "student": Asked("student"),
    "homeless": Asked("homeless"),
    "citizens": Asked("all_citizens"),
}
_SAME_NAME = (
    "homeless",
    "pays_heating",
    "receives_snap",
    "receives_ssi",
    "receives_medicaid",
    "receives_tanf",
    "receives_medicare",
    "lives_with_spouse",
    "partner_is_parent",
    "child_works",
    "all_citizens",
)
_RENAMED = {
    "housing_help": "receives_housing_help",
    "self_employed": "anyone_self_employed",
    "unable_to_work": "anyone_unable_to_work",
    "covered_by_job": "anyone_covered_by_job",
}
_ANYONE = {"pregnant": "anyone_pregnant", "disabled": "anyone_disabled", "student": "anyone_student"}
_EXPENSES = ("rent", "childcare", "medical", "savings")
_A_YEAR = {"week": 52, "two_weeks": 26, "twice_month": 24, "month": 12, "year": 1}


@dataclass(frozen=True)
class ProductFact:
    """A fact of the rulebook: whose it is, its value, the words it came from, how sure, and which reader read it."""

    member: str
    fact: str
    value: FactValue
    words: str
    confidence: float
    reader: str


def asked_for(question_id: str, size_is_known: bool = False) -> Optional[Asked]:
    """What the interview's question asks, in the understanding vocabulary; None for a question without a reader.

    Where the number of people is known already, the question about the household asks for their ages alone.
    """
    if question_id == "household" and size_is_known:
        return Asked("ages")
    return _QUESTIONS.get(question_id)


def product_facts(question_id: Optional[str], readings: Sequence[Reading]) -> tuple[ProductFact, ...]:
    """Every reading that is a fact of the rulebook, the open question's and those volunteered besides."""
    rows: list[ProductFact] = []
    for reading in readings:
        rows += [
            ProductFact(member, fact, value, reading.words, reading.confidence, reading.fact)
            for member, fact, value in _facts(question_id, reading)
        ]
    return tuple(rows)


_Row = tuple[str, str, FactValue]


def _facts(question: Optional[str], reading: Reading) -> list[_Row]:
    name, value = reading.fact, reading.value
    if name in ("zip", "state") and isinstance(value, str):
        return [(HOUSEHOLD, name, value)]
    if name == "choice" and question == "pays_utilities" and isinstance(value, str):
        return [(HOUSEHOLD, "utilities", value)]
    if name in ("household_size", "age", "ages"):
        return _counted(name, value)
    if isinstance(value, bool):
        return _yes_no(question, name, value)
    return _money(question, name, value)


def _counted(name: str, value: object) -> list[_Row]:
    """Household size, one age, or ages in the order told, the writer's first."""
    member, fact = (HOUSEHOLD, "size") if name == "household_size" else ("p0", "age")
    if isinstance(value, Range):
        return [(member, fact, Span(value.low, value.high))]
    if isinstance(value, tuple):
        return [(f"p{place}", "age", age) for place, age in enumerate(value) if isinstance(age, int)]
    return [(member, fact, value)] if isinstance(value, int) else []


def _yes_no(question: Optional[str], name: str, value: bool) -> list[_Row]:
    """What is said of oneself speaks for the home only when it is yes, or when the home was asked about."""
    if name == "no_income":
        zero: FactValue = Amount(0, 0, "month")
        if question == "business_left":
            return [(HOUSEHOLD, "net_earned_income", zero)] if value else []
        asked = [field for field in ("earned_income", "other_income") if field == question]
        return [(HOUSEHOLD, field, zero) for field in (asked or ["earned_income", "other_income"])] if value else []
    if name in _ANYONE:
        return [(HOUSEHOLD, _ANYONE[name], value)] if value or question == name else []
    if name in _RENAMED:
        return [(HOUSEHOLD, _RENAMED[name], value)]
    return [(HOUSEHOLD, name, value)] if name in _SAME_NAME else []


def _money(question: Optional[str], name: str, value: object) -> list[_Row]:
    incomes = (
        [value]
        if isinstance(value, Money)
        else [part for part in value if isinstance(part, Money)]
        if isinstance(value, tuple)
        else []
    )
    if name in _EXPENSES and len(incomes) == 1:
        amount = _amount(incomes[0])
        return [] if amount is None else [(HOUSEHOLD, name, amount)]
    if name not in ("income", "incomes"):
        return []
    rows: list[_Row] = []
    for fact in ("earned_income", "other_income"):
        parts = [money for money in incomes if _kind(money, question) == fact]
        total = _total(parts)
        if total is not None:
            left = question == "business_left" and fact == "earned_income"
            rows.append((HOUSEHOLD, "net_earned_income" if left else fact, total))
    return rows


def _kind(money: Money, question: Optional[str]) -> str:
    if money.source is not None:
        return "earned_income" if money.source in EARNED else "other_income"
    if money.period in ("hour", "day"):
        return "earned_income"  # nothing but work is paid by the hour or the day, whatever was asked
    return "other_income" if question == "other_income" else "earned_income"


def _amount(money: Money) -> Optional[Amount]:
    """The amount per week or longer; None for an hourly wage without hours, which is no income yet."""
    low, high = (money.cents.low, money.cents.high) if isinstance(money.cents, Range) else (money.cents, money.cents)
    if money.period not in ("hour", "day"):
        return Amount(low, high, money.period)
    times = money.hours_per_week if money.period == "hour" else money.days_per_week
    if times is None:
        return None
    least, most = (times.low, times.high) if isinstance(times, Range) else (times, times)
    return Amount(math.floor(low * least), math.ceil(high * most), "week")


def _total(parts: Sequence[Money]) -> Optional[Amount]:
    """Several incomes as one: in their period when they share it, else per year. None when one cannot be told."""
    amounts = [_amount(money) for money in parts]
    known = [amount for amount in amounts if amount is not None]
    if not known or len(known) < len(amounts):
        return None
    periods = {amount.period for amount in known}
    if len(periods) == 1:
        return Amount(sum(amount.low for amount in known), _sum(amount.high for amount in known), known[0].period)
    if not periods <= set(_A_YEAR):
        return None
    low = sum(amount.low * _A_YEAR[amount.period] for amount in known)
    return Amount(low, _sum(_times(amount.high, _A_YEAR[amount.period]) for amount in known), "year")


def _times(amount: Optional[int], factor: int) -> Optional[int]:
    return None if amount is None else amount * factor


def _sum(amounts: object) -> Union[int, None]:
    total = 0
    for amount in amounts:  # type: ignore[attr-defined]
        if amount is None:
            return None
        total += amount
    return total
