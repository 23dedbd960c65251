"""ZIP codes, states, and a state beside a ZIP."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.engine.readers import confidence
from assistant.engine.readers.asking import Asked, read_answer, vocabulary_for
from assistant.engine.readers.numbers import fold
from assistant.engine.readers.places import read_state_beside_zip

from .rows import Row, rows

ZIPS = rows("""
77051 => 77051
01109 => 01109
my zip is 77051 => 77051
zip 30301 => 30301
its 60629 => 60629
33501-1234 => 33501
77051 houston => 77051
houston tx 77051 => 77051
i live in 30301 => 30301
7 7 0 5 1 => 77051
33 501 => 33501
three three five oh one => 33501
seven seven oh five one => 77051
seventy seven oh five one => 77051
nine oh two one oh => 90210
nine zero two one zero => 90210
twenty two one oh two => 22102
9o210 => 90210
mi codigo postal es 78207 => 78207
el 78207 => 78207
siete siete cero cinco uno => 77051
setenta y siete cero cinco uno => 77051
siete ocho dos cero siete => 78207
90011 creo => 90011
3350 => ?
770511 => ?
335 => ?
00000 => ?
houston => ?
portland => ?
77051 but i stay at 30301 => ?
idk => ?
""")
STATES = rows("""
TX => TX
tx => TX
texas => TX
Texas => TX
i live in ohio => OH
in georgia => GA
new york => NY
ny => NY
north carolina => NC
n carolina => NC
nc => NC
west virginia => WV
virginia => VA
washington dc => DC
dc => DC
washington state => WA
cali => CA
calif => CA
mass => MA
new mexico => NM
Portland OR => OR
portland, or => OR
Springfield, IL => IL
kansas => KS
IN => IN
OH => OH
puerto rico => PR
used to be in ohio, kentucky now => KY
moved from texas to florida => FL
floridda => FL
calfornia => CA
pennslyvania => PA
jorgia => GA
arisona => AZ
tejas => TX
vivo en tejas => TX
nueva york => NY
carolina del norte => NC
nueva jersey => NJ
nuevo mexico => NM
luisiana => LA
estoy en florida => FL
misisipi => MS
houston => ~TX
los angeles => ~CA
brooklyn => ~NY
chicago => ~IL
washington => ~WA
ok => ~OK
LA => ~LA
portland => ?
springfield => ?
kansas city => ?
columbus => ?
texas or florida => ?
the south => ?
idk => ?
""")


def heard(fact: str, text: str) -> tuple[object, float]:
    asked = Asked(fact)
    found = read_answer(fold(text, "en", vocabulary_for(asked), counting=fact == "zip"), asked, date(2026, 11, 21))
    return (None, 0.0) if not found else (found[0].value, found[0].confidence)


def check(value: object, sure: float, wanted: str) -> None:
    if wanted == "?":
        assert sure < confidence.CONFIRM, value
        return
    assert value == wanted.lstrip("~")
    assert (sure < confidence.ACCEPT) is wanted.startswith("~")
    assert sure >= confidence.CONFIRM


@pytest.mark.parametrize("row", ZIPS, ids=[row.text for row in ZIPS])
def test_zip(row: Row) -> None:
    check(*heard("zip", row.text), row.wanted)


@pytest.mark.parametrize("row", STATES, ids=[row.text for row in STATES])
def test_state(row: Row) -> None:
    check(*heard("state", row.text), row.wanted)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("48215 mi", "MI"), ("77051 tx please", "TX"), ("48215 mi, sorry", "MI"), ("48215 mi casa", None),
        ("77051 ok", None), ("77051 oh", None), ("77051 me", None),
    ],
)  # fmt: skip
def test_a_state_beside_a_zip_and_what_is_only_said_in_passing(text: str, state: str | None) -> None:
    reading = read_state_beside_zip(fold(text, "en", frozenset()))
    assert (None if reading is None else reading.value) == state
