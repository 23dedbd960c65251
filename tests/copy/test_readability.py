"""The two measures against counts made by hand and worked examples."""

from __future__ import annotations

import pytest

from assistant.readability import english_syllables, flesch_kincaid, inflesz, sentences, spanish_syllables, words

ENGLISH = """home:1 people:2 estimate:3 asked:1 needed:2 wanted:2 office:2 little:2 table:2 houses:2 places:2 rules:1
babies:2 area:3 idea:3 medicaid:3 social:2 security:4 machine:2 create:2 being:2 question:2 million:2 serious:3
computer:3 money:2 the:1 age:1 ages:2 changed:1 started:2 family:3 usual:3 radio:3 fire:1 hour:1 lives:1 people's:2
helpline:2 likely:2 citizen:3 college:2 disabled:3 breastfeeding:3 anyone:3 likes:1 sizes:2 called:1 apples:2
safety:2 medicine:3 insurance:3 unemployment:4 amount:2 earned:1 violence:3 whole:1 island:2 period:3"""
SPANISH = """casa:2 murciélago:4 aéreo:4 país:2 día:2 guitarra:3 quien:1 agua:2 ayuda:3 muy:1 ahora:3 ciudad:2 leer:2
baúl:2 queso:2 pingüino:3 viuda:2 computadora:5 oficina:4 farmacia:3 energía:4 recibió:3 hay:1 y:1 huevo:2
ciudadanos:4 cuántas:2 línea:3 identificación:6 dio:1 oír:2 tío:2 aún:2 luz:1 rey:1 reyes:2 año:2"""


def _counted(table: str) -> list[tuple[str, int]]:
    pairs = (entry.split(":") for entry in table.split())
    return [(word, int(count)) for word, count in pairs]


@pytest.mark.parametrize(("word", "count"), _counted(ENGLISH))
def test_english_syllables(word: str, count: int) -> None:
    assert english_syllables(word) == count


@pytest.mark.parametrize(("word", "count"), _counted(SPANISH))
def test_spanish_syllables(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


def test_flesch_kincaid_of_a_worked_example() -> None:
    text = "The cat sat on the mat. The computer asked a question."  # 11 words, 2 sentences, 14 syllables
    assert flesch_kincaid(text) == pytest.approx(0.39 * 11 / 2 + 11.8 * 14 / 11 - 15.59)


def test_inflesz_of_a_worked_example() -> None:
    text = "La casa es de mi mamá. Vive con usted."  # 9 words, 2 sentences, 13 syllables
    assert inflesz(text) == pytest.approx(206.835 - 62.3 * 13 / 9 - 9 / 2)


def test_harder_words_and_longer_sentences_score_harder() -> None:
    assert flesch_kincaid("Eligibility determinations necessitate documentation.") > 12
    assert inflesz("La documentación acreditativa de elegibilidad administrativa es obligatoria.") < 40


def test_addresses_and_phone_numbers_are_not_read_as_words() -> None:
    assert words("Call 866-348-6479 or see lawhelp.org/start now") == ["Call", "or", "see", "now"]
    assert words("llame al 2 1 1 ya") == ["llame", "al", "ya"]


def test_a_list_line_is_a_sentence_of_its_own() -> None:
    assert sentences("You may get:\n- SNAP\n1. Call. Bring it\n") == ["You may get:", "SNAP", "Call.", "Bring it"]


def test_text_without_words_is_easy() -> None:
    assert (flesch_kincaid(""), inflesz("...")) == (0.0, 100.0)
