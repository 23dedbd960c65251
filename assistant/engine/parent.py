"""The parent: loads Rasa once, binds the socket (mode 0600), forks workers and keeps their number.

It starts no loop and no threads of its own, so a fork is safe and cheap: the loaded model is shared memory
(about 60 MB and 0.6 s a further worker). A worker that dies is replaced at once; one that dies before it could
answer, again and again, ends the parent with the reason.
"""
from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Dict, Optional

from starlette.applications import Starlette

from assistant.engine.app import build_app, where
from assistant.engine.dialogue import Dialogue
from assistant.engine.hot_paths import quicken_rasa
from assistant.engine.manifest import sha256_of, trusted_model
from assistant.engine.packs import load_rulebooks
from assistant.engine.warm_up import warm_up
from assistant.engine.worker import serve

YOUNG_SECONDS = 2.0
EARLY_DEATHS_ALLOWED = 5


@dataclass(frozen=True)
class EngineOptions:
    """Where things lie and how many workers there are."""

    socket: Path
    models: Path
    packs: Path
    workers: int


class Parent:
    def __init__(self, options: EngineOptions) -> None:
        self._options = options
        self._born: Dict[int, float] = {}
        self._early_deaths = 0
        self._ending = False

    def run(self) -> int:
        """Load, listen, fork, watch. Returns the exit status."""
        app = self._load()
        listening = bind_private(self._options.socket)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        while len(self._born) < self._options.workers:
            self._fork(app, listening)
        _say(f"ready with {self._options.workers} workers")
        try:
            return self._watch(app, listening)
        finally:
            self._options.socket.unlink(missing_ok=True)

    def _load(self) -> Starlette:
        model = trusted_model(self._options.models)
        rulebooks = load_rulebooks(self._options.packs)
        quicken_rasa()
        dialogue = Dialogue(model, rulebooks)
        warm_up(dialogue, sorted(rulebooks))
        app = build_app(dialogue, sha256_of(model))
        asyncio.set_event_loop(None)
        gc.collect()
        gc.freeze()
        return app

    def _fork(self, app: Starlette, listening: socket.socket) -> None:
        pid = os.fork()
        if pid:
            self._born[pid] = time.monotonic()
            return
        status = 1
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            end_with_parent()
            serve(app, listening, [self._options.models, self._options.packs])
            status = 0
        except BaseException as error:  # noqa: BLE001  # the child must end here, whatever happened, and say what
            _say(f"a worker ended: {type(error).__name__} at {where(error)}")
        finally:
            os._exit(status)

    def _watch(self, app: Starlette, listening: socket.socket) -> int:
        while self._born:
            try:
                pid, _ = os.wait()
            except ChildProcessError:
                break
            born = self._born.pop(pid, None)
            if born is None or self._ending:
                continue
            self._early_deaths = self._early_deaths + 1 if time.monotonic() - born < YOUNG_SECONDS else 0
            if self._early_deaths > EARLY_DEATHS_ALLOWED:
                _say("workers die as soon as they start; see the lines above. Giving up")
                self._end(signal.SIGTERM, None)
                return 1
            self._fork(app, listening)
        return 0

    def _end(self, number: int, frame: Optional[FrameType]) -> None:
        self._ending = True
        for pid in list(self._born):
            os.kill(pid, signal.SIGTERM)


def bind_private(path: Path) -> socket.socket:
    """Listen on a Unix socket that only this user may open (mode 0600 from the first moment)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listening.bind(str(path))
    finally:
        os.umask(before)
    listening.listen(2048)
    listening.set_inheritable(True)
    return listening


def end_with_parent() -> None:
    """Ask the kernel to end this worker when the parent dies (Linux), so none is left behind on an old socket."""
    if sys.platform != "linux":
        return
    import ctypes  # before the seal; never after it

    set_parent_death_signal = 1
    ctypes.CDLL(None, use_errno=True).prctl(set_parent_death_signal, signal.SIGKILL)


def _say(text: str) -> None:
    sys.stderr.write(f"engine: {text}\n")
    sys.stderr.flush()
