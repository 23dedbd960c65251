"""The whole way of a text: acknowledged at the door, answered by the real engine, its reply in the outbox."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import house
from tests.bench.arithmetic import Spread, arrivals, median, percentile
from tests.bench.commits import Commits, TurnTimes
from tests.bench.figures import Figure, Section, at_most, milliseconds, spread_figures
from tests.bench.load import Door, closed_load, open_load
from tests.bench.processes import children, cpu_seconds
from tests.bench.running_house import RunningHouse, running_house
from tests.bench.talks import Crowd, load_talks
from tests.support.engine import RunningEngine

PAUSE_S = 5.0  # between two texts of one person
REST_S = 120.0  # within this everything that came must be answered, however far behind the house is
WARM_S = 2.0
SEED = 20261121
ONE_PROCESS, TWO_PROCESSES = (house.ALL,), (house.WORK, house.DOOR)
WARM_TEXTS = 8


@dataclass(frozen=True)
class Load:
    """What one load led to. cpu_house, cpu_engine: CPU seconds a turn; people: how many texted.

    refused: texts that the door did not take (503); a provider keeps those, and the sweep would find them later.
    """

    turns: tuple[TurnTimes, ...]
    acknowledged: Spread
    latest: float
    refused: int
    seconds: float
    people: int
    cpu_house: float
    cpu_engine: float

    @property
    def whole(self) -> Spread:
        return Spread.of(turn.whole for turn in self.turns)

    def part(self, of: Callable[[TurnTimes], float]) -> float:
        """The median of one part of the turn, in seconds."""
        return median([of(turn) for turn in self.turns])


def open_arrivals(
    engine: RunningEngine, folder: Path, rate: float, seconds: float, roles: Sequence[str] = ONE_PROCESS
) -> Load:
    """Texts at random times, `rate` a second, for `seconds`. Raises RuntimeError when one was not answered."""
    with running_house(folder, engine.socket, roles) as running:
        _warm(running)
        pause = min(PAUSE_S, seconds / len(max(load_talks(), key=len)))
        crowd = Crowd(max(1, round(rate * pause)), load_talks())
        times = arrivals(rate, seconds, SEED)
        began, cpu = time.monotonic(), _cpu(engine, running)
        door = Door(running.settings, running.port, first=WARM_TEXTS)
        open_load(door, crowd, times)
        took = time.monotonic() - began
        _wait_answered(running, len(times) - len(door.refused) + WARM_TEXTS)
        return _load(running, engine, door, crowd, began, took, cpu)


def saturation(engine: RunningEngine, folder: Path, under_way: int, seconds: float) -> Load:
    """As many turns as the house can do with `under_way` texts always unanswered."""
    answered = threading.Semaphore(0)
    with running_house(folder, engine.socket, ONE_PROCESS, Commits(answered.release)) as running:
        _warm(running)
        while answered.acquire(blocking=False):
            pass
        crowd = Crowd(4 * under_way, load_talks())
        began, cpu = time.monotonic(), _cpu(engine, running)
        door = Door(running.settings, running.port, first=WARM_TEXTS)
        posted = closed_load(door, crowd, answered, under_way, seconds)
        took = time.monotonic() - began
        _wait_answered(running, posted - len(door.refused) + WARM_TEXTS)
        return _load(running, engine, door, crowd, began, took, cpu)


def _warm(running: RunningHouse) -> None:
    """A few talks of other people first: what is loaded on first use is loaded."""
    crowd = Crowd(WARM_TEXTS, load_talks(), first_person=4000)
    door = Door(running.settings, running.port)
    for _ in range(WARM_TEXTS):
        door.post(crowd.next())
    _wait_answered(running, WARM_TEXTS)
    time.sleep(WARM_S)


def _wait_answered(running: RunningHouse, count: int) -> None:
    until = time.monotonic() + REST_S
    while len(running.commits.answered) < count:
        running.check_alive()
        if time.monotonic() > until:
            found = len(running.commits.answered)
            raise RuntimeError(f"{count - found} of {count} texts were not answered within {REST_S:.0f} s")
        time.sleep(0.02)


def _cpu(engine: RunningEngine, running: RunningHouse) -> tuple[float, float]:
    return cpu_seconds(running.pids), cpu_seconds(children(engine.process.pid))


def _load(
    running: RunningHouse, engine: RunningEngine, door: Door, crowd: Crowd, began: float, took: float,
    before: tuple[float, float],
) -> Load:  # fmt: skip
    counts = running.inbox_counts()
    if set(counts) != {"done"}:
        raise RuntimeError(f"texts were left behind: {dict(counts)}; see the logs in {running.settings.folder}")
    cpu_house, cpu_engine = _cpu(engine, running)
    turns = running.commits.turns(running.turn_of_text(crowd.numbers))
    if not turns:
        raise RuntimeError("no turn led to a text; see the logs of the house")
    count = len(turns)
    return Load(
        turns, Spread.of(door.acknowledged), percentile(door.late, 0.99), len(door.refused), took, len(crowd.numbers),
        (cpu_house - before[0]) / count, (cpu_engine - before[1]) / count,
    )  # fmt: skip


def rate_of(load: Load) -> float:
    """Answers a second, from the first to the last."""
    ended = sorted(turn.written for turn in load.turns)
    return (len(ended) - 1) / (ended[-1] - ended[0])


def webhook_section(load: Load, rate: float) -> Section:
    return Section(
        "Webhook acknowledgement",
        f"signed POST /sms/inbound on loopback while {rate:g} a second come; the provider waits 15 s, we promise 5 s",
        (
            *spread_figures(load.acknowledged, p99=at_most(500)),
            Figure("not taken (503)", load.refused, "", at_most(0)),
            milliseconds("sent late by the bench, p99", load.latest),
        ),
    )


def open_section(load: Load, rate: float) -> Section:
    """The figure that counts: how long a person's text takes to be answered."""
    return Section(
        "Whole turn, inbox commit to outbox commit",
        f"open arrivals, {rate:g} a second for {load.seconds:.0f} s: {len(load.turns)} turns of {load.people} people; "
        "engine with 2 workers, SQLite, one process as `handrail run`",
        (*spread_figures(load.whole, p50=at_most(60), p99=at_most(250)), *parts(load)),
    )


def split_section(load: Load, rate: float) -> Section:
    return Section(
        "The same with door and workers as two processes",
        f"`handrail serve` and `handrail work`, {rate:g} a second for {load.seconds:.0f} s: {len(load.turns)} turns",
        (*spread_figures(load.whole), Figure("not taken (503)", load.refused, "", at_most(0)), *parts(load)),
    )


def parts(load: Load) -> tuple[Figure, ...]:
    """Where the time of a turn goes."""
    return (
        milliseconds("of it waiting to be claimed, p50", load.part(lambda turn: turn.waiting)),
        milliseconds("of it engine and wording, p50", load.part(lambda turn: turn.deciding)),
        milliseconds("of it writing, p50", load.part(lambda turn: turn.writing)),
        milliseconds("CPU a turn, house", load.cpu_house),
        milliseconds("CPU a turn, engine", load.cpu_engine),
    )  # fmt: skip
