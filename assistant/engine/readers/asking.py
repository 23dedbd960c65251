"""Which reader reads the answer to which question, and what a message states besides.

`Asked` names the fact that the assistant had just asked, in the understanding vocabulary. The product asks some
things more: `programs` (which benefits the home gets), `household` (who lives together), `earned_income`,
`other_income`, `all_citizens`, `housing_help`, `self_employed`, `unable_to_work`, `lives_with_spouse`,
`covered_by_job`, `partner_is_parent` and `child_works`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Optional

from . import (
    ages,
    choices,
    confidence,
    control,
    correcting,
    dates,
    household,
    money,
    places,
    programs,
    together,
    topics,
    volunteered,
    yes_no,
)
from .ages import read_age, read_ages
from .choices import read_choice
from .dates import read_date
from .folding import Folded
from .household import read_household
from .money import read_money
from .phrases import load_table
from .places import read_state, read_state_beside_zip, read_zip
from .programs import read_programs
from .reading import Reading
from .volunteered import read_volunteered
from .yes_no import read_yes_no

INCOME_FIELDS = frozenset({"income", "earned_income", "other_income"})
MONEY_FIELDS = frozenset(money.FIELDS) | INCOME_FIELDS
COUNTING_FACTS = frozenset({"household", "household_size", "age", "ages", "zip"})
YES_NO_FACTS = frozenset(
    {
        "yes_no",
        "all_citizens",
        "housing_help",
        "self_employed",
        "unable_to_work",
        "lives_with_spouse",
        "covered_by_job",
        "partner_is_parent",
        "child_works",
        *volunteered.FACTS,
    }
)
_PEOPLE_FACTS = frozenset({"household", "household_size", "ages"})

_GENERAL = frozenset(
    word
    for table in (
        control.VOCABULARY,
        topics.VOCABULARY,
        volunteered.VOCABULARY,
        correcting.VOCABULARY,
    )
    for word in table
    if len(word) >= 5
)
_OWN: dict[str, frozenset[str]] = {
    "household": ages.VOCABULARY | household.VOCABULARY,
    "household_size": household.VOCABULARY,
    "age": ages.VOCABULARY,
    "ages": ages.VOCABULARY | household.VOCABULARY,
    "zip": frozenset(),
    "state": places.VOCABULARY,
    "date": dates.VOCABULARY,
    "choice": choices.VOCABULARY,
    "programs": programs.VOCABULARY | yes_no.VOCABULARY,
    **dict.fromkeys(MONEY_FIELDS, money.VOCABULARY),
    **dict.fromkeys(YES_NO_FACTS, yes_no.VOCABULARY),
}


@dataclass(frozen=True)
class Asked:
    """What the assistant had just asked: a fact name, and the options of a choice."""

    fact: str
    options: tuple[str, ...] = ()


def vocabulary_for(asked: Optional[Asked]) -> frozenset[str]:
    """The words towards which spelling is repaired: the question's own, and the long ones that may always come."""
    if asked is None:
        return _GENERAL | money.VOCABULARY & _LONG
    return _GENERAL | _OWN.get(asked.fact, frozenset())


_SHORT = 3
"""A reply this short that names a state means to say nothing else."""
_LONG = frozenset(word for word in money.VOCABULARY if len(word) >= 5)


def read_answer(heard: Folded, asked: Asked, today: date) -> tuple[Reading, ...]:
    """The readings of what was asked; () when the message does not answer the question."""
    fact = asked.fact
    if fact in YES_NO_FACTS:
        return _some(read_yes_no(heard, fact))
    if fact == "programs":
        return read_programs(heard)
    if fact in MONEY_FIELDS:
        told = _without_age(heard) if money.shares_a_sum(heard) else _without_people(_without_age(heard))
        if fact not in INCOME_FIELDS:
            return read_money(told, fact)
        incomes = read_money(told, "income")
        return incomes if fact == "income" else tuple(money.of_asked_kind(told, reading) for reading in incomes)
    if fact == "household":
        return together.read_together(heard, today)
    if fact == "household_size":
        return _some(read_household(_without_age(heard)))
    if fact == "age":
        return _some(read_age(_without_people(heard), today))
    if fact == "ages":
        return _some(read_ages(heard, today) or read_age(heard, today) or read_household(heard, asked=False))
    if fact == "zip":
        return _some(read_zip(heard))
    if fact == "state":
        return _some(read_state(heard))
    if fact == "date":
        return _some(read_date(heard, today))
    return _some(read_choice(heard, asked.options)) if fact == "choice" else ()


def _some(reading: Optional[Reading]) -> tuple[Reading, ...]:
    return () if reading is None else (reading,)


def _without_age(heard: Folded) -> Folded:
    """Without "im 58", whose number is nobody's count and no amount."""
    return _without(heard, ages.stated_words(heard))


def _without_people(heard: Folded) -> Folded:
    """Without "3 of us", "2 kids"."""
    return _without(heard, household.stated_words(heard))


def _without(heard: Folded, stretch: Optional[tuple[int, int]]) -> Folded:
    return heard if stretch is None else heard.without(*stretch)


def _state_beside_zip(heard: Folded) -> Optional[Reading]:
    return read_state_beside_zip(heard) if read_zip(heard) else None


_HAVE_CHILDREN = load_table("own_children")


def read_stated(heard: Folded, asked: Optional[Asked], today: date, in_need: bool = False) -> tuple[Reading, ...]:
    """Facts told besides the asked one, each in its own right (L1); amounts only outside a request for help (L2)."""
    fact = asked.fact if asked else ""
    found: list[Reading] = []
    if fact not in ("household", "age", "ages"):
        found += _some(read_age(heard, today, asked=False))
    if fact not in _PEOPLE_FACTS and not (fact in MONEY_FIELDS and money.shares_a_sum(heard)):
        found += _some(_people_told(heard, fact))
    if fact != "zip":
        found += _some(read_zip(heard, asked=False))
    if fact != "state":
        found += _some(
            read_state(heard, asked=fact == "zip" and len(heard.words) <= _SHORT) or _state_beside_zip(heard)
        )
    if fact not in MONEY_FIELDS and not in_need:
        found += money.read_stated_money(heard)
    flags = [reading for reading in read_volunteered(heard) if reading.fact != fact]
    return tuple(found) + tuple(reading for reading in flags if _is_told(heard, reading, flags, fact, in_need))


def _people_told(heard: Folded, asked: str) -> Optional[Reading]:
    """The household told besides; in place of a ZIP or a state, people named one by one are the household."""
    stated = read_household(heard, asked=False) or read_household(_without_age(heard), asked=False)
    if stated is not None or asked not in ("zip", "state") or read_zip(heard):
        return stated
    counted = read_household(_without_age(heard))
    return counted if counted is not None and counted.confidence >= confidence.COUNTED else None


def _is_told(heard: Folded, reading: Reading, flags: list[Reading], asked: str, in_need: bool) -> bool:
    """False for what the answer only implies (L1)."""
    name = reading.fact
    if name == "has_children":
        return in_need or (asked not in _PEOPLE_FACTS and _HAVE_CHILDREN.first(heard) is not None)
    if name == "working":
        lost = any(other.fact == "lost_job" for other in flags)
        return (
            asked not in INCOME_FIELDS and asked not in ("lost_job", "amount") and not (lost and reading.value is False)
        )
    if name in ("receives_snap", "receives_ssi", "has_medicare", "no_income", "disabled", "student"):
        return asked not in INCOME_FIELDS or (name in ("disabled", "student") and in_need)
    if name == "pays_heating":
        return asked not in ("rent", "utilities_cost")
    return True


def least_sure(readings: tuple[Reading, ...]) -> float:
    """The confidence of readings taken together: that of the least sure one."""
    return min((reading.confidence for reading in readings), default=confidence.UNCLEAR)
