"""Options by word, number, place and other words for them; which benefits a home gets."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.engine.readers import confidence
from assistant.engine.readers.asking import Asked, read_answer, vocabulary_for
from assistant.engine.readers.numbers import fold
from assistant.engine.readers.programs import FACTS

from .rows import Row, rows

OPTIONS = {
    "day": ("morning", "afternoon", "evening"),
    "dia": ("mañana", "tarde", "noche"),
    "bills": ("electric_phone", "phone_only", "none"),
    "home": ("rent", "own", "staying with someone"),
    "way": ("text message", "phone call", "email"),
    "viaje": ("caminando", "carro", "autobus"),
    "big": ("food help", "help with rent", "both of them"),
}
TABLE = rows("""
day: morning => morning
day: mornings => morning
day: in the morning => morning
day: aftrnoon => afternoon
day: evening please => evening
day: 2 => afternoon
day: the second one => afternoon
day: first => morning
day: last one => evening
day: b => afternoon
day: #3 => evening
day: at night => evening
day: not morning => ?
day: morning or afternoon => ?
day: 7 => ?
day: whenever => ?
dia: en la tarde => tarde
dia: la mañana => mañana
dia: noche => noche
dia: la segunda => tarde
dia: la primera => mañana
dia: la ultima => noche
bills: electric => electric_phone
bills: electric and gas => electric_phone
bills: gas, water and lights => electric_phone
bills: just phone => phone_only
bills: phone only => phone_only
bills: only my cell phone => phone_only
bills: none => none
bills: no => none
bills: nothing its all included => none
bills: luz y agua => electric_phone
bills: solo telefono => phone_only
bills: ninguno => none
bills: todo => electric_phone
home: leasing => rent
home: renting => rent
home: own => own
home: i own it => own
home: staying with someone => staying with someone
way: txt => text message
way: text => text message
way: email me => email
way: e mail => email
way: call => phone call
viaje: a pie => caminando
viaje: en camion => autobus
viaje: en mi troca => carro
big: food => food help
big: rent => help with rent
big: 3 => both of them
""")
PROGRAMS = rows("""
no => -
none => -
nope nothing => -
nada => -
ninguno => -
food stamps => snap
just food stamps => snap
snap and medicaid => snap medicaid
medicaid => medicaid
my kids have medicaid => medicaid
ssi => ssi
ssi and food stamps => snap ssi
we get ebt => snap
medicaid but no food stamps => medicaid
cash aid and snap => snap tanf
medicare => medicare
medicare and medicaid => medicaid medicare
part b => medicare
tengo medicare, no medicaid => medicare
ssi y medicare => ssi medicare
estampillas => snap
estampillas y medicaid => snap medicaid
solo medicaid => medicaid
tengo medicaid, no estampillas => medicaid
yes => ?
si => ?
applied for snap => ?
idk => ?
""")


@pytest.mark.parametrize("row", TABLE, ids=[row.text for row in TABLE])
def test_choice(row: Row) -> None:
    name, _, text = row.text.partition(": ")
    asked = Asked("choice", OPTIONS[name])
    found = read_answer(fold(text, "en", vocabulary_for(asked)), asked, date(2026, 11, 21))
    if row.wanted == "?":
        assert all(reading.confidence < confidence.CONFIRM for reading in found), found
        return
    assert [reading.value for reading in found] == [row.wanted]
    assert found[0].confidence >= confidence.ACCEPT


@pytest.mark.parametrize("row", PROGRAMS, ids=[row.text for row in PROGRAMS])
def test_programs(row: Row) -> None:
    asked = Asked("programs")
    found = read_answer(fold(row.text, "en", vocabulary_for(asked)), asked, date(2026, 11, 21))
    if row.wanted == "?":
        assert all(reading.confidence < confidence.CONFIRM for reading in found), found
        return
    given = {f"receives_{name}" for name in row.wanted.split() if name != "-"}
    assert {reading.fact: reading.value for reading in found} == {
        fact: fact in given for fact in FACTS
    }
    assert all(reading.confidence >= confidence.ACCEPT for reading in found)
