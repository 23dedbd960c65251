"""ZIP codes, states, and the state of a ZIP."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.engine.readers import confidence
from assistant.engine.readers.asking import Asked, read_answer, vocabulary_for
from assistant.engine.readers.numbers import fold
from assistant.engine.readers.zip_states import state_of_zip

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
    ("zip_code", "state"),
    [
        ("77051", "TX"), ("75201", "TX"), ("10453", "NY"), ("90210", "CA"), ("60629", "IL"), ("33501", "FL"),
        ("01109", "MA"), ("02903", "RI"), ("03101", "NH"), ("04101", "ME"), ("05401", "VT"), ("06101", "CT"),
        ("07102", "NJ"), ("19103", "PA"), ("19801", "DE"), ("20001", "DC"), ("21201", "MD"), ("22102", "VA"),
        ("25301", "WV"), ("27601", "NC"), ("29205", "SC"), ("30301", "GA"), ("35203", "AL"), ("37201", "TN"),
        ("39201", "MS"), ("40202", "KY"), ("43215", "OH"), ("46204", "IN"), ("48215", "MI"), ("50309", "IA"),
        ("53202", "WI"), ("55401", "MN"), ("57104", "SD"), ("58102", "ND"), ("59101", "MT"), ("63101", "MO"),
        ("66101", "KS"), ("68102", "NE"), ("70112", "LA"), ("72201", "AR"), ("73102", "OK"), ("79901", "TX"),
        ("88510", "TX"), ("80202", "CO"), ("82001", "WY"), ("83702", "ID"), ("84101", "UT"), ("85001", "AZ"),
        ("87101", "NM"), ("89101", "NV"), ("96813", "HI"), ("97201", "OR"), ("98101", "WA"), ("99501", "AK"),
        ("00901", "PR"), ("00802", "VI"), ("96910", "GU"), ("96799", "AS"), ("06390", None), ("00000", None),
        ("abcde", None),
    ],
)  # fmt: skip
def test_state_of_zip(zip_code: str, state: str | None) -> None:
    assert state_of_zip(zip_code) == state
