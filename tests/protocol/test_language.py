"""Which language a first message is in."""
from __future__ import annotations

import pytest

from assistant.protocol.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("lost my job need help w food", "en"),
        ("hi", "en"),
        ("hello can you help me", "en"),
        ("my kids are hungry and i have no money", "en"),
        ("hola", "es"),
        ("necesito ayuda con la comida", "es"),
        ("me quede sin trabajo y no tengo pa la renta", "es"),
        ("¿hay alguien?", "es"),
        ("buenas tardes ocupo ayuda para mis hijos", "es"),
        ("estampillas", "es"),
        ("snap", None),
        ("wic", None),
        ("3", None),
        ("", None),
        ("👍", None),
    ],
)
def test_small_words_tell_the_language(text: str, language: str | None) -> None:
    assert detect_language(text) == language
