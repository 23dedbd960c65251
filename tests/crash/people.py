"""The people who text while everything dies: each waits for an answer before the next text, as people do."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from random import Random

from tests.support.fake_provider import FakeProvider
from tests.support.rig import copy

# What they say: answers, interruptions and nonsense, both languages; no consent or danger words, which are no turns
SAYINGS = (
    "lost my job need help w food", "78207", "3", "34, 8 and 1", "no", "yes", "why", "we get 1800 a month before taxes",
    "0", "skip", "not sure", "900", "back", "repeat", "is this a scam", "no tengo trabajo", "español por favor",
    "4 people", "/restart", "what do i need to bring", "gracias", "si", "none", "renta 700", "again please", "english",
)  # fmt: skip
TEXTS_EACH, MOST_TEXTS_EACH = 6, 18  # under the limit of twenty in ten minutes
PATIENCE_S = 300.0  # of a slow machine
DOUBLED, MISSED = 0.15, 0.03  # share of texts whose webhook comes twice, or never


@dataclass
class Phone:
    number: str
    texts: int = 0
    shown: int = 0
    waiting_since: float | None = None


class Crowd:
    """All phones of a run, driven by `step`."""

    def __init__(self, provider: FakeProvider, turns: int, dice: Random) -> None:
        self._provider, self._dice = provider, dice
        count = -(-turns // TEXTS_EACH)
        numbers = [f"+1{area}55501{line:02}" for area in (202, 303, 404, 505, 606) for line in range(1, 100)]
        self.phones = [Phone(number) for number in numbers[:count]]
        # "one moment" is no answer: they wait on
        self._moments = {copy().render("moment", language, "text", {}) for language in ("en", "es")}
        self.sent: dict[str, str] = {}  # provider id -> number
        self.gave_up = 0

    @property
    def waits(self) -> bool:
        """Whether somebody waits for an answer."""
        return any(phone.waiting_since is not None for phone in self.phones)

    def step(self, allowed: int) -> None:
        """Notice answers; let those text who may, as long as fewer than `allowed` texts were sent in all."""
        shown = Counter(text.to for text in self._provider.texts() if text.body not in self._moments)
        for phone in self.phones:
            if phone.waiting_since is not None:
                self._look(phone, shown[phone.number])
            free = phone.waiting_since is None and phone.texts < MOST_TEXTS_EACH
            if free and len(self.sent) < allowed:
                self._text(phone, shown[phone.number])

    def _look(self, phone: Phone, shown: int) -> None:
        if shown > phone.shown:
            phone.waiting_since = None
        elif phone.waiting_since is not None and time.monotonic() - phone.waiting_since > PATIENCE_S:
            phone.waiting_since = None
            self.gave_up += 1

    def _text(self, phone: Phone, shown: int) -> None:
        copies = 2 + (self._dice.random() < 0.3) if self._dice.random() < DOUBLED else 1
        heard = self._dice.random() >= MISSED
        sid = self._provider.text_in(phone.number, self._dice.choice(SAYINGS), copies=copies, webhook=heard)
        self.sent[sid] = phone.number
        phone.texts += 1
        phone.shown, phone.waiting_since = shown, time.monotonic()
