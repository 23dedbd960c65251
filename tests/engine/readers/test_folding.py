"""Folding, numbers and repair: what every reader stands on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.readers.folding import plain
from assistant.engine.readers.numbers import digits_value, fold, number_may_be_cut
from assistant.engine.readers.phrases import PhraseError, PhraseTable, load_table, to_regex
from assistant.engine.readers.spelling import nearest

from .rows import Row, rows

LINES = rows("""
me my mom n 3 kids one is 19 => me my mom and 3 kids 1 is 19
$1,100.50/mo => 1100.5 per months
mil doscientos al mes => 1200 al mes
21 hundred => 2100
twenty five hundred => 2500
two hundred and fifty => 250
dos mil quinientos => 2500
ciento cincuenta => 150
cuarenta y un mil => 41000
veintiún años => 21 anos
treinta y cinco y diez => 35 y 10
1.100 => 1100
1,100 => 1100
gano 12,50 la hora => gano 12.5 la hora
2k => 2000
2 grand => 2000
5yo => 5 years old
5, yo y mi mama => 5 yo y mi mama
2n => 2 and
5,7,9 => 5 7 9
two and a half => 2.5
2½ => 2.5
2 1/2 => 2.5
a couple hundred => a 200
somos once => somos 11
once a month => once a month
the little one is 3 => the little one is 3
no one => no one
eighty ate => 88
every to weeks => every 2 weeks
twenty to thirty => 20 to 30
october twenty third => october 23th
the 3rd => the 3th
3 & me => 3 and me
me + 2 => me and 2
yesss => yes
don't => dont
Niño's => ninos
👍 => thumbsup
12 hr 40hrs => 12 hour 40 hours
x semana => por semana
9o210 => 9 o 210
""")


@pytest.mark.parametrize("row", LINES, ids=[row.text for row in LINES])
def test_lines(row: Row) -> None:
    assert fold(row.text, "en").line.strip() == row.wanted


@pytest.mark.parametrize(
    ("written", "spanish", "value"),
    [
        ("1,100", False, 1100), ("1.100", True, 1100), ("1.100", False, 1100), ("12.50", False, 12.5),
        ("12,50", True, 12.5), ("1,234,567", False, 1234567), ("1.234,50", True, 1234.5),
        ("1,234.50", False, 1234.5), ("007", False, 7), ("1,2", False, None), ("5,7,9", False, None),
        ("1234567890123", False, None),
    ],
)  # fmt: skip
def test_written_numbers(written: str, spanish: bool, value: float | None) -> None:
    assert digits_value(written, spanish) == value


def test_folded_words_show_where_they_stood() -> None:
    heard = fold("Gano MIL doscientos al mes!", "es")
    assert heard.quote(1, 2) == "MIL doscientos"
    assert heard.words[1].number == 1200


def test_a_message_that_is_only_punctuation_has_no_words() -> None:
    assert fold("...!?", "en").words == ()
    assert fold("", "en").line == ""


@pytest.mark.parametrize("text", ["日本語のテキスト", "Привет как дела", "مرحبا", "😀🎉"])
def test_other_scripts_hold_no_numbers(text: str) -> None:
    assert all(word.number is None for word in fold(text, "en").words)


@given(st.text(max_size=200))
def test_folding_never_fails_and_keeps_its_place(text: str) -> None:
    heard = fold(text, "en")
    for word in heard.words:
        assert 0 <= word.start <= word.end <= len(text)
    assert all(" " not in word.text and word.text for word in heard.words)


@given(st.integers(min_value=0, max_value=999_999))
def test_every_written_whole_number_is_read(number: int) -> None:
    assert [word.number for word in fold(str(number), "en").words] == [number]
    grouped = f"{number:,}"
    assert [word.number for word in fold(grouped, "en").words] == [number]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("i am eighty aet", True),
        ("oen sixty a month", True),
        ("ten and for", True),
        ("eighty five", False),
        ("80 aet", False),
    ],
)
def test_numbers_that_may_be_cut(text: str, cut: bool) -> None:
    assert number_may_be_cut(fold(text, "en")) is cut


@pytest.mark.parametrize(
    ("typed", "likely", "meant"),
    [
        ("hosue", {"house", "month"}, "house"),
        ("monht", {"month", "mouth"}, "month"),
        ("semanna", {"semana"}, "semana"),
        ("zzzz", {"month"}, None),
        ("borh", {"both", "born"}, None),
    ],
)
def test_repair_needs_exactly_one_likely_word(typed: str, likely: set[str], meant: str | None) -> None:
    assert nearest(typed, frozenset(likely)) == meant


def test_common_words_are_never_repaired() -> None:
    assert fold("free house mouth", "en", frozenset({"three", "hours", "month"})).line == "free house mouth "


def test_phrase_syntax() -> None:
    table = PhraseTable.of({"lost_job": ["(lost|losing) (my|the)? job~", "^ fired $"], "pay": ["# * week"]})
    assert [hit.label for hit in table.hits(fold("i lost my jobs", "en"))] == ["lost_job"]
    assert table.first(fold("got fired", "en")) is None
    assert table.whole(fold("fired", "en")) == "lost_job"
    assert table.first(fold("40 for the week", "en")) is not None
    assert "losing" in table.vocabulary


@pytest.mark.parametrize("phrase", ["(open", "closed)"])
def test_a_phrase_that_does_not_close_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError, match="brackets"):
        to_regex(phrase)


def test_every_table_is_written_folded() -> None:
    names = "other_subjects topics volunteered yes_no intents_whole intents_within money household".split()
    for name in names:
        table = load_table(name)
        assert all(plain(word) == word for word in table.vocabulary)
