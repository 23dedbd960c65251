"""The loops that make the house move: answer, send, reconcile, sweep. As threads of one process, or apart."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

import structlog

from assistant.bell import Bell
from assistant.danger import compile_rules
from assistant.logs import where
from assistant.services import Services

ANSWER, SEND, FOLLOW, SWEEP = "answer", "send", "follow", "sweep"
ROLES: Final = (ANSWER, SEND, FOLLOW, SWEEP)

LOOK_AROUND_S: Final = 0.1  # another process may have written; within this one the bell wakes us at once
FOLLOW_S: Final = 5.0
SWEEP_S: Final = 60.0
TROUBLE_PAUSE_S: Final = 1.0

log = structlog.get_logger()


@dataclass(frozen=True)
class Loop:
    """A step that says whether there is more to do at once, and how long to rest when there is not."""

    name: str
    step: Callable[[], bool]
    bell: Bell
    rest_s: float


def loops(services: Services, roles: Collection[str] = ROLES, answer_threads: int = 4) -> tuple[Loop, ...]:
    """The loops of these roles; one entry for each thread."""
    haste = services.settings.haste
    found: list[Loop] = []
    if ANSWER in roles:
        step = services.talk.handle_next
        found += [Loop(ANSWER, step, services.inbox_bell, LOOK_AROUND_S)] * answer_threads
    if SEND in roles:
        senders = max(1, min(4, round(services.settings.segments_per_second / 2)))
        found += [Loop(SEND, services.outbox.send_next, services.outbox_bell, LOOK_AROUND_S)] * senders
    if FOLLOW in roles:
        found.append(Loop(FOLLOW, _done(services.outbox.reconcile), Bell(), FOLLOW_S / haste))
    if SWEEP in roles:
        sweep = services.sweep
        for job in (sweep.find_missed, sweep.clear_bodies, sweep.finish_goodbyes):
            found.append(Loop(SWEEP, _done(job), Bell(), SWEEP_S / haste))
        found.append(Loop(SWEEP, _done(sweep.forget_old), Bell(), 3600.0))
    return tuple(found)


def run_workers(
    services: Services, stop: threading.Event, roles: Collection[str] = ROLES, answer_threads: int = 4
) -> None:
    """Run until `stop` is set, then let each loop finish its step."""
    running = loops(services, roles, answer_threads)
    threads = [threading.Thread(target=_run, args=(loop, stop), name=loop.name, daemon=True) for loop in running]
    if ANSWER in roles:
        compile_rules()
    log.info("workers_started", workers=len(threads))
    for thread in threads:
        thread.start()
    stop.wait()
    for loop in running:
        loop.bell.ring()
    for thread in threads:
        thread.join()


def _run(loop: Loop, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            if not loop.step():
                loop.bell.wait(loop.rest_s)
        except Exception as error:  # noqa: BLE001  the loop must outlive any fault; it is logged and tried again
            log.error("loop_failed", loop=loop.name, error=type(error).__name__, places=where(error))
            stop.wait(TROUBLE_PAUSE_S)


def _done(job: Callable[[], int]) -> Callable[[], bool]:
    """A job that always rests after one pass."""

    def step() -> bool:
        job()
        return False

    return step
