"""The words as they stand, with accents kept and with the cheap alphabet."""

from __future__ import annotations

import pytest

from assistant.plain import PlainRules
from assistant.wording import Words
from tests.copy.longest import COPY, GUIDES, PROGRAMS, Longest


@pytest.fixture(scope="session", params=["keep", "gsm"])
def words(request: pytest.FixtureRequest) -> Words:
    return Words.load(COPY, accents=request.param, programs=PROGRAMS, guides=GUIDES)


@pytest.fixture(scope="session")
def longest(words: Words) -> Longest:
    return Longest(words)


@pytest.fixture(scope="session")
def rules() -> PlainRules:
    return PlainRules.load(COPY / "plain.yml")
