"""Calendar days, written and relative. Today is Saturday, 21 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.engine.readers import confidence
from assistant.engine.readers.asking import Asked, read_answer, vocabulary_for
from assistant.engine.readers.numbers import fold

from .rows import Row, rows

TODAY = date(2026, 11, 21)
TABLE = rows("""
today => 2026-11-21
yesterday => 2026-11-20
the day before yesterday => 2026-11-19
tomorrow => 2026-11-22
last friday => 2026-11-20
last saturday => 2026-11-14
next monday => 2026-11-23
this coming thursday => 2026-11-26
3 days ago => 2026-11-18
2 weeks ago => 2026-11-07
a week ago => 2026-11-14
two weeks ago => 2026-11-07
a month ago => 2026-10-21
in 3 days => 2026-11-24
nov 3 => 2026-11-03
november 3rd => 2026-11-03
the 3rd of november => 2026-11-03
oct 1st => 2026-10-01
october twenty third => 2026-10-23
september 30th => 2026-09-30
december 5 => 2026-12-05
jan 5 => 2027-01-05
jan 5 2026 => 2026-01-05
11/3 => 2026-11-03
11/03/2026 => 2026-11-03
10-15-2026 => 2026-10-15
2026-10-15 => 2026-10-15
i lost it dec 5 => 2025-12-05
octuber 12 => 2026-10-12
it ended on the 3rd => 2026-11-03
hoy => 2026-11-21
ayer => 2026-11-20
antier => 2026-11-19
mañana en la tarde => 2026-11-22
el viernes pasado => 2026-11-20
el lunes que viene => 2026-11-23
el proximo jueves => 2026-11-26
hace 2 semanas => 2026-11-07
hace tres dias => 2026-11-18
hace un mes => 2026-10-21
3 de noviembre => 2026-11-03
el 3 de octubre => 2026-10-03
primero de octubre => 2026-10-01
el 15 de septiembre de 2026 => 2026-09-15
25/11 => 2026-11-25
el 25/10/2026 => 2026-10-25
the 28th => ~2026-11-28
around nov 3 => ~2026-11-03
el 3/11 => ?
el 05/10 => ?
monday => ?
nov 3 or nov 5 => ?
last month => ?
a while back => ?
feb 30 => ?
hace mucho => ?
""")


@pytest.mark.parametrize("row", TABLE, ids=[row.text for row in TABLE])
def test_dates(row: Row) -> None:
    asked = Asked("date")
    language = "es" if row.text.startswith("el ") else "en"
    found = read_answer(fold(row.text, language, vocabulary_for(asked)), asked, TODAY)
    if row.wanted == "?":
        assert all(reading.confidence < confidence.CONFIRM for reading in found), found
        return
    assert [reading.value for reading in found] == [row.wanted.lstrip("~")]
    assert (found[0].confidence < confidence.ACCEPT) is row.wanted.startswith("~")
