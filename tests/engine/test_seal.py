"""The seal: each forbidden thing ends a real process; what a turn needs still works."""
from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from assistant.engine.seal import EXIT_BROKEN_SEAL

ROOT = Path(__file__).resolve().parents[2]


def run_sealed(readable: Path, body: str) -> subprocess.CompletedProcess[str]:
    """Run `body` in a new process after the seal was put on; `readable` is the one folder that may be read."""
    program = (
        "import ctypes, json, os, pathlib, socket, sqlite3, subprocess, sys, urllib.request\n"
        "from assistant.engine.seal import seal\n"
        f"folder = pathlib.Path({str(readable)!r})\n"
        "library = ctypes.CDLL(None)\n"
        "seal([folder])\n" + textwrap.dedent(body)
    )
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=30)


@pytest.fixture
def model_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "pack.json").write_text("{}")
    return folder


@pytest.mark.parametrize(
    "body",
    [
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.socket(socket.AF_UNIX).connect('/tmp/anything.sock')",
        "socket.socket().bind(('127.0.0.1', 0))",
        "socket.getaddrinfo('example.org', 80)",
        "urllib.request.urlopen('http://127.0.0.1:9/')",
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "ctypes.CDLL('libm.so.6')",
        "open(folder / 'pack.json', 'a')",
        "open(folder / 'new', 'w')",
        "os.open(folder / 'new', os.O_WRONLY | os.O_CREAT)",
        "open('/etc/passwd')",
        "open(str(folder) + '/../secret')",
        "open(str(folder) + 'x')",
        "os.remove(folder / 'pack.json')",
        "os.rename(folder / 'pack.json', folder / 'other')",
        "sqlite3.connect(':memory:')",
        "import wave",  # a module read from disk after the seal: it should have been imported before
    ],
)
def test_forbidden_things_end_the_process(model_folder: Path, body: str) -> None:
    (model_folder.parent / "secret").write_text("x")
    (model_folder.parent / "modelsx").write_text("x")
    done = run_sealed(model_folder, f"try:\n    {body}\nexcept BaseException:\n    pass\nprint('still here')")
    assert done.returncode == EXIT_BROKEN_SEAL, done.stderr
    assert "still here" not in done.stdout
    assert "engine: sealed process tried" in done.stderr
    assert "secret" not in done.stderr and "passwd" not in done.stderr


def test_what_a_turn_needs_still_works(model_folder: Path) -> None:
    body = """
    (folder / 'pack.json').read_text()
    os.urandom(8)
    left, right = socket.socketpair()
    left.send(b'x'); right.recv(1)
    print(json.dumps({'ok': True}))
    """
    done = run_sealed(model_folder, body)
    assert (done.returncode, done.stdout.strip()) == (0, '{"ok": true}'), done.stderr
