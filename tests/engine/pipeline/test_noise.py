"""Noise: realistic, bounded, repeatable."""
from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.pipeline.examples import Example
from assistant.engine.pipeline.noise import as_typed, misspell, misspell_some
from assistant.engine.pipeline.widening import half_noised, widen

_STOP = [Example(f"stop sending these texts to number {n}", "stop") for n in range(60)]
_TALK = [*_STOP, Example("3 people in my house", "answer"), Example("good morning", "greet"), Example("tysm", "thanks")]


@given(st.text(max_size=80), st.integers(0, 2**32))
def test_noise_never_fails_and_never_empties(text: str, seed: int) -> None:
    typed = as_typed(text, Random(seed), 1.0)
    assert bool(typed.strip()) or not text.strip() or not any(letter.isalnum() for letter in text)


@given(st.sampled_from(["necesito", "groceries", "apartment", "español"]), st.integers(0, 2**32))
def test_a_slip_is_small(word: str, seed: int) -> None:
    assert abs(len(misspell(word, Random(seed))) - len(word)) <= 3


@pytest.mark.parametrize("word", ["yes", "no", "911", "78207", "a1b2c3", ""])
def test_short_words_and_numbers_stay(word: str) -> None:
    assert all(misspell(word, Random(seed)) == word for seed in range(50))


def test_about_the_asked_share_is_misspelt() -> None:
    text = "necesito ayuda porque perdimos nuestro trabajo ayer " * 100
    slipped = misspell_some(text, Random(1), 1 / 6).split()
    share = sum(a != b for a, b in zip(slipped, text.split(), strict=True)) / len(slipped)
    assert 0.1 < share < 0.2


def test_the_same_seed_gives_the_same_texts() -> None:
    assert widen(_TALK, 2, 5) == widen(_TALK, 2, 5)
    assert widen(_TALK, 2, 5) != widen(_TALK, 2, 6)


def test_widening_keeps_every_text_and_label() -> None:
    widened = widen(_TALK, 1, 5)
    assert widened[: len(_TALK)] == _TALK
    assert [e.intent for e in widened[len(_TALK) :]] == [e.intent for e in _TALK]


def test_a_wish_to_stop_outranks_what_stands_before_it() -> None:
    composed = {e.text for e in widen(_TALK, 5, 5) if e.intent == "stop" and len(e.text.split()) > 8}
    assert any("house" in text for text in composed), "an answer before a wish to stop leaves it a wish to stop"


def test_an_answer_never_carries_a_wish_to_stop() -> None:
    assert not any("texts" in e.text for e in widen(_TALK, 5, 5) if e.intent in ("answer", "greet", "thanks"))


def test_half_noised_leaves_every_other_text_alone() -> None:
    noised = half_noised(_TALK, 3)
    assert noised[::2] == _TALK[::2]
    assert noised[1::2] != _TALK[1::2]
