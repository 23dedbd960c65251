"""The seal: after loading, an audit hook ends the process on anything a pure function has no business doing.

Ended are: outgoing connections and new sockets, files opened for writing or outside the model and the rule packs,
started programs, ctypes. This is the inner wall and a tripwire for our own mistakes and for a poisoned model that
acts late; Python code with enough will can get around an audit hook, so the outer wall is the operating system's
(docs/operations/handrail-engine.service: no network, read-only files, no new privileges, system call filter).
"""
from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Callable, Dict, NoReturn, Sequence, Tuple

EXIT_BROKEN_SEAL = 70

_FORBIDDEN = frozenset(
    """socket.connect socket.bind socket.getaddrinfo socket.gethostbyname socket.sendto subprocess.Popen
    os.system os.exec os.posix_spawn os.spawn os.startfile os.fork os.forkpty pty.spawn ctypes.dlopen
    ctypes.dlsym ctypes.call_function ctypes.cdata os.remove os.rename os.mkdir os.rmdir os.link os.symlink
    os.chmod os.chown os.truncate shutil.rmtree shutil.copyfile shutil.move ftplib.connect smtplib.connect
    urllib.Request sqlite3.connect code.__new__""".split()
)
# files of installed libraries may be named in the last words: they say nothing about a person
_LIBRARIES = (os.path.realpath(sys.prefix) + os.sep, os.path.realpath(sys.base_prefix) + os.sep)
_WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def break_seal(event: str, detail: str) -> NoReturn:
    """Say what was tried, on standard error, without any argument that could carry somebody's words; then end."""
    os.write(2, f"engine: sealed process tried {event} ({detail}); it was ended\n".encode())
    os._exit(EXIT_BROKEN_SEAL)


def seal(readable: Sequence[Path], broken: Callable[[str, str], NoReturn] = break_seal) -> None:
    """From now on, for the rest of this process's life. `readable`: folders that may still be read."""
    allowed = tuple(os.path.realpath(folder) + os.sep for folder in readable)
    checks: Dict[str, Callable[[Tuple[Any, ...]], str]] = {"open": lambda given: _why_not_open(given, allowed)}

    def hook(event: str, given: Tuple[Any, ...]) -> None:
        if event in _FORBIDDEN:
            broken(event, "never allowed")
        check = checks.get(event)
        if check is not None:
            reason = check(given)
            if reason:
                broken(event, reason)

    sys.addaudithook(hook)


def _why_not_open(given: Tuple[Any, ...], allowed: Tuple[str, ...]) -> str:
    path, mode, flags = given
    if isinstance(path, int):
        return ""  # an open descriptor of this process
    if flags & _WRITING_FLAGS or (isinstance(mode, str) and any(letter in mode for letter in "wax+")):
        return "for writing"
    real = os.path.realpath(os.fsdecode(path))
    if real.startswith(allowed):
        return ""
    late = f": {os.path.relpath(real, sys.prefix)}, imported too late?" if real.startswith(_LIBRARIES) else ""
    return f"outside the model and the rule packs{late}"
