"""One long talk: does turn 200 cost more than turn 5?

The whole spine runs here (inbox, claim, engine, wording, outbox) in one thread on a clock that jumps between texts, so
that no limit on a number's texts is met. A few answers, then a round of questions of the person's own and a corrected
fact, again and again: each round is the same, and only the talk behind it grows.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from assistant.edge import Edge, real_edge
from assistant.services import open_services
from assistant.settings import Settings
from assistant.web.phone_network import PhoneNetwork
from tests.bench.arithmetic import median
from tests.bench.figures import Figure, Section, at_most, milliseconds
from tests.bench.talks import number_of
from tests.support.engine import PACKS

TURNS, TALKS = 205, 2
BETWEEN = timedelta(minutes=35)
OPENING = ("hi, i need help with food", "78701", "there are 3 of us", "im 34 and the kids are 8 and 3")
ROUND = ("why do you ask that", "is this free?", "who are you", "wait, we are 4 people", "wait, we are 3 people")
EARLY = slice(len(OPENING), len(OPENING) + 2 * len(ROUND))
LATE = slice(TURNS - 2 * len(ROUND) - 1, TURNS - 1)


class _JumpingClock:
    """The real clock, moved on by `BETWEEN` at each `jump`."""

    def __init__(self) -> None:
        self._real, self._ahead = real_edge(), timedelta(0)

    def jump(self) -> None:
        self._ahead += BETWEEN

    def now(self) -> datetime:
        return self._real.now() + self._ahead

    def edge(self) -> Edge:
        return replace(self._real, now=self.now)


def bodies() -> tuple[str, ...]:
    """What the person texts, turn by turn."""
    rounds = (TURNS - len(OPENING)) // len(ROUND) + 1
    return (*OPENING, *(ROUND * rounds))[:TURNS]


def long_talk(engine_socket: Path, folder: Path, person: int) -> list[float]:
    """Seconds of each turn from claim to written. Raises RuntimeError when one was not answered."""
    environ = {
        "HANDRAIL_ENV": "development", "HANDRAIL_VAR": str(folder), "HANDRAIL_PACKS": str(PACKS),
        "ENGINE_SOCKET": str(engine_socket),
    }  # fmt: skip
    settings, clock, number, took = Settings.from_env(environ), _JumpingClock(), number_of(person), []
    network = PhoneNetwork(folder / "phones.sealed", settings.master_keys[0], clock.edge(), settings.twilio_from)
    services = open_services(settings, clock.edge(), network)
    try:
        for turn, body in enumerate(bodies()):
            services.door.take(f"long-{turn}", number, "text", body, channel="text")
            began = time.monotonic()
            services.talk.handle_next()
            took.append(time.monotonic() - began)
            clock.jump()
        with services.store.reading() as tx:
            if tx.inbox.counts() != {"done": TURNS}:
                raise RuntimeError(f"the long talk was not answered in full: {tx.inbox.counts()}")
    finally:
        services.close()
    return took


def long_talk_section(engine_socket: Path, folder: Path) -> Section:
    """The median of several talks, so that one pause of the machine decides nothing."""
    talks = [long_talk(engine_socket, folder / str(number), number) for number in range(TALKS)]
    early = [median(talk[EARLY]) for talk in talks]
    late = [median(talk[LATE]) for talk in talks]
    ratios = [after / before for before, after in zip(early, late, strict=True)]
    return Section(
        "A long talk, turn 200 against turn 5",
        f"{TALKS} talks of {TURNS} turns, alone on the machine; the median turn of two equal rounds of digressions",
        (
            milliseconds(f"turns {EARLY.start + 1} to {EARLY.stop}", median(early)),
            milliseconds(f"turns {LATE.start + 1} to {LATE.stop}", median(late)),
            Figure("ratio", median(ratios), "x", at_most(1.5)),
        ),
    )
