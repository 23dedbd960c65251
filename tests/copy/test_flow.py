"""Whole talks are easy to read: Flesch-Kincaid grade at most 6, INFLESZ at least 65."""

from __future__ import annotations

import pytest

from assistant.readability import flesch_kincaid, inflesz
from assistant.wording import Words
from tests.copy.longest import Longest
from tests.copy.test_messages import QUESTIONS

FLOWS = {
    "interview": [f"question.{question}" for question in QUESTIONS],
    "in other words": [f"again.{question}" for question in QUESTIONS],
    "easier": [f"easier.{question}" for question in QUESTIONS],
    "why": [f"why.{question}" for question in QUESTIONS],
    "read back": [f"read_back.{question}" for question in QUESTIONS],
    "results": ["results.first", "result.likely", "result.unlikely", "result.expedited", "result.none_left"],
    "how to apply": ["apply.snap", "apply.wic", "apply.lifeline", "documents", "where"],
    "worries": ["help", "how_it_works", "bot", "scam", "privacy", "cost", "immigration", "status_cannot"],
    "danger": ["crisis.self_harm", "crisis.violence", "crisis.hunger", "human.waiting", "human.after_hours"],
    "consent": ["stop_done", "stop_ask", "start_done", "start_twilio", "delete_ask", "delete_done"],
}


def _text(longest: Longest, flow: list[str], language: str) -> str:
    return "\n".join(next(iter(longest.rendered(message, language, "text"))).body for message in flow)


@pytest.mark.parametrize("flow", FLOWS)
def test_english_flow(longest: Longest, flow: str) -> None:
    assert flesch_kincaid(_text(longest, FLOWS[flow], "en")) <= 6


@pytest.mark.parametrize("flow", FLOWS)
def test_spanish_flow(longest: Longest, flow: str) -> None:
    assert inflesz(_text(longest, FLOWS[flow], "es")) >= 65


def test_everything_said(longest: Longest, words: Words) -> None:
    every = [message for message in words.ids if not message.startswith("heard.")]
    assert flesch_kincaid(_text(longest, every, "en")) <= 6
    assert inflesz(_text(longest, every, "es")) >= 65
