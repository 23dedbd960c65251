"""Consent words and phrases, on the official lists and on natural texts that were written for this test."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import TypedDict

import pytest

from sms.consent import (
    DELETE_WORDS,
    FCC_STOP,
    HELP_WORDS,
    MENU_TABOO,
    START_WORDS,
    STOP_WORDS,
    TWILIO_HELP,
    TWILIO_START,
    TWILIO_STOP,
    ConsentKind,
    menu_faults,
    provider_acts_on,
    read_consent,
)

DATA = Path(__file__).parent / "data"


class Line(TypedDict, total=False):
    text: str
    lang: str
    kind: str


def lines(name: str) -> list[Line]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


REQUESTS, LOOKALIKES = lines("consent_requests.jsonl"), lines("consent_lookalikes.jsonl")


def test_the_sets_are_large_enough_and_bilingual() -> None:
    assert Counter(line["lang"] for line in REQUESTS).keys() == {"en", "es"}
    assert sum(line["kind"] == "stop" for line in REQUESTS) >= 100
    assert len(LOOKALIKES) >= 200
    assert len({line["text"] for line in [*REQUESTS, *LOOKALIKES]}) == len(REQUESTS) + len(LOOKALIKES)


@pytest.mark.parametrize("line", REQUESTS, ids=lambda line: line["text"][:40])
def test_natural_requests_are_heard_but_asked_about(line: Line) -> None:
    reading = read_consent(line["text"])
    assert reading.kind.value == line["kind"]
    assert not reading.sure
    assert reading.words


@pytest.mark.parametrize("line", LOOKALIKES, ids=lambda line: line["text"][:40])
def test_lookalikes_are_left_alone(line: Line) -> None:
    assert read_consent(line["text"]).kind is ConsentKind.NONE


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (STOP_WORDS, ConsentKind.STOP),
        (START_WORDS, ConsentKind.START),
        (HELP_WORDS, ConsentKind.HELP),
        (DELETE_WORDS, ConsentKind.DELETE),
    ],
)
def test_every_official_word_acts_at_once_however_it_is_typed(words: frozenset[str], kind: ConsentKind) -> None:
    for word in words:
        for typed in (
            word,
            word.upper(),
            f" {word.title()}. ",
            f"¡{word}!!",
            f"“{word}”\n",
            " ".join(word),
            f"{word} 🙏",
        ):
            reading = read_consent(typed)
            assert (reading.kind, reading.sure) == (kind, True), typed


@pytest.mark.parametrize(
    "typed", ["ＳＴＯＰ", "Stóp", "STOPPP", "Opt-Out", "OPT OUT", "S.T.O.P.", "ALTO!", "Álto", "s t o p"]
)
def test_folded_forms_of_stop(typed: str) -> None:
    reading = read_consent(typed)
    assert (reading.kind, reading.sure) == (ConsentKind.STOP, True)


@pytest.mark.parametrize(
    "typed", ["YES", "yes", "sí", "no", "", "  ", "👍", "1", "STOPS", "ENDS", "quitting", "no más"]
)
def test_what_is_never_sure(typed: str) -> None:
    assert not read_consent(typed).sure


def test_yes_answers_questions_and_lifts_only_the_providers_block() -> None:
    assert read_consent("Yes").kind is ConsentKind.NONE
    assert provider_acts_on(" yes ") is ConsentKind.START


def test_our_lists_cover_the_law_and_the_provider() -> None:
    assert FCC_STOP <= STOP_WORDS
    assert TWILIO_STOP <= STOP_WORDS
    assert TWILIO_HELP <= HELP_WORDS
    assert TWILIO_START - {"yes"} <= START_WORDS


def test_the_provider_knows_no_spanish_and_folds_no_signs() -> None:
    assert provider_acts_on("Stop") is ConsentKind.STOP
    assert provider_acts_on("INFO") is ConsentKind.HELP
    for ours_only in ("ALTO", "opt out", "stop!", "ayuda"):
        assert provider_acts_on(ours_only) is ConsentKind.NONE


def test_menus_must_not_offer_official_words() -> None:
    assert menu_faults(["MORE", "MÁS", "BACK", "1", "SI"]) == ()
    assert menu_faults(["Opt-out", "End", "more", "YES"]) == ("Opt-out", "End", "YES")
    assert {"end", "quit", "cancel", "help", "info", "yes", "start"} <= MENU_TABOO


def test_what_people_said_stays_out_of_repr() -> None:
    assert "texting" not in repr(read_consent("please stop texting me"))


@pytest.mark.parametrize(
    "piece", ["a ", "please ", "can you please ", "i want to ", "ya ", "stop sending me ", "my a "]
)
def test_a_very_long_text_is_read_in_time(piece: str) -> None:
    """Rules that backtrack without bound would take hours here."""
    started = time.perf_counter()
    read_consent(piece * (10_000 // len(piece)) + "x")
    assert time.perf_counter() - started < 5
