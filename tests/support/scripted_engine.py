"""A scripted peer that speaks the engine's protocol on a Unix socket: for tests of the spine, where the real engine's
judgement does not matter and its failures must be had on demand.

In a test: `with ScriptedEngine(socket, answer) as engine:`; `answer` gets each Turn and returns a TurnResult, or raises
`Refuse`. As a process (the crash test without a trained model): `python -m tests.support.scripted_engine SOCKET N`, a
parent that forks workers and replaces those that die, as the real one does.
"""

from __future__ import annotations

import json
import os
import signal
import socket as sockets
import socketserver
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from assistant.protocol.effects import Ask, HeardValue, Note
from assistant.protocol.state import INTERVIEW, Asked, State
from assistant.protocol.turn import Learnt, Turn, TurnResult, Understood, result_to_json, turn_from_json

Answer = Callable[[Turn], TurnResult]
ANSWERED = Understood("answer", 0.99, "accept")


class Refuse(Exception):
    """The script answers with this status and error name."""

    def __init__(self, status: int = 500, name: str = "RuntimeError") -> None:
        super().__init__(name)
        self.status, self.name = status, name


def count_turns(turn: Turn) -> TurnResult:
    """Says back how many turns the talk has had, as a household size, and asks the next question."""
    sizes = [row.value for row in turn.facts if (row.member, row.fact) == ("household", "size")]
    size = (sizes[0] if sizes and isinstance(sizes[0], int) else 0) + 1
    state = turn.state or State()
    learnt = Learnt("household", "size", size, turn.message, 0.99, "count")
    effects = (Note("household", (HeardValue("household", "size", size),)), Ask("zip"))
    return TurnResult(replace(state, phase=INTERVIEW, asked=Asked("zip"), greeted=True), (learnt,), effects, ANSWERED)


class ScriptedEngine:
    """Serves one script on a thread; keeps the turns it was asked."""

    def __init__(self, socket: Path, answer: Answer = count_turns) -> None:
        self.answer = answer
        self.turns: list[Turn] = []
        self._server = _Server(str(socket), _handler(self._answer))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def _answer(self, turn: Turn) -> TurnResult:
        self.turns.append(turn)
        return self.answer(turn)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed or stopped waiting is part of the test."""


def _handler(answer: Answer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def address_string(self) -> str:
            return "peer"

        def log_message(self, *args: object) -> None:
            """Stay quiet."""

        def do_GET(self) -> None:
            self._send(200, {"ok": True, "protocol": 1, "model_sha256": "scripted", "pid": os.getpid()})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            try:
                self._send(200, result_to_json(answer(turn_from_json(body))))
            except Refuse as refusal:
                self._send(refusal.status, {"error": refusal.name, "message": "scripted"})

        def _send(self, status: int, payload: Any) -> None:
            content = json.dumps(payload).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(content)

    return Handler


def main(path: str, workers: int) -> None:
    """The process form: fork `workers`, replace the dead, end them with SIGTERM."""
    Path(path).unlink(missing_ok=True)
    server = _Server(path, _handler(count_turns))
    living: set[int] = set()

    def end(*_: object) -> None:
        for pid in living:
            os.kill(pid, signal.SIGKILL)
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    starter = os.getppid()
    signal.signal(signal.SIGALRM, lambda *_: end() if os.getppid() != starter else None)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)  # whoever started us may be killed: then nobody else would end us
    while True:
        while len(living) < workers:
            pid = os.fork()
            if pid == 0:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                _end_with_parent()
                server.serve_forever(0.02)
            living.add(pid)
        dead, _ = os.wait()
        living.discard(dead)


def _end_with_parent() -> None:
    import ctypes

    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


if __name__ == "__main__":
    sockets.setdefaulttimeout(30)
    main(sys.argv[1], int(sys.argv[2]))
