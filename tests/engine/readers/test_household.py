"""How many people: totals, rolls, ranges, and what must be asked again."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.engine.readers import confidence
from assistant.engine.readers.asking import Asked, read_answer, vocabulary_for
from assistant.engine.readers.numbers import fold
from assistant.engine.readers.reading import Range

from .rows import Row, rows

ASKED = Asked("household_size")
TABLE = rows("""
# bare numbers and totals
3 => 3
three => 3
its 4 => 4
4 ppl => 4
there's 6 of us => 6
theres 4 of us me my gf and her 2 kids => 4
we are 4 => 4
we r 3 => 3
were 5 in the house => 5
family of five => 5
household of 2 => 2
6 people total => 6
total 6 => 6
us 2 => 2
its just the 2 of us => 2
the three of us => 3
7 people live here => 7
4 in my house => 4
4 counting me => 4
5 including me => 5
5 people including myself => 5
there are six people in my house => 6
we have 4 in our household => 4
5 total, 2 adults and 3 kids => 5
i think 4 => ~4
probably 5 => ~5
# alone
just me => 1
me => 1
only me => 1
me myself and i => 1
live alone => 1
i live alone => 1
by myself => 1
nobody else => 1
no one but me => 1
jus me => 1
im by myself => 1
single => 1
# the writer on top
me and my 2 kids => 3
me and 2 kids => 3
me +3 => 4
me plus 4 kids => 5
3 plus me => 4
3 and me => 4
3 kids and me => 4
3 others and me => 4
me and 3 others => 4
i live with 3 other people => 4
i live with my mom and 2 brothers => 4
i live with my parents => 3
i stay with my grandmother => 2
# rolls
me my mom n 3 kids one is 19 => 5
me, my husband, 2 kids => 4
me, my wife, my mom and 4 kids => 7
my husband and i and our 3 kids => 5
my husband me and our daughter => 3
3 kids, my husband, me => 5
me and my wife => 2
me and my roommate => 2
just me and my son => 2
me and the baby => 2
me my boyfriend and the baby => 3
me him and the baby => 3
me n my ol lady n her 2 kids => 4
my twins and me => 3
me, my daughter and my grandson => 3
me and both my kids => 3
me, 2 sons, 1 daughter => 4
me my sister her husband and their 2 kids => 5
2 adults 3 kids => 5
2 adults, 1 child => 3
one adult and two children => 3
me and my dog => 1
its me and my three kids => 4
myself, my partner, and our newborn => 3
me, my 2 kids, one is 17 the other 12 => 3
me and my 3 boys => 4
grandma grandpa me and my brother => 4
# Spanish
somos 4 => 4
somos cuatro => 4
somos 5 en total => 5
4 de familia => 4
familia de 3 => 3
cinco => 5
seis personas => 6
4 personas => 4
vivimos 6 en la casa => 6
nosotros 4 => 4
nosotros dos => 2
nosotros 3 y el bebe => 4
solo yo => 1
nomas yo => 1
yo sola => 1
vivo sola => 1
vivo solo => 1
nadie mas => 1
nada mas yo => 1
yo y mis dos hijas => 3
yo y 3 mas => 4
yo y mi esposo => 2
mi esposo y yo => 2
yo mi esposo y 3 hijos => 5
mi mama mi papa mis 2 hermanos y yo => 5
solo mi hijo y yo => 2
vivo con mi mama y mis 2 hermanos => 4
vivo con mis papas => 3
somos 5, yo mi esposa y los 3 niños => 5
somos 3 conmigo => 3
4 conmigo => 4
3 sin contarme => 4
2 adultos y 2 niños => 4
mi pareja, mis 3 hijos y yo => 5
mis gemelos y yo => 3
mis dos hijos y yo => 3
yo, mi mama, mi hermana y su bebe => 4
mi marido, yo y la niña => 3
mi esposa, mi suegra, 2 niños y yo => 5
# mixed
somos 4, me my esposo and 2 kids => 4
me and mis 2 hijos => 3
yo and my 3 kids => 4
# misspelt and dictated
thre => 3
fuor => 4
fve => ?
famly of 4 => 4
me and my 2 kidss => 3
me and my dauhgter => 2
yo y mi espozo => 2
for => ~4
too => ~2
ate people => 8
# spans
3 or 4 => 3..4
3-4 => 3..4
between 4 and 6 => 4..6
4 to 5 people => 4..5
3 o 4 => 3..4
entre 4 y 5 => 4..5
de 3 a 4 => 3..4
# asked again or read back (L6)
my 4 kids => ?
2 kids => ?
i have 3 kids => ?
tengo 3 hijos => ?
mis hijos => ?
me and my kids => ?
yo y mis hijos => ?
my mom stays with us sometimes so 3 or 4 => ?
3 but my son comes and goes => ?
somos 3 y a veces 4 => ?
my kids are here half the time => ?
a lot => ?
not many => ?
bunch of us => ?
50 => ?
0 => ~1
my husband and 2 kids => ~4
mi esposo y mis 2 hijos => ~4
5 others => ~6
me and my uncc => ?
we are 5, me my mom and my son => ?
""")


def heard(text: str) -> tuple[object, float]:
    found = read_answer(fold(text, "en", vocabulary_for(ASKED), counting=True), ASKED, date(2026, 11, 21))
    return (None, 0.0) if not found else (found[0].value, found[0].confidence)


@pytest.mark.parametrize("row", TABLE, ids=[row.text for row in TABLE])
def test_counts(row: Row) -> None:
    value, sure = heard(row.text)
    if row.wanted == "?":
        assert sure < confidence.CONFIRM, value
    elif ".." in row.wanted:
        low, high = row.wanted.split("..")
        assert value == Range(int(low), int(high))
        assert sure < confidence.ACCEPT
    elif row.wanted.startswith("~"):
        assert value == int(row.wanted[1:])
        assert confidence.CONFIRM <= sure < confidence.ACCEPT
    else:
        assert value == int(row.wanted)
        assert sure >= confidence.ACCEPT
