"""Who lives together, told by ages, by a count, or by both: "34, 8 and 3", "me and my 2 kids", "67".

Ages count the people: three ages are three people. One small number alone is a count; one larger number is the age of
somebody who lives alone, and is read back. Where ages and a count disagree nothing is guessed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Optional

from . import confidence
from .ages import YOUNGEST_WRITER, read_age, read_ages, stated_words
from .folding import Folded
from .household import FACT as SIZE
from .household import read_household
from .reading import Reading

_DIFFER = "count_and_ages_differ"


def read_together(heard: Folded, today: date) -> tuple[Reading, ...]:
    """Household size, ages in the order told (the writer's first), or both; () when neither was told."""
    count = _count(heard)
    ages = read_ages(heard, today)
    if ages is None or not isinstance(ages.value, tuple) or not ages.value:
        return () if count is None else (count,)
    years = tuple(age for age in ages.value if isinstance(age, int))
    if len(years) == 1:
        return _one_number(heard, today, count, ages, years[0])
    if count is not None and (count.is_range or (count.value != len(years) and count.confidence >= confidence.ACCEPT)):
        writer = read_age(heard, today, asked=False)  # the ages are not everybody's: they are asked for next
        return (count,) if writer is None else (count, writer)
    return _several_ages(count, ages, years)


def _count(heard: Folded) -> Optional[Reading]:
    """The people counted; "im 58" is nobody's count."""
    stretch = stated_words(heard)
    return read_household(heard if stretch is None else heard.without(*stretch))


def _one_number(
    heard: Folded, today: date, count: Optional[Reading], ages: Reading, number: int
) -> tuple[Reading, ...]:
    if count is None:
        if number < YOUNGEST_WRITER:
            return (ages.at_most(confidence.UNCLEAR, "unlikely_age"),)
        alone = ages.at_most(confidence.HEDGED, "perhaps_alone")
        return (replace(alone, fact=SIZE, value=1), alone)
    if count.value == number:
        return (count if number < YOUNGEST_WRITER else count.at_most(confidence.HEDGED, "count_or_age"),)
    writer = read_age(heard, today)
    if count.value == 1 or writer is None:
        return (count, ages) if count.value == 1 else (count,)
    return (count, writer)


def _several_ages(count: Optional[Reading], ages: Reading, years: tuple[int, ...]) -> tuple[Reading, ...]:
    people = len(years)
    if max(years) < YOUNGEST_WRITER:
        return (ages.at_most(confidence.UNCLEAR, "no_grown_up"),)
    if ages.reason == _DIFFER:
        ages = _lifted(count, ages, people)
    elif count is not None and count.value != people and ages.reason:
        ages = ages.at_most(confidence.HEDGED, _DIFFER)
    return (replace(ages, fact=SIZE, value=people), ages)


def _lifted(count: Optional[Reading], ages: Reading, people: int) -> Reading:
    """ "me and my 2 kids, 34, 8 and 3": the 2 counts the children, and with the writer both say three."""
    if count is not None and count.value == people and count.confidence >= confidence.HEDGED:
        return replace(ages, confidence=confidence.IMPLIED, reason="worked_out")
    if count is None or count.value == people:
        return replace(ages, confidence=confidence.HEDGED)
    return ages
