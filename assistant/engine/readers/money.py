"""Money with its period: what came in or goes out, how often, from where.

Fields: income (one or several with their source), rent, childcare, medical, utilities_cost, savings, amount.
L5: a bare rent is per month, bare savings and amounts are once, a bare income has no known period and is unclear;
"quincena" may be every two weeks or twice a month and is unclear.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional, Union, cast

from . import confidence
from .amounts import PERIOD_WORDS, Amount, MoneyParts
from .folding import Folded
from .phrases import load_table
from .reading import Money, Period, Range, Reading, Source, Value

FIELDS = ("income", "rent", "childcare", "medical", "utilities_cost", "savings", "amount")
_TABLE, _SOURCES, _FIELD_WORDS = load_table("money"), load_table("sources"), load_table("money_fields")
_ZERO_WHOLE, _ZERO, _HEDGE = _TABLE.only("zero_whole"), _TABLE.only("zero"), _TABLE.only("hedge")
_FUTURE, _ALMOST = _TABLE.only("future"), _TABLE.only("almost")
_SHARED, _MY_PART = _TABLE.only("shared"), _TABLE.only("my_part")
VOCABULARY = _TABLE.vocabulary | _SOURCES.vocabulary | _FIELD_WORDS.vocabulary | PERIOD_WORDS
_BARE: dict[str, Period] = {
    "rent": "month",
    "savings": "once",
    "amount": "once",
    "utilities_cost": "month",
    "childcare": "month",
    "medical": "month",
}
"""The period of an amount said without one; none for income."""
_SURE_WITHOUT_PERIOD = frozenset({"rent", "savings", "amount"})
_UNSURE_PERIODS: dict[str, tuple[Period, float, str]] = {
    "quincena": ("twice_month", confidence.UNCLEAR, "two_weeks_or_twice_month"),
    "maybe_two_weeks": ("two_weeks", confidence.HEDGED, "two_weeks_or_twice_month"),
    "last_year": ("year", confidence.HEDGED, "last_year_only"),
    "last_month": ("month", confidence.HEDGED, "last_month_only"),
    "check": ("two_weeks", confidence.UNCLEAR, "pay_period_not_said"),
}
EARNED: frozenset[Source] = frozenset({"wages", "self_employment"})
"""Sources of earned income; all others are other income."""
_SHORT = 3
"""A "no" that begins a longer message speaks of something else than the amount."""
_SMALLEST_INCOME = 25_00
"""Less is hardly a second income: hours or days whose unit was not understood."""
_MOST_HOURS = 80_00
"""Beside an hourly wage, so little "a week" may be the hours, their word misspelt."""
_HIGHEST_HOURLY = 100_00
"""No hourly wage reaches 100 dollars; such an amount "an hour" was heard wrong."""


def read_money(heard: Folded, field: str) -> tuple[Reading, ...]:
    """What the message says about `field`, and about other fields it names; () when it names no amount."""
    parts = MoneyParts(_without_future(heard))
    heard = parts.heard
    if not parts.amounts:
        zero = _zero(heard, field)
        return () if zero is None else (zero,)
    by_field: dict[str, list[tuple[Money, float, str]]] = {}
    for amount, (first, last) in zip(parts.amounts, parts.segments(), strict=True):
        purpose = _purpose(heard.part(first, last), field)
        by_field.setdefault(purpose, []).append(_item(parts, amount, first, last, purpose))
    if field == "rent" and "rent" in by_field:
        by_field["rent"] = _own_share(heard, parts, by_field["rent"])
    readings = [_joined(heard, name, items) for name, items in by_field.items()]
    return tuple(_with_doubts(heard, parts, reading) for reading in readings)


def _without_future(heard: Folded) -> Folded:
    """ "880 but its going up to 950": what will be is not what is."""
    for hit in _FUTURE.hits(heard):
        rest = heard.without(hit.first, hit.last)
        if any(word.number is not None for word in rest.words):
            return rest
    return heard


def shares_a_sum(heard: Folded) -> bool:
    """True when a sum is split among people, whose number is then no household."""
    return _SHARED.first(heard) is not None


def of_asked_kind(heard: Folded, reading: Reading) -> Reading:
    """One income when earned or other income was asked: words of both kinds leave its kind to be read back.

    "part time 200 a week because of my disability" may be wages or a benefit.
    """
    named = {hit.label in EARNED for hit in _SOURCES.hits(heard)}
    if reading.fact != "income" or not isinstance(reading.value, Money) or len(named) < 2:
        return reading
    told = replace(reading, value=replace(reading.value, source=None))
    return told.at_most(confidence.HEDGED, "wages_or_benefit")


def read_stated_money(heard: Folded) -> tuple[Reading, ...]:
    """Amounts that name what they are for, when nothing of the kind was asked ("my rent is 800")."""
    named = [
        reading
        for reading in read_money(heard, "")
        if reading.fact in (*FIELDS, "incomes") and reading.confidence >= confidence.CONFIRM
    ]
    return tuple(named)


def _purpose(part: Folded, asked: str) -> str:
    """The field this part of the message speaks of: the asked one unless only another is named."""
    named = [hit.label for hit in _FIELD_WORDS.hits(part)]
    if asked == "amount" or asked in named or not named:
        return asked
    if (asked == "rent" and named[0] == "utilities_cost") or (asked == "utilities_cost" and named[0] == "income"):
        return asked
    if (
        asked in ("childcare", "medical", "savings", "utilities_cost")
        and named[0] == "income"
        and len(named) == 1
        and not _SOURCES.only("ssi", "social_security").first(part)
    ):
        return asked if asked != "savings" else named[0]
    return named[0]


def _item(parts: MoneyParts, amount: Amount, first: int, last: int, field: str) -> tuple[Money, float, str]:
    """(money, confidence, reason) of one amount from the words around it."""
    label = _rhythm_label(parts, amount, first, last)
    sure, reason = (confidence.REPAIRED if amount.repaired else confidence.PLAIN), ""
    period: Period
    cents = amount.cents
    if cents == 0:
        period = "once" if field in ("savings", "amount") else "month"
    elif label is None and field == "income" and parts.hours is not None and _low_cents(cents) <= _HIGHEST_HOURLY:
        period = "hour"
    elif label is None:
        period, sure, reason = _period_when_not_said(field, sure)
    elif label in _UNSURE_PERIODS:
        period, at_most, reason = _UNSURE_PERIODS[label]
        sure = min(sure, at_most)
    else:
        period = cast(Period, label)
    if amount.spoken_pair and isinstance(cents, int):
        cents, sure = (cents // 100, sure) if period == "hour" else (cents, min(sure, confidence.IMPLIED))
    if amount.vague:
        sure, reason = min(sure, confidence.HEDGED), "vague"
    if period == "hour" and (cents.high if isinstance(cents, Range) else cents) > _HIGHEST_HOURLY:
        sure, reason = min(sure, confidence.UNCLEAR), "no_hourly_wage"
    money = Money(cents, period, parts.hours if period == "hour" else None, parts.days if period == "day" else None)
    return replace(money, source=_source(parts.heard.part(first, last))), sure, reason


def _rhythm_label(parts: MoneyParts, amount: Amount, first: int, last: int) -> Optional[str]:
    """The rhythm that follows the amount in its part of the message, else the one before it."""
    inside = [rhythm for rhythm in parts.rhythms if first <= rhythm.first < last]
    after = [rhythm for rhythm in inside if rhythm.first >= amount.last]
    before = [rhythm for rhythm in inside if rhythm.last <= amount.first]
    labels = [rhythm.label for rhythm in (after or before[-1:])]
    sayable = [label for label in labels if label not in ("check", "last_month", "last_year")] or labels
    return sayable[0] if sayable else None


def _period_when_not_said(field: str, sure: float) -> tuple[Period, float, str]:
    if field not in _BARE:
        return "month", confidence.UNCLEAR, "period_not_said"
    return (
        _BARE[field],
        sure if field in _SURE_WITHOUT_PERIOD else min(sure, confidence.HEDGED),
        "" if field in _SURE_WITHOUT_PERIOD else "period_not_said",
    )


def _source(part: Folded) -> Optional[Source]:
    hit = _SOURCES.first(part)
    return None if hit is None else cast(Source, hit.label)


def _own_share(
    heard: Folded, parts: MoneyParts, items: list[tuple[Money, float, str]]
) -> list[tuple[Money, float, str]]:
    """Of a shared rent only the part the person pays; a whole rent shared without the part is unclear (L6)."""
    mine = _MY_PART.first(heard)
    if mine is not None and len(items) > 1:
        near = min(range(len(items)), key=lambda index: _distance(parts.amounts[index], mine.first, mine.last))
        return [items[near]]
    if _SHARED.first(heard) and mine is None:
        return [(money, min(sure, confidence.UNCLEAR), "share_not_said") for money, sure, _ in items]
    return items


def _distance(amount: Amount, first: int, last: int) -> int:
    """How far an amount stands from a phrase; words after the phrase are nearer than words before it."""
    return amount.first - last if amount.first >= last else first - amount.last + 2


def _joined(heard: Folded, field: str, items: list[tuple[Money, float, str]]) -> Reading:
    """One reading for one field: a single amount, several incomes, or a sum."""
    words = heard.quote(0, len(heard.words))
    money, sure, reason = items[0]
    if len(items) == 1:
        if field == "income" and money.cents == 0:
            return Reading("no_income", True, words, sure)
        single = money if field == "income" else replace(money, source=None)
        other: tuple[Value, ...] = (
            (replace(single, period="two_weeks"),) if reason == "two_weeks_or_twice_month" else ()
        )
        return Reading(field, single, words, sure, reason, other)
    if field == "income":
        return _incomes(words, items)
    return _sum(field, words, items)


def _incomes(words: str, items: list[tuple[Money, float, str]]) -> Reading:
    """Several incomes. A period said once, at the end, is taken for those before it and read back."""
    known = [money.period for money, _, reason in items if reason != "period_not_said"]
    incomes, lowest, reason = [], 1.0, ""
    for money, sure, why in items:
        if why == "period_not_said" and len(set(known)) == 1:
            money, sure = replace(money, period=known[0]), confidence.HEDGED
        incomes.append(replace(money, source=money.source or "wages"))
        if sure < lowest:
            lowest, reason = sure, why
    hourly = any(money.period == "hour" for money in incomes)
    if hourly and any(money.period == "week" and _low(money) <= _MOST_HOURS for money in incomes):
        lowest, reason = min(lowest, confidence.UNCLEAR), "hours_or_pay"
    if any(money.period not in ("hour", "day") and _low(money) < _SMALLEST_INCOME for money in incomes):
        lowest, reason = min(lowest, confidence.UNCLEAR), "too_small_for_an_income"
    if len({(money.cents, money.period, money.source) for money in incomes}) < len(incomes):
        lowest, reason = min(lowest, confidence.HEDGED), "said_twice"
    return Reading("incomes", tuple(incomes), words, lowest, reason)


def _low(money: Money) -> int:
    return _low_cents(money.cents)


def _low_cents(cents: Union[int, Range]) -> int:
    return cents.low if isinstance(cents, Range) else cents


def _sum(field: str, words: str, items: list[tuple[Money, float, str]]) -> Reading:
    """Several amounts for one expense or for savings: their sum when the periods agree, read back."""
    periods = {money.period for money, _, _ in items}
    if len(periods) == 1 and all(isinstance(money.cents, int) for money, _, _ in items):
        total = sum(cast(int, money.cents) for money, _, _ in items)
        lowest = min(sure for _, sure, _ in items)
        return Reading(
            field,
            replace(items[0][0], cents=total, source=None),
            words,
            min(lowest, confidence.ASSUMED),
            "several_amounts",
        )
    return Reading(field, replace(items[0][0], source=None), words, confidence.UNCLEAR, "several_amounts")


def _with_doubts(heard: Folded, parts: MoneyParts, reading: Reading) -> Reading:
    if reading.is_range:
        reading = reading.at_most(confidence.HEDGED, "range")
    if parts.open_ended:
        reading = reading.at_most(confidence.UNCLEAR, "more_or_less_than")
    return reading.at_most(confidence.HEDGED, "doubts") if _HEDGE.first(heard) else reading


def _zero(heard: Folded, field: str) -> Optional[Reading]:
    """ "none", "no pago renta", "0": nothing, per month; no income at all is its own fact (L5)."""
    whole = _ZERO_WHOLE.whole(heard) is not None
    hit = _ZERO.first(heard)
    begins = [
        found
        for found in _ZERO_WHOLE.hits(heard)
        if found.first == 0 and found.last <= 2 and len(heard.words) <= _SHORT
    ]
    if not (whole or hit or begins) or not field:
        return None
    words = heard.quote(hit.first, hit.last) if hit else heard.quote(0, len(heard.words))
    sure = confidence.EXACT if whole else confidence.PLAIN if hit else confidence.ASSUMED
    if field == "income":
        reading = Reading("no_income", True, words, sure)
    else:
        reading = Reading(field, Money(0, "once" if field in ("savings", "amount") else "month"), words, sure)
    if _ALMOST.first(heard):
        return reading.at_most(confidence.UNCLEAR, "almost_nothing")
    return reading.at_most(confidence.HEDGED, "doubts") if _HEDGE.first(heard) else reading
