"""Who lives together, in one question: by ages, by a count, or both. Rows read: text => people; ages (- for none)."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.engine.readers import confidence
from assistant.engine.readers.asking import Asked, least_sure, read_answer, vocabulary_for
from assistant.engine.readers.numbers import fold

from .rows import Row, rows

TAKEN = rows("""
34, 8, 1 => 3; 34 8 1
34 8 and 3 => 3; 34 8 3
45 y 12 => 2; 45 12
25 & 2 => 2; 25 2
28, newborn => 2; 28 0
im 34 my husband is 36 and the baby is 6 months => 3; 34 36 0
i'm 34, my kids are 8 and 3 => 3; 34 8 3
yo 34 y mis hijos 8 y 3 => 3; 34 8 3
me and my wife, 70 and 68 => 2; 70 68
me and my 2 kids, 34, 8 and 3 => 3; 34 8 3
there are 5 of us: 40, 38, 15, 10, 6 => 5; 40 38 15 10 6
im 67 and live alone => 1; 67
me and my 2 kids => 3; -
yo y mi esposo => 2; -
2 adults 3 kids => 5; -
just me => 1; -
somos 4 => 4; -
4 => 4; -
""")
READ_BACK = rows("""
67 => 1; 67
just me, 67 => 1; 67
me 34 husband 40 2 kids 8 and 5 => 4; 34 40 8 5
34 years old, 2 kids 8 and 10 => 3; 34 8 10
16 => 16; -
""")
ASKED_AGAIN = ("1 2 3", "28 and a baby", "a lot", "teenagers", "")


def read(text: str) -> tuple[str, float]:
    asked = Asked("household")
    found = read_answer(fold(text, "en", vocabulary_for(asked), counting=True), asked, date(2026, 11, 21))
    said = {reading.fact: reading.value for reading in found}
    ages = said.get("ages")
    told = " ".join(str(age) for age in ages) if isinstance(ages, tuple) else "-"
    return f"{said.get('household_size')}; {told}", least_sure(found)


@pytest.mark.parametrize("row", TAKEN, ids=[row.text for row in TAKEN])
def test_taken(row: Row) -> None:
    said, sure = read(row.text)
    assert said == row.wanted
    assert sure >= confidence.ACCEPT


@pytest.mark.parametrize("row", READ_BACK, ids=[row.text for row in READ_BACK])
def test_a_guess_is_read_back(row: Row) -> None:
    said, sure = read(row.text)
    assert said == row.wanted
    assert confidence.CONFIRM <= sure < confidence.ACCEPT


@pytest.mark.parametrize("text", ASKED_AGAIN)
def test_what_could_be_either_is_asked_again(text: str) -> None:
    assert read(text)[1] < confidence.CONFIRM


def test_a_span_of_people_stays_one() -> None:
    found = read_answer(fold("3 or 4", "en", frozenset(), counting=True), Asked("household"), date(2026, 11, 21))
    assert [reading.fact for reading in found] == ["household_size"] and found[0].is_range


def test_ages_of_fewer_people_than_counted_are_not_everybodys() -> None:
    assert read("5 of us, 40 and 38")[0] == "5; -"
