"""Runs the processes of a house and replaces each one that dies, as a service manager does.

Everything is imported once; each process is then forked fresh, with no thread and no connection yet, so a replacement
takes a tenth of a second. Prints one line for each death. Ends its children when it is told to end.

    python -m tests.crash.nursery PORT
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from typing import NoReturn

import uvicorn

from assistant.logs import set_up_logs
from assistant.services import Services, open_services
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.rooms import rooms_over
from assistant.worker import ANSWER, FOLLOW, SEND, SWEEP, run_workers

ROLES = ("door", ANSWER, SEND, FOLLOW)


def serve_door(services: Services, port: int) -> None:
    uvicorn.run(create_app(rooms_over(services)), host="127.0.0.1", port=port, log_config=None, access_log=False)


def be(role: str, port: int) -> None:
    """One process of the house."""
    settings = Settings.from_env()
    set_up_logs((settings.folder / f"{role}.log").open("a", encoding="utf-8", buffering=1))
    services = open_services(settings)
    if role == "door":
        serve_door(services, port)
    else:
        run_workers(services, threading.Event(), (FOLLOW, SWEEP) if role == FOLLOW else (role,))


def start(role: str, port: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # die with the nursery
        be(role, port)
        status = 0
    finally:
        os._exit(status)


def main(port: int) -> NoReturn:
    alive = {start(role, port): role for role in ROLES}

    def end(*_: object) -> None:
        for pid in alive:
            os.kill(pid, signal.SIGKILL)
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    starter = os.getppid()
    signal.signal(signal.SIGALRM, lambda *_: end() if os.getppid() != starter else None)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)  # the test itself may be killed
    while True:
        pid, status = os.wait()
        role = alive.pop(pid)
        sys.stdout.write(f"{role} {os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
        alive[start(role, port)] = role


if __name__ == "__main__":
    main(int(sys.argv[1]))
