"""The engine as a child: waited for, started again, ended; and a clear sentence when it cannot be."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.commands import engine_process
from assistant.commands.engine_process import (
    EngineFiles,
    EngineStartError,
    answers,
    end_leftover,
    running_engine,
)
from tests.cli.peer import scripted_files


def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def parent_of(files: EngineFiles) -> int:
    return int(files.socket.with_suffix(".pid").read_text())


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_it_answers_inside_the_block_and_is_gone_after_it(tmp_path: Path) -> None:
    files, told = scripted_files(tmp_path), list[str]()
    with running_engine(files, 1, told.append):
        assert answers(files.socket)
        pid = parent_of(files)
    until(lambda: not alive(pid))
    assert not answers(files.socket)
    assert "ready" in told[-1]


def test_it_is_started_again_when_it_dies(tmp_path: Path) -> None:
    files, told = scripted_files(tmp_path), list[str]()
    with running_engine(files, 1, told.append):
        first = parent_of(files)
        os.kill(first, signal.SIGKILL)
        until(lambda: told[-1] == "The engine is back.")
        assert answers(files.socket)
        assert parent_of(files) != first
    assert any("No text is lost" in sentence for sentence in told)


def test_it_ends_an_engine_that_a_killed_command_left_behind(tmp_path: Path) -> None:
    files = scripted_files(tmp_path)
    left = subprocess.Popen([str(files.python), "-m", "assistant.engine", "--socket", str(files.socket)])
    files.socket.with_suffix(".pid").write_text(str(left.pid))
    until(lambda: answers(files.socket))
    end_leftover(files.socket)
    left.wait(10)
    assert not answers(files.socket)
    assert not files.socket.with_suffix(".pid").exists()


def test_it_ends_no_stranger_that_got_the_same_process_id(tmp_path: Path) -> None:
    stranger = subprocess.Popen(["sleep", "60"])
    socket = tmp_path / "engine.sock"
    socket.with_suffix(".pid").write_text(str(stranger.pid))
    end_leftover(socket)
    time.sleep(0.2)
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_what_the_engine_said_last_is_told(tmp_path: Path) -> None:
    files = scripted_files(tmp_path, "-c 'import sys; sys.exit(\"engine: the model is not ours\")'")
    with pytest.raises(EngineStartError, match="the model is not ours"), running_engine(files, 1, lambda _: None):
        pass


def test_ctrl_c_while_it_loads_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = scripted_files(tmp_path, "-c 'import time; time.sleep(60)'")
    monkeypatch.setattr(engine_process, "TELL_EVERY_S", 0.1)
    pids = []

    def interrupt(sentence: str) -> None:
        if "still loading" in sentence:
            pids.append(parent_of(files))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), running_engine(files, 1, interrupt):
        pass
    assert not alive(pids[0])


def test_one_that_never_gets_ready_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, pids = scripted_files(tmp_path, "-c 'import time; time.sleep(60)'"), list[int]()
    monkeypatch.setattr(engine_process, "READY_WITHIN_S", 0.5)
    monkeypatch.setattr(engine_process, "TELL_EVERY_S", 0.1)
    with (
        pytest.raises(EngineStartError, match="not ready after"),
        running_engine(files, 1, lambda _: pids.append(parent_of(files)) if files.log.exists() else None),
    ):
        pass
    assert not alive(pids[0])


@pytest.mark.parametrize(
    ("missing", "remedy"), [("python", "make setup"), ("models", "make train"), ("packs", "make rules")]
)
def test_what_is_missing_is_named_with_its_remedy(tmp_path: Path, missing: str, remedy: str) -> None:
    files = scripted_files(tmp_path)
    path = tmp_path / missing
    path.unlink() if path.is_file() else (path / "manifest.json").unlink()
    with pytest.raises(EngineStartError, match=remedy):
        files.check()
