"""Ages: one person's and everyone's, rounded down."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.engine.readers import confidence
from assistant.engine.readers.asking import Asked, read_answer, vocabulary_for
from assistant.engine.readers.numbers import fold
from assistant.engine.readers.reading import Range
from assistant.engine.understanding import understand

from .rows import Row, rows

TODAY = date(2026, 11, 21)
ONE = rows("""
34 => 34
im 34 => 34
i'm 29 years old => 29
58 yrs old => 58
72 yo => 72
42 y/o => 42
i am 67 => 67
thirty four => 34
sixty five => 65
eighty ate => 88
i just turned 65 => 65
turned 40 last week => 40
turning 60 in march => 59
i turn 62 next month => 61
ill be 30 in january => 29
almost 65 => ~64
about 50 => ~50
i think im 61 => ~61
tengo 34 => 34
tengo 34 años => 34
34 anos => 34
cuarenta y dos => 42
cuarenta i tres => 43
treinta y un años => 31
cumpli 50 ayer => 50
acabo de cumplir 45 => 45
cumplo 60 en enero => 59
voy a cumplir 30 en diciembre => 29
casi 65 => ~64
05/12/1980 => 46
born may 12 1980 => 46
December 25 1960 => 65
naci el 3 de marzo de 1990 => 36
born july 1968 => 58
2/1970 => 55..56
1980 => 45..46
born in 1980 => 45..46
naci en 1980 => 45..46
soy de 1975 => 50..51
soy del 68 => 57..58
born in 85 => 40..41
in my 50s => 50..59
45 or 46 => 45..46
60 to 62 => 60..62
34 and there are 3 of us => 34
34 me and my 2 kids => 34
old enough => ?
61 recien cumplidos => 61
none of your business => ?
5th grade => ?
12 => ~12
""")
ALL = rows("""
34, 8 and 3 => 34 8 3
34 8 3 => 34 8 3
9, 6 and 8 months => 9 6 0
10 months, 3 years and 5 years => 0 3 5
12 10 y 6 meses => 12 10 0
5,7,9 => 5 7 9
2 and 4 => 2 4
seven and nine => 7 9
40 38 15 and 12 => 40 38 15 12
me 34, my son 10 and daughter 6 => 34 10 6
im 34 and my kids are 10 and 6 => 34 10 6
my kids are 5 and 7 => 5 7
3 kids 5 7 and 9 => 5 7 9
2 kids, 4 and 11 => 4 11
the oldest is 12, then 9, and the little one is 3 => 12 9 3
one is 5 the other 7 => 5 7
one 6 and one 8 => 6 8
she's 4 he's 6 => 4 6
a 3 year old and a 6 month old => 3 0
5yo 3yo 9mo => 5 3 0
twins 4 => 4 4
4 yr old twins => 4 4
twins that are 6 and a 10 year old => 6 6 10
14 yo and twins 6 yo => 14 6 6
triplets, they are 1 => 1 1 1
both 7 => 7 7
7 7 and 2 => 7 7 2
newborn => 0
a newborn and a 3 year old => 0 3
18 months => 1
30 months => 2
2 and a half => 2
2 1/2 and 5 => 2 5
2 weeks old and 4 => 0 4
8 turning 9 in a month => 8
8 going on 9 => 8
1 year old => 1
six months and too years => 0 2
2 are 5 and one is 3 => 5 5 3
my baby is 5 months => 0
tienen 5, 8 y 12 => 5 8 12
mi hijo tiene 4 y mi hija 7 => 4 7
un bebe de 3 meses, una de 5 y otro de 10 => 0 5 10
recien nacido y uno de 3 años => 0 3
uno de 6 y otro de 8 => 6 8
gemelos de 4 y una de 7 => 4 4 7
35, 12 y 6 => 35 12 6
yo 40 mi esposo 42 mi hijo 10 => 40 42 10
la grande 15 y el chiquito 2 => 15 2
una niña de 2 y medio => 2
treinta y cinco, diez y ocho meses => 35 10 0
10yrs, 8yrs and 4mths => 10 8 0
2 years and 4 months => 2
una de 14 y dos de 9 => 14 9 9
me 29 him 31 baby 10 mos => 29 31 0
2nd grade => ?
one is in kindergarten and one is 7 => ?
teenagers => ?
5 to 12 => ?
3 kids 5 and 7 => ?
grown => ?
""")


def heard(fact: str, text: str) -> tuple[object, float]:
    asked = Asked(fact)
    found = read_answer(fold(text, "en", vocabulary_for(asked), counting=True), asked, TODAY)
    return (None, 0.0) if not found else (found[0].value, found[0].confidence)


@pytest.mark.parametrize("row", ONE, ids=[row.text for row in ONE])
def test_one_age(row: Row) -> None:
    value, sure = heard("age", row.text)
    if row.wanted == "?":
        assert sure < confidence.CONFIRM, value
    elif ".." in row.wanted:
        low, high = row.wanted.split("..")
        assert value == Range(int(low), int(high))
        assert sure < confidence.ACCEPT
    else:
        assert value == int(row.wanted.lstrip("~"))
        assert (sure < confidence.ACCEPT) is row.wanted.startswith("~")


@pytest.mark.parametrize("row", ALL, ids=[row.text for row in ALL])
def test_all_ages(row: Row) -> None:
    value, sure = heard("ages", row.text)
    if row.wanted == "?":
        assert sure < confidence.CONFIRM, value
    else:
        assert value == tuple(int(age) for age in row.wanted.split())
        assert sure >= confidence.ACCEPT


def test_loose_numbers_are_asked_again() -> None:
    for text in ("treinta y tantos", "thirty something", "30 odd"):
        assert understand(text, Asked("age"), (), TODAY, "en").action == "clarify"
