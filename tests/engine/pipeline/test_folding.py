"""Folding: many spellings, one form."""
from __future__ import annotations

import pytest

from assistant.engine.pipeline.folding import fold, same_words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("¿Cuánto me DARÍAN?", "¿cuanto me darian?"),
        ("niño", "nino"),
        ("I don't know", "i dont know"),
        ("yesssss", "yess"),
        ("coffee", "coffee"),
        ("$1,200 a month", "$0,000 a month"),
        ("78207-1234567", "00000-00000"),
        ("  two \n lines ", "two lines"),
        ("😭", "😭"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_folding_twice_changes_nothing() -> None:
    for text in ("Holaaaa, ¿cómo están?", "12/05/2026!!!", "n̈ñ"):
        assert fold(fold(text)) == fold(text)


def test_same_words_ignores_punctuation_case_and_accents() -> None:
    assert same_words("¡Sí, señora!") == same_words("si senora")
    assert same_words("3 kids") != same_words("4 kids")
    assert same_words("...") == "..."
