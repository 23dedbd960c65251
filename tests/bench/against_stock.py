"""The same talks, as many at once, through the stock Rasa bot: only the ratios mean something."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.bench import stock_bot
from tests.bench.arithmetic import Spread
from tests.bench.figures import Figure, Section, at_least, milliseconds
from tests.bench.processes import cpu_seconds, memory
from tests.bench.talks import Crowd, load_talks
from tests.bench.whole_turn import Load, rate_of

WARM_TURNS = 8
ANSWER_LIMIT_S = 60.0


@dataclass(frozen=True)
class StockLoad:
    """What the stock bot did. rate: turns a second; cpu: CPU seconds a turn; weight: MB of both its processes."""

    turns: Spread
    rate: float
    cpu: float
    weight: float


def stock_load(cache: Path, under_way: int, seconds: float) -> StockLoad:
    """Raises RuntimeError when the bot did not answer a message."""
    with stock_bot.running(stock_bot.trained(cache)) as bot:
        _talk(bot.address, Crowd(1, load_talks(), first_person=4000), WARM_TURNS)
        crowd, took, lock = Crowd(4 * under_way, load_talks()), list[float](), threading.Lock()
        cpu, began = cpu_seconds(bot.pids), time.monotonic()

        def work() -> None:
            while time.monotonic() < began + seconds:
                turns = _talk(bot.address, crowd, 4)
                with lock:
                    took.extend(turns)

        threads = [threading.Thread(target=work, daemon=True) for _ in range(under_way)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        elapsed = time.monotonic() - began
        if not took:
            raise RuntimeError("the stock bot answered nothing")
        weight = sum(memory(pid).proportional for pid in bot.pids)
        return StockLoad(Spread.of(took), len(took) / elapsed, (cpu_seconds(bot.pids) - cpu) / len(took), weight)


def _talk(address: str, crowd: Crowd, turns: int) -> list[float]:
    took = []
    with httpx.Client(timeout=ANSWER_LIMIT_S, trust_env=False) as client:
        for _ in range(turns):
            message = crowd.next()
            began = time.monotonic()
            answer = client.post(address, json={"sender": message.number, "message": message.body})
            took.append(time.monotonic() - began)
            if not answer.raise_for_status().json():
                raise RuntimeError("the stock bot left a message without an answer; compare nothing with it")
    return took


def saturation_section(load: Load, under_way: int) -> Section:
    return Section(
        "Turns a second at saturation",
        f"closed loop, {under_way} texts always under way for {load.seconds:.0f} s, from the webhook to the outbox, "
        f"{len(load.turns)} turns",
        (
            Figure("turns a second", rate_of(load), "/s"),
            milliseconds("turn p50", load.whole.p50), milliseconds("turn p95", load.whole.p95),
            milliseconds("CPU a turn, house", load.cpu_house), milliseconds("CPU a turn, engine", load.cpu_engine),
        ),
    )  # fmt: skip


def stock_section(ours: Load, stock: StockLoad, under_way: int) -> Section:
    return Section(
        "A stock Rasa bot in the same run",
        f"same intents, texts and questions, SQL tracker on SQLite, HTTP action server, REST channel; {under_way} at "
        f"once, {stock.turns.count} turns",
        (
            Figure("turns a second, stock", stock.rate, "/s"),
            milliseconds("turn p50, stock", stock.turns.p50),
            milliseconds("turn p95, stock", stock.turns.p95),
            milliseconds("CPU a turn, stock", stock.cpu),
            Figure("memory, stock", stock.weight, "MB"),
            Figure("turns a second, ours against stock", rate_of(ours) / stock.rate, "x", at_least(3)),
            Figure("CPU a turn, stock against ours", stock.cpu / (ours.cpu_house + ours.cpu_engine), "x"),
        ),
    )
