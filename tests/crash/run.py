"""One crash run: people text, processes die at every named step, and then everything is counted."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import httpx

from assistant.settings import Settings
from assistant.store import Store, open_store
from assistant.store.inbox import WAITING
from tests.crash.engines import Engine
from tests.crash.people import Crowd
from tests.crash.steps import ENGINE_PARENT, ENGINE_WORKER, POINTS, STEPS
from tests.crash.verdict import Verdict, judge
from tests.support.engine import PACKS, ROOT
from tests.support.fake_provider import FakeProvider, Faults

HASTE = 20  # the provider's list is asked after 1.5 s instead of 30, a question is repeated after 9 s, and so on
FAULTS = Faults(
    refuse=0.02, drop_request=0.02, lose_answer=0.05, list_lag=3.0, lose_callbacks=0.05, repeat_callback=0.2,
    reorder_callbacks=0.2, callback_delay=0.2, inbound_delay=0.3,
)  # fmt: skip
QUIET_LIMIT_S = 180.0
ARMED_LIMIT_S = 120.0


@dataclass
class Report:
    """What a run did and what it left behind."""

    engine: str
    turns: int
    seconds: float
    kills: Counter[str]
    deaths_unasked: int
    gave_up: int
    verdict: Verdict
    faults: Counter[str] = field(default_factory=Counter)


def run(kills: int, turns: int, engine_kind: str, folder: Path, seed: int, tell: Callable[[str], None]) -> Report:
    """Raises RuntimeError when the house does not come up or never comes to rest."""
    dice = Random(seed)
    armed = folder / "armed"
    armed.mkdir()
    port = _free_port()
    provider = FakeProvider(
        folder / "provider.sqlite", inbound_url=f"http://127.0.0.1:{port}/sms/inbound",
        faults=Faults(**{**FAULTS.__dict__, "seed": seed}),
    )  # fmt: skip
    environ = _environ(folder, armed, port, provider)
    store = open_store(Settings.from_env(environ))
    store.migrate()
    began = time.monotonic()
    with provider:
        engine = Engine(engine_kind, folder)
        nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.nursery", str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True,
            env={**os.environ, **environ},
        )  # fmt: skip
        deaths = _Deaths(nursery)
        try:
            _wait_until_open(port)
            crowd = Crowd(provider, turns, dice)
            killer = Killer(kills, armed, engine, dice)
            while crowd.waits or len(crowd.sent) < turns or not killer.done:
                killer.step()
                crowd.step(allowed=_allowed(turns, killer, kills))
                tell(f"{len(crowd.sent)} of {turns} texts, {killer.count} of {kills} kills")
                time.sleep(0.1)
            _wait_until_quiet(store, provider, crowd, tell)
            verdict = judge(store, provider, crowd.sent)
        finally:
            nursery.send_signal(signal.SIGTERM)
            nursery.wait()
            deaths.end()
            engine.end()
            store.close()
    seconds = time.monotonic() - began
    return Report(engine_kind, len(crowd.sent), seconds, killer.hits, deaths.unasked, crowd.gave_up, verdict)


def _allowed(turns: int, killer: Killer, kills: int) -> int:
    """How many texts may have been sent by now: kills are spread over the turns, and none waits long to be passed."""
    if killer.done:
        return turns
    return (killer.count + 2) * turns // kills + int(killer.armed_for_s)


class Killer:
    """Arms one step at a time, each as often as the next, and notices when it has struck."""

    def __init__(self, kills: int, armed: Path, engine: Engine, dice: Random) -> None:
        plan = [STEPS[number % len(STEPS)] for number in range(kills)]
        dice.shuffle(plan)
        self._plan, self._armed, self._engine, self._dice = plan, armed, engine, dice
        self._now: str | None = None
        self._since = 0.0
        self.hits: Counter[str] = Counter()

    @property
    def count(self) -> int:
        return self.hits.total()

    @property
    def done(self) -> bool:
        return not self._plan and self._now is None

    def step(self) -> None:
        if self._now is None:
            if self._plan:
                self._arm(self._plan.pop())
        elif self._struck(self._now):
            self.hits[self._now] += 1
            self._now = None

    @property
    def armed_for_s(self) -> float:
        """Since when the current step waits to be passed. Raises RuntimeError when it never is."""
        if self._now is None:
            return 0.0
        if self._engine.starting:
            self._since = time.monotonic()
        seconds = time.monotonic() - self._since
        if seconds > ARMED_LIMIT_S:
            raise RuntimeError(f"step {self._now} was armed for {ARMED_LIMIT_S:.0f} s and never passed")
        return seconds

    def _arm(self, step: str) -> None:
        self._now, self._since = step, time.monotonic()
        if step in POINTS:
            (self._armed / step).touch()

    def _struck(self, step: str) -> bool:
        if step == ENGINE_WORKER:
            return self._engine.kill_worker(self._dice)
        if step == ENGINE_PARENT:
            return self._engine.kill_parent()
        return not (self._armed / step).exists()


class _Deaths:
    """Reads the nursery's lines: a death by anything else than our signal is a fault of the house."""

    def __init__(self, nursery: subprocess.Popen[str]) -> None:
        self.unasked = 0
        self._nursery = nursery
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Read what is left of an ended nursery."""
        self._thread.join()
        if self._nursery.stdout is not None:
            self._nursery.stdout.close()

    def _read(self) -> None:
        for line in self._nursery.stdout or ():
            self.unasked += int(line.split()[1]) != -signal.SIGKILL


def _environ(folder: Path, armed: Path, port: int, provider: FakeProvider) -> dict[str, str]:
    return {
        "HANDRAIL_ENV": "development", "HANDRAIL_VAR": str(folder), "HANDRAIL_PACKS": str(PACKS),
        "HANDRAIL_HASTE": str(HASTE), "HANDRAIL_CRASH_POINTS": str(armed), "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "TWILIO_API_URL": provider.base_url, "TWILIO_ACCOUNT_SID": provider.account_sid,
        "TWILIO_AUTH_TOKEN": provider.auth_token, "TWILIO_FROM": provider.number, "SEGMENTS_PER_SECOND": "60",
        "DAILY_SPEND_CAP_USD": "100000", "OPENING_HOURS": "mon-sun 00:00-23:59",
    }  # fmt: skip


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_until_open(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise RuntimeError("the house did not open its door within 30 s; see the logs in its folder")


def _wait_until_quiet(store: Store, provider: FakeProvider, crowd: Crowd, tell: Callable[[str], None]) -> None:
    """Until every text is answered and the end of every reply is known, or the limit is reached."""
    deadline = time.monotonic() + QUIET_LIMIT_S
    while time.monotonic() < deadline:
        with store.reading() as tx:
            waiting = tx.inbox.counts().get(WAITING, 0)
            open_texts = sum(tx.outbox.open_count(person.id) for number in set(crowd.sent.values())
                             if (person := tx.people.find(number)) is not None)  # fmt: skip
            missing = sum(not tx.inbox.knows(sid) for sid in crowd.sent)
        if not waiting and not open_texts and not missing and provider.wait_idle(1):
            return
        tell(f"coming to rest: {missing} not taken in, {waiting} not answered, {open_texts} replies open")
        time.sleep(0.3)
