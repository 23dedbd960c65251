"""SmsText against the standard's own arithmetic; expectations are counted by hand or by a second, naive method."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms.text import GSM_BASIC, GSM_EXTENSION, GSM_SAFE, Alphabet, PartTooLong, SmsText, gsm_form, gsm_safe, pack


def test_alphabet_has_the_sizes_of_the_standard() -> None:
    assert len(GSM_BASIC) == 127  # 128 positions, one of them the escape
    assert len(GSM_EXTENSION) == 10
    assert not GSM_BASIC & GSM_EXTENSION


@pytest.mark.parametrize(
    ("body", "alphabet", "units", "segments"),
    [
        ("", Alphabet.GSM7, 0, 1),
        ("a" * 160, Alphabet.GSM7, 160, 1),
        ("a" * 161, Alphabet.GSM7, 161, 2),
        ("a" * 306, Alphabet.GSM7, 306, 2),
        ("a" * 307, Alphabet.GSM7, 307, 3),
        ("€" * 80, Alphabet.GSM7, 160, 1),
        ("€" * 81, Alphabet.GSM7, 162, 2),
        # 153 is odd: a pair that straddles the boundary moves whole, one septet of the first part stays empty.
        ("€" * 153, Alphabet.GSM7, 306, 3),
        ("a" + "€" * 152, Alphabet.GSM7, 305, 2),
        ("é" * 160, Alphabet.GSM7, 160, 1),
        ("¿Cuántos?", Alphabet.UCS2, 9, 1),
        ("á" * 70, Alphabet.UCS2, 70, 1),
        ("á" * 71, Alphabet.UCS2, 71, 2),
        ("á" * 134, Alphabet.UCS2, 134, 2),
        ("á" * 135, Alphabet.UCS2, 135, 3),
        ("😀" * 35, Alphabet.UCS2, 70, 1),
        # 67 is odd: 33 emoji fit a part, not 33 and a half.
        ("😀" * 67, Alphabet.UCS2, 134, 3),
        ("a" + "😀" * 66, Alphabet.UCS2, 133, 2),
    ],
)
def test_units_and_segments(body: str, alphabet: Alphabet, units: int, segments: int) -> None:
    text = SmsText(body)
    assert (text.alphabet, text.units, text.segments) == (alphabet, units, segments)


@given(st.text(alphabet=st.sampled_from("aé€á😀"), max_size=500))
def test_segments_lie_between_the_bounds_of_plain_division(body: str) -> None:
    text = SmsText(body)
    if text.units <= text.alphabet.single:
        assert text.segments == 1
    else:
        # At most one unit is lost at each boundary.
        assert -(-text.units // text.alphabet.joined) <= text.segments
        assert text.segments <= -(-text.units // (text.alphabet.joined - 1))


@given(st.text(max_size=300))
def test_code_units_are_those_of_utf16(body: str) -> None:
    text = SmsText(body)
    if text.alphabet is Alphabet.UCS2:
        assert text.units == len(body.encode("utf-16-le", "surrogatepass")) // 2


def test_forcing_characters_say_what_they_cost() -> None:
    text = SmsText("a" * 150 + "á“á”")
    found = {character.character: character for character in text.forcing()}
    assert list(found) == ["á", "“", "”"]
    assert (found["á"].count, found["á"].replacement, found["á"].segments) == (2, "a", 2)
    assert SmsText("a€[").forcing() == ()


def test_a_character_without_7_bit_form_is_charged_too() -> None:
    (only,) = SmsText("a" * 100 + "😀").forcing()
    assert (only.replacement, only.segments) == (None, 1)


def test_gsm_safe_keeps_what_the_alphabet_has_and_folds_the_rest() -> None:
    assert gsm_safe("¿Cuántos años tiene su niña? ¡Ahí está, Jesús, pingüino, qué!") == (
        "¿Cuantos años tiene su niña? ¡Ahi esta, Jesus, pingüino, qué!"
    )
    assert gsm_safe("“It’s 5–6 — or…”") == '"It\'s 5-6 - or..."'
    assert gsm_safe("cafe\u0301 \u00bd\u2009km") == "café 1/2 km"
    assert gsm_safe("ok 👍 привет") == "ok 👍 привет"
    assert gsm_form("👍") is None and gsm_form("Ω") == "Ω"


def test_every_stand_in_is_in_the_alphabet_and_none_is_needless() -> None:
    for character, form in GSM_SAFE.items():
        assert SmsText(character).alphabet is Alphabet.UCS2, character
        assert SmsText(form).alphabet is Alphabet.GSM7, form


@given(st.text(max_size=200))
def test_gsm_safe_never_costs_more_segments_than_letters_it_writes_out(text: str) -> None:
    safe = gsm_safe(text)
    assert gsm_safe(safe) == safe
    assert [c for c in safe if gsm_form(c) not in (None, c)] == []


def test_pack_joins_in_order_and_never_cuts() -> None:
    parts = ["a" * 100, "b" * 50, "c" * 100, "d"]
    texts = pack(parts, budget=1)
    assert [text.body for text in texts] == ["a" * 100 + "\n" + "b" * 50, "c" * 100 + "\nd"]
    assert all(text.fits(1) for text in texts)
    assert pack([], 1) == ()


def test_pack_counts_again_when_a_part_changes_the_alphabet() -> None:
    texts = pack(["a" * 100, "sí"], budget=1)
    assert [text.segments for text in texts] == [1, 1]
    assert len(texts) == 2


def test_pack_names_the_part_that_is_too_long() -> None:
    with pytest.raises(PartTooLong, match="part 1 needs 3 segments and the budget is 2: shorten it") as caught:
        pack(["ok", "a" * 307], budget=2)
    assert (caught.value.index, caught.value.segments, caught.value.budget) == (1, 3, 2)


def test_a_body_does_not_show_in_repr() -> None:
    assert "secret" not in repr(SmsText("secret"))
