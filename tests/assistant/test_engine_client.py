"""The client against a peer on a real socket: results, refusals, silence, nonsense."""

from __future__ import annotations

import socket
import socketserver
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from assistant.engine_client import (
    BadAnswer,
    EngineClient,
    EngineDown,
    EngineFault,
    EngineSlow,
    PackUnknown,
    StateUnreadable,
)
from assistant.protocol.turn import Context, Turn, TurnResult
from tests.support.scripted_engine import Refuse, ScriptedEngine, count_turns

TURN = Turn("hi", Context(date(2026, 11, 20), "text", "en", "p" * 64, "t1"))


@pytest.fixture
def client(tmp_path: Path) -> EngineClient:
    return EngineClient(tmp_path / "e.sock")


def test_a_turn_goes_there_and_comes_back(client: EngineClient, tmp_path: Path) -> None:
    with ScriptedEngine(tmp_path / "e.sock") as engine:
        result = client.turn(TURN)
        assert result.state.asked is not None and engine.turns == [TURN]
        assert client.health().model_sha256 == "scripted"


@pytest.mark.parametrize(
    ("status", "name", "kind"),
    [(500, "KeyError", EngineFault), (409, "NoSuchPack", PackUnknown), (400, "UnreadableState", StateUnreadable)],
)
def test_what_the_engine_refuses_has_its_own_error(
    client: EngineClient, tmp_path: Path, status: int, name: str, kind: type[EngineFault]
) -> None:
    def refuse(turn: Turn) -> TurnResult:
        raise Refuse(status, name)

    with ScriptedEngine(tmp_path / "e.sock", refuse), pytest.raises(kind, match=f"{status} {name}") as raised:
        client.turn(TURN)
    assert "hi" not in str(raised.value)


def test_slowness_is_told_apart_from_absence(client: EngineClient, tmp_path: Path) -> None:
    def slow(turn: Turn) -> TurnResult:
        time.sleep(0.5)
        return count_turns(turn)

    with ScriptedEngine(tmp_path / "e.sock", slow), pytest.raises(EngineSlow):
        client.turn(TURN, limit_s=0.1)
    (tmp_path / "e.sock").unlink()
    with pytest.raises(EngineDown, match="start the engine"):
        client.turn(TURN)


def test_a_refused_connection_leaves_nothing_open(client: EngineClient, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(tmp_path / "e.sock"))  # nobody listens: every connection is refused
    before = set(Path("/proc/self/fd").iterdir())
    for _ in range(20):
        with pytest.raises(EngineDown, match="ConnectionRefusedError"):
            client.turn(TURN)
    assert set(Path("/proc/self/fd").iterdir()) == before


def test_an_engine_that_dies_with_the_turn_in_its_hands_is_down(client: EngineClient, tmp_path: Path) -> None:
    class Peer(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.rfile.readline()

    with socketserver.UnixStreamServer(str(tmp_path / "e.sock"), Peer) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        with pytest.raises(EngineDown):
            client.turn(TURN)
        thread.join()


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b'{"state": 1}', b"{}"])
def test_nonsense_is_a_bad_answer(client: EngineClient, tmp_path: Path, answer: bytes) -> None:
    class Peer(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            size = 0
            while line := self.rfile.readline().strip().lower():
                size = int(line.split()[1]) if line.startswith(b"content-length") else size
            self.rfile.read(size)
            head = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(answer)
            self.wfile.write(head + answer)

    with socketserver.UnixStreamServer(str(tmp_path / "e.sock"), Peer) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        with pytest.raises(BadAnswer):
            client.turn(TURN)
        thread.join()
